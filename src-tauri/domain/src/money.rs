//! Money: an integer of minor units with an ISO 4217 currency. Totals are derived, never stored.

use serde::{Deserialize, Serialize};
use specta::Type;

/// The largest amount, in minor units: what a number of the screen carries exactly.
pub const MAX_MINOR: i64 = (1 << 53) - 1;

/// An amount in minor units of one currency: `{ minor: 12_500_000_00, currency: "IDR" }` is Rp 12.500.000.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct Money {
    /// Minor units by ISO 4217 (IDR has two, although the screen shows none).
    #[specta(type = specta_typescript::Number)]
    pub minor: i64,
    /// The code: three capital letters.
    pub currency: String,
}

impl Money {
    /// An amount of minor units.
    #[must_use]
    pub fn new(minor: i64, currency: impl Into<String>) -> Self {
        Self { minor, currency: currency.into() }
    }

    /// Reads an amount in major units with a point, as the command line takes it: `1250000`, `99.90`.
    /// `None` when it is not an amount, has more decimals than the currency, or is beyond [`MAX_MINOR`].
    #[must_use]
    pub fn parse_major(text: &str, currency: &str) -> Option<Self> {
        let digits = minor_digits(currency);
        let text = text.trim();
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() || whole.len() > 16 || fraction.len() > digits as usize {
            return None;
        }
        if !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut minor: i64 = whole.parse().ok()?;
        minor = minor.checked_mul(10_i64.pow(digits))?;
        if !fraction.is_empty() {
            let part: i64 = fraction.parse().ok()?;
            minor = minor.checked_add(part * 10_i64.pow(digits - fraction.len() as u32))?;
        }
        (minor <= MAX_MINOR).then(|| Self::new(if negative { -minor } else { minor }, currency))
    }

    /// The amount in major units with a point, without grouping: the inverse of [`Money::parse_major`].
    #[must_use]
    pub fn to_major(&self) -> String {
        let digits = minor_digits(&self.currency);
        let sign = if self.minor < 0 { "-" } else { "" };
        let scale = 10_u64.pow(digits);
        let whole = self.minor.unsigned_abs() / scale;
        let part = self.minor.unsigned_abs() % scale;
        if part == 0 {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{part:0width$}", width = digits as usize)
        }
    }
}

/// Minor-unit digits by ISO 4217; two for a code that is not in the list of exceptions.
#[must_use]
pub fn minor_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// Whether this could be a currency code: three capital letters.
#[must_use]
pub fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn major_units_go_in_and_out() {
        for (text, currency, minor) in [
            ("1250000", "IDR", 125_000_000),
            ("99.90", "USD", 9_990),
            ("99.9", "USD", 9_990),
            ("500", "JPY", 500),
            ("-3.25", "EUR", -325),
        ] {
            assert_eq!(Money::parse_major(text, currency), Some(Money::new(minor, currency)), "{text} {currency}");
        }
        assert_eq!(Money::new(9_990, "USD").to_major(), "99.90");
        assert_eq!(Money::new(125_000_000, "IDR").to_major(), "1250000");
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in ["", ".", "1,000", "12.345", "abc", "99999999999999999999", "1e9"] {
            assert_eq!(Money::parse_major(text, "USD"), None, "{text}");
        }
        assert_eq!(Money::parse_major("5.5", "JPY"), None, "the yen has no minor unit");
    }
}
