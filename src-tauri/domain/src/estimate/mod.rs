//! Estimates that are honest: time to close, win chance, forecast, sale credit, and whether what was shown came true.
//!
//! Every estimate says from how many it comes and falls back openly: to a wider cell, to the base rate, to the funnel's
//! plan. Deliberately absent: clocks and chance (ages and seeds are arguments), the reading of files, and currency
//! conversion: amounts of one call are minor units of one currency.

pub mod calibration;
pub mod chance;
pub mod closing;
pub mod closing_cells;
pub mod cohort;
pub mod course;
mod dice;
pub mod entries;
pub mod event_return;
pub mod forecast;
pub mod metrics;
pub mod rates;
pub mod split;
pub mod table;
pub mod time_frame;

/// Fewest outcomes from which anything but plan values and plain counts is shown.
pub const ENOUGH_OUTCOMES: u32 = 8;

/// A count for the screen; beyond four thousand million it stays there.
pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
