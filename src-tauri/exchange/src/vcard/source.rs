//! Bytes to lines: byte order marks, UTF-16, every kind of line end, and limits.
//!
//! Deliberately absent: character sets of single properties, and everything that a line means.

use std::io::Read;

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};

use crate::error::{ExchangeError, Limits};

const CHUNK: usize = 64 * 1024;

/// The lines of a file.
pub(crate) struct Source<R> {
    inner: R,
    limits: Limits,
    decoder: Option<Decoder>,
    chunk: Vec<u8>,
    position: usize,
    taken: u64,
    ended: bool,
    /// The number of the line last given, from 1.
    pub(crate) line: u64,
}

/// What `next_line` found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A whole line.
    Whole,
    /// A line longer than the limit; the rest of it was skipped.
    TooLong,
    /// There are no more lines.
    End,
}

impl<R: Read> Source<R> {
    /// Reads the first chunk, to see whether it is text and in which form.
    pub(crate) fn open(inner: R, limits: Limits) -> Result<Self, ExchangeError> {
        let mut source =
            Self { inner, limits, decoder: None, chunk: Vec::new(), position: 0, taken: 0, ended: false, line: 0 };
        let raw = source.read_chunk()?;
        let (decoder, skip) = form_of(&raw);
        source.decoder = decoder;
        source.accept(raw.get(skip..).unwrap_or_default());
        Ok(source)
    }

    /// How much is read at most.
    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    /// Whether the file was UTF-16 and is given as UTF-8.
    pub(crate) fn is_transcoded(&self) -> bool {
        self.decoder.is_some()
    }

    /// The beginning of the file, before any line was taken.
    pub(crate) fn beginning(&self) -> &[u8] {
        &self.chunk
    }

    /// Puts the next line without its end into `line`.
    pub(crate) fn next_line(&mut self, line: &mut Vec<u8>) -> Result<Line, ExchangeError> {
        line.clear();
        let mut started = false;
        let mut too_long = false;
        loop {
            if self.position >= self.chunk.len() && !self.refill()? {
                if !started {
                    return Ok(Line::End);
                }
                break;
            }
            if !started {
                started = true;
                self.line += 1;
            }
            let rest = self.chunk.get(self.position..).unwrap_or_default();
            let end = memchr::memchr2(b'\n', b'\r', rest);
            let piece = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            if line.len() + piece.len() > self.limits.line {
                too_long = true;
            } else if !too_long {
                line.extend_from_slice(piece);
            }
            match end {
                None => self.position = self.chunk.len(),
                Some(at) => {
                    self.position += at;
                    self.skip_line_end()?;
                    break;
                }
            }
        }
        Ok(if too_long { Line::TooLong } else { Line::Whole })
    }

