//! The readings of a text that span several words: spellings, list entries, spoken numbers and
//! addresses; and what may be passed over: fillers and stutters.

use crate::rules::compile::{Patterns, Trie, shape_symbol, untagged};
use crate::words::{Break, Role, Shape, UNKNOWN, Word};

/// All languages, a bit each.
const ALL: u32 = 31;
/// Most words of one spoken number.
const LONGEST_NUMBER: usize = 24;
/// Most words of a spoken address before its last dot.
const LONGEST_ADDRESS: usize = 16;
/// Most fillers within one list entry.
pub(super) const MOST_FILLERS: usize = 4;

/// A symbol heard from word `start` up to word `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reading {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) symbol: u32,
}

/// What a text can be read as beyond its single words.
#[derive(Debug, Default)]
pub(super) struct Lattice {
    /// By start.
    pub(super) readings: Vec<Reading>,
    /// Word → languages in which it may be passed over.
    pub(super) skips: Vec<u8>,
    /// Fillers of several words, with their languages in place of the symbol; by start.
    pub(super) long_skips: Vec<Reading>,
    /// What counts as one word in a gap; by start.
    pub(super) units: Vec<Reading>,
    /// Spellings found, by start; a part of `readings`.
    spellings: Vec<Reading>,
}

impl Lattice {
    /// Reads a text anew.
    pub(super) fn read(&mut self, patterns: &Patterns, words: &[Word]) {
        self.readings.clear();
        self.long_skips.clear();
        self.units.clear();
        self.spellings.clear();
        self.skip_single(patterns, words);
        let text = Text { patterns, words };
        let mut spelled = 0;
        for (at, word) in words.iter().enumerate() {
            let marks = patterns.marks(word.token);
            if at >= spelled && (marks.has_role() || word.shapes.contains(Shape::Number)) {
                spelled = self.spoken(text, at);
            }
            if marks.begins_filler() {
                self.long_filler(text, at);
            }
        }
        // Spellings may contain fillers of several words, and list entries spellings.
        for (at, word) in words.iter().enumerate() {
            if patterns.marks(word.token).begins_spelling() {
                self.spelling(text, at);
            }
        }
        if !patterns.entries.is_empty() {
            self.entries(text);
        }
        self.readings.sort_unstable();
        self.readings.dedup();
        self.units.sort_unstable();
    }

    /// Marks single fillers and words said twice.
    fn skip_single(&mut self, patterns: &Patterns, words: &[Word]) {
        self.skips.clear();
        let mut last = UNKNOWN;
        self.skips.extend(words.iter().map(|word| {
            let token = word.token;
            if token == UNKNOWN {
                last = UNKNOWN;
                return 0;
            }
            let stutter = token == last
                && word.brk != Break::Hard
                && !word.shapes.contains(Shape::Number)
                && patterns.vocabulary.role(token).number() == 0;
            last = token;
            let marks = patterns.marks(token);
            u8::try_from(if stutter { ALL } else { marks.filler() }).unwrap_or(0)
        }));
    }

    fn spelling(&mut self, text: Text<'_>, at: usize) {
        let spellings = &mut self.spellings;
        let within = Within { skips: &self.skips, long_skips: &self.long_skips, spellings: &[] };
        text.walk(&text.patterns.same, at, within, &mut |end, symbol, _| {
            spellings.push(reading(at, end, symbol));
        });
    }

    fn long_filler(&mut self, text: Text<'_>, at: usize) {
        let skips = &mut self.long_skips;
        text.walk(&text.patterns.long_fillers, at, Within::default(), &mut |end, _, languages| {
            // Set off by a comma on one side at least; else the words may be meant.
            let set_off =
                text.words[at].brk == Break::Soft || text.words.get(end).is_some_and(|word| word.brk == Break::Soft);
            if set_off {
                skips.push(reading(at, end, languages));
            }
        });
    }

    fn entries(&mut self, text: Text<'_>) {
        let mut next_spelling = 0;
        for at in 0..text.words.len() {
            while self.spellings.get(next_spelling).is_some_and(|spelling| (spelling.start as usize) < at) {
                next_spelling += 1;
            }
            let spelled = self.spellings.get(next_spelling).is_some_and(|spelling| spelling.start as usize == at);
            if spelled || text.patterns.marks(text.words[at].token).begins_entry() {
                let readings = &mut self.readings;
                let within = Within { skips: &self.skips, long_skips: &self.long_skips, spellings: &self.spellings };
                text.walk(&text.patterns.entries, at, within, &mut |end, symbol, _| {
                    readings.push(reading(at, end, symbol));
                });
            }
        }
        self.readings.extend_from_slice(&self.spellings);
    }

