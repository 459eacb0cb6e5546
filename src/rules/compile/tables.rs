//! The tables that the compiler writes and the matcher reads.

use serde::{Deserialize, Serialize};

use std::collections::{BTreeMap, BTreeSet};

use super::Weight;
use crate::language::Code;
use crate::words::table::Table;
use crate::words::{Shape, Vocabulary};

/// Everything the matcher needs, in flat tables.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Patterns {
    /// The words of all phrases and lists.
    pub vocabulary: Vocabulary,
    /// Number of symbols.
    pub(crate) symbols: u32,
    /// Token → symbols that phrases wait for.
    pub(crate) heard_as: Groups,
    /// Token → symbols on which a path in a trie can go on.
    pub(crate) keys: Groups,
    /// Token → languages (a bit each) in which the word is a filler, and what it may begin.
    #[serde(skip)]
    pub(super) marks: Table,
    /// Spellings of several words that count as the same.
    pub(crate) same: Trie,
    /// List entries of several words.
    pub(crate) entries: Trie,
    /// Fillers of several words.
    pub(crate) long_fillers: Trie,
    /// Phrase → edges of its graph, two numbers each: see [`Edge`].
    pub(crate) programs: Groups,
    /// Phrase → its language, and from bit 8 on the most words it spans without fillers.
    #[serde(skip)]
    pub(super) facts: Table,
    /// Element → its symbols. An element is what an edge waits for: one of several symbols.
    pub(crate) elements: Groups,
    /// Phrase → the element it begins with, the rarest, and others: each match has a symbol of each.
    pub(crate) elements_of: Groups,
    /// Symbol → phrases whose rarest element has it.
    pub(crate) found_by: Groups,
    /// Language → token → packed [`Weight`], and behind the last token that of a text without words.
    /// Empty if not known.
    #[serde(skip)]
    pub(super) manner: [Table; 5],
    /// Language → two tokens and the weight of them in a row, sorted.
    #[serde(skip)]
    pub(super) pairs: [Table; 5],
    /// The same for tokens with another word between them.
    #[serde(skip)]
    pub(super) around: [Table; 5],
}

impl Patterns {
    /// Its tables, always in the same order.
    pub(crate) fn tables(&mut self) -> impl Iterator<Item = &mut Table> {
        let tries = [&mut self.same, &mut self.entries, &mut self.long_fillers];
        let groups = [
            &mut self.heard_as,
            &mut self.keys,
            &mut self.programs,
            &mut self.elements,
            &mut self.elements_of,
            &mut self.found_by,
        ];
        let groups =
            groups.into_iter().chain(tries.into_iter().flat_map(|trie| [&mut trie.children, &mut trie.outputs]));
        let tables = groups.flat_map(|groups| [&mut groups.ends, &mut groups.items]);
        let manner = self.manner.iter_mut().chain(&mut self.pairs).chain(&mut self.around);
        self.vocabulary.tables().chain([&mut self.marks, &mut self.facts]).chain(tables).chain(manner)
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there is no phrase.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// The weights of a language's words, stems and neighbours; none where it has none.
    pub(crate) fn manner(&self, language: Code) -> Option<Manner<'_>> {
        let (bias, weights) = self.manner[language.index()].split_last()?;
        let (pairs, _) = self.pairs[language.index()].as_chunks();
        let (around, _) = self.around[language.index()].as_chunks();
        Some(Manner { bias: Weight::unpack(*bias), weights, pairs, around })
    }

    /// The language of a phrase.
    pub fn language(&self, phrase: u32) -> Code {
        Code::ALL[(self.facts[phrase as usize] & 0xFF) as usize]
    }

    /// What the matcher must know of a word at first sight.
    pub(crate) fn marks(&self, token: u32) -> Marks {
        Marks(self.marks.get(token as usize).copied().unwrap_or(0))
    }

    /// The most words a match of the phrase spans if nothing in it is passed over.
    pub(crate) fn width(&self, phrase: u32) -> u32 {
        self.facts[phrase as usize] >> 8
    }
}

/// The weights of a language's words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner<'p> {
    /// Of a text without any of them.
    pub(crate) bias: Weight,
    weights: &'p [u32],
    pairs: &'p [[u32; 3]],
    around: &'p [[u32; 3]],
}

impl Manner<'_> {
    /// The weight of a word, if it has one.
    pub(crate) fn weight(&self, token: u32) -> Option<Weight> {
        self.weights.get(token as usize).filter(|weight| **weight != 0).map(|weight| Weight::unpack(*weight))
    }

    /// The weight of two words in a row, if they have one.
    pub(crate) fn pair(&self, first: u32, second: u32) -> Option<Weight> {
        pair_in(self.pairs, first, second)
    }

    /// The weight of two words with another between them, if they have one.
    pub(crate) fn around(&self, first: u32, second: u32) -> Option<Weight> {
        pair_in(self.around, first, second)
    }
}

fn pair_in(pairs: &[[u32; 3]], first: u32, second: u32) -> Option<Weight> {
    let place = pairs.binary_search_by_key(&(first, second), |pair| (pair[0], pair[1])).ok()?;
    Some(Weight::unpack(pairs[place][2]))
}

/// What a word can be the beginning of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marks(u32);

impl Marks {
    pub(super) const SPELLING: u32 = 1 << 5;
    pub(super) const ENTRY: u32 = 1 << 6;
    pub(super) const LONG_FILLER: u32 = 1 << 7;
    pub(super) const ROLE: u32 = 1 << 8;

    /// Languages (a bit each) in which it is a filler.
    pub(crate) fn filler(self) -> u32 {
        self.0 & 31
    }

