//! Shapes: numbers, amounts, phone numbers, addresses, references and placeholders, read from the
//! raw text before it is cut into words, because they contain what would break a sentence.

use super::{Shape, ShapeSet};

const NUMBER: ShapeSet = ShapeSet::of(Shape::Number);
const AMOUNT: ShapeSet = ShapeSet::of(Shape::Amount).and(NUMBER);
const PHONE: ShapeSet = ShapeSet::of(Shape::Phone).and(NUMBER);
const EMAIL: ShapeSet = ShapeSet::of(Shape::Email);
const URL: ShapeSet = ShapeSet::of(Shape::Url);
const REFERENCE: ShapeSet = ShapeSet::of(Shape::Reference).and(NUMBER);
const PLACEHOLDER: ShapeSet = ShapeSet::of(Shape::Placeholder);

/// Something recognised: where it ends, and what it is.
type Found = Option<(usize, ShapeSet)>;

/// A group of digits within a number, and what separates it from the one before.
#[derive(Clone, Copy, Default)]
struct Group {
    end: usize,
    length: usize,
    separator: u8,
    zero_first: bool,
}

const BLANK: u8 = b' ';
const PARENTHESIS: u8 = b')';

/// Separator between two groups of digits, as (what, length in bytes).
fn separator(rest: &[u8]) -> Option<(u8, usize)> {
    let (what, length) = match rest {
        [b')', b' ' | b'-' | b'.', ..] | [b' ', b'(', ..] => (PARENTHESIS, 2),
        [b')' | b'(', ..] => (PARENTHESIS, 1),
        [b' ', ..] => (BLANK, 1),
        [0xC2, 0xA0, ..] => (BLANK, 2),
        [0xE2, 0x80, 0x89 | 0xAF, ..] => (BLANK, 3),
        [0xE2, 0x80, 0x99, ..] => (b'\'', 3),
        [0xE2, 0x80, 0x90 | 0x91, ..] => (b'-', 3),
        [c @ (b'.' | b',' | b'\'' | b'-' | b'/'), ..] => (*c, 1),
        _ => return None,
    };
    rest.get(length).is_some_and(u8::is_ascii_digit).then_some((what, length))
}

/// Length of a currency sign.
fn currency(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'$', ..] => Some(1),
        [0xC2, 0xA3 | 0xA5, ..] => Some(2),
        [0xE2, 0x82, 0xA0..=0xBF, ..] => Some(3),
        _ => None,
    }
}

/// Length of one blank of any kind.
fn blank(rest: &[u8]) -> usize {
    match rest {
        [b' ', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0x89 | 0xAF, ..] => 3,
        _ => 0,
    }
}

/// Reads a number, an amount or a phone number that begins at `at` with a digit, a currency sign,
/// a plus or a parenthesis.
pub(super) fn numeric(bytes: &[u8], at: usize) -> Found {
    let mut start = at;
    let money = currency(&bytes[start..]);
    if let Some(length) = money {
        start += length;
        start += blank(&bytes[start..]);
    }
    let plus = bytes.get(start) == Some(&b'+');
    start += usize::from(plus);
    start += usize::from(money.is_none() && bytes.get(start) == Some(&b'('));
    let (groups, count) = groups(bytes, start);
    let groups = &groups[..count];
    if bytes.get(start.wrapping_sub(1)) == Some(&b'(') && !groups.iter().any(|group| group.separator == PARENTHESIS) {
        return None;
    }
    let (used, mut shapes) = (1..=count).rev().find_map(|used| Some((used, classify(&groups[..used], plus)?)))?;
    let mut end = groups[used - 1].end;
    if used == 1 && money.is_none() {
        // "4th", "2fa", "20931a": a word of its own.
        if bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
            return None;
        }
        if let Some(minutes) = clock(&bytes[end..]) {
            return Some((end + minutes, NUMBER));
        }
    }
    if money.is_some() {
        return Some((end, AMOUNT));
    }
    if !shapes.contains(Shape::Phone) {
        let gap = blank(&bytes[end..]);
        if let Some(sign) = currency(&bytes[end + gap..]) {
            let after = end + gap + sign;
            if gap == 0 || !bytes.get(after).is_some_and(u8::is_ascii_digit) {
                end = after;
                shapes = AMOUNT;
            }
        }
    }
    Some((end, shapes))
}

/// Length of ":30" after the hour.
fn clock(rest: &[u8]) -> Option<usize> {
    match rest {
        [b':', a, b, rest @ ..] if a.is_ascii_digit() && b.is_ascii_digit() => {
            (!rest.first().is_some_and(u8::is_ascii_digit)).then_some(3)
        }
        _ => None,
    }
}

const MOST_GROUPS: usize = 16;

fn groups(bytes: &[u8], start: usize) -> ([Group; MOST_GROUPS], usize) {
    let mut groups = [Group::default(); MOST_GROUPS];
    let (mut count, mut at, mut what) = (0, start, 0);
    while count < MOST_GROUPS {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 0 {
            break;
        }
        let zero_first = bytes[at] == b'0';
        at += length;
        groups[count] = Group { end: at, length, separator: what, zero_first };
        count += 1;
        let Some((next, skip)) = separator(&bytes[at..]) else { break };
        what = next;
        at += skip;
    }
    (groups, count)
}

