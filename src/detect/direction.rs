//! What the user knows beside the text: who called whom, from which number, in whose name.

use std::str::FromStr;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// Facts that stand beside the text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The number that called, as displayed. It is easily forged.
    pub caller: Option<String>,
    /// Who called whom.
    pub direction: Option<Direction>,
    /// The company the call was made in the name of.
    pub company: Option<String>,
    /// When the call was heard.
    pub heard_at: Option<DateTime<FixedOffset>>,
    /// The desk's own number for the case.
    pub case: Option<String>,
}

/// Who called whom, seen from the person who might be the victim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The person was called.
    In,
    /// The person dialled.
    Out,
}

impl FromStr for Direction {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.to_ascii_lowercase().as_str() {
            "in" | "incoming" | "inbound" => Ok(Self::In),
            "out" | "outgoing" | "outbound" => Ok(Self::Out),
            _ => Err(format!("unknown direction \"{text}\" (known: in, out)")),
        }
    }
}
