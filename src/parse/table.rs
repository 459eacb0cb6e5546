//! A table of segments: whisper's TSV, whisper.cpp's CSV, and exports with the same columns.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::clock;
use super::draft::{Draft, Times};
use crate::transcript::Speaker;

/// Where the columns stand.
#[derive(Debug)]
struct Columns {
    start: usize,
    end: Option<usize>,
    speaker: Option<usize>,
    text: usize,
    delimiter: u8,
}

/// The columns, if the first line names a start and a text.
fn columns(text: &str) -> Option<Columns> {
    let header = text.trim_start_matches(['\r', '\n']).lines().next().filter(|line| line.len() < 500)?;
    let delimiter = ['\t', ';', ','].into_iter().find(|&delimiter| header.contains(delimiter))?;
    let names: Vec<_> = header
        .split(delimiter)
        .map(|name| name.trim().trim_matches('"').to_ascii_lowercase().replace([' ', '-'], "_"))
        .collect();
    let find = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    Some(Columns {
        start: find(&["start", "start_time", "start_ms", "begin", "from", "timestamp"])?,
        end: find(&["end", "end_time", "end_ms", "to", "stop"]),
        speaker: find(&["speaker", "speaker_name", "name", "channel"]),
        text: find(&["text", "transcript", "utterance", "content", "segment"])?,
        delimiter: u8::try_from(delimiter).ok()?,
    })
}

/// Reads the rows; a row without a text is none. Declines what is no such table.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> bool {
    let Some(columns) = columns(text) else { return false };
    let mut reader = ReaderBuilder::new()
        .delimiter(columns.delimiter)
        // whisper's TSV has no quoting: a quote there is what somebody said.
        .quoting(columns.delimiter != b'\t')
        .flexible(true)
        .trim(Trim::Headers)
        .from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    while !draft.is_full() && matches!(reader.read_record(&mut row), Ok(true)) {
        let line = row.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
        let field = |column: Option<usize>| column.and_then(|column| row.get(column)).map_or("", str::trim);
        let times = Times { start: time(field(Some(columns.start))), end: time(field(columns.end)) };
        let time = draft.time(times, line);
        let speaker = match field(columns.speaker) {
            "" => Speaker::Unknown,
            label => draft.speaker(label),
        };
        draft.say(speaker, field(Some(columns.text)), time, line);
    }
    true
}

/// Whole numbers are milliseconds (whisper, whisper.cpp), broken ones seconds, colons a clock.
fn time(text: &str) -> Option<f64> {
    if text.contains(':') {
        return clock::colons(text);
    }
    let number: f64 = text.replace(',', ".").parse().ok()?;
    Some(if text.contains(['.', ',']) { number * 1000.0 } else { number })
}