/// What these groups are together; `None` if they do not belong together.
fn classify(groups: &[Group], plus: bool) -> Option<ShapeSet> {
    let (first, rest) = groups.split_first()?;
    let digits: usize = groups.iter().map(|group| group.length).sum();
    let Some((last, middle)) = rest.split_last() else {
        return Some(match digits {
            7..=15 if plus => PHONE,
            10 | 11 => PHONE.and(REFERENCE),
            5..=12 => REFERENCE,
            _ => NUMBER,
        });
    };
    let same = rest.iter().all(|group| group.separator == rest[0].separator);
    let lengths = |wanted: &[usize]| groups.iter().map(|group| group.length).eq(wanted.iter().copied());
    let by = rest[0].separator;
    let decimal = matches!(last.separator, b'.' | b',');
    let thousands = |parts: &[Group]| {
        first.length <= 3
            && !first.zero_first
            && matches!(by, BLANK | b'.' | b',' | b'\'')
            && parts.iter().all(|group| group.length == 3 && group.separator == by)
    };
    if plus {
        return (7..=15).contains(&digits).then_some(PHONE);
    }
    // 68 000; 1.234.567; 12,345.60
    if thousands(rest) || decimal && last.length <= 2 && last.separator != by && thousands(middle) {
        return Some(NUMBER);
    }
    match (groups.len(), by) {
        // 3.5; 24/7; a range or a short code
        (2, b'.' | b',') => return Some(NUMBER),
        (2, b'/') if digits < 7 => return Some(NUMBER),
        // dates; a US social security number; an address of the internet
        (3, b'.' | b'-' | b'/') if same && date(first.length, rest[0].length, last.length) => return Some(NUMBER),
        (3, _) if same && lengths(&[3, 2, 4]) => return Some(NUMBER),
        (4, b'.') if same && groups.iter().all(|group| group.length <= 3) => return Some(NUMBER),
        _ => {}
    }
    // Cards and account numbers come in fours.
    let fours = groups.len() >= 3 && first.length == 4 && middle.iter().all(|group| group.length == 4);
    if same && matches!(by, BLANK | b'-') && (fours && digits >= 12 || lengths(&[4, 6, 5])) {
        return Some(NUMBER);
    }
    let separators = rest.iter().all(|group| matches!(group.separator, BLANK | b'.' | b'-' | b'/' | PARENTHESIS));
    if separators && (7..=15).contains(&digits) {
        return Some(PHONE);
    }
    (same && by == b'-').then_some(if digits >= 5 { REFERENCE } else { NUMBER })
}

fn date(a: usize, b: usize, c: usize) -> bool {
    b <= 2 && (a <= 2 && matches!(c, 2 | 4) || a == 4 && c <= 2)
}

/// What a word of letters and digits is: "50k", "100eur", "AMZ0987", "XXXX".
pub(super) fn mixed(word: &[u8]) -> ShapeSet {
    if word.len() >= 4 && word.iter().all(|byte| *byte == b'x') {
        return REFERENCE.and(PLACEHOLDER);
    }
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return ShapeSet::NONE;
    }
    if digits == word.len() {
        return NUMBER;
    }
    let lead = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match &word[lead..] {
        b"eur" | b"euro" | b"euros" | b"usd" | b"gbp" | b"chf" | b"dollars" | b"pounds" if lead == digits => AMOUNT,
        b"k" | b"st" | b"nd" | b"rd" | b"th" | b"e" | b"er" | b"ere" | b"eme" | b"h" | b"am" | b"pm" | b"o" | b"a"
            if lead == digits && lead < 4 =>
        {
            NUMBER
        }
        _ if digits >= 3 && word.is_ascii() => REFERENCE,
        _ => ShapeSet::NONE,
    }
}

/// Whether a word of letters and digits is an ordinal or a time: no leet.
pub(super) fn is_counting(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_digit) && mixed(word) == NUMBER
}

/// Endings of bare domains.
const DOMAINS: &str = "com net org info biz io co uk de fr it es eu us ca ch be nl at ru cn in app dev me tv online site \
     xyz shop live support help top click link gov edu cc ly gl ai id tech store club pro int";

fn is_domain_ending(label: &str) -> bool {
    let mut lower = [0; 8];
    let Some(lower) = lower.get_mut(..label.len()) else { return false };
    lower.copy_from_slice(label.as_bytes());
    lower.make_ascii_lowercase();
    DOMAINS.split(' ').any(|ending| ending.as_bytes() == lower)
}

/// Longest address that is recognised, so that a text without blanks costs no more than others.
const LONGEST_ADDRESS: usize = 512;

/// Bytes from `at` up to a blank, quote, bracket or comma.
fn chunk(text: &str, at: usize) -> &str {
    let most = (at + LONGEST_ADDRESS).min(text.len());
    let most = (at..=most).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(at);
    let rest = &text[at..most];
    let is_end = |c: char| {
        c.is_whitespace() || matches!(c, '"' | '<' | '>' | '(' | ')' | '[' | ']' | ',' | ';' | '”' | '“' | '»')
    };
    let end = rest.find(is_end).unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', '!', '?', ':', '\'', '’', '*', '_', '…'])
}

