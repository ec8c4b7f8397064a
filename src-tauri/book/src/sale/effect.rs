//! What winning and voiding do to orders and sale credit. One decision, one change.

use corong_domain::funnel::decide::SaleEffect;
use corong_domain::funnel::{Item, ItemKind, ORDER_ITEM};
use corong_domain::ids::{CreditEntryId, ItemKey, OrderId};
use corong_domain::money::Money;
use corong_domain::opportunity::{Answer, AnswerState, GateAnswer, Opportunity};
use corong_domain::sale::ledger::{CreditPosting, EntryKind, SaleCreditEntry, SaleShares, bring_to, shares_in_force};
use corong_domain::sale::number::ORDERS;
use corong_domain::sale::order::{OrderContent, OrderStatus, SaleOrder};
use corong_domain::sale::standing::Held;
use corong_store::{Reader, Tx};

use super::offers::next_number_of;
use super::records::SaleFile;
use crate::clock::Ids;
use crate::error::BookError;
use crate::files::OpportunityFile;
use crate::write::Moment;

/// Carries out what a decision does to the sale.
pub(crate) fn settle_sale(
    tx: &mut Tx<'_, '_>,
    moment: &Moment,
    ids: &Ids,
    opportunity: &Opportunity,
    effect: SaleEffect,
) -> Result<(), BookError> {
    match effect {
        SaleEffect::Won => won(tx, moment, ids, opportunity),
        SaleEffect::Voided => voided(tx, moment, ids, opportunity),
    }
}

/// Won: what was placed is confirmed, and the sale credit of each order is frozen.
fn won(tx: &mut Tx<'_, '_>, moment: &Moment, ids: &Ids, opportunity: &Opportunity) -> Result<(), BookError> {
    let sale = SaleFile::read(tx, opportunity.id)?;
    if !sale.orders.iter().any(SaleOrder::is_live) {
        answered_order(tx, moment, ids, opportunity, &sale)?;
    }
    for order in sale.orders.iter().filter(|order| order.standing.status == OrderStatus::Placed) {
        tx.put(&SaleOrder { standing: Held::new(OrderStatus::Confirmed, moment.now), ..order.clone() })?;
    }
    let shares = shares_in_force(sale.shares.as_ref(), opportunity.owner_id.or(moment.by()));
    if shares.is_empty() {
        return Ok(());
    }
    tx.put(&SaleShares {
        id: SaleShares::id_of(opportunity.id),
        opportunity_id: opportunity.id,
        shares,
        at: moment.now,
        by: moment.by(),
    })?;
    level(tx, moment, ids, opportunity, &Leveling { kind: EntryKind::Frozen, reason: "" })
}

/// An order that was only answered becomes a record, so that the volume comes from records alone.
fn answered_order(
    tx: &mut Tx<'_, '_>,
    moment: &Moment,
    ids: &Ids,
    opportunity: &Opportunity,
    sale: &SaleFile,
) -> Result<(), BookError> {
    let answers: Vec<GateAnswer> = tx.of_opportunity(opportunity.id)?;
    let found = answers.into_iter().find(|one| one.item.as_str() == ORDER_ITEM);
    let Some(answer) = found.filter(|one| one.answer.state == AnswerState::Yes) else { return Ok(()) };
    let known = sale.summary(&moment.settings.currency, moment.today()).amount;
    let amount = answer.answer.amount.clone().or(known).or_else(|| opportunity.estimate.clone());
    let Some(amount) = amount.filter(|amount| amount.minor > 0) else { return Ok(()) };
    let order = direct(tx, moment, ids, opportunity, &answer.answer, amount, OrderStatus::Confirmed)?;
    tx.put(&order)?;
    let taken_over = Answer { state: AnswerState::Open, ..answer.answer.clone() };
    tx.put(&GateAnswer { answer: taken_over, at: moment.now, by: moment.by(), ..answer })?;
    Ok(())
}

fn direct(
    reader: &Reader<'_>,
    moment: &Moment,
    ids: &Ids,
    opportunity: &Opportunity,
    answer: &Answer,
    amount: Money,
    status: OrderStatus,
) -> Result<SaleOrder, BookError> {
    let number = answer.text.trim();
    Ok(SaleOrder {
        id: OrderId(ids.next(moment.now)),
        opportunity_id: opportunity.id,
        offer_id: None,
        number: if number.is_empty() { next_number_of(reader, moment, ORDERS)? } else { number.to_owned() },
        content: OrderContent {
            on: answer.on.or_else(|| Some(moment.today())),
            amount: Some(amount),
            ..OrderContent::default()
        },
        standing: Held::new(status, moment.now),
        by: moment.by(),
        created_at: moment.now,
    })
}

