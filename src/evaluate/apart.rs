//! Each call judged by words that were learnt from the others.

use super::call::{Call, ties};
use super::data::Item;
use super::fit::{Bound, FOLDS, deal, fit_words};
use crate::batch::Crew;
use crate::judge::Reader;
use crate::rules::{RuleBook, RuleError, Tree, build, examples};
use crate::screen::Screener;

/// Screens every item as if its words had never been seen: they are learnt anew from the four fifths it
/// has nothing to do with. What is learnt from the items themselves says nothing about the words of
/// others, and points fitted beside it would come out too small. The book is that of the trees.
///
/// # Errors
/// The rules of the trees cannot be used.
pub fn screen_apart(
    items: &[Item],
    group: Option<&str>,
    book: &RuleBook,
    trees: &[Tree],
    reader: &Reader,
    crew: &Crew,
) -> Result<Vec<Call>, RuleError> {
    let trees: Vec<&Tree> = trees.iter().collect();
    let examples = examples(&trees)?;
    let ties: Vec<Vec<String>> = items.iter().map(ties).collect();
    let bound: Vec<Bound<'_>> =
        items.iter().zip(&ties).map(|(item, ties)| Bound { scam: item.scam, ties: ties.as_slice() }).collect();
    let folds = deal(&bound, FOLDS);
    let parts = crew.work((0..FOLDS).collect(), |fold| {
        let rest = items.iter().zip(&folds).filter(|(_, own)| **own != fold).map(|(item, _)| item);
        let learnt = fit_words(&rest.collect::<Vec<_>>(), &examples, book);
        let overlay: Tree = learnt.iter().map(|fit| (format!("manner/{}.toml", fit.language), fit.file())).collect();
        let trees: Vec<&Tree> = trees.iter().copied().chain([&overlay]).collect();
        let book = build(&trees)?;
        let screener = Screener::new(&book, reader.clone());
        let labels = book.labels();
        let own = items.iter().enumerate().zip(&folds).filter(|(_, own)| **own == fold);
        Ok(own.map(|((at, item), _)| (at, Call::screen(item, group, &screener, &labels))).collect::<Vec<_>>())
    });
    let mut calls: Vec<(usize, Call)> = Vec::with_capacity(items.len());
    for part in parts {
        calls.extend(part?);
    }
    calls.sort_by_key(|(at, _)| *at);
    Ok(calls.into_iter().map(|(_, call)| call).collect())
}
