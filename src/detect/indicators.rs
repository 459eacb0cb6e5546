//! What an incident names: numbers, links, addresses, amounts, references, companies.

use serde::{Deserialize, Serialize};

use super::direction::Given;
use super::matcher::Scratch;
use super::stream::Stream;
use crate::transcript::{Span, Transcript};
use crate::words::{Shape, amount_value, fold};

/// More indicators than this belong to a list, not to a call.
const MOST_INDICATORS: usize = 200;

/// Something that can be found again in another incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// What it is.
    pub kind: IndicatorKind,
    /// Normalised: a phone number as its digits with a leading `+` if it had one, a link or
    /// address in lower case, an amount as `299.99 USD`, a reference in upper case.
    pub value: String,
    /// As it stands in the source; none if the user gave it beside the text.
    pub span: Option<Span>,
}

/// Kinds of indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorKind {
    /// A phone number. It is easily forged and may belong to somebody else.
    Phone,
    /// A web address.
    Link,
    /// A mail address.
    Email,
    /// A sum of money.
    Amount,
    /// A ticket, case or account reference.
    Reference,
    /// The company the call was made in the name of.
    Company,
}

/// Collects what the text names, in its order, each value once, and what the user gave beside it.
pub(super) fn extract(transcript: &Transcript, stream: &Stream, heard: &Scratch, given: &Given) -> Vec<Indicator> {
    let mut found: Vec<Indicator> = Vec::new();
    let mut add = |kind, value: String, span| {
        let known = found.iter().any(|other: &Indicator| other.kind == kind && other.value == value);
        if !value.is_empty() && !known && found.len() < MOST_INDICATORS {
            found.push(Indicator { kind, value, span });
        }
    };
    if let Some(caller) = &given.caller {
        add(IndicatorKind::Phone, phone(caller), None);
    }
    if let Some(company) = &given.company {
        add(IndicatorKind::Company, company.clone(), None);
    }
    for (number, word) in (0u32..).zip(&stream.words) {
        let utterance = stream.utterance(number);
        let bytes = word.bytes.start as usize..word.bytes.end as usize;
        let Some(text) = transcript.utterances.get(utterance).and_then(|said| said.text.get(bytes.clone())) else {
            continue;
        };
        // A placeholder of redacted text stands for a value that is gone.
        if word.shapes.is_empty() || word.shapes.contains(Shape::Placeholder) {
            continue;
        }
        let span = Some(Span { utterance, bytes });
        if word.shapes.contains(Shape::Email) {
            add(IndicatorKind::Email, text.to_lowercase(), span);
        } else if word.shapes.contains(Shape::Url) {
            add(IndicatorKind::Link, link(text), span);
        } else if word.shapes.contains(Shape::Amount) {
            add(IndicatorKind::Amount, amount(text), span);
        } else if word.shapes.contains(Shape::Phone) {
            add(IndicatorKind::Phone, phone(text), span);
        } else if word.shapes.contains(Shape::Reference) {
            add(IndicatorKind::Reference, text.trim().to_uppercase(), span);
        }
    }
    // What is spelled out runs over several words and is known from the search.
    let spelled = heard.amounts().map(|words| (IndicatorKind::Amount, words));
    for (kind, words) in spelled.chain(heard.addresses().map(|words| (IndicatorKind::Link, words))) {
        for span in stream.spans(words) {
            let said = &transcript.utterances[span.utterance].text;
            let Some(text) = said.get(span.bytes.clone()) else { continue };
            let value =
                if kind == IndicatorKind::Amount { amount(text) } else { link(&fold(text).replace(" dot ", ".")) };
            add(kind, value, Some(span));
        }
    }
    found
}

/// Digits only, with the leading `+` if there is one.
fn phone(text: &str) -> String {
    let plus = if text.trim_start().starts_with('+') { "+" } else { "" };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { String::new() } else { format!("{plus}{digits}") }
}

/// Lower case, without scheme, `www.` and closing slash: `hXXps://www.Example.com/` and
/// `example.com` are one place.
fn link(text: &str) -> String {
    let lower = text.to_lowercase().replace("hxxp", "http").replace("[.]", ".");
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    rest.trim_start_matches("www.").trim_end_matches('/').to_owned()
}

/// `$1,299.99` and `1.299,99 USD` are one sum: `1299.99 USD`. What is spelled out stays as spelled.
fn amount(text: &str) -> String {
    amount_value(text).unwrap_or_else(|| fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_and_a_number_are_the_same_however_they_are_written() {
        assert_eq!(link("hXXps://www.Example.com/"), "example.com");
        assert_eq!(phone("+1 (403) 555-0142"), "+14035550142");
    }
}
