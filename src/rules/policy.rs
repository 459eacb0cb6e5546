//! How evidence adds up: the policy as written → as the judge uses it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::book::{Level, Role, Rule, Scheme};
use super::error::RuleError;
use super::index::Index;
use super::load::value;
use super::syntax::{AloneSteps, PolicyFile};

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
    /// From what weight of all words on, or down from which, they sound so.
    pub steps: Vec<Step>,
}

impl MannerPolicy {
    /// Whether so many words of this weight speak alone.
    pub fn is_alone(&self, weight: i32, words: usize) -> bool {
        self.alone.is_some_and(|alone| weight >= alone.least(words))
    }

    /// Whether a rule is heard from such a weight on.
    pub fn is_rule_alone(&self, rule: u16, words: usize) -> bool {
        self.steps.iter().any(|step| step.rule == rule && self.is_alone(step.at, words))
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
}

impl Step {
    /// Whether a weight is enough.
    pub fn is_reached(self, weight: i32) -> bool {
        if self.up { weight >= self.at } else { weight <= self.at }
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
        let alone = file.alone.as_ref().map(|alone| when_alone(alone, &steps, index)).transpose()?;
        manner = MannerPolicy { least_words: file.least_words, beyond: file.beyond, alone, steps };
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

/// When words speak alone, by the weights of these steps.
fn when_alone(file: &AloneSteps, steps: &[Step], index: &Index) -> Result<Alone, RuleError> {
    let at = |id: &str| {
        let number = index.one(PLACE, id)?;
        let step = steps.iter().find(|step| step.rule == number && step.up).map(|step| step.at);
        step.ok_or_else(|| value(PLACE, &format!("[manner.alone] \"{id}\": needs a rule of [manner.steps] that warns")))
    };
    let (fewest, most) = file.words;
    if fewest > most {
        return Err(value(PLACE, &format!("[manner.alone] words = [{fewest}, {most}]: needs the fewest first")));
    }
    Ok(Alone { words: file.words, from: at(&file.from)?, outside: at(&file.outside)? })
}

/// The steps of a table of the policy. `up` says of a rule, by its number, whether it is heard from its
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
        Ok(Step { rule: number, at: *at, up })
    };
    file.iter().map(step).collect()
}
