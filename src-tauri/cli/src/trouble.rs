//! What can go wrong, as far as it has a sentence of its own; with its exit code and a stable word for scripts.
//!
//! Deliberately absent: the sentences, which stand in the dictionaries.

use std::path::Path;

use corong_book::views::LeavingStage;
use corong_book::{BookError, SheetProblem};
use corong_domain::funnel::decide::Refusal;
use corong_domain::ids::StageKey;
use corong_domain::problem::{Problem, Rule};
use corong_domain::sale::SaleRefusal;
use serde_json::{Value, json};

/// A kind of thing that a person names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A contact.
    Contact,
    /// An opportunity.
    Opportunity,
    /// An activity.
    Activity,
    /// An event.
    Event,
    /// A change of the history.
    Change,
    /// A stage of a funnel.
    Stage,
    /// A funnel.
    Funnel,
    /// A product of the price list.
    Product,
    /// An offer.
    Offer,
    /// An order.
    Order,
    /// A salesperson.
    Salesperson,
    /// A backup.
    Backup,
    /// A gate of a funnel.
    Gate,
}

impl Thing {
    /// The stable word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Opportunity => "opportunity",
            Self::Activity => "activity",
            Self::Event => "event",
            Self::Change => "change",
            Self::Stage => "stage",
            Self::Funnel => "funnel",
            Self::Product => "product",
            Self::Offer => "offer",
            Self::Order => "order",
            Self::Salesperson => "salesperson",
            Self::Backup => "backup",
            Self::Gate => "gate",
        }
    }
}

