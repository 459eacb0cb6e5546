//! Exit status: 0 nothing that `--fail-on` names, 1 something was, 2 an error.

use std::io;
use std::process::ExitCode;
use std::str::FromStr;

use scamscreen::Level;

use super::global::Global;

/// What a run came to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Outcome {
    /// A level that `--fail-on` names was reached.
    pub(super) found: bool,
    /// Part of the work failed; the rest was done.
    pub(super) failed: bool,
}

impl Outcome {
    pub(super) const FAILED: u8 = 2;
    const FOUND: u8 = 1;

    pub(super) fn code(self, global: &Global) -> ExitCode {
        match self {
            _ if global.exit_zero => ExitCode::SUCCESS,
            Self { failed: true, .. } => ExitCode::from(Self::FAILED),
            Self { found: true, .. } => ExitCode::from(Self::FOUND),
            Self { .. } => ExitCode::SUCCESS,
        }
    }
}

/// Which levels make the exit status 1: one level and all above it, or a list of levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FailOn(Vec<Level>);

impl FailOn {
    pub(super) fn names(&self, level: Level) -> bool {
        self.0.contains(&level)
    }
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "never" {
            return Ok(Self(Vec::new()));
        }
        let levels = text.split(',').map(str::trim).map(Level::from_str).collect::<Result<Vec<_>, _>>()?;
        Ok(Self(match levels[..] {
            [one] if one >= Level::NoRedFlags => Level::ALL.into_iter().filter(|level| *level >= one).collect(),
            _ => levels,
        }))
    }
}

/// Whether an error is nothing but a reader that went away.
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_level_means_all_above_it_and_a_list_only_itself() {
        let above = FailOn::from_str("suspicious").unwrap();
        assert!(above.names(Level::Scam) && above.names(Level::Suspicious) && !above.names(Level::WeakSigns));
        let list = FailOn::from_str("likely_scam,not_enough").unwrap();
        assert!(list.names(Level::LikelyScam) && list.names(Level::NotEnough) && !list.names(Level::Scam));
        assert!(FailOn::from_str("high").is_err());
    }
}
