//! What the gates see of an opportunity's sale: amount, offer, permission, terms, order, sale credit.
//!
//! Where a record shows an item, the record is the answer; a typed answer stands in only where there is no record.

use chrono::NaiveDate;

use super::ledger::SaleShares;
use super::offer::{Offer, OfferStatus, by_offer};
use super::order::{OrderEntry, OrderStatus, SaleOrder};
use super::permission::OfferPermission;
use super::rate::{Rate, rate_on};
use super::terms::{Terms, TermsAcceptance, newest};
use super::totals::total;
use crate::estimate::split::check_whole;
use crate::money::Money;

/// The records of one opportunity's sale, in any order.
#[derive(Debug, Clone, Copy, Default)]
pub struct SaleRecords<'r> {
    /// Revisions of offers.
    pub offers: &'r [Offer],
    /// Permissions.
    pub permissions: &'r [OfferPermission],
    /// Acceptances of terms.
    pub acceptances: &'r [TermsAcceptance],
    /// All texts of terms in the book.
    pub terms: &'r [Terms],
    /// Orders.
    pub orders: &'r [SaleOrder],
    /// Signed entries to orders.
    pub entries: &'r [OrderEntry],
    /// Parts of sale credit, where they were set.
    pub shares: Option<&'r SaleShares>,
    /// Exchange rates of the book.
    pub rates: &'r [Rate],
}

/// An offer as the gates see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferSeen {
    /// Its number.
    pub number: String,
    /// Where it stands today.
    pub status: OfferStatus,
    /// The version of its terms, or empty.
    pub terms: String,
    /// Its last day.
    pub valid_until: Option<NaiveDate>,
    /// The name of its document, or empty.
    pub document: String,
}

/// A permission as the gates see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermissionSeen {
    /// Who gave it.
    pub by: String,
    /// On which day.
    pub on: Option<NaiveDate>,
    /// Whether it has run out.
    pub over: bool,
}

/// Accepted terms as the gates see them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TermsSeen {
    /// No acceptance on record.
    #[default]
    None,
    /// The text in force was accepted.
    Accepted {
        /// The version.
        version: String,
        /// By whom.
        by: String,
        /// On which day.
        on: Option<NaiveDate>,
    },
    /// The text changed since it was accepted.
    Void {
        /// The version that was accepted.
        version: String,
    },
}

/// An order as the gates see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSeen {
    /// Its number.
    pub number: String,
    /// On which day.
    pub on: Option<NaiveDate>,
    /// What is left of it.
    pub amount: Option<Money>,
    /// Whether it was confirmed.
    pub confirmed: bool,
}

/// What the gates see of a sale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SaleSummary {
    /// The sum of the offers in force.
    pub amount: Option<Money>,
    /// The numbers of the offers that are out and unanswered.
    pub open_offers: Vec<String>,
    /// The offer that is furthest.
    pub offer: Option<OfferSeen>,
    /// The newest permission to submit an offer.
    pub permission: Option<PermissionSeen>,
    /// Accepted terms.
    pub terms: TermsSeen,
    /// The order that counts.
    pub order: Option<OrderSeen>,
    /// Whether the parts of sale credit total 10,000; `None` where nobody set any.
    pub shares_whole: Option<bool>,
}

/// What the gates see of these records on a day, with amounts in `currency` where they have to be converted.
#[must_use]
pub fn summarise(records: &SaleRecords<'_>, currency: &str, today: NaiveDate) -> SaleSummary {
    let in_force: Vec<&Offer> = by_offer(records.offers).iter().filter_map(super::offer::Revisions::in_force).collect();
    let furthest = furthest(&in_force, today);
    let open = in_force.iter().filter(|offer| offer.status_on(today) == OfferStatus::Sent);
    SaleSummary {
        amount: amount(&in_force, records.rates, currency, today),
        open_offers: open.map(|offer| offer.number.clone()).collect(),
        offer: furthest.map(|offer| OfferSeen {
            number: offer.number.clone(),
            status: offer.status_on(today),
            terms: offer.content.terms.as_ref().map(|terms| terms.version.clone()).unwrap_or_default(),
            valid_until: offer.content.valid_until,
            document: offer.document.as_ref().map(|document| document.name.clone()).unwrap_or_default(),
        }),
        permission: permission(records.permissions, today),
        terms: terms(records, furthest),
        order: order(records),
        shares_whole: records.shares.map(|set| check_whole(&set.shares).is_ok()),
    }
}

