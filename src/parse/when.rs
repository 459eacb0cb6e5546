//! Dates and times of day as exports write them.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};

/// A moment; without a time zone it is taken as UTC, without a time of day as its beginning.
/// Dates that mean two days (03/04/2026) mean none.
pub(super) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)) {
        return Some(moment);
    }
    for format in ["%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%d %H:%M:%S%.f %#z"] {
        if let Ok(moment) = DateTime::parse_from_str(text, format) {
            return Some(moment);
        }
    }
    if text.len() >= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return epoch(text.parse().ok()?);
    }
    let text = text.trim_end_matches(" UTC").trim_end_matches('Z');
    let cut = text.find([' ', 'T', ',']).unwrap_or(text.len());
    let (day, clock) = text.split_at(cut);
    let day = date(day)?;
    let clock = clock.trim_start_matches([',', ' ', 'T']);
    let time = ["%H:%M:%S%.f", "%H:%M", "%Hh%M", "%I:%M %p", "%I:%M:%S %p"]
        .iter()
        .find_map(|format| chrono::NaiveTime::parse_from_str(clock, format).ok());
    let time = if clock.is_empty() { chrono::NaiveTime::MIN } else { time? };
    Some(Utc.from_utc_datetime(&NaiveDateTime::new(day, time)).fixed_offset())
}

/// `2026-03-12`, `12.03.2026`, `31/12/2026`, `12/31/2026`.
fn date(text: &str) -> Option<NaiveDate> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<u32> = text.split(separator).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [first, second, third] = parts[..] else { return None };
    let full = |year: u32| i32::try_from(if year < 100 { year + 2000 } else { year }).ok();
    if text.find(separator) == Some(4) {
        return NaiveDate::from_ymd_opt(full(first)?, second, third);
    }
    match separator {
        '.' => NaiveDate::from_ymd_opt(full(third)?, second, first),
        _ if first > 12 || first == second => NaiveDate::from_ymd_opt(full(third)?, second, first),
        _ if second > 12 => NaiveDate::from_ymd_opt(full(third)?, first, second),
        _ => None,
    }
}

/// Seconds or milliseconds since 1970.
pub(super) fn epoch(number: f64) -> Option<DateTime<FixedOffset>> {
    let ms = if number.abs() < 1e11 { number * 1000.0 } else { number };
    #[expect(clippy::cast_possible_truncation, reason = "a moment too far off is none")]
    let ms = ms.is_finite().then_some(ms as i64)?;
    DateTime::from_timestamp_millis(ms).map(|moment| moment.fixed_offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_exports_write_them() {
        for (text, expected) in [
            ("2026-03-12T09:58:00Z", "2026-03-12T09:58:00+00:00"),
            ("Thu, 12 Mar 2026 10:05:00 +0100", "2026-03-12T10:05:00+01:00"),
            ("2026-03-12 09:58:00+0100", "2026-03-12T09:58:00+01:00"),
            ("2026-03-12 09:58", "2026-03-12T09:58:00+00:00"),
            ("2026-03-12", "2026-03-12T00:00:00+00:00"),
            ("12.03.2026 09:58", "2026-03-12T09:58:00+00:00"),
            ("25/03/2026 9h58", "2026-03-25T09:58:00+00:00"),
            ("03/25/2026, 9:58 PM", "2026-03-25T21:58:00+00:00"),
            ("1773309480", "2026-03-12T09:58:00+00:00"),
            ("1773309480000", "2026-03-12T09:58:00+00:00"),
        ] {
            assert_eq!(parse(text).map(|moment| moment.to_rfc3339()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_may_mean_two_days_means_none() {
        for text in ["03/04/2026", "yesterday", "", "99/99/9999", "2026-13-45", "1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
