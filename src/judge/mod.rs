//! Findings → verdict: points, caps, overlap, schemes, floors, levels.

mod advice;
mod kind;
mod points;
mod reasons;
mod schemes;
mod verdict;

use std::collections::BTreeMap;

use crate::detect::{Detection, Finding, Given, Indicator, IndicatorKind};
use crate::language::Code;
use crate::rules::{Level, Role, Rule, RuleBook, RuleId};
use crate::transcript::Transcript;

pub use points::risk;
pub use verdict::{From, Kind, Part, Quote, Reason, Refused, ReportTo, Told, Verdict};

use points::{Award, level_of, points_for};

/// What the history knows of an incident's indicators. Empty for `score`, which keeps nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Callers' numbers, each with the number of earlier incidents judged at least likely scams in
    /// which it was named.
    pub numbers: BTreeMap<String, u32>,
}

/// For whom a verdict is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The language to write in.
    pub language: Code,
    /// The country whose places to report to are named, as an ISO 3166 code.
    pub country: Option<String>,
}

impl Default for Reader {
    fn default() -> Self {
        Self { language: Code::En, country: None }
    }
}

/// Judges what was heard.
pub fn judge(
    transcript: &Transcript,
    detection: &Detection<'_>,
    book: &RuleBook,
    given: &Given,
    seen: &Seen,
    reader: &Reader,
) -> Verdict {
    let bench = Bench { transcript, detection, book, reader };
    let kind = kind::tell(transcript, detection, book);
    let company = company(detection, book, given);
    let mut verdict = Verdict {
        level: Level::NoRedFlags,
        kind,
        risk: None,
        prior: book.policy.prior,
        points: 0,
        language: detection.language,
        written_in: reader.language,
        company: company.as_ref().map(|company| company.name.clone()),
        scheme: None,
        reasons: Vec::new(),
        refused: bench.ignored(),
        outcomes: bench.outcomes(),
        advice: Vec::new(),
        ask: Vec::new(),
        report_to: Vec::new(),
        remark: None,
        edition: book.edition.clone(),
    };
    if kind == Kind::Article {
        bench.describe(&mut verdict);
        return verdict;
    }
    let heard = points::Heard::new(detection, book);
    let scheme = schemes::best(&heard, company.as_ref().and_then(|company| company.vendor), book);
    bench.award(&mut verdict, &heard, scheme.as_ref(), &bench.known_numbers(seen));
    if let Some(remark) = bench.not_enough(&verdict) {
        verdict.level = Level::NotEnough;
        verdict.risk = None;
        verdict.remark = Some(remark);
    } else if bench.has_words_alone(&verdict) {
        verdict.remark = Some(bench.say("remark_words"));
    }
    bench.advise(&mut verdict, company.as_ref());
    verdict
}

/// The company the call was made in the name of.
struct Company<'b> {
    name: String,
    vendor: Option<&'b crate::rules::Vendor>,
}

fn company<'b>(detection: &Detection<'_>, book: &'b RuleBook, given: &Given) -> Option<Company<'b>> {
    let vendor_of = |number: Option<u16>| number.map(|number| &book.vendors[usize::from(number)]);
    if let Some(name) = &given.company {
        let known = book.companies.iter().find(|company| company.name.eq_ignore_ascii_case(name));
        return Some(Company { name: name.clone(), vendor: known.and_then(|known| vendor_of(known.vendor)) });
    }
    // A company named within an impersonation is the pretended one; else the first that is named.
    let within = detection.mentions.iter().find(|mention| {
        detection
            .findings
            .iter()
            .any(|finding| finding.rule.id.family() == "identity" && finding.words.contains(&mention.word))
    });
    let mention = within.or_else(|| detection.mentions.first())?;
    let company = &book.companies[usize::from(mention.company)];
    Some(Company { name: company.name.clone(), vendor: vendor_of(company.vendor) })
}

/// What a verdict is made from.
struct Bench<'a, 'b> {
    transcript: &'a Transcript,
    detection: &'a Detection<'b>,
    book: &'a RuleBook,
    reader: &'a Reader,
}

