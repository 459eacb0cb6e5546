//! Parses the arguments, runs, and turns the outcome into an exit status.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::main()
}
