//! What each rule earned on the data, against the points it has.

use std::collections::BTreeMap;

use serde::Serialize;

use super::call::Call;
use super::measure::decibans;
use crate::rules::{Role, RuleBook, RuleId};

/// A rule or scheme and the calls it was heard in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The rule or scheme.
    pub id: RuleId,
    /// What hearing it does; none for a scheme, which warns.
    pub role: Option<Role>,
    /// Points it has.
    pub points: i32,
    /// Scams in which it was heard.
    pub scam: usize,
    /// Legitimate calls in which it was heard.
    pub legit: usize,
    /// Weight of evidence it earned, in decibans: what it should be worth alone.
    pub earned: f64,
}

impl Evidence {
    /// In how many calls it was heard.
    pub fn support(&self) -> usize {
        self.scam + self.legit
    }
}

/// Every rule and scheme of the book, those most often heard first.
pub(super) fn evidence(calls: &[Call], book: &RuleBook) -> Vec<Evidence> {
    let mut counts: BTreeMap<&RuleId, (usize, usize)> = BTreeMap::new();
    for call in calls {
        for id in call.heard.iter().chain(&call.scheme) {
            let (scam, legit) = counts.entry(id).or_default();
            *if call.scam { scam } else { legit } += 1;
        }
    }
    let scams = calls.iter().filter(|call| call.scam).count();
    let legit = calls.len() - scams;
    let rules = book.rules.iter().map(|rule| (&rule.id, Some(rule.role), rule.points));
    let schemes = book.schemes.iter().map(|scheme| (&scheme.id, None, scheme.points));
    let mut all: Vec<Evidence> = rules
        .chain(schemes)
        .map(|(id, role, points)| {
            let (in_scams, in_legit) = counts.get(id).copied().unwrap_or_default();
            Evidence {
                id: id.clone(),
                role,
                points,
                scam: in_scams,
                legit: in_legit,
                earned: decibans(in_scams, scams, in_legit, legit),
            }
        })
        .collect();
    all.sort_by(|one, other| other.support().cmp(&one.support()).then_with(|| one.id.cmp(&other.id)));
    all
}
