//! How a call is spoken: the weight of its words, their stems and their neighbourhoods together.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::stream::Stream;
use crate::language::Code;
use crate::rules::RuleBook;
use crate::transcript::Transcript;
use crate::words::{Break, SHAPE, fold};

/// How many of the neighbours that tell most are shown, and the letters both have: "he was" may tell
/// much, and means nothing to a reader.
const SHOWN: usize = 3;
const SHOWN_LETTERS: usize = 4;
/// Letters of a stem. A longer word is also weighed by its first letters, whatever its ending.
const STEM: usize = 5;

/// The different words of a usual story. The weights of a text of more words are taken by a power of how
/// many more, else every long call would be wholly one thing or the other. Were words said independently
/// of each other it would be the root; an hour of hesitant small talk shows that they are not.
const USUAL_WORDS: f64 = 60.0;
const SHRINK: f64 = 0.75;

/// What can have a weight: tokens of words, stems or shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Term {
    /// A word, a stem or a shape.
    One(u32),
    /// Two in a row.
    Pair(u32, u32),
    /// Two with another between them.
    Around(u32, u32),
}

/// A word as terms know it; what has no token is in no term.
#[derive(Debug, Clone, Copy, Default)]
struct Form {
    /// Itself, if it is of letters.
    word: Option<u32>,
    /// Its beginning, if it is longer; what it is by its shape, if it is a number, a link or the like.
    kind: Option<u32>,
    /// What neighbours know it by: its kind, or itself if it is short.
    part: Option<u32>,
}

/// The words of a text, weighed.
pub(super) struct Manner {
    /// How much more they are those of scam calls than of others, in decibans.
    pub(super) scam: f64,
    /// How much more they are those of articles than of what happened to somebody, in decibans; none if
    /// no word tells.
    pub(super) article: Option<f64>,
    /// The neighbours in a row that tell of scam calls or against, with their weights.
    pairs: Vec<(i16, Range<u32>)>,
}

impl Manner {
    /// The neighbours that tell most for scam calls, or against them, and mean something to a reader.
    pub(super) fn telling(mut self, stream: &Stream, transcript: &Transcript, against: bool) -> Vec<Range<u32>> {
        let means = |place: u32| stream.text(transcript, place).chars().count() >= SHOWN_LETTERS;
        self.pairs.retain(|(weight, words)| (*weight < 0) == against && words.clone().all(means));
        self.pairs.sort_by_key(|(weight, words)| (-weight.abs(), words.start));
        self.pairs.into_iter().take(SHOWN).map(|(_, words)| words).collect()
    }
}

/// Weighs each term of a text once. None for a text of few different words, or in a language without
/// weights.
pub(super) fn weigh(
    book: &RuleBook,
    stream: &Stream,
    transcript: &Transcript,
    language: Option<Code>,
) -> Option<Manner> {
    let known = book.patterns.manner(language?)?;
    let mut strange = BTreeSet::new();
    let forms = forms(stream, transcript, |text| {
        let token = book.patterns.vocabulary.literal(text.as_bytes());
        if token.is_none() && is_word(text) {
            strange.insert(text.to_owned());
        }
        token
    });
    let common: BTreeSet<u32> = forms.iter().filter_map(|form| form.word).collect();
    let words = common.len() + strange.len();
    if words < book.policy.manner.least_words {
        return None;
    }
    let scale = scale(words);
    let mut terms: Vec<(Term, Range<u32>)> = terms_of(stream, &forms).collect();
    terms.sort_unstable_by_key(|(term, place)| (*term, place.start));
    terms.dedup_by_key(|(term, _)| *term);
    let (mut scam, mut article) = (0, None);
    let mut pairs: Vec<(i16, Range<u32>)> = Vec::new();
    for (term, place) in terms {
        let weight = match term {
            Term::One(token) => known.weight(token),
            Term::Pair(first, second) => known.pair(first, second),
            Term::Around(first, second) => known.around(first, second),
        };
        let Some(weight) = weight else { continue };
        scam += i32::from(weight.scam);
        if weight.article != 0 {
            *article.get_or_insert(0) += i32::from(weight.article);
        }
        if matches!(term, Term::Pair(..)) && weight.scam != 0 {
            pairs.push((weight.scam, place));
        }
    }
    let decibans = |bias: i16, sum: i32| (f64::from(bias) + f64::from(sum) * scale) / 10.0;
    Some(Manner {
        scam: decibans(known.bias.scam, scam),
        article: article.map(|sum| decibans(known.bias.article, sum)),
        pairs,
    })
}

