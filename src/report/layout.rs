//! Lines that fit a terminal, and the few styles they are shown in.

use anstyle::{AnsiColor, Color, Style as Ansi};
use unicode_width::UnicodeWidthStr;

use crate::rules::Level;

/// How output looks.
#[derive(Debug, Clone, Default)]
pub struct Style {
    /// Whether to use colour and weight.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Show more: everything that was mended, which rules made the verdict.
    pub verbose: bool,
    /// For programs: only these fields; all if there are none.
    pub fields: Vec<String>,
}

impl Style {
    pub(super) fn bold(&self, text: &str) -> String {
        self.paint(Ansi::new().bold(), text)
    }

    pub(super) fn faint(&self, text: &str) -> String {
        self.paint(Ansi::new().dimmed(), text)
    }

    /// The colour of a level. The level itself is always spelt out, so nothing hangs on the colour.
    pub(super) fn level(&self, level: Level, text: &str) -> String {
        let colour = match level {
            Level::Scam | Level::LikelyScam => AnsiColor::Red,
            Level::Suspicious => AnsiColor::Yellow,
            Level::WeakSigns => AnsiColor::Cyan,
            Level::NoRedFlags | Level::NotEnough | Level::NoIncident => AnsiColor::White,
        };
        self.paint(Ansi::new().bold().fg_color(Some(Color::Ansi(colour))), text)
    }

    fn paint(&self, style: Ansi, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Breaks a text into lines of at most `width` columns, the first of which begins with `first` and
/// the others with as many blanks.
pub(super) fn wrap(text: &str, first: &str, width: usize) -> String {
    let indent = first.width();
    let room = width.saturating_sub(indent).max(20);
    let mut lines: Vec<String> = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = word.width();
        if used > 0 && used + 1 + wide > room {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += wide;
        }
    }
    let blanks = " ".repeat(indent);
    let mut out = String::new();
    for (n, line) in lines.iter().enumerate() {
        out.push_str(if n == 0 { first } else { &blanks });
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Cuts a text to a number of columns, with an ellipsis if something is lost.
pub(super) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if format!("{short}{c}…").width() > width {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

/// A text filled with blanks to a number of columns.
pub(super) fn pad(text: &str, width: usize) -> String {
    let short = cut(text, width);
    let missing = width.saturating_sub(short.width());
    short + &" ".repeat(missing)
}
