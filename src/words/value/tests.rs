//! What spoken numbers are worth in each language, told by examples.

use super::*;

fn value(text: &str) -> Option<u64> {
    spoken_value(&text.split_whitespace().collect::<Vec<_>>())
}

fn all_read(cases: &[(&str, u64)]) {
    for (text, expected) in cases {
        assert_eq!(value(text), Some(*expected), "{text}");
    }
}

fn none_read(texts: &[&str]) {
    for text in texts {
        assert_eq!(value(text), None, "{text}");
    }
}

#[test]
fn english() {
    all_read(&[
        ("zero", 0),
        ("twenty one", 21),
        ("ninetynine", 99),
        ("a hundred", 100),
        ("hundred", 100),
        ("one hundred and five", 105),
        ("two hundred ninety nine", 299),
        ("fifteen hundred", 1500),
        ("twelve hundred and fifty", 1250),
        ("a thousand", 1000),
        ("five grand", 5000),
        ("two thousand and fourty", 2040),
        ("three hundred and fifty thousand", 350_000),
        ("a million two hundred thousand and one", 1_200_001),
        ("two billion", 2_000_000_000),
        ("two ninety nine", 299),
        ("nineteen ninety nine", 1999),
        ("twenty two eleven", 2211),
        ("twenty twenty", 2020),
        ("nineteen oh five", 1905),
    ]);
    none_read(&[
        "",
        "a",
        "and",
        "a fifty",
        "dollars",
        "four one one one",
        "four one",
        "nine one one",
        "twenty eleven one",
        "twenty thirty",
        "two three hundred",
        "hundred and",
        "hundred and a",
        "hundred and thousand",
        "zero hundred",
        "twenty hundred",
        "fifteen hundred thousand",
        "two ninety nine ninety nine",
        "a hundred and two hundred",
    ]);
}

#[test]
fn french() {
    all_read(&[
        ("un", 1),
        ("dix sept", 17),
        ("vingt et un", 21),
        ("vingt et une", 21),
        ("soixante dix", 70),
        ("soixante et onze", 71),
        ("soixante dix huit", 78),
        ("quatre vingts", 80),
        ("quatre vingt un", 81),
        ("quatre vingt onze", 91),
        ("quatre vingt dix neuf", 99),
        ("septante et un", 71),
        ("huitante deux", 82),
        ("octante", 80),
        ("nonante neuf", 99),
        ("cent", 100),
        ("cent un", 101),
        ("deux cent quatre vingt dix neuf", 299),
        ("dix neuf cent quatre vingt", 1980),
        ("mille", 1000),
        ("mille et un", 1001),
        ("quatre vingt mille", 80_000),
        ("vingt et un mille trois cents", 21_300),
        ("deux cent mille", 200_000),
        ("un million deux cent mille", 1_200_000),
        ("trois milliards", 3_000_000_000),
    ]);
    none_read(&[
        "une",
        "et",
        "cents",
        "un cent",
        "un mille",
        "vingt dix",
        "vingt cent",
        "vingt et deux",
        "vingt quatre vingt",
        "nonante onze",
        "dix six",
        "quatre un un un",
        "zero six",
        "cent et deux cents",
        "deux cent thousand",
    ]);
}

#[test]
fn italian() {
    all_read(&[
        ("uno", 1),
        ("ventuno", 21),
        ("venti uno", 21),
        ("ventotto", 28),
        ("novantanove", 99),
        ("cento", 100),
        ("centotto", 108),
        ("centootto", 108),
        ("centottanta", 180),
        ("centouno", 101),
        ("centundici", 111),
        ("trecentoquarantanove", 349),
        ("tre cento quaranta nove", 349),
        ("mille", 1000),
        ("mille e duecento", 1200),
        ("millenovecentonovantanove", 1999),
        ("duemilacinquecento", 2500),
        ("ventunomila", 21_000),
        ("settantotto mila", 78_000),
        ("centomila", 100_000),
        ("un milione", 1_000_000),
        ("due milioni e trecentomila", 2_300_000),
        ("un miliardo", 1_000_000_000),
    ]);
    none_read(&[
        "una",
        "mila",
        "vent",
        "ventun o",
        "un cento",
        "due cent",
        "venti trenta",
        "due e cinquanta",
        "quattro uno uno uno",
        "mille e duemila",
        "ventidieci",
        "centrale",
        "settimana",
    ]);
}

