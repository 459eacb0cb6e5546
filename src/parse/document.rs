//! A whole document: JSON, mail, web page or plain text.

use super::draft::{Draft, Parsed};
use super::error::ParseError;
use super::format::Format;
use super::{html, json, lines, mail, plain};
use crate::language::Labels;
use crate::source::Mended;

/// Reads a document by its content, or as the `forced` format.
pub(super) fn read(text: &str, labels: &[Labels], forced: Option<Format>) -> Result<Parsed, ParseError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut draft = Draft::new(labels);
    if lines::ends_in_returns(text) {
        draft.repairs.note(Mended::LineEnds, None);
    }
    let wanted = |format: Format| forced.is_none_or(|forced| forced == format);
    let as_told = |format: Format| forced == Some(format);
    let format = if forced.map_or_else(|| json::is_json(text), json::is_shape) {
        json::read(text, &mut draft, forced)?
    } else if wanted(Format::Mail) && (as_told(Format::Mail) || mail::recognise(text)) && mail::read(text, &mut draft) {
        Format::Mail
    } else if wanted(Format::Html) && (as_told(Format::Html) || html::is_page(text)) {
        plain::read(&html::text(text), &mut draft, None);
        // Where a line of the page's text stands in the file is not kept.
        draft.relocate(0, |_| 1);
        Format::Html
    } else {
        plain::read(text, &mut draft, forced)
    };
    match forced {
        Some(forced) if forced != format => Err(ParseError::NotThatFormat { format: forced }),
        _ => Ok(draft.finish(format)),
    }
}
