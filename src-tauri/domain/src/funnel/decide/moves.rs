//! T1, T4 to T13: to another stage, forward, over stages or back; answers; and the moves that follow from facts.

use super::super::item_state::shown;
use super::super::level::{Facts, stage_by_facts};
use super::super::{ItemField, Level, ORDER_ITEM, Role, Stage, TERMS_ITEM};
use super::facts::take_facts;
use super::work::{Entry, Work, is_fact, waived_of};
use super::{AnswerRequest, ClosedBecause, DecideContext, Decision, Given, MoveRequest, Refusal, SaleEffect};
use crate::activity::{ActivityKind, Preset};
use crate::ids::{ItemKey, MoveId, StageKey};
use crate::opportunity::{Answer, AnswerState, Status, Transition};

/// Working days until a first contact is due after G1 or T2.
const FIRST_CONTACT_DAYS: u32 = 1;
/// Working days until the credit check is due after T3.
const CREDIT_CHECK_DAYS: u32 = 1;
/// Working days until the allowed offer is due after T8.
const SEND_OFFER_DAYS: u32 = 2;
/// Working days until the follow-up of an offer is due after T9.
const OFFER_FOLLOW_UP_DAYS: u32 = 3;
/// Working days until the question for a referral is due after T11.
const ASK_REFERRAL_DAYS: u32 = 5;

/// Moves an open opportunity to another stage, in either direction. A stage reached may lead on by the facts at once.
#[must_use]
pub fn move_to(context: &DecideContext<'_>, request: &MoveRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    match try_move(&mut work, request) {
        Ok(()) => work.finish(),
        Err(refusal) => Decision::Refused(refusal),
    }
}

fn try_move(work: &mut Work<'_>, request: &MoveRequest) -> Result<(), Refusal> {
    if !work.is_open() {
        return Err(Refusal::NotOpen);
    }
    let funnel = work.context.gate.funnel;
    let target = funnel.stage(&request.to).filter(|stage| stage.on).ok_or(Refusal::UnknownStage)?;
    take_facts(work, &request.facts)?;
    work.give(&request.answers)?;
    work.waive(&request.waivers)?;
    let from = work.opportunity.standing.stage.clone();
    if from == target.key {
        settle_in(work);
        return Ok(());
    }
    if funnel.position(&target.key) < funnel.position(&from) {
        back(work, target, &request.reason)
    } else {
        forward(work, &from, target, &request.reason)
    }
}

fn forward(work: &mut Work<'_>, from: &StageKey, target: &Stage, reason: &str) -> Result<(), Refusal> {
    let funnel = work.context.gate.funnel;
    let facts = Facts::of(&work.opportunity);
    if !funnel.leads_to(from, &target.key) {
        let fits = stage_by_facts(funnel, facts).unwrap_or(target);
        return Err(Refusal::AgainstFacts(fits.key.clone()));
    }
    let is_next = funnel.neighbours(from).iter().any(|stage| stage.key == target.key)
        || funnel.next_stage(from, facts).is_some_and(|stage| stage.key == target.key);
    if !is_next && !funnel.may_skip {
        return Err(Refusal::SkipNotAllowed);
    }
    let asked = work.report(from, &target.key);
    work.waive_warnings(&asked, reason);
    let report = work.report(from, &target.key);
    if !report.ready {
        return Err(Refusal::Gate(Box::new(report)));
    }
    if !work.supports(target) {
        let fits = stage_by_facts(funnel, facts).unwrap_or(target);
        return Err(Refusal::AgainstFacts(fits.key.clone()));
    }
    let won = target.role == Role::Won;
    let terms = is_held(work, ItemField::TermsAccepted, TERMS_ITEM);
    if won && !(terms && is_held(work, ItemField::OrderPlaced, ORDER_ITEM)) {
        return Err(Refusal::TermsMissing);
    }
    let by_fact = matches!(target.role, Role::Contacted | Role::Qualified);
    let transition = match (is_next, by_fact) {
        (true, true) => Transition::Fact,
        (true, false) => Transition::Forward,
        (false, true | false) => Transition::Skip,
    };
    let status = if won { Status::Won } else { Status::Open };
    let waived = waived_of(&report);
    work.enter(Entry { transition, to: &target.key, status, reason: None, words: reason, waived });
    settle_in(work);
    arrive(work);
    Ok(())
}

