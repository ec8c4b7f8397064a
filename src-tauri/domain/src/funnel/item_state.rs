//! Where one gate item stands: first what the records show, then what was answered.
//!
//! Facts and identity (credit, interest, name, channel, source, sale credit) are believed only in the records, so that an
//! answer can never contradict them. Everything else may be answered where the records cannot show it: an answer about
//! offer, terms or order stands in until there is a record, and counts no longer once there is one.

use chrono::NaiveDate;

use super::gate::{GateContext, ItemState, ItemValue};
use super::level::{credit_yes, interest_yes};
use super::shipped::ORDER_ITEM;
use super::{Item, ItemField, ItemKind};
use crate::activity::{ActivityKind, ActivityState};
use crate::money::Money;
use crate::opportunity::{Answer, AnswerState, CreditState, InterestState};
use crate::sale::offer::OfferStatus;
use crate::sale::{SaleSummary, TermsSeen};

/// Where an item stands, with what is shown beside it.
pub(super) struct Judged {
    /// Where it stands.
    pub state: ItemState,
    /// Whether the records show it.
    pub seen: bool,
    /// What is shown.
    pub value: ItemValue,
}

/// What the records say about an item.
enum Seen {
    /// It is there.
    There(ItemValue),
    /// It is not there.
    Absent,
    /// It is there and says no, or no longer.
    Against(ItemValue),
    /// It does not apply by the records themselves.
    NotAsked,
}

pub(super) fn item_state(context: &GateContext<'_>, item: &Item) -> Judged {
    let answer = context.answer(&item.key);
    let seen = item.field.map_or(Seen::Absent, |field| look(context, field, item.kind));
    let given = |state| Judged { state, seen: false, value: answer.map(value).unwrap_or_default() };
    match (seen, answer.map(|answer| answer.state)) {
        (Seen::There(value), _) => Judged { state: ItemState::Done, seen: true, value },
        (Seen::NotAsked, _) => Judged { state: ItemState::NotApplicable, seen: true, value: ItemValue::default() },
        (Seen::Absent | Seen::Against(_), Some(AnswerState::NotApplicable)) => {
            given(if item.may_not_apply && has_words(answer) { ItemState::NotApplicable } else { ItemState::Invalid })
        }
        (Seen::Absent | Seen::Against(_), Some(AnswerState::Waived)) => {
            given(if !item.no_waiver && has_words(answer) { ItemState::Waived } else { ItemState::Invalid })
        }
        (Seen::Against(value), Some(AnswerState::Yes | AnswerState::No | AnswerState::Open) | None) => {
            Judged { state: ItemState::Invalid, seen: true, value }
        }
        (Seen::Absent, Some(AnswerState::Open) | None) => {
            Judged { state: ItemState::Missing, seen: false, value: ItemValue::default() }
        }
        (Seen::Absent, Some(AnswerState::Yes | AnswerState::No)) => {
            if item.field.is_some_and(only_in_records) {
                given(ItemState::Missing)
            } else {
                given(answer.map_or(ItemState::Missing, |answer| judge(context, item, answer)))
            }
        }
    }
}

/// Judges a yes or no by the kind of the item.
fn judge(context: &GateContext<'_>, item: &Item, answer: &Answer) -> ItemState {
    let yes = answer.state == AnswerState::Yes;
    let evidence = !answer.text.trim().is_empty() || answer.activity_id.is_some();
    let good = match item.kind {
        // "No" is an answer: nothing more can be done about it, and that is known now.
        ItemKind::Answered => true,
        ItemKind::Filled => yes && (evidence || answer.on.is_some() || answer.amount.is_some()),
        ItemKind::MustBeYes => yes,
        ItemKind::ActivityDone => yes && answer.activity_id.is_none_or(|id| is_done(context, id)),
        ItemKind::Attached => {
            let complete =
                item.key.as_str() != ORDER_ITEM || (answer.on.is_some() && is_amount(answer.amount.as_ref()));
            yes && evidence && complete
        }
        ItemKind::AmountWithin => yes && is_amount(answer.amount.as_ref()),
        ItemKind::DateAhead => yes && answer.on.is_some_and(|day| day >= context.today()),
    };
    if good { ItemState::Done } else { ItemState::Invalid }
}

fn is_done(context: &GateContext<'_>, id: crate::ids::ActivityId) -> bool {
    context.activities.iter().any(|activity| activity.id == id && activity.state == ActivityState::Done)
}

fn is_amount(amount: Option<&Money>) -> bool {
    amount.is_some_and(|money| money.minor > 0)
}

