//! Transcript × rule book → findings.
//!
//! The matcher finds phrases; this room decides what they mean: who spoke, in which language, and
//! whether the words were a demand, a denial, advice or somebody's report.

mod context;
mod direction;
mod indicators;
mod manner;
mod matcher;
mod stream;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, OnceLock};

use regex::Regex;

use crate::language::{Code, Guess, Guesser};
use crate::rules::{Owner, Role, Rule, RuleBook, Signal, Step};
use crate::transcript::{Span, Speaker, Transcript};
use crate::words::Obfuscation;

use context::{Context, Reading};
pub use direction::{Direction, Given};
pub use indicators::{Indicator, IndicatorKind};
pub use manner::Terms;
pub use matcher::{Hit, MOST_HITS, Scratch, find};
use stream::Stream;

/// More findings than this tell nothing more about one call.
const MOST_FINDINGS: usize = 10_000;

/// A rule heard at a place.
#[derive(Debug, Clone)]
pub struct Finding<'b> {
    /// Number of the rule in the book.
    pub number: u16,
    /// The rule.
    pub rule: &'b Rule,
    /// The words, one span an utterance. Empty if it is known from beside the text.
    pub spans: Vec<Span>,
    /// The words' numbers in the call, for distances.
    pub words: Range<u32>,
    /// Whether the text only warns of it, as advice and articles do.
    pub described: bool,
    /// What it is worth, in decibans: the points of the rule, or between those of two steps.
    pub worth: i32,
}

impl<'b> Finding<'b> {
    /// What the whole text, or the user beside it, says and no words at one place.
    fn of_all(number: u16, rule: &'b Rule, spans: Vec<Span>) -> Self {
        Self { number, rule, spans, words: 0..0, described: false, worth: rule.points }
    }
}

/// A company named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Index into [`RuleBook::companies`].
    pub company: u16,
    /// Number of its first word in the call.
    pub word: u32,
}

/// All that was heard in one transcript.
#[derive(Debug, Clone)]
pub struct Detection<'b> {
    /// What counts, in the order of the text.
    pub findings: Vec<Finding<'b>>,
    /// Whether there was more than one call may have.
    pub capped: bool,
    /// What is only warned of.
    pub described: Vec<Finding<'b>>,
    /// Companies named, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Numbers, links, addresses and the like.
    pub indicators: Vec<Indicator>,
    /// The language of the whole, as far as it can be told.
    pub language: Option<Code>,
    /// Its function words.
    pub guess: Guess,
    /// How many words the matcher saw.
    pub words: usize,
    /// What had to be undone to read the text.
    pub obfuscation: Obfuscation,
}

/// Hears rules in transcripts. Holds what is worth keeping between two of them.
#[derive(Debug)]
pub struct Detector<'b> {
    book: &'b RuleBook,
    guesser: Guesser,
    regexes: OnceLock<Vec<(u16, Code, Regex)>>,
    /// Buffers of the size of the book, one a thread at work.
    scratches: Mutex<Vec<Scratch>>,
}

impl<'b> Detector<'b> {
    /// A detector for one rule book.
    pub fn new(book: &'b RuleBook) -> Self {
        let facts = book.languages.iter().map(|language| (language.code, language.common.as_slice()));
        Self { book, guesser: Guesser::new(facts), regexes: OnceLock::new(), scratches: Mutex::default() }
    }

