//! The version record of a row: which changes hold the heads of its cells, as a short blob.
//!
//! An entry is one change with the cells of this row whose values it gives (bit by position in the table's list of
//! cells) and whether a delete has seen it. Cells that a later change replaced leave the entry; an entry without cells
//! leaves the record. A row is alive while one entry is not deleted.

use crate::error::{Error, ErrorKind, Result};

/// The identity of a change inside this book: the writer's local number and the sequence number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ident {
    /// The writer's local number.
    pub writer: i64,
    /// 1, 2, 3, ... per writer.
    pub seq: u64,
}

/// One change and the cells whose heads it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The change.
    pub ident: Ident,
    /// Bit `n` is cell `n` of the table.
    pub cells: u64,
    /// Whether a delete has seen this change.
    pub deleted: bool,
}

/// The version record of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Version {
    /// The heads, in no particular order.
    pub entries: Vec<Entry>,
}

impl Version {
    /// Whether the row is alive.
    pub fn is_live(&self) -> bool {
        self.entries.iter().any(|entry| !entry.deleted)
    }

    /// Whether nothing was ever said about the row: it is only referred to.
    pub fn is_stub(&self) -> bool {
        self.entries.is_empty()
    }

    /// The cells that have more than one head that is not deleted.
    pub fn contested(&self) -> u64 {
        let (mut once, mut twice) = (0, 0);
        for entry in self.entries.iter().filter(|entry| !entry.deleted) {
            twice |= once & entry.cells;
            once |= entry.cells;
        }
        twice
    }

    /// The cells that have more than one head.
    pub fn shared(&self) -> u64 {
        let (mut once, mut twice) = (0, 0);
        for entry in &self.entries {
            twice |= once & entry.cells;
            once |= entry.cells;
        }
        twice
    }

    /// Whether a person should look at the row: contested, or deleted by one and edited by another.
    pub fn wants_a_look(&self) -> bool {
        self.contested() != 0 || (self.is_live() && self.entries.iter().any(|entry| entry.deleted))
    }

    /// The entries that hold a head of cell `cell`.
    pub fn heads(&self, cell: usize) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.cells & (1 << cell) != 0)
    }

    /// The entry of a change.
    pub fn entry_mut(&mut self, ident: Ident) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.ident == ident)
    }

    /// Whether a change holds a head here.
    pub fn entry(&self, ident: Ident) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.ident == ident)
    }

    /// Adds heads of a change.
    pub fn add(&mut self, ident: Ident, cells: u64, deleted: bool) {
        if cells == 0 {
            return;
        }
        match self.entry_mut(ident) {
            Some(entry) => {
                entry.cells |= cells;
                entry.deleted |= deleted;
            }
            None => self.entries.push(Entry { ident, cells, deleted }),
        }
    }

    /// Takes cells from a change's entry; true when it held any of them.
    pub fn replace(&mut self, ident: Ident, cells: u64) -> bool {
        let Some(at) = self.entries.iter().position(|entry| entry.ident == ident) else { return false };
        let Some(entry) = self.entries.get_mut(at) else { return false };
        let held = entry.cells & cells != 0;
        entry.cells &= !cells;
        if entry.cells == 0 {
            self.entries.swap_remove(at);
        }
        held
    }

    /// The record as it is kept in the row.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.entries.len() * 8);
        for entry in &self.entries {
            push(&mut bytes, entry.ident.writer.unsigned_abs());
            push(&mut bytes, entry.ident.seq);
            push(&mut bytes, entry.cells << 1 | u64::from(entry.deleted));
        }
        bytes
    }

    /// Reads a record.
    pub fn decode(mut bytes: &[u8]) -> Result<Self> {
        let mut version = Self::default();
        while !bytes.is_empty() {
            let writer = pull(&mut bytes)?;
            let seq = pull(&mut bytes)?;
            let cells = pull(&mut bytes)?;
            let writer = i64::try_from(writer).map_err(|_| broken())?;
            version.entries.push(Entry { ident: Ident { writer, seq }, cells: cells >> 1, deleted: cells & 1 == 1 });
        }
        Ok(version)
    }
}

fn broken() -> Error {
    Error::new(ErrorKind::Damaged, "reading the version record of a row")
}

fn push(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn pull(bytes: &mut &[u8]) -> Result<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or_else(broken)?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(broken())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_its_bytes() {
        let mut version = Version::default();
        version.add(Ident { writer: 1, seq: 1 }, 0b1011, false);
        version.add(Ident { writer: 300, seq: 70_000 }, 1 << 40, true);
        assert_eq!(Version::decode(&version.encode()).unwrap(), version);
        assert!(version.is_live());
        assert!(version.replace(Ident { writer: 1, seq: 1 }, 0b1011));
        assert!(!version.is_live());
        assert_eq!(version.entries.len(), 1);
    }

    #[test]
    fn half_a_record_is_an_error() {
        let mut version = Version::default();
        version.add(Ident { writer: 300, seq: 70_000 }, 1 << 40, true);
        let bytes = version.encode();
        assert!(Version::decode(&bytes[..bytes.len() - 1]).is_err());
        assert!(Version::decode(&[0xff; 11]).is_err());
    }
}
