//! Text with the speaker on a line of his own above his words: Otter, Teams, phone apps.

use std::collections::HashMap;

use super::head::is_plausible;
use super::turn::Turn;
use crate::parse::clock::{self, Stamp};
use crate::parse::draft::Draft;
use crate::parse::format::Format;
use crate::parse::lines::numbered;
use crate::parse::role;
use crate::transcript::Speaker;

/// The line above a turn.
#[derive(Debug, Clone, Copy)]
struct Header<'t> {
    name: Option<&'t str>,
    stamp: Option<Stamp>,
}

/// Reads such a text; says nothing and declines if it is none.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Option<Format> {
    let headers = numbered(text).filter(|(_, line)| stamped(line).is_some()).count();
    let footed = numbered(text).any(|(_, line)| is_footer(line));
    if headers > 1 || (headers == 1 && footed) {
        turns(text, draft, |line, _| stamped(line));
        return Some(Format::Otter);
    }
    let names = names(text, draft);
    if names.is_empty() {
        return None;
    }
    turns(text, draft, |line, after_gap| {
        let name = line.trim();
        (after_gap && names.contains_key(name)).then_some(Header { name: Some(name), stamp: None })
    });
    Some(Format::PhoneApp)
}

/// `Name  0:05  `, `  0:05`, `[Name] 09:58:01`: a name and a time, and nothing else.
fn stamped(line: &str) -> Option<Header<'_>> {
    let trimmed = line.trim();
    if trimmed.len() > 100 || !trimmed.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']' | 'M' | 'm')) {
        return None;
    }
    if let Some((stamp, "")) = clock::leading(trimmed) {
        // A time alone is Google Meet's way too; Otter indents it where the name should be.
        return line.starts_with("  ").then_some(Header { name: None, stamp: Some(stamp) });
    }
    let bracketed = trimmed.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    let (name, time) = bracketed.or_else(|| trimmed.split_once("  ")).or_else(|| trimmed.split_once('\t'))?;
    match clock::leading(time.trim_start()) {
        Some((stamp, "")) if is_plausible(name) => Some(Header { name: Some(name.trim()), stamp: Some(stamp) }),
        _ => None,
    }
}

/// The names that stand alone above blocks, if the text is built like that: at least two blocks
/// with such a head, one of them a telephone number or a label everybody uses.
fn names<'t>(text: &'t str, draft: &Draft<'_>) -> HashMap<&'t str, usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut previous = "";
    let mut blocks = 0;
    let mut lines = numbered(text).peekable();
    while let Some((_, line)) = lines.next() {
        let followed = lines.peek().is_some_and(|(_, next)| !next.trim().is_empty());
        if previous.trim().is_empty() && !line.trim().is_empty() {
            blocks += 1;
            let name = line.trim();
            if followed && is_plausible(name) && !name.contains(':') {
                *counts.entry(name).or_default() += 1;
            }
        }
        previous = line;
    }
    let certain = |name: &str| role::known(name, draft.labels).is_some();
    counts.retain(|name, count| *count > 1 || certain(name));
    let headed: usize = counts.values().sum();
    if headed < 2 || headed * 2 < blocks || !counts.keys().any(|name| certain(name)) {
        counts.clear();
    }
    counts
}

fn is_footer(line: &str) -> bool {
    line.trim_start().starts_with("Transcribed by ")
}

fn turns<'t>(text: &'t str, draft: &mut Draft<'_>, header: impl Fn(&'t str, bool) -> Option<Header<'t>>) {
    let mut turn = Turn::default();
    let mut gap = true;
    for (number, line) in numbered(text) {
        if let Some(found) = header(line, gap) {
            let speaker = found.name.map_or(Speaker::Unknown, |name| draft.speaker(name));
            std::mem::replace(&mut turn, Turn::open(speaker, found.stamp, "", number)).close(draft);
        } else if !line.trim().is_empty() && !is_footer(line) {
            turn.add(line, number);
        }
        gap = line.trim().is_empty();
    }
    turn.close(draft);
}
