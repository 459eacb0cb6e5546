//! Where bytes come from (a path, standard input, a folder) and how they become text. The only
//! room beside the rule loader, the settings and the history that touches files.

mod binary;
mod encoding;
mod error;
mod place;
mod repair;
mod stream;
mod walk;

pub use binary::Binary;
pub use encoding::{Charset, Text, UnknownCharset, decode, decode_record};
pub use error::SourceError;
pub use place::{MAX_FILE, Source};
pub use repair::{Mended, Repair, Repairs};
pub use stream::{MAX_RECORD, Stream};
pub use walk::{Walk, size_of};
