//! What edges wait for, and what every match must contain.

use std::collections::{BTreeMap, HashMap};

use super::graph::{Drawing, MOST_STATES};
use super::tables::{Edge, Step, small, untagged};
use crate::language::Code;

/// Sets of symbols, numbered.
#[derive(Default)]
pub(super) struct Elements {
    numbers: HashMap<Vec<u32>, u32>,
    pub(super) symbols: Vec<Vec<u32>>,
}

impl Elements {
    /// The number of a sorted set of symbols.
    pub(super) fn number(&mut self, symbols: Vec<u32>) -> u32 {
        if let Some(number) = self.numbers.get(&symbols) {
            return *number;
        }
        let number = small(self.symbols.len());
        self.symbols.push(symbols.clone());
        self.numbers.insert(symbols, number);
        number
    }
}

/// A drawing as packed edges; symbols between the same two states become one element.
pub(super) fn program(drawing: &Drawing, elements: &mut Elements) -> Vec<u32> {
    let mut edges = Vec::new();
    for parallel in drawing.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (from, to, _) = parallel[0];
        let symbols: Vec<u32> = parallel.iter().filter_map(|edge| heard(edge.2)).collect();
        if !symbols.is_empty() {
            edges.push(Edge { from, to, run: 0, step: Step::Heard(elements.number(symbols)) });
        }
        for (_, _, step) in parallel.iter().filter(|edge| heard(edge.2).is_none()) {
            edges.push(Edge { from, to, run: 0, step: *step });
        }
    }
    let mut packed = Vec::with_capacity(2 * edges.len());
    for state in edges.chunk_by_mut(|a, b| a.from == b.from) {
        for (run, edge) in (1..=state.len()).rev().zip(state) {
            edge.run = u8::try_from(run).unwrap_or(u8::MAX);
            packed.extend(edge.pack());
        }
    }
    packed
}

/// The most words a match spans, as long as no filler is passed over.
pub(super) fn width(drawing: &Drawing, lengths: &HashMap<u32, u32>) -> u32 {
    let mut widest = [0; MOST_STATES];
    for (from, to, step) in drawing {
        let step = match step {
            Step::Gap(words) => u32::from(*words),
            Step::Heard(symbol) => lengths.get(symbol).copied().unwrap_or(1),
        };
        let (from, to) = (usize::from(*from), usize::from(*to));
        widest[to] = widest[to].max(widest[from] + step);
    }
    widest.into_iter().max().unwrap_or(0).min(63)
}

/// The most words of each symbol that can have several.
pub(super) fn lengths(
    same: &BTreeMap<Code, BTreeMap<Vec<u32>, u32>>,
    entries: &[(Vec<u32>, u32)],
) -> HashMap<u32, u32> {
    let mut lengths: HashMap<u32, u32> = HashMap::new();
    for (spelling, class) in same.values().flatten() {
        let length = lengths.entry(*class).or_default();
        *length = small(spelling.len()).max(*length);
    }
    let mut lists: HashMap<u32, u32> = HashMap::new();
    for (entry, output) in entries {
        let length = entry.iter().map(|symbol| lengths.get(symbol).copied().unwrap_or(1)).sum::<u32>();
        let longest = lists.entry(untagged(*output).0).or_default();
        *longest = length.max(*longest);
    }
    lengths.extend(lists);
    lengths
}

pub(super) fn heard(step: Step) -> Option<u32> {
    match step {
        Step::Heard(symbol) => Some(symbol),
        Step::Gap(_) => None,
    }
}

/// The sets of symbols one of which every match has; the first is what a match begins with.
pub(super) fn cuts(drawing: &Drawing) -> Vec<Vec<u32>> {
    let last = drawing.iter().map(|edge| edge.1).max().unwrap_or(0);
    let mut cuts: Vec<Vec<u32>> = Vec::new();
    for cut in 1..=last {
        let crossing = drawing.iter().filter(|(from, to, _)| *from < cut && cut <= *to);
        if let Some(mut symbols) = crossing.map(|edge| heard(edge.2)).collect::<Option<Vec<u32>>>() {
            symbols.sort_unstable();
            symbols.dedup();
            if !cuts.contains(&symbols) {
                cuts.push(symbols);
            }
        }
    }
    cuts
}