/// What went wrong.
#[derive(Debug)]
pub enum Trouble {
    /// The reader of our output went away; nothing more to say.
    Pipe,
    /// The output could not be written.
    Output(std::io::Error),
    /// The command line was not understood; what the parser says about it.
    Usage(String),
    /// A part of the command line has another form.
    Form {
        /// What was typed.
        given: String,
        /// What is wanted.
        wanted: &'static str,
    },
    /// These two do not go together.
    Together {
        /// What is asked for.
        what: &'static str,
        /// In which format.
        format: &'static str,
    },
    /// A text names nothing.
    Unknown {
        /// What kind of thing.
        thing: Thing,
        /// The text.
        text: String,
        /// What there is, where it is a short list.
        known: Vec<String>,
    },
    /// A text names several things.
    Ambiguous {
        /// What kind of thing.
        thing: Thing,
        /// The text.
        text: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// Fields have problems.
    Invalid(Vec<Problem>),
    /// A rule refused it.
    Refused(Box<Refusal>),
    /// A rule about offers, terms, orders or sale credit refused it.
    SaleRefused(Box<SaleRefusal>),
    /// A fact was taken back: it must be said what becomes of the opportunity.
    Asks(StageKey),
    /// Stages go away while opportunities stand at them, and it was not said where these go.
    Homeless(Vec<LeavingStage>),
    /// Nothing to undo.
    CannotUndo,
    /// There is no book.
    BookMissing(String),
    /// There is a file already.
    BookExists(String),
    /// The folder of the book cannot be made.
    FolderDenied(String),
    /// The book cannot be opened.
    BookUnreadable(String),
    /// The file is not a book.
    NotABook(String),
    /// The book is newer.
    Newer(u32),
    /// The book is damaged.
    Damaged,
    /// Another program is writing.
    Busy,
    /// Another window has it.
    InUse,
    /// The disk is full.
    DiskFull,
    /// The book cannot be written.
    ReadOnly,
    /// There is no such file.
    FileMissing(String),
    /// A file cannot be read.
    FileUnreadable(String),
    /// A file is a folder.
    FileIsFolder(String),
    /// A file is empty.
    FileEmpty(String),
    /// A file is not text.
    FileBinary(String),
    /// A file holds no card.
    FileNoCards(String),
    /// A file names no people.
    FileNoPeople(String),
    /// A file names no pairs of a list.
    FileNoPairs(String),
    /// A sheet, or the map of its columns, cannot be used.
    SheetUnfit {
        /// Its name.
        file: String,
        /// Why.
        problem: SheetProblem,
    },
    /// A file is over the limit.
    FileTooLarge {
        /// Its name.
        file: String,
        /// The limit in MiB.
        limit: u32,
    },
    /// A file is not written the way it should be.
    FileShape {
        /// Its name.
        file: String,
        /// The first line that is not, where it is known.
        line: Option<u32>,
    },
    /// A text is over the limit.
    TextTooLong,
    /// A picture has too many pixels.
    PictureTooLarge {
        /// The file's name.
        file: String,
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// A picture is of no kind that is read, or damaged.
    PictureUnreadable(String),
    /// The models that read photos are not there.
    ModelsMissing,
    /// What a set of cards should be read as cannot be understood.
    TruthUnreadable(String),
    /// A file cannot be written.
    ExportDenied(String),
    /// A record went away meanwhile.
    Gone(&'static str),
    /// Anything else.
    Internal(String),
}

impl Trouble {
    /// The exit code.
    pub fn exit(&self) -> u8 {
        match self {
            Self::Pipe => 0,
            Self::Refused(_) | Self::SaleRefused(_) | Self::Asks(_) | Self::Homeless(_) | Self::CannotUndo => 1,
            Self::Invalid(problems) => {
                if problems.iter().all(|problem| is_refusal(problem.rule)) {
                    1
                } else {
                    2
                }
            }
            Self::Usage(_)
            | Self::Form { .. }
            | Self::Together { .. }
            | Self::Unknown { .. }
            | Self::Ambiguous { .. }
            | Self::Gone(_) => 2,
            Self::FileMissing(_)
            | Self::FileUnreadable(_)
            | Self::FileIsFolder(_)
            | Self::FileEmpty(_)
            | Self::FileBinary(_)
            | Self::FileNoCards(_)
            | Self::FileNoPeople(_)
            | Self::FileNoPairs(_)
            | Self::SheetUnfit { .. }
            | Self::FileTooLarge { .. }
            | Self::FileShape { .. }
            | Self::TextTooLong
            | Self::PictureTooLarge { .. }
            | Self::PictureUnreadable(_)
            | Self::ModelsMissing
            | Self::TruthUnreadable(_)
            | Self::ExportDenied(_) => 3,
            Self::BookMissing(_)
            | Self::BookExists(_)
            | Self::FolderDenied(_)
            | Self::BookUnreadable(_)
            | Self::NotABook(_)
            | Self::Newer(_)
            | Self::Damaged
            | Self::Busy
            | Self::InUse
            | Self::DiskFull
            | Self::ReadOnly => 4,
            Self::Output(_) | Self::Internal(_) => 5,
        }
    }

    /// The stable word for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Pipe => "pipe",
            Self::Output(_) => "output",
            Self::Usage(_) | Self::Form { .. } | Self::Together { .. } => "usage",
            Self::Unknown { .. } => "not_found",
            Self::Ambiguous { .. } => "ambiguous",
            Self::Invalid(_) => "invalid",
            Self::Refused(_) | Self::SaleRefused(_) => "refused",
            Self::Asks(_) => "asks",
            Self::Homeless(_) => "homeless",
            Self::CannotUndo => "cannot_undo",
            Self::BookMissing(_) => "book_missing",
            Self::BookExists(_) => "book_exists",
            Self::FolderDenied(_) => "folder_denied",
            Self::BookUnreadable(_) => "book_unreadable",
            Self::NotABook(_) => "not_a_book",
            Self::Newer(_) => "book_newer",
            Self::Damaged => "book_damaged",
            Self::Busy => "book_busy",
            Self::InUse => "book_in_use",
            Self::DiskFull => "disk_full",
            Self::ReadOnly => "read_only",
            Self::FileMissing(_) => "file_missing",
            Self::FileUnreadable(_) => "file_unreadable",
            Self::FileIsFolder(_) => "file_is_folder",
            Self::FileEmpty(_) => "file_empty",
            Self::FileBinary(_) => "file_binary",
            Self::FileNoCards(_) => "file_no_cards",
            Self::FileNoPeople(_) => "file_no_people",
            Self::FileNoPairs(_) => "file_no_pairs",
            Self::SheetUnfit { .. } => "sheet_unfit",
            Self::FileTooLarge { .. } => "file_too_large",
            Self::FileShape { .. } => "file_shape",
            Self::TextTooLong => "text_too_long",
            Self::PictureTooLarge { .. } => "picture_too_large",
            Self::PictureUnreadable(_) => "picture_unreadable",
            Self::ModelsMissing => "models_missing",
            Self::TruthUnreadable(_) => "truth_unreadable",
            Self::ExportDenied(_) => "export_denied",
            Self::Gone(_) => "gone",
            Self::Internal(_) => "internal",
        }
    }

    /// What else is known, for scripts; a refusal names everything that is missing.
    pub fn detail(&self, words: &dyn crate::words::Words) -> Value {
        match self {
            Self::Usage(text) => json!({ "text": text }),
            Self::Form { given, wanted } => json!({ "given": given, "wanted": wanted }),
            Self::Together { what, format } => json!({ "what": what, "as": format }),
            Self::Unknown { thing, text, known } => json!({ "what": thing.key(), "text": text, "known": known }),
            Self::Ambiguous { thing, text, ids } => json!({ "what": thing.key(), "text": text, "ids": ids }),
            Self::Invalid(problems) => json!({ "problems": problems }),
            Self::Refused(refusal) => refusal_detail(refusal, words),
            Self::SaleRefused(refusal) => kind_and_detail(refusal),
            Self::Asks(fits) => {
                json!({ "asks": "fact_reversed", "fits": fits, "then": ["disqualify", "nurture=DATE", "go-on", "step-back"] })
            }
            Self::BookMissing(file)
            | Self::BookExists(file)
            | Self::FolderDenied(file)
            | Self::BookUnreadable(file)
            | Self::NotABook(file)
            | Self::FileMissing(file)
            | Self::FileUnreadable(file)
            | Self::FileIsFolder(file)
            | Self::FileEmpty(file)
            | Self::FileBinary(file)
            | Self::FileNoCards(file)
            | Self::FileNoPeople(file)
            | Self::FileNoPairs(file)
            | Self::PictureUnreadable(file)
            | Self::TruthUnreadable(file)
            | Self::ExportDenied(file) => json!({ "file": file }),
            Self::Homeless(leaving) => json!({ "leaving": leaving }),
            Self::SheetUnfit { file, problem } => {
                let (why, column) = unfit(problem);
                json!({ "file": file, "why": why, "column": column })
            }
            Self::FileTooLarge { file, limit } => json!({ "file": file, "limit_mib": limit }),
            Self::FileShape { file, line } => json!({ "file": file, "line": line }),
            Self::PictureTooLarge { file, width, height } => json!({ "file": file, "width": width, "height": height }),
            Self::Newer(found) => json!({ "schema": found }),
            Self::Gone(what) => json!({ "what": what }),
            Self::Output(error) => json!({ "text": error.to_string() }),
            Self::Internal(text) => json!({ "text": text }),
            Self::Pipe
            | Self::CannotUndo
            | Self::Damaged
            | Self::Busy
            | Self::InUse
            | Self::DiskFull
            | Self::ReadOnly
            | Self::ModelsMissing
            | Self::TextTooLong => json!({}),
        }
    }
}

/// Why a sheet cannot be used, for scripts, and the column that is meant.
fn unfit(problem: &SheetProblem) -> (&'static str, Option<&str>) {
    match problem {
        SheetProblem::NoTable => ("no_table", None),
        SheetProblem::UnknownHeader => ("unknown_header", None),
        SheetProblem::MapUnreadable(_) => ("map_unreadable", None),
        SheetProblem::NoColumn(column) => ("no_column", Some(column)),
        SheetProblem::NotListed(column) => ("not_listed", Some(column)),
        SheetProblem::ListedTwice(column) => ("listed_twice", Some(column)),
        SheetProblem::NotDates(column) => ("not_dates", Some(column)),
    }
}

/// Whether a rule refuses what was asked, rather than the way it was typed.
fn is_refusal(rule: Rule) -> bool {
    match rule {
        Rule::EmptyCard | Rule::ReasonNeeded | Rule::DatePast | Rule::RulesNeedIt | Rule::NoWay | Rule::Fixed => true,
        Rule::Required
        | Rule::TooLong
        | Rule::EmailShape
        | Rule::PhoneShape
        | Rule::LinkShape
        | Rule::DateShape
        | Rule::DateOrder
        | Rule::AmountShape
        | Rule::CurrencyUnknown
        | Rule::Unknown
        | Rule::KeyShape
        | Rule::Twice
        | Rule::OutOfRange
        | Rule::OutOfOrder
        | Rule::NumberShape => false,
    }
}

fn refusal_detail(refusal: &Refusal, words: &dyn crate::words::Words) -> Value {
    match refusal {
        Refusal::Gate(report) => {
            let open: Vec<_> = report.items.iter().filter(|item| item.is_open()).collect();
            json!({
                "refusal": "gate",
                "from": report.from,
                "to": report.to,
                "policy": report.policy,
                "reason_enough": report.reason_enough,
                "missing": crate::show::missing(&open, words),
            })
        }
        other => kind_and_detail(other),
    }
}

/// A refusal that is a word with something it is about.
fn kind_and_detail(refusal: &impl serde::Serialize) -> Value {
    let value = serde_json::to_value(refusal).unwrap_or_default();
    let on = value.get("detail").cloned().unwrap_or_default();
    json!({ "refusal": value.get("kind"), "on": on, "missing": [] })
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::Pipe } else { Self::Output(error) }
    }
}

