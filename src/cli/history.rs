//! `scamscreen history`: what was screened before.

use anyhow::{Result, bail};
use clap::Subcommand;
use scamscreen::Level;
use scamscreen::history::{Filter, Store};
use scamscreen::report::Page;

use super::exit::Outcome;
use super::global::Global;
use super::output::complain;

/// Look at what was screened before
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List incidents, the newest first
    List {
        /// Only this level and above
        #[arg(long, value_name = "LEVEL")]
        level: Option<Level>,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u32,
    },
    /// Show incidents whole, with their verdicts as they were told
    Show {
        /// Numbers of incidents, as `list` gives them
        #[arg(required = true, value_name = "INCIDENT")]
        incidents: Vec<i64>,
    },
    /// Find incidents whose text has all these words
    Search {
        /// Words; nothing in them is query syntax
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
        /// At most so many
        #[arg(long, value_name = "N", default_value_t = 50)]
        limit: u32,
    },
    /// Forget incidents: no byte of them stays in database, journal or index
    Forget {
        /// Numbers of incidents, as `list` gives them
        #[arg(required = true, value_name = "INCIDENT")]
        incidents: Vec<i64>,
    },
}

pub(super) fn run(args: Args, global: &Global) -> Result<Outcome> {
    let book = global.book()?;
    let mut output = global.output(book)?;
    let path = global.history_file()?;
    let mut outcome = Outcome::default();
    match args.command {
        Command::List { level, limit } => {
            let lines = Store::open_to_read(&path)?.list(Filter { at_least: level, limit })?;
            output.page(&Page::Incidents(&lines))?;
        }
        Command::Search { words, limit } => {
            let lines = Store::open_to_read(&path)?.search(&words.join(" "), limit)?;
            output.page(&Page::Incidents(&lines))?;
        }
        Command::Show { incidents } => {
            let store = Store::open_to_read(&path)?;
            for number in incidents {
                if let Some(incident) = store.show(number)? {
                    output.page(&Page::Incident(&incident))?;
                } else {
                    complain(&format!("there is no incident {number}; see: scamscreen history list"));
                    outcome.failed = true;
                }
            }
        }
        Command::Forget { incidents } => {
            if !path.exists() {
                bail!("there is no history at {}", path.display());
            }
            let forgotten = Store::open(&path)?.forget(&incidents)?;
            outcome.failed = forgotten < incidents.len();
            output.page(&Page::Forgotten(forgotten))?;
        }
    }
    output.finish()?;
    Ok(outcome)
}
