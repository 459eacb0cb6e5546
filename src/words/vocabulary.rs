//! The words of a rule book, numbered: exact words, and the prefixes of `word*`.

use serde::{Deserialize, Serialize};

use super::spoken::{self, Role};

/// The number of a word that no rule knows.
pub const UNKNOWN: u32 = u32::MAX;

/// All words and prefixes of a rule book. Exact words are numbered first, then prefixes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Vocabulary {
    letters: String,
    #[serde(with = "super::flat")]
    ends: Vec<u32>,
    /// Open addressing; 0 is empty, else the number plus one, with ten bits of the hash on top.
    #[serde(with = "super::flat")]
    table: Vec<u32>,
    /// What a word is in spoken numbers, amounts and addresses, by number.
    #[serde(with = "super::flat")]
    roles: Vec<u32>,
    literals: u32,
    /// For each prefix in alphabetical order, one plus the place of the longest prefix it extends.
    #[serde(with = "super::flat")]
    parents: Vec<u32>,
    /// First letters (three, hashed to 12 bits) with which a prefix begins.
    #[serde(with = "super::flat")]
    gate: Vec<u32>,
}

const TAG_SHIFT: u32 = 22;
const NUMBER_MASK: u32 = (1 << TAG_SHIFT) - 1;

fn hash(word: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in word {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^ (hash >> 29)
}

fn tag(hash: u64) -> u32 {
    u32::try_from(hash >> 54).expect("ten bits") << TAG_SHIFT
}

/// Place of the first three letters in the gate: word and bit. Shorter prefixes are not let in.
fn gate_bit(word: &[u8]) -> (usize, u32) {
    let hash = (usize::from(word[0]) ^ (usize::from(word[1]) << 4) ^ (usize::from(word[2]) << 8)) * 0x9E5;
    let bit = (hash >> 4) % 4096;
    (bit / 32, 1 << (bit % 32))
}

impl Vocabulary {
    /// Fewest letters a prefix may have.
    pub const SHORTEST_PREFIX: usize = 3;

    /// Numbers `words` in their order and then `prefixes`, which must be sorted and not shorter
    /// than [`Self::SHORTEST_PREFIX`] bytes. Both are folded and without repeats.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>, prefixes: impl Iterator<Item = &'w str>) -> Self {
        let mut new = Self { gate: vec![0; 128], ..Self::default() };
        for word in words {
            new.push(word);
        }
        new.literals = new.count();
        let mut open: Vec<(u32, &str)> = Vec::new();
        for (place, prefix) in (1..).zip(prefixes) {
            new.push(prefix);
            while open.last().is_some_and(|(_, parent)| !prefix.starts_with(parent)) {
                open.pop();
            }
            new.parents.push(open.last().map_or(0, |(parent, _)| *parent));
            open.push((place, prefix));
            let (word, bit) = gate_bit(prefix.as_bytes());
            new.gate[word] |= bit;
        }
        let size = (new.literals as usize * 3).next_power_of_two().max(64);
        new.table = vec![0; size];
        for number in 0..new.literals {
            let hash = hash(new.text(number).as_bytes());
            let mut slot = place(hash, size);
            while new.table[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            new.table[slot] = tag(hash) | (number + 1);
        }
        new.roles = vec![0; new.literals as usize];
        for (word, role) in spoken::roles() {
            if let Some(number) = new.literal(word.as_bytes()) {
                new.roles[number as usize] = role.bits();
            }
        }
        new
    }

    fn push(&mut self, word: &str) {
        self.letters.push_str(word);
        self.ends.push(u32::try_from(self.letters.len()).expect("a rule book has less than 4 GiB"));
    }

    /// How many words and prefixes there are.
    pub fn count(&self) -> u32 {
        u32::try_from(self.ends.len()).expect("counted by u32")
    }

    /// The word or prefix of a number.
    pub fn text(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.letters[start..self.ends[number] as usize]
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
            if entry & !NUMBER_MASK == tag(hash) && self.text(number).as_bytes() == word {
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
        let (place, bit) = gate_bit(word);
        if self.gate[place] & bit == 0 {
            return None;
        }
        let text = |place: u32| self.text(self.literals + place - 1).as_bytes();
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
