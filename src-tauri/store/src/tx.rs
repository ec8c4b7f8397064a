//! Writing a book: what is put and deleted in one go becomes one change of the log.

use std::ops::{Deref, Range};

use corong_domain::funnel::Funnel;
use corong_domain::ids::FunnelKey;
use uuid::Uuid;

use crate::codec::{Bound, Codec, Keys};
use crate::error::{Error, ErrorKind, Result};
use crate::log::{ChangeKey, hint, shown_cells};
use crate::log::{Draft, Meta, NewRow, RawChange, RowHead, Subject, Writing};
use crate::reader::Reader;
use crate::record::{Fields, Record, Table, Visit};
use crate::table::FunnelRow;
use crate::version::{Ident, Version};

/// One change in the making. Reads see what was put before.
pub struct Tx<'t, 'c> {
    reader: Reader<'c>,
    writing: &'t mut Writing<'c>,
    meta: Meta,
    ident: Ident,
    /// The largest hint among the values replaced.
    replaced_h: i64,
    draft: Draft,
}

impl<'c> Deref for Tx<'_, 'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl<'t, 'c> Tx<'t, 'c> {
    pub(crate) fn new(writing: &'t mut Writing<'c>, meta: Meta) -> Result<Self> {
        let ident = writing.next_ident()?;
        let reader = Reader { conn: writing.conn, orders: None };
        Ok(Self { reader, writing, meta, ident, replaced_h: 0, draft: Draft::default() })
    }

    /// Says what the change is about, where that is known only now.
    pub fn about<R: Record>(&mut self, id: R::Id) {
        self.meta.subject = Some(Subject::of::<R>(id));
    }

    /// What is being done, by whom and when.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Puts a record: a new row, or those cells that differ from the present row. Gives whether anything changed.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn put<R: Record>(&mut self, record: &R) -> Result<bool> {
        let uuid = R::uuid(record.id());
        match self.writing.head(R::TABLE, uuid)? {
            None => self.put_new(record, uuid, None).map(|()| true),
            Some(head) if head.version.is_stub() => self.put_new(record, uuid, Some(head)).map(|()| true),
            Some(head) => self.put_changed(record, uuid, head),
        }
    }

    /// The short way for a row that was never there: nothing to compare, nothing replaced.
    fn put_new<R: Record>(&mut self, record: &R, uuid: Uuid, stub: Option<RowHead>) -> Result<()> {
        let mut cells = CellText { text: &mut self.draft.text, cells: Vec::with_capacity(8), at: 0, force: 1 };
        record.visit(&mut cells)?;
        let cells = cells.cells;
        let mask = cells.iter().fold(0_u64, |mask, (cell, _)| mask | 1 << cell);
        let mut values = Values { keys: &mut *self.writing, values: Vec::with_capacity(24), cells: mask, at: 0 };
        record.visit(&mut values)?;
        let values = values.values;
        let arrival = self.writing.next_arrival;
        let mut version = Version::default();
        version.add(self.ident, mask, false);
        // A record that refers to itself has just made its own stub.
        let stub = stub.map(|head| head.id).or_else(|| self.writing.met(R::TABLE, uuid));
        let id = match stub {
            None => {
                let row = NewRow { def: R::DEF, uuid, version: &version, born: arrival, cells: mask, values: &values };
                self.writing.add_row(&row)?
            }
            Some(stub) => {
                self.writing.index_before(R::TABLE, stub)?;
                self.writing.index_hanging(R::TABLE, &values)?;
                let head = RowHead { id: stub, version, live: true, born: arrival, looked: false };
                self.writing.change_row(R::DEF, &head, mask, &values)?;
                stub
            }
        };
        self.writing.knows(R::TABLE, uuid, id);
        self.writing.kinds.insert(R::TABLE);
        self.draft.set(R::TABLE, uuid, cells, Vec::new());
        Ok(())
    }

    fn put_changed<R: Record>(&mut self, record: &R, uuid: Uuid, mut head: RowHead) -> Result<bool> {
        let changed = if head.live {
            let old = self.reader.get_uuid::<R>(uuid)?.ok_or(Error::new(ErrorKind::Damaged, "reading a record"))?;
            differing(&old, record)?
        } else {
            // Put back what was deleted: every cell that says something or ever said something.
            let held = head.version.entries.iter().fold(1_u64, |cells, entry| cells | entry.cells);
            speaking(record)? | held
        };
        if changed == 0 {
            return Ok(false);
        }
        if head.version.entry(self.ident).is_some_and(|own| own.deleted) {
            self.draft.undelete(R::TABLE, uuid, self.ident);
            if let Some(own) = head.version.entry_mut(self.ident) {
                own.deleted = false;
            }
        }
        self.write_cells(record, uuid, head, changed)?;
        Ok(true)
    }

    /// Writes cells of a row that is there; replaces all their heads.
    fn write_cells<R: Record>(&mut self, record: &R, uuid: Uuid, mut head: RowHead, changed: u64) -> Result<()> {
        let mut replaced = Vec::new();
        for entry in head.version.entries.clone() {
            let cells = entry.cells & changed;
            if entry.ident == self.ident || cells == 0 {
                continue;
            }
            head.version.replace(entry.ident, cells);
            replaced.extend((0..64).filter(|cell| cells & (1 << cell) != 0).map(|cell| (cell, entry.ident)));
            self.replaced_h = self.replaced_h.max(self.writing.hint(entry.ident)?.unwrap_or(0));
        }
        head.version.add(self.ident, changed, false);
        let indexed = changed & shown_cells(R::TABLE) != 0 || !head.live;
        if indexed {
            self.writing.index_before(R::TABLE, head.id)?;
        }
        let arrival = self.writing.next_arrival;
        match head.born {
            0 => head.born = arrival,
            born if born == arrival => {}
            _ => self.writing.touch(R::TABLE, head.id, arrival)?,
        }
        let mut text = CellText { text: &mut self.draft.text, cells: Vec::new(), at: 0, force: u64::MAX };
        record.visit(&mut text)?;
        let mut cells = text.cells;
        cells.retain(|(cell, _)| changed & (1 << cell) != 0);
        let mut values = Values { keys: &mut *self.writing, values: Vec::new(), cells: changed, at: 0 };
        record.visit(&mut values)?;
        let values = values.values;
        self.writing.change_row(R::DEF, &head, changed, &values)?;
        if indexed {
            self.writing.index_after(R::TABLE, head.id)?;
        }
        self.writing.kinds.insert(R::TABLE);
        self.draft.set(R::TABLE, uuid, cells, replaced);
        Ok(())
    }

    /// Settles a conflict: the record's value of this cell replaces all others, also when it is the one shown.
    ///
    /// # Errors
    /// The record or the cell is not there; the book cannot be written.
    pub fn settle<R: Record>(&mut self, record: &R, cell: &str) -> Result<()> {
        let missing = Error::new(ErrorKind::Missing, "settling a conflict");
        let uuid = R::uuid(record.id());
        let (Some(cell), Some(head)) = (R::DEF.cell(cell), RowHead::load(self.writing.conn, R::TABLE, uuid)?) else {
            return Err(missing);
        };
        self.write_cells(record, uuid, head, 1 << cell)
    }

    /// Keeps a record that somebody deleted while somebody else edited it: all its values are said again.
    ///
    /// # Errors
    /// The record is not there; the book cannot be written.
    pub fn keep<R: Record>(&mut self, id: R::Id) -> Result<()> {
        let missing = || Error::new(ErrorKind::Missing, "keeping a record");
        let uuid = R::uuid(id);
        let head = RowHead::load(self.writing.conn, R::TABLE, uuid)?.filter(|head| head.live).ok_or_else(missing)?;
        let record = self.reader.get_uuid::<R>(uuid)?.ok_or_else(missing)?;
        let entries = head.version.entries.iter().filter(|entry| entry.deleted);
        let cells = entries.fold(0, |cells, entry| cells | entry.cells);
        if cells == 0 { Ok(()) } else { self.write_cells(&record, uuid, head, cells) }
    }

    /// Deletes a record. Gives whether it was there. What hangs on it is the caller's to delete.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn delete<R: Record>(&mut self, id: R::Id) -> Result<bool> {
        self.delete_row(R::TABLE, R::uuid(id))
    }

    pub(crate) fn delete_row(&mut self, table: Table, uuid: Uuid) -> Result<bool> {
        let Some(mut head) = RowHead::load(self.writing.conn, table, uuid)?.filter(|head| head.live) else {
            return Ok(false);
        };
        self.writing.index_before(table, head.id)?;
        let mut seen = Vec::new();
        for entry in &mut head.version.entries {
            if !entry.deleted {
                entry.deleted = true;
                seen.push(entry.ident);
            }
        }
        let arrival = self.writing.next_arrival;
        if head.born != arrival {
            self.writing.touch(table, head.id, arrival)?;
        }
        // Among values that are all deleted another one may be the largest. Not among this change's own: they replaced
        // all others of their cells.
        let shared = head.version.shared();
        let values = self.writing.shown(table, uuid, &head.version, shared)?;
        self.writing.change_row(table.def(), &head, shared, &values)?;
        self.writing.kinds.insert(table);
        self.draft.delete(table, uuid, &seen);
        Ok(true)
    }

    /// Puts a funnel.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn put_funnel(&mut self, funnel: &Funnel) -> Result<bool> {
        self.put(&FunnelRow::of(funnel)?)
    }

    /// Takes a changed funnel out of the book; a shipped one is what it was again.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn delete_funnel(&mut self, key: &FunnelKey) -> Result<bool> {
        self.delete::<FunnelRow>(FunnelRow::id_of(key))
    }

    /// Appends the change to the log; nothing when nothing was put.
    pub(crate) fn finish(self) -> Result<Option<ChangeKey>> {
        let Self { reader: _, writing, meta, ident, replaced_h, draft } = self;
        if draft.is_empty() {
            return Ok(None);
        }
        let body = draft.finish(|number| writing.writer(number))?;
        let h = hint(meta.at).max(writing.totals.last_h.saturating_add(1)).max(replaced_h.saturating_add(1));
        let change = RawChange {
            key: ChangeKey { writer: writing.own, seq: ident.seq },
            h,
            at: crate::codec::millis(&meta.at),
            by: meta.by.map(|by| by.0),
            act: crate::word::word(&meta.act).to_owned(),
            subject: meta.subject,
            batch: meta.batch,
            body,
        };
        writing.append_own(&change).map(Some)
    }
}

