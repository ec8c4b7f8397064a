//! Selling: price list, offers, permission, terms, orders, sale credit, and what the gates see of them.
//!
//! Amounts are whole minor units; a total is always computed and never kept. One rounding rule holds everywhere: half a
//! unit goes away from zero. Deliberately absent: the hash of a text or file, which arrives as an argument, and documents.

pub mod draft;
pub mod ledger;
pub mod number;
pub mod offer;
pub mod order;
pub mod permission;
pub mod product;
pub mod rate;
mod refusal;
pub mod standing;
mod summary;
pub mod terms;
pub mod totals;
pub mod volume;

pub use refusal::SaleRefusal;
pub use summary::{OfferSeen, OrderSeen, PermissionSeen, SaleRecords, SaleSummary, TermsSeen, summarise};

/// `numerator / denominator` to the nearest whole number, half away from zero; `None` when it does not fit an amount.
pub(crate) fn rounded(numerator: i128, denominator: i128) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let sign = numerator.signum();
    let size = (numerator.abs() + denominator / 2) / denominator;
    let value = i64::try_from(sign * size).ok()?;
    (value.abs() <= crate::money::MAX_MINOR).then_some(value)
}

/// A whole expressed in basis points: 100 %.
pub const WHOLE_BP: u32 = 10_000;

/// Reads a percentage as typed, `11` or `2.5`, into basis points; `None` for anything but 0 to 100 with two decimals.
#[must_use]
pub fn parse_percent(text: &str) -> Option<u32> {
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim();
    let points = parse_scaled(text, 2)?;
    u32::try_from(points).ok().filter(|points| *points <= WHOLE_BP)
}

/// Reads an unsigned decimal number with a point into units of `10^-places`; `None` when it has more decimals.
pub(crate) fn parse_scaled(text: &str, places: u32) -> Option<i64> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 15 || fraction.len() > places as usize || !digits(whole) || !digits(fraction) {
        return None;
    }
    let scale = 10_i64.checked_pow(places)?;
    let mut value = whole.parse::<i64>().ok()?.checked_mul(scale)?;
    if !fraction.is_empty() {
        let part: i64 = fraction.parse().ok()?;
        value = value.checked_add(part.checked_mul(10_i64.checked_pow(places - fraction.len() as u32)?)?)?;
    }
    Some(value)
}

/// Writes units of `10^-places` as a decimal number without trailing zeros: the inverse of reading one.
#[must_use]
pub fn scaled_text(value: i64, places: u32) -> String {
    let scale = 10_u64.pow(places.min(18));
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    let part = format!("{part:0width$}", width = places as usize);
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}

/// A percentage in basis points as text: 1100 is `11`, 250 is `2.5`.
#[must_use]
pub fn percent_text(basis_points: u32) -> String {
    scaled_text(i64::from(basis_points), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written_back() {
        for (text, points) in [("11", 1_100), ("2.5", 250), ("0", 0), ("100", 10_000), ("0.01", 1), ("12 %", 1_200)] {
            assert_eq!(parse_percent(text), Some(points), "{text}");
        }
        for text in ["", "-1", "100.01", "1.234", "abc", "1,5", "."] {
            assert_eq!(parse_percent(text), None, "{text}");
        }
        assert_eq!((percent_text(1_100), percent_text(250)), ("11".to_owned(), "2.5".to_owned()));
        assert_eq!(scaled_text(-1_050, 3), "-1.05");
    }

    #[test]
    fn half_a_unit_goes_away_from_zero() {
        for (numerator, expected) in [(5, 1), (4, 0), (-5, -1), (-4, 0), (15, 2), (25, 3), (-25, -3)] {
            assert_eq!(rounded(numerator, 10), Some(expected), "{numerator}");
        }
        assert_eq!(rounded(i128::from(i64::MAX), 1), None, "beyond what an amount holds");
    }
}
