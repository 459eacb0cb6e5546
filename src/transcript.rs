//! What was said or told: utterances, their speakers, and places in them.

use std::ops::Range;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::language::Code;

/// One call, note, voicemail, message or article, as read from its source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The language the source declares, if it does.
    pub language: Option<Code>,
    /// When the call was heard, if the source says so.
    pub heard_at: Option<DateTime<FixedOffset>>,
    /// What was said, in order.
    pub utterances: Vec<Utterance>,
}

impl Transcript {
    /// A transcript of one utterance by nobody in particular, as a note is.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self { utterances: vec![Utterance::new(Speaker::Unknown, text)], ..Self::default() }
    }

    /// Whether nothing at all was said: no letter and no digit anywhere.
    pub fn is_silent(&self) -> bool {
        !self.utterances.iter().any(|utterance| utterance.text.chars().any(char::is_alphanumeric))
    }
}

/// What one speaker said in one go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Utterance {
    /// Who spoke.
    pub speaker: Speaker,
    /// The words as the source has them, without the speaker label and the time stamp.
    pub text: String,
    /// When, counted from the start of the call.
    pub time: Option<TimeRange>,
    /// The line of the source on which the utterance begins, counted from 1.
    pub line: usize,
}

impl Utterance {
    /// An utterance without a time, on line 1.
    pub fn new(speaker: Speaker, text: impl Into<String>) -> Self {
        Self { speaker, text: text.into(), time: None, line: 1 }
    }
}

/// Who speaks. A label that says nothing about the role is kept as a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// The person whose honesty is in question: who rang, or who was reached at a dubious number.
    Caller,
    /// The person who was called: customer, victim, "me".
    Recipient,
    /// Who tells the story afterwards: an agent's note, a victim's mail.
    Narrator,
    /// A name or a number that tells no role: "Speaker 1", "AGENT", "+1 555 0100".
    Named(String),
    /// No label at all.
    Unknown,
}

/// A stretch of time in milliseconds from the start of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeRange {
    /// Start in milliseconds.
    pub start_ms: u64,
    /// End in milliseconds, where the source has one.
    pub end_ms: Option<u64>,
}

/// A place in a transcript: bytes of the original text of one utterance, on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Index of the utterance.
    pub utterance: usize,
    /// Bytes of its text.
    pub bytes: Range<usize>,
}
