//! Words that spell numbers, money and addresses, in five languages.

use std::collections::BTreeMap;

/// What a word can be when something is spelled out; a set, since "cent" is a hundred in French
/// and money in English. The low bits of each part say in which languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Role(u32);

impl Role {
    const SCALE: u32 = 5;
    const AND: u32 = 10;
    const ARTICLE: u32 = 15;
    const DOT: u32 = 20;
    const DOMAIN: u32 = 25;
    const CURRENCY: u32 = 1 << 30;
    const LEADING: u32 = 1 << 31;

    pub(super) fn bits(self) -> u32 {
        self.0
    }

    pub(super) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Whether the word has no role at all.
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Languages (a bit each, in the order of [`Code::ALL`](crate::language::Code::ALL)) in which the word is a number below a hundred.
    pub fn number(self) -> u32 {
        self.0 & 31
    }

    /// Languages in which it multiplies: hundred, thousand, million.
    pub fn scale(self) -> u32 {
        (self.0 >> Self::SCALE) & 31
    }

    /// Languages in which it joins the parts of a number.
    pub fn and(self) -> u32 {
        (self.0 >> Self::AND) & 31
    }

    /// Languages in which it is an article that can stand for "one".
    pub fn article(self) -> u32 {
        (self.0 >> Self::ARTICLE) & 31
    }

    /// Languages in which it is how a dot in an address is spoken.
    pub fn dot(self) -> u32 {
        (self.0 >> Self::DOT) & 31
    }

    /// Languages whose spoken dot makes it the end of a web address: "punto it", but not "point it".
    pub fn domain(self) -> u32 {
        (self.0 >> Self::DOMAIN) & 31
    }

    /// Whether it is a currency.
    pub fn is_currency(self) -> bool {
        self.0 & Self::CURRENCY != 0
    }

    /// Whether it is a currency that may stand before the number ("EUR 40").
    pub fn is_leading_currency(self) -> bool {
        self.0 & Self::LEADING != 0
    }
}

/// Number words by language, in the order of `Code::ALL`.
const NUMBERS: [&str; 5] = [
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
     seventeen eighteen nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety",
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts \
     trente quarante cinquante soixante septante huitante octante nonante",
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici \
     diciassette diciotto diciannove venti ventuno ventotto trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "null eins zwei zwo drei vier funf fuenf sechs sieben acht neun zehn elf zwolf zwoelf dreizehn vierzehn funfzehn \
     sechzehn siebzehn achtzehn neunzehn zwanzig dreissig vierzig funfzig fuenfzig sechzig siebzig achtzig neunzig",
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete \
     dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete \
     veintiocho veintinueve treinta cuarenta cincuenta sesenta setenta ochenta noventa doscientos doscientas \
     trescientos trescientas cuatrocientos cuatrocientas quinientos quinientas seiscientos seiscientas setecientos \
     setecientas ochocientos ochocientas novecientos novecientas",
];

const SCALES: [&str; 5] = [
    "hundred thousand million",
    "cent cents mille million millions",
    "cento mille mila milione milioni",
    "hundert tausend million millionen",
    "cien ciento mil millon millones",
];

const ANDS: [&str; 5] = ["and", "et", "e", "und", "y"];

const ARTICLES: [&str; 5] = ["a", "un une", "un una", "ein eine einen", "un una"];

const CURRENCIES: &str = "dollar dollars dollari dolar dolares euro euros pound pounds quid bucks buck sterling franc \
     francs franken franchi franco francos libra libras sterlina sterline pfund peso pesos lire lira rupee rupees \
     cents grand centesimi centimes centimos pence eur usd gbp chf cad aud";
const LEADING: &str = "euro euros eur usd gbp chf cad aud";

const DOTS: [&str; 5] = ["dot", "point", "punto", "punkt", "punto"];

const DOMAINS: [&str; 5] = [
    "com net org info biz io co uk de fr it es eu us ca ch be at app me online site support help live",
    "com net org info biz io fr ch eu",
    "com net org info biz io it ch eu",
    "com net org info biz io de ch eu",
    "com net org info biz io mx ar",
];

