//! Which number a rule has, by id and alias.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::error::RuleError;
use super::load::value;
use super::syntax::RuleFile;
use super::terms::RuleId;

/// Which number a rule has, by id and alias.
pub(super) struct Index {
    numbers: HashMap<String, u16>,
    families: BTreeMap<String, Vec<u16>>,
    /// Rules the policy switches off: naming one is no mistake, it is never heard.
    off: BTreeSet<String>,
}

impl Index {
    pub(super) fn new(sources: &[(RuleId, &str, RuleFile)], off: &BTreeSet<&str>) -> Result<Self, RuleError> {
        let mut numbers: HashMap<String, u16> = HashMap::new();
        let mut families: BTreeMap<String, Vec<u16>> = BTreeMap::new();
        for (number, (id, path, file)) in sources.iter().enumerate() {
            let number = u16::try_from(number).map_err(|_| value(path, "more than 65,535 rules"))?;
            families.entry(id.family().to_owned()).or_default().push(number);
            for name in std::iter::once(id.as_str()).chain(file.aliases.iter().map(String::as_str)) {
                if let Some(other) = numbers.insert(name.to_owned(), number) {
                    return Err(RuleError::Duplicate {
                        file: (*path).to_owned(),
                        id: name.to_owned(),
                        other: sources[usize::from(other)].1.to_owned(),
                    });
                }
            }
        }
        let off = off.iter().map(|id| (*id).to_owned()).collect();
        Ok(Self { numbers, families, off })
    }

    pub(super) fn one(&self, file: &str, id: &str) -> Result<u16, RuleError> {
        self.numbers.get(id).copied().ok_or_else(|| RuleError::UnknownRule {
            file: file.to_owned(),
            id: id.to_owned(),
            hint: self.hint(id),
        })
    }

    /// Every rule that a name of a scheme means: one, or a family as `family/*`.
    pub(super) fn several(&self, file: &str, id: &str) -> Result<Vec<u16>, RuleError> {
        match id.strip_suffix("/*") {
            Some(family) => self.families.get(family).cloned().ok_or_else(|| RuleError::UnknownRule {
                file: file.to_owned(),
                id: id.to_owned(),
                hint: String::new(),
            }),
            None if self.off.contains(id) => Ok(Vec::new()),
            None => self.one(file, id).map(|number| vec![number]),
        }
    }

    fn hint(&self, id: &str) -> String {
        let name = id.rsplit('/').next().unwrap_or(id);
        let mut near: Vec<&String> = self
            .numbers
            .keys()
            .filter(|known| known.rsplit('/').next().is_some_and(|known| known.contains(name) || name.contains(known)))
            .collect();
        near.sort();
        near.first().map_or_else(String::new, |known| format!(" (did you mean {known}?)"))
    }
}
