//! Compiles the phrases of a book and remembers whose they are.

use std::collections::BTreeSet;

use super::book::{Company, Vendor};
use super::compile::{Compiler, Patterns, Weights};
use super::error::RuleError;
use super::files::Files;
use super::load::{line_of, parse, value};
use super::owners::{Owner, Owners, PhraseInfo};
use super::phrase;
use super::syntax::{LexiconFile, RuleFile};
use crate::language::Code;
use crate::words::fold;

/// Lists whose entries in `lexicon/any.toml` are names of companies.
const COMPANY_LISTS: [&str; 9] =
    ["security_vendor", "tech_company", "telecom", "bank", "authority", "courier", "shop", "insurer", "utility"];

/// Compiles phrases and remembers whose they are.
pub(super) struct Phrases {
    compiler: Compiler,
    infos: Vec<PhraseInfo>,
    brands: Vec<String>,
}

impl Phrases {
    pub(super) fn new(files: &Files<'_>) -> Result<Self, RuleError> {
        let mut compiler = Compiler::new();
        let mut brands = BTreeSet::new();
        let common = lexicon(files, "any")?;
        for list in COMPANY_LISTS {
            brands.extend(common.lists.get(list).into_iter().flatten().cloned());
        }
        for code in Code::ALL {
            let mut own = lexicon(files, code.as_str())?;
            for (name, entries) in &common.lists {
                own.lists.entry(name.clone()).or_default().extend(entries.iter().cloned());
            }
            let union: Vec<String> =
                COMPANY_LISTS.iter().filter_map(|list| own.lists.get(*list)).flatten().cloned().collect();
            own.lists.entry("company".to_owned()).or_default().extend(union);
            own.same.extend(common.same.clone());
            own.fillers.extend(common.fillers.iter().cloned());
            let place = format!("lexicon/{code}.toml");
            compiler
                .lexicon(code, &own.lists, &own.same, &own.fillers)
                .map_err(|error| value(&place, &error.to_string()))?;
        }
        Ok(Self { compiler, infos: Vec::new(), brands: brands.into_iter().collect() })
    }

    pub(super) fn of_rule(&mut self, number: u16, path: &str, text: &str, file: &RuleFile) -> Result<(), RuleError> {
        for (code, phrasings) in &file.languages {
            for phrase in &phrasings.phrases {
                self.add(Owner::Rule(number), Some(*code), path, text, phrase)?;
            }
            for phrase in &phrasings.unless {
                self.add(Owner::Unless(number), Some(*code), path, text, phrase)?;
            }
        }
        Ok(())
    }

    pub(super) fn add(
        &mut self,
        owner: Owner,
        language: Option<Code>,
        path: &str,
        text: &str,
        phrase: &str,
    ) -> Result<(), RuleError> {
        let failed = |source| RuleError::Phrase {
            file: path.to_owned(),
            line: line_of(text, phrase),
            phrase: phrase.to_owned(),
            source: Box::new(source),
        };
        let node = phrase::parse(phrase).map_err(failed)?;
        let number = self.compiler.add(language.unwrap_or(Code::En), &node).map_err(failed)?;
        debug_assert_eq!(number as usize, self.infos.len(), "phrases are numbered as they are added");
        self.infos.push(PhraseInfo { owner, language });
        Ok(())
    }

    /// The named companies: brands of the lexicon, and the vendors under all their names.
    pub(super) fn companies(&mut self, vendors: &[(Vendor, Vec<String>)]) -> Result<Vec<Company>, RuleError> {
        let mut companies: Vec<Company> = Vec::new();
        let mut known = BTreeSet::new();
        let mut names: Vec<(Vec<String>, Company)> = Vec::new();
        for (number, (vendor, aliases)) in vendors.iter().enumerate() {
            let mut all = vec![vendor.name.clone()];
            all.extend(aliases.iter().cloned());
            known.extend(all.iter().map(|name| fold(name)));
            let number = u16::try_from(number).map_err(|_| value("vendors", "more than 65,535 vendors"))?;
            names.push((all, Company { name: vendor.name.clone(), vendor: Some(number) }));
        }
        for brand in std::mem::take(&mut self.brands) {
            if !known.contains(&fold(&brand)) {
                names.push((vec![brand.clone()], Company { name: display_name(&brand), vendor: None }));
            }
        }
        for (names, company) in names {
            let number = u16::try_from(companies.len()).map_err(|_| value("lexicon", "more than 65,535 companies"))?;
            companies.push(company);
            for name in names {
                self.add(Owner::Company(number), None, "lexicon/any.toml", "", &name)?;
            }
        }
        Ok(companies)
    }

    /// Gives words of a language their weights.
    pub(super) fn weigh(&mut self, language: Code, weights: Weights) {
        self.compiler.weigh(language, weights);
    }

    pub(super) fn finish(self) -> (Owners, Patterns) {
        (self.infos.into_iter().collect(), self.compiler.finish())
    }
}

fn lexicon(files: &Files<'_>, name: &str) -> Result<LexiconFile, RuleError> {
    let place = format!("lexicon/{name}.toml");
    let mut all = LexiconFile::default();
    for text in files.lexicon.get(place.as_str()).into_iter().flatten() {
        let one: LexiconFile = parse(&place, text)?;
        all.fillers.extend(one.fillers);
        all.same.extend(one.same);
        for (name, entries) in one.lists {
            all.lists.entry(name).or_default().extend(entries);
        }
    }
    Ok(all)
}

/// "bank of america" → "Bank of America": brands are listed folded, people read them with capitals.
fn display_name(brand: &str) -> String {
    if brand.chars().any(char::is_uppercase) {
        return brand.to_owned();
    }
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    brand
        .split(' ')
        .map(
            |word| {
                if matches!(word, "of" | "and" | "the" | "de" | "di" | "und") { word.to_owned() } else { capital(word) }
            },
        )
        .collect::<Vec<_>>()
        .join(" ")
}