/// Reads a mail address, a web address, a reference or an IBAN that begins at `at` with a letter
/// or digit. For an address, the second range is its telling label ("anydesk" in "www.anydesk.com").
pub(super) fn lettered(text: &str, at: usize) -> Option<(usize, ShapeSet, std::ops::Range<usize>)> {
    let chunk = chunk(text, at);
    if let Some((end, shapes)) = reference(text.as_bytes(), at, chunk) {
        return Some((end, shapes, at..at));
    }
    if let Some((local, domain)) = chunk.split_once('@') {
        let ok = local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte));
        let domain = domain.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        return (ok && !local.is_empty() && is_host(domain))
            .then(|| (at + local.len() + 1 + domain.len(), EMAIL, at..at));
    }
    let (scheme, rest) = match chunk.split_once("://") {
        Some((scheme, rest)) if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => (scheme.len() + 3, rest),
        Some(_) => return None,
        None => (0, chunk),
    };
    let host = &rest[..rest.find(['/', '?', '#', ':']).unwrap_or(rest.len())];
    if !(is_host(host) || scheme > 0 && !host.is_empty() && host.is_ascii()) {
        return None;
    }
    let mut labels = host.rsplit('.').skip(1).filter(|label| !matches!(*label, "co" | "com" | "gov" | "org" | "ac"));
    let name = labels.next().unwrap_or(host);
    let name_at = at + scheme + (name.as_ptr().addr() - host.as_ptr().addr());
    Some((at + chunk.len(), URL, name_at..name_at + name.len()))
}

/// Whether it is a domain name with a known ending in one case ("end.It" is a missing blank).
fn is_host(host: &str) -> bool {
    let Some((labels, ending)) = host.rsplit_once('.') else { return false };
    let one_case =
        ending.bytes().all(|byte| byte.is_ascii_lowercase()) || host.bytes().all(|byte| !byte.is_ascii_lowercase());
    one_case
        && is_domain_ending(ending)
        && labels
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
        && labels.split('.').any(|label| label.len() > 1)
}

/// "TM-20931", "INC-0042-B", an IBAN.
fn reference(bytes: &[u8], at: usize, chunk: &str) -> Found {
    if let Some(end) = iban(bytes, at) {
        return Some((end, REFERENCE));
    }
    let (head, tail) = chunk.split_once('-')?;
    let digits = chunk.bytes().filter(u8::is_ascii_digit).count();
    let upper = head.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let coded = tail.split('-').all(|part| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && (part.len() <= 3 || part.bytes().any(|byte| byte.is_ascii_digit()))
    });
    let fits = head.len() <= 6 && head.bytes().all(|byte| byte.is_ascii_alphanumeric()) && coded;
    let masked = tail.bytes().filter(|byte| matches!(byte, b'x' | b'X')).count() >= 4;
    (fits && (digits >= 5 || upper && (digits >= 3 || masked))).then(|| (at + chunk.len(), REFERENCE))
}

/// End of an IBAN, in one piece or in groups of four.
fn iban(bytes: &[u8], at: usize) -> Option<usize> {
    let [a, b, c, d, ..] = bytes[at..] else { return None };
    if !(a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_digit() && d.is_ascii_digit()) {
        return None;
    }
    let (mut end, mut length) = (at + 4, 4);
    while length <= 34 {
        let blank = usize::from(bytes.get(end) == Some(&b' '));
        let group =
            bytes[end + blank..].iter().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
        if group == 0 || blank == 1 && (group > 4 || !bytes[end + 1..=end + group].iter().any(u8::is_ascii_digit)) {
            break;
        }
        end += blank + group;
        length += group;
    }
    (15..=34).contains(&length).then_some(end)
}

/// Reads a placeholder such as `[card]`, `[phone 2]`, `[Money]` at an opening bracket.
pub(super) fn placeholder(bytes: &[u8], at: usize) -> Found {
    let inside = &bytes[at + 1..];
    let length = inside.iter().take(24).position(|byte| *byte == b']')?;
    let inside = inside[..length].to_ascii_lowercase();
    let name = inside.trim_ascii_end();
    let digits = name.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let shapes = match name[..name.len() - digits].trim_ascii_end() {
        b"card" | b"number" | b"ssn" | b"account" | b"pin" | b"id" | b"dob" => NUMBER,
        b"ticket" | b"iban" | b"code" | b"reference" | b"case" | b"xxxx" => REFERENCE,
        b"phone" | b"telephone" => PHONE,
        b"email" | b"mail" => EMAIL,
        b"url" | b"link" | b"website" => URL,
        b"money" | b"amount" => AMOUNT,
        b"name" | b"person" | b"address" | b"date" | b"location" | b"organization" | b"company" => ShapeSet::NONE,
        _ => return None,
    };
    Some((at + length + 2, shapes.and(PLACEHOLDER)))
}

#[cfg(test)]
mod tests;
