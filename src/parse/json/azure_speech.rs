//! Azure Speech: batch (`recognizedPhrases`) and fast transcription (`phrases`). The combined
//! phrases beside them repeat the same words.

use super::say::{lasting, say};
use super::tree::Node;
use crate::parse::clock;
use crate::parse::draft::{Draft, Times};

pub(super) fn recognise(root: &Node) -> bool {
    root.has_list("recognizedPhrases") || (root.has_list("phrases") && root.field("combinedPhrases").is_some())
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    let phrases =
        if root.has_list("recognizedPhrases") { root.list("recognizedPhrases") } else { root.list("phrases") };
    let channels = phrases.iter().any(|phrase| phrase.number("channel").is_some_and(|channel| channel > 0.0));
    draft.language = phrases.iter().find_map(|phrase| phrase.text("locale")).and_then(|locale| locale.parse().ok());
    for phrase in phrases {
        let channel = phrase.text("channel").filter(|_| channels).map(|channel| format!("channel {channel}"));
        let label = phrase.text("speaker").map(std::borrow::Cow::into_owned).or(channel);
        let spoken = phrase.list("nBest").first().unwrap_or(phrase);
        let speaker = draft.who(label.as_deref());
        say(draft, spoken, &["display", "text", "itn", "lexical"], speaker, times(phrase));
    }
}

/// Milliseconds, ticks of 100 ns, or ISO 8601, whichever is there.
fn times(phrase: &Node) -> Times {
    let moment = |name: &str| {
        let ms = phrase.number(&format!("{name}Milliseconds"));
        let ticks = || phrase.number(&format!("{name}InTicks")).map(|ticks| ticks / 10_000.0);
        let iso = || phrase.text(name).and_then(|text| clock::iso_duration(&text));
        ms.or_else(ticks).or_else(iso)
    };
    lasting(moment("offset"), moment("duration"))
}
