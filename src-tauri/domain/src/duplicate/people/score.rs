//! How well found pairs agree with the true ones.
//!
//! Deliberately absent: finding them.

use super::SamePerson;

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairScore {
    /// How many of the found pairs are true; 1 where none was found.
    pub precision: f64,
    /// How many of the true pairs were found.
    pub recall: f64,
    /// Twice their product by their sum.
    pub f1: f64,
}

impl PairScore {
    /// Compares found pairs with true ones; both with the smaller place first, the true ones sorted and each once.
    #[must_use]
    pub fn of(found: &[SamePerson], truth: &[(usize, usize)]) -> Self {
        let hits = found.iter().filter(|pair| truth.binary_search(&(pair.a, pair.b)).is_ok()).count() as f64;
        let part = |of: usize| if of == 0 { 1.0 } else { hits / of as f64 };
        let (precision, recall) = (part(found.len()), part(truth.len()));
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}
