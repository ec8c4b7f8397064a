//! The body of a change as it lies in the file: the canonical JSON in shorthand, a third as long.
//!
//! Ids, writers and instants become raw bytes, repeated ones a reference, and what all bodies share a code. Everything
//! else stays as it is, so that any text comes back byte for byte. Codes are bytes that JSON text never contains.
//! The phrases are kept in files: the list only grows at its end, and never above 256 of them.
//!
//! Deliberately absent: this form never leaves the file. What travels is the JSON.

use std::sync::OnceLock;

use uuid::Uuid;

use super::phrases::{CODES, PHRASES};
use crate::error::{Error, ErrorKind, Result};
use crate::wire::{WriterId, push_quoted_id, push_writer, read_id, read_writer};

/// First byte: the text follows as it is.
const PLAIN: u8 = 0;
/// First byte: shorthand of this version follows.
const SHORT: u8 = 1;

const PHRASE: u8 = 2;
const ID: u8 = 3;
const ID_AGAIN: u8 = 4;
const WRITER: u8 = 5;
const WRITER_AGAIN: u8 = 6;
const NUMBER: u8 = 7;
const NUMBER_AGAIN: u8 = 8;
/// An id that begins as the last new one: ids made in one go differ in their last bytes only. Books of schema 1 have none.
const ID_NEAR: u8 = 0xf5;
/// How many bytes such ids share.
const SHARED: usize = 11;

/// A phrase with its number.
type Numbered = (usize, &'static [u8]);

/// The phrases by a hash of their first three bytes, longest first, and which bytes are codes.
struct Phrases {
    slots: Vec<Vec<Numbered>>,
    codes: [bool; 256],
    /// One bit for each pair of bytes with which a phrase begins: most places in a text are told apart by it alone.
    begins: Vec<u64>,
}

impl Phrases {
    const SLOTS: usize = 1 << 11;
    const PAIRS: usize = 1 << 16;

    fn get() -> &'static Self {
        static TABLE: OnceLock<Phrases> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut slots: Vec<Vec<Numbered>> = vec![Vec::new(); Self::SLOTS];
            for (number, phrase) in PHRASES.iter().enumerate() {
                if let Some(slot) = Self::slot(phrase.as_bytes()).and_then(|at| slots.get_mut(at)) {
                    slot.push((number, phrase.as_bytes()));
                }
            }
            for slot in &mut slots {
                slot.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.len()));
            }
            let mut begins = vec![0; Self::PAIRS / 64];
            for (slot, bit) in PHRASES.iter().filter_map(|phrase| Self::pair(phrase.as_bytes())) {
                if let Some(word) = begins.get_mut(slot) {
                    *word |= bit;
                }
            }
            let mut codes = [false; 256];
            for (code, is) in (0_u8..=255).zip(&mut codes) {
                *is = code <= NUMBER_AGAIN || code == ID_NEAR || CODES.contains(&code);
            }
            Self { slots, codes, begins }
        })
    }

    fn pair(bytes: &[u8]) -> Option<(usize, u64)> {
        let pair = usize::from(u16::from_le_bytes(*bytes.first_chunk::<2>()?));
        Some((pair / 64, 1 << (pair % 64)))
    }

    fn slot(bytes: &[u8]) -> Option<usize> {
        let [a, b, c] = *bytes.first_chunk::<3>()?;
        Some((usize::from(a) * 61 + usize::from(b) * 17 + usize::from(c)) % Self::SLOTS)
    }

    /// The longest phrase with which `rest` starts.
    fn find(&self, rest: &[u8]) -> Option<&Numbered> {
        let (slot, bit) = Self::pair(rest)?;
        if self.begins.get(slot)? & bit == 0 {
            return None;
        }
        self.slots.get(Self::slot(rest)?)?.iter().find(|(_, phrase)| rest.starts_with(phrase))
    }

    fn is_code(&self, byte: u8) -> bool {
        self.codes.get(usize::from(byte)).copied().unwrap_or(true)
    }
}

/// Things met before, so that the next time their number is enough.
struct Met<T>(Vec<T>);

impl<T: Copy + PartialEq> Met<T> {
    /// The number of a thing met before; else remembers it, as long as a byte can number it.
    fn again(&mut self, thing: T) -> Option<u8> {
        match self.0.iter().position(|met| *met == thing) {
            Some(at) => u8::try_from(at).ok(),
            None => {
                self.learn(thing);
                None
            }
        }
    }

    fn learn(&mut self, thing: T) {
        if self.0.len() < 256 {
            self.0.push(thing);
        }
    }

    fn last(&self) -> Option<T> {
        self.0.last().copied()
    }

