//! Weights of words and word pairs → tables by token.

use std::collections::BTreeMap;

use super::{Compiler, Meaning};
use crate::language::Code;
use crate::words::table::Table;
use crate::words::{Vocabulary, fold};

impl Compiler {
    /// Gives words and pairs of words of a language their weights, in tenths of a deciban: how much
    /// more they are said in scam calls.
    pub fn weigh(&mut self, language: Code, bias: i32, terms: &BTreeMap<String, i32>) {
        let terms: BTreeMap<String, i32> = terms.iter().map(|(term, weight)| (fold(term), *weight)).collect();
        for word in terms.keys().flat_map(|term| term.split(' ')) {
            self.symbol(Meaning::Word(word.to_owned()));
        }
        self.manner.insert(language, (bias, terms));
    }

    /// Token → weight, and the bias behind the last token.
    pub(super) fn weights(&self, code: Code, vocabulary: &Vocabulary) -> Table {
        let Some((bias, terms)) = self.manner.get(&code) else { return Table::default() };
        let mut weights = vec![0; vocabulary.count() as usize + 1];
        for (term, weight) in terms {
            if let Some(token) = vocabulary.literal(term.as_bytes()) {
                weights[token as usize] = weight.cast_unsigned();
            }
        }
        if let Some(last) = weights.last_mut() {
            *last = bias.cast_unsigned();
        }
        weights.into()
    }

    /// Two tokens and the weight of the pair, sorted.
    pub(super) fn pairs(&self, code: Code, vocabulary: &Vocabulary) -> Table {
        let terms = self.manner.get(&code).into_iter().flat_map(|(_, terms)| terms);
        let pair = |(term, weight): (&String, &i32)| {
            let (first, second) = term.split_once(' ')?;
            let token = |word: &str| vocabulary.literal(word.as_bytes());
            Some([token(first)?, token(second)?, weight.cast_unsigned()])
        };
        let mut pairs: Vec<[u32; 3]> = terms.filter_map(pair).collect();
        pairs.sort_unstable();
        pairs.into_iter().flatten().collect()
    }
}
