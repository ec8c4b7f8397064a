//! Orders: placed, confirmed, cancelled. A confirmed order wins its opportunity by the ordinary move; when all are
//! cancelled the win is void.

use corong_domain::contact::Contact;
use corong_domain::funnel::decide::{Decision, MoveRequest, ReviveRequest, move_to, void};
use corong_domain::funnel::{Funnel, ORDER_ITEM, Role};
use corong_domain::history::Act;
use corong_domain::ids::{MoveId, OpportunityId, OrderEntryId, OrderId};
use corong_domain::money::Money;
use corong_domain::opportunity::Status;
use corong_domain::problem::{Problem, Rule};
use corong_domain::sale::SaleRefusal;
use corong_domain::sale::ledger::EntryKind;
use corong_domain::sale::number::ORDERS;
use corong_domain::sale::offer::{Offer, OfferStatus};
use corong_domain::sale::order::{OrderContent, OrderEntry, OrderStatus, SaleOrder};
use corong_domain::sale::standing::Held;
use corong_domain::sale::totals::total;
use corong_store::{Reader, Tx};

use super::effect::{Leveling, gives_way, level};
use super::offers::{next_number_of, offer_of, open_opportunity};
use super::terms::seal;
use crate::error::BookError;
use crate::files::OpportunityFile;
use crate::fill::{amount, day, fill};
use crate::find::Named;
use crate::save::line;
use crate::views::{
    Changed, MoveOutcome, OpportunityRequest, OrderCancel, OrderConfirm, OrderDone, OrderNew, OrderView,
};
use crate::write::{Book, Moment, Stop};

