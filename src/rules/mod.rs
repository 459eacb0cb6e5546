//! Files of `data/` → [`RuleBook`].

mod book;
mod builtin;
pub mod compile;
mod error;
mod examples;
mod files;
mod index;
mod load;
pub mod phrase;
mod phrases;
mod syntax;

pub use book::{
    ArticlePolicy, Channel, Choice, Company, Denied, Edition, Language, Level, MannerPolicy, Owner, PhraseInfo, Policy,
    Reporting, Role, Rule, RuleBook, RuleId, SaidBy, Scheme, Signal, Text, Vendor,
};
pub use compile::Patterns;
pub use error::RuleError;
pub use examples::{Example, Examples, examples};
pub use load::{Tree, build, read_tree};
