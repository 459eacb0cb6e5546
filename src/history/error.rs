//! What can go wrong with the history. The verdict is printed all the same.

use std::path::PathBuf;

/// The history could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The place cannot be used.
    #[error("the history {path} cannot be used: {reason}", path = .path.display())]
    Place {
        /// The file.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
    /// The file belongs to a newer version of the program.
    #[error("the history {path} was written by a newer version (schema {found}, this program knows {known}): update scamscreen, or use another file with --history", path = .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest one this program knows.
        known: i64,
    },
    /// `SQLite` refused.
    #[error("the history {path}: {reason}", path = .path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What to make of it.
        reason: String,
        /// What `SQLite` said.
        #[source]
        source: rusqlite::Error,
    },
    /// A stored verdict cannot be read back.
    #[error("incident {incident} cannot be read back")]
    Unreadable {
        /// Its number.
        incident: i64,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}
