//! Check digits of cards and bank accounts.

use super::Class;

/// What a run of digits and separators is, if it is anything a person would not want kept.
pub(super) fn class_of(run: &[u8]) -> Option<Class> {
    let digits = digits(run);
    match digits.len() {
        0..=6 => None,
        // Seven and eight digits are a local phone number only when they are written as one.
        7..=8 => run.iter().any(|byte| !byte.is_ascii_digit()).then_some(Class::Phone),
        9..=12 => Some(Class::Phone),
        count if holds_card(&digits) || count > 15 => {
            Some(if holds_card(&digits) { Class::Card } else { Class::Number })
        }
        _ => Some(if run.starts_with(b"+") { Class::Phone } else { Class::Number }),
    }
}

fn digits(run: &[u8]) -> Vec<u8> {
    run.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0').collect()
}

/// Whether a run of digits is written as a social security number is: USA (3-2-4), Canada (3-3-3),
/// France (sex, year, month, place, order, key), Switzerland (AHV, from 756 on).
pub(super) fn is_insurance(run: &[u8]) -> bool {
    let layout: Vec<u8> = run.iter().map(|byte| if byte.is_ascii_digit() { b'9' } else { *byte }).collect();
    let digits = digits(run);
    let apart_by = |separators: &[u8]| layout.iter().all(|byte| *byte == b'9' || separators.contains(byte));
    match digits.len() {
        9 => {
            layout == b"999-99-9999"
                || matches!(*layout, [b'9', b'9', b'9', b' ' | b'-', b'9', b'9', b'9', b' ' | b'-', b'9', b'9', b'9'])
        }
        13 if digits.starts_with(&[7, 5, 6]) => apart_by(b". "),
        13 | 15 => {
            let month = digits[3] * 10 + digits[4];
            matches!(digits[0], 1 | 2) && matches!(month, 1..=12 | 20..=29) && apart_by(b" ")
        }
        _ => false,
    }
}

/// Whether any 13 to 19 of the digits in a row are a valid card number.
fn holds_card(digits: &[u8]) -> bool {
    (13..=19).any(|length| digits.windows(length).any(luhn))
}

/// Whether the digits of a text are a card number: 13 to 19 of them with a valid check digit
/// (ISO/IEC 7812-1, annex B).
pub fn is_luhn(text: &str) -> bool {
    let digits = digits(text.as_bytes());
    (13..=19).contains(&digits.len()) && luhn(&digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

/// Whether a text is an IBAN: right remainder of 97 (ISO 13616).
pub fn is_iban(text: &str) -> bool {
    let compact: Vec<u8> =
        text.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_uppercase()).collect();
    if !(15..=34).contains(&compact.len())
        || !compact[..2].iter().all(u8::is_ascii_uppercase)
        || !compact[2..4].iter().all(u8::is_ascii_digit)
    {
        return false;
    }
    let remainder = compact[4..].iter().chain(&compact[..4]).fold(0u32, |rest, byte| {
        if byte.is_ascii_digit() {
            (rest * 10 + u32::from(byte - b'0')) % 97
        } else {
            (rest * 100 + u32::from(byte - b'A') + 10) % 97
        }
    });
    remainder == 1
}

/// Length in bytes of the IBAN a text begins with: the words after one look like more of it.
pub(super) fn iban_length(text: &str) -> Option<usize> {
    let ends = text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_alphanumeric())
        .map(|(at, c)| at + c.len_utf8())
        .collect::<Vec<_>>();
    ends.into_iter().rev().find(|end| is_iban(&text[..*end]))
}
