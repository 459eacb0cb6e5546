//! Zendesk ticket comments. A comment has up to three bodies that say the same, and a call's
//! transcription instead of them.

use super::say::{read_text, say_text};
use super::tree::Node;
use crate::parse::draft::{Draft, Times};
use crate::parse::{html, when};
use crate::transcript::Speaker;

const BODIES: [&str; 3] = ["plain_body", "body", "html_body"];

pub(super) fn recognise(root: &Node) -> bool {
    let is_comment = |comment: &Node| BODIES.iter().any(|body| comment.field(body).is_some());
    root.list("comments").iter().any(is_comment)
}

pub(super) fn read(root: &Node, draft: &mut Draft<'_>) {
    draft.subject = root.get("ticket").unwrap_or(root).text("subject").map(std::borrow::Cow::into_owned);
    for comment in root.list("comments") {
        let call = comment.get("data");
        let moment = call.and_then(|call| call.text("started_at")).or_else(|| comment.text("created_at"));
        // The call's own time, or that of the first comment that has one.
        if let Some(moment) =
            moment.and_then(|moment| when::parse(&moment)).filter(|_| call.is_some() || draft.heard_at.is_none())
        {
            draft.heard_at = Some(moment);
        }
        if let Some(call) = call {
            draft.caller = draft.caller.take().or_else(|| call.text("from").map(std::borrow::Cow::into_owned));
            if let Some(field) = call.field("transcription_text").filter(|field| !is_blank(&field.value)) {
                say_text(
                    draft,
                    &field.value.as_text().unwrap_or_default(),
                    Speaker::Unknown,
                    Times::default(),
                    field.line,
                );
                continue;
            }
        }
        if let Some(field) = BODIES.iter().filter_map(|body| comment.field(body)).find(|field| !is_blank(&field.value))
        {
            let text = field.value.as_text().unwrap_or_default();
            if field.key == "html_body" {
                read_text(draft, &html::text(&text), field.line);
            } else {
                read_text(draft, &text, field.line);
            }
        }
    }
}

fn is_blank(node: &Node) -> bool {
    node.as_text().is_none_or(|text| text.trim().is_empty())
}
