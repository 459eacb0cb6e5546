//! Why a source gives no text, and what the user can do about it.

use std::io;

use super::binary::Binary;
use super::encoding::UnknownCharset;

/// A source that cannot be read. Every message names the source and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The system refused.
    #[error("{name}: cannot be read")]
    Io {
        /// The source.
        name: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A folder where a file was expected.
    #[error("{name}: is a folder, not a file; name the files in it or let the folder be walked")]
    Folder {
        /// The source.
        name: String,
    },
    /// A pipe, socket or device: opening one may hang or never end.
    #[error("{name}: is a {what}, not a file; pipe it instead: … | scamscreen check -")]
    NotAFile {
        /// The source.
        name: String,
        /// What it is.
        what: &'static str,
    },
    /// More bytes than one transcript may have.
    #[error("{name}: larger than {limit_mib} MiB; split it, or feed calls one a line to `scamscreen score`")]
    TooLarge {
        /// The source.
        name: String,
        /// The cap in MiB.
        limit_mib: u64,
    },
    /// Audio, an archive, a document: no text.
    #[error("{name}: {binary}")]
    Binary {
        /// The source.
        name: String,
        /// What it is, and what to do with it.
        binary: Binary,
    },
    /// The encoding that was asked for does not exist.
    #[error(transparent)]
    Charset(#[from] UnknownCharset),
}
