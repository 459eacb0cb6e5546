//! Rev AI: monologues of words and punctuation; the blanks between them are punctuation too.

use super::say::{line_of, say_text};
use super::tree::Node;
use crate::parse::draft::{Draft, Times};

pub(super) fn recognise(root: &Node) -> bool {
    root.list("monologues").iter().any(|monologue| monologue.has_list("elements"))
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    draft.language = root.text("language").and_then(|language| language.parse().ok());
    for monologue in root.list("monologues") {
        let elements = monologue.list("elements");
        let text: String = elements.iter().filter_map(|element| element.text("value")).collect();
        let moment = |key: &'static str| {
            elements.iter().filter_map(move |element| element.number(key)).map(|seconds| seconds * 1000.0)
        };
        let times = Times { start: moment("ts").next(), end: moment("end_ts").next_back() };
        let line = elements.first().map_or(1, |element| line_of(element, &["value", "type"]));
        let speaker = draft.who(label(monologue).as_deref());
        say_text(draft, &text, speaker, times, line);
    }
}

/// A number, or an object with a name and an id.
fn label(monologue: &Node) -> Option<String> {
    let named = |node: &Node| ["name", "id"].iter().find_map(|key| node.text(key)).map(std::borrow::Cow::into_owned);
    let speaker = monologue.get("speaker")?;
    speaker.as_text().map(std::borrow::Cow::into_owned).or_else(|| named(speaker))
}
