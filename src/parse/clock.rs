//! Times as people and programs write them, in milliseconds.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::draft::Times;

/// A time stamp before or beside a turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stamp {
    pub(super) times: Times,
    /// Read off a clock on the wall, not counted from the start of the call.
    pub(super) wall: bool,
}

/// `[00:12]`, `(0:12)`, `0:12`, `9h58:07`, `12/03/2026 09:58`, `[12.03.26, 09:58:01]`,
/// `2026-03-12T09:58:01Z`, `9:58 PM`, `[00:00.000 --> 00:05.200]`.
static STAMP: LazyLock<Regex> = LazyLock::new(|| {
    // No Unicode classes: compiling them takes longer than reading a call.
    let s = r"[ \t\u{a0}\u{202f}]";
    let name = "[A-Za-zÀ-ÿ]{3,9}";
    let time = format!(
        r"(?:[0-9]{{1,3}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:[.,][0-9]{{1,3}})?|[0-9]{{1,2}}{s}?[hH]{s}?[0-9]{{2}}(?::[0-9]{{2}})?)"
    );
    let date = format!(
        r"(?:[0-9]{{1,4}}[./-][0-9]{{1,2}}[./-][0-9]{{1,4}}|[0-9]{{1,2}}{s}{name}\.?{s}[0-9]{{4}}|{name}\.?{s}[0-9]{{1,2}},?{s}[0-9]{{4}})"
    );
    let pattern = format!(
        r"^(?P<open>[\[(])?(?:(?P<date>{date})(?:,{s}*|{s}+|T|{s}+[-–]{s}+))?(?P<from>{time})(?P<half>{s}?[AaPp]\.?[Mm](?-u:\b)\.?)?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?(?:{s}*(?:-->|->|→|[-–]){s}*(?P<to>{time}))?(?P<close>[\])])?"
    );
    Regex::new(&pattern).expect("the pattern is a constant")
});

/// The stamp a line begins with, and what follows it.
pub(super) fn leading(line: &str) -> Option<(Stamp, &str)> {
    // Nearly every line of a story begins with a letter and is no business of the pattern.
    let first = line.chars().next()?;
    if !(first.is_ascii_digit() || first == '[' || first == '(' || (first.is_uppercase() && has_digit_early(line))) {
        return None;
    }
    let found = STAMP.captures(line)?;
    let opened = found.name("open").map(|open| open.as_str());
    let closed = found.name("close").map(|close| close.as_str());
    let rest = &line[found.get(0)?.end()..];
    match (opened, closed) {
        (Some("["), Some("]")) | (Some("("), Some(")")) => {}
        // A bare time stands apart from what follows: "10:05am", "3:10pm" and "16:90x" do not.
        (None, None) if !rest.starts_with(|c: char| c.is_alphanumeric() || c == ':') => {}
        _ => return None,
    }
    stamp(&found).map(|stamp| (stamp, rest))
}

fn has_digit_early(line: &str) -> bool {
    line.bytes().take(14).any(|byte| byte.is_ascii_digit())
}

fn stamp(found: &Captures<'_>) -> Option<Stamp> {
    let from = found.name("from")?.as_str();
    let half = found.name("half").map(|half| half.as_str().trim_start().starts_with(['p', 'P']));
    let wall = found.name("date").is_some() || half.is_some() || from.contains(['h', 'H']);
    let start = time_of(from, wall)?;
    let noon = 12.0 * 3_600_000.0;
    let start = match half {
        Some(true) if start < noon => start + noon,
        Some(false) if start >= noon => start - noon,
        _ => start,
    };
    let end = found.name("to").and_then(|to| time_of(to.as_str(), wall));
    Some(Stamp { times: Times { start: Some(start), end }, wall })
}

/// A time of two parts is minutes and seconds into the call, but hours and minutes on a clock.
fn time_of(text: &str, wall: bool) -> Option<f64> {
    let text: String = text.replace(['h', 'H'], ":").split_whitespace().collect();
    if wall && text.matches(':').count() == 1 { colons(&format!("{text}:00")) } else { colons(&text) }
}

/// `hh:mm:ss.mmm`, `mm:ss,mmm` and the like; minutes and seconds stay below sixty.
pub(super) fn colons(text: &str) -> Option<f64> {
    let mut parts = text.trim().rsplit(':');
    let seconds: f64 = parts.next()?.replace(',', ".").parse().ok().filter(|seconds| (0.0..60.0).contains(seconds))?;
    let minutes: u32 = parts.next()?.parse().ok()?;
    // "75:10" is what some recorders write for an hour and a quarter; "0:75:10" nobody does.
    let (hours, most) = match parts.next() {
        Some(hours) => (hours.parse().ok()?, 60),
        None => (0_u32, 1000),
    };
    let sound = parts.next().is_none() && minutes < most;
    sound.then(|| ((f64::from(hours) * 60.0 + f64::from(minutes)) * 60.0 + seconds) * 1000.0)
}

/// ISO 8601: `PT1H2M3.4S`.
pub(super) fn iso_duration(text: &str) -> Option<f64> {
    let mut rest = text.trim().strip_prefix("PT")?;
    let mut total = 0.0;
    for (unit, worth) in [('H', 3_600_000.0), ('M', 60_000.0), ('S', 1000.0)] {
        if let Some((number, after)) = rest.split_once(unit) {
            total += number.parse::<f64>().ok()? * worth;
            rest = after;
        }
    }
    rest.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_every_dress_are_read() {
        for (line, start, wall, rest) in [
            ("[00:12] Caller", 12_000.0, false, " Caller"),
            ("(0:07) x", 7000.0, false, " x"),
            ("0:14 - Me", 14_000.0, false, " - Me"),
            ("00:00:16 Caller>", 16_000.0, false, " Caller>"),
            ("12/03/2026 09h58:05 – MOI", 35_885_000.0, true, " – MOI"),
            ("9h58 – MOI", 35_880_000.0, true, " – MOI"),
            ("[12.03.26, 09:58:01] Ich", 35_881_000.0, true, " Ich"),
            ("12/03/26, 09:58 - Kevin", 35_880_000.0, true, " - Kevin"),
            ("2026-03-12T09:58:01Z Kevin", 35_881_000.0, true, " Kevin"),
            ("9:58 PM Kevin", 79_080_000.0, true, " Kevin"),
            ("[00:00.000 --> 00:05.200]  Hello", 0.0, false, "  Hello"),
            ("Mar 12, 2026 9:58 AM", 35_880_000.0, true, ""),
        ] {
            let (stamp, after) = leading(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((stamp.times.start, stamp.wall, after), (Some(start), wall, rest), "{line}");
        }
    }

    #[test]
    fn other_numbers_are_no_stamps() {
        for line in ["16:9 ratio", "Call 10:05", "[12] note", "10:75:80 x", "(202) 555-0143", "12:30:45:99 x", "1: one"]
        {
            assert!(leading(line).is_none(), "{line}");
        }
    }

    #[test]
    fn durations_and_clocks_are_read() {
        assert_eq!(iso_duration("PT1M2.5S"), Some(62_500.0));
        assert_eq!(iso_duration("PT0.0S"), Some(0.0));
        assert_eq!(iso_duration("1M"), None);
        assert_eq!(colons("00:00:05,200"), Some(5200.0));
        assert_eq!(colons("99:99:99.999"), None);
        assert_eq!(colons("NaN:10"), None);
    }
}
