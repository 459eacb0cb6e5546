//! Deepgram. It says everything twice: utterances are read, else the words of each channel.

use super::say::{Word, line_of, say, say_text, say_words, seconds};
use super::tree::Node;
use crate::parse::draft::{Draft, Times};

pub(super) fn recognise(root: &Node) -> bool {
    root.get("results").is_some_and(|results| results.has_list("channels") || results.has_list("utterances"))
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    let Some(results) = root.get("results") else { return };
    let channels = results.list("channels");
    let declared = channels.iter().find_map(|channel| {
        channel
            .text("detected_language")
            .or_else(|| channel.list("alternatives").first()?.list("languages").first()?.as_text())
    });
    draft.language = declared.and_then(|language| language.parse().ok());
    for utterance in results.list("utterances") {
        let speaker = draft.who(label(utterance, channels.len()).as_deref());
        say(draft, utterance, &["transcript"], speaker, seconds(utterance, "start", "end"));
    }
    if draft.len() > 0 {
        return;
    }
    for (index, best) in
        channels.iter().enumerate().filter_map(|(index, channel)| Some((index, channel.list("alternatives").first()?)))
    {
        let channel = (channels.len() > 1).then(|| format!("channel {index}"));
        let words = best.list("words");
        if words.is_empty() {
            let text = best.text("transcript").unwrap_or_default();
            let speaker = draft.who(channel.as_deref());
            say_text(draft, &text, speaker, Times::default(), line_of(best, &["transcript"]));
            continue;
        }
        say_words(
            draft,
            words.iter().filter_map(|word| {
                let key =
                    if matches!(word.get("punctuated_word"), Some(Node::Text(_))) { "punctuated_word" } else { "word" };
                let Node::Text(text) = word.get(key)? else { return None };
                let speaker = word.text("speaker").map(std::borrow::Cow::into_owned);
                Some(Word {
                    text,
                    label: channel.clone().or(speaker),
                    times: seconds(word, "start", "end"),
                    attached: false,
                    line: line_of(word, &[key]),
                })
            }),
        );
    }
}

/// With a channel for each end of the line, the channel is the speaker.
fn label(utterance: &Node, channels: usize) -> Option<String> {
    let channel = utterance.text("channel").filter(|_| channels > 1).map(|channel| format!("channel {channel}"));
    channel.or_else(|| utterance.text("speaker").map(std::borrow::Cow::into_owned))
}
