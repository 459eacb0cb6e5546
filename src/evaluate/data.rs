//! Lines of labelled data → items.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// One labelled call or note.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its name in the data.
    pub id: String,
    /// What was said or told, in any format that `check` reads.
    pub text: String,
    /// Whether it is a scam.
    pub scam: bool,
    /// The language the data says it is in, `unknown` where it does not.
    pub language: String,
    /// Its line as written, all fields but the text.
    pub fields: Map<String, Value>,
    /// File and line.
    pub place: String,
}

impl Item {
    /// A field as text; none where it is missing or null.
    pub fn field(&self, name: &str) -> Option<String> {
        match self.fields.get(name)? {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }
}

/// Labelled data, and what could not be used of it.
#[derive(Debug, Default)]
pub struct Data {
    /// The items in the order they were read.
    pub items: Vec<Item>,
    /// What is wrong, each with its file and line.
    pub bad: Vec<String>,
    places: BTreeMap<String, String>,
}

impl Data {
    /// Adds the lines of a JSONL file. A line that cannot be used is noted and passed over, an empty
    /// one is nothing.
    pub fn add(&mut self, file: &str, text: &str) {
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            let place = format!("{file}:{number}");
            match read(line, &place) {
                Err(problem) => self.bad.push(format!("{place}: {problem}")),
                Ok(item) => self.keep(item),
            }
        }
    }

    fn keep(&mut self, item: Item) {
        // Counted twice it would weigh twice, and its prediction would have two lines.
        if let Some(first) = self.places.get(&item.id) {
            self.bad.push(format!("{}: the id \"{}\" is taken by {first}", item.place, item.id));
        } else {
            self.places.insert(item.id.clone(), item.place.clone());
            self.items.push(item);
        }
    }

    /// Keeps the items in which a field has a value.
    pub fn only(&mut self, field: &str, value: &str) {
        self.items.retain(|item| item.field(field).as_deref() == Some(value));
    }
}

fn read(line: &str, place: &str) -> Result<Item, String> {
    let value: Value = serde_json::from_str(line.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("column {}: this is no valid JSON", error.column()))?;
    let Value::Object(mut fields) = value else { return Err("this is no JSON object".to_owned()) };
    let id = match fields.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => return Err("\"id\" is missing".to_owned()),
    };
    let Some(Value::String(text)) = fields.shift_remove("text") else {
        return Err("\"text\" is missing or no text".to_owned());
    };
    let scam = match fields.get("label").and_then(Value::as_str) {
        Some("scam") => true,
        Some("legit") => false,
        Some(other) => return Err(format!("the label \"{other}\" is neither scam nor legit")),
        None => return Err("\"label\" is missing".to_owned()),
    };
    let language = fields.get("lang").and_then(Value::as_str).unwrap_or("unknown").to_owned();
    Ok(Item { id, text, scam, language, fields, place: place.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_lines_are_named_and_the_rest_goes_on() {
        let mut data = Data::default();
        data.add(
            "a.jsonl",
            "{\"id\":\"1\",\"text\":\"x\",\"label\":\"scam\",\"lang\":\"fr\",\"half\":2}\n\n{\"id\":\"1\",\"text\":\"y\",\"label\":\"legit\"}\n\
             {\"id\":2,\"text\":\"z\",\"label\":\"legit\"}\n{\"id\":3,\"text\":\"z\",\"label\":\"maybe\"}\n[]\n{",
        );
        assert_eq!(data.items.len(), 2);
        assert_eq!(data.items[0].field("half").as_deref(), Some("2"));
        assert_eq!((data.items[0].language.as_str(), data.items[1].language.as_str()), ("fr", "unknown"));
        assert_eq!(
            data.bad,
            [
                "a.jsonl:3: the id \"1\" is taken by a.jsonl:1",
                "a.jsonl:5: the label \"maybe\" is neither scam nor legit",
                "a.jsonl:6: this is no JSON object",
                "a.jsonl:7: column 1: this is no valid JSON",
            ]
        );
        data.only("half", "2");
        assert_eq!(data.items.len(), 1);
    }
}