/// What the weights of a text are taken by.
fn scale(words: usize) -> f64 {
    let ratio = USUAL_WORDS / f64::from(u32::try_from(words.max(1)).unwrap_or(u32::MAX));
    // Few words tell by the root how little is known.
    ratio.powf(if ratio < 1.0 { SHRINK } else { 0.5 })
}

/// Whether it counts as a word: not a single letter, nor a stem, nor a shape.
fn is_word(text: &str) -> bool {
    text.chars().nth(1).is_some() && !text.starts_with(SHAPE) && !text.ends_with('*')
}

/// What of a text its manner can be learnt by.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// Words, stems, shapes and neighbours as the files of `manner/` write them.
    pub terms: BTreeSet<String>,
    /// What the weight of each is taken by.
    pub scale: f64,
}

pub(super) fn terms(stream: &Stream, transcript: &Transcript) -> Terms {
    let mut tokens = HashMap::new();
    let mut names = Vec::new();
    let forms = forms(stream, transcript, |text| {
        Some(*tokens.entry(text.to_owned()).or_insert_with(|| {
            names.push(text.to_owned());
            u32::try_from(names.len() - 1).expect("a text has fewer words than bytes")
        }))
    });
    let name = |token: u32| &names[token as usize];
    let written = |(term, _)| match term {
        Term::One(one) => name(one).clone(),
        Term::Pair(first, second) => format!("{} {}", name(first), name(second)),
        Term::Around(first, second) => format!("{} _ {}", name(first), name(second)),
    };
    let terms = terms_of(stream, &forms).map(written).collect();
    let words = names.iter().filter(|name| is_word(name)).count();
    Terms { terms, scale: scale(words) }
}

/// All words at their places; `token` tells words, stems, which end in `*`, and shapes.
fn forms(stream: &Stream, transcript: &Transcript, mut token: impl FnMut(&str) -> Option<u32>) -> Vec<Form> {
    let read = |(place, word): (u32, &crate::words::Word)| {
        if let Some(shape) = word.shapes.narrowest() {
            let kind = token(shape.as_term());
            return Form { word: None, kind, part: kind };
        }
        let text = stream.text(transcript, place);
        // What was masked, and by whom, tells of the text and not of the call.
        if !word.shapes.is_empty() || !text.chars().all(char::is_alphabetic) {
            return Form::default();
        }
        let mut folded = fold(text);
        let word = token(&folded);
        let own = word.filter(|_| is_word(&folded));
        let end = folded.char_indices().nth(STEM).map(|(end, _)| end);
        let stem = end.map(|end| {
            folded.truncate(end);
            folded.push('*');
            token(&folded)
        });
        Form { word: own, kind: stem.flatten(), part: stem.unwrap_or(word) }
    };
    (0..).zip(&stream.words).map(read).collect()
}

/// Every term with its place, as often as it is said. Neighbours are so within a sentence.
fn terms_of(stream: &Stream, forms: &[Form]) -> impl Iterator<Item = (Term, Range<u32>)> {
    let flows = |place: usize| stream.words.get(place).is_some_and(|word| word.brk != Break::Hard);
    let part = |place: usize| forms.get(place).and_then(|form| form.part);
    (0u32..).zip(forms).flat_map(move |(number, first)| {
        let place = number as usize;
        let second = part(place + 1).filter(|_| flows(place + 1));
        let third = part(place + 2).filter(|_| flows(place + 1) && flows(place + 2));
        [
            first.word.map(|word| (Term::One(word), number..number + 1)),
            first.kind.map(|kind| (Term::One(kind), number..number + 1)),
            first.part.zip(second).map(|(a, b)| (Term::Pair(a, b), number..number + 2)),
            first.part.zip(third).map(|(a, b)| (Term::Around(a, b), number..number + 3)),
        ]
        .into_iter()
        .flatten()
    })
}
