//! Sale credit as signed entries: frozen at winning, reduced, reversed and corrected by further entries, never edited.
//!
//! Every posting brings the parts of one order to a target, so the parts of an order always add up to what is left of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::estimate::split::{CreditShare, SplitError, WHOLE, check_whole, money};
use crate::ids::{CreditEntryId, OpportunityId, OrderId, SalespersonId, SharesId, link_id};
use crate::money::Money;

/// Why an entry was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// The sale was won: credit as agreed then.
    Frozen,
    /// Part of the order was cancelled.
    Reduced,
    /// The order was cancelled, or the win voided.
    Reversed,
    /// The parts were corrected.
    Corrected,
}

/// What an entry says: one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditPosting {
    /// Why.
    pub kind: EntryKind,
    /// Part of the sale that is added or taken, in basis points.
    pub basis_points: i32,
    /// Money that is added or taken.
    pub amount: Money,
    /// In words, where a reason was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// An entry of the ledger. Rows only grow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SaleCreditEntry {
    /// The entry.
    pub id: CreditEntryId,
    /// Of which opportunity.
    pub opportunity_id: OpportunityId,
    /// Of which order.
    pub order_id: OrderId,
    /// Whose.
    pub salesperson_id: SalespersonId,
    /// What it says.
    pub posting: Option<CreditPosting>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who entered it.
    pub by: Option<SalespersonId>,
}

/// Who is to get how much of a sale: one row for an opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SaleShares {
    /// The row.
    pub id: SharesId,
    /// Of which opportunity.
    pub opportunity_id: OpportunityId,
    /// The parts; they total 10,000.
    pub shares: Vec<CreditShare>,
    /// When they were set.
    pub at: DateTime<Utc>,
    /// Who set them.
    pub by: Option<SalespersonId>,
}

impl SaleShares {
    /// The row of an opportunity.
    #[must_use]
    pub fn id_of(opportunity: OpportunityId) -> SharesId {
        SharesId(link_id("shares", &[&opportunity.to_string()]))
    }
}

/// The parts in force: as set, else everything to the owner; empty when there is no owner either.
#[must_use]
pub fn shares_in_force(set: Option<&SaleShares>, owner: Option<SalespersonId>) -> Vec<CreditShare> {
    match set {
        Some(set) if !set.shares.is_empty() => set.shares.clone(),
        Some(_) | None => {
            owner.map(|salesperson_id| CreditShare { salesperson_id, basis_points: WHOLE }).into_iter().collect()
        }
    }
}

/// What is posted to a salesperson to bring an order's parts to a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Whose.
    pub salesperson_id: SalespersonId,
    /// Part that is added or taken, in basis points.
    pub basis_points: i32,
    /// Money that is added or taken.
    pub amount: Money,
}

/// The postings that bring one order's parts from its entries so far to `rest` split by `shares`. With no shares
/// everything is taken back. Nobody gets an empty posting.
///
/// # Errors
/// Shares that do not total 10,000.
pub fn bring_to(so_far: &[&SaleCreditEntry], rest: &Money, shares: &[CreditShare]) -> Result<Vec<Posted>, SplitError> {
    let mut parts: BTreeMap<SalespersonId, (i64, i64)> = BTreeMap::new();
    if !shares.is_empty() {
        check_whole(shares)?;
        for (share, part) in shares.iter().zip(money(rest, shares)?) {
            let slot = parts.entry(share.salesperson_id).or_default();
            slot.0 += i64::from(share.basis_points);
            slot.1 += part.minor;
        }
    }
    for entry in so_far {
        let Some(posting) = &entry.posting else { continue };
        let slot = parts.entry(entry.salesperson_id).or_default();
        slot.0 -= i64::from(posting.basis_points);
        slot.1 = slot.1.saturating_sub(posting.amount.minor);
    }
    let moved = parts.into_iter().filter(|(_, part)| *part != (0, 0));
    let posted = moved.map(|(salesperson_id, (points, minor))| Posted {
        salesperson_id,
        basis_points: i32::try_from(points).unwrap_or(0),
        amount: Money::new(minor, rest.currency.clone()),
    });
    Ok(posted.collect())
}

/// What each salesperson has of some entries, by currency.
#[must_use]
pub fn sums(entries: &[SaleCreditEntry]) -> BTreeMap<(SalespersonId, String), i64> {
    let mut sums: BTreeMap<(SalespersonId, String), i64> = BTreeMap::new();
    for entry in entries {
        let Some(posting) = &entry.posting else { continue };
        let slot = sums.entry((entry.salesperson_id, posting.amount.currency.clone())).or_default();
        *slot = slot.saturating_add(posting.amount.minor);
    }
    sums
}
