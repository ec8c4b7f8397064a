//! Backups: made and checked, listed, thinned, verified, put back.
//!
//! Deliberately absent: when the window makes them (the shell asks every minute), and words for the screen.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use corong_domain::backup::kept;
use corong_store::{Access, verify_copy};

use crate::error::BookError;
use crate::views::{Backup, BackupFolder, Backups};
use crate::write::Book;

/// After how many minutes with changes a new one is due.
const EVERY: i64 = 30;
/// The local value with the folder that the user chose.
const FOLDER: &str = "backup.folder";
/// The local value with the fingerprint of the log in the newest backup.
const LAST: &str = "backup.last";
/// The end of a backup's name.
const END: &str = ".corong";
/// How the instant stands in a backup's name, UTC.
const STAMP: &str = "%Y%m%d-%H%M%S";

impl Book {
    /// The folder of the backups: the one chosen, else `NAME.backups` beside the book. `None` for a book in memory.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn backup_folder(&self) -> Result<Option<PathBuf>, BookError> {
        let chosen = self.store.read(|reader| reader.local(FOLDER))?;
        Ok(match (chosen, self.store.path()) {
            (Some(folder), _) => Some(PathBuf::from(folder)),
            (None, Some(file)) => Some(usual_folder(file)),
            (None, None) => None,
        })
    }

    /// Chooses the folder of the backups, on a stick for instance; the usual one when `None`. It is made when missing.
    ///
    /// # Errors
    /// The folder cannot be made or written to; the book cannot be written.
    pub fn backup_choose(&self, request: &BackupFolder) -> Result<Backups, BookError> {
        if let Some(folder) = &request.folder {
            let folder = Path::new(folder);
            fs::create_dir_all(folder).map_err(|error| denied(folder, &error))?;
            let probe = folder.join(format!(".corong-{}", self.ids.next(self.clock.now()).simple()));
            fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)).map_err(|error| denied(folder, &error))?;
        }
        self.store.save_local(FOLDER, request.folder.as_deref())?;
        self.backup_list()
    }

    /// The backups, newest first. A folder that is not there, such as a stick that is not plugged in, holds none.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn backup_list(&self) -> Result<Backups, BookError> {
        let folder = self.backup_folder()?;
        let found = match (&folder, self.store.path()) {
            (Some(folder), Some(file)) => backups_in(folder, file),
            _ => Vec::new(),
        };
        let chosen = self.store.read(|reader| reader.local(FOLDER))?.is_some();
        Ok(Backups {
            there: folder.as_ref().is_some_and(|folder| folder.is_dir()),
            folder: folder.map(|folder| folder.display().to_string()).unwrap_or_default(),
            chosen,
            changed: self.changed_since_backup()?,
            backups: found,
        })
    }

    /// Makes a backup now and thins the older ones.
    ///
    /// # Errors
    /// The book is in memory; the folder cannot be written; the disk is full; the copy is not what the book is.
    pub fn backup_now(&self) -> Result<Backup, BookError> {
        let (Some(folder), Some(file)) = (self.backup_folder()?, self.store.path()) else {
            return Err(BookError::NotFound { what: "file of the book" });
        };
        fs::create_dir_all(&folder).map_err(|error| denied(&folder, &error))?;
        let at = self.clock.now();
        let target = free_name(&folder, file, at);
        let copied = self.store.verified_copy(&target).map_err(|error| match error.kind {
            corong_store::ErrorKind::ReadOnly | corong_store::ErrorKind::Io | corong_store::ErrorKind::NotFound => {
                BookError::ExportDenied { file: name_of(&folder) }
            }
            _ => error.into(),
        })?;
        if self.store.access() == Access::ReadWrite {
            self.store.save_local(LAST, Some(&format!("{:032x}", copied.fingerprint)))?;
        }
        thin(&folder, file, at);
        Ok(Backup { file: name_of(&target), at, bytes: copied.bytes, changes: Some(copied.changes) })
    }

    /// Makes a backup when one is due: something changed, and the newest is older than half an hour.
    ///
    /// # Errors
    /// As [`Book::backup_now`].
    pub fn backup_if_due(&self) -> Result<Option<Backup>, BookError> {
        let list = self.backup_list()?;
        let now = self.clock.now();
        let recent = list.backups.first().is_some_and(|newest| now - newest.at < TimeDelta::minutes(EVERY));
        if recent || !list.changed { Ok(None) } else { self.backup_now().map(Some) }
    }

    /// Makes a backup before something large, such as an import, unless nothing changed since the newest.
    ///
    /// # Errors
    /// As [`Book::backup_now`].
    pub fn backup_before(&self) -> Result<Option<Backup>, BookError> {
        if self.store.path().is_none() || !self.changed_since_backup()? {
            return Ok(None);
        }
        self.backup_now().map(Some)
    }

    fn changed_since_backup(&self) -> Result<bool, BookError> {
        self.store.read(|reader| {
            let last = reader.local(LAST)?;
            let present = format!("{:032x}", reader.fingerprint()?);
            Ok(reader.change_count()? > 0 && last.as_deref() != Some(present.as_str()))
        })
    }
}

/// The usual folder of the backups of a book.
#[must_use]
pub fn usual_folder(book: &Path) -> PathBuf {
    let mut name = stem(book);
    name.push_str(".backups");
    book.with_file_name(name)
}

