//! One self-contained page for a browser: no script, nothing loaded, every text escaped.

use std::io::{self, Write};

use super::evaluation::{Body, sections, summary};
use super::{Page, Reporter, chart, display};
use crate::evaluate::Evaluation;

/// Writes a page. So far only an evaluation has one.
#[derive(Default)]
pub(super) struct Html {
    open: bool,
}

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<title>scamscreen: evaluation</title>
<style>
:root { --ink: #1b1f24; --faint: #5c6670; --line: #d5dbe1; --paper: #fff; --red: #b3261e; --green: #1a7f4b; --blue: #1f5fa8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ec; --faint: #9aa5b0; --line: #3a424b; --paper: #14181c; --red: #ff8a80; --green: #6fd3a0; --blue: #82b4f0 }
}
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem }
p { color: var(--faint); max-width: 60rem } li { margin: .3rem 0; overflow-wrap: anywhere }
.charts { display: flex; flex-wrap: wrap; gap: 1rem } figure { margin: 0; flex: 1 1 20rem; max-width: 34rem }
figcaption { color: var(--faint); text-align: center } .scroll { overflow-x: auto }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap }
th { color: var(--faint); font-weight: 500 } th:first-child, td:first-child { text-align: left }
svg { width: 100%; height: auto } svg text { font: 11px system-ui, sans-serif; fill: var(--faint) } svg .name { font-size: 8px; fill: var(--ink) }
.area { fill: none; stroke: var(--line) } .grid { stroke: var(--line); stroke-width: .5; fill: none }
.even { stroke: var(--faint); stroke-dasharray: 4 4; fill: none } .curve { stroke: var(--blue); stroke-width: 2; fill: none }
.interval { stroke: var(--red); fill: none } .warns { fill: var(--red); fill-opacity: .75 } .reassures { fill: var(--green); fill-opacity: .75 }
</style>
</head>
<body>
";

impl Reporter for Html {
    fn page(&mut self, page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
        match page {
            Page::Evaluation(evaluation) => {
                if !std::mem::replace(&mut self.open, true) {
                    write!(out, "{HEAD}")?;
                }
                write_evaluation(evaluation, out)
            }
            // A batch ends with it; without the verdicts it says nothing.
            Page::Summary(_) => Ok(()),
            Page::Verdict(_)
            | Page::Incidents(_)
            | Page::Incident(_)
            | Page::Rules(..)
            | Page::Rule(..)
            | Page::Scheme(..)
            | Page::Audit(_)
            | Page::Forgotten(_) => {
                Err(io::Error::new(io::ErrorKind::Unsupported, "this has no HTML page; use another --format"))
            }
        }
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.open { writeln!(out, "</body>\n</html>") } else { Ok(()) }
    }
}

fn write_evaluation(evaluation: &Evaluation, out: &mut dyn Write) -> io::Result<()> {
    let all = &evaluation.slices[0];
    writeln!(out, "<h1>Evaluation of the rules {}</h1>", escape(&evaluation.edition.rules))?;
    writeln!(out, "<p>{}</p>\n<div class=\"charts\">", escape(&summary(evaluation)))?;
    let now = all.false_alarms.value.zip(all.recall.value);
    let charts = [
        ("ROC curve; the dot is where calls are flagged", chart::roc(&all.ranking, now)),
        ("Reliability of the risks shown, with 95 % intervals", chart::reliability(&all.calibration)),
        ("Rules: the points they have against the decibans they earned", chart::rules(&evaluation.rules, escape)),
    ];
    for (caption, svg) in charts {
        if let Some(svg) = svg {
            writeln!(out, "<figure>{svg}<figcaption>{caption}</figcaption></figure>")?;
        }
    }
    writeln!(out, "</div>")?;
    for section in sections(evaluation) {
        writeln!(out, "<h2>{}</h2>", escape(&section.title))?;
        if !section.note.is_empty() {
            writeln!(out, "<p>{}</p>", escape(&section.note))?;
        }
        match &section.body {
            Body::List(lines) => {
                writeln!(out, "<ul>")?;
                for line in lines {
                    writeln!(out, "<li>{}</li>", escape(line))?;
                }
                writeln!(out, "</ul>")?;
            }
            Body::Table(head, rows) => {
                writeln!(out, "<div class=\"scroll\"><table>")?;
                write_row("th", head.iter().copied(), out)?;
                for row in rows {
                    write_row("td", row.iter().map(String::as_str), out)?;
                }
                writeln!(out, "</table></div>")?;
            }
        }
    }
    Ok(())
}

fn write_row<'c>(tag: &str, cells: impl Iterator<Item = &'c str>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<tr>")?;
    for cell in cells {
        write!(out, "<{tag}>{}</{tag}>", escape(cell))?;
    }
    writeln!(out, "</tr>")
}

/// Text in which nothing is markup, no attribute ends and no character hides.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in display(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Crew;
    use crate::evaluate::{Data, evaluate, screen};
    use crate::judge::Reader;
    use crate::rules::RuleBook;
    use crate::screen::Screener;

    #[test]
    fn a_page_of_hostile_data_has_no_markup_but_its_own() {
        let book = RuleBook::builtin();
        let screener = Screener::new(book, Reader::default());
        let mut data = Data::default();
        for (id, label) in [("<script>alert(1)</script>", "scam"), ("\u{202e}\"><img src=x>", "legit")] {
            let text = "He says <b>your computer has a virus</b>, install AnyDesk now, pay with gift cards and read me the codes";
            data.add("x", &serde_json::json!({"id": id, "label": label, "source": id, "text": text}).to_string());
        }
        let calls = screen(&data.items, Some("source"), &screener, &Crew::new(1));
        let evaluation = evaluate(&calls, &screener, Some("source"));
        let mut page = Vec::new();
        let mut html = Html::default();
        html.begin(&mut page).unwrap();
        html.page(&Page::Evaluation(&evaluation), &mut page).unwrap();
        html.end(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert_eq!(page.matches("<svg").count(), 3);
        assert!(page.contains("&lt;script&gt;"));
        for bad in ["<script", "<img", "\u{202e}", "<b>", "http:", "https:"] {
            assert!(!page.contains(bad), "{bad}");
        }
        assert!(html.page(&Page::Forgotten(1), &mut Vec::new()).is_err());
    }
}
