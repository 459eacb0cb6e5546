//! Untrusted text made harmless before a terminal shows it.

use std::borrow::Cow;
use std::fmt::Write;

/// Shows control characters instead of sending them: C0 (but not line feed and tab), DEL, C1, and
/// the marks that reorder or hide text. Escaping whole classes is stronger than stripping known
/// sequences.
pub fn display(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            let code = u32::from(c);
            if code < 0x100 {
                let _ = write!(shown, "\\x{code:02x}");
            } else {
                let _ = write!(shown, "\\u{{{code:x}}}");
            }
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// One line of it: line breaks and tabs become blanks.
pub fn one_line(text: &str) -> String {
    display(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that move the cursor, start a sequence, reorder the text or cannot be seen.
pub(super) fn is_unsafe(c: char) -> bool {
    let control = c.is_control() && c != '\n' && c != '\t';
    let hidden = matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    );
    control || hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_is_shown_and_not_sent() {
        assert_eq!(display("a\u{1b}]52;c;x\u{7}b"), "a\\x1b]52;c;x\\x07b");
        assert_eq!(display("\u{9b}31m"), "\\x9b31m");
        assert_eq!(display("\u{202e}abc"), "\\u{202e}abc");
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        assert!(matches!(display("déjà vu — «oui»\n\tnon"), Cow::Borrowed(_)));
    }
}
