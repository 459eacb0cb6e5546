//! Speaker labels: which of the people in a call a word before a colon means.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::language::Labels;
use crate::transcript::Speaker;

/// Words that diarizers put before a number or a letter, folded.
const NUMBERED: &[&str] = &[
    "speaker",
    "spk",
    "spkr",
    "channel",
    "ch",
    "participant",
    "person",
    "voice",
    "locuteur",
    "intervenant",
    "voix",
    "parlante",
    "interlocutore",
    "voce",
    "persona",
    "sprecher",
    "stimme",
    "kanal",
    "hablante",
    "orador",
    "canal",
    "s",
];

/// The label in lower case, without accents, its words separated by one blank.
pub(super) fn fold(label: &str) -> String {
    if label.is_ascii() && !label.contains(|c: char| !c.is_ascii_alphanumeric()) {
        return label.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(label.len());
    for character in label.nfkd().filter(|&character| !is_combining_mark(character)) {
        if character.is_alphanumeric() {
            folded.extend(character.to_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whom a label means: a role if a language's lists know it, else the label itself.
pub(super) fn speaker(label: &str, labels: &[Labels]) -> Speaker {
    let label = label.trim();
    if let Some(speaker) = known(label, labels) {
        return speaker;
    }
    if !label.chars().any(char::is_alphanumeric) {
        return Speaker::Unknown;
    }
    // "0" and "B" alone would read oddly before a quote.
    let bare = label.len() == 1 || label.bytes().all(|byte| byte.is_ascii_digit());
    Speaker::Named(if bare && label.len() <= 3 { format!("Speaker {label}") } else { label.to_owned() })
}

/// The speaker of a label that is certainly one: a role word, a diarizer's number, a phone number.
pub(super) fn known(label: &str, labels: &[Labels]) -> Option<Speaker> {
    let label = label.trim();
    if label.is_empty() || label.len() > 120 {
        return None;
    }
    if is_phone_number(label) {
        return Some(Speaker::Named(label.to_owned()));
    }
    let folded = fold(label);
    let whole = role(&folded, labels);
    // "Caller 1", "Scammer (Kevin)", "Kevin (scammer)", "Client / victime".
    let unnumbered = || role(folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '), labels);
    let in_parts = || label.split(['(', ')', '/', '[', ']']).find_map(|part| role(&fold(part), labels));
    whole
        .or_else(unnumbered)
        .or_else(in_parts)
        .or_else(|| is_numbered(&folded).then(|| Speaker::Named(label.to_owned())))
}

fn role(folded: &str, labels: &[Labels]) -> Option<Speaker> {
    if folded.is_empty() {
        return None;
    }
    let has =
        |list: fn(&Labels) -> &[String]| labels.iter().any(|labels| list(labels).iter().any(|word| word == folded));
    if has(|labels| &labels.caller) {
        return Some(Speaker::Caller);
    }
    if has(|labels| &labels.recipient) {
        return Some(Speaker::Recipient);
    }
    has(|labels| &labels.narrator).then_some(Speaker::Narrator)
}

/// "speaker 1", "spk 0", "speaker0", "s2", "unknown speaker".
fn is_numbered(folded: &str) -> bool {
    if folded == "unknown speaker" {
        return true;
    }
    let name = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    let numbered = name.len() < folded.len();
    let lettered = folded.rsplit_once(' ').filter(|(_, letter)| letter.len() == 1).map(|(name, _)| name);
    (numbered && NUMBERED.contains(&name.trim_end())) || lettered.is_some_and(|name| NUMBERED.contains(&name))
}

/// Whether a label is a telephone number: at least six digits and nothing but what goes with them.
pub(super) fn is_phone_number(label: &str) -> bool {
    let digits = label.bytes().filter(u8::is_ascii_digit).count();
    let shape = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+()-–.\u{202A}\u{202C}\u{2011}".contains(c);
    (6..=15).contains(&digits) && label.chars().all(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<Labels> {
        let list = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        vec![Labels {
            caller: list(&["caller", "scammer"]),
            recipient: list(&["me", "cliente"]),
            narrator: list(&["redacteur"]),
        }]
    }

    #[test]
    fn labels_become_roles_whatever_their_dress() {
        for (label, expected) in [
            ("CALLER", Speaker::Caller),
            ("Caller 2", Speaker::Caller),
            ("Kevin (scammer)", Speaker::Caller),
            ("Rédacteur", Speaker::Narrator),
            (" me ", Speaker::Recipient),
            ("AGENT", Speaker::Named("AGENT".into())),
            ("SPEAKER_00", Speaker::Named("SPEAKER_00".into())),
            ("0", Speaker::Named("Speaker 0".into())),
            ("?", Speaker::Unknown),
        ] {
            assert_eq!(speaker(label, &labels()), expected, "{label}");
        }
    }

    #[test]
    fn only_certain_labels_are_known() {
        for certain in ["Speaker 1", "spk_0", "Sprecher 2", "speaker A", "+1 (202) 555-0143", "Unknown Speaker"] {
            assert!(known(certain, &labels()).is_some(), "{certain}");
        }
        for open in ["Kevin", "Note", "12", "Subject", "AGENT"] {
            assert!(known(open, &labels()).is_none(), "{open}");
        }
    }
}
