//! Reading a book: one snapshot, all queries. The queries stand in `query/`, one file per place that asks.

use std::ops::Deref;

use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension, Params};
use uuid::Uuid;

use crate::error::{Doing, Result};
use crate::query::orders::Orders;
use crate::record::{Record, Table, read};

/// Reads one snapshot of a book.
pub struct Reader<'c> {
    pub(crate) conn: &'c Connection,
    /// Orders of contacts kept from read to read; absent inside a write, where they would be out of date.
    pub(crate) orders: Option<&'c Orders>,
}

impl Reader<'_> {
    /// The record with this id, if it is alive.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn get<R: Record>(&self, id: R::Id) -> Result<Option<R>> {
        self.get_uuid(R::uuid(id))
    }

    pub(crate) fn get_uuid<R: Record>(&self, uuid: Uuid) -> Result<Option<R>> {
        let mut statement = self.conn.prepare_cached(&R::TABLE.sql().get)?;
        let mut rows = statement.query([uuid.as_bytes().as_slice()])?;
        rows.next().doing("reading a record")?.map(read).transpose()
    }

    /// The records that match a condition on `t`.
    pub(crate) fn list<R: Record>(&self, rest: &str, params: impl Params) -> Result<Vec<R>> {
        let sql = format!("{} {rest}", R::TABLE.sql().select);
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().doing("reading records")? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// The local key of a record.
    pub(crate) fn key(&self, table: Table, uuid: Uuid) -> Result<Option<i64>> {
        self.conn
            .prepare_cached(&table.sql().key)?
            .query_row([uuid.as_bytes().as_slice()], |row| row.get(0))
            .optional()
            .doing("finding a record")
    }

    /// One value.
    pub(crate) fn value<T: FromSql>(&self, sql: &str, params: impl Params) -> Result<T> {
        self.conn.prepare_cached(sql)?.query_row(params, |row| row.get(0)).doing("reading a value")
    }

    /// How many alive records there are.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn count<R: Record>(&self) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM {} WHERE live = 1", R::TABLE.name());
        self.value::<i64>(&sql, []).map(i64::cast_unsigned)
    }

    /// All alive records, in the order in which they came into this book.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn all<R: Record>(&self) -> Result<Vec<R>> {
        self.list("WHERE t.live = 1 ORDER BY t.id", [])
    }
}

/// A reader of the writing connection or of the pool, with the snapshot that it holds.
pub(crate) struct Snapshot<'c> {
    reader: Reader<'c>,
    /// Ends the snapshot when dropped.
    _transaction: rusqlite::Transaction<'c>,
}

impl<'c> Snapshot<'c> {
    pub fn new(conn: &'c Connection, orders: &'c Orders) -> Result<Self> {
        let transaction = conn.unchecked_transaction().doing("starting to read")?;
        Ok(Self { reader: Reader { conn, orders: Some(orders) }, _transaction: transaction })
    }
}

impl<'c> Deref for Snapshot<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}
