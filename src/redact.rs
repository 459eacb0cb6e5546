//! Personal data masked: the only way text reaches the history or a report.
//!
//! The tool must never become the next support database worth selling. What is masked is replaced
//! by a typed placeholder that reads as its class (`[card]`, `[phone 2]`), so that redacted text
//! gives the same findings as the original.

mod numbers;

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

struct Patterns {
    date: Regex,
    email: Regex,
    iban: Regex,
    fiscal: Regex,
    insurance: Regex,
    secret: Regex,
    ticket: Regex,
    digits: Regex,
    spoken: Regex,
}

// On bytes and without Unicode: compiling Unicode classes takes longer than screening a call. What is
// looked for begins and ends in ASCII, so every match lies on character boundaries.
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let regex = |pattern: &str| {
        let built = RegexBuilder::new(pattern).unicode(false).case_insensitive(true).build();
        built.expect("the pattern is a constant that the tests compile")
    };
    // Digit words of the five languages, as people read numbers out.
    let digit = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple|un|deux|trois|quatre|cinq|sept|huit|neuf|uno|due|tre|quattro|cinque|sei|sette|otto|nove|null|eins|zwei|zwo|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|cero|dos|cuatro|cinco|seis|siete|ocho|nueve)";
    // A blank, also the two that do not break, and what people put between groups of digits.
    let between = r"(?:[ \n().\-/]|\xC2\xA0|\xE2\x80\xAF)";
    Patterns {
        date: regex(
            r"\b(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4})(?:[T ,]+[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?)?",
        ),
        email: regex(r"[a-z0-9._%+\-]+\s?@\s?[a-z0-9\-]+(?:\.[a-z0-9\-]+)+"),
        iban: regex(r"\b[a-z]{2}[0-9]{2}(?:(?:[ \-]|\xC2\xA0)?[a-z0-9]){11,30}\b"),
        // Italy: codice fiscale. Spain: DNI and NIE. UK: National Insurance number.
        fiscal: regex(
            r"\b(?:[a-z]{6}[0-9]{2}[a-ehlmprst][0-9]{2}[a-z][0-9]{3}[a-z]|[xyz]?[ \-]?[0-9]{7,8}[ \-]?[a-z]|[a-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[a-d])\b",
        ),
        // USA: social security. Canada: social insurance. France: sécurité sociale. Switzerland: AHV.
        insurance: regex(
            r"\b(?:[0-9]{3}-[0-9]{2}-[0-9]{4}|[0-9]{3}[ \-][0-9]{3}[ \-][0-9]{3}|[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]|2[0-9]) ?(?:[0-9]{2}|2[ab]) ?[0-9]{3} ?[0-9]{3}(?: ?[0-9]{2})?|756[. ]?[0-9]{4}[. ]?[0-9]{4}[. ]?[0-9]{2})\b",
        ),
        secret: regex(
            r"\b(?:code|codes|passcode|otp|pin|tan|password|passwort|kennwort|mot de passe|codice|contraseña|clave|código|codigo|cvv|cvc|cryptogramme)\b[^0-9\n.!?]{0,30}?([0-9](?:[ \-]?[0-9]){2,7})\b",
        ),
        ticket: regex(
            r"\b(?:ticket|case|reference|ref|incident|request|dossier|référence|pratica|pratiche|segnalazione|riferimento|vorgang|vorgangsnummer|ticketnummer|aktenzeichen|fallnummer|expediente|incidencia|referencia|caso|invoice|order|facture|fattura|rechnung|factura|customer|client|cliente|kunden|account|policy)\b[^0-9\n.!?]{0,24}?([a-z]{0,5}[\-#]?[0-9](?:[\-/]?[a-z0-9]){2,})\b",
        ),
        digits: regex(&format!(r"\+?\(?[0-9](?:{between}{{0,3}}[0-9]){{6,}}")),
        spoken: regex(&format!(r"\b{digit}(?:[ ,.\-]+{digit}){{3,}}\b")),
    }
});

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
    let patterns = &*PATTERNS;
    let bytes = text.as_bytes();
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut found: Vec<Masked> = Vec::new();
    let mut dates: Vec<Range<usize>> = patterns.date.find_iter(bytes).map(|date| date.range()).collect();
    // "12.03.26 4111…" is a date and a card: what looks like a date inside a longer number is none.
    dates.retain(|date| {
        !part(date.end..text.len()).trim_start_matches(['-', '.', '/']).starts_with(|c: char| c.is_ascii_digit())
    });
    let mut add = |class: Class, bytes: Range<usize>| {
        let free = found.iter().all(|other: &Masked| other.bytes.end <= bytes.start || bytes.end <= other.bytes.start);
        if free && text.get(bytes.clone()).is_some() {
            found.push(Masked { class, bytes });
        }
    };
    for mail in patterns.email.find_iter(bytes) {
        add(Class::Email, mail.range());
    }
    for iban in patterns.iban.find_iter(bytes) {
        if let Some(length) = numbers::iban_length(part(iban.range())) {
            add(Class::Iban, iban.start()..iban.start() + length);
        }
    }
    for run in patterns.digits.find_iter(bytes) {
        // A social security number is a run of digits too, and the more telling name for it.
        let insurance = patterns.insurance.find(run.as_bytes()).is_some_and(|found| found.range() == (0..run.len()));
        let class = if insurance { Some(Class::IdentityNumber) } else { numbers::class_of(part(run.range())) };
        if let Some(class) = class {
            let is_date = dates.iter().any(|date| date.start <= run.start() && run.end() <= date.end);
            if !is_date {
                add(class, run.range());
            }
        }
    }
    for number in patterns.insurance.find_iter(bytes).chain(patterns.fiscal.find_iter(bytes)) {
        add(Class::IdentityNumber, number.range());
    }
    for (class, pattern) in [(Class::Code, &patterns.secret), (Class::Ticket, &patterns.ticket)] {
        for number in pattern.captures_iter(bytes).filter_map(|groups| groups.get(1)) {
            add(class, number.range());
        }
    }
    for run in patterns.spoken.find_iter(bytes) {
        let words = part(run.range()).split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).count();
        match words {
            0..=3 => {}
            4..=8 => add(Class::Code, run.range()),
            9..=12 => add(Class::Phone, run.range()),
            _ => add(Class::Card, run.range()),
        }
    }
    found.sort_by_key(|masked| masked.bytes.start);
    found
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
