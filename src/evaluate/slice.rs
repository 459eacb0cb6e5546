//! Measures of a part of the calls: all, a group, a language.

use std::collections::BTreeSet;

use serde::Serialize;

use super::call::Call;
use super::measure::{Calibration, Ranking, Share, share};

/// A part of the calls and how the screener did on it. "Flagged" is `likely_scam` or `scam`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Slice {
    /// The group; none for all of them.
    pub group: Option<String>,
    /// The language; none for all of them.
    pub language: Option<String>,
    /// How many calls.
    pub n: usize,
    /// How many of them are scams.
    pub scams: usize,
    /// How many could not be read; they count as not flagged.
    pub unread: usize,
    /// Scams among the flagged.
    pub precision: Share,
    /// Flagged among the scams.
    pub recall: Share,
    /// Flagged among the legitimate.
    pub false_alarms: Share,
    /// Scams with a score that at most 1 % of all legitimate calls of the data reach.
    pub recall_at_1: Share,
    /// How well scores rank.
    #[serde(flatten)]
    pub ranking: Ranking,
    /// Whether the risks are what they say, over the calls that were shown one.
    pub calibration: Calibration,
}

/// What all slices of a run are measured against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Score that at most 1 % of all legitimate calls reach.
    pub(super) threshold: i32,
    /// The policy's prior as a share.
    pub(super) prior: f64,
}

impl Slice {
    fn new(calls: &[&Call], frame: Frame) -> Self {
        let of = |scam: bool| calls.iter().filter(move |call| call.scam == scam);
        let risks: Vec<(f64, bool)> = calls.iter().filter_map(|call| Some((call.risk?, call.scam))).collect();
        Self {
            group: None,
            language: None,
            n: calls.len(),
            scams: of(true).count(),
            unread: calls.iter().filter(|call| call.level.is_none()).count(),
            precision: share(calls.iter().filter(|call| call.is_flagged()), |call| call.scam),
            recall: share(of(true), |call| call.is_flagged()),
            false_alarms: share(of(false), |call| call.is_flagged()),
            recall_at_1: share(of(true), |call| call.score >= frame.threshold),
            ranking: Ranking::new(calls.iter().map(|call| (call.score, call.scam))),
            calibration: Calibration::new(&risks, frame.prior),
        }
    }
}

/// All calls; each language, if there are several; each group, and within it each language, if there
/// are several.
pub(super) fn slices(calls: &[Call], frame: Frame) -> Vec<Slice> {
    let groups: BTreeSet<&str> = calls.iter().map(|call| call.group.as_str()).collect();
    let all: Vec<&Call> = calls.iter().collect();
    let mut slices = vec![Slice::new(&all, frame)];
    slices.extend(by_language(&all, frame));
    if groups.len() > 1 {
        for group in groups {
            let own: Vec<&Call> = calls.iter().filter(|call| call.group == group).collect();
            let mut parts = vec![Slice::new(&own, frame)];
            parts.extend(by_language(&own, frame));
            for part in &mut parts {
                part.group = Some(group.to_owned());
            }
            slices.extend(parts);
        }
    }
    slices
}

fn by_language(calls: &[&Call], frame: Frame) -> Vec<Slice> {
    let languages: BTreeSet<&str> = calls.iter().map(|call| call.language.as_str()).collect();
    if languages.len() < 2 {
        return Vec::new();
    }
    languages
        .into_iter()
        .map(|language| {
            let own: Vec<&Call> = calls.iter().copied().filter(|call| call.language == language).collect();
            Slice { language: Some(language.to_owned()), ..Slice::new(&own, frame) }
        })
        .collect()
}
