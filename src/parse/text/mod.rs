//! Text that people type, paste or export: which of its customs a text follows, and its readers.

mod blocks;
mod dialogue;
mod head;
mod labelled;
mod labels;
mod note;
mod turn;

pub(super) use dialogue::turn as dash_turn;
pub(super) use head::head;
pub(super) use labels::Labelling;

use super::draft::Draft;
use super::format::Format;

/// Reads a text by its content, or in the one custom that is asked for.
pub(super) fn read(text: &str, draft: &mut Draft<'_>, forced: Option<Format>) -> Format {
    let first = draft.len();
    if matches!(forced, None | Some(Format::Otter | Format::PhoneApp))
        && let Some(format) = blocks::read(text, draft)
    {
        return format;
    }
    if matches!(forced, None | Some(Format::Labelled | Format::GoogleMeet | Format::PhoneApp))
        && let Some(format) = labelled::read(text, draft)
    {
        return format;
    }
    debug_assert_eq!(draft.len(), first, "a reader that declines says nothing");
    if matches!(forced, None | Some(Format::Dialogue)) && dialogue::read(text, draft) {
        return Format::Dialogue;
    }
    note::read(text, draft);
    Format::Note
}
