//! Known scripts: composites of what was heard.

use std::collections::BTreeSet;

use super::points::Heard;
use crate::rules::{Level, RuleBook, RuleId, Scheme, Vendor};

/// The strongest scheme that was heard.
pub(super) struct Match<'b> {
    pub(super) scheme: &'b Scheme,
    /// The strongest least level among all schemes that were heard, and whose it is. It stands even
    /// where a scheme with more points takes the name.
    pub(super) floor: Option<(Level, RuleId)>,
}

/// Of the schemes that are complete the strongest counts; the others overlap with it.
pub(super) fn best<'b>(heard: &Heard<'_, '_>, vendor: Option<&Vendor>, book: &'b RuleBook) -> Option<Match<'b>> {
    let complete: Vec<&Scheme> = book.schemes.iter().filter(|scheme| is_complete(scheme, heard, vendor)).collect();
    let floor = complete
        .iter()
        .filter_map(|scheme| scheme.at_least.map(|level| (level, scheme.id.clone())))
        .max_by_key(|(level, _)| *level);
    // Of equal points the one that asks for more is the better name.
    let scheme = complete.into_iter().max_by_key(|scheme| (scheme.points, scheme.all.len() + scheme.any_count))?;
    Some(Match { scheme, floor })
}

fn is_complete(scheme: &Scheme, heard: &Heard<'_, '_>, vendor: Option<&Vendor>) -> bool {
    let any = |rules: &[u16]| rules.iter().any(|rule| heard.has(*rule));
    let company_fits =
        scheme.vendor_never.as_ref().is_none_or(|never| vendor.is_some_and(|vendor| vendor.never.contains(never)));
    company_fits
        && scheme.all.iter().all(|choice| any(choice))
        && count_apart(&scheme.any, heard) >= scheme.any_count
        && !scheme.none.iter().any(|rule| heard.stands(*rule))
        && scheme.within.is_none_or(|words| is_close(scheme, heard, words))
}

/// How many of the rules are heard in different words: what one phrase says is said once.
fn count_apart(rules: &[u16], heard: &Heard<'_, '_>) -> usize {
    let mut places: Vec<(u32, u32, u16)> = Vec::new();
    let mut elsewhere = 0;
    for rule in rules.iter().filter(|rule| heard.has(**rule)) {
        let found = heard.of(*rule);
        // What is known from beside the text overlaps with nothing.
        elsewhere += usize::from(found.iter().all(|finding| finding.words.is_empty()));
        let spoken = found.iter().filter(|finding| !finding.words.is_empty());
        places.extend(spoken.map(|finding| (finding.words.end, finding.words.start, *rule)));
    }
    // Of what overlaps the one that ends first leaves most room.
    places.sort_unstable();
    let (mut free, mut counted) = (0, BTreeSet::new());
    for (end, start, rule) in places {
        if start >= free && counted.insert(rule) {
            free = end;
        }
    }
    counted.len() + elsewhere
}

/// Whether one finding of each part lies within a window of so many words.
fn is_close(scheme: &Scheme, heard: &Heard<'_, '_>, words: u32) -> bool {
    let places = |rules: &[u16]| -> Vec<u32> {
        rules.iter().flat_map(|rule| heard.of(*rule)).map(|finding| finding.words.start).collect()
    };
    let mut parts: Vec<Vec<u32>> = scheme.all.iter().map(|choice| places(choice)).collect();
    if scheme.any_count > 0 {
        parts.push(places(&scheme.any));
    }
    let starts: Vec<u32> = parts.iter().flatten().copied().collect();
    starts
        .iter()
        .any(|start| parts.iter().all(|part| part.iter().any(|place| place >= start && place - start <= words)))
}
