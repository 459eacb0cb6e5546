//! Batches with one call a row: JSON Lines and CSV, read record by record.

mod columns;
mod csv;
mod error;
mod jsonl;
mod record;
mod row;
mod sniff;

pub use columns::Columns;
pub use error::{RowError, RowFault};
pub use row::Row;
pub use sniff::{RowsKind, sniff};

use std::io::BufRead;

use crate::source::Charset;
use columns::Wanted;

/// Whether a column of this name is one the readers know: the call itself or what stands beside it.
pub fn is_usual(name: &str) -> bool {
    columns::role_of(name).is_some()
}

/// The rows of a source, or why one cannot be read; the rest goes on.
#[derive(Debug)]
pub struct Rows<R>(Kind<R>);

#[derive(Debug)]
enum Kind<R> {
    Jsonl(jsonl::Reader<R>),
    Csv(Box<csv::Reader<R>>),
}

impl<R: BufRead> Rows<R> {
    /// Reads rows of a kind. A CSV whose header names no text is refused at once.
    pub fn new(input: R, kind: RowsKind, columns: &Columns, charset: Option<Charset>) -> Result<Self, RowError> {
        let wanted = Wanted::new(columns);
        Ok(Self(match kind {
            RowsKind::Jsonl => Kind::Jsonl(jsonl::Reader::new(input, wanted, charset)),
            RowsKind::Csv => Kind::Csv(Box::new(csv::Reader::new(input, &wanted, charset)?)),
        }))
    }

    /// What the rows are read from.
    pub fn input(&self) -> &R {
        match &self.0 {
            Kind::Jsonl(reader) => reader.input(),
            Kind::Csv(reader) => reader.input(),
        }
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Row, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Kind::Jsonl(reader) => reader.next(),
            Kind::Csv(reader) => reader.next(),
        }
    }
}
