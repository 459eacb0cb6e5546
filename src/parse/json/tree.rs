//! JSON as its writers leave it: every value of a repeated key is kept, every key knows its line,
//! and what `serde_json` rightly refuses is mended once.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Deserializer, Map, Number, Value};

use super::mend::{Mended as MendedText, line_starts, mend};
use crate::parse::error::ParseError;
use crate::source::{Mended, Repairs};

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::parse) enum Node {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    List(Vec<Node>),
    Object(Vec<Field>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::parse) struct Field {
    pub(in crate::parse) key: String,
    pub(in crate::parse) value: Node,
    /// The line its key stands on.
    pub(in crate::parse) line: usize,
}

impl Node {
    pub(in crate::parse) fn fields(&self) -> &[Field] {
        if let Self::Object(fields) = self { fields } else { &[] }
    }

    pub(in crate::parse) fn items(&self) -> &[Node] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// The member of that name, in whatever case, unless it is null.
    pub(in crate::parse) fn field(&self, key: &str) -> Option<&Field> {
        let fields = self.fields();
        let exact = fields.iter().find(|field| field.key == key);
        let found = exact.or_else(|| fields.iter().find(|field| field.key.eq_ignore_ascii_case(key)));
        found.filter(|field| field.value != Self::Null)
    }

    pub(in crate::parse) fn get(&self, key: &str) -> Option<&Node> {
        self.field(key).map(|field| &field.value)
    }

    /// The items of the list of that name; none if there is no such list.
    pub(in crate::parse) fn list(&self, key: &str) -> &[Node] {
        self.get(key).map_or(&[], Self::items)
    }

    /// Whether there is a list of that name, be it empty.
    pub(in crate::parse) fn has_list(&self, key: &str) -> bool {
        matches!(self.get(key), Some(Self::List(_)))
    }

    /// A text, or a number as text.
    pub(in crate::parse) fn as_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    /// The text of that name, or the number as text.
    pub(in crate::parse) fn text(&self, key: &str) -> Option<Cow<'_, str>> {
        self.get(key).and_then(Self::as_text)
    }

    /// The number of that name, or a text that is one: `"1.25"`, `"1.25s"`.
    pub(in crate::parse) fn number(&self, key: &str) -> Option<f64> {
        match self.get(key)? {
            Self::Number(number) => number.as_f64(),
            Self::Text(text) => text.trim().trim_end_matches('s').parse().ok(),
            _ => None,
        }
    }

    /// The value as `serde_json` has it, without the lines.
    pub(in crate::parse) fn into_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(bool) => Value::Bool(bool),
            Self::Number(number) => Value::Number(number),
            Self::Text(text) => Value::String(text),
            Self::List(items) => items.into_iter().map(Self::into_value).collect(),
            Self::Object(fields) => Value::Object(
                fields.into_iter().map(|field| (field.key, field.value.into_value())).collect::<Map<_, _>>(),
            ),
        }
    }
}

/// Reads JSON, mending it once if need be. Several values after one another become a list.
pub(in crate::parse) fn parse(text: &str, repairs: &mut Repairs) -> Result<Node, ParseError> {
    let starts = line_starts(text);
    let error = match read(text, starts, repairs) {
        Ok(node) => return Ok(node),
        Err(error) => error,
    };
    match mend(text) {
        Some(MendedText { text, line_starts, repairs: mends }) => {
            let node = read(&text, line_starts, repairs)?;
            repairs.extend(mends.into_vec());
            Ok(node)
        }
        None => Err(error),
    }
}

fn read(text: &str, starts: Vec<usize>, repairs: &mut Repairs) -> Result<Node, ParseError> {
    let context = Context { base: text.as_ptr() as usize, starts, line: Cell::new(0), repairs: RefCell::default() };
    let mut deserializer = Deserializer::from_str(text);
    let mut nodes = Vec::new();
    loop {
        let node = Seed(&context).deserialize(&mut deserializer).map_err(|error| context.place(text, &error))?;
        nodes.push(node);
        if deserializer.end().is_ok() {
            break;
        }
    }
    repairs.extend(context.repairs.into_inner().into_vec());
    Ok(if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::List(nodes) })
}

/// What the visitors share.
struct Context {
    /// The address of the text: keys are borrowed from it, which tells where they stand.
    base: usize,
    /// Where lines start, in bytes. In a mended text these are the lines of the text as it was.
    starts: Vec<usize>,
    /// Index of the line last seen; keys come in order.
    line: Cell<usize>,
    repairs: RefCell<Repairs>,
}

impl Context {
    fn line_at(&self, offset: usize) -> usize {
        let mut line = self.line.get();
        while self.starts.get(line + 1).is_some_and(|&start| start <= offset) {
            line += 1;
        }
        self.line.set(line);
        line + 1
    }

    fn line(&self) -> usize {
        self.line.get() + 1
    }

    fn place(&self, text: &str, error: &serde_json::Error) -> ParseError {
        let before: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let offset = before + error.column().saturating_sub(1);
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let problem = error.to_string();
        let problem = problem.rsplit_once(" at line ").map_or(problem.as_str(), |(problem, _)| problem);
        let problem = problem.replace("recursion limit exceeded", "nested more than 128 levels deep");
        ParseError::Json { line, column: offset - self.starts.get(line - 1).copied().unwrap_or_default() + 1, problem }
    }
}

#[derive(Clone, Copy)]
struct Seed<'c>(&'c Context);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Number::from_f64(value).map_or(Node::Null, Node::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut fields: Vec<Field> = Vec::new();
        let mut places = HashMap::new();
        while let Some((key, offset)) = members.next_key_seed(Key(self.0))? {
            let line = offset.map_or_else(|| self.0.line(), |offset| self.0.line_at(offset));
            let value = members.next_value_seed(self)?;
            match position(&fields, &mut places, &key) {
                Some(place) => {
                    self.0.repairs.borrow_mut().note(Mended::DuplicateKey(key), line);
                    join(&mut fields[place].value, value);
                }
                None => fields.push(Field { key, value, line }),
            }
        }
        Ok(Node::Object(fields))
    }
}

/// Where a key stands already. Most objects are small; a hostile one must not cost the square.
fn position(fields: &[Field], places: &mut HashMap<String, usize>, key: &str) -> Option<usize> {
    const SMALL: usize = 24;
    if fields.len() <= SMALL {
        return fields.iter().position(|field| field.key == key);
    }
    for (place, field) in fields.iter().enumerate().skip(places.len()) {
        places.insert(field.key.clone(), place);
    }
    places.get(key).copied()
}

/// Keeps both values of a repeated key: the last one alone would be a way to hide the first.
fn join(kept: &mut Node, other: Node) {
    match (&mut *kept, other) {
        (_, Node::Null) => {}
        (Node::Null, other) => *kept = other,
        (Node::Text(kept), Node::Text(other)) => {
            kept.push('\n');
            kept.push_str(&other);
        }
        (Node::List(kept), Node::List(other)) => kept.extend(other),
        (Node::Object(kept), Node::Object(other)) => kept.extend(other),
        (Node::List(kept), other) => kept.push(other),
        (_, other) => {
            let first = std::mem::replace(kept, Node::Null);
            *kept = Node::List(vec![first, other]);
        }
    }
}

/// Reads a key and where it stands.
struct Key<'c>(&'c Context);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = (String, Option<usize>);

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = (String, Option<usize>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok((key.to_owned(), Some(key.as_ptr() as usize - self.0.base)))
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key.to_owned(), None))
    }
}
