//! What can be wrong with a rule book, always with the file and, where there is one, the line.

use std::path::PathBuf;

use super::phrase::PhraseError;

/// A rule book could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// A file or folder could not be read.
    #[error("{path}: cannot be read", path = .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The file is no valid TOML, or has a key or a value that does not belong there. The message
    /// names the stray key and the allowed ones.
    #[error("{file}:{line}: {message}")]
    Syntax {
        /// The file, relative to the tree of rules.
        file: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// A phrase cannot be read.
    #[error("{file}:{line}: phrase \"{phrase}\", column {column}: {reason}", column = .source.column, reason = .source.what)]
    Phrase {
        /// The file, relative to the tree of rules.
        file: String,
        /// Counted from 1.
        line: usize,
        /// The phrase as written.
        phrase: String,
        /// What is wrong in it. Not a `#[source]`: the message above spells it out.
        source: Box<PhraseError>,
    },
    /// Two files claim the same id or alias.
    #[error("{file}: the id {id} is taken by {other}")]
    Duplicate {
        /// The file that comes second.
        file: String,
        /// The id or alias.
        id: String,
        /// The file that comes first.
        other: String,
    },
    /// A rule, scheme or policy names a rule that is not there.
    #[error("{file}: no rule is called \"{id}\"{hint}")]
    UnknownRule {
        /// The file that names it.
        file: String,
        /// The name.
        id: String,
        /// A near name, as " (did you mean …?)", or nothing.
        hint: String,
    },
    /// A value is of the right type and yet makes no sense.
    #[error("{file}: {message}")]
    Value {
        /// The file.
        file: String,
        /// What is wrong and what would be right.
        message: String,
    },
    /// A path in the tree is none the rule book knows.
    #[error(
        "{file}: does not belong here (expected rules/<family>/<name>.toml, schemes/, lexicon/, languages/, vendors/, reporting/, wording/, manner/ or policy.toml)"
    )]
    Misplaced {
        /// The file.
        file: String,
    },
}
