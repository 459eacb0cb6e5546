//! Phrases and word lists → [`Patterns`], the tables the matcher runs on.
//!
//! A phrase becomes a graph without circles: states are places in the phrase, edges are symbols to
//! hear or gaps. A *symbol* is what an edge waits for: a word, a prefix, a list, a shape, or a
//! class of spellings that count as the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::phrase::{Node, PhraseError, parse, split_words};
use crate::language::Code;
use crate::words::{Shape, Vocabulary, flat, spoken};

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
    /// Token → languages (a bit each) in which the word is a filler.
    #[serde(with = "flat")]
    pub(crate) fillers: Vec<u32>,
    /// Spellings of several words that count as the same.
    pub(crate) same: Trie,
    /// List entries of several words.
    pub(crate) entries: Trie,
    /// Fillers of several words.
    pub(crate) long_fillers: Trie,
    /// Phrase → edges of its graph, two numbers each: see [`Edge`].
    pub(crate) programs: Groups,
    /// Phrase → its language.
    #[serde(with = "flat")]
    pub(crate) languages: Vec<u32>,
    /// Phrase → the element it begins with, the rarest, and all others: each match has one symbol of each.
    pub(crate) elements_of: Groups,
    /// Element → its symbols.
    pub(crate) elements: Groups,
    /// Symbol → phrases whose rarest element has it.
    pub(crate) found_by: Groups,
}

impl Patterns {
    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.languages.len()
    }

    /// Whether there is no phrase.
    pub fn is_empty(&self) -> bool {
        self.languages.is_empty()
    }

    /// The language of a phrase.
    pub fn language(&self, phrase: u32) -> Code {
        Code::ALL[self.languages[phrase as usize] as usize]
    }
}

/// Groups of numbers in one vector.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Groups {
    #[serde(with = "flat")]
    ends: Vec<u32>,
    #[serde(with = "flat")]
    items: Vec<u32>,
}