impl Book {
    /// The orders of an opportunity, oldest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn orders_list(&self, request: &OpportunityRequest) -> Result<Vec<OrderView>, BookError> {
        self.store.read(|reader| order_views(reader, request.opportunity))
    }

    /// The order that a text names: by number, by id or a part of it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn order_named(&self, text: &str) -> Result<Named<OrderId>, BookError> {
        self.store.read(|reader| {
            let numbered = reader.orders_numbered(text.trim())?;
            if !numbered.is_empty() {
                return Ok(Named::of(numbered.into_iter().map(|order| order.id).collect()));
            }
            crate::find::by_id(text, || Ok(reader.all::<SaleOrder>()?.into_iter().map(|one| one.id.0).collect()))
                .map(|named| named.map(OrderId))
        })
    }

    /// The funnel that an order's opportunity follows: it says how answers are read.
    ///
    /// # Errors
    /// The order is not there; the book cannot be read.
    pub fn order_funnel(&self, order: OrderId) -> Result<Funnel, BookError> {
        self.store.read(|reader| {
            let order = order_of(reader, order)?;
            Ok(OpportunityFile::read(reader, order.opportunity_id)?.funnel.as_ref().clone())
        })
    }

    /// Places an order: from an accepted offer, or direct.
    ///
    /// # Errors
    /// The offer was not accepted or has an order; a field has a problem; the book cannot be written.
    pub fn order_place(&self, request: &OrderNew) -> Result<Changed<OrderView>, BookError> {
        let evidence = seal(&request.evidence)?;
        self.write(Act::OrderPlaced, |tx, moment| {
            let opportunity = open_opportunity(tx, request.opportunity)?;
            let offer = match request.offer {
                Some(id) => Some(offer_of(tx, id)?),
                None => None,
            };
            if let Some(offer) = &offer {
                check_offer(tx, offer, opportunity.id)?;
            }
            let mut problems = Vec::new();
            let currency = offer.as_ref().map_or(&moment.settings.currency, |offer| &offer.content.currency);
            let typed = amount("amount", &request.amount, currency, &mut problems);
            let money = typed.or_else(|| offer.as_ref().and_then(|offer| total(&offer.content)));
            if problems.is_empty() && money.as_ref().is_none_or(|money| money.minor <= 0) {
                problems.push(Problem::new("amount", Rule::AmountShape));
            }
            let on = day("on", &request.on, &mut problems).or_else(|| Some(moment.today()));
            if !problems.is_empty() {
                return Err(BookError::Invalid(problems).into());
            }
            let number = line(&request.number);
            let order = SaleOrder {
                id: OrderId(self.ids.next(moment.now)),
                opportunity_id: opportunity.id,
                offer_id: offer.as_ref().map(|offer| offer.id),
                number: if number.is_empty() { next_number_of(tx, moment, ORDERS)? } else { number },
                content: OrderContent {
                    on,
                    amount: money,
                    rate: offer.and_then(|offer| offer.content.rate),
                    evidence,
                    note: request.note.trim().to_owned(),
                },
                standing: Held::new(OrderStatus::Placed, moment.now),
                by: moment.by(),
                created_at: moment.now,
            };
            tx.put(&order)?;
            gives_way(tx, moment, &opportunity, ORDER_ITEM)?;
            tx.about::<Contact>(opportunity.contact_id);
            Ok(order_view(tx, order.id)?)
        })
    }

    /// Confirms an order. The first one wins the opportunity by the ordinary move (T11): what the last gate still asks
    /// for comes back, and then nothing was changed.
    ///
    /// # Errors
    /// The order is not there or cancelled; the opportunity is closed; the book cannot be written.
    pub fn order_confirm(&self, request: &OrderConfirm) -> Result<Changed<OrderDone>, BookError> {
        self.write(Act::OrderConfirmed, |tx, moment| {
            let order = order_of(tx, request.order)?;
            let before = order_view(tx, order.id)?;
            if !order.standing.status.may_become(OrderStatus::Confirmed) {
                return Err(BookError::sale(SaleRefusal::OrderStep(order.standing.status)).into());
            }
            let untouched = OpportunityFile::read(tx, order.opportunity_id)?;
            tx.put(&SaleOrder { standing: Held::new(OrderStatus::Confirmed, moment.now), ..order.clone() })?;
            tx.about::<Contact>(untouched.opportunity.contact_id);
            let outcome = match untouched.opportunity.standing.status {
                Status::Won => {
                    let why = Leveling { kind: EntryKind::Frozen, reason: "" };
                    level(tx, moment, &self.ids, &untouched.opportunity, &why)?;
                    None
                }
                Status::Open | Status::Nurture => {
                    let won = self.win(tx, moment, &untouched, request).map_err(|stop| refused(stop, before))?;
                    Some(won)
                }
                Status::Lost | Status::Disqualified => {
                    return Err(BookError::sale(SaleRefusal::OpportunityClosed).into());
                }
            };
            Ok(OrderDone { order: order_view(tx, order.id)?, outcome })
        })
    }

    /// T11 with what was answered along with the confirmation.
    fn win(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        before: &OpportunityFile,
        request: &OrderConfirm,
    ) -> Result<MoveOutcome, Stop<MoveOutcome>> {
        let mut file = OpportunityFile::read(tx, before.opportunity.id)?;
        let filled = fill(tx, &mut file, &request.answers, &self.ids, moment)?;
        let won = file.funnel.with_role(Role::Won).ok_or(BookError::NotFound { what: "last stage" })?;
        let asked = MoveRequest {
            move_id: MoveId(self.ids.next(moment.now)),
            to: won.key.clone(),
            answers: filled.given,
            waivers: request.waivers.clone(),
            facts: filled.facts,
            reason: request.reason.trim().to_owned(),
        };
        let decision = move_to(&file.decide(moment), &asked);
        self.settle(tx, moment, before, file, decision)
    }

    /// Cancels an order, whole or in part. When the last confirmed order of a won opportunity is cancelled the win is
    /// void (T19), with reversing entries.
    ///
    /// # Errors
    /// The order is not there or cancelled already; more is to be cancelled than is left; the book cannot be written.
    pub fn order_cancel(&self, request: &OrderCancel) -> Result<Changed<OrderDone>, BookError> {
        self.write(Act::OrderCancelled, |tx, moment| {
            let order = order_of(tx, request.order)?;
            let before = order_view(tx, order.id)?;
            if !order.standing.status.may_become(OrderStatus::Cancelled) {
                return Err(BookError::sale(SaleRefusal::OrderStep(order.standing.status)).into());
            }
            let file = OpportunityFile::read(tx, order.opportunity_id)?;
            tx.about::<Contact>(file.opportunity.contact_id);
            if let Some(part) = part_of(&before, &order, request)? {
                tx.put(&OrderEntry {
                    id: OrderEntryId(self.ids.next(moment.now)),
                    order_id: order.id,
                    amount: Some(Money::new(-part.minor, part.currency)),
                    reason: line(&request.reason),
                    at: moment.now,
                    by: moment.by(),
                })?;
                let why = Leveling { kind: EntryKind::Reduced, reason: &request.reason };
                level(tx, moment, &self.ids, &file.opportunity, &why)?;
                return Ok(OrderDone { order: order_view(tx, order.id)?, outcome: None });
            }
            let cancelled = Held::because(OrderStatus::Cancelled, moment.now, &request.reason);
            tx.put(&SaleOrder { standing: cancelled, ..order.clone() })?;
            let others = file
                .sale
                .orders
                .iter()
                .any(|other| other.id != order.id && other.standing.status == OrderStatus::Confirmed);
            if file.opportunity.standing.status != Status::Won || others {
                let why = Leveling { kind: EntryKind::Reversed, reason: &request.reason };
                level(tx, moment, &self.ids, &file.opportunity, &why)?;
                return Ok(OrderDone { order: order_view(tx, order.id)?, outcome: None });
            }
            let after = OpportunityFile::read(tx, order.opportunity_id)?;
            let reason = line(&request.reason);
            let asked = ReviveRequest {
                move_id: MoveId(self.ids.next(moment.now)),
                // The order's number says which one, in any language.
                reason: if reason.is_empty() { order.number.clone() } else { reason },
            };
            let decision: Decision = void(&after.decide(moment), &asked);
            let outcome = self.settle(tx, moment, &file, after, decision).map_err(|stop| refused(stop, before))?;
            Ok(OrderDone { order: order_view(tx, order.id)?, outcome: Some(outcome) })
        })
    }
}

