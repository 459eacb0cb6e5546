//! What is neither JSON, mail nor web page: cues, tables of segments, text.

use super::draft::Draft;
use super::format::Format;
use super::{cue, srt, table, text, webvtt};

/// Reads a text by its content, or in one of these formats.
pub(super) fn read(text: &str, draft: &mut Draft<'_>, forced: Option<Format>) -> Format {
    let wanted = |format: Format| forced.is_none_or(|forced| forced == format);
    if forced == Some(Format::Webvtt) || (wanted(Format::Webvtt) && webvtt::recognise(text)) {
        webvtt::read(text, draft);
        return Format::Webvtt;
    }
    if forced == Some(Format::Srt) || (wanted(Format::Srt) && cue::has_timing(text)) {
        srt::read(text, draft);
        return Format::Srt;
    }
    if wanted(Format::SegmentTable) && table::read(text, draft) {
        return Format::SegmentTable;
    }
    text::read(text, draft, forced)
}
