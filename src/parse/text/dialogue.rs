//! Turns that begin with a dash, as novels and minutes have them.

use crate::parse::draft::Draft;
use crate::parse::lines::numbered;

/// What follows the dash a turn begins with.
pub(in crate::parse) fn turn(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(['-', '–', '—', '―', '•'])?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

/// Reads a text whose paragraphs all begin with a dash; says nothing and declines otherwise.
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> bool {
    let lines = || numbered(text).filter(|(_, line)| !line.trim().is_empty());
    let dashed = lines().filter(|(_, line)| turn(line).is_some()).count();
    let begins = lines().next().is_some_and(|(_, line)| turn(line).is_some());
    if dashed < 2 || !begins || dashed * 2 < lines().count() {
        return false;
    }
    let mut open = String::new();
    let mut start = 1;
    for (number, line) in lines() {
        if let Some(words) = turn(line) {
            draft.tell(&open, None, start);
            open.clear();
            open.push_str(words);
            start = number;
        } else {
            open.push('\n');
            open.push_str(line);
        }
    }
    draft.tell(&open, None, start);
    true
}
