//! What a word is by its form, told by examples.

use super::*;

fn number(text: &str) -> (&str, ShapeSet) {
    let (end, shapes) = numeric(text.as_bytes(), 0).expect(text);
    (&text[..end], shapes)
}

#[test]
fn numbers_keep_their_separators() {
    for text in
        ["68 000", "68.000", "1,234,567.89", "3.5", "10:30", "12.05.2024", "2024-05-12", "4111 1111 1111 1111", "24/7"]
    {
        assert_eq!(number(text), (text, NUMBER), "{text}");
    }
    assert_eq!(number("4, 5"), ("4", NUMBER));
    assert_eq!(number("4. Then"), ("4", NUMBER));
    assert_eq!(number("482913"), ("482913", REFERENCE));
    assert_eq!(number("4417-22"), ("4417-22", REFERENCE));
}

#[test]
fn amounts_have_their_sign_on_either_side() {
    for text in ["$299.99", "€ 40", "£1,200", "299,99 €", "50€", "$5"] {
        assert_eq!(number(text), (text, AMOUNT), "{text}");
    }
}

#[test]
fn phone_numbers_are_told_from_numbers() {
    for text in ["+33 6 39 98 12 34", "06 39 98 12 34", "(555) 010-0199", "555-0142", "020 7946 0958", "+15550100199"] {
        assert_eq!(number(text), (text, PHONE), "{text}");
    }
    assert!(number("5550100199").1.contains(Shape::Phone));
}

#[test]
fn addresses_and_references_are_one_thing() {
    let shape = |text: &str| lettered(text, 0).map(|(end, shapes, name)| (end, shapes, text[name].to_owned()));
    assert_eq!(shape("anydesk.com/dl, then"), Some((14, URL, "anydesk".into())));
    assert_eq!(shape("https://www.fast-help.co.uk"), Some((27, URL, "fast-help".into())));
    assert_eq!(shape("john.smith@example.com."), Some((22, EMAIL, String::new())));
    assert_eq!(shape("TM-20931."), Some((8, REFERENCE, String::new())));
    assert_eq!(shape("DE89 3704 0044 0532 0130 00 and"), Some((27, REFERENCE, String::new())));
    assert_eq!(shape("sign-in"), None);
    assert_eq!(shape("password.Then"), None);
    assert_eq!(shape("covid-19"), None);
}

#[test]
fn placeholders_count_as_their_class() {
    assert_eq!(placeholder(b"[phone 2]", 0), Some((9, PHONE.and(PLACEHOLDER))));
    assert_eq!(placeholder(b"[Card] x", 0), Some((6, NUMBER.and(PLACEHOLDER))));
    assert_eq!(placeholder(b"[inaudible]", 0), None);
}
