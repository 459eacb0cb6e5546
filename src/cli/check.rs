//! `scamscreen check`: explain one input or many, and keep them.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use anyhow::{Result, bail};
use chrono::{DateTime, FixedOffset};
use indicatif::{ProgressBar, ProgressStyle};
use scamscreen::batch::{Crew, Entry, Input, Inputs, Reading, Summary, Worker};
use scamscreen::history::{NewIncident, Store};
use scamscreen::report::Page;
use scamscreen::{Direction, Given, Level, Screener};

use super::exit::Outcome;
use super::global::Global;
use super::output::{Output, complain, say};
use super::reading::ReadingArgs;

/// How many inputs are worked on and kept together.
const CHUNK: usize = 256;

/// Screen one input or many, explain each verdict and keep it in the history
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders or `-` for standard input [default: standard input]
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The number that called, as displayed
    #[arg(long, value_name = "NUMBER")]
    caller: Option<String>,
    /// Who called: "in" the person was called, "out" the person dialled
    #[arg(long, value_name = "in|out")]
    direction: Option<Direction>,
    /// The company the call was made in the name of
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// When the call was heard, such as 2026-11-21T10:15:00+01:00
    #[arg(long, value_name = "TIME", value_parser = DateTime::parse_from_rfc3339)]
    heard_at: Option<DateTime<FixedOffset>>,
    /// Your own number for the case
    #[arg(long, value_name = "ID")]
    case: Option<String>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Work on so many inputs at once [default: one a processor]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Skip what is in the history already
    #[arg(long)]
    resume: bool,
}

pub(super) fn run(args: Args, global: &Global) -> Result<Outcome> {
    // While the history is opened the first call is read and screened.
    let mut history = History::open(global);
    let book = global.book()?;
    let reading = args.reading.reading(book, false);
    if args.resume && history.store().is_none() {
        bail!("--resume needs a history to tell what was screened before");
    }
    let inputs = inputs(&args, &reading);
    let given = Given {
        caller: args.caller,
        direction: args.direction,
        company: args.company,
        heard_at: args.heard_at,
        case: args.case,
    };
    let screener = Screener::new(book, global.reader());
    let mut run = Run {
        worker: Worker { screener: &screener, reading: &reading, given: &given, pass_through: false },
        history,
        output: global.output(book)?,
        global,
        summary: Summary::default(),
        resume: args.resume,
    };
    let jobs = args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    run.all(inputs, jobs)?;
    let outcome = Outcome {
        failed: run.history.failed || run.summary.failed > 0,
        found: Level::ALL
            .into_iter()
            .any(|level| run.summary.levels[level as usize] > 0 && global.fail_on.names(level)),
    };
    if run.summary.total() + run.summary.skipped > 1 && !global.quiet {
        let summary = std::mem::take(&mut run.summary);
        run.output.page(&Page::Summary(&summary))?;
    }
    run.output.finish()?;
    Ok(outcome)
}

/// The history, if the user wants one. What goes wrong with it is told; the verdicts are printed all
/// the same.
#[derive(Default)]
struct History {
    opening: Option<JoinHandle<Result<Store>>>,
    store: Option<Store>,
    failed: bool,
}

impl History {
    fn open(global: &Global) -> Self {
        let mut history = Self::default();
        if global.no_history {
            return history;
        }
        let open = |path: &Path| -> Result<Store> {
            let store = Store::open(path)?;
            store.prepare();
            Ok(store)
        };
        match global.history_file() {
            Err(error) => history.complain(&error),
            Ok(path) => {
                let copy = path.clone();
                match std::thread::Builder::new().spawn(move || open(&copy)) {
                    Ok(opening) => history.opening = Some(opening),
                    // A system that gives no thread waits.
                    Err(_) => history.store = open(&path).map_err(|error| history.complain(&error)).ok(),
                }
            }
        }
        history
    }

    /// The store, when it is open.
    fn store(&mut self) -> Option<&mut Store> {
        if let Some(opening) = self.opening.take() {
            let opened = opening.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            self.store = opened.map_err(|error| self.complain(&error)).ok();
        }
        self.store.as_mut()
    }

    fn complain(&mut self, error: &anyhow::Error) {
        complain(&format!("not kept: {error:#}"));
        self.failed = true;
    }
}

fn inputs<'r>(args: &Args, reading: &'r Reading) -> Inputs<'r> {
    let stdin = PathBuf::from("-");
    let mut paths = args.inputs.clone();
    if paths.is_empty() {
        if std::io::stdin().is_terminal() {
            say("Paste the call or the story, then Ctrl-D");
        }
        paths.push(stdin);
    }
    Inputs::new(paths, reading)
}

