//! Folding: what one character means when case, accents and disguise do not count.

/// What a character outside ASCII is to the tokeniser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyph {
    /// A Latin letter or a compatibility form of digits.
    Latin,
    /// A Latin letter in fancy dress: fullwidth, mathematical, circled.
    Styled,
    /// A letter or digit of another script.
    Foreign,
    /// A combining mark.
    Mark,
    /// Invisible: zero width, soft hyphen, variation selector, tag.
    Hidden,
    /// Invisible, and turns the direction of writing.
    Bidi,
    /// No part of a word.
    Other,
}

/// U+00C0 to U+024F, one base letter each; `_` has none or is two letters (see [`pair`]).
const LATIN: &[u8; 400] = b"\
     aaaaaa_ceeeeiiiidnooooo_ouuuuy__aaaaaa_ceeeeiiiidnooooo_ouuuuy_y\
     aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii__jjkkklllllll\
     lllnnnnnnnnnoooooo__rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
     bbbb___ccdddd____ffg___ikkl__nn_oo__pp_____ttttuu__yyzz_________\
     _____________aaiioouuuuuuuuuu_aaaa__ggggkkoooo__j___gg__nnaa____\
     aaaaeeeeiiiioooorrrruuuusstt__hh_d__zzaaeeooooooooyylntj__acclts\
     z__bu_eejj__rryy";

/// U+1E00 to U+1EFF, likewise.
const LATIN_ADDITIONAL: &[u8; 256] = b"\
     aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
     mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
     wwwwwwwwwwxxxxyyzzzzzzhtwyasss__aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
     eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy______";

const ALPHABET: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// Letters that fold to two or three.
fn pair(c: char) -> Option<&'static str> {
    Some(match c {
        'Æ' | 'æ' | 'Ǽ' | 'ǽ' => "ae",
        'Œ' | 'œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'Þ' | 'þ' => "th",
        'Ĳ' | 'ĳ' => "ij",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '℡' => "tel",
        '№' => "no",
        'ª' => "a",
        'º' => "o",
        _ => return None,
    })
}

/// Folds `c`, appends its letters to `out` and says what it was.
pub(super) fn glyph(c: char, out: &mut Vec<u8>) -> Glyph {
    let code = u32::from(c);
    let table = match code {
        0xC0..=0x24F => LATIN[code as usize - 0xC0],
        0x1E00..=0x1EFF => LATIN_ADDITIONAL[code as usize - 0x1E00],
        _ => b'_',
    };
    if table != b'_' {
        out.push(table);
        return Glyph::Latin;
    }
    if let Some(letters) = pair(c) {
        out.extend_from_slice(letters.as_bytes());
        return Glyph::Latin;
    }
    if let Some(kind) = invisible(code) {
        return kind;
    }
    if let Some(letter) = styled(code) {
        out.push(letter);
        return if letter.is_ascii_digit() { Glyph::Latin } else { Glyph::Styled };
    }
    if !c.is_alphanumeric() {
        return Glyph::Other;
    }
    let mut utf8 = [0; 4];
    for lower in c.to_lowercase() {
        out.extend_from_slice(lower.encode_utf8(&mut utf8).as_bytes());
    }
    Glyph::Foreign
}

fn invisible(code: u32) -> Option<Glyph> {
    match code {
        0x300..=0x36F | 0x483..=0x489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F => {
            Some(Glyph::Mark)
        }
        0x61C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 => Some(Glyph::Bidi),
        0xAD
        | 0x115F
        | 0x1160
        | 0x17B4
        | 0x17B5
        | 0x180B..=0x180F
        | 0x200B..=0x200D
        | 0x2060..=0x2065
        | 0x206A..=0x206F
        | 0x3164
        | 0xFE00..=0xFE0F
        | 0xFEFF
        | 0xFFA0
        | 0xFFF0..=0xFFF8
        | 0x1BCA0..=0x1BCA3
        | 0x1D173..=0x1D17A
        | 0xE0000..=0xE0FFF => Some(Glyph::Hidden),
        _ => None,
    }
}

