//! Long text that nobody's label divides, cut into pieces of a size that can be quoted.

/// Pieces are about this long, in bytes.
const AIM: usize = 600;
/// Without a blank in this many bytes a piece is cut anywhere; no word is that long.
const LONGEST_WORD: usize = 4096;

/// The text in pieces, each with the number of lines before it. Together they are the text, byte
/// for byte; blanks at a cut stay at the end of the piece before.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut lines = 0;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = rest.split_at(cut(rest));
        let before = lines;
        lines += piece.bytes().filter(|&byte| byte == b'\n').count();
        rest = after;
        Some((before, piece))
    })
}

/// Where the first piece ends: after a sentence if one ends in the second half, else at a blank.
fn cut(text: &str) -> usize {
    if text.len() <= AIM + AIM / 4 {
        return text.len();
    }
    let (mut sentence, mut blank, mut previous) = (0, 0, ' ');
    for (at, character) in text.char_indices() {
        if character.is_whitespace() {
            let next = at + character.len_utf8();
            blank = next;
            if character == '\n' || matches!(previous, '.' | '?' | '!' | '…') {
                sentence = next;
            }
        }
        let found = if sentence > AIM / 2 { sentence } else { blank };
        if at >= AIM && found > 0 {
            return found;
        }
        if at >= LONGEST_WORD {
            return at;
        }
        previous = character;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_no_word_is_cut() {
        for text in [
            "raw words without any stop ".repeat(200),
            "One sentence. ".repeat(300),
            "x".repeat(9000),
            "é".repeat(5000),
        ] {
            let all: Vec<_> = pieces(&text).map(|(_, piece)| piece).collect();
            assert_eq!(all.concat(), text);
            assert!(all.len() > 1);
            assert!(all.iter().all(|piece| piece.len() <= LONGEST_WORD + 4));
            assert!(all[..all.len() - 1].iter().all(|piece| piece.ends_with(' ') || !text.contains(' ')));
        }
    }

    #[test]
    fn lines_before_a_piece_are_counted() {
        let text = "a line of forty letters, more or less...\n".repeat(40);
        let mut before = 0;
        for (lines, piece) in pieces(&text) {
            assert_eq!(lines, before);
            before += piece.lines().count();
        }
        assert_eq!(before, 40);
    }
}
