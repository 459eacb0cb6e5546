//! Incidents as they go in and as they come out.

use crate::detect::IndicatorKind;
use crate::judge::Verdict;
use crate::rules::Level;
use crate::screen::Screening;

/// A screening on its way into the history.
#[derive(Debug)]
pub struct NewIncident<'s> {
    /// The source's own id, if it has one.
    pub source_id: Option<&'s str>,
    /// Where it came from.
    pub source: &'s str,
    /// The format it was read as.
    pub reader: Option<&'s str>,
    /// The desk's own number for the case.
    pub case: Option<&'s str>,
    /// What was screened.
    pub screening: &'s Screening,
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentLine {
    /// Number in the history.
    pub incident: i64,
    /// The source's own id.
    pub id: Option<String>,
    /// UTC, RFC 3339.
    pub heard_at: String,
    /// How bad it looked.
    pub level: Level,
    /// Probability of a scam.
    pub risk: Option<f64>,
    /// The company the call was made in the name of.
    pub company: Option<String>,
    /// The scheme it follows, by id.
    pub scheme: Option<String>,
    /// How often it was heard.
    pub occurrences: u32,
    /// Where it came from.
    pub source: String,
    /// The beginning of the redacted text, or the place a search found.
    pub excerpt: String,
}

/// One incident, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// What a list shows of it.
    pub line: IncidentLine,
    /// The format it was read as.
    pub reader: Option<String>,
    /// The desk's own number for the case.
    pub case: Option<String>,
    /// The verdict, with redacted quotes.
    pub verdict: Verdict,
    /// What it names: kind, and what may be shown of the value.
    pub indicators: Vec<(IndicatorKind, String)>,
    /// The redacted text; none once it has expired.
    pub text: Option<String>,
}
