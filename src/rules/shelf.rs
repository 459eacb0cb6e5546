//! Compiled books in a folder, so that rules of one's own are compiled once and not for each call.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::load::{Tree, build};
use super::{RuleBook, RuleError};

/// The fingerprint of the built-in book as this program holds it. It changes with the rules and with the
/// form they are compiled into, so that no program takes another's book for its own.
static PROGRAM: &[u8; blake3::OUT_LEN] = include_bytes!(concat!(env!("OUT_DIR"), "/book.blake3"));

/// Who lays several folders over the rules in turn finds them all again.
const BOOKS_KEPT: usize = 4;
const ENDING: &str = "book";

/// A folder of compiled books. Whatever it holds can be deleted: it only costs time.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// Made when the first book is put there; where there is none, nothing is kept.
    pub folder: Option<PathBuf>,
}

impl Shelf {
    /// The built-in book with trees laid over: taken from here, or compiled and put here. A folder that can
    /// be neither read nor written is no error.
    pub fn book(&self, overlays: &[Tree]) -> Result<&'static RuleBook, RuleError> {
        let place = |folder: &PathBuf| folder.join(fingerprint(overlays)).with_extension(ENDING);
        let path = self.folder.as_ref().map(place);
        if let Some(book) = path.as_deref().and_then(take) {
            return Ok(book);
        }
        let builtin = RuleBook::builtin_tree();
        let trees: Vec<&Tree> = std::iter::once(&builtin).chain(overlays).collect();
        // Kept to the end as the built-in one is: the program ends when it is no longer needed.
        let book = Box::leak(Box::new(build(&trees)?));
        if let Some(path) = path {
            let _ = put(&path, book);
        }
        Ok(book)
    }
}

fn put(path: &Path, book: &mut RuleBook) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&write(book).map_err(io::Error::other)?)?;
    file.persist(path)?;
    clear_old(folder)
}

/// Deletes all books but the newest.
fn clear_old(folder: &Path) -> io::Result<()> {
    let mut books: Vec<(SystemTime, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|ending| ending == ENDING) {
            books.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    books.sort();
    let old = books.len().saturating_sub(BOOKS_KEPT);
    books[..old].iter().try_for_each(|(_, path)| fs::remove_file(path))
}

/// What a book made of these trees by this program is known by.
fn fingerprint(overlays: &[Tree]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(PROGRAM);
    for tree in overlays {
        hasher.update(&(tree.len() as u64).to_le_bytes());
        for part in tree.iter().flat_map(|(path, text)| [path, text]) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// Fingerprint of the rest, length of the book, the book, and on a border of four its tables.
fn write(book: &mut RuleBook) -> Result<Vec<u8>, postcard::Error> {
    let mut rest = Vec::new();
    let rules = postcard::to_stdvec(book)?;
    rest.extend((rules.len() as u64).to_le_bytes());
    rest.extend(rules);
    rest.resize(rest.len().next_multiple_of(4), 0);
    rest.extend(book.tables_to_bytes());
    Ok([blake3::hash(&rest).as_bytes().as_slice(), &rest].concat())
}

/// Reads what [`write()`] wrote; none of what was cut off or damaged.
fn take(path: &Path) -> Option<&'static RuleBook> {
    let bytes = fs::read(path).ok()?;
    // A copy on a border of four, so that the tables can be used where they lie.
    let mut numbers = vec![0u32; bytes.len() / 4];
    bytemuck::cast_slice_mut(&mut numbers).copy_from_slice(bytes.get(..bytes.len() / 4 * 4)?);
    let bytes: &'static [u8] = bytemuck::cast_slice(numbers.leak());
    let (hash, rest) = bytes.split_first_chunk::<{ blake3::OUT_LEN }>()?;
    if blake3::hash(rest) != *hash {
        return None;
    }
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let mut book: RuleBook = postcard::from_bytes(rest.get(..length)?).ok()?;
    book.set_tables(rest.get(length.next_multiple_of(4)..)?);
    Some(Box::leak(Box::new(book)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlay(points: i32) -> Tree {
        Tree::from([("policy.toml".to_owned(), format!("[points]\n\"contact/robocall\" = {points}\n"))])
    }

    fn books(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_book_comes_back_as_it_was_and_nothing_of_a_damaged_one() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf { folder: Some(folder.path().join("made")) };
        let compiled = shelf.book(&[overlay(3)]).unwrap();
        let path = folder.path().join("made").join(fingerprint(&[overlay(3)])).with_extension(ENDING);
        let taken = take(&path).unwrap();
        assert_eq!(taken.edition, compiled.edition);
        assert_eq!(taken.rule("contact/robocall").unwrap().points, 3);
        assert_eq!(taken.patterns, compiled.patterns);

        let whole = fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        *flipped.last_mut().unwrap() ^= 1;
        for damaged in [&whole[..whole.len() - 4], &whole[..40], &[], &flipped] {
            fs::write(&path, damaged).unwrap();
            assert!(take(&path).is_none());
        }
    }

    #[test]
    fn other_files_make_another_book() {
        let moved = Tree::from([("policies.toml".to_owned(), overlay(3)["policy.toml"].clone())]);
        let all = [vec![], vec![overlay(3)], vec![overlay(2)], vec![moved], vec![overlay(3), overlay(2)]];
        let mut known: Vec<String> = all.iter().map(|trees| fingerprint(trees)).collect();
        known.sort();
        known.dedup();
        assert_eq!(known.len(), all.len());
    }

    #[test]
    fn only_the_newest_books_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..6 {
            fs::write(folder.path().join(format!("{number}.{ENDING}")), "").unwrap();
        }
        fs::write(folder.path().join("note.txt"), "").unwrap();
        clear_old(folder.path()).unwrap();
        assert_eq!(books(folder.path()), BOOKS_KEPT + 1);
    }
}
