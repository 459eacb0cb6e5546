//! `scamscreen evaluate`: measure the rules on labelled calls, and propose points.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use scamscreen::batch::Crew;
use scamscreen::evaluate::{Call, Data, Item, default_group, evaluate, fit, fit_words, screen, screen_apart};
use scamscreen::report::Page;
use scamscreen::rules::examples;
use scamscreen::source::{Source, SourceError, Walk};
use scamscreen::{RuleBook, Screener};

use super::exit::Outcome;
use super::global::Global;
use super::output::{complain, say};

/// Measure the rules on labelled calls, and propose points
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// JSONL files or folders of them; each line has id, text, label (scam or legit) and may have lang, source and more
    #[arg(value_name = "DATA", required = true)]
    data: Vec<PathBuf>,
    /// Measure by the values of this field [default: source, where there is one]
    #[arg(long, value_name = "FIELD")]
    group: Option<String>,
    /// Use only the lines in which a field has a value, such as set=measure
    #[arg(long, value_name = "FIELD=VALUE")]
    only: Vec<Only>,
    /// Write a line with id, score and flagged for each call into this file
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Propose points from the data and write them into this file, as a policy to lay over the rules
    #[arg(long, value_name = "FILE")]
    fit: Option<PathBuf>,
    /// Learn from the data how much each word weighs and write it into this folder, such as rules/manner
    #[arg(long, value_name = "FOLDER")]
    fit_words: Option<PathBuf>,
    /// Judge each call by words learnt from the others, as if it had not been seen: for data the words were learnt from
    #[arg(long, conflicts_with = "fit_words")]
    fresh_words: bool,
    /// Work on so many calls at once [default: one a processor]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// A condition on a field.
#[derive(Debug, Clone)]
struct Only {
    field: String,
    value: String,
}

impl FromStr for Only {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (field, value) = text.split_once('=').ok_or_else(|| format!("\"{text}\" is not FIELD=VALUE"))?;
        Ok(Self { field: field.to_owned(), value: value.to_owned() })
    }
}

pub(super) fn run(args: Args, global: &Global) -> Result<Outcome> {
    let book = global.book()?;
    let mut data = read(args.data);
    let bad = std::mem::take(&mut data.bad);
    for problem in &bad {
        complain(problem);
    }
    for Only { field, value } in &args.only {
        data.only(field, value);
    }
    if data.items.is_empty() {
        bail!("there is no labelled call to measure on");
    }
    if let Some(folder) = &args.fit_words {
        learn_words(&data.items, folder, book, global)?;
        return Ok(Outcome { failed: !bad.is_empty(), ..Outcome::default() });
    }
    let group = args.group.as_deref().or_else(|| default_group(&data.items));
    let jobs = args.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1);
    let crew = Crew::new(jobs);
    let screener = Screener::new(book, global.reader());
    let calls = if args.fresh_words {
        screen_apart(&data.items, group, book, &global.trees()?, &global.reader(), &crew)?
    } else {
        screen(&data.items, group, &screener, &crew)
    };
    let mut evaluation = evaluate(&calls, &screener, group);
    let outcome = Outcome { failed: !bad.is_empty(), ..Outcome::default() };
    evaluation.bad = bad;
    if let Some(path) = &args.predictions {
        write(path, &predictions(&calls))?;
    }
    if let Some(path) = &args.fit {
        let Some(fit) = fit(&calls, book, &crew) else {
            bail!("points cannot be fitted: the data need both scams and legitimate calls that were shown a risk");
        };
        write(path, &fit.overlay(&evaluation.edition.rules, &evaluation.rules))?;
        if !global.quiet {
            say(&format!("{} proposed points written to {}", fit.changes.len(), path.display()));
        }
        evaluation.fit = Some(fit);
    }
    let mut output = global.output(book)?;
    output.page(&Page::Evaluation(&evaluation))?;
    output.finish()?;
    Ok(outcome)
}

fn learn_words(items: &[Item], folder: &Path, book: &RuleBook, global: &Global) -> Result<()> {
    let trees = global.trees()?;
    let items: Vec<&Item> = items.iter().collect();
    let fits = fit_words(&items, &examples(&trees.iter().collect::<Vec<_>>())?, book);
    if fits.is_empty() {
        bail!("words cannot be weighed: no language has enough stories with \"lang\"");
    }
    for fit in &fits {
        let path = folder.join(format!("{}.toml", fit.language));
        write(&path, &fit.file())?;
        if !global.quiet {
            say(&format!("{}: {} stories, {} examples → {}", fit.language, fit.stories, fit.examples, path.display()));
        }
    }
    Ok(())
}

/// Reads what can be read; the rest is noted.
fn read(paths: Vec<PathBuf>) -> Data {
    let mut data = Data::default();
    for path in paths {
        let found = if path.is_dir() { walk(&path) } else { vec![Ok(path)] };
        for path in found {
            let source = path.and_then(|path| match path.to_str() {
                Some("-") => Source::from_stdin(),
                _ => Source::from_path(&path),
            });
            match source.and_then(|source| Ok((source.text(None)?.text, source.name))) {
                Ok((text, name)) => data.add(&name, &text),
                Err(error) => data.bad.push(format!("{:#}", anyhow::Error::from(error))),
            }
        }
    }
    data
}

/// Of a folder only what says to be lines of JSON: a README beside them is no data.
fn walk(folder: &Path) -> Vec<Result<PathBuf, SourceError>> {
    match Walk::new(folder) {
        Ok(walk) => walk.filter(|found| found.as_ref().map_or(true, |path| is_jsonl(path))).collect(),
        Err(error) => vec![Err(error)],
    }
}

fn is_jsonl(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("jsonl") || end.eq_ignore_ascii_case("ndjson"))
}

fn predictions(calls: &[Call]) -> String {
    let line = |call: &Call| {
        let line = serde_json::json!({ "id": call.id, "score": call.score, "flagged": call.is_flagged() });
        format!("{line}\n")
    };
    calls.iter().map(line).collect()
}

/// Writes a file whole or not at all. What is there and no regular file is left alone.
fn write(path: &Path, text: &str) -> Result<()> {
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() {
        bail!("{}: is no regular file, so nothing is written there", path.display());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = || format!("{}: cannot be written", path.display());
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(cannot)?;
    file.write_all(text.as_bytes()).with_context(cannot)?;
    file.persist(&target).with_context(cannot)?;
    Ok(())
}