    /// Whether it begins a spelling of several words.
    pub(crate) fn begins_spelling(self) -> bool {
        self.0 & Self::SPELLING != 0
    }

    /// Whether it begins a list entry of several words.
    pub(crate) fn begins_entry(self) -> bool {
        self.0 & Self::ENTRY != 0
    }

    /// Whether it begins a filler of several words.
    pub(crate) fn begins_filler(self) -> bool {
        self.0 & Self::LONG_FILLER != 0
    }

    /// Whether it has a role in spoken numbers and addresses.
    pub(crate) fn has_role(self) -> bool {
        self.0 & Self::ROLE != 0
    }
}

/// Groups of numbers in one vector.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Groups {
    #[serde(skip)]
    ends: Table,
    #[serde(skip)]
    items: Table,
}

impl Groups {
    pub(super) fn new<G: IntoIterator<Item = u32>>(groups: impl IntoIterator<Item = G>) -> Self {
        let (mut ends, mut items) = (Vec::new(), Vec::new());
        for group in groups {
            items.extend(group);
            ends.push(small(items.len()));
        }
        Self { ends: ends.into(), items: items.into() }
    }

    /// The numbers of a group; none for a group that does not exist.
    pub(crate) fn get(&self, group: u32) -> &[u32] {
        let group = group as usize;
        let Some(&end) = self.ends.get(group) else { return &[] };
        let start = if group == 0 { 0 } else { self.ends[group - 1] };
        &self.items[start as usize..end as usize]
    }

    /// How many groups there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).expect("a rule book is far smaller than 4 Gi entries")
}

/// Sequences of symbols, and what they mean.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Trie {
    /// Node → (symbol, node) pairs, sorted by symbol.
    children: Groups,
    /// Node → what ends here: a symbol with the language in the top four bits, see [`tagged`].
    outputs: Groups,
}

/// A symbol with its language.
pub(super) fn tagged(symbol: u32, language: Code) -> u32 {
    symbol | small(language.index()) << 28
}

/// Symbol and language (as a bit) of a trie's output.
pub(crate) fn untagged(output: u32) -> (u32, u32) {
    (output & 0x0FFF_FFFF, 1 << (output >> 28))
}

impl Trie {
    pub(super) fn new(sequences: impl IntoIterator<Item = (Vec<u32>, u32)>) -> Self {
        let mut nodes: Vec<(BTreeMap<u32, u32>, BTreeSet<u32>)> = vec![Default::default()];
        for (sequence, output) in sequences {
            let mut at = 0;
            for symbol in sequence {
                let fresh = small(nodes.len());
                let next = *nodes[at].0.entry(symbol).or_insert(fresh);
                if next == fresh {
                    nodes.push(Default::default());
                }
                at = next as usize;
            }
            nodes[at].1.insert(output);
        }
        Self {
            children: Groups::new(
                nodes.iter().map(|(children, _)| children.iter().flat_map(|(symbol, node)| [*symbol, *node])),
            ),
            outputs: Groups::new(nodes.iter().map(|(_, outputs)| outputs.iter().copied())),
        }
    }

    /// Whether there is nothing to find.
    pub(crate) fn is_empty(&self) -> bool {
        self.children.get(0).is_empty()
    }

    /// The node after `symbol`.
    pub(crate) fn child(&self, node: u32, symbol: u32) -> Option<u32> {
        let (pairs, _) = self.children.get(node).as_chunks::<2>();
        let place = pairs.binary_search_by_key(&symbol, |pair| pair[0]).ok()?;
        Some(pairs[place][1])
    }

    /// Whether something longer goes on from here.
    pub(crate) fn goes_on(&self, node: u32) -> bool {
        !self.children.get(node).is_empty()
    }

    /// What ends here.
    pub(crate) fn outputs(&self, node: u32) -> &[u32] {
        self.outputs.get(node)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = u32> {
        self.children.items.as_chunks::<2>().0.iter().map(|pair| pair[0])
    }
}

/// One edge of a phrase's graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    /// The state it leaves; states are numbered so that edges go upwards. 0 is the beginning.
    pub(crate) from: u8,
    /// The state it leads to. The highest is the end.
    pub(crate) to: u8,
    /// How many edges leave the same state from this one on, up to 255.
    pub(crate) run: u8,
    /// What it waits for.
    pub(crate) step: Step,
}

/// What leads from one state to the next: of an [`Edge`] an element, of what is drawn a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Something heard.
    Heard(u32),
    /// Up to so many words.
    Gap(u8),
}

impl Edge {
    pub(super) fn pack(self) -> [u32; 2] {
        let (gap, element) = match self.step {
            Step::Heard(element) => (0, element),
            Step::Gap(words) => (words, 0),
        };
        [u32::from_le_bytes([self.from, self.to, gap, self.run]), element]
    }

    /// Reads what a program holds.
    pub(crate) fn unpack([head, element]: [u32; 2]) -> Self {
        let [from, to, gap, run] = head.to_le_bytes();
        Self { from, to, run, step: if gap == 0 { Step::Heard(element) } else { Step::Gap(gap) } }
    }
}

/// Symbol of a shape; spoken numbers and amounts are told by language.
pub(crate) fn shape_symbol(shape: Shape, language: usize) -> u32 {
    small(match shape {
        Shape::Number => language,
        Shape::Amount => 5 + language,
        Shape::Phone => 10,
        Shape::Email => 11,
        Shape::Url => 12,
        Shape::Reference => 13,
        Shape::Placeholder => 14,
    })
}
