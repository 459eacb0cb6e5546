//! Paths, folders and standard input → inputs, one a call.

use std::collections::VecDeque;
use std::path::PathBuf;

use crate::language::Labels;
use crate::parse::Format;
use crate::source::{Charset, Source, Walk};

use super::work::unreadable;

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Words that say who speaks, of every language.
    pub labels: Vec<Labels>,
    /// The format the user names.
    pub format: Option<Format>,
    /// The encoding the user names.
    pub charset: Option<Charset>,
}

/// One call to be read.
#[derive(Debug)]
pub enum Input {
    /// A file with one call in it, not yet read.
    File(PathBuf),
    /// A source that has been read.
    Whole(Source),
    /// Something that cannot be read.
    Bad {
        /// Where it is.
        name: String,
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
            Self::Bad { name, .. } => name.clone(),
        }
    }
}

/// All calls of the paths a user names, in their order; folders in sorted order.
#[derive(Debug)]
pub struct Inputs {
    paths: VecDeque<PathBuf>,
    walk: Option<(String, Walk)>,
    batch: bool,
}

impl Inputs {
    /// The calls of these paths; `-` is standard input.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let batch = paths.len() > 1 || paths.iter().any(|path| path.is_dir());
        Self { paths: paths.into(), walk: None, batch }
    }

    /// Whether there may be more than one call.
    pub fn is_batch(&self) -> bool {
        self.batch
    }

    fn bad(name: String, error: crate::source::SourceError) -> Input {
        let failure = unreadable(error);
        Input::Bad { name, code: failure.code, message: failure.message }
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some((name, walk)) = &mut self.walk {
                match walk.next() {
                    Some(Ok(path)) => return Some(Input::File(path)),
                    Some(Err(error)) => return Some(Self::bad(name.clone(), error)),
                    None => self.walk = None,
                }
                continue;
            }
            let path = self.paths.pop_front()?;
            let name = path.display().to_string();
            if name == "-" {
                return Some(match Source::from_stdin() {
                    Ok(source) => Input::Whole(source),
                    Err(error) => Self::bad(name, error),
                });
            }
            if path.is_dir() {
                match Walk::new(&path) {
                    Ok(walk) => self.walk = Some((name, walk)),
                    Err(error) => return Some(Self::bad(name, error)),
                }
                continue;
            }
            return Some(Input::File(path));
        }
    }
}
