//! Labelled stories → the weights of words, of their stems and of neighbours.
//!
//! Two logistic regressions on which of them a story has, pulled towards no weight at all: scam or
//! not, and article or something that happened. The hits and misses of the rules are stories of one
//! sentence and weigh less.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use crate::detect::{Detector, Terms};
use crate::evaluate::data::Item;
use crate::language::{Code, Labels};
use crate::parse;
use crate::rules::{Example, Role, RuleBook};
use crate::transcript::Transcript;

/// Terms said in fewer stories and examples have no weight.
const LEAST_STORIES: usize = 2;
/// What an example weighs beside a story.
const EXAMPLE: f64 = 0.2;
/// How strongly the weight of the rarest terms is pulled to zero: its inverse variance, in nats.
const PULL: f64 = 3.5;
/// How much more those of common terms are: by this power of how much less the logarithm tells that one
/// of them is said. What everybody says tells one kind of the stories at hand from the other and not of
/// those of others; on unseen stories this ranks better than any feature that was tried.
const COMMON: i32 = 3;
/// Rounds over all words; the pull makes it settle earlier.
const ROUNDS: usize = 60;
/// A round that changes no weight by more was the last.
const SETTLED: f64 = 1e-4;
/// Tenths of a deciban in a nat.
const TENTHS: f64 = 100.0 / std::f64::consts::LN_10;
/// Fewer stories tell nothing about a language.
const LEAST_DATA: usize = 40;
/// Fewer articles tell nothing about articles.
const LEAST_ARTICLES: usize = 10;

/// The weights of one language's words, stems and neighbours.
#[derive(Debug, Clone, PartialEq)]
pub struct WordWeights {
    /// The language.
    pub language: Code,
    /// Stories they were learnt from.
    pub stories: usize,
    /// Sentences they were learnt from: hits and misses of rules.
    pub examples: usize,
    scam: Learnt,
    /// None where there are too few articles.
    article: Option<Learnt>,
}

/// Bias and weights in tenths of a deciban.
type Learnt = (i32, BTreeMap<String, i32>);

impl WordWeights {
    /// The file `manner/<language>.toml` of a rule book.
    pub fn file(&self) -> String {
        let mut file = format!(
            "# How much more a word, a stem (*), a number or the like by its shape (#), two in a row or two around\n\
             # another (_) are said in scam calls than in others, and in articles than in what happened to somebody,\n\
             # in tenths of a deciban. Learnt by `scamscreen evaluate --fit-words` from {} stories and {} examples of\n\
             # rules; not written by hand.\n",
            self.stories, self.examples
        );
        for (name, learnt) in [("scam", Some(&self.scam)), ("article", self.article.as_ref())] {
            let Some((bias, words)) = learnt else { continue };
            // Writing to a String cannot fail.
            let _ = writeln!(file, "\n[{name}]\nbias = {bias}\n\n[{name}.words]");
            for (word, weight) in words {
                let _ = writeln!(file, "\"{word}\" = {weight}");
            }
        }
        file
    }
}

/// A story or sentence as the words it has.
struct Doc {
    scam: Option<bool>,
    article: Option<bool>,
    weight: f64,
    said: Terms,
}

/// Learns the weights of every language of which there are enough stories.
pub fn fit_words(items: &[&Item], examples: &[Example], book: &RuleBook) -> Vec<WordWeights> {
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
        let articles = docs.iter().filter(|doc| doc.article == Some(true) && doc.weight >= 1.0).count();
        fits.push(WordWeights {
            language: code,
            stories: count,
            examples: docs.len() - count,
            scam: learn(&docs, |doc| doc.scam),
            article: (articles >= LEAST_ARTICLES).then(|| learn(&docs, |doc| doc.article)),
        });
    }
    fits
}

fn story(item: &Item, labels: &[Labels], detector: &Detector<'_>) -> Doc {
    // Without the labels of the speakers, which tell what kind of text it is.
    let transcript = parse::parse(&item.text, labels, None)
        .map_or_else(|_| Transcript::from_text(&item.text), |read| read.transcript);
    let article = item.field("channel").as_deref() == Some("article");
    Doc { scam: Some(item.scam), article: Some(article), weight: 1.0, said: detector.terms(&transcript) }
}

/// An example of a rule; none where it tells neither of scams nor of articles.
fn sentence(example: &Example, detector: &Detector<'_>) -> Option<Doc> {
    let book = detector.book();
    let rule = book.rule(example.id.as_str())?;
    let scam = match (rule.role, example.hit) {
        (Role::Warns, hit) => Some(hit),
        (Role::Reassures, true) => Some(false),
        (Role::Reassures, false) | (Role::Records, _) => None,
    };
    let of_articles = || {
        let mut weights = book.policy.article.weights.iter();
        weights.any(|(number, weight)| *weight > 0 && book.rules[usize::from(*number)].id == rule.id)
    };
    let article = match (rule.role, example.hit) {
        (Role::Warns | Role::Reassures, true) => Some(false),
        (Role::Records, true) if of_articles() => Some(true),
        _ => None,
    };
    let said = || detector.terms(&Transcript::from_text(&example.text));
    (scam.is_some() || article.is_some()).then(|| Doc { scam, article, weight: EXAMPLE, said: said() })
}

