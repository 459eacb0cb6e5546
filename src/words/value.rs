//! What a number in words is worth, in five languages.

use std::sync::LazyLock;

use Token::{And, Article, Digits, Scale, Small};

/// The part that a word, or a piece of a compound, plays in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// A word for a number below a hundred.
    Small(u64),
    /// A hundred, a thousand and so on; `counted` if never without a number before it.
    Scale { size: u64, counted: bool },
    /// Joins two parts.
    And,
    /// Says "one" before a scale and nowhere else.
    Article,
    /// A number in digits.
    Digits(u64),
}

/// How a language builds its numbers. In the tables, words of one value are joined by a slash.
struct Language {
    /// From zero upwards.
    units: &'static str,
    /// From twenty upwards.
    tens: &'static str,
    /// From two hundred upwards, where they are words of their own.
    hundreds: &'static str,
    /// For each of [`SIZES`], words that can stand for one of it and words that follow a number only.
    scales: [(&'static str, &'static str); 4],
    and: &'static str,
    article: &'static str,
    /// The fewest and the most hundreds that are counted, "one hundred" to "ninety nine hundred"; the
    /// fewest holds for thousands too.
    counts: (u64, u64),
    below_hundred: fn(&[Token]) -> Option<u64>,
}

const SIZES: [u64; 4] = [100, 1000, MILLION, 1_000_000_000];
const MILLION: u64 = 1_000_000;

/// In the order of `Code::ALL`.
const LANGUAGES: [Language; 5] = [
    Language {
        units: "zero/oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
                sixteen seventeen eighteen nineteen",
        tens: "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
        hundreds: "",
        scales: [("hundred", ""), ("thousand", "grand"), ("million", ""), ("billion", "")],
        and: "and",
        article: "a",
        counts: (1, 99),
        below_hundred: tens_unit,
    },
    Language {
        units: "zero un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        tens: "vingt/vingts trente quarante cinquante soixante septante huitante/octante nonante",
        hundreds: "",
        scales: [("cent", "cents"), ("mille", ""), ("million", "millions"), ("milliard", "milliards")],
        and: "et",
        article: "",
        counts: (2, 19),
        below_hundred: by_twenties,
    },
    Language {
        units: "zero uno/un/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici \
                quindici sedici diciassette diciotto diciannove",
        tens: "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
        hundreds: "",
        scales: [("cento", ""), ("mille", "mila"), ("milione", "milioni/mln"), ("miliardo", "miliardi")],
        and: "e",
        article: "",
        counts: (2, 9),
        below_hundred: tens_unit,
    },
    Language {
        units: "null eins/ein/eine/einen zwei/zwo drei vier funf/fuenf sechs sieben acht neun zehn elf zwolf/zwoelf \
                dreizehn vierzehn funfzehn/fuenfzehn sechzehn siebzehn achtzehn neunzehn",
        tens: "zwanzig dreissig vierzig funfzig/fuenfzig sechzig siebzig achtzig neunzig",
        hundreds: "",
        scales: [("hundert", ""), ("tausend", "tsd"), ("million", "millionen/mio"), ("milliarde", "milliarden/mrd")],
        and: "und",
        article: "",
        counts: (1, 19),
        below_hundred: unit_and_tens,
    },
    Language {
        units: "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince \
                dieciseis diecisiete dieciocho diecinueve veinte veintiuno/veintiun/veintiuna veintidos veintitres \
                veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve",
        tens: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        hundreds: "doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas quinientos/quinientas \
                   seiscientos/seiscientas setecientos/setecientas ochocientos/ochocientas novecientos/novecientas",
        scales: [("cien/ciento", "cientos/cientas"), ("mil", ""), ("millon", "millones"), ("", "")],
        and: "y",
        article: "",
        counts: (2, 9),
        below_hundred: tens_and_unit,
    },
];

/// Articles that are no number where they stand alone, unlike the French "un".
const ARTICLES: [&str; 6] = ["a", "une", "una", "ein", "eine", "einen"];

/// More than the longest number has, so that a whole text is not looked at.
const MOST_WORDS: usize = 40;

