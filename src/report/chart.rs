//! Charts of an evaluation as inline SVG: no script, no style of their own, every mark with a title.

use std::fmt::Write;

use crate::evaluate::{Calibration, Evidence, Ranking};
use crate::rules::Role;

/// Side of the area that is drawn on.
const SIDE: f64 = 300.0;
/// Room for the axes.
const EDGE: f64 = 48.0;
/// So many of the rules farthest from what they earned are named.
const NAMED: usize = 12;

/// A square with axes, both from `low` to `high`.
struct Chart {
    low: f64,
    high: f64,
    svg: String,
}

impl Chart {
    fn new(title: &str, across: &str, up: &str, low: f64, high: f64, ticks: &[f64]) -> Self {
        let all = SIDE + EDGE + 16.0;
        let mut chart = Self { low, high, svg: String::new() };
        chart.put(&format!(
            "<svg viewBox=\"0 0 {all} {all}\" role=\"img\" aria-label=\"{title}\">\
             <rect class=\"area\" x=\"{EDGE}\" y=\"12\" width=\"{SIDE}\" height=\"{SIDE}\"/>"
        ));
        for tick in ticks {
            let (x, y) = (chart.x(*tick), chart.y(*tick));
            let bottom = SIDE + 12.0;
            chart.put(&format!(
                "<path class=\"grid\" d=\"M{x:.1} 12V{bottom}M{EDGE} {y:.1}H{}\"/>\
                 <text x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{tick}</text>\
                 <text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>",
                EDGE + SIDE,
                bottom + 14.0,
                EDGE - 5.0,
                y + 4.0,
            ));
        }
        let (middle, bottom) = (EDGE + SIDE / 2.0, SIDE + EDGE - 4.0);
        let side = 12.0 + SIDE / 2.0;
        chart.put(&format!(
            "<text x=\"{middle}\" y=\"{bottom}\" text-anchor=\"middle\">{across}</text>\
             <text x=\"11\" y=\"{side}\" text-anchor=\"middle\" transform=\"rotate(-90 11 {side})\">{up}</text>"
        ));
        chart.line(&[(low, low), (high, high)], "even");
        chart
    }

    fn put(&mut self, text: &str) {
        self.svg.push_str(text);
    }

    fn x(&self, value: f64) -> f64 {
        EDGE + (value.clamp(self.low, self.high) - self.low) / (self.high - self.low) * SIDE
    }

    fn y(&self, value: f64) -> f64 {
        12.0 + SIDE - (value.clamp(self.low, self.high) - self.low) / (self.high - self.low) * SIDE
    }

    fn line(&mut self, points: &[(f64, f64)], class: &str) {
        let mut path = String::new();
        for (x, y) in points {
            let word = if path.is_empty() { 'M' } else { 'L' };
            // Writing to a String cannot fail.
            let _ = write!(path, "{word}{:.1} {:.1}", self.x(*x), self.y(*y));
        }
        self.put(&format!("<path class=\"{class}\" d=\"{path}\"/>"));
    }

    fn dot(&mut self, at: (f64, f64), radius: f64, class: &str, title: &str) {
        let (x, y) = (self.x(at.0), self.y(at.1));
        self.put(&format!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"><title>{title}</title></circle>"
        ));
    }

    fn finish(mut self) -> String {
        self.put("</svg>");
        self.svg
    }
}

/// The ROC curve; none where a label is missing. `now` is where the levels flag.
pub(super) fn roc(ranking: &Ranking, now: Option<(f64, f64)>) -> Option<String> {
    let area = ranking.roc_area?;
    let title = format!("ROC curve, area {area:.3}");
    let mut chart = Chart::new(&title, "false alarms", "scams heard", 0.0, 1.0, &[0.0, 0.25, 0.5, 0.75, 1.0]);
    chart.line(&ranking.curve, "curve");
    if let Some((alarms, heard)) = now {
        let title =
            format!("likely scam and above: {:.1} % heard, {:.2} % false alarms", heard * 100.0, alarms * 100.0);
        chart.dot((alarms, heard), 5.0, "warns", &title);
    }
    Some(chart.finish())
}

/// The reliability diagram: risk shown against the share of scams, with its intervals.
pub(super) fn reliability(calibration: &Calibration) -> Option<String> {
    let error = calibration.error?;
    let title = format!("Reliability, expected calibration error {:.1} %", error * 100.0);
    let mut chart = Chart::new(&title, "risk shown", "share of scams", 0.0, 1.0, &[0.0, 0.25, 0.5, 0.75, 1.0]);
    let mut curve = Vec::new();
    for bin in &calibration.bins {
        if let (Some(risk), Some(share), Some(low), Some(high)) =
            (bin.risk, bin.scams.value, bin.scams.low, bin.scams.high)
        {
            chart.line(&[(risk, low), (risk, high)], "interval");
            let title = format!(
                "risk {:.1} %: {} of {} are scams, {:.1} %",
                risk * 100.0,
                bin.scams.hits,
                bin.n,
                share * 100.0
            );
            chart.dot((risk, share), 4.0, "warns", &title);
            curve.push((risk, share));
        }
    }
    chart.line(&curve, "curve");
    Some(chart.finish())
}

/// Points against decibans earned: a rule on the diagonal is worth what it says. `escape` makes a
/// rule's id harmless.
pub(super) fn rules(rules: &[Evidence], escape: fn(&str) -> String) -> Option<String> {
    let mut heard: Vec<&Evidence> =
        rules.iter().filter(|rule| rule.support() > 0 && rule.role != Some(Role::Records)).collect();
    if heard.is_empty() {
        return None;
    }
    let most = heard.iter().map(|rule| f64::from(rule.points).abs().max(rule.earned.abs())).fold(10.0, f64::max);
    let end = (most / 10.0).ceil() * 10.0;
    let ticks = [-end, -end / 2.0, 0.0, end / 2.0, end];
    let mut chart =
        Chart::new("Points of rules against decibans earned", "points", "decibans earned", -end, end, &ticks);
    let off = |rule: &Evidence| (rule.earned - f64::from(rule.points)).abs();
    heard.sort_by(|one, other| off(other).total_cmp(&off(one)).then_with(|| one.id.cmp(&other.id)));
    for rule in &heard {
        let class = if rule.points < 0 { "reassures" } else { "warns" };
        let id = escape(rule.id.as_str());
        let title = format!(
            "{id}: {:+} points, {:+.1} earned, {} scams, {} legitimate",
            rule.points, rule.earned, rule.scam, rule.legit
        );
        let heard_in = u32::try_from(rule.support()).map_or(f64::MAX, f64::from);
        chart.dot((f64::from(rule.points), rule.earned), 1.5 + heard_in.log10() * 1.5, class, &title);
    }
    // What was heard a few times is far off by chance.
    for rule in heard.iter().filter(|rule| rule.support() >= 8).take(NAMED) {
        let (x, y) = (chart.x(f64::from(rule.points)), chart.y(rule.earned));
        let (anchor, x) = if x > EDGE + SIDE * 0.6 { ("end", x - 6.0) } else { ("start", x + 6.0) };
        let id = escape(rule.id.as_str());
        chart.put(&format!(
            "<text class=\"name\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">{id}</text>",
            y + 3.0
        ));
    }
    Some(chart.finish())
}
