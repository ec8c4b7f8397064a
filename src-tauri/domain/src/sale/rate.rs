//! Exchange rates: stored with their day, never fetched.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{parse_scaled, rounded, scaled_text};
use crate::ids::{RateId, link_id};
use crate::money::{Money, minor_digits};

/// Decimals of a rate.
const PLACES: u32 = 9;

/// How much of one currency a unit of another was worth on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// The currency that is converted.
    pub from: String,
    /// The currency it is converted into.
    pub to: String,
    /// Major units of `to` for one major unit of `from`, in thousand millionths.
    #[specta(type = specta_typescript::Number)]
    pub nano: i64,
    /// The day.
    pub on: NaiveDate,
}

/// A rate as it is kept: one row for a pair of currencies and a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RateRow {
    /// The row.
    pub id: RateId,
    /// The rate.
    pub rate: Option<Rate>,
}

impl Rate {
    /// A rate from a number as typed, `16250` or `0.0000615`; `None` when it is not one, or 0.
    #[must_use]
    pub fn parse(from: &str, to: &str, number: &str, on: NaiveDate) -> Option<Self> {
        let nano = parse_scaled(number, PLACES).filter(|nano| *nano > 0)?;
        Some(Self { from: from.to_owned(), to: to.to_owned(), nano, on })
    }

    /// The number without trailing zeros.
    #[must_use]
    pub fn number(&self) -> String {
        scaled_text(self.nano, PLACES)
    }

    /// The row of a pair and a day.
    #[must_use]
    pub fn id(&self) -> RateId {
        RateId(link_id("rate", &[&self.from, &self.to, &self.on.to_string()]))
    }

    /// Converts an amount, rounded to a minor unit; `None` for another currency or one that does not fit.
    #[must_use]
    pub fn convert(&self, amount: &Money) -> Option<Money> {
        if amount.currency != self.from {
            return None;
        }
        let up = i128::from(10_u64.pow(minor_digits(&self.to))) * i128::from(self.nano);
        let down = i128::from(10_u64.pow(minor_digits(&self.from))) * i128::from(10_u64.pow(PLACES));
        let minor = rounded(i128::from(amount.minor).checked_mul(up)?, down)?;
        Some(Money::new(minor, self.to.clone()))
    }
}

/// The newest rate of a pair up to a day.
#[must_use]
pub fn rate_on<'r>(rates: impl IntoIterator<Item = &'r Rate>, from: &str, to: &str, on: NaiveDate) -> Option<&'r Rate> {
    let fits = |rate: &&Rate| rate.from == from && rate.to == to && rate.on <= on;
    rates.into_iter().filter(fits).max_by_key(|rate| rate.on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_are_converted_by_minor_units() {
        let rate = Rate::parse("USD", "IDR", "16250.5", day("2026-11-01")).unwrap();
        assert_eq!(rate.convert(&Money::new(9_990, "USD")), Some(Money::new(162_342_495, "IDR")));
        assert_eq!(rate.number(), "16250.5");
        let yen = Rate::parse("JPY", "USD", "0.0065", day("2026-11-01")).unwrap();
        assert_eq!(yen.convert(&Money::new(1_000, "JPY")), Some(Money::new(650, "USD")));
        assert_eq!(yen.convert(&Money::new(-1_000, "JPY")), Some(Money::new(-650, "USD")));
        assert_eq!(yen.convert(&Money::new(1, "EUR")), None);
        assert_eq!(Rate::parse("USD", "IDR", "0", day("2026-11-01")), None);
    }

    #[test]
    fn the_newest_rate_up_to_the_day_counts() {
        let rates: Vec<Rate> = [("16000", "2026-01-01"), ("16250", "2026-11-01"), ("17000", "2026-12-01")]
            .into_iter()
            .map(|(number, on)| Rate::parse("USD", "IDR", number, day(on)).unwrap())
            .collect();
        assert_eq!(rate_on(&rates, "USD", "IDR", day("2026-11-20")).unwrap().number(), "16250");
        assert_eq!(rate_on(&rates, "USD", "IDR", day("2025-11-20")), None);
    }
}
