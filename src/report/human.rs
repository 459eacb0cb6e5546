//! For people: the level and the first thing to do on top, then the reasons.

use std::io::{self, Write};

use super::display::one_line;
use super::layout::{Style, cut, pad, wrap};
use super::{Page, Reporter, display, evaluation};
use crate::batch::{Entry, Failure, Summary};
use crate::history::{Incident, IncidentLine};
use crate::language::Code;
use crate::rules::{Level, Role, RuleBook};
use crate::screen::{Part, Quote, Reason, Verdict, risk};
use crate::transcript::Speaker;

/// Writes for a terminal.
pub(super) struct Human<'b> {
    book: &'b RuleBook,
    language: Code,
    style: Style,
    pages: usize,
}

/// What stands beside a verdict on its page.
struct Frame<'f> {
    source: &'f str,
    reader: Option<&'f str>,
    repairs: &'f [String],
    kept: Option<(i64, u32)>,
}

impl<'b> Human<'b> {
    pub(super) fn new(book: &'b RuleBook, language: Code, style: Style) -> Self {
        Self { book, language, style, pages: 0 }
    }

    fn say(&self, key: &'b str) -> &'b str {
        self.book.say(self.language, key)
    }

    fn entry(&self, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
        match &entry.outcome {
            Err(failure) => self.failure(entry, failure, out),
            Ok(screening) => {
                let frame = Frame {
                    source: &entry.source,
                    reader: entry.reader.as_deref(),
                    repairs: &entry.repairs,
                    kept: entry.kept.map(|kept| (kept.incident, kept.occurrences)),
                };
                self.verdict(&screening.verdict, &frame, out)
            }
        }
    }

    fn failure(&self, entry: &Entry, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
        let text = format!("{}: {}", one_line(&entry.source), one_line(&failure.message));
        write!(out, "{}", wrap(&text, "", self.style.width))
    }

    fn verdict(&self, verdict: &Verdict, frame: &Frame<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.head(verdict, frame, out)?;
        self.list("head_do", &verdict.advice, true, out)?;
        self.outcomes(verdict, out)?;
        self.reasons(verdict, out)?;
        self.refused(verdict, out)?;
        self.list("head_ask", &verdict.ask, false, out)?;
        self.report_to(verdict, out)?;
        self.foot(verdict, frame, out)
    }

    fn head(&self, verdict: &Verdict, frame: &Frame<'_>, out: &mut dyn Write) -> io::Result<()> {
        let level = self.book.say(self.language, level_key(verdict.level)).to_uppercase();
        let sign = match verdict.level {
            Level::Scam => "!!! ",
            Level::LikelyScam => "!! ",
            Level::Suspicious => "! ",
            _ => "",
        };
        let risk =
            verdict.risk.map(|risk| format!(" · {} {}", self.say("risk"), self.percent(risk))).unwrap_or_default();
        writeln!(out, "{}{risk}", self.style.level(verdict.level, &format!("{sign}{level}")))?;
        if let Some(remark) = &verdict.remark {
            write!(out, "{}", wrap(remark, "", self.style.width))?;
        }
        let mut about = Vec::new();
        if let Some(scheme) = &verdict.scheme {
            about.push(format!("{}: {}", self.say("pattern"), scheme.title));
        }
        if let Some(company) = &verdict.company {
            about.push(format!("{}: {}", self.say("in_the_name_of"), one_line(company)));
        }
        about.push(format!("{} ({})", one_line(frame.source), self.read_as(verdict, frame)));
        writeln!(out, "{}", self.style.faint(wrap(&about.join(" · "), "", self.style.width).trim_end()))
    }

    fn read_as(&self, verdict: &Verdict, frame: &Frame<'_>) -> String {
        let kind = self.book.say(self.language, kind_key(verdict));
        match frame.reader {
            Some(reader) => format!("{kind}, {} {reader}", self.say("read_as")),
            None => kind.to_owned(),
        }
    }

    fn list(&self, heading: &'b str, items: &[String], numbered: bool, out: &mut dyn Write) -> io::Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        self.heading(heading, out)?;
        for (n, item) in items.iter().enumerate() {
            let mark = if numbered { format!("  {}. ", n + 1) } else { "  - ".to_owned() };
            write!(out, "{}", wrap(item, &mark, self.style.width))?;
        }
        Ok(())
    }

    fn heading(&self, key: &'b str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", self.style.bold(self.say(key)))
    }

    fn outcomes(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        if verdict.outcomes.is_empty() {
            return Ok(());
        }
        self.heading("head_outcomes", out)?;
        for outcome in &verdict.outcomes {
            write!(out, "{}", wrap(&format!("{}. {}", outcome.title, outcome.why), "  - ", self.style.width))?;
        }
        Ok(())
    }

    fn reasons(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        if verdict.reasons.is_empty() {
            return Ok(());
        }
        let article = verdict.level == Level::NoIncident;
        self.heading(if article { "head_described" } else { "head_why" }, out)?;
        for reason in &verdict.reasons {
            self.reason(reason, article, out)?;
        }
        if let (false, Some(likely)) = (article, verdict.risk) {
            let sum = self
                .say("sum")
                .replace("{points}", &format!("{:+}", verdict.points))
                .replace("{prior}", &format!("{:+}", verdict.prior))
                .replace("{share}", &format!("{:.0}", risk(verdict.prior) * 100.0))
                .replace("{sum}", &format!("{:+}", verdict.prior + verdict.points))
                .replace("{risk}", &self.percent(likely));
            write!(out, "{}", self.style.faint(&wrap(&sum, "  ", self.style.width)))?;
        }
        Ok(())
    }

    fn reason(&self, reason: &Reason, article: bool, out: &mut dyn Write) -> io::Result<()> {
        let title = match reason.part {
            Part::Scheme => self.say("follows_pattern").replace("{title}", &reason.title),
            _ => reason.title.clone(),
        };
        let points = if article { "  •".to_owned() } else { format!("{:+4}", reason.points) };
        let capped = if reason.points == reason.worth || article {
            String::new()
        } else {
            format!(" ({})", self.say("capped").replace("{worth}", &format!("{:+}", reason.worth)))
        };
        let line = wrap(&format!("{title}{capped}"), &format!("  {points}  "), self.style.width);
        write!(out, "{}", self.style.bold(line.trim_end_matches('\n')))?;
        writeln!(out)?;
        for quote in &reason.quotes {
            let text = format!("“{}” ({})", cut(&one_line(&quote.text), 160), self.place(quote));
            write!(out, "{}", wrap(&text, "        ", self.style.width))?;
        }
        if !reason.why.is_empty() {
            write!(out, "{}", self.style.faint(&wrap(&reason.why, "        ", self.style.width)))?;
        }
        Ok(())
    }

    fn place(&self, quote: &Quote) -> String {
        let line = format!("{} {}", self.say("line"), quote.line);
        let who = match &quote.speaker {
            Speaker::Caller => self.say("speaker_caller").to_owned(),
            Speaker::Recipient => self.say("speaker_recipient").to_owned(),
            Speaker::Narrator => self.say("speaker_narrator").to_owned(),
            Speaker::Named(name) => one_line(name),
            Speaker::Unknown => return line,
        };
        format!("{line}, {who}")
    }

    fn refused(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        if verdict.refused.is_empty() {
            return Ok(());
        }
        self.heading("head_refused", out)?;
        for refused in &verdict.refused {
            write!(out, "{}", wrap(&format!("{}. {}", refused.title, refused.why), "  - ", self.style.width))?;
            if let Some(quote) = refused.quotes.first() {
                let text = format!("“{}” ({})", cut(&one_line(&quote.text), 160), self.place(quote));
                write!(out, "{}", wrap(&text, "    ", self.style.width))?;
            }
        }
        Ok(())
    }

    fn report_to(&self, verdict: &Verdict, out: &mut dyn Write) -> io::Result<()> {
        if verdict.report_to.is_empty() {
            return Ok(());
        }
        self.heading("head_report", out)?;
        for place in &verdict.report_to {
            let text = format!("{}: {} ({})", place.name, place.reach.join(", "), place.purpose);
            write!(out, "{}", wrap(&text, "  - ", self.style.width))?;
        }
        Ok(())
    }

    fn foot(&self, verdict: &Verdict, frame: &Frame<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = Vec::new();
        for repair in frame.repairs.iter().take(if self.style.verbose { usize::MAX } else { 3 }) {
            lines.push(format!("{}: {}", self.say("mended"), one_line(repair)));
        }
        if let Some((incident, times)) = frame.kept {
            let key = if times > 1 { "kept_again" } else { "kept" };
            let text =
                self.say(key).replace("{incident}", &incident.to_string()).replace("{times}", &times.to_string());
            lines.push(text);
        }
        if self.style.verbose {
            lines.push(format!(
                "scamscreen {}, {} {} ({} {})",
                env!("CARGO_PKG_VERSION"),
                self.say("rules"),
                verdict.edition.rules,
                verdict.edition.count,
                self.say("rules"),
            ));
        }
        if !lines.is_empty() {
            writeln!(out)?;
        }
        for line in lines {
            writeln!(out, "{}", self.style.faint(&line))?;
        }
        Ok(())
    }

    fn percent(&self, risk: f64) -> String {
        let percent = risk * 100.0;
        // 99.97 % must not read as certainty, nor 0.02 % as none.
        let number = if percent > 99.9 {
            ">99.9".to_owned()
        } else if percent < 0.1 {
            "<0.1".to_owned()
        } else {
            format!("{percent:.1}")
        };
        let number = if self.language == Code::En { number } else { number.replace('.', ",") };
        if self.language == Code::It || self.language == Code::En {
            format!("{number}%")
        } else {
            format!("{number} %")
        }
    }

    fn summary(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.heading("head_summary", out)?;
        for level in Level::ALL.into_iter().rev() {
            let count = summary.levels[level as usize];
            if count > 0 {
                writeln!(out, "  {count:>7}  {}", self.book.say(self.language, level_key(level)))?;
            }
        }
        for (count, key) in [(summary.failed, "failed"), (summary.skipped, "skipped")] {
            if count > 0 {
                writeln!(out, "  {count:>7}  {}", self.say(key))?;
            }
        }
        if !summary.worst.is_empty() {
            self.heading("head_worst", out)?;
        }
        for (risk, source, id) in &summary.worst {
            let id = id.as_deref().map(|id| format!(" [{}]", one_line(id))).unwrap_or_default();
            writeln!(out, "  {:>7}  {}{id}", self.percent(*risk), one_line(source))?;
        }
        Ok(())
    }

    fn incidents(&self, lines: &[IncidentLine], out: &mut dyn Write) -> io::Result<()> {
        if lines.is_empty() {
            return writeln!(out, "{}", self.say("history_empty"));
        }
        for line in lines {
            let risk = line.risk.map(|risk| self.percent(risk)).unwrap_or_default();
            let times = if line.occurrences > 1 { format!(" ×{}", line.occurrences) } else { String::new() };
            let about = [line.company.as_deref(), line.scheme.as_deref(), Some(line.excerpt.as_str())];
            let about: Vec<String> =
                about.into_iter().flatten().filter(|text| !text.is_empty()).map(one_line).collect();
            let head = format!(
                "{:>6}  {}  {} {:>6}{times}  ",
                line.incident,
                pad(&minute(&line.heard_at), 16),
                self.style.level(line.level, &pad(line.level.as_str(), 12)),
                risk,
            );
            writeln!(out, "{head}{}", cut(&about.join(" · "), self.style.width.saturating_sub(48).max(24)))?;
        }
        Ok(())
    }

    fn incident(&self, incident: &Incident, out: &mut dyn Write) -> io::Result<()> {
        let line = &incident.line;
        writeln!(out, "{}", self.style.faint(&format!("#{} · {}", line.incident, line.heard_at)))?;
        let frame = Frame { source: &line.source, reader: incident.reader.as_deref(), repairs: &[], kept: None };
        self.verdict(&incident.verdict, &frame, out)?;
        if let Some(text) = &incident.text {
            self.heading("head_text", out)?;
            for line in text.lines() {
                write!(out, "{}", wrap(&display(line), "  ", self.style.width))?;
            }
        }
        Ok(())
    }
}

impl Reporter for Human<'_> {
    fn page(&mut self, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
        if self.pages > 0 && matches!(page, Page::Verdict(_) | Page::Incident(_)) {
            writeln!(out, "\n{}\n", "─".repeat(self.style.width.min(72)))?;
        }
        self.pages += 1;
        match page {
            Page::Verdict(entry) => self.entry(entry, out),
            Page::Summary(summary) => self.summary(summary, out),
            Page::Incidents(lines) => self.incidents(lines, out),
            Page::Incident(incident) => self.incident(incident, out),
            Page::Rules(rules, schemes) => {
                for rule in *rules {
                    let points =
                        if rule.role == Role::Records { "   ·".to_owned() } else { format!("{:+4}", rule.points) };
                    let title = rule.text(self.language).title;
                    writeln!(
                        out,
                        "{points}  {}  {}",
                        pad(rule.id.as_str(), 38),
                        cut(&title, self.style.width.saturating_sub(46).max(24))
                    )?;
                }
                for scheme in *schemes {
                    let title = scheme.text(self.language).title;
                    writeln!(
                        out,
                        "{:+4}  {}  {}",
                        scheme.points,
                        pad(scheme.id.as_str(), 38),
                        cut(&title, self.style.width.saturating_sub(46).max(24))
                    )?;
                }
                Ok(())
            }
            Page::Rule(rule, source) => {
                let text = rule.text(self.language);
                writeln!(out, "{}  {:+}", self.style.bold(rule.id.as_str()), rule.points)?;
                for part in [&text.title, &text.why, &text.advice] {
                    write!(out, "{}", wrap(part, "  ", self.style.width))?;
                }
                for place in &*rule.sources {
                    write!(out, "{}", wrap(place, "  · ", self.style.width))?;
                }
                writeln!(out, "\n{}", display(source).trim_end())
            }
            Page::Scheme(scheme, source) => {
                let text = scheme.text(self.language);
                writeln!(out, "{}  {:+}", self.style.bold(scheme.id.as_str()), scheme.points)?;
                for part in [&text.title, &text.why, &text.advice] {
                    write!(out, "{}", wrap(part, "  ", self.style.width))?;
                }
                writeln!(out, "\n{}", display(source).trim_end())
            }
            Page::Audit(audit) => {
                for fault in &audit.faults {
                    writeln!(out, "{}", one_line(&fault.to_string()))?;
                }
                let text = self
                    .say("audit")
                    .replace("{rules}", &audit.rules.to_string())
                    .replace("{examples}", &audit.examples.to_string())
                    .replace("{faults}", &audit.faults.len().to_string());
                writeln!(out, "{text}")
            }
            Page::Evaluation(evaluation) => evaluation::write_text(evaluation, &self.style, out),
            Page::Forgotten(count) => writeln!(out, "{}", self.say("forgotten").replace("{count}", &count.to_string())),
        }
    }
}

/// `2026-03-12T09:58:01Z` → `2026-03-12 09:58`
fn minute(stamp: &str) -> String {
    stamp.replace('T', " ").chars().take(16).collect()
}

fn level_key(level: Level) -> &'static str {
    match level {
        Level::NoIncident => "level_no_incident",
        Level::NotEnough => "level_not_enough",
        Level::NoRedFlags => "level_no_red_flags",
        Level::WeakSigns => "level_weak_signs",
        Level::Suspicious => "level_suspicious",
        Level::LikelyScam => "level_likely_scam",
        Level::Scam => "level_scam",
    }
}

fn kind_key(verdict: &Verdict) -> &'static str {
    use crate::screen::Kind;
    match verdict.kind {
        Kind::Call => "kind_call",
        Kind::Note => "kind_note",
        Kind::Voicemail => "kind_voicemail",
        Kind::Message => "kind_message",
        Kind::Article => "kind_article",
    }
}
