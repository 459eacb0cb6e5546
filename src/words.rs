//! Text to words: folded, numbered by a vocabulary, each with its bytes in the original text.
//!
//! One pass over the raw UTF-8. Shapes (numbers, addresses, references) are one word each;
//! apostrophes, hyphens and blanks join, other punctuation is a break before the next word.

use std::ops::Range;

mod amount;
mod breaks;
mod evasion;
mod fold;
mod shape;
mod shapes;
pub(crate) mod spoken;
pub mod table;
mod value;
mod vocabulary;

use breaks::wide_break;
use evasion::{is_mostly_latin, join_letters, leet, unmask};
use fold::{Glyph, glyph};

pub use amount::amount_value;
pub use breaks::Break;
pub use evasion::Obfuscation;
pub use fold::fold;
pub use shape::{SHAPE, Shape, ShapeSet};
pub use spoken::Role;
pub use vocabulary::{UNKNOWN, Vocabulary};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its number in the vocabulary, or [`UNKNOWN`].
    pub token: u32,
    /// Its bytes in the original text, on character boundaries.
    pub bytes: Range<u32>,
    /// What stands before it.
    pub brk: Break,
    /// What it is by its form.
    pub shapes: ShapeSet,
}

/// Appends the words of `text` to `out` and returns the break that stands after the last one.
///
/// `before` is the break in front of the text: [`Break::Hard`] for a new speaker, else what the
/// utterance before returned. What was mended is added to `mended`.
pub fn tokenize(
    text: &str,
    vocabulary: &Vocabulary,
    before: Break,
    out: &mut Vec<Word>,
    mended: &mut Obfuscation,
) -> Break {
    let from = out.len();
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        vocabulary,
        at: 0,
        brk: before,
        folded: Vec::with_capacity(64),
        latin: None,
        out,
        mended,
    };
    while let Some(&byte) = reader.bytes.get(reader.at) {
        reader.step(byte);
    }
    let after = reader.brk;
    mended.spaced += join_letters(text, vocabulary, out, from);
    after
}

/// Longest word with signs for letters, plus one.
const LONGEST_LEET: usize = 33;

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    vocabulary: &'a Vocabulary,
    at: usize,
    /// The strongest break since the last word.
    brk: Break,
    /// The word being read.
    folded: Vec<u8>,
    /// Whether the text is mostly Latin, once somebody asked.
    latin: Option<bool>,
    out: &'a mut Vec<Word>,
    mended: &'a mut Obfuscation,
}

/// What was met while a word was read.
#[derive(Default)]
struct Traits {
    digits: bool,
    latin: bool,
    foreign: bool,
}

