//! Labelled calls → proposed points.
//!
//! A logistic regression in decibans that is pulled towards the points as written. It knows what the
//! judge knows: a family adds no more than its cap, and a hard stop lifts to its level. The strength
//! of the pull is the one under which calls that were left out are told best.

mod folds;
mod model;
mod words;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::call::Call;
use super::evidence::Evidence;
use super::measure::{Share, calibration_error, share};
use crate::batch::Crew;
use crate::judge::{Part, risk};
use crate::rules::{Level, Role, Rule, RuleBook, RuleId};

pub(super) use folds::{Bound, deal};
use model::{Doc, Model, Term};
pub use words::{WordWeights, fit_words};

/// Rules heard in fewer calls keep their points.
const LEAST_SUPPORT: usize = 8;
/// Parts the calls are split into for cross-validation.
pub(super) const FOLDS: usize = 5;
/// Strengths of the pull that are tried: the inverse variance of a rule's points, in units of
/// (10 decibans)^-2, that the written points are believed with.
const PULLS: [f64; 7] = [0.5, 1.0, 2.0, 5.0, 15.0, 50.0, 200.0];

/// Points proposed from labelled calls.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fit {
    /// Calls with a risk, from which they were learnt.
    pub calls: usize,
    /// Their share of scams, every group weighing the same, before it was corrected to the prior.
    pub scams: f64,
    /// The strength of the pull; none if the written points told unseen calls best.
    pub pull: Option<f64>,
    /// The written points on all calls.
    pub before: Quality,
    /// Points learnt from four fifths of the calls, on the fifth that was left out; all fifths together.
    pub after: Quality,
    /// What would change, the greatest change first.
    pub changes: Vec<Change>,
    /// Rules and schemes heard, and left as they are because they were heard too seldom.
    pub too_rare: usize,
}

/// How well the risks shown tell calls apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Quality {
    /// Mean logarithmic loss in nats, every group weighing the same and scams being as frequent as the
    /// prior says.
    pub log_loss: f64,
    /// Expected calibration error of the calls as they are.
    pub error: f64,
    /// Expected calibration error, weighted as the loss is.
    pub error_at_prior: f64,
    /// Scams among the calls shown with a risk of 90 % or more.
    pub at_90: Share,
}

/// A rule or scheme whose points would change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The rule or scheme.
    pub id: RuleId,
    /// Points it has.
    pub old: i32,
    /// Points proposed.
    pub new: i32,
    /// Scams it was heard in.
    pub scam: usize,
    /// Legitimate calls it was heard in.
    pub legit: usize,
}

/// Proposes points. None where there are not both scams and legitimate calls with a risk.
pub fn fit(calls: &[Call], book: &RuleBook, crew: &Crew) -> Option<Fit> {
    let judged: Vec<&Call> = calls.iter().filter(|call| call.risk.is_some()).collect();
    let mut build = Build::new(&judged, book);
    let mut docs: Vec<Doc> = judged.iter().map(|call| build.doc(call)).collect();
    let mut model = build.model;
    let scams: f64 = docs.iter().map(|doc| if doc.scam { doc.weight } else { 0.0 }).sum();
    let total: f64 = docs.iter().map(|doc| doc.weight).sum();
    let share = scams / total;
    if !(share > 0.0 && share < 1.0) {
        return None;
    }
    // What is shown is the risk where scams are as frequent as the prior says: so must they weigh.
    model.constant = f64::from(book.policy.prior);
    let prior = risk(book.policy.prior);
    for doc in &mut docs {
        doc.weight *= if doc.scam { prior / share } else { (1.0 - prior) / (1.0 - share) };
    }

    let bound: Vec<Bound<'_>> = judged.iter().map(|call| Bound { scam: call.scam, ties: &call.ties }).collect();
    let folds = deal(&bound, FOLDS);
    let jobs: Vec<(f64, usize)> = PULLS.iter().flat_map(|pull| (0..FOLDS).map(|fold| (*pull, fold))).collect();
    let told = crew.work(jobs, |(pull, fold)| {
        let rest: Vec<&Doc> = docs.iter().zip(&folds).filter(|(_, own)| **own != fold).map(|(doc, _)| doc).collect();
        let points = model.learn(&rest, pull);
        let points: Vec<f64> = points.into_iter().map(f64::round).collect();
        let own = docs.iter().zip(&folds).enumerate().filter(|(_, (_, own))| **own == fold);
        own.map(|(at, (doc, _))| (at, model.score(doc, &points))).collect::<Vec<_>>()
    });
    let written = model.written();
    let before: Vec<f64> = docs.iter().map(|doc| model.score(doc, &written)).collect();
    let mut best = (None, quality(&docs, &before));
    // From the strongest pull on: of equals the one that changes least.
    for (pull, told) in PULLS.iter().zip(told.chunks(FOLDS)).rev() {
        let mut scores = vec![0.0; docs.len()];
        for (at, score) in told.iter().flatten() {
            scores[*at] = *score;
        }
        let after = quality(&docs, &scores);
        if after.log_loss < best.1.log_loss - 1e-9 {
            best = (Some(*pull), after);
        }
    }
    let points = match best.0 {
        None => written,
        Some(pull) => model.learn(&docs.iter().collect::<Vec<_>>(), pull),
    };
    Some(Fit {
        calls: docs.len(),
        scams: share,
        pull: best.0,
        before: quality(&docs, &before),
        after: best.1,
        changes: changes(&model, &points, &docs),
        too_rare: model.terms.iter().filter(|term| term.support < LEAST_SUPPORT).count(),
    })
}

