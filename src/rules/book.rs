//! The rule book as it is used: checked, compiled, and complete in itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compile::Patterns;
use super::owners::Owners;
use super::policy::Policy;
use super::stored::Stored;
use super::terms::{Denied, Level, Role, RuleId, SaidBy, Signal};
use crate::language::{Code, Labels};
use crate::words::table::{self, Table};

/// What a rule or a scheme tells a person, in one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// For a red flag it completes "the caller …".
    pub title: String,
    /// Why this matters.
    pub why: String,
    /// What to do now.
    pub advice: String,
    /// What to ask to be sure.
    // postcard has no notion of an absent field, so no `skip_serializing_if` here.
    #[serde(default)]
    pub ask: Option<String>,
}

/// One thing to look for, in every language it knows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rule {
    /// Its name, which is its place in the tree.
    pub id: RuleId,
    /// What hearing it does.
    pub role: Role,
    /// Weight of evidence in decibans.
    pub points: i32,
    /// Whose words count.
    pub said_by: SaidBy,
    /// What a denial does.
    pub denied: Denied,
    /// The least level of a verdict in which it is heard.
    pub at_least: Option<Level>,
    /// Rules that take the provenance of this reassurance away.
    pub refused_by: Vec<RuleId>,
    /// Whether it is an outcome: something that happened to the person, and changes the advice.
    pub outcome: bool,
    /// Heard by a signal beside, or instead of, words.
    pub signal: Option<Signal>,
    /// Former ids.
    pub aliases: Vec<RuleId>,
    /// Official bodies that name it.
    pub sources: Stored<Vec<String>>,
    /// What it tells a person, by language.
    pub texts: Stored<BTreeMap<Code, Text>>,
    /// Raw regexes with their language, for what is not word-shaped.
    pub regexes: Vec<(Code, String)>,
}

/// A choice of rules; one of them must be heard.
pub type Choice = Vec<u16>;

/// A known scam's script: a composite of rules, never of words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Scheme {
    /// `scheme/<name>`
    pub id: RuleId,
    /// From each choice one rule must be heard.
    pub all: Vec<Choice>,
    /// So many of `any` must be heard.
    pub any_count: usize,
    /// Rules of which `any_count` must be heard.
    pub any: Choice,
    /// Rules that must not be heard.
    pub none: Choice,
    /// All of it within so many words.
    pub within: Option<u32>,
    /// What a named company's profile says it never does.
    pub vendor_never: Option<String>,
    /// Points beyond those of its rules, in decibans.
    pub points: i32,
    /// The least level of a verdict in which it is heard.
    pub at_least: Option<Level>,
    /// Official bodies that describe it.
    pub sources: Stored<Vec<String>>,
    /// What it tells a person, by language.
    pub texts: Stored<BTreeMap<Code, Text>>,
}

/// What a company really does.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Vendor {
    /// Its name as people know it.
    pub name: String,
    /// Official domains.
    pub official: Vec<String>,
    /// What it never does, as short ids.
    pub never: Vec<String>,
    /// Page the profile was taken from.
    pub source: String,
    /// Day on which the page was read.
    pub checked_on: String,
    /// What it does, in one sentence, by language.
    pub policy: BTreeMap<Code, String>,
    /// How to reach it, in one sentence, by language.
    pub contact: BTreeMap<Code, String>,
}

/// Where to report in one country.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reporting {
    /// ISO 3166 code, upper case.
    pub country: String,
    /// Day on which the sources were read.
    pub checked_on: String,
    /// The places.
    pub channels: Vec<Channel>,
}

/// One place to report to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Channel {
    /// Its name.
    pub name: String,
    /// Phone number as written for the public.
    pub phone: Option<String>,
    /// Web address.
    pub url: Option<String>,
    /// Number for text messages.
    pub sms: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// What to report there, by language.
    pub purpose: BTreeMap<Code, String>,
    /// Where the data comes from.
    pub source: String,
}

/// A company by its usual name, with the profile if there is one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Company {
    /// Name as people know it.
    pub name: String,
    /// Index into [`RuleBook::vendors`].
    pub vendor: Option<u16>,
}

