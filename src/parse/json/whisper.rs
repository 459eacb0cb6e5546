//! openai-whisper, faster-whisper, the `OpenAI` API and `WhisperX`: a list of segments.

use std::collections::HashMap;

use super::say::{read_text, say, say_text, seconds};
use super::tree::Node;
use crate::parse::draft::Draft;
use crate::source::Mended;
use crate::transcript::Speaker;

/// Whether this is whisper's `{segments, text, language}`, or the bare list of segments.
pub(super) fn recognise(root: &Node) -> bool {
    root.has_list("segments") || root.items().first().is_some_and(is_segment)
}

fn is_segment(node: &Node) -> bool {
    node.get("text").is_some()
        && node.field("start").is_some()
        && ["seek", "tokens", "avg_logprob", "no_speech_prob"].iter().any(|key| node.field(key).is_some())
}

/// Whether the segments or their words have speakers, as `WhisperX` gives them.
pub(super) fn is_whisperx(root: &Node) -> bool {
    root.has_list("segments")
        && (root.field("word_segments").is_some()
            || root.list("segments").iter().any(|segment| speaker(segment).is_some()))
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    draft.language = root.text("language").and_then(|language| language.parse().ok());
    let segments = if root.has_list("segments") { root.list("segments") } else { root.items() };
    let mut line = root.field("segments").map_or(1, |field| field.line);
    for segment in segments {
        match segment {
            Node::Object(_) => {
                line = segment.field("text").map_or(line, |field| field.line);
                let speaker = draft.who(speaker(segment).as_deref());
                say(draft, segment, &["text"], speaker, seconds(segment, "start", "end"));
            }
            Node::Text(text) => {
                draft.repairs.note(Mended::WrongType, line);
                say_text(draft, text, Speaker::Unknown, seconds(segment, "start", "end"), line);
            }
            _ => {}
        }
    }
    if draft.len() == 0
        && let Some(field) = root.field("text")
        && let Some(text) = field.value.as_text()
    {
        read_text(draft, &text, field.line);
    }
}

/// The segment's speaker, else the one most of its words have.
fn speaker(segment: &Node) -> Option<String> {
    if let Some(speaker) = segment.text("speaker") {
        return Some(speaker.into_owned());
    }
    let mut votes: HashMap<String, usize> = HashMap::new();
    for speaker in segment.list("words").iter().filter_map(|word| word.text("speaker")) {
        *votes.entry(speaker.into_owned()).or_default() += 1;
    }
    // Of two speakers with as many words, the name decides, so that the same file reads the same.
    votes
        .into_iter()
        .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0)))
        .map(|(speaker, _)| speaker)
}
