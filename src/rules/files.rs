//! The files of all trees, sorted by what they hold.

use std::collections::BTreeMap;

use super::error::RuleError;
use super::load::{Tree, parse};
use super::syntax::PolicyFile;

/// The files of all trees by what they hold.
#[derive(Default)]
pub(super) struct Files<'t> {
    pub(super) rules: BTreeMap<&'t str, &'t str>,
    pub(super) schemes: BTreeMap<&'t str, &'t str>,
    pub(super) lexicon: BTreeMap<&'t str, Vec<&'t str>>,
    pub(super) languages: BTreeMap<&'t str, &'t str>,
    pub(super) vendors: BTreeMap<&'t str, &'t str>,
    pub(super) reporting: BTreeMap<&'t str, &'t str>,
    pub(super) wording: BTreeMap<&'t str, &'t str>,
    pub(super) manner: BTreeMap<&'t str, &'t str>,
    pub(super) policies: Vec<(&'t str, &'t str)>,
}

impl<'t> Files<'t> {
    pub(super) fn sort(trees: &[&'t Tree]) -> Result<Self, RuleError> {
        let mut files = Self::default();
        for tree in trees {
            for (path, text) in *tree {
                let (path, text) = (path.as_str(), text.as_str());
                match path.split('/').collect::<Vec<_>>()[..] {
                    ["rules", _, _] => files.rules.insert(path, text),
                    ["schemes", _] => files.schemes.insert(path, text),
                    ["languages", _] => files.languages.insert(path, text),
                    ["vendors", _] => files.vendors.insert(path, text),
                    ["reporting", _] => files.reporting.insert(path, text),
                    ["wording", _] => files.wording.insert(path, text),
                    ["manner", _] => files.manner.insert(path, text),
                    ["lexicon", _] => {
                        files.lexicon.entry(path).or_default().push(text);
                        None
                    }
                    ["policy.toml"] => {
                        files.policies.push((path, text));
                        None
                    }
                    _ => return Err(RuleError::Misplaced { file: path.to_owned() }),
                };
            }
        }
        Ok(files)
    }

    pub(super) fn policy(&self) -> Result<PolicyFile, RuleError> {
        let mut all = PolicyFile::default();
        for (path, text) in &self.policies {
            let one: PolicyFile = parse(path, text)?;
            all.prior = one.prior.or(all.prior);
            all.least_words = one.least_words.or(all.least_words);
            all.seen_number = one.seen_number.or(all.seen_number);
            all.overlap = one.overlap.or(all.overlap);
            all.article = one.article.or(all.article);
            all.manner = one.manner.or(all.manner);
            all.levels.extend(one.levels);
            all.caps.extend(one.caps);
            all.points.extend(one.points);
            all.off.extend(one.off);
        }
        Ok(all)
    }

    pub(super) fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let groups =
            [&self.rules, &self.schemes, &self.languages, &self.vendors, &self.reporting, &self.wording, &self.manner];
        let single = groups.into_iter().flatten().map(|(path, text)| (*path, *text));
        let merged = self.lexicon.iter().flat_map(|(path, texts)| texts.iter().map(|text| (*path, *text)));
        for (path, text) in single.chain(merged).chain(self.policies.iter().copied()) {
            for part in [path, text] {
                hasher.update(&(part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}
