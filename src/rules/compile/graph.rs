//! A phrase as a graph without circles: drawn, made plain, numbered.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::Step;

/// A phrase as drawn: state, next state and step, sorted.
pub(super) type Drawing = Vec<(u8, u8, Step)>;

/// Whether some key begins with these symbols.
fn begins_a_key(same: &BTreeMap<Vec<u32>, u32>, symbols: &[u32]) -> bool {
    let at_least = (std::ops::Bound::Included(symbols), std::ops::Bound::Unbounded);
    same.range::<[u32], _>(at_least).next().is_some_and(|(key, _)| key.starts_with(symbols))
}

/// A phrase being drawn: 0 is the beginning, 1 the end.
pub(super) struct Graph {
    pub(super) edges: Vec<(usize, usize, Drawn)>,
    pub(super) states: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Drawn {
    Step(Step),
    /// Nothing is heard: what may be missing is.
    Skip,
}

const END: usize = 1;
/// Most states, so that one fits a byte.
pub(super) const MOST_STATES: usize = 256;
/// Most edges a phrase may have.
const MOST_EDGES: usize = 4096;

impl Graph {
    pub(super) fn state(&mut self) -> usize {
        self.states += 1;
        self.states - 1
    }

    /// States so that edges go upwards, unreachable ones left out.
    fn order(&self) -> Vec<usize> {
        fn visit(graph: &[Vec<usize>], state: usize, seen: &mut [bool], order: &mut Vec<usize>) {
            if !std::mem::replace(&mut seen[state], true) {
                for next in &graph[state] {
                    visit(graph, *next, seen, order);
                }
                order.push(state);
            }
        }
        let mut graph = vec![Vec::new(); self.states];
        for (from, to, _) in &self.edges {
            graph[*from].push(*to);
        }
        let mut order = Vec::new();
        // The end first, so that it comes last.
        let mut seen = vec![false; self.states];
        visit(&graph, END, &mut seen, &mut order);
        visit(&graph, 0, &mut seen, &mut order);
        order.reverse();
        order
    }

    /// Replaces edges on which nothing is heard by copies of the edges behind (or before) them.
    pub(super) fn leave_out_skips(&mut self) {
        let mut ends = vec![false; self.states];
        ends[END] = true;
        for state in self.order().into_iter().rev() {
            let skips: BTreeSet<usize> =
                self.edges.iter().filter(|edge| edge.0 == state && edge.2 == Drawn::Skip).map(|edge| edge.1).collect();
            for next in skips {
                ends[state] |= ends[next];
                let copies: Vec<_> = self
                    .edges
                    .iter()
                    .filter(|edge| edge.0 == next && edge.2 != Drawn::Skip)
                    .map(|edge| (state, edge.1, edge.2))
                    .collect();
                self.edges.extend(copies);
            }
            self.edges.retain(|edge| edge.0 != state || edge.2 != Drawn::Skip);
        }
        let to_end: Vec<_> =
            self.edges.iter().filter(|edge| edge.1 != END && ends[edge.1]).map(|edge| (edge.0, END, edge.2)).collect();
        self.edges.extend(to_end);
        self.tidy();
    }

    fn tidy(&mut self) {
        let reached: BTreeSet<usize> = self.order().into_iter().collect();
        self.edges.retain(|edge| reached.contains(&edge.0));
        self.edges.sort_unstable();
        self.edges.dedup();
    }

    /// Wherever a path spells something that has other spellings, adds an edge for all of them.
    pub(super) fn add_same(&mut self, same: &BTreeMap<Vec<u32>, u32>) {
        let mut found = Vec::new();
        let begins: BTreeSet<usize> = self
            .edges
            .iter()
            .filter(|(_, _, drawn)| matches!(drawn, Drawn::Step(Step::Heard(symbol)) if begins_a_key(same, &[*symbol])))
            .map(|edge| edge.0)
            .collect();
        for start in begins {
            let mut open = vec![(start, Vec::new())];
            while let Some((state, spelled)) = open.pop() {
                for (_, to, drawn) in self.edges.iter().filter(|edge| edge.0 == state) {
                    let Drawn::Step(Step::Heard(symbol)) = drawn else { continue };
                    let mut longer = spelled.clone();
                    longer.push(*symbol);
                    if let Some(class) = same.get(&longer) {
                        found.push((start, *to, Drawn::Step(Step::Heard(*class))));
                    }
                    if begins_a_key(same, &longer) {
                        open.push((*to, longer));
                    }
                }
            }
        }
        self.edges.extend(found);
        self.tidy();
    }

    /// The edges with states in order, by the state they leave; `None` if there are too many.
    pub(super) fn finish(self) -> Option<Drawing> {
        let order = self.order();
        if order.len() > MOST_STATES || self.edges.len() > MOST_EDGES {
            return None;
        }
        let mut place = vec![0_u8; self.states];
        for (number, state) in (0..=u8::MAX).zip(&order) {
            place[*state] = number;
        }
        let mut edges: Drawing = self
            .edges
            .iter()
            .filter_map(|(from, to, drawn)| match drawn {
                Drawn::Step(step) => Some((place[*from], place[*to], *step)),
                Drawn::Skip => None,
            })
            .collect();
        edges.sort_unstable();
        Some(edges)
    }
}
