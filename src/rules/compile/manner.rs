//! Weights of words, stems and neighbours → tables by token.

use std::collections::BTreeMap;

use super::{Compiler, Meaning};
use crate::language::Code;
use crate::words::table::Table;
use crate::words::{Vocabulary, fold};

/// What stands for the word between two others.
const BETWEEN: &str = "_";

impl Compiler {
    /// Gives terms of a language their weights, in tenths of a deciban: how much more they are said in
    /// scam calls. A term is a word, a stem with `*`, two of them in a row, or two around a `_`.
    pub fn weigh(&mut self, language: Code, bias: i32, terms: &BTreeMap<String, i32>) {
        for part in terms.keys().flat_map(|term| term.split(' ')).filter(|part| *part != BETWEEN) {
            self.symbol(Meaning::Word(folded(part)));
        }
        self.manner.insert(language, (bias, terms.clone()));
    }

    /// Token → weight, and the bias behind the last token.
    pub(super) fn weights(&self, code: Code, vocabulary: &Vocabulary) -> Table {
        let Some((bias, terms)) = self.manner.get(&code) else { return Table::default() };
        let mut weights = vec![0; vocabulary.count() as usize + 1];
        for (term, weight) in terms {
            if let Some(token) = vocabulary.literal(folded(term).as_bytes()) {
                weights[token as usize] = weight.cast_unsigned();
            }
        }
        if let Some(last) = weights.last_mut() {
            *last = bias.cast_unsigned();
        }
        weights.into()
    }

    /// Two tokens and the weight of them in a row, or of them around a word; sorted.
    pub(super) fn pairs(&self, code: Code, around: bool, vocabulary: &Vocabulary) -> Table {
        let terms = self.manner.get(&code).into_iter().flat_map(|(_, terms)| terms);
        let pair = |(term, weight): (&String, &i32)| {
            let parts: Vec<&str> = term.split(' ').collect();
            let (first, second) = match parts[..] {
                [first, second] if !around => (first, second),
                [first, BETWEEN, second] if around => (first, second),
                _ => return None,
            };
            let token = |part: &str| vocabulary.literal(folded(part).as_bytes());
            Some([token(first)?, token(second)?, weight.cast_unsigned()])
        };
        let mut pairs: Vec<[u32; 3]> = terms.filter_map(pair).collect();
        pairs.sort_unstable();
        pairs.into_iter().flatten().collect()
    }
}

/// A part of a term as the vocabulary has it. No text has the star of a stem in a word.
fn folded(part: &str) -> String {
    part.strip_suffix('*').map_or_else(|| fold(part), |stem| fold(stem) + "*")
}
