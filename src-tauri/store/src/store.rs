//! A book: one writing connection, read-only readers, and the one way to write.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{Doing, Error, ErrorKind, Result};
use crate::file::{self, Access};
use uuid::Uuid;

use crate::log::{
    ApplyReport, ChangeKey, Meta, Pen, RawChange, UndoReport, WriterSource, Writing, apply_all, random_writer, undo,
};
use crate::query::orders::Orders;
use crate::reader::{Reader, Snapshot};
use crate::record::Table;
use crate::tx::Tx;

/// How many read-only connections are kept.
const READERS: usize = 2;

/// What a write gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// What the caller computed.
    pub value: T,
    /// The change; `None` when nothing was put.
    pub change: Option<ChangeKey>,
    /// The tables touched.
    pub kinds: BTreeSet<Table>,
}

/// A book that is open.
pub struct Store {
    // Closed before the writer: the connection that closes last puts the log file back into the book, which is then one
    // file again, and a reader may not do that.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Desk>,
    orders: Orders,
    /// `None` for a book in memory, whose only connection also reads.
    path: Option<PathBuf>,
    access: Access,
}

/// The writing connection and who writes with it.
struct Desk {
    conn: Connection,
    pen: Pen,
}

impl Store {
    /// Makes a book where there is no file.
    ///
    /// # Errors
    /// There is a file; the folder cannot be written; the disk is full.
    pub fn create(path: &Path) -> Result<Self> {
        Ok(Self::with(file::create(path)?, Some(path.to_owned()), Access::ReadWrite))
    }