    /// The rule book it was made for.
    pub fn book(&self) -> &'b RuleBook {
        self.book
    }

    /// Finds everything the book knows in a transcript, and in what the user said beside it.
    pub fn detect(&self, transcript: &Transcript, given: &Given) -> Detection<'b> {
        let stream = Stream::read(transcript, self.book, &self.guesser);
        let mut hits = Vec::new();
        let mut scratch = self.scratches.lock().ok().and_then(|mut free| free.pop()).unwrap_or_default();
        find(&self.book.patterns, &stream.words, &mut scratch, &mut hits);
        let context = Context::new(self.book, &stream, &hits);

        let mut findings = Vec::new();
        let mut capped = false;
        let mut described = Vec::new();
        let mut mentions = Vec::new();
        for hit in &hits {
            let info = self.book.phrases.get(hit.phrase);
            match info.owner {
                Owner::Rule(number) => {
                    let rule = &self.book.rules[usize::from(number)];
                    if !info.language.is_none_or(|code| stream.speaks(hit.words.start, code)) {
                        continue;
                    }
                    let reading = context.read(number, rule, hit);
                    if reading == Reading::Void {
                        continue;
                    }
                    let finding = Finding {
                        words: hit.words.clone(),
                        described: reading == Reading::Described,
                        ..Finding::of_all(number, rule, stream.spans(hit.words.clone()))
                    };
                    if finding.described { described.push(finding) } else { findings.push(finding) }
                }
                Owner::Company(company) => {
                    let known = mentions.iter().any(|mention: &Mention| mention.company == company);
                    if !known {
                        mentions.push(Mention { company, word: hit.words.start });
                    }
                }
                _ => {}
            }
            if findings.len() >= MOST_FINDINGS {
                capped = true;
                break;
            }
        }
        self.hear_regexes(transcript, &stream, &mut findings);
        let language = transcript.language.or_else(|| stream.guess.best());
        self.hear_signals(&stream, given, &mut findings);
        findings.extend(self.hear_manner(&stream, transcript, language, &findings, &described));
        findings.sort_by_key(|finding| (finding.words.start, finding.words.end, finding.number));
        let indicators = indicators::extract(transcript, &stream, &scratch, given);
        if let Ok(mut free) = self.scratches.lock() {
            free.push(scratch);
        }
        Detection {
            findings,
            described,
            mentions,
            indicators,
            language,
            guess: stream.guess,
            words: stream.words.len(),
            obfuscation: stream.obfuscation,
            capped,
        }
    }

    fn hear_regexes(&self, transcript: &Transcript, stream: &Stream, findings: &mut Vec<Finding<'b>>) {
        let regexes = self.regexes.get_or_init(|| {
            let mut all = Vec::new();
            // What is no word is often written alike in several languages, and compiling takes long.
            let mut compiled: BTreeMap<&str, Regex> = BTreeMap::new();
            for (number, rule) in (0..).zip(&self.book.rules) {
                for (code, pattern) in &rule.regexes {
                    let known = compiled.get(pattern.as_str()).cloned();
                    let build = || regex::RegexBuilder::new(pattern).case_insensitive(true).size_limit(1 << 20).build();
                    if let Some(regex) = known.or_else(|| build().ok()) {
                        compiled.insert(pattern, regex.clone());
                        all.push((number, *code, regex));
                    }
                }
            }
            all
        });
        if regexes.is_empty() {
            return;
        }
        for (index, utterance) in transcript.utterances.iter().enumerate() {
            for (number, code, regex) in regexes {
                let rule = &self.book.rules[usize::from(*number)];
                let start = stream.first_word(index);
                if !stream.speaks(start, *code) || !context::may_say(rule.said_by, &utterance.speaker) {
                    continue;
                }
                // One match a rule and utterance: iterating over all of them may be quadratic.
                if let Some(found) = regex.find(&utterance.text) {
                    let words = stream.words_in(index, found.range());
                    let spans = vec![Span { utterance: index, bytes: found.range() }];
                    findings.push(Finding { words, ..Finding::of_all(*number, rule, spans) });
                }
            }
        }
    }

    /// Rules that are heard by a built-in signal and not by words.
    fn hear_signals(&self, stream: &Stream, given: &Given, findings: &mut Vec<Finding<'b>>) {
        for (number, rule) in (0..).zip(&self.book.rules) {
            let heard = match rule.signal {
                Some(Signal::Obfuscation) => stream.obfuscation.is_deliberate(),
                Some(Signal::DirectionIn) => given.direction == Some(Direction::In),
                Some(Signal::DirectionOut) => given.direction == Some(Direction::Out),
                Some(Signal::Manner) | None => false,
            };
            if heard {
                findings.push(Finding::of_all(number, rule, Vec::new()));
            }
        }
    }

    /// What all words together say. Where no red flag was heard they must say very much.
    fn hear_manner(
        &self,
        stream: &Stream,
        transcript: &Transcript,
        language: Option<Code>,
        findings: &[Finding<'b>],
        described: &[Finding<'b>],
    ) -> Vec<Finding<'b>> {
        let flagged = findings.iter().any(|finding| finding.rule.role == Role::Warns);
        let Some(manner) = manner::weigh(self.book, stream, transcript, language) else { return Vec::new() };
        let policy = &self.book.policy;
        let farthest = |steps: &[Step], weight: f64| -> Option<(u16, &'b Rule)> {
            let step = steps.iter().filter(|step| step.is_reached(weight)).max_by_key(|step| step.reach())?;
            Some((step.rule, &self.book.rules[usize::from(step.rule)]))
        };
        // A text that warns of scam calls speaks in their words.
        let weight = manner.scam;
        let enough = policy.manner.is_alone(weight, stream.words.len());
        let alone = enough && described.is_empty() && !stream.guess.is_foreign();
        let speaks = flagged || alone;
        let told = speaks || !described.is_empty();
        let article = manner.article.filter(|_| told).and_then(|weight| farthest(&policy.article.steps, weight));
        let article = article.map(|(number, rule)| Finding::of_all(number, rule, Vec::new()));
        let scam = farthest(&policy.manner.steps, weight).filter(|_| speaks).map(|(number, rule)| {
            let telling = manner.telling(stream, transcript, rule.role == Role::Reassures);
            let spans = telling.into_iter().flat_map(|words| stream.spans(words)).collect();
            Finding { worth: policy.manner.worth(weight), ..Finding::of_all(number, rule, spans) }
        });
        scam.into_iter().chain(article).collect()
    }

    /// What the manner of a text can be learnt by.
    pub fn terms(&self, transcript: &Transcript) -> Terms {
        manner::terms(&Stream::read(transcript, self.book, &self.guesser), transcript)
    }
}

impl Detection<'_> {
    /// Whether a red flag counts.
    pub fn has_red_flag(&self) -> bool {
        self.findings.iter().any(|finding| finding.rule.role == Role::Warns)
    }
}

/// Whether a label tells that the speaker is the person who was called.
fn is_recipient(speaker: &Speaker) -> bool {
    *speaker == Speaker::Recipient
}