impl From<BookError> for Trouble {
    fn from(error: BookError) -> Self {
        match error {
            BookError::Invalid(problems) => Self::Invalid(problems),
            BookError::NotFound { what } => Self::Gone(what),
            BookError::Busy => Self::Busy,
            BookError::DiskFull => Self::DiskFull,
            BookError::ReadOnly => Self::ReadOnly,
            BookError::Damaged => Self::Damaged,
            BookError::Newer { found } => Self::Newer(found),
            BookError::NotABook => Self::NotABook(String::new()),
            BookError::InUse => Self::InUse,
            BookError::FileUnreadable { file } => Self::FileUnreadable(file),
            BookError::FileTooLarge { file, limit } => Self::FileTooLarge { file, limit },
            BookError::FileForeign { file } => Self::FileNoCards(file),
            BookError::FileShape { file, line } => Self::FileShape { file, line },
            BookError::SheetUnfit { file, problem } => Self::SheetUnfit { file, problem },
            BookError::ExportDenied { file } => Self::ExportDenied(file),
            BookError::TextTooLong => Self::TextTooLong,
            BookError::SaleRefused(refusal) => Self::SaleRefused(refusal),
            BookError::PictureTooLarge { width, height } => {
                Self::PictureTooLarge { file: String::new(), width, height }
            }
            BookError::PictureUnreadable => Self::PictureUnreadable(String::new()),
            BookError::ModelsMissing => Self::ModelsMissing,
            // Nobody can cancel here but the one who ends the program.
            BookError::Cancelled => Self::Internal("cancelled".to_owned()),
            BookError::CannotUndo => Self::CannotUndo,
            BookError::Internal(error) => Self::Internal(chain(error.as_ref())),
        }
    }
}

/// What happened while opening the book at `file`: there everything is about the book.
pub fn opening(error: BookError, file: &Path) -> Trouble {
    let name = file.display().to_string();
    match error {
        BookError::NotFound { .. } => Trouble::BookMissing(name),
        BookError::NotABook => Trouble::NotABook(name),
        BookError::Internal(_) => Trouble::BookUnreadable(name),
        other => other.into(),
    }
}

/// An error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests;
