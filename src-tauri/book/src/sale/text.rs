//! An offer as a short text for a chat or a mail. The words of the document arrive as arguments, because this room has
//! no dictionary.

use corong_domain::money::{Money, minor_digits};
use corong_domain::sale::{percent_text, scaled_text};
use corong_domain::settings::Language;

use crate::error::BookError;
use crate::views::{OfferRequest, OfferView};
use crate::write::Book;

/// The words of an offer's text.
#[derive(Debug, Clone, Copy)]
pub struct OfferWords<'w> {
    /// `Offer`.
    pub offer: &'w str,
    /// `Revision`.
    pub revision: &'w str,
    /// `Discount`.
    pub discount: &'w str,
    /// `Tax`.
    pub tax: &'w str,
    /// `Total`.
    pub total: &'w str,
    /// `Valid until`.
    pub valid_until: &'w str,
    /// `Terms`.
    pub terms: &'w str,
    /// How numbers are grouped.
    pub language: Language,
}

impl Book {
    /// An offer as a short text.
    ///
    /// # Errors
    /// The offer is not there; the book cannot be read.
    pub fn offer_text(&self, request: &OfferRequest, words: &OfferWords<'_>) -> Result<String, BookError> {
        let view = self.offer_get(request)?;
        Ok(text(&view, &self.settings().own_company, words))
    }
}

fn text(view: &OfferView, company: &str, words: &OfferWords<'_>) -> String {
    let content = &view.offer.content;
    let money = |minor: i64| amount_text(&Money::new(minor, content.currency.clone()), words.language);
    let mut head = format!("{} {}", words.offer, view.offer.number);
    if view.offer.revision > 1 {
        head.push_str(&format!(" ({} {})", words.revision, view.offer.revision));
    }
    let mut lines = vec![head];
    lines.extend(Some(company.to_owned()).filter(|company| !company.is_empty()));
    lines.push(String::new());
    for (line, sum) in content.lines.iter().zip(&view.totals.lines) {
        let quantity = scaled_text(line.quantity, 3);
        let unit = if line.unit.is_empty() { String::new() } else { format!(" {}", line.unit) };
        let off = if line.discount > 0 { format!(" -{}%", percent_text(line.discount)) } else { String::new() };
        lines.push(format!("• {} — {quantity}{unit} × {}{off} = {}", line.text, money(line.price), money(sum.net)));
    }
    lines.push(String::new());
    if content.discount > 0 {
        lines.push(format!("{} {}%", words.discount, percent_text(content.discount)));
    }
    for tax in &view.totals.taxes {
        lines.push(format!("{} {}%: {}", words.tax, percent_text(tax.tax), money(tax.amount)));
    }
    lines.push(format!("{}: {}", words.total, money(view.totals.total)));
    lines.extend(content.valid_until.map(|day| format!("{} {day}", words.valid_until)));
    lines.extend(content.terms.as_ref().map(|terms| format!("{} {}", words.terms, terms.version)));
    lines.extend(Some(content.note.clone()).filter(|note| !note.is_empty()));
    lines.join("\n")
}

/// An amount as the language writes it: `Rp 12.500.000`, `USD 1,250.50`.
fn amount_text(money: &Money, language: Language) -> String {
    let (group, point) = match language {
        Language::Id => ('.', ','),
        Language::En => (',', '.'),
    };
    let digits = minor_digits(&money.currency);
    let scale = 10_u64.pow(digits);
    let whole = (money.minor.unsigned_abs() / scale).to_string();
    let part = money.minor.unsigned_abs() % scale;
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if digits > 0 && (money.currency != "IDR" || part > 0) {
        text.push_str(&format!("{point}{part:0width$}", width = digits as usize));
    }
    let sign = if money.minor < 0 { "-" } else { "" };
    format!("{sign}{} {text}", if money.currency == "IDR" { "Rp" } else { money.currency.as_str() })
}