/// Whether the records show it, or an answer stands in where there is no record.
fn is_held(work: &Work<'_>, field: ItemField, item: &str) -> bool {
    shown(&work.gate(), field).unwrap_or_else(|| answered_yes(work, item))
}

fn answered_yes(work: &Work<'_>, item: &str) -> bool {
    work.gate().answer(&ItemKey::from(item)).is_some_and(|answer| answer.state == AnswerState::Yes)
}

fn back(work: &mut Work<'_>, target: &Stage, reason: &str) -> Result<(), Refusal> {
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonNeeded);
    }
    let funnel = work.context.gate.funnel;
    let facts = Facts::of(&work.opportunity);
    if facts.credit || facts.interest {
        let lowest = stage_by_facts(funnel, facts).ok_or(Refusal::UnknownStage)?;
        if funnel.position(&target.key) < funnel.position(&lowest.key) {
            return Err(Refusal::BelowFacts(lowest.key.clone()));
        }
    }
    if !work.supports(target) {
        let fits = stage_by_facts(funnel, facts).unwrap_or(target);
        return Err(Refusal::AgainstFacts(fits.key.clone()));
    }
    retreat(work, target);
    work.enter(Entry::open(Transition::Back, &target.key, reason));
    Ok(())
}

/// Opens again what must be checked again between the target and the present stage, and ends fact waivers below the
/// prospect level. The words given earlier stay, so that the form can show them.
pub(super) fn retreat(work: &mut Work<'_>, target: &Stage) {
    let from = work.opportunity.standing.stage.clone();
    let items = work.context.gate.funnel.gate_items(&target.key, &from);
    let again: Vec<ItemKey> =
        items.iter().filter(|found| found.item.check_again).map(|found| found.item.key.clone()).collect();
    for item in again {
        reopen_answer(work, &item);
    }
    if target.level < Level::Prospect {
        for field in [ItemField::Credit, ItemField::Interest] {
            end_fact_waiver(work, field);
        }
    }
}

fn reopen_answer(work: &mut Work<'_>, item: &ItemKey) {
    if let Some(answer) = work.gate().answer(item).cloned() {
        work.put_answer(item, Answer { state: AnswerState::Open, ..answer });
    }
}

/// Ends the waiver of a fact, for instance because the fact is yes again.
pub(super) fn end_fact_waiver(work: &mut Work<'_>, field: ItemField) {
    for item in work.fact_items(field) {
        if work.gate().answer(&item).is_some_and(|answer| answer.state == AnswerState::Waived) {
            reopen_answer(work, &item);
        }
    }
}

/// Follows the facts from `ready` on, gate by gate, as far as no gate asks for anything. Which stage is reached depends
/// on the facts and answers alone and not on their order.
pub(super) fn settle_in(work: &mut Work<'_>) {
    // The longest way is ready, qualified, engaged.
    for _ in 0..3 {
        let Some(stage) = work.stage() else { return };
        if !work.is_open() || !work.context.gate.funnel.follows_facts(stage) {
            return;
        }
        let funnel = work.context.gate.funnel;
        let prospect = funnel.stages_on().find(|stage| stage.level == Level::Prospect);
        let ahead = [funnel.with_role(Role::Qualified), funnel.with_role(Role::Contacted), prospect];
        let found = ahead.into_iter().flatten().find_map(|target| {
            let open = funnel.leads_to(&stage.key, &target.key) && work.supports(target);
            let report = open.then(|| work.report(&stage.key, &target.key));
            report.filter(|report| report.ready).map(|report| (target, report))
        });
        let Some((target, report)) = found else { return };
        let transition = if target.level == Level::Prospect { Transition::Forward } else { Transition::Fact };
        let waived = waived_of(&report);
        work.enter(Entry { waived, ..Entry::open(transition, &target.key, "") });
    }
}