    fn get(&self, number: u8) -> Result<T> {
        self.0.get(usize::from(number)).copied().ok_or_else(broken)
    }
}

/// What a body has named so far.
struct Known {
    ids: Met<Uuid>,
    writers: Met<WriterId>,
    numbers: Met<u64>,
}

impl Known {
    fn new() -> Self {
        Self { ids: Met(Vec::new()), writers: Met(Vec::new()), numbers: Met(Vec::new()) }
    }
}

/// A body in shorthand.
pub(crate) fn shorten(body: &str) -> Vec<u8> {
    let bytes = body.as_bytes();
    let table = Phrases::get();
    if bytes.iter().any(|byte| table.is_code(*byte)) {
        return [&[PLAIN], bytes].concat();
    }
    let mut out = Vec::with_capacity(bytes.len() / 2);
    out.push(SHORT);
    let mut known = Known::new();
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let taken = match first {
            b'"' => quoted(rest, &mut known, &mut out),
            b'0'..=b'9' => instant(rest, &mut known, &mut out),
            _ => 0,
        };
        let taken = if taken > 0 { taken } else { phrase(rest, table, &mut out) };
        if taken == 0 {
            out.push(*first);
        }
        rest = rest.get(taken.max(1)..).unwrap_or_default();
    }
    out
}

/// An id or a writer in quotes; gives how many bytes were taken.
fn quoted(rest: &[u8], known: &mut Known, out: &mut Vec<u8>) -> usize {
    let text = |length: usize| match rest.get(length + 1) {
        Some(b'"') => rest.get(1..=length).and_then(|text| std::str::from_utf8(text).ok()),
        _ => None,
    };
    if let Some(id) = text(22).and_then(read_id) {
        let last = known.ids.last();
        let (begin, end) = id.as_bytes().split_at(SHARED);
        match known.ids.again(id) {
            Some(number) => out.extend([ID_AGAIN, number]),
            None if last.is_some_and(|last| last.as_bytes().starts_with(begin)) => {
                out.push(ID_NEAR);
                out.extend_from_slice(end);
            }
            None => {
                out.push(ID);
                out.extend_from_slice(id.as_bytes());
            }
        }
        return 24;
    }
    if let Some(writer) = text(16).and_then(read_writer) {
        match known.writers.again(writer) {
            Some(number) => out.extend([WRITER_AGAIN, number]),
            None => {
                out.push(WRITER);
                out.extend_from_slice(&writer);
            }
        }
        return 18;
    }
    0
}

/// A number of thirteen digits, which is what instants of this age have; gives how many bytes were taken.
fn instant(rest: &[u8], known: &mut Known, out: &mut Vec<u8>) -> usize {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = rest.get(..digits).and_then(|text| std::str::from_utf8(text).ok()).and_then(|text| text.parse().ok());
    let Some(number) = number.filter(|_| digits == 13 && rest.first() != Some(&b'0')) else {
        // All of it at once: a part of a longer number must not be taken for an instant.
        out.extend_from_slice(rest.get(..digits).unwrap_or_default());
        return digits;
    };
    match known.numbers.again(number) {
        Some(again) => out.extend([NUMBER_AGAIN, again]),
        None => {
            out.push(NUMBER);
            out.extend_from_slice(number.to_be_bytes().get(2..).unwrap_or_default());
        }
    }
    digits
}

/// The longest phrase here; gives how many bytes were taken.
fn phrase(rest: &[u8], table: &Phrases, out: &mut Vec<u8>) -> usize {
    let Some((number, phrase)) = table.find(rest) else { return 0 };
    match CODES.get(*number) {
        Some(code) => out.push(*code),
        None => out.extend([PHRASE, *number as u8]),
    }
    phrase.len()
}

fn broken() -> Error {
    Error::new(ErrorKind::Damaged, "reading the body of a change")
}

/// The body of a shorthand.
pub(crate) fn lengthen(short: &[u8]) -> Result<String> {
    let (kind, mut rest) = short.split_first().ok_or_else(broken)?;
    let mut out = Vec::with_capacity(short.len() * 4);
    match *kind {
        PLAIN => out.extend_from_slice(rest),
        SHORT => {
            let mut known = Known::new();
            while let Some((first, after)) = rest.split_first() {
                rest = after;
                expand(*first, &mut rest, &mut known, &mut out)?;
            }
        }
        _ => return Err(broken()),
    }
    String::from_utf8(out).map_err(|_| broken())
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Result<&'a [u8; N]> {
    let (taken, after) = rest.split_first_chunk::<N>().ok_or_else(broken)?;
    *rest = after;
    Ok(taken)
}

