//! Phrases and word lists → [`Patterns`], the tables the matcher runs on.
//!
//! A phrase becomes a graph without circles: states are places in the phrase, edges are symbols to
//! hear or gaps. A *symbol* is what an edge waits for: a word, a prefix, a list, a shape, or a
//! class of spellings that count as the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::phrase::{Node, PhraseError, parse, split_words};
use crate::language::Code;
use crate::words::{Shape, Vocabulary, spoken};

mod elements;
mod graph;
mod manner;
mod tables;

use elements::{Elements, cuts, heard, lengths, program, width};
use graph::{Drawing, Drawn, Graph};
use tables::{Groups, Marks, small, tagged};

pub use manner::{Weight, Weights};
pub use tables::Patterns;
pub(crate) use tables::{Edge, Step, Trie, shape_symbol, untagged};

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
    phrases: Vec<(Code, Drawing)>,
    manner: BTreeMap<Code, Weights>,
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
        graph.edges.push((from, to, Drawn::Step(Step::Heard(symbol))));
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
        let entry_trie = Trie::new(long_entries.iter().cloned().chain(whole_class));
        let filler_trie = Trie::new(long_fillers);

        let lengths = lengths(&self.same, &long_entries);
        let one_more = index(
            single_same.into_iter().chain(single_entries).map(|(symbols, output)| (symbols[0], untagged(output).0)),
        );
        let readings = readings(&vocabulary, &token_symbols, &one_more);
        let used: BTreeSet<u32> =
            self.phrases.iter().flat_map(|(_, edges)| edges.iter().filter_map(|edge| heard(edge.2))).collect();
        let keys: BTreeSet<u32> = same_trie.keys().chain(entry_trie.keys()).chain(filler_trie.keys()).collect();
        let fillers = index(single_fillers.into_iter().map(|(symbols, output)| (symbols[0], untagged(output).1)));
        let marks = (0..).zip(&readings).map(|(token, symbols)| {
            let begins = |trie: &Trie, mark| {
                if symbols.iter().any(|symbol| trie.child(0, *symbol).is_some()) { mark } else { 0 }
            };
            let filler =
                fillers.get(&token_symbols[token as usize]).into_iter().flatten().fold(0, |all, one| all | one);
            let role = if vocabulary.role(token).is_none() { 0 } else { Marks::ROLE };
            filler
                | role
                | begins(&same_trie, Marks::SPELLING)
                | begins(&entry_trie, Marks::ENTRY)
                | begins(&filler_trie, Marks::LONG_FILLER)
        });
        let mut patterns = Patterns {
            symbols: SHAPE_SYMBOLS + small(self.meanings.len()),
            heard_as: Groups::new(readings.iter().map(|symbols| symbols.intersection(&used).copied())),
            keys: Groups::new(readings.iter().map(|symbols| symbols.intersection(&keys).copied())),
            marks: marks.collect(),
            same: same_trie,
            entries: entry_trie,
            long_fillers: filler_trie,
            manner: Code::ALL.map(|code| self.weights(code, &vocabulary)),
            pairs: Code::ALL.map(|code| self.pairs(code, false, &vocabulary)),
            around: Code::ALL.map(|code| self.pairs(code, true, &vocabulary)),
            vocabulary,
            ..Patterns::default()
        };
        self.compile(&readings, &lengths, &mut patterns);
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

    /// Writes the programs, finds what each match must contain, and indexes phrases by the rarest of it.
    fn compile(&self, readings: &[BTreeSet<u32>], lengths: &HashMap<u32, u32>, patterns: &mut Patterns) {
        let mut weights = vec![0_u32; patterns.symbols as usize];
        for (token, symbols) in (0..).zip(readings) {
            let commonness = commonness(patterns.vocabulary.text(token));
            for symbol in symbols {
                weights[*symbol as usize] += commonness;
            }
        }
        for language in 0..5 {
            weights[shape_symbol(Shape::Number, language) as usize] = 100;
            weights[shape_symbol(Shape::Amount, language) as usize] = 30;
        }
        let mut elements = Elements::default();
        let mut found_by: Vec<Vec<u32>> = vec![Vec::new(); patterns.symbols as usize];
        let (mut programs, mut elements_of, mut facts) = (Vec::new(), Vec::new(), Vec::new());
        for (phrase, (language, drawing)) in (0..).zip(&self.phrases) {
            programs.push(program(drawing, &mut elements));
            let mut cuts = cuts(drawing);
            let first = elements.number(cuts[0].clone());
            cuts.sort_by_cached_key(|cut| cut.iter().map(|symbol| weights[*symbol as usize].max(1)).sum::<u32>());
            for symbol in &cuts[0] {
                found_by[*symbol as usize].push(phrase);
            }
            elements_of.push(
                [first].into_iter().chain(cuts.into_iter().map(|cut| elements.number(cut))).collect::<Vec<u32>>(),
            );
            facts.push(small(language.index()) | width(drawing, lengths) << 8);
        }
        patterns.facts = facts.into();
        patterns.programs = Groups::new(programs);
        patterns.elements = Groups::new(elements.symbols);
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

/// A list entry as sequences of words and prefixes, or as one list.
fn read_entry(entry: &str) -> Result<Vec<Vec<Node>>, PhraseError> {
    if entry.contains(['(', '|', '<']) || entry.contains("...") {
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

#[cfg(test)]
mod tests;
