//! File formats in and out: vCard, contacts of CSV and XLSX, funnels, holidays and sheets in; vCard, CSV, XLSX, JSON,
//! iCalendar, funnels and PDF out.
//!
//! Deliberately absent: the database, the window, choosing paths, clocks and words for the screen. Readers and writers
//! are given; what cannot be read is answered with a code and a line number, never with a sentence.

pub mod contact;
pub mod csv;
pub mod days;
pub mod error;
pub mod figures;
mod fold;
pub mod funnel;
pub mod holidays;
pub mod ics;
pub mod json;
pub mod outcomes;
pub mod pdf;
pub mod people;
pub mod pipeline;
pub mod products;
pub mod sheet;
pub mod table;
pub mod vcard;
pub mod xlsx;

pub use error::{ExchangeError, Limits};
