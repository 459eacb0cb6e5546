//! Files of `data/` → [`RuleBook`].

mod book;
mod builtin;
pub mod compile;
mod error;
mod load;
pub mod phrase;
mod syntax;

pub use book::{
    ArticlePolicy, Channel, Choice, Company, Denied, Edition, Language, Level, Owner, PhraseInfo, Policy, Reporting,
    Role, Rule, RuleBook, RuleId, SaidBy, Scheme, Signal, Text, Vendor,
};
pub use compile::Patterns;
pub use error::RuleError;
pub use load::{Example, Examples, Tree, build, examples, read_tree};
