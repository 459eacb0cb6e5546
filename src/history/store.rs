//! Keeping and forgetting. One thread owns the store.

use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::open::{self, Purpose, connect, database};
use super::{HistoryError, NewIncident};
use crate::batch::Kept;
use crate::detect::{Indicator, IndicatorKind};
use crate::judge::{Seen, Verdict};
use crate::redact::Redactor;
use crate::screen::Screening;
use crate::transcript::{Speaker, Transcript};

/// Texts older than this are dropped; their verdicts stay.
const TEXT_DAYS: i64 = 180;

const INSERT: &str =
    "INSERT INTO incident (identity, source_id, source, reader, case_id, heard_at, kept_at, level, kind,
                           risk, company, scheme, language, verdict)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
     ON CONFLICT (identity) DO UPDATE SET
         source = excluded.source, reader = excluded.reader, case_id = coalesce(excluded.case_id, case_id),
         level = excluded.level, kind = excluded.kind, risk = excluded.risk, company = excluded.company,
         scheme = excluded.scheme, language = excluded.language, verdict = excluded.verdict
     RETURNING id";
const IS_TOLD: &str = "SELECT 1 FROM told WHERE rowid = ?1 AND text = ?2";
const TELL: &str = "INSERT OR REPLACE INTO told (rowid, text) VALUES (?1, ?2)";
const OCCUR: &str = "INSERT OR IGNORE INTO occurrence (incident, heard_at) VALUES (?1, ?2)";
const COUNT: &str = "SELECT count(*) FROM occurrence WHERE incident = ?1";
const CLEAR: &str = "DELETE FROM indicator WHERE incident = ?1";
const INDICATE: &str = "INSERT OR IGNORE INTO indicator (incident, kind, value, shown) VALUES (?1, ?2, ?3, ?4)";
const OLDEST: &str = "SELECT kept_at FROM incident WHERE id = (SELECT rowid FROM told ORDER BY rowid LIMIT 1)";
const SCAMS_WITH: &str = "SELECT count(*) FROM indicator JOIN incident ON incident.id = indicator.incident
     WHERE indicator.kind = 'phone' AND indicator.value = ?1 AND incident.level IN ('likely_scam', 'scam')";

/// The history file.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    key: [u8; 32],
}

impl Store {
    /// Opens the history for keeping, creating it if there is none.
    pub fn open(path: &Path) -> Result<Self, HistoryError> {
        Self::with(path, Purpose::Write)
    }

    /// Makes ready for [`Self::keep`], which is then faster.
    pub fn prepare(&self) {
        for statement in [INSERT, TELL, IS_TOLD, OCCUR, COUNT, CLEAR, INDICATE, OLDEST, SCAMS_WITH] {
            // What cannot be prepared fails, with its reason, when it is used.
            let _ = self.connection.prepare_cached(statement);
        }
    }

    /// Opens a history to look at it.
    pub fn open_to_read(path: &Path) -> Result<Self, HistoryError> {
        Self::with(path, Purpose::Read)
    }

    fn with(path: &Path, purpose: Purpose) -> Result<Self, HistoryError> {
        let connection = connect(path, purpose)?;
        let key = open::key(path, purpose)?;
        Ok(Self { connection, path: path.to_owned(), key })
    }

    /// What the history knows of the numbers an incident names.
    pub fn seen(&self, indicators: &[Indicator]) -> Result<Seen, HistoryError> {
        let mut seen = Seen::default();
        for indicator in indicators.iter().filter(|indicator| indicator.kind == IndicatorKind::Phone) {
            let times = self.scams_with(&indicator.value).map_err(|source| self.failed(source))?;
            if times > 0 {
                seen.numbers.insert(indicator.value.clone(), times);
            }
        }
        Ok(seen)
    }

    fn scams_with(&self, number: &str) -> rusqlite::Result<u32> {
        self.connection.prepare_cached(SCAMS_WITH)?.query_row([number], |row| row.get(0))
    }

    /// Keeps one incident. When this returns it is on disk.
    pub fn keep(&mut self, incident: &NewIncident<'_>) -> Result<Kept, HistoryError> {
        self.keep_all(std::slice::from_ref(incident)).map(|kept| kept[0])
    }

