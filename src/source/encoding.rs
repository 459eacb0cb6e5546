//! Bytes become text: byte order marks, UTF-16 without one, UTF-8, else Windows-1252 where its
//! accented letters make sense, else U+FFFD and a warning.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::repair::{Mended, Repair, Repairs};

/// A text and what had to be mended to get it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// The text, without a byte order mark.
    pub text: String,
    /// What was mended.
    pub repairs: Vec<Repair>,
}

/// An encoding the user names: `--encoding windows-1252`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

/// No encoding has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown encoding {0:?} (try utf-8, windows-1252, iso-8859-15, utf-16le, utf-16be, macintosh)")]
pub struct UnknownCharset(pub String);

impl FromStr for Charset {
    type Err = UnknownCharset;

    fn from_str(label: &str) -> Result<Self, Self::Err> {
        Encoding::for_label(label.trim().as_bytes()).map(Self).ok_or_else(|| UnknownCharset(label.to_owned()))
    }
}

impl fmt::Display for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.name().to_ascii_lowercase())
    }
}

impl Charset {
    /// UTF-16, told by its mark or by the pattern of its zero bytes.
    pub(super) fn utf16(head: &[u8]) -> Option<Self> {
        match Encoding::for_bom(head) {
            Some((encoding, _)) if encoding == UTF_8 => None,
            Some((encoding, _)) => Some(Self(encoding)),
            None => zero_pattern(head).map(Self),
        }
    }

    pub(super) fn encoding(self) -> &'static Encoding {
        self.0
    }
}

/// Turns a whole file into text. Without a `forced` encoding the bytes decide.
pub fn decode(bytes: &[u8], forced: Option<Charset>) -> Text {
    if let Some(Charset(encoding)) = forced {
        let (text, _, bad) = encoding.decode(bytes);
        return finish(text, bad, None);
    }
    if let Some(Charset(encoding)) = Charset::utf16(bytes) {
        let guessed = Encoding::for_bom(bytes).is_none().then_some(encoding.name());
        let (text, _, bad) = encoding.decode(bytes);
        return finish(text, bad, guessed);
    }
    decode_record(bytes, None)
}

/// Turns one record of a batch into text: as [`decode`], but what starts a record is no mark of
/// UTF-16, which a [`Stream`](super::Stream) has long undone.
pub fn decode_record(bytes: &[u8], forced: Option<Charset>) -> Text {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let forced = forced.map_or(UTF_8, Charset::encoding);
    if forced == UTF_8 {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Text { text: text.to_owned(), repairs: Vec::new() };
        }
        if is_windows_1252(bytes) {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            return finish(text, false, Some("Windows-1252"));
        }
    }
    let (text, bad) = forced.decode_without_bom_handling(bytes);
    finish(text, bad, None)
}

fn finish(text: Cow<'_, str>, bad: bool, guessed: Option<&'static str>) -> Text {
    let mut repairs = Repairs::default();
    if let Some(name) = guessed {
        repairs.note(Mended::GuessedEncoding(name), None);
    }
    if bad {
        let mut marks = text.match_indices('\u{FFFD}').map(|(at, _)| at);
        let first = marks.next().unwrap_or_default();
        let line = text[..first].matches('\n').count() + 1;
        repairs.add(Repair { what: Mended::BadBytes, line: Some(line), count: marks.count() + 1 });
    }
    Text { text: text.into_owned(), repairs: repairs.into_vec() }
}

/// Latin text in UTF-16 has a zero in nearly every second byte, and hardly any in the others.
fn zero_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    let (many, few) = (pairs * 7 / 10, pairs / 20);
    match (even, odd) {
        _ if odd > many && even <= few => Some(UTF_16LE),
        _ if even > many && odd <= few => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes that break UTF-8 are what French, Italian, German or Spanish text has in
/// Windows-1252. Text with more good UTF-8 letters than bad bytes is damaged UTF-8 instead.
fn is_windows_1252(bytes: &[u8]) -> bool {
    let (mut good, mut sensible, mut strange) = (0_usize, 0_usize, 0_usize);
    let mut rest = bytes;
    let mut offset = 0;
    while let Err(error) = std::str::from_utf8(rest) {
        let valid = error.valid_up_to();
        good += rest[..valid].iter().filter(|&&byte| byte >= 0xC0).count();
        let bad = error.error_len().unwrap_or(rest.len() - valid);
        for at in offset + valid..offset + valid + bad {
            let before = at.checked_sub(1).map_or(b' ', |index| bytes[index]);
            let after = bytes.get(at + 1).copied().unwrap_or(b' ');
            if is_sensible(before, bytes[at], after) { sensible += 1 } else { strange += 1 }
        }
        offset += valid + bad;
        rest = &bytes[offset..];
    }
    good += rest.iter().filter(|&&byte| byte >= 0xC0).count();
    sensible > good && sensible >= strange * 9
}

/// Whether a Windows-1252 byte stands where its character would.
fn is_sensible(before: u8, byte: u8, after: u8) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0xC0;
    match byte {
        // Small accented letters: within a word; some alone, as "à", "è" and "ó" stand.
        0xE0 | 0xE8 | 0xE9 | 0xF2 | 0xF3 => letter(before) || letter(after) || (before == b' ' && after == b' '),
        0xDF..=0xEF | 0xF1..=0xF6 | 0xF8..=0xFD | 0x9C => letter(before) || letter(after),
        // Capitals begin words or stand among capitals.
        0xC0..=0xD6 | 0xD8..=0xDD | 0x8C => letter(after) || (byte == 0xC0 && after == b' '),
        // Quotes, dashes, dots, euro, pound, degree, inverted marks, no-break space.
        0x80 | 0x85 | 0x91..=0x97 | 0xA0 | 0xA1 | 0xA3 | 0xA7 | 0xAA | 0xAB | 0xB0 | 0xB7 | 0xBA | 0xBB | 0xBF => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "Appelant : votre carte est coupée à midi, façade « été »";

    #[test]
    fn the_same_text_comes_out_of_every_encoding() {
        let units = |swap: bool| -> Vec<u8> {
            LINE.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let (latin, ..) = WINDOWS_1252.encode(LINE);
        let marked = [b"\xFF\xFE".as_slice(), &units(false)].concat();
        for bytes in [LINE.as_bytes().to_vec(), units(false), units(true), latin.into_owned(), marked] {
            assert_eq!(decode(&bytes, None).text, LINE);
        }
    }

    #[test]
    fn damaged_utf8_is_replaced_and_told() {
        let text = decode(b"Caller: hello\nbuy gift\xFF cards \xC3( and read", None);
        assert_eq!(text.text, "Caller: hello\nbuy gift\u{FFFD} cards \u{FFFD}( and read");
        assert_eq!(text.repairs, [Repair { what: Mended::BadBytes, line: Some(2), count: 2 }]);
    }

    #[test]
    fn a_forced_encoding_is_obeyed() {
        let forced: Charset = "macintosh".parse().unwrap();
        assert_eq!(decode(b"caf\x8E", Some(forced)).text, "café");
        assert!("klingon".parse::<Charset>().is_err());
    }
}
