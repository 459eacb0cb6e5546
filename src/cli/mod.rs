//! The command line: one file a subcommand, `Args` on top, `run` below.

mod check;
mod evaluate;
mod exit;
mod global;
mod history;
mod output;
mod reading;
mod rules;
mod score;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use exit::Outcome;
use global::Global;

/// Screen phone calls and incident notes for scams, with reasons
#[derive(Debug, Parser)]
#[command(
    name = "scamscreen",
    version,
    after_help = "Examples:\n  scamscreen check call.txt          screen one call and explain the verdict\n  pbpaste | scamscreen check         screen what is on the clipboard\n  scamscreen score < calls.jsonl     one verdict a line, for scripts\n  scamscreen history list            what was screened before\n\nExit status: 0 nothing suspicious, 1 something was (see --fail-on), 2 an error."
)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Screen one input or many, explain each verdict and keep it in the history
    Check(check::Args),
    /// Filter: JSON lines or CSV in, one verdict a line out; keeps nothing
    Score(score::Args),
    /// Measure the rules on labelled calls, and propose points
    Evaluate(evaluate::Args),
    /// Look at what was screened before
    History(history::Args),
    /// Look at the rules and check them
    Rules(rules::Args),
}

/// Runs the program and gives its exit status.
pub(crate) fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let global = &arguments.global;
    let result = match arguments.command {
        Command::Check(args) => check::run(args, global),
        Command::Score(args) => score::run(args, global),
        Command::Evaluate(args) => evaluate::run(args, global),
        Command::History(args) => history::run(args, global),
        Command::Rules(args) => rules::run(args, global),
    };
    match result {
        Ok(outcome) => outcome.code(global),
        // Whoever reads has had enough: that is no error of ours.
        Err(error) if exit::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&format!("{error:#}"));
            ExitCode::from(Outcome::FAILED)
        }
    }
}
