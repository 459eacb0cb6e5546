//! A source read as it comes, for batches that may be larger than memory.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use encoding_rs::{CoderResult, Decoder};

use super::binary;
use super::encoding::Charset;
use super::error::SourceError;
use super::place::open_regular;

/// The most bytes one record (a line, a CSV row) of a batch may have.
pub const MAX_RECORD: usize = 8 << 20;

const CHUNK: usize = 64 << 10;

/// A buffered reader whose records a batch reader can cut at line ends: UTF-16 comes out as UTF-8,
/// every other encoding passes through untouched and is decoded record by record.
pub struct Stream {
    /// What to call it.
    pub name: String,
    reader: Box<dyn BufRead + Send>,
    taken: u64,
}

impl Stream {
    /// Opens a regular file.
    pub fn from_path(path: &Path) -> Result<Self, SourceError> {
        let (file, _) = open_regular(path)?;
        Self::from_reader(path.display().to_string(), file)
    }

    /// Reads standard input as it comes.
    pub fn from_stdin() -> Result<Self, SourceError> {
        Self::from_reader("-", io::stdin())
    }

    /// Reads anything. Waits for its first bytes only, so that a process which answers line by line
    /// can be fed line by line.
    pub fn from_reader(name: impl Into<String>, reader: impl Read + Send + 'static) -> Result<Self, SourceError> {
        let name = name.into();
        let mut reader = BufReader::with_capacity(CHUNK, reader);
        let head = match reader.fill_buf() {
            Ok(head) => head,
            Err(source) => return Err(SourceError::Io { name, source }),
        };
        if let Some(charset) = Charset::utf16(head) {
            let decoder = charset.encoding().new_decoder_with_bom_removal();
            let utf8 = Transcoder { reader, decoder, out: Vec::new(), at: 0, done: false };
            return Ok(Self { name, reader: Box::new(BufReader::with_capacity(CHUNK, utf8)), taken: 0 });
        }
        match binary::recognise(head) {
            Some(binary) => Err(SourceError::Binary { name, binary }),
            None => Ok(Self { name, reader: Box::new(reader), taken: 0 }),
        }
    }

    /// What has been read ahead, to tell from it what the records are.
    pub fn peek(&mut self) -> Result<&[u8], SourceError> {
        let name = &self.name;
        self.reader.fill_buf().map_err(|source| SourceError::Io { name: name.clone(), source })
    }

    /// How many bytes have been taken out of it.
    pub fn taken(&self) -> u64 {
        self.taken
    }
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        self.taken += count as u64;
        Ok(count)
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount as u64;
        self.reader.consume(amount);
    }
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("name", &self.name).finish_non_exhaustive()
    }
}

/// UTF-16 in, UTF-8 out, a buffer at a time.
struct Transcoder<R> {
    reader: BufReader<R>,
    decoder: Decoder,
    out: Vec<u8>,
    at: usize,
    done: bool,
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.out.len() && !self.done {
            let input = self.reader.fill_buf()?;
            self.done = input.is_empty();
            // Three bytes of UTF-8 for two of UTF-16, and room for one more character.
            self.out.resize(input.len() * 2 + 16, 0);
            let (result, read, written, _) = self.decoder.decode_to_utf8(input, &mut self.out, self.done);
            debug_assert_eq!(result, CoderResult::InputEmpty);
            self.reader.consume(read);
            self.out.truncate(written);
            self.at = 0;
        }
        let count = buffer.len().min(self.out.len() - self.at);
        buffer[..count].copy_from_slice(&self.out[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_comes_out_as_utf8() {
        let text = "id;texte\n1;été à Noël 😀\n".repeat(9000);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for input in [bytes.clone(), [b"\xFF\xFE".to_vec(), bytes].concat()] {
            let mut out = String::new();
            Stream::from_reader("-", io::Cursor::new(input)).unwrap().read_to_string(&mut out).unwrap();
            assert_eq!(out, text);
        }
    }

    #[test]
    fn other_bytes_pass_untouched() {
        let mut out = Vec::new();
        let mut stream = Stream::from_reader("-", io::Cursor::new(b"caf\xE9\n")).unwrap();
        assert_eq!(stream.peek().unwrap(), b"caf\xE9\n");
        stream.read_to_end(&mut out).unwrap();
        assert_eq!(out, b"caf\xE9\n");
    }
}