/// The offer that the gates ask about: an accepted one, else one that is out, else a draft; the latest of its kind.
fn furthest<'o>(in_force: &[&'o Offer], today: NaiveDate) -> Option<&'o Offer> {
    let rank = |offer: &Offer| match offer.status_on(today) {
        OfferStatus::Accepted => 3,
        OfferStatus::Sent => 2,
        OfferStatus::Draft => 1,
        OfferStatus::Expired | OfferStatus::Rejected | OfferStatus::Withdrawn => 0,
    };
    in_force.iter().copied().max_by_key(|offer| (rank(offer), offer.created_at, offer.id))
}

/// The sum of offers: in their own currency where it is one, else converted; what cannot be converted is left out.
fn amount(in_force: &[&Offer], rates: &[Rate], currency: &str, today: NaiveDate) -> Option<Money> {
    let amounts: Vec<(Money, &Offer)> =
        in_force.iter().filter_map(|offer| Some((total(&offer.content)?, *offer))).collect();
    let first = &amounts.first()?.0.currency;
    let same = amounts.iter().all(|(amount, _)| amount.currency == *first);
    let target = if same { first.clone() } else { currency.to_owned() };
    let convert = |(amount, offer): &(Money, &Offer)| {
        if amount.currency == target {
            return Some(amount.minor);
        }
        let stored = offer.content.rate.as_ref().filter(|rate| rate.to == target);
        let rate = stored.or_else(|| rate_on(rates, &amount.currency, &target, today))?;
        rate.convert(amount).map(|money| money.minor)
    };
    let converted: Vec<i64> = amounts.iter().filter_map(convert).collect();
    let minor = converted.iter().copied().reduce(i64::saturating_add)?;
    Some(Money::new(minor, target))
}

fn permission(permissions: &[OfferPermission], today: NaiveDate) -> Option<PermissionSeen> {
    let newest = permissions.iter().max_by_key(|one| (one.at, one.id))?;
    let over = newest.permission.until.is_some_and(|last| last < today);
    Some(PermissionSeen { by: newest.permission.by.clone(), on: newest.permission.on, over })
}

/// An acceptance holds for the terms of the offer that is furthest; without an offer, for the newest text of its version.
fn terms(records: &SaleRecords<'_>, furthest: Option<&Offer>) -> TermsSeen {
    let mut acceptances: Vec<&TermsAcceptance> = records.acceptances.iter().collect();
    acceptances.sort_by_key(|one| std::cmp::Reverse((one.at, one.id)));
    let asked = furthest.and_then(|offer| offer.content.terms.as_ref());
    let holds = |one: &&&TermsAcceptance| {
        let accepted = &one.acceptance.terms;
        match asked {
            Some(asked) => accepted.hash == asked.hash,
            None => newest(records.terms, &accepted.version).is_none_or(|text| text.hash == accepted.hash),
        }
    };
    if let Some(found) = acceptances.iter().find(holds) {
        let acceptance = &found.acceptance;
        let (version, by) = (acceptance.terms.version.clone(), acceptance.by.clone());
        return TermsSeen::Accepted { version, by, on: acceptance.on };
    }
    acceptances.first().map_or(TermsSeen::None, |one| TermsSeen::Void { version: one.acceptance.terms.version.clone() })
}

fn order(records: &SaleRecords<'_>) -> Option<OrderSeen> {
    let live = records.orders.iter().filter(|order| order.is_live());
    let found =
        live.max_by_key(|order| (order.standing.status == OrderStatus::Confirmed, order.created_at, order.id))?;
    Some(OrderSeen {
        number: found.number.clone(),
        on: found.content.on,
        amount: found.rest(records.entries),
        confirmed: found.standing.status == OrderStatus::Confirmed,
    })
}
