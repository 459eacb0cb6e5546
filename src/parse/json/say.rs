//! How a JSON object becomes an utterance.

use super::tree::Node;
use crate::parse::clock;
use crate::parse::draft::{Draft, Times};
use crate::parse::format::Format;
use crate::parse::plain;
use crate::source::Mended;
use crate::transcript::Speaker;

/// Says what stands under the first of `keys` that holds a text. A number there was meant as text.
pub(super) fn say(draft: &mut Draft<'_>, node: &Node, keys: &[&str], speaker: Speaker, times: Times) {
    let Some(field) = keys.iter().filter_map(|key| node.field(key)).find(|field| field.value.as_text().is_some())
    else {
        return;
    };
    if !matches!(field.value, Node::Text(_)) {
        draft.repairs.note(Mended::WrongType, field.line);
    }
    let text = field.value.as_text().unwrap_or_default();
    say_text(draft, &text, speaker, times, field.line);
}

/// Says a text that was put together from parts.
pub(super) fn say_text(draft: &mut Draft<'_>, text: &str, speaker: Speaker, times: Times, line: usize) {
    let time = draft.time(times, line);
    match speaker {
        Speaker::Unknown => draft.tell(text, time, line),
        speaker => draft.say(speaker, text, time, line),
    }
}

/// Reads a text inside the JSON as a text of its own: it may have labels or cues in it.
pub(super) fn read_text(draft: &mut Draft<'_>, text: &str, line: usize) -> Format {
    let first = draft.len();
    let format = plain::read(text, draft, None);
    draft.relocate(first, |_| line);
    format
}

/// The line of the first of `keys` that is there.
pub(super) fn line_of(node: &Node, keys: &[&str]) -> usize {
    keys.iter().find_map(|key| node.field(key)).map_or(1, |field| field.line)
}

/// Times in seconds, as numbers or as text (`"1.25"`, `"1.25s"`).
pub(super) fn seconds(node: &Node, start: &str, end: &str) -> Times {
    let ms = |key| node.number(key).map(|seconds| seconds * 1000.0);
    Times { start: ms(start), end: ms(end) }
}

/// Times in milliseconds.
pub(super) fn milliseconds(node: &Node, start: &str, end: &str) -> Times {
    Times { start: node.number(start), end: node.number(end) }
}

/// A start and a length, in milliseconds.
pub(super) fn lasting(start: Option<f64>, length: Option<f64>) -> Times {
    Times { start, end: start.zip(length).map(|(start, length)| start + length) }
}

/// A clock (`00:00:05,200`) or seconds under a key.
pub(super) fn clock_or_seconds(node: &Node, key: &str) -> Option<f64> {
    let text = node.text(key)?;
    if text.contains(':') { clock::colons(&text) } else { node.number(key).map(|seconds| seconds * 1000.0) }
}

/// A word as diarizing recognisers give it.
#[derive(Debug, Clone, Default)]
pub(super) struct Word<'n> {
    pub(super) text: &'n str,
    pub(super) label: Option<String>,
    pub(super) times: Times,
    /// Punctuation stands at the end of the word before.
    pub(super) attached: bool,
    pub(super) line: usize,
}

/// Says words, a new utterance at each change of speaker.
pub(super) fn say_words<'n>(draft: &mut Draft<'_>, words: impl IntoIterator<Item = Word<'n>>) {
    let mut text = String::new();
    let mut first: Option<Word<'n>> = None;
    let mut end = None;
    for word in words {
        let changes = first.as_ref().is_some_and(|first| first.label != word.label && word.label.is_some());
        if changes && let Some(first) = first.take() {
            let speaker = draft.who(first.label.as_deref());
            say_text(draft, &text, speaker, Times { start: first.times.start, end }, first.line);
            text.clear();
        }
        if !text.is_empty() && !word.attached {
            text.push(' ');
        }
        text.push_str(word.text);
        end = word.times.end.or(end);
        first.get_or_insert(word);
    }
    if let Some(first) = first {
        let speaker = draft.who(first.label.as_deref());
        say_text(draft, &text, speaker, Times { start: first.times.start, end }, first.line);
    }
}
