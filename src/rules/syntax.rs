//! The files of a rule book as they are written. Checking beyond the shape is done by `load`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::book::Text;
use super::policy::Overlap;
use super::terms::{Denied, Level, Role, SaidBy, Signal};
use crate::language::Code;

/// `rules/<family>/<name>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    pub(crate) role: Role,
    #[serde(default)]
    pub(crate) points: i32,
    #[serde(default)]
    pub(crate) said_by: SaidBy,
    #[serde(default)]
    pub(crate) denied: Denied,
    pub(crate) at_least: Option<Level>,
    #[serde(default)]
    pub(crate) refused_by: Vec<String>,
    #[serde(default)]
    pub(crate) outcome: bool,
    pub(crate) signal: Option<Signal>,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    #[serde(default)]
    pub(crate) sources: Vec<String>,
    #[serde(default)]
    pub(crate) text: BTreeMap<Code, Text>,
    #[serde(default, rename = "in")]
    pub(crate) languages: BTreeMap<Code, Phrasings>,
}

/// How a rule is heard in one language, with its proof.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Phrasings {
    #[serde(default)]
    pub(crate) phrases: Vec<String>,
    #[serde(default)]
    pub(crate) regexes: Vec<String>,
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    #[serde(default)]
    pub(crate) hits: Vec<String>,
    #[serde(default)]
    pub(crate) misses: Vec<String>,
}

/// `schemes/<name>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SchemeFile {
    /// Each must be heard; an inner list is a choice. `family/*` is any rule of the family.
    #[serde(default)]
    pub(crate) all: Vec<Choice>,
    /// At least `any_count` of these.
    #[serde(default)]
    pub(crate) any: Vec<String>,
    #[serde(default = "one")]
    pub(crate) any_count: usize,
    /// None of these.
    #[serde(default)]
    pub(crate) none: Vec<String>,
    /// All of it within so many words.
    pub(crate) within: Option<u32>,
    /// Only if a company is named whose profile says it never does this.
    pub(crate) vendor_never: Option<String>,
    #[serde(default)]
    pub(crate) points: i32,
    pub(crate) at_least: Option<Level>,
    #[serde(default)]
    pub(crate) sources: Vec<String>,
    #[serde(default)]
    pub(crate) text: BTreeMap<Code, Text>,
    #[serde(default, rename = "in")]
    pub(crate) languages: BTreeMap<Code, Proof>,
}

fn one() -> usize {
    1
}

/// Whole stories that a scheme must and must not be heard in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proof {
    #[serde(default)]
    pub(crate) hits: Vec<String>,
    #[serde(default)]
    pub(crate) misses: Vec<String>,
}

/// One rule or a choice of rules.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Choice {
    One(String),
    Of(Vec<String>),
}

/// `manner/<code>.toml`: how much more a word, a stem or neighbours are said in scam calls than in
/// others, and in articles than in what happened to somebody, in tenths of a deciban.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MannerFile {
    #[serde(default)]
    pub(crate) scam: WeightsFile,
    #[serde(default)]
    pub(crate) article: WeightsFile,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeightsFile {
    /// Of a text without any of the words.
    pub(crate) bias: i16,
    pub(crate) words: BTreeMap<String, i16>,
}

/// `lexicon/<code>.toml` and `lexicon/any.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LexiconFile {
    #[serde(default)]
    pub(crate) fillers: Vec<String>,
    #[serde(default)]
    pub(crate) lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) same: BTreeMap<String, Vec<String>>,
}

/// `languages/<code>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageFile {
    pub(crate) name: String,
    #[serde(default = "yes")]
    pub(crate) covered: bool,
    pub(crate) common: Vec<String>,
    pub(crate) speakers: SpeakersFile,
    pub(crate) context: ContextFile,
}

fn yes() -> bool {
    true
}

/// Folded label words by role.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpeakersFile {
    #[serde(default)]
    pub(crate) caller: Vec<String>,
    #[serde(default)]
    pub(crate) recipient: Vec<String>,
    #[serde(default)]
    pub(crate) narrator: Vec<String>,
}

/// Phrases that change what other phrases mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContextFile {
    #[serde(default)]
    pub(crate) denial: Vec<String>,
    #[serde(default)]
    pub(crate) denial_after: Vec<String>,
    #[serde(default)]
    pub(crate) contrast: Vec<String>,
    #[serde(default)]
    pub(crate) inquiry: Vec<String>,
    #[serde(default)]
    pub(crate) answer_no: Vec<String>,
    #[serde(default)]
    pub(crate) advice: Vec<String>,
    #[serde(default)]
    pub(crate) hypothetical: Vec<String>,
    #[serde(default)]
    pub(crate) reported: Vec<String>,
    #[serde(default)]
    pub(crate) refusal: Vec<String>,
}

/// `vendors/<name>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorFile {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    #[serde(default)]
    pub(crate) official: Vec<String>,
    #[serde(default)]
    pub(crate) never: Vec<String>,
    pub(crate) source: String,
    pub(crate) checked_on: String,
    pub(crate) text: BTreeMap<Code, VendorText>,
}

/// What a vendor profile says to a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorText {
    pub(crate) policy: String,
    pub(crate) contact: String,
}

/// `reporting/<country>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportingFile {
    pub(crate) country: String,
    pub(crate) checked_on: String,
    pub(crate) channel: Vec<ChannelFile>,
}

/// One place to report to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChannelFile {
    pub(crate) name: String,
    pub(crate) phone: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) sms: Option<String>,
    pub(crate) email: Option<String>,
    #[serde(rename = "for")]
    pub(crate) purpose: BTreeMap<Code, String>,
    pub(crate) source: String,
}

/// `policy.toml`; an overlay may hold any part of it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PolicyFile {
    pub(crate) prior: Option<i32>,
    /// Least risk in percent by level.
    #[serde(default)]
    pub(crate) levels: BTreeMap<Level, u8>,
    #[serde(default)]
    pub(crate) caps: BTreeMap<String, i32>,
    pub(crate) overlap: Option<Overlap>,
    #[serde(default)]
    pub(crate) points: BTreeMap<String, i32>,
    #[serde(default)]
    pub(crate) off: Vec<String>,
    pub(crate) least_words: Option<usize>,
    pub(crate) seen_number: Option<i32>,
    pub(crate) article: Option<ArticleFile>,
    pub(crate) manner: Option<MannerSteps>,
}

/// When a text sounds like a scam call, or like an ordinary one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MannerSteps {
    pub(crate) least_words: usize,
    pub(crate) beyond: i32,
    pub(crate) alone: Option<AloneSteps>,
    pub(crate) lowers: Option<String>,
    pub(crate) steps: BTreeMap<String, i32>,
}

/// From what step on words speak alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AloneSteps {
    pub(crate) words: (usize, usize),
    pub(crate) from: String,
    pub(crate) outside: String,
}

/// When a text counts as an article about scams.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArticleFile {
    pub(crate) least_words: usize,
    pub(crate) at_least: i32,
    pub(crate) weights: BTreeMap<String, i32>,
    #[serde(default)]
    pub(crate) steps: BTreeMap<String, i32>,
}
