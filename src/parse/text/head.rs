//! The head of a line: its time stamp and the label that may name its speaker.

use crate::parse::clock::{self, Stamp};
use crate::parse::role::is_phone_number;

/// A label longer than this names nobody.
const LONGEST_LABEL: usize = 40;

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::parse) struct Head<'t> {
    pub(in crate::parse) stamp: Option<Stamp>,
    /// What may be the speaker's label; whether it is one, the whole text decides.
    pub(in crate::parse) label: Option<&'t str>,
    /// What is left of the line without stamp and label.
    pub(in crate::parse) body: &'t str,
    /// What is left without the stamp alone: the words, if the label is none after all.
    pub(in crate::parse) unlabelled: &'t str,
    /// The label has no colon, so only a word that is certainly a label counts.
    pub(in crate::parse) bare: bool,
}

/// Takes a line apart.
pub(in crate::parse) fn head(line: &str) -> Head<'_> {
    let line = line.trim();
    let inner = undecorated(line);
    let (stamp, rest) = match clock::leading(inner) {
        Some((stamp, rest)) => {
            (Some(stamp), rest.trim_start_matches([' ', '\t', '-', '–', '—', '|', '\u{A0}', '\u{202F}']))
        }
        None => (None, inner),
    };
    let unlabelled = if stamp.is_some() { rest } else { line };
    let none = Head { stamp, label: None, body: unlabelled, unlabelled, bare: false };
    let Some(found) = label(rest).filter(|found| is_plausible(found.name)) else { return none };
    Head {
        stamp: stamp.or(found.stamp),
        label: Some(found.name),
        body: found.body.trim(),
        unlabelled,
        bare: found.bare,
    }
}

/// Without the mark of a quoted mail or of a list, if a label or a stamp may follow it.
fn undecorated(line: &str) -> &str {
    let quoted = line.trim_start_matches(['>', ' ']);
    let listed = quoted.strip_prefix(['-', '*', '–', '—', '•']).filter(|rest| rest.starts_with([' ', '\t']));
    listed.map_or(quoted, str::trim_start)
}

struct Found<'t> {
    name: &'t str,
    stamp: Option<Stamp>,
    body: &'t str,
    bare: bool,
}

fn label(text: &str) -> Option<Found<'_>> {
    emphasised(text).or_else(|| bracketed(text)).or_else(|| in_columns(text)).or_else(|| before_colon(text))
}

/// `**Name**:`, `**Name:**`, `*Name* _0:12_:`.
fn emphasised(text: &str) -> Option<Found<'_>> {
    let mark = ["**", "__", "*", "_"].into_iter().find(|mark| text.starts_with(mark))?;
    let (name, after) = text[mark.len()..].split_once(mark)?;
    let (stamp, after) = stamp_inside(after);
    let colon = after.trim_start().strip_prefix([':', '：']);
    let name_colon = name.trim_end().strip_suffix([':', '：']);
    let body = colon.or(name_colon.map(|_| after))?;
    Some(Found { name: name_colon.unwrap_or(name).trim(), stamp, body, bare: false })
}

/// `[Name]: `, `(speaker 0) `, `<Name> `.
fn bracketed(text: &str) -> Option<Found<'_>> {
    let close = match text.chars().next()? {
        '[' => ']',
        '(' => ')',
        '<' => '>',
        _ => return None,
    };
    let (name, after) = text[1..].split_once(close)?;
    let colon = after.trim_start().strip_prefix([':', '：']);
    Some(Found { name: name.trim(), stamp: None, body: colon.unwrap_or(after), bare: colon.is_none() })
}

/// `Speaker 0    00:00:05    Oh no.`
fn in_columns(text: &str) -> Option<Found<'_>> {
    let gap = text.find("  ").or_else(|| text.find('\t'))?;
    let (stamp, body) = clock::leading(text[gap..].trim_start())?;
    (!body.trim().is_empty()).then_some(Found { name: &text[..gap], stamp: Some(stamp), body, bare: false })
}

