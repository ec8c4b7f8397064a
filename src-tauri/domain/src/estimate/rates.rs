//! Rates of small numbers: shrunk towards what is planned, with an interval, and only counts below eight.
//!
//! Deliberately absent: a bare percentage.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::ENOUGH_OUTCOMES;

/// The normal quantile of a 95 % interval.
pub const Z95: f64 = 1.959_963_984_540_054;

/// A range, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What was expected before anything was counted: as if `hits` of `hits + misses` had been seen. About six together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Prior {
    /// Imagined hits.
    pub hits: f64,
    /// Imagined misses.
    pub misses: f64,
}

impl Prior {
    /// A prior worth six observations around a planned share (0 to 1).
    #[must_use]
    pub fn around(share: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        Self { hits: 6.0 * share, misses: 6.0 * (1.0 - share) }
    }
}

/// A rate as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Rate {
    /// Too few for a rate: the counts stand for themselves.
    CountsOnly {
        /// How many times it happened.
        hits: u32,
        /// Out of how many.
        n: u32,
    },
    /// Enough for a rate.
    Shrunk {
        /// How many times it happened.
        hits: u32,
        /// Out of how many.
        n: u32,
        /// The rate, 0 to 1, drawn a little towards what was planned.
        rate: f64,
        /// The 95 % interval of the counts alone.
        interval: Interval,
    },
}

/// The rate of `hits` out of `n`: counts only below eight.
#[must_use]
pub fn rate(hits: u32, n: u32, prior: Prior) -> Rate {
    match wilson(hits, n, Z95) {
        Some(interval) if n >= ENOUGH_OUTCOMES => Rate::Shrunk { hits, n, rate: shrunk_rate(hits, n, prior), interval },
        Some(_) | None => Rate::CountsOnly { hits, n },
    }
}

/// (hits + a) / (n + a + b): the mean of a beta distribution after the counts. 0 when counts and prior are both empty.
#[must_use]
pub fn shrunk_rate(hits: u32, n: u32, prior: Prior) -> f64 {
    let all = f64::from(n) + prior.hits + prior.misses;
    if all > 0.0 { (f64::from(hits) + prior.hits) / all } else { 0.0 }
}

/// The score interval of a share (Wilson, Journal of the American Statistical Association 22, 1927); `z` is the normal
/// quantile, [`Z95`] for 95 %. `None` without observations.
#[must_use]
pub fn wilson(hits: u32, n: u32, z: f64) -> Option<Interval> {
    if n == 0 {
        return None;
    }
    let n = f64::from(n);
    let share = (f64::from(hits) / n).min(1.0);
    let z2 = z * z;
    let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let reach = z / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(Interval { low: (centre - reach).max(0.0), high: (centre + reach).min(1.0) })
}