/// Writes cells as JSON: those that are not blank, and those forced.
struct CellText<'t> {
    text: &'t mut Vec<u8>,
    cells: Vec<(usize, Range<usize>)>,
    at: usize,
    force: u64,
}

impl<'v> Visit<'v> for CellText<'_> {
    fn cell<C: Codec>(&mut self, value: &'v C::Value) -> Result<()> {
        if self.force & (1 << self.at) != 0 || !C::is_blank(value) {
            let start = self.text.len();
            C::write(value, self.text);
            self.cells.push((self.at, start..self.text.len()));
        }
        self.at += 1;
        Ok(())
    }
}

/// Collects the values of the columns of some cells.
struct Values<'k, 'v> {
    keys: &'k mut dyn Keys,
    values: Vec<Bound<'v>>,
    cells: u64,
    at: usize,
}

impl<'v> Visit<'v> for Values<'_, 'v> {
    fn cell<C: Codec>(&mut self, value: &'v C::Value) -> Result<()> {
        if self.cells & (1 << self.at) != 0 {
            C::bind(value, self.keys, &mut self.values)?;
        }
        self.at += 1;
        Ok(())
    }
}

/// The cells of two records that differ, as bits.
fn differing<R: Fields>(old: &R, new: &R) -> Result<u64> {
    let (mut old_text, mut new_text) = (Vec::new(), Vec::new());
    let mut before = CellText { text: &mut old_text, cells: Vec::new(), at: 0, force: u64::MAX };
    old.visit(&mut before)?;
    let before = before.cells;
    let mut after = CellText { text: &mut new_text, cells: Vec::new(), at: 0, force: u64::MAX };
    new.visit(&mut after)?;
    let pairs = before.into_iter().zip(after.cells);
    Ok(pairs.fold(0, |bits, ((cell, a), (_, b))| bits | u64::from(old_text.get(a) != new_text.get(b)) << cell))
}

/// The cells of a record that are not blank, as bits.
fn speaking<R: Fields>(record: &R) -> Result<u64> {
    let mut text = Vec::new();
    let mut cells = CellText { text: &mut text, cells: Vec::new(), at: 0, force: 0 };
    record.visit(&mut cells)?;
    Ok(cells.cells.iter().fold(0, |bits, (cell, _)| bits | 1 << cell))
}
