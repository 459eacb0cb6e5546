//! Screens phone-call transcripts and incident notes for scams.
//!
//! Two types do the work: a [`RuleBook`] knows what to listen for, a [`Screener`] hears it and
//! returns a [`Screening`] whose [`Verdict`] gives its reasons.
//!
//! ```
//! use scamscreen::{Level, Reader, RuleBook, Screener, Transcript};
//!
//! let book = RuleBook::builtin();
//! let screener = Screener::new(&book, Reader::default());
//! let call = Transcript::from_text(
//!     "A man called out of the blue and said he was from Microsoft. \
//!      He wanted me to install AnyDesk so that he could connect to my computer.",
//! );
//! let verdict = screener.screen(call).verdict;
//! assert!(verdict.level >= Level::LikelyScam);
//! for reason in &verdict.reasons {
//!     println!("{:+} {}: {}", reason.points, reason.title, reason.why);
//! }
//! ```

pub mod audit;
pub mod batch;
pub mod detect;
pub mod evaluate;
pub mod history;
pub mod judge;
pub mod language;
pub mod parse;
pub mod redact;
pub mod report;
pub mod rules;
pub mod screen;
pub mod source;
pub mod transcript;
pub mod words;

pub use detect::{Detection, Detector, Direction, Finding, Given, Indicator, IndicatorKind};
pub use judge::{From, Kind, Part, Quote, Reader, Reason, Refused, ReportTo, Seen, Told, Verdict, risk};
pub use language::Code;
pub use rules::{
    Edition, Example, Level, Role, Rule, RuleBook, RuleError, RuleId, Scheme, Shelf, Tree, build, examples, read_tree,
};
pub use screen::{Screener, Screening};
pub use transcript::{Span, Speaker, TimeRange, Transcript, Utterance};
