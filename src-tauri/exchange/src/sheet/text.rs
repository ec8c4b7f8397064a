//! Bytes to text: byte order marks, UTF-16, UTF-8, and the eight-bit sets of spreadsheets.
//!
//! Deliberately absent: streaming. A guess needs the whole file, and the limit keeps that small.

use std::io::Read;

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::ExchangeError;

/// Reads all bytes, at most `limit`.
pub(super) fn read(source: impl Read, limit: u64) -> Result<Vec<u8>, ExchangeError> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(ExchangeError::Read)?;
    if bytes.len() as u64 > limit { Err(ExchangeError::FileTooLarge { limit }) } else { Ok(bytes) }
}

/// The text and the name of its character set. A byte order mark is the strongest sign, then the given label.
pub(super) fn decode(bytes: Vec<u8>, label: Option<&str>) -> Result<(String, &'static str), ExchangeError> {
    if bytes.is_empty() {
        return Err(ExchangeError::Empty);
    }
    let label = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let (encoding, skip) = match Encoding::for_bom(&bytes) {
        Some(marked) => marked,
        None => (label.or_else(|| unmarked_utf_16(&bytes)).unwrap_or_else(|| guess(&bytes)), 0),
    };
    let text = if encoding == UTF_8 {
        utf_8(bytes, skip)
    } else {
        encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or_default()).0.into_owned()
    };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(ExchangeError::Empty);
    }
    if is_binary(&text) {
        return Err(ExchangeError::Binary);
    }
    // Old Macs end lines with CR alone; with LF the lines can be counted.
    let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
    Ok((text, encoding.name()))
}

/// Valid UTF-8 is taken as it is, without a copy when there is no mark.
fn utf_8(mut bytes: Vec<u8>, skip: usize) -> String {
    bytes.drain(..skip);
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// UTF-16 without a mark shows by a zero in every second byte of the first characters, which are ASCII in a header.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let ascii = |letters: [u8; 3]| letters.iter().all(|byte| byte.is_ascii() && *byte != 0);
    match *bytes {
        [a, 0, b, 0, c, 0, ..] if ascii([a, b, c]) => Some(UTF_16LE),
        [0, a, 0, b, 0, c, ..] if ascii([a, b, c]) => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8 when it is valid, apart from a few bytes that a cut or a careless program left in much that is; else what the
/// bytes look like.
fn guess(bytes: &[u8]) -> &'static Encoding {
    /// So many letters of several bytes, for each broken one, are no accident.
    const FEW: usize = 10;
    // An escape character is the mark of ISO-2022-JP, which is ASCII otherwise.
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0x1b) {
        return UTF_8;
    }
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if broken > 0 && whole >= FEW * broken {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, broken == 0)
}

/// Text of a sheet has no zeros and hardly any other control characters.
fn is_binary(text: &str) -> bool {
    const SAMPLE: usize = 64 * 1024;
    let sample = text.chars().take(SAMPLE);
    let control = |letter: &char| {
        matches!(u32::from(*letter), 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f) || *letter == char::REPLACEMENT_CHARACTER
    };
    if text.contains('\0') {
        return true;
    }
    let (all, odd) = sample.fold((0_usize, 0_usize), |(all, odd), c| (all + 1, odd + usize::from(control(&c))));
    odd * 50 > all
}
