//! Finds all phrases of a rule book in a text, in time that grows with the text and not with the
//! cleverness of a phrase.
//!
//! The text is a lattice of words; a phrase is a graph. For each place where a phrase can begin,
//! every state of its graph holds the *set* of places it can have reached, as the bits of one
//! number: a symbol is an AND and a shift, a gap some shifts, and nothing is ever tried twice.
//! Before that, a phrase must be live: each of its mandatory elements has a word in the same
//! block of the text.

mod follow;
mod lattice;

use crate::rules::compile::{Patterns, shape_symbol};
use crate::words::{Break, Shape, UNKNOWN, Word};
use lattice::{Lattice, Reading};

/// A phrase heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its number in the [`Patterns`].
    pub phrase: u32,
    /// Its words, as indices into the words searched.
    pub words: std::ops::Range<u32>,
}

/// Most hits of one phrase that are told in one text.
pub const MOST_HITS: u32 = 64;

/// Places a set holds; a match spans fewer words.
const WINDOW: usize = 64;
/// Words of a block, in sets of [`WINDOW`].
const BLOCK: usize = 8;
/// A bit for each word of a block, and one empty set so that a window may run over the end.
type Bits = [u64; BLOCK + 1];

/// Where one symbol is heard in a block.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// Words at which it begins.
    starts: Bits,
    /// Words that are it by themselves.
    singles: Bits,
    /// Readings of several words, as a range of `Scratch::long`.
    long: (u32, u32),
}

/// Where an element is heard in a block: the places of all its symbols. Most elements have one that
/// is heard; then it is the slot of that one.
#[derive(Debug, Clone, Copy)]
struct Area(u32);

impl Area {
    /// Marks the number of a union; that of a slot is below.
    const UNION: u32 = 1 << 31;
}

/// Buffers that are used again from text to text.
#[derive(Debug, Default)]
pub struct Scratch {
    lattice: Lattice,
    /// Symbol → one plus its slot; 0 where it is not heard in the block.
    slot_of: Vec<u32>,
    slots: Vec<Slot>,
    /// Symbols heard in the block.
    heard: Vec<u32>,
    /// Readings of several words in the block: symbol, start, end; by symbol.
    long: Vec<Reading>,
    hard: Bits,
    broken: Bits,
    skips: [Bits; 5],
    /// Which block this is.
    block: u32,
    /// The symbols heard in the block, the elements asked for and those of them that are heard,
    /// and the phrases asked for. As sets they stay in the fastest memory.
    symbols: BitSet,
    known: BitSet,
    there: BitSet,
    asked: BitSet,
    /// Element → the block its area was last asked for, and the area.
    area_of: Vec<(u32, u32)>,
    /// Areas of several symbols, or none; `long` is empty if no symbol has such readings.
    unions: Vec<Slot>,
    live: Vec<u32>,
    /// Phrase → where its next hit may begin, and its hits so far.
    told: Vec<(u32, u32)>,
    states: Vec<State>,
}

/// A set of numbers from 0 on.
#[derive(Debug, Default)]
struct BitSet(Vec<u64>);

impl BitSet {
    fn of(size: usize) -> Self {
        Self(vec![0; size / 64 + 1])
    }

    fn has(&self, number: u32) -> bool {
        self.0[number as usize / 64] >> (number % 64) & 1 == 1
    }

    /// Puts a number in; whether it was not there before.
    fn insert(&mut self, number: u32) -> bool {
        let set = &mut self.0[number as usize / 64];
        let before = *set;
        *set |= 1 << (number % 64);
        before != *set
    }
}

/// Where a state of a phrase can have been reached.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// Right after a word: what follows must be its neighbour.
    tight: u64,
    /// In a gap: what follows may stand behind a comma.
    loose: u64,
}

/// Appends all hits to `hits`: of each phrase leftmost, then shortest, not overlapping, at most
/// [`MOST_HITS`]; sorted by place.
pub fn find(patterns: &Patterns, words: &[Word], scratch: &mut Scratch, hits: &mut Vec<Hit>) {
    if patterns.is_empty() || words.is_empty() {
        return;
    }
    let from = hits.len();
    scratch.prepare(patterns);
    let mut lattice = std::mem::take(&mut scratch.lattice);
    lattice.read(patterns, words);
    let size = BLOCK * WINDOW;
    let mut start = 0;
    loop {
        let last = start + size >= words.len();
        let starts = if last { size } else { size - WINDOW };
        scratch.search(patterns, words, &lattice, start, starts, hits);
        if last {
            break;
        }
        start += starts;
    }
    scratch.lattice = lattice;
    for hit in &hits[from..] {
        scratch.told[hit.phrase as usize] = (0, 0);
    }
    hits[from..].sort_unstable_by_key(|hit| (hit.words.start, hit.words.end, hit.phrase));
}

