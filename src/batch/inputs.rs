//! Paths, folders and standard input → inputs, one a call.

use std::collections::VecDeque;
use std::path::PathBuf;

use super::work::unreadable;
use crate::language::Labels;
use crate::parse::Format;
use crate::parse::rows::{Columns, Row, RowError, Rows, RowsKind, sniff};
use crate::source::{Charset, Source, SourceError, Stream, Walk, size_of};

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Words that say who speaks, of every language.
    pub labels: Vec<Labels>,
    /// The format the user names.
    pub format: Option<Format>,
    /// The encoding the user names.
    pub charset: Option<Charset>,
    /// The columns the user names.
    pub columns: Columns,
    /// Every source is a batch, whatever its first lines look like.
    pub rows_only: bool,
}

impl Reading {
    /// How a batch is written that does not show it: a header that has the column the user names is
    /// one of CSV.
    fn kind_of(&self, head: &[u8]) -> RowsKind {
        let header = String::from_utf8_lossy(head.split(|byte| *byte == b'\n').next().unwrap_or_default());
        let named = self.columns.text.as_ref().is_some_and(|name| header.contains(name.as_str()));
        if named && !header.trim_start().starts_with('{') { RowsKind::Csv } else { RowsKind::Jsonl }
    }
}

/// One call to be read.
#[derive(Debug)]
pub enum Input {
    /// A file with one call in it, not yet read.
    File(PathBuf),
    /// A source that has been read.
    Whole(Source),
    /// A row of a batch.
    Row {
        /// The batch.
        source: String,
        /// The row.
        row: Box<Row>,
    },
    /// Something that cannot be read.
    Bad {
        /// Where it is.
        name: String,
        /// Its own id, if that much could be read.
        id: Option<String>,
        /// A short, stable name for programs.
        code: &'static str,
        /// What is wrong.
        message: String,
    },
}

impl Input {
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Whole(source) => source.name.clone(),
            Self::Row { source, row } => format!("{source}:{}", row.line),
            Self::Bad { name, .. } => name.clone(),
        }
    }

    fn unreadable(name: String, error: &SourceError) -> Self {
        let failure = unreadable(error);
        Self::Bad { name, id: None, code: failure.code, message: failure.message }
    }

    fn bad_row(source: &str, error: RowError) -> Self {
        let name = format!("{source}:{}", error.line);
        Self::Bad { name, id: error.id, code: "bad-row", message: error.fault.to_string() }
    }
}

/// All calls of the paths a user names, in their order; folders in sorted order, batches row by row.
#[derive(Debug)]
pub struct Inputs<'r> {
    reading: &'r Reading,
    paths: VecDeque<PathBuf>,
    walk: Option<(String, Walk)>,
    rows: Option<(String, Box<Rows<Stream>>)>,
    batch: bool,
    /// Bytes of the sources that are through, and of all of them.
    done: u64,
    size: Option<u64>,
}

impl<'r> Inputs<'r> {
    /// The calls of these paths; `-` is standard input.
    pub fn new(paths: Vec<PathBuf>, reading: &'r Reading) -> Self {
        let batch = paths.len() > 1 || paths.iter().any(|path| path.is_dir());
        Self { reading, paths: paths.into(), walk: None, rows: None, batch, done: 0, size: None }
    }

    /// Looks how much there is, so that [`Self::progress`] can tell how much is left.
    pub fn measure(&mut self) {
        self.size = size_of(self.paths.make_contiguous());
    }

    /// Bytes that were read, and bytes there are if they were measured and can be known.
    pub fn progress(&self) -> (u64, Option<u64>) {
        let rows = self.rows.as_ref().map_or(0, |(_, rows)| rows.input().taken());
        (self.done + rows, self.size)
    }

    /// Whether there is more than one call, as far as is known yet.
    pub fn is_batch(&self) -> bool {
        self.batch || self.rows.is_some() || self.walk.is_some()
    }

    /// A file or standard input: one call, or the rows of a batch.
    fn open(&mut self, path: PathBuf) -> Option<Input> {
        let name = path.display().to_string();
        let stdin = name == "-";
        if self.reading.format.is_some() && !self.reading.rows_only {
            return Some(if stdin { whole(Source::from_stdin(), name) } else { Input::File(path) });
        }
        let opened = if stdin { Stream::from_stdin() } else { Stream::from_path(&path) };
        let mut stream = match opened {
            Ok(stream) => stream,
            Err(error) => return Some(Input::unreadable(name, &error)),
        };
        let kind = match stream.peek() {
            Ok(head) => match sniff(head) {
                None if self.reading.rows_only => Some(self.reading.kind_of(head)),
                kind => kind,
            },
            Err(error) => return Some(Input::unreadable(name, &error)),
        };
        match kind {
            None if stdin => Some(whole(Source::from_reader(name.clone(), stream), name)),
            None => Some(Input::File(path)),
            Some(kind) => match Rows::new(stream, kind, &self.reading.columns, self.reading.charset) {
                Ok(rows) => {
                    self.rows = Some((name, Box::new(rows)));
                    None
                }
                Err(error) => Some(Input::bad_row(&name, error)),
            },
        }
    }
}

fn whole(read: Result<Source, SourceError>, name: String) -> Input {
    read.map_or_else(|error| Input::unreadable(name, &error), Input::Whole)
}

impl Iterator for Inputs<'_> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some((source, rows)) = &mut self.rows {
                match rows.next() {
                    Some(Ok(row)) => return Some(Input::Row { source: source.clone(), row: Box::new(row) }),
                    Some(Err(error)) => return Some(Input::bad_row(source, error)),
                    None => {
                        self.done += rows.input().taken();
                        self.rows = None;
                    }
                }
                continue;
            }
            let path = match &mut self.walk {
                None => self.paths.pop_front()?,
                Some((name, walk)) => match walk.next() {
                    Some(Ok(path)) => path,
                    Some(Err(error)) => return Some(Input::unreadable(name.clone(), &error)),
                    None => {
                        self.walk = None;
                        continue;
                    }
                },
            };
            if path.is_dir() {
                let name = path.display().to_string();
                match Walk::new(&path) {
                    Ok(walk) => self.walk = Some((name, walk)),
                    Err(error) => return Some(Input::unreadable(name, &error)),
                }
            } else if let Some(input) = self.open(path) {
                if let (Input::File(path), Some(_)) = (&input, self.size) {
                    self.done += size_of(std::slice::from_ref(path)).unwrap_or(0);
                }
                return Some(input);
            }
        }
    }
}
