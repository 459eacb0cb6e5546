//! The search of the matcher, written down as naively as can be, to be compared with.

use crate::rules::phrase::Node;
use crate::words::Break;

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
                last.extend(words.clone());
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
                        class
                            .iter()
                            .map(|other| [other.split(' ').map(str::to_owned).collect(), rest.clone()].concat()),
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
            Part::Prefix(prefix) => {
                self.hear(&|word| word.starts_with(prefix.as_str()), at, mode, &|end| self.run(rest, end, Mode::Tight))
            }
            Part::Words(words) => {
                spellings(words).iter().fold(None, |best, words| least(best, self.words(words, rest, at, mode)))
            }
        }
    }

    fn words(&self, words: &[String], rest: &[Part], at: usize, mode: Mode) -> Option<usize> {
        let Some((first, others)) = words.split_first() else { return self.run(rest, at, mode) };
        self.hear(&|word| word == first, at, mode, &|end| self.words(others, rest, end, Mode::Tight))
    }

    fn hear(
        &self,
        is_it: &dyn Fn(&str) -> bool,
        at: usize,
        mode: Mode,
        then: &dyn Fn(usize) -> Option<usize>,
    ) -> Option<usize> {
        let mut best = None;
        let may =
            mode == Mode::Start || self.brk(at) == Break::None || mode == Mode::Loose && self.brk(at) == Break::Soft;
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
