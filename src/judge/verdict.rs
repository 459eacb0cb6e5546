//! The verdict: complete in itself, so that an old one still reads as it was told.

use serde::{Deserialize, Serialize};

use crate::language::Code;
use crate::rules::{Edition, Level, RuleId, Text};
use crate::transcript::{Span, Speaker};

/// What was judged, how, and what to do now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// How bad it looks.
    pub level: Level,
    /// What kind of text it is.
    pub kind: Kind,
    /// Probability of a scam, 0 to 1; none for `not_enough` and `no_incident`.
    pub risk: Option<f64>,
    /// Log-odds before anything was heard, in decibans.
    pub prior: i32,
    /// What the reasons add up to, in decibans.
    pub points: i32,
    /// Language of the text, as far as it could be told.
    pub language: Option<Code>,
    /// Language the verdict is written in.
    pub written_in: Code,
    /// The company the call was made in the name of.
    pub company: Option<String>,
    /// The known scam the call follows, and what is known of it.
    pub scheme: Option<Told>,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
    /// What was heard and deliberately does not count, with the reason.
    pub refused: Vec<Refused>,
    /// What happened to the person: access given, data given, paid …
    pub outcomes: Vec<Told>,
    /// What to do, the most urgent first.
    pub advice: Vec<String>,
    /// What to ask to be sure.
    pub ask: Vec<String>,
    /// Where to report.
    pub report_to: Vec<ReportTo>,
    /// Why there is no risk, for `not_enough` and `no_incident`; else none.
    pub remark: Option<String>,
    /// Which rules made it.
    pub edition: Edition,
}

impl Verdict {
    /// Ids of the red flags, schemes left out, in the order of the reasons.
    pub fn flags(&self) -> impl Iterator<Item = &RuleId> {
        self.reasons.iter().filter(|reason| reason.part == Part::Flag).map(|reason| &reason.id)
    }
}

/// What kind of text was screened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A dialogue.
    Call,
    /// Somebody tells of a call.
    Note,
    /// A recording or a message left.
    Voicemail,
    /// A written message.
    Message,
    /// A text about scams.
    Article,
}

impl Kind {
    /// The name used in JSON and in the interface texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Note => "note",
            Self::Voicemail => "voicemail",
            Self::Message => "message",
            Self::Article => "article",
        }
    }
}

/// One thing that moved the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule, the scheme, the floor of one, or `policy/overlap`.
    pub id: RuleId,
    /// What kind of reason.
    pub part: Part,
    /// In the language of the verdict.
    pub title: String,
    /// Points awarded, in decibans.
    pub points: i32,
    /// Points the rule is worth alone; differs from `points` where a cap cut it.
    pub worth: i32,
    /// Why it matters.
    pub why: String,
    /// What to do about it.
    pub advice: String,
    /// Where it was heard. A finding that crosses two cues has two quotes.
    pub quotes: Vec<Quote>,
    /// Where the knowledge comes from.
    pub from: From,
}

/// What part a reason plays in the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A red flag.
    Flag,
    /// Something that speaks for the caller.
    Reassurance,
    /// A known script.
    Scheme,
    /// What the signs heard say more than once.
    Overlap,
    /// The least level that a hard stop demands.
    Floor,
}

/// Where the knowledge behind a reason comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum From {
    /// The text.
    Text,
    /// What the user said beside the text.
    Given,
    /// Earlier incidents.
    History,
}

/// Words of the source that a reason rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The words, exactly as they stand in the source.
    pub text: String,
    /// Who said them.
    pub speaker: Speaker,
    /// Line of the source, from 1.
    pub line: usize,
    /// Time from the start of the call in milliseconds, where known.
    pub time_ms: Option<u64>,
    /// Their place.
    pub span: Span,
}

/// Something heard that deliberately does not count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// The rule.
    pub id: RuleId,
    /// In the language of the verdict.
    pub title: String,
    /// Why it does not count.
    pub why: String,
    /// Where it was heard.
    pub quotes: Vec<Quote>,
}

/// Something told that moves no score: an outcome, the name of the scheme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The rule or scheme.
    pub id: RuleId,
    /// In the language of the verdict.
    pub title: String,
    /// Why it matters.
    pub why: String,
    /// What to do about it.
    pub advice: String,
}

impl Told {
    pub(super) fn new(id: &RuleId, text: Text) -> Self {
        Self { id: id.clone(), title: text.title, why: text.why, advice: text.advice }
    }
}

/// A place to report to, in the language of the verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportTo {
    /// Its name.
    pub name: String,
    /// What to report there.
    pub purpose: String,
    /// Phone number, web address, number for text messages, mail address: those it has.
    pub reach: Vec<String>,
    /// Day on which this was checked.
    pub checked_on: String,
}