impl Bench<'_, '_> {
    fn say(&self, key: &str) -> String {
        self.book.say(self.reader.language, key).to_owned()
    }

    /// Accent, nationality and the like: recognised, shown, never scored.
    fn ignored(&self) -> Vec<Refused> {
        let mut refused: Vec<Refused> = Vec::new();
        for finding in &self.detection.findings {
            let id = &finding.rule.id;
            if id.family() != "ignored" || refused.iter().any(|other| other.id == *id) {
                continue;
            }
            let text = finding.rule.text(self.reader.language);
            refused.push(Refused {
                id: id.clone(),
                title: text.title,
                why: text.why,
                quotes: self.quotes(&finding.spans),
            });
        }
        refused
    }

    fn outcomes(&self) -> Vec<Told> {
        let mut told: Vec<Told> = Vec::new();
        for finding in &self.detection.findings {
            let rule = finding.rule;
            if rule.outcome && !told.iter().any(|other| other.id == rule.id) {
                told.push(Told::new(&rule.id, rule.text(self.reader.language)));
            }
        }
        told
    }

    /// An article: its flags are listed as described and weigh nothing.
    fn describe(&self, verdict: &mut Verdict) {
        verdict.level = Level::NoIncident;
        verdict.remark = Some(self.say("remark_article"));
        let all = || self.detection.findings.iter().chain(&self.detection.described);
        let mut listed: Vec<u16> = Vec::new();
        for finding in all().filter(|finding| finding.rule.role == Role::Warns) {
            if listed.contains(&finding.number) {
                continue;
            }
            listed.push(finding.number);
            let same: Vec<&Finding<'_>> = all().filter(|other| other.number == finding.number).collect();
            verdict.reasons.push(Reason { from: From::Text, ..self.of_rule(Part::Flag, finding, &same, 0) });
        }
        verdict.reasons.sort_by_key(|reason| -reason.worth);
        verdict.outcomes.clear();
        verdict.advice = vec![self.say("advice_article")];
    }

    fn known_numbers(&self, seen: &Seen) -> Vec<(String, u32)> {
        let phones = self.detection.indicators.iter().filter(|indicator| indicator.kind == IndicatorKind::Phone);
        phones
            .filter_map(|Indicator { value, .. }| seen.numbers.get(value).map(|times| (value.clone(), *times)))
            .filter(|(_, times)| *times > 0)
            .collect()
    }

    /// Awards points, so that level, risk and sum never disagree.
    fn award(
        &self,
        verdict: &mut Verdict,
        heard: &points::Heard<'_, '_>,
        scheme: Option<&schemes::Match<'_>>,
        known_numbers: &[(String, u32)],
    ) {
        let policy = &self.book.policy;
        let flags = heard.red_flags(policy);
        let signs: i32 = flags.iter().map(|flag| flag.points).sum();
        let together = signs + scheme.map_or(0, |found| found.scheme.points.max(0));
        let overlap = policy.overlap.counted(together) - together;
        let awards = flags.into_iter().chain(heard.manner(policy, policy.overlap.counted(signs)));
        verdict.reasons.extend(
            awards
                .map(|Award { finding, points }| self.of_rule(Part::Flag, finding, &heard.of(finding.number), points)),
        );
        if overlap != 0 {
            verdict.reasons.push(self.of_overlap(overlap));
        }
        if let Some((number, times)) = known_numbers.first() {
            verdict.reasons.push(self.of_number(number, *times));
        }
        if let Some(schemes::Match { scheme, .. }) = scheme {
            let told = Told::new(&scheme.id, scheme.text(self.reader.language));
            if scheme.points != 0 {
                verdict.reasons.push(reasons::of_scheme(&told, scheme.points));
            }
            verdict.scheme = Some(told);
        }
        let floor = self.floor(heard, scheme);
        // A stop that only makes suspicious holds by itself.
        let hard_stop = floor.as_ref().is_some_and(|(level, _)| *level >= Level::LikelyScam);
        self.reassure(verdict, heard, hard_stop);
        verdict.points = verdict.reasons.iter().map(|reason| reason.points).sum();
        if let Some((level, id)) = floor {
            let missing = points_for(level, policy) - (policy.prior + verdict.points);
            if missing > 0 {
                verdict.reasons.push(self.of_floor(id, missing));
                verdict.points += missing;
            }
        }
        // Equal weights keep the order of the text; what stands at one place convinces sooner than the whole,
        // and what the signs have in common is told below them.
        verdict.reasons.sort_by_key(|reason| {
            let place = match reason.part {
                Part::Overlap => 2,
                _ if reason.points <= 0 => 3,
                _ if self.is_manner(&reason.id) => 1,
                _ => 0,
            };
            (place, -reason.points)
        });
        let warned = verdict.reasons.iter().any(|reason| matches!(reason.part, Part::Flag | Part::Scheme));
        let sum = policy.prior + verdict.points;
        verdict.risk = Some(risk(sum));
        verdict.level = if warned { level_of(sum, policy) } else { Level::NoRedFlags };
    }

