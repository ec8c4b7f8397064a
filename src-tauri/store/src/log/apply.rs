//! Applying a change: the whole merge.
//!
//! Heads are set, replaced and marked deleted; the value shown is the largest head by (not deleted, weight, hint, writer,
//! sequence number); a row is alive while one head is not deleted. Marks for changes that have not arrived wait in
//! `pending`.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use super::change::{ChangeKey, RawChange, load_change};
use super::index::shown_cells;
use super::row::{NewRow, RowHead};
use super::writing::Writing;
use crate::error::{Doing, Error, ErrorKind, Result};
use crate::record::Table;
use crate::version::{Entry, Ident, Version};
use crate::wire::{Op, read_body, read_id, read_writer};

/// Why a change was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Its body cannot be read.
    Malformed,
    /// Its identity is known with other content: a bug somewhere, or a forgery. The first one is kept.
    IdentityReused,
}

/// A change that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Which.
    pub key: ChangeKey,
    /// Why.
    pub why: Refused,
}

/// What applying did to one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TableCounts {
    /// Rows that are shown now and were not before.
    pub new: u64,
    /// Rows that were changed.
    pub changed: u64,
    /// Rows that are not shown any more.
    pub deleted: u64,
    /// Cells that have more than one value now.
    pub conflicting: u64,
}

/// What applying changes did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ApplyReport {
    /// Changes taken.
    pub new: u64,
    /// Changes that were here already.
    pub known: u64,
    /// Changes not taken.
    pub refused: Vec<Refusal>,
    /// Per table touched.
    pub tables: BTreeMap<Table, TableCounts>,
}

/// What happened to a change.
pub(crate) enum Outcome {
    New,
    Known,
    Refused(Refused),
}

/// A row operation whose names are resolved.
struct RowOp<'a> {
    table: Table,
    uuid: Uuid,
    cells: Vec<(usize, &'a str)>,
    replaced: Vec<(Ident, u64)>,
    deleted: Vec<Ident>,
}

impl RowOp<'_> {
    fn mask(&self) -> u64 {
        self.cells.iter().fold(0, |mask, (cell, _)| mask | 1 << cell)
    }
}

/// Applies changes; each is taken whole or not at all.
pub(crate) fn apply_all(writing: &mut Writing, changes: &[RawChange]) -> Result<ApplyReport> {
    let mut report = ApplyReport::default();
    for change in changes {
        match writing.apply(change, &mut report.tables)? {
            Outcome::New => report.new += 1,
            Outcome::Known => report.known += 1,
            Outcome::Refused(why) => report.refused.push(Refusal { key: change.key, why }),
        }
    }
    Ok(report)
}

