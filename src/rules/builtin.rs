//! The rule book that is built into the program.

use super::{RuleBook, Tree};

static BOOK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/book.bin"));
static TREE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tree.bin"));

impl RuleBook {
    /// The book of `data/`, as it was when the program was built.
    pub fn builtin() -> Self {
        postcard::from_bytes(BOOK).expect("the build script wrote it with the same types")
    }

    /// The files of the built-in book: what an overlay is laid over, and what `rules show` prints.
    pub fn builtin_tree() -> Tree {
        postcard::from_bytes(TREE).expect("the build script wrote it with the same types")
    }
}
