//! `RingCentral` speech to text: utterances by speaker number, often inside a `response`.

use super::say::{read_text, say, seconds};
use super::tree::Node;
use crate::parse::draft::Draft;

fn inner(root: &Node) -> &Node {
    root.get("response").unwrap_or(root)
}

pub(super) fn recognise(root: &Node) -> bool {
    inner(root).list("utterances").iter().any(|utterance| utterance.field("speakerId").is_some())
        || (inner(root).field("speakerCount").is_some() && inner(root).field("transcript").is_some())
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    for utterance in inner(root).list("utterances") {
        let speaker = draft.who(utterance.text("speakerId").as_deref());
        say(draft, utterance, &["text"], speaker, seconds(utterance, "start", "end"));
    }
    if draft.len() == 0
        && let Some(field) = inner(root).field("transcript")
        && let Some(text) = field.value.as_text()
    {
        read_text(draft, &text, field.line);
    }
}