impl Writing<'_> {
    /// Applies one change.
    pub fn apply(&mut self, change: &RawChange, counts: &mut BTreeMap<Table, TableCounts>) -> Result<Outcome> {
        if !self.is_unheard(change.key)?
            && let Some((_, known)) = load_change(self.conn, change.key)?
        {
            return Ok(if known == *change { Outcome::Known } else { Outcome::Refused(Refused::IdentityReused) });
        }
        if change.key.seq == 0 || i64::try_from(change.key.seq).is_err() {
            return Ok(Outcome::Refused(Refused::Malformed));
        }
        let Some(read) = read_body(&change.body) else { return Ok(Outcome::Refused(Refused::Malformed)) };
        let Some(ops) = self.resolve(&read)? else { return Ok(Outcome::Refused(Refused::Malformed)) };
        let writer = self.number(change.key.writer)?;
        let arrival = self.append(writer, change)?;
        self.apply_ops(Ident { writer, seq: change.key.seq }, arrival, &ops, counts)?;
        Ok(Outcome::New)
    }

    /// Applies again a change that is in the log.
    pub fn replay(&mut self, arrival: i64, change: &RawChange) -> Result<()> {
        let damaged = || Error::new(ErrorKind::Damaged, "reading a change of the log");
        let read = read_body(&change.body).ok_or_else(damaged)?;
        let ops = self.resolve(&read)?.ok_or_else(damaged)?;
        let writer = self.number(change.key.writer)?;
        self.replayed = Some(arrival);
        self.apply_ops(Ident { writer, seq: change.key.seq }, arrival, &ops, &mut BTreeMap::new())
    }

    fn apply_ops(
        &mut self,
        ident: Ident,
        arrival: i64,
        ops: &[RowOp],
        counts: &mut BTreeMap<Table, TableCounts>,
    ) -> Result<()> {
        for op in ops {
            self.kinds.insert(op.table);
            self.apply_op(ident, arrival, op, counts.entry(op.table).or_default())?;
        }
        if self.pending {
            self.conn
                .prepare_cached("DELETE FROM pending WHERE writer = ?1 AND seq = ?2")?
                .execute(params![ident.writer, ident.seq.cast_signed()])
                .doing("clearing marks that waited")?;
        }
        Ok(())
    }

    /// Resolves names; unknown tables and cells are left out, `None` when an id cannot be read.
    fn resolve<'a>(&mut self, ops: &'a [Op<'a>]) -> Result<Option<Vec<RowOp<'a>>>> {
        let mut resolved = Vec::with_capacity(ops.len());
        for op in ops {
            let Some(table) = Table::from_name(&op.t) else { continue };
            let def = table.def();
            let Some(uuid) = read_id(&op.r) else { return Ok(None) };
            let cells = op.f.iter().filter_map(|(name, raw)| Some((def.cell(name)?, raw.get()))).collect();
            let mut replaced = Vec::new();
            for (name, idents) in &op.p {
                let cell = def.cell(name);
                for (writer, seq) in idents {
                    let Some(ident) = self.ident(writer, *seq)? else { return Ok(None) };
                    replaced.extend(cell.map(|cell| (ident, 1_u64 << cell)));
                }
            }
            let mut deleted = Vec::with_capacity(op.del.len());
            for (writer, seq) in &op.del {
                let Some(ident) = self.ident(writer, *seq)? else { return Ok(None) };
                deleted.push(ident);
            }
            resolved.push(RowOp { table, uuid, cells, replaced, deleted });
        }
        Ok(Some(resolved))
    }

    fn ident(&mut self, writer: &str, seq: u64) -> Result<Option<Ident>> {
        let Some(writer) = read_writer(writer) else { return Ok(None) };
        if i64::try_from(seq).is_err() {
            return Ok(None);
        }
        Ok(Some(Ident { writer: self.number(writer)?, seq }))
    }

    fn apply_op(&mut self, ident: Ident, arrival: i64, op: &RowOp, counts: &mut TableCounts) -> Result<()> {
        let def = op.table.def();
        let found = self.head(op.table, op.uuid)?;
        let mut head = match &found {
            Some(head) => head.clone(),
            None => RowHead { id: 0, version: Version::default(), live: false, born: 0, looked: false },
        };
        let affected = self.move_heads(&mut head.version, ident, op)?;
        let live = head.version.is_live();
        let indexed = affected & shown_cells(op.table) != 0 || live != head.live;
        if found.is_none() {
            // What is not said is blank, as the columns are.
            let said = head.version.entries.iter().fold(1, |cells, entry| cells | entry.cells);
            let values = self.values(ident, op, &head.version, said)?;
            head.id = match self.met(op.table, op.uuid) {
                None => self.add_row(&NewRow {
                    def,
                    uuid: op.uuid,
                    version: &head.version,
                    born: arrival,
                    cells: said,
                    values: &values,
                })?,
                // A record that refers to itself has just made its own stub.
                Some(id) => {
                    head.id = id;
                    head.born = arrival;
                    self.index_before(op.table, id)?;
                    self.change_row(def, &head, said, &values)?;
                    id
                }
            };
            self.knows(op.table, op.uuid, head.id);
        } else {
            if indexed {
                self.index_before(op.table, head.id)?;
            }
            let values = self.values(ident, op, &head.version, affected)?;
            match head.born {
                0 => head.born = arrival,
                born if born == arrival => {}
                _ => self.touch(op.table, head.id, arrival)?,
            }
            self.change_row(def, &head, affected, &values)?;
            if indexed {
                self.index_after(op.table, head.id)?;
            }
        }
        match (head.live, live) {
            (false, true) => counts.new += 1,
            (true, false) => counts.deleted += 1,
            (true, true) => counts.changed += 1,
            (false, false) => {}
        }
        counts.conflicting += u64::from((head.version.contested() & affected).count_ones());
        Ok(())
    }

    /// Sets, replaces and marks heads; gives the cells whose value may be another one now.
    fn move_heads(&mut self, version: &mut Version, ident: Ident, op: &RowOp) -> Result<u64> {
        let mut affected = 0;
        for (other, cells) in &op.replaced {
            if version.replace(*other, *cells) {
                affected |= cells;
            } else if version.entry(*other).is_none() && *other != ident && !self.is_here(*other)? {
                self.wait(*other, op, *cells, false)?;
            }
        }
        let (replaced, deleted) = if self.pending { self.waiting(ident, op)? } else { (0, false) };
        let mask = op.mask() & !replaced;
        version.add(ident, mask, deleted);
        if deleted && let Some(entry) = version.entry_mut(ident) {
            entry.deleted = true;
        }
        affected |= mask;
        for other in &op.deleted {
            if let Some(entry) = version.entry_mut(*other) {
                entry.deleted = true;
                let cells = entry.cells;
                affected |= shared(version, *other, cells);
            } else if *other != ident && !self.is_here(*other)? {
                self.wait(*other, op, 0, true)?;
            }
        }
        Ok(affected)
    }

    fn is_here(&self, ident: Ident) -> Result<bool> {
        self.conn
            .prepare_cached("SELECT EXISTS(SELECT 1 FROM change WHERE writer = ?1 AND seq = ?2 AND arrival < ?3)")?
            .query_row(params![ident.writer, ident.seq.cast_signed(), self.replayed.unwrap_or(i64::MAX)], |row| {
                row.get(0)
            })
            .doing("looking for a change")
    }

    /// Keeps a mark for a change that has not been received.
    fn wait(&mut self, ident: Ident, op: &RowOp, cells: u64, deleted: bool) -> Result<()> {
        self.pending = true;
        self.conn
            .prepare_cached(
                "INSERT INTO pending(writer, seq, tbl, uuid, cells, deleted) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET cells = cells | excluded.cells, deleted = deleted | excluded.deleted",
            )?
            .execute(params![
                ident.writer,
                ident.seq.cast_signed(),
                op.table.number(),
                op.uuid.as_bytes().as_slice(),
                cells.cast_signed(),
                deleted
            ])
            .doing("keeping a mark for a change that is not here yet")?;
        Ok(())
    }

    /// The marks that waited for a change: cells replaced, and whether it was deleted.
    fn waiting(&self, ident: Ident, op: &RowOp) -> Result<(u64, bool)> {
        let found = self
            .conn
            .prepare_cached(
                "SELECT cells, deleted FROM pending WHERE writer = ?1 AND seq = ?2 AND tbl = ?3 AND uuid = ?4",
            )?
            .query_row(
                params![ident.writer, ident.seq.cast_signed(), op.table.number(), op.uuid.as_bytes().as_slice()],
                |row| Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?)),
            )
            .optional()
            .doing("reading marks that waited")?;
        Ok(found.unwrap_or_default())
    }

    /// The values of the columns of some cells.
    fn values(&mut self, ident: Ident, op: &RowOp, version: &Version, cells: u64) -> Result<Vec<Value>> {
        let def = op.table.def();
        let mut values = Vec::with_capacity(def.cells.len());
        for (at, cell) in def.cells.iter().enumerate().filter(|(at, _)| cells & (1 << at) != 0) {
            let mut heads = version.heads(at);
            match (heads.next().copied(), heads.next()) {
                (None, _) => (cell.project)(None, self, &mut values)?,
                (Some(only), None) if only.ident == ident && op.mask() & (1 << at) != 0 => {
                    let raw = op.cells.iter().rev().find(|(cell, _)| *cell == at).map(|(_, raw)| *raw);
                    (cell.project)(raw, self, &mut values)?;
                }
                (Some(_), _) => {
                    let heads: Vec<Entry> = version.heads(at).copied().collect();
                    let raw = self.winner(op.table, op.uuid, at, &heads)?;
                    (cell.project)(raw.as_deref(), self, &mut values)?;
                }
            }
        }
        Ok(values)
    }

    /// The values of the columns of some cells of a row, as the log says.
    pub fn shown(&mut self, table: Table, uuid: Uuid, version: &Version, cells: u64) -> Result<Vec<Value>> {
        let nobody = Ident { writer: 0, seq: 0 };
        let op = RowOp { table, uuid, cells: Vec::new(), replaced: Vec::new(), deleted: Vec::new() };
        self.values(nobody, &op, version, cells)
    }

    /// The value of the largest head.
    fn winner(&mut self, table: Table, uuid: Uuid, cell: usize, heads: &[Entry]) -> Result<Option<String>> {
        let weight = table.def().cells.get(cell).map(|cell| cell.weight);
        let mut best = None;
        for head in heads {
            let key = ChangeKey { writer: self.writer(head.ident.writer)?, seq: head.ident.seq };
            let Some((_, change)) = load_change(self.conn, key)? else { continue };
            let raw = value_in(&change.body, table, uuid, cell);
            let weight = weight.zip(raw.as_deref()).map_or(0, |(weight, raw)| weight(raw));
            let rank = (!head.deleted, weight, change.h, key);
            if best.as_ref().is_none_or(|(best, _)| rank > *best) {
                best = Some((rank, raw));
            }
        }
        Ok(best.and_then(|(_, raw)| raw))
    }
}

/// Those of `cells` that another change than `ident` holds a head of too.
fn shared(version: &Version, ident: Ident, cells: u64) -> u64 {
    version.entries.iter().filter(|entry| entry.ident != ident).fold(0, |all, entry| all | entry.cells) & cells
}

/// The JSON that a body gives to a cell.
pub(crate) fn value_in(body: &str, table: Table, uuid: Uuid, cell: usize) -> Option<String> {
    let name = table.def().cells.get(cell)?.name;
    read_body(body)?
        .iter()
        .rev()
        .filter(|op| Table::from_name(&op.t) == Some(table) && read_id(&op.r) == Some(uuid))
        .find_map(|op| op.f.get(name).map(|raw| raw.get().to_owned()))
}