/// The activities that belong to the stage reached.
pub(super) fn arrive(work: &mut Work<'_>) {
    let Some(stage) = work.stage() else { return };
    if !work.has_moved() {
        return;
    }
    close_achieved(work, stage);
    match stage.role {
        Role::Ready => {
            if work.open_activities().next().is_none() {
                work.propose_in(ActivityKind::Call, Preset::FirstContact, FIRST_CONTACT_DAYS);
            }
        }
        Role::Qualified => {
            close_preset(work, Preset::FollowUp, ClosedBecause::Replaced);
            work.propose_in(ActivityKind::Call, Preset::FirstContact, FIRST_CONTACT_DAYS);
        }
        Role::Contacted => work.propose_in(ActivityKind::Task, Preset::CreditCheck, CREDIT_CHECK_DAYS),
        Role::BidAllowed => work.propose_in(ActivityKind::Task, Preset::SendOffer, SEND_OFFER_DAYS),
        Role::BidSent => work.propose_in(ActivityKind::Call, Preset::OfferFollowUp, OFFER_FOLLOW_UP_DAYS),
        Role::Won => {
            work.propose_in(ActivityKind::Call, Preset::AskReferral, ASK_REFERRAL_DAYS);
            work.sale(SaleEffect::Won);
        }
        Role::Captured | Role::Lead | Role::Engaged | Role::Prospect | Role::Evaluating | Role::Agreeing => {}
    }
}

/// What the program proposed and the opportunity has reached by now is done.
fn close_achieved(work: &mut Work<'_>, stage: &Stage) {
    let facts = Facts::of(&work.opportunity);
    if facts.interest {
        close_preset(work, Preset::FirstContact, ClosedBecause::Achieved);
    }
    if facts.credit {
        close_preset(work, Preset::CreditCheck, ClosedBecause::Achieved);
    }
    // A follow-up of the card outlives the talk at the booth, but not the talks about the need.
    if stage.level >= Level::Prospect && stage.role != Role::Engaged {
        close_preset(work, Preset::FollowUp, ClosedBecause::Achieved);
    }
    if matches!(stage.role, Role::Agreeing | Role::Won) {
        close_preset(work, Preset::OfferFollowUp, ClosedBecause::Achieved);
    }
    if matches!(stage.role, Role::BidSent | Role::Agreeing | Role::Won) {
        close_preset(work, Preset::SendOffer, ClosedBecause::Achieved);
    }
}

pub(super) fn close_preset(work: &mut Work<'_>, preset: Preset, because: ClosedBecause) {
    let open: Vec<_> = work.open_activities().filter(|activity| activity.preset == Some(preset)).collect();
    for activity in open {
        work.close(activity, because, "");
    }
}

/// Answers items without asking for a move. A fact that only waited for an answer moves the opportunity on.
#[must_use]
pub fn answer_items(context: &DecideContext<'_>, request: &AnswerRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    if !matches!(work.opportunity.standing.status, Status::Open | Status::Nurture) {
        return Decision::Refused(Refusal::NotOpen);
    }
    let checked = request.answers.iter().try_for_each(|given| check_answer(&work, given));
    if let Err(refusal) = checked.and_then(|()| work.give(&request.answers)) {
        return Decision::Refused(refusal);
    }
    settle_in(&mut work);
    arrive(&mut work);
    work.finish()
}

fn check_answer(work: &Work<'_>, given: &Given) -> Result<(), Refusal> {
    let Some(found) = work.context.gate.funnel.item(&given.item) else {
        return Err(Refusal::UnknownItem(given.item.clone()));
    };
    if found.item.field.is_some_and(is_fact) {
        return Err(Refusal::SetTheFact(given.item.clone()));
    }
    let worded = !given.answer.text.trim().is_empty();
    match given.answer.state {
        AnswerState::Yes | AnswerState::No | AnswerState::Open => Ok(()),
        AnswerState::NotApplicable if !found.item.may_not_apply => Err(Refusal::AlwaysApplies(given.item.clone())),
        AnswerState::Waived if found.item.no_waiver => Err(Refusal::NoWaiver(given.item.clone())),
        AnswerState::NotApplicable | AnswerState::Waived => {
            if worded {
                Ok(())
            } else {
                Err(Refusal::ReasonNeeded)
            }
        }
    }
}

/// Follows the facts after they came in by another way, for instance from a colleague's book.
#[must_use]
pub fn settle(context: &DecideContext<'_>, move_id: MoveId) -> Decision {
    let Some(mut work) = Work::begin(context, move_id) else { return Decision::AlreadyDone };
    settle_in(&mut work);
    arrive(&mut work);
    work.finish()
}