impl Reader<'_> {
    fn step(&mut self, byte: u8) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            b'0'..=b'9' => {
                if !self.numeric() {
                    self.word();
                }
            }
            b'[' => match shapes::placeholder(self.bytes, self.at) {
                Some((end, shapes)) => self.push(UNKNOWN, end, shapes),
                None => self.separate(1, Break::Soft),
            },
            b'$' | b'+' | b'(' | b'@' => {
                if !self.numeric() && !self.leet(self.at) {
                    self.separate(1, if byte == b'(' { Break::Soft } else { Break::None });
                }
            }
            b'.' => self.dot(),
            b'!' | b'?' => self.separate(1, Break::Hard),
            b',' | b';' | b':' | b')' | b']' | b'{' | b'}' | b'"' | b'|' | b'<' | b'>' => self.separate(1, Break::Soft),
            b'\n' | b'\r' | 0x0B | 0x0C => self.new_line(),
            b'-' => self.dash(),
            0..=0x7F => self.at += 1,
            _ => self.wide(),
        }
    }

    fn separate(&mut self, length: usize, brk: Break) {
        self.at += length;
        self.brk = self.brk.max(brk);
    }

    fn push(&mut self, token: u32, end: usize, shapes: ShapeSet) {
        let place = |at: usize| u32::try_from(at).expect("a text has less than 4 GiB");
        self.out.push(Word { token, bytes: place(self.at)..place(end), brk: std::mem::take(&mut self.brk), shapes });
        self.at = end;
    }

    /// Reads a number, an amount or a phone number, if there is one here.
    fn numeric(&mut self) -> bool {
        let Some((end, shapes)) = shapes::numeric(self.bytes, self.at) else { return false };
        self.push(self.vocabulary.literal(&self.bytes[self.at..end]).unwrap_or(UNKNOWN), end, shapes);
        true
    }

    /// Reads a word with signs for letters ("p@ssword") that begins at `start`.
    fn leet(&mut self, start: usize) -> bool {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'$' | b'!' | b'|');
        let mut end = start + self.bytes[start..].iter().take(LONGEST_LEET).take_while(|byte| is_part(byte)).count();
        while end > start && matches!(self.bytes[end - 1], b'!' | b'|' | b'@') {
            end -= 1;
        }
        let word = self.bytes[start..end].to_ascii_lowercase();
        let Some(token) = leet(&word, self.vocabulary) else { return false };
        self.mended.leet += 1;
        self.at = start;
        self.push(token, end, ShapeSet::NONE);
        true
    }

    fn word(&mut self) {
        let start = self.at;
        self.folded.clear();
        let mut traits = Traits::default();
        let end = self.read(start, &mut traits);
        let next = self.bytes.get(end).copied().unwrap_or(b' ');
        let after = self.bytes.get(end + 1).copied().unwrap_or(b' ');
        if next != b' ' || traits.digits {
            let joined = match next {
                b'@' => true,
                b'.' => after.is_ascii_alphanumeric(),
                b'-' | b'_' | b'+' | b'%' => {
                    after.is_ascii_alphanumeric() && (traits.digits || self.may_be_address(end))
                }
                b':' => after == b'/',
                _ => traits.digits && self.bytes[start].is_ascii_uppercase(),
            };
            if joined && let Some((end, shapes, name)) = shapes::lettered(self.text, start) {
                let name = self.bytes[name].to_ascii_lowercase();
                let token = if name.is_empty() { UNKNOWN } else { self.vocabulary.number(&name) };
                return self.push(token, end, shapes);
            }
            if matches!(next, b'@' | b'$' | b'!' | b'|') && after.is_ascii_alphanumeric() && self.leet(start) {
                return;
            }
        }
        if traits.foreign {
            self.unmask(start, end, &traits);
        }
        let mut token = self.vocabulary.literal(&self.folded);
        let mut shapes = ShapeSet::NONE;
        if traits.digits || self.folded.starts_with(b"xxxx") {
            shapes = shapes::mixed(&self.folded);
            if token.is_none() && !shapes.contains(Shape::Amount) {
                token = leet(&self.folded, self.vocabulary);
                self.mended.leet += usize::from(token.is_some());
            }
        }
        let token = token.or_else(|| self.vocabulary.prefix(&self.folded)).unwrap_or(UNKNOWN);
        // Whether a phrase or a manner knows the word or not.
        if shapes.is_empty() && self.vocabulary.role(token).is_none() && spoken::is_compound(&self.folded) {
            shapes = ShapeSet::SPELLED;
        }
        self.push(token, end, shapes);
    }

    /// Whether a digit, a dot or an at sign stands in what follows without a blank.
    fn may_be_address(&self, at: usize) -> bool {
        let mut chunk = self.bytes[at..].iter().take(LONGEST_LEET).take_while(|byte| **byte > b' ');
        chunk.any(|byte| byte.is_ascii_digit() || matches!(byte, b'@' | b'.' | b'x' | b'X'))
    }

    /// Folds the word at `at` and returns its end.
    fn read(&mut self, mut at: usize, traits: &mut Traits) -> usize {
        let (mut hidden, mut marks) = (0, 0);
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'a'..=b'z' => self.folded.push(byte),
                b'A'..=b'Z' => self.folded.push(byte | 0x20),
                b'0'..=b'9' => {
                    traits.digits = true;
                    self.folded.push(byte);
                }
                0x80.. => {
                    let c = self.text[at..].chars().next().expect("a character begins here");
                    let length = self.folded.len();
                    match glyph(c, &mut self.folded) {
                        Glyph::Latin => traits.latin = true,
                        Glyph::Styled => self.mended.look_alikes += 1,
                        Glyph::Foreign => traits.foreign = true,
                        Glyph::Mark => {
                            marks += 1;
                            self.mended.combining += usize::from(marks > 2);
                        }
                        Glyph::Hidden => hidden += 1,
                        Glyph::Bidi => self.mended.bidi += 1,
                        Glyph::Other => break,
                    }
                    if self.folded.len() > length {
                        traits.digits |= self.folded[length].is_ascii_digit();
                        self.mended.zero_width += std::mem::take(&mut hidden);
                        marks = 0;
                    }
                    at += c.len_utf8();
                    continue;
                }
                _ => break,
            }
            traits.latin |= byte > b'9';
            self.mended.zero_width += std::mem::take(&mut hidden);
            marks = 0;
            at += 1;
        }
        at
    }

    /// Reads foreign letters as the Latin ones they are mistaken for: where scripts are mixed in
    /// one word, or where a word of a Latin text is then a known one.
    fn unmask(&mut self, start: usize, end: usize, traits: &Traits) {
        let Some((plain, masked)) = unmask(&self.text[start..end]) else { return };
        let text = self.text;
        let hidden_word =
            || self.vocabulary.number(&plain) != UNKNOWN && self.vocabulary.number(&self.folded) == UNKNOWN;
        if traits.latin || hidden_word() && *self.latin.get_or_insert_with(|| is_mostly_latin(text)) {
            self.folded = plain;
            self.mended.look_alikes += masked;
        }
    }

    /// A character outside ASCII that begins here.
    fn wide(&mut self) {
        let c = self.text[self.at..].chars().next().expect("a character begins here");
        if matches!(c, '£' | '¥' | '₠'..='₿') && self.numeric() {
            return;
        }
        self.folded.clear();
        match glyph(c, &mut self.folded) {
            Glyph::Latin | Glyph::Styled | Glyph::Foreign => return self.word(),
            Glyph::Bidi => self.mended.bidi += 1,
            Glyph::Mark | Glyph::Hidden => {}
            Glyph::Other => self.brk = self.brk.max(wide_break(c)),
        }
        self.at += c.len_utf8();
    }
}

#[cfg(test)]
mod tests;
