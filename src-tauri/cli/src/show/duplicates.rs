//! Records about duplicates.

use serde::Serialize;

/// How well the duplicates of a list were found.
#[derive(Debug, Serialize)]
pub struct ScoreOut {
    /// How many of the found pairs are true.
    pub precision: f64,
    /// How many of the true pairs were found.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// For reading the list and finding the pairs.
    pub seconds: f64,
    /// How many records the list has.
    pub records: usize,
    /// How many pairs were found.
    pub found: usize,
    /// How many pairs are true.
    pub pairs: usize,
    /// How many lines name a record that the list does not have.
    pub unknown: usize,
}
