//! Why a text is no transcript, with its place and what to do.

use super::format::Format;

/// A text that cannot be read as a transcript.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Broken JSON.
    #[error("line {line}, column {column}: this is no valid JSON: {problem}; read it as text with --input-format note")]
    Json {
        /// Line, counted from 1.
        line: usize,
        /// Column in bytes, counted from 1.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// Valid JSON in which no reader finds speech.
    #[error("this JSON is no transcript known here ({found}); read it as text with --input-format note")]
    UnknownJson {
        /// What stands in it.
        found: String,
    },
    /// The text is not in the format that was asked for.
    #[error("this is not in the format {format}; leave --input-format away and the content decides")]
    NotThatFormat {
        /// What was asked for.
        format: Format,
    },
}
