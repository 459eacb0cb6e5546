//! Google Speech-to-Text. With v1 diarization the last result repeats every word with its speaker;
//! then only that one is read.

use super::say::{Word, line_of, say_text, say_words};
use super::tree::Node;
use crate::parse::draft::{Draft, Times};

pub(super) fn recognise(root: &Node) -> bool {
    results(root).iter().any(|result| result.has_list("alternatives"))
}

fn results(root: &Node) -> &[Node] {
    let inner = root.get("response").unwrap_or(root);
    inner.list("results")
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    let results = results(root);
    draft.language =
        results.iter().find_map(|result| result.text("languageCode")).and_then(|language| language.parse().ok());
    if let Some((last, before)) = results.split_last()
        && words(last).iter().any(|word| word.field("speakerTag").is_some())
        && !before.iter().flat_map(words).any(|word| word.field("speakerTag").is_some())
    {
        say_words(draft, words(last).iter().filter_map(|node| word(node, None)));
        return;
    }
    let channels = results.iter().any(|result| result.number("channelTag").is_some_and(|channel| channel > 1.0));
    for result in results {
        let channel = result.text("channelTag").filter(|_| channels).map(|channel| format!("channel {channel}"));
        let words = words(result);
        if words.iter().any(|word| label(word).is_some()) {
            say_words(draft, words.iter().filter_map(|node| word(node, channel.as_deref())));
        } else if let Some(best) = result.list("alternatives").first() {
            let times = Times {
                start: words.first().and_then(|word| moment(word, "start")),
                end: words.last().and_then(|word| moment(word, "end")).or_else(|| moment(result, "resultEnd")),
            };
            let text = best.text("transcript").unwrap_or_default();
            let speaker = draft.who(channel.as_deref());
            say_text(draft, &text, speaker, times, line_of(best, &["transcript"]));
        }
    }
}

fn words(result: &Node) -> &[Node] {
    result.list("alternatives").first().map_or(&[], |best| best.list("words"))
}

fn word<'n>(node: &'n Node, channel: Option<&str>) -> Option<Word<'n>> {
    let Node::Text(text) = node.get("word")? else { return None };
    let times = Times { start: moment(node, "start"), end: moment(node, "end") };
    let label = channel.map(str::to_owned).or_else(|| label(node));
    Some(Word { text, label, times, attached: false, line: line_of(node, &["word"]) })
}

/// v1 counts speakers in `speakerTag`, v2 names them in `speakerLabel`; 0 and "" mean nobody.
fn label(word: &Node) -> Option<String> {
    let label = word.text("speakerLabel").or_else(|| word.text("speakerTag"))?;
    (!label.is_empty() && label != "0").then(|| label.into_owned())
}

/// v1 says `startTime`, v2 `startOffset`; both in seconds, `"1.200s"`.
fn moment(node: &Node, which: &str) -> Option<f64> {
    let seconds = node.number(&format!("{which}Time")).or_else(|| node.number(&format!("{which}Offset")));
    seconds.map(|seconds| seconds * 1000.0)
}
