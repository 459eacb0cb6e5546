//! A transcript in the making: every reader says utterances into it, and it keeps the house rules.

use std::collections::HashMap;

use chrono::{DateTime, FixedOffset};

use super::cut;
use super::format::Format;
use super::role;
use crate::language::{Code, Labels};
use crate::source::{Mended, Repair, Repairs};
use crate::transcript::{Speaker, TimeRange, Transcript, Utterance};

/// The most utterances one transcript may have.
pub const MAX_UTTERANCES: usize = 200_000;
/// No call begins this late, so a first time beyond it was read off a clock on the wall.
const SIX_HOURS: u64 = 6 * 3_600_000;
const DAY: u64 = 24 * 3_600_000;
/// Times beyond this (about a year) are damage.
const LATEST: f64 = 3.2e10;

/// What a reader made of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// What was said.
    pub transcript: Transcript,
    /// The format it was written in.
    pub reader: Format,
    /// What had to be mended.
    pub repairs: Vec<Repair>,
    /// The subject of a mail or ticket, the title of a call.
    pub subject: Option<String>,
    /// The caller's number, where the format has a place for it.
    pub caller: Option<String>,
}

/// Times as a format writes them, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Times {
    pub(super) start: Option<f64>,
    pub(super) end: Option<f64>,
}

/// What readers fill in.
#[derive(Debug)]
pub(super) struct Draft<'l> {
    pub(super) labels: &'l [Labels],
    pub(super) repairs: Repairs,
    pub(super) language: Option<Code>,
    pub(super) heard_at: Option<DateTime<FixedOffset>>,
    pub(super) subject: Option<String>,
    pub(super) caller: Option<String>,
    /// The times were read off a clock on the wall.
    pub(super) wall_clock: bool,
    utterances: Vec<Utterance>,
    /// Labels that were asked for before: the same few come again on every line.
    speakers: HashMap<String, Speaker>,
}

impl<'l> Draft<'l> {
    pub(super) fn new(labels: &'l [Labels]) -> Self {
        Self {
            labels,
            repairs: Repairs::default(),
            language: None,
            heard_at: None,
            subject: None,
            caller: None,
            wall_clock: false,
            utterances: Vec::new(),
            speakers: HashMap::new(),
        }
    }

    /// How many utterances there are.
    pub(super) fn len(&self) -> usize {
        self.utterances.len()
    }

    /// Whether the cap is reached and reading on is in vain.
    pub(super) fn is_full(&self) -> bool {
        self.utterances.len() >= MAX_UTTERANCES
    }

    /// Whom a label means.
    pub(super) fn speaker(&mut self, label: &str) -> Speaker {
        if let Some(speaker) = self.speakers.get(label) {
            return speaker.clone();
        }
        let speaker = role::speaker(label, self.labels);
        if self.speakers.len() < 1000 {
            self.speakers.insert(label.to_owned(), speaker.clone());
        }
        speaker
    }

    /// Whom a label means, if there is one.
    pub(super) fn who(&mut self, label: Option<&str>) -> Speaker {
        label.map_or(Speaker::Unknown, |label| self.speaker(label))
    }

    /// Adds an utterance, unless it is empty.
    pub(super) fn say(&mut self, speaker: Speaker, text: &str, time: Option<TimeRange>, line: usize) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.is_full() {
            self.repairs.note(Mended::TooManyUtterances, line);
            return;
        }
        self.utterances.push(Utterance { speaker, text: text.to_owned(), time, line });
    }

    /// Adds text that nobody is named for, in pieces if it is long.
    pub(super) fn tell(&mut self, text: &str, time: Option<TimeRange>, line: usize) {
        let skipped = text.len() - text.trim_start().len();
        let line = line + text[..skipped].matches('\n').count();
        for (lines, piece) in cut::pieces(text.trim()) {
            self.say(Speaker::Unknown, piece, time, line + lines);
        }
    }

    /// A stretch of time, if it can be one; what is wrong with it is noted.
    pub(super) fn time(&mut self, times: Times, line: usize) -> Option<TimeRange> {
        let sound = |time: f64| (0.0..LATEST).contains(&time);
        let start = times.start?;
        if !sound(start) {
            self.repairs.note(Mended::BadTime, line);
            return None;
        }
        let end = times.end.filter(|&end| sound(end) && end >= start);
        if end.is_none() && times.end.is_some() {
            self.repairs.note(Mended::BadTime, line);
        }
        Some(TimeRange { start_ms: whole(start), end_ms: end.map(whole) })
    }

    /// Gives the utterances from `first` on other lines: they were read from a text that stands
    /// inside another one.
    pub(super) fn relocate(&mut self, first: usize, place: impl Fn(usize) -> usize) {
        for utterance in &mut self.utterances[first..] {
            utterance.line = place(utterance.line);
        }
    }

    /// The finished transcript.
    pub(super) fn finish(mut self, reader: Format) -> Parsed {
        self.name_the_number();
        self.start_the_clock();
        let transcript = Transcript { language: self.language, heard_at: self.heard_at, utterances: self.utterances };
        Parsed { transcript, reader, repairs: self.repairs.into_vec(), subject: self.subject, caller: self.caller }
    }

    /// A telephone number as speaker is the caller, if there is only one.
    fn name_the_number(&mut self) {
        let number = |utterance: &Utterance| match &utterance.speaker {
            Speaker::Named(name) if role::is_phone_number(name) => Some(name.clone()),
            _ => None,
        };
        let Some(first) = self.utterances.iter().find_map(number) else { return };
        if self.utterances.iter().filter_map(number).any(|other| other != first) {
            return;
        }
        for utterance in &mut self.utterances {
            if number(utterance).is_some() {
                utterance.speaker = Speaker::Caller;
            }
        }
        self.caller.get_or_insert(first);
    }

    /// Times of day become times since the start of the call.
    fn start_the_clock(&mut self) {
        let times = || self.utterances.iter().filter_map(|utterance| utterance.time);
        let Some(first) = times().next().map(|time| time.start_ms) else { return };
        if !self.wall_clock && first < SIX_HOURS {
            return;
        }
        // A call across midnight goes on in the small hours.
        let since = |time: u64| if time < first { (time + DAY).checked_sub(first) } else { Some(time - first) };
        for utterance in &mut self.utterances {
            utterance.time = utterance.time.and_then(|time| {
                let start_ms = since(time.start_ms)?;
                Some(TimeRange { start_ms, end_ms: time.end_ms.and_then(since) })
            });
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie in 0..LATEST")]
fn whole(time: f64) -> u64 {
    time.round() as u64
}