fn has_words(answer: Option<&Answer>) -> bool {
    answer.is_some_and(|answer| !answer.text.trim().is_empty())
}

fn value(answer: &Answer) -> ItemValue {
    ItemValue { text: answer.text.clone(), on: answer.on, amount: answer.amount.clone() }
}

fn only_in_records(field: ItemField) -> bool {
    match field {
        ItemField::NameOrCompany
        | ItemField::Name
        | ItemField::ReachableChannel
        | ItemField::Source
        | ItemField::Credit
        | ItemField::CreditValid
        | ItemField::Interest
        | ItemField::SaleCredit => true,
        ItemField::Context
        | ItemField::CreditDetails
        | ItemField::CreditLimit
        | ItemField::FirstInteraction
        | ItemField::NextMeeting
        | ItemField::Demonstration
        | ItemField::Amount
        | ItemField::Need
        | ItemField::ExpectedOn
        | ItemField::Permission
        | ItemField::TermsVersion
        | ItemField::OfferValidUntil
        | ItemField::OfferDocument
        | ItemField::TermsAccepted
        | ItemField::OrderPlaced => false,
    }
}

fn look(context: &GateContext<'_>, field: ItemField, kind: ItemKind) -> Seen {
    let opportunity = context.opportunity;
    let contact = context.contact;
    match field {
        ItemField::NameOrCompany => there(contact.has_name || contact.has_company),
        ItemField::Name => there(contact.has_name),
        ItemField::ReachableChannel => there(contact.has_channel),
        ItemField::Source => there(opportunity.source.is_some()),
        ItemField::Context => {
            if contact.has_note {
                there(true)
            } else {
                text(&opportunity.need)
            }
        }
        ItemField::Credit | ItemField::CreditValid => credit(context),
        ItemField::CreditDetails => credit_details(context),
        ItemField::CreditLimit => credit_limit(context),
        ItemField::FirstInteraction => match (opportunity.interest.first_on, opportunity.interest.channel) {
            (Some(day), Some(_)) => Seen::There(ItemValue { on: Some(day), ..ItemValue::default() }),
            (Some(_), None) | (None, Some(_) | None) => Seen::Absent,
        },
        ItemField::Interest => {
            if interest_yes(&opportunity.interest) {
                return there(true);
            }
            match opportunity.interest.state {
                InterestState::No | InterestState::NotNow => Seen::Against(ItemValue::default()),
                InterestState::Unknown | InterestState::Yes => Seen::Absent,
            }
        }
        ItemField::NextMeeting => next_meeting(context),
        ItemField::Demonstration => demonstration(context),
        ItemField::Amount => amount(context.sale.amount.as_ref().or(opportunity.estimate.as_ref())),
        // Where nobody set parts, the owner gets the whole sale.
        ItemField::SaleCredit => there(context.sale.shares_whole.unwrap_or(opportunity.owner_id.is_some())),
        ItemField::Permission => permission(context.sale),
        ItemField::TermsVersion => terms_version(context.sale),
        ItemField::OfferValidUntil => offer_valid_until(context),
        ItemField::OfferDocument => offer_document(context.sale),
        ItemField::TermsAccepted => terms_accepted(context.sale),
        ItemField::OrderPlaced => order_placed(context.sale),
        ItemField::Need => text(&opportunity.need),
        ItemField::ExpectedOn => expected(context, opportunity.expected_on, kind),
    }
}

/// Whether the records show it: `None` where they say nothing.
pub(super) fn shown(context: &GateContext<'_>, field: ItemField) -> Option<bool> {
    match look(context, field, ItemKind::Filled) {
        Seen::There(_) | Seen::NotAsked => Some(true),
        Seen::Against(_) => Some(false),
        Seen::Absent => None,
    }
}

fn there(is: bool) -> Seen {
    if is { Seen::There(ItemValue::default()) } else { Seen::Absent }
}

fn text(words: &str) -> Seen {
    if words.trim().is_empty() {
        Seen::Absent
    } else {
        Seen::There(ItemValue { text: words.trim().to_owned(), ..ItemValue::default() })
    }
}

fn amount(money: Option<&Money>) -> Seen {
    match money {
        Some(money) if money.minor > 0 => {
            Seen::There(ItemValue { amount: Some(money.clone()), ..ItemValue::default() })
        }
        Some(_) | None => Seen::Absent,
    }
}

