//! The examples of every rule and scheme: what `rules check` goes through.

use super::error::RuleError;
use super::files::Files;
use super::load::{Tree, line_of, parse, rule_id};
use super::syntax::{RuleFile, SchemeFile};
use super::terms::RuleId;
use crate::language::Code;

/// One example of a rule or scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The rule or scheme it belongs to.
    pub id: RuleId,
    /// The file it stands in.
    pub file: String,
    /// Its line there.
    pub line: usize,
    /// The language it is in.
    pub language: Code,
    /// Whether the rule must be heard in it.
    pub hit: bool,
    /// The text.
    pub text: String,
}

/// What `rules check` goes through: every example, and how many hits and misses each rule has in
/// each language.
pub type Examples = Vec<Example>;

/// Collects the examples of every rule and scheme of the trees.
pub fn examples(trees: &[&Tree]) -> Result<Examples, RuleError> {
    let files = Files::sort(trees)?;
    let mut all = Vec::new();
    let mut take = |id: &RuleId, path: &str, text: &str, code: Code, hits: &[String], misses: &[String]| {
        for (hit, group) in [(true, hits), (false, misses)] {
            all.extend(group.iter().map(|example| Example {
                id: id.clone(),
                file: path.to_owned(),
                line: line_of(text, example),
                language: code,
                hit,
                text: example.clone(),
            }));
        }
    };
    for (path, text) in &files.rules {
        let id = rule_id(path)?;
        for (code, part) in &parse::<RuleFile>(path, text)?.languages {
            take(&id, path, text, *code, &part.hits, &part.misses);
        }
    }
    for (path, text) in &files.schemes {
        let name = path.trim_start_matches("schemes/").trim_end_matches(".toml");
        let id = RuleId::new(format!("scheme/{name}"));
        for (code, part) in &parse::<SchemeFile>(path, text)?.languages {
            take(&id, path, text, *code, &part.hits, &part.misses);
        }
    }
    Ok(all)
}
