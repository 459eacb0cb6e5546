//! Compiles the rule book of `data/` at build time, so that starting up costs a millisecond and a
//! broken rule breaks the build. Watches `data/`, so that a new file is never silently left out.

#![allow(dead_code, unused_imports, unreachable_pub, reason = "the program uses what this script does not")]

mod language;
mod words;
mod rules {
    //! The rooms that turn files into a rule book, without the one that embeds the result.
    mod book;
    pub mod compile;
    mod error;
    mod files;
    mod index;
    mod load;
    mod owners;
    pub mod phrase;
    mod phrases;
    mod policy;
    mod stored;
    mod syntax;
    mod terms;

    pub use book::*;
    pub use compile::Patterns;
    pub use error::RuleError;
    pub use load::{build, read_tree};
    pub use owners::*;
    pub use policy::*;
    pub use terms::*;
}

use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=data");
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("data");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    if let Err(error) = compile(&root, &out) {
        println!("cargo::error=data/{error}");
    }
}

fn compile(root: &Path, out: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let tree = rules::read_tree(root)?;
    let mut book = rules::build(&[&tree])?;
    let (rules, tables) = (postcard::to_stdvec(&book)?, book.tables_to_bytes());
    let fingerprint = blake3::Hasher::new().update(&rules).update(&tables).finalize();
    std::fs::write(out.join("book.blake3"), fingerprint.as_bytes())?;
    std::fs::write(out.join("book.bin"), rules)?;
    std::fs::write(out.join("tables.bin"), tables)?;
    std::fs::write(out.join("tree.bin"), postcard::to_stdvec(&tree)?)?;
    Ok(())
}
