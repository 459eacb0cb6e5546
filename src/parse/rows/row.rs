//! A call in a row, and what the row says about it.

use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value};

use super::columns::Role;
use crate::language::{Code, Labels};
use crate::parse::draft::{Draft, Parsed};
use crate::parse::error::ParseError;
use crate::parse::format::Format;
use crate::parse::json::{self, Node};
use crate::parse::{document, when};
use crate::source::{Mended, Repair, Repairs};

/// One call of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// The source's own id.
    pub id: Option<String>,
    /// When the call was heard.
    pub heard_at: Option<DateTime<FixedOffset>>,
    /// The caller's number.
    pub caller: Option<String>,
    /// The language, if it is one known here.
    pub language: Option<Code>,
    /// What the call really was, in data to measure on.
    pub label: Option<String>,
    /// All fields of the row, in their order.
    pub extra: Map<String, Value>,
    /// What had to be mended.
    pub repairs: Vec<Repair>,
    pub(super) content: Content,
}

/// Where the call stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content {
    Text(String),
    Turns(Vec<Node>),
}

impl Row {
    pub(super) fn new(line: usize, content: Content, extra: Map<String, Value>) -> Self {
        Self {
            line,
            id: None,
            heard_at: None,
            caller: None,
            language: None,
            label: None,
            extra,
            repairs: Vec::new(),
            content,
        }
    }

    /// Fills in what a column says.
    pub(super) fn set(&mut self, role: Role, text: &str, repairs: &mut Repairs) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let own = || Some(text.to_owned());
        match role {
            Role::Id => self.id = own(),
            Role::Caller => self.caller = own(),
            Role::Label => self.label = own(),
            Role::Language => self.language = text.parse().ok(),
            Role::HeardAt => {
                self.heard_at = when::parse(text);
                if self.heard_at.is_none() {
                    repairs.note(Mended::BadDate(text.chars().take(40).collect()), self.line);
                }
            }
            Role::Text | Role::Turns => {}
        }
    }

    /// Reads the call: a text as [`parse`](crate::parse::parse) would, or the turns of the row.
    /// Lines are those of the call's own text, counted from 1.
    pub fn parse(&self, labels: &[Labels], forced: Option<Format>) -> Result<Parsed, ParseError> {
        let mut parsed = match &self.content {
            Content::Text(text) => document::read(text, labels, forced)?,
            Content::Turns(turns) => {
                let mut draft = Draft::new(labels);
                json::say_turns(turns, &mut draft, 1);
                draft.finish(Format::Turns)
            }
        };
        let transcript = &mut parsed.transcript;
        transcript.language = self.language.or(transcript.language);
        transcript.heard_at = self.heard_at.or(transcript.heard_at);
        parsed.caller = self.caller.clone().or(parsed.caller);
        Ok(parsed)
    }
}
