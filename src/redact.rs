//! Personal data masked: the only way text reaches the history or a report.
//!
//! The tool must never become the next support database worth selling. What is masked is replaced
//! by a typed placeholder that reads as its class (`[card]`, `[phone 2]`), so that redacted text
//! gives the same findings as the original.

mod numbers;
mod scan;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};

pub use numbers::{is_iban, is_luhn};

/// Masks what identifies or could rob a person, in one text. Numbers that occur again in another
/// text of the same call get the same placeholder.
#[derive(Debug, Default)]
pub struct Redactor {
    /// Digits of each phone number → its place in the order of their first mention.
    phones: HashMap<String, usize>,
}

/// A redacted text that knows where its pieces come from.
#[derive(Debug)]
pub struct Clean {
    /// The redacted text.
    pub text: String,
    /// Bytes of the original, bytes of the result, and whether the piece was copied.
    pieces: Vec<(Range<usize>, Range<usize>, bool)>,
}

impl Clean {
    fn push(&mut self, original: Range<usize>, text: &str, copied: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push((original, start..self.text.len(), copied));
    }

    /// What has become of a part of the original, given as bytes on character boundaries. A
    /// placeholder of which the part touches anything is in it as a whole.
    pub fn part(&self, bytes: Range<usize>) -> String {
        let mut part = String::new();
        for (original, result, copied) in &self.pieces {
            let from = bytes.start.max(original.start);
            let to = bytes.end.min(original.end);
            if from >= to {
                continue;
            }
            let place = if *copied {
                result.start + (from - original.start)..result.start + (to - original.start)
            } else {
                result.clone()
            };
            part.push_str(self.text.get(place).unwrap_or_default());
        }
        part
    }
}

/// What was masked and where it stood in the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masked {
    /// The class.
    pub class: Class,
    /// Bytes of the original.
    pub bytes: Range<usize>,
}

/// Classes of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A payment card: 13 to 19 digits with a valid check digit.
    Card,
    /// A bank account in international form.
    Iban,
    /// A social security or fiscal number.
    IdentityNumber,
    /// A mail address.
    Email,
    /// A phone number.
    Phone,
    /// A one-time code, a PIN or a password.
    Code,
    /// A ticket, case or customer reference.
    Ticket,
    /// Another long number: an account, a policy, a parcel.
    Number,
}

impl Class {
    const fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Iban => "iban",
            Self::IdentityNumber => "ssn",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Ticket => "ticket",
            Self::Number => "number",
        }
    }
}

// Compiling patterns takes longer than screening a call: most of the search is done by `scan`, and
// these are compiled when a text has what they begin with. On bytes and without Unicode; what is
// looked for begins and ends in ASCII, so every match lies on character boundaries.
static EMAIL: LazyLock<Regex> = LazyLock::new(|| regex(r"[a-z0-9._%+\-]+\s?@\s?[a-z0-9\-]+(?:\.[a-z0-9\-]+)+"));
static IBAN: LazyLock<Regex> = LazyLock::new(|| regex(r"\b[a-z]{2}[0-9]{2}(?:(?:[ \-]|\xC2\xA0)?[a-z0-9]){11,30}\b"));
// Italy: codice fiscale. Spain: DNI and NIE. UK: National Insurance number.
static FISCAL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?:[a-z]{6}[0-9]{2}[a-ehlmprst][0-9]{2}[a-z][0-9]{3}[a-z]|[xyz]?[ \-]?[0-9]{7,8}[ \-]?[a-z]|[a-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[a-d])\b",
    )
});
// France: sécurité sociale of somebody born in Corsica; all others are digits only.
static CORSICAN: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]|2[0-9]) ?2[ab] ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?\b"));

fn regex(pattern: &str) -> Regex {
    let built = RegexBuilder::new(pattern).unicode(false).case_insensitive(true).build();
    built.expect("the pattern is a constant that the tests compile")
}

impl Redactor {
    /// A redactor for one call.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text with every piece of personal data replaced by its placeholder.
    pub fn redact(&mut self, text: &str) -> String {
        self.redact_with_map(text).text
    }

    /// The same, with the way from places in the original to places in the result.
    pub fn redact_with_map(&mut self, text: &str) -> Clean {
        let mut clean = Clean { text: String::with_capacity(text.len()), pieces: Vec::new() };
        let mut done = 0;
        for masked in find(text) {
            clean.push(done..masked.bytes.start, &text[done..masked.bytes.start], true);
            let placeholder = self.placeholder(masked.class, &text[masked.bytes.clone()]);
            clean.push(masked.bytes.clone(), &placeholder, false);
            done = masked.bytes.end;
        }
        clean.push(done..text.len(), &text[done..], true);
        clean
    }

    fn placeholder(&mut self, class: Class, original: &str) -> String {
        if class != Class::Phone {
            return format!("[{}]", class.word());
        }
        let digits: String = original.chars().filter(char::is_ascii_digit).collect();
        let next = self.phones.len() + 1;
        match *self.phones.entry(digits).or_insert(next) {
            1 => "[phone]".to_owned(),
            n => format!("[phone {n}]"),
        }
    }
}

