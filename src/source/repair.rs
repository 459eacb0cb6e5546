//! What was mended on the way from bytes to a transcript, so that a reader can be told.

use std::fmt;

/// One kind of repair to one source: what was mended, where first and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What was mended.
    pub what: Mended,
    /// The first line it was needed on, counted from 1, where that is known.
    pub line: Option<usize>,
    /// How often it was needed.
    pub count: usize,
}

/// The things that real writers get wrong and the readers mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mended {
    /// Bytes that fit no encoding became U+FFFD.
    BadBytes,
    /// The text is not UTF-8 and was read in this encoding.
    GuessedEncoding(&'static str),
    /// Lines end in bare carriage returns.
    LineEnds,
    /// A cue follows the one before it without the blank line.
    MissingBlankLine,
    /// A time that cannot be: negative, not a number, minute 99.
    BadTime,
    /// JSON: NaN, Infinity or undefined in place of a number.
    JsonNumber,
    /// JSON: a raw control character inside a string.
    JsonControl,
    /// JSON: half a surrogate pair, or an unknown escape.
    JsonEscape,
    /// JSON: a comma before a closing bracket.
    JsonComma,
    /// JSON: the same key twice in one object; every value is read.
    DuplicateKey(String),
    /// A field holds another type than its format says.
    WrongType,
    /// A row has fewer fields than the header, as spreadsheets leave off empty ones.
    ShortRow,
    /// A date that could not be understood.
    BadDate(String),
    /// The transcript was cut: nothing from this line on was read.
    TooManyUtterances,
    /// More was heard than one call can hold; the rest was left out.
    TooManyFindings,
}

impl fmt::Display for Mended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadBytes => f.write_str("bytes that are no text were replaced by U+FFFD"),
            Self::GuessedEncoding(name) => write!(f, "not UTF-8: read as {name}"),
            Self::LineEnds => f.write_str("lines end in bare carriage returns"),
            Self::MissingBlankLine => f.write_str("no blank line before a cue"),
            Self::BadTime => f.write_str("time not understood: the text was kept, the time dropped"),
            Self::JsonNumber => f.write_str("JSON: NaN or Infinity read as null"),
            Self::JsonControl => f.write_str("JSON: raw control character in a string"),
            Self::JsonEscape => f.write_str("JSON: broken escape in a string"),
            Self::JsonComma => f.write_str("JSON: comma before a closing bracket"),
            Self::DuplicateKey(key) => write!(f, "JSON: key {key:?} stands twice in one object: both values were read"),
            Self::WrongType => f.write_str("a field has the wrong type: what it says was kept"),
            Self::ShortRow => f.write_str("row shorter than the header"),
            Self::BadDate(date) => write!(f, "date not understood: {date:?}"),
            Self::TooManyFindings => {
                f.write_str("more findings than one call may have: what comes last was NOT judged; split the file")
            }
            Self::TooManyUtterances => {
                f.write_str("more utterances than one transcript may have: the rest was NOT read; split the file")
            }
        }
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}", self.what)?;
        if self.count > 1 {
            write!(f, " ({} times)", self.count)?;
        }
        Ok(())
    }
}

/// Collects repairs; the same repair twice is counted, not listed twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Repairs(Vec<Repair>);

impl Repairs {
    // A hostile file can have a million different duplicate keys; the list is for people.
    const MOST: usize = 50;

    /// Notes that `what` was mended on `line`.
    pub fn note(&mut self, what: Mended, line: impl Into<Option<usize>>) {
        self.add(Repair { what, line: line.into(), count: 1 });
    }

    /// Adds a repair that was noted elsewhere.
    pub fn add(&mut self, repair: Repair) {
        if let Some(known) = self.0.iter_mut().find(|known| known.what == repair.what) {
            known.count += repair.count;
        } else if self.0.len() < Self::MOST {
            self.0.push(repair);
        }
    }

    /// Whether nothing was mended.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The repairs, in the order in which they were first needed.
    pub fn into_vec(self) -> Vec<Repair> {
        self.0
    }
}

impl Extend<Repair> for Repairs {
    fn extend<I: IntoIterator<Item = Repair>>(&mut self, repairs: I) {
        for repair in repairs {
            self.add(repair);
        }
    }
}
