//! Options that every command has, and what follows from them.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use scamscreen::report::{Format, Style};
use scamscreen::{Code, Reader, RuleBook, Shelf, Tree, read_tree};

use super::exit::FailOn;
use super::output::Output;

/// Options of every command.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// Write results in this format
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value = "human")]
    format: FormatName,
    /// Write verdicts in this language: en, fr, it, de or es [default: that of the locale]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<Code>,
    /// Name the places to report to in this country, such as CA or FR [default: that of the locale]
    #[arg(long, global = true, value_name = "COUNTRY")]
    country: Option<String>,
    /// Lay a folder of rules over the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) rules: Vec<PathBuf>,
    /// Keep the history in this file
    #[arg(long, global = true, value_name = "FILE", env = "SCAMSCREEN_HISTORY")]
    pub(super) history: Option<PathBuf>,
    /// Neither read nor write the history
    #[arg(long, global = true)]
    pub(super) no_history: bool,
    /// Exit with 1 from this level on, or on exactly these of a list; "never" for none
    #[arg(long, global = true, value_name = "LEVEL", default_value = "suspicious")]
    pub(super) fail_on: FailOn,
    /// Exit with 0 whatever was found or failed; only fatal errors exit with 2
    #[arg(long, global = true)]
    pub(super) exit_zero: bool,
    /// Use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto")]
    color: When,
    /// Say nothing beside the results
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more: which reader was used, what it mended, which rules made the verdict
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatName {
    Human,
    Json,
    Jsonl,
    Csv,
    Markdown,
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl Global {
    /// The rule book: the built-in one, or a compilation of it with the folders laid over.
    pub(super) fn book(&self) -> Result<&'static RuleBook> {
        let overlays = self.overlays()?;
        if overlays.is_empty() {
            return Ok(RuleBook::builtin());
        }
        Self::shelf().book(&overlays).context("the rules cannot be used")
    }

    /// The trees of the book, the built-in one first.
    pub(super) fn trees(&self) -> Result<Vec<Tree>> {
        let mut trees = self.overlays()?;
        trees.insert(0, RuleBook::builtin_tree());
        Ok(trees)
    }

    fn overlays(&self) -> Result<Vec<Tree>> {
        let folders = Self::own_rules().into_iter().chain(self.rules.iter().cloned());
        folders.map(|folder| read_tree(&folder).with_context(|| format!("rules in {}", folder.display()))).collect()
    }

    /// The language to write in.
    pub(super) fn language(&self) -> Code {
        self.lang.or_else(|| locale().and_then(|locale| locale.parse().ok())).unwrap_or(Code::En)
    }

    /// For whom verdicts are written.
    pub(super) fn reader(&self) -> Reader {
        let region = || {
            let locale = locale()?;
            let region = locale.split(['_', '-']).nth(1)?.split(['.', '@']).next()?.to_owned();
            (region.len() == 2).then_some(region)
        };
        let country = self.country.clone().or_else(region).map(|country| match country.to_uppercase().as_str() {
            "GB" => "UK".to_owned(),
            other => other.to_owned(),
        });
        Reader { language: self.language(), country }
    }

    /// The file the history is kept in.
    pub(super) fn history_file(&self) -> Result<PathBuf> {
        if let Some(path) = &self.history {
            return Ok(path.clone());
        }
        let folder =
            etcetera::choose_base_strategy().map(|strategy| etcetera::BaseStrategy::data_dir(&strategy)).context(
                "there is no home folder to keep the history in: name a file with --history, or use --no-history",
            )?;
        Ok(folder.join("scamscreen").join("history.db"))
    }

    /// Where compiled books are kept, if there is a home folder.
    fn shelf() -> Shelf {
        let cache = |strategy| etcetera::BaseStrategy::cache_dir(&strategy).join("scamscreen");
        Shelf { folder: etcetera::choose_base_strategy().ok().map(cache) }
    }

    /// The user's own rules, where there is a home folder.
    fn own_rules() -> Option<PathBuf> {
        let strategy = etcetera::choose_base_strategy().ok()?;
        let folder = etcetera::BaseStrategy::config_dir(&strategy).join("scamscreen").join("rules");
        folder.is_dir().then_some(folder)
    }

    /// Programs read English unless told otherwise, wherever they run.
    pub(super) fn reader_for_programs(&self) -> Reader {
        Reader { language: self.lang.unwrap_or(Code::En), country: self.country.clone() }
    }

    /// Where results for programs go: one object a line unless another format is named.
    pub(super) fn output_for_programs<'b>(&self, book: &'b RuleBook, fields: Vec<String>) -> Result<Output<'b>> {
        let format = if self.is_human() { Format::Jsonl } else { self.report_format() };
        Output::open(format, book, self.lang.unwrap_or(Code::En), self.style(fields))
    }

    /// Whether results go to a person.
    pub(super) fn is_human(&self) -> bool {
        matches!(self.format, FormatName::Human)
    }

    /// Where results go.
    pub(super) fn output<'b>(&self, book: &'b RuleBook) -> Result<Output<'b>> {
        Output::open(self.report_format(), book, self.language(), self.style(Vec::new()))
    }

    fn report_format(&self) -> Format {
        match self.format {
            FormatName::Human => Format::Human,
            FormatName::Json => Format::Json,
            FormatName::Jsonl => Format::Jsonl,
            FormatName::Csv => Format::Csv,
            FormatName::Markdown => Format::Markdown,
            FormatName::Html => Format::Html,
        }
    }

    fn style(&self, fields: Vec<String>) -> Style {
        let terminal = std::io::stdout().is_terminal();
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let colour = match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto => (terminal || set("CLICOLOR_FORCE")) && !set("NO_COLOR") && !dumb,
        };
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        Style { colour, width: width.clamp(40, 100), verbose: self.verbose, fields }
    }
}

/// The user's locale, by the order in which POSIX looks for it.
fn locale() -> Option<String> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .filter(|value| value != "C" && value != "POSIX" && !value.starts_with("C."))
}
