//! The wire error: small, and a code exists only where the screen does something different for it.
//! One exhaustive match converts; nobody matches on text.

use corong_book::BookError;
use corong_domain::problem::Problem;
use corong_domain::sale::SaleRefusal;
use serde::Serialize;
use specta::Type;

/// What went wrong, as the screen needs to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "code", content = "detail", rename_all = "camelCase")]
pub enum AppError {
    /// Fields of a form have problems; all at once.
    Invalid(Invalid),
    /// The record is no longer in the book.
    NotFound,
    /// There is no open book: the first-run or the trouble page is due.
    NoBook,
    /// Another program is writing; nothing was lost.
    Busy,
    /// The disk is full; nothing was saved and nothing is lost.
    DiskFull,
    /// The folder or the book cannot be written to.
    ReadOnly,
    /// The book failed a check; nothing was deleted.
    Damaged,
    /// The book comes from a newer version.
    Newer(Newer),
    /// The file is not a book of Corong.
    NotABook,
    /// Another window has this book open.
    InUse,
    /// A file could not be opened.
    FileUnreadable(FileName),
    /// A file is larger than may be imported.
    FileTooLarge(FileLimit),
    /// A file is not of a kind that can be imported.
    FileForeign(FileName),
    /// A file could not be written.
    ExportDenied(FileName),
    /// A pasted text is larger than may be read.
    TextTooLong,
    /// A picture has more pixels than are read.
    PictureTooLarge,
    /// A picture is of no kind that is read, or damaged.
    PictureUnreadable,
    /// The models that read photos are not there.
    ModelsMissing,
    /// Somebody cancelled it.
    Cancelled,
    /// A link of a kind that is never opened.
    LinkRefused,
    /// A rule about offers, terms, orders or sale credit refused it.
    SaleRefused(Box<SaleRefusal>),
    /// The change cannot be undone any more.
    CannotUndo,
    /// Anything else; what was saved before is unchanged. The reference stands in the log file.
    Internal(Reference),
}

/// All problems of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Invalid {
    /// Every field with its rule.
    pub problems: Vec<Problem>,
}

/// The version that a book needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Newer {
    /// Its schema version.
    pub found: u32,
}

/// A file by its name, without its folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FileName {
    /// The name.
    pub file: String,
}

/// A file over a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct FileLimit {
    /// The name.
    pub file: String,
    /// The limit in MiB.
    pub limit: u32,
}

/// Where to look in the log file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Reference {
    /// Eight letters.
    pub reference: String,
}

impl From<BookError> for AppError {
    fn from(error: BookError) -> Self {
        match error {
            BookError::Invalid(problems) => Self::Invalid(Invalid { problems }),
            BookError::NotFound { .. } => Self::NotFound,
            BookError::Busy => Self::Busy,
            BookError::DiskFull => Self::DiskFull,
            BookError::ReadOnly => Self::ReadOnly,
            BookError::Damaged => Self::Damaged,
            BookError::Newer { found } => Self::Newer(Newer { found }),
            BookError::NotABook => Self::NotABook,
            BookError::InUse => Self::InUse,
            BookError::FileUnreadable { file } => Self::FileUnreadable(FileName { file }),
            BookError::FileTooLarge { file, limit } => Self::FileTooLarge(FileLimit { file, limit }),
            BookError::FileForeign { file }
            | BookError::SheetUnfit { file, .. }
            | BookError::FileShape { file, line: _ } => Self::FileForeign(FileName { file }),
            BookError::ExportDenied { file } => Self::ExportDenied(FileName { file }),
            BookError::TextTooLong => Self::TextTooLong,
            BookError::SaleRefused(refusal) => Self::SaleRefused(refusal),
            BookError::PictureTooLarge { .. } => Self::PictureTooLarge,
            BookError::PictureUnreadable => Self::PictureUnreadable,
            BookError::ModelsMissing => Self::ModelsMissing,
            BookError::Cancelled => Self::Cancelled,
            BookError::CannotUndo => Self::CannotUndo,
            BookError::Internal(source) => Self::internal(&source.to_string()),
        }
    }
}

impl AppError {
    /// Logs what happened under a reference that the screen shows.
    #[must_use]
    pub fn internal(what: &str) -> Self {
        let reference = uuid::Uuid::new_v4().simple().to_string().chars().take(8).collect::<String>();
        log::error!("{reference}: {what}");
        Self::Internal(Reference { reference })
    }
}
