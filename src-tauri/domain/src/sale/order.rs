//! Orders: from an accepted offer or direct. What was ordered never changes; what is taken off later is a signed entry.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::rate::Rate;
use super::standing::{FileSeal, Held};
use crate::ids::{OfferId, OpportunityId, OrderEntryId, OrderId, SalespersonId};
use crate::money::Money;

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// The customer placed it.
    Placed,
    /// We confirmed it.
    Confirmed,
    /// All of it was cancelled.
    Cancelled,
}

impl OrderStatus {
    /// Which of several concurrent values is shown.
    #[must_use]
    pub fn merge_weight(self) -> u32 {
        match self {
            Self::Placed => 0,
            Self::Confirmed => 1,
            Self::Cancelled => 2,
        }
    }

    /// Whether an order may go from here to there.
    #[must_use]
    pub fn may_become(self, to: Self) -> bool {
        match (self, to) {
            (Self::Placed, Self::Confirmed | Self::Cancelled) | (Self::Confirmed, Self::Cancelled) => true,
            (Self::Placed | Self::Confirmed | Self::Cancelled, Self::Placed | Self::Confirmed | Self::Cancelled) => {
                false
            }
        }
    }
}

/// What was ordered: one value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderContent {
    /// On which day.
    pub on: Option<NaiveDate>,
    /// The amount.
    pub amount: Option<Money>,
    /// The rate into the book's currency, where the order's is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// The evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<FileSeal>,
    /// Remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SaleOrder {
    /// The order.
    pub id: OrderId,
    /// Of which opportunity.
    pub opportunity_id: OpportunityId,
    /// The accepted offer that it comes from; `None` for a direct one.
    pub offer_id: Option<OfferId>,
    /// The customer's number, or one of our own series.
    pub number: String,
    /// What was ordered.
    pub content: OrderContent,
    /// Where it stands.
    pub standing: Held<OrderStatus>,
    /// Who entered it.
    pub by: Option<SalespersonId>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

impl SaleOrder {
    /// Whether it counts.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.standing.status != OrderStatus::Cancelled
    }

    /// What is left of it after partial cancellations: nothing once it was cancelled.
    #[must_use]
    pub fn rest(&self, entries: &[OrderEntry]) -> Option<Money> {
        let amount = self.content.amount.as_ref()?;
        if !self.is_live() {
            return Some(Money::new(0, amount.currency.clone()));
        }
        let signed = entries.iter().filter(|entry| entry.order_id == self.id).filter_map(|entry| entry.amount.as_ref());
        let minor = signed.fold(amount.minor, |rest, signed| rest.saturating_add(signed.minor));
        Some(Money::new(minor.max(0), amount.currency.clone()))
    }
}

/// A signed entry to an order: a part that was cancelled is negative. Rows only grow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderEntry {
    /// The entry.
    pub id: OrderEntryId,
    /// To which order.
    pub order_id: OrderId,
    /// How much, signed.
    pub amount: Option<Money>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Option<SalespersonId>,
}
