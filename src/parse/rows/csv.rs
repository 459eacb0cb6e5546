//! CSV as spreadsheets and ticket systems export it.

use std::io::{self, BufRead, Read};

use csv::{ReaderBuilder, StringRecord, Terminator};
use serde_json::{Map, Value};

use super::columns::{Role, Wanted};
use super::error::{RowError, RowFault};
use super::record::{Record, Records, delimiter_of};
use super::row::{Content, Row};
use crate::source::{Charset, Mended, Repair, Repairs, decode_record};

#[derive(Debug)]
pub(super) struct Reader<R> {
    records: Records<R>,
    charset: Option<Charset>,
    fields: Fields,
    header: Vec<String>,
    roles: Vec<(Role, usize)>,
    text: usize,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    pub(super) fn input(&self) -> &R {
        self.records.input()
    }

    /// Reads the header. Excel may write the separator on a line of its own before it.
    pub(super) fn new(input: R, wanted: &Wanted, charset: Option<Charset>) -> Result<Self, RowError> {
        let mut records = Records::new(input);
        let mut told = None;
        let (line, header) = loop {
            let Some(Record { line, bytes }) = records.next() else { break (1, Vec::new()) };
            let bytes = bytes.map_err(|fault| RowError { line, id: None, fault })?;
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).to_vec();
            if let Some(&[delimiter]) = bytes.strip_prefix(b"sep=") {
                told = Some(delimiter);
            } else if !bytes.trim_ascii().is_empty() {
                break (line, bytes);
            }
        };
        let delimiter = told.or_else(|| delimiter_of(&header)).unwrap_or(b',');
        records.separate_by(delimiter);
        let mut fields = Fields::new(delimiter);
        let names = fields.split(&decode_record(&header, charset).text);
        let header: Vec<_> = names.iter().map(|name| name.trim().to_owned()).collect();
        let roles = wanted.assign(header.iter().map(String::as_str));
        let Some(&(_, text)) = roles.iter().find(|(role, _)| *role == Role::Text) else {
            let found = if header.is_empty() { "no header".to_owned() } else { header.join(", ") };
            return Err(RowError { line, id: None, fault: RowFault::NoText { found } });
        };
        Ok(Self { records, charset, fields, header, roles, text, done: false })
    }

    pub(super) fn next(&mut self) -> Option<Result<Row, RowError>> {
        while !self.done {
            let Record { line, bytes } = self.records.next()?;
            match bytes {
                Ok(bytes) if bytes.trim_ascii().is_empty() => {}
                Ok(bytes) => return Some(self.row(line, &bytes)),
                Err(fault) => {
                    self.done = matches!(fault, RowFault::Io(_));
                    return Some(Err(RowError { line, id: None, fault }));
                }
            }
        }
        None
    }

    fn row(&mut self, line: usize, bytes: &[u8]) -> Result<Row, RowError> {
        let decoded = decode_record(bytes, self.charset);
        let mut repairs = Repairs::default();
        repairs.extend(decoded.repairs);
        let fields = self.fields.split(&decoded.text);
        let field = |column: usize| fields.get(column).unwrap_or_default();
        let id =
            self.roles.iter().find(|(role, _)| *role == Role::Id).map(|&(_, column)| field(column).trim().to_owned());
        let failed = |fault| RowError { line, id: id.clone().filter(|id| !id.is_empty()), fault };
        let expected = self.header.len();
        if fields.iter().skip(expected).any(|field| !field.trim().is_empty()) {
            return Err(failed(RowFault::Ragged { found: fields.len(), expected }));
        }
        if fields.len() <= self.text {
            return Err(failed(RowFault::NoText { found: format!("{} of {expected} fields", fields.len()) }));
        }
        if fields.len() < expected {
            repairs.note(Mended::ShortRow, line);
        }
        let extra: Map<_, _> =
            self.header.iter().zip(fields.iter()).map(|(name, field)| (name.clone(), Value::from(field))).collect();
        let mut row = Row::new(line, Content::Text(field(self.text).to_owned()), extra);
        for &(role, column) in &self.roles {
            row.set(role, field(column), &mut repairs);
        }
        row.repairs = repairs.into_vec().into_iter().map(|repair| Repair { line: Some(line), ..repair }).collect();
        Ok(row)
    }
}

/// Cuts records into fields. Their ends were found before, so that one bad quote cannot swallow the
/// file; the reader is kept, since making one costs more than reading a row with it.
#[derive(Debug)]
struct Fields {
    delimiter: u8,
    reader: csv::Reader<Feed>,
}

/// What the reader reads: one record at a time.
#[derive(Debug, Default)]
struct Feed {
    bytes: Vec<u8>,
    at: usize,
}

impl Read for Feed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = (&self.bytes[self.at..]).read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

impl Fields {
    fn new(delimiter: u8) -> Self {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(delimiter).has_headers(false).flexible(true).terminator(Terminator::Any(b'\n'));
        Self { delimiter, reader: builder.from_reader(Feed::default()) }
    }

    fn split(&mut self, record: &str) -> StringRecord {
        let mut fields = StringRecord::new();
        let before = self.reader.position().byte();
        let feed = self.reader.get_mut();
        feed.bytes.clear();
        feed.bytes.extend_from_slice(record.as_bytes());
        feed.bytes.push(b'\n');
        feed.at = 0;
        let length = feed.bytes.len() as u64;
        // Text in memory cannot fail to be read, and it is UTF-8.
        let more = self.reader.read_record(&mut fields).unwrap_or_default();
        if !more || self.reader.position().byte() - before != length {
            // It saw another end than we did: what it holds back is no part of the next record.
            *self = Self::new(self.delimiter);
        }
        fields
    }
}
