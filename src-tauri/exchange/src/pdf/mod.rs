//! Documents as PDF: offers and reports on A4, by one layout.
//!
//! The bytes are a function of the input: no clock, no chance, no fonts of the machine. Text can be selected and searched,
//! fonts are embedded and reduced to what is used. A document speaks the customer's language, not the screen's; so the
//! words of documents live here and not with the screen.
//!
//! Deliberately absent: choosing paths, opening viewers, computing totals (they are printed as given), signatures of
//! files, tags for assistive programs, and fonts for Chinese, Japanese and Korean, which would be larger than Corong.

mod fonts;
mod offer;
mod offer_parts;
mod page;
mod picture;
mod report;
mod shape;
mod table;
mod words;

use thiserror::Error;

pub use offer::{Acceptance, Discount, Kind, Line, Offer, TaxRow, Terms, Totals, offer_pdf};
pub use report::{Align, Column, Report, Section, report_pdf};
pub use words::Tongue;

/// The most rows of tables in one document.
pub const MAX_ROWS: usize = 50_000;

/// A document that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// Characters for which no font is at hand, in order; a box stands for each in the picture, and the text of the
    /// file still has it.
    pub missing: Vec<char>,
    /// Whether text was too long for its place and ends in an ellipsis.
    pub shortened: bool,
}

/// Why a document could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// A font of the house cannot be read.
    #[error("making a document: a font could not be read")]
    Font,
    /// There are too many rows.
    #[error("making a document: {rows} rows are more than the {MAX_ROWS} that fit")]
    TooLong {
        /// How many rows were given.
        rows: usize,
    },
    /// A picture is larger than what is taken.
    #[error("making a document: a picture is larger than 4 MiB or 16 million pixels")]
    PictureTooLarge,
    /// A picture is neither PNG nor JPEG, or is damaged.
    #[error("making a document: a picture is not a PNG or JPEG that can be read")]
    PictureUnreadable,
    /// The file could not be put together.
    #[error("making a document: the file could not be put together")]
    Write(#[source] krilla::error::KrillaError),
}
