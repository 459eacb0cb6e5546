//! `SubRip` subtitles in their flavours.

use super::cue::{self, Spoken};
use super::draft::Draft;
use super::html::unescape;

/// Reads the cues. What stands before the first one was written by somebody and is kept.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) {
    let (cues, top) = cue::cues(text, draft, |_| false);
    for (number, line) in top {
        draft.tell(line, None, number);
    }
    let cues: Vec<_> = cues
        .into_iter()
        .map(|cue| {
            let spoken = cue
                .lines
                .iter()
                .map(|&(line, text)| Spoken { voice: None, text: plain(text), line })
                .filter(|spoken| !spoken.text.is_empty())
                .collect();
            (cue, spoken)
        })
        .collect();
    cue::say(&cues, draft);
}

/// Without the mark-up players know: `<i>`, `<font color=…>`, `{\an8}`.
fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        words.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('<') { b'>' } else { b'}' };
        let tag = cue::tag(&rest[at + 1..], close).filter(|(tag, _)| is_markup(tag));
        rest = if let Some((_, after)) = tag {
            after
        } else {
            words.push_str(&rest[at..=at]);
            &rest[at + 1..]
        };
    }
    words.push_str(rest);
    unescape(words.trim()).into_owned()
}

fn is_markup(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default().to_ascii_lowercase();
    matches!(name.as_str(), "i" | "b" | "u" | "s" | "font") || tag.starts_with('\\')
}
