//! One input → one entry: read, decode, parse, screen.

use super::inputs::{Input, Reading};
use super::{Entry, Failure};
use crate::parse::rows::is_usual;
use crate::parse::{self, ParseError, Parsed};
use crate::screen::{Given, Indicator, Screener, Screening, Seen};
use crate::source::{MAX_RECORD, Mended, Repair, Source, SourceError};
use crate::transcript::Transcript;

/// Screens inputs, on any thread.
#[derive(Debug, Clone, Copy)]
pub struct Worker<'a, 'b> {
    /// What judges.
    pub screener: &'a Screener<'b>,
    /// How inputs are read.
    pub reading: &'a Reading,
    /// What the user knows beside the text.
    pub given: &'a Given,
    /// Whether fields of a row that mean nothing here go into its entry.
    pub pass_through: bool,
}

/// An input that was read.
struct Read {
    transcript: Transcript,
    reader: String,
    repairs: Vec<Repair>,
    given: Given,
}

impl Worker<'_, '_> {
    /// Reads and screens one input. What goes wrong becomes the entry's failure.
    pub fn screen(&self, input: Input) -> Entry {
        let mut entry = Entry {
            id: None,
            source: input.name(),
            reader: None,
            repairs: Vec::new(),
            extra: serde_json::Map::new(),
            outcome: Err(Failure { code: "unread", message: String::new() }),
            kept: None,
            given: self.given.clone(),
        };
        match self.read(input, &mut entry) {
            Err(failure) => entry.outcome = Err(failure),
            Ok(read) => {
                entry.reader = Some(read.reader);
                entry.repairs = read.repairs.iter().map(ToString::to_string).collect();
                entry.outcome = if read.transcript.is_silent() {
                    Err(Failure { code: "no-speech", message: "no speech found".to_owned() })
                } else {
                    Ok(Box::new(self.screener.screen_with(read.transcript, &read.given, |_| Seen::default())))
                };
                if entry.outcome.as_ref().is_ok_and(|screening| screening.capped) {
                    entry.repairs.push(Mended::TooManyFindings.to_string());
                }
                entry.given = read.given;
            }
        }
        entry
    }

    /// Judges an entry again if the history knows something of what it names.
    pub fn recall(&self, entry: &mut Entry, seen: impl FnOnce(&[Indicator]) -> Seen) {
        let Ok(screening) = &mut entry.outcome else { return };
        let seen = seen(&screening.indicators);
        if seen != Seen::default() {
            let transcript = screening.transcript.clone();
            let again: Screening = self.screener.screen_with(transcript, &entry.given, |_| seen);
            **screening = again;
        }
    }

    fn read(&self, input: Input, entry: &mut Entry) -> Result<Read, Failure> {
        match input {
            Input::File(path) => self.text(&Source::from_path(&path).map_err(|error| unreadable(&error))?),
            Input::Whole(source) => self.text(&source),
            Input::Row { row, .. } => {
                entry.id.clone_from(&row.id);
                if self.pass_through {
                    entry.extra.clone_from(&row.extra);
                    entry.extra.retain(|name, _| !is_usual(name));
                }
                let parsed =
                    row.parse(&self.reading.labels, self.reading.format).map_err(|error| bad_format(&error))?;
                Ok(self.parsed(parsed, row.repairs))
            }
            Input::Bad { id, code, message, .. } => {
                entry.id = id;
                Err(Failure { code, message })
            }
        }
    }

    fn text(&self, source: &Source) -> Result<Read, Failure> {
        let text = source.text(self.reading.charset).map_err(|error| unreadable(&error))?;
        if let Some(line) = text.text.split(['\n', '\r']).position(|line| line.len() > MAX_RECORD) {
            let message =
                format!("line {} is longer than {} MiB: break it, or give one call a file", line + 1, MAX_RECORD >> 20);
            return Err(Failure { code: "too-long", message });
        }
        let parsed =
            parse::parse(&text.text, &self.reading.labels, self.reading.format).map_err(|error| bad_format(&error))?;
        Ok(self.parsed(parsed, text.repairs))
    }

    fn parsed(&self, parsed: Parsed, mut repairs: Vec<Repair>) -> Read {
        repairs.extend(parsed.repairs);
        let mut given = self.given.clone();
        given.caller = given.caller.or(parsed.caller);
        Read { transcript: parsed.transcript, reader: parsed.reader.to_string(), repairs, given }
    }
}

fn bad_format(error: &ParseError) -> Failure {
    Failure { code: "bad-format", message: error.to_string() }
}

/// The message without the source's name, which the entry has already.
pub(super) fn unreadable(error: &SourceError) -> Failure {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message.push_str(": ");
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    Failure { code: "unreadable", message }
}
