//! The book file: making one, opening one, its settings and its migrations.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use url::Url;

use crate::backup::keep_before_migration;
use crate::error::{Doing, Error, ErrorKind, Result};

/// `Coro`: marks an SQLite file as a book.
pub const APPLICATION_ID: i64 = 0x436f_726f;

/// The steps that bring a book to the present schema; step `n` leads to version `n + 1`.
const MIGRATIONS: &[&str] =
    &[include_str!("../migrations/0001_book.sql"), include_str!("../migrations/0002_selling.sql")];

/// The schema version that this program writes.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Contentless search tables that forget rows came with 3.43; everything below was measured on 3.46 and later.
const OLDEST_SQLITE: i32 = 3_046_000;

/// What a book is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read and write; older books are migrated.
    ReadWrite,
    /// Only to read; newer books are allowed.
    ReadOnly,
}

fn connect(path: &Path, flags: OpenFlags, doing: &'static str) -> Result<Connection> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::new(ErrorKind::Internal, "checking the SQLite version"));
    }
    Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).doing(doing)
}

/// Settings of every connection.
fn settle(conn: &Connection) -> Result<()> {
    conn.set_prepared_statement_cache_capacity(512);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).doing("protecting the book")?;
    // One plan per statement: without it, partial indexes make SQLite plan again for every value bound.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).doing("setting up the book")?;
    conn.execute_batch(
        "PRAGMA busy_timeout = 5000; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
         PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;",
    )
    .doing("setting up the book")?;
    if cfg!(target_os = "macos") {
        conn.execute_batch("PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;").doing("setting up the book")?;
    }
    Ok(())
}

/// Lets a connection keep 128 MiB of pages in memory, and look up no reference that it is about to write: those of the
/// log are local keys that were read or made in the same transaction, and a check looks at all of them.
pub(crate) fn make_room(conn: &Connection) -> Result<()> {
    conn.execute_batch("PRAGMA cache_size = -131072; PRAGMA foreign_keys = OFF").doing("making room for a long write")
}

/// Back to the ordinary 16 MiB.
pub(crate) fn give_room_back(conn: &Connection) -> Result<()> {
    conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384; PRAGMA shrink_memory")
        .doing("giving room back")
}

/// Makes a book where there is no file.
pub(crate) fn create(path: &Path) -> Result<Connection> {
    // Claims the name first, so that no file that is there can be touched.
    OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| Error::io(error, "making a book"))?;
    let made = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, "making a book").and_then(prepare);
    if made.is_err() {
        // Our own empty file; nothing of the user's is in it.
        let _ = std::fs::remove_file(path);
    }
    made
}

/// Makes a book in memory.
pub(crate) fn in_memory() -> Result<Connection> {
    prepare(Connection::open_in_memory().doing("making a book in memory")?)
}

/// A connection in memory with the settings of a book and nothing in it: for a copy.
pub(crate) fn empty_in_memory() -> Result<Connection> {
    let conn = Connection::open_in_memory().doing("making a book in memory")?;
    settle(&conn)?;
    Ok(conn)
}

/// Makes a book in a private file that goes away with the connection.
pub(crate) fn temporary() -> Result<Connection> {
    prepare(Connection::open("").doing("making a temporary book")?)
}