impl Fit {
    /// The proposal as a `policy.toml` to lay over the rules. `rules` gives the support of each.
    pub fn overlay(&self, edition: &str, rules: &[Evidence]) -> String {
        let mut text = format!(
            "# Points proposed by `scamscreen evaluate --fit` from {} labelled calls for the rules {edition}.\n\
             # Cross-validated log-loss {:.4} → {:.4}, calibration error {:.2} % → {:.2} %.\n\
             # To use them, call this file policy.toml and lay its folder over the rules: --rules DIR\n\n[points]\n",
            self.calls,
            self.before.log_loss,
            self.after.log_loss,
            self.before.error * 100.0,
            self.after.error * 100.0,
        );
        let mut changes: Vec<&Change> = self.changes.iter().collect();
        changes.sort_by(|one, other| one.id.cmp(&other.id));
        for Change { id, old, new, scam, legit } in changes {
            let earned = rules.iter().find(|rule| rule.id == *id).map_or(0.0, |rule| rule.earned);
            // Writing to a String cannot fail.
            let _ = writeln!(text, "\"{id}\" = {new} # {old:+}; {scam} scams, {legit} legitimate; alone {earned:+.1}");
        }
        text
    }
}

fn changes(model: &Model, points: &[f64], docs: &[Doc]) -> Vec<Change> {
    let mut counts = vec![(0, 0); model.terms.len()];
    for doc in docs {
        for term in &doc.terms {
            let (scam, legit) = &mut counts[*term];
            *if doc.scam { scam } else { legit } += 1;
        }
    }
    let mut changes: Vec<Change> = model
        .terms
        .iter()
        .zip(points)
        .zip(counts)
        .map(|((term, points), (scam, legit))| Change {
            id: term.id.clone(),
            old: term.written,
            new: whole(*points),
            scam,
            legit,
        })
        .filter(|change| change.old != change.new)
        .collect();
    changes.sort_by(|one, other| {
        (other.new - other.old).abs().cmp(&(one.new - one.old).abs()).then_with(|| one.id.cmp(&other.id))
    });
    changes
}

#[expect(clippy::cast_possible_truncation, reason = "points are held between -60 and 60")]
fn whole(points: f64) -> i32 {
    points.round() as i32
}

fn quality(docs: &[Doc], scores: &[f64]) -> Quality {
    let told = || docs.iter().zip(scores).map(|(doc, score)| (model::chance(*score), doc));
    let total: f64 = docs.iter().map(|doc| doc.weight).sum();
    let loss: f64 = docs.iter().zip(scores).map(|(doc, score)| doc.weight * model::loss(*score, doc.scam)).sum();
    Quality {
        log_loss: loss / total,
        error: calibration_error(told().map(|(risk, doc)| (risk, doc.scam, 1.0))).unwrap_or_default(),
        error_at_prior: calibration_error(told().map(|(risk, doc)| (risk, doc.scam, doc.weight))).unwrap_or_default(),
        at_90: share(told().filter(|(risk, _)| *risk >= 0.9), |(_, doc)| doc.scam),
    }
}

