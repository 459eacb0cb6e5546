//! Amazon Transcribe Call Analytics and Contact Lens. AGENT is a place in a contact centre and no
//! proof of innocence, nor of guilt: it stays a label.

use super::say::{milliseconds, say};
use super::tree::Node;
use crate::parse::draft::Draft;
use crate::transcript::Speaker;

pub(super) fn recognise(root: &Node) -> bool {
    let is_turn = |node: &Node| node.field("Content").is_some();
    root.list("Transcript").iter().any(is_turn)
        || root.list("Segments").iter().filter_map(|segment| segment.get("Transcript")).any(is_turn)
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    draft.language = root.text("LanguageCode").and_then(|language| language.parse().ok());
    // The real-time flavour wraps each turn.
    let turns = root
        .list("Transcript")
        .iter()
        .chain(root.list("Segments").iter().filter_map(|segment| segment.get("Transcript")));
    for turn in turns {
        let label = turn.text("ParticipantRole").or_else(|| turn.text("ParticipantId"));
        let speaker = match label.as_deref() {
            Some("AGENT") => Speaker::Named("AGENT".to_owned()),
            label => draft.who(label),
        };
        say(draft, turn, &["Content"], speaker, milliseconds(turn, "BeginOffsetMillis", "EndOffsetMillis"));
    }
}
