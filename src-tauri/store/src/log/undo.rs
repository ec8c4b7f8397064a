//! Undo: a new change that takes back what an earlier one did and nobody has touched since.
//!
//! * a cell whose head is still the change's, or an undo's that gave the change's value back, gets the value it replaced; where somebody else's value stands beside it,
//!   that one alone stays; where it replaced nothing, it is blank again;
//! * a row that the change made, and that nobody touched or refers to, is deleted; one that was touched stays whole;
//! * a row that the change deleted comes back.
//!
//! The result is an ordinary change: it travels, and it can be undone.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::apply::{Outcome, value_in};
use super::body::Draft;
use super::change::{ChangeKey, Meta, RawChange, hint, load_change};
use super::row::RowHead;
use super::writing::Writing;
use crate::error::{Doing, Error, ErrorKind, Result};
use crate::reader::Reader;
use crate::record::Table;
use crate::version::{Entry, Ident};
use crate::wire::{Op, read_body, read_id, read_writer};

/// What undoing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UndoReport {
    /// Cells that have their earlier value again.
    pub cells: u64,
    /// Rows deleted because the change had made them.
    pub deleted: u64,
    /// Rows that came back because the change had deleted them.
    pub restored: u64,
    /// Rows and cells left alone because they were changed or are referred to since.
    pub kept: u64,
}

impl UndoReport {
    /// Adds what undoing another change did.
    pub(crate) fn add(&mut self, other: Self) {
        let Self { cells, deleted, restored, kept } = other;
        self.cells += cells;
        self.deleted += deleted;
        self.restored += restored;
        self.kept += kept;
    }
}

/// A cell, its value before with the change it came from, and the heads that the value takes the place of.
type CellBefore = (usize, Option<(Ident, String)>, Vec<Ident>);

/// The rows that the change made.
type Made = BTreeMap<(Table, i64), MadeRow>;

/// A row that the change made, or brought back after it had been deleted.
struct MadeRow {
    uuid: Uuid,
    /// All that was said about it.
    seen: Vec<Ident>,
    /// What its cells said while it was deleted, so that undoing that delete finds it: cell, value with the change it
    /// came from, and the heads it takes the place of.
    before: Vec<CellBefore>,
}

/// One row operation of the change that is undone.
struct Done<'a> {
    table: Table,
    uuid: Uuid,
    op: &'a Op<'a>,
}

/// The change that is undone, and what takes it back.
struct Undo<'w, 'c> {
    writing: &'w mut Writing<'c>,
    ident: Ident,
    arrival: i64,
    draft: Draft,
    replaced_h: i64,
    report: UndoReport,
}

/// Undoes a change; gives the compensating change, or `None` when nothing of it is left.
pub(crate) fn undo(writing: &mut Writing, key: ChangeKey, meta: &Meta) -> Result<(Option<ChangeKey>, UndoReport)> {
    let Some((arrival, change)) = load_change(writing.conn, key)? else {
        return Err(Error::new(ErrorKind::Missing, "finding the change to undo"));
    };
    let ops = read_body(&change.body).ok_or(Error::new(ErrorKind::Damaged, "reading the change to undo"))?;
    let ident = Ident { writer: writing.number(key.writer)?, seq: key.seq };
    let mut undo =
        Undo { writing, ident, arrival, draft: Draft::default(), replaced_h: 0, report: UndoReport::default() };
    let mut made = Made::new();
    for op in &ops {
        let (Some(table), Some(uuid)) = (Table::from_name(&op.t), read_id(&op.r)) else { continue };
        undo.row(&Done { table, uuid, op }, &mut made)?;
    }
    undo.unmake(made)?;
    let Undo { writing, draft, replaced_h, report, .. } = undo;
    if draft.is_empty() {
        return Ok((None, report));
    }
    let body = draft.finish(|number| writing.writer(number))?;
    let own = writing.next_ident()?;
    let h = hint(meta.at).max(writing.totals.last_h.saturating_add(1)).max(replaced_h.saturating_add(1));
    let compensation = RawChange {
        key: ChangeKey { writer: writing.own, seq: own.seq },
        h,
        at: crate::codec::millis(&meta.at),
        by: meta.by.map(|by| by.0),
        act: crate::word::word(&meta.act).to_owned(),
        subject: meta.subject.clone().or(change.subject),
        batch: meta.batch,
        body,
    };
    match writing.apply(&compensation, &mut BTreeMap::new())? {
        Outcome::New => writing.wrote_own(own.writer, &compensation)?,
        Outcome::Known | Outcome::Refused(_) => {
            return Err(Error::new(ErrorKind::Internal, "applying the undoing change"));
        }
    }
    Ok((Some(compensation.key), report))
}

