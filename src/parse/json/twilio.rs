//! Twilio Conversational Intelligence: sentences by channel, numbers as text.

use super::say::{say, seconds};
use super::tree::Node;
use crate::parse::draft::Draft;

pub(super) fn recognise(root: &Node) -> bool {
    root.list("sentences")
        .iter()
        .any(|sentence| sentence.field("media_channel").is_some() || sentence.field("sentence_index").is_some())
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    for sentence in root.list("sentences") {
        let label = sentence.text("media_channel").map(|channel| format!("channel {channel}"));
        let speaker = draft.who(label.as_deref());
        say(draft, sentence, &["transcript"], speaker, seconds(sentence, "start_time", "end_time"));
    }
}
