//! One item → what the screener made of it.

use std::time::{Duration, Instant};

use serde::Serialize;

use super::data::Item;
use crate::judge::{Part, Verdict};
use crate::language::Labels;
use crate::parse;
use crate::rules::{Level, RuleId};
use crate::screen::{Given, Screener, Seen};

/// The score of what has no risk: unreadable, too little to judge, or an article.
pub const NO_RISK: i32 = -99;

/// An item and its verdict, as far as measures need it.
#[derive(Debug, Clone)]
pub struct Call {
    /// What it is called.
    pub id: String,
    /// Where it was read.
    pub place: String,
    /// Whether it is a scam.
    pub scam: bool,
    /// The group it is measured in.
    pub group: String,
    /// Its language, as the data says.
    pub language: String,
    /// What it may not be separated from when data are split: near-duplicates, pairs, itself.
    pub ties: Vec<String>,
    /// The level; none for what cannot be read.
    pub level: Option<Level>,
    /// The risk shown.
    pub risk: Option<f64>,
    /// Prior and points in decibans, [`NO_RISK`] where no risk is shown.
    pub score: i32,
    /// Rules that count, each once.
    pub heard: Vec<RuleId>,
    /// The scheme the verdict names.
    pub scheme: Option<RuleId>,
    /// What moved the score.
    pub reasons: Vec<Why>,
    /// Why there is no verdict or no risk.
    pub remark: Option<String>,
    /// Time to read and screen it.
    pub time: Duration,
}

/// A reason, in short.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// The rule or scheme.
    pub id: RuleId,
    /// What kind of reason.
    pub part: Part,
    /// Points awarded.
    pub points: i32,
    /// Its title.
    pub title: String,
    /// The first words it rests on.
    pub quote: Option<String>,
}

impl Call {
    /// Whether it was told to be a scam: `likely_scam` or `scam`.
    pub fn is_flagged(&self) -> bool {
        self.level.is_some_and(|level| level >= Level::LikelyScam)
    }

    /// Reads and screens an item as `check` does.
    pub(super) fn screen(item: &Item, group: Option<&str>, screener: &Screener<'_>, labels: &[Labels]) -> Self {
        let start = Instant::now();
        let outcome = match parse::parse(&item.text, labels, None) {
            Err(error) => Err(error.to_string()),
            Ok(parsed) if parsed.transcript.is_silent() => Err("no speech found".to_owned()),
            Ok(parsed) => {
                let given = Given { caller: parsed.caller, ..Given::default() };
                Ok(screener.screen_with(parsed.transcript, &given, |_| Seen::default()))
            }
        };
        let time = start.elapsed();
        let mut call = Self {
            id: item.id.clone(),
            place: item.place.clone(),
            scam: item.scam,
            group: group.map_or_else(|| "all".to_owned(), |field| item.field(field).unwrap_or_else(|| "-".to_owned())),
            language: item.language.clone(),
            ties: ties(item),
            level: None,
            risk: None,
            score: NO_RISK,
            heard: Vec::new(),
            scheme: None,
            reasons: Vec::new(),
            remark: None,
            time,
        };
        match outcome {
            Err(problem) => call.remark = Some(problem),
            Ok(screening) => {
                call.take(screening.verdict);
                call.heard = screening.heard;
            }
        }
        call
    }

    fn take(&mut self, verdict: Verdict) {
        self.level = Some(verdict.level);
        self.risk = verdict.risk;
        if verdict.risk.is_some() {
            self.score = verdict.prior + verdict.points;
        }
        self.remark = verdict.remark;
        self.scheme = verdict.scheme.map(|scheme| scheme.id);
        let reasons = verdict.reasons.into_iter();
        self.reasons = reasons
            .map(|reason| Why {
                id: reason.id,
                part: reason.part,
                points: reason.points,
                title: reason.title,
                quote: reason.quotes.into_iter().next().map(|quote| quote.text),
            })
            .collect();
    }
}

pub(super) fn ties(item: &Item) -> Vec<String> {
    let named = ["dup_group", "pair_id"].into_iter();
    let mut ties: Vec<String> = named.filter_map(|name| Some(format!("{name} {}", item.field(name)?))).collect();
    ties.push(format!("id {}", item.id));
    ties
}
