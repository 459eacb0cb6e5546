//! A free note or story: one utterance a paragraph, long ones cut.

use crate::parse::draft::Draft;
use crate::parse::lines::numbered;

/// Reads paragraphs, which blank lines part.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) {
    let mut paragraph = String::new();
    let mut start = 1;
    for (number, line) in numbered(text) {
        if line.trim().is_empty() {
            draft.tell(&paragraph, None, start);
            paragraph.clear();
            continue;
        }
        if paragraph.is_empty() {
            start = number;
        } else {
            paragraph.push('\n');
        }
        paragraph.push_str(line);
    }
    draft.tell(&paragraph, None, start);
}