    /// The strongest least level that a hard stop demands, and whose it is. The signs of a scheme are also
    /// heard where somebody tells in the most ordinary words that nothing of it was asked for.
    fn floor(&self, heard: &points::Heard<'_, '_>, scheme: Option<&schemes::Match<'_>>) -> Option<(Level, RuleId)> {
        let rules = heard.rules().filter_map(|rule| rule.at_least.map(|level| (level, rule.id.clone())));
        let ordinary = heard.numbers().any(|rule| self.book.policy.manner.is_lowering(rule));
        let scheme = scheme.and_then(|found| found.floor.clone());
        let scheme = scheme.map(|(level, id)| (if ordinary { level.lower() } else { level }, id));
        rules.chain(scheme).max_by_key(|(level, _)| *level)
    }

    /// Reassurances count only where nothing takes their provenance away, and never lift a hard
    /// stop.
    fn reassure(&self, verdict: &mut Verdict, heard: &points::Heard<'_, '_>, hard_stop: bool) {
        for finding in heard.reassurances() {
            let rule = finding.rule;
            let reason = self.of_rule(Part::Reassurance, finding, &heard.of(finding.number), finding.worth);
            let canceller = rule.refused_by.iter().find_map(|id| heard.rule(id.as_str()));
            let why = match canceller {
                Some(other) => {
                    Some(self.say("refused_because").replace("{title}", &other.text(self.reader.language).title))
                }
                None if hard_stop => Some(self.say("refused_hard_stop")),
                None => None,
            };
            match why {
                Some(why) => {
                    let Reason { id, title, quotes, .. } = reason;
                    verdict.refused.push(Refused { id, title, why, quotes });
                }
                None => verdict.reasons.push(reason),
            }
        }
    }

    /// Whether nothing warns but how all words together sound.
    fn has_words_alone(&self, verdict: &Verdict) -> bool {
        let mut flags = verdict.reasons.iter().filter(|reason| reason.part == Part::Flag).peekable();
        flags.peek().is_some() && flags.all(|flag| self.is_manner(&flag.id))
    }

    /// Whether a rule is heard by how all words together weigh.
    fn is_manner(&self, id: &RuleId) -> bool {
        self.book.rule(id.as_str()).is_some_and(Rule::is_manner)
    }

    /// Why there is too little to judge, if there is.
    fn not_enough(&self, verdict: &Verdict) -> Option<String> {
        let warned = verdict.level != Level::NoRedFlags;
        let uncovered = self
            .detection
            .language
            .is_some_and(|code| self.book.languages.iter().any(|language| language.code == code && !language.covered));
        if warned {
            None
        } else if uncovered || self.detection.guess.is_foreign() {
            Some(self.say("remark_language"))
        } else if self.detection.words < self.book.policy.least_words {
            Some(self.say("remark_short"))
        } else {
            None
        }
    }
}