/// Puts the answer to the order item as an order, where it says enough for one. Gives whether it did.
pub(crate) fn order_from_answer(
    tx: &mut Tx<'_, '_>,
    moment: &Moment,
    ids: &Ids,
    file: &OpportunityFile,
    item: &Item,
    answer: &Answer,
) -> Result<bool, BookError> {
    let sale = &file.sale;
    if sale.orders.iter().any(|order| order.is_live() && order.standing.status == OrderStatus::Confirmed) {
        // It is there and settled; what is typed beside it says nothing new.
        return Ok(true);
    }
    let whole = answer.on.is_some() && answer.amount.is_some() && !answer.text.trim().is_empty();
    if item.kind == ItemKind::Attached && !whole {
        return Ok(false);
    }
    let known = sale.summary(&moment.settings.currency, moment.today()).amount;
    let amount = answer.amount.clone().or(known).or_else(|| file.opportunity.estimate.clone());
    let Some(amount) = amount.filter(|amount| amount.minor > 0) else { return Ok(false) };
    let order = direct(tx, moment, ids, &file.opportunity, answer, amount, OrderStatus::Placed)?;
    let placed = sale.orders.iter().find(|known| known.is_live() && known.offer_id.is_none());
    if sale.orders.iter().any(|known| known.is_live() && known.offer_id.is_some()) {
        return Ok(true);
    }
    match placed {
        Some(known) => tx.put(&SaleOrder { id: known.id, created_at: known.created_at, ..order })?,
        None => tx.put(&order)?,
    };
    Ok(true)
}

/// Void: all orders are cancelled and every entry has its reverse. Nothing is deleted.
fn voided(tx: &mut Tx<'_, '_>, moment: &Moment, ids: &Ids, opportunity: &Opportunity) -> Result<(), BookError> {
    let sale = SaleFile::read(tx, opportunity.id)?;
    for order in sale.orders.iter().filter(|order| order.is_live()) {
        tx.put(&SaleOrder { standing: Held::new(OrderStatus::Cancelled, moment.now), ..order.clone() })?;
    }
    level(tx, moment, ids, opportunity, &Leveling { kind: EntryKind::Reversed, reason: "" })
}

/// Why the ledger is brought up to date.
pub(super) struct Leveling<'r> {
    /// The kind of the entries.
    pub kind: EntryKind,
    /// In words.
    pub reason: &'r str,
}

/// Brings the ledger of each order of an opportunity to what is left of it, by the parts in force.
pub(super) fn level(
    tx: &mut Tx<'_, '_>,
    moment: &Moment,
    ids: &Ids,
    opportunity: &Opportunity,
    why: &Leveling<'_>,
) -> Result<(), BookError> {
    let sale = SaleFile::read(tx, opportunity.id)?;
    let shares = shares_in_force(sale.shares.as_ref(), opportunity.owner_id);
    for order in &sale.orders {
        let so_far = sale.of_order(order);
        let Some(rest) = order.rest(&sale.entries) else { continue };
        let counts = order.standing.status == OrderStatus::Confirmed;
        if !counts && so_far.is_empty() {
            continue;
        }
        let parts = if counts { shares.as_slice() } else { &[] };
        let posted = bring_to(&so_far, &rest, parts).map_err(BookError::internal)?;
        for one in posted {
            tx.put(&SaleCreditEntry {
                id: CreditEntryId(ids.next(moment.now)),
                opportunity_id: opportunity.id,
                order_id: order.id,
                salesperson_id: one.salesperson_id,
                posting: Some(CreditPosting {
                    kind: why.kind,
                    basis_points: one.basis_points,
                    amount: one.amount,
                    reason: why.reason.trim().to_owned(),
                }),
                at: moment.now,
                by: moment.by(),
            })?;
        }
    }
    Ok(())
}

/// Takes back a typed answer: from now on there is a record.
pub(super) fn gives_way(
    tx: &mut Tx<'_, '_>,
    moment: &Moment,
    opportunity: &Opportunity,
    item: &str,
) -> Result<(), BookError> {
    let key = ItemKey::from(item);
    let answers: Vec<GateAnswer> = tx.of_opportunity(opportunity.id)?;
    let typed = answers.into_iter().find(|one| one.item == key && one.answer.state == AnswerState::Yes);
    if let Some(typed) = typed {
        let answer = Answer { state: AnswerState::Open, ..typed.answer.clone() };
        tx.put(&GateAnswer { answer, at: moment.now, by: moment.by(), ..typed })?;
    }
    Ok(())
}
