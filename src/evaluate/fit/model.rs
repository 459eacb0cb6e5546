//! The model that is fitted: the judge's sum of points, as a function of the points.

use crate::rules::{Overlap, RuleId};

/// Nats in a deciban.
const NATS: f64 = std::f64::consts::LN_10 / 10.0;
/// Nothing is worth more than this, whatever the data say.
const MOST_POINTS: f64 = 60.0;
/// One step changes points by no more than this: a cap, the overlap or a floor bends the curve.
const MOST_STEP: f64 = 4.0;
/// Rounds over all rules; the pull makes it settle far earlier.
const ROUNDS: usize = 60;
/// A round that changes no points by more than this many decibans was the last.
const SETTLED: f64 = 0.02;

/// A rule or scheme.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) id: RuleId,
    /// Points as written.
    pub(super) written: i32,
    /// Whether it may only raise the score; else it may only lower it.
    pub(super) warns: bool,
    /// Index of its family's cap, if it has one.
    pub(super) family: Option<usize>,
    /// In how many calls it was heard.
    pub(super) support: usize,
    /// Whether its points may change.
    pub(super) free: bool,
}

/// One call.
#[derive(Debug, Clone)]
pub(super) struct Doc {
    pub(super) scam: bool,
    /// What was heard, as indices into the terms.
    pub(super) terms: Vec<usize>,
    /// Points that no term has.
    pub(super) fixed: f64,
    /// Least points.
    pub(super) floor: Option<f64>,
    pub(super) weight: f64,
}

/// The judge's sum.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) terms: Vec<Term>,
    /// Families with their caps.
    families: Vec<(String, f64)>,
    /// How much of the signs of one call counts.
    overlap: Overlap,
    /// Log-odds before anything was heard, in decibans.
    pub(super) constant: f64,
}

/// Probability for log-odds in decibans.
pub(super) fn chance(decibans: f64) -> f64 {
    1.0 / (1.0 + (-decibans * NATS).exp())
}

/// Logarithmic loss of log-odds in decibans, in nats.
pub(super) fn loss(decibans: f64, scam: bool) -> f64 {
    let wrong = if scam { -decibans } else { decibans } * NATS;
    // ln(1 + e^x) without overflow.
    wrong.max(0.0) + (-wrong.abs()).exp().ln_1p()
}

impl Model {
    pub(super) fn new(overlap: Overlap) -> Self {
        Self { overlap, ..Self::default() }
    }

    /// The index of a family's cap.
    pub(super) fn family(&mut self, name: &str, cap: i32) -> usize {
        let known = self.families.iter().position(|(other, _)| other == name);
        known.unwrap_or_else(|| {
            self.families.push((name.to_owned(), f64::from(cap)));
            self.families.len() - 1
        })
    }

    pub(super) fn written(&self) -> Vec<f64> {
        self.terms.iter().map(|term| f64::from(term.written)).collect()
    }

    /// Log-odds of a call in decibans.
    pub(super) fn score(&self, doc: &Doc, points: &[f64]) -> f64 {
        let sum = self.sum(doc, points);
        self.constant + doc.floor.map_or(sum, |floor| sum.max(floor))
    }

    fn sum(&self, doc: &Doc, points: &[f64]) -> f64 {
        let against: f64 = doc.terms.iter().filter(|term| !self.terms[**term].warns).map(|term| points[*term]).sum();
        let signs = self.signs(doc, points);
        let beyond = (signs - f64::from(self.overlap.from)).max(0.0);
        doc.fixed + against + signs - beyond * (1.0 - self.share())
    }

    /// What counts of signs where they overlap.
    fn share(&self) -> f64 {
        f64::from(self.overlap.percent) / 100.0
    }

    /// What the red flags and the scheme of a call are worth, each family no more than its cap.
    fn signs(&self, doc: &Doc, points: &[f64]) -> f64 {
        let mut sum = 0.0;
        for (at, term) in doc.terms.iter().enumerate().filter(|(_, term)| self.terms[**term].warns) {
            match self.terms[*term].family {
                None => sum += points[*term],
                // A family is summed where its first member stands.
                Some(family) if !doc.terms[..at].iter().any(|other| self.terms[*other].family == Some(family)) => {
                    sum += self.of_family(doc, family, points).min(self.families[family].1);
                }
                Some(_) => {}
            }
        }
        sum
    }

    fn of_family(&self, doc: &Doc, family: usize, points: &[f64]) -> f64 {
        doc.terms.iter().filter(|term| self.terms[**term].family == Some(family)).map(|term| points[*term]).sum()
    }

    /// How much of more points for a term would reach the score of a call.
    fn reach(&self, doc: &Doc, term: usize, points: &[f64]) -> f64 {
        let term = &self.terms[term];
        let lifted = doc.floor.is_some_and(|floor| self.sum(doc, points) < floor);
        let full = |family: usize| self.of_family(doc, family, points) > self.families[family].1;
        if lifted || term.family.is_some_and(full) {
            0.0
        } else if term.warns && self.signs(doc, points) > f64::from(self.overlap.from) {
            self.share()
        } else {
            1.0
        }
    }

    /// The points that minimise the weighted loss and the pull towards what is written. One rule after
    /// the other takes a Newton step within its sign.
    pub(super) fn learn(&self, docs: &[&Doc], pull: f64) -> Vec<f64> {
        let mut heard: Vec<Vec<&Doc>> = vec![Vec::new(); self.terms.len()];
        for doc in docs {
            for term in &doc.terms {
                heard[*term].push(doc);
            }
        }
        let written = self.written();
        let mut points = written.clone();
        let pull = pull / 100.0;
        for _ in 0..ROUNDS {
            let mut most: f64 = 0.0;
            for (at, term) in self.terms.iter().enumerate() {
                if !term.free {
                    continue;
                }
                let mut slope = pull * (points[at] - written[at]);
                let mut bend = pull;
                for doc in &heard[at] {
                    let reach = self.reach(doc, at, &points) * NATS;
                    if reach > 0.0 {
                        let risk = chance(self.score(doc, &points));
                        let told = if doc.scam { 1.0 } else { 0.0 };
                        slope += doc.weight * reach * (risk - told);
                        bend += doc.weight * reach * reach * risk * (1.0 - risk);
                    }
                }
                let (least, highest) = if term.warns { (0.0, MOST_POINTS) } else { (-MOST_POINTS, 0.0) };
                let step = (-slope / bend).clamp(-MOST_STEP, MOST_STEP);
                let next = (points[at] + step).clamp(least, highest);
                most = most.max((next - points[at]).abs());
                points[at] = next;
            }
            if most < SETTLED {
                break;
            }
        }
        points
    }
}
