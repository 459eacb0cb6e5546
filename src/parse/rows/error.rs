//! Why a row cannot be read.

use std::fmt;

/// A row that cannot be read, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// Its id, if that much could be read.
    pub id: Option<String>,
    /// What is wrong.
    pub fault: RowFault,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl std::error::Error for RowError {}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// More bytes than a record may have.
    #[error("longer than {limit_mib} MiB; screen it as a file of its own")]
    TooLong {
        /// The cap in MiB.
        limit_mib: usize,
    },
    /// Broken JSON.
    #[error("no valid JSON at column {column}: {problem}")]
    Json {
        /// Column in bytes, counted from 1.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// JSON, but no object.
    #[error("not a JSON object; one line is one call: {{\"id\": …, \"text\": …}}")]
    NotAnObject,
    /// No column or key for the text.
    #[error("no text: there is {found}; name the column with --text-column")]
    NoText {
        /// What there is instead.
        found: String,
    },
    /// More fields than the header has columns.
    #[error("{found} fields where the header has {expected}; a field with a separator in it needs quotes")]
    Ragged {
        /// Fields in the row.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// A quote that is never closed.
    #[error("a quote is opened and never closed")]
    OpenQuote,
    /// The source broke off.
    #[error("cannot be read: {0}")]
    Io(String),
}
