//! English: offers, orders and sale credit.

use corong_domain::sale::SaleRefusal;
use corong_domain::sale::offer::OfferStatus;
use corong_domain::sale::order::OrderStatus;

/// Where an offer stands.
pub fn offer_status(status: OfferStatus) -> &'static str {
    match status {
        OfferStatus::Draft => "draft",
        OfferStatus::Sent => "sent",
        OfferStatus::Accepted => "accepted",
        OfferStatus::Rejected => "rejected",
        OfferStatus::Withdrawn => "withdrawn",
        OfferStatus::Expired => "expired",
    }
}

/// Where an order stands.
pub fn order_status(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Placed => "placed",
        OrderStatus::Confirmed => "confirmed",
        OrderStatus::Cancelled => "cancelled",
    }
}

/// The effort behind a part.
pub fn effort(effort: u32) -> String {
    if effort == 0 { "nothing logged; the owner gets it".to_owned() } else { format!("effort {effort}") }
}

/// Why a rule refused.
pub fn refusal(refusal: &SaleRefusal) -> String {
    match refusal {
        SaleRefusal::OfferStep(status) => {
            format!("The offer is {}; this step is not open to it.", offer_status(*status))
        }
        SaleRefusal::OfferExpired => "The last day of the offer has passed. Revise it.".to_owned(),
        SaleRefusal::OfferSent => "What went out never changes. Revise it instead.".to_owned(),
        SaleRefusal::OfferEmpty => "There is no line in the offer.".to_owned(),
        SaleRefusal::OfferReplaced(revision) => format!("Revision {revision} is out in its place."),
        SaleRefusal::DraftThere(revision) => format!("Revision {revision} is being written already. Edit that one."),
        SaleRefusal::OfferNotAccepted => "An order needs an offer that was accepted.".to_owned(),
        SaleRefusal::OfferElsewhere => "The offer belongs to another opportunity.".to_owned(),
        SaleRefusal::CreditClosed => {
            "The credit acceptance has run out or was refused, so no offer may go out. Have the credit checked."
                .to_owned()
        }
        SaleRefusal::OpportunityClosed => "The opportunity is closed. Reopen it first.".to_owned(),
        SaleRefusal::OrderStep(status) => {
            format!("The order is {}; this step is not open to it.", order_status(*status))
        }
        SaleRefusal::OrderThere(number) => format!("There is an order for this offer: {number}."),
        SaleRefusal::BeyondRest => "That is more than is left of the order.".to_owned(),
        SaleRefusal::NotWhole(total) => format!("The parts total {total} basis points, not 10,000."),
        SaleRefusal::CreditFrozen => {
            "The sale was won, so its credit is frozen. A correction needs --reason.".to_owned()
        }
        SaleRefusal::RateMissing(currency) => {
            format!("There is no exchange rate for {currency}. Enter one with `rate add`.")
        }
        SaleRefusal::PrefixTaken(prefix) => format!("Another salesperson has the prefix {prefix}."),
    }
}
