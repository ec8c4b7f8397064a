//! Past opportunities in a sheet, read by a map that says which column is what.
//!
//! Deliberately absent: guessing. A column that the map does not name is an error, so that nothing slips in unseen that
//! is only known after the outcome.

mod map;
mod read;

pub use map::{MapError, OutcomeMap};
pub use read::{History, Past, PastRow, SHOWN_PROBLEMS, read_past};

#[cfg(test)]
mod tests;
