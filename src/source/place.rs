//! One source read whole: a regular file or standard input, capped.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::binary;
use super::encoding::{Charset, Text, decode};
use super::error::SourceError;

/// The most bytes one transcript may have.
pub const MAX_FILE: u64 = 256 << 20;

/// A source read whole, not yet decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What to call it: the path as the user gave it, or `-` for standard input.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Reads a regular file. Pipes, devices and folders are refused, since opening one may hang.
    pub fn from_path(path: &Path) -> Result<Self, SourceError> {
        let name = path.display().to_string();
        let (file, facts) = open_regular(path)?;
        if facts.len() > MAX_FILE {
            return Err(too_large(name));
        }
        Self::from_reader(name, file)
    }

    /// Reads standard input to its end.
    pub fn from_stdin() -> Result<Self, SourceError> {
        Self::from_reader("-", io::stdin().lock())
    }

    /// Reads anything to its end, never more than [`MAX_FILE`] bytes of it.
    pub fn from_reader(name: impl Into<String>, reader: impl Read) -> Result<Self, SourceError> {
        let name = name.into();
        let mut bytes = Vec::new();
        match reader.take(MAX_FILE + 1).read_to_end(&mut bytes) {
            Err(source) => Err(SourceError::Io { name, source }),
            Ok(_) if bytes.len() as u64 > MAX_FILE => Err(too_large(name)),
            Ok(_) => Ok(Self { name, bytes }),
        }
    }

    /// The text, unless the bytes are audio, an archive or the like.
    pub fn text(&self, forced: Option<Charset>) -> Result<Text, SourceError> {
        if forced.is_none() && Charset::utf16(&self.bytes).is_some() {
            return Ok(decode(&self.bytes, None));
        }
        match binary::recognise(&self.bytes) {
            Some(binary) => Err(SourceError::Binary { name: self.name.clone(), binary }),
            None => Ok(decode(&self.bytes, forced)),
        }
    }
}

fn too_large(name: String) -> SourceError {
    SourceError::TooLarge { name, limit_mib: MAX_FILE >> 20 }
}

/// Opens a path that is a regular file, before and after opening.
pub(super) fn open_regular(path: &Path) -> Result<(File, Metadata), SourceError> {
    let io = |source| SourceError::Io { name: path.display().to_string(), source };
    refuse_irregular(path, &fs::metadata(path).map_err(io)?)?;
    let file = File::open(path).map_err(io)?;
    let facts = file.metadata().map_err(io)?;
    refuse_irregular(path, &facts)?;
    Ok((file, facts))
}

/// Says what a path is if it is no regular file.
pub(super) fn refuse_irregular(path: &Path, facts: &Metadata) -> Result<(), SourceError> {
    let name = path.display().to_string();
    if facts.is_dir() {
        return Err(SourceError::Folder { name });
    }
    if facts.is_file() { Ok(()) } else { Err(SourceError::NotAFile { name, what: what_kind(facts) }) }
}

#[cfg(unix)]
fn what_kind(facts: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = facts.file_type();
    if kind.is_fifo() {
        "pipe"
    } else if kind.is_socket() {
        "socket"
    } else {
        "device"
    }
}

#[cfg(not(unix))]
fn what_kind(_: &Metadata) -> &'static str {
    "device"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_devices_and_missing_files_are_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let error = Source::from_path(folder.path()).unwrap_err().to_string();
        assert!(error.contains("is a folder"), "{error}");
        assert!(matches!(Source::from_path(&folder.path().join("none")), Err(SourceError::Io { .. })));
        #[cfg(unix)]
        assert!(Source::from_path(Path::new("/dev/zero")).unwrap_err().to_string().contains("is a device"));
    }

    #[test]
    fn an_endless_source_is_cut_off() {
        let error = Source::from_reader("-", io::repeat(b'y')).unwrap_err();
        assert!(matches!(error, SourceError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn recordings_and_archives_are_named() {
        let refusal =
            |bytes: &[u8]| Source { name: "x".into(), bytes: bytes.to_vec() }.text(None).unwrap_err().to_string();
        assert_eq!(refusal(b"ID3\x04\0\0"), "x: this is audio (MP3): transcribe it first");
        assert_eq!(refusal(b"RIFF\0\0\0\0WAVEfmt "), "x: this is audio (WAV): transcribe it first");
        assert_eq!(
            refusal(b"\x1F\x8B\x08\0"),
            "x: this is a gzip archive: unpack it first: zcat FILE | scamscreen check -"
        );
        assert!(refusal(b"PK\x03\x04......word/document.xml").contains("Word"));
        assert!(refusal(&[7; 100]).contains("binary data"));
    }

    #[test]
    fn stray_nul_bytes_are_no_binary_file() {
        let source = Source { name: "x".into(), bytes: b"Caller: please install Any\0desk now\0".to_vec() };
        assert_eq!(source.text(None).unwrap().text, "Caller: please install Any\0desk now\0");
    }
}
