//! What to do, what to ask, where to report.

use super::{Bench, Company, Part, ReportTo, Verdict};
use crate::language::Code;
use crate::rules::Level;

/// More questions than this nobody asks.
const MOST_QUESTIONS: usize = 4;

impl Bench<'_, '_> {
    /// What to do: first what the outcomes demand, then the advice of the level, of the scheme and
    /// of the weightiest reasons.
    pub(super) fn advise(&self, verdict: &mut Verdict, company: Option<&Company<'_>>) {
        let mut advice: Vec<String> = Vec::new();
        let mut add = |text: &str| {
            if !text.is_empty() && !advice.iter().any(|known| known == text) {
                advice.push(text.to_owned());
            }
        };
        for outcome in &verdict.outcomes {
            add(&outcome.advice);
        }
        add(self.book.say(self.reader.language, &format!("advice_{}", verdict.level)));
        let alarming = verdict.level >= Level::Suspicious;
        // Weak signs are no ground to tell anybody to hang up.
        if let (Some(scheme), true) = (&verdict.scheme, alarming) {
            add(&scheme.advice);
        }
        // How a call is spoken tells nobody what to do.
        let flags = verdict.reasons.iter().filter(|reason| reason.part == Part::Flag && reason.points > 0);
        let weighty = flags.filter(|reason| !self.is_manner(&reason.id));
        for reason in weighty.take(if alarming { 3 } else { 0 }) {
            add(&reason.advice);
        }
        let vendor = company.and_then(|company| company.vendor);
        if let (Some(vendor), true) = (vendor, alarming) {
            for texts in [&vendor.policy, &vendor.contact] {
                add(texts.get(&self.reader.language).map_or("", String::as_str));
            }
        }
        verdict.advice = advice;

        let mut questions: Vec<String> = Vec::new();
        for reason in &verdict.reasons {
            let rule = self.book.rule(reason.id.as_str());
            let ask = rule.and_then(|rule| rule.text(self.reader.language).ask);
            questions.extend(ask.filter(|ask| !questions.contains(ask)));
        }
        if questions.is_empty() || verdict.level == Level::NotEnough {
            for key in ["ask_who_called", "ask_what_wanted", "ask_what_given"] {
                questions.push(self.say(key));
            }
        }
        questions.truncate(MOST_QUESTIONS);
        verdict.ask = questions;
        if alarming {
            verdict.report_to = self.report_to();
        }
    }

    fn report_to(&self) -> Vec<ReportTo> {
        let Some(reporting) = self.reader.country.as_deref().and_then(|country| self.book.reporting_for(country))
        else {
            return Vec::new();
        };
        reporting
            .channels
            .iter()
            .map(|channel| ReportTo {
                name: channel.name.clone(),
                purpose: [self.reader.language, Code::En]
                    .iter()
                    .find_map(|code| channel.purpose.get(code).cloned())
                    .unwrap_or_default(),
                reach: [&channel.phone, &channel.url, &channel.sms, &channel.email]
                    .into_iter()
                    .flatten()
                    .cloned()
                    .collect(),
                checked_on: reporting.checked_on.clone(),
            })
            .collect()
    }
}