    /// Keeps many incidents, all or none of them.
    pub fn keep_all(&mut self, incidents: &[NewIncident<'_>]) -> Result<Vec<Kept>, HistoryError> {
        let key = self.key;
        let mut write = || -> rusqlite::Result<Vec<Kept>> {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut kept = Vec::with_capacity(incidents.len());
            for incident in incidents {
                kept.push(keep(&transaction, incident, &key, Utc::now())?);
            }
            expire(&transaction, Utc::now())?;
            transaction.commit()?;
            Ok(kept)
        };
        write().map_err(|source| database(&self.path, source))
    }

    /// Whether an incident is in the history already.
    pub fn knows(&self, incident: &NewIncident<'_>) -> Result<bool, HistoryError> {
        let identity = identity(incident, &self.key, Utc::now());
        self.connection
            .query_row("SELECT 1 FROM incident WHERE identity = ?1", [identity], |_| Ok(()))
            .optional()
            .map(|found| found.is_some())
            .map_err(|source| self.failed(source))
    }

    /// Forgets incidents by number. No byte of them stays in database, journal or index.
    pub fn forget(&mut self, incidents: &[i64]) -> Result<usize, HistoryError> {
        let mut write = || -> rusqlite::Result<usize> {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut forgotten = 0;
            for incident in incidents {
                transaction.execute("DELETE FROM told WHERE rowid = ?1", [incident])?;
                forgotten += transaction.execute("DELETE FROM incident WHERE id = ?1", [incident])?;
            }
            transaction.commit()?;
            if forgotten > 0 {
                self.connection.execute_batch("VACUUM")?;
                self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            }
            Ok(forgotten)
        };
        write().map_err(|source| database(&self.path, source))
    }

    pub(super) fn failed(&self, source: rusqlite::Error) -> HistoryError {
        database(&self.path, source)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // The journal holds text too. A reader at work may prevent this; then the last one does it.
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}

fn keep(
    transaction: &Transaction<'_>,
    incident: &NewIncident<'_>,
    key: &[u8; 32],
    now: DateTime<Utc>,
) -> rusqlite::Result<Kept> {
    let Screening { transcript, indicators, verdict, .. } = incident.screening;
    let identity = identity(incident, key, now);
    let heard_at = transcript.heard_at.map_or(now, |at| at.with_timezone(&Utc));
    let redacted = Redacted::new(transcript, verdict);
    let verdict_json = serde_json::to_string(&redacted.verdict)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let mut redactor = Redactor::new();
    let number: i64 = transaction.prepare_cached(INSERT)?.query_row(
        params![
            identity,
            incident.source_id,
            redactor.redact(incident.source),
            incident.reader,
            incident.case,
            stamp(heard_at),
            stamp(now),
            verdict.level.as_str(),
            verdict.kind.as_str(),
            verdict.risk,
            verdict.company,
            verdict.scheme.as_ref().map(|scheme| scheme.id.as_str()),
            verdict.language.map(crate::language::Code::as_str),
            verdict_json,
        ],
        |row| row.get(0),
    )?;
    // Heard again, it is not written again: the index pays for every word.
    if !transaction.prepare_cached(IS_TOLD)?.exists(params![number, redacted.text])? {
        transaction.prepare_cached(TELL)?.execute(params![number, redacted.text])?;
    }
    // A time the source gives makes each call its own occurrence; a screening repeated within a day
    // does not.
    let occurrence = transcript.heard_at.map_or_else(|| now.format("%Y-%m-%d").to_string(), |_| stamp(heard_at));
    transaction.prepare_cached(OCCUR)?.execute(params![number, occurrence])?;
    transaction.prepare_cached(CLEAR)?.execute([number])?;
    for indicator in indicators {
        let (value, shown) = stored_form(indicator, transcript, key);
        transaction.prepare_cached(INDICATE)?.execute(params![number, kind_name(indicator.kind), value, shown])?;
    }
    let occurrences = transaction.prepare_cached(COUNT)?.query_row([number], |row| row.get(0))?;
    Ok(Kept { incident: number, occurrences })
}

/// Drops texts that are older than the time they are kept for.
fn expire(transaction: &Transaction<'_>, now: DateTime<Utc>) -> rusqlite::Result<()> {
    let limit = stamp(now - chrono::Duration::days(TEXT_DAYS));
    // Texts are kept in the order of their numbers: where the first is young, all are.
    let oldest: Option<String> = transaction.prepare_cached(OLDEST)?.query_row([], |row| row.get(0)).optional()?;
    if oldest.is_none_or(|oldest| oldest >= limit) {
        return Ok(());
    }
    transaction.execute(
        "DELETE FROM told WHERE rowid IN (SELECT id FROM incident WHERE heard_at < ?1 AND kept_at < ?1)",
        [limit],
    )?;
    Ok(())
}

/// The source's own id where it has one, else a keyed digest of the text and the day it was heard.
fn identity(incident: &NewIncident<'_>, key: &[u8; 32], now: DateTime<Utc>) -> String {
    if let Some(id) = incident.source_id {
        return format!("id:{id}");
    }
    let transcript = &incident.screening.transcript;
    let day = transcript.heard_at.map_or_else(|| now.date_naive(), |at| at.date_naive());
    let mut hasher = blake3::Hasher::new_keyed(key);
    for utterance in &transcript.utterances {
        hasher.update(utterance.text.as_bytes());
        hasher.update(b"\n");
    }
    format!("text:{}:{day}", hasher.finalize().to_hex())
}

/// What is stored of an indicator, and what may be shown: the caller's own in clear, the customer's
/// as a keyed digest and masked.
fn stored_form(indicator: &Indicator, transcript: &Transcript, key: &[u8; 32]) -> (String, String) {
    let customers = match indicator.kind {
        IndicatorKind::Reference | IndicatorKind::Email => true,
        IndicatorKind::Phone => is_customers(indicator, transcript),
        IndicatorKind::Link | IndicatorKind::Amount | IndicatorKind::Company => false,
    };
    if !customers {
        return (indicator.value.clone(), indicator.value.clone());
    }
    let digest = blake3::keyed_hash(key, indicator.value.as_bytes()).to_hex();
    let letters: Vec<char> = indicator.value.chars().collect();
    let masked = if letters.len() < 6 {
        "••••".to_owned()
    } else {
        format!("••••{}", letters[letters.len() - 2..].iter().collect::<String>())
    };
    (format!("hash:{digest}"), masked)
}

/// What stands before a number that is one's own.
const OWN: [&str; 14] = [
    "my number",
    "my phone",
    "my cell",
    "my mobile",
    "reach me",
    "customer phone",
    "cust phone",
    "mon numéro",
    "mon portable",
    "mio numero",
    "meine nummer",
    "meine handynummer",
    "mi número",
    "mi numero",
];

/// A number that the person called gives as his own. One that stands in the text for no clear reason
/// counts as the caller's, since finding calls that belong together hangs on it.
fn is_customers(indicator: &Indicator, transcript: &Transcript) -> bool {
    let Some(span) = &indicator.span else { return false };
    let Some(utterance) = transcript.utterances.get(span.utterance) else { return false };
    if utterance.speaker == Speaker::Recipient {
        return true;
    }
    let before = utterance.text.get(..span.bytes.start).unwrap_or_default().to_lowercase();
    let near: String = before.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
    OWN.iter().any(|words| near.contains(words))
}

/// Text and verdict as the history may keep them.
struct Redacted {
    text: String,
    verdict: Verdict,
}

impl Redacted {
    fn new(transcript: &Transcript, verdict: &Verdict) -> Self {
        // All of it in one piece, so that a number cut by a cue border is found.
        let mut whole = String::new();
        let mut starts = Vec::with_capacity(transcript.utterances.len());
        let mut before: Option<&Speaker> = None;
        for utterance in &transcript.utterances {
            if before.is_some() {
                whole.push('\n');
            }
            if before != Some(&utterance.speaker) {
                whole.push_str(&label(&utterance.speaker));
            }
            before = Some(&utterance.speaker);
            starts.push(whole.len());
            whole.push_str(&utterance.text);
        }
        let mut redactor = Redactor::new();
        let clean = redactor.redact_with_map(&whole);
        let mut verdict = verdict.clone();
        let reasons = verdict.reasons.iter_mut().flat_map(|reason| &mut reason.quotes);
        let refused = verdict.refused.iter_mut().flat_map(|refused| &mut refused.quotes);
        for quote in reasons.chain(refused) {
            let start = starts.get(quote.span.utterance).copied().unwrap_or(0);
            quote.text = clean.part(start + quote.span.bytes.start..start + quote.span.bytes.end);
        }
        Self { text: clean.text, verdict }
    }
}

fn label(speaker: &Speaker) -> String {
    match speaker {
        Speaker::Caller => "Caller: ".to_owned(),
        Speaker::Recipient => "Recipient: ".to_owned(),
        Speaker::Narrator => "Note: ".to_owned(),
        Speaker::Named(name) => format!("{}: ", Redactor::new().redact(name)),
        Speaker::Unknown => String::new(),
    }
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub(super) const fn kind_name(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Phone => "phone",
        IndicatorKind::Link => "link",
        IndicatorKind::Email => "email",
        IndicatorKind::Amount => "amount",
        IndicatorKind::Reference => "reference",
        IndicatorKind::Company => "company",
    }
}
