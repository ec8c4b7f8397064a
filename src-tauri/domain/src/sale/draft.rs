//! An offer as typed: raw texts, read into what an offer says. All problems at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::offer::{OfferContent, OfferKind, OfferLine};
use super::totals::totals;
use super::{parse_percent, parse_scaled, percent_text, scaled_text};
use crate::ids::ProductId;
use crate::money::{Money, is_currency};
use crate::problem::{Problem, Rule};

/// More lines than any offer has.
const MOST_LINES: usize = 500;
/// Longest text of a line; a remark may be twenty times as long.
const LONGEST: usize = 500;

/// A line as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct LineDraft {
    /// The product, where it came from the price list.
    pub product_id: Option<ProductId>,
    /// What is offered.
    pub text: String,
    /// A second line.
    pub detail: String,
    /// The unit.
    pub unit: String,
    /// How many, with up to three decimals; 1 when empty.
    pub quantity: String,
    /// Price of one unit in major units.
    pub price: String,
    /// Discount in percent; none when empty.
    pub discount: String,
    /// Tax rate in percent; none when empty.
    pub tax: String,
}

/// An offer as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct OfferDraft {
    /// What it is called.
    pub kind: OfferKind,
    /// ISO 4217; the book's when empty.
    pub currency: String,
    /// The lines, in order.
    pub lines: Vec<LineDraft>,
    /// Discount on the whole in percent.
    pub discount: String,
    /// The version of its terms, or empty.
    pub terms: String,
    /// The last day on which it can be accepted, or empty.
    pub valid_until: String,
    /// A remark printed on it.
    pub note: String,
}

impl OfferDraft {
    /// Reads a draft. Terms and rate are the caller's to fill in: they stand in the book.
    ///
    /// # Errors
    /// Every field with its rule.
    pub fn parse(&self, currency: &str) -> Result<OfferContent, Vec<Problem>> {
        let mut problems = Vec::new();
        let code = self.currency.trim();
        let currency = if code.is_empty() { currency } else { code };
        if !is_currency(currency) {
            problems.push(Problem::new("currency", Rule::CurrencyUnknown));
        }
        if self.lines.len() > MOST_LINES {
            problems.push(Problem::new("lines", Rule::TooLong));
        }
        if self.note.chars().count() > 20 * LONGEST {
            problems.push(Problem::new("note", Rule::TooLong));
        }
        let numbered = self.lines.iter().enumerate();
        let lines: Vec<OfferLine> = numbered.map(|(at, line)| line.parse(at, currency, &mut problems)).collect();
        let content = OfferContent {
            currency: currency.to_owned(),
            lines,
            discount: percent("discount", &self.discount, &mut problems),
            rate: None,
            terms: None,
            valid_until: day("validUntil", &self.valid_until, &mut problems),
            note: self.note.trim().to_owned(),
        };
        if problems.is_empty() && totals(&content).is_none() {
            problems.push(Problem::new("total", Rule::AmountShape));
        }
        if problems.is_empty() { Ok(content) } else { Err(problems) }
    }

    /// An offer as it would be typed.
    #[must_use]
    pub fn of(kind: OfferKind, content: &OfferContent) -> Self {
        let percent = |points: u32| if points == 0 { String::new() } else { percent_text(points) };
        Self {
            kind,
            currency: content.currency.clone(),
            lines: content
                .lines
                .iter()
                .map(|line| LineDraft {
                    product_id: line.product_id,
                    text: line.text.clone(),
                    detail: line.detail.clone(),
                    unit: line.unit.clone(),
                    quantity: scaled_text(line.quantity, 3),
                    price: Money::new(line.price, content.currency.clone()).to_major(),
                    discount: percent(line.discount),
                    tax: percent(line.tax),
                })
                .collect(),
            discount: percent(content.discount),
            terms: content.terms.as_ref().map(|terms| terms.version.clone()).unwrap_or_default(),
            valid_until: content.valid_until.map(|day| day.to_string()).unwrap_or_default(),
            note: content.note.clone(),
        }
    }
}

impl LineDraft {
    fn parse(&self, at: usize, currency: &str, problems: &mut Vec<Problem>) -> OfferLine {
        let field = |name: &str| format!("lines.{at}.{name}");
        let text = self.text.trim();
        if text.is_empty() {
            problems.push(Problem::new(field("text"), Rule::Required));
        }
        if [text, self.detail.trim(), self.unit.trim()].iter().any(|part| part.chars().count() > LONGEST) {
            problems.push(Problem::new(field("text"), Rule::TooLong));
        }
        let typed = self.quantity.trim();
        let quantity = if typed.is_empty() { Some(1_000) } else { parse_scaled(typed, 3) }.filter(|many| *many > 0);
        if quantity.is_none() {
            problems.push(Problem::new(field("quantity"), Rule::NumberShape));
        }
        let price = Money::parse_major(&self.price, currency).filter(|price| price.minor >= 0);
        if price.is_none() {
            problems.push(Problem::new(field("price"), Rule::AmountShape));
        }
        OfferLine {
            product_id: self.product_id,
            text: text.to_owned(),
            detail: self.detail.trim().to_owned(),
            unit: self.unit.trim().to_owned(),
            quantity: quantity.unwrap_or(1_000),
            price: price.map_or(0, |price| price.minor),
            discount: percent(&field("discount"), &self.discount, problems),
            tax: percent(&field("tax"), &self.tax, problems),
        }
    }
}

fn percent(field: &str, text: &str, problems: &mut Vec<Problem>) -> u32 {
    if text.trim().is_empty() {
        return 0;
    }
    parse_percent(text).unwrap_or_else(|| {
        problems.push(Problem::new(field, Rule::NumberShape));
        0
    })
}

fn day(field: &str, text: &str, problems: &mut Vec<Problem>) -> Option<NaiveDate> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let day = text.parse().ok();
    if day.is_none() {
        problems.push(Problem::new(field, Rule::DateShape));
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_and_written_back() {
        let draft = OfferDraft {
            lines: vec![LineDraft {
                text: "Mesin espresso K2".into(),
                quantity: "2.5".into(),
                price: "48500000".into(),
                discount: "5".into(),
                tax: "11".into(),
                ..LineDraft::default()
            }],
            valid_until: "2026-12-25".into(),
            ..OfferDraft::default()
        };
        let content = draft.parse("IDR").unwrap();
        assert_eq!((content.lines[0].quantity, content.lines[0].price), (2_500, 4_850_000_000));
        let back = OfferDraft::of(OfferKind::Quote, &content);
        assert_eq!(back.parse("IDR").unwrap(), content);
        assert_eq!(back.lines[0].quantity, "2.5");
    }

    #[test]
    fn all_problems_of_an_offer_come_at_once() {
        let line = LineDraft { quantity: "0".into(), price: "x".into(), tax: "101".into(), ..LineDraft::default() };
        let draft =
            OfferDraft { lines: vec![line], discount: "x".into(), valid_until: "x".into(), ..OfferDraft::default() };
        let problems = draft.parse("IDR").unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(
            fields,
            ["lines.0.text", "lines.0.quantity", "lines.0.price", "lines.0.tax", "discount", "validUntil"]
        );
    }
}