/// Finds personal data, in the order of the text and without overlaps.
pub fn find(text: &str) -> Vec<Masked> {
    let mut found = Found { text, masked: Vec::new() };
    let bytes = text.as_bytes();
    if bytes.contains(&b'@') {
        found.add_all(Class::Email, EMAIL.find_iter(bytes).map(|mail| mail.range()));
    }
    if bytes.iter().any(u8::is_ascii_digit) {
        found.numbers();
    }
    for (run, words) in scan::spoken_digits(text) {
        let class = match words {
            0..=3 => continue,
            4..=8 => Class::Code,
            9..=12 => Class::Phone,
            _ => Class::Card,
        };
        found.add(class, run);
    }
    found.masked.sort_by_key(|masked| masked.bytes.start);
    found.masked
}

/// What has been found in a text so far; what comes first takes the place.
struct Found<'t> {
    text: &'t str,
    masked: Vec<Masked>,
}

impl Found<'_> {
    fn add(&mut self, class: Class, bytes: Range<usize>) {
        let free = |other: &Masked| other.bytes.end <= bytes.start || bytes.end <= other.bytes.start;
        if self.masked.iter().all(free) && self.text.get(bytes.clone()).is_some() {
            self.masked.push(Masked { class, bytes });
        }
    }

    fn add_all(&mut self, class: Class, places: impl IntoIterator<Item = Range<usize>>) {
        for bytes in places {
            self.add(class, bytes);
        }
    }

    fn numbers(&mut self) {
        let text = self.text;
        let bytes = text.as_bytes();
        if scan::has(bytes, |four: [u8; 4]| {
            four[..2].iter().all(u8::is_ascii_alphabetic) && four[2..].iter().all(u8::is_ascii_digit)
        }) {
            for iban in IBAN.find_iter(bytes) {
                if let Some(length) = text.get(iban.range()).and_then(numbers::iban_length) {
                    self.add(Class::Iban, iban.start()..iban.start() + length);
                }
            }
        }
        for run in scan::digit_runs(bytes) {
            // A social security number is a run of digits too, and the more telling name for it.
            let class = if numbers::is_insurance(&bytes[run.clone()]) {
                Some(Class::IdentityNumber)
            } else {
                numbers::class_of(&bytes[run.clone()])
            };
            if let Some(class) = class
                && !scan::is_date(&bytes[run.clone()], &bytes[run.end..])
            {
                self.add(class, run);
            }
        }
        if scan::has(bytes, |two: [u8; 2]| two[0] == b'2' && matches!(two[1], b'a' | b'A' | b'b' | b'B')) {
            self.add_all(Class::IdentityNumber, CORSICAN.find_iter(bytes).map(|number| number.range()));
        }
        self.add_all(Class::IdentityNumber, FISCAL.find_iter(bytes).map(|number| number.range()));
        self.add_all(Class::Code, scan::secrets(text));
        self.add_all(Class::Ticket, scan::tickets(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redact(text: &str) -> String {
        Redactor::new().redact(text)
    }

    #[test]
    fn cards_ibans_and_identity_numbers_are_masked() {
        assert_eq!(redact("pay with 4111 1111 1111 1111 now"), "pay with [card] now");
        assert_eq!(redact("4111-1111-1111-1111."), "[card].");
        assert_eq!(redact("IBAN FR14 2004 1010 0505 0001 3M02 606 merci"), "IBAN [iban] merci");
        assert_eq!(redact("my social is 078-05-1120"), "my social is [ssn]");
        assert_eq!(redact("codice fiscale RSSMRA85T10A562S grazie"), "codice fiscale [ssn] grazie");
    }

    #[test]
    fn codes_tickets_and_mail_addresses_are_masked() {
        assert_eq!(redact("the code is 482 913, read it"), "the code is [code], read it");
        assert_eq!(redact("your ticket number is TM-20931"), "your ticket number is [ticket]");
        assert_eq!(redact("write to rona.k@example.com please"), "write to [email] please");
    }

    #[test]
    fn a_phone_number_keeps_its_place_in_the_call() {
        let mut redactor = Redactor::new();
        assert_eq!(redactor.redact("call +1 403 555 0142 or 403-555-0199"), "call [phone] or [phone 2]");
        assert_eq!(redactor.redact("again (403) 555-0199"), "again [phone 2]");
    }

    #[test]
    fn numbers_read_aloud_are_masked() {
        let text = "it is four one one one one one one one one one one one one one one one ok";
        assert_eq!(redact(text), "it is [card] ok");
    }

    #[test]
    fn dates_amounts_and_small_numbers_stay() {
        for text in [
            "on 2026-11-21 10:15 it rang",
            "am 12.03.2026 um 9 Uhr",
            "$299.99 and 68,000 customers",
            "three calls in one or two days",
            "call 911 or press 1",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_card_number_survives(body in "[1-9][0-9]{14}", separators in proptest::collection::vec("[ .-]?", 15), before in "[a-z ]{0,8}") {
            let check = (0..10).find(|check| is_luhn(&format!("{body}{check}"))).unwrap();
            let number = format!("{body}{check}");
            let spaced: String = number.chars().zip(separators.iter().map(String::as_str).chain([""])).flat_map(|(digit, gap)| [digit.to_string(), gap.to_owned()]).collect();
            let clean = redact(&format!("{before} {spaced} thanks"));
            let digits: String = clean.chars().filter(char::is_ascii_digit).collect();
            proptest::prop_assert!(digits.len() < 13 || !is_luhn(&digits), "{}", clean);
        }
    }
}
