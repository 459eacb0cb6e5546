//! What a sum of money is worth, however it is written or said.

use super::value::spoken_value;

/// Signs and words of currencies, folded, with their codes.
const CURRENCIES: [(&str, &str); 9] = [
    ("EUR", "€ eur euro euros"),
    ("GBP", "£ gbp pound pounds quid sterling sterlina sterline"),
    ("CHF", "chf franc francs franken franchi"),
    ("CAD", "cad"),
    ("AUD", "aud"),
    ("JPY", "¥ yen"),
    ("INR", "₹ rupee rupees inr"),
    ("MXN", "peso pesos mxn"),
    ("USD", "$ usd dollar dollars dollari dolar dolares buck bucks us$"),
];

/// Hundredths of a unit, folded.
const CENTS: [&str; 12] = [
    "cent",
    "cents",
    "penny",
    "pence",
    "centime",
    "centimes",
    "centesimo",
    "centesimi",
    "rappen",
    "centimo",
    "centimos",
    "centavos",
];
/// What joins units and hundredths, folded.
const AND: [&str; 5] = ["and", "et", "e", "und", "y"];

/// The amount as `299.99 USD`, from a text such as `$299.99`, `1.200,50 €` or `three hundred dollars`;
/// `None` where there is no number or the currency is not known.
pub fn amount_value(text: &str) -> Option<String> {
    let folded = super::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_currency = |word: &str| CURRENCIES.iter().any(|(_, words)| words.split(' ').any(|known| known == word));
    let is_written = |word: &&&str| !word.starts_with(|c: char| c.is_ascii_digit()) && !is_currency(word);
    // "68 mila euro" has a digit and is spoken all the same.
    if words.iter().filter(is_written).any(|word| *word != "us") { spoken(&words) } else { written(&folded) }
}

/// "three hundred dollars and fifty cents"
fn spoken(words: &[&str]) -> Option<String> {
    let code = |word: &&str| {
        let of = |(_, words): &&(&str, &str)| words.split(' ').any(|known| known == *word);
        CURRENCIES.iter().find(of).map(|(code, _)| *code)
    };
    let (at, code) = words.iter().enumerate().find_map(|(at, word)| Some((at, code(word)?)))?;
    let whole = spoken_value(&words[..at])?;
    let rest = Some(&words[at + 1..]).filter(|rest| !rest.is_empty());
    let cents = rest.and_then(|rest| {
        let rest = if AND.contains(&rest[0]) { &rest[1..] } else { rest };
        let (last, number) = rest.split_last()?;
        let number = if CENTS.contains(last) { number } else { rest };
        spoken_value(number).filter(|cents| (1..100).contains(cents))
    });
    Some(cents.map_or_else(|| format!("{whole} {code}"), |cents| format!("{whole}.{cents:02} {code}")))
}

fn written(folded: &str) -> Option<String> {
    let (mut number, mut unit) = (String::new(), String::new());
    for c in folded.chars() {
        match c {
            '0'..='9' | '.' | ',' => number.push(c),
            c if c.is_whitespace() => unit.push(' '),
            '\'' | '’' => {}
            c => unit.push(c),
        }
    }
    let known = |words: &str| unit.split_whitespace().any(|unit| words.split(' ').any(|word| word == unit));
    let (code, _) = CURRENCIES.iter().find(|(_, words)| known(words))?;
    Some(format!("{} {code}", plain(number.trim_end_matches(['.', ',']))?))
}

/// Digits with a point before the cents, whatever the separators were.
fn plain(number: &str) -> Option<String> {
    let point = number.rfind(['.', ',']).filter(|at| number.len() - at - 1 <= 2);
    let (whole, cents) = point.map_or((number, ""), |at| (&number[..at], &number[at + 1..]));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() && !cents.is_empty() { "0" } else { whole };
    match cents {
        _ if whole.is_empty() => None,
        "" | "0" | "00" => Some(whole.to_owned()),
        cents => Some(format!("{whole}.{cents:0<2}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sum_has_one_value() {
        for text in ["$1,299.90", "1.299,9 USD", "1 299,90 dollars", "US$ 1299.90", "1'299.90 $"] {
            assert_eq!(amount_value(text).as_deref(), Some("1299.90 USD"), "{text}");
        }
        assert_eq!(amount_value("300,00 €").as_deref(), Some("300 EUR"));
        assert_eq!(amount_value("1.200 euro").as_deref(), Some("1200 EUR"));
        for (text, value) in [
            ("three hundred dollars", "300 USD"),
            ("two ninety nine dollars and ninety nine cents", "299.99 USD"),
            ("deux cent quatre-vingt-dix-neuf euros", "299 EUR"),
            ("68 mila euro", "68000 EUR"),
            ("dreihundert Euro", "300 EUR"),
            ("dreihundertfünfzig Euro fünfzig", "350.50 EUR"),
            ("doscientos noventa y nueve euros con noventa", "299 EUR"),
            ("68 000 €", "68000 EUR"),
        ] {
            assert_eq!(amount_value(text).as_deref(), Some(value), "{text}");
        }
        assert_eq!(amount_value("some dollars"), None);
        assert_eq!(amount_value("4417"), None);
    }
}
