//! What the rooms above ask of a book, one file per kind of question.

mod activities;
mod board;
mod captured;
mod children;
mod companies;
mod contacts;
mod duplicates;
mod funnels;
mod opportunities;
pub(crate) mod orders;
mod reports;
mod sales;
mod search;

pub use activities::{ActivityRow, Due};
pub use board::BoardFilter;
pub use children::{ContactWhole, OfContact, OfOpportunity};
pub use contacts::ContactRow;
pub use duplicates::DuplicateKeys;
pub use opportunities::{BoardRow, StageTotal};
pub use orders::ContactSort;
pub use reports::{ReportFile, ReportRow, WaivedItems};
