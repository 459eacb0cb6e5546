//! What kind of text it is: a dialogue, somebody's account of one, a recording, an article.

use super::Kind;
use crate::detect::Detection;
use crate::rules::RuleBook;
use crate::transcript::{Speaker, Transcript};

/// One kind of sign counts this often at most: a long article is no more an article than a short one.
const MOST_MENTIONS: usize = 3;

pub(super) fn tell(transcript: &Transcript, detection: &Detection<'_>, book: &RuleBook) -> Kind {
    let heard = |id: &str| detection.findings.iter().any(|finding| finding.rule.id.as_str() == id);
    if is_article(transcript, detection, book) {
        Kind::Article
    } else if is_dialogue(transcript) {
        Kind::Call
    } else if heard("register/victim-story") || heard("register/agent-note") {
        // Before the recording: who tells of a robocall is no robocall.
        Kind::Note
    } else if heard("register/voicemail") || heard("contact/robocall") || heard("contact/press-key-prompt") {
        Kind::Voicemail
    } else if heard("register/live-dialogue") || heard("register/support-service") {
        Kind::Call
    } else {
        Kind::Note
    }
}

/// Two sides that are told apart, and hardly a line that is nobody's: headings with a colon make no
/// dialogue of an article.
fn is_dialogue(transcript: &Transcript) -> bool {
    let labelled =
        || transcript.utterances.iter().map(|said| &said.speaker).filter(|speaker| **speaker != Speaker::Unknown);
    let Some(first) = labelled().next() else { return false };
    let told_apart = labelled().any(|speaker| speaker != first);
    told_apart && labelled().count() * 3 >= transcript.utterances.len() * 2
}

/// A text about scams: signs of a newspaper, a newsletter or a leaflet outweigh those of somebody's
/// own story. In doubt it is an incident.
fn is_article(transcript: &Transcript, detection: &Detection<'_>, book: &RuleBook) -> bool {
    let policy = &book.policy.article;
    if detection.words < policy.least_words || is_dialogue(transcript) {
        return false;
    }
    let sum: i32 = policy
        .weights
        .iter()
        .map(|(rule, weight)| {
            let all = detection.findings.iter().chain(&detection.described);
            let mentions = all.filter(|finding| finding.number == *rule).take(MOST_MENTIONS).count();
            weight * i32::try_from(mentions).unwrap_or(0)
        })
        .sum();
    sum >= policy.at_least
}