/// `Name: `, `Nom : `, `Name> `, `Name (0:12): `.
fn before_colon(text: &str) -> Option<Found<'_>> {
    let window = text.char_indices().take(LONGEST_LABEL + 16);
    for (at, character) in window {
        let (before, after) = (&text[..at], &text[at + character.len_utf8()..]);
        match character {
            ':' | '：' if in_a_time(before, after) || after.starts_with("//") => {}
            ':' | '：' => {
                let (name, stamp) = stamp_behind(before);
                return Some(Found { name, stamp, body: after, bare: false });
            }
            '>' if !before.contains('<') => {
                return Some(Found { name: before.trim(), stamp: None, body: after, bare: false });
            }
            '\n' => return None,
            _ => {}
        }
    }
    None
}

fn in_a_time(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit())
}

/// `Name (0:12)`, `Name [00:12]`, `Name 0:12`: the name and its stamp.
fn stamp_behind(before: &str) -> (&str, Option<Stamp>) {
    let before = before.trim_end();
    if !before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']' | 'm' | 'M')) {
        return (before, None);
    }
    let cuts = before.match_indices(['(', '[', ' ']);
    for (at, _) in cuts.filter(|&(at, _)| before[at + 1..].starts_with(|c: char| c.is_ascii_digit())) {
        if let Some((stamp, "")) = clock::leading(before[at..].trim_start()) {
            return (before[..at].trim_end(), Some(stamp));
        }
    }
    (before, None)
}

/// `_0:12_`, `(0:12)` between an emphasised name and its colon.
fn stamp_inside(after: &str) -> (Option<Stamp>, &str) {
    let inner = after.trim_start().trim_start_matches(['_', '*']);
    match clock::leading(inner) {
        Some((stamp, rest)) => (Some(stamp), rest.trim_start_matches(['_', '*'])),
        None => (None, after),
    }
}

/// Short, of few words, and without the punctuation of a sentence.
pub(in crate::parse) fn is_plausible(name: &str) -> bool {
    let ends_a_sentence = |(at, _): (usize, &str)| {
        let word = name[..at].rsplit([' ', '.']).next().unwrap_or_default();
        word.chars().count() > 4
    };
    name.chars().any(char::is_alphanumeric)
        && !name.starts_with('#')
        && !name.contains("**")
        && name.chars().count() <= LONGEST_LABEL
        && (name.split_whitespace().count() <= 5 || is_phone_number(name))
        && !name.contains(['!', '?', ';', '"', '“', '”', '«', '»', '|', '\\', '=', '{', '}', '…', '$', '@'])
        && !name.contains(", ")
        && !name.match_indices('.').any(ends_a_sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_every_dress_are_found() {
        for (line, label, body) in [
            ("Caller: Hello there", "Caller", "Hello there"),
            ("Appelant : Bonjour", "Appelant", "Bonjour"),
            ("Caller> Yes.", "Caller", "Yes."),
            ("[SPEAKER_00]: Hello", "SPEAKER_00", "Hello"),
            ("(speaker 0) Ciao", "speaker 0", "Ciao"),
            ("<kevin> hi", "kevin", "hi"),
            ("**Caller** _0:07_: Hi", "Caller", "Hi"),
            ("**Caller:** Hi", "Caller", "Hi"),
            ("- **Caller**: Hi", "Caller", "Hi"),
            ("> Me: quoted", "Me", "quoted"),
            ("Kevin (0:12): Hi", "Kevin", "Hi"),
            ("Kevin 10:05: Hi", "Kevin", "Hi"),
            ("[12.03.26, 09:58:01] Ich: Ja", "Ich", "Ja"),
            ("Mary Smith (Guest): ok", "Mary Smith (Guest)", "ok"),
            ("Dr. O'Neil & Sons: ok", "Dr. O'Neil & Sons", "ok"),
            ("Speaker 1    00:00:05    Oh no.", "Speaker 1", "Oh no."),
            ("+1 (202) 555-0143: hello", "+1 (202) 555-0143", "hello"),
        ] {
            let found = head(line);
            assert_eq!((found.label, found.body), (Some(label), body), "{line}");
        }
    }

    #[test]
    fn sentences_and_links_have_no_label() {
        for line in [
            "He told her at 10:05 to wait",
            "https://example.org/x",
            "She was afraid. Then he said: pay now",
            "I asked him, and he answered: pay",
            "No colon at all",
        ] {
            assert_eq!(head(line).label, None, "{line}");
        }
    }
}
