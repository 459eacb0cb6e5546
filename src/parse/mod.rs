//! Any known format becomes a transcript. What a text is, its content tells, never its name.

mod clock;
mod cue;
mod cut;
mod draft;
mod error;
mod format;
mod html;
mod json;
mod lines;
mod mail;
mod plain;
mod role;
mod srt;
mod table;
mod text;
mod webvtt;
mod when;

pub use draft::{MAX_UTTERANCES, Parsed};
pub use error::ParseError;
pub use format::{Format, UnknownFormat};

use crate::language::Labels;
use crate::source::Mended;
use draft::Draft;

/// Reads a text as the transcript it is, or as the `forced` format. `labels` are the speaker words
/// of every language. Whether anything was said at all, the caller asks the transcript.
pub fn parse(text: &str, labels: &[Labels], forced: Option<Format>) -> Result<Parsed, ParseError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut draft = Draft::new(labels);
    if lines::ends_in_returns(text) {
        draft.repairs.note(Mended::LineEnds, None);
    }
    let format = match forced {
        None if json::is_json(text) => json::read(text, &mut draft, None)?,
        Some(format) if json::is_shape(format) => json::read(text, &mut draft, Some(format))?,
        None if mail::recognise(text) && mail::read(text, &mut draft) => Format::Mail,
        Some(Format::Mail) if mail::read(text, &mut draft) => Format::Mail,
        None if html::is_page(text) => read_page(text, &mut draft),
        Some(Format::Html) => read_page(text, &mut draft),
        forced => {
            let read = plain::read(text, &mut draft, forced);
            match forced {
                Some(format) if format != read => return Err(ParseError::NotThatFormat { format }),
                _ => read,
            }
        }
    };
    Ok(draft.finish(format))
}

fn read_page(page: &str, draft: &mut Draft<'_>) -> Format {
    plain::read(&html::text(page), draft, None);
    // Where a line of the page's text stands in the file is not kept.
    draft.relocate(0, |_| 1);
    Format::Html
}

#[cfg(test)]
mod tests;