/// One run over all inputs.
struct Run<'a, 'b> {
    worker: Worker<'a, 'b>,
    history: History,
    output: Output<'b>,
    global: &'a Global,
    summary: Summary,
    resume: bool,
}

impl Run<'_, '_> {
    fn all(&mut self, mut inputs: Inputs<'_>, jobs: usize) -> Result<()> {
        let crew = Crew::new(jobs);
        let progress = self.progress(&mut inputs);
        loop {
            let chunk: Vec<Input> = inputs.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            let worker = &self.worker;
            let mut entries = crew.work(chunk, |input| worker.screen(input));
            if let Some(store) = self.history.store() {
                // Asked here and not by the threads: one thread owns the store, and the answer does not
                // hang on the order in which they finish.
                for entry in &mut entries {
                    worker.recall(entry, |indicators| store.seen(indicators).unwrap_or_default());
                }
            }
            self.finish_chunk(entries)?;
            progress.set_position(inputs.progress().0);
            let (count, seconds) = (self.summary.total() + self.summary.skipped, progress.elapsed().as_secs().max(1));
            progress.set_message(format!("{count} screened, {} a second", count as u64 / seconds));
        }
        progress.finish_and_clear();
        Ok(())
    }

    fn finish_chunk(&mut self, mut entries: Vec<Entry>) -> Result<()> {
        let count = entries.len();
        if let (true, Some(store)) = (self.resume, self.history.store()) {
            entries.retain(|entry| !is_known(store, entry));
            self.summary.skipped += count - entries.len();
        }
        self.keep(&mut entries);
        for entry in &entries {
            self.summary.add(entry);
            self.say_what_was_mended(entry);
            match &entry.outcome {
                Err(failure) if self.global.is_human() => complain(&format!("{}: {}", entry.source, failure.message)),
                _ => self.output.page(&Page::Verdict(entry))?,
            }
        }
        Ok(())
    }

    /// Keeps a chunk: all of it or nothing, and says so. The verdicts are printed all the same.
    fn keep(&mut self, entries: &mut [Entry]) {
        let Some(store) = self.history.store() else { return };
        let screened: Vec<usize> = (0..entries.len()).filter(|n| entries[*n].outcome.is_ok()).collect();
        let incidents: Vec<NewIncident<'_>> = screened
            .iter()
            .filter_map(|n| {
                let entry = &entries[*n];
                entry.outcome.as_ref().ok().map(|screening| incident(entry, screening))
            })
            .collect();
        if incidents.is_empty() {
            return;
        }
        match store.keep_all(&incidents) {
            Ok(kept) => {
                for (n, kept) in screened.into_iter().zip(kept) {
                    entries[n].kept = Some(kept);
                    entries[n].id.get_or_insert_with(|| kept.incident.to_string());
                }
            }
            Err(error) => {
                self.history.complain(&error.into());
            }
        }
    }

    fn say_what_was_mended(&self, entry: &Entry) {
        if self.global.quiet || (self.global.is_human() && entry.outcome.is_ok()) {
            return;
        }
        if self.global.verbose {
            for repair in &entry.repairs {
                say(&format!("{}: {repair}", entry.source));
            }
        }
    }

    /// A bar with rate and time left, for a person who watches a batch.
    fn progress(&self, inputs: &mut Inputs<'_>) -> ProgressBar {
        let watched = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        if self.global.quiet || !watched || !inputs.is_batch() {
            return ProgressBar::hidden();
        }
        inputs.measure();
        // Calls are counted as they come; how much is left is known in bytes.
        let (bar, template) = match inputs.progress().1 {
            Some(size) => (ProgressBar::new(size), "{bar:30} {percent}%, {msg}, {eta} left"),
            None => (ProgressBar::no_length(), "{spinner} {msg}, {elapsed} gone"),
        };
        bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}

fn is_known(store: &Store, entry: &Entry) -> bool {
    entry.outcome.as_ref().is_ok_and(|screening| store.knows(&incident(entry, screening)).unwrap_or(false))
}

fn incident<'e>(entry: &'e Entry, screening: &'e scamscreen::Screening) -> NewIncident<'e> {
    NewIncident {
        source_id: entry.id.as_deref(),
        source: &entry.source,
        reader: entry.reader.as_deref(),
        case: entry.given.case.as_deref(),
        screening,
    }
}
