//! CSV for spreadsheets: the columns of a verdict, guarded against formulas.

use std::io::{self, Write};

use serde_json::Value;

use super::{Page, Reporter, row};

/// Writes rows under one header.
pub(super) struct Csv {
    header_written: bool,
    /// Only these fields of a verdict; the usual columns if there are none.
    fields: Vec<String>,
}

impl Csv {
    pub(super) fn new(fields: Vec<String>) -> Self {
        Self { header_written: false, fields }
    }

    fn line(&mut self, header: &[&str], cells: &[String], out: &mut dyn Write) -> io::Result<()> {
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        if !std::mem::replace(&mut self.header_written, true) {
            // Excel takes a file without this mark for the local 8-bit encoding.
            writer.write_record(
                header.iter().enumerate().map(
                    |(n, name)| {
                        if n == 0 { format!("\u{feff}{name}") } else { (*name).to_owned() }
                    },
                ),
            )?;
        }
        writer.write_record(cells.iter().map(|cell| guard(cell)))?;
        writer.flush()
    }
}

impl Reporter for Csv {
    fn page(&mut self, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
        match page {
            Page::Verdict(entry) => {
                let row = row::of_entry(entry);
                let extra: Vec<&str> = entry.extra.keys().map(String::as_str).collect();
                let chosen = self.fields.clone();
                let header: Vec<&str> = if chosen.is_empty() {
                    row::COLUMNS.iter().copied().chain(["advice"]).chain(extra).collect()
                } else {
                    chosen.iter().map(String::as_str).collect()
                };
                let cells: Vec<String> =
                    header.iter().map(|name| row.get(*name).map(cell).unwrap_or_default()).collect();
                self.line(&header, &cells, out)
            }
            Page::Incidents(lines) => lines.iter().try_for_each(|line| {
                let header =
                    ["incident", "id", "heard_at", "level", "risk", "company", "scheme", "occurrences", "source"];
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let cells = [
                    line.incident.to_string(),
                    text(&line.id),
                    line.heard_at.clone(),
                    line.level.to_string(),
                    line.risk.map(|risk| format!("{risk:.4}")).unwrap_or_default(),
                    text(&line.company),
                    text(&line.scheme),
                    line.occurrences.to_string(),
                    line.source.clone(),
                ];
                self.line(&header, &cells, out)
            }),
            Page::Incident(incident) => self.page(&Page::Incidents(std::slice::from_ref(&incident.line)), out),
            Page::Rules(rules, schemes) => {
                let header = ["id", "role", "points", "title"];
                for rule in *rules {
                    let role = serde_json::to_value(rule.role)?;
                    let title = rule.text(crate::language::Code::En).title;
                    self.line(&header, &[rule.id.to_string(), cell(&role), rule.points.to_string(), title], out)?;
                }
                schemes.iter().try_for_each(|scheme| {
                    let title = scheme.text(crate::language::Code::En).title;
                    self.line(&header, &[scheme.id.to_string(), "scheme".into(), scheme.points.to_string(), title], out)
                })
            }
            Page::Audit(audit) => {
                audit.faults.iter().try_for_each(|fault| self.line(&["fault"], &[fault.to_string()], out))
            }
            Page::Forgotten(count) => self.line(&["forgotten"], &[count.to_string()], out),
            Page::Evaluation(evaluation) => {
                let (header, rows) = super::evaluation::columns(evaluation);
                rows.iter().try_for_each(|cells| self.line(&header, cells, out))
            }
            // A table has no place for these.
            Page::Summary(_) => Ok(()),
            Page::Rule(rule, _) => self.page(&Page::Rules(&[rule], &[]), out),
            Page::Scheme(scheme, _) => self.page(&Page::Rules(&[], std::slice::from_ref(*scheme)), out),
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(cell).collect::<Vec<_>>().join(" · "),
        Value::Object(fields) => fields.values().map(cell).collect::<Vec<_>>().join(": "),
        other => other.to_string(),
    }
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front. Blanks, quotes
/// and full-width forms before the sign do not hide it.
fn guard(cell: &str) -> String {
    let first = cell.trim_start_matches([' ', '"', '\'', '\u{a0}', '\u{3000}']).chars().next();
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'))
        || cell.starts_with(['\t', '\r', '\n']);
    let number = cell.parse::<f64>().is_ok();
    if formula && !number { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_guarded_and_a_number_is_not() {
        assert_eq!(guard("=1+1"), "'=1+1");
        assert_eq!(guard("  @SUM(A1)"), "'  @SUM(A1)");
        assert_eq!(guard("＝cmd"), "'＝cmd");
        assert_eq!(guard("-13"), "-13");
        assert_eq!(guard("plain"), "plain");
    }
}
