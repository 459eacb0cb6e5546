//! The stages end to end: a transcript in, a verdict out. Nothing else knows their order.

use std::collections::BTreeSet;

use crate::detect::Detector;
pub use crate::detect::{Given, Indicator};
use crate::judge::judge;
pub use crate::judge::{Kind, Part, Quote, Reader, Reason, Seen, Verdict, risk};
use crate::rules::{RuleBook, RuleId};
use crate::transcript::Transcript;

/// One screened input.
#[derive(Debug, Clone, PartialEq)]
pub struct Screening {
    /// What was read.
    pub transcript: Transcript,
    /// What it names.
    pub indicators: Vec<Indicator>,
    /// Whether there was more in it than one call may have; the rest was not judged.
    pub capped: bool,
    /// Every rule that counts, records included, each once and sorted.
    pub heard: Vec<RuleId>,
    /// What it is, and why.
    pub verdict: Verdict,
}

/// Screens transcripts with one rule book, for one reader.
#[derive(Debug)]
pub struct Screener<'b> {
    detector: Detector<'b>,
    reader: Reader,
}

impl<'b> Screener<'b> {
    /// A screener that writes its verdicts for a reader.
    pub fn new(book: &'b RuleBook, reader: Reader) -> Self {
        Self { detector: Detector::new(book), reader }
    }

    /// The rule book.
    pub fn book(&self) -> &'b RuleBook {
        self.detector.book()
    }

    /// Screens a transcript on what was said alone.
    pub fn screen(&self, transcript: Transcript) -> Screening {
        self.screen_with(transcript, &Given::default(), |_| Seen::default())
    }

    /// Screens a transcript together with what the user knows beside it. `seen` is asked once for
    /// what the history knows of the indicators.
    pub fn screen_with(
        &self,
        transcript: Transcript,
        given: &Given,
        seen: impl FnOnce(&[Indicator]) -> Seen,
    ) -> Screening {
        let detection = self.detector.detect(&transcript, given);
        let seen = seen(&detection.indicators);
        let verdict = judge(&transcript, &detection, self.book(), given, &seen, &self.reader);
        let rules: BTreeSet<&RuleId> = detection.findings.iter().map(|finding| &finding.rule.id).collect();
        let heard = rules.into_iter().cloned().collect();
        let indicators = detection.indicators;
        let mut transcript = transcript;
        transcript.heard_at = transcript.heard_at.or(given.heard_at);
        let capped = detection.capped;
        Screening { transcript, indicators, capped, heard, verdict }
    }
}
