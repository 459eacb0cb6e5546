//! The object a program reads: the same in `check`, `score` and `history`.

use serde_json::{Map, Value, json};

use crate::batch::Entry;
use crate::screen::{Indicator, Quote, Screening, Verdict};

/// Raised when a field changes its meaning; new fields do not raise it.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// The scalar and list columns that a table wants, in their order; never absent.
pub(super) const COLUMNS: [&str; 16] = [
    "id", "status", "error", "kind", "level", "risk", "prior", "points", "language", "company", "scheme", "heard_at",
    "source", "reader", "flags", "outcomes",
];

/// One entry as an object.
pub(super) fn of_entry(entry: &Entry) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("id".to_owned(), json!(entry.id));
    match &entry.outcome {
        Ok(screening) => {
            row.insert("status".to_owned(), json!("ok"));
            row.insert("error".to_owned(), Value::Null);
            let heard_at = screening.transcript.heard_at.map(|at| at.to_rfc3339());
            verdict_columns(&mut row, &screening.verdict, heard_at.as_deref(), &entry.source, entry.reader.as_deref());
            detail(&mut row, &screening.verdict, &indicators(screening), &entry.repairs);
            row.insert("heard".to_owned(), json!(screening.heard));
        }
        Err(failure) => {
            row.insert("status".to_owned(), json!("error"));
            row.insert("error".to_owned(), json!({ "code": failure.code, "message": failure.message }));
            for name in &COLUMNS[3..] {
                let value = match *name {
                    "source" => json!(entry.source),
                    "reader" => json!(entry.reader),
                    "flags" | "outcomes" => json!([]),
                    _ => Value::Null,
                };
                row.insert((*name).to_owned(), value);
            }
            for name in ["reasons", "indicators", "refused", "ask", "advice"] {
                row.insert(name.to_owned(), json!([]));
            }
            row.insert("repairs".to_owned(), json!(entry.repairs));
            row.insert("edition".to_owned(), Value::Null);
        }
    }
    if let Some(kept) = entry.kept {
        row.insert("kept".to_owned(), json!({ "incident": kept.incident, "occurrences": kept.occurrences }));
    }
    row.insert("version".to_owned(), json!(env!("CARGO_PKG_VERSION")));
    row.insert("schema_version".to_owned(), json!(SCHEMA_VERSION));
    for (name, value) in &entry.extra {
        // A field of the input never takes the place of one of the verdict's.
        row.entry(name.clone()).or_insert_with(|| value.clone());
    }
    row
}

/// Only the fields a user wants, in his order; one that is not there is null. All if he names none.
pub(super) fn chosen(row: Map<String, Value>, fields: &[String]) -> Map<String, Value> {
    if fields.is_empty() {
        return row;
    }
    fields.iter().map(|name| (name.clone(), row.get(name).cloned().unwrap_or(Value::Null))).collect()
}

/// The columns of a verdict from `kind` to `outcomes`.
pub(super) fn verdict_columns(
    row: &mut Map<String, Value>,
    verdict: &Verdict,
    heard_at: Option<&str>,
    source: &str,
    reader: Option<&str>,
) {
    let mut put = |name: &str, value: Value| {
        row.insert(name.to_owned(), value);
    };
    put("kind", json!(verdict.kind));
    put("level", json!(verdict.level));
    put("risk", json!(verdict.risk.map(rounded)));
    put("prior", json!(verdict.prior));
    put("points", json!(verdict.points));
    put("language", json!(verdict.language));
    put("company", json!(verdict.company));
    put("scheme", json!(verdict.scheme.as_ref().map(|scheme| &scheme.id)));
    put("heard_at", json!(heard_at));
    put("source", json!(source));
    put("reader", json!(reader));
    put("flags", json!(verdict.flags().collect::<Vec<_>>()));
    put("outcomes", json!(verdict.outcomes.iter().map(|outcome| &outcome.id).collect::<Vec<_>>()));
}

/// The parts of a verdict that are no columns.
pub(super) fn detail(row: &mut Map<String, Value>, verdict: &Verdict, indicators: &[Value], repairs: &[String]) {
    let mut put = |name: &str, value: Value| {
        row.insert(name.to_owned(), value);
    };
    let quotes = |quotes: &[Quote]| -> Vec<Value> {
        quotes
            .iter()
            .map(|quote| {
                json!({
                    "text": quote.text,
                    "speaker": quote.speaker,
                    "line": quote.line,
                    "time_ms": quote.time_ms,
                    "utterance": quote.span.utterance,
                    "bytes": [quote.span.bytes.start, quote.span.bytes.end],
                })
            })
            .collect()
    };
    let reasons: Vec<Value> = verdict
        .reasons
        .iter()
        .map(|reason| {
            json!({
                "id": reason.id,
                "part": reason.part,
                "title": reason.title,
                "points": reason.points,
                "worth": reason.worth,
                "why": reason.why,
                "advice": reason.advice,
                "from": reason.from,
                "quotes": quotes(&reason.quotes),
            })
        })
        .collect();
    let refused: Vec<Value> = verdict
        .refused
        .iter()
        .map(|refused| json!({ "id": refused.id, "title": refused.title, "why": refused.why, "quotes": quotes(&refused.quotes) }))
        .collect();
    put("reasons", json!(reasons));
    put("indicators", json!(indicators));
    put("refused", json!(refused));
    put("ask", json!(verdict.ask));
    put("advice", json!(verdict.advice));
    put("report_to", json!(verdict.report_to));
    put("remark", json!(verdict.remark));
    put("scheme_title", json!(verdict.scheme.as_ref().map(|scheme| &scheme.title)));
    put("repairs", json!(repairs));
    put("edition", json!(verdict.edition));
}

fn indicators(screening: &Screening) -> Vec<Value> {
    screening.indicators.iter().map(indicator).collect()
}

fn indicator(indicator: &Indicator) -> Value {
    json!({ "kind": indicator.kind, "value": indicator.value })
}

/// Four digits are more than the rules can tell.
fn rounded(risk: f64) -> f64 {
    (risk * 10_000.0).round() / 10_000.0
}
