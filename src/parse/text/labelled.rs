//! Text with a speaker before each turn: typed, pasted from a messenger, saved from Google Meet.

use super::head::{Head, head};
use super::labels::{Labelling, is_field};
use super::turn::Turn;
use crate::parse::draft::Draft;
use crate::parse::format::Format;
use crate::parse::lines::numbered;
use crate::parse::role;
use crate::transcript::Speaker;

/// Reads labelled or stamped text; says nothing and declines if it is neither.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Option<Format> {
    let lines = || numbered(text).filter(|(_, line)| !line.trim().is_empty());
    let mut labelling = Labelling::default();
    let mut stamps = 0;
    for (_, line) in lines() {
        let head = head(line);
        stamps += usize::from(head.stamp.is_some());
        labelling.see(&head, draft.labels);
    }
    let labelling = labelling.decide();
    if labelling.is_empty() && (stamps < 2 || stamps * 2 < lines().count()) {
        return None;
    }
    let format = dialect(text, &labelling);
    let skipped = preamble(text, format, &labelling, draft);
    let mut turn = Turn::default();
    let mut gap = false;
    for (number, line) in numbered(text).skip(skipped) {
        if line.trim().is_empty() {
            gap = true;
            continue;
        }
        let head = head(line);
        if format == Format::GoogleMeet && is_meet_footer(line) {
            continue;
        }
        if labelling.accepts(&head) && !is_callers_number(&head, &labelling, draft) {
            let speaker = draft.speaker(head.label.unwrap_or_default());
            let stamp = head.stamp.or(turn.unused_stamp());
            next(&mut turn, Turn::open(speaker, stamp, head.body, number), draft);
        } else if head.stamp.is_some() {
            next(&mut turn, Turn::open(Speaker::Unknown, head.stamp, head.unlabelled, number), draft);
        } else if (gap && !turn.is_empty()) || (is_field(&head) && !labelling.accepts(&head)) {
            // Who speaks after a blank line without a label is anybody's guess.
            next(&mut turn, Turn::open(Speaker::Unknown, None, line, number), draft);
        } else {
            turn.add(line, number);
        }
        gap = false;
    }
    turn.close(draft);
    Some(format)
}

fn next(turn: &mut Turn, following: Turn, draft: &mut Draft<'_>) {
    std::mem::replace(turn, following).close(draft);
}

/// "Caller: +1 202 555 0143" on top of a form gives the number and is nothing that was said.
fn is_callers_number(head: &Head<'_>, labelling: &Labelling, draft: &mut Draft<'_>) -> bool {
    let Some(label) = head.label else { return false };
    let found = draft.len() == 0
        && role::is_phone_number(head.body)
        && labelling.count(label) == 1
        && draft.speaker(label) == Speaker::Caller;
    if found {
        draft.caller.get_or_insert_with(|| head.body.to_owned());
    }
    found
}

fn is_meet_footer(line: &str) -> bool {
    ["Meeting ended after ", "Transcription ended after ", "This editable transcript was computer generated"]
        .iter()
        .any(|footer| line.trim_start().starts_with(footer))
}

/// Google Meet and phone apps write labelled text with a head of their own.
fn dialect(text: &str, labelling: &Labelling) -> Format {
    let mut top = numbered(text).map(|(_, line)| line.trim()).filter(|line| !line.is_empty()).take(30);
    if top.any(|line| line == "Attendees") && top.any(|line| line == "Transcript") {
        return Format::GoogleMeet;
    }
    if labelling.count("Them") > 0 && labelling.count("You") > 0 { Format::PhoneApp } else { Format::Labelled }
}

/// How many lines on top are no speech: a title, the list of attendees, "Call with …". The first
/// of them is the subject.
fn preamble(text: &str, format: Format, labelling: &Labelling, draft: &mut Draft<'_>) -> usize {
    let mut lines = numbered(text).skip_while(|(_, line)| line.trim().is_empty()).peekable();
    let Some(&(first, title)) = lines.peek() else { return 0 };
    let title = title.trim();
    let speaks = |line: &str| labelling.accepts(&head(line));
    let end = match format {
        Format::GoogleMeet => lines.find(|(_, line)| line.trim() == "Transcript").map_or(0, |(number, _)| number),
        Format::PhoneApp => {
            let count = lines.take_while(|(_, line)| !speaks(line) && line.chars().count() <= 80).take(6).count();
            if count < 6 { first - 1 + count } else { 0 }
        }
        _ if title.starts_with("# ") => first,
        _ => 0,
    };
    if end >= first {
        draft.subject.get_or_insert_with(|| title.trim_start_matches(['#', ' ']).to_owned());
    }
    end
}