type Words = Vec<(&'static str, Vec<Token>)>;

static WORDS: LazyLock<[Words; 5]> = LazyLock::new(|| LANGUAGES.map(|language| language.words()));

/// The whole number that folded words spell, digits among them or not: "deux cent mille", "68 mila",
/// "dreihundertfunfzig". A price or a year in pairs is the number its digits make, "two ninety nine"
/// 299. `None` for what is not one number in one language, such as digits said one by one.
pub(super) fn spoken_value(words: &[&str]) -> Option<u64> {
    if words.len() > MOST_WORDS || matches!(words, [word] if ARTICLES.contains(word)) {
        return None;
    }
    let mut languages = LANGUAGES.iter().zip(WORDS.iter());
    let value = languages.find_map(|(language, known)| language.value(&tokens(words, known)?, u64::MAX));
    // English, which stands first.
    value.or_else(|| pair(&tokens(words, &WORDS[0])?))
}

impl Language {
    fn words(&self) -> Words {
        let counted = Scale { size: 100, counted: true };
        let mut words = Words::new();
        let mut add = |variants: &'static str, tokens: &[Token]| {
            let variants = variants.split('/').filter(|word| !word.is_empty());
            words.extend(variants.map(|word| (word, tokens.to_vec())));
        };
        for (value, word) in (0..).zip(self.units.split_whitespace()) {
            add(word, &[Small(value)]);
        }
        for (tens, word) in (2..).zip(self.tens.split_whitespace()) {
            add(word, &[Small(10 * tens)]);
        }
        for (hundreds, word) in (2..).zip(self.hundreds.split_whitespace()) {
            add(word, &[Small(hundreds), counted]);
        }
        for (size, (alone, after)) in SIZES.into_iter().zip(self.scales) {
            add(alone, &[Scale { size, counted: false }]);
            add(after, &[Scale { size, counted: true }]);
        }
        add(self.and, &[And]);
        add(self.article, &[Article]);
        words
    }

    /// The value if it is below `limit`: what counts the largest scale, the scale, and the rest.
    fn value(&self, tokens: &[Token], limit: u64) -> Option<u64> {
        let scales = tokens.iter().enumerate().filter_map(|(at, token)| match *token {
            Scale { size, counted } => Some((size, at, counted)),
            _ => None,
        });
        let value = match scales.max() {
            None => match tokens {
                [Digits(value)] => *value,
                _ => (self.below_hundred)(tokens)?,
            },
            // Sizes only go down, so a hostile row of scales is not followed far.
            Some((size, ..)) if size >= limit => return None,
            Some((size, at, counted)) => {
                let rest = match &tokens[at + 1..] {
                    [] => 0,
                    [And, rest @ ..] | rest => self.value(rest, size).filter(|&rest| rest > 0)?,
                };
                self.count(&tokens[..at], size, counted)?.checked_mul(size)?.checked_add(rest)?
            }
        };
        (value < limit).then_some(value)
    }

    /// How many of a scale the tokens before it say.
    fn count(&self, tokens: &[Token], size: u64, counted: bool) -> Option<u64> {
        let (fewest, most) = self.counts;
        let (count, fits) = match tokens {
            [] => (1, !counted),
            [Article] => (1, true),
            // In French, "25 cents" is money.
            [Digits(count)] => (*count, *count < size && (size > 100 || fewest == 1)),
            _ => {
                let count = self.value(tokens, size)?;
                let hundreds = size > 100 || (count <= most && count % 10 != 0);
                (count, hundreds && (count >= fewest || size >= MILLION))
            }
        };
        (fits && count > 0).then_some(count)
    }
}

/// The tokens of all words, groups of digits put together; `None` if a word is no number's.
fn tokens(words: &[&str], known: &Words) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    for run in words.chunk_by(|one, next| is_digits(one) && is_digits(next)) {
        match run {
            [word] if !is_digits(word) => split(word, known, &mut tokens)?,
            groups => tokens.push(Digits(grouped(groups)?)),
        }
    }
    Some(tokens)
}

