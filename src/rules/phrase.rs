//! The phrase language: what a rule writer types, read into a tree.
//!
//! `buy ...4 <gift_card>`, `read (me|us)? the (numbers|codes)`, `hack*`.

use crate::words::{Shape, Vocabulary, fold};

/// A phrase, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A folded word.
    Word(String),
    /// A word that begins like this.
    Prefix(String),
    /// Any entry of a word list of the lexicon.
    List(String),
    /// Something recognised by its form.
    Shape(Shape),
    /// Up to so many words that do not matter.
    Gap(u8),
    /// One after the other.
    Seq(Vec<Self>),
    /// One of these.
    Alt(Vec<Self>),
    /// This or nothing.
    Opt(Box<Self>),
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} (column {column})")]
pub struct PhraseError {
    /// What is wrong, and what is allowed.
    pub what: String,
    /// Where, in characters from 1.
    pub column: usize,
}

/// Most words a gap may skip.
pub const LONGEST_GAP: u8 = 12;
/// Words a gap skips where no number is given.
const USUAL_GAP: u8 = 3;
/// A phrase may not match this many words or more.
pub const WIDEST: usize = 64;
/// Longest phrase, in bytes.
pub const LONGEST_PHRASE: usize = 1024;
/// Deepest nesting of parentheses.
pub const DEEPEST: usize = 16;

/// Reads a phrase.
pub fn parse(text: &str) -> Result<Node, PhraseError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    if text.len() > LONGEST_PHRASE {
        return Err(parser.error(format!("the phrase is longer than {LONGEST_PHRASE} bytes")));
    }
    let node = parser.alternatives()?;
    if parser.at < text.len() {
        return Err(parser.error("\")\" without \"(\"; in a phrase it closes alternatives"));
    }
    let node = trim(node, Edges { first: true, last: true });
    check(&node).map_err(|what| error_at(text, 0, what))?;
    Ok(node)
}

/// Which edges of the phrase a part of it stands at.
#[derive(Debug, Clone, Copy)]
struct Edges {
    first: bool,
    last: bool,
}

/// Drops what is optional at the edges of a phrase, with the gap that leads to it: the shortest match
/// never has it, and so a writer may end a phrase in `...3 (<amount>|money)?`.
fn trim(node: Node, edges: Edges) -> Node {
    match node {
        Node::Alt(parts) => Node::Alt(parts.into_iter().map(|part| trim(part, edges)).collect()),
        Node::Seq(mut parts) => {
            if edges.last {
                drop_optional(&mut parts);
            }
            if edges.first {
                parts.reverse();
                drop_optional(&mut parts);
                parts.reverse();
            }
            let count = parts.len();
            let parts = parts.into_iter().enumerate().map(|(n, part)| {
                trim(part, Edges { first: edges.first && n == 0, last: edges.last && n + 1 == count })
            });
            Node::Seq(parts.collect())
        }
        other => other,
    }
}

fn drop_optional(parts: &mut Vec<Node>) {
    while parts.len() > 1 && matches!(parts.last(), Some(Node::Opt(_))) {
        parts.pop();
        if parts.len() > 1 && matches!(parts.last(), Some(Node::Gap(_))) {
            parts.pop();
        }
    }
}

/// Whether a tree is a phrase that can be matched; what is wrong if not.
pub(super) fn check(node: &Node) -> Result<(), String> {
    let widest = widest(node);
    if can_be_empty(node) {
        Err("the phrase can match nothing; at least one word must be mandatory".into())
    } else if edge_gap(node, false) {
        Err("a phrase may not begin with a gap".into())
    } else if edge_gap(node, true) {
        Err("a phrase may not end with a gap".into())
    } else if widest >= WIDEST {
        Err(format!("the phrase can span {widest} words; fewer than {WIDEST} are allowed"))
    } else {
        Ok(())
    }
}

fn error_at(text: &str, at: usize, what: impl Into<String>) -> PhraseError {
    PhraseError { what: what.into(), column: text[..at].chars().count() + 1 }
}

