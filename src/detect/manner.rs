//! How a call is spoken: the weight of all its words and word pairs together.

use std::collections::BTreeSet;
use std::ops::Range;

use super::stream::Stream;
use crate::language::Code;
use crate::rules::RuleBook;
use crate::transcript::Transcript;
use crate::words::{Break, fold};

/// How many of the words that tell most are shown.
const SHOWN: usize = 4;

/// The words of a text, weighed.
pub(super) struct Manner {
    /// How much more they are those of scam calls than of others, in decibans.
    pub(super) weight: i32,
    /// What tells most for scam calls, then what tells most against, the strongest first.
    pub(super) telling: [Vec<Range<u32>>; 2],
}

/// Weighs each word and each pair of neighbours once. None for a text of few words that have a
/// weight, or in a language without weights.
pub(super) fn weigh(book: &RuleBook, stream: &Stream, language: Option<Code>) -> Option<Manner> {
    let known = book.patterns.manner(language?)?;
    let token = |place: u32| stream.words[place as usize].token;
    let mut words: Vec<(u32, u32)> = (0..).zip(&stream.words).map(|(place, word)| (word.token, place)).collect();
    words.sort_unstable();
    words.dedup_by_key(|(token, _)| *token);
    let mut pairs: Vec<(u32, u32, u32)> =
        neighbours(stream).map(|(first, second)| (token(first), token(second), first)).collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|(first, second, _)| (*first, *second));

    let mut weighed: Vec<(i32, Range<u32>)> = Vec::new();
    weighed.extend(words.into_iter().map(|(token, place)| (known.weight(token), place..place + 1)));
    weighed.retain(|(weight, _)| *weight != 0);
    if weighed.len() < book.policy.manner.least_words {
        return None;
    }
    weighed.extend(pairs.into_iter().map(|(first, second, place)| (known.pair(first, second), place..place + 2)));
    let weight = known.bias + weighed.iter().map(|(weight, _)| weight).sum::<i32>();
    weighed.sort_by_key(|(weight, words)| (-weight, words.start));
    let shown = |term: &&(i32, Range<u32>), sign: i32| term.0.signum() == sign;
    let most = weighed.iter().take(SHOWN).filter(|term| shown(term, 1)).map(|term| term.1.clone()).collect();
    let least = weighed.iter().rev().take(SHOWN).filter(|term| shown(term, -1)).map(|term| term.1.clone()).collect();
    Some(Manner { weight: weight / 10, telling: [most, least] })
}

/// The words and pairs of neighbours of a text by which its manner can be learnt, folded.
pub(super) fn terms(stream: &Stream, transcript: &Transcript) -> BTreeSet<String> {
    let text = |place: u32| {
        let word = &stream.words[place as usize];
        let utterance = &transcript.utterances[stream.utterance(place)];
        let text = &utterance.text[word.bytes.start as usize..word.bytes.end as usize];
        let spoken = word.shapes.is_empty() && text.chars().all(char::is_alphabetic);
        spoken.then(|| fold(text))
    };
    let words = (0..).take(stream.words.len()).filter_map(text).filter(|word| word.chars().count() > 1);
    let pairs = neighbours(stream).filter_map(|(first, second)| Some(format!("{} {}", text(first)?, text(second)?)));
    words.chain(pairs).collect()
}

/// Places of words that follow one another within a sentence.
fn neighbours(stream: &Stream) -> impl Iterator<Item = (u32, u32)> {
    let seconds = (0..).zip(&stream.words).skip(1);
    seconds.filter(|(_, word)| word.brk != Break::Hard).map(|(place, _)| (place - 1, place))
}
