//! Files that are no text, told by their first bytes, each with what to do about it.

use std::fmt;

/// A kind of file that holds no text a reader could use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binary {
    /// What it is, with its article: "an MP3 recording".
    pub what: &'static str,
    /// What to do with it: "transcribe it first".
    pub remedy: &'static str,
}

impl fmt::Display for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is {}: {}", self.what, self.remedy)
    }
}

const TRANSCRIBE: &str = "transcribe it first";
const UNPACK: &str = "unpack it first";
const SAVE_AS_TEXT: &str = "save it as plain text (.txt) first";
const READ_PICTURE: &str = "copy its text into a text file first";
const NO_TRANSCRIPT: &str = "it holds no transcript";

/// First bytes, what they mean, what to do. More specific entries stand first.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", "save its text first: pdftotext FILE - | scamscreen check -"),
    (b"{\\rtf", "an RTF document", SAVE_AS_TEXT),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office or Outlook document", SAVE_AS_TEXT),
    (b"\x1F\x8B", "a gzip archive", "unpack it first: zcat FILE | scamscreen check -"),
    (b"\xFD7zXZ\0", "an xz archive", "unpack it first: xzcat FILE | scamscreen check -"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive", "unpack it first: zstdcat FILE | scamscreen check -"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    (b"ID3\x02", "audio (MP3)", TRANSCRIBE),
    (b"ID3\x03", "audio (MP3)", TRANSCRIBE),
    (b"ID3\x04", "audio (MP3)", TRANSCRIBE),
    (b"OggS", "audio (Ogg)", TRANSCRIBE),
    (b"fLaC", "audio (FLAC)", TRANSCRIBE),
    (b"#!AMR", "audio (AMR)", TRANSCRIBE),
    (b"caff\0", "audio (CAF)", TRANSCRIBE),
    (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "audio or video (WMA, WMV)", TRANSCRIBE),
    (b"\x1A\x45\xDF\xA3", "audio or video (Matroska, WebM)", TRANSCRIBE),
    (b"\x89PNG\r\n", "a picture (PNG)", READ_PICTURE),
    (b"\xFF\xD8\xFF", "a picture (JPEG)", READ_PICTURE),
    (b"GIF87a", "a picture (GIF)", READ_PICTURE),
    (b"GIF89a", "a picture (GIF)", READ_PICTURE),
    (b"II*\0", "a picture (TIFF)", READ_PICTURE),
    (b"MM\0*", "a picture (TIFF)", READ_PICTURE),
    (b"SQLite format 3\0", "an SQLite database", "export its calls as CSV or JSON Lines first"),
    (b"PAR1", "a Parquet file", "export its calls as CSV or JSON Lines first"),
    (b"\x7FELF", "a program", NO_TRANSCRIPT),
    (b"\xCA\xFE\xBA\xBE", "a program", NO_TRANSCRIPT),
    (b"\xCF\xFA\xED\xFE", "a program", NO_TRANSCRIPT),
];

/// What the bytes are, if they are no text.
pub(super) fn recognise(bytes: &[u8]) -> Option<Binary> {
    let known = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic));
    known
        .map(|&(_, what, remedy)| Binary { what, remedy })
        .or_else(|| container(bytes))
        .or_else(|| looks_binary(bytes).then_some(Binary { what: "binary data", remedy: NO_TRANSCRIPT }))
}

/// Formats whose mark does not stand in the first bytes alone.
fn container(bytes: &[u8]) -> Option<Binary> {
    let found = |what, remedy| Some(Binary { what, remedy });
    let at = |start: usize, mark: &[u8]| bytes.get(start..).is_some_and(|rest| rest.starts_with(mark));
    let head = &bytes[..bytes.len().min(4096)];
    let mentions = |mark: &[u8]| head.windows(mark.len()).any(|window| window == mark);
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return if mentions(b"word/") || mentions(b"opendocument.text") {
            found("a Word or OpenDocument text", SAVE_AS_TEXT)
        } else if mentions(b"xl/") || mentions(b"opendocument.spreadsheet") {
            found("a spreadsheet", "save it as CSV first")
        } else {
            found("a zip archive or an Office document", "unpack it, or save it as plain text, first")
        };
    }
    if bytes.starts_with(b"BZh") && at(4, b"1AY&SY") {
        return found("a bzip2 archive", "unpack it first: bzcat FILE | scamscreen check -");
    }
    if bytes.starts_with(b"RIFF") {
        if at(8, b"WAVE") {
            return found("audio (WAV)", TRANSCRIBE);
        }
        if at(8, b"WEBP") {
            return found("a picture (WebP)", READ_PICTURE);
        }
        if at(8, b"AVI ") {
            return found("video (AVI)", TRANSCRIBE);
        }
    }
    if bytes.starts_with(b"FORM") && at(8, b"AIF") {
        return found("audio (AIFF)", TRANSCRIBE);
    }
    if at(4, b"ftyp") {
        return if at(8, b"M4A") {
            found("audio (M4A)", TRANSCRIBE)
        } else if at(8, b"hei") || at(8, b"mif1") || at(8, b"avif") {
            found("a picture (HEIC, AVIF)", READ_PICTURE)
        } else {
            found("audio or video (MP4)", TRANSCRIBE)
        };
    }
    if at(257, b"ustar") {
        return found("a tar archive", UNPACK);
    }
    if bytes.starts_with(b"MZ") && head.contains(&0) {
        return found("a program", NO_TRANSCRIPT);
    }
    mpeg_frame(bytes).then_some(Binary { what: "audio (MP3, AAC)", remedy: TRANSCRIBE })
}

/// The sync bits of an MPEG audio frame. FF FE would be the mark of UTF-16.
fn mpeg_frame(bytes: &[u8]) -> bool {
    matches!(bytes, [0xFF, 0xFB | 0xFA | 0xF3 | 0xF2 | 0xF1 | 0xF9, third, _, ..] if third >> 4 != 0xF)
}

/// Text has hardly any control bytes; a tenth of them in UTF-16 would already have been told apart.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let controls = head.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B));
    head.len() >= 64 && controls.count() * 10 > head.len() * 3
}
