//! The rule book as it is used: checked, compiled, and complete in itself.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::compile::Patterns;
use super::owners::Owners;
use super::policy::Policy;
use super::stored::Stored;
use crate::language::{Code, Labels};
use crate::words::table::{self, Table};

/// The name of a rule, `family/name`. Ids never change their meaning; a renamed rule keeps the old
/// one as an alias.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(String);

impl RuleId {
    /// An id as the rule book writes it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// `demand/gift-card`
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `demand`
    pub fn family(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What hearing a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A red flag: raises the risk.
    Warns,
    /// Lowers the risk, if nothing takes its provenance away.
    Reassures,
    /// A fact that moves no score.
    Records,
}

/// Whose words a rule listens to. An unknown speaker always counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SaidBy {
    /// The caller, or somebody who tells what the caller said.
    #[default]
    Caller,
    /// The person who was called, or who tells of it.
    Recipient,
    /// Whoever says it.
    Anyone,
}

/// What a denial in front of the words does to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Denied {
    /// "We never ask for gift cards" is no finding.
    #[default]
    Void,
    /// The denial is the flag: "he would not explain".
    Keep,
}

/// Something heard without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// Hidden characters, look-alike letters and the like had to be undone to read the text.
    Obfuscation,
    /// The user said that the person was called.
    DirectionIn,
    /// The user said that the person dialled.
    DirectionOut,
    /// All words together are more those of scam calls, of ordinary ones or of articles, by as much as
    /// the steps of the [`Policy`] say.
    Manner,
}

/// How bad it looks. There is no level called safe: what was not heard proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The text describes scams and is no incident; the risk is null.
    NoIncident,
    /// Too little text, or a language that is not covered; the risk is null.
    NotEnough,
    /// Not one red flag was heard.
    NoRedFlags,
    /// At least one red flag, risk below 20 %.
    WeakSigns,
    /// Risk from 20 %.
    Suspicious,
    /// Risk from 50 %.
    LikelyScam,
    /// Risk from 95 %.
    Scam,
}

impl Level {
    /// Every level, from the least to the most alarming.
    pub const ALL: [Self; 7] = [
        Self::NoIncident,
        Self::NotEnough,
        Self::NoRedFlags,
        Self::WeakSigns,
        Self::Suspicious,
        Self::LikelyScam,
        Self::Scam,
    ];

    /// The next less alarming one, for a level that alarms.
    #[must_use]
    pub const fn lower(self) -> Self {
        match self {
            Self::Scam => Self::LikelyScam,
            Self::LikelyScam => Self::Suspicious,
            Self::Suspicious => Self::WeakSigns,
            other => other,
        }
    }

    /// The name used in files, options and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoIncident => "no_incident",
            Self::NotEnough => "not_enough",
            Self::NoRedFlags => "no_red_flags",
            Self::WeakSigns => "weak_signs",
            Self::Suspicious => "suspicious",
            Self::LikelyScam => "likely_scam",
            Self::Scam => "scam",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wanted = text.replace('-', "_");
        Self::ALL.into_iter().find(|level| level.as_str() == wanted).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|level| level.as_str()).collect();
            format!("unknown level \"{text}\" (known: {})", known.join(", "))
        })
    }
}

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
