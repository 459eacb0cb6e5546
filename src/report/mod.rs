//! Any result → text for people or programs.
//!
//! A command picks a [`Page`], the user a [`Reporter`]. A new format is one file that implements
//! `Reporter`; a new page is one variant, and the compiler lists the formats that owe it an arm.

mod chart;
mod csv;
mod display;
mod evaluation;
mod html;
mod human;
mod json;
mod layout;
mod markdown;
mod row;

use std::io;

use crate::audit::Audit;
use crate::batch::{Entry, Summary};
use crate::evaluate::Evaluation;
use crate::history::{Incident, IncidentLine};
use crate::language::Code;
use crate::rules::{Rule, RuleBook, Scheme};

pub use display::{display, one_line};
pub use layout::Style;

/// A result, ready to be written in any format.
#[derive(Debug)]
pub enum Page<'a> {
    /// One verdict, or why there is none.
    Verdict(&'a Entry),
    /// The end of a batch.
    Summary(&'a Summary),
    /// Lines of the history.
    Incidents(&'a [IncidentLine]),
    /// One incident of the history, whole.
    Incident(&'a Incident),
    /// Every rule and scheme.
    Rules(&'a [&'a Rule], &'a [Scheme]),
    /// One rule, with the file it is written in.
    Rule(&'a Rule, &'a str),
    /// One scheme, with the file it is written in.
    Scheme(&'a Scheme, &'a str),
    /// What is wrong with the rule book.
    Audit(&'a Audit),
    /// How many incidents were forgotten.
    Forgotten(usize),
    /// How the rules did on labelled data.
    Evaluation(&'a Evaluation),
}

/// Writes pages in one format. `begin` and `end` enclose all pages of a run.
pub trait Reporter {
    /// Before the first page.
    fn begin(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }

    /// One page.
    fn page(&mut self, page: &Page<'_>, out: &mut dyn io::Write) -> io::Result<()>;

    /// After the last page.
    fn end(&mut self, _out: &mut dyn io::Write) -> io::Result<()> {
        Ok(())
    }
}

/// The formats by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Human,
    /// One array.
    Json,
    /// One object a line.
    Jsonl,
    /// For spreadsheets.
    Csv,
    /// For tickets.
    Markdown,
    /// One self-contained page for a browser.
    Html,
}

/// A reporter for a format. `book` gives the interface texts in `language`.
pub fn reporter<'b>(format: Format, book: &'b RuleBook, language: Code, style: Style) -> Box<dyn Reporter + 'b> {
    match format {
        Format::Human => Box::new(human::Human::new(book, language, style)),
        Format::Json => Box::new(json::Json::array(style.fields)),
        Format::Jsonl => Box::new(json::Json::lines(style.fields)),
        Format::Csv => Box::new(csv::Csv::new(style.fields)),
        Format::Markdown => Box::new(markdown::Markdown::new(book, language)),
        Format::Html => Box::new(html::Html::default()),
    }
}
