//! Files of `data/` → [`RuleBook`].

mod book;
mod builtin;
pub mod compile;
mod error;
mod examples;
mod files;
mod index;
mod load;
mod owners;
pub mod phrase;
mod phrases;
mod policy;
mod shelf;
mod stored;
mod syntax;
mod terms;

pub use book::{Channel, Choice, Company, Edition, Language, Reporting, Rule, RuleBook, Scheme, Text, Vendor, Wording};
pub use compile::Patterns;
pub use error::RuleError;
pub use examples::{Example, Examples, examples};
pub use load::{Tree, build, read_tree};
pub use owners::{Owner, Owners, PhraseInfo};
pub use policy::{Alone, ArticlePolicy, MannerPolicy, Overlap, Policy, Step};
pub use shelf::Shelf;
pub use stored::Stored;
pub use terms::{Denied, Level, Role, RuleId, SaidBy, Signal};