    /// Reads a spoken number, amount or address at a word, and returns where to go on looking.
    fn spoken(&mut self, text: Text<'_>, at: usize) -> usize {
        if let Some((start, end)) = text.address(at) {
            let address = reading(start, end, shape_symbol(Shape::Url, 0));
            self.readings.push(address);
            self.units.push(address);
            return end;
        }
        if let Some((end, languages)) = text.amount(at) {
            for language in (0..5).filter(|language| languages >> language & 1 == 1) {
                self.readings.push(reading(at, end, shape_symbol(Shape::Amount, language)));
                self.readings.push(reading(at, end, shape_symbol(Shape::Number, language)));
            }
            self.units.push(reading(at, end, shape_symbol(Shape::Amount, 0)));
            return end;
        }
        let Some(number) = text.number(at) else { return at + 1 };
        let digits = number.digits;
        if !digits || number.end > at + 1 {
            for language in (0..5).filter(|language| number.languages >> language & 1 == 1) {
                self.readings.push(reading(at, number.end, shape_symbol(Shape::Number, language)));
            }
            if number.count >= 7 {
                self.readings.push(reading(at, number.end, shape_symbol(Shape::Phone, 0)));
            }
            if number.end > at + 1 {
                self.units.push(reading(at, number.end, shape_symbol(Shape::Number, 0)));
            }
        }
        number.end
    }
}

/// Those of the readings, sorted by start, that begin at a word.
fn beginning_at(readings: &[Reading], at: usize) -> &[Reading] {
    let from = readings.partition_point(|reading| (reading.start as usize) < at);
    let rest = &readings[from..];
    &rest[..rest.iter().take_while(|reading| reading.start as usize == at).count()]
}

fn reading(start: usize, end: usize, symbol: u32) -> Reading {
    let place = |at: usize| u32::try_from(at).expect("a text has fewer than 4 Gi words");
    Reading { start: place(start), end: place(end), symbol }
}

/// A spoken number: where it ends, in which languages, how many words below a hundred it has.
struct Number {
    end: usize,
    languages: u32,
    count: usize,
    digits: bool,
}

#[derive(Clone, Copy)]
struct Text<'a> {
    patterns: &'a Patterns,
    words: &'a [Word],
}

