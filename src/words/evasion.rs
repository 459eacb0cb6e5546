//! Words in disguise: letters of other scripts, digits for letters, letters set apart.

use super::fold::{Glyph, glyph, look_alike};
use super::{Break, Vocabulary, Word, shapes};

/// What was mended to read a text. Its presence is itself worth a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Obfuscation {
    /// Invisible characters inside words.
    pub zero_width: usize,
    /// Characters that turn the direction of writing.
    pub bidi: usize,
    /// Letters of another script or style that stand for Latin ones.
    pub look_alikes: usize,
    /// Combining marks beyond the two that a letter can carry.
    pub combining: usize,
    /// Words with digits or signs for letters.
    pub leet: usize,
    /// Words whose letters were set apart.
    pub spaced: usize,
}

impl Obfuscation {
    /// Everything that was mended.
    pub fn total(&self) -> usize {
        self.zero_width + self.bidi + self.look_alikes + self.combining + self.leet + self.spaced
    }

    /// Whether somebody hides words on purpose. One odd character slips in by copying, and letters
    /// set apart are also how people spell a name on the phone.
    pub fn is_deliberate(&self) -> bool {
        let letters = self.look_alikes + self.combining > 0 || self.leet > 1 || (self.leet > 0 && self.spaced > 0);
        letters || self.bidi > 1 || self.zero_width > 2
    }
}

/// The Latin reading of a word all of whose foreign letters look Latin, with their number.
pub(super) fn unmask(word: &str) -> Option<(Vec<u8>, usize)> {
    let (mut letters, mut masked) = (Vec::with_capacity(word.len()), 0);
    for c in word.chars() {
        if c.is_ascii() {
            letters.push(u8::try_from(c).ok()?.to_ascii_lowercase());
        } else if let Some(letter) = look_alike(c) {
            letters.push(letter);
            masked += 1;
        } else if glyph(c, &mut letters) == Glyph::Foreign {
            return None;
        }
    }
    Some((letters, masked))
}

/// Whether a text is mostly in Latin letters, so that a foreign word in it is suspicious.
pub(super) fn is_mostly_latin(text: &str) -> bool {
    let latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let foreign = text.chars().filter(|c| *c > '\u{24F}' && c.is_alphabetic()).count();
    latin > 2 * foreign
}

/// The number of the word that is meant by digits or signs among letters ("p@ssw0rd"), if the
/// vocabulary has it and does not have the word as written.
pub(super) fn leet(word: &[u8], vocabulary: &Vocabulary) -> Option<u32> {
    let letters = word.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    if word.len() < 3 || word.len() > 32 || letters * 3 < word.len() || shapes::is_counting(word) {
        return None;
    }
    [b'i', b'l'].into_iter().find_map(|one| {
        let plain: Vec<u8> = word.iter().map(|byte| plain_letter(*byte, one)).collect();
        let known = vocabulary.number(&plain);
        (known != super::UNKNOWN).then_some(known)
    })
}

fn plain_letter(byte: u8, one: u8) -> u8 {
    match byte {
        b'0' => b'o',
        b'1' | b'!' | b'|' => one,
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'7' => b't',
        b'8' => b'b',
        b'9' => b'g',
        other => other,
    }
}

/// Shortest run of single letters that can be a word, and shortest word that must be in it.
const SHORTEST_RUN: usize = 4;
/// Longest word that is looked for in a run.
const LONGEST_PIECE: usize = 24;

/// Joins runs of single letters ("p a s s w o r d") from `from` on into the words they spell, and
/// returns how many such words there are.
pub(super) fn join_letters(text: &str, vocabulary: &Vocabulary, words: &mut Vec<Word>, from: usize) -> usize {
    let mut spelled = Vec::new();
    let mut at = from;
    while at < words.len() {
        let joins = |(place, word): &(usize, &Word)| is_single(text, word) && (*place == 0 || word.brk == Break::None);
        let run = words[at..].iter().enumerate().take_while(joins).count();
        if run >= SHORTEST_RUN {
            let letter = |word: &Word| text.as_bytes()[word.bytes.start as usize].to_ascii_lowercase();
            let letters: Vec<u8> = words[at..at + run].iter().map(letter).collect();
            spelled.extend(spell(&letters, vocabulary).map(|pieces| (at, run, pieces)));
        }
        at += run.max(1);
    }
    if spelled.is_empty() {
        return 0;
    }
    let old = words.split_off(from);
    let (mut copied, mut joined) = (from, 0);
    for (start, run, pieces) in spelled {
        words.extend_from_slice(&old[copied - from..start - from]);
        let mut at = start - from;
        for (token, length) in pieces {
            let (first, last) = (&old[at], &old[at + length - 1]);
            words.push(Word { token, bytes: first.bytes.start..last.bytes.end, ..first.clone() });
            joined += usize::from(length > 1);
            at += length;
        }
        copied = start + run;
    }
    words.extend_from_slice(&old[copied - from..]);
    joined
}

fn is_single(text: &str, word: &Word) -> bool {
    word.bytes.len() == 1 && text.as_bytes()[word.bytes.start as usize].is_ascii_alphabetic()
}

/// Splits letters into known words (number and length each) with as few single letters left over
/// as can be; `None` if that is no better than chance.
fn spell(letters: &[u8], vocabulary: &Vocabulary) -> Option<Vec<(u32, usize)>> {
    let whole = if letters.len() <= LONGEST_PIECE { vocabulary.number(letters) } else { super::UNKNOWN };
    if whole != super::UNKNOWN {
        return Some(vec![(whole, letters.len())]);
    }
    // best[i]: (letters left over, pieces) to spell the first i letters, and the last piece.
    let mut best = vec![(0, 0, 0, 0); letters.len() + 1];
    for end in 1..=letters.len() {
        let (left, pieces, ..) = best[end - 1];
        best[end] = (left + 1, pieces + 1, 1, vocabulary.number(&letters[end - 1..end]));
        for start in end.saturating_sub(LONGEST_PIECE)..end.saturating_sub(2) {
            let (left, pieces, ..) = best[start];
            if (left, pieces + 1) < (best[end].0, best[end].1)
                && let Some(token) = vocabulary.literal(&letters[start..end])
            {
                best[end] = (left, pieces + 1, end - start, token);
            }
        }
    }
    let mut pieces = Vec::new();
    let mut end = letters.len();
    while end > 0 {
        let (_, _, length, token) = best[end];
        pieces.push((token, length));
        end -= length;
    }
    pieces.reverse();
    let left_over = best[letters.len()].0;
    let telling = pieces.iter().any(|(_, length)| *length >= SHORTEST_RUN);
    (telling && left_over <= (letters.len() / 4).max(2)).then_some(pieces)
}
