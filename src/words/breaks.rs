//! What stands between two words: where a sentence ends, and where a dot ends nothing.

use super::Reader;

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Break {
    /// A blank, an apostrophe, a hyphen: the words are neighbours.
    #[default]
    None,
    /// A comma, a colon, brackets, quotes, a new line: a gap may cross it, neighbours may not.
    Soft,
    /// A full stop, a question mark, an empty line, another speaker: nothing crosses it.
    Hard,
}

impl Reader<'_> {
    pub(super) fn dot(&mut self) {
        let next = self.bytes.get(self.at + 1).copied().unwrap_or(b' ');
        let brk = match self.last_word() {
            // "g.i.f.t", "p.m.", "U.S."; but "it was I." ends a sentence.
            Some([letter])
                if letter.is_ascii_alphabetic()
                    && (next.is_ascii_alphanumeric() || !matches!(letter, b'I' | b'i' | b'y')) =>
            {
                Break::None
            }
            _ if next.is_ascii_digit() => Break::None,
            _ if next.is_ascii_lowercase() => Break::Soft,
            Some(word) if is_title(word) || is_abbreviation(word) && self.goes_on(self.at + 1) => Break::None,
            // "am 5. Mai", "der 2. von dreien"; but "at 5. Then he left" ends a sentence.
            Some(word) if is_day(word) && (self.goes_on(self.at + 1) || self.is_month(self.at + 1)) => Break::None,
            _ => Break::Hard,
        };
        self.separate(1, brk);
    }

    /// The bytes of the word that ends here.
    fn last_word(&self) -> Option<&[u8]> {
        let word = self.out.last()?;
        (word.bytes.end as usize == self.at).then(|| &self.bytes[word.bytes.start as usize..self.at])
    }

    /// Whether the next letter after blanks is a small one, or a digit stands there.
    fn goes_on(&self, at: usize) -> bool {
        let next = self.text[at..].chars().find(|c| !c.is_whitespace());
        next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
    }

    /// Whether the name of a month in German follows after blanks.
    fn is_month(&self, at: usize) -> bool {
        const MONTHS: [&str; 13] = [
            "Januar",
            "Jänner",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ];
        let next = self.text[at..].trim_start();
        MONTHS.iter().any(|month| next.starts_with(month))
    }

    /// Text is often wrapped: a line that goes on in small letters is no break.
    pub(super) fn new_line(&mut self) {
        let rest = &self.bytes[self.at..];
        let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0x0B).count();
        let count = |end: u8| rest[..blank].split(|byte| *byte == end).count() - 1;
        let brk = match count(b'\n').max(count(b'\r')) {
            2.. => Break::Hard,
            _ if self.goes_on(self.at) && !self.bytes[self.at + blank].is_ascii_digit() => Break::None,
            _ => Break::Soft,
        };
        self.separate(blank, brk);
    }

    pub(super) fn dash(&mut self) {
        let before = self.at.checked_sub(1).map_or(b' ', |at| self.bytes[at]);
        let after = self.bytes.get(self.at + 1).copied().unwrap_or(b' ');
        let alone = before.is_ascii_whitespace() && after.is_ascii_whitespace();
        self.separate(1, if alone || after == b'-' { Break::Soft } else { Break::None });
    }
}

/// The break that a character outside ASCII makes which is no letter.
pub(super) fn wide_break(c: char) -> Break {
    match c {
        '…' | '。' | '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' | '\u{2028}' | '\u{2029}' => Break::Hard,
        '‘' | '’' | '‛' | 'ʼ' | '′' | '´' | '‐' | '‑' | '™' | '®' | '©' | '°' => Break::None,
        c if c.is_whitespace() || matches!(c, '£' | '¥' | '₠'..='₿') => Break::None,
        _ => Break::Soft,
    }
}

/// Titles and what agents shorten in front of a name or a German noun: no sentence ends there.
fn is_title(word: &[u8]) -> bool {
    const TITLES: &[&[u8]] = &[
        b"mr",
        b"mrs",
        b"ms",
        b"dr",
        b"mme",
        b"mlle",
        b"sig",
        b"dott",
        b"sra",
        b"sr",
        b"prof",
        b"rag",
        b"ing",
        b"avv",
        b"st",
        b"hr",
        b"fr",
        b"kd",
        b"kdn",
        b"kdin",
        b"wg",
        b"bzgl",
        b"inkl",
        b"zzgl",
        b"angebl",
        b"vermeintl",
    ];
    word.len() <= 9 && TITLES.iter().any(|title| title.eq_ignore_ascii_case(word))
}

/// One or two digits, as in a German date.
fn is_day(word: &[u8]) -> bool {
    word.len() <= 2 && word.iter().all(u8::is_ascii_digit)
}

/// Abbreviations that may also end a sentence.
fn is_abbreviation(word: &[u8]) -> bool {
    const SHORT: &[&[u8]] = &[
        b"vs", b"no", b"nr", b"num", b"etc", b"tel", b"ext", b"approx", b"inc", b"ltd", b"co", b"corp", b"usw", b"bzw",
        b"ca", b"art", b"ref", b"ecc", b"av", b"bd", b"cust", b"req", b"acct", b"dept", b"ud", b"uds", b"vd", b"n",
        b"cl", b"clr", b"clt", b"cte", b"kd", b"rif", b"ch", b"sedic", b"segnal", b"appt", b"tfno", b"resp", b"sig",
    ];
    word.len() <= 6 && SHORT.iter().any(|short| short.eq_ignore_ascii_case(word))
}
