//! Times, amounts and short ids in words.

use chrono::{DateTime, FixedOffset, Utc};
use corong_domain::money::{Money, minor_digits};
use corong_domain::settings::{Language, Settings};

use crate::words::Words;

/// How a book's records are shown: in which language, in which offset.
#[derive(Clone, Copy)]
pub struct Face<'a> {
    /// The dictionary.
    pub words: &'a dyn Words,
    /// The book's settings.
    pub settings: &'a Settings,
}

impl Face<'_> {
    /// An instant in the book's offset: `2026-11-20 09:00`.
    pub fn at(&self, at: DateTime<Utc>) -> String {
        let seconds = self.settings.utc_offset_minutes.saturating_mul(60);
        match FixedOffset::east_opt(seconds) {
            Some(offset) => at.with_timezone(&offset).format("%Y-%m-%d %H:%M").to_string(),
            None => at.format("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }

    /// An amount: `Rp 12.500.000`, `USD 1,250.50`.
    pub fn money(&self, money: &Money) -> String {
        money_text(money, self.words.language())
    }
}

fn money_text(money: &Money, language: Language) -> String {
    let (group, point) = match language {
        Language::Id => ('.', ','),
        Language::En => (',', '.'),
    };
    let digits = minor_digits(&money.currency);
    let scale = 10_u64.pow(digits);
    let whole = (money.minor.unsigned_abs() / scale).to_string();
    let part = money.minor.unsigned_abs() % scale;
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    // The rupiah has sen on paper only.
    if digits > 0 && (money.currency != "IDR" || part > 0) {
        text.push(point);
        text.push_str(&format!("{part:0width$}", width = digits as usize));
    }
    let sign = if money.minor < 0 { "-" } else { "" };
    let currency = if money.currency == "IDR" { "Rp" } else { money.currency.as_str() };
    format!("{sign}{currency} {text}")
}

/// The end of an id, which tells records made in one millisecond apart.
pub fn short(id: impl std::fmt::Display) -> String {
    let text = id.to_string();
    text.get(text.len().saturating_sub(8)..).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_as_the_language_groups_them() {
        for (minor, currency, id, en) in [
            (1_250_000_000, "IDR", "Rp 12.500.000", "Rp 12,500,000"),
            (125_050, "USD", "USD 1.250,50", "USD 1,250.50"),
            (100_000, "USD", "USD 1.000,00", "USD 1,000.00"),
            (-500, "JPY", "-JPY 500", "-JPY 500"),
            (0, "IDR", "Rp 0", "Rp 0"),
        ] {
            let money = Money::new(minor, currency);
            assert_eq!(money_text(&money, Language::Id), id);
            assert_eq!(money_text(&money, Language::En), en);
        }
    }
}
