//! Where numbers stand that could be a person's: by hand, because a call is screened faster than
//! patterns for this are compiled.

use std::ops::Range;

/// Words in front of a number that make it a secret.
const SECRETS: &[&str] = &[
    "code",
    "codes",
    "passcode",
    "otp",
    "pin",
    "tan",
    "password",
    "passwort",
    "kennwort",
    "mot de passe",
    "codice",
    "contraseña",
    "clave",
    "código",
    "codigo",
    "cvv",
    "cvc",
    "cryptogramme",
];
/// Most bytes between such a word and its number.
const NEAR_SECRET: usize = 30;
/// Words in front of a number that make it a reference.
const REFERENCES: &[&str] = &[
    "ticket",
    "case",
    "reference",
    "ref",
    "incident",
    "request",
    "dossier",
    "référence",
    "pratica",
    "pratiche",
    "segnalazione",
    "riferimento",
    "vorgang",
    "vorgangsnummer",
    "ticketnummer",
    "aktenzeichen",
    "fallnummer",
    "expediente",
    "incidencia",
    "referencia",
    "caso",
    "invoice",
    "order",
    "facture",
    "fattura",
    "rechnung",
    "factura",
    "customer",
    "client",
    "cliente",
    "kunden",
    "account",
    "policy",
];
/// Most bytes between such a word and its number.
const NEAR_REFERENCE: usize = 24;
/// Most letters a reference has before its digits.
const REFERENCE_LETTERS: usize = 5;
/// Digits of the five languages, as people read numbers out; sorted.
const DIGIT_WORDS: &[&str] = &[
    "acht", "cero", "cinco", "cinq", "cinque", "cuatro", "deux", "dos", "double", "drei", "due", "eight", "eins",
    "five", "four", "fuenf", "fünf", "huit", "neuf", "neun", "nine", "nove", "nueve", "null", "ocho", "oh", "one",
    "otto", "quatre", "quattro", "sechs", "sei", "seis", "sept", "sette", "seven", "sieben", "siete", "six", "three",
    "tre", "tres", "triple", "trois", "two", "un", "uno", "vier", "zero", "zwei", "zwo",
];

/// Whether some bytes in a row are such.
pub(super) fn has<const N: usize>(bytes: &[u8], is_such: impl Fn([u8; N]) -> bool) -> bool {
    bytes.windows(N).any(|window| <[u8; N]>::try_from(window).is_ok_and(&is_such))
}

/// Runs of seven and more digits, apart by at most three blanks, brackets, dots, strokes or
/// slashes; with the plus or bracket in front.
pub(super) fn digit_runs(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) {
        let (mut end, mut count) = (start + 1, 1);
        loop {
            let mut next = end;
            for _ in 0..3 {
                next += separator(&bytes[next..]);
            }
            if !bytes.get(next).is_some_and(u8::is_ascii_digit) {
                break;
            }
            end = next + 1;
            count += 1;
        }
        if count >= 7 {
            let opened = start - usize::from(bytes[..start].ends_with(b"("));
            runs.push(opened - usize::from(bytes[..opened].ends_with(b"+"))..end);
        }
        at = end;
    }
    runs
}

/// Bytes of the separator of digits a text begins with: a blank, also the two that do not break,
/// and what people put between groups of digits.
fn separator(bytes: &[u8]) -> usize {
    match bytes {
        [b' ' | b'\n' | b'(' | b')' | b'.' | b'-' | b'/', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0xAF, ..] => 3,
        _ => 0,
    }
}

/// Whether a run of digits is a date, perhaps with the hour of a time that goes on behind it.
/// "12.03.26 4111…" is a date and a card: what looks like a date inside a longer number is none.
pub(super) fn is_date(run: &[u8], behind: &[u8]) -> bool {
    let mut groups = Vec::new();
    for part in run.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()) {
        groups.push(part);
    }
    let (date, hour) = match groups.as_slice() {
        [date @ .., blanks, hour] if date.len() == 5 => {
            (date, hour.len() <= 2 && blanks.iter().all(|byte| *byte == b' ') && is_minutes(behind))
        }
        date => (date, true),
    };
    let &[first, one, second, two, third] = date else { return false };
    let digits = [first.len(), second.len(), third.len()];
    let as_written = match digits {
        [4, 2, 2] => one == b"-" && two == b"-",
        [1..=2, 1..=2, 2..=4] => [one, two].iter().all(|mark| matches!(mark, [b'.' | b'/' | b'-'])),
        _ => false,
    };
    hour && as_written
}

fn is_minutes(bytes: &[u8]) -> bool {
    matches!(bytes, [b':' | b'h', b'0'..=b'9', b'0'..=b'9', ..])
}

/// Numbers of three to eight digits shortly behind a word that makes them a secret.
pub(super) fn secrets(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for start in groups(bytes) {
        let (mut at, mut count, mut end) = (start, 0, None);
        while bytes.get(at).is_some_and(u8::is_ascii_digit) && count < 8 {
            at += 1;
            count += 1;
            if count >= 3 && !bytes.get(at).is_some_and(|byte| is_word(*byte)) {
                end = Some(at);
            }
            at += usize::from(matches!(bytes.get(at), Some(b' ' | b'-')));
        }
        if let Some(end) = end
            && word_before(text, start, SECRETS, NEAR_SECRET).is_some()
        {
            found.push(start..end);
        }
    }
    found
}

