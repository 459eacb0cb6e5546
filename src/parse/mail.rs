//! A mail: its subject, its date and its text; of two versions of one text the plain one.

use std::collections::HashSet;

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
    let mut lines = LineCount { raw: text, at: 0, lines: 0 };
    read_message(&message, Some(&mut lines), 1, draft, 0);
    true
}

/// Reads the parts of a message. Where `lines` is missing, it stands inside another one, and all of
/// it is said to be on `line`.
fn read_message(
    message: &Message<'_>,
    mut lines: Option<&mut LineCount<'_>>,
    line: usize,
    draft: &mut Draft<'_>,
    depth: usize,
) {
    let bodies = if message.text_body.is_empty() { &message.html_body } else { &message.text_body };
    let shown: HashSet<_> = bodies.iter().copied().collect();
    let attached = message.attachments.iter().filter(|id| !shown.contains(id));
    for (id, attached) in bodies.iter().map(|id| (id, false)).chain(attached.map(|id| (id, true))) {
        let Some(part) = message.part(*id) else { continue };
        let line = lines.as_mut().map_or(line, |lines| lines.at(part.offset_body as usize));
        // The bytes were decoded on the way in; a charset that the mail declares for bytes it did
        // not encode would be applied a second time.
        let as_sent = lines.as_ref().filter(|_| part.encoding == Encoding::None);
        let as_sent = as_sent.and_then(|lines| lines.raw.get(part.offset_body as usize..part.offset_end as usize));
        match &part.body {
            PartType::Text(text) if !attached || is_transcript(part) => {
                let first = draft.len();
                plain::read(as_sent.unwrap_or(text), draft, None);
                // Only what was sent as it is has its lines in the file.
                draft.relocate(first, |inner| if as_sent.is_some() { line + inner - 1 } else { line });
            }
            PartType::Html(page) if !attached => {
                let first = draft.len();
                plain::read(&html::text(as_sent.unwrap_or(page)), draft, None);
                draft.relocate(first, |_| line);
            }
            PartType::Message(inner) if depth < DEEPEST => read_message(inner, None, line, draft, depth + 1),
            _ => {}
        }
    }
}

/// Text that was attached is read only if its name says that it is a transcript or a note.
fn is_transcript(part: &MessagePart<'_>) -> bool {
    let name = part.attachment_name().unwrap_or_default().to_ascii_lowercase();
    [".txt", ".vtt", ".srt", ".md"].iter().any(|ending| name.ends_with(ending))
}

/// Counts lines up to offsets that mostly rise.
struct LineCount<'t> {
    raw: &'t str,
    at: usize,
    lines: usize,
}

impl LineCount<'_> {
    /// The line on which an offset lies.
    fn at(&mut self, offset: usize) -> usize {
        if offset < self.at {
            (self.at, self.lines) = (0, 0);
        }
        let passed = self.raw.as_bytes().get(self.at..offset).unwrap_or_default();
        self.lines += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.at = offset;
        self.lines + 1
    }
}
