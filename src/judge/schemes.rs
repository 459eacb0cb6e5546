//! Known scripts: composites of what was heard.

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
        && scheme.any.iter().filter(|rule| heard.has(**rule)).count() >= scheme.any_count
        && !any(&scheme.none)
        && scheme.within.is_none_or(|words| is_close(scheme, heard, words))
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
