//! `AssemblyAI`: utterances with times in milliseconds, or null and the whole text instead.

use super::say::{milliseconds, read_text, say};
use super::tree::Node;
use crate::parse::draft::Draft;

pub(super) fn recognise(root: &Node) -> bool {
    let own = ["audio_duration", "acoustic_model", "language_code", "audio_url", "speech_model"];
    root.fields().iter().any(|field| field.key == "utterances")
        && root.get("response").is_none()
        && own.iter().any(|key| root.field(key).is_some())
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    draft.language = root.text("language_code").and_then(|language| language.parse().ok());
    for utterance in root.list("utterances") {
        let speaker = draft.who(utterance.text("speaker").as_deref());
        say(draft, utterance, &["text"], speaker, milliseconds(utterance, "start", "end"));
    }
    if draft.len() == 0
        && let Some(field) = root.field("text")
        && let Some(text) = field.value.as_text()
    {
        read_text(draft, &text, field.line);
    }
}
