//! CSV as spreadsheets and ticket systems export it.

use std::io::BufRead;

use csv::{ReaderBuilder, StringRecord};
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
    delimiter: u8,
    header: Vec<String>,
    roles: Vec<(Role, usize)>,
    text: usize,
    done: bool,
}

impl<R: BufRead> Reader<R> {
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
        let names = split(&decode_record(&header, charset).text, delimiter);
        let header: Vec<_> = names.iter().map(|name| name.trim().to_owned()).collect();
        let roles = wanted.assign(header.iter().map(String::as_str));
        let Some(&(_, text)) = roles.iter().find(|(role, _)| *role == Role::Text) else {
            let found = if header.is_empty() { "no header".to_owned() } else { header.join(", ") };
            return Err(RowError { line, id: None, fault: RowFault::NoText { found } });
        };
        Ok(Self { records, charset, delimiter, header, roles, text, done: false })
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

    fn row(&self, line: usize, bytes: &[u8]) -> Result<Row, RowError> {
        let decoded = decode_record(bytes, self.charset);
        let mut repairs = Repairs::default();
        repairs.extend(decoded.repairs);
        let fields = split(&decoded.text, self.delimiter);
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

/// The fields of one record. Its end was found before, so that one bad quote cannot swallow the file.
fn split(record: &str, delimiter: u8) -> StringRecord {
    let mut fields = StringRecord::new();
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(record.len().clamp(16, 1 << 16))
        .from_reader(record.as_bytes());
    // Text in memory cannot fail to be read, and it is UTF-8.
    reader.read_record(&mut fields).unwrap_or_default();
    fields
}