impl Undo<'_, '_> {
    fn row(&mut self, done: &Done, made: &mut Made) -> Result<()> {
        let Some(head) = RowHead::load(self.writing.conn, done.table, done.uuid)? else { return Ok(()) };
        if !done.op.del.is_empty() {
            self.bring_back(done, &head)?;
        }
        if done.op.f.is_empty() && done.op.p.is_empty() {
            return Ok(());
        }
        if self.made_row(done, &head)? {
            if head.live && self.untouched(done, &head)? {
                let before = self.cells_before(done, &head)?;
                let seen = head.version.entries.iter().map(|entry| entry.ident).collect();
                made.insert((done.table, head.id), MadeRow { uuid: done.uuid, seen, before });
            } else if head.live {
                self.report.kept += 1;
            }
            return Ok(());
        }
        self.put_back(done, &head)
    }

    /// Whether the change made the row: it replaced nothing, or only what had been deleted.
    fn made_row(&self, done: &Done, head: &RowHead) -> Result<bool> {
        let first = done.table.def().cells.first().map_or("", |cell| cell.name);
        if !done.op.f.contains_key(first) {
            return Ok(false);
        }
        if done.op.p.values().all(Vec::is_empty) {
            return Ok(true);
        }
        let mut arrivals = BTreeSet::new();
        let reader = Reader { conn: self.writing.conn, orders: None };
        reader.arrivals(done.table, head.id, &mut arrivals)?;
        let mut deleted: BTreeSet<(String, u64)> = BTreeSet::new();
        for arrival in arrivals.range(..self.arrival) {
            let Some(key) = super::change::identity(self.writing.conn, *arrival)? else { continue };
            let Some((_, change)) = load_change(self.writing.conn, key)? else { continue };
            for op in read_body(&change.body).unwrap_or_default() {
                if Table::from_name(&op.t) == Some(done.table) && read_id(&op.r) == Some(done.uuid) {
                    deleted.extend(op.del.iter().map(|(writer, seq)| (writer.to_string(), *seq)));
                }
            }
        }
        let mut replaced = done.op.p.values().flatten();
        Ok(replaced.all(|(writer, seq)| deleted.contains(&(writer.to_string(), *seq))))
    }

