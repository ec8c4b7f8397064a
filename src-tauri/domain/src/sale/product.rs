//! The price list.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{parse_percent, percent_text};
use crate::ids::ProductId;
use crate::money::{Money, is_currency};
use crate::problem::{Problem, Rule};

/// Longest name, unit or code.
const LONGEST: usize = 200;

/// Something that is sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Product {
    /// The product.
    pub id: ProductId,
    /// Its name.
    pub name: String,
    /// A second line: size, colour, voltage.
    pub detail: String,
    /// The code in the own catalogue, or empty.
    pub code: String,
    /// What one is: piece, box, hour; or empty.
    pub unit: String,
    /// The price of one unit without tax.
    pub price: Option<Money>,
    /// Tax rate in basis points.
    pub tax: u32,
    /// No longer offered; offers that name it stay as they are.
    pub off: bool,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

/// A product as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ProductDraft {
    /// The product that is changed; a new one when `None`.
    pub id: Option<ProductId>,
    /// Its name.
    pub name: String,
    /// A second line.
    pub detail: String,
    /// The code.
    pub code: String,
    /// The unit.
    pub unit: String,
    /// The price in major units with a point.
    pub price: String,
    /// ISO 4217; the book's when empty.
    pub currency: String,
    /// The tax rate in percent; 0 when empty.
    pub tax: String,
    /// No longer offered.
    pub off: bool,
}

impl ProductDraft {
    /// The parts of a draft that have a form: price and tax rate. All problems at once.
    ///
    /// # Errors
    /// Every field with its rule.
    pub fn parse(&self, currency: &str) -> Result<(Money, u32), Vec<Problem>> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push(Problem::new("name", Rule::Required));
        }
        for (field, text) in [("name", &self.name), ("code", &self.code), ("unit", &self.unit)] {
            if text.chars().count() > LONGEST {
                problems.push(Problem::new(field, Rule::TooLong));
            }
        }
        let code = self.currency.trim();
        let currency = if code.is_empty() { currency } else { code };
        if !is_currency(currency) {
            problems.push(Problem::new("currency", Rule::CurrencyUnknown));
        }
        let price = if self.price.trim().is_empty() {
            problems.push(Problem::new("price", Rule::Required));
            None
        } else {
            let price = Money::parse_major(&self.price, currency).filter(|price| price.minor >= 0);
            if price.is_none() {
                problems.push(Problem::new("price", Rule::AmountShape));
            }
            price
        };
        let tax = if self.tax.trim().is_empty() { Some(0) } else { parse_percent(&self.tax) };
        if tax.is_none() {
            problems.push(Problem::new("tax", Rule::NumberShape));
        }
        match (price, tax) {
            (Some(price), Some(tax)) if problems.is_empty() => Ok((price, tax)),
            _ => Err(problems),
        }
    }

    /// A product as it would be typed.
    #[must_use]
    pub fn of(product: &Product) -> Self {
        Self {
            id: Some(product.id),
            name: product.name.clone(),
            detail: product.detail.clone(),
            code: product.code.clone(),
            unit: product.unit.clone(),
            price: product.price.as_ref().map(Money::to_major).unwrap_or_default(),
            currency: product.price.as_ref().map(|price| price.currency.clone()).unwrap_or_default(),
            tax: percent_text(product.tax),
            off: product.off,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_of_a_draft_come_at_once() {
        let draft = ProductDraft { price: "12.345".into(), tax: "120".into(), ..ProductDraft::default() };
        let problems = draft.parse("USD").unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["name", "price", "tax"]);
        let good = ProductDraft { name: "K2".into(), price: "48500000".into(), tax: "11".into(), ..draft };
        assert_eq!(good.parse("IDR"), Ok((Money::new(4_850_000_000, "IDR"), 1_100)));
        let free = ProductDraft { price: "-1".into(), ..good };
        assert!(free.parse("IDR").is_err(), "a price is never negative");
    }
}
