//! Pictures inside cards: base64 and data addresses, and what kind of picture the bytes are.
//!
//! Deliberately absent: decoding pictures, and fetching those that a card only links to.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// A picture that came with a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The media type, by the bytes where they tell, else by the card: `image/jpeg`.
    pub mime: String,
    /// The picture's file.
    pub bytes: Vec<u8>,
}

/// The bytes of a binary value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Binary {
    /// They could be read; with the media type, or empty.
    Read(Photo),
    /// They are more than the limit.
    TooLarge,
    /// They are not base64.
    Unreadable,
}

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Decodes base64 with white space in it; `words` may name the format, `limit` is in bytes.
pub(crate) fn decode_binary(value: &[u8], words: &[String], limit: usize) -> Binary {
    let mut digits: Vec<u8> = Vec::with_capacity(value.len());
    for byte in value {
        match byte {
            b'=' => {}
            // The alphabet of addresses is seen in the wild.
            b'-' => digits.push(b'+'),
            b'_' => digits.push(b'/'),
            byte if byte.is_ascii_whitespace() => {}
            byte => digits.push(*byte),
        }
    }
    if digits.len() / 4 * 3 > limit {
        return Binary::TooLarge;
    }
    if digits.len() % 4 == 1 {
        // Cut in the middle: the last quarter of a group carries nothing.
        digits.pop();
    }
    match LENIENT.decode(&digits) {
        Ok(bytes) if !bytes.is_empty() => Binary::Read(Photo { mime: mime_of(&bytes, words), bytes }),
        _ => Binary::Unreadable,
    }
}

/// Decodes a `data:` address; `None` where the value is none.
pub(crate) fn decode_data_uri(value: &[u8], limit: usize) -> Option<Binary> {
    let value = value.trim_ascii();
    if !value.get(..5)?.eq_ignore_ascii_case(b"data:") {
        return None;
    }
    let comma = value.iter().position(|byte| *byte == b',')?;
    // 3.0 writers escape the comma and the semicolon.
    let header = String::from_utf8_lossy(value.get(5..comma)?).replace('\\', "");
    let mut words = header.split(';');
    let mime = words.next().unwrap_or_default().trim().to_ascii_lowercase();
    if !words.any(|word| word.trim().eq_ignore_ascii_case("base64")) {
        return None;
    }
    Some(decode_binary(value.get(comma + 1..)?, &[mime], limit))
}

/// The media type by the first bytes, else by the words of the card, else empty.
fn mime_of(bytes: &[u8], words: &[String]) -> String {
    let by_bytes = match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        [b'B', b'M', ..] => Some("image/bmp"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some("image/tiff"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', b'i', ..] => Some("image/heic"),
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f', ..] => Some("image/avif"),
        _ => None,
    };
    by_bytes.map_or_else(|| mime_of_words(words), str::to_owned)
}

fn mime_of_words(words: &[String]) -> String {
    for word in words {
        let word = word.trim().to_ascii_lowercase();
        if word.contains('/') {
            return word;
        }
        match word.as_str() {
            "jpg" | "jpeg" => return "image/jpeg".to_owned(),
            "png" | "gif" | "bmp" | "tiff" | "webp" | "heic" | "avif" => return format!("image/{word}"),
            _ => {}
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_lenient() {
        let read = |text: &str| match decode_binary(text.as_bytes(), &["GIF".to_owned()], 100) {
            Binary::Read(photo) => Some((photo.mime, photo.bytes)),
            Binary::TooLarge | Binary::Unreadable => None,
        };
        assert_eq!(read("SGVs bG8="), Some(("image/gif".to_owned(), b"Hello".to_vec())));
        assert_eq!(read("SGVsbG8"), Some(("image/gif".to_owned(), b"Hello".to_vec())), "no padding");
        assert_eq!(read("iVBORw0KGgo="), Some(("image/png".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec())), "bytes win");
        assert_eq!(read("?!"), None);
        assert_eq!(read(""), None);
        assert_eq!(decode_binary("A".repeat(200).as_bytes(), &[], 100), Binary::TooLarge);
    }

    #[test]
    fn data_addresses_are_read() {
        let read = decode_data_uri(b"data:image/gif;base64,SGVsbG8=", 100);
        assert_eq!(read, Some(Binary::Read(Photo { mime: "image/gif".to_owned(), bytes: b"Hello".to_vec() })));
        assert!(decode_data_uri(b"data:image/gif\\;base64\\,SGVsbG8=", 100).is_some(), "escaped");
        assert_eq!(decode_data_uri(b"http://maju.example/photo.gif", 100), None);
        assert_eq!(decode_data_uri(b"data:,text", 100), None);
    }
}
