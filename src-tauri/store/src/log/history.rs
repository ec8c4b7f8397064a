//! What was done: the log as people read it, per record and as a whole, and what wants a look.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use corong_domain::history::Act;
use corong_domain::ids::{ContactId, SalespersonId};
use rusqlite::{Params, params};
use uuid::Uuid;

use super::apply::value_in;
use super::change::{COLUMNS, ChangeKey, RawChange, Subject, load_change, read_change};
use super::row::RowHead;
use crate::codec::instant;
use crate::error::{Doing, Result};
use crate::reader::Reader;
use crate::record::Table;
use crate::version::{Ident, Version};
use crate::wire::{Op, read_body, read_id};
use crate::word::from_word;

/// A change as history shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeSummary {
    /// Its identity.
    pub key: ChangeKey,
    /// Its place in this book's log.
    pub arrival: i64,
    /// When, by its writer's clock.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<SalespersonId>,
    /// What was done; `None` for an act of a newer version.
    pub act: Option<Act>,
    /// About what.
    pub subject: Option<Subject>,
    /// The batch that it belongs to.
    pub batch: Option<Uuid>,
    /// Whether it was made in this book.
    pub own: bool,
}

/// What a change did to one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// The table.
    pub table: Table,
    /// The record.
    pub id: Uuid,
    /// The cell's name; `None` when the record was deleted.
    pub cell: Option<&'static str>,
    /// The values before, as JSON: none for a new one, several where a conflict was settled.
    pub before: Vec<String>,
    /// The value after, as JSON; `None` when it was taken back or the record was deleted.
    pub after: Option<String>,
}

/// One of several values of a cell that do not know each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadValue {
    /// The change that gave it.
    pub change: ChangeSummary,
    /// The value as JSON.
    pub value: Option<String>,
}

/// Something that a person should decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The table.
    pub table: Table,
    /// The record.
    pub id: Uuid,
    /// The cells with several values, each with all of them.
    pub cells: Vec<(&'static str, Vec<HeadValue>)>,
    /// Whether somebody deleted the record while somebody else edited it.
    pub deleted_and_edited: bool,
}

/// What hangs on an opportunity.
const UNDER_OPPORTUNITY: [Table; 8] = [
    Table::StageMove,
    Table::GateAnswer,
    Table::Offer,
    Table::OfferPermission,
    Table::TermsAcceptance,
    Table::SaleOrder,
    Table::SaleShares,
    Table::SaleCreditEntry,
];

