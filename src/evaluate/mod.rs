//! Labelled data → measures: how often scams are heard, how often others are accused, whether the
//! risks are what they say, and what each rule is worth.

mod apart;
mod call;
mod data;
mod evidence;
mod fit;
mod measure;
mod slice;

use std::time::Duration;

use serde::Serialize;

use crate::batch::Crew;
use crate::judge::risk;
use crate::rules::{Edition, Level};
use crate::screen::Screener;

pub use apart::screen_apart;
pub use call::{Call, NO_RISK, Why};
pub use data::{Data, Item};
pub use evidence::Evidence;
pub use fit::{Change, Fit, Quality, WordWeights, fit, fit_words};
pub use measure::{Bin, Calibration, Ranking, Share, decibans, threshold};
pub use slice::Slice;

use slice::Frame;

/// So many of the worst are named.
const WORST: usize = 10;
/// Share of legitimate calls that may be flagged where recall is measured at equal false alarms.
const ALARMS: f64 = 0.01;

/// How a screener did on labelled data.
#[derive(Debug, Clone, Serialize)]
pub struct Evaluation {
    /// The rules that were measured.
    pub edition: Edition,
    /// The field that calls are grouped by, if any.
    pub grouped_by: Option<String>,
    /// All calls, then its parts.
    pub slices: Vec<Slice>,
    /// Score from which at most 1 % of the legitimate calls of the data would be flagged.
    pub threshold_at_1: i32,
    /// Calls by level, in the order of [`Level::ALL`]; the last place counts those that could not be
    /// read.
    pub confusion: Confusion,
    /// What each rule and scheme earned, the most often heard first.
    pub rules: Vec<Evidence>,
    /// Scams that were not flagged, the lowest score first.
    pub misses: Vec<Wrong>,
    /// Legitimate calls that were flagged, the highest score first.
    pub false_alarms: Vec<Wrong>,
    /// Time to read and screen one call.
    pub time: Time,
    /// Lines and files that could not be used.
    pub bad: Vec<String>,
    /// Points proposed from the data, where they were asked for.
    pub fit: Option<Fit>,
}

/// Label × level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// Scams.
    pub scam: [usize; Level::ALL.len() + 1],
    /// Legitimate calls.
    pub legit: [usize; Level::ALL.len() + 1],
}

/// A call that was judged wrongly.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wrong {
    /// What it is called.
    pub id: String,
    /// File and line.
    pub place: String,
    /// Its group.
    pub group: String,
    /// The level; none for what cannot be read.
    pub level: Option<Level>,
    /// The risk shown.
    pub risk: Option<f64>,
    /// Its score in decibans.
    pub score: i32,
    /// What moved the score.
    pub reasons: Vec<Why>,
    /// Why there is no verdict or no risk.
    pub remark: Option<String>,
}

/// Time to read and screen one call, in microseconds. The only figures that differ between two runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Time {
    /// Mean.
    pub mean_us: u64,
    /// Median.
    pub median_us: u64,
    /// 99 of 100 are not slower.
    pub p99_us: u64,
    /// The slowest.
    pub most_us: u64,
}

/// Screens every item. The calls are in the order of the items, whatever the number of threads.
pub fn screen(items: &[Item], group: Option<&str>, screener: &Screener<'_>, crew: &Crew) -> Vec<Call> {
    let labels = screener.book().labels();
    crew.work(items.iter().collect(), |item| Call::screen(item, group, screener, &labels))
}

/// The field that items are grouped by where the user names none: `source`, if there is one.
pub fn default_group(items: &[Item]) -> Option<&'static str> {
    items.iter().any(|item| item.fields.contains_key("source")).then_some("source")
}

/// Measures what a screener made of labelled calls.
pub fn evaluate(calls: &[Call], screener: &Screener<'_>, grouped_by: Option<&str>) -> Evaluation {
    let book = screener.book();
    let legit: Vec<i32> = calls.iter().filter(|call| !call.scam).map(|call| call.score).collect();
    let frame = Frame { threshold: threshold(&legit, ALARMS, NO_RISK), prior: risk(book.policy.prior) };
    Evaluation {
        edition: book.edition.clone(),
        grouped_by: grouped_by.map(str::to_owned),
        slices: slice::slices(calls, frame),
        threshold_at_1: frame.threshold,
        confusion: confusion(calls),
        rules: evidence::evidence(calls, book),
        misses: worst(calls.iter().filter(|call| call.scam && !call.is_flagged()), |score| score),
        false_alarms: worst(calls.iter().filter(|call| !call.scam && call.is_flagged()), |score| -score),
        time: time(calls),
        bad: Vec::new(),
        fit: None,
    }
}

fn confusion(calls: &[Call]) -> Confusion {
    let mut table = Confusion::default();
    for call in calls {
        let row = if call.scam { &mut table.scam } else { &mut table.legit };
        row[call.level.map_or(Level::ALL.len(), |level| level as usize)] += 1;
    }
    table
}

fn worst<'c>(calls: impl Iterator<Item = &'c Call>, rank: impl Fn(i32) -> i32) -> Vec<Wrong> {
    let mut calls: Vec<&Call> = calls.collect();
    calls.sort_by(|one, other| rank(one.score).cmp(&rank(other.score)).then_with(|| one.id.cmp(&other.id)));
    calls.truncate(WORST);
    let wrong = |call: &Call| Wrong {
        id: call.id.clone(),
        place: call.place.clone(),
        group: call.group.clone(),
        level: call.level,
        risk: call.risk,
        score: call.score,
        reasons: call.reasons.clone(),
        remark: call.remark.clone(),
    };
    calls.into_iter().map(wrong).collect()
}

fn time(calls: &[Call]) -> Time {
    let mut times: Vec<u64> = calls.iter().map(|call| micros(call.time)).collect();
    times.sort_unstable();
    let Some(most) = times.last() else { return Time::default() };
    let at = |percent: usize| times[(times.len() * percent).div_ceil(100).max(1) - 1];
    Time { mean_us: times.iter().sum::<u64>() / times.len() as u64, median_us: at(50), p99_us: at(99), most_us: *most }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests;
