//! Options that say how inputs are read.

use scamscreen::RuleBook;
use scamscreen::batch::Reading;
use scamscreen::parse::Format;
use scamscreen::parse::rows::Columns;
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
    /// Column or key that holds the text of a call
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// Column or key that holds the id
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
    /// Column or key that says when the call was heard
    #[arg(long, value_name = "NAME")]
    heard_at_column: Option<String>,
    /// Column or key that holds the caller's number
    #[arg(long, value_name = "NAME")]
    caller_column: Option<String>,
}

impl ReadingArgs {
    pub(super) fn reading(&self, book: &RuleBook, rows_only: bool) -> Reading {
        let columns = Columns {
            text: self.text_column.clone(),
            id: self.id_column.clone(),
            heard_at: self.heard_at_column.clone(),
            caller: self.caller_column.clone(),
            ..Columns::default()
        };
        Reading { labels: book.labels(), format: self.input_format, charset: self.encoding, columns, rows_only }
    }
}
