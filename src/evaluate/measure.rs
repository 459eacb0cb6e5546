//! Measures of a screener: shares with intervals, areas under curves, calibration.

use serde::Serialize;

/// Standard normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_964;
/// Bins of a reliability table.
const BINS: usize = 10;

/// A count as a float. Counts of calls are far below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts of calls are far below 2^53")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}

/// So many of so many, with its 95 % interval.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Share {
    /// How many were.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
    /// Their share, 0 to 1; none of nothing.
    pub value: Option<f64>,
    /// Lower end of the Wilson interval (E. B. Wilson 1927, 95 %).
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

impl Share {
    /// A share with its Wilson interval.
    pub fn new(hits: usize, of: usize) -> Self {
        if of == 0 {
            return Self::default();
        }
        let (n, p) = (float(of), float(hits) / float(of));
        let d = 1.0 + Z * Z / n;
        let centre = (p + Z * Z / (2.0 * n)) / d;
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt() / d;
        let (low, high) = ((centre - half).max(0.0), (centre + half).min(1.0));
        Self { hits, of, value: Some(p), low: Some(low), high: Some(high) }
    }
}

/// The share of items that satisfy a condition.
pub(super) fn share<T>(items: impl Iterator<Item = T>, is: impl Fn(&T) -> bool) -> Share {
    let (hits, of) = items.fold((0, 0), |(hits, of), item| (hits + usize::from(is(&item)), of + 1));
    Share::new(hits, of)
}

/// How well scores rank scams above the rest.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Ranking {
    /// Area under the ROC curve, ties counted half; none where a label is missing.
    pub roc_area: Option<f64>,
    /// Average precision, the area under the precision-recall curve; ties stand together.
    pub average_precision: Option<f64>,
    /// The ROC curve: share of false alarms, share of scams heard; one point a score.
    #[serde(skip)]
    pub curve: Vec<(f64, f64)>,
}

impl Ranking {
    /// Ranks scores with their labels.
    pub fn new(scored: impl IntoIterator<Item = (i32, bool)>) -> Self {
        let mut scored: Vec<(i32, bool)> = scored.into_iter().collect();
        scored.sort_unstable_by_key(|(score, _)| -score);
        let scams = float(scored.iter().filter(|(_, scam)| *scam).count());
        let others = float(scored.len()) - scams;
        if scams == 0.0 || others == 0.0 {
            return Self::default();
        }
        let (mut heard, mut alarms, mut area, mut precision) = (0.0, 0.0, 0.0, 0.0);
        let mut curve = vec![(0.0, 0.0)];
        for tied in scored.chunk_by(|one, other| one.0 == other.0) {
            let more = float(tied.iter().filter(|(_, scam)| *scam).count());
            let wrong = float(tied.len()) - more;
            // Outranked by all that came before, and by half of those with the same score.
            area += wrong * (heard + more / 2.0);
            heard += more;
            alarms += wrong;
            precision += more / scams * heard / (heard + alarms);
            curve.push((alarms / others, heard / scams));
        }
        Self { roc_area: Some(area / (scams * others)), average_precision: Some(precision), curve }
    }
}

/// The least score from which on at most this share of legitimate calls would be flagged. Scores up
/// to `none`, which mean "no risk shown", are never flagged. Ties are never split.
pub fn threshold(legit: &[i32], most: f64, none: i32) -> i32 {
    let budget = most * float(legit.len()) + 1e-9;
    let mut scores: Vec<i32> = legit.iter().copied().filter(|score| *score > none).collect();
    scores.sort_unstable_by_key(|score| -score);
    let mut flagged = 0;
    for tied in scores.chunk_by(|one, other| one == other) {
        flagged += tied.len();
        if float(flagged) > budget {
            return tied[0] + 1;
        }
    }
    none + 1
}

/// One line of a reliability table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Least risk.
    pub from: f64,
    /// Risk that is too high for it; the last one holds certainty too.
    pub to: f64,
    /// Items with such a risk.
    pub n: usize,
    /// Their mean risk; none if there are none.
    pub risk: Option<f64>,
    /// How many of them are scams.
    pub scams: Share,
}

/// Whether the risks shown are what they say.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Calibration {
    /// Ten bins of equal width.
    pub bins: Vec<Bin>,
    /// Expected calibration error of the items as they are: the mean distance of risk and share of
    /// scams over the bins (M. P. Naeini et al. 2015).
    pub error: Option<f64>,
    /// The same with scams weighted so that they are as frequent as the prior of the policy says. None
    /// where a label is missing.
    pub error_at_prior: Option<f64>,
    /// Scams among the items shown with a risk of 90 % or more.
    pub at_90: Share,
}

impl Calibration {
    /// Compares risks with labels. `prior` is the share of scams expected where it is used.
    pub fn new(risks: &[(f64, bool)], prior: f64) -> Self {
        let scams = float(risks.iter().filter(|(_, scam)| *scam).count());
        let others = float(risks.len()) - scams;
        let both = scams > 0.0 && others > 0.0;
        let at_prior = |scam: bool| if scam { prior / scams } else { (1.0 - prior) / others };
        Self {
            bins: (0..BINS).map(|number| bin(number, risks)).collect(),
            error: calibration_error(risks.iter().map(|(risk, scam)| (*risk, *scam, 1.0))),
            error_at_prior: both
                .then(|| calibration_error(risks.iter().map(|(risk, scam)| (*risk, *scam, at_prior(*scam)))))
                .flatten(),
            at_90: share(risks.iter().filter(|(risk, _)| *risk >= 0.9), |(_, scam)| *scam),
        }
    }
}

