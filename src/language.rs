//! Language codes and the guess which language a text is in.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language the rule book can cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Code {
    /// English.
    En,
    /// French.
    Fr,
    /// Italian.
    It,
    /// German.
    De,
    /// Spanish.
    Es,
}

impl Code {
    /// Every language, in the order in which files and tables name them.
    pub const ALL: [Self; 5] = [Self::En, Self::Fr, Self::It, Self::De, Self::Es];

    /// The ISO 639-1 code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::It => "it",
            Self::De => "de",
            Self::Es => "es",
        }
    }

    /// Position in [`Code::ALL`], for tables indexed by language.
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no language this program knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language \"{0}\" (known: en, fr, it, de, es)")]
pub struct UnknownLanguage(pub String);

impl FromStr for Code {
    type Err = UnknownLanguage;

    /// Reads `fr`, `fr-CH`, `fr_FR.UTF-8`, `french` and the like.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let head = text.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        match head.as_str() {
            "en" | "eng" | "english" => Ok(Self::En),
            "fr" | "fra" | "fre" | "french" | "français" => Ok(Self::Fr),
            "it" | "ita" | "italian" | "italiano" => Ok(Self::It),
            "de" | "deu" | "ger" | "german" | "deutsch" => Ok(Self::De),
            "es" | "spa" | "spanish" | "español" | "castellano" => Ok(Self::Es),
            _ => Err(UnknownLanguage(text.to_owned())),
        }
    }
}

/// What a language's file in `data/languages` knows beside the phrases: its name, the words it is
/// recognised by, and the words people put before a colon to say who speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Folded label words of the person whose honesty is in question.
    pub caller: Vec<String>,
    /// Folded label words of the person who was called.
    pub recipient: Vec<String>,
    /// Folded label words of who tells the story.
    pub narrator: Vec<String>,
}

/// Tells languages apart by their function words.
#[derive(Debug, Clone, Default)]
pub struct Guesser {
    /// Folded function word → the languages it is frequent in, one bit each.
    words: HashMap<String, u8>,
}

impl Guesser {
    /// A guesser that knows the function words of some languages.
    pub fn new<'w>(languages: impl IntoIterator<Item = (Code, &'w [String])>) -> Self {
        let mut words: HashMap<String, u8> = HashMap::new();
        for (code, common) in languages {
            for word in common {
                *words.entry(word.clone()).or_default() |= 1 << code.index();
            }
        }
        Self { words }
    }

    /// Counts the function words among folded words.
    pub fn guess<S: AsRef<str>>(&self, folded: impl IntoIterator<Item = S>) -> Guess {
        let mut guess = Guess::default();
        for word in folded {
            guess.words += 1;
            if let Some(mask) = self.words.get(word.as_ref()) {
                for code in Code::ALL {
                    guess.known[code.index()] += u32::from(mask >> code.index() & 1);
                }
            }
        }
        guess
    }
}

/// How many function words of each language a text has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Guess {
    /// Words in all.
    pub words: u32,
    /// Function words by language, in the order of [`Code::ALL`].
    pub known: [u32; 5],
}

impl Guess {
    /// The language with the most function words, if it leads and there is more than one word of it
    /// (a single one will do in a text of a few words).
    pub fn best(&self) -> Option<Code> {
        let best = Code::ALL.into_iter().max_by_key(|code| (self.known[code.index()], 5 - code.index()))?;
        let most = self.known[best.index()];
        let rival =
            Code::ALL.into_iter().filter(|code| *code != best).map(|code| self.known[code.index()]).max().unwrap_or(0);
        let least = if self.words <= 6 { 1 } else { 2 };
        (most >= least && most > rival).then_some(best)
    }

    /// Whether the best guess rests on a single function word, which a neighbouring language may have too
    /// ("la").
    pub fn is_weak(&self) -> bool {
        self.known.iter().copied().max().unwrap_or(0) < 2
    }

    /// Whether the text is long enough to tell and has hardly any function word of any language:
    /// then it is in none of them.
    pub fn is_foreign(&self) -> bool {
        // Running text of a covered language has 30 to 50 % function words; names, numbers and
        // machine errors pull that down, but not below a tenth.
        let most = self.known.iter().copied().max().unwrap_or(0);
        self.words >= 12 && most * 10 < self.words
    }

    /// Both counts together.
    pub fn add(&mut self, other: Self) {
        self.words += other.words;
        for (sum, more) in self.known.iter_mut().zip(other.known) {
            *sum += more;
        }
    }
}
