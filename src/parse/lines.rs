//! The lines of a text with their numbers, whatever ends them.

/// The lines, counted from 1. A carriage return ends a line only in a text without line feeds;
/// elsewhere it is a character that somebody put there.
pub(super) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> + Clone {
    let end = if ends_in_returns(text) { '\r' } else { '\n' };
    (1..).zip(text.split(end).map(|line| line.strip_suffix('\r').unwrap_or(line)))
}

/// Whether bare carriage returns end the lines, as old exports have it.
pub(super) fn ends_in_returns(text: &str) -> bool {
    text.contains('\r') && !text.contains('\n')
}
