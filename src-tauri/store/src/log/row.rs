//! The row of a record: its local key, its version record, and the statements that write it.

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Statement, ToSql};
use uuid::Uuid;

use crate::codec::Bound;
use crate::error::{Doing, Result};
use crate::record::{Table, TableDef};
use crate::version::Version;

/// What the log needs to know of a row.
#[derive(Debug, Clone)]
pub(crate) struct RowHead {
    /// The local key.
    pub id: i64,
    /// The heads of its cells.
    pub version: Version,
    /// Whether it is shown.
    pub live: bool,
    /// The arrival of the first change that named it; 0 for a row that is only referred to.
    pub born: i64,
    /// Whether it was on the list of rows to be looked at.
    pub looked: bool,
}

impl RowHead {
    /// The row of a record.
    pub fn load(conn: &Connection, table: Table, uuid: Uuid) -> Result<Option<Self>> {
        let found = conn
            .prepare_cached(&table.sql().head)?
            .query_row([uuid.as_bytes().as_slice()], |row| {
                let version = row.get_ref(1)?.as_blob().map(Version::decode);
                Ok((row.get(0)?, version, row.get(2)?, row.get(3)?))
            })
            .optional()
            .doing("reading the head of a row")?;
        let Some((id, version, live, born)) = found else { return Ok(None) };
        let version = version.map_err(rusqlite::Error::from)??;
        let looked = version.wants_a_look();
        Ok(Some(Self { id, version, live, born, looked }))
    }
}

/// Binds the values of cells.
pub(crate) trait Place {
    /// Binds parameter `at`.
    fn place(&self, statement: &mut Statement<'_>, at: usize) -> rusqlite::Result<()>;
}

impl Place for Bound<'_> {
    fn place(&self, statement: &mut Statement<'_>, at: usize) -> rusqlite::Result<()> {
        match self {
            Bound::Null => statement.raw_bind_parameter(at, rusqlite::types::Null),
            Bound::Int(number) => statement.raw_bind_parameter(at, number),
            Bound::Text(text) => statement.raw_bind_parameter(at, text),
            Bound::Made(text) => statement.raw_bind_parameter(at, text),
            Bound::Bytes(bytes) => statement.raw_bind_parameter(at, bytes.as_slice()),
        }
    }
}

impl Place for Value {
    fn place(&self, statement: &mut Statement<'_>, at: usize) -> rusqlite::Result<()> {
        statement.raw_bind_parameter(at, Borrowed(self))
    }
}

struct Borrowed<'a>(&'a Value);
impl ToSql for Borrowed<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::from(self.0)))
    }
}

/// Inserts a row with the values of the columns of some cells; the others are blank. Gives its local key. The first cell
/// must be among them: columns derived from it have no blank of their own.
pub(crate) fn insert(
    conn: &Connection,
    def: &TableDef,
    uuid: Uuid,
    version: &Version,
    born: i64,
    cells: u64,
    values: &[impl Place],
) -> Result<i64> {
    let mut sql = String::with_capacity(256);
    sql += "INSERT INTO ";
    sql += def.name;
    sql += "(uuid, ver, live, born";
    for (cell, _) in def.cells.iter().zip(0..).filter(|(_, bit)| cells & (1_u64 << bit) != 0) {
        for column in cell.columns {
            sql += ", ";
            sql += column;
        }
    }
    sql += ") VALUES(?, ?, ?, ?";
    for _ in values {
        sql += ", ?";
    }
    sql.push(')');
    let mut statement: CachedStatement<'_> = conn.prepare_cached(&sql)?;
    statement.raw_bind_parameter(1, uuid.as_bytes().as_slice())?;
    statement.raw_bind_parameter(2, version.encode())?;
    statement.raw_bind_parameter(3, version.is_live())?;
    statement.raw_bind_parameter(4, born)?;
    for (value, at) in values.iter().zip(5..) {
        value.place(&mut statement, at)?;
    }
    statement.raw_execute().doing("adding a row")?;
    Ok(conn.last_insert_rowid())
}

/// Writes the version record and the columns of some cells of a row.
pub(crate) fn update(
    conn: &Connection,
    def: &TableDef,
    head: &RowHead,
    cells: u64,
    values: &[impl Place],
) -> Result<()> {
    let mut sql = format!("UPDATE {} SET ver = ?1, live = ?2, born = ?3", def.name);
    let mut at = 5;
    for (cell, _) in def.cells.iter().zip(0..).filter(|(_, bit)| cells & (1_u64 << bit) != 0) {
        for column in cell.columns {
            sql += &format!(", {column} = ?{at}");
            at += 1;
        }
    }
    sql += " WHERE id = ?4";
    let mut statement = conn.prepare_cached(&sql)?;
    statement.raw_bind_parameter(1, head.version.encode())?;
    statement.raw_bind_parameter(2, head.version.is_live())?;
    statement.raw_bind_parameter(3, head.born)?;
    statement.raw_bind_parameter(4, head.id)?;
    for (value, at) in values.iter().zip(5..) {
        value.place(&mut statement, at)?;
    }
    statement.raw_execute().doing("changing a row")?;
    note_look(conn, def.table, head)
}

/// Keeps the list of rows to be looked at.
fn note_look(conn: &Connection, table: Table, head: &RowHead) -> Result<()> {
    let wanted = head.version.wants_a_look();
    if wanted == head.looked {
        return Ok(());
    }
    let sql = if wanted {
        "INSERT OR IGNORE INTO look(tbl, row) VALUES(?1, ?2)"
    } else {
        "DELETE FROM look WHERE tbl = ?1 AND row = ?2"
    };
    conn.prepare_cached(sql)?.execute([table.number(), head.id]).doing("noting that a row wants a look")?;
    Ok(())
}
