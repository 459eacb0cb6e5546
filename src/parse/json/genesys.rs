//! Genesys Cloud: phrases by participant, with the time of day in epoch milliseconds.

use super::say::{lasting, say};
use super::tree::Node;
use crate::parse::draft::Draft;
use crate::parse::when;

pub(super) fn recognise(root: &Node) -> bool {
    root.list("transcripts").iter().any(|transcript| transcript.has_list("phrases"))
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    let transcripts = root.list("transcripts");
    draft.language = transcripts
        .iter()
        .find_map(|transcript| transcript.text("language"))
        .and_then(|language| language.parse().ok());
    let began = root.number("conversationStartTime").or_else(|| root.number("startTime"));
    draft.heard_at = began.and_then(when::epoch);
    let outside = root
        .list("participants")
        .iter()
        .find(|participant| participant.text("participantPurpose").is_some_and(|purpose| purpose == "external"));
    draft.caller =
        outside.and_then(|participant| participant.text("ani")).map(|ani| ani.trim_start_matches("tel:").to_owned());
    let zero = began.unwrap_or_else(|| {
        let starts = transcripts
            .iter()
            .flat_map(|transcript| transcript.list("phrases"))
            .filter_map(|phrase| phrase.number("startTimeMs"));
        starts.reduce(f64::min).unwrap_or_default()
    });
    for phrase in transcripts.iter().flat_map(|transcript| transcript.list("phrases")) {
        let start = phrase.number("startTimeMs").map(|start| start - zero);
        let length = phrase.get("duration").and_then(|duration| duration.number("milliseconds"));
        let speaker = draft.who(phrase.text("participantPurpose").as_deref());
        say(draft, phrase, &["decoratedText", "text"], speaker, lasting(start, length));
    }
}
