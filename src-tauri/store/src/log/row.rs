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
    /// The text that it is; empty for anything else.
    fn text(&self) -> &str;
    /// The number that it is.
    fn int(&self) -> Option<i64>;
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

    fn text(&self) -> &str {
        match self {
            Bound::Text(text) => text,
            Bound::Made(text) => text,
            Bound::Null | Bound::Int(_) | Bound::Bytes(_) => "",
        }
    }

    fn int(&self) -> Option<i64> {
        match self {
            Bound::Int(number) => Some(*number),
            Bound::Null | Bound::Text(_) | Bound::Made(_) | Bound::Bytes(_) => None,
        }
    }
}

impl Place for Value {
    fn place(&self, statement: &mut Statement<'_>, at: usize) -> rusqlite::Result<()> {
        statement.raw_bind_parameter(at, Borrowed(self))
    }

    fn text(&self) -> &str {
        match self {
            Value::Text(text) => text,
            Value::Null | Value::Integer(_) | Value::Real(_) | Value::Blob(_) => "",
        }
    }

    fn int(&self) -> Option<i64> {
        match self {
            Value::Integer(number) => Some(*number),
            Value::Null | Value::Real(_) | Value::Text(_) | Value::Blob(_) => None,
        }
    }
}

struct Borrowed<'a>(&'a Value);
impl ToSql for Borrowed<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::from(self.0)))
    }
}

/// The statement that inserts a row with the columns of some cells; the others are blank. The first cell must be among
/// them: columns derived from it have no blank of their own.
pub(crate) fn prepare_insert<'c>(conn: &'c Connection, def: &TableDef, cells: u64) -> Result<CachedStatement<'c>> {
    let mut sql = String::with_capacity(512);
    sql += "INSERT INTO ";
    sql += def.name;
    sql += "(uuid, ver, live, born";
    let mut values = String::with_capacity(128);
    for (cell, _) in def.cells.iter().zip(0..).filter(|(_, bit)| cells & (1_u64 << bit) != 0) {
        for column in cell.columns {
            sql += ", ";
            sql += column;
            values += ", ?";
        }
    }
    sql += ") VALUES(?, ?, ?, ?";
    sql += &values;
    sql.push(')');
    Ok(conn.prepare_cached(&sql)?)
}

/// A row that is to be inserted.
pub(crate) struct NewRow<'a, P> {
    /// Its table.
    pub def: &'static TableDef,
    /// The record.
    pub uuid: Uuid,
    /// The heads of its cells.
    pub version: &'a Version,
    /// The arrival of the change that makes it.
    pub born: i64,
    /// The cells whose columns are given.
    pub cells: u64,
    /// The values of these columns.
    pub values: &'a [P],
}

impl<P: Place> NewRow<'_, P> {
    /// Inserts it with the statement of [`prepare_insert`].
    pub fn insert(&self, statement: &mut Statement<'_>) -> Result<()> {
        statement.raw_bind_parameter(1, self.uuid.as_bytes().as_slice())?;
        statement.raw_bind_parameter(2, self.version.encode())?;
        statement.raw_bind_parameter(3, self.version.is_live())?;
        statement.raw_bind_parameter(4, self.born)?;
        for (value, at) in self.values.iter().zip(5..) {
            value.place(statement, at)?;
        }
        statement.raw_execute().doing("adding a row")?;
        Ok(())
    }
}

/// The statement that writes the version record and the columns of some cells of a row.
pub(crate) fn prepare_update<'c>(conn: &'c Connection, def: &TableDef, cells: u64) -> Result<CachedStatement<'c>> {
    let mut sql = String::with_capacity(256);
    sql += "UPDATE ";
    sql += def.name;
    // Numbered by their order: version record, liveness, birth, the columns, and the local key at the end.
    sql += " SET ver = ?, live = ?, born = ?";
    for (cell, _) in def.cells.iter().zip(0..).filter(|(_, bit)| cells & (1_u64 << bit) != 0) {
        for column in cell.columns {
            sql += ", ";
            sql += column;
            sql += " = ?";
        }
    }
    sql += " WHERE id = ?";
    Ok(conn.prepare_cached(&sql)?)
}

/// Writes a row with the statement of [`prepare_update`].
pub(crate) fn update(
    conn: &Connection,
    statement: &mut Statement<'_>,
    table: Table,
    head: &RowHead,
    values: &[impl Place],
) -> Result<()> {
    statement.raw_bind_parameter(1, head.version.encode())?;
    statement.raw_bind_parameter(2, head.version.is_live())?;
    statement.raw_bind_parameter(3, head.born)?;
    for (value, at) in values.iter().zip(4..) {
        value.place(statement, at)?;
    }
    statement.raw_bind_parameter(values.len() + 4, head.id)?;
    statement.raw_execute().doing("changing a row")?;
    note_look(conn, table, head)
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
