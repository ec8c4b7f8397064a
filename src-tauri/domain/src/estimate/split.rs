//! Parts that always add up: sale credit in basis points and money by largest remainder.
//!
//! The method of Hamilton: everyone gets the whole part of the quota, and what is left goes, one by one, to the largest
//! remainders; equal remainders go to the first in the list. Deliberately absent: floating comparison of totals.

use serde::{Deserialize, Serialize};
use specta::Type;
use thiserror::Error;

use crate::activity::ActivityKind;
use crate::ids::SalespersonId;
use crate::money::Money;

/// All of a sale's credit, in basis points.
pub const WHOLE: u32 = 10_000;

/// Why something could not be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SplitError {
    /// There is nobody to split among, or all weights are 0.
    #[error("splitting into parts: no part has any weight")]
    NoWeight,
    /// Sale credit that is not whole.
    #[error("splitting by sale credit: the parts total {total} basis points, not 10,000")]
    NotWhole {
        /// What they total.
        total: u64,
    },
}

/// Splits `total` in proportion to `weights`; the parts add up to it exactly, and those of a negative total mirror
/// those of the positive one.
///
/// # Errors
/// When no weight is above 0.
pub fn by_weight(total: i64, weights: &[u64]) -> Result<Vec<i64>, SplitError> {
    let all: u128 = weights.iter().map(|&w| u128::from(w)).sum();
    if all == 0 {
        return Err(SplitError::NoWeight);
    }
    let size = u128::from(total.unsigned_abs());
    // size < 2^64 and one weight < 2^64: the product fits.
    let quotas: Vec<(u128, u128)> =
        weights.iter().map(|&w| size * u128::from(w)).map(|product| (product / all, product % all)).collect();
    let handed: u128 = quotas.iter().map(|(whole, _)| whole).sum();
    let mut order: Vec<usize> = (0..quotas.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(quotas.get(i).map_or(0, |(_, remainder)| *remainder)));
    let mut parts: Vec<i128> = quotas.iter().map(|&(whole, _)| whole as i128).collect();
    let left = usize::try_from(size - handed).unwrap_or(0);
    for &i in order.iter().take(left) {
        if let Some(part) = parts.get_mut(i) {
            *part += 1;
        }
    }
    let sign = i128::from(total.signum());
    // A part is never larger than the total, so it fits.
    Ok(parts.into_iter().map(|part| i64::try_from(sign * part).unwrap_or(total)).collect())
}

/// Splits `total` into `parts` as equal as can be: a hundred in three is 34, 33, 33.
///
/// # Errors
/// When `parts` is 0.
pub fn evenly(total: i64, parts: usize) -> Result<Vec<i64>, SplitError> {
    by_weight(total, &vec![1; parts])
}

/// One salesperson's part of a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditShare {
    /// Who.
    pub salesperson_id: SalespersonId,
    /// Part of the sale, of 10,000.
    pub basis_points: u32,
}

/// Whether parts total exactly 10,000 basis points.
///
/// # Errors
/// With the total when they do not.
pub fn check_whole(shares: &[CreditShare]) -> Result<(), SplitError> {
    let total: u64 = shares.iter().map(|share| u64::from(share.basis_points)).sum();
    if total == u64::from(WHOLE) { Ok(()) } else { Err(SplitError::NotWhole { total }) }
}

/// Splits an amount by sale credit; the parts add up to it exactly, a negative one too.
///
/// # Errors
/// When the shares do not total 10,000.
pub fn money(amount: &Money, shares: &[CreditShare]) -> Result<Vec<Money>, SplitError> {
    check_whole(shares)?;
    let weights: Vec<u64> = shares.iter().map(|share| u64::from(share.basis_points)).collect();
    let parts = by_weight(amount.minor, &weights)?;
    Ok(parts.into_iter().map(|minor| Money::new(minor, amount.currency.clone())).collect())
}

/// How much one activity of each kind counts towards sale credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct EffortWeights {
    /// A call.
    pub call: u32,
    /// A visit or meeting.
    pub visit: u32,
    /// A demonstration or sample.
    pub demonstration: u32,
    /// A quote.
    pub quote: u32,
    /// A message.
    pub message: u32,
    /// Any other task.
    pub task: u32,
}

impl Default for EffortWeights {
    fn default() -> Self {
        Self { call: 1, visit: 3, demonstration: 5, quote: 4, message: 1, task: 1 }
    }
}

impl EffortWeights {
    /// What one done activity counts; a note counts nothing.
    #[must_use]
    pub fn of(&self, kind: ActivityKind) -> u32 {
        match kind {
            ActivityKind::Call => self.call,
            ActivityKind::Visit | ActivityKind::Meeting => self.visit,
            ActivityKind::Demonstration | ActivityKind::Sample => self.demonstration,
            ActivityKind::Message => self.message,
            ActivityKind::Task => self.task,
            ActivityKind::Note => 0,
        }
    }
}

/// Something a salesperson did for a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A done activity.
    Activity(ActivityKind),
    /// A quote that went out.
    Quote,
}

/// A proposal of sale credit with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditProposal {
    /// Who gets how much, most first; totals 10,000.
    pub shares: Vec<CreditShare>,
    /// The effort behind each share, in the same order; all 0 when nothing was logged and the owner gets everything.
    pub effort: Vec<u32>,
}

/// Proposes sale credit from who did what; without any logged effort all goes to the owner.
#[must_use]
pub fn propose(deeds: &[(SalespersonId, Deed)], weights: &EffortWeights, owner: SalespersonId) -> CreditProposal {
    let mut effort: Vec<(SalespersonId, u32)> = Vec::new();
    for (who, deed) in deeds {
        let weight = match deed {
            Deed::Activity(kind) => weights.of(*kind),
            Deed::Quote => weights.quote,
        };
        match effort.iter_mut().find(|(known, _)| known == who) {
            Some((_, sum)) => *sum = sum.saturating_add(weight),
            None => effort.push((*who, weight)),
        }
    }
    effort.retain(|(_, sum)| *sum > 0);
    // The id breaks ties, so that two machines propose the same.
    effort.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let sizes: Vec<u64> = effort.iter().map(|(_, sum)| u64::from(*sum)).collect();
    let Ok(parts) = by_weight(i64::from(WHOLE), &sizes) else {
        let all = CreditShare { salesperson_id: owner, basis_points: WHOLE };
        return CreditProposal { shares: vec![all], effort: vec![0] };
    };
    let shares = effort
        .iter()
        .zip(parts)
        .map(|(&(salesperson_id, _), part)| CreditShare {
            salesperson_id,
            basis_points: u32::try_from(part).unwrap_or(0),
        })
        .collect();
    CreditProposal { shares, effort: effort.into_iter().map(|(_, sum)| sum).collect() }
}
