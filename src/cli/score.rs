//! `scamscreen score`: a filter for scripts.

use std::path::PathBuf;

use anyhow::Result;
use scamscreen::batch::{Crew, Input, Inputs, Summary, Worker};
use scamscreen::report::Page;
use scamscreen::{Given, Level, Screener};

use super::exit::Outcome;
use super::global::Global;
use super::reading::ReadingArgs;

/// How many rows are worked on together.
const CHUNK: usize = 128;

/// Filter: JSON lines or CSV in, one verdict a line out, in the same order; keeps nothing
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file, or `-` for standard input
    #[arg(value_name = "FILE", default_value = "-")]
    input: PathBuf,
    /// Pass fields of the input that mean nothing here on into the output
    #[arg(long)]
    pass_through: bool,
    /// Write only these fields, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    fields: Vec<String>,
    /// Hand every line on as soon as it is judged, for a process that is kept open
    #[arg(long)]
    line_buffered: bool,
    /// Work on so many rows at once
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    #[command(flatten)]
    reading: ReadingArgs,
}

pub(super) fn run(args: Args, global: &Global) -> Result<Outcome> {
    let book = global.book()?;
    let reading = args.reading.reading(book, true);
    let screener = Screener::new(book, global.reader_for_programs());
    let given = Given::default();
    let worker = Worker { screener: &screener, reading: &reading, given: &given, pass_through: args.pass_through };
    let mut output = global.output_for_programs(book, args.fields)?;
    output.flush_each(args.line_buffered);
    let crew = Crew::new(args.jobs);
    // A line that waits for others to make up a chunk is not judged at once.
    let chunk_size = if args.line_buffered { 1 } else { CHUNK };
    let mut inputs = Inputs::new(vec![args.input], &reading);
    let mut summary = Summary::default();
    loop {
        let chunk: Vec<Input> = inputs.by_ref().take(chunk_size).collect();
        if chunk.is_empty() {
            break;
        }
        for entry in crew.work(chunk, |input| worker.screen(input)) {
            summary.add(&entry);
            output.page(&Page::Verdict(&entry))?;
        }
    }
    output.finish()?;
    let found = Level::ALL.into_iter().any(|level| summary.levels[level as usize] > 0 && global.fail_on.names(level));
    Ok(Outcome { found, failed: summary.failed > 0 })
}
