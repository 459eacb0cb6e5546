//! A turn that is still being read, line by line.

use crate::parse::clock::Stamp;
use crate::parse::draft::Draft;
use crate::transcript::Speaker;

/// A speaker's words so far.
#[derive(Debug)]
pub(super) struct Turn {
    speaker: Speaker,
    stamp: Option<Stamp>,
    text: String,
    line: usize,
}

impl Default for Turn {
    fn default() -> Self {
        Self::open(Speaker::Unknown, None, "", 1)
    }
}

impl Turn {
    pub(super) fn open(speaker: Speaker, stamp: Option<Stamp>, text: &str, line: usize) -> Self {
        Self { speaker, stamp, text: text.to_owned(), line }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The stamp of a turn without words: it stood on a line of its own, for the turn that follows.
    pub(super) fn unused_stamp(&self) -> Option<Stamp> {
        if self.is_empty() { self.stamp } else { None }
    }

    /// Adds a line to what is said.
    pub(super) fn add(&mut self, line: &str, number: usize) {
        if self.text.is_empty() {
            self.line = number;
        } else {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }

    /// Says the words.
    pub(super) fn close(self, draft: &mut Draft<'_>) {
        let time = self.stamp.filter(|_| !self.text.is_empty()).and_then(|stamp| {
            draft.wall_clock |= stamp.wall;
            draft.time(stamp.times, self.line)
        });
        match self.speaker {
            Speaker::Unknown => draft.tell(&self.text, time, self.line),
            speaker => draft.say(speaker, &self.text, time, self.line),
        }
    }
}