/// The backups of a book that cannot be opened, in the usual folder, newest first.
#[must_use]
pub fn backups_of(book: &Path) -> Vec<Backup> {
    backups_in(&usual_folder(book), book)
}

/// Checks a backup: the file, its log, and its tables against the log. Nothing is changed.
///
/// # Errors
/// Not there, not a book, newer than this program, or not sound.
pub fn backup_verify(file: &Path) -> Result<Backup, BookError> {
    let copied = verify_copy(file)?;
    let at = stamp_of(file).unwrap_or_default();
    Ok(Backup { file: name_of(file), at, bytes: copied.bytes, changes: Some(copied.changes) })
}

/// Puts a backup in the place of the book, which must be closed. The present file is moved into a folder beside it,
/// whose name is given; nothing is deleted.
///
/// # Errors
/// A window has the book open; the backup is not sound; the folder cannot be written; the disk is full. The book is
/// then as it was.
pub fn backup_restore(book: &Path, backup: &Path, now: DateTime<Utc>) -> Result<PathBuf, BookError> {
    let _lock = corong_store::WindowLock::take(book)?;
    let aside = free_aside(book, now);
    corong_store::restore(book, backup, &aside)?;
    Ok(aside)
}

/// Completes a restore that was cut off half-way; does nothing otherwise.
///
/// # Errors
/// The folder cannot be written.
pub(crate) fn recover(book: &Path) -> Result<(), BookError> {
    if !corong_store::restore_pending(book) {
        return Ok(());
    }
    let begun = newest_aside(book).unwrap_or_else(|| free_aside(book, DateTime::default()));
    corong_store::recover_restore(book, &begun)?;
    Ok(())
}

fn aside_name(book: &Path) -> String {
    format!("{}.before-restore-", name_of(book))
}

fn free_aside(book: &Path, now: DateTime<Utc>) -> PathBuf {
    let base = format!("{}{}", aside_name(book), now.format(STAMP));
    let first = book.with_file_name(&base);
    let numbered = (2..).map(|number| book.with_file_name(format!("{base}-{number}")));
    std::iter::once(first).chain(numbered).find(|folder| !folder.exists()).unwrap_or_default()
}

fn newest_aside(book: &Path) -> Option<PathBuf> {
    let prefix = aside_name(book);
    let folder = book.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).ok()?.filter_map(Result::ok);
    entries.map(|entry| entry.path()).filter(|path| name_of(path).starts_with(&prefix)).max()
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn stem(book: &Path) -> String {
    book.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn denied(folder: &Path, error: &std::io::Error) -> BookError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => BookError::DiskFull,
        _ => BookError::ExportDenied { file: name_of(folder) },
    }
}

fn free_name(folder: &Path, book: &Path, at: DateTime<Utc>) -> PathBuf {
    let base = format!("{}-{}", stem(book), at.format(STAMP));
    let numbered = (2..).map(|number| folder.join(format!("{base}-{number}{END}")));
    let first = folder.join(format!("{base}{END}"));
    std::iter::once(first).chain(numbered).find(|file| !file.exists()).unwrap_or_default()
}

/// When a backup was made, by its name.
fn stamp_of(file: &Path) -> Option<DateTime<Utc>> {
    let stem = stem(file);
    // `book-20261124-191500` or, for a second one in the same second, `book-20261124-191500-2`.
    let parts: Vec<&str> = stem.rsplitn(4, '-').collect();
    let pairs = match parts.as_slice() {
        [time, day, ..] if time.len() == 6 => Some(format!("{day}-{time}")),
        [_, time, day, ..] => Some(format!("{day}-{time}")),
        _ => None,
    }?;
    NaiveDateTime::parse_from_str(&pairs, STAMP).ok().map(|at| at.and_utc())
}

fn backups_in(folder: &Path, book: &Path) -> Vec<Backup> {
    let prefix = format!("{}-", stem(book));
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<Backup> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let file = name_of(&entry.path());
            let ours = file.starts_with(&prefix) && file.ends_with(END);
            let at = ours.then(|| stamp_of(&entry.path())).flatten()?;
            let bytes = entry.metadata().ok().filter(fs::Metadata::is_file)?.len();
            Some(Backup { file, at, bytes, changes: None })
        })
        .collect();
    // The second of one second has `-2` at its end, the tenth `-10`: the longer name is the newer.
    found.sort_by(|a, b| (b.at, b.file.len(), &b.file).cmp(&(a.at, a.file.len(), &a.file)));
    found
}

/// Takes away the backups that the rule no longer keeps. One that cannot be taken away stays.
fn thin(folder: &Path, book: &Path, now: DateTime<Utc>) {
    let found = backups_in(folder, book);
    let taken: Vec<DateTime<Utc>> = found.iter().map(|backup| backup.at).collect();
    for (backup, keep) in found.iter().zip(kept(&taken, now)) {
        if !keep {
            let _ = fs::remove_file(folder.join(&backup.file));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_when() {
        let at = |name: &str| stamp_of(Path::new(name)).map(|at| at.to_rfc3339());
        assert_eq!(at("book-20261124-191500.corong").as_deref(), Some("2026-11-24T19:15:00+00:00"));
        assert_eq!(at("my-book-20261124-191500-2.corong").as_deref(), Some("2026-11-24T19:15:00+00:00"));
        assert_eq!(at("book.corong"), None);
        assert_eq!(at("book-20261399-191500.corong"), None);
    }
}
