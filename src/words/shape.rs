//! Kinds of things that are recognised by how they are written, and sets of them.

use serde::{Deserialize, Serialize};

/// A kind of thing that is recognised by its form, not by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// Digits or number words, also in codes.
    Number,
    /// A sum of money.
    Amount,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// A web address, with or without `https://`.
    Url,
    /// A code such as a ticket number.
    Reference,
    /// Stands for something masked: `[card]`, `[phone 2]`, `XXXX`. No phrase can ask for it.
    Placeholder,
}

/// Stands before the name of a shape where words stand too. No text has it in a word.
pub const SHAPE: char = '#';

impl Shape {
    /// Every shape that a phrase can ask for.
    pub const ALL: [Self; 6] = [Self::Number, Self::Amount, Self::Phone, Self::Email, Self::Url, Self::Reference];

    /// Its name in the phrase language.
    pub const fn as_str(self) -> &'static str {
        self.as_term().split_at(SHAPE.len_utf8()).1
    }

    /// Its name where words stand too: with [`SHAPE`] in front.
    pub const fn as_term(self) -> &'static str {
        match self {
            Self::Number => "#number",
            Self::Amount => "#amount",
            Self::Phone => "#phone",
            Self::Email => "#email",
            Self::Url => "#url",
            Self::Reference => "#reference",
            Self::Placeholder => "#placeholder",
        }
    }

    /// The shape of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.as_str() == name)
    }
}

/// Shapes of one word, and whether it is a placeholder that a redaction left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct ShapeSet(u8);

impl ShapeSet {
    /// No shape: an ordinary word.
    pub const NONE: Self = Self(0);

    /// A number spelled out in one word ("dreihundert").
    pub(super) const SPELLED: Self = Self(1 << 7).and(Self::of(Shape::Number));

    /// The set of one shape.
    pub const fn of(shape: Shape) -> Self {
        Self(1 << shape as u8)
    }

    /// Both sets together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the shape is in the set.
    pub const fn contains(self, shape: Shape) -> bool {
        self.0 & (1 << shape as u8) != 0
    }

    /// The shape that says most, of those a phrase can ask for: an amount is a number too.
    pub fn narrowest(self) -> Option<Shape> {
        use Shape::{Amount, Email, Number, Phone, Reference, Url};
        [Amount, Phone, Email, Url, Reference, Number].into_iter().find(|shape| self.contains(*shape))
    }

    /// Whether it is an ordinary word.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the word is a number spelled out in one word ("dreihundert").
    pub const fn is_spelled(self) -> bool {
        self.0 & (1 << 7) != 0
    }
}