    /// Whether every value of the row is the change's, also by way of an undo that gave it back.
    fn untouched(&mut self, done: &Done, head: &RowHead) -> Result<bool> {
        for entry in &head.version.entries {
            for cell in (0..done.table.def().cells.len()).filter(|cell| entry.cells & (1 << cell) != 0) {
                if entry.ident != self.ident && self.origin(done.table, done.uuid, entry.ident, cell)? != self.ident {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// The change whose value a head shows: its own, or the one that an undo gave back.
    fn origin(&mut self, table: Table, uuid: Uuid, head: Ident, cell: usize) -> Result<Ident> {
        let name = table.def().cells.get(cell).map_or("", |cell| cell.name);
        let key = ChangeKey { writer: self.writing.writer(head.writer)?, seq: head.seq };
        let Some((_, change)) = load_change(self.writing.conn, key)? else { return Ok(head) };
        for op in read_body(&change.body).unwrap_or_default() {
            if Table::from_name(&op.t) == Some(table)
                && read_id(&op.r) == Some(uuid)
                && let Some((writer, seq)) = op.o.get(name)
                && let Some(writer) = read_writer(writer)
            {
                return Ok(Ident { writer: self.writing.number(writer)?, seq: *seq });
            }
        }
        Ok(head)
    }

    /// Gives the cells whose head is still the change's the value they had before.
    fn put_back(&mut self, done: &Done, head: &RowHead) -> Result<()> {
        for (at, cell) in done.table.def().cells.iter().enumerate() {
            let set = done.op.f.contains_key(cell.name);
            if !set && !done.op.p.contains_key(cell.name) {
                continue;
            }
            let heads: Vec<Entry> = head.version.heads(at).copied().collect();
            let mut own = Vec::new();
            for entry in heads.iter().filter(|entry| !entry.deleted) {
                if entry.ident == self.ident || self.origin(done.table, done.uuid, entry.ident, at)? == self.ident {
                    own.push(entry.ident);
                }
            }
            // A head taken back without a value comes back where nobody has said anything since.
            let emptied = !set && heads.is_empty() && head.live;
            if own.is_empty() && !emptied {
                self.report.kept += 1;
                continue;
            }
            // Beside a value that does not know the change's, nothing is put: that one alone stays.
            let before = if heads.len() > own.len() { Before::Blank } else { self.value_before(done, at)? };
            let cells = match before {
                Before::Unknown => {
                    self.report.kept += 1;
                    continue;
                }
                Before::Blank if emptied => continue,
                Before::Blank => Vec::new(),
                Before::Value(origin, json) => {
                    self.draft.origin(done.table, done.uuid, at, origin);
                    vec![(at, self.text(&json))]
                }
            };
            for ident in &own {
                self.sees(*ident)?;
            }
            let replaced = own.into_iter().map(|ident| (at, ident)).collect();
            self.draft.set(done.table, done.uuid, cells, replaced);
            self.report.cells += 1;
        }
        Ok(())
    }

    /// The value that a cell had before the change: the largest of those it replaced.
    fn value_before(&mut self, done: &Done, cell: usize) -> Result<Before> {
        let name = done.table.def().cells.get(cell).map_or("", |cell| cell.name);
        let mut replaced = Vec::new();
        for (writer, seq) in done.op.p.get(name).into_iter().flatten() {
            if let Some(writer) = read_writer(writer) {
                replaced.push(Ident { writer: self.writing.number(writer)?, seq: *seq });
            }
        }
        if replaced.is_empty() {
            return Ok(Before::Blank);
        }
        Ok(self.largest(done, cell, &replaced)?.map_or(Before::Unknown, |(origin, json)| Before::Value(origin, json)))
    }

    /// Writes again the cells that the change's delete covered and nobody has brought back.
    fn bring_back(&mut self, done: &Done, head: &RowHead) -> Result<()> {
        let mut seen = Vec::with_capacity(done.op.del.len());
        for (writer, seq) in &done.op.del {
            if let Some(writer) = read_writer(writer) {
                seen.push(Ident { writer: self.writing.number(writer)?, seq: *seq });
            }
        }
        let mut any = false;
        for at in 0..done.table.def().cells.len() {
            let heads: Vec<_> = head.version.heads(at).copied().collect();
            let mut covered = false;
            for entry in heads.iter().filter(|entry| entry.deleted) {
                covered |= seen.contains(&entry.ident)
                    || seen.contains(&self.origin(done.table, done.uuid, entry.ident, at)?);
            }
            if !covered || heads.iter().any(|entry| !entry.deleted) {
                continue;
            }
            let idents: Vec<Ident> = heads.iter().map(|entry| entry.ident).collect();
            let Some((origin, value)) = self.largest(done, at, &idents)? else { continue };
            self.draft.origin(done.table, done.uuid, at, origin);
            let cells = vec![(at, self.text(&value))];
            for entry in &heads {
                self.sees(entry.ident)?;
            }
            let replaced = heads.iter().map(|entry| (at, entry.ident)).collect();
            self.draft.set(done.table, done.uuid, cells, replaced);
            any = true;
        }
        self.report.restored += u64::from(any);
        Ok(())
    }

    /// The largest value among those of some changes, and the change it came from.
    fn largest(&mut self, done: &Done, cell: usize, idents: &[Ident]) -> Result<Option<(Ident, String)>> {
        let Some(def) = done.table.def().cells.get(cell) else { return Ok(None) };
        let mut best = None;
        for ident in idents {
            let key = ChangeKey { writer: self.writing.writer(ident.writer)?, seq: ident.seq };
            let Some((_, change)) = load_change(self.writing.conn, key)? else { continue };
            let Some(value) = value_in(&change.body, done.table, done.uuid, cell) else { continue };
            let rank = ((def.weight)(&value), change.h, key);
            if best.as_ref().is_none_or(|(best, _, _)| rank > *best) {
                best = Some((rank, *ident, value));
            }
        }
        let Some((_, ident, value)) = best else { return Ok(None) };
        Ok(Some((self.origin(done.table, done.uuid, ident, cell)?, value)))
    }

    /// Deletes the rows that the change made, but for those that others refer to.
    fn unmake(&mut self, mut made: Made) -> Result<()> {
        loop {
            let mut kept = Vec::new();
            for (table, row) in made.keys() {
                if self.is_needed(*table, *row, &made)? {
                    kept.push((*table, *row));
                }
            }
            if kept.is_empty() {
                break;
            }
            for row in kept {
                made.remove(&row);
                self.report.kept += 1;
            }
        }
        let own = self.writing.next_ident()?;
        for ((table, _), MadeRow { uuid, seen, before }) in made {
            for ident in &seen {
                self.sees(*ident)?;
            }
            self.report.deleted += 1;
            if before.iter().all(|(_, value, _)| value.is_none()) {
                self.draft.delete(table, uuid, &seen);
                continue;
            }
            for (cell, value, heads) in before {
                let mut cells = Vec::new();
                if let Some((origin, json)) = value {
                    self.draft.origin(table, uuid, cell, origin);
                    cells.push((cell, self.text(&json)));
                }
                let replaced = heads.into_iter().map(|head| (cell, head)).collect();
                self.draft.set(table, uuid, cells, replaced);
            }
            // The values are there again, and deleted again.
            self.draft.delete(table, uuid, &[own]);
        }
        Ok(())
    }

    /// What the cells of a row said before the change brought it back.
    fn cells_before(&mut self, done: &Done, head: &RowHead) -> Result<Vec<CellBefore>> {
        let mut cells = Vec::new();
        for at in 0..done.table.def().cells.len() {
            let heads: Vec<Ident> = head.version.heads(at).map(|entry| entry.ident).collect();
            if heads.is_empty() {
                continue;
            }
            let value = match self.value_before(done, at)? {
                Before::Value(origin, json) => Some((origin, json)),
                Before::Blank | Before::Unknown => None,
            };
            cells.push((at, value, heads));
        }
        Ok(cells)
    }

    /// Whether an alive row, which does not go too, was made to refer to this one after the change.
    fn is_needed(&mut self, table: Table, row: i64, made: &Made) -> Result<bool> {
        let conn = self.writing.conn;
        for other in Table::ALL {
            let cells = other.def().cells.iter().enumerate().filter(|(_, cell)| cell.reference == Some(table));
            for (at, column) in cells.flat_map(|(at, cell)| cell.columns.iter().map(move |column| (at, column))) {
                let sql = format!("SELECT id, uuid FROM {} WHERE {column} = ?1 AND live = 1", other.name());
                let mut statement = conn.prepare_cached(&sql)?;
                let mut rows = statement.query([row])?;
                while let Some(found) = rows.next().doing("looking for what refers to a row")? {
                    let (id, uuid): (i64, [u8; 16]) = (found.get(0)?, found.get(1)?);
                    if !made.contains_key(&(other, id)) && self.refers_since(other, Uuid::from_bytes(uuid), at)? {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    /// Whether a cell has its value from a change that came after the one that is undone.
    fn refers_since(&mut self, table: Table, uuid: Uuid, cell: usize) -> Result<bool> {
        let Some(head) = RowHead::load(self.writing.conn, table, uuid)? else { return Ok(false) };
        for entry in head.version.heads(cell) {
            let origin = self.origin(table, uuid, entry.ident, cell)?;
            let key = ChangeKey { writer: self.writing.writer(origin.writer)?, seq: origin.seq };
            if load_change(self.writing.conn, key)?.is_none_or(|(arrival, _)| arrival > self.arrival) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn text(&mut self, json: &str) -> std::ops::Range<usize> {
        let start = self.draft.text.len();
        self.draft.text.extend_from_slice(json.as_bytes());
        start..self.draft.text.len()
    }

    fn sees(&mut self, ident: Ident) -> Result<()> {
        self.replaced_h = self.replaced_h.max(self.writing.hint(ident)?.unwrap_or(0));
        Ok(())
    }
}

enum Before {
    /// It had none.
    Blank,
    /// The changes it replaced are not here.
    Unknown,
    /// This one, which came from that change.
    Value(Ident, String),
}
