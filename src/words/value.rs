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
mod tests;
