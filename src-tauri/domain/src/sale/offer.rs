//! Offers: one record per revision. A revision that went out never changes; a change is a new revision.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::rate::Rate;
use super::standing::{FileSeal, Held};
use super::terms::TermsSeal;
use crate::ids::{OfferId, OpportunityId, ProductId, SalespersonId};

/// What it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OfferKind {
    /// A quote.
    #[default]
    Quote,
    /// A proposal.
    Proposal,
    /// A bid.
    Bid,
}

/// Where a revision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum OfferStatus {
    /// Being written.
    Draft,
    /// Out.
    Sent,
    /// The prospect said yes.
    Accepted,
    /// The prospect said no.
    Rejected,
    /// Taken back, or replaced by a later revision.
    Withdrawn,
    /// Sent, and its last day has passed. Never stored: it follows from the day.
    Expired,
}

impl OfferStatus {
    /// Which of several concurrent values is shown: what the prospect answered goes before what we did.
    #[must_use]
    pub fn merge_weight(self) -> u32 {
        match self {
            Self::Draft => 0,
            Self::Sent | Self::Expired => 1,
            Self::Withdrawn => 2,
            Self::Rejected => 3,
            Self::Accepted => 4,
        }
    }

    /// Whether a revision may go from here to there.
    #[must_use]
    pub fn may_become(self, to: Self) -> bool {
        match (self, to) {
            (Self::Draft, Self::Sent | Self::Withdrawn)
            | (Self::Sent, Self::Accepted | Self::Rejected | Self::Withdrawn)
            | (Self::Expired, Self::Rejected | Self::Withdrawn)
            | (Self::Accepted, Self::Withdrawn) => true,
            (
                Self::Draft | Self::Sent | Self::Accepted | Self::Rejected | Self::Withdrawn | Self::Expired,
                Self::Draft | Self::Sent | Self::Accepted | Self::Rejected | Self::Withdrawn | Self::Expired,
            ) => false,
        }
    }
}

/// One line: a product of the price list, or free text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferLine {
    /// The product, where it came from the price list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    /// What is offered.
    pub text: String,
    /// A second line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// The unit, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// How many, in thousandths.
    #[specta(type = specta_typescript::Number)]
    pub quantity: i64,
    /// Price of one unit in minor units of the offer's currency, without tax.
    #[specta(type = specta_typescript::Number)]
    pub price: i64,
    /// Discount in basis points.
    #[serde(default)]
    pub discount: u32,
    /// Tax rate in basis points.
    #[serde(default)]
    pub tax: u32,
}

/// What an offer says: one value, so that a merge can never mix two of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferContent {
    /// ISO 4217.
    pub currency: String,
    /// The lines, in order.
    pub lines: Vec<OfferLine>,
    /// Discount on the whole, in basis points.
    #[serde(default)]
    pub discount: u32,
    /// The rate into the book's currency, where the offer's is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// The terms it stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<TermsSeal>,
    /// The last day on which it can be accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// A remark printed on it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// One revision of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// The revision.
    pub id: OfferId,
    /// For which opportunity.
    pub opportunity_id: OpportunityId,
    /// The first revision of the offer; `None` in that one itself.
    pub root_id: Option<OfferId>,
    /// The revision that this one takes the place of.
    pub follows: Option<OfferId>,
    /// What it is called.
    pub kind: OfferKind,
    /// Its number, the same in all revisions.
    pub number: String,
    /// 1, 2, 3, ...
    pub revision: u32,
    /// What it says.
    pub content: OfferContent,
    /// Where it stands.
    pub standing: Held<OfferStatus>,
    /// The document that was made of it.
    pub document: Option<FileSeal>,
    /// Who wrote it.
    pub by: Option<SalespersonId>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
}

impl Offer {
    /// The offer that this is a revision of.
    #[must_use]
    pub fn root(&self) -> OfferId {
        self.root_id.unwrap_or(self.id)
    }

    /// The status on a day: what was sent and ran out is expired.
    #[must_use]
    pub fn status_on(&self, today: NaiveDate) -> OfferStatus {
        match self.standing.status {
            OfferStatus::Sent if self.content.valid_until.is_some_and(|last| last < today) => OfferStatus::Expired,
            status => status,
        }
    }
}

/// The revisions of one offer, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revisions<'o> {
    /// All of them.
    pub all: Vec<&'o Offer>,
}

impl<'o> Revisions<'o> {
    /// The revision in force: the one accepted, else the latest that was neither taken back nor rejected.
    ///
    /// A rejected latest revision does not bring an earlier one back.
    #[must_use]
    pub fn in_force(&self) -> Option<&'o Offer> {
        let standing = |offer: &&&Offer| offer.standing.status != OfferStatus::Withdrawn;
        let accepted = self.all.iter().rfind(|offer| offer.standing.status == OfferStatus::Accepted);
        let latest = self.all.iter().rfind(standing).filter(|offer| offer.standing.status != OfferStatus::Rejected);
        accepted.or(latest).copied()
    }

    /// The latest revision.
    #[must_use]
    pub fn latest(&self) -> Option<&'o Offer> {
        self.all.last().copied()
    }

    /// Whether two books made a revision of the same one: both are kept, and a person picks.
    #[must_use]
    pub fn has_rivals(&self) -> bool {
        let alive: Vec<_> = self.all.iter().filter(|offer| offer.standing.status != OfferStatus::Withdrawn).collect();
        alive.iter().enumerate().any(|(at, offer)| {
            let follows = offer.follows.is_some();
            follows && alive.iter().skip(at + 1).any(|other| other.follows == offer.follows)
        })
    }
}

/// Puts revisions together into offers, in the order in which they were begun.
#[must_use]
pub fn by_offer(offers: &[Offer]) -> Vec<Revisions<'_>> {
    let mut found: Vec<Revisions<'_>> = Vec::new();
    for offer in offers {
        match found.iter_mut().find(|known| known.all.first().is_some_and(|first| first.root() == offer.root())) {
            Some(known) => known.all.push(offer),
            None => found.push(Revisions { all: vec![offer] }),
        }
    }
    for revisions in &mut found {
        revisions.all.sort_by_key(|offer| (offer.revision, offer.created_at, offer.id));
    }
    found.sort_by_key(|revisions| revisions.all.first().map(|first| (first.created_at, first.id)));
    found
}
