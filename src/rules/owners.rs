//! What each phrase of the book belongs to.

use crate::language::Code;
use crate::words::table::Table;

/// What a phrase of the compiled patterns belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Hears a rule.
    Rule(u16),
    /// Voids a rule in the same sentence.
    Unless(u16),
    /// Negates what follows.
    Denial,
    /// Negates what stands before.
    DenialAfter,
    /// Ends what is denied: "but", "only the".
    Contrast,
    /// Asks whether something has happened: "has anyone asked you".
    Inquiry,
    /// Answers such a question, at the beginning of the next sentence: it has not.
    AnswerNo,
    /// Warning or policy; covers the rest of its sentence.
    Advice,
    /// Something that did not happen.
    Hypothetical,
    /// Somebody's words told by another.
    Reported,
    /// The person did not do it.
    Refusal,
    /// A company is named; index into [`super::RuleBook::companies`].
    Company(u16),
}

/// One phrase of the compiled patterns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseInfo {
    /// What it belongs to.
    pub owner: Owner,
    /// Its language; none for brands, which are the same in all.
    pub language: Option<Code>,
}

/// What each phrase belongs to, in a table: see [`Owners::get`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Owners(Table);

impl Owners {
    const NO_LANGUAGE: u8 = u8::MAX;

    /// What a phrase belongs to.
    ///
    /// # Panics
    ///
    /// There is no such phrase.
    pub fn get(&self, phrase: u32) -> PhraseInfo {
        let [kind, language, low, high] = self.0[phrase as usize].to_le_bytes();
        let index = u16::from_le_bytes([low, high]);
        let owner = match kind {
            0 => Owner::Rule(index),
            1 => Owner::Unless(index),
            2 => Owner::Denial,
            3 => Owner::DenialAfter,
            4 => Owner::Contrast,
            5 => Owner::Inquiry,
            6 => Owner::AnswerNo,
            7 => Owner::Advice,
            8 => Owner::Hypothetical,
            9 => Owner::Reported,
            10 => Owner::Refusal,
            _ => Owner::Company(index),
        };
        PhraseInfo { owner, language: Code::ALL.get(usize::from(language)).copied() }
    }

    pub(super) fn table(&mut self) -> &mut Table {
        &mut self.0
    }

    /// All of them, in the order of the phrases.
    pub fn iter(&self) -> impl Iterator<Item = PhraseInfo> {
        (0..).take(self.0.len()).map(|phrase| self.get(phrase))
    }
}

impl FromIterator<PhraseInfo> for Owners {
    fn from_iter<I: IntoIterator<Item = PhraseInfo>>(phrases: I) -> Self {
        let pack = |info: PhraseInfo| {
            let (kind, index) = match info.owner {
                Owner::Rule(rule) => (0, rule),
                Owner::Unless(rule) => (1, rule),
                Owner::Denial => (2, 0),
                Owner::DenialAfter => (3, 0),
                Owner::Contrast => (4, 0),
                Owner::Inquiry => (5, 0),
                Owner::AnswerNo => (6, 0),
                Owner::Advice => (7, 0),
                Owner::Hypothetical => (8, 0),
                Owner::Reported => (9, 0),
                Owner::Refusal => (10, 0),
                Owner::Company(company) => (11, company),
            };
            let language = info.language.and_then(|code| u8::try_from(code.index()).ok());
            let [low, high] = index.to_le_bytes();
            u32::from_le_bytes([kind, language.unwrap_or(Self::NO_LANGUAGE), low, high])
        };
        Self(phrases.into_iter().map(pack).collect())
    }
}