/// Learns to tell one kind of documents from the other. One word after the other takes a Newton step.
fn learn(docs: &[Doc], kind: impl Fn(&Doc) -> Option<bool>) -> Learnt {
    let docs = balanced(docs, kind);
    let mut said: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, doc) in docs.iter().enumerate() {
        for term in &doc.said.terms {
            said.entry(term).or_default().push(number);
        }
    }
    let pull = pull_of(docs.len());
    let mut terms: Vec<Weighed<'_>> = said
        .into_iter()
        .filter(|(_, places)| places.len() >= LEAST_STORIES)
        .map(|(term, places)| Weighed { term, pull: pull(places.len()), places, weight: 0.0 })
        .collect();
    terms.sort_unstable_by_key(|weighed| weighed.term);
    let mut bias = 0.0;
    let mut sums = vec![0.0; docs.len()];
    for _ in 0..ROUNDS {
        let step = newton(&docs, &sums, (0..docs.len()).map(|place| (place, 1.0)), 0.0, 0.0);
        bias += step;
        for sum in &mut sums {
            *sum += step;
        }
        let mut most: f64 = step.abs();
        for Weighed { places, pull, weight, .. } in &mut terms {
            let places = || places.iter().map(|place| (*place, docs[*place].said.scale));
            let step = newton(&docs, &sums, places(), *weight, *pull);
            *weight += step;
            for (place, scale) in places() {
                sums[place] += step * scale;
            }
            most = most.max(step.abs());
        }
        if most < SETTLED {
            break;
        }
    }
    let weights = terms.into_iter().map(|weighed| (weighed.term.to_owned(), tenths(weighed.weight)));
    (tenths(bias), weights.filter(|(_, weight)| *weight != 0).collect())
}

/// A term with the documents it is said in.
struct Weighed<'d> {
    term: &'d str,
    places: Vec<usize>,
    pull: f64,
    weight: f64,
}

/// How strongly the weight of a term is pulled to zero that is said in some of the documents.
fn pull_of(docs: usize) -> impl Fn(usize) -> f64 {
    let count = |of: usize| f64::from(u32::try_from(of).unwrap_or(u32::MAX));
    // One more, so that the term of all documents tells a little.
    let told = move |by: usize| ((count(docs) + 1.0) / count(by)).ln();
    move |by| PULL * (told(LEAST_STORIES) / told(by)).powi(COMMON)
}

/// A document whose kind is known.
struct Told<'d> {
    is: bool,
    weight: f64,
    said: &'d Terms,
}

/// Both kinds weigh the same together.
fn balanced<'d>(docs: &'d [Doc], kind: impl Fn(&Doc) -> Option<bool>) -> Vec<Told<'d>> {
    let told = docs.iter().filter_map(|doc| Some(Told { is: kind(doc)?, weight: doc.weight, said: &doc.said }));
    let mut told: Vec<Told<'d>> = told.collect();
    let total = |is: bool| -> f64 { told.iter().filter(|doc| doc.is == is).map(|doc| doc.weight).sum() };
    let (yes, no) = (total(true), total(false));
    for doc in &mut told {
        doc.weight *= f64::midpoint(yes, no) / if doc.is { yes } else { no };
    }
    told
}

/// The step that makes the loss of some documents least, with the pull on what is stepped. A document
/// moves by the step times the number beside its place.
fn newton(docs: &[Told<'_>], sums: &[f64], places: impl Iterator<Item = (usize, f64)>, weight: f64, pull: f64) -> f64 {
    let (mut slope, mut curve) = (pull * weight, pull + 1e-9);
    for (place, scale) in places {
        let doc = &docs[place];
        let chance = 1.0 / (1.0 + (-sums[place]).exp());
        slope += doc.weight * scale * (chance - f64::from(u8::from(doc.is)));
        curve += doc.weight * scale * scale * chance * (1.0 - chance);
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
        let said = Terms { terms: words.split(' ').map(str::to_owned).collect(), scale: 1.0 };
        Doc { scam: Some(scam), article: None, weight: 1.0, said }
    }

    #[test]
    fn a_word_of_scams_weighs_more_than_one_of_both() {
        let docs: Vec<Doc> = (0..200)
            .map(|n| match n % 10 {
                0 | 1 => doc(true, "please window"),
                2 | 3 => doc(true, "please"),
                4 | 5 => doc(false, "please dinner"),
                _ => doc(false, "please"),
            })
            .collect();
        let (bias, weights) = learn(&docs, |doc| doc.scam);
        assert!(weights["window"] > 5 && weights["dinner"] < -5, "{bias} {weights:?}");
        assert!(weights.get("please").is_none_or(|weight| weight.abs() <= 2), "{weights:?}");
    }

    #[test]
    fn of_words_that_tell_as_much_the_rarer_weighs_more() {
        // Each stands three times as often in scams as in others.
        let docs: Vec<Doc> = (0..400)
            .map(|n| {
                let scam = n % 2 == 0;
                let common = if n / 2 % 12 < if scam { 9 } else { 3 } { "now" } else { "then" };
                let rare = if n / 2 % 50 < if scam { 3 } else { 1 } { "ledger" } else { "then" };
                doc(scam, &format!("{common} {rare}"))
            })
            .collect();
        let (_, weights) = learn(&docs, |doc| doc.scam);
        assert!(weights["ledger"] > weights["now"] && weights["now"] > 0, "{weights:?}");
    }
}
