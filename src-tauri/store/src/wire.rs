//! The body of a change as it stands in the log and travels: canonical JSON text, the same bytes in every book.
//!
//! A body is a list of row operations: `{"t":table,"r":row,"f":{cell:value},"p":{cell:[[writer,seq],...]}}` sets cells
//! and names the values they replace; `{"t":table,"r":row,"del":[[writer,seq],...]}` deletes what its author saw of a
//! row. An undo also names, in `"o":{cell:[writer,seq]}`, whose value it gave back. Rows are 22 characters of base64url, writers 16 hex digits. Unknown tables, cells and parts stay in the body.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::value::RawValue;
use uuid::Uuid;

/// A writer's id, the same everywhere: eight random bytes, new at every start.
pub type WriterId = [u8; 8];

/// Appends an id in quotes.
pub(crate) fn push_quoted_id(out: &mut Vec<u8>, id: Uuid) {
    out.push(b'"');
    let mut text = [0_u8; 22];
    if let Ok(length) = URL_SAFE_NO_PAD.encode_slice(id.as_bytes(), &mut text) {
        out.extend_from_slice(text.get(..length).unwrap_or_default());
    }
    out.push(b'"');
}

/// Reads an id in quotes.
pub(crate) fn read_quoted_id(raw: &str) -> Option<Uuid> {
    read_id(raw.strip_prefix('"')?.strip_suffix('"')?)
}

/// Reads an id.
pub(crate) fn read_id(text: &str) -> Option<Uuid> {
    let mut bytes = [0_u8; 18];
    match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
        Ok(16) => Uuid::from_slice(bytes.get(..16)?).ok(),
        _ => None,
    }
}

/// Appends a writer's id as hex.
pub(crate) fn push_writer(out: &mut Vec<u8>, writer: WriterId) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    for byte in writer {
        out.extend(HEX.get(usize::from(byte >> 4)));
        out.extend(HEX.get(usize::from(byte & 15)));
    }
}

/// Reads a writer's id from hex.
pub(crate) fn read_writer(text: &str) -> Option<WriterId> {
    if text.len() != 16 || !text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
        return None;
    }
    u64::from_str_radix(text, 16).ok().map(u64::to_be_bytes)
}

/// One row operation of a body.
#[derive(Debug, Deserialize)]
pub(crate) struct Op<'a> {
    /// The table.
    #[serde(borrow)]
    pub t: Cow<'a, str>,
    /// The row.
    #[serde(borrow)]
    pub r: Cow<'a, str>,
    /// Cells set.
    #[serde(borrow, default)]
    pub f: BTreeMap<Cow<'a, str>, &'a RawValue>,
    /// Per cell, the changes whose values are replaced.
    #[serde(borrow, default)]
    pub p: BTreeMap<Cow<'a, str>, Vec<(Cow<'a, str>, u64)>>,
    /// Per cell, the change whose value an undo gave back.
    #[serde(borrow, default)]
    pub o: BTreeMap<Cow<'a, str>, (Cow<'a, str>, u64)>,
    /// The changes that a delete saw.
    #[serde(borrow, default)]
    pub del: Vec<(Cow<'a, str>, u64)>,
}

/// Reads a body; `None` when it is not one.
pub(crate) fn read_body(body: &str) -> Option<Vec<Op<'_>>> {
    serde_json::from_str(body).ok()
}