fn set(bits: &mut Bits, place: usize) {
    bits[place / WINDOW] |= 1 << (place % WINDOW);
}

/// The 64 places from `at` on.
fn window(bits: &Bits, at: usize) -> u64 {
    let (place, shift) = (at / WINDOW, at % WINDOW);
    if shift == 0 { bits[place] } else { bits[place] >> shift | bits[place + 1] << (WINDOW - shift) }
}

/// Places in a block are below 2^32, as words are.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).expect("a text has fewer than 4 Gi words")
}

impl Scratch {
    /// The amounts of the text searched last that are spelled out or have their currency as a word
    /// ("300 dollars"), as ranges of its words.
    pub fn amounts(&self) -> impl Iterator<Item = std::ops::Range<u32>> {
        self.units(Shape::Amount)
    }

    /// The web addresses of the text searched last that are spelled out ("anydesk dot com").
    pub fn addresses(&self) -> impl Iterator<Item = std::ops::Range<u32>> {
        self.units(Shape::Url)
    }

    fn units(&self, shape: Shape) -> impl Iterator<Item = std::ops::Range<u32>> {
        let symbol = shape_symbol(shape, 0);
        self.lattice.units.iter().filter(move |unit| unit.symbol == symbol).map(|unit| unit.start..unit.end)
    }

    /// Makes the buffers fit a rule book.
    fn prepare(&mut self, patterns: &Patterns) {
        let (phrases, elements, symbols) = (patterns.len(), patterns.elements.len(), patterns.symbols as usize);
        if self.told.len() != phrases || self.area_of.len() != elements || self.slot_of.len() != symbols {
            *self = Self {
                slot_of: vec![0; symbols],
                symbols: BitSet::of(symbols),
                known: BitSet::of(elements),
                there: BitSet::of(elements),
                asked: BitSet::of(phrases),
                area_of: vec![(0, 0); elements],
                told: vec![(0, 0); phrases],
                ..Self::default()
            };
        }
    }

    /// Finds the hits that begin in the first `starts` words of the block at `from`.
    fn search(
        &mut self,
        patterns: &Patterns,
        words: &[Word],
        lattice: &Lattice,
        from: usize,
        starts: usize,
        hits: &mut Vec<Hit>,
    ) {
        self.next_block();
        let until = words.len().min(from + BLOCK * WINDOW);
        self.hear(patterns, &words[from..until], lattice, from);
        self.choose(patterns);
        let live = std::mem::take(&mut self.live);
        for &phrase in &live {
            self.scan(patterns, phrase, lattice, from, starts, hits);
        }
        self.live = live;
    }

    fn next_block(&mut self) {
        for symbol in self.heard.drain(..) {
            self.slot_of[symbol as usize] = 0;
        }
        self.slots.clear();
        self.long.clear();
        self.unions.clear();
        self.live.clear();
        self.hard = Bits::default();
        self.broken = Bits::default();
        self.skips = Default::default();
        for set in [&mut self.symbols, &mut self.known, &mut self.there, &mut self.asked] {
            set.0.fill(0);
        }
        self.block = self.block.wrapping_add(1);
        if self.block == 0 {
            self.block = 1;
            self.area_of.fill((0, 0));
        }
    }

    fn slot(&mut self, symbol: u32) -> &mut Slot {
        let known = &mut self.slot_of[symbol as usize];
        if *known == 0 {
            self.slots.push(Slot::default());
            self.heard.push(symbol);
            self.symbols.insert(symbol);
            *known = narrow(self.slots.len());
        }
        &mut self.slots[*known as usize - 1]
    }

    /// Notes where each symbol is heard in the block.
    fn hear(&mut self, patterns: &Patterns, words: &[Word], lattice: &Lattice, from: usize) {
        for (place, word) in words.iter().enumerate() {
            if word.brk != Break::None {
                set(&mut self.broken, place);
                if word.brk == Break::Hard {
                    set(&mut self.hard, place);
                }
            }
            let skips = lattice.skips[from + place];
            if skips != 0 {
                for language in (0..5).filter(|language| skips >> language & 1 == 1) {
                    set(&mut self.skips[language], place);
                }
            }
            if word.token != UNKNOWN {
                for &symbol in patterns.heard_as.get(word.token) {
                    self.hear_single(symbol, place);
                }
            }
            if !word.shapes.is_empty() {
                for shape in Shape::ALL.into_iter().filter(|shape| word.shapes.contains(*shape)) {
                    let languages = if matches!(shape, Shape::Number | Shape::Amount) { 0..5 } else { 0..1 };
                    for language in languages {
                        self.hear_single(shape_symbol(shape, language), place);
                    }
                }
            }
        }
        let until = from + words.len();
        let first = lattice.readings.partition_point(|reading| (reading.start as usize) < from);
        for reading in &lattice.readings[first..] {
            let (start, end) = (reading.start as usize, reading.end as usize);
            if start >= until {
                break;
            }
            if end == start + 1 {
                self.hear_single(reading.symbol, start - from);
            } else if end <= until {
                self.long.push(Reading {
                    symbol: reading.symbol,
                    start: narrow(start - from),
                    end: narrow(end - from),
                });
            }
        }
        self.long.sort_unstable_by_key(|reading| (reading.symbol, reading.start));
        let long = std::mem::take(&mut self.long);
        let mut begin = 0;
        for group in long.chunk_by(|a, b| a.symbol == b.symbol) {
            let slot = self.slot(group[0].symbol);
            slot.long = (narrow(begin), narrow(begin + group.len()));
            for reading in group {
                set(&mut slot.starts, reading.start as usize);
            }
            begin += group.len();
        }
        self.long = long;
    }

