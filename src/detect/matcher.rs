//! Finds all phrases of a rule book in a text, in time that grows with the text and not with the
//! cleverness of a phrase.
//!
//! The text is a lattice of words; a phrase is a graph. For each place where a phrase can begin,
//! every state of its graph holds the *set* of places it can have reached, as the bits of one
//! number: a symbol is an AND and a shift, a gap some shifts, and nothing is ever tried twice.
//! Before that, a phrase must be live: each of its mandatory elements has a word in the same
//! block of the text.

mod lattice;

use crate::rules::compile::{Edge, Patterns, Step, shape_symbol};
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
    /// Which block something was last looked at in.
    block: u32,
    /// Element → the block it was last asked for, twice, plus one if it is there.
    elements: Vec<u32>,
    /// Phrase → the block it was last asked for.
    asked: Vec<u32>,
    live: Vec<u32>,
    /// Phrase → where its next hit may begin, and its hits so far.
    told: Vec<(u32, u32)>,
    states: Vec<State>,
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
        if self.asked.len() != phrases || self.elements.len() != elements || self.slot_of.len() != symbols {
            *self = Self {
                slot_of: vec![0; symbols],
                elements: vec![0; elements],
                asked: vec![0; phrases],
                told: vec![(0, 0); phrases],
                states: vec![State::default(); 256],
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
        self.live.clear();
        self.hard = Bits::default();
        self.broken = Bits::default();
        self.skips = Default::default();
        self.block += 1;
        if self.block > u32::MAX / 2 - 1 {
            self.block = 1;
            self.elements.fill(0);
            self.asked.fill(0);
        }
    }

    fn slot(&mut self, symbol: u32) -> &mut Slot {
        let known = &mut self.slot_of[symbol as usize];
        if *known == 0 {
            self.slots.push(Slot::default());
            self.heard.push(symbol);
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
                let asked = &mut self.asked[phrase as usize];
                if *asked == self.block {
                    continue;
                }
                *asked = self.block;
                let mut elements = patterns.elements_of.get(phrase).iter();
                let live = elements.all(|&element| {
                    let known = &mut self.elements[element as usize];
                    if *known / 2 != self.block {
                        let heard =
                            patterns.elements.get(element).iter().any(|symbol| self.slot_of[*symbol as usize] != 0);
                        *known = self.block * 2 + u32::from(heard);
                    }
                    *known % 2 == 1
                });
                if live {
                    self.live.push(phrase);
                }
            }
        }
    }

    /// All places of the block where an element begins.
    fn places(&self, patterns: &Patterns, element: u32) -> Bits {
        let mut places = Bits::default();
        for &symbol in patterns.elements.get(element) {
            if let Some(slot) = self.slot_of[symbol as usize].checked_sub(1) {
                for (all, one) in places.iter_mut().zip(&self.slots[slot as usize].starts) {
                    *all |= one;
                }
            }
        }
        places
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
        let &[first, rarest, ..] = patterns.elements_of.get(phrase) else { return };
        let begins = self.places(patterns, first);
        let pivot = if first == rarest { begins } else { self.places(patterns, rarest) };
        for (row, set) in begins.iter().enumerate() {
            let mut set = *set;
            while set != 0 {
                let at = row * WINDOW + set.trailing_zeros() as usize;
                set &= set - 1;
                let (next, count) = self.told[phrase as usize];
                if at >= starts || count >= MOST_HITS {
                    return;
                }
                if from + at < next as usize || window(&pivot, at) == 0 {
                    continue;
                }
                if let Some(length) = self.follow(patterns, phrase, lattice, from, at) {
                    let end = narrow(from + at + length);
                    hits.push(Hit { phrase, words: narrow(from + at)..end });
                    self.told[phrase as usize] = (end, count + 1);
                }
            }
        }
    }

    /// Follows a phrase from the word at `at`; returns the number of words of the shortest match.
    fn follow(&mut self, patterns: &Patterns, phrase: u32, lattice: &Lattice, from: usize, at: usize) -> Option<usize> {
        let language = patterns.languages[phrase as usize];
        let view = View {
            hard: window(&self.hard, at),
            neighbours: !window(&self.broken, at),
            skips: window(&self.skips[language as usize], at),
            language: 1 << language,
            long_skips: near(&lattice.long_skips, from + at),
            units: near(&lattice.units, from + at),
            origin: narrow(from + at),
        };
        let (edges, _) = patterns.programs.get(phrase).as_chunks::<2>();
        let last = edges.iter().map(|edge| Edge::unpack(*edge).to).max()?;
        let states = &mut self.states[..=usize::from(last)];
        states.fill(State::default());
        states[0].loose = 1;
        let mut entry = 1;
        let mut open = 0;
        for edge in edges {
            let edge = Edge::unpack(*edge);
            let state = states[usize::from(edge.from)];
            let reached = state.tight | state.loose;
            if reached == 0 {
                continue;
            }
            if edge.from != open {
                open = edge.from;
                entry = state.tight & view.neighbours | state.loose | view.pass(reached & !view.hard);
            }
            let to = usize::from(edge.to);
            match edge.step {
                Step::Gap(words) => states[to].loose |= view.gap(reached, words),
                Step::Symbol(symbol) => {
                    let Some(slot) = self.slot_of[symbol as usize].checked_sub(1) else { continue };
                    let slot = &self.slots[slot as usize];
                    states[to].tight |= (entry & window(&slot.singles, at)) << 1;
                    for reading in &self.long[slot.long.0 as usize..slot.long.1 as usize] {
                        states[to].tight |= leap(entry, reading, narrow(at));
                    }
                }
            }
        }
        let ends = states[usize::from(last)].tight;
        (ends != 0).then(|| ends.trailing_zeros() as usize)
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
struct View<'a> {
    hard: u64,
    neighbours: u64,
    skips: u64,
    language: u32,
    long_skips: &'a [Reading],
    units: &'a [Reading],
    origin: u32,
}

