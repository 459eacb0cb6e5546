//! Any other JSON with a text or a list of turns in it: exports, chats, the rows of a batch.

use super::say::{clock_or_seconds, read_text, say_text};
use super::tree::{Field, Node};
use crate::parse::draft::{Draft, Times};
use crate::parse::{html, when};
use crate::source::Mended;

/// Where lists of turns stand, the likeliest first.
const LISTS: &[&str] = &[
    "turns",
    "utterances",
    "messages",
    "conversation",
    "dialogue",
    "dialog",
    "transcript",
    "segments",
    "sentences",
    "phrases",
    "entries",
    "transcriptEntries",
    "chat",
    "items",
    "results",
    "data",
    "comments",
];
/// Where a turn's words stand.
const TEXTS: &[&str] = &[
    "text",
    "content",
    "transcript",
    "transcription",
    "utterance",
    "message",
    "body",
    "note",
    "description",
    "dialogue",
    "value",
    "sentence",
    "summary",
];
/// Where a turn's speaker stands.
const SPEAKERS: &[&str] = &[
    "speaker",
    "speaker_name",
    "speakerName",
    "speaker_label",
    "speakerLabel",
    "role",
    "participant",
    "from",
    "author",
    "sender",
    "name",
    "who",
    "user",
    "speaker_id",
    "speakerId",
    "channel",
];

pub(super) fn recognise(root: &Node) -> bool {
    match root {
        Node::List(items) => items.iter().any(is_turn) || items.iter().any(|item| matches!(item, Node::Text(_))),
        _ => text(root).is_some() || list(root, 3).is_some(),
    }
}

/// Reads the list of turns if there is one, else the text.
pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    draft.language =
        ["language", "lang", "language_code", "locale"].iter().find_map(|key| root.text(key)?.parse().ok());
    draft.subject = ["subject", "title"].iter().find_map(|key| root.text(key)).map(std::borrow::Cow::into_owned);
    draft.heard_at =
        ["heard_at", "started_at", "created_at", "date"].iter().find_map(|key| when::parse(&root.text(key)?));
    draft.caller = ["caller", "caller_number", "from_number", "ani"]
        .iter()
        .find_map(|key| root.text(key))
        .map(std::borrow::Cow::into_owned);
    if let Node::List(items) = root {
        say_turns(items, draft, 1);
    } else if let Some((items, line)) = list(root, 3) {
        say_turns(items, draft, line);
    } else if let Some(field) = text(root) {
        read_field(field, draft);
    }
}

/// Says the turns of a list, whatever their keys are called.
pub(in crate::parse) fn say_turns(items: &[Node], draft: &mut Draft<'_>, mut line: usize) {
    for item in items {
        if let Node::Text(words) = item {
            read_text(draft, words, line);
        } else if let Some(field) = text(item) {
            line = field.line;
            let label = label(item);
            if label.is_none() && item.fields().len() == 1 {
                read_field(field, draft);
                continue;
            }
            if !matches!(field.value, Node::Text(_)) {
                draft.repairs.note(Mended::WrongType, field.line);
            }
            let speaker = draft.who(label.as_deref());
            say_text(draft, &field.value.as_text().unwrap_or_default(), speaker, times(item), line);
        }
    }
}

fn read_field(field: &Field, draft: &mut Draft<'_>) {
    let words = field.value.as_text().unwrap_or_default();
    if html::is_page(&words) {
        read_text(draft, &html::text(&words), field.line);
    } else {
        read_text(draft, &words, field.line);
    }
}

fn is_turn(node: &Node) -> bool {
    text(node).is_some()
}

fn text(node: &Node) -> Option<&Field> {
    TEXTS
        .iter()
        .filter_map(|key| node.field(key))
        .find(|field| field.value.as_text().is_some_and(|text| !text.trim().is_empty()))
}

/// The list of turns in an object, and its line: a named one, else one further in.
fn list(node: &Node, depth: usize) -> Option<(&[Node], usize)> {
    let mut named = LISTS.iter().filter_map(|key| node.field(key));
    if let Some(field) = named.find(|field| field.value.items().iter().any(is_turn)) {
        return Some((field.value.items(), field.line));
    }
    // A text beats a list of nobody knows what, which may be its single words.
    if depth == 0 || text(node).is_some() {
        return None;
    }
    node.fields().iter().find_map(|field| match &field.value {
        Node::List(items) if items.iter().any(is_turn) => Some((items.as_slice(), field.line)),
        inner => list(inner, depth - 1),
    })
}

fn label(turn: &Node) -> Option<String> {
    SPEAKERS
        .iter()
        .find_map(|key| match turn.get(key)? {
            Node::Object(fields) => {
                fields.iter().find(|field| ["name", "label", "id"].contains(&field.key.as_str()))?.value.as_text()
            }
            speaker => speaker.as_text(),
        })
        .map(std::borrow::Cow::into_owned)
}

fn times(turn: &Node) -> Times {
    let ms = |keys: &[&str]| keys.iter().find_map(|key| turn.number(key));
    let other = |keys: &[&str]| keys.iter().find_map(|key| clock_or_seconds(turn, key));
    Times {
        start: ms(&["start_ms", "startMs", "startTimeMs", "offset_ms"])
            .or_else(|| other(&["start", "start_time", "startTime", "begin", "offset"])),
        end: ms(&["end_ms", "endMs", "endTimeMs"]).or_else(|| other(&["end", "end_time", "endTime", "stop"])),
    }
}
