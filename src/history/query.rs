//! Looking things up: lists, one incident, full-text search.

use rusqlite::{OptionalExtension, Row, params};

use super::{HistoryError, Incident, IncidentLine, Store};
use crate::detect::IndicatorKind;
use crate::rules::Level;

/// Which incidents a list shows.
#[derive(Debug, Clone, Copy)]
pub struct Filter {
    /// Only this level and above.
    pub at_least: Option<Level>,
    /// At most so many, the newest.
    pub limit: u32,
}

const COLUMNS: &str = "incident.id, incident.source_id, incident.heard_at, incident.level, incident.risk,
    incident.company, incident.scheme,
    (SELECT count(*) FROM occurrence WHERE occurrence.incident = incident.id), incident.source";

impl Store {
    /// The newest incidents, the newest first.
    pub fn list(&self, filter: Filter) -> Result<Vec<IncidentLine>, HistoryError> {
        let levels: Vec<&str> = Level::ALL
            .into_iter()
            .filter(|level| filter.at_least.is_none_or(|least| *level >= least))
            .map(Level::as_str)
            .collect();
        // One statement for every filter: the levels travel as a JSON array.
        let levels = serde_json::json!(levels).to_string();
        let sql = format!(
            "SELECT {COLUMNS}, coalesce((SELECT substr(text, 1, 160) FROM told WHERE rowid = incident.id), '')
             FROM incident WHERE level IN (SELECT value FROM json_each(?1))
             ORDER BY heard_at DESC, id DESC LIMIT ?2"
        );
        let read = || -> rusqlite::Result<Vec<IncidentLine>> {
            let mut statement = self.connection.prepare(&sql)?;
            let rows = statement.query_map(params![levels, filter.limit], line)?;
            rows.collect()
        };
        read().map_err(|source| self.failed(source))
    }

    /// Incidents whose text has all the words, the best match first.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<IncidentLine>, HistoryError> {
        let query = match_expression(words);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT {COLUMNS}, snippet(told, 0, '', '', ' … ', 24)
             FROM told JOIN incident ON incident.id = told.rowid
             WHERE told MATCH ?1 ORDER BY rank, incident.id DESC LIMIT ?2"
        );
        let read = || -> rusqlite::Result<Vec<IncidentLine>> {
            let mut statement = self.connection.prepare(&sql)?;
            let rows = statement.query_map(params![query, limit], line)?;
            rows.collect()
        };
        read().map_err(|source| self.failed(source))
    }

    /// One incident, whole, by its number.
    pub fn show(&self, incident: i64) -> Result<Option<Incident>, HistoryError> {
        let sql = format!(
            "SELECT {COLUMNS}, '', incident.reader, incident.case_id, incident.verdict,
                    (SELECT text FROM told WHERE rowid = incident.id)
             FROM incident WHERE incident.id = ?1"
        );
        let found = self
            .connection
            .query_row(&sql, [incident], |row| {
                let rest: (Option<String>, Option<String>, String, Option<String>) =
                    (row.get(10)?, row.get(11)?, row.get(12)?, row.get(13)?);
                Ok((line(row)?, rest))
            })
            .optional()
            .map_err(|source| self.failed(source))?;
        let Some((line, (reader, case, verdict, text))) = found else { return Ok(None) };
        let verdict = serde_json::from_str(&verdict).map_err(|source| HistoryError::Unreadable { incident, source })?;
        let indicators = self.indicators(incident).map_err(|source| self.failed(source))?;
        Ok(Some(Incident { line, reader, case, verdict, indicators, text }))
    }

    fn indicators(&self, incident: i64) -> rusqlite::Result<Vec<(IndicatorKind, String)>> {
        let mut statement =
            self.connection.prepare("SELECT kind, shown FROM indicator WHERE incident = ?1 ORDER BY kind, shown")?;
        let rows = statement.query_map([incident], |row| {
            let kind: String = row.get(0)?;
            Ok((kind_of(&kind), row.get(1)?))
        })?;
        rows.collect()
    }
}

fn line(row: &Row<'_>) -> rusqlite::Result<IncidentLine> {
    let level: String = row.get(3)?;
    Ok(IncidentLine {
        incident: row.get(0)?,
        id: row.get(1)?,
        heard_at: row.get(2)?,
        level: level.parse().unwrap_or(Level::NotEnough),
        risk: row.get(4)?,
        company: row.get(5)?,
        scheme: row.get(6)?,
        occurrences: row.get(7)?,
        source: row.get(8)?,
        excerpt: row.get(9)?,
    })
}

fn kind_of(name: &str) -> IndicatorKind {
    match name {
        "phone" => IndicatorKind::Phone,
        "link" => IndicatorKind::Link,
        "email" => IndicatorKind::Email,
        "amount" => IndicatorKind::Amount,
        "reference" => IndicatorKind::Reference,
        _ => IndicatorKind::Company,
    }
}

/// Words as FTS5 wants them: each quoted, so that nothing a person types is query syntax.
fn match_expression(words: &str) -> String {
    words
        .split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_person_types_is_query_syntax() {
        assert_eq!(match_expression("gift\" AND -card * l'argent"), "\"gift\"\"\" \"AND\" \"-card\" \"l'argent\"");
        assert_eq!(match_expression(" * - "), "");
    }
}
