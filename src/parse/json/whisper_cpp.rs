//! whisper.cpp: `transcription` with offsets in milliseconds.

use super::say::{clock_or_seconds, say};
use super::tree::Node;
use crate::parse::draft::{Draft, Times};

pub(super) fn recognise(root: &Node) -> bool {
    root.has_list("transcription")
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    let declared = root.get("result").or_else(|| root.get("params")).and_then(|result| result.text("language"));
    draft.language = declared.and_then(|language| language.parse().ok());
    for segment in root.list("transcription") {
        let speaker = draft.who(segment.text("speaker").as_deref());
        say(draft, segment, &["text"], speaker, times(segment));
    }
}

fn times(segment: &Node) -> Times {
    let offset = |key| segment.get("offsets").and_then(|offsets| offsets.number(key));
    let stamp = |key| segment.get("timestamps").and_then(|stamps| clock_or_seconds(stamps, key));
    Times { start: offset("from").or_else(|| stamp("from")), end: offset("to").or_else(|| stamp("to")) }
}
