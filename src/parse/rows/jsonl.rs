//! JSON Lines: an object a line.

use std::io::BufRead;

use super::columns::{Role, Wanted};
use super::error::{RowError, RowFault};
use super::record::{Lines, Record};
use super::row::{Content, Row};
use crate::parse::error::ParseError;
use crate::parse::json::{self, Node};
use crate::source::{Charset, Repair, Repairs, decode_record};

#[derive(Debug)]
pub(super) struct Reader<R> {
    lines: Lines<R>,
    wanted: Wanted,
    charset: Option<Charset>,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    pub(super) fn new(input: R, wanted: Wanted, charset: Option<Charset>) -> Self {
        Self { lines: Lines::new(input), wanted, charset, done: false }
    }

    pub(super) fn input(&self) -> &R {
        self.lines.input()
    }

    /// The next row; blank lines are none.
    pub(super) fn next(&mut self) -> Option<Result<Row, RowError>> {
        while !self.done {
            let Record { line, bytes } = self.lines.next()?;
            match bytes {
                Ok(bytes) if bytes.trim_ascii().is_empty() => {}
                Ok(bytes) => return Some(self.row(line, &bytes)),
                Err(fault) => {
                    // A source that breaks off would break off for ever.
                    self.done = matches!(fault, RowFault::Io(_));
                    return Some(Err(RowError { line, id: None, fault }));
                }
            }
        }
        None
    }

    fn row(&self, line: usize, bytes: &[u8]) -> Result<Row, RowError> {
        let failed = |fault| RowError { line, id: None, fault };
        let decoded = decode_record(bytes, self.charset);
        let mut repairs = Repairs::default();
        repairs.extend(decoded.repairs);
        let node = json::parse(&decoded.text, &mut repairs).map_err(|error| {
            failed(match error {
                ParseError::Json { column, problem, .. } => RowFault::Json { column, problem },
                _ => RowFault::NotAnObject,
            })
        })?;
        let Node::Object(fields) = node else { return Err(failed(RowFault::NotAnObject)) };
        let roles = self.wanted.assign(fields.iter().map(|field| field.key.as_str()));
        let value = |role| {
            let column = roles.iter().find(|(found, _)| *found == role).map(|(_, column)| *column)?;
            Some(&fields[column].value)
        };
        let Some(content) = content(value(Role::Turns), value(Role::Text)) else {
            let keys: Vec<_> = fields.iter().take(12).map(|field| field.key.as_str()).collect();
            let found = if keys.is_empty() { "nothing".to_owned() } else { keys.join(", ") };
            let id = value(Role::Id).and_then(Node::as_text).map(std::borrow::Cow::into_owned);
            return Err(RowError { line, id, fault: RowFault::NoText { found } });
        };
        let mut row = Row::new(line, content, serde_json::Map::new());
        for role in [Role::Id, Role::HeardAt, Role::Caller, Role::Language, Role::Label] {
            match value(role) {
                Some(Node::Bool(value)) => row.set(role, &value.to_string(), &mut repairs),
                Some(value) => row.set(role, &value.as_text().unwrap_or_default(), &mut repairs),
                None => {}
            }
        }
        row.extra = fields.into_iter().map(|field| (field.key, field.value.into_value())).collect();
        row.repairs = repairs.into_vec().into_iter().map(|repair| Repair { line: Some(line), ..repair }).collect();
        Ok(row)
    }
}

/// Turns if there are any, else the text, wherever the row keeps them.
fn content(turns: Option<&Node>, text: Option<&Node>) -> Option<Content> {
    let list = |node: Option<&Node>| match node {
        Some(Node::List(items)) if !items.is_empty() => Some(Content::Turns(items.clone())),
        _ => None,
    };
    let words = || Some(Content::Text(text?.as_text()?.into_owned()));
    list(turns).or_else(|| list(text)).or_else(words)
}
