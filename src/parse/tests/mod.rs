//! What the readers promise, on own samples, on the reference folder and on arbitrary bytes.

mod properties;
mod reference;

use super::{ParseError, Parsed, parse};
use crate::language::Labels;
use crate::source::Source;
use crate::transcript::Speaker;

/// Label words as `data/languages` has them.
pub(super) fn labels() -> Vec<Labels> {
    let list = |words: &str| words.split(", ").map(str::to_owned).collect();
    vec![Labels {
        caller: list("caller, scammer, appelant, chiamante, anrufer, llamante, arnaqueur, truffatore"),
        recipient: list("customer, client, cliente, kunde, me, moi, io, ich, yo, victim, you"),
        narrator: list("narrator, redacteur"),
    }]
}

/// Reads bytes as the program does.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Parsed, ParseError> {
    let text = Source { name: name.to_owned(), bytes: bytes.to_vec() }.text(None).expect("no binary file");
    let mut parsed = parse(&text.text, &labels(), None)?;
    parsed.repairs.splice(0..0, text.repairs);
    Ok(parsed)
}

/// Each speaker once, in the order in which they speak.
pub(super) fn speakers(parsed: &Parsed) -> Vec<Speaker> {
    let mut seen = Vec::new();
    for utterance in &parsed.transcript.utterances {
        if !seen.contains(&utterance.speaker) {
            seen.push(utterance.speaker.clone());
        }
    }
    seen
}
