//! An evaluation as sections, and these as text and Markdown. In English, as its readers write rules.

use std::io::{self, Write};

use super::display::one_line;
use super::layout::{Style, cut, wrap};
use crate::evaluate::{Evaluation, Fit, Share, Slice, Wrong};
use crate::rules::{Level, Role};
use crate::screen::Part;

/// A part of the page.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) note: String,
    pub(super) body: Body,
}

/// What a section holds.
pub(super) enum Body {
    /// A heading and rows; the first column is text, the others are figures.
    Table(Vec<&'static str>, Vec<Vec<String>>),
    /// Lines.
    List(Vec<String>),
}

/// A terminal shows so many rows unless more is asked for.
const MOST_ROWS: usize = 40;

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{:.1}", value * 100.0))
}

fn area(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

fn share(share: &Share) -> String {
    match (share.low, share.high) {
        (Some(low), Some(high)) => format!("{} ({:.1}-{:.1})", percent(share.value), low * 100.0, high * 100.0),
        _ => "-".to_owned(),
    }
}

/// Group and language of a slice.
fn part(slice: &Slice) -> String {
    match (&slice.group, &slice.language) {
        (None, None) => "all".to_owned(),
        (Some(name), None) => one_line(name),
        (None, Some(language)) => format!("all, {}", one_line(language)),
        (Some(name), Some(language)) => format!("{}, {}", one_line(name), one_line(language)),
    }
}

/// One sentence on top: what was measured.
pub(super) fn summary(evaluation: &Evaluation) -> String {
    let all = &evaluation.slices[0];
    let time = evaluation.time;
    format!(
        "{} calls, {} of them scams; {} could not be read, {} lines could not be used. Rules {} ({}). Per call {} µs on \
         average, {} median, {} at 99 %, {} at most.",
        all.n,
        all.scams,
        all.unread,
        evaluation.bad.len(),
        evaluation.edition.rules,
        evaluation.edition.count,
        time.mean_us,
        time.median_us,
        time.p99_us,
        time.most_us,
    )
}

/// The whole page, the most important first.
pub(super) fn sections(evaluation: &Evaluation) -> Vec<Section> {
    let mut sections = vec![flagged(evaluation), ranked(evaluation), reliability(evaluation), levels(evaluation)];
    if let Some(fit) = &evaluation.fit {
        sections.push(proposal(fit));
    }
    sections.push(rules(evaluation));
    let never: Vec<String> =
        evaluation.rules.iter().filter(|rule| rule.support() == 0).map(|rule| rule.id.to_string()).collect();
    let never = if never.is_empty() { Vec::new() } else { vec![never.join(", ")] };
    sections.push(list("Rules never heard", "", never));
    sections.push(list("The worst misses", "", evaluation.misses.iter().map(wrong).collect()));
    sections.push(list("The worst false alarms", "", evaluation.false_alarms.iter().map(wrong).collect()));
    sections.push(list("Lines that could not be used", "", evaluation.bad.iter().map(|bad| one_line(bad)).collect()));
    sections.retain(|section| match &section.body {
        Body::Table(_, rows) => !rows.is_empty(),
        Body::List(lines) => !lines.is_empty(),
    });
    sections
}

fn list(title: &str, note: &str, lines: Vec<String>) -> Section {
    Section { title: title.to_owned(), note: note.to_owned(), body: Body::List(lines) }
}

fn table(title: &str, note: String, head: Vec<&'static str>, rows: Vec<Vec<String>>) -> Section {
    Section { title: title.to_owned(), note, body: Body::Table(head, rows) }
}

fn flagged(evaluation: &Evaluation) -> Section {
    let row = |slice: &Slice| {
        vec![
            part(slice),
            slice.n.to_string(),
            slice.scams.to_string(),
            share(&slice.recall),
            share(&slice.false_alarms),
            share(&slice.precision),
        ]
    };
    table(
        "Flagged",
        "Likely scam or scam, in percent with 95 % intervals.".to_owned(),
        vec!["part", "n", "scams", "recall", "false alarms", "precision"],
        evaluation.slices.iter().map(row).collect(),
    )
}

fn ranked(evaluation: &Evaluation) -> Section {
    let row = |slice: &Slice| {
        vec![
            part(slice),
            area(slice.ranking.roc_area),
            area(slice.ranking.average_precision),
            share(&slice.recall_at_1),
            percent(slice.calibration.error),
            percent(slice.calibration.error_at_prior),
            share(&slice.calibration.at_90),
        ]
    };
    table(
        "Ranked, and calibrated",
        format!(
            "Recall at 1 % false alarms is from a score of {} on. ECE is the expected calibration error in percent, as the \
             data are and with scams as frequent as the prior says; the last column is the share of scams among those shown \
             with a risk of 90 % or more.",
            evaluation.threshold_at_1
        ),
        vec!["part", "ROC", "PR", "recall at 1 %", "ECE", "at prior", "risk 90 %+"],
        evaluation.slices.iter().map(row).collect(),
    )
}

fn reliability(evaluation: &Evaluation) -> Section {
    let bins = evaluation.slices[0].calibration.bins.iter();
    let rows = bins.map(|bin| {
        let range = format!("{:.0}-{:.0} %", bin.from * 100.0, bin.to * 100.0);
        vec![range, bin.n.to_string(), percent(bin.risk), share(&bin.scams)]
    });
    table(
        "Reliability",
        "Risk shown against the share of scams, in percent.".to_owned(),
        vec!["risk", "n", "mean risk", "scams"],
        rows.collect(),
    )
}

fn levels(evaluation: &Evaluation) -> Section {
    let names = Level::ALL.iter().map(|level| level.as_str()).chain(["unreadable"]).enumerate();
    let confusion = &evaluation.confusion;
    let rows =
        names.map(|(at, name)| vec![name.to_owned(), confusion.scam[at].to_string(), confusion.legit[at].to_string()]);
    let mut rows: Vec<Vec<String>> = rows.collect();
    rows[..Level::ALL.len()].reverse();
    table("Levels", String::new(), vec!["level", "scam", "legit"], rows)
}

fn rules(evaluation: &Evaluation) -> Section {
    let heard = evaluation.rules.iter().filter(|rule| rule.support() > 0);
    let rows = heard.map(|rule| {
        let points = if rule.role == Some(Role::Records) { "·".to_owned() } else { format!("{:+}", rule.points) };
        vec![rule.id.to_string(), rule.scam.to_string(), rule.legit.to_string(), points, format!("{:+.1}", rule.earned)]
    });
    table(
        "Rules",
        "Calls in which each was heard; the points it has, and the decibans it earned alone.".to_owned(),
        vec!["rule", "scam", "legit", "points", "earned"],
        rows.collect(),
    )
}

fn proposal(fit: &Fit) -> Section {
    let row = |name: &str, before: f64, after: f64| format!("{name} {before:.4} → {after:.4}");
    let pull = fit.pull.map_or_else(
        || "no pull told unseen calls better than the points as written".to_owned(),
        |pull| format!("pull {pull}"),
    );
    let note = format!(
        "From {} calls, {:.1} % scams once every group weighs the same; {pull}. Cross-validated: {}, {}, {}; scams \
         among those shown with a risk of 90 % or more {} → {} %. {} rules were \
         heard too seldom and stay as they are.",
        fit.calls,
        fit.scams * 100.0,
        row("log-loss", fit.before.log_loss, fit.after.log_loss),
        row("ECE", fit.before.error, fit.after.error),
        row("ECE at prior", fit.before.error_at_prior, fit.after.error_at_prior),
        share(&fit.before.at_90),
        share(&fit.after.at_90),
        fit.too_rare,
    );
    let change = |change: &crate::evaluate::Change| {
        let points = [change.old, change.new].map(|points| format!("{points:+}"));
        let [old, new] = points;
        vec![change.id.to_string(), old, new, change.scam.to_string(), change.legit.to_string()]
    };
    let mut rows: Vec<Vec<String>> = fit.changes.iter().map(change).collect();
    if rows.is_empty() {
        rows.push(["nothing changes", "", "", "", ""].map(str::to_owned).to_vec());
    }
    table("Proposed points", note, vec!["rule", "old", "new", "scam", "legit"], rows)
}

fn wrong(wrong: &Wrong) -> String {
    let level = wrong.level.map_or("unreadable", Level::as_str);
    let risk = wrong.risk.map(|risk| format!(", risk {:.1} %", risk * 100.0)).unwrap_or_default();
    let mut reasons: Vec<String> = wrong.remark.iter().map(|remark| one_line(remark)).collect();
    for why in &wrong.reasons {
        let quote = why.quote.as_ref().map(|quote| format!(" “{}”", cut(&one_line(quote), 60))).unwrap_or_default();
        let floor = if why.part == Part::Floor { " (floor)" } else { "" };
        reasons.push(format!("{:+} {}{floor}{quote}", why.points, why.id));
    }
    let reasons = if reasons.is_empty() { "nothing was heard".to_owned() } else { reasons.join("; ") };
    format!(
        "{} ({}, {}): {level}{risk}: {reasons}",
        one_line(&wrong.id),
        one_line(&wrong.group),
        one_line(&wrong.place)
    )
}

/// For a terminal.
pub(super) fn write_text(evaluation: &Evaluation, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", wrap(&summary(evaluation), "", style.width))?;
    for section in sections(evaluation) {
        writeln!(out, "\n{}", style.bold(&section.title))?;
        if !section.note.is_empty() {
            write!(out, "{}", style.faint(&wrap(&section.note, "", style.width)))?;
        }
        match &section.body {
            Body::List(lines) => {
                for line in lines {
                    write!(out, "{}", wrap(line, "  - ", style.width))?;
                }
            }
            Body::Table(head, rows) => {
                let wide = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
                let widths: Vec<usize> =
                    head.iter().enumerate().map(|(n, name)| wide(n).max(name.chars().count())).collect();
                let line = |cells: &[String]| {
                    let figures = cells.iter().zip(&widths).skip(1).map(|(cell, width)| format!("  {cell:>width$}"));
                    format!("  {:<width$}{}", cells[0], figures.collect::<String>(), width = widths[0])
                };
                let names: Vec<String> = head.iter().map(|name| (*name).to_owned()).collect();
                writeln!(out, "{}", style.faint(&line(&names)))?;
                let shown = if style.verbose { rows.len() } else { MOST_ROWS.min(rows.len()) };
                for row in &rows[..shown] {
                    writeln!(out, "{}", line(row))?;
                }
                if shown < rows.len() {
                    writeln!(out, "  … {} more with --verbose", rows.len() - shown)?;
                }
            }
        }
    }
    Ok(())
}

/// For tickets and READMEs.
pub(super) fn write_markdown(
    evaluation: &Evaluation,
    escape: fn(&str) -> String,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "## Evaluation\n\n{}", escape(&summary(evaluation)))?;
    for section in sections(evaluation) {
        writeln!(out, "\n### {}\n", section.title)?;
        if !section.note.is_empty() {
            writeln!(out, "{}\n", escape(&section.note))?;
        }
        match &section.body {
            Body::List(lines) => lines.iter().try_for_each(|line| writeln!(out, "- {}", escape(line)))?,
            Body::Table(head, rows) => {
                writeln!(out, "| {} |\n|---{}|", head.join(" | "), "|--:".repeat(head.len() - 1))?;
                for row in rows {
                    let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
                    writeln!(out, "| {} |", cells.join(" | "))?;
                }
            }
        }
    }
    Ok(())
}

