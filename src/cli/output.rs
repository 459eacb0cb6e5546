//! The only place that writes to the terminal.

use std::io::{self, BufWriter, StdoutLock, Write};

use anyhow::Result;
use scamscreen::report::{Format, Page, Reporter, Style, one_line, reporter};
use scamscreen::{Code, RuleBook};

/// Results on standard output, in the format the user chose.
pub(super) struct Output<'b> {
    reporter: Box<dyn Reporter + 'b>,
    out: BufWriter<StdoutLock<'static>>,
    flush_pages: bool,
}

impl<'b> Output<'b> {
    pub(super) fn open(format: Format, book: &'b RuleBook, language: Code, style: Style) -> Result<Self> {
        let mut output = Self {
            reporter: reporter(format, book, language, style),
            out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            flush_pages: false,
        };
        output.reporter.begin(&mut output.out)?;
        Ok(output)
    }

    /// Hands every page on as soon as it is written, for a reader that waits for it.
    pub(super) fn flush_each(&mut self, flush: bool) {
        self.flush_pages = flush;
    }

    pub(super) fn page(&mut self, page: &Page<'_>) -> Result<()> {
        self.reporter.page(page, &mut self.out)?;
        if self.flush_pages {
            self.out.flush()?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<()> {
        self.reporter.end(&mut self.out)?;
        self.out.flush()?;
        Ok(())
    }
}

/// Says something beside the results. What cannot be said there can be said nowhere.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", safe(text));
}

/// Says what went wrong.
pub(super) fn complain(text: &str) {
    say(&format!("scamscreen: {text}"));
}

/// A message may quote its input: a path, a line of a file.
fn safe(text: &str) -> String {
    text.lines().map(one_line).collect::<Vec<_>>().join("\n")
}
