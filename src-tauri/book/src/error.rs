//! What can go wrong with a book. A kind exists where somebody acts on it; everything else is internal.

use std::path::Path;

use corong_domain::problem::Problem;
use corong_domain::sale::SaleRefusal;
use corong_exchange::outcomes::MapError;
use corong_store::ErrorKind;

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
    /// A file is not written the way it should be.
    #[error("the file is not written the way it should be")]
    FileShape {
        /// Its name without the folder.
        file: String,
        /// The first line that is not, where it is known.
        line: Option<u32>,
    },
    /// A sheet, or the map of its columns, cannot be used.
    #[error("the sheet or its map cannot be used")]
    SheetUnfit {
        /// Its name without the folder.
        file: String,
        /// Why.
        problem: SheetProblem,
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
    /// A rule about offers, terms, orders or sale credit refused it.
    #[error("a rule about the sale refused it")]
    SaleRefused(Box<SaleRefusal>),
    /// A picture has more pixels than are read.
    #[error("the picture has {width} x {height} pixels, which is too many")]
    PictureTooLarge {
        /// Its width by its header.
        width: u32,
        /// Its height by its header.
        height: u32,
    },
    /// A picture is of no kind that is read, or damaged.
    #[error("the picture cannot be read")]
    PictureUnreadable,
    /// The models that read photos are not there.
    #[error("the models that read photos are not there")]
    ModelsMissing,
    /// Somebody cancelled it.
    #[error("cancelled")]
    Cancelled,
    /// Nothing to undo, or the change is not known.
    #[error("the change cannot be undone")]
    CannotUndo,
    /// Anything else.
    #[error("{0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

/// Why a sheet, or the map of its columns, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetProblem {
    /// It is no table: empty, not text, or with too many columns.
    NoTable,
    /// The header belongs to no kind of sheet that is known.
    UnknownHeader,
    /// The map cannot be read; what the reader says about it.
    MapUnreadable(String),
    /// The sheet has no such column.
    NoColumn(String),
    /// The map says nothing about this column.
    NotListed(String),
    /// The map says two things about this column.
    ListedTwice(String),
    /// This column does not hold dates of one form.
    NotDates(String),
}

impl From<MapError> for SheetProblem {
    fn from(error: MapError) -> Self {
        match error {
            MapError::NoColumn { column } => Self::NoColumn(column),
            MapError::NotListed { column } => Self::NotListed(column),
            MapError::ListedTwice { column } => Self::ListedTwice(column),
            MapError::NotDates { column } => Self::NotDates(column),
            other => Self::MapUnreadable(other.to_string()),
        }
    }
}

impl From<corong_store::Error> for BookError {
    fn from(error: corong_store::Error) -> Self {
        match error.kind {
            ErrorKind::NotFound => Self::NotFound { what: "book" },
            ErrorKind::Missing => Self::NotFound { what: "record" },
            ErrorKind::NotABook => Self::NotABook,
            ErrorKind::Newer { found } => Self::Newer { found: u32::try_from(found).unwrap_or(u32::MAX) },
            ErrorKind::Damaged => Self::Damaged,
            ErrorKind::Busy => Self::Busy,
            ErrorKind::AlreadyOpen => Self::InUse,
            ErrorKind::DiskFull => Self::DiskFull,
            ErrorKind::ReadOnly | ErrorKind::Exists => Self::ReadOnly,
            ErrorKind::Older { .. } | ErrorKind::Io | ErrorKind::Internal => Self::Internal(Box::new(error)),
        }
    }
}

impl BookError {
    /// A sheet that cannot be used.
    pub(crate) fn sheet(file: &Path, problem: SheetProblem) -> Self {
        Self::SheetUnfit { file: crate::export::file_name(file), problem }
    }

    /// An error of the file system.
    pub(crate) fn from_io(error: std::io::Error, doing: &'static str) -> Self {
        corong_store::Error::io(error, doing).into()
    }

    /// A refusal of the rules about the sale.
    pub(crate) fn sale(refusal: SaleRefusal) -> Self {
        Self::SaleRefused(Box::new(refusal))
    }

    /// An error that nobody acts on, with what was being done.
    pub(crate) fn internal(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(error))
    }
}