fn bin_of(risk: f64) -> usize {
    (1..BINS).take_while(|number| risk >= float(*number) / float(BINS)).count()
}

fn bin(number: usize, risks: &[(f64, bool)]) -> Bin {
    let own: Vec<&(f64, bool)> = risks.iter().filter(|(risk, _)| bin_of(*risk) == number).collect();
    Bin {
        from: float(number) / float(BINS),
        to: float(number + 1) / float(BINS),
        n: own.len(),
        risk: (!own.is_empty()).then(|| own.iter().map(|(risk, _)| risk).sum::<f64>() / float(own.len())),
        scams: share(own.iter(), |(_, scam)| *scam),
    }
}

/// Expected calibration error of risks with labels and weights.
pub(super) fn calibration_error(weighted: impl Iterator<Item = (f64, bool, f64)>) -> Option<f64> {
    let mut total = 0.0;
    let mut gaps = [0.0; BINS];
    for (risk, scam, weight) in weighted {
        total += weight;
        gaps[bin_of(risk)] += weight * (risk - if scam { 1.0 } else { 0.0 });
    }
    (total > 0.0).then(|| gaps.iter().map(|gap| gap.abs()).sum::<f64>() / total)
}

/// Weight of evidence of hearing something, in decibans: ten times the base-ten logarithm of how much
/// more often it is heard in scams, half a call added to every count.
pub fn decibans(in_scams: usize, scams: usize, in_legit: usize, legit: usize) -> f64 {
    let rate = |heard: usize, of: usize| (float(heard) + 0.5) / (float(of) + 1.0);
    10.0 * (rate(in_scams, scams) / rate(in_legit, legit)).log10()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: Option<f64>, other: f64) {
        assert!(one.is_some_and(|one| (one - other).abs() < 1e-4), "{one:?} is not {other}");
    }

    #[test]
    fn the_wilson_interval_is_that_of_the_books() {
        // Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
        let share = Share::new(81, 263);
        close(share.low, 0.2553);
        close(share.high, 0.3662);
        close(Share::new(0, 20).high, 0.1611);
        close(Share::new(0, 20).low, 0.0);
        assert_eq!(Share::new(0, 0).value, None);
    }

    #[test]
    fn areas_count_ties_half_and_together() {
        // Scams 9, 5, 5; others 7, 5: pairs won 2 + (0 + ½) + (0 + ½) = 3 of 6.
        let ranking = Ranking::new([(9, true), (5, true), (7, false), (5, true), (5, false)]);
        close(ranking.roc_area, 0.5);
        // 1/3 · 1/1 + 2/3 · 3/5
        close(ranking.average_precision, 1.0 / 3.0 + 0.4);
        assert_eq!(ranking.curve, [(0.0, 0.0), (0.0, 1.0 / 3.0), (0.5, 1.0 / 3.0), (1.0, 1.0)]);
        assert_eq!(Ranking::new([(1, true)]).roc_area, None);
    }

    #[test]
    fn a_threshold_keeps_its_budget_and_splits_no_tie() {
        let legit = [10, 8, 8, 3, -99, -99, -99, -99, -99, -99];
        assert_eq!(threshold(&legit, 0.1, -99), 9);
        assert_eq!(threshold(&legit, 0.2, -99), 9);
        assert_eq!(threshold(&legit, 0.3, -99), 4);
        assert_eq!(threshold(&legit, 0.0, -99), 11);
        assert_eq!(threshold(&legit, 0.5, -99), -98);
    }

    #[test]
    fn calibration_is_the_weighted_mean_gap_of_the_bins() {
        // Bin 0.1: two of 0.1 and 0.2-ε, one scam: gap |0.3 - 1|; bin 0.9: 0.9 and 1.0, both scams: |1.9 - 2|.
        let risks = [(0.1, true), (0.199_999_9, false), (0.9, true), (1.0, true)];
        let calibration = Calibration::new(&risks, 0.05);
        close(calibration.error, (0.7 + 0.1) / 4.0);
        assert_eq!((calibration.bins[1].n, calibration.bins[9].n), (2, 2));
        close(calibration.bins[9].risk, 0.95);
        assert_eq!((calibration.at_90.hits, calibration.at_90.of), (2, 2));
        // At a prior of 5 %: each scam weighs 1/60, the other 0.95.
        let low = (0.1 / 60.0 - 1.0 / 60.0 + 0.199_999_9 * 0.95_f64).abs();
        close(calibration.error_at_prior, low + 0.1 / 60.0);
    }

    #[test]
    fn decibans_are_smoothed_by_half_a_call() {
        // (9.5/11) / (0.5/11) = 19, which is 12.79 decibans.
        close(Some(decibans(9, 10, 0, 10)), 12.7875);
        close(Some(decibans(0, 10, 0, 10)), 0.0);
    }
}