impl Text<'_> {
    /// The role of a word that follows its neighbour without a break; none past the end.
    fn role(&self, at: usize) -> Role {
        match self.words.get(at) {
            Some(word) if word.brk == Break::None => self.patterns.vocabulary.role(word.token),
            _ => Role::default(),
        }
    }

    fn number(&self, at: usize) -> Option<Number> {
        let first = &self.words[at];
        let role = self.patterns.vocabulary.role(first.token);
        let digits = first.shapes.contains(Shape::Number) && !first.shapes.is_spelled();
        let mut number = Number { end: at, languages: ALL, count: 0, digits };
        if digits {
            number.end += 1;
        } else if role.article() & self.role(at + 1).scale() != 0 && role.number() == 0 {
            number.languages = role.article();
            number.end += 1;
        }
        while number.end < at + LONGEST_NUMBER {
            let next = number.end;
            let here = if next == at { role } else { self.role(next) };
            let neighbour = next == at || self.words.get(next).is_some_and(|word| word.brk == Break::None);
            // German and Italian write a number as one word.
            let spelled = neighbour && self.words.get(next).is_some_and(|word| word.shapes.is_spelled());
            let below = if digits { 0 } else { here.number() } | if spelled { 0b01100 } else { 0 };
            let meant = (below | here.scale()) & number.languages;
            if meant != 0 {
                number.languages = meant;
                number.count += usize::from(below != 0);
                number.end += 1;
            } else if next > at
                && here.and() & number.languages != 0
                && (self.role(next + 1).number() | self.role(next + 1).scale()) & number.languages != 0
                && !digits
            {
                number.languages &= here.and();
                number.end += 1;
            } else {
                break;
            }
        }
        (number.end > at).then_some(number)
    }

    /// End and languages of an amount: "300 dollars", "EUR 40", "a dollar and fifty cents".
    fn amount(&self, at: usize) -> Option<(usize, u32)> {
        let role = self.patterns.vocabulary.role(self.words[at].token);
        if role.is_leading_currency() {
            let next = self.words.get(at + 1)?;
            let digits =
                next.brk == Break::None && next.shapes.contains(Shape::Number) && !next.shapes.contains(Shape::Phone);
            return digits.then_some((at + 2, ALL));
        }
        if role.article() != 0 && self.role(at + 1).is_currency() {
            return Some((at + 2, role.article()));
        }
        let number = self.number(at)?;
        let mut end = number.end;
        if !self.role(end).is_currency() {
            return None;
        }
        end += 1;
        let rest = end + usize::from(self.role(end).and() & number.languages != 0);
        if self.words.get(rest).is_some_and(|word| word.brk == Break::None)
            && let Some(cents) = self.number(rest)
            && cents.languages & number.languages != 0
            && self.role(cents.end).is_currency()
        {
            end = cents.end + 1;
        }
        Some((end, number.languages))
    }

    /// A spoken web address whose first dot is the word at `at`: "anydesk dot com".
    fn address(&self, at: usize) -> Option<(usize, usize)> {
        let dot = self.role(at).dot();
        if dot & self.role(at + 1).domain() == 0 || at == 0 {
            return None;
        }
        let mut start = at - 1;
        while start >= 2
            && at - start < LONGEST_ADDRESS
            && self.words[start].brk == Break::None
            && self.role(start - 1).dot() != 0
        {
            start -= 2;
        }
        // "w w w dot"
        let spelled = |place: usize| {
            self.words[place].token == self.words[start].token && self.words[place + 1].brk == Break::None
        };
        if start >= 2 && start + 1 < at && spelled(start - 1) && spelled(start - 2) {
            start -= 2;
        }
        let mut end = at + 2;
        while self.role(end).dot() & self.role(end + 1).domain() != 0 {
            end += 2;
        }
        Some((start, end))
    }

    /// Follows a trie from a word on and calls `found` with end, symbol and language.
    fn walk(&self, trie: &Trie, at: usize, within: Within<'_>, found: &mut dyn FnMut(usize, u32, u32)) {
        let mut walk = Walk { text: *self, trie, within, found };
        walk.step(0, at, ALL, Passing::Nothing, 0);
    }
}

/// What was passed over just before a word within an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passing {
    /// Nothing yet: the entry begins here.
    Nothing,
    /// A word of the entry.
    Word,
    /// A filler, which takes the commas around it with it.
    Filler,
}

/// What the words of an entry may be spelled with, and what may stand between them.
#[derive(Clone, Copy, Default)]
struct Within<'a> {
    skips: &'a [u8],
    long_skips: &'a [Reading],
    spellings: &'a [Reading],
}

struct Walk<'a, 'f> {
    text: Text<'a>,
    trie: &'a Trie,
    within: Within<'a>,
    found: &'f mut dyn FnMut(usize, u32, u32),
}

impl Walk<'_, '_> {
    fn step(&mut self, node: u32, at: usize, languages: u32, passing: Passing, fillers: usize) {
        let Some(word) = self.text.words.get(at) else { return };
        let passed = match passing {
            Passing::Nothing => Break::Hard,
            Passing::Word => Break::None,
            Passing::Filler => Break::Soft,
        };
        if word.brk <= passed {
            for &key in self.text.patterns.keys.get(word.token) {
                if let Some(child) = self.trie.child(node, key) {
                    self.arrive(child, at + 1, languages, fillers);
                }
            }
            for spelling in beginning_at(self.within.spellings, at) {
                if let Some(child) = self.trie.child(node, spelling.symbol) {
                    self.arrive(child, spelling.end as usize, languages, fillers);
                }
            }
        }
        if passing == Passing::Nothing || word.brk == Break::Hard || fillers == MOST_FILLERS {
            return;
        }
        let skipped = languages & u32::from(self.within.skips.get(at).copied().unwrap_or(0));
        if skipped != 0 {
            self.step(node, at + 1, skipped, Passing::Filler, fillers + 1);
        }
        for skip in beginning_at(self.within.long_skips, at).iter().filter(|skip| skip.symbol & languages != 0) {
            self.step(node, skip.end as usize, skip.symbol & languages, Passing::Filler, fillers + 1);
        }
    }

    fn arrive(&mut self, node: u32, at: usize, languages: u32, fillers: usize) {
        for &output in self.trie.outputs(node) {
            let (symbol, language) = untagged(output);
            if language & languages != 0 {
                (self.found)(at, symbol, language);
            }
        }
        if self.trie.goes_on(node) {
            self.step(node, at, languages, Passing::Word, fillers);
        }
    }
}
