//! How a call is spoken: the weight of its words, their stems and their neighbourhoods together.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use super::stream::Stream;
use crate::language::Code;
use crate::rules::RuleBook;
use crate::transcript::Transcript;
use crate::words::{Break, fold};

/// How many of the neighbours that tell most are shown, and the letters both have: "he was" may tell
/// much, and means nothing to a reader.
const SHOWN: usize = 3;
const SHOWN_LETTERS: usize = 4;
/// Letters of a stem. A longer word is also weighed by its first letters, whatever its ending.
const STEM: usize = 5;

/// What can have a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Term<T> {
    /// A word, or a stem, which ends in `*`.
    One(T),
    /// The stems of two words in a row.
    Pair(T, T),
    /// The stems of two words with another between them.
    Around(T, T),
}

impl<T> Term<T> {
    fn map<U>(&self, to: impl Fn(&T) -> Option<U>) -> Option<Term<U>> {
        Some(match self {
            Self::One(one) => Term::One(to(one)?),
            Self::Pair(first, second) => Term::Pair(to(first)?, to(second)?),
            Self::Around(first, second) => Term::Around(to(first)?, to(second)?),
        })
    }
}

impl fmt::Display for Term<&str> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(one) => f.write_str(one),
            Self::Pair(first, second) => write!(f, "{first} {second}"),
            Self::Around(first, second) => write!(f, "{first} _ {second}"),
        }
    }
}

/// A word of letters, folded, and its stem.
struct Spoken {
    word: String,
    stem: String,
}

/// The words of a text, weighed.
pub(super) struct Manner {
    /// How much more they are those of scam calls than of others, in decibans.
    pub(super) weight: i32,
    /// The neighbours that tell most for scam calls, then those that tell most against.
    pub(super) telling: [Vec<Range<u32>>; 2],
}

/// Weighs each term of a text once. None for a text of few words that have a weight, or in a language
/// without weights.
pub(super) fn weigh(
    book: &RuleBook,
    stream: &Stream,
    transcript: &Transcript,
    language: Option<Code>,
) -> Option<Manner> {
    let known = book.patterns.manner(language?)?;
    let spoken = spoken(stream, transcript);
    let mut weighed: BTreeMap<Term<u32>, (i32, Range<u32>)> = BTreeMap::new();
    let mut words = BTreeSet::new();
    for (term, place) in terms_of(stream, &spoken) {
        let Some(tokens) = term.map(|text| book.patterns.vocabulary.literal(text.as_bytes())) else { continue };
        let weight = match tokens {
            Term::One(token) => known.weight(token),
            Term::Pair(first, second) => known.pair(first, second),
            Term::Around(first, second) => known.around(first, second),
        };
        if weight != 0 {
            if matches!(term, Term::One(_)) {
                words.insert(stream.words[place.start as usize].token);
            }
            weighed.entry(tokens).or_insert((weight, place));
        }
    }
    if words.len() < book.policy.manner.least_words {
        return None;
    }
    let weight = known.bias + weighed.values().map(|(weight, _)| weight).sum::<i32>();
    let means =
        |place: u32| spoken[place as usize].as_ref().is_some_and(|word| word.word.chars().count() >= SHOWN_LETTERS);
    let mut pairs: Vec<&(i32, Range<u32>)> = weighed
        .iter()
        .filter(|(term, (_, words))| matches!(term, Term::Pair(..)) && words.clone().all(means))
        .map(|(_, found)| found)
        .collect();
    pairs.sort_by_key(|(weight, words)| (-weight, words.start));
    let most = pairs.iter().take_while(|pair| pair.0 > 0).take(SHOWN).map(|pair| pair.1.clone()).collect();
    let least = pairs.iter().rev().take_while(|pair| pair.0 < 0).take(SHOWN).map(|pair| pair.1.clone()).collect();
    Some(Manner { weight: weight / 10, telling: [most, least] })
}

/// The terms of a text by which its manner can be learnt.
pub(super) fn terms(stream: &Stream, transcript: &Transcript) -> BTreeSet<String> {
    terms_of(stream, &spoken(stream, transcript)).map(|(term, _)| term.to_string()).collect()
}

/// The words of letters alone, at their places.
fn spoken(stream: &Stream, transcript: &Transcript) -> Vec<Option<Spoken>> {
    let read = |(place, word): (u32, &crate::words::Word)| {
        let utterance = &transcript.utterances[stream.utterance(place)];
        let text = &utterance.text[word.bytes.start as usize..word.bytes.end as usize];
        if !word.shapes.is_empty() || !text.chars().all(char::is_alphabetic) {
            return None;
        }
        let word = fold(text);
        let stem = match word.char_indices().nth(STEM) {
            Some((end, _)) => format!("{}*", &word[..end]),
            None => word.clone(),
        };
        Some(Spoken { word, stem })
    };
    (0..).zip(&stream.words).map(read).collect()
}

/// Every term with its place, as often as it is said. Neighbours are so within a sentence.
fn terms_of<'s>(stream: &'s Stream, spoken: &'s [Option<Spoken>]) -> impl Iterator<Item = (Term<&'s str>, Range<u32>)> {
    let flows = |place: usize| stream.words.get(place).is_some_and(|word| word.brk != Break::Hard);
    let after = move |place: usize| spoken.get(place).and_then(Option::as_ref);
    (0u32..).zip(spoken).flat_map(move |(number, first)| {
        let place = number as usize;
        let first = first.as_ref();
        let word = first.filter(|first| first.word.chars().nth(1).is_some());
        let stem = first.filter(|first| first.stem != first.word);
        let second = after(place + 1).filter(|_| flows(place + 1));
        let third = after(place + 2).filter(|_| flows(place + 1) && flows(place + 2));
        [
            word.map(|word| (Term::One(word.word.as_str()), number..number + 1)),
            stem.map(|stem| (Term::One(stem.stem.as_str()), number..number + 1)),
            first.zip(second).map(|(a, b)| (Term::Pair(a.stem.as_str(), b.stem.as_str()), number..number + 2)),
            first.zip(third).map(|(a, b)| (Term::Around(a.stem.as_str(), b.stem.as_str()), number..number + 3)),
        ]
        .into_iter()
        .flatten()
    })
}
