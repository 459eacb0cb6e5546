//! Amazon Transcribe: words in `items`, who said them in `speaker_labels`, numbers as text.

use super::say::{Word, line_of, read_text, say, say_words, seconds};
use super::tree::Node;
use crate::parse::draft::Draft;

pub(super) fn recognise(root: &Node) -> bool {
    root.get("results").is_some_and(|results| results.has_list("transcripts") || results.has_list("items"))
}

/// The words by speaker are read, else the segments newer files have, else the whole text.
pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    let Some(results) = root.get("results") else { return };
    draft.language = results.text("language_code").and_then(|language| language.parse().ok());
    let segments = results.get("speaker_labels").map_or(&[][..], |labels| labels.list("segments"));
    let channels = results.get("channel_labels").map_or(&[][..], |labels| labels.list("channels"));
    if !segments.is_empty() {
        say_segments(segments, results.list("items"), draft);
    } else if channels.len() > 1 {
        for channel in channels {
            let label = channel.text("channel_label");
            say_words(draft, channel.list("items").iter().filter_map(|item| word(item, label.as_deref())));
        }
    }
    if draft.len() > 0 {
        return;
    }
    for segment in results.list("audio_segments") {
        let speaker = draft.who(segment.text("speaker_label").as_deref());
        say(draft, segment, &["transcript"], speaker, seconds(segment, "start_time", "end_time"));
    }
    if draft.len() > 0 {
        return;
    }
    for field in results.list("transcripts").iter().filter_map(|part| part.field("transcript")) {
        read_text(draft, &field.value.as_text().unwrap_or_default(), field.line);
    }
}

/// One utterance for each segment: items and segments come in the order of time, and a word
/// belongs to the last segment that has begun.
fn say_segments(segments: &[Node], items: &[Node], draft: &mut Draft<'_>) {
    let mut items = items.iter().peekable();
    for (index, segment) in segments.iter().enumerate() {
        let next = segments.get(index + 1).and_then(|next| next.number("start_time"));
        let label = segment.text("speaker_label");
        let mut words = Vec::new();
        while let Some(item) =
            items.next_if(|item| next.is_none_or(|next| item.number("start_time").is_none_or(|start| start < next)))
        {
            words.extend(word(item, label.as_deref()));
        }
        say_words(draft, words);
    }
}

fn word<'n>(item: &'n Node, label: Option<&str>) -> Option<Word<'n>> {
    let best = item.list("alternatives").first()?;
    let Node::Text(text) = best.get("content")? else { return None };
    Some(Word {
        text,
        label: label.map(str::to_owned),
        times: seconds(item, "start_time", "end_time"),
        attached: item.text("type").is_some_and(|kind| kind == "punctuation"),
        line: line_of(best, &["content"]),
    })
}
