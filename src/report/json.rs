//! JSON: one array, or one object a line.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Page, Reporter, display, row};
use crate::history::{Incident, IncidentLine};

/// Writes objects.
pub(super) struct Json {
    lines: bool,
    first: bool,
    /// Only these fields of a verdict; all if there are none.
    fields: Vec<String>,
}

impl Json {
    pub(super) fn array(fields: Vec<String>) -> Self {
        Self { lines: false, first: true, fields }
    }

    pub(super) fn lines(fields: Vec<String>) -> Self {
        Self { lines: true, first: true, fields }
    }

    fn object(&mut self, object: &Value, out: &mut dyn Write) -> io::Result<()> {
        if self.lines {
            let text = safe(&serde_json::to_string(object)?);
            return writeln!(out, "{text}");
        }
        let text = safe(&serde_json::to_string_pretty(object)?);
        let comma = if std::mem::take(&mut self.first) { "" } else { "," };
        write!(out, "{comma}\n{text}")
    }
}

impl Reporter for Json {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.lines { Ok(()) } else { write!(out, "[") }
    }

    fn page(&mut self, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
        match page {
            Page::Verdict(entry) => {
                let row = row::chosen(row::of_entry(entry), &self.fields);
                self.object(&Value::Object(row), out)
            }
            // A program counts for itself, and an array of verdicts holds nothing but verdicts.
            Page::Summary(_) => Ok(()),
            Page::Incidents(lines) => lines.iter().try_for_each(|line| self.object(&of_line(line), out)),
            Page::Incident(incident) => self.object(&Value::Object(of_incident(incident)), out),
            Page::Rules(rules, schemes) => {
                for rule in *rules {
                    self.object(&json!(rule), out)?;
                }
                schemes.iter().try_for_each(|scheme| self.object(&of_scheme(scheme), out))
            }
            Page::Rule(rule, _) => self.object(&json!(rule), out),
            Page::Scheme(scheme, _) => self.object(&of_scheme(scheme), out),
            Page::Audit(audit) => self.object(
                &json!({
                    "rules": audit.rules,
                    "examples": audit.examples,
                    "faults": audit.faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
                }),
                out,
            ),
            Page::Forgotten(count) => self.object(&json!({ "forgotten": count }), out),
            Page::Evaluation(evaluation) => self.object(&json!(evaluation), out),
        }
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.lines { Ok(()) } else { writeln!(out, "\n]") }
    }
}

fn of_line(line: &IncidentLine) -> Value {
    json!({
        "incident": line.incident,
        "id": line.id,
        "heard_at": line.heard_at,
        "level": line.level,
        "risk": line.risk,
        "company": line.company,
        "scheme": line.scheme,
        "occurrences": line.occurrences,
        "source": line.source,
        "excerpt": line.excerpt,
    })
}

fn of_incident(incident: &Incident) -> Map<String, Value> {
    let line = &incident.line;
    let mut row = Map::new();
    row.insert("id".to_owned(), json!(line.id));
    row.insert("status".to_owned(), json!("ok"));
    row.insert("error".to_owned(), Value::Null);
    row::verdict_columns(&mut row, &incident.verdict, Some(&line.heard_at), &line.source, incident.reader.as_deref());
    let indicators: Vec<Value> =
        incident.indicators.iter().map(|(kind, value)| json!({ "kind": kind, "value": value })).collect();
    row::detail(&mut row, &incident.verdict, &indicators, &[]);
    row.insert("kept".to_owned(), json!({ "incident": line.incident, "occurrences": line.occurrences }));
    row.insert("text".to_owned(), json!(incident.text));
    row.insert("version".to_owned(), json!(env!("CARGO_PKG_VERSION")));
    row.insert("schema_version".to_owned(), json!(row::SCHEMA_VERSION));
    row
}

fn of_scheme(scheme: &crate::rules::Scheme) -> Value {
    json!({
        "id": scheme.id,
        "points": scheme.points,
        "at_least": scheme.at_least,
        "sources": *scheme.sources,
        "texts": *scheme.texts,
    })
}

/// serde escapes C0; a terminal also obeys DEL, C1 and the marks that reorder text.
fn safe(json: &str) -> String {
    if !json.chars().any(display::is_unsafe) {
        return json.to_owned();
    }
    let mut text = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if display::is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    text
}
