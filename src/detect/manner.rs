//! How a call is spoken: the weight of all its words together.

use super::stream::Stream;
use crate::language::Code;
use crate::rules::RuleBook;

/// How much more the words of a text are those of scam calls than of others, in decibans: each word
/// counts once. None for a text of few such words, or in a language without weights.
pub(super) fn weight(book: &RuleBook, stream: &Stream, language: Option<Code>) -> Option<i32> {
    let manner = book.patterns.manner(language?)?;
    let mut tokens: Vec<u32> = stream.words.iter().map(|word| word.token).collect();
    tokens.sort_unstable();
    tokens.dedup();
    let weights: Vec<i32> =
        tokens.into_iter().map(|token| manner.weight(token)).filter(|weight| *weight != 0).collect();
    let enough = weights.len() >= book.policy.manner.least_words;
    enough.then(|| (manner.bias + weights.iter().sum::<i32>()) / 10)
}
