//! JSON text that its writer broke, made whole: NaN and Infinity, raw control characters, half
//! surrogates, commas before a closing bracket.

use std::fmt::Write as _;

use crate::source::{Mended as What, Repairs};

/// A mended text, with the lines it had before.
#[derive(Debug)]
pub(super) struct Mended {
    pub(super) text: String,
    /// Where the lines of the text as it was start in the mended one.
    pub(super) line_starts: Vec<usize>,
    pub(super) repairs: Repairs,
}

/// Where the lines of a text start, in bytes.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1))
        .collect()
}

/// The text without the faults known here; nothing if it has none of them.
pub(super) fn mend(text: &str) -> Option<Mended> {
    let mut mender = Mender {
        out: Mended { text: String::with_capacity(text.len() + 64), line_starts: vec![0], repairs: Repairs::default() },
        comma: None,
    };
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = if character == '"' { mender.string(&rest[1..]) } else { mender.outside(rest, character) };
    }
    (!mender.out.repairs.is_empty()).then_some(mender.out)
}

struct Mender {
    out: Mended,
    /// Where a comma stands after which only blanks came.
    comma: Option<usize>,
}

impl Mender {
    fn note(&mut self, what: What) {
        let line = self.out.line_starts.len();
        self.out.repairs.note(what, line);
    }

    fn newline(&mut self) {
        self.out.line_starts.push(self.out.text.len());
    }

    /// Takes what stands outside of strings; gives back what is left.
    fn outside<'t>(&mut self, rest: &'t str, character: char) -> &'t str {
        for word in ["NaN", "-Infinity", "Infinity", "-NaN", "undefined"] {
            if let Some(after) = rest.strip_prefix(word) {
                self.note(What::JsonNumber);
                self.out.text.push_str("null");
                self.comma = None;
                return after;
            }
        }
        match character {
            ',' => self.comma = Some(self.out.text.len()),
            ']' | '}' => {
                if let Some(at) = self.comma.take() {
                    self.note(What::JsonComma);
                    self.out.text.replace_range(at..=at, " ");
                }
            }
            _ if character.is_whitespace() => {}
            _ => self.comma = None,
        }
        self.out.text.push(character);
        if character == '\n' {
            self.newline();
        }
        &rest[character.len_utf8()..]
    }

    /// Takes a string after its opening quote; gives back what follows it.
    fn string<'t>(&mut self, mut rest: &'t str) -> &'t str {
        self.comma = None;
        self.out.text.push('"');
        while let Some(character) = rest.chars().next() {
            let after = &rest[character.len_utf8()..];
            rest = match character {
                '"' => {
                    self.out.text.push('"');
                    return after;
                }
                '\\' => self.escape(after),
                '\0'..'\u{20}' => {
                    self.note(What::JsonControl);
                    let _ = write!(self.out.text, "\\u{:04x}", u32::from(character));
                    if character == '\n' {
                        self.newline();
                    }
                    after
                }
                _ => {
                    self.out.text.push(character);
                    after
                }
            };
        }
        rest
    }

    /// Takes an escape after its backslash; gives back what follows it.
    fn escape<'t>(&mut self, rest: &'t str) -> &'t str {
        let unit = |text: &str| text.get(1..5).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        match rest.chars().next() {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => self.take(rest, 1),
            Some('u') => match unit(rest) {
                Some(0xD800..=0xDBFF) => {
                    let low = rest[5..].strip_prefix('\\').filter(|low| low.starts_with('u')).and_then(unit);
                    if matches!(low, Some(0xDC00..=0xDFFF)) { self.take(rest, 11) } else { self.replace(&rest[5..]) }
                }
                Some(0xDC00..=0xDFFF) => self.replace(&rest[5..]),
                Some(_) => self.take(rest, 5),
                None => self.literal(rest),
            },
            _ => self.literal(rest),
        }
    }

    fn take<'t>(&mut self, rest: &'t str, length: usize) -> &'t str {
        self.out.text.push('\\');
        self.out.text.push_str(&rest[..length]);
        &rest[length..]
    }

    fn replace<'t>(&mut self, after: &'t str) -> &'t str {
        self.note(What::JsonEscape);
        self.out.text.push('\u{FFFD}');
        after
    }

    /// A backslash that escapes nothing is a backslash.
    fn literal<'t>(&mut self, rest: &'t str) -> &'t str {
        self.note(What::JsonEscape);
        self.out.text.push_str("\\\\");
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_refuses_is_mended_and_told() {
        let broken = "{\"p\": NaN, \"q\": [-Infinity,],\n\"s\": \"one\ntwo\ttab \\ud83d \\q \\ud83d\\ude00\",}";
        assert!(serde_json::from_str::<serde_json::Value>(broken).is_err());
        let mended = mend(broken).unwrap();
        let value: serde_json::Value = serde_json::from_str(&mended.text).unwrap();
        assert_eq!(value["s"], "one\ntwo\ttab \u{FFFD} \\q 😀");
        assert_eq!(mended.line_starts.len(), 3);
        assert_eq!(mended.repairs.into_vec().len(), 4);
    }

    #[test]
    fn sound_json_needs_no_mending() {
        assert!(mend(r#"{"a": "NaN, \"x\"", "b": [1, 2], "c": "é"}"#).is_none());
    }
}
