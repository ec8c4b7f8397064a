//! Copies of a book that were checked before they count, and putting one back without deleting anything.
//!
//! Deliberately absent: where backups lie, how often they are made and which are kept.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::error::{Doing, Error, ErrorKind, Result};
use crate::file::{self, Access, SCHEMA_VERSION};
use crate::log::TableHash;
use crate::store::Store;

/// How often a copy is made anew because somebody wrote in between.
const TRIES: usize = 5;
/// A copy that is not finished.
const PART: &str = ".part";
/// A whole book that waits to take the place of the one moved aside.
const RESTORING: &str = ".restoring";
/// What may lie beside a book and belongs to it.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// What a copy holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// How many changes.
    pub changes: u64,
    /// The sum of their hashes.
    pub fingerprint: u128,
    /// How many rows are alive, over all tables.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
}

/// What two books are compared by.
#[derive(PartialEq, Eq)]
struct Seen {
    changes: u64,
    fingerprint: u128,
    tables: Vec<TableHash>,
}

impl Seen {
    fn of(store: &Store) -> Result<Self> {
        store.read(|reader| {
            Ok(Self {
                changes: reader.change_count()?,
                fingerprint: reader.fingerprint()?,
                tables: reader.state_hashes()?,
            })
        })
    }
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

fn sync(path: &Path, doing: &'static str) -> Result<()> {
    let file = OpenOptions::new().write(true).open(path).map_err(|error| Error::io(error, doing))?;
    file.sync_all().map_err(|error| Error::io(error, doing))
}

/// Makes names in a folder durable, where the system can.
fn sync_folder(path: &Path) {
    if cfg!(unix)
        && let Some(folder) = path.parent()
        && let Ok(folder) = File::open(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
    {
        // A file system that cannot do it keeps the names itself.
        let _ = folder.sync_all();
    }
}

fn rename(from: &Path, to: &Path, doing: &'static str) -> Result<()> {
    fs::rename(from, to).map_err(|error| Error::io(error, doing))
}

impl Store {
    /// Writes a copy of the book to `target`, which must not be there. It gets its name only after it was opened,
    /// found sound, and compared with the book: changes, rows and hashes of every table.
    ///
    /// # Errors
    /// There is a file; the folder cannot be written; the disk is full; the copy is not what the book is.
    pub fn verified_copy(&self, target: &Path) -> Result<Copied> {
        let doing = "making a backup";
        if target.try_exists().map_err(|error| Error::io(error, doing))? {
            return Err(Error::new(ErrorKind::Exists, doing));
        }
        let part = with(target, PART);
        let made = self.copy_checked(&part);
        match made {
            Ok(copied) => {
                rename(&part, target, doing)?;
                sync_folder(target);
                Ok(copied)
            }
            Err(error) => {
                // Our own unfinished file.
                let _ = fs::remove_file(&part);
                Err(error)
            }
        }
    }

    fn copy_checked(&self, part: &Path) -> Result<Copied> {
        for _ in 0..TRIES {
            if part.try_exists().map_err(|error| Error::io(error, "making a backup"))? {
                fs::remove_file(part).map_err(|error| Error::io(error, "making a backup"))?;
            }
            let before = Seen::of(self)?;
            self.copy_to(part)?;
            sync(part, "making a backup")?;
            let copy = Self::open(part, Access::ReadOnly)?;
            let seen = Seen::of(&copy)?;
            if seen.fingerprint != before.fingerprint {
                // Another program wrote between looking and copying.
                continue;
            }
            if seen != before || !is_whole(part)? {
                return Err(Error::new(ErrorKind::Damaged, "comparing a backup with the book"));
            }
            drop(copy);
            let bytes = fs::metadata(part).map_err(|error| Error::io(error, "making a backup"))?.len();
            let rows = seen.tables.iter().map(|table| table.rows).sum();
            return Ok(Copied { changes: seen.changes, fingerprint: seen.fingerprint, rows, bytes });
        }
        Err(Error::new(ErrorKind::Busy, "making a backup"))
    }
}

/// Writes a copy of an older book beside it, before it is brought to the present schema: `NAME.before-schema-2`, with a
/// number behind it where that name is taken. It gets its name only after it was opened, found sound, and holds the log
/// that the book holds.
///
/// # Errors
/// The folder cannot be written; the disk is full; the copy is not what the book is.
pub(crate) fn keep_before_migration(conn: &Connection, path: &Path, schema: i64) -> Result<()> {
    let doing = "keeping the book as it was before its migration";
    let first = with(path, &format!(".before-schema-{SCHEMA_VERSION}"));
    let mut target = first.clone();
    let mut number = 1;
    while target.try_exists().map_err(|error| Error::io(error, doing))? {
        number += 1;
        target = with(&first, &format!("-{number}"));
    }
    let part = with(&target, PART);
    let made = copy_older(conn, &part, schema);
    match made {
        Ok(()) => {
            rename(&part, &target, doing)?;
            sync_folder(&target);
            Ok(())
        }
        Err(error) => {
            // Our own unfinished file.
            let _ = fs::remove_file(&part);
            Err(error)
        }
    }
}

fn copy_older(conn: &Connection, part: &Path, schema: i64) -> Result<()> {
    let doing = "keeping the book as it was before its migration";
    if part.try_exists().map_err(|error| Error::io(error, doing))? {
        fs::remove_file(part).map_err(|error| Error::io(error, doing))?;
    }
    let Some(name) = part.to_str() else { return Err(Error::new(ErrorKind::Io, doing)) };
    let log = |conn: &Connection| -> Result<(i64, Vec<u8>)> {
        conn.query_row("SELECT changes, fingerprint FROM log WHERE id = 1", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .doing(doing)
    };
    for _ in 0..TRIES {
        let before = log(conn)?;
        conn.execute("VACUUM INTO ?1", [name]).doing(doing)?;
        sync(part, doing)?;
        let copy = Connection::open_with_flags(part, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).doing(doing)?;
        if file::schema_version(part)? != schema || !is_whole(part)? {
            return Err(Error::new(ErrorKind::Damaged, doing));
        }
        if log(&copy)? == before {
            return Ok(());
        }
        // Another program wrote between looking and copying.
        drop(copy);
        fs::remove_file(part).map_err(|error| Error::io(error, doing))?;
    }
    Err(Error::new(ErrorKind::Busy, doing))
}

/// Whether SQLite finds a file sound, index by index.
fn is_whole(path: &Path) -> Result<bool> {
    let conn =
        Connection::open_with_flags(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).doing("checking a backup")?;
    let mut statement = conn.prepare("PRAGMA integrity_check")?;
    let found = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(found.collect::<rusqlite::Result<Vec<_>>>().doing("checking a backup")? == ["ok"])
}

/// Checks a backup without changing it: the file, and for one of the present schema also its log and its tables.
///
/// # Errors
/// Not there, not a book, newer, or not sound.
pub fn verify_copy(path: &Path) -> Result<Copied> {
    let schema = file::schema_version(path)?;
    if schema > SCHEMA_VERSION {
        return Err(Error::new(ErrorKind::Newer { found: schema }, "checking a backup"));
    }
    let damaged = || Error::new(ErrorKind::Damaged, "checking a backup");
    if !is_whole(path)? {
        return Err(damaged());
    }
    let bytes = fs::metadata(path).map_err(|error| Error::io(error, "checking a backup"))?.len();
    if schema < SCHEMA_VERSION {
        // Its tables are compared with its log after it was brought to the present schema, by the next check.
        return Ok(Copied { changes: 0, fingerprint: 0, rows: 0, bytes });
    }
    let report = Store::open(path, Access::ReadOnly)?.check(false)?;
    if !report.is_sound() {
        return Err(damaged());
    }
    let rows = report.tables.iter().map(|table| table.rows).sum();
    Ok(Copied { changes: report.changes, fingerprint: report.fingerprint, rows, bytes })
}

/// Puts a backup in the place of the book. The present file is moved into the folder `aside`, which is made, with
/// everything that belongs to it; nothing is deleted. The backup itself stays. The book must be closed.
///
/// # Errors
/// The backup is not sound; the folder cannot be written; the disk is full. The book is then as it was.
pub fn restore(book: &Path, backup: &Path, aside: &Path) -> Result<Copied> {
    let doing = "restoring a backup";
    let copied = verify_copy(backup)?;
    let (part, ready) = (with(book, ".restoring.part"), with(book, RESTORING));
    let made = fs::copy(backup, &part).map_err(|error| Error::io(error, doing)).and_then(|_| sync(&part, doing));
    if let Err(error) = made {
        let _ = fs::remove_file(&part);
        return Err(error);
    }
    fs::create_dir_all(aside).map_err(|error| Error::io(error, doing))?;
    rename(&part, &ready, doing)?;
    sync_folder(book);
    if book.try_exists().map_err(|error| Error::io(error, doing))? {
        let name = book.file_name().ok_or(Error::new(ErrorKind::NotFound, doing))?;
        if let Err(error) = rename(book, &aside.join(name), doing) {
            let _ = fs::remove_file(&ready);
            return Err(error);
        }
    }
    finish_restore(book, aside)?;
    Ok(copied)
}

/// The last steps of a restore, also of one that was cut off after the book was moved aside.
fn finish_restore(book: &Path, aside: &Path) -> Result<()> {
    let doing = "finishing a restore";
    for end in BESIDE {
        // A log that stayed behind would be taken for the restored book's own.
        let left = with(book, end);
        if left.try_exists().map_err(|error| Error::io(error, doing))?
            && let Some(name) = left.file_name()
        {
            rename(&left, &aside.join(name), doing)?;
        }
    }
    rename(&with(book, RESTORING), book, doing)?;
    sync_folder(book);
    Ok(())
}

/// Whether a restore of this book was cut off.
#[must_use]
pub fn restore_pending(book: &Path) -> bool {
    with(book, RESTORING).exists()
}

/// Completes or forgets a restore that was cut off. `aside` is where the earlier book was moved. Gives whether there was
/// anything to complete.
///
/// # Errors
/// The folder cannot be written.
pub fn recover_restore(book: &Path, aside: &Path) -> Result<bool> {
    let doing = "finishing a restore";
    let ready = with(book, RESTORING);
    if !ready.try_exists().map_err(|error| Error::io(error, doing))? {
        return Ok(false);
    }
    if book.try_exists().map_err(|error| Error::io(error, doing))? {
        // It ended before the book was touched: our own copy goes, the backup is still there.
        fs::remove_file(&ready).map_err(|error| Error::io(error, doing))?;
        return Ok(false);
    }
    fs::create_dir_all(aside).map_err(|error| Error::io(error, doing))?;
    finish_restore(book, aside)?;
    Ok(true)
}