/// Whether the node can match no word at all (a gap alone also counts as nothing).
fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Prefix(_) | Node::List(_) | Node::Shape(_) => false,
        Node::Gap(_) | Node::Opt(_) => true,
        Node::Seq(parts) => parts.iter().all(can_be_empty),
        Node::Alt(parts) => parts.iter().any(can_be_empty),
    }
}

/// Whether the node can begin (or `last`: end) with a gap.
fn edge_gap(node: &Node, last: bool) -> bool {
    match node {
        Node::Word(_) | Node::Prefix(_) | Node::List(_) | Node::Shape(_) => false,
        Node::Gap(_) => true,
        Node::Opt(inner) => edge_gap(inner, last),
        Node::Alt(parts) => parts.iter().any(|part| edge_gap(part, last)),
        Node::Seq(parts) => {
            let mut parts: Vec<&Node> = parts.iter().collect();
            if last {
                parts.reverse();
            }
            let bare = parts.iter().position(|part| !can_be_empty(part)).unwrap_or(parts.len());
            parts.iter().take(bare + 1).any(|part| edge_gap(part, last))
        }
    }
}

/// Most words the node can span, an entry of a list counted as one.
fn widest(node: &Node) -> usize {
    match node {
        Node::Word(_) | Node::Prefix(_) | Node::List(_) | Node::Shape(_) => 1,
        Node::Gap(words) => usize::from(*words),
        Node::Opt(inner) => widest(inner),
        Node::Alt(parts) => parts.iter().map(widest).max().unwrap_or(0),
        Node::Seq(parts) => parts.iter().map(widest).sum(),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn error(&self, what: impl Into<String>) -> PhraseError {
        error_at(self.text, self.at, what)
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// `a b | c`, up to a closing parenthesis or the end.
    fn alternatives(&mut self) -> Result<Node, PhraseError> {
        let mut alternatives = vec![self.sequence()?];
        while self.rest().starts_with('|') {
            if self.depth == 0 {
                return Err(self.error("\"|\" outside parentheses; write (a|b)"));
            }
            self.at += 1;
            alternatives.push(self.sequence()?);
        }
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { Node::Alt(alternatives) })
    }

    fn sequence(&mut self) -> Result<Node, PhraseError> {
        let mut parts = Vec::new();
        loop {
            let blanks = self.rest().len() - self.rest().trim_start().len();
            self.at += blanks;
            match self.rest().chars().next() {
                None | Some(')' | '|') => break,
                Some('(') => parts.push(self.group()?),
                Some('.') => parts.push(self.gap()?),
                Some('<') => parts.push(self.list()?),
                Some(_) => self.words(&mut parts)?,
            }
        }
        match parts.len() {
            0 => Err(self.error("an empty alternative or phrase; use (…)? for what may be missing")),
            1 => Ok(parts.remove(0)),
            _ => Ok(Node::Seq(parts)),
        }
    }

    fn group(&mut self) -> Result<Node, PhraseError> {
        let open = self.at;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(format!("more than {DEEPEST} parentheses within each other")));
        }
        self.at += 1;
        let inner = self.alternatives()?;
        self.depth -= 1;
        if !self.rest().starts_with(')') {
            return Err(error_at(self.text, open, "\"(\" is never closed"));
        }
        self.at += 1;
        if self.rest().starts_with('?') {
            self.at += 1;
            return Ok(Node::Opt(Box::new(inner)));
        }
        Ok(inner)
    }

    fn gap(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        let dots = self.rest().len() - self.rest().trim_start_matches('.').len();
        if dots != 3 {
            return Err(self.error("a gap has three dots; a phrase has no other dots"));
        }
        self.at += dots;
        let digits = self.rest().len() - self.rest().trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = &self.rest()[..digits];
        self.at += digits;
        if number.is_empty() {
            return Ok(Node::Gap(USUAL_GAP));
        }
        match number.parse() {
            Ok(words @ 1..=LONGEST_GAP) => Ok(Node::Gap(words)),
            _ => Err(error_at(self.text, start, format!("a gap skips 1 to {LONGEST_GAP} words, not {number}"))),
        }
    }

    fn list(&mut self) -> Result<Node, PhraseError> {
        let Some(end) = self.rest().find('>') else {
            return Err(self.error("\"<\" is never closed by \">\""));
        };
        let name = &self.rest()[1..end];
        if name.is_empty()
            || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        {
            return Err(self.error(format!("<{name}> is no name of a list: small letters, digits and _ only")));
        }
        self.at += end + 1;
        Ok(Shape::named(name).map_or_else(|| Node::List(name.to_owned()), Node::Shape))
    }

    /// One written word, which apostrophes and hyphens make several, perhaps with `*` behind.
    fn words(&mut self, parts: &mut Vec<Node>) -> Result<(), PhraseError> {
        let rest = self.rest();
        let is_part = |c: char| c.is_alphanumeric() || is_mark(c) || is_joint(c);
        let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        if length == 0 {
            let stray = rest.chars().next().unwrap_or_default();
            return Err(self.error(format!(
                "\"{stray}\" has no meaning in a phrase; words, (a|b), (a)?, word*, ...4 and <list> have"
            )));
        }
        let before = parts.len();
        parts.extend(split_words(&rest[..length]).map(Node::Word));
        if parts.len() == before {
            return Err(self.error("a word without letters"));
        }
        let start = self.at;
        self.at += length;
        if self.rest().starts_with('*') {
            if let Some(Node::Word(word)) = parts.pop() {
                if word.len() < Vocabulary::SHORTEST_PREFIX {
                    let what =
                        format!("{word}* fits too many words; write {} letters or more", Vocabulary::SHORTEST_PREFIX);
                    return Err(error_at(self.text, start, what));
                }
                parts.push(Node::Prefix(word));
            }
            self.at += 1;
        }
        match self.rest().chars().next() {
            Some('?' | '*') => Err(self.error("\"?\" may only stand behind \")\", and \"*\" at the end of a word")),
            _ => Ok(()),
        }
    }
}

fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '-' | '‐' | '‑' | '/')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The folded words of a written text, cut at everything that is no letter or digit.
pub fn split_words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Node {
        Node::Word(text.into())
    }

    #[test]
    fn the_whole_language_is_read() {
        let expected = Node::Seq(vec![
            Node::Alt(vec![word("buy"), Node::Seq(vec![word("pick"), word("up")])]),
            Node::Gap(4),
            Node::Opt(Box::new(word("the"))),
            Node::List("gift_card".into()),
            Node::Gap(3),
            Node::Prefix("hack".into()),
            Node::Shape(Shape::Amount),
        ]);
        assert_eq!(parse("(Buy|pick-up) ...4 (the)? <gift_card> ... hack* <amount>").unwrap(), expected);
        assert_eq!(parse("l'été").unwrap(), Node::Seq(vec![word("l"), word("ete")]));
    }

    #[test]
    fn faults_are_told_with_their_column() {
        for (text, column, part) in [
            ("", 1, "empty"),
            ("a | b", 3, "outside"),
            ("pay (now", 5, "never closed"),
            ("pay now)", 8, "without"),
            ("pay (a|) now", 8, "empty"),
            ("...2 pay", 1, "begin with a gap"),
            ("pay (...2 a|b) ...", 1, "end with a gap"),
            ("(a)?", 1, "match nothing"),
            ("été ...13 b", 5, "1 to 12"),
            ("pay <Gift>", 5, "name of a list"),
            ("pay? now", 4, "behind"),
            ("pay $ now", 5, "no meaning"),
            ("a* b", 1, "too many"),
        ] {
            let error = parse(text).expect_err(text);
            assert_eq!(error.column, column, "{text}: {error}");
            assert!(error.what.contains(part), "{text}: {error}");
        }
    }

    #[test]
    fn phrases_that_are_too_big_are_refused() {
        assert!(parse(&"a ".repeat(600)).unwrap_err().what.contains("longer"));
        assert!(parse(&"a ...12 ".repeat(6)).unwrap_err().what.contains("gap"));
        assert!(parse(&format!("{}a", "a ...12 ".repeat(6))).unwrap_err().what.contains("span"));
        assert!(parse(&"(".repeat(17)).unwrap_err().what.contains("within each other"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "[a-c .()|?*<>0-9é'-]{0,40}") {
            let _ = parse(&text);
        }
    }
}