impl Groups {
    fn new<G: IntoIterator<Item = u32>>(groups: impl IntoIterator<Item = G>) -> Self {
        let mut new = Self::default();
        for group in groups {
            new.items.extend(group);
            new.ends.push(small(new.items.len()));
        }
        new
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

fn small(number: usize) -> u32 {
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
fn tagged(symbol: u32, language: Code) -> u32 {
    symbol | small(language.index()) << 28
}

/// Symbol and language (as a bit) of a trie's output.
pub(crate) fn untagged(output: u32) -> (u32, u32) {
    (output & 0x0FFF_FFFF, 1 << (output >> 28))
}

impl Trie {
    fn new(sequences: impl IntoIterator<Item = (Vec<u32>, u32)>) -> Self {
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

    fn keys(&self) -> impl Iterator<Item = u32> {
        self.children.items.as_chunks::<2>().0.iter().map(|pair| pair[0])
    }
}

/// One edge of a phrase's graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// The state it leaves; states are numbered so that edges go upwards. 0 is the beginning.
    pub(crate) from: u8,
    /// The state it leads to. The highest is the end.
    pub(crate) to: u8,
    /// What it waits for.
    pub(crate) step: Step,
}

/// What leads from one state to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// A symbol.
    Symbol(u32),
    /// Up to so many words.
    Gap(u8),
}

impl Edge {
    fn pack(self) -> [u32; 2] {
        let (gap, symbol) = match self.step {
            Step::Symbol(symbol) => (0, symbol),
            Step::Gap(words) => (words, 0),
        };
        [u32::from_le_bytes([self.from, self.to, gap, 0]), symbol]
    }

    /// Reads what a program holds.
    pub(crate) fn unpack([head, symbol]: [u32; 2]) -> Self {
        let [from, to, gap, _] = head.to_le_bytes();
        Self { from, to, step: if gap == 0 { Step::Symbol(symbol) } else { Step::Gap(gap) } }
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
const SHAPE_SYMBOLS: u32 = 15;

/// What a symbol stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Meaning {
    Word(String),
    Prefix(String),
    List(Code, String),
    Same(Code, String),
}

/// Collects word lists and then phrases, and makes [`Patterns`] of them.
#[derive(Debug, Default)]
pub struct Compiler {
    symbols: HashMap<Meaning, u32>,
    meanings: Vec<Meaning>,
    /// List → its entries as sequences of words and prefixes.
    lists: BTreeMap<(Code, String), Vec<Vec<Node>>>,
    /// Spellings (sequences of word symbols) → the class they are in.
    same: BTreeMap<Code, BTreeMap<Vec<u32>, u32>>,
    fillers: BTreeSet<(Code, Vec<u32>)>,
    phrases: Vec<(Code, Vec<Edge>)>,
}

impl Compiler {
    /// A compiler without lists and phrases.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds word lists, spellings that count as the same (canonical → variants) and fillers of a
    /// language; what is given in several calls adds up. All lexicons come before the phrases.
    ///
    /// A list entry is words, of which each may end in `*`, or a phrase without gaps, or `<list>`
    /// for all entries of another list.
    pub fn lexicon(
        &mut self,
        language: Code,
        lists: &BTreeMap<String, Vec<String>>,
        same: &BTreeMap<String, Vec<String>>,
        fillers: &[String],
    ) -> Result<(), PhraseError> {
        for (name, entries) in lists {
            let mut read = Vec::new();
            for entry in entries {
                read.extend(read_entry(entry)?);
            }
            self.symbol(Meaning::List(language, name.clone()));
            self.lists.entry((language, name.clone())).or_default().extend(read);
        }
        for (canonical, variants) in same {
            let class = self.symbol(Meaning::Same(language, canonical.clone()));
            for spelling in variants.iter().chain([canonical]) {
                let words = self.word_symbols(spelling);
                if !words.is_empty() {
                    self.same.entry(language).or_default().insert(words, class);
                }
            }
        }
        for filler in fillers {
            let words = self.word_symbols(filler);
            if !words.is_empty() {
                self.fillers.insert((language, words));
            }
        }
        Ok(())
    }

    fn symbol(&mut self, meaning: Meaning) -> u32 {
        let fresh = SHAPE_SYMBOLS + small(self.meanings.len());
        *self.symbols.entry(meaning).or_insert_with_key(|meaning| {
            self.meanings.push(meaning.clone());
            fresh
        })
    }

    fn word_symbols(&mut self, text: &str) -> Vec<u32> {
        split_words(text).map(|word| self.symbol(Meaning::Word(word))).collect()
    }

    /// Adds a phrase and returns its number; phrases are numbered from 0 in the order they come.
    pub fn add(&mut self, language: Code, phrase: &Node) -> Result<u32, PhraseError> {
        super::phrase::check(phrase).map_err(|what| PhraseError { what, column: 1 })?;
        let mut graph = Graph { edges: Vec::new(), states: 2 };
        self.draw(language, phrase, 0, 1, &mut graph)?;
        graph.leave_out_skips();
        if let Some(same) = self.same.get(&language) {
            graph.add_same(same);
        }
        let edges = graph
            .finish()
            .ok_or_else(|| PhraseError { what: "the phrase has too many alternatives; split it".into(), column: 1 })?;
        self.phrases.push((language, edges));
        Ok(small(self.phrases.len() - 1))
    }

    /// Draws the node as edges between two states.
    fn draw(
        &mut self,
        language: Code,
        node: &Node,
        from: usize,
        to: usize,
        graph: &mut Graph,
    ) -> Result<(), PhraseError> {
        let symbol = match node {
            Node::Word(word) => self.symbol(Meaning::Word(word.clone())),
            Node::Prefix(word) => self.symbol(Meaning::Prefix(word.clone())),
            Node::Shape(shape) => shape_symbol(*shape, language.index()),
            Node::List(name) if self.lists.contains_key(&(language, name.clone())) => {
                self.symbol(Meaning::List(language, name.clone()))
            }
            Node::List(name) => {
                return Err(PhraseError { what: format!("the lexicon has no list <{name}> in {language}"), column: 1 });
            }
            Node::Gap(words) => {
                graph.edges.push((from, to, Drawn::Step(Step::Gap(*words))));
                return Ok(());
            }
            Node::Seq(parts) => {
                let mut at = from;
                for (place, part) in parts.iter().enumerate() {
                    let next = if place + 1 == parts.len() { to } else { graph.state() };
                    self.draw(language, part, at, next, graph)?;
                    at = next;
                }
                return Ok(());
            }
            Node::Alt(parts) => return parts.iter().try_for_each(|part| self.draw(language, part, from, to, graph)),
            Node::Opt(inner) => {
                graph.edges.push((from, to, Drawn::Skip));
                return self.draw(language, inner, from, to, graph);
            }
        };
        graph.edges.push((from, to, Drawn::Step(Step::Symbol(symbol))));
        Ok(())
    }

    /// Makes the tables.
    pub fn finish(mut self) -> Patterns {
        let lists = self.flatten_lists();
        for word in spoken::roles().into_keys() {
            self.symbol(Meaning::Word(word.to_owned()));
        }
        let mut words = Vec::new();
        let mut prefixes = BTreeMap::new();
        for (symbol, meaning) in (SHAPE_SYMBOLS..).zip(&self.meanings) {
            match meaning {
                Meaning::Word(word) => words.push((word.as_str(), symbol)),
                Meaning::Prefix(prefix) => _ = prefixes.insert(prefix.as_str(), symbol),
                Meaning::List(..) | Meaning::Same(..) => {}
            }
        }
        let vocabulary = Vocabulary::new(words.iter().map(|word| word.0), prefixes.keys().copied());
        let token_symbols: Vec<u32> = words.iter().map(|word| word.1).chain(prefixes.into_values()).collect();

        let same = self.same.iter().flat_map(|(language, spellings)| {
            spellings.iter().map(|(words, class)| (words.clone(), tagged(*class, *language)))
        });
        let (single_same, long_same): (Vec<_>, Vec<_>) = same.partition(|(words, _)| words.len() == 1);
        let (single_entries, long_entries): (Vec<_>, Vec<_>) =
            lists.into_iter().partition(|(symbols, _)| symbols.len() == 1);
        let (single_fillers, long_fillers): (Vec<_>, Vec<_>) = self
            .fillers
            .iter()
            .map(|(language, words)| (words.clone(), tagged(0, *language)))
            .partition(|(words, _)| words.len() == 1);
        let same_trie = Trie::new(long_same);
        let mut whole_class: Vec<(Vec<u32>, u32)> = Vec::new();
        for (symbols, list) in &single_entries {
            if matches!(self.meanings[(symbols[0] - SHAPE_SYMBOLS) as usize], Meaning::Same(..)) {
                whole_class.push((symbols.clone(), *list));
            }
        }
        let entry_trie = Trie::new(long_entries.into_iter().chain(whole_class));
        let filler_trie = Trie::new(long_fillers);

        let one_more = index(
            single_same.into_iter().chain(single_entries).map(|(symbols, output)| (symbols[0], untagged(output).0)),
        );
        let readings = readings(&vocabulary, &token_symbols, &one_more);
        let used: BTreeSet<u32> =
            self.phrases.iter().flat_map(|(_, edges)| edges.iter().filter_map(symbol_of)).collect();
        let keys: BTreeSet<u32> = same_trie.keys().chain(entry_trie.keys()).chain(filler_trie.keys()).collect();
        let fillers = index(single_fillers.into_iter().map(|(symbols, output)| (symbols[0], untagged(output).1)));
        let mut patterns = Patterns {
            symbols: SHAPE_SYMBOLS + small(self.meanings.len()),
            heard_as: Groups::new(readings.iter().map(|symbols| symbols.intersection(&used).copied())),
            keys: Groups::new(readings.iter().map(|symbols| symbols.intersection(&keys).copied())),
            fillers: token_symbols
                .iter()
                .map(|symbol| fillers.get(symbol).map_or(0, |languages| languages.iter().fold(0, |all, one| all | one)))
                .collect(),
            same: same_trie,
            entries: entry_trie,
            long_fillers: filler_trie,
            programs: Groups::new(self.phrases.iter().map(|(_, edges)| edges.iter().flat_map(|edge| edge.pack()))),
            languages: self.phrases.iter().map(|(language, _)| small(language.index())).collect(),
            vocabulary,
            ..Patterns::default()
        };
        self.index_elements(&readings, &mut patterns);
        patterns
    }

    /// All list entries as sequences of symbols with the tagged list, spellings made the same.
    fn flatten_lists(&mut self) -> Vec<(Vec<u32>, u32)> {
        let lists = std::mem::take(&mut self.lists);
        let mut flat = Vec::new();
        for (language, name) in lists.keys() {
            let list = tagged(self.symbol(Meaning::List(*language, name.clone())), *language);
            let mut open = vec![name];
            let mut seen = BTreeSet::from([name]);
            while let Some(name) = open.pop() {
                for entry in lists.get(&(*language, name.clone())).into_iter().flatten() {
                    if let [Node::List(other)] = entry.as_slice() {
                        if seen.insert(other) {
                            open.push(other);
                        }
                        continue;
                    }
                    let symbols = entry
                        .iter()
                        .map(|node| match node {
                            Node::Prefix(prefix) => self.symbol(Meaning::Prefix(prefix.clone())),
                            Node::Word(word) => self.symbol(Meaning::Word(word.clone())),
                            other => unreachable!("an entry is words and prefixes, not {other:?}"),
                        })
                        .collect();
                    flat.push((self.rewrite(*language, symbols), list));
                }
            }
        }
        flat
    }

    /// Replaces every known spelling by its class, the longest first.
    fn rewrite(&self, language: Code, symbols: Vec<u32>) -> Vec<u32> {
        let Some(same) = self.same.get(&language) else { return symbols };
        let mut rewritten = Vec::with_capacity(symbols.len());
        let mut rest = symbols.as_slice();
        while let Some((first, others)) = rest.split_first() {
            let found = (1..=rest.len()).rev().find_map(|length| Some((*same.get(&rest[..length])?, length)));
            let (symbol, length) = found.unwrap_or((*first, 1));
            rewritten.push(symbol);
            rest = if length == 1 { others } else { &rest[length..] };
        }
        rewritten
    }

    /// Finds what each match of a phrase must contain, and indexes the phrase by the rarest of it.
    fn index_elements(&self, readings: &[BTreeSet<u32>], patterns: &mut Patterns) {
        let mut words_of = vec![0_u32; patterns.symbols as usize];
        for (token, symbols) in (0..).zip(readings) {
            let word = patterns.vocabulary.text(token);
            for symbol in symbols {
                words_of[*symbol as usize] += commonness(word);
            }
        }
        for language in 0..5 {
            words_of[shape_symbol(Shape::Number, language) as usize] = 100;
            words_of[shape_symbol(Shape::Amount, language) as usize] = 30;
        }
        let weight =
            |element: &BTreeSet<u32>| element.iter().map(|symbol| words_of[*symbol as usize].max(1)).sum::<u32>();
        let mut numbers: HashMap<BTreeSet<u32>, u32> = HashMap::new();
        let mut elements: Vec<BTreeSet<u32>> = Vec::new();
        let mut found_by: Vec<Vec<u32>> = vec![Vec::new(); patterns.symbols as usize];
        let mut elements_of: Vec<Vec<u32>> = Vec::new();
        for (phrase, (_, edges)) in (0..).zip(&self.phrases) {
            let mut cuts = cuts(edges);
            let first = cuts[0].clone();
            cuts.sort_by_key(weight);
            cuts.dedup();
            for symbol in &cuts[0] {
                found_by[*symbol as usize].push(phrase);
            }
            let mut number = |cut: BTreeSet<u32>| {
                *numbers.entry(cut).or_insert_with_key(|cut| {
                    elements.push(cut.clone());
                    small(elements.len() - 1)
                })
            };
            elements_of.push([first].into_iter().chain(cuts).map(&mut number).collect());
        }
        patterns.elements = Groups::new(elements);
        patterns.elements_of = Groups::new(elements_of);
        patterns.found_by = Groups::new(found_by);
    }
}

/// How often a word of a rule is met in ordinary talk, very roughly.
fn commonness(word: &str) -> u32 {
    const COMMON: &str = " the you your that this with have what they from will just know about there would for and are \
         was not can but our his her she him has had did get how who out now all call phone account need want going \
         please number time one two name that have il la les des que qui une est pas pour vous votre nous sur avec dans \
         per che non con sono una del della questo come suo sua mio der die das und ist nicht sie ihr ihre wir ein eine \
         mit auf den dem von para por los las una con que del usted esta como muy pero ";
    let listed = COMMON.contains(&format!(" {word} "));
    match word.len() {
        _ if listed => 60,
        0..=2 => 50,
        3 => 12,
        4 => 6,
        5..=7 => 3,
        _ => 1,
    }
}

fn symbol_of(edge: &Edge) -> Option<u32> {
    match edge.step {
        Step::Symbol(symbol) => Some(symbol),
        Step::Gap(_) => None,
    }
}

/// Numbers gathered by key.
fn index(pairs: impl IntoIterator<Item = (u32, u32)>) -> HashMap<u32, Vec<u32>> {
    let mut index: HashMap<u32, Vec<u32>> = HashMap::new();
    for (key, value) in pairs {
        index.entry(key).or_default().push(value);
    }
    index
}

/// All symbols that a token is: itself, the prefixes it extends, its class, the lists it is in.
fn readings(vocabulary: &Vocabulary, token_symbols: &[u32], more: &HashMap<u32, Vec<u32>>) -> Vec<BTreeSet<u32>> {
    (0..vocabulary.count())
        .zip(token_symbols)
        .map(|(token, symbol)| {
            let mut symbols = BTreeSet::from([*symbol]);
            let mut prefix = vocabulary.prefix(vocabulary.text(token).as_bytes());
            while let Some(known) = prefix {
                symbols.insert(token_symbols[known as usize]);
                prefix = vocabulary.parent(known);
            }
            let mut open: Vec<u32> = symbols.iter().copied().collect();
            while let Some(symbol) = open.pop() {
                for found in more.get(&symbol).into_iter().flatten() {
                    if symbols.insert(*found) {
                        open.push(*found);
                    }
                }
            }
            symbols
        })
        .collect()
}

/// The sets of symbols one of which every match has; the first is what a match begins with.
fn cuts(edges: &[Edge]) -> Vec<BTreeSet<u32>> {
    let last = edges.iter().map(|edge| edge.to).max().unwrap_or(0);
    (1..=last)
        .filter_map(|cut| {
            let crossing = edges.iter().filter(|edge| edge.from < cut && cut <= edge.to);
            crossing.map(symbol_of).collect::<Option<BTreeSet<u32>>>()
        })
        .collect()
}

/// A list entry as sequences of words and prefixes, or as one list.
fn read_entry(entry: &str) -> Result<Vec<Vec<Node>>, PhraseError> {
    if entry.contains(['(', '|', '<']) {
        return expand(&parse(entry)?).ok_or_else(|| PhraseError {
            what: format!("\"{entry}\" is no list entry: words, word*, (a|b), (a)? or one <list>"),
            column: 1,
        });
    }
    let mut nodes = Vec::new();
    for written in entry.split_whitespace() {
        let prefix = written.ends_with('*');
        nodes.extend(split_words(written).map(Node::Word));
        if prefix && let Some(Node::Word(word)) = nodes.pop() {
            if word.len() < Vocabulary::SHORTEST_PREFIX {
                return Err(PhraseError { what: format!("{word}* in \"{entry}\" fits too many words"), column: 1 });
            }
            nodes.push(Node::Prefix(word));
        }
    }
    if nodes.is_empty() {
        return Err(PhraseError { what: format!("\"{entry}\" has no word"), column: 1 });
    }
    Ok(vec![nodes])
}

/// Most sequences one list entry may stand for.
const MOST_EXPANSIONS: usize = 256;

fn expand(node: &Node) -> Option<Vec<Vec<Node>>> {
    let sequences = match node {
        Node::Word(_) | Node::Prefix(_) => vec![vec![node.clone()]],
        Node::List(_) => return Some(vec![vec![node.clone()]]),
        Node::Gap(_) | Node::Shape(_) => return None,
        Node::Opt(inner) => {
            let mut all = expand(inner)?;
            all.push(Vec::new());
            all
        }
        Node::Alt(parts) => parts.iter().map(expand).collect::<Option<Vec<_>>>()?.concat(),
        Node::Seq(parts) => {
            let mut all = vec![Vec::new()];
            for part in parts {
                let ends = expand(part)?;
                if all.len() * ends.len() > MOST_EXPANSIONS {
                    return None;
                }
                all =
                    all.iter().flat_map(|start| ends.iter().map(move |end| [start.as_slice(), end].concat())).collect();
            }
            all
        }
    };
    let lists = sequences
        .iter()
        .any(|sequence| sequence.len() > 1 && sequence.iter().any(|node| matches!(node, Node::List(_))));
    (!lists && sequences.len() <= MOST_EXPANSIONS).then_some(sequences)
}

/// A phrase being drawn: 0 is the beginning, 1 the end.
struct Graph {
    edges: Vec<(usize, usize, Drawn)>,
    states: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Drawn {
    Step(Step),
    /// Nothing is heard: what may be missing is.
    Skip,
}

const END: usize = 1;
/// Most states, so that one fits a byte.
const MOST_STATES: usize = 256;
/// Most edges a phrase may have.
const MOST_EDGES: usize = 4096;

impl Graph {
    fn state(&mut self) -> usize {
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
    fn leave_out_skips(&mut self) {
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
    fn add_same(&mut self, same: &BTreeMap<Vec<u32>, u32>) {
        let mut found = Vec::new();
        for start in 0..self.states {
            let mut open = vec![(start, Vec::new())];
            while let Some((state, spelled)) = open.pop() {
                for (_, to, drawn) in self.edges.iter().filter(|edge| edge.0 == state) {
                    let Drawn::Step(Step::Symbol(symbol)) = drawn else { continue };
                    let mut longer = spelled.clone();
                    longer.push(*symbol);
                    if let Some(class) = same.get(&longer) {
                        found.push((start, *to, Drawn::Step(Step::Symbol(*class))));
                    }
                    let goes_on = same.range(longer.clone()..).find(|(key, _)| **key != longer);
                    if goes_on.is_some_and(|(key, _)| key.starts_with(&longer)) {
                        open.push((*to, longer));
                    }
                }
            }
        }
        self.edges.extend(found);
        self.tidy();
    }

    /// The edges with states in order, by the state they leave; `None` if there are too many.
    fn finish(self) -> Option<Vec<Edge>> {
        let order = self.order();
        if order.len() > MOST_STATES || self.edges.len() > MOST_EDGES {
            return None;
        }
        let mut place = vec![0_u8; self.states];
        for (number, state) in (0..=u8::MAX).zip(&order) {
            place[*state] = number;
        }
        let mut edges: Vec<Edge> = self
            .edges
            .iter()
            .filter_map(|(from, to, drawn)| match drawn {
                Drawn::Step(step) => Some(Edge { from: place[*from], to: place[*to], step: *step }),
                Drawn::Skip => None,
            })
            .collect();
        edges.sort_unstable();
        Some(edges)
    }
}
