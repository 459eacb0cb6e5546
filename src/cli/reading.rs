//! Options that say how inputs are read.

use anyhow::Result;
use scamscreen::RuleBook;
use scamscreen::batch::Reading;
use scamscreen::parse::Format;
use scamscreen::source::Charset;

/// How inputs are read.
#[derive(Debug, clap::Args)]
pub(super) struct ReadingArgs {
    /// Read every input as this format, whatever its content says
    #[arg(long, value_name = "NAME")]
    input_format: Option<Format>,
    /// Read every input in this encoding, such as windows-1252 or utf-16le
    #[arg(long, value_name = "NAME")]
    encoding: Option<Charset>,
}

impl ReadingArgs {
    pub(super) fn reading(&self, book: &RuleBook) -> Result<Reading> {
        Ok(Reading { labels: book.labels(), format: self.input_format, charset: self.encoding })
    }
}
