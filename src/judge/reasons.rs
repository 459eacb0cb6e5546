//! What moved the score, as a verdict tells it.

use super::{Bench, From, Part, Quote, Reason, Told};
use crate::detect::Finding;
use crate::rules::RuleId;
use crate::transcript::Span;

/// More quotes than this do not make a reason clearer.
const MOST_QUOTES: usize = 3;

impl Bench<'_, '_> {
    /// A rule that was heard so often, with the points it is awarded.
    pub(super) fn of_rule(&self, part: Part, first: &Finding<'_>, heard: &[&Finding<'_>], points: i32) -> Reason {
        let rule = first.rule;
        let text = rule.text(self.reader.language);
        Reason {
            id: rule.id.clone(),
            part,
            title: text.title,
            points,
            worth: first.worth,
            why: text.why,
            advice: text.advice,
            quotes: self.quotes_of(heard),
            from: if first.spans.is_empty() { From::Given } else { From::Text },
        }
    }

    /// What is taken off since the signs say in part the same.
    pub(super) fn of_overlap(&self, points: i32) -> Reason {
        let policy = self.book.policy.overlap;
        let why = self.say("overlap_why").replace("{from}", &format!("{:+}", policy.from));
        let why = why.replace("{percent}", &policy.percent.to_string());
        of_policy(RuleId::new("policy/overlap"), Part::Overlap, points, self.say("overlap_title"), why)
    }

    /// A caller's number that the history knows from so many scams.
    pub(super) fn of_number(&self, number: &str, times: u32) -> Reason {
        let title = self.say("history_number_title").replace("{number}", number);
        let why = self.say("history_number_why").replace("{times}", &times.to_string());
        Reason {
            advice: self.say("history_number_advice"),
            from: From::History,
            ..of_policy(RuleId::new("history/known-number"), Part::Flag, self.book.policy.seen_number, title, why)
        }
    }

    /// What is missing to the level that a hard stop demands.
    pub(super) fn of_floor(&self, id: RuleId, points: i32) -> Reason {
        of_policy(id, Part::Floor, points, self.say("floor_title"), self.say("floor_why"))
    }

    pub(super) fn quotes<'f>(&self, spans: impl IntoIterator<Item = &'f Span>) -> Vec<Quote> {
        spans
            .into_iter()
            .filter_map(|span| {
                let utterance = self.transcript.utterances.get(span.utterance)?;
                let text = utterance.text.get(span.bytes.clone())?;
                let above = utterance.text[..span.bytes.start].matches('\n').count();
                Some(Quote {
                    text: text.to_owned(),
                    speaker: utterance.speaker.clone(),
                    line: utterance.line + above,
                    time_ms: utterance.time.map(|time| time.start_ms),
                    span: span.clone(),
                })
            })
            .collect()
    }

    /// The words of the first findings; what stands in a quote is not quoted again.
    fn quotes_of(&self, findings: &[&Finding<'_>]) -> Vec<Quote> {
        let mut told: Vec<&Span> = Vec::new();
        let is_told = |told: &[&Span], span: &Span| {
            let holds = |other: &&Span| {
                other.utterance == span.utterance
                    && other.bytes.start <= span.bytes.start
                    && span.bytes.end <= other.bytes.end
            };
            told.iter().any(holds)
        };
        let mut count = 0;
        for finding in findings {
            if count < MOST_QUOTES && !finding.spans.iter().all(|span| is_told(&told, span)) {
                told.extend(&finding.spans);
                count += 1;
            }
        }
        self.quotes(told)
    }
}

/// The scheme that is told, with its points.
pub(super) fn of_scheme(told: &Told, points: i32) -> Reason {
    let reason = of_policy(told.id.clone(), Part::Scheme, points, told.title.clone(), told.why.clone());
    Reason { advice: told.advice.clone(), ..reason }
}

/// What was heard at no place of its own, and counts whole.
fn of_policy(id: RuleId, part: Part, points: i32, title: String, why: String) -> Reason {
    Reason { id, part, title, points, worth: points, why, advice: String::new(), quotes: Vec::new(), from: From::Text }
}
