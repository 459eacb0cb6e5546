//! What the readers promise, through the public interface: on own samples (`samples/`), on the
//! reference folder, on rendered transcripts and on arbitrary bytes.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test fails by panicking and says why")]

mod batches;
mod properties;
mod reference;
mod samples;

use scamscreen::language::Labels;
use scamscreen::parse::{ParseError, Parsed, parse};
use scamscreen::source::Source;
use scamscreen::transcript::Speaker;

/// Label words as `data/languages` has them.
fn labels() -> Vec<Labels> {
    let list = |words: &str| words.split(", ").map(str::to_owned).collect();
    vec![Labels {
        caller: list("caller, scammer, agent, them, appelant, chiamante, anrufer, llamante, arnaqueur, truffatore"),
        recipient: list("customer, client, cliente, kunde, me, moi, io, ich, yo, victim, you"),
        narrator: list("narrator, redacteur"),
    }]
}

/// Reads bytes as the program does.
fn read(name: &str, bytes: &[u8]) -> Result<Parsed, ParseError> {
    let text = Source { name: name.to_owned(), bytes: bytes.to_vec() }.text(None).expect("no binary file");
    let mut parsed = parse(&text.text, &labels(), None)?;
    parsed.repairs.splice(0..0, text.repairs);
    Ok(parsed)
}

/// Each speaker once, in the order in which they speak.
fn speakers(parsed: &Parsed) -> Vec<Speaker> {
    let mut seen = Vec::new();
    for utterance in &parsed.transcript.utterances {
        if !seen.contains(&utterance.speaker) {
            seen.push(utterance.speaker.clone());
        }
    }
    seen
}
