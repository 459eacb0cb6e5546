//! Freshdesk conversations and tickets: a body in HTML and the same as text.

use super::say::read_text;
use super::tree::Node;
use crate::parse::draft::Draft;
use crate::parse::{html, when};

/// The text and the HTML of a ticket and of what was answered.
const BODIES: [(&str, &str); 2] = [("description_text", "description"), ("body_text", "body")];

pub(super) fn recognise(root: &Node) -> bool {
    root.has_list("conversations") && root.list("conversations").iter().all(is_answer)
        || root.items().first().is_some_and(is_answer)
        || (root.field("description_text").is_some() && root.field("subject").is_some())
}

fn is_answer(node: &Node) -> bool {
    (node.field("body_text").is_some() || node.field("body").is_some())
        && ["incoming", "private", "conversation_id", "ticket_id"].iter().any(|key| node.field(key).is_some())
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    draft.subject = root.text("subject").map(std::borrow::Cow::into_owned);
    for note in std::iter::once(root).chain(root.items()).chain(root.list("conversations")) {
        if draft.heard_at.is_none() {
            draft.heard_at = note.text("created_at").and_then(|moment| when::parse(&moment));
        }
        for (text, page) in BODIES {
            let blank = |key: &str| note.text(key).is_none_or(|text| text.trim().is_empty());
            if let Some(field) = note.field(text).filter(|_| !blank(text)) {
                read_text(draft, &field.value.as_text().unwrap_or_default(), field.line);
            } else if let Some(field) = note.field(page).filter(|_| !blank(page)) {
                read_text(draft, &html::text(&field.value.as_text().unwrap_or_default()), field.line);
            }
        }
    }
}
