//! `WebVTT` as the W3C has it and as Zoom, Teams and whisper.cpp write it.

use super::cue::{self, Spoken};
use super::draft::Draft;
use super::html::unescape;

/// Whether a text is `WebVTT`.
pub(super) fn recognise(text: &str) -> bool {
    text.trim_start()
        .strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with('-'))
}

/// Reads the cues; comments, styles and regions are not speech.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) {
    let is_aside = |line: &str| {
        ["NOTE", "STYLE", "REGION"].iter().any(|word| {
            line.trim_end()
                .strip_prefix(word)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        })
    };
    let (cues, top) = cue::cues(text, draft, is_aside);
    for (_, line) in top {
        if let Some(language) = line.strip_prefix("Language:") {
            draft.language = language.trim().parse().ok();
        }
    }
    let cues: Vec<_> = cues
        .into_iter()
        .map(|cue| {
            let spoken = voices(&cue.lines);
            (cue, spoken)
        })
        .collect();
    cue::say(&cues, draft);
}

/// The lines of a cue by voice. A voice lasts until `</v>`, the next one or the end of the cue.
fn voices(lines: &[(usize, &str)]) -> Vec<Spoken> {
    let mut spoken = Vec::new();
    let mut voice: Option<String> = None;
    for &(line, text) in lines {
        let mut words = String::new();
        let mut rest = text;
        let mut flush = |voice: &Option<String>, words: &mut String| {
            if !words.trim().is_empty() {
                spoken.push(Spoken { voice: voice.clone(), text: unescape(words.trim()).into_owned(), line });
            }
            words.clear();
        };
        while let Some(at) = rest.find('<') {
            words.push_str(&rest[..at]);
            let inside = &rest[at + 1..];
            let tag = cue::tag(inside, b'>').map(|(tag, after)| (kind(tag), after));
            let Some((kind, after)) = tag.filter(|(kind, _)| !matches!(kind, Tag::Other)) else {
                words.push('<');
                rest = inside;
                continue;
            };
            rest = after;
            if let Tag::Voice(name) = kind {
                flush(&voice, &mut words);
                voice = (!name.is_empty()).then(|| unescape(name).into_owned());
            }
        }
        words.push_str(rest);
        flush(&voice, &mut words);
    }
    spoken
}

enum Tag<'t> {
    /// A voice begins; one without a name ends.
    Voice(&'t str),
    Markup,
    /// Nothing `WebVTT` knows: somebody wrote it, so it stays.
    Other,
}

fn kind(tag: &str) -> Tag<'_> {
    let (name, annotation) = tag.split_once(|c: char| c.is_whitespace()).unwrap_or((tag, ""));
    let name = name.split('.').next().unwrap_or_default();
    match name {
        "v" => Tag::Voice(annotation.trim()),
        "/v" => Tag::Voice(""),
        "b" | "/b" | "i" | "/i" | "u" | "/u" | "c" | "/c" | "ruby" | "/ruby" | "rt" | "/rt" | "lang" | "/lang" => {
            Tag::Markup
        }
        _ if super::clock::colons(tag).is_some() => Tag::Markup,
        _ => Tag::Other,
    }
}