/// For a spreadsheet: one row a part of the data, shares from 0 to 1.
pub(super) fn columns(evaluation: &Evaluation) -> (Vec<&'static str>, Vec<Vec<String>>) {
    let header = vec![
        "group",
        "language",
        "n",
        "scams",
        "unread",
        "recall",
        "recall_low",
        "recall_high",
        "false_alarms",
        "false_alarms_low",
        "false_alarms_high",
        "precision",
        "precision_low",
        "precision_high",
        "roc_area",
        "average_precision",
        "recall_at_1",
        "ece",
        "ece_at_prior",
        "scams_at_90",
    ];
    let number = |value: Option<f64>| value.map(|value| format!("{value:.4}")).unwrap_or_default();
    let row = |slice: &Slice| {
        let mut row = vec![slice.group.clone().unwrap_or_default(), slice.language.clone().unwrap_or_default()];
        row.extend([slice.n, slice.scams, slice.unread].map(|count| count.to_string()));
        for share in [&slice.recall, &slice.false_alarms, &slice.precision] {
            row.extend([share.value, share.low, share.high].map(number));
        }
        let (ranking, calibration) = (&slice.ranking, &slice.calibration);
        let rest = [
            ranking.roc_area,
            ranking.average_precision,
            slice.recall_at_1.value,
            calibration.error,
            calibration.error_at_prior,
            calibration.at_90.value,
        ];
        row.extend(rest.map(number));
        row
    };
    (header, evaluation.slices.iter().map(row).collect())
}
