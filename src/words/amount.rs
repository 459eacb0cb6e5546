//! What a sum of money is worth, however it is written.

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

/// The amount as `299.99 USD`, from a text such as `$299.99`, `1.200,50 €` or `300 dollars`;
/// `None` where no digits stand or the currency is not known.
pub fn amount_value(text: &str) -> Option<String> {
    let folded = super::fold(text);
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
        assert_eq!(amount_value("three hundred dollars"), None);
        assert_eq!(amount_value("4417"), None);
    }
}
