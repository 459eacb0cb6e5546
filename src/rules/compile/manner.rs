//! Weights of words, stems and neighbours → tables by token.

use std::collections::BTreeMap;

use super::{Compiler, Meaning};
use crate::language::Code;
use crate::words::table::Table;
use crate::words::{SHAPE, Vocabulary, fold};

/// What stands for the word between two others.
const BETWEEN: &str = "_";

/// How much more a term is said in one kind of text than in others, in tenths of a deciban.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weight {
    /// In scam calls and their accounts, and not in ordinary ones.
    pub scam: i16,
    /// In articles, and not in what happened to somebody.
    pub article: i16,
}

impl Weight {
    /// Both in a number of a table.
    fn pack(self) -> u32 {
        u32::from(self.scam.cast_unsigned()) | u32::from(self.article.cast_unsigned()) << 16
    }

    /// Reads what a table holds.
    #[expect(clippy::cast_possible_truncation, reason = "half of the number is meant")]
    pub(crate) fn unpack(packed: u32) -> Self {
        Self { scam: (packed as u16).cast_signed(), article: ((packed >> 16) as u16).cast_signed() }
    }
}

/// The weights of a language's terms. A term is a word, a stem with `*`, a shape with `#`, two of them in a
/// row, or two around a `_`.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// Of a text without any of them.
    pub bias: Weight,
    /// Of each term that is said.
    pub terms: BTreeMap<String, Weight>,
}

impl Compiler {
    /// Gives terms of a language their weights.
    pub fn weigh(&mut self, language: Code, weights: Weights) {
        for part in weights.terms.keys().flat_map(|term| term.split(' ')).filter(|part| *part != BETWEEN) {
            self.symbol(Meaning::Word(folded(part)));
        }
        self.manner.insert(language, weights);
    }

    /// Token → weight, and the bias behind the last token.
    pub(super) fn weights(&self, code: Code, vocabulary: &Vocabulary) -> Table {
        let Some(Weights { bias, terms }) = self.manner.get(&code) else { return Table::default() };
        let mut weights = vec![0; vocabulary.count() as usize + 1];
        for (term, weight) in terms {
            if let Some(token) = vocabulary.literal(folded(term).as_bytes()) {
                weights[token as usize] = weight.pack();
            }
        }
        if let Some(last) = weights.last_mut() {
            *last = bias.pack();
        }
        weights.into()
    }

    /// Two tokens and the weight of them in a row, or of them around a word; sorted.
    pub(super) fn pairs(&self, code: Code, around: bool, vocabulary: &Vocabulary) -> Table {
        let terms = self.manner.get(&code).into_iter().flat_map(|weights| &weights.terms);
        let pair = |(term, weight): (&String, &Weight)| {
            let parts: Vec<&str> = term.split(' ').collect();
            let (first, second) = match parts[..] {
                [first, second] if !around => (first, second),
                [first, BETWEEN, second] if around => (first, second),
                _ => return None,
            };
            let token = |part: &str| vocabulary.literal(folded(part).as_bytes());
            Some([token(first)?, token(second)?, weight.pack()])
        };
        let mut pairs: Vec<[u32; 3]> = terms.filter_map(pair).collect();
        pairs.sort_unstable();
        pairs.into_iter().flatten().collect()
    }
}

/// A part of a term as the vocabulary has it. No text has the star of a stem or the mark of a shape in a
/// word.
fn folded(part: &str) -> String {
    if part.starts_with(SHAPE) {
        return part.to_owned();
    }
    part.strip_suffix('*').map_or_else(|| fold(part), |stem| fold(stem) + "*")
}
