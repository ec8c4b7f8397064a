//! The book: what a salesperson can do. One write is one change; a refused request changes nothing.
//!
//! Deliberately absent: SQL (the store), rules (the domain), Tauri, and words for the screen. Time and ids come from an
//! injected clock and id source.

mod activities;
mod board;
mod capture;
mod cards;
mod clock;
mod contacts;
mod demo;
mod error;
mod events;
mod export;
mod files;
mod fill;
mod find;
mod history;
mod import;
mod known;
mod link;
mod lists;
mod moves;
mod opportunities;
mod page;
mod photo;
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
pub use error::BookError;
pub use export::export_name;
pub use find::Named;
pub use import::MAX_FILE_MIB;
pub use link::safe_link;
pub use lists::{OpportunityLine, OpportunityList, PlannedRow, write_file};
pub use photo::{CardCode, CardLineRead, CardMark, CardRead, check_photo, is_photo, text_models};
pub use start::{create_demo, default_book_file};
pub use write::{Book, ChangeListener};
