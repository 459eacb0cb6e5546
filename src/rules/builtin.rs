//! The rule book that is built into the program.

use std::sync::LazyLock;

use super::{RuleBook, Tree};

/// Bytes on a border of four, so that the tables in them can be used where they lie.
#[repr(C, align(4))]
struct Aligned<B: ?Sized>(B);

static BOOK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/book.bin"));
static TABLES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/tables.bin")));
static TREE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/tree.bin"));

impl RuleBook {
    /// The book of `data/`, as it was when the program was built. It is never given back: that
    /// would take longer than screening a call.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<RuleBook> = LazyLock::new(|| {
            let mut book: RuleBook = postcard::from_bytes(BOOK).expect("the build script wrote it with the same types");
            book.set_tables(&TABLES.0);
            book
        });
        &BUILTIN
    }

    /// The files of the built-in book: what an overlay is laid over, and what `rules show` prints.
    pub fn builtin_tree() -> Tree {
        postcard::from_bytes(TREE).expect("the build script wrote it with the same types")
    }
}
