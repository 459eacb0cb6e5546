//! How evidence adds up: the policy as written → as the judge uses it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::book::{Rule, Scheme};
use super::error::RuleError;
use super::index::Index;
use super::load::value;
use super::syntax::{AloneSteps, PolicyFile};
use super::terms::{Level, Role};

const PLACE: &str = "policy.toml";

/// How evidence adds up.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Policy {
    /// Log-odds before anything is heard, in decibans.
    pub prior: i32,
    /// Least risk in percent by level, from the least to the most alarming.
    pub levels: Vec<(Level, u8)>,
    /// Most points a family can add.
    pub caps: BTreeMap<String, i32>,
    /// How much of the signs of one call counts.
    pub overlap: Overlap,
    /// Fewer words than this, and no finding, is not enough to judge.
    pub least_words: usize,
    /// Points for a caller's number that the history knows from scams.
    pub seen_number: i32,
    /// When a text is an article.
    pub article: ArticlePolicy,
    /// When words sound like a scam call.
    pub manner: MannerPolicy,
}

/// How much of the signs of one call counts: signs that are heard together say in part the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    /// Up to this sum, in decibans, they count whole.
    pub from: u16,
    /// What counts of the rest.
    pub percent: u8,
}

impl Default for Overlap {
    /// Each sign says something of its own.
    fn default() -> Self {
        Self { from: 0, percent: 100 }
    }
}

impl Overlap {
    /// What counts of signs that are worth so many decibans together.
    pub fn counted(self, worth: i32) -> i32 {
        let from = i32::from(self.from);
        if worth <= from { worth } else { from + (worth - from) * i32::from(self.percent) / 100 }
    }
}

/// When a text sounds like a scam call, or like an ordinary one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MannerPolicy {
    /// Texts with fewer different words are not weighed.
    pub least_words: usize,
    /// How much more than the red flags heard it may add, in decibans.
    pub beyond: i32,
    /// When the words speak alone: though no red flag was heard, and whatever the red flags weigh.
    pub alone: Option<Alone>,
    /// Down from which weight the least level of a scheme is one lower.
    pub lowers: Option<i32>,
    /// From what weight of all words on, or down from which, they sound so; the nearest first.
    pub steps: Vec<Step>,
}

impl MannerPolicy {
    /// Whether so many words of this weight speak alone.
    pub fn is_alone(&self, weight: f64, words: usize) -> bool {
        self.alone.is_some_and(|alone| weight >= f64::from(alone.least(words)))
    }

    /// Whether a rule is heard from such a weight on that the least level of a scheme is one lower.
    pub fn is_lowering(&self, rule: u16) -> bool {
        let step = self.steps.iter().find(|step| step.rule == rule && !step.up);
        step.zip(self.lowers).is_some_and(|(step, lowers)| step.at <= lowers)
    }

    /// What a weight is worth, in decibans. Between two steps it grows evenly, and no weight is worth
    /// nothing; beyond the last step it grows no more.
    pub fn worth(&self, weight: f64) -> i32 {
        let (mut near, mut grown) = ((0.0, 0.0), 0.0);
        for step in self.steps.iter().filter(|step| step.up == (weight > 0.0)) {
            let next = (f64::from(step.at), f64::from(step.points));
            if !step.is_reached(weight) {
                grown = (next.1 - near.1) * (weight - near.0) / (next.0 - near.0);
                break;
            }
            near = next;
        }
        #[expect(clippy::cast_possible_truncation, reason = "between the points of two rules")]
        let worth = (near.1 + grown).round() as i32;
        worth
    }

    /// Whether a rule is heard from such a weight on.
    pub fn is_rule_alone(&self, rule: u16, words: usize) -> bool {
        self.steps.iter().any(|step| step.rule == rule && self.is_alone(f64::from(step.at), words))
    }
}

/// From what weight on words speak alone, in decibans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alone {
    /// The fewest and the most words of a usual text.
    pub words: (usize, usize),
    /// The weight in a usual text.
    pub from: i32,
    /// The weight in a shorter one or a longer one, in which more of it is chance.
    pub outside: i32,
}

impl Alone {
    fn least(self, words: usize) -> i32 {
        if (self.words.0..=self.words.1).contains(&words) { self.from } else { self.outside }
    }
}

/// A rule that is heard by the weight of all words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number.
    pub rule: u16,
    /// The weight in decibans.
    pub at: i32,
    /// Whether it is heard from that weight on; else down from it.
    pub up: bool,
    /// The points of the rule.
    pub points: i32,
}

impl Step {
    /// Whether a weight is enough.
    pub fn is_reached(self, weight: f64) -> bool {
        let at = f64::from(self.at);
        if self.up { weight >= at } else { weight <= at }
    }

    /// How far it reaches: of two that are reached the farther one counts.
    pub fn reach(self) -> i32 {
        if self.up { self.at } else { -self.at }
    }
}

/// When a text counts as an article about scams and not as an incident.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ArticlePolicy {
    /// Shorter texts never are.
    pub least_words: usize,
    /// Sum of the weights from which a text is an article.
    pub at_least: i32,
    /// Weight of one mention (at most three count) by rule.
    pub weights: Vec<(u16, i32)>,
    /// From what weight of all words on, or down from which, the text is worded like an article, or
    /// like what happened to somebody.
    pub steps: Vec<Step>,
}

