//! A mail: its subject, its date and its text; of two versions of one text the plain one.

use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::draft::Draft;
use super::lines::numbered;
use super::{html, plain, when};

/// Mails forwarded in mails are followed this deep.
const DEEPEST: usize = 4;

/// Whether a text begins with the headers of a mail.
pub(super) fn recognise(text: &str) -> bool {
    const HEADERS: &[&str] = &[
        "bcc",
        "cc",
        "content-transfer-encoding",
        "content-type",
        "date",
        "delivered-to",
        "dkim-signature",
        "from",
        "message-id",
        "mime-version",
        "received",
        "reply-to",
        "return-path",
        "subject",
        "to",
        "x-mailer",
    ];
    let mut found = 0;
    let mut technical = false;
    for (_, line) in numbered(text.trim_start()).take(200) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) || (found == 0 && line.starts_with("From ")) {
            continue;
        }
        let Some((name, _)) = line.split_once(':').filter(|(name, _)| !name.contains(' ')) else { return false };
        let name = name.to_ascii_lowercase();
        found += usize::from(HEADERS.contains(&name.as_str()));
        technical |= ["message-id", "mime-version", "received", "return-path", "content-type"].contains(&name.as_str());
    }
    found >= 3 && technical || found >= 4
}

/// Reads the text of a mail, and of transcripts attached to it. Declines what has no text.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> bool {
    let text = text.trim_start();
    let Some(message) = MessageParser::default().parse(text.as_bytes()) else { return false };
    draft.subject = message.subject().map(str::to_owned);
    draft.heard_at = message.date().and_then(|date| when::parse(&date.to_rfc3339()));
    read_message(&message, text, draft, 0);
    true
}

fn read_message(message: &Message<'_>, raw: &str, draft: &mut Draft<'_>, depth: usize) {
    let bodies = if message.text_body.is_empty() { &message.html_body } else { &message.text_body };
    for &id in bodies.iter().chain(&message.attachments) {
        let Some(part) = message.part(id) else { continue };
        let attached = message.attachments.contains(&id) && !bodies.contains(&id);
        match &part.body {
            PartType::Text(text) if !attached || is_transcript(part) => {
                // The bytes were decoded on the way in; a charset that the mail declares for bytes
                // it did not encode would be applied a second time.
                let sent_as_is = raw.get(part.offset_body as usize..part.offset_end as usize);
                let sent_as_is = sent_as_is.filter(|_| part.encoding == Encoding::None && depth == 0);
                read_part(sent_as_is.unwrap_or(text), raw, part, draft);
            }
            PartType::Html(page) if !attached => read_part(&html::text(page), raw, part, draft),
            PartType::Message(inner) if depth < DEEPEST => read_message(inner, raw, draft, depth + 1),
            _ => {}
        }
    }
}

/// Text that was attached is read only if its name says that it is a transcript or a note.
fn is_transcript(part: &MessagePart<'_>) -> bool {
    let name = part.attachment_name().unwrap_or_default().to_ascii_lowercase();
    [".txt", ".vtt", ".srt", ".md"].iter().any(|ending| name.ends_with(ending))
}

/// Lines are those of the file where the part was sent as it is; else that of its beginning.
fn read_part(text: &str, raw: &str, part: &MessagePart<'_>, draft: &mut Draft<'_>) {
    let before = raw.get(..part.offset_body as usize).map_or(0, |before| before.matches('\n').count());
    let first = draft.len();
    plain::read(text, draft, None);
    if part.encoding == Encoding::None {
        draft.relocate(first, |line| before + line);
    } else {
        draft.relocate(first, |_| before + 1);
    }
}
