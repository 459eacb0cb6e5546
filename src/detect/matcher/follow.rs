//! Follows one phrase through the window of words behind a place where it can begin.

use super::lattice::{Lattice, Reading};
use super::{Scratch, State, WINDOW, narrow, window};
use crate::rules::compile::{Edge, Patterns, Step};

impl Scratch {
    /// What a phrase sees from the word at `at` on.
    pub(super) fn view<'l>(
        &self,
        patterns: &Patterns,
        phrase: u32,
        lattice: &'l Lattice,
        from: usize,
        at: usize,
    ) -> View<'l> {
        let language = patterns.language(phrase).index();
        View {
            hard: window(&self.hard, at),
            neighbours: !window(&self.broken, at),
            skips: window(&self.skips[language], at),
            language: 1 << language,
            long_skips: near(&lattice.long_skips, from + at),
            units: near(&lattice.units, from + at),
            origin: narrow(from + at),
        }
    }

    /// Follows a phrase from the word at `at`; returns the number of words of the shortest match.
    pub(super) fn follow(&mut self, patterns: &Patterns, phrase: u32, view: &View<'_>, at: usize) -> Option<usize> {
        let (edges, _) = patterns.programs.get(phrase).as_chunks::<2>();
        // The highest state that has edges leads nowhere but to the end.
        let last = usize::from(Edge::unpack(*edges.last()?).to);
        let mut states = std::mem::take(&mut self.states);
        states.clear();
        states.resize(last + 1, State::default());
        states[0].loose = 1;
        let mut entry = 1;
        let mut open = 0;
        let mut place = 0;
        while let Some(edge) = edges.get(place) {
            let edge = Edge::unpack(*edge);
            let state = states[usize::from(edge.from)];
            let reached = state.tight | state.loose;
            if reached == 0 {
                place += usize::from(edge.run);
                continue;
            }
            place += 1;
            if edge.from != open {
                open = edge.from;
                entry = state.tight & view.neighbours | state.loose | view.pass(reached & !view.hard);
            }
            match edge.step {
                Step::Gap(words) => states[usize::from(edge.to)].loose |= view.gap(reached, words),
                Step::Heard(element) => {
                    states[usize::from(edge.to)].tight |= self.hear_element(patterns, element, entry, at);
                }
            }
        }
        let ends = states[last].tight;
        self.states = states;
        (ends != 0).then(|| ends.trailing_zeros() as usize)
    }

    /// The places after an element for the places in `entry` at which it is heard.
    fn hear_element(&mut self, patterns: &Patterns, element: u32, entry: u64, at: usize) -> u64 {
        let area = self.area(patterns, element);
        let area = self.at(area);
        let mut ends = (entry & window(&area.singles, at)) << 1;
        if area.long.0 < area.long.1 && entry & window(&area.starts, at) != 0 {
            for &symbol in patterns.elements.get(element) {
                if let Some(slot) = self.slot_of[symbol as usize].checked_sub(1) {
                    let (first, end) = self.slots[slot as usize].long;
                    for reading in &self.long[first as usize..end as usize] {
                        ends |= leap(entry, reading, narrow(at));
                    }
                }
            }
        }
        ends
    }
}

/// The places after `reading` for the places in `set` at which it begins.
fn leap(set: u64, reading: &Reading, origin: u32) -> u64 {
    match (reading.start.checked_sub(origin), reading.end.checked_sub(origin)) {
        (Some(start), Some(end)) if end < 64 && set >> start & 1 == 1 => 1 << end,
        _ => 0,
    }
}

/// Those that begin within a window from `at` on.
fn near(readings: &[Reading], at: usize) -> &[Reading] {
    let first = readings.partition_point(|reading| (reading.start as usize) < at);
    let rest = &readings[first..];
    &rest[..rest.partition_point(|reading| (reading.start as usize) < at + WINDOW)]
}

/// The text from one word on, as sets of places.
pub(super) struct View<'a> {
    hard: u64,
    neighbours: u64,
    skips: u64,
    language: u32,
    long_skips: &'a [Reading],
    units: &'a [Reading],
    origin: u32,
}

impl View<'_> {
    /// Whether each word counts as one and none is passed over.
    pub(super) fn is_plain(&self) -> bool {
        self.skips == 0 && self.long_skips.is_empty() && self.units.is_empty()
    }

    /// Places reached by passing over fillers and stutters, which take commas around them along.
    fn pass(&self, from: u64) -> u64 {
        if self.skips == 0 && self.long_skips.is_empty() {
            return 0;
        }
        let mut passed = 0;
        let mut fresh = from;
        while fresh != 0 {
            let mut next = (fresh & self.skips) << 1;
            for skip in self.long_skips.iter().filter(|skip| skip.symbol & self.language != 0) {
                next |= leap(fresh, skip, self.origin);
            }
            fresh = next & !self.hard & !passed;
            passed |= fresh;
        }
        passed
    }

    /// Places reached by up to so many words.
    fn gap(&self, from: u64, words: u8) -> u64 {
        let mut reached = from & !self.hard;
        reached |= self.pass(reached);
        for _ in 0..words {
            let mut next = reached << 1;
            for unit in self.units {
                next |= leap(reached, unit, self.origin);
            }
            next &= !self.hard;
            next |= self.pass(next);
            if next & !reached == 0 {
                break;
            }
            reached |= next;
        }
        reached
    }
}
