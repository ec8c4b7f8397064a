//! Numbers of offers and orders: `Q26-AB-0042`. The series of a prefix and year goes on after the largest number known;
//! gaps do no harm.

/// The series of offers.
pub const OFFERS: char = 'Q';
/// The series of orders.
pub const ORDERS: char = 'O';

/// The next number of a salesperson's series in a year.
#[must_use]
pub fn next_number<'n>(series: char, year: i32, prefix: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    let start = format!("{series}{:02}-{prefix}-", year.rem_euclid(100));
    let count = |number: &str| number.strip_prefix(&start)?.parse::<u64>().ok();
    let last = known.into_iter().filter_map(count).max().unwrap_or(0);
    format!("{start}{:04}", last.saturating_add(1))
}

/// Whether this can stand in numbers: two to four capital letters.
#[must_use]
pub fn is_prefix(prefix: &str) -> bool {
    (2..=4).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_goes_on_after_its_largest_number() {
        let golden: [(&[&str], &str); 7] = [
            (&[], "Q26-AB-0001"),
            (&["Q26-AB-0041"], "Q26-AB-0042"),
            (&["Q26-AB-0007", "Q26-AB-0003"], "Q26-AB-0008"),
            (&["Q26-CD-0099", "Q25-AB-0500", "O26-AB-0007"], "Q26-AB-0001"),
            (&["Q26-AB-9999"], "Q26-AB-10000"),
            (&["Q26-AB-10000", "Q26-AB-9999"], "Q26-AB-10001"),
            (&["Q26-AB-", "Q26-AB-x", "PO 77"], "Q26-AB-0001"),
        ];
        for (known, next) in golden {
            assert_eq!(next_number(OFFERS, 2026, "AB", known.iter().copied()), next, "{known:?}");
        }
    }

    #[test]
    fn a_prefix_is_two_to_four_capital_letters() {
        for good in ["AB", "ABC", "ABCD"] {
            assert!(is_prefix(good), "{good}");
        }
        for bad in ["", "A", "ABCDE", "ab", "A1", "A-", "ÄB"] {
            assert!(!is_prefix(bad), "{bad}");
        }
    }
}
