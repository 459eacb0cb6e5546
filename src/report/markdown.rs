//! Markdown for tickets and mails.

use std::io::{self, Write};

use super::display::one_line;
use super::{Page, Reporter};
use crate::batch::{Entry, Summary};
use crate::history::IncidentLine;
use crate::language::Code;
use crate::rules::{Level, RuleBook};
use crate::screen::Verdict;

/// Writes headings, lists and tables.
pub(super) struct Markdown<'b> {
    book: &'b RuleBook,
    language: Code,
    table_open: bool,
}

impl<'b> Markdown<'b> {
    pub(super) fn new(book: &'b RuleBook, language: Code) -> Self {
        Self { book, language, table_open: false }
    }

    fn say(&self, key: &'b str) -> &'b str {
        self.book.say(self.language, key)
    }

    fn level(&self, level: Level) -> String {
        let key = format!("level_{level}");
        let texts = self.book.wording.get(&self.language).or_else(|| self.book.wording.get(&Code::En));
        texts.and_then(|texts| texts.get(&key)).cloned().unwrap_or(key)
    }

    fn entry(&self, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
        match &entry.outcome {
            Err(failure) => writeln!(out, "## {}\n\n{}\n", escape(&entry.source), escape(&failure.message)),
            Ok(screening) => self.verdict(&screening.verdict, &entry.source, out),
        }
    }

    fn verdict(&self, verdict: &Verdict, source: &str, out: &mut dyn Write) -> io::Result<()> {
        let risk =
            verdict.risk.map(|risk| format!(" ({} {:.1} %)", self.say("risk"), risk * 100.0)).unwrap_or_default();
        writeln!(out, "## {}{risk}\n", self.level(verdict.level))?;
        if let Some(remark) = &verdict.remark {
            writeln!(out, "{}\n", escape(remark))?;
        }
        if let Some(scheme) = &verdict.scheme {
            writeln!(out, "{}: {}  ", self.say("pattern"), escape(&scheme.title))?;
        }
        if let Some(company) = &verdict.company {
            writeln!(out, "{}: {}  ", self.say("in_the_name_of"), escape(company))?;
        }
        writeln!(out, "{}\n", escape(source))?;
        self.list("head_do", &verdict.advice, out)?;
        if !verdict.reasons.is_empty() {
            let article = verdict.level == Level::NoIncident;
            writeln!(out, "### {}\n", self.say(if article { "head_described" } else { "head_why" }))?;
            for reason in &verdict.reasons {
                let points = if article { String::new() } else { format!("**{:+}** ", reason.points) };
                let quote = reason
                    .quotes
                    .first()
                    .map(|quote| format!(" “{}” ({} {})", escape(&quote.text), self.say("line"), quote.line));
                writeln!(
                    out,
                    "- {points}{}.{} {}",
                    escape(&reason.title),
                    quote.unwrap_or_default(),
                    escape(&reason.why)
                )?;
            }
            writeln!(out)?;
        }
        let refused: Vec<String> =
            verdict.refused.iter().map(|refused| format!("{}. {}", refused.title, refused.why)).collect();
        self.list("head_refused", &refused, out)?;
        self.list("head_ask", &verdict.ask, out)?;
        let places: Vec<String> = verdict
            .report_to
            .iter()
            .map(|place| format!("{}: {} ({})", place.name, place.reach.join(", "), place.purpose))
            .collect();
        self.list("head_report", &places, out)
    }

    fn list(&self, heading: &'b str, items: &[String], out: &mut dyn Write) -> io::Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        writeln!(out, "### {}\n", self.say(heading))?;
        for item in items {
            writeln!(out, "- {}", escape(item))?;
        }
        writeln!(out)
    }

    fn table(&mut self, header: &[&str], cells: &[String], out: &mut dyn Write) -> io::Result<()> {
        if !std::mem::replace(&mut self.table_open, true) {
            writeln!(out, "| {} |", header.join(" | "))?;
            writeln!(out, "|{}", "---|".repeat(header.len()))?;
        }
        let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))
    }

    fn incidents(&mut self, lines: &[IncidentLine], out: &mut dyn Write) -> io::Result<()> {
        for line in lines {
            let cells = [
                line.incident.to_string(),
                line.heard_at.clone(),
                self.level(line.level),
                line.risk.map(|risk| format!("{:.1} %", risk * 100.0)).unwrap_or_default(),
                line.company.clone().unwrap_or_default(),
                line.excerpt.clone(),
            ];
            self.table(&["incident", "heard_at", "level", "risk", "company", "excerpt"], &cells, out)?;
        }
        Ok(())
    }

    fn summary(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "### {}\n", self.say("head_summary"))?;
        for level in Level::ALL.into_iter().rev() {
            let count = summary.levels[level as usize];
            if count > 0 {
                writeln!(out, "- {count} {}", self.level(level))?;
            }
        }
        for (count, key) in [(summary.failed, "failed"), (summary.skipped, "skipped")] {
            if count > 0 {
                writeln!(out, "- {count} {}", self.say(key))?;
            }
        }
        writeln!(out)
    }
}

impl Reporter for Markdown<'_> {
    fn page(&mut self, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
        match page {
            Page::Verdict(entry) => self.entry(entry, out),
            Page::Summary(summary) => self.summary(summary, out),
            Page::Incidents(lines) => self.incidents(lines, out),
            Page::Incident(incident) => {
                self.verdict(&incident.verdict, &incident.line.source, out)?;
                match &incident.text {
                    Some(text) => writeln!(out, "### {}\n\n{}", self.say("head_text"), fence(text)),
                    None => Ok(()),
                }
            }
            Page::Rules(rules, schemes) => {
                let header = ["rule", "points", "title"];
                for rule in *rules {
                    let title = rule.text(self.language).title;
                    self.table(&header, &[rule.id.to_string(), rule.points.to_string(), title], out)?;
                }
                schemes.iter().try_for_each(|scheme| {
                    let title = scheme.text(self.language).title;
                    self.table(&header, &[scheme.id.to_string(), scheme.points.to_string(), title], out)
                })
            }
            Page::Rule(rule, source) => {
                let text = rule.text(self.language);
                writeln!(out, "## {}\n\n{}\n\n{}", rule.id, escape(&text.why), fence(source))
            }
            Page::Scheme(scheme, source) => {
                let text = scheme.text(self.language);
                writeln!(out, "## {}\n\n{}\n\n{}", scheme.id, escape(&text.why), fence(source))
            }
            Page::Audit(audit) => {
                for fault in &audit.faults {
                    writeln!(out, "- {}", escape(&fault.to_string()))?;
                }
                writeln!(out, "\n{} / {} / {}", audit.rules, audit.examples, audit.faults.len())
            }
            Page::Evaluation(evaluation) => super::evaluation::write_markdown(evaluation, escape, out),
            Page::Forgotten(count) => writeln!(out, "{}", self.say("forgotten").replace("{count}", &count.to_string())),
        }
    }
}

/// One line in which nothing is markup, no cell ends early and no link is live.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!' | '~') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe.replace("://", "[:]//")
}

/// A block of text as it is, within a fence longer than any in it.
fn fence(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}\n", super::display(text).trim_end())
}