    /// LF, CR LF, CR CR LF (text-mode copies of text-mode copies) and the lone CR of old Macs are each one end.
    fn skip_line_end(&mut self) -> Result<(), ExchangeError> {
        loop {
            if self.position >= self.chunk.len() && !self.refill()? {
                return Ok(());
            }
            match self.chunk.get(self.position) {
                Some(b'\r') => self.position += 1,
                Some(b'\n') => {
                    self.position += 1;
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
    }

    fn refill(&mut self) -> Result<bool, ExchangeError> {
        while !self.ended {
            let raw = self.read_chunk()?;
            self.accept(&raw);
            if !self.chunk.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn read_chunk(&mut self) -> Result<Vec<u8>, ExchangeError> {
        let mut raw = Vec::with_capacity(CHUNK);
        let read = (&mut self.inner).take(CHUNK as u64).read_to_end(&mut raw).map_err(ExchangeError::Read)?;
        self.taken += read as u64;
        self.ended = read < CHUNK;
        if self.taken > self.limits.file {
            return Err(ExchangeError::FileTooLarge { limit: self.limits.file });
        }
        Ok(raw)
    }

    /// Makes raw bytes the chunk that lines are taken from.
    fn accept(&mut self, raw: &[u8]) {
        self.chunk.clear();
        self.position = 0;
        let Some(decoder) = &mut self.decoder else {
            self.chunk.extend_from_slice(raw);
            return;
        };
        let mut rest = raw;
        let mut text = String::new();
        loop {
            text.reserve(decoder.max_utf8_buffer_length(rest.len()).unwrap_or(CHUNK));
            let (result, read, _) = decoder.decode_to_string(rest, &mut text, self.ended);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                CoderResult::InputEmpty => break,
                CoderResult::OutputFull => {}
            }
        }
        self.chunk.extend_from_slice(text.as_bytes());
    }
}

/// The decoder that a file needs and the length of its byte order mark. Without a mark, UTF-16 shows by a zero in
/// every second byte of the first words, which are ASCII in a vCard.
fn form_of(raw: &[u8]) -> (Option<Decoder>, usize) {
    match raw {
        [0xef, 0xbb, 0xbf, ..] => (None, 3),
        [0xff, 0xfe, ..] => (Some(UTF_16LE.new_decoder_without_bom_handling()), 2),
        [0xfe, 0xff, ..] => (Some(UTF_16BE.new_decoder_without_bom_handling()), 2),
        [a, 0, b, 0, c, 0, ..] if [a, b, c].iter().all(|byte| byte.is_ascii() && **byte != 0) => {
            (Some(UTF_16LE.new_decoder_without_bom_handling()), 0)
        }
        [0, a, 0, b, 0, c, ..] if [a, b, c].iter().all(|byte| byte.is_ascii() && **byte != 0) => {
            (Some(UTF_16BE.new_decoder_without_bom_handling()), 0)
        }
        _ => (None, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut source = Source::open(bytes, Limits::default()).unwrap();
        let mut line = Vec::new();
        let mut lines = Vec::new();
        while source.next_line(&mut line).unwrap() != Line::End {
            lines.push(String::from_utf8(line.clone()).unwrap());
        }
        lines
    }

    #[test]
    fn every_line_end_ends_a_line() {
        assert_eq!(lines(b"a\nb\r\nc\r\r\nd\re"), ["a", "b", "c", "d", "e"]);
        assert_eq!(lines(b"a\n\nb\n"), ["a", "", "b"]);
        assert!(lines(b"").is_empty());
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        for (bytes, what) in [
            ("\u{feff}BEGIN\nMäx".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), "LE with mark"),
            ("\u{feff}BEGIN\nMäx".encode_utf16().flat_map(u16::to_be_bytes).collect(), "BE with mark"),
            ("BEGIN\nMäx".encode_utf16().flat_map(u16::to_le_bytes).collect(), "LE without"),
            ("BEGIN\nMäx".encode_utf16().flat_map(u16::to_be_bytes).collect(), "BE without"),
        ] {
            assert_eq!(lines(&bytes), ["BEGIN", "Mäx"], "{what}");
        }
    }

    #[test]
    fn a_line_over_the_limit_is_skipped_and_a_file_over_the_limit_is_refused() {
        let limits = Limits { line: 10, file: 100_000, ..Limits::default() };
        let text = format!("{}\nshort\n", "x".repeat(70_000));
        let mut source = Source::open(text.as_bytes(), limits).unwrap();
        let mut line = Vec::new();
        assert_eq!(source.next_line(&mut line).unwrap(), Line::TooLong);
        assert_eq!(source.next_line(&mut line).unwrap(), Line::Whole);
        assert_eq!(line, b"short");
        let long = "x\n".repeat(60_000);
        let mut source = Source::open(long.as_bytes(), limits).unwrap();
        let error = loop {
            match source.next_line(&mut line) {
                Ok(Line::End) => panic!("the limit did not hold"),
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert!(matches!(error, ExchangeError::FileTooLarge { limit: 100_000 }));
    }
}
