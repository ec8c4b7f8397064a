//! File formats in and out: vCard and funnels in, vCard, CSV, JSON, iCalendar and funnels out.
//!
//! Deliberately absent: the database, the window, choosing paths, clocks and words for the screen. Readers and writers
//! are given; what cannot be read is answered with a code and a line number, never with a sentence.

pub mod contact;
pub mod csv;
pub mod days;
pub mod error;
mod fold;
pub mod funnel;
pub mod ics;
pub mod json;
pub mod outcomes;
pub mod pipeline;
pub mod sheet;
pub mod vcard;

pub use error::{ExchangeError, Limits};
