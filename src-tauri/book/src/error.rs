//! What can go wrong with a book. A kind exists where somebody acts on it; everything else is internal.

use corong_domain::problem::Problem;
use corong_store::StoreError;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum BookError {
    /// Fields have problems; all at once.
    #[error("{} fields have problems", .0.len())]
    Invalid(Vec<Problem>),
    /// The record is not in the book.
    #[error("no such {what} in the book")]
    NotFound {
        /// Which kind of record.
        what: &'static str,
    },
    /// Another program is writing.
    #[error("another program is writing to the book")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The book or its folder cannot be written to.
    #[error("the book cannot be written to")]
    ReadOnly,
    /// The book failed a check.
    #[error("the book failed its check")]
    Damaged,
    /// The book comes from a newer version.
    #[error("the book has schema {found}, which this version does not know")]
    Newer {
        /// Its schema version.
        found: u32,
    },
    /// The file is not a book of Corong.
    #[error("the file is not a book of Corong")]
    NotABook,
    /// Another window has it open.
    #[error("another window has the book open")]
    InUse,
    /// A file could not be opened or read.
    #[error("the file could not be read")]
    FileUnreadable {
        /// Its name without the folder.
        file: String,
    },
    /// A file is over a limit.
    #[error("the file is larger than {limit} MiB")]
    FileTooLarge {
        /// Its name without the folder.
        file: String,
        /// The limit in MiB.
        limit: u32,
    },
    /// A file is not of a kind that can be imported.
    #[error("the file is not of a kind that can be imported")]
    FileForeign {
        /// Its name without the folder.
        file: String,
    },
    /// A file could not be written.
    #[error("the file could not be written")]
    ExportDenied {
        /// Its name without the folder.
        file: String,
    },
    /// A text is over the limit.
    #[error("the text is too long to read")]
    TextTooLong,
    /// Nothing to undo, or the change is not known.
    #[error("the change cannot be undone")]
    CannotUndo,
    /// Anything else.
    #[error("{0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}
