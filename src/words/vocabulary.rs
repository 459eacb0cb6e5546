//! The words of a rule book, numbered: exact words, and the prefixes of `word*`.

use serde::{Deserialize, Serialize};

use super::spoken::{self, Role};
use super::table::Table;

/// The number of a word that no rule knows.
pub const UNKNOWN: u32 = u32::MAX;

/// All words and prefixes of a rule book. Exact words are numbered first, then prefixes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vocabulary {
    letters: String,
    #[serde(skip)]
    ends: Table,
    /// Open addressing; 0 is empty, else the number plus one, with ten bits of the hash on top.
    #[serde(skip)]
    table: Table,
    /// What a word is in spoken numbers, amounts and addresses, by number.
    #[serde(skip)]
    roles: Table,
    literals: u32,
    /// For each prefix in alphabetical order, one plus the place of the longest prefix it extends.
    #[serde(skip)]
    parents: Table,
    /// A bit for each beginning (four letters, or all three) of a prefix, so that most words need no search.
    #[serde(skip)]
    gate: Table,
}

const TAG_SHIFT: u32 = 22;
const NUMBER_MASK: u32 = (1 << TAG_SHIFT) - 1;

fn hash(word: &[u8]) -> u64 {
    let mut hash = word.len() as u64;
    for chunk in word.chunks(8) {
        let number = chunk.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        hash = (hash ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 32;
    }
    hash
}

fn tag(hash: u64) -> u32 {
    u32::try_from(hash >> 54).expect("ten bits") << TAG_SHIFT
}

/// Place of a beginning of three or four letters in the gate: word and bit.
fn gate_bit(beginning: &[u8]) -> (usize, u32) {
    let bits = hash(beginning) >> 49;
    let bit = usize::try_from(bits).expect("fifteen bits");
    (bit / 32, 1 << (bit % 32))
}

/// Size of the gate in words: fifteen bits of hash.
const GATE: usize = (1 << 15) / 32;

impl Vocabulary {
    /// Fewest letters a prefix may have.
    pub const SHORTEST_PREFIX: usize = 3;

    /// Numbers `words` in their order and then `prefixes`, which must be sorted and not shorter
    /// than [`Self::SHORTEST_PREFIX`] bytes. Both are folded and without repeats.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>, prefixes: impl Iterator<Item = &'w str>) -> Self {
        let (mut letters, mut ends) = (String::new(), Vec::new());
        let mut push = |word: &str| {
            letters.push_str(word);
            ends.push(u32::try_from(letters.len()).expect("a rule book has less than 4 GiB"));
            u32::try_from(ends.len()).expect("counted by u32")
        };
        let literals = words.map(&mut push).last().unwrap_or(0);
        let mut gate = vec![0; GATE];
        let mut parents = Vec::new();
        let mut open: Vec<(u32, &str)> = Vec::new();
        for (place, prefix) in (1..).zip(prefixes) {
            push(prefix);
            while open.last().is_some_and(|(_, parent)| !prefix.starts_with(parent)) {
                open.pop();
            }
            parents.push(open.last().map_or(0, |(parent, _)| *parent));
            open.push((place, prefix));
            let (word, bit) = gate_bit(&prefix.as_bytes()[..prefix.len().min(4)]);
            gate[word] |= bit;
        }
        let mut new = Self {
            letters,
            ends: ends.into(),
            literals,
            parents: parents.into(),
            gate: gate.into(),
            ..Self::default()
        };
        let size = (literals as usize * 3).next_power_of_two().max(64);
        let mut table = vec![0; size];
        for number in 0..literals {
            let hash = hash(new.text(number).as_bytes());
            let mut slot = place(hash, size);
            while table[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            table[slot] = tag(hash) | (number + 1);
        }
        new.table = table.into();
        let mut roles = vec![0; literals as usize];
        for (word, role) in spoken::roles() {
            if let Some(number) = new.literal(word.as_bytes()) {
                roles[number as usize] = role.bits();
            }
        }
        new.roles = roles.into();
        new
    }

    /// Its tables, always in the same order.
    pub(crate) fn tables(&mut self) -> impl Iterator<Item = &mut Table> {
        [&mut self.ends, &mut self.table, &mut self.roles, &mut self.parents, &mut self.gate].into_iter()
    }

    /// How many words and prefixes there are.
    pub fn count(&self) -> u32 {
        u32::try_from(self.ends.len()).expect("counted by u32")
    }

    /// The word or prefix of a number.
    pub fn text(&self, number: u32) -> &str {
        let number = number as usize;
        &self.letters[self.start(number)..self.ends[number] as usize]
    }

    /// The same as bytes, which needs no look at characters.
    fn bytes(&self, number: u32) -> &[u8] {
        let number = number as usize;
        &self.letters.as_bytes()[self.start(number)..self.ends[number] as usize]
    }

    fn start(&self, number: usize) -> usize {
        number.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }

    /// The number of exactly this folded word.
    pub fn literal(&self, word: &[u8]) -> Option<u32> {
        if self.table.is_empty() {
            return None;
        }
        let hash = hash(word);
        let mut slot = place(hash, self.table.len());
        loop {
            let entry = self.table[slot];
            if entry == 0 {
                return None;
            }
            let number = (entry & NUMBER_MASK) - 1;
            if entry & !NUMBER_MASK == tag(hash) && self.bytes(number) == word {
                return Some(number);
            }
            slot = (slot + 1) & (self.table.len() - 1);
        }
    }

    /// The number of the longest prefix that this folded word extends.
    pub fn prefix(&self, word: &[u8]) -> Option<u32> {
        if self.parents.is_empty() || word.len() < Self::SHORTEST_PREFIX {
            return None;
        }
        let may_begin = |letters: &[u8]| {
            let (place, bit) = gate_bit(letters);
            self.gate[place] & bit != 0
        };
        if !may_begin(&word[..word.len().min(4)]) && !may_begin(&word[..3]) {
            return None;
        }
        let text = |place: u32| self.bytes(self.literals + place - 1);
        let (mut low, mut high) = (0, self.count() - self.literals);
        while low < high {
            let middle = low.midpoint(high);
            if text(middle + 1) <= word { low = middle + 1 } else { high = middle }
        }
        // `low` counts the prefixes up to the word; a shorter one that fits is an ancestor of the last.
        while low > 0 && !word.starts_with(text(low)) {
            low = self.parents[low as usize - 1];
        }
        (low > 0).then(|| self.literals + low - 1)
    }

    /// The prefix that a prefix itself extends.
    pub fn parent(&self, prefix: u32) -> Option<u32> {
        let parent = self.parents[(prefix - self.literals) as usize];
        (parent > 0).then(|| self.literals + parent - 1)
    }

    /// The number of a folded word: its own, else that of the longest prefix, else [`UNKNOWN`].
    pub fn number(&self, word: &[u8]) -> u32 {
        self.literal(word).or_else(|| self.prefix(word)).unwrap_or(UNKNOWN)
    }

    /// What the word is in spoken numbers, amounts and addresses.
    pub fn role(&self, number: u32) -> Role {
        Role::from_bits(self.roles.get(number as usize).copied().unwrap_or_default())
    }
}

fn place(hash: u64, size: usize) -> usize {
    usize::try_from(hash & (size as u64 - 1)).expect("below the size of the table")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vocabulary {
        Vocabulary::new(["gift", "card", "infect"].into_iter(), ["hack", "inf", "infect", "infecti"].into_iter())
    }

    #[test]
    fn a_word_has_its_own_number_or_that_of_the_longest_prefix() {
        let sample = sample();
        assert_eq!(sample.number(b"card"), 1);
        assert_eq!(sample.number(b"infect"), 2);
        assert_eq!(sample.text(sample.number(b"infected")), "infect");
        assert_eq!(sample.text(sample.number(b"infection")), "infecti");
        assert_eq!(sample.text(sample.number(b"infzzz")), "inf");
        assert_eq!(sample.text(sample.number(b"hack")), "hack");
        assert_eq!(sample.number(b"hac"), UNKNOWN);
        assert_eq!(sample.number(b"zebra"), UNKNOWN);
    }

    #[test]
    fn an_empty_vocabulary_knows_nothing() {
        assert_eq!(Vocabulary::default().number(b"card"), UNKNOWN);
    }
}