impl View<'_> {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::language::Code;
    use crate::rules::compile::Compiler;
    use crate::rules::phrase::parse;
    use crate::words::{Obfuscation, ShapeSet, tokenize};
    use proptest::prelude::*;

    fn table(rows: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        rows.iter()
            .map(|(name, entries)| ((*name).to_owned(), entries.iter().map(|entry| (*entry).to_owned()).collect()))
            .collect()
    }

    fn compiler() -> Compiler {
        let mut compiler = Compiler::new();
        let lists = table(&[
            ("gift_card", &["gift card", "gift cards", "itunes", "google play card*"]),
            ("remote_tool", &["anydesk", "team viewer", "team viewer quick support"]),
            ("any_tool", &["<remote_tool>", "hammer"]),
            ("asked", &["asked (me|us)", "wanted (me|us)? to", "told"]),
        ]);
        let same = table(&[
            ("anydesk", &["any desk", "ani desk"]),
            ("i am", &["i m", "im"]),
            ("team viewer", &["teamviewer"]),
            ("going to", &["gonna"]),
        ]);
        let fillers = ["uh", "um", "you know"].map(str::to_owned);
        compiler.lexicon(Code::En, &lists, &same, &fillers).unwrap();
        compiler.lexicon(Code::De, &BTreeMap::new(), &BTreeMap::new(), &["äh".to_owned()]).unwrap();
        compiler
    }

    fn patterns(language: Code, phrases: &[&str]) -> Patterns {
        let mut compiler = compiler();
        for phrase in phrases {
            compiler.add(language, &parse(phrase).unwrap()).unwrap();
        }
        compiler.finish()
    }

    fn read(patterns: &Patterns, text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        tokenize(text, &patterns.vocabulary, Break::None, &mut words, &mut Obfuscation::default());
        words
    }

    /// The parts of the text that the phrase is found in.
    fn found_in<'t>(language: Code, phrase: &str, text: &'t str) -> Vec<&'t str> {
        let patterns = patterns(language, &[phrase]);
        let words = read(&patterns, text);
        let mut hits = Vec::new();
        find(&patterns, &words, &mut Scratch::default(), &mut hits);
        hits.iter()
            .map(|hit| {
                &text[words[hit.words.start as usize].bytes.start as usize
                    ..words[hit.words.end as usize - 1].bytes.end as usize]
            })
            .collect()
    }

    fn found<'t>(phrase: &str, text: &'t str) -> Vec<&'t str> {
        found_in(Code::En, phrase, text)
    }

    #[test]
    fn a_phrase_is_found_where_its_words_are_neighbours() {
        assert_eq!(found("gift card", "A Gift-Card, a gift, card. Gift card!"), ["Gift-Card", "Gift card"]);
        assert_eq!(
            found("read (me|us)? the (code|numbers on)", "Read the code. Read us the numbers on it."),
            ["Read the code", "Read us the numbers on"]
        );
    }

    #[test]
    fn a_gap_crosses_a_comma_and_no_full_stop() {
        assert_eq!(
            found("buy ...2 now", "Buy it, please, now. Buy. Now. Buy some of them now"),
            ["Buy it, please, now"]
        );
        assert_eq!(found("buy ...2 (the)? now", "buy, now"), ["buy, now"]);
        assert_eq!(found("a ... b", "a a b b"), ["a a b"]);
    }

    #[test]
    fn lists_prefixes_and_spellings_are_read() {
        assert_eq!(found("buy ... <gift_card>", "buy two Google Play cards today"), ["buy two Google Play cards"]);
        assert_eq!(
            found("open <remote_tool>", "open any desk or open AnyDesk or open TeamViewer"),
            ["open any desk", "open AnyDesk", "open TeamViewer"]
        );
        assert_eq!(found("<any_tool> now", "ani-desk now, hammer now"), ["ani-desk now", "hammer now"]);
        assert_eq!(
            found("<asked> ...1 pay", "He asked me to pay. She wanted to pay"),
            ["asked me to pay", "wanted to pay"]
        );
        assert_eq!(
            found("(i|we) am going to call", "I'm gonna call, we am gonna call, im going to call"),
            ["I'm gonna call", "we am gonna call", "im going to call"]
        );
        assert_eq!(found("open any (desk|table)", "open anydesk, open any table"), ["open anydesk", "open any table"]);
        assert_eq!(found("infect*", "infected infect infec"), ["infected", "infect"]);
    }

    #[test]
    fn fillers_and_stutters_are_transparent() {
        assert_eq!(found("buy gift cards", "buy, uh, gift gift um cards"), ["buy, uh, gift gift um cards"]);
        assert_eq!(found("<gift_card> now", "gift, uh, card now"), ["gift, uh, card now"]);
        assert_eq!(found("buy cards", "buy, you know, cards; buy you know cards"), ["buy, you know, cards"]);
        assert_eq!(found("buy cards", "buy. Uh. Cards"), Vec::<&str>::new());
        assert_eq!(found("buy ...1 cards", "buy uh uh two uh cards"), ["buy uh uh two uh cards"]);
        assert_eq!(found_in(Code::De, "kauf karten", "kauf äh karten, kauf uh karten"), ["kauf äh karten"]);
        assert_eq!(found("press one two", "press one one two"), Vec::<&str>::new());
    }

    #[test]
    fn shapes_are_heard_written_or_spoken() {
        assert_eq!(
            found(
                "pay <amount>",
                "pay $299.99, pay two hundred and ninety nine dollars, pay EUR 40, pay a hundred euros"
            )
            .len(),
            4
        );
        assert_eq!(
            found_in(Code::Fr, "payer <amount>", "payer deux cent quatre-vingt-dix-neuf euros, payer 299,99 €").len(),
            2
        );
        assert_eq!(found_in(Code::De, "zahlen <amount>", "zahlen dreihundert Euro, zahlen zwei hundert Euro").len(), 2);
        assert_eq!(found_in(Code::It, "paga <amount>", "paga trecento euro, paga 68 mila euro").len(), 2);
        assert_eq!(found_in(Code::Es, "pagar <amount>", "pagar doscientos euros").len(), 1);
        assert_eq!(found("press <number>", "press one. Press 1. Press twenty-one").len(), 3);
        assert_eq!(found("due <number>", "it is due due"), Vec::<&str>::new());
        assert_eq!(
            found("visit <url>", "visit w w w dot anydesk dot com now, visit fast-help.co.uk"),
            ["visit w w w dot anydesk dot com", "visit fast-help.co.uk"]
        );
        assert_eq!(found("open <remote_tool>", "open www.anydesk.com"), ["open www.anydesk.com"]);
        assert_eq!(found("call <phone>", "call (555) 010-0199, call [phone 2]").len(), 2);
        assert_eq!(found("ticket <reference>", "ticket TM-20931. Ticket #4417-22").len(), 2);
        assert_eq!(found("pay ...2 now", "pay two hundred ninety nine dollars right now").len(), 1);
        assert_eq!(found("twenty four hours", "in twenty-four hours").len(), 1);
    }

    #[test]
    fn a_phrase_is_found_across_blocks() {
        for padding in [440, 447, 448, 500, 511, 512, 900] {
            let text = format!("{}buy some gift cards{}", "word ".repeat(padding), " word".repeat(100));
            assert_eq!(found("buy ... <gift_card>", &text), ["buy some gift cards"], "{padding}");
        }
    }

    /// The same search, written down as naively as can be, to be compared with.
    mod naive {
        use super::*;
        use crate::rules::phrase::Node;

        pub(super) const LISTS: &[(&str, &[&str])] =
            &[("short", &["a", "b"]), ("long", &["b c", "e d", "ccc*"]), ("all", &["<short>", "<long>"])];
        pub(super) const SAME: &[&[&str]] = &[&["e", "d d", "a f"]];
        pub(super) const FILLERS: &[&str] = &["x", "y z"];

        /// What a flat phrase is made of; every list entry stands by itself.
        #[derive(Clone, Debug)]
        pub(super) enum Part {
            Words(Vec<String>),
            Prefix(String),
            Gap(u8),
        }

        fn list(name: &str) -> Vec<Vec<Part>> {
            let entries = LISTS.iter().find(|(known, _)| *known == name).unwrap().1;
            let one = |entry: &&str| match (entry.strip_prefix('<'), entry.strip_suffix('*')) {
                (Some(other), _) => list(other.trim_end_matches('>')),
                (_, Some(prefix)) => vec![vec![Part::Prefix(prefix.to_owned())]],
                _ => vec![vec![Part::Words(entry.split(' ').map(str::to_owned).collect())]],
            };
            entries.iter().flat_map(one).collect()
        }

        /// All ways through a phrase, without alternatives.
        fn ways(node: &Node) -> Vec<Vec<Part>> {
            match node {
                Node::Word(word) => vec![vec![Part::Words(vec![word.clone()])]],
                Node::Prefix(word) => vec![vec![Part::Prefix(word.clone())]],
                Node::Gap(words) => vec![vec![Part::Gap(*words)]],
                Node::Shape(_) => vec![],
                // An empty gap keeps the words of an entry apart from the words of the phrase.
                Node::List(name) => list(name)
                    .into_iter()
                    .map(|entry| [vec![Part::Words(vec![])], entry, vec![Part::Words(vec![])]].concat())
                    .collect(),
                Node::Opt(inner) => [ways(inner), vec![vec![]]].concat(),
                Node::Alt(parts) => parts.iter().flat_map(ways).collect(),
                Node::Seq(parts) => parts.iter().fold(vec![vec![]], |all, part| {
                    let ends = ways(part);
                    all.iter().flat_map(|start| ends.iter().map(move |end| [start.as_slice(), end].concat())).collect()
                }),
            }
        }

        /// Neighbouring words joined into one part, up to the borders of list entries.
        fn joined(way: &[Part]) -> Vec<Part> {
            let mut parts: Vec<Part> = Vec::new();
            for part in way {
                match (parts.last_mut(), part) {
                    (Some(Part::Words(last)), Part::Words(words)) if !last.is_empty() && !words.is_empty() => {
                        last.extend(words.clone())
                    }
                    _ => parts.push(part.clone()),
                }
            }
            parts
        }

        /// All spellings of a run of words.
        fn spellings(words: &[String]) -> Vec<Vec<String>> {
            let Some((first, rest)) = words.split_first() else { return vec![vec![]] };
            let mut all: Vec<Vec<String>> =
                spellings(rest).into_iter().map(|rest| [vec![first.clone()], rest].concat()).collect();
            for class in SAME {
                for member in *class {
                    let member: Vec<String> = member.split(' ').map(str::to_owned).collect();
                    if words.starts_with(&member) {
                        for rest in spellings(&words[member.len()..]) {
                            all.extend(
                                class.iter().map(|other| {
                                    [other.split(' ').map(str::to_owned).collect(), rest.clone()].concat()
                                }),
                            );
                        }
                    }
                }
            }
            all
        }

        #[derive(Clone, Copy, PartialEq)]
        enum Mode {
            Start,
            Tight,
            Loose,
        }

        pub(super) struct Text {
            pub(super) words: Vec<(String, Break)>,
        }

        impl Text {
            fn brk(&self, at: usize) -> Break {
                self.words.get(at).map_or(Break::None, |word| word.1)
            }

            fn is(&self, at: usize, word: &str) -> bool {
                self.words.get(at).is_some_and(|(other, _)| other == word)
            }

            /// Where one comes by passing over one filler or stutter.
            fn passed(&self, at: usize) -> Vec<usize> {
                // A word that no rule knows ("q") is not compared.
                let stutter = at > 0
                    && at < self.words.len()
                    && !self.is(at, "q")
                    && self.is(at - 1, &self.words[at].0)
                    && self.brk(at) != Break::Hard;
                let mut ends = Vec::new();
                if self.brk(at) != Break::Hard {
                    if stutter || self.is(at, "x") {
                        ends.push(at + 1);
                    }
                    if self.is(at, "y")
                        && self.is(at + 1, "z")
                        && self.brk(at + 1) == Break::None
                        && (self.brk(at) == Break::Soft || self.brk(at + 2) == Break::Soft)
                    {
                        ends.push(at + 2);
                    }
                }
                ends.retain(|end| self.brk(*end) != Break::Hard);
                ends
            }

            fn gap(&self, at: usize, words: u8, rest: &[Part]) -> Option<usize> {
                let mut best = self.run(rest, at, Mode::Loose);
                for end in self.passed(at) {
                    best = least(best, self.gap(end, words, rest));
                }
                if words > 0 && at < self.words.len() && self.brk(at + 1) != Break::Hard {
                    best = least(best, self.gap(at + 1, words - 1, rest));
                }
                best
            }

            /// The least end of a match of all parts from a place on.
            fn run(&self, parts: &[Part], at: usize, mode: Mode) -> Option<usize> {
                let Some((part, rest)) = parts.split_first() else { return Some(at) };
                match part {
                    Part::Gap(words) => {
                        if self.brk(at) == Break::Hard {
                            None
                        } else {
                            self.gap(at, *words, rest)
                        }
                    }
                    Part::Prefix(prefix) => self.hear(&|word| word.starts_with(prefix.as_str()), at, mode, &|end| {
                        self.run(rest, end, Mode::Tight)
                    }),
                    Part::Words(words) => {
                        spellings(words).iter().fold(None, |best, words| least(best, self.words(words, rest, at, mode)))
                    }
                }
            }

            fn words(&self, words: &[String], rest: &[Part], at: usize, mode: Mode) -> Option<usize> {
                let Some((first, more)) = words.split_first() else { return self.run(rest, at, mode) };
                self.hear(&|word| word == first, at, mode, &|end| self.words(more, rest, end, Mode::Tight))
            }

            fn hear(
                &self,
                is_it: &dyn Fn(&str) -> bool,
                at: usize,
                mode: Mode,
                then: &dyn Fn(usize) -> Option<usize>,
            ) -> Option<usize> {
                let mut best = None;
                let may = mode == Mode::Start
                    || self.brk(at) == Break::None
                    || mode == Mode::Loose && self.brk(at) == Break::Soft;
                if may && self.words.get(at).is_some_and(|word| is_it(&word.0)) {
                    best = then(at + 1);
                }
                if mode != Mode::Start {
                    for end in self.passed(at) {
                        best = least(best, self.hear(is_it, end, Mode::Loose, then));
                    }
                }
                best
            }
        }

        fn least(a: Option<usize>, b: Option<usize>) -> Option<usize> {
            a.into_iter().chain(b).min()
        }

        pub(super) fn find(node: &Node, text: &Text) -> Vec<(usize, usize)> {
            let ways: Vec<_> = ways(node).iter().map(|way| joined(way)).collect();
            let (mut hits, mut next) = (Vec::new(), 0);
            for at in 0..text.words.len() {
                let end = ways.iter().fold(None, |best, way| least(best, text.run(way, at, Mode::Start)));
                if let Some(end) = end.filter(|_| at >= next) {
                    hits.push((at, end));
                    next = end;
                }
            }
            hits
        }
    }

    fn phrase_text() -> impl Strategy<Value = String> {
        let leaf = prop_oneof![
            8 => prop::sample::select(vec!["a", "b", "c", "d", "e", "f"]).prop_map(str::to_owned),
            1 => Just("ccc*".to_owned()),
            2 => prop::sample::select(vec!["<short>", "<long>", "<all>"]).prop_map(str::to_owned),
            2 => (1_u8..4).prop_map(|words| format!("...{words}")),
        ];
        leaf.prop_recursive(3, 12, 4, |inner| {
            prop_oneof![
                2 => prop::collection::vec(inner.clone(), 2..5).prop_map(|parts| parts.join(" ")),
                1 => prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join("|"))),
                1 => inner.prop_map(|part| format!("({part})?")),
            ]
        })
    }

    fn talk() -> impl Strategy<Value = Vec<(&'static str, Break)>> {
        let word = prop::sample::select(vec!["a", "a", "b", "b", "c", "d", "d", "e", "f", "x", "y", "z", "cccd", "q"]);
        let brk = prop_oneof![8 => Just(Break::None), 2 => Just(Break::Soft), 1 => Just(Break::Hard)];
        prop::collection::vec((word, brk), 1..24)
    }

    fn letters_book(phrases: &[&str]) -> Option<Patterns> {
        let mut compiler = Compiler::new();
        let same: BTreeMap<String, Vec<String>> = naive::SAME
            .iter()
            .map(|class| (class[0].to_owned(), class[1..].iter().map(|&word| word.to_owned()).collect()))
            .collect();
        let fillers: Vec<String> = naive::FILLERS.iter().map(|&word| word.to_owned()).collect();
        compiler
            .lexicon(
                Code::En,
                &table(&[("short", &["a", "b"]), ("long", &["b c", "e d", "ccc*"]), ("all", &["<short>", "<long>"])]),
                &same,
                &fillers,
            )
            .unwrap();
        for phrase in phrases {
            compiler.add(Code::En, &parse(phrase).ok()?).ok()?;
        }
        Some(compiler.finish())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 100_000, ..ProptestConfig::default() })]

        #[test]
        fn the_matcher_agrees_with_a_naive_one(phrase in phrase_text(), talk in talk()) {
            let patterns = letters_book(&[&phrase]);
            prop_assume!(patterns.is_some());
            let patterns = patterns.unwrap();
            let text = naive::Text { words: talk.iter().map(|(word, brk)| ((*word).to_owned(), *brk)).collect() };
            let words: Vec<Word> = talk
                .iter()
                .zip(0_u32..)
                .map(|((word, brk), at)| Word { token: patterns.vocabulary.number(word.as_bytes()), bytes: at..at + 1, brk: *brk, shapes: ShapeSet::NONE })
                .collect();
            let mut hits = Vec::new();
            find(&patterns, &words, &mut Scratch::default(), &mut hits);
            let hits: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.words.start as usize, hit.words.end as usize)).collect();
            prop_assert_eq!(hits, naive::find(&parse(&phrase).unwrap(), &text), "{}", phrase);
        }

        #[test]
        fn all_phrases_of_a_book_are_found_as_if_each_were_alone(phrases in prop::collection::vec(phrase_text(), 1..6), talk in talk()) {
            let phrases: Vec<&str> = phrases.iter().map(String::as_str).filter(|phrase| parse(phrase).is_ok()).collect();
            let book = letters_book(&phrases).unwrap();
            let text: String = talk.iter().map(|(word, brk)| format!("{}{word}", [" ", ", ", ". "][*brk as usize])).collect();
            let mut scratch = Scratch::default();
            let mut together = Vec::new();
            find(&book, &read(&book, &text), &mut scratch, &mut together);
            let mut again = Vec::new();
            find(&book, &read(&book, &text), &mut scratch, &mut again);
            prop_assert_eq!(&together, &again);
            for (number, phrase) in (0..).zip(&phrases) {
                let alone = letters_book(&[phrase]).unwrap();
                let mut hits = Vec::new();
                find(&alone, &read(&alone, &text), &mut Scratch::default(), &mut hits);
                let hits: Vec<_> = hits.into_iter().map(|hit| hit.words).collect();
                let among: Vec<_> = together.iter().filter(|hit| hit.phrase == number).map(|hit| hit.words.clone()).collect();
                prop_assert_eq!(hits, among, "{}", phrase);
            }
        }
    }
}
