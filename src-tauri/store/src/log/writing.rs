//! One write transaction: who writes, what is known about the log, and the small caches that make many rows cheap.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use uuid::Uuid;

use super::change::{ChangeKey, RawChange};
use super::index::{Dirty, Searched};
use super::row::{NewRow, Place, RowHead, prepare_insert, prepare_update, update};
use super::shorthand::shorten;
use crate::codec::Keys;
use crate::error::{Doing, Error, ErrorKind, Result};
use crate::record::{Table, TableDef};
use crate::version::Ident;
use crate::wire::WriterId;

/// Where writer ids come from: fresh random bytes, except in tests.
pub type WriterSource = Box<dyn FnMut() -> WriterId + Send>;

/// The 64 random bits of a new writer id.
pub(crate) fn random_writer() -> WriterId {
    // A version-4 UUID has fixed bits in its bytes 6 and 8; the others are random.
    let bytes = *Uuid::new_v4().as_bytes();
    let [a, b, c, d, e, f, _, _, _, _, g, h, ..] = bytes;
    [a, b, c, d, e, f, g, h]
}

/// Who writes in this process: the writer id is minted at the first write and never stored for use again.
pub(crate) struct Pen {
    source: WriterSource,
    current: Option<(WriterId, u64)>,
}

impl Pen {
    /// A pen that has not written.
    pub fn new(source: WriterSource) -> Self {
        Self { source, current: None }
    }

    /// The writer id and the last sequence number used.
    pub fn writer(&mut self) -> (WriterId, u64) {
        let source = &mut self.source;
        *self.current.get_or_insert_with(|| (source(), 0))
    }

    /// Remembers what was committed.
    pub fn wrote(&mut self, seq: u64) {
        if let Some((_, last)) = &mut self.current {
            *last = seq;
        }
    }

    /// Takes a new writer id at the next write: after a commit whose outcome is not known.
    pub fn forget(&mut self) {
        self.current = None;
    }
}

/// What the log knows about itself as a whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Totals {
    /// How many write transactions there were.
    pub version: i64,
    /// How many changes there are.
    pub changes: i64,
    /// The largest ordering hint of an own change.
    pub last_h: i64,
    /// Sum of the hashes of all changes.
    pub fingerprint: u128,
}

impl Totals {
    /// Reads them.
    pub fn load(conn: &Connection) -> Result<Self> {
        conn.prepare_cached("SELECT version, changes, last_h, fingerprint FROM log WHERE id = 1")?
            .query_row([], |row| {
                Ok(Self {
                    version: row.get(0)?,
                    changes: row.get(1)?,
                    last_h: row.get(2)?,
                    fingerprint: u128::from_le_bytes(row.get(3)?),
                })
            })
            .doing("reading the state of the log")
    }

    fn save(&self, conn: &Connection) -> Result<()> {
        conn.prepare_cached("UPDATE log SET version = ?1, changes = ?2, last_h = ?3, fingerprint = ?4 WHERE id = 1")?
            .execute(params![self.version, self.changes, self.last_h, self.fingerprint.to_le_bytes().as_slice()])
            .doing("writing the state of the log")?;
        Ok(())
    }
}

/// One write transaction of the log.
pub(crate) struct Writing<'c> {
    /// The connection, inside a transaction.
    pub conn: &'c Connection,
    /// The own writer id.
    pub own: WriterId,
    /// The last own sequence number used.
    pub seq: u64,
    /// The arrival that the next change gets.
    pub next_arrival: i64,
    /// The log as a whole.
    pub totals: Totals,
    /// Contacts whose search text and duplicate keys must be looked at.
    pub dirty: Dirty,
    /// What the search is to hold at the end.
    pub search: BTreeMap<i64, Searched>,
    /// Tables touched.
    pub kinds: BTreeSet<Table>,
    /// Whether marks for changes not received may exist.
    pub pending: bool,
    /// While the log is replayed: the arrival up to which it has been.
    pub replayed: Option<i64>,
    /// Names of companies by local key, as they are now; empty for one that is not shown.
    pub companies: HashMap<i64, String>,
    /// Statements of this transaction.
    pub held: Held<'c>,
    /// Local keys of records that others refer to.
    keys: HashMap<(Table, Uuid), i64>,
    /// The largest id of each table, where it was asked for: a larger one is not in the book.
    newest: BTreeMap<Table, Uuid>,
    /// The largest sequence number of each writer, where it was asked for.
    heard: HashMap<WriterId, i64>,
    numbers: HashMap<WriterId, i64>,
    writers: HashMap<i64, WriterId>,
}

