//! The way in: bytes or text, told apart and read.
//!
//! Deliberately absent: vCards themselves (the exchange room reads them; here they are only recognised), photos and
//! codes, and the clock.

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use crate::text::{MAX_TEXT, TextContext, TextDraft, read_text};

/// What was found in a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum Reading {
    /// One or several vCards: the exchange room reads them.
    VCard,
    /// Plain text with its people, at least one.
    Text(Vec<TextDraft>),
}

/// Why nothing was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CaptureError {
    /// More than a person's text can be.
    #[error("reading a text: it has {size} bytes, at most {limit} are read")]
    TooLarge {
        /// Bytes given.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Not text at all: a picture, a program, a spreadsheet.
    #[error("reading a text: the bytes are not text")]
    Binary,
    /// No letter and no digit.
    #[error("reading a text: there is nothing in it")]
    Empty,
}

/// Reads bytes of unknown encoding: UTF-8, UTF-16 with a mark, or Windows-1252 where they are no UTF-8. vCards are
/// recognised before the size is judged, because they may be much longer than a person's text.
///
/// # Errors
/// [`CaptureError`] where the bytes are too many, not text, or empty.
pub fn read_bytes(bytes: &[u8], context: &TextContext<'_>) -> Result<Reading, CaptureError> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if is_vcard(&decode(head)) {
        return Ok(Reading::VCard);
    }
    if bytes.len() > MAX_TEXT {
        return Err(CaptureError::TooLarge { size: bytes.len(), limit: MAX_TEXT });
    }
    let text = decode(bytes);
    if is_binary(&text) {
        return Err(CaptureError::Binary);
    }
    read(&text, context)
}

/// Reads a text.
///
/// # Errors
/// [`CaptureError`] where the text is too long, not text, or empty.
pub fn read(text: &str, context: &TextContext<'_>) -> Result<Reading, CaptureError> {
    if is_vcard(text) {
        return Ok(Reading::VCard);
    }
    if text.len() > MAX_TEXT {
        return Err(CaptureError::TooLarge { size: text.len(), limit: MAX_TEXT });
    }
    if is_binary(text) {
        return Err(CaptureError::Binary);
    }
    let drafts = read_text(text, context);
    if drafts.is_empty() { Err(CaptureError::Empty) } else { Ok(Reading::Text(drafts)) }
}

fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let encoding = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        // A text cut inside a character still counts as UTF-8.
        None => match std::str::from_utf8(bytes) {
            Ok(_) => encoding_rs::UTF_8,
            Err(error) if error.error_len().is_none() => encoding_rs::UTF_8,
            Err(_) => encoding_rs::WINDOWS_1252,
        },
    };
    encoding.decode(bytes).0
}

/// Whether a line says that a vCard begins; the few bytes before it are a byte order mark or quoted white space.
#[must_use]
pub fn is_vcard(text: &str) -> bool {
    let mut shown = text.lines().map(|line| line.trim_start_matches(['\u{feff}', '>', ' ', '\t']));
    shown.any(|line| line.get(..11).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCARD")))
}

/// More than a stray control character: no editor writes those.
fn is_binary(text: &str) -> bool {
    let odd = text.chars().take(65_536).filter(|c| (c.is_control() && !c.is_whitespace()) || *c == '\u{fffd}').count();
    text.contains('\0') || odd * 50 > text.chars().take(65_536).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::NothingKnown;

    const HERE: TextContext<'static> = TextContext { region: "ID", known: &NothingKnown };

    #[test]
    fn kinds_are_told_apart() {
        assert_eq!(read_bytes(b"\xef\xbb\xbfBEGIN:VCARD\r\nVERSION:3.0\r\n", &HERE), Ok(Reading::VCard));
        assert_eq!(read("Please keep:\n begin:vcard\nFN:A", &HERE), Ok(Reading::VCard));
        let utf16: Vec<u8> = "\u{feff}BEGIN:VCARD\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_bytes(&utf16, &HERE), Ok(Reading::VCard));
        assert_eq!(read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &HERE), Err(CaptureError::Binary));
        assert_eq!(read_bytes(b" \n\t", &HERE), Err(CaptureError::Empty));
        let long = vec![b'a'; MAX_TEXT + 1];
        assert_eq!(read_bytes(&long, &HERE), Err(CaptureError::TooLarge { size: MAX_TEXT + 1, limit: MAX_TEXT }));
        assert!(matches!(read_bytes(b"Jos\xe9 0812-3456-7890", &HERE), Ok(Reading::Text(drafts)) if drafts.len() == 1));
    }

    #[test]
    fn a_long_vcard_is_not_too_large() {
        let mut card = b"BEGIN:VCARD\nNOTE:".to_vec();
        card.resize(MAX_TEXT * 2, b'x');
        assert_eq!(read_bytes(&card, &HERE), Ok(Reading::VCard));
    }
}