fn expand(first: u8, rest: &mut &[u8], known: &mut Known, out: &mut Vec<u8>) -> Result<()> {
    match first {
        PHRASE => {
            let [number] = *take(rest)?;
            out.extend_from_slice(PHRASES.get(usize::from(number)).ok_or_else(broken)?.as_bytes());
        }
        ID => {
            let id = Uuid::from_bytes(*take(rest)?);
            known.ids.learn(id);
            push_quoted_id(out, id);
        }
        ID_NEAR => {
            let mut bytes = *known.ids.last().ok_or_else(broken)?.as_bytes();
            let end: &[u8; 16 - SHARED] = take(rest)?;
            for (to, from) in bytes.iter_mut().skip(SHARED).zip(end) {
                *to = *from;
            }
            let id = Uuid::from_bytes(bytes);
            known.ids.learn(id);
            push_quoted_id(out, id);
        }
        ID_AGAIN => {
            let [number] = *take(rest)?;
            push_quoted_id(out, known.ids.get(number)?);
        }
        WRITER | WRITER_AGAIN => {
            let writer = if first == WRITER {
                let writer = *take(rest)?;
                known.writers.learn(writer);
                writer
            } else {
                let [number] = *take(rest)?;
                known.writers.get(number)?
            };
            out.push(b'"');
            push_writer(out, writer);
            out.push(b'"');
        }
        NUMBER | NUMBER_AGAIN => {
            let number = if first == NUMBER {
                let [a, b, c, d, e, f] = *take(rest)?;
                let number = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
                known.numbers.learn(number);
                number
            } else {
                let [number] = *take(rest)?;
                known.numbers.get(number)?
            };
            out.extend_from_slice(number.to_string().as_bytes());
        }
        code => match CODES.iter().position(|known| *known == code) {
            Some(number) => out.extend_from_slice(PHRASES.get(number).ok_or_else(broken)?.as_bytes()),
            None => out.push(code),
        },
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_phrases_have_room_and_codes() {
        assert!(PHRASES.len() <= 256);
        assert!(PHRASES.iter().all(|phrase| phrase.len() > 2));
        let mut seen = PHRASES.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), PHRASES.len(), "no phrase twice");
    }

    #[test]
    fn a_card_is_a_third_as_long() {
        let body = r#"[{"t":"contact","r":"AZgAAAAAcACABAAAAAAAAg","f":{"name":"Siti Rahma","job_title":"Buyer","company_id":"AZgAAAAAcACABAAAAAAABw","temperature":"warm","created_at":1764000000000}},{"t":"phone","r":"AZgAAAAAcACABAAAAAAAAw","f":{"contact_id":"AZgAAAAAcACABAAAAAAAAg","e164":"+628120000001","raw":"0812-0000001"}}]"#;
        let short = shorten(body);
        assert_eq!(lengthen(&short).unwrap(), body);
        assert!(short.len() * 2 < body.len(), "{} of {}", short.len(), body.len());
    }

    #[test]
    fn what_is_damaged_is_said() {
        for short in [
            &[][..],
            &[9],
            &[SHORT, ID, 1, 2],
            &[SHORT, ID_AGAIN, 0],
            &[SHORT, PHRASE, 255],
            &[SHORT, 0x80],
            &[SHORT, ID_NEAR, 1, 2, 3, 4, 5],
        ] {
            assert!(lengthen(short).is_err(), "{short:?}");
        }
    }

    fn quoted_id(number: u128) -> String {
        let mut out = Vec::new();
        push_quoted_id(&mut out, Uuid::from_u128(number));
        String::from_utf8(out).unwrap()
    }

    proptest! {
        #[test]
        fn any_text_comes_back(
            parts in prop::collection::vec(prop_oneof![
                any::<String>(),
                prop::sample::select(PHRASES).prop_map(str::to_owned),
                any::<u64>().prop_map(|n| n.to_string()),
                (1_000_000_000_000_u64..10_000_000_000_000).prop_map(|n| n.to_string()),
                "0?[0-9]{12,14}",
                any::<u128>().prop_map(quoted_id),
                (0_u128..1 << 42).prop_map(|n| quoted_id(0x0195_d691_9520_7181_8823_78a6_d2bd_01f4 ^ n)),
                (0_u64..3).prop_map(|n| format!("\"{n:016x}\"")),
                "\"[A-Za-z0-9_-]{22}\"",
            ], 0..40),
        ) {
            let text = parts.concat();
            prop_assert_eq!(lengthen(&shorten(&text)).unwrap(), text);
        }
    }
}
