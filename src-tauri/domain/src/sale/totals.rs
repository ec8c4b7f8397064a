//! What an offer adds up to.
//!
//! A line is quantity times unit price, less its discount; the whole discount comes off the sum of the lines and is
//! spread over them by largest remainder, so that each tax rate has its own base. Each product and each percentage is
//! rounded once, to a minor unit, half away from zero; a tax is computed once per rate and not per line.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::offer::OfferContent;
use super::{WHOLE_BP, rounded};
use crate::estimate::split::by_weight;
use crate::money::{MAX_MINOR, Money};

/// One line, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LineTotals {
    /// Quantity times unit price, in minor units.
    #[specta(type = specta_typescript::Number)]
    pub gross: i64,
    /// The line's own discount.
    #[specta(type = specta_typescript::Number)]
    pub discount: i64,
    /// Gross less the line's own discount.
    #[specta(type = specta_typescript::Number)]
    pub net: i64,
}

/// The tax of one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TaxTotals {
    /// The rate in basis points.
    pub tax: u32,
    /// What it is computed from, after all discounts.
    #[specta(type = specta_typescript::Number)]
    pub base: i64,
    /// The tax.
    #[specta(type = specta_typescript::Number)]
    pub amount: i64,
}

/// An offer, added up; all amounts are minor units of the offer's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferTotals {
    /// The lines, in order.
    pub lines: Vec<LineTotals>,
    /// The sum of all lines before any discount.
    #[specta(type = specta_typescript::Number)]
    pub subtotal: i64,
    /// All discounts together.
    #[specta(type = specta_typescript::Number)]
    pub discount: i64,
    /// Subtotal less discounts: what taxes are computed from.
    #[specta(type = specta_typescript::Number)]
    pub base: i64,
    /// Taxes by rate, the highest first; rates of 0 are left out.
    pub taxes: Vec<TaxTotals>,
    /// All taxes together.
    #[specta(type = specta_typescript::Number)]
    pub tax: i64,
    /// What is to be paid.
    #[specta(type = specta_typescript::Number)]
    pub total: i64,
}

fn share(amount: i64, basis_points: u32) -> Option<i64> {
    rounded(i128::from(amount) * i128::from(basis_points), i128::from(WHOLE_BP))
}

fn sum(amounts: impl IntoIterator<Item = i64>) -> Option<i64> {
    let total = amounts.into_iter().try_fold(0_i64, i64::checked_add)?;
    (total.abs() <= MAX_MINOR).then_some(total)
}

/// Adds an offer up; `None` when it is beyond what an amount holds.
#[must_use]
pub fn totals(content: &OfferContent) -> Option<OfferTotals> {
    let mut lines = Vec::with_capacity(content.lines.len());
    for line in &content.lines {
        let gross = rounded(i128::from(line.quantity) * i128::from(line.price), 1_000)?;
        let discount = share(gross, line.discount)?;
        lines.push(LineTotals { gross, discount, net: gross - discount });
    }
    let subtotal = sum(lines.iter().map(|line| line.gross))?;
    let net = sum(lines.iter().map(|line| line.net))?;
    let whole = share(net, content.discount)?;
    let weights: Vec<u64> = lines.iter().map(|line| u64::try_from(line.net).unwrap_or(0)).collect();
    // Lines that are all free have nothing to take off.
    let off = by_weight(whole, &weights).unwrap_or_else(|_| vec![0; lines.len()]);
    let mut taxes: Vec<TaxTotals> = Vec::new();
    for ((line, amounts), off) in content.lines.iter().zip(&lines).zip(off) {
        let base = amounts.net - off;
        match taxes.iter_mut().find(|known| known.tax == line.tax) {
            Some(known) => known.base = known.base.checked_add(base)?,
            None => taxes.push(TaxTotals { tax: line.tax, base, amount: 0 }),
        }
    }
    taxes.retain(|tax| tax.tax > 0);
    taxes.sort_by_key(|tax| std::cmp::Reverse(tax.tax));
    for tax in &mut taxes {
        tax.amount = share(tax.base, tax.tax)?;
    }
    let tax = sum(taxes.iter().map(|tax| tax.amount))?;
    let base = net - whole;
    let total = sum([base, tax])?;
    Some(OfferTotals { lines, subtotal, discount: subtotal - base, base, taxes, tax, total })
}

/// The total as money; `None` when it is beyond what an amount holds.
#[must_use]
pub fn total(content: &OfferContent) -> Option<Money> {
    totals(content).map(|totals| Money::new(totals.total, content.currency.clone()))
}