impl Reader<'_> {
    /// The changes after place `arrival` in the log, in order, at most `limit`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn changes_since(&self, arrival: i64, limit: usize) -> Result<Vec<(i64, RawChange)>> {
        let sql = format!(
            "SELECT {COLUMNS}, c.arrival FROM change c JOIN writer w ON w.id = c.writer
             WHERE c.arrival > ?1 ORDER BY c.arrival LIMIT ?2"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params![arrival, limit as i64])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next().doing("reading the log")? {
            changes.push((row.get(10)?, read_change(row)?));
        }
        Ok(changes)
    }

    /// The change with this identity.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn change(&self, key: ChangeKey) -> Result<Option<RawChange>> {
        Ok(load_change(self.conn, key)?.map(|(_, change)| change))
    }

    /// The sum of the hashes of all changes: equal in two books exactly when they hold the same changes.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn fingerprint(&self) -> Result<u128> {
        self.value::<[u8; 16]>("SELECT fingerprint FROM log WHERE id = 1", []).map(u128::from_le_bytes)
    }

    /// How many changes the log holds.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn change_count(&self) -> Result<u64> {
        self.value::<i64>("SELECT changes FROM log WHERE id = 1", []).map(i64::cast_unsigned)
    }

    fn summaries(&self, rest: &str, params: impl Params) -> Result<Vec<ChangeSummary>> {
        let sql = format!(
            "SELECT w.uid, c.seq, c.arrival, c.at, c.by, c.act, c.subject_table, c.subject, c.batch, w.own
             FROM change c JOIN writer w ON w.id = c.writer {rest}"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(params, |row| {
            let id = |at: usize| row.get::<_, Option<[u8; 16]>>(at).map(|id| id.map(Uuid::from_bytes));
            let (table, subject) = (row.get::<_, String>(6)?, id(7)?);
            Ok(ChangeSummary {
                key: ChangeKey { writer: row.get(0)?, seq: row.get::<_, i64>(1)?.cast_unsigned() },
                arrival: row.get(2)?,
                at: instant(row.get(3)?),
                by: id(4)?.map(SalespersonId),
                act: row.get_ref(5)?.as_str().ok().and_then(from_word),
                subject: subject.map(|id| Subject { table, id }),
                batch: id(8)?,
                own: row.get(9)?,
            })
        })?;
        rows.collect::<rusqlite::Result<_>>().doing("reading the history")
    }

    /// One change as history shows it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn change_summary(&self, key: ChangeKey) -> Result<Option<ChangeSummary>> {
        let found =
            self.summaries("WHERE w.uid = ?1 AND c.seq = ?2", params![key.writer.as_slice(), key.seq.cast_signed()])?;
        Ok(found.into_iter().next())
    }

    /// The latest changes made in this book, newest first: what undo offers.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn recent_changes(&self, limit: usize) -> Result<Vec<ChangeSummary>> {
        self.summaries("WHERE w.own = 1 ORDER BY c.arrival DESC LIMIT ?1", [limit as i64])
    }

    /// The changes of a batch in the order in which they came.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn batch(&self, batch: Uuid) -> Result<Vec<ChangeSummary>> {
        self.summaries("WHERE c.batch = ?1 ORDER BY c.arrival", [batch.as_bytes().as_slice()])
    }

    /// The arrivals of the changes that named a row.
    pub(crate) fn arrivals(&self, table: Table, row: i64, into: &mut BTreeSet<i64>) -> Result<()> {
        let sql = format!(
            "SELECT born FROM {} WHERE id = ?2 AND born > 0
             UNION SELECT arrival FROM touched WHERE tbl = ?1 AND row = ?2",
            table.name()
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        for arrival in statement.query_map([table.number(), row], |row| row.get(0))? {
            into.insert(arrival.doing("reading the history of a record")?);
        }
        Ok(())
    }

    fn newest(&self, arrivals: &BTreeSet<i64>, limit: usize) -> Result<Vec<ChangeSummary>> {
        let mut found = Vec::new();
        for arrival in arrivals.iter().rev().take(limit) {
            found.extend(self.summaries("WHERE c.arrival = ?1", [arrival])?);
        }
        Ok(found)
    }

    /// The changes that named a record, newest first, at most `limit`; also for a record that was deleted.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history(&self, table: Table, id: Uuid, limit: usize) -> Result<Vec<ChangeSummary>> {
        let mut arrivals = BTreeSet::new();
        if let Some(row) = self.key(table, id)? {
            self.arrivals(table, row, &mut arrivals)?;
        }
        self.newest(&arrivals, limit)
    }

    /// The changes that named a contact or anything that hangs on it, newest first, at most `limit`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contact_history(&self, contact: ContactId, limit: usize) -> Result<Vec<ChangeSummary>> {
        let mut arrivals = BTreeSet::new();
        for (table, row, _) in self.rows_of_contact(contact)? {
            self.arrivals(table, row, &mut arrivals)?;
        }
        self.newest(&arrivals, limit)
    }

    /// A contact and every record that hangs on it, deleted ones too: what of a change is about this contact.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn records_of_contact(&self, contact: ContactId) -> Result<HashSet<Uuid>> {
        Ok(self.rows_of_contact(contact)?.into_iter().map(|(_, _, id)| id).collect())
    }

    fn rows_of_contact(&self, contact: ContactId) -> Result<Vec<(Table, i64, Uuid)>> {
        let Some(row) = self.key(Table::Contact, contact.0)? else { return Ok(Vec::new()) };
        let mut found = vec![(Table::Contact, row, contact.0)];
        let of_contact =
            [Table::Phone, Table::Email, Table::Link, Table::Address, Table::Tag, Table::Activity, Table::Opportunity];
        for table in of_contact {
            for (id, uuid) in self.rows_under(table, "contact_id", row)? {
                found.push((table, id, uuid));
                if table == Table::Opportunity {
                    for below in UNDER_OPPORTUNITY {
                        for (id, uuid) in self.rows_under(below, "opportunity_id", id)? {
                            found.push((below, id, uuid));
                            if below == Table::SaleOrder {
                                let rows = self.rows_under(Table::OrderEntry, "order_id", id)?;
                                found.extend(rows.into_iter().map(|(id, uuid)| (Table::OrderEntry, id, uuid)));
                            }
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    fn rows_under(&self, table: Table, column: &str, parent: i64) -> Result<Vec<(i64, Uuid)>> {
        let sql = format!("SELECT id, uuid FROM {} WHERE {column} = ?1", table.name());
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map([parent], |row| Ok((row.get(0)?, Uuid::from_bytes(row.get(1)?))))?;
        rows.collect::<rusqlite::Result<_>>().doing("reading the history of a contact")
    }

    /// What a change did, cell by cell. Cells of a newer version are left out.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn change_cells(&self, key: ChangeKey) -> Result<Vec<CellChange>> {
        let Some(change) = self.change(key)? else { return Ok(Vec::new()) };
        let ops = read_body(&change.body).unwrap_or_default();
        let mut cells = Vec::new();
        for op in &ops {
            let (Some(table), Some(id)) = (Table::from_name(&op.t), read_id(&op.r)) else { continue };
            for (at, cell) in table.def().cells.iter().enumerate() {
                let after = op.f.get(cell.name).map(|raw| raw.get().to_owned());
                let before = self.values_before(op, table, id, at)?;
                if after.is_some() || !before.is_empty() {
                    cells.push(CellChange { table, id, cell: Some(cell.name), before, after });
                }
            }
            if !op.del.is_empty() {
                cells.push(CellChange { table, id, cell: None, before: Vec::new(), after: None });
            }
        }
        Ok(cells)
    }

    fn values_before(&self, op: &Op, table: Table, id: Uuid, cell: usize) -> Result<Vec<String>> {
        let name = table.def().cells.get(cell).map_or("", |cell| cell.name);
        let mut values = Vec::new();
        for (writer, seq) in op.p.get(name).into_iter().flatten() {
            let Some(writer) = crate::wire::read_writer(writer) else { continue };
            let other = self.change(ChangeKey { writer, seq: *seq })?;
            values.extend(other.and_then(|other| value_in(&other.body, table, id, cell)));
        }
        Ok(values)
    }

    fn head(&self, ident: Ident, table: Table, id: Uuid, cell: usize) -> Result<Option<HeadValue>> {
        let found = self.summaries("WHERE c.writer = ?1 AND c.seq = ?2", [ident.writer, ident.seq.cast_signed()])?;
        let Some(summary) = found.into_iter().next() else { return Ok(None) };
        let value = self.change(summary.key)?.and_then(|change| value_in(&change.body, table, id, cell));
        Ok(Some(HeadValue { change: summary, value }))
    }

    /// The records that a person should look at: several values in a cell, or deleted by one and edited by another.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn looks(&self, limit: usize) -> Result<Vec<Look>> {
        let mut statement = self.conn.prepare_cached("SELECT tbl, row FROM look ORDER BY tbl, row")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
        let rows: Vec<(i64, i64)> = rows.collect::<rusqlite::Result<_>>().doing("reading what wants a look")?;
        let mut looks = Vec::new();
        for (table, row) in rows {
            let Some(table) = Table::from_number(table) else { continue };
            let id: [u8; 16] = self.value(&format!("SELECT uuid FROM {} WHERE id = ?1", table.name()), [row])?;
            looks.extend(self.look(table, Uuid::from_bytes(id))?);
            if looks.len() >= limit {
                break;
            }
        }
        Ok(looks)
    }

    /// What a person should look at in one record. Equal values given twice are not a conflict.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn look(&self, table: Table, id: Uuid) -> Result<Option<Look>> {
        let Some(head) = RowHead::load(self.conn, table, id)?.filter(|head| head.live) else { return Ok(None) };
        let Version { entries } = &head.version;
        let contested = head.version.contested();
        let mut cells = Vec::new();
        for (at, cell) in table.def().cells.iter().enumerate().filter(|(at, _)| contested & (1 << at) != 0) {
            let mut values = Vec::new();
            for entry in entries.iter().filter(|entry| !entry.deleted && entry.cells & (1 << at) != 0) {
                values.extend(self.head(entry.ident, table, id, at)?);
            }
            values.sort_by_key(|value| std::cmp::Reverse((value.change.at, value.change.key)));
            if values.windows(2).any(|pair| matches!(pair, [a, b] if a.value != b.value)) {
                cells.push((cell.name, values));
            }
        }
        let deleted_and_edited = entries.iter().any(|entry| entry.deleted);
        if cells.is_empty() && !deleted_and_edited {
            return Ok(None);
        }
        Ok(Some(Look { table, id, cells, deleted_and_edited }))
    }
}