/// Calls → documents of a model.
struct Build<'b> {
    book: &'b RuleBook,
    model: Model,
    known: BTreeMap<RuleId, usize>,
    groups: BTreeMap<String, usize>,
    calls: usize,
}

impl<'b> Build<'b> {
    fn new(calls: &[&Call], book: &'b RuleBook) -> Self {
        let mut groups = BTreeMap::new();
        let mut support: BTreeMap<&RuleId, usize> = BTreeMap::new();
        for call in calls {
            *groups.entry(call.group.clone()).or_default() += 1;
            for id in scored(call) {
                *support.entry(id).or_default() += 1;
            }
        }
        let model = Model::new(book.policy.overlap);
        let mut build = Self { book, model, known: BTreeMap::new(), groups, calls: calls.len() };
        for (id, support) in support {
            build.term(id, support);
        }
        build
    }

    fn term(&mut self, id: &RuleId, support: usize) {
        let rule = self.book.rule(id.as_str());
        // What the manner adds hangs on what else is heard, and its weights are learnt from words.
        if rule.is_some_and(Rule::is_manner) {
            return;
        }
        let rule = rule.map(|rule| (rule.points, rule.role == Role::Warns));
        let scheme = || self.book.schemes.iter().find(|scheme| scheme.id == *id);
        let Some((written, warns)) = rule.or_else(|| scheme().map(|scheme| (scheme.points, scheme.points >= 0))) else {
            return;
        };
        // A family's cap holds for its red flags only.
        let cap = self.book.policy.caps.get(id.family()).filter(|_| warns);
        let family = cap.map(|cap| self.model.family(id.family(), *cap));
        self.known.insert(id.clone(), self.model.terms.len());
        let free = support >= LEAST_SUPPORT;
        self.model.terms.push(Term { id: id.clone(), written, warns, family, support, free });
    }

    fn doc(&mut self, call: &Call) -> Doc {
        let mut doc = Doc { scam: call.scam, terms: Vec::new(), fixed: 0.0, floor: self.floor(call), weight: 1.0 };
        for id in scored(call) {
            doc.terms.extend(self.known.get(id));
        }
        // What no rule of the book is worth, such as a number the history knows.
        let given = call.reasons.iter().filter(|why| !matches!(why.part, Part::Floor | Part::Overlap));
        let unknown = given.filter(|why| !self.known.contains_key(&why.id));
        doc.fixed = unknown.map(|why| f64::from(why.points)).sum();
        let groups = super::measure::float(self.groups.len());
        doc.weight = super::measure::float(self.calls) / groups / super::measure::float(self.groups[&call.group]);
        doc
    }

    /// The least points a hard stop demands, as far as it shows in the verdict.
    fn floor(&self, call: &Call) -> Option<f64> {
        let rules = call.heard.iter().filter_map(|id| self.book.rule(id.as_str())?.at_least);
        let lifted = call.reasons.iter().filter(|why| why.part == Part::Floor).map(|why| &why.id);
        let named = call.scheme.iter().chain(lifted);
        let schemes = named.filter_map(|id| self.book.schemes.iter().find(|scheme| scheme.id == *id)?.at_least);
        let level: Level = rules.chain(schemes).max()?;
        let (_, percent) = self.book.policy.levels.iter().find(|(other, _)| *other == level)?;
        let least = (-60..=60).find(|sum| risk(*sum) + 1e-9 >= f64::from(*percent) / 100.0)?;
        Some(f64::from(least - self.book.policy.prior))
    }
}

/// What adds to the score of a call and has points of its own.
fn scored(call: &Call) -> impl Iterator<Item = &RuleId> {
    let rules = call.reasons.iter().filter(|why| matches!(why.part, Part::Flag | Part::Reassurance)).map(|why| &why.id);
    rules.chain(&call.scheme)
}
