//! Is the book sound: the file, the log, and the projection against the log. And making the projection anew.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

use super::change::{RawChange, first_half};
use super::writing::Totals;
use crate::error::{Doing, Error, ErrorKind, Result};
use crate::file;
use crate::reader::Reader;
use crate::record::Table;
use crate::store::Store;
use crate::version::Version;
use crate::wire::WriterId;

/// How many changes are read at a time.
const CHUNK: usize = 2_000;

/// Rows and hash of one table. Equal in two books that hold the same changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableHash {
    /// The table.
    pub table: Table,
    /// How many rows are alive.
    pub rows: u64,
    /// A hash of all rows with their heads, in no order.
    pub hash: u128,
}

/// Something that is wrong with a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// SQLite found damage in the file; as many findings.
    File(u64),
    /// Rows refer to rows that are not there; as many.
    References(u64),
    /// The log does not add up to its fingerprint.
    Log,
    /// Changes of the log cannot be read; as many.
    Unreadable(u64),
    /// A table is not what the log says.
    Projection(Table),
    /// The search index or the duplicate keys are not what the contacts say.
    Index,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// How many changes the log holds.
    pub changes: u64,
    /// The sum of their hashes.
    pub fingerprint: u128,
    /// Rows and hash per table.
    pub tables: Vec<TableHash>,
    /// What is wrong; empty for a sound book.
    pub problems: Vec<Problem>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Which rows and parts a hash covers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cover {
    /// All rows with their heads.
    State,
    /// Alive rows, values only.
    Visible,
}

impl Reader<'_> {
    /// Rows and hash per table: equal in two books exactly when they show the same, for the same reasons.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn state_hashes(&self) -> Result<Vec<TableHash>> {
        hashes(self.conn, Cover::State)
    }

    /// Rows and hash per table of what is shown, whoever wrote it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn visible_hashes(&self) -> Result<Vec<TableHash>> {
        hashes(self.conn, Cover::Visible)
    }

    /// Every alive row as text, table by table, without local keys: for comparing two books by eye.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn dump(&self) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        for table in Table::ALL {
            let sql = format!("{} WHERE t.live = 1 ORDER BY t.uuid", table.sql().select);
            let mut statement = self.conn.prepare_cached(&sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next().doing("reading a table")? {
                let mut line = table.name().to_owned();
                for column in 0..columns {
                    line += &match row.get_ref(column)? {
                        ValueRef::Null => " -".to_owned(),
                        ValueRef::Integer(number) => format!(" {number}"),
                        ValueRef::Real(number) => format!(" {number}"),
                        ValueRef::Text(text) => format!(" {:?}", String::from_utf8_lossy(text)),
                        ValueRef::Blob(bytes) => bytes.iter().fold(" x".to_owned(), |hex, b| format!("{hex}{b:02x}")),
                    };
                }
                lines.push(line);
            }
        }
        Ok(lines)
    }
}

fn hashes(conn: &Connection, cover: Cover) -> Result<Vec<TableHash>> {
    let mut statement = conn.prepare_cached("SELECT id, uid FROM writer")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, WriterId>(1)?)))?;
    let writers: BTreeMap<i64, WriterId> = rows.collect::<rusqlite::Result<_>>().doing("reading the writers")?;
    Table::ALL.into_iter().map(|table| hash(conn, table, cover, &writers)).collect()
}

