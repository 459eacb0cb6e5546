//! `scamscreen rules`: look at the rules and check them.

use anyhow::{Result, bail};
use clap::Subcommand;
use scamscreen::audit::audit;
use scamscreen::report::Page;
use scamscreen::{Code, Rule, Tree, examples};

use super::exit::Outcome;
use super::global::Global;

/// Look at the rules and check them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every rule and scheme with its points
    List {
        /// Only ids that contain this
        #[arg(value_name = "PART")]
        part: Option<String>,
    },
    /// Show one rule or scheme: what it tells, and the file it is written in
    Show {
        /// Such as demand/gift-card or scheme/safe-account
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Run every hit and miss through the whole pipeline and look for gaps
    Check,
}

pub(super) fn run(args: Args, global: &Global) -> Result<Outcome> {
    let book = global.book()?;
    let mut output = global.output(book)?;
    let mut outcome = Outcome::default();
    match args.command {
        Command::List { part } => {
            let fits = |id: &str| part.as_deref().is_none_or(|part| id.contains(part));
            let rules: Vec<&Rule> = book.rules.iter().filter(|rule| fits(rule.id.as_str())).collect();
            let schemes: Vec<_> = book.schemes.iter().filter(|scheme| fits(scheme.id.as_str())).cloned().collect();
            output.page(&Page::Rules(&rules, &schemes))?;
        }
        Command::Show { id } => {
            let trees = global.trees()?;
            let source = |path: String| trees.iter().rev().find_map(|tree| tree.get(&path)).map_or("", String::as_str);
            if let Some(rule) = book.rule(&id) {
                output.page(&Page::Rule(rule, source(format!("rules/{}.toml", rule.id))))?;
            } else if let Some(scheme) = book.schemes.iter().find(|scheme| scheme.id.as_str() == id) {
                let name = id.trim_start_matches("scheme/");
                output.page(&Page::Scheme(scheme, source(format!("schemes/{name}.toml"))))?;
            } else {
                bail!("no rule is called \"{id}\"; see: scamscreen rules list");
            }
        }
        Command::Check => {
            let trees = global.trees()?;
            let trees: Vec<&Tree> = trees.iter().collect();
            let audit = audit(book, &examples(&trees)?, &Code::ALL);
            outcome.failed = !audit.faults.is_empty();
            output.page(&Page::Audit(&audit))?;
        }
    }
    output.finish()?;
    Ok(outcome)
}
