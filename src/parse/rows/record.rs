//! Raw records, each with the line it begins on, none longer than the cap.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use super::error::RowFault;
use crate::source::MAX_RECORD;

/// A record as it stands in the source, without its line end.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) line: usize,
    pub(super) bytes: Result<Vec<u8>, RowFault>,
}

/// Physical lines with their numbers.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    line: usize,
    end: u8,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, line: 0, end: 0 }
    }

    pub(super) fn input(&self) -> &R {
        &self.reader
    }

    /// The next line; one that is too long is skipped to its end and told.
    pub(super) fn next(&mut self) -> Option<Record> {
        self.line += 1;
        if self.end == 0 {
            self.end = line_end(self.reader.fill_buf().unwrap_or_default());
        }
        let mut bytes = Vec::new();
        let cap = MAX_RECORD as u64 + 1;
        match self.reader.by_ref().take(cap).read_until(self.end, &mut bytes) {
            Ok(0) => return None,
            Ok(_) => {}
            Err(error) => return Some(Record { line: self.line, bytes: Err(RowFault::Io(error.to_string())) }),
        }
        if bytes.last() == Some(&self.end) {
            bytes.pop();
            bytes.pop_if(|last| *last == b'\r');
        } else if bytes.len() > MAX_RECORD {
            let fault = match self.skip() {
                Ok(()) => RowFault::TooLong { limit_mib: MAX_RECORD >> 20 },
                Err(error) => RowFault::Io(error.to_string()),
            };
            return Some(Record { line: self.line, bytes: Err(fault) });
        }
        Some(Record { line: self.line, bytes: Ok(bytes) })
    }

    fn skip(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            let (used, done) = match buffer.iter().position(|&byte| byte == self.end) {
                Some(end) => (end + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.reader.consume(used);
            if done {
                return Ok(());
            }
        }
    }
}

/// What ends lines: a bare carriage return, as old spreadsheets have it, only where nothing else does.
fn line_end(head: &[u8]) -> u8 {
    let returns = head.split_last().is_some_and(|(_, before)| before.contains(&b'\r'));
    if returns && !head.contains(&b'\n') { b'\r' } else { b'\n' }
}

/// CSV records: lines joined where a quoted field runs across them.
#[derive(Debug)]
pub(super) struct Records<R> {
    lines: Lines<R>,
    delimiter: u8,
    /// Lines that an unclosed quote had swallowed. They are read as one record each: joining them
    /// anew after every stray quote would cost the square of their number.
    returned: VecDeque<(usize, Vec<u8>)>,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { lines: Lines::new(reader), delimiter: b',', returned: VecDeque::new() }
    }

    pub(super) fn input(&self) -> &R {
        self.lines.input()
    }

    pub(super) fn separate_by(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    pub(super) fn next(&mut self) -> Option<Record> {
        if let Some((line, bytes)) = self.returned.pop_front() {
            let open = is_open(&bytes, false, self.delimiter);
            return Some(Record { line, bytes: if open { Err(RowFault::OpenQuote) } else { Ok(bytes) } });
        }
        let Record { line, bytes } = self.lines.next()?;
        let first = match bytes {
            Ok(bytes) => bytes,
            Err(fault) => return Some(Record { line, bytes: Err(fault) }),
        };
        let mut open = is_open(&first, false, self.delimiter);
        let mut length = first.len();
        let mut parts = vec![(line, first)];
        while open {
            let Some(Record { line: number, bytes: Ok(more) }) = self.lines.next() else { break };
            open = is_open(&more, true, self.delimiter);
            length += more.len() + 1;
            parts.push((number, more));
            if length > MAX_RECORD {
                break;
            }
        }
        if open {
            self.returned.extend(parts.drain(1..));
            return Some(Record { line, bytes: Err(RowFault::OpenQuote) });
        }
        let joined = parts.into_iter().map(|(_, bytes)| bytes).collect::<Vec<_>>().join(&b'\n');
        Some(Record { line, bytes: Ok(joined) })
    }
}

/// Whether a quoted field is still open at the end of a line. A quote opens only where a field
/// begins; inside, two of them are one.
fn is_open(line: &[u8], open: bool, delimiter: u8) -> bool {
    let mut open = open;
    let mut field_start = !open;
    let mut bytes = line.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if open => open = bytes.next_if_eq(&b'"').is_some(),
            b'"' if field_start => open = true,
            _ => {}
        }
        field_start = !open && byte == delimiter;
    }
    open
}

/// The separator a header uses: the one that is there most often, outside of quotes.
pub(super) fn delimiter_of(header: &[u8]) -> Option<u8> {
    let count = |delimiter: u8| {
        let mut quoted = false;
        header
            .iter()
            .filter(|&&byte| {
                quoted ^= byte == b'"';
                byte == delimiter && !quoted
            })
            .count()
    };
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(|&delimiter| count(delimiter))
        .filter(|&delimiter| count(delimiter) > 0)
}