fn prepare(mut conn: Connection) -> Result<Connection> {
    settle(&conn)?;
    // EXTRA while the file comes into being, so that the switch to WAL survives a power cut; FULL from then on.
    conn.execute_batch("PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
        .doing("making a book")?;
    migrate(&mut conn, 0)?;
    Ok(conn)
}

/// Opens a book.
pub(crate) fn open(path: &Path, access: Access) -> Result<Connection> {
    if !path.try_exists().map_err(|error| Error::io(error, "looking for the book"))? {
        return Err(Error::new(ErrorKind::NotFound, "looking for the book"));
    }
    let flags = match access {
        Access::ReadWrite => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Access::ReadOnly => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let mut conn = connect(path, flags, "opening the book")?;
    let found = match (settle(&conn).and_then(|()| recognise(&conn)), access) {
        (Err(error), Access::ReadOnly) if unwritable(&error) && !has_log(path) => {
            // SQLite wants to make its shared memory beside the book, and may not: a read-only folder or medium.
            conn = connect_immutable(path)?;
            settle(&conn)?;
            recognise(&conn)?
        }
        (found, _) => found?,
    };
    match access {
        Access::ReadWrite => {
            if found > SCHEMA_VERSION {
                return Err(Error::new(ErrorKind::Newer { found }, "opening the book"));
            }
            ensure_wal(&conn)?;
            conn.execute_batch("PRAGMA synchronous = FULL;").doing("opening the book")?;
            if conn.is_readonly("main").doing("opening the book")? {
                return Err(Error::new(ErrorKind::ReadOnly, "opening the book"));
            }
            if found < SCHEMA_VERSION {
                keep_before_migration(&conn, path, found)?;
                migrate(&mut conn, found)?;
            }
        }
        Access::ReadOnly => {
            // The rows of a page of the list lie all over the book: what was shown a moment ago is still at hand.
            conn.execute_batch("PRAGMA cache_size = -32768").doing("opening the book")?;
            if found < SCHEMA_VERSION {
                return Err(Error::new(ErrorKind::Older { found }, "opening the book"));
            }
        }
    }
    Ok(conn)
}

/// A copy of a book, restored, has lost the mode in which readers and the writer do not wait for each other.
fn ensure_wal(conn: &Connection) -> Result<()> {
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)).doing("opening the book")?;
    if mode != "wal" {
        conn.execute_batch("PRAGMA synchronous = EXTRA; PRAGMA journal_mode = WAL;").doing("opening the book")?;
    }
    Ok(())
}

fn unwritable(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::ReadOnly | ErrorKind::Io)
}

/// Whether another connection may have changes beside the book that are not in it yet.
fn has_log(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name).exists()
}

/// Opens a book that nobody can be writing, without SQLite's shared memory.
fn connect_immutable(path: &Path) -> Result<Connection> {
    let doing = "opening the book to look at it";
    let whole = std::path::absolute(path).map_err(|error| Error::io(error, doing))?;
    let mut uri = Url::from_file_path(whole).map_err(|()| Error::new(ErrorKind::NotFound, doing))?;
    uri.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(uri.as_str(), flags).doing(doing)
}

/// The schema version of a book, without changing it.
///
/// # Errors
/// Not there, not a book, damaged.
pub fn schema_version(path: &Path) -> Result<i64> {
    if !path.try_exists().map_err(|error| Error::io(error, "looking for the book"))? {
        return Err(Error::new(ErrorKind::NotFound, "looking for the book"));
    }
    recognise(&connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, "opening the book")?)
}

/// Checks that it is a book; gives its schema version.
fn recognise(conn: &Connection) -> Result<i64> {
    let number = |pragma: &str| conn.query_row(pragma, [], |row| row.get::<_, i64>(0)).doing("recognising the book");
    if number("PRAGMA application_id")? != APPLICATION_ID {
        return Err(Error::new(ErrorKind::NotABook, "recognising the book"));
    }
    let version = number("PRAGMA user_version")?;
    // Reads the schema, so that a truncated file shows now and not at the first click.
    number("SELECT count(*) FROM sqlite_schema")?;
    Ok(version)
}

/// Brings a book from schema `from` to the present one, in one transaction.
fn migrate(conn: &mut Connection, from: i64) -> Result<()> {
    let doing = "migrating the book";
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).doing(doing)?;
    for step in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(0)) {
        tx.execute_batch(step).doing(doing)?;
    }
    tx.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"))
        .doing(doing)?;
    tx.commit().doing(doing)
}

/// Held while a window has a book open, so that a second window says so instead of opening it too. The command line
/// does not take it: SQLite itself keeps a window and the command line apart.
#[derive(Debug)]
pub struct WindowLock {
    // Dropping the file gives the lock back, also when the process dies.
    _file: File,
}

impl WindowLock {
    /// Takes the lock of the book at `path`: a file beside it with `.lock` at its end, which stays empty.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyOpen`] when another window holds it; an error of the file system.
    pub fn take(path: &Path) -> Result<Self> {
        let mut name = PathBuf::from(path).into_os_string();
        name.push(".lock");
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(name)
            .map_err(|error| Error::io(error, "locking the book"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(std::fs::TryLockError::WouldBlock) => Err(Error::new(ErrorKind::AlreadyOpen, "locking the book")),
            Err(std::fs::TryLockError::Error(error)) => Err(Error::io(error, "locking the book")),
        }
    }
}
