//! Weights of evidence in decibans: who heard what, what of it counts, and the way from points to risk.

use std::collections::BTreeMap;

use crate::detect::{Detection, Finding};
use crate::rules::{Level, Policy, Role, Rule, RuleBook};

/// Probability of a scam for log-odds in decibans: `1 / (1 + 10^(-sum/10))`, after I. J. Good's
/// weight of evidence.
pub fn risk(sum: i32) -> f64 {
    1.0 / (1.0 + 10f64.powf(-f64::from(sum) / 10.0))
}

/// The level of a risk, for a text with at least one red flag.
pub(super) fn level_of(sum: i32, policy: &Policy) -> Level {
    let reached = policy.levels.iter().rev().find(|(level, _)| sum >= points_for(*level, policy));
    reached.map_or(Level::WeakSigns, |(level, _)| *level)
}

/// The least sum of prior and points with which a level is reached.
pub(super) fn points_for(level: Level, policy: &Policy) -> i32 {
    let percent = policy.levels.iter().find(|(other, _)| *other == level).map_or(0, |(_, percent)| *percent);
    if percent == 0 {
        return i32::MIN / 2;
    }
    let odds = f64::from(percent) / f64::from(100 - percent);
    // Rounded up, so that the risk shown is never below the level's own.
    #[expect(clippy::cast_possible_truncation, reason = "levels lie between 1 and 99 %, so this is between -20 and 20")]
    let points = (10.0 * odds.log10() - 1e-9).ceil() as i32;
    points
}

/// A red flag with the points it is awarded.
pub(super) struct Award<'d, 'b> {
    pub(super) finding: &'d Finding<'b>,
    pub(super) points: i32,
}

/// What was heard, each rule once.
pub(super) struct Heard<'d, 'b> {
    /// All findings by rule number.
    by_rule: BTreeMap<u16, Vec<&'d Finding<'b>>>,
    /// How many words the call has.
    words: usize,
    book: &'d RuleBook,
}

impl<'d, 'b> Heard<'d, 'b> {
    pub(super) fn new(detection: &'d Detection<'b>, book: &'d RuleBook) -> Self {
        let mut by_rule: BTreeMap<u16, Vec<&'d Finding<'b>>> = BTreeMap::new();
        for finding in &detection.findings {
            by_rule.entry(finding.number).or_default().push(finding);
        }
        Self { by_rule, words: detection.words, book }
    }

    pub(super) fn has(&self, rule: u16) -> bool {
        self.by_rule.contains_key(&rule)
    }

    /// Whether a rule was heard and nothing heard takes its provenance away.
    pub(super) fn stands(&self, rule: u16) -> bool {
        let finding = self.by_rule.get(&rule).and_then(|findings| findings.first());
        finding.is_some_and(|finding| finding.rule.refused_by.iter().all(|id| self.rule(id.as_str()).is_none()))
    }

    pub(super) fn of(&self, rule: u16) -> Vec<&'d Finding<'b>> {
        self.by_rule.get(&rule).cloned().unwrap_or_default()
    }

    /// The numbers of all rules heard.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u16> + '_ {
        self.by_rule.keys().copied()
    }

    pub(super) fn rules(&self) -> impl Iterator<Item = &'b Rule> + '_ {
        self.by_rule.values().filter_map(|findings| findings.first()).map(|finding| finding.rule)
    }

    /// A rule by id, if it was heard.
    pub(super) fn rule(&self, id: &str) -> Option<&'b Rule> {
        let number = self.book.index(id)?;
        self.by_rule.get(&number).and_then(|findings| findings.first()).map(|finding| finding.rule)
    }

    pub(super) fn reassurances(&self) -> Vec<&'d Finding<'b>> {
        self.first_of(Role::Reassures)
    }

    /// Red flags with their points: a repeat adds nothing, a family adds no more than its cap.
    pub(super) fn red_flags(&self, policy: &Policy) -> Vec<Award<'d, 'b>> {
        let mut flags = self.first_of(Role::Warns);
        flags.retain(|finding| !finding.rule.is_manner());
        flags.sort_by_key(|finding| -finding.worth);
        let mut left: BTreeMap<&str, i32> = policy.caps.iter().map(|(family, cap)| (family.as_str(), *cap)).collect();
        let award = |finding: &'d Finding<'b>| {
            let worth = finding.worth;
            let points = left.get_mut(finding.rule.id.family()).map_or(worth, |left| {
                let points = worth.min(*left);
                *left -= points;
                points
            });
            Award { finding, points }
        };
        flags.into_iter().map(award).collect()
    }

    /// How the call is spoken, if that warns. It adds little more than what was heard in it, unless it
    /// speaks alone.
    pub(super) fn manner(&self, policy: &Policy, signs: i32) -> Option<Award<'d, 'b>> {
        let finding = self.first_of(Role::Warns).into_iter().find(|finding| finding.rule.is_manner())?;
        let worth = finding.worth;
        let alone = policy.manner.is_rule_alone(finding.number, self.words);
        let points = if alone { worth } else { worth.min(signs + policy.manner.beyond) };
        Some(Award { finding, points })
    }

    fn first_of(&self, role: Role) -> Vec<&'d Finding<'b>> {
        let firsts = self.by_rule.values().filter_map(|findings| findings.first().copied());
        firsts.filter(|finding| finding.rule.role == role).collect()
    }
}