/// The ASCII letter or digit behind a fullwidth, mathematical or enclosed form.
fn styled(code: u32) -> Option<u8> {
    let letter = |offset: u32| Some(ALPHABET[offset as usize % 26]);
    let digit = |offset: u32| Some(b"0123456789"[offset as usize % 10]);
    match code {
        0xFF10..=0xFF19 => digit(code - 0xFF10),
        0xFF21..=0xFF3A => letter(code - 0xFF21),
        0xFF41..=0xFF5A => letter(code - 0xFF41),
        // Bold, italic, script, fraktur, double-struck, sans, monospace: thirteen alphabets in a row.
        0x1D400..=0x1D6A3 => letter(code - 0x1D400),
        0x1D7CE..=0x1D7FF => digit(code - 0x1D7CE),
        0x249C..=0x24B5 => letter(code - 0x249C),
        0x24B6..=0x24CF => letter(code - 0x24B6),
        0x24D0..=0x24E9 => letter(code - 0x24D0),
        0x1F110..=0x1F129 => letter(code - 0x1F110),
        0x1F130..=0x1F149 => letter(code - 0x1F130),
        0x1F150..=0x1F169 => letter(code - 0x1F150),
        0x1F170..=0x1F189 => letter(code - 0x1F170),
        0x1F1E6..=0x1F1FF => letter(code - 0x1F1E6),
        0xB2 | 0xB3 => digit(code - 0xB0),
        0xB9 => Some(b'1'),
        0x2070..=0x2079 => digit(code - 0x2070),
        0x2080..=0x2089 => digit(code - 0x2080),
        _ => None,
    }
}

/// The Latin letter that a letter of another script is mistaken for.
pub(super) fn look_alike(c: char) -> Option<u8> {
    Some(match c {
        'а' | 'А' | 'α' | 'Α' | 'ɑ' => b'a',
        'в' | 'В' | 'Β' | 'ь' | 'Ь' => b'b',
        'с' | 'С' | 'ϲ' | 'Ϲ' | 'ⅽ' => b'c',
        'ԁ' | 'ժ' | 'ⅾ' => b'd',
        'е' | 'Е' | 'ё' | 'Ё' | 'є' | 'Є' | 'Ε' | 'ε' | 'ҽ' => b'e',
        'ɡ' | 'ց' | 'ԍ' => b'g',
        'һ' | 'Һ' | 'н' | 'Н' | 'Η' | 'հ' => b'h',
        'і' | 'І' | 'ї' | 'Ї' | 'ι' | 'Ι' | 'ⅰ' | 'Ӏ' | 'ӏ' => b'i',
        'ј' | 'Ј' | 'ϳ' => b'j',
        'к' | 'К' | 'κ' | 'Κ' => b'k',
        'ⅼ' => b'l',
        'м' | 'М' | 'Μ' | 'ⅿ' => b'm',
        'ո' | 'η' | 'п' | 'Ν' => b'n',
        'о' | 'О' | 'ο' | 'Ο' | 'օ' | 'Օ' | 'σ' => b'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => b'p',
        'ԛ' | 'Ԛ' | 'զ' => b'q',
        'г' => b'r',
        'ѕ' | 'Ѕ' | 'ꜱ' => b's',
        'т' | 'Т' | 'τ' | 'Τ' => b't',
        'υ' | 'ս' | 'ц' => b'u',
        'ν' | 'ѵ' | 'Ѵ' | 'ⅴ' => b'v',
        'ԝ' | 'Ԝ' | 'ω' | 'ѡ' => b'w',
        'х' | 'Х' | 'χ' | 'Χ' | 'ⅹ' => b'x',
        'у' | 'У' | 'γ' | 'Υ' | 'ү' | 'Ү' => b'y',
        'Ζ' | 'ᴢ' => b'z',
        _ => return None,
    })
}

/// A text as the matcher sees it: lower case, without accents and invisible characters, ligatures
/// and fancy letters spelled out. What is no letter stays as it is.
pub fn fold(text: &str) -> String {
    let mut folded = Vec::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(u8::try_from(c).unwrap_or_default().to_ascii_lowercase());
        } else if glyph(c, &mut folded) == Glyph::Other {
            folded.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
    String::from_utf8(folded).expect("only whole characters were written")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_ligatures_and_width_do_not_count() {
        assert_eq!(fold("DÉJÀ Straße Œuvre ﬁn ｇｉｆｔ 𝐠𝐢𝐟𝐭 Łódź Ç"), "deja strasse oeuvre fin gift gift lodz c");
        assert_eq!(fold("cafe\u{301} no\u{308}el"), "cafe noel");
        assert_eq!(fold("gi\u{200b}ft\u{ad} \u{202e}x"), "gift x");
    }

    #[test]
    fn other_scripts_are_lowered_and_kept() {
        assert_eq!(fold("Привет, ΚΌΣΜΕ!"), "привет, κόσμε!");
    }
}
