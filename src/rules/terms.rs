//! The terms rules are written in: what they are called, what they do, and how bad it looks.

use std::fmt;

use serde::{Deserialize, Serialize};

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
    /// the steps of the [`Policy`](super::Policy) say.
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