fn hash(conn: &Connection, table: Table, cover: Cover, writers: &BTreeMap<i64, WriterId>) -> Result<TableHash> {
    let select = table.sql().select.replacen("SELECT ", "SELECT t.ver, t.live, ", 1);
    let which = match cover {
        Cover::State => "t.ver <> x''",
        Cover::Visible => "t.live = 1",
    };
    let mut statement = conn.prepare_cached(&format!("{select} WHERE {which}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut total = TableHash { table, rows: 0, hash: 0 };
    while let Some(row) = rows.next().doing("hashing a table")? {
        let mut hasher = blake3::Hasher::new();
        if cover == Cover::State {
            let version = Version::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)?;
            let mut heads: Vec<_> = version
                .entries
                .iter()
                .map(|entry| (writers.get(&entry.ident.writer).copied(), entry.ident.seq, entry.cells, entry.deleted))
                .collect();
            heads.sort_unstable();
            for (writer, seq, cells, deleted) in heads {
                hasher.update(&writer.unwrap_or_default());
                hasher.update(&seq.to_le_bytes());
                hasher.update(&cells.to_le_bytes());
                hasher.update(&[u8::from(deleted)]);
            }
        }
        total.rows += u64::from(row.get::<_, bool>(1)?);
        for column in 2..columns {
            match row.get_ref(column)? {
                ValueRef::Null => {
                    hasher.update(&[0]);
                }
                ValueRef::Integer(number) => {
                    hasher.update(&[1]).update(&number.to_le_bytes());
                }
                ValueRef::Real(number) => {
                    hasher.update(&[2]).update(&number.to_le_bytes());
                }
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    hasher.update(&[3]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
                }
            }
        }
        total.hash = total.hash.wrapping_add(first_half(&hasher.finalize()));
    }
    Ok(total)
}

/// Runs `each` for every change of the log, in order, in chunks.
fn every_change(conn: &Connection, mut each: impl FnMut(&[(i64, RawChange)]) -> Result<()>) -> Result<()> {
    let reader = Reader { conn, orders: None };
    let mut after = 0;
    loop {
        let chunk = reader.changes_since(after, CHUNK)?;
        let Some((last, _)) = chunk.last() else { return Ok(()) };
        after = *last;
        each(&chunk)?;
    }
}

impl Store {
    /// Checks the file, the log and the projection against the log. `thorough` also compares every index of the file.
    ///
    /// # Errors
    /// The book cannot be read at all; what is wrong with it is in the report.
    pub fn check(&self, thorough: bool) -> Result<CheckReport> {
        self.read(|reader| check(reader, thorough))
    }

    /// Makes the projection, the search index and the duplicate keys anew from the log.
    ///
    /// # Errors
    /// The book cannot be written; a change of the log cannot be read, which leaves the book as it was.
    pub fn rebuild(&self) -> Result<()> {
        self.wide_transaction(|writing| {
            empty(writing.conn)?;
            writing.pending = false;
            let mut totals = Totals { changes: 0, fingerprint: 0, ..writing.totals };
            every_change(writing.conn, |chunk| {
                for (arrival, change) in chunk {
                    writing.replay(*arrival, change)?;
                    totals.changes += 1;
                    totals.fingerprint = totals.fingerprint.wrapping_add(change.hash());
                }
                Ok(())
            })?;
            writing.totals = totals;
            Ok(((), true))
        })
    }
}

/// How much of the search a transaction keeps in memory before it writes a part, as in migration 2.
const SEARCH_ROOM: &str = "INSERT INTO search(search, rank) VALUES('hashsize', 16777216)";

fn empty(conn: &Connection) -> Result<()> {
    for table in Table::ALL {
        conn.execute(&format!("DELETE FROM {}", table.name()), []).doing("emptying the projection")?;
    }
    // The search table is made anew: FTS5's own `delete-all` left a table behind that its integrity check refused.
    let search: String = conn
        .query_row("SELECT sql FROM sqlite_schema WHERE name = 'search'", [], |row| row.get(0))
        .doing("emptying the projection")?;
    conn.execute_batch(&format!(
        "DELETE FROM touched; DELETE FROM pending; DELETE FROM look; DELETE FROM dup_key; DROP TABLE search; {search};
         {SEARCH_ROOM};"
    ))
    .doing("emptying the projection")
}

fn check(reader: &Reader, thorough: bool) -> Result<CheckReport> {
    let mut problems = Vec::new();
    let conn = reader.conn;
    let pragma = if thorough { "PRAGMA integrity_check" } else { "PRAGMA quick_check" };
    let mut statement = conn.prepare(pragma)?;
    let found = statement.query_map([], |row| row.get::<_, String>(0))?;
    let findings: Vec<String> = found.collect::<rusqlite::Result<_>>().doing("checking the file")?;
    if findings != ["ok"] {
        problems.push(Problem::File(findings.len() as u64));
    }
    let broken: i64 = reader.value("SELECT count(*) FROM pragma_foreign_key_check", [])?;
    if broken > 0 {
        problems.push(Problem::References(broken.cast_unsigned()));
    }
    let mut totals = Totals { changes: 0, fingerprint: 0, ..Totals::load(conn)? };
    let twin = Store::temporary()?;
    let mut refused = 0;
    let read = every_change(conn, |chunk| {
        for (_, change) in chunk {
            totals.changes += 1;
            totals.fingerprint = totals.fingerprint.wrapping_add(change.hash());
        }
        let changes: Vec<RawChange> = chunk.iter().map(|(_, change)| change.clone()).collect();
        refused += twin.apply(&changes)?.refused.len() as u64;
        Ok(())
    });
    if let Err(error) = read {
        if error.kind != ErrorKind::Damaged {
            return Err(error);
        }
        // The rest cannot be compared with a log that cannot be read to its end.
        problems.push(Problem::Unreadable(1));
        let (changes, fingerprint) = (totals.changes.cast_unsigned(), totals.fingerprint);
        return Ok(CheckReport { changes, fingerprint, tables: reader.state_hashes()?, problems });
    }
    let kept = Totals::load(conn)?;
    if (kept.changes, kept.fingerprint) != (totals.changes, totals.fingerprint) {
        problems.push(Problem::Log);
    }
    if refused > 0 {
        problems.push(Problem::Unreadable(refused));
    }
    let tables = reader.state_hashes()?;
    let (expected, twin_index) = twin.read(|twin| Ok::<_, Error>((twin.state_hashes()?, index_hash(twin)?)))?;
    for (found, expected) in tables.iter().zip(&expected) {
        if found != expected {
            problems.push(Problem::Projection(found.table));
        }
    }
    if index_hash(reader)? != twin_index {
        problems.push(Problem::Index);
    }
    Ok(CheckReport { changes: totals.changes.cast_unsigned(), fingerprint: totals.fingerprint, tables, problems })
}

/// A hash of the duplicate keys and of which contacts the search holds.
fn index_hash(reader: &Reader) -> Result<u128> {
    let mut total = 0_u128;
    for (mark, sql) in [
        (1_i64, "SELECT c.uuid, d.key FROM dup_key d LEFT JOIN contact c ON c.id = d.contact"),
        (2, "SELECT c.uuid, 0 FROM search s LEFT JOIN contact c ON c.id = s.rowid"),
    ] {
        let mut statement = reader.conn.prepare_cached(sql)?;
        let mut rows = statement.query(params![])?;
        while let Some(row) = rows.next().doing("hashing the index")? {
            let uuid: Option<[u8; 16]> = row.get(0)?;
            let key: i64 = row.get(1)?;
            let mut hasher = blake3::Hasher::new();
            hasher.update(&uuid.unwrap_or_default()).update(&key.to_le_bytes()).update(&mark.to_le_bytes());
            total = total.wrapping_add(first_half(&hasher.finalize()));
        }
    }
    Ok(total)
}

impl Store {
    /// A book in a private file that goes away with it.
    pub(crate) fn temporary() -> Result<Self> {
        Ok(Self::with(file::temporary()?, None, file::Access::ReadWrite))
    }
}
