//! One transcript, or a batch with a call in each row? The first lines tell.

use super::columns::{Role, role_of};
use super::record::delimiter_of;
use crate::parse::json;
use crate::source::{Repairs, decode};

/// How a batch is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsKind {
    /// A JSON object on each line.
    Jsonl,
    /// A header and a row for each call, separated by commas, semicolons, tabs or bars.
    Csv,
}

/// Whether a source that begins with these bytes is a batch, and of which kind. The more of the
/// source, up to some 100 KB, the surer.
pub fn sniff(prefix: &[u8]) -> Option<RowsKind> {
    let decoded = decode(prefix, None);
    let text = decoded.text.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ']);
    if text.starts_with('{') {
        is_jsonl(text).then_some(RowsKind::Jsonl)
    } else {
        is_csv(text).then_some(RowsKind::Csv)
    }
}

/// Two lines that are objects, one of which can be read; or a single one that has an id and a text
/// and is nothing that a recogniser writes.
fn is_jsonl(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(20).peekable();
    let first = lines.peek().copied().unwrap_or_default();
    let objects: Vec<_> = lines.filter(|line| line.starts_with('{') && line.len() > 1).collect();
    let read = |line: &&str| json::parse(line, &mut Repairs::default()).ok();
    let Some(object) = objects.iter().find_map(read) else { return false };
    if first.len() < 2 || json::is_transcript(&object) {
        return false;
    }
    let has =
        |role: Role| object.fields().iter().any(|field| role_of(&field.key).is_some_and(|(found, _)| found == role));
    let segments = object.field("start").is_some() && object.field("text").is_some() && !has(Role::Id);
    !segments && (objects.len() > 1 || (has(Role::Id) && (has(Role::Text) || has(Role::Turns))))
}

/// A first line that is short, of several short names, one of which means a text.
fn is_csv(text: &str) -> bool {
    let mut header = text.lines().next().unwrap_or_default();
    if header.starts_with("sep=") {
        header = text.lines().nth(1).unwrap_or_default();
    }
    let Some(delimiter) = delimiter_of(header.as_bytes()).filter(|_| header.len() < 2000) else { return false };
    let names: Vec<_> = header.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"')).collect();
    let roles: Vec<_> = names.iter().filter_map(|name| role_of(name)).map(|(role, _)| role).collect();
    let segments =
        names.iter().any(|name| ["start", "start_time", "begin"].contains(&name.to_ascii_lowercase().as_str()));
    // "Hello, note that …" is prose: names are short, and most of them say what they are.
    names.iter().all(|name| name.chars().count() <= 40 && !name.ends_with(['.', '!', '?']))
        && roles.contains(&Role::Text)
        && (roles.len() > 1 || text.lines().nth(1).is_some_and(|row| row.as_bytes().contains(&delimiter)))
        && (!segments || roles.contains(&Role::Id))
}
