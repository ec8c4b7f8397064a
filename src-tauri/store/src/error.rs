//! What can go wrong with a book file, by kind. Kinds come from SQLite's result codes and from what was found in the
//! file, never from the text of a message. No message carries a contact's data.

use rusqlite::ErrorCode;

/// What went wrong, as far as somebody would act differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// There is no file at this place.
    NotFound,
    /// There is already a file at this place.
    Exists,
    /// The file is not a book.
    NotABook,
    /// The book was written by a newer Corong and may only be read.
    Newer {
        /// The schema version found in the file.
        found: i64,
    },
    /// The book must be migrated first, which needs write access.
    Older {
        /// The schema version found in the file.
        found: i64,
    },
    /// The file is damaged: truncated, overwritten or inconsistent.
    Damaged,
    /// Somebody else is writing, longer than we waited.
    Busy,
    /// Another window has this book open.
    AlreadyOpen,
    /// There is no room on the disk.
    DiskFull,
    /// The file or its folder may not be written.
    ReadOnly,
    /// The file could not be read or written.
    Io,
    /// The record, change or batch asked for is not in the book.
    Missing,
    /// A program error of Corong or an SQLite version it was not built for.
    Internal,
}

/// An error of the store: its kind, and what was being done.
#[derive(Debug, thiserror::Error)]
#[error("{doing}: {kind:?}")]
pub struct Error {
    /// What went wrong.
    pub kind: ErrorKind,
    /// What was being done.
    pub doing: &'static str,
    /// The cause below, if any.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// A result of the store.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An error without a cause below.
    #[must_use]
    pub fn new(kind: ErrorKind, doing: &'static str) -> Self {
        Self { kind, doing, source: None }
    }

    /// An error of the file system.
    #[must_use]
    pub fn io(error: std::io::Error, doing: &'static str) -> Self {
        use std::io::ErrorKind as Os;
        let kind = match error.kind() {
            Os::NotFound => ErrorKind::NotFound,
            Os::AlreadyExists => ErrorKind::Exists,
            Os::PermissionDenied | Os::ReadOnlyFilesystem => ErrorKind::ReadOnly,
            Os::StorageFull | Os::QuotaExceeded | Os::FileTooLarge => ErrorKind::DiskFull,
            _ => ErrorKind::Io,
        };
        Self { kind, doing, source: Some(Box::new(error)) }
    }
}

/// The kind of an SQLite error, from its result code.
pub(crate) fn kind_of(error: &rusqlite::Error) -> ErrorKind {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
            ErrorCode::NotADatabase => ErrorKind::NotABook,
            ErrorCode::DatabaseCorrupt => ErrorKind::Damaged,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
                ErrorKind::Busy
            }
            ErrorCode::DiskFull => ErrorKind::DiskFull,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => ErrorKind::ReadOnly,
            ErrorCode::CannotOpen | ErrorCode::SystemIoFailure => ErrorKind::Io,
            _ => ErrorKind::Internal,
        },
        // A value of another type than the column's: STRICT tables rule it out, so the file was tampered with.
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::InvalidColumnType(..) => ErrorKind::Damaged,
        _ => ErrorKind::Internal,
    }
}

/// Says what was being done when SQLite failed.
pub(crate) trait Doing<T> {
    /// Turns the error into one of the store.
    fn doing(self, doing: &'static str) -> Result<T>;
}

impl<T> Doing<T> for std::result::Result<T, rusqlite::Error> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|error| Error { kind: kind_of(&error), doing, source: Some(Box::new(error)) })
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self { kind: kind_of(&error), doing: "using the book", source: Some(Box::new(error)) }
    }
}