/// How many statements of a kind are held.
const HELD: usize = 64;

/// Statements that are used for every row of a long transaction: taken from the connection's cache once.
#[derive(Default)]
pub(crate) struct Held<'c> {
    /// By table and cells.
    inserts: HashMap<(Table, u64), CachedStatement<'c>>,
    updates: HashMap<(Table, u64), CachedStatement<'c>>,
    touch: Option<CachedStatement<'c>>,
    append: Option<CachedStatement<'c>>,
    /// Adds a duplicate key.
    pub add_key: Option<CachedStatement<'c>>,
}

impl<'c> Writing<'c> {
    /// Starts inside a transaction.
    pub fn new(conn: &'c Connection, pen: &mut Pen) -> Result<Self> {
        let (own, seq) = pen.writer();
        let totals = Totals::load(conn)?;
        let next_arrival = conn
            .prepare_cached("SELECT coalesce(max(arrival), 0) + 1 FROM change")?
            .query_row([], |row| row.get(0))
            .doing("reading the end of the log")?;
        let pending = conn
            .prepare_cached("SELECT EXISTS(SELECT 1 FROM pending)")?
            .query_row([], |row| row.get(0))
            .doing("reading the marks that wait")?;
        Ok(Self {
            conn,
            own,
            seq,
            next_arrival,
            totals,
            dirty: Dirty::default(),
            search: BTreeMap::new(),
            kinds: BTreeSet::new(),
            pending,
            replayed: None,
            companies: HashMap::new(),
            held: Held::default(),
            keys: HashMap::new(),
            newest: BTreeMap::new(),
            heard: HashMap::new(),
            numbers: HashMap::new(),
            writers: HashMap::new(),
        })
    }

    /// The identity that the next own change gets.
    pub fn next_ident(&mut self) -> Result<Ident> {
        Ok(Ident { writer: self.number(self.own)?, seq: self.seq + 1 })
    }

    /// The local number of a writer; a new one gets a new number.
    pub fn number(&mut self, writer: WriterId) -> Result<i64> {
        if let Some(number) = self.numbers.get(&writer) {
            return Ok(*number);
        }
        let found = self
            .conn
            .prepare_cached("SELECT id FROM writer WHERE uid = ?1")?
            .query_row([writer.as_slice()], |row| row.get(0))
            .optional()
            .doing("finding a writer")?;
        let number = match found {
            Some(number) => number,
            None => {
                self.conn
                    .prepare_cached("INSERT INTO writer(uid) VALUES(?1)")?
                    .execute([writer.as_slice()])
                    .doing("adding a writer")?;
                self.conn.last_insert_rowid()
            }
        };
        self.numbers.insert(writer, number);
        self.writers.insert(number, writer);
        Ok(number)
    }

