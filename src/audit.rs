//! Does the rule book keep its own promises? Runs every example through the real pipeline.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rayon::prelude::*;

use crate::judge::Reader;
use crate::language::{Code, Labels};
use crate::parse;
use crate::rules::{Example, Role, RuleBook, RuleId};
use crate::screen::{Screener, Screening};
use crate::transcript::{Speaker, Transcript};

/// Result of going through a rule book.
#[derive(Debug)]
pub struct Audit {
    /// How many rules and schemes.
    pub rules: usize,
    /// How many examples were screened.
    pub examples: usize,
    /// What is wrong; empty if the book keeps its promises.
    pub faults: Vec<Fault>,
}

/// A promise that is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// An example in which the rule should be heard, and is not.
    Missed(Example),
    /// An example in which the rule is heard, and should not be.
    Overheard(Example),
    /// A rule has too few hits or misses in a language it is written in: so many of each.
    FewProofs(RuleId, Code, [usize; 2]),
    /// A rule is not written in a language that others are written in.
    NotIn(RuleId, Code),
    /// A rule or scheme has no title, why and advice in a language.
    NoText(RuleId, Code),
    /// The program has no words for something in a language.
    NoWording(Code, String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missed(example) => write!(
                f,
                "{}:{}: {} is not heard in its hit ({}): {}",
                example.file, example.line, example.id, example.language, example.text
            ),
            Self::Overheard(example) => write!(
                f,
                "{}:{}: {} is heard in its miss ({}): {}",
                example.file, example.line, example.id, example.language, example.text
            ),
            Self::FewProofs(id, code, [misses, hits]) => write!(
                f,
                "{id}: {hits} hits and {misses} misses in {code}; a rule proves itself by {LEAST_PROOFS} of each, one miss a near one"
            ),
            Self::NotIn(id, code) => write!(f, "{id}: has no phrases in {code}"),
            Self::NoText(id, code) => write!(f, "{id}: has no title, why and advice in {code}"),
            Self::NoWording(code, key) => write!(f, "wording/{code}.toml: {key} is missing"),
        }
    }
}

/// Fewer hits, or misses, prove nothing about a rule.
const LEAST_PROOFS: usize = 3;

/// Screens every example and looks for gaps. `languages` are those the built-in book is meant to be
/// complete in; a rule or scheme laid over it need only prove itself in those it is written in.
pub fn audit(book: &RuleBook, examples: &[Example], languages: &[Code]) -> Audit {
    let screener = Screener::new(book, Reader::default());
    let labels = book.labels();
    let mut faults: Vec<Fault> = examples
        .par_iter()
        .filter_map(|example| {
            let heard = is_heard(&screen(&screener, &labels, example), &example.id);
            match (example.hit, heard) {
                (true, false) => Some(Fault::Missed(example.clone())),
                (false, true) => Some(Fault::Overheard(example.clone())),
                _ => None,
            }
        })
        .collect();
    faults.extend(unproven(book, examples, languages));
    faults.extend(unworded(book, languages));
    Audit { rules: book.rules.len() + book.schemes.len(), examples: examples.len(), faults }
}

/// An example is read as a user's input is: with its speakers, if it names them.
fn screen(screener: &Screener<'_>, labels: &[Labels], example: &Example) -> Screening {
    let mut transcript = match parse::parse(&example.text, labels, None) {
        Ok(parsed) if parsed.transcript.utterances.iter().any(|said| said.speaker != Speaker::Unknown) => {
            parsed.transcript
        }
        _ => Transcript::from_text(example.text.clone()),
    };
    transcript.language = Some(example.language);
    screener.screen(transcript)
}

fn is_heard(screening: &Screening, id: &RuleId) -> bool {
    let verdict = &screening.verdict;
    screening.heard.contains(id) || verdict.scheme.as_ref().is_some_and(|scheme| scheme.id == *id)
}

fn unproven(book: &RuleBook, examples: &[Example], languages: &[Code]) -> Vec<Fault> {
    let mut proofs: BTreeMap<(&RuleId, Code), [BTreeSet<&str>; 2]> = BTreeMap::new();
    for example in examples {
        proofs.entry((&example.id, example.language)).or_default()[usize::from(example.hit)].insert(&example.text);
    }
    let mut written: BTreeSet<(u16, Code)> = book
        .phrases
        .iter()
        .filter_map(|info| match (info.owner, info.language) {
            (crate::rules::Owner::Rule(rule), Some(code)) => Some((rule, code)),
            _ => None,
        })
        .collect();
    for (number, rule) in (0..).zip(&book.rules) {
        written.extend(rule.regexes.iter().map(|(code, _)| (number, *code)));
    }
    let mut faults = Vec::new();
    let builtin = RuleBook::builtin();
    for (number, rule) in (0u16..).zip(&book.rules) {
        let own = builtin.rule(rule.id.as_str()).is_none();
        for code in languages {
            let is_written = written.contains(&(number, *code));
            if own && !is_written {
                continue;
            }
            if rule.signal.is_none() && !is_written {
                faults.push(Fault::NotIn(rule.id.clone(), *code));
            } else if rule.signal.is_none() {
                let counts = proofs.get(&(&rule.id, *code)).map_or([0; 2], |both| both.each_ref().map(BTreeSet::len));
                if counts.iter().any(|count| *count < LEAST_PROOFS) {
                    faults.push(Fault::FewProofs(rule.id.clone(), *code, counts));
                }
            }
            if !rule.texts.contains_key(code) && (rule.role != Role::Records || rule.outcome) {
                faults.push(Fault::NoText(rule.id.clone(), *code));
            }
        }
    }
    let shared = book.schemes.iter().filter(|scheme| builtin.schemes.iter().any(|other| other.id == scheme.id));
    for scheme in shared {
        for code in languages {
            if !scheme.texts.contains_key(code) {
                faults.push(Fault::NoText(scheme.id.clone(), *code));
            }
        }
    }
    faults
}

fn unworded(book: &RuleBook, languages: &[Code]) -> Vec<Fault> {
    let keys: BTreeSet<&String> = book.wording.values().flat_map(|texts| texts.keys()).collect();
    let mut faults = Vec::new();
    for code in languages {
        let own = book.wording.get(code);
        for key in &keys {
            if own.is_none_or(|own| !own.contains_key(*key)) {
                faults.push(Fault::NoWording(*code, (*key).clone()));
            }
        }
    }
    faults
}
