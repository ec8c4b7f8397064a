//! Bytes to text where a card says its character set, says it wrongly, or does not say it.
//!
//! Deliberately absent: UTF-16, which concerns whole files and is undone in `source`.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// Decodes bytes and remembers what the earlier ones of the same file looked like, because one name alone is too
/// short to guess from.
pub(crate) struct Charset {
    detector: EncodingDetector,
    /// Whether the file was UTF-16: its bytes are UTF-8 by now, whatever a parameter says.
    transcoded: bool,
}

impl Charset {
    pub(crate) fn new(transcoded: bool) -> Self {
        Self { detector: EncodingDetector::new(), transcoded }
    }

    /// Shows the detector bytes of the file that are not UTF-8, before the first card is read.
    pub(crate) fn look_at(&mut self, bytes: &[u8]) {
        self.detector.feed(bytes, false);
    }

    /// The text of bytes that stood in the file as they are; `label` is the card's CHARSET.
    pub(crate) fn decode_plain<'a>(&mut self, bytes: &'a [u8], label: Option<&str>) -> Cow<'a, str> {
        // An escape character is the mark of ISO-2022-JP.
        if (label.is_none() || bytes.is_ascii())
            && !bytes.contains(&0x1b)
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return Cow::Borrowed(text);
        }
        self.decode(bytes, if self.transcoded { None } else { label })
    }

    /// The text of bytes; `label` is the card's CHARSET.
    pub(crate) fn decode<'a>(&mut self, bytes: &'a [u8], label: Option<&str>) -> Cow<'a, str> {
        let named = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        // Eight-bit text of one-byte sets is practically never valid UTF-8; programs that lie about it are common.
        if named.is_none_or(|encoding| encoding.is_single_byte() || encoding == UTF_8)
            && let Ok(text) = std::str::from_utf8(bytes)
        {
            return Cow::Borrowed(text);
        }
        match named {
            Some(encoding) if encoding != UTF_8 => {
                let (text, _, wrong) = encoding.decode(bytes);
                if wrong { self.guess(bytes) } else { text }
            }
            Some(_) | None => self.guess(bytes),
        }
    }

    fn guess<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, str> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Cow::Borrowed(text);
        }
        self.detector.feed(bytes, false);
        self.detector.feed(b"\n", false);
        self.detector.guess(None, false).decode_without_bom_handling(bytes).0
    }
}

/// Undoes quoted-printable; what is not a valid escape stays as it is.
pub(crate) fn unquote_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        match tail {
            [high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(hex(*high) << 4 | hex(*low));
                rest = after;
            }
            // A soft line break at the very end, or one that a program escaped once more.
            [] => {}
            [b'\\', b'n', after @ ..] => rest = after,
            _ => out.push(b'='),
        }
    }
    out
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.wrapping_sub(b'A').wrapping_add(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_is_lenient() {
        assert_eq!(unquote_printable(b"a=C3=A4 =3d==x="), "aä ===x".as_bytes());
        assert_eq!(unquote_printable(b"=4"), b"=4");
        assert_eq!(unquote_printable(b"a=\\n b"), b"a b");
    }

    #[test]
    fn charsets_are_taken_or_guessed() {
        let mut charset = Charset::new(false);
        assert_eq!(charset.decode(b"M\xe4x", Some("ISO-8859-1")), "Mäx");
        assert_eq!(charset.decode("Mäx".as_bytes(), Some("ISO-8859-1")), "Mäx", "a wrong label");
        assert_eq!(charset.decode("Mäx".as_bytes(), Some("x-nonsense")), "Mäx");
        assert_eq!(charset.decode(b"\x8e\x52\x93\x63", Some("SHIFT_JIS")), "山田");
        assert_eq!(charset.decode(b"M\xe4x M\xfcller", Some("UTF-8")), "Mäx Müller", "not UTF-8 at all");
        assert_eq!(Charset::new(false).decode(b"Reid\x92s place", None), "Reid’s place");
        assert_eq!(Charset::new(false).decode(b"Jos\xe9 Mu\xf1oz, Stra\xdfe 5", None), "José Muñoz, Straße 5");
    }
}