/// The tables whose entries are told by language, in the order of the bits of [`Role`].
const TABLES: [[&str; 5]; 6] = [NUMBERS, SCALES, ANDS, ARTICLES, DOTS, DOMAINS];

/// Every word that has a role.
pub(crate) fn roles() -> BTreeMap<&'static str, Role> {
    let mut roles: BTreeMap<&str, Role> = BTreeMap::new();
    for (part, tables) in (0..).zip(TABLES) {
        for (language, table) in (0..).zip(tables) {
            for word in table.split_whitespace() {
                roles.entry(word).or_default().0 |= 1 << (part * 5 + language);
            }
        }
    }
    for (list, flag) in [(CURRENCIES, Role::CURRENCY), (LEADING, Role::LEADING)] {
        for word in list.split_whitespace() {
            roles.entry(word).or_default().0 |= flag;
        }
    }
    roles
}

/// The pieces of which German and Italian write a number as one word.
const PIECES: [&str; 80] = [
    "einund",
    "zweiund",
    "dreiund",
    "vierund",
    "funfund",
    "fuenfund",
    "sechsund",
    "siebenund",
    "achtund",
    "neunund",
    "zwanzig",
    "dreissig",
    "vierzig",
    "funfzig",
    "fuenfzig",
    "sechzig",
    "siebzig",
    "achtzig",
    "neunzig",
    "dreizehn",
    "vierzehn",
    "hundert",
    "tausend",
    "zwei",
    "drei",
    "vier",
    "funf",
    "fuenf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "eins",
    "ein",
    "elf",
    "zwolf",
    "zwoelf",
    "sechzehn",
    "siebzehn",
    "und",
    "cento",
    "cent",
    "mila",
    "mille",
    "venti",
    "vent",
    "trenta",
    "trent",
    "quaranta",
    "quarant",
    "cinquanta",
    "cinquant",
    "sessanta",
    "settanta",
    "ottanta",
    "ottant",
    "novanta",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
    "uno",
    "un",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "sessant",
    "settant",
];

/// The bytes a piece can begin with, so that most words are turned away by one look.
const FIRST: [bool; 256] = {
    let mut first = [false; 256];
    let mut at = 0;
    while at < PIECES.len() {
        first[PIECES[at].as_bytes()[0] as usize] = true;
        at += 1;
    }
    first
};

/// Whether a folded word is a German or Italian number written as one word, such as
/// "dreihundert", "einundzwanzig" or "trecento".
pub(super) fn is_compound(word: &[u8]) -> bool {
    // The shortest compound is "ventuno"; a last piece that ends no number ("…und") is no compound.
    (7..=48).contains(&word.len()) && FIRST[usize::from(word[0])] && !word.ends_with(b"und") && splits(word)
}

fn splits(word: &[u8]) -> bool {
    // Reachable ends, so that a hostile word costs length times pieces and no more.
    let mut reached = 1_u64;
    for at in 0..word.len() {
        if reached >> at & 1 == 1 {
            for piece in PIECES {
                if word[at..].starts_with(piece.as_bytes()) {
                    reached |= 1 << (at + piece.len());
                }
            }
        }
    }
    reached >> word.len() & 1 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Code;

    #[test]
    fn numbers_in_one_word_are_recognised() {
        for word in [
            "dreihundert",
            "zweihundertneunundneunzig",
            "zehntausend",
            "tausendzweihundert",
            "siebzehnhundert",
            "trecento",
            "duecentonovantanove",
            "centocinquanta",
            "diecimila",
            "sedicimila",
        ] {
            assert!(is_compound(word.as_bytes()), "{word}");
        }
        for word in ["einundert", "achtung", "centrale", "settimana", "novembre", "hunde", "einverstanden"] {
            assert!(!is_compound(word.as_bytes()), "{word}");
        }
    }

    #[test]
    fn a_word_has_its_role_in_its_language_only() {
        let roles = roles();
        let cent = roles["cent"];
        assert_eq!(cent.scale(), 1 << Code::Fr.index());
        assert_eq!(roles["once"].number(), 1 << Code::Es.index());
        assert!(!roles.contains_key("computer"));
    }
}
