//! Many inputs, one result each, in the order of the input.

mod inputs;
mod work;

use std::sync::OnceLock;

use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::rules::Level;
use crate::screen::{Given, Screening};

pub use inputs::{Input, Inputs, Reading};
pub use work::Worker;

/// What became of one input.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The source's own id, else the id under which the history keeps it, else none.
    pub id: Option<String>,
    /// Where it came from: a path, `-`, with the line of the row where it is one.
    pub source: String,
    /// The format that was read.
    pub reader: Option<String>,
    /// What had to be mended to read it.
    pub repairs: Vec<String>,
    /// Fields of the input row that the output passes through.
    pub extra: Map<String, Value>,
    /// The verdict, or why there is none.
    pub outcome: Result<Box<Screening>, Failure>,
    /// How the history keeps it.
    pub kept: Option<Kept>,
    /// What was known beside the text.
    pub given: Given,
}

impl Entry {
    /// The level, if there is a verdict.
    pub fn level(&self) -> Option<Level> {
        self.outcome.as_ref().ok().map(|screening| screening.verdict.level)
    }
}

/// Why an input has no verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// A short, stable name for programs: `no-speech`, `unreadable`, `bad-row` …
    pub code: &'static str,
    /// What is wrong, where, and what to do.
    pub message: String,
}

/// How the history keeps an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The incident's number.
    pub incident: i64,
    /// How often it has been heard.
    pub occurrences: u32,
}

/// How many of each level a batch had, and its worst.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Entries by level, in the order of [`Level::ALL`].
    pub levels: [usize; Level::ALL.len()],
    /// Entries without a verdict.
    pub failed: usize,
    /// Entries that the history had already.
    pub skipped: usize,
    /// The highest risks: risk, source, id; the worst first.
    pub worst: Vec<(f64, String, Option<String>)>,
}

/// How many of the worst a summary names.
const WORST: usize = 10;

impl Summary {
    /// Counts an entry.
    pub fn add(&mut self, entry: &Entry) {
        let Ok(screening) = &entry.outcome else {
            self.failed += 1;
            return;
        };
        let verdict = &screening.verdict;
        self.levels[verdict.level as usize] += 1;
        if let (Some(risk), true) = (verdict.risk, verdict.level >= Level::Suspicious) {
            let at = self.worst.partition_point(|(other, _, _)| *other >= risk);
            self.worst.insert(at, (risk, entry.source.clone(), entry.id.clone()));
            self.worst.truncate(WORST);
        }
    }

    /// How many entries were counted.
    pub fn total(&self) -> usize {
        self.levels.iter().sum::<usize>() + self.failed
    }
}

/// Threads that work through chunks of inputs.
#[derive(Debug)]
pub struct Crew {
    jobs: usize,
    /// Started when there is more than one input: for one it costs more than it gains.
    pool: OnceLock<Option<rayon::ThreadPool>>,
}

impl Crew {
    /// A crew of so many threads; one, or a system that gives no threads, works on the caller's own.
    pub fn new(jobs: usize) -> Self {
        Self { jobs, pool: OnceLock::new() }
    }

    fn pool(&self) -> Option<&rayon::ThreadPool> {
        let start = || rayon::ThreadPoolBuilder::new().num_threads(self.jobs).build().ok();
        self.pool.get_or_init(start).as_ref()
    }

    /// Works through a chunk. The results are in the order of the inputs, whatever the number of
    /// threads.
    pub fn work<I: Send, O: Send>(&self, inputs: Vec<I>, work: impl Fn(I) -> O + Sync + Send) -> Vec<O> {
        let pool = if self.jobs > 1 && inputs.len() > 1 { self.pool() } else { None };
        match pool {
            Some(pool) => pool.install(|| inputs.into_par_iter().map(work).collect()),
            None => inputs.into_iter().map(work).collect(),
        }
    }
}