    /// The writer of a local number.
    pub fn writer(&mut self, number: i64) -> Result<WriterId> {
        if let Some(writer) = self.writers.get(&number) {
            return Ok(*writer);
        }
        let writer = self
            .conn
            .prepare_cached("SELECT uid FROM writer WHERE id = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()
            .doing("finding a writer")?
            .ok_or(Error::new(ErrorKind::Damaged, "finding a writer"))?;
        self.writers.insert(number, writer);
        Ok(writer)
    }

    /// The ordering hint of a change, where it was received.
    pub fn hint(&self, ident: Ident) -> Result<Option<i64>> {
        self.conn
            .prepare_cached("SELECT h FROM change WHERE writer = ?1 AND seq = ?2")?
            .query_row(params![ident.writer, ident.seq.cast_signed()], |row| row.get(0))
            .optional()
            .doing("reading the hint of a change")
    }

    /// The row of a record.
    pub fn head(&mut self, table: Table, uuid: Uuid) -> Result<Option<RowHead>> {
        if self.is_new(table, uuid)? { Ok(None) } else { RowHead::load(self.conn, table, uuid) }
    }

    /// Whether a record is not in the book for certain: ids made here grow, so that most new ones are larger than all
    /// that are there, and need no look at the index.
    fn is_new(&mut self, table: Table, uuid: Uuid) -> Result<bool> {
        if let Some(newest) = self.newest.get(&table) {
            return Ok(uuid > *newest);
        }
        let newest: Option<[u8; 16]> = self
            .conn
            .prepare_cached(&table.sql().newest)?
            .query_row([], |row| row.get(0))
            .doing("finding the newest record")?;
        let newest = newest.map(Uuid::from_bytes).unwrap_or_default();
        self.newest.insert(table, newest);
        Ok(uuid > newest)
    }

    /// Inserts a row and notes what it says of a contact; gives its local key.
    pub fn add_row<P: Place>(&mut self, row: &NewRow<'_, P>) -> Result<i64> {
        let table = row.def.table;
        self.index_hanging(table, row.values)?;
        if self.held.inserts.len() >= HELD {
            self.held.inserts.clear();
        }
        let statement = match self.held.inserts.entry((table, row.cells)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(prepare_insert(self.conn, row.def, row.cells)?),
        };
        row.insert(statement)?;
        let id = self.conn.last_insert_rowid();
        self.index_added(row, id);
        Ok(id)
    }

    /// Writes the version record and the columns of some cells of a row.
    pub fn change_row(&mut self, def: &TableDef, head: &RowHead, cells: u64, values: &[impl Place]) -> Result<()> {
        if self.held.updates.len() >= HELD {
            self.held.updates.clear();
        }
        let statement = match self.held.updates.entry((def.table, cells)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(prepare_update(self.conn, def, cells)?),
        };
        update(self.conn, statement, def.table, head, values)
    }

    /// The local key of a row that this transaction met.
    pub fn met(&self, table: Table, uuid: Uuid) -> Option<i64> {
        if table.is_referred_to() { self.keys.get(&(table, uuid)).copied() } else { None }
    }

    /// Remembers the local key of a row.
    pub fn knows(&mut self, table: Table, uuid: Uuid, id: i64) {
        if table.is_referred_to() {
            self.keys.insert((table, uuid), id);
        }
        if let Some(newest) = self.newest.get_mut(&table) {
            *newest = uuid.max(*newest);
        }
    }

    /// Notes that a change named a row that was there before it.
    pub fn touch(&mut self, table: Table, row: i64, arrival: i64) -> Result<()> {
        let statement = match &mut self.held.touch {
            Some(statement) => statement,
            slot => slot.insert(
                self.conn.prepare_cached("INSERT OR IGNORE INTO touched(tbl, row, arrival) VALUES(?1, ?2, ?3)")?,
            ),
        };
        statement.execute(params![table.number(), row, arrival]).doing("noting which change named a row")?;
        Ok(())
    }

    /// Whether a change is not in the log for certain: the changes of one writer come in order as a rule, so that a new
    /// one has a larger number than all that are here.
    pub fn is_unheard(&mut self, key: ChangeKey) -> Result<bool> {
        let Ok(seq) = i64::try_from(key.seq) else { return Ok(true) };
        if let Some(last) = self.heard.get(&key.writer) {
            return Ok(seq > *last);
        }
        let last = self
            .conn
            .prepare_cached(
                "SELECT coalesce(max(seq), 0) FROM change WHERE writer = (SELECT id FROM writer WHERE uid = ?1)",
            )?
            .query_row([key.writer.as_slice()], |row| row.get(0))
            .doing("finding the last change of a writer")?;
        self.heard.insert(key.writer, last);
        Ok(seq > last)
    }

    /// Adds a change to the log; gives its arrival.
    pub fn append(&mut self, writer: i64, change: &RawChange) -> Result<i64> {
        let arrival = self.next_arrival;
        let id = |id: &Option<Uuid>| id.map(Uuid::into_bytes);
        let statement = match &mut self.held.append {
            Some(statement) => statement,
            slot => slot.insert(self.conn.prepare_cached(
                "INSERT INTO change(arrival, writer, seq, h, at, by, act, subject_table, subject, batch, body)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?),
        };
        statement
            .execute(params![
                arrival,
                writer,
                change.key.seq.cast_signed(),
                change.h,
                change.at,
                id(&change.by).as_ref().map(<[u8; 16]>::as_slice),
                change.act,
                change.subject.as_ref().map_or("", |subject| subject.table.as_str()),
                change.subject.as_ref().map(|subject| subject.id.into_bytes()).as_ref().map(<[u8; 16]>::as_slice),
                id(&change.batch).as_ref().map(<[u8; 16]>::as_slice),
                shorten(&change.body),
            ])
            .doing("adding a change to the log")?;
        if let Some(last) = self.heard.get_mut(&change.key.writer) {
            *last = change.key.seq.cast_signed().max(*last);
        }
        self.next_arrival += 1;
        self.totals.changes += 1;
        self.totals.fingerprint = self.totals.fingerprint.wrapping_add(change.hash());
        Ok(arrival)
    }

    /// Adds an own change to the log and counts it.
    pub fn append_own(&mut self, change: &RawChange) -> Result<ChangeKey> {
        let writer = self.number(self.own)?;
        self.append(writer, change)?;
        self.wrote_own(writer, change)?;
        Ok(change.key)
    }

    /// Counts an own change.
    pub fn wrote_own(&mut self, writer: i64, change: &RawChange) -> Result<()> {
        if change.key.seq == 1 {
            self.conn
                .prepare_cached("UPDATE writer SET own = 1 WHERE id = ?1")?
                .execute([writer])
                .doing("noting who writes here")?;
        }
        self.seq = change.key.seq;
        self.totals.last_h = self.totals.last_h.max(change.h);
        Ok(())
    }

    /// Writes what is kept about the log as a whole; the last step before the commit.
    pub fn close(&mut self) -> Result<()> {
        self.flush_index()?;
        self.flush_search()?;
        self.totals.version += 1;
        self.totals.save(self.conn)
    }

    /// Starts a part that may be rolled back alone.
    pub fn mark(&self) -> Mark {
        Mark { seq: self.seq, next_arrival: self.next_arrival, totals: self.totals, pending: self.pending }
    }

    /// Forgets what was learnt in a part that was rolled back.
    pub fn back_to(&mut self, mark: Mark) {
        let Mark { seq, next_arrival, totals, pending } = mark;
        self.seq = seq;
        self.next_arrival = next_arrival;
        self.totals = totals;
        self.pending = pending;
        self.dirty = Dirty::default();
        self.companies.clear();
        self.keys.clear();
        self.newest.clear();
        self.heard.clear();
        self.numbers.clear();
        self.writers.clear();
    }
}

/// Where a part of a write transaction started.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    seq: u64,
    next_arrival: i64,
    totals: Totals,
    pending: bool,
}

impl Keys for Writing<'_> {
    fn key(&mut self, table: Table, uuid: Uuid) -> Result<i64> {
        if let Some(id) = self.keys.get(&(table, uuid)) {
            return Ok(*id);
        }
        let found = self
            .conn
            .prepare_cached(&table.sql().key)?
            .query_row([uuid.as_bytes().as_slice()], |row| row.get(0))
            .optional()
            .doing("finding a record")?;
        let id = match found {
            Some(id) => id,
            None => {
                self.conn
                    .prepare_cached(&table.sql().stub)?
                    .execute([uuid.as_bytes().as_slice()])
                    .doing("making room for a record that is not here yet")?;
                self.conn.last_insert_rowid()
            }
        };
        self.knows(table, uuid, id);
        Ok(id)
    }
}
