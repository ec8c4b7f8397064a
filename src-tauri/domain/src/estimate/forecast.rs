//! The weighted forecast with its band, and sales velocity.
//!
//! Deliberately absent: lost opportunities at their full value, and one number without its spread, which a single large
//! opportunity makes useless.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::count;
use super::dice::Dice;
use super::metrics::quantile;

/// Draws that make the ends of the band stable to about one percent of its width.
pub const DRAWS: u32 = 4_000;

/// An open opportunity in a forecast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stake {
    /// Amount in minor units of the forecast's currency.
    pub minor: i64,
    /// Win chance, 0 to 1.
    pub chance: f64,
}

/// What the open opportunities may bring, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// How many opportunities.
    pub n: u32,
    /// Sum of chance times amount.
    #[specta(type = specta_typescript::Number)]
    pub expected: i64,
    /// Square root of the sum of p (1 - p) a^2: opportunities count as independent of each other.
    pub deviation: f64,
    /// In one of ten simulated futures it is at most this.
    #[specta(type = specta_typescript::Number)]
    pub p10: i64,
    /// In nine of ten simulated futures it is at most this.
    #[specta(type = specta_typescript::Number)]
    pub p90: i64,
}

/// The forecast of these opportunities; the same seed gives the same band.
#[must_use]
pub fn forecast(stakes: &[Stake], draws: u32, seed: u64) -> Forecast {
    let known: Vec<(f64, f64)> = stakes
        .iter()
        .map(|s| (s.minor as f64, if s.chance.is_nan() { 0.0 } else { s.chance.clamp(0.0, 1.0) }))
        .collect();
    let expected: f64 = known.iter().map(|(amount, p)| amount * p).sum();
    let variance: f64 = known.iter().map(|(amount, p)| p * (1.0 - p) * amount * amount).sum();
    let mut dice = Dice::new(seed);
    let mut futures: Vec<f64> = (0..draws.max(1))
        .map(|_| known.iter().filter(|(_, p)| dice.unit() < *p).map(|(amount, _)| amount).sum())
        .collect();
    futures.sort_by(f64::total_cmp);
    let at = |q| quantile(&futures, q).unwrap_or(0.0).round() as i64;
    Forecast {
        n: count(stakes.len()),
        expected: expected.round() as i64,
        deviation: variance.sqrt(),
        p10: at(0.1),
        p90: at(0.9),
    }
}

/// Sales velocity in minor units a day: open opportunities * average won value * win rate / days of a usual cycle.
/// `None` without a cycle.
#[must_use]
pub fn velocity(open: u32, average_won: f64, win_rate: f64, cycle_days: f64) -> Option<f64> {
    (cycle_days > 0.0).then(|| f64::from(open) * average_won * win_rate / cycle_days)
}