    fn hear_single(&mut self, symbol: u32, place: usize) {
        let slot = self.slot(symbol);
        set(&mut slot.starts, place);
        set(&mut slot.singles, place);
    }

    /// Finds the phrases that can be in the block: each mandatory element is heard.
    fn choose(&mut self, patterns: &Patterns) {
        for &symbol in &self.heard {
            for &phrase in patterns.found_by.get(symbol) {
                if !self.asked.insert(phrase) {
                    continue;
                }
                // The rarest element is why we are here, and the first one is among the others.
                let others = patterns.elements_of.get(phrase).get(2..).unwrap_or_default();
                let live = others.iter().all(|&element| {
                    if self.known.insert(element)
                        && patterns.elements.get(element).iter().any(|symbol| self.symbols.has(*symbol))
                    {
                        self.there.insert(element);
                    }
                    self.there.has(element)
                });
                if live {
                    self.live.push(phrase);
                }
            }
        }
    }

    /// Where an element is heard; worked out once a block for all phrases.
    fn area(&mut self, patterns: &Patterns, element: u32) -> Area {
        let (block, area) = self.area_of[element as usize];
        if block == self.block {
            return Area(area);
        }
        let heard = patterns.elements.get(element).iter().filter(|symbol| self.symbols.has(**symbol));
        let mut slots = heard.filter_map(|symbol| self.slot_of[*symbol as usize].checked_sub(1));
        let area = match (slots.next(), slots.next()) {
            (Some(only), None) => only,
            (first, second) => {
                let mut union = Slot::default();
                for slot in first.into_iter().chain(second).chain(slots) {
                    let slot = &self.slots[slot as usize];
                    for row in 0..BLOCK {
                        union.starts[row] |= slot.starts[row];
                        union.singles[row] |= slot.singles[row];
                    }
                    if slot.long.0 < slot.long.1 {
                        union.long = slot.long;
                    }
                }
                self.unions.push(union);
                narrow(self.unions.len() - 1) | Area::UNION
            }
        };
        self.area_of[element as usize] = (self.block, area);
        Area(area)
    }

    fn at(&self, area: Area) -> &Slot {
        match area.0.checked_sub(Area::UNION) {
            Some(union) => &self.unions[union as usize],
            None => &self.slots[area.0 as usize],
        }
    }

    fn scan(
        &mut self,
        patterns: &Patterns,
        phrase: u32,
        lattice: &Lattice,
        from: usize,
        starts: usize,
        hits: &mut Vec<Hit>,
    ) {
        let &[first, rarest, ref others @ ..] = patterns.elements_of.get(phrase) else { return };
        let begins = self.area(patterns, first);
        let pivot = self.area(patterns, rarest);
        let other = others.first().map_or(begins, |&other| self.area(patterns, other));
        let begins = self.at(begins).starts;
        for (row, set) in begins.iter().enumerate() {
            let mut set = *set;
            while set != 0 {
                let at = row * WINDOW + set.trailing_zeros() as usize;
                set &= set - 1;
                let (next, count) = self.told[phrase as usize];
                if at >= starts || count >= MOST_HITS {
                    return;
                }
                if from + at < next as usize {
                    continue;
                }
                let near = |reach: u64, area: Area| window(&self.at(area).starts, at) & reach != 0;
                if !near(u64::MAX, pivot) || !near(u64::MAX, other) {
                    continue;
                }
                let view = self.view(patterns, phrase, lattice, from, at);
                let reach = if view.is_plain() { (1 << patterns.width(phrase)) - 1 } else { u64::MAX };
                if !near(reach, pivot) || !near(reach, other) {
                    continue;
                }
                if let Some(length) = self.follow(patterns, phrase, &view, at) {
                    let end = narrow(from + at + length);
                    hits.push(Hit { phrase, words: narrow(from + at)..end });
                    self.told[phrase as usize] = (end, count + 1);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