fn credit(context: &GateContext<'_>) -> Seen {
    let fact = &context.opportunity.credit;
    let value = ItemValue { text: fact.note.clone(), on: fact.valid_until, amount: fact.limit.clone() };
    if credit_yes(fact, context.today()) {
        return Seen::There(value);
    }
    match fact.state {
        CreditState::Unknown | CreditState::Requested => Seen::Absent,
        CreditState::Accepted
        | CreditState::Conditional
        | CreditState::Refused
        | CreditState::Expired
        | CreditState::NotRequired => Seen::Against(value),
    }
}

fn credit_details(context: &GateContext<'_>) -> Seen {
    let fact = &context.opportunity.credit;
    if fact.state == CreditState::NotRequired {
        return Seen::NotAsked;
    }
    if fact.checked_by.trim().is_empty() || fact.valid_until.is_none() {
        return Seen::Absent;
    }
    Seen::There(ItemValue { text: fact.checked_by.clone(), on: fact.valid_until, amount: None })
}

fn credit_limit(context: &GateContext<'_>) -> Seen {
    let fact = &context.opportunity.credit;
    if fact.state == CreditState::NotRequired { Seen::NotAsked } else { amount(fact.limit.as_ref()) }
}

/// An open call, visit, meeting or demonstration ahead that somebody planned; what the program proposed was not agreed.
fn next_meeting(context: &GateContext<'_>) -> Seen {
    let planned = context.activities.iter().find(|activity| {
        activity.state == ActivityState::Open
            && activity.preset.is_none()
            && activity.due_at.is_some_and(|due| due > context.now)
            && matches!(
                activity.kind,
                ActivityKind::Call | ActivityKind::Visit | ActivityKind::Meeting | ActivityKind::Demonstration
            )
    });
    planned.map_or(Seen::Absent, |activity| {
        let on = activity.due_at.map(|due| super::workdays::local_day(due, context.settings));
        Seen::There(ItemValue { text: activity.subject.clone(), on, amount: None })
    })
}

fn demonstration(context: &GateContext<'_>) -> Seen {
    let held = context.activities.iter().find(|activity| {
        activity.state == ActivityState::Done
            && matches!(activity.kind, ActivityKind::Demonstration | ActivityKind::Sample)
    });
    held.map_or(Seen::Absent, |activity| {
        let on = activity.done_at.map(|done| super::workdays::local_day(done, context.settings));
        Seen::There(ItemValue { text: activity.result.clone(), on, amount: None })
    })
}

fn expected(context: &GateContext<'_>, day: Option<NaiveDate>, kind: ItemKind) -> Seen {
    let Some(day) = day else { return Seen::Absent };
    let value = ItemValue { on: Some(day), ..ItemValue::default() };
    if kind == ItemKind::DateAhead && day < context.today() { Seen::Against(value) } else { Seen::There(value) }
}

fn worded(text: &str, on: Option<NaiveDate>) -> ItemValue {
    ItemValue { text: text.to_owned(), on, amount: None }
}

fn permission(sale: &SaleSummary) -> Seen {
    sale.permission.as_ref().map_or(Seen::Absent, |seen| {
        let value = worded(&seen.by, seen.on);
        if seen.over { Seen::Against(value) } else { Seen::There(value) }
    })
}

fn terms_version(sale: &SaleSummary) -> Seen {
    sale.offer.as_ref().map_or(Seen::Absent, |offer| text(&offer.terms))
}

fn offer_valid_until(context: &GateContext<'_>) -> Seen {
    match context.sale.offer.as_ref().and_then(|offer| offer.valid_until) {
        Some(day) if day < context.today() => Seen::Against(worded("", Some(day))),
        Some(day) => Seen::There(worded("", Some(day))),
        None => Seen::Absent,
    }
}

fn offer_document(sale: &SaleSummary) -> Seen {
    sale.offer.as_ref().map_or(Seen::Absent, |offer| {
        let out = matches!(offer.status, OfferStatus::Sent | OfferStatus::Accepted);
        if out && offer.document.is_empty() { text(&offer.number) } else { text(&offer.document) }
    })
}

fn terms_accepted(sale: &SaleSummary) -> Seen {
    match &sale.terms {
        TermsSeen::None => Seen::Absent,
        TermsSeen::Accepted { version, by, on } => {
            let parts = [version.as_str(), by.as_str()].into_iter().filter(|part| !part.is_empty());
            Seen::There(worded(&parts.collect::<Vec<_>>().join(", "), *on))
        }
        TermsSeen::Void { version } => Seen::Against(worded(version, None)),
    }
}

fn order_placed(sale: &SaleSummary) -> Seen {
    sale.order.as_ref().map_or(Seen::Absent, |order| {
        Seen::There(ItemValue { amount: order.amount.clone(), ..worded(&order.number, order.on) })
    })
}