fn is_digits(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits in groups of thousands; a first zero makes them a code or a telephone number.
fn grouped(groups: &[&str]) -> Option<u64> {
    let (first, rest) = groups.split_first()?;
    let whole = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    let zero = first.starts_with('0') && groups != ["0"];
    if whole && !zero { groups.concat().parse().ok() } else { None }
}

/// Takes a word apart into its pieces, often only one. From its end, each place keeps the longest piece
/// after which the rest can be read, so that a hostile word costs length times pieces and no more.
fn split(word: &str, known: &Words, tokens: &mut Vec<Token>) -> Option<()> {
    let word = word.as_bytes();
    let mut longest: Vec<Option<(usize, &[Token])>> = vec![None; word.len()];
    for at in (0..word.len()).rev() {
        let readable = |end: usize| end == word.len() || longest[end].is_some();
        let pieces = known.iter().filter(|(piece, _)| piece.as_bytes()[0] == word[at]).flat_map(|(piece, tokens)| {
            let lengths = lengths(&word[at..], piece.as_bytes()).into_iter().flatten();
            lengths.map(move |length| (at + length, tokens.as_slice()))
        });
        longest[at] = pieces.filter(|&(end, _)| readable(end)).max_by_key(|&(end, _)| end);
    }
    let mut at = 0;
    while at < word.len() {
        let (end, piece) = longest[at]?;
        tokens.extend_from_slice(piece);
        at = end;
    }
    Some(())
}

/// How much of `rest` the piece may take: all its letters, or all but the last, which Italian drops
/// before "uno" and "otto".
fn lengths(rest: &[u8], piece: &[u8]) -> [Option<usize>; 2] {
    let short = piece.len() - 1;
    let elided = rest.starts_with(&piece[..short]) && matches!(rest.get(short), Some(b'o' | b'u'));
    [rest.starts_with(piece).then_some(piece.len()), elided.then_some(short)]
}

fn is_tens(value: u64) -> bool {
    value >= 20 && value.is_multiple_of(10)
}

/// English and Italian: "ninety nine".
fn tens_unit(tokens: &[Token]) -> Option<u64> {
    match *tokens {
        [Small(value)] => Some(value),
        [Small(tens), Small(unit @ 1..=9)] if is_tens(tens) => Some(tens + unit),
        _ => None,
    }
}

/// Spanish: "noventa y nueve", also "diez y seis".
fn tens_and_unit(tokens: &[Token]) -> Option<u64> {
    match *tokens {
        [Small(tens), And, Small(unit @ 1..=9)] if tens == 10 || is_tens(tens) => Some(tens + unit),
        _ => tens_unit(tokens),
    }
}

/// German: "neun und neunzig".
fn unit_and_tens(tokens: &[Token]) -> Option<u64> {
    match *tokens {
        [Small(value)] => Some(value),
        [Small(unit @ 1..=9), And, Small(tens)] if is_tens(tens) => Some(tens + unit),
        _ => None,
    }
}

/// French: "quatre vingt dix neuf", "soixante et onze".
fn by_twenties(tokens: &[Token]) -> Option<u64> {
    let (tens, rest) = match tokens {
        [Small(4), Small(20), rest @ ..] => (80, rest),
        [Small(tens), rest @ ..] if is_tens(*tens) => (*tens, rest),
        _ => (0, tokens),
    };
    let unit = match *rest {
        [] if tens > 0 => 0,
        [And, Small(unit @ (1 | 11))] if tens > 0 => unit,
        [Small(unit)] if tens == 0 || unit > 0 => unit,
        [Small(10), Small(unit @ 7..=9)] => 10 + unit,
        _ => return None,
    };
    let most = if matches!(tens, 0 | 60 | 80) { 19 } else { 9 };
    (unit <= most).then_some(tens + unit)
}

/// English: "two ninety nine", "nineteen oh five"; not "twenty thirty", which is a guess at a sum.
fn pair(tokens: &[Token]) -> Option<u64> {
    (1..=2).find_map(|at| {
        let (high, low) = tokens.split_at_checked(at)?;
        let high = tens_unit(high).filter(|&high| high > 0)?;
        let low = match *low {
            [Small(0), Small(unit @ 1..=9)] if high >= 10 => unit,
            _ => tens_unit(low).filter(|&low| low >= 10)?,
        };
        let guess = high % 10 == 0 && low == high + 10;
        (!guess).then_some(100 * high + low)
    })
}

#[cfg(test)]
mod tests {
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
}
