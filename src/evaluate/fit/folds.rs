//! Splits calls so that what belongs together stays together.

use std::collections::BTreeMap;

/// What dealing must know of a call.
#[derive(Debug, Clone, Copy)]
pub(in crate::evaluate) struct Bound<'c> {
    /// Whether it is a scam.
    pub(in crate::evaluate) scam: bool,
    /// What it may not be separated from.
    pub(in crate::evaluate) ties: &'c [String],
}

/// The fold of each call. Calls that share a near-duplicate group or a pair share the fold; scams and
/// the others are dealt evenly. The same calls in the same order are always dealt alike.
pub(in crate::evaluate) fn deal(calls: &[Bound<'_>], folds: usize) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..calls.len()).collect();
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, call) in calls.iter().enumerate() {
        for tie in call.ties {
            let other = *first.entry(tie).or_insert(at);
            let (one, other) = (root(&parents, at), root(&parents, other));
            // The earlier one stays the root, so that the order of the calls decides and nothing else.
            parents[one.max(other)] = one.min(other);
        }
    }
    let roots: Vec<usize> = (0..calls.len()).map(|at| root(&parents, at)).collect();
    let mut scams: BTreeMap<usize, bool> = BTreeMap::new();
    for (root, call) in roots.iter().zip(calls) {
        *scams.entry(*root).or_default() |= call.scam;
    }
    let mut dealt = [0, 0];
    let hands: BTreeMap<usize, usize> = scams
        .into_iter()
        .map(|(root, scam)| {
            let next = &mut dealt[usize::from(scam)];
            *next += 1;
            (root, (*next - 1) % folds)
        })
        .collect();
    roots.iter().map(|root| hands[root]).collect()
}

fn root(parents: &[usize], mut at: usize) -> usize {
    while parents[at] != at {
        at = parents[at];
    }
    at
}