/// The facts of a language that are not phrases.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Language {
    /// Its code.
    pub code: Code,
    /// Its English name.
    pub name: String,
    /// Whether the rules cover it.
    pub covered: bool,
    /// Folded function words it is recognised by.
    pub common: Vec<String>,
    /// Words that say who speaks.
    pub labels: Labels,
}

/// Which rules made a verdict: the version of the program and a digest of the book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// First 16 hexadecimal digits of the digest over all files of the book.
    pub rules: String,
    /// How many rules.
    pub count: usize,
}

/// Interface texts of one language by key.
pub type Wording = Stored<BTreeMap<String, String>>;

/// Everything the screener knows, ready for use.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RuleBook {
    /// Sorted by id.
    pub rules: Vec<Rule>,
    /// Sorted by id.
    pub schemes: Vec<Scheme>,
    /// How evidence adds up.
    pub policy: Policy,
    /// In the order of [`Code::ALL`].
    pub languages: Vec<Language>,
    /// Sorted by name.
    pub vendors: Vec<Vendor>,
    /// Named companies.
    pub companies: Vec<Company>,
    /// Sorted by country.
    pub reporting: Vec<Reporting>,
    /// Interface texts by language: headings, levels, sentences, by key.
    pub wording: BTreeMap<Code, Wording>,
    /// What each phrase of `patterns` belongs to, by its number.
    #[serde(skip)]
    pub phrases: Owners,
    /// The phrases, compiled.
    pub patterns: Patterns,
    /// Which rules these are.
    pub edition: Edition,
}

impl RuleBook {
    /// Its tables of numbers as bytes; all else goes by serde.
    pub fn tables_to_bytes(&mut self) -> Vec<u8> {
        table::write(self.tables())
    }

    /// Takes back what [`Self::tables_to_bytes`] gave.
    pub fn set_tables(&mut self, bytes: &'static [u8]) {
        table::read(bytes, self.tables());
    }

    fn tables(&mut self) -> impl Iterator<Item = &mut Table> {
        self.patterns.tables().chain([self.phrases.table()])
    }

    /// A rule by its id or a former one.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.index(id).map(|index| &self.rules[usize::from(index)])
    }

    /// The number of a rule by its id or a former one.
    pub fn index(&self, id: &str) -> Option<u16> {
        let found = self
            .rules
            .binary_search_by(|rule| rule.id.as_str().cmp(id))
            .ok()
            .or_else(|| self.rules.iter().position(|rule| rule.aliases.iter().any(|alias| alias.as_str() == id)));
        found.and_then(|index| u16::try_from(index).ok())
    }

    /// An interface text. A missing one shows its key, so that it is seen; `rules check` and the
    /// tests find it first.
    pub fn say<'b>(&'b self, language: Code, key: &'b str) -> &'b str {
        [language, Code::En]
            .iter()
            .find_map(|code| self.wording.get(code).and_then(|texts| texts.get(key)))
            .map_or(key, String::as_str)
    }

    /// The places to report to in a country, by its ISO 3166 code.
    pub fn reporting_for(&self, country: &str) -> Option<&Reporting> {
        self.reporting.iter().find(|reporting| reporting.country.eq_ignore_ascii_case(country))
    }

    /// Words that say who speaks, of every language.
    pub fn labels(&self) -> Vec<Labels> {
        self.languages.iter().map(|language| language.labels.clone()).collect()
    }
}

impl Rule {
    /// Whether it is heard by how all words together weigh, and not by any of them.
    pub fn is_manner(&self) -> bool {
        self.signal == Some(Signal::Manner)
    }

    /// What the rule tells a person, in English where the language has no text.
    pub fn text(&self, language: Code) -> Text {
        text_of(&self.texts, language)
    }
}

impl Scheme {
    /// What the scheme tells a person, in English where the language has no text.
    pub fn text(&self, language: Code) -> Text {
        text_of(&self.texts, language)
    }
}

fn text_of(texts: &BTreeMap<Code, Text>, language: Code) -> Text {
    texts.get(&language).or_else(|| texts.get(&Code::En)).cloned().unwrap_or_default()
}