#[test]
fn german() {
    all_read(&[
        ("eins", 1),
        ("zwo", 2),
        ("zwolf", 12),
        ("zwoelf", 12),
        ("einundzwanzig", 21),
        ("ein und zwanzig", 21),
        ("funfundfunfzig", 55),
        ("hundert", 100),
        ("einhundert", 100),
        ("hundertfuenf", 105),
        ("hundert und eins", 101),
        ("dreihundertfunfzig", 350),
        ("dreihundertfuenfzig", 350),
        ("drei hundert funfzig", 350),
        ("zweihundertneunundneunzig", 299),
        ("funfzehnhundert", 1500),
        ("neunzehnhundertneunundneunzig", 1999),
        ("tausend", 1000),
        ("ein tausend", 1000),
        ("zwotausenddreizehn", 2013),
        ("hunderttausend", 100_000),
        ("einundzwanzigtausend dreihundert", 21_300),
        ("neunhundertneunundneunzigtausendneunhundertneunundneunzig", 999_999),
        ("eine million zweihunderttausend", 1_200_000),
        ("zwei mio", 2_000_000),
        ("drei milliarden", 3_000_000_000),
    ]);
    none_read(&[
        "ein",
        "eine",
        "und",
        "mio",
        "millionen",
        "zwanzig eins",
        "zwanzig und eins",
        "zwanzig dreissig",
        "vier eins eins eins",
        "zwei und drei hundert",
        "hundertund",
        "million million",
        "achtung",
        "einverstanden",
    ]);
}

#[test]
fn spanish() {
    all_read(&[
        ("uno", 1),
        ("once", 11),
        ("dieciseis", 16),
        ("diez y seis", 16),
        ("veintiuno", 21),
        ("veintiun mil", 21_000),
        ("treinta y uno", 31),
        ("treinta y un mil", 31_000),
        ("noventa y nueve", 99),
        ("cien", 100),
        ("ciento una", 101),
        ("doscientos", 200),
        ("doscientas noventa y nueve", 299),
        ("dos cientos", 200),
        ("quinientos", 500),
        ("novecientos noventa y nueve", 999),
        ("mil", 1000),
        ("mil doscientos", 1200),
        ("dos mil quinientos", 2500),
        ("cien mil", 100_000),
        ("setecientos mil", 700_000),
        ("un millon", 1_000_000),
        ("un millon doscientos mil", 1_200_000),
        ("mil millones", 1_000_000_000),
    ]);
    none_read(&[
        "una",
        "y",
        "cientos",
        "millones",
        "un cien",
        "un mil",
        "veinte y treinta",
        "veinte treinta",
        "veintiuno y uno",
        "cuatro uno uno uno",
        "veinte doscientos",
        "doscientos trescientos",
        "mil dos mil",
    ]);
}

#[test]
fn digits() {
    all_read(&[
        ("0", 0),
        ("300", 300),
        ("68 000", 68_000),
        ("1 299 000", 1_299_000),
        ("68 mila", 68_000),
        ("3 mila 500", 3500),
        ("1 mil 500", 1500),
        ("15 hundred", 1500),
        ("5 hundert", 500),
        ("2 million 500 000", 2_500_000),
        ("2 mio", 2_000_000),
        ("200 mille", 200_000),
        ("a hundred and 50", 150),
    ]);
    none_read(&[
        "007",
        "0 500",
        "000",
        "1 5 million",
        "2 99",
        "1234 567",
        "25 cents",
        "0 mila",
        "twenty 5",
        "two 000",
        "68 000 mila",
        "5 thousand 200 000",
        "99999999999999999999",
        "18446744073709551615 million",
    ]);
}

#[test]
fn hostile_input_is_refused() {
    for word in ["hundred", "million", "and", "ein", "un", "000"] {
        assert_eq!(spoken_value(&vec![word; MOST_WORDS]), None, "{word}");
        assert_eq!(spoken_value(&vec![word; 1_000_000]), None, "{word}");
    }
    assert_eq!(value(&"einundzwanzig".repeat(1000)), None);
    assert_eq!(value(&"ottant".repeat(1000)), None);
    assert_eq!(value("тысяча"), None);
    assert_eq!(spoken_value(&[""]), None);
}
