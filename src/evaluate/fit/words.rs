//! Labelled stories → the weights of words, of their stems and of neighbours.
//!
//! A logistic regression on which of them a story has, pulled towards no weight at all. The hits and
//! misses of the rules are stories of one sentence and weigh less.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use crate::detect::Detector;
use crate::evaluate::data::Item;
use crate::language::{Code, Labels};
use crate::parse;
use crate::rules::{Example, Role, RuleBook};
use crate::transcript::Transcript;

/// Weights between plus and minus this, in tenths of a deciban, are left out.
const LEAST_WEIGHT: i32 = 2;
/// Terms said in fewer stories and examples have no weight.
const LEAST_STORIES: usize = 3;
/// What an example weighs beside a story.
const EXAMPLE: f64 = 0.25;
/// How strongly weights are pulled to zero: their inverse variance, in nats.
const PULL: f64 = 10.0;
/// Rounds over all words; the pull makes it settle earlier.
const ROUNDS: usize = 60;
/// A round that changes no weight by more was the last.
const SETTLED: f64 = 1e-4;
/// Tenths of a deciban in a nat.
const TENTHS: f64 = 100.0 / std::f64::consts::LN_10;
/// Fewer stories tell nothing about a language.
const LEAST_DATA: usize = 40;

/// The weights of one language's words, stems and neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct WordWeights {
    /// The language.
    pub language: Code,
    /// Stories they were learnt from.
    pub stories: usize,
    /// Sentences they were learnt from: hits and misses of rules.
    pub examples: usize,
    bias: i32,
    words: BTreeMap<String, i32>,
}

impl WordWeights {
    /// The file `manner/<language>.toml` of a rule book.
    pub fn file(&self) -> String {
        let mut file = format!(
            "# How much more a word, a stem (*), two in a row or two around another (_) are said in scam calls\n\
             # than in others, in tenths of a deciban. Learnt by `scamscreen evaluate --fit-words` from {} stories\n\
             # and {} examples of rules; not written by hand.\n\n\
             bias = {}\n\n[words]\n",
            self.stories, self.examples, self.bias
        );
        for (word, weight) in &self.words {
            let _ = writeln!(file, "\"{word}\" = {weight}");
        }
        file
    }
}

/// A story or sentence as the words it has.
struct Doc {
    scam: bool,
    weight: f64,
    terms: BTreeSet<String>,
}

/// Learns the weights of every language of which there are enough stories.
pub fn fit_words(items: &[Item], examples: &[Example], book: &RuleBook) -> Vec<WordWeights> {
    let detector = Detector::new(book);
    let labels = book.labels();
    let mut fits = Vec::new();
    for code in Code::ALL {
        let stories = items.iter().filter(|item| item.language == code.as_str());
        let mut docs: Vec<Doc> = stories.map(|item| story(item, &labels, &detector)).collect();
        let count = docs.len();
        if count < LEAST_DATA {
            continue;
        }
        let examples = examples.iter().filter(|example| example.language == code);
        docs.extend(examples.filter_map(|example| sentence(example, &detector)));
        let (bias, words) = learn(&mut docs);
        fits.push(WordWeights { language: code, stories: count, examples: docs.len() - count, bias, words });
    }
    fits
}

fn story(item: &Item, labels: &[Labels], detector: &Detector<'_>) -> Doc {
    // Without the labels of the speakers, which tell what kind of text it is.
    let transcript = parse::parse(&item.text, labels, None)
        .map_or_else(|_| Transcript::from_text(&item.text), |read| read.transcript);
    Doc { scam: item.scam, weight: 1.0, terms: detector.terms(&transcript) }
}

fn sentence(example: &Example, detector: &Detector<'_>) -> Option<Doc> {
    let scam = match (detector.book().rule(example.id.as_str())?.role, example.hit) {
        (Role::Warns, hit) => hit,
        (Role::Reassures, true) => false,
        (Role::Reassures, false) | (Role::Records, _) => return None,
    };
    Some(Doc { scam, weight: EXAMPLE, terms: detector.terms(&Transcript::from_text(&example.text)) })
}

/// Bias and weights in tenths of a deciban. One word after the other takes a Newton step.
fn learn(docs: &mut [Doc]) -> (i32, BTreeMap<String, i32>) {
    balance(docs);
    let mut said: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, doc) in docs.iter().enumerate() {
        for term in &doc.terms {
            said.entry(term).or_default().push(number);
        }
    }
    let mut terms: Vec<(&str, Vec<usize>, f64)> = said
        .into_iter()
        .filter(|(_, docs)| docs.len() >= LEAST_STORIES)
        .map(|(word, docs)| (word, docs, 0.0))
        .collect();
    terms.sort_unstable_by_key(|term| term.0);
    let mut bias = 0.0;
    let mut sums = vec![0.0; docs.len()];
    for _ in 0..ROUNDS {
        let everywhere = 0..docs.len();
        let step = newton(docs, &sums, everywhere.clone(), 0.0, 0.0);
        bias += step;
        for sum in &mut sums {
            *sum += step;
        }
        let mut most: f64 = step.abs();
        for (_, places, weight) in &mut terms {
            let step = newton(docs, &sums, places.iter().copied(), *weight, PULL);
            *weight += step;
            for place in places.iter() {
                sums[*place] += step;
            }
            most = most.max(step.abs());
        }
        if most < SETTLED {
            break;
        }
    }
    let weights = terms.into_iter().map(|(word, _, weight)| (word.to_owned(), tenths(weight)));
    (tenths(bias), weights.filter(|(_, weight)| weight.abs() >= LEAST_WEIGHT).collect())
}

/// Scams and others weigh the same together.
fn balance(docs: &mut [Doc]) {
    let total =
        |docs: &[Doc], scam: bool| -> f64 { docs.iter().filter(|doc| doc.scam == scam).map(|doc| doc.weight).sum() };
    let (scam, legit) = (total(docs, true), total(docs, false));
    for doc in docs {
        doc.weight *= f64::midpoint(scam, legit) / if doc.scam { scam } else { legit };
    }
}

/// The step that makes the loss of some documents least, with the pull on what is stepped.
fn newton(docs: &[Doc], sums: &[f64], places: impl Iterator<Item = usize>, weight: f64, pull: f64) -> f64 {
    let (mut slope, mut curve) = (pull * weight, pull + 1e-9);
    for place in places {
        let doc = &docs[place];
        let chance = 1.0 / (1.0 + (-sums[place]).exp());
        slope += doc.weight * (chance - f64::from(u8::from(doc.scam)));
        curve += doc.weight * chance * (1.0 - chance);
    }
    -slope / curve
}

#[expect(clippy::cast_possible_truncation, reason = "weights are pulled to zero")]
fn tenths(nats: f64) -> i32 {
    (nats * TENTHS).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(scam: bool, words: &str) -> Doc {
        Doc { scam, weight: 1.0, terms: words.split(' ').map(str::to_owned).collect() }
    }

    #[test]
    fn a_word_of_scams_weighs_more_than_one_of_both() {
        let mut docs: Vec<Doc> = (0..60)
            .map(|n| match n % 3 {
                0 => doc(true, "please card window"),
                1 => doc(true, "please window"),
                _ => doc(false, "please dinner"),
            })
            .collect();
        let (bias, weights) = learn(&mut docs);
        assert!(weights["window"] > 5 && weights["dinner"] < -5, "{bias} {weights:?}");
        assert!(weights.get("please").is_none_or(|weight| weight.abs() <= 2), "{weights:?}");
        assert!(weights["window"] > weights["card"], "{weights:?}");
    }
}