    /// Opens a book. An older one is migrated when it is opened to write.
    ///
    /// # Errors
    /// Not there, not a book, newer than this program, damaged, read-only, in use.
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        Ok(Self::with(file::open(path, access)?, Some(path.to_owned()), access))
    }

    /// A book that lives in memory.
    ///
    /// # Errors
    /// SQLite cannot make one.
    pub fn in_memory() -> Result<Self> {
        Ok(Self::with(file::in_memory()?, None, Access::ReadWrite))
    }

    /// A copy in memory, byte for byte: what a copied or restored file would be, without the file.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn copy_to_memory(&self) -> Result<Self> {
        let mut conn = file::empty_in_memory()?;
        {
            let desk = self.desk();
            let backup = rusqlite::backup::Backup::new(&desk.conn, &mut conn).doing("copying the book")?;
            backup.step(-1).doing("copying the book")?;
        }
        Ok(Self::with(conn, None, Access::ReadWrite))
    }

    /// Lets the file grow to at most this many pages of 4 KiB; what does not fit is [`ErrorKind::DiskFull`].
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn limit_pages(&self, pages: u32) -> Result<()> {
        self.alone(|conn| conn.execute_batch(&format!("PRAGMA max_page_count = {pages}")).doing("limiting the book"))
    }

    /// Writes a copy of the book to a file that is not there yet, and leaves the book alone.
    ///
    /// # Errors
    /// There is a file; the folder cannot be written; the disk is full.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        if path.try_exists().map_err(|error| Error::io(error, "copying the book"))? {
            return Err(Error::new(ErrorKind::Exists, "copying the book"));
        }
        let Some(name) = path.to_str() else {
            return Err(Error::new(ErrorKind::Io, "naming the copy of the book"));
        };
        self.alone(|conn| {
            conn.execute("VACUUM INTO ?1", [name]).doing("copying the book")?;
            Ok(())
        })
    }

    pub(crate) fn with(conn: Connection, path: Option<PathBuf>, access: Access) -> Self {
        Self {
            writer: Mutex::new(Desk { conn, pen: Pen::new(Box::new(random_writer)) }),
            readers: Mutex::new(Vec::new()),
            orders: Orders::default(),
            path,
            access,
        }
    }

    /// Takes writer ids from `source` instead of chance: for tests that must run the same way again.
    #[must_use]
    pub fn with_writers(self, source: WriterSource) -> Self {
        self.desk().pen = Pen::new(source);
        self
    }

    /// Where the book lies; `None` for one in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What it was opened for.
    #[must_use]
    pub fn access(&self) -> Access {
        self.access
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        // A panic while writing rolled its transaction back; the connection itself is sound.
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads one snapshot of the book.
    ///
    /// # Errors
    /// The book cannot be read; what `read` gives.
    pub fn read<T, E: From<Error>>(
        &self,
        read: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let Some(path) = &self.path else {
            let desk = self.desk();
            let snapshot = Snapshot::new(&desk.conn, &self.orders)?;
            return read(&snapshot);
        };
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match kept {
            Some(conn) => conn,
            None => file::open(path, Access::ReadOnly)?,
        };
        let value = {
            let snapshot = Snapshot::new(&conn, &self.orders)?;
            read(&snapshot)
        };
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS {
            readers.push(conn);
        }
        value
    }

    /// Writes: everything put in `write` becomes one change; nothing put is no change; an error leaves the book as it was.
    /// When this returns, the change survives a power cut.
    ///
    /// # Errors
    /// The book cannot be written; what `write` gives.
    pub fn write<T, E: From<Error>>(
        &self,
        meta: Meta,
        write: impl FnOnce(&mut Tx<'_, '_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Written<T>, E> {
        self.transaction(|writing| {
            let mut tx = Tx::new(writing, meta)?;
            let value = write(&mut tx)?;
            let change = tx.finish()?;
            let kinds = std::mem::take(&mut writing.kinds);
            Ok((Written { value, change, kinds }, change.is_some()))
        })
    }

    /// Writes many changes in one transaction: an import, for instance. A change that fails leaves no trace, the others stay.
    ///
    /// # Errors
    /// The book cannot be written; what `write` gives, which leaves the book as it was.
    pub fn bulk<T, E: From<Error>>(
        &self,
        write: impl FnOnce(&mut Bulk<'_, '_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Written<T>, E> {
        self.wide_transaction(|writing| {
            let reader = Reader { conn: writing.conn, orders: None };
            let mut bulk = Bulk { reader, writing, change: None, kinds: BTreeSet::new(), spoilt: false };
            let value = write(&mut bulk)?;
            let Bulk { change, kinds, spoilt, .. } = bulk;
            if spoilt {
                return Err(Error::new(ErrorKind::Internal, "committing half a change").into());
            }
            Ok((Written { value, change, kinds }, change.is_some()))
        })
    }

    /// Applies changes of other books, in one transaction.
    ///
    /// # Errors
    /// The book cannot be written. Changes that cannot be taken are in the report.
    pub fn apply(&self, changes: &[RawChange]) -> Result<ApplyReport> {
        self.wide_transaction(|writing| {
            let report = apply_all(writing, changes)?;
            let new = report.new > 0;
            Ok((report, new))
        })
    }

    /// What [`Store::apply`] would do, without doing it.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn preview(&self, changes: &[RawChange]) -> Result<ApplyReport> {
        self.wide_transaction(|writing| Ok((apply_all(writing, changes)?, false)))
    }

    /// Undoes a change by a new one, as far as nobody has touched since what it did. Nothing left to undo is no change.
    /// `meta` is that of the new change; its subject is the old one's unless it names another.
    ///
    /// # Errors
    /// The change is not in the book; the book cannot be written.
    pub fn undo(&self, change: ChangeKey, meta: &Meta) -> Result<Written<UndoReport>> {
        self.transaction(|writing| {
            let (change, value) = undo(writing, change, meta)?;
            let kinds = std::mem::take(&mut writing.kinds);
            Ok((Written { value, change, kinds }, change.is_some()))
        })
    }

    /// What [`Store::undo`] would do, without doing it.
    ///
    /// # Errors
    /// The change is not in the book; the book cannot be written.
    pub fn preview_undo(&self, change: ChangeKey, meta: &Meta) -> Result<UndoReport> {
        self.transaction(|writing| Ok((undo(writing, change, meta)?.1, false)))
    }

    /// Undoes all changes of a batch, last ones first, in one transaction. With a batch in `meta`, undoing that batch is
    /// doing it again.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn undo_batch(&self, batch: Uuid, meta: &Meta) -> Result<Written<UndoReport>> {
        self.wide_transaction(|writing| {
            let changes = Reader { conn: writing.conn, orders: None }.batch(batch)?;
            let mut value = UndoReport::default();
            let mut last = None;
            for change in changes.iter().rev() {
                let (made, report) = undo(writing, change.key, meta)?;
                value.add(report);
                last = made.or(last);
            }
            let kinds = std::mem::take(&mut writing.kinds);
            Ok((Written { value, change: last, kinds }, last.is_some()))
        })
    }

    /// Runs `run` in a write transaction; commits when it says so and rolls back otherwise.
    pub(crate) fn transaction<T, E: From<Error>>(
        &self,
        run: impl FnOnce(&mut Writing<'_>) -> std::result::Result<(T, bool), E>,
    ) -> std::result::Result<T, E> {
        if self.access == Access::ReadOnly {
            return Err(Error::new(ErrorKind::ReadOnly, "writing the book").into());
        }
        let mut desk = self.desk();
        let Desk { conn, pen } = &mut *desk;
        let transaction =
            Transaction::new_unchecked(conn, TransactionBehavior::Immediate).doing("starting to write")?;
        let mut writing = Writing::new(conn, pen)?;
        let (value, keep) = run(&mut writing)?;
        if !keep {
            return Ok(value);
        }
        writing.close()?;
        let seq = writing.seq;
        match transaction.commit().doing("committing") {
            Ok(()) => pen.wrote(seq),
            Err(error) => {
                // Whether it is on the disk is not known; the identities used in it must never be used again.
                pen.forget();
                return Err(error.into());
            }
        }
        Ok(value)
    }

    /// Like [`Store::transaction`], with room in memory for the pages of many rows: they would be written out and read
    /// back again and again otherwise. The room is given back at the end.
    pub(crate) fn wide_transaction<T, E: From<Error>>(
        &self,
        run: impl FnOnce(&mut Writing<'_>) -> std::result::Result<(T, bool), E>,
    ) -> std::result::Result<T, E> {
        self.alone(file::make_room)?;
        let outcome = self.transaction(run);
        self.alone(file::give_room_back)?;
        outcome
    }

    /// Runs something on the writing connection outside a transaction.
    pub(crate) fn alone<T>(&self, run: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        run(&self.desk().conn)
    }
}

/// Many changes in one transaction.
pub struct Bulk<'t, 'c> {
    reader: Reader<'c>,
    writing: &'t mut Writing<'c>,
    change: Option<ChangeKey>,
    kinds: BTreeSet<Table>,
    /// Whether half a change is in the transaction.
    spoilt: bool,
}

impl<'c> Deref for Bulk<'_, 'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl<'c> Bulk<'_, 'c> {
    /// One change. An error leaves no trace of it and does not end the transaction.
    ///
    /// # Errors
    /// The book cannot be written; what `write` gives.
    pub fn change<T, E: From<Error>>(
        &mut self,
        meta: Meta,
        write: impl FnOnce(&mut Tx<'_, 'c>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Written<T>, E> {
        let conn = self.writing.conn;
        let savepoint = |sql: &'static str| -> Result<()> {
            conn.prepare_cached(sql)?.execute([]).doing("marking a place to return to")?;
            Ok(())
        };
        savepoint("SAVEPOINT one")?;
        let mark = self.writing.mark();
        let outcome = self.one(meta, write);
        if outcome.is_err() {
            savepoint("ROLLBACK TO one")?;
            self.writing.back_to(mark);
        }
        savepoint("RELEASE one")?;
        let written = outcome?;
        self.change = written.change.or(self.change);
        self.kinds.extend(written.kinds.iter().copied());
        Ok(written)
    }

    /// One change whose rules were asked before, as in an import: faster than [`Bulk::change`], but an error after
    /// something was put ends the whole transaction.
    ///
    /// # Errors
    /// The book cannot be written; what `write` gives.
    pub fn certain<T, E: From<Error>>(
        &mut self,
        meta: Meta,
        write: impl FnOnce(&mut Tx<'_, 'c>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Written<T>, E> {
        let written = self.one(meta, write);
        match written {
            Ok(written) => {
                self.change = written.change.or(self.change);
                self.kinds.extend(written.kinds.iter().copied());
                Ok(written)
            }
            Err(error) => {
                self.spoilt = true;
                Err(error)
            }
        }
    }

    fn one<T, E: From<Error>>(
        &mut self,
        meta: Meta,
        write: impl FnOnce(&mut Tx<'_, 'c>) -> std::result::Result<T, E>,
    ) -> std::result::Result<Written<T>, E> {
        let mut tx = Tx::new(self.writing, meta)?;
        let value = write(&mut tx)?;
        let change = tx.finish()?;
        self.writing.flush_index()?;
        let kinds = std::mem::take(&mut self.writing.kinds);
        Ok(Written { value, change, kinds })
    }
}
