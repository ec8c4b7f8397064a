//! Volume of business: the sale credit entries added up by salesperson, event, source or month. Amounts of different
//! currencies are never added.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{EventId, SalespersonId};
use crate::money::Money;
use crate::opportunity::Source;

/// What volume is added up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum VolumeBy {
    /// By who gets the credit.
    #[default]
    Salesperson,
    /// By the event at which the card was collected.
    Event,
    /// By source.
    Source,
    /// By calendar month.
    Month,
}

/// One entry with what it is added up by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeFact {
    /// Who gets the credit.
    pub salesperson_id: SalespersonId,
    /// At which event.
    pub event_id: Option<EventId>,
    /// From which source.
    pub source: Option<Source>,
    /// On which day it was posted.
    pub on: NaiveDate,
    /// How much, signed.
    pub amount: Money,
}

/// What a row of the volume stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(tag = "kind", content = "key", rename_all = "snake_case")]
pub enum VolumeKey {
    /// A salesperson.
    Salesperson(SalespersonId),
    /// An event; `None` for what came from none.
    Event(Option<EventId>),
    /// A source by its word; empty where nobody said.
    Source(String),
    /// A month as `2026-11`.
    Month(String),
}

/// Adds entries of a period up; both days belong to it.
#[must_use]
pub fn volume(facts: &[VolumeFact], by: VolumeBy, from: NaiveDate, until: NaiveDate) -> Vec<(VolumeKey, Money)> {
    let mut sums: BTreeMap<(VolumeKey, String), i64> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.on >= from && fact.on <= until) {
        let key = match by {
            VolumeBy::Salesperson => VolumeKey::Salesperson(fact.salesperson_id),
            VolumeBy::Event => VolumeKey::Event(fact.event_id),
            VolumeBy::Source => VolumeKey::Source(source_word(fact.source)),
            VolumeBy::Month => VolumeKey::Month(fact.on.format("%Y-%m").to_string()),
        };
        let slot = sums.entry((key, fact.amount.currency.clone())).or_default();
        *slot = slot.saturating_add(fact.amount.minor);
    }
    sums.into_iter().map(|((key, currency), minor)| (key, Money::new(minor, currency))).collect()
}

fn source_word(source: Option<Source>) -> String {
    match source {
        Some(Source::Event) => "event",
        Some(Source::Referral) => "referral",
        Some(Source::PhoneBook) => "phone_book",
        Some(Source::WalkIn) => "walk_in",
        Some(Source::Website) => "website",
        Some(Source::Import) => "import",
        Some(Source::Other) => "other",
        None => "",
    }
    .to_owned()
}