/// Letters and digits shortly behind a word that makes them a reference.
pub(super) fn tickets(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for digit in groups(bytes) {
        let (mut end, mut count) = (digit + 1, 1);
        loop {
            let next = end + usize::from(matches!(bytes.get(end), Some(b'-' | b'/')));
            if !bytes.get(next).is_some_and(u8::is_ascii_alphanumeric) {
                break;
            }
            end = next + 1;
            count += 1;
        }
        if count < 3 || bytes.get(end).is_some_and(|byte| is_word(*byte)) {
            continue;
        }
        let marked = digit - usize::from(bytes[..digit].last().is_some_and(|byte| matches!(byte, b'-' | b'#')));
        let letters = bytes[..marked].iter().rev().take(REFERENCE_LETTERS);
        let start = marked - letters.take_while(|byte| byte.is_ascii_alphabetic()).count();
        let is_price = text[..start].ends_with(['$', '£', '€']);
        if let Some(word) = word_before(text, marked, REFERENCES, NEAR_REFERENCE + REFERENCE_LETTERS)
            && start.saturating_sub(word) <= NEAR_REFERENCE
            && !is_price
        {
            found.push(start.max(word)..end);
        }
    }
    found
}

/// Places at which digits begin.
fn groups(bytes: &[u8]) -> impl Iterator<Item = usize> {
    (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit() && !bytes[..at].last().is_some_and(u8::is_ascii_digit))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// The end of the last of `words` that stands within so many bytes before a place, with no digit
/// and no end of a sentence between.
fn word_before(text: &str, place: usize, words: &[&str], near: usize) -> Option<usize> {
    let sentence = text[..place].rfind(|c: char| c.is_ascii_digit() || "\n.!?".contains(c)).map_or(0, |stop| stop + 1);
    // A word may begin further away than it ends.
    let longest = words.iter().map(|word| word.len()).max().unwrap_or(0);
    let mut from = sentence.max(place.saturating_sub(near + longest + 1));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut end = place;
    while end > from && end + near >= place {
        let here = &text[from..end];
        let whole = here.chars().next_back().is_some_and(char::is_alphanumeric)
            && !text[end..].chars().next().is_some_and(char::is_alphanumeric);
        if whole && words.iter().any(|word| ends_in_word(here, word)) {
            return Some(end);
        }
        end -= here.chars().next_back().map_or(1, char::len_utf8);
    }
    None
}

fn ends_in_word(text: &str, word: &str) -> bool {
    let mut rest = text.chars().rev();
    let same = word.chars().rev().all(|letter| rest.next().is_some_and(|c| c.to_lowercase().eq([letter])));
    same && !rest.next().is_some_and(char::is_alphanumeric)
}

/// Runs of digits read aloud in words, with the number of words.
pub(super) fn spoken_digits(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    let mut last = usize::MAX;
    let mut at = 0;
    for part in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let word = part.trim_end_matches(|c: char| !c.is_alphabetic());
        let (start, end) = (at, at + word.len());
        at += part.len();
        if word.is_empty() {
            continue;
        }
        let is_digit = word.len() <= 8 && DIGIT_WORDS.binary_search(&word.to_lowercase().as_str()).is_ok();
        let goes_on = text.get(last..start).is_some_and(|gap| gap.bytes().all(|byte| b" ,.-".contains(&byte)));
        match runs.last_mut() {
            Some((run, words)) if is_digit && goes_on => {
                run.end = end;
                *words += 1;
            }
            _ if is_digit => runs.push((start..end, 1)),
            _ => {}
        }
        last = if is_digit { end } else { usize::MAX };
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_digits_are_sorted() {
        assert!(DIGIT_WORDS.is_sorted());
    }

    #[test]
    fn runs_take_their_plus_and_bracket_along() {
        let text = "call +1 (403) 555-0142, ext. 12, or (0)20\u{a0}7946\u{202f}0999";
        let runs: Vec<&str> = digit_runs(text.as_bytes()).into_iter().map(|run| &text[run]).collect();
        assert_eq!(runs, ["+1 (403) 555-0142", "(0)20\u{a0}7946\u{202f}0999"]);
    }

    #[test]
    fn a_date_is_told_from_a_number() {
        for (run, behind) in [("2026-11-21", ""), ("2026-11-21 10", ":15"), ("12.03.2026", " um"), ("1/2/26 9", "h30")]
        {
            assert!(is_date(run.as_bytes(), behind.as_bytes()), "{run}");
        }
        for run in ["12.03.26 4111 1111 1111 1111", "403-555-0142", "2026-11-21 10", "078-05-1120", "5550142"] {
            assert!(!is_date(run.as_bytes(), b" "), "{run}");
        }
    }

    #[test]
    fn a_word_before_makes_a_number_a_secret_or_a_reference() {
        let secret = |text| secrets(text).into_iter().map(|range| &text[range]).collect::<Vec<&str>>();
        assert_eq!(secret("the CÓDIGO is 482 913, room 12"), ["482 913"]);
        assert_eq!(secret("mon mot de passe : 123456"), ["123456"]);
        assert_eq!(secret("decode 4711. The code. 4712"), Vec::<&str>::new());
        let ticket = |text| tickets(text).into_iter().map(|range| &text[range]).collect::<Vec<&str>>();
        assert_eq!(ticket("ticket number TM-20931 and case#44-17a"), ["TM-20931", "#44-17a"]);
        assert_eq!(ticket("la référence est ABX1234"), ["ABX1234"]);
        assert_eq!(ticket("request for 12 chairs, the policy covers $5000"), Vec::<&str>::new());
    }

    #[test]
    fn digits_read_aloud_are_counted_by_word() {
        let text = "one two, three - four stop five. six oh-seven";
        let runs: Vec<(&str, usize)> = spoken_digits(text).into_iter().map(|(run, n)| (&text[run], n)).collect();
        assert_eq!(runs, [("one two, three - four", 4), ("five. six oh-seven", 4)]);
    }
}
