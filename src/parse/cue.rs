//! Cues: what `WebVTT` and SRT have in common, and what their writers get wrong.

use super::clock;
use super::draft::{Draft, MAX_UTTERANCES, Times};
use super::lines::numbered;
use super::text::{Labelling, dash_turn, head};
use crate::source::Mended;
use crate::transcript::{Speaker, TimeRange};

/// A piece of text with its time, still with the mark-up of its format.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cue<'t> {
    pub(super) times: Times,
    /// Neither start nor end could be read.
    pub(super) broken: bool,
    pub(super) lines: Vec<(usize, &'t str)>,
    /// The line of its times.
    pub(super) line: usize,
}

/// Whether a text has the times of a cue near its top.
pub(super) fn has_timing(text: &str) -> bool {
    let mut lines = numbered(text).filter(|(_, line)| !line.trim().is_empty()).take(30);
    lines.any(|(_, line)| timing(line).is_some_and(|(times, _)| times.start.is_some()))
}

/// The times of a line `00:00:01.000 --> 00:00:02.000`, and whether they are damaged. Text that
/// has an arrow between words is no such line.
fn timing(line: &str) -> Option<(Times, bool)> {
    let (left, right) = line.split_once("-->")?;
    let of_a_time = |c: char| c.is_ascii_digit() || c.is_whitespace() || ":.,-+".contains(c);
    if !left.chars().all(of_a_time) && !left.contains("NaN") {
        return None;
    }
    let end = right.split_whitespace().next().unwrap_or_default();
    let times = Times { start: clock::colons(left), end: clock::colons(end) };
    Some((times, times.start.is_none() || times.end.is_none()))
}

/// The cues of a text, and the lines before the first of them. Identifiers, which stand right
/// before the times, are left out; `skip` names blocks that are no cues by their first line.
pub(super) fn cues<'t>(
    text: &'t str,
    draft: &mut Draft<'_>,
    skip: impl Fn(&str) -> bool,
) -> (Vec<Cue<'t>>, Vec<(usize, &'t str)>) {
    let mut cues: Vec<Cue<'t>> = Vec::new();
    let mut top = Vec::new();
    let mut after_gap = true;
    let mut skipping = false;
    let mut lines = numbered(text).peekable();
    while let Some((number, line)) = lines.next() {
        if let Some((times, broken)) = timing(line) {
            if cues.len() == MAX_UTTERANCES {
                draft.repairs.note(Mended::TooManyUtterances, number);
                break;
            }
            if !after_gap {
                mend_missing_gap(cues.last_mut(), number, draft);
            }
            cues.push(Cue { times, broken, lines: Vec::new(), line: number });
            (after_gap, skipping) = (false, false);
            // What follows at once is payload even if it looks like the next cue's identifier.
            continue;
        }
        if line.trim().is_empty() {
            (after_gap, skipping) = (true, false);
            continue;
        }
        let before_times = lines.peek().is_some_and(|(_, next)| timing(next).is_some());
        if (after_gap && before_times) || skipping {
            continue;
        }
        if after_gap && skip(line) {
            skipping = true;
            continue;
        }
        match cues.last_mut() {
            // A blank line inside a cue: its text goes on.
            Some(cue) => cue.lines.push((number, line)),
            None => top.push((number, line)),
        }
        after_gap = after_gap && cues.is_empty();
    }
    (cues, top)
}

/// A cue begins right after another one: what looks like its identifier is no text of that one.
fn mend_missing_gap(before: Option<&mut Cue<'_>>, number: usize, draft: &mut Draft<'_>) {
    let Some(cue) = before else { return };
    draft.repairs.note(Mended::MissingBlankLine, number);
    let is_identifier = |text: &str| text.trim().bytes().all(|byte| byte.is_ascii_digit());
    if cue.lines.last().is_some_and(|&(line, text)| line + 1 == number && is_identifier(text)) {
        cue.lines.pop();
    }
}

/// The rest of a tag whose first bracket was just read, and what follows it. Tags are short:
/// looking for the end of each to the end of a hostile line would cost the square of its length.
pub(super) fn tag(text: &str, close: u8) -> Option<(&str, &str)> {
    let end = text.bytes().take(300).position(|byte| byte == close)?;
    Some((&text[..end], &text[end + 1..]))
}

/// A line of a cue's text without mark-up, with its speaker where the mark-up names one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spoken {
    pub(super) voice: Option<String>,
    pub(super) text: String,
    pub(super) line: usize,
}

/// Says cues: speakers come from the mark-up, from labels in the text, from dashes.
pub(super) fn say(cues: &[(Cue<'_>, Vec<Spoken>)], draft: &mut Draft<'_>) {
    let mut labelling = Labelling::default();
    for spoken in cues.iter().filter_map(|(_, spoken)| spoken.first()).filter(|spoken| spoken.voice.is_none()) {
        labelling.see(&head(&spoken.text), draft.labels);
    }
    let labelling = labelling.decide();
    for (cue, spoken) in cues {
        if cue.broken {
            draft.repairs.note(Mended::BadTime, cue.line);
        }
        let time = draft.time(cue.times, cue.line);
        say_one(spoken, time, &labelling, draft);
    }
}

fn say_one(spoken: &[Spoken], time: Option<TimeRange>, labelling: &Labelling, draft: &mut Draft<'_>) {
    let dashes = spoken.iter().filter(|part| dash_turn(&part.text).is_some()).count() > 1;
    let mut open: Option<(Speaker, String, usize)> = None;
    let mut voice: Option<&str> = None;
    for part in spoken {
        let head = Some(head(&part.text)).filter(|head| part.voice.is_none() && labelling.accepts(head));
        let (speaker, words) = if let Some(name) = part.voice.as_deref().filter(|&name| voice != Some(name)) {
            (Some(draft.speaker(name)), part.text.as_str())
        } else if let Some(head) = head {
            (Some(draft.speaker(head.label.unwrap_or_default())), head.body)
        } else if dashes && let Some(words) = dash_turn(&part.text) {
            (Some(Speaker::Unknown), words)
        } else if part.voice.is_none() && voice.is_some() {
            (Some(Speaker::Unknown), part.text.as_str())
        } else {
            (None, part.text.as_str())
        };
        voice = part.voice.as_deref();
        match (&mut open, speaker) {
            (Some((_, text, _)), None) => {
                text.push('\n');
                text.push_str(words);
            }
            (_, speaker) => {
                let next = (speaker.unwrap_or(Speaker::Unknown), words.to_owned(), part.line);
                if let Some((speaker, text, line)) = open.replace(next) {
                    draft.say(speaker, &text, time, line);
                }
            }
        }
    }
    if let Some((speaker, text, line)) = open {
        draft.say(speaker, &text, time, line);
    }
}