/// A refused move is the answer of the whole request.
fn refused(stop: Stop<MoveOutcome>, order: OrderView) -> Stop<OrderDone> {
    match stop {
        Stop::Error(error) => Stop::Error(error),
        Stop::Unchanged(outcome) => Stop::Unchanged(Box::new(OrderDone { order, outcome: Some(*outcome) })),
    }
}

/// The part that is to be cancelled; `None` for the whole order.
fn part_of(view: &OrderView, order: &SaleOrder, request: &OrderCancel) -> Result<Option<Money>, BookError> {
    let mut problems = Vec::new();
    let currency = order.content.amount.as_ref().map_or("", |amount| amount.currency.as_str());
    let part = amount("amount", &request.amount, currency, &mut problems);
    if problems.is_empty() && part.as_ref().is_some_and(|part| part.minor <= 0) {
        problems.push(Problem::new("amount", Rule::AmountShape));
    }
    if !problems.is_empty() {
        return Err(BookError::Invalid(problems));
    }
    let Some(part) = part else { return Ok(None) };
    let rest = view.rest.as_ref().map_or(0, |rest| rest.minor);
    match part.minor.cmp(&rest) {
        std::cmp::Ordering::Less => Ok(Some(part)),
        std::cmp::Ordering::Equal => Ok(None),
        std::cmp::Ordering::Greater => Err(BookError::sale(SaleRefusal::BeyondRest)),
    }
}

fn check_offer(reader: &Reader<'_>, offer: &Offer, opportunity: OpportunityId) -> Result<(), BookError> {
    if offer.opportunity_id != opportunity {
        return Err(BookError::sale(SaleRefusal::OfferElsewhere));
    }
    if offer.standing.status != OfferStatus::Accepted {
        return Err(BookError::sale(SaleRefusal::OfferNotAccepted));
    }
    let orders: Vec<SaleOrder> = reader.of_opportunity(opportunity)?;
    match orders.iter().find(|order| order.is_live() && order.offer_id == Some(offer.id)) {
        Some(order) => Err(BookError::sale(SaleRefusal::OrderThere(order.number.clone()))),
        None => Ok(()),
    }
}

fn order_of(reader: &Reader<'_>, id: OrderId) -> Result<SaleOrder, BookError> {
    reader.get::<SaleOrder>(id)?.ok_or(BookError::NotFound { what: "order" })
}

fn order_view(reader: &Reader<'_>, id: OrderId) -> Result<OrderView, BookError> {
    let order = order_of(reader, id)?;
    let entries = reader.entries_of_order(id)?;
    Ok(OrderView { rest: order.rest(&entries), order, entries })
}

pub(super) fn order_views(reader: &Reader<'_>, opportunity: OpportunityId) -> Result<Vec<OrderView>, BookError> {
    let orders: Vec<SaleOrder> = reader.of_opportunity(opportunity)?;
    orders.into_iter().map(|order| order_view(reader, order.id)).collect()
}
