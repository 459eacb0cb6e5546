//! Any known format becomes a transcript. What a text is, its content tells, never its name.

mod clock;
mod cue;
mod cut;
mod document;
mod draft;
mod error;
mod format;
mod html;
mod json;
mod lines;
mod mail;
mod plain;
mod role;
pub mod rows;
mod srt;
mod table;
mod text;
mod webvtt;
mod when;

pub use draft::{MAX_UTTERANCES, Parsed};
pub use error::ParseError;
pub use format::{Format, UnknownFormat};

use crate::language::Labels;

/// Reads a text as the transcript it is, or as the `forced` format. `labels` are the speaker words
/// of every language, folded: lower case, no accents, words separated by one blank. Whether
/// anything was said at all, the caller asks the transcript.
pub fn parse(text: &str, labels: &[Labels], forced: Option<Format>) -> Result<Parsed, ParseError> {
    document::read(text, labels, forced)
}
