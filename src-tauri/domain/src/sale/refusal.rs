//! Why a request about offers, terms, orders or sale credit may not be.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::offer::OfferStatus;
use super::order::OrderStatus;

/// Why something about a sale may not be. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum SaleRefusal {
    /// An offer cannot go from this status to the one asked for.
    OfferStep(OfferStatus),
    /// The last day of the offer has passed: it takes a new revision.
    OfferExpired,
    /// A revision that went out never changes: it takes a new one.
    OfferSent,
    /// There is nothing in the offer.
    OfferEmpty,
    /// A later revision is out.
    OfferReplaced(u32),
    /// A revision is being written already.
    DraftThere(u32),
    /// An order comes from an accepted offer.
    OfferNotAccepted,
    /// The offer belongs to another opportunity.
    OfferElsewhere,
    /// The credit acceptance has run out or was refused: no offer may go out.
    CreditClosed,
    /// The opportunity is closed: reopen it first.
    OpportunityClosed,
    /// An order cannot go from this status to the one asked for.
    OrderStep(OrderStatus),
    /// The offer has an order already.
    OrderThere(String),
    /// More is to be cancelled than is left.
    BeyondRest,
    /// The parts of sale credit do not total 10,000 basis points.
    NotWhole(u32),
    /// A won sale's credit is frozen: a correction needs a reason.
    CreditFrozen,
    /// No rate into the book's currency is known for this day.
    RateMissing(String),
    /// Another salesperson has this prefix.
    PrefixTaken(String),
}
