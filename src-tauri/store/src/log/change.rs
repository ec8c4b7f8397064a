//! A change as it is kept and as it travels.

use chrono::{DateTime, Utc};
use corong_domain::history::Act;
use corong_domain::ids::SalespersonId;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::shorthand::lengthen;
use crate::codec::millis;
use crate::error::{Doing, Result};
use crate::record::{Record, Table};
use crate::wire::WriterId;

/// The identity of a change, the same in every book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeKey {
    /// Who wrote: eight random bytes, new at every start.
    pub writer: WriterId,
    /// 1, 2, 3, ... per writer.
    pub seq: u64,
}

impl std::fmt::Display for ChangeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}-{}", u64::from_be_bytes(self.writer), self.seq)
    }
}

/// Not a change's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a change")]
pub struct NotAChange;

impl std::str::FromStr for ChangeKey {
    type Err = NotAChange;
    fn from_str(text: &str) -> std::result::Result<Self, NotAChange> {
        let (writer, seq) = text.split_once('-').ok_or(NotAChange)?;
        let writer = crate::wire::read_writer(writer).ok_or(NotAChange)?;
        Ok(Self { writer, seq: seq.parse().map_err(|_| NotAChange)? })
    }
}

/// What a change is about: the record that history and the toast name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The table's name.
    pub table: String,
    /// The record.
    pub id: Uuid,
}

impl Subject {
    /// The record of type `R` with this id.
    #[must_use]
    pub fn of<R: Record>(id: R::Id) -> Self {
        Self { table: R::TABLE.name().to_owned(), id: R::uuid(id) }
    }

    /// Its table; `None` for one of a newer version.
    #[must_use]
    pub fn known_table(&self) -> Option<Table> {
        Table::from_name(&self.table)
    }
}

/// What a write is: given by whoever writes, kept in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// What is done.
    pub act: Act,
    /// When, by the writer's clock.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Option<SalespersonId>,
    /// About what.
    pub subject: Option<Subject>,
    /// The import or other batch that it belongs to.
    pub batch: Option<Uuid>,
}

impl Meta {
    /// An act at an instant; by nobody, about nothing, in no batch.
    #[must_use]
    pub fn new(act: Act, at: DateTime<Utc>) -> Self {
        Self { act, at, by: None, subject: None, batch: None }
    }

    /// The same by a salesperson.
    #[must_use]
    pub fn by(mut self, by: Option<SalespersonId>) -> Self {
        self.by = by;
        self
    }

    /// The same about a record.
    #[must_use]
    pub fn about<R: Record>(mut self, id: R::Id) -> Self {
        self.subject = Some(Subject::of::<R>(id));
        self
    }

    /// The same in a batch.
    #[must_use]
    pub fn in_batch(mut self, batch: Uuid) -> Self {
        self.batch = Some(batch);
        self
    }
}

/// A change as it travels between books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawChange {
    /// Its identity.
    pub key: ChangeKey,
    /// The ordering hint: milliseconds shifted left by 16, plus a counter.
    pub h: i64,
    /// When, in milliseconds since 1970 by its writer's clock.
    pub at: i64,
    /// By which salesperson.
    pub by: Option<Uuid>,
    /// What was done, as the word of [`Act`] or one of a newer version.
    pub act: String,
    /// About what.
    pub subject: Option<Subject>,
    /// The batch that it belongs to.
    pub batch: Option<Uuid>,
    /// The row operations: canonical JSON, the same bytes in every book.
    pub body: String,
}

impl RawChange {
    /// A hash of everything it says, for the fingerprint of a set of changes.
    #[must_use]
    pub fn hash(&self) -> u128 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.key.writer);
        hasher.update(&self.key.seq.to_le_bytes());
        hasher.update(&self.h.to_le_bytes());
        hasher.update(&self.at.to_le_bytes());
        for id in [self.by, self.batch, self.subject.as_ref().map(|subject| subject.id)] {
            hasher.update(&[u8::from(id.is_some())]);
            hasher.update(id.unwrap_or_default().as_bytes());
        }
        for text in [self.act.as_str(), self.subject.as_ref().map_or("", |subject| subject.table.as_str())] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.update(self.body.as_bytes());
        first_half(&hasher.finalize())
    }
}

/// The first 128 bits of a hash.
pub(crate) fn first_half(hash: &blake3::Hash) -> u128 {
    let mut half = [0_u8; 16];
    for (to, from) in half.iter_mut().zip(hash.as_bytes()) {
        *to = *from;
    }
    u128::from_le_bytes(half)
}

/// The columns that [`read_change`] reads.
pub(crate) const COLUMNS: &str = "w.uid, c.seq, c.h, c.at, c.by, c.act, c.subject_table, c.subject, c.batch, c.body";

/// Reads a change from [`COLUMNS`].
pub(crate) fn read_change(row: &Row) -> Result<RawChange> {
    let id = |at: usize| row.get::<_, Option<[u8; 16]>>(at).map(|id| id.map(Uuid::from_bytes));
    let subject = id(7)?;
    let table: String = row.get(6)?;
    Ok(RawChange {
        key: ChangeKey { writer: row.get(0)?, seq: row.get::<_, i64>(1)?.cast_unsigned() },
        h: row.get(2)?,
        at: row.get(3)?,
        by: id(4)?,
        act: row.get(5)?,
        subject: subject.map(|id| Subject { table, id }),
        batch: id(8)?,
        body: lengthen(row.get_ref(9)?.as_blob().map_err(rusqlite::Error::from)?)?,
    })
}

/// The change with this identity and its arrival.
pub(crate) fn load_change(conn: &Connection, key: ChangeKey) -> Result<Option<(i64, RawChange)>> {
    let mut statement = conn.prepare_cached(
        "SELECT w.uid, c.seq, c.h, c.at, c.by, c.act, c.subject_table, c.subject, c.batch, c.body, c.arrival
         FROM writer w JOIN change c ON c.writer = w.id WHERE w.uid = ?1 AND c.seq = ?2",
    )?;
    let mut rows = statement.query(params![key.writer.as_slice(), key.seq.cast_signed()])?;
    match rows.next().doing("reading a change")? {
        Some(row) => Ok(Some((row.get(10)?, read_change(row)?))),
        None => Ok(None),
    }
}

/// The identity of the change that arrived as number `arrival`.
pub(crate) fn identity(conn: &Connection, arrival: i64) -> Result<Option<ChangeKey>> {
    conn.prepare_cached("SELECT w.uid, c.seq FROM change c JOIN writer w ON w.id = c.writer WHERE c.arrival = ?1")?
        .query_row([arrival], |row| Ok(ChangeKey { writer: row.get(0)?, seq: row.get::<_, i64>(1)?.cast_unsigned() }))
        .optional()
        .doing("reading a change")
}

/// The ordering hint of an instant.
pub(crate) fn hint(at: DateTime<Utc>) -> i64 {
    // Beyond these bounds no clock is right; the hint only orders, so it is cut rather than refused.
    millis(&at).clamp(0, (1 << 46) - 1) << 16
}
