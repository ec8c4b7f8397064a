//! The book: what a salesperson can do. One write is one change; a refused request changes nothing.
//!
//! Deliberately absent: SQL (the store), rules (the domain), Tauri, and words for the screen. Time and ids come from an
//! injected clock and id source.

mod activities;
pub mod backup;
mod board;
mod capture;
mod cards;
mod clock;
mod contacts;
mod demo;
mod error;
mod estimate_rows;
mod estimates;
mod evaluate;
mod events;
mod export;
mod files;
mod fill;
mod find;
mod funnels;
mod history;
mod holidays;
mod import;
mod known;
mod link;
mod lists;
mod merge;
mod moves;
mod opportunities;
mod page;
mod photo;
mod pipeline;
mod pipeline_rows;
mod reports;
mod sale;
mod save;
mod settings;
mod start;
mod status;
mod today;
pub mod views;
mod write;

pub use clock::{Clock, FixedClock, Ids, SystemClock};
pub use corong_capture::card::Difference;
pub use corong_capture::photo::Models as TextModels;
pub use corong_exchange::contact::{OutContact, OutPhone};
pub use corong_exchange::funnel::FunnelForm;
pub use corong_exchange::people::{People, PeopleError, read_pairs, read_people};
pub use corong_exchange::table::ColumnMap;
pub use error::{BookError, SheetProblem};
pub use estimates::StageEstimate;
pub use evaluate::{ChanceFigures, ClosingFigures, Evaluated, ShownChance, evaluate};
pub use export::export_name;
pub use find::Named;
pub use import::{ImportKind, ImportOptions, MAX_FILE_MIB};
pub use link::safe_link;
pub use lists::{OpportunityLine, OpportunityList, PlannedRow, write_file};
pub use merge::{MergeDone, MergeRequest};
pub use photo::{CardCode, CardLineRead, CardMark, CardRead, check_photo, is_photo, text_models};
pub use reports::figures::{ReportWord, report_figures, report_name};
pub use sale::OfferWords;
pub use start::{create_demo, default_book_file};
pub use write::{Book, ChangeListener};