/// The policy of all trees, with rules by their numbers.
pub(super) fn usable(
    file: &PolicyFile,
    index: &Index,
    rules: &[Rule],
    schemes: &[Scheme],
) -> Result<Policy, RuleError> {
    for id in file.points.keys().filter(|id| !schemes.iter().any(|scheme| scheme.id.as_str() == **id)) {
        index.one(PLACE, id)?;
    }
    let mut levels: Vec<(Level, u8)> = file.levels.iter().map(|(level, percent)| (*level, *percent)).collect();
    levels.sort();
    let rising = levels.windows(2).all(|pair| pair[0].1 < pair[1].1) && levels.iter().all(|level| level.1 < 100);
    let named: Vec<Level> = levels.iter().map(|level| level.0).collect();
    if named != [Level::Suspicious, Level::LikelyScam, Level::Scam] || !rising {
        return Err(value(PLACE, "[levels] needs suspicious, likely_scam and scam, rising, in percent below 100"));
    }
    let overlap = file.overlap.unwrap_or_default();
    if overlap.percent > 100 {
        return Err(value(PLACE, &format!("[overlap] percent = {}: needs 0 to 100", overlap.percent)));
    }
    let mut manner = MannerPolicy::default();
    if let Some(file) = &file.manner {
        let up = |rule: &Rule| match rule.role {
            Role::Warns => Some(true),
            Role::Reassures => Some(false),
            Role::Records => None,
        };
        let steps = steps("manner", &file.steps, index, rules, |_, rule| up(rule))?;
        let at = |key: &str, id: &str, up: bool| step_at(key, id, up, &steps, index);
        let alone = file.alone.as_ref().map(|alone| when_alone(alone, at)).transpose()?;
        let lowers = file.lowers.as_ref().map(|id| at("[manner] lowers =", id, false)).transpose()?;
        manner = MannerPolicy { least_words: file.least_words, beyond: file.beyond, alone, lowers, steps };
    }
    let article = match &file.article {
        None => ArticlePolicy { least_words: usize::MAX, ..ArticlePolicy::default() },
        Some(article) => {
            let mut weights = Vec::new();
            for (id, weight) in &article.weights {
                for number in index.several(PLACE, id)? {
                    weights.push((number, *weight));
                }
            }
            let weight = |number| weights.iter().find(|(other, _)| *other == number).map(|(_, weight)| *weight);
            let steps = steps("article", &article.steps, index, rules, |number, _| Some(weight(number)? > 0))?;
            ArticlePolicy { least_words: article.least_words, at_least: article.at_least, weights, steps }
        }
    };
    Ok(Policy {
        prior: file.prior.ok_or_else(|| value(PLACE, "`prior` is missing"))?,
        levels,
        caps: file.caps.clone(),
        overlap,
        least_words: file.least_words.unwrap_or(0),
        seen_number: file.seen_number.unwrap_or(0),
        manner,
        article,
    })
}

/// The weight from which a rule of these steps is heard.
fn step_at(key: &str, id: &str, up: bool, steps: &[Step], index: &Index) -> Result<i32, RuleError> {
    let number = index.one(PLACE, id)?;
    let step = steps.iter().find(|step| step.rule == number && step.up == up).map(|step| step.at);
    let role = if up { "warns" } else { "reassures" };
    step.ok_or_else(|| value(PLACE, &format!("{key} \"{id}\": needs a rule of [manner.steps] that {role}")))
}

/// When words speak alone, by the weights of their steps.
fn when_alone(file: &AloneSteps, at: impl Fn(&str, &str, bool) -> Result<i32, RuleError>) -> Result<Alone, RuleError> {
    const KEY: &str = "[manner.alone]";
    let (fewest, most) = file.words;
    if fewest > most {
        return Err(value(PLACE, &format!("[manner.alone] words = [{fewest}, {most}]: needs the fewest first")));
    }
    Ok(Alone { words: file.words, from: at(KEY, &file.from, true)?, outside: at(KEY, &file.outside, true)? })
}

/// The steps of a table of the policy, the nearest first. `up` says of a rule, by its number, whether it is heard from its
/// step on, or down from it; none where it cannot have a step.
fn steps(
    table: &str,
    file: &BTreeMap<String, i32>,
    index: &Index,
    rules: &[Rule],
    up: impl Fn(u16, &Rule) -> Option<bool>,
) -> Result<Vec<Step>, RuleError> {
    let step = |(id, at): (&String, &i32)| {
        let number = index.one(PLACE, id)?;
        let rule = &rules[usize::from(number)];
        let up = up(number, rule).filter(|_| rule.is_manner());
        let up = up.ok_or_else(|| {
            let message = "needs rules of signal = \"manner\" that warn or reassure, or have a weight for articles";
            value(PLACE, &format!("[{table}.steps] {id} = {at}: {message}"))
        })?;
        Ok(Step { rule: number, at: *at, up, points: rule.points })
    };
    let mut steps: Vec<Step> = file.iter().map(step).collect::<Result<_, _>>()?;
    steps.sort_by_key(|step| step.reach());
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_steps_points_grow_evenly() {
        let step = |rule, at: i32, points| Step { rule, at, up: at > 0, points };
        let steps = vec![step(0, 1, 5), step(1, -2, -6), step(2, 3, 12), step(3, -4, -12)];
        let manner = MannerPolicy { steps, ..MannerPolicy::default() };
        let worth =
            [-9.0, -4.0, -3.0, -2.0, -1.0, 0.0, 0.6, 1.0, 2.0, 2.9, 3.0, 70.0].map(|weight| manner.worth(weight));
        assert_eq!(worth, [-12, -12, -9, -6, -3, 0, 3, 5, 9, 12, 12, 12]);
        assert_eq!(MannerPolicy::default().worth(3.0), 0, "no step, no points");
    }
}
