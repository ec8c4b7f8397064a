//! T14 to T19: out of the funnel, parked, and back again.

use chrono::NaiveDate;

use super::super::level::credit_state;
use super::super::workdays::{morning_of, whole_days};
use super::super::{Level, Role, Stage};
use super::facts::stage_back;
use super::moves::{arrive, close_preset, retreat, settle_in};
use super::work::{Entry, Work};
use super::{ClosedBecause, DecideContext, Decision, ExitRequest, ParkRequest, Refusal, ReviveRequest, SaleEffect};
use crate::activity::{ActivityKind, Preset};
use crate::ids::{MoveId, StageKey};
use crate::opportunity::{CreditState, Reason, Status, Transition};

impl Reason {
    /// Whether an opportunity can be disqualified for this (T14).
    #[must_use]
    pub fn disqualifies(self) -> bool {
        match self {
            Self::NoInterest
            | Self::CreditRefused
            | Self::NotAFit
            | Self::NotReachable
            | Self::Duplicate
            | Self::Junk
            | Self::Other => true,
            Self::Competitor | Self::Price | Self::Budget | Self::Timing | Self::OrderCancelled => false,
        }
    }

    /// Whether a prospect can be lost for this (T15).
    #[must_use]
    pub fn loses(self) -> bool {
        match self {
            Self::NoInterest
            | Self::CreditRefused
            | Self::NotAFit
            | Self::NotReachable
            | Self::Competitor
            | Self::Price
            | Self::Budget
            | Self::Timing
            | Self::Other => true,
            Self::Duplicate | Self::Junk | Self::OrderCancelled => false,
        }
    }
}

/// T14: an open opportunity is not worth work.
#[must_use]
pub fn disqualify(context: &DecideContext<'_>, request: &ExitRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    if let Err(refusal) = check_exit(&work, request, request.reason.disqualifies()) {
        return Decision::Refused(refusal);
    }
    exit_in(&mut work, Transition::Disqualify, Status::Disqualified, request.reason, &request.text);
    work.finish()
}

/// T15: a prospect is lost. No offer may be open.
#[must_use]
pub fn lose(context: &DecideContext<'_>, request: &ExitRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    if let Err(refusal) = check_exit(&work, request, request.reason.loses()) {
        return Decision::Refused(refusal);
    }
    if work.stage().is_none_or(|stage| stage.level != Level::Prospect) {
        return Decision::Refused(Refusal::NotProspect);
    }
    if !context.gate.sale.open_offers.is_empty() {
        return Decision::Refused(Refusal::OfferOpen(context.gate.sale.open_offers.clone()));
    }
    exit_in(&mut work, Transition::Lose, Status::Lost, request.reason, &request.text);
    request.competitor.trim().clone_into(&mut work.opportunity.standing.competitor);
    work.finish()
}

fn check_exit(work: &Work<'_>, request: &ExitRequest, belongs: bool) -> Result<(), Refusal> {
    if !work.is_open() {
        return Err(Refusal::NotOpen);
    }
    if !belongs {
        return Err(Refusal::ReasonNotHere);
    }
    worded(request.reason, &request.text)
}

fn worded(reason: Reason, text: &str) -> Result<(), Refusal> {
    if reason == Reason::Other && text.trim().is_empty() { Err(Refusal::ReasonNeeded) } else { Ok(()) }
}

/// Leaves the funnel at the present stage and closes what was planned.
pub(super) fn exit_in(work: &mut Work<'_>, transition: Transition, status: Status, reason: Reason, text: &str) {
    let here = work.opportunity.standing.stage.clone();
    work.enter(Entry { status, reason: Some(reason), ..Entry::open(transition, &here, text) });
    let because = if status == Status::Lost { ClosedBecause::Lost } else { ClosedBecause::Disqualified };
    let open: Vec<_> = work.open_activities().collect();
    for activity in open {
        work.close(activity, because, text);
    }
}

/// T16: parked until a day.
#[must_use]
pub fn park(context: &DecideContext<'_>, request: &ParkRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    if !work.is_open() {
        return Decision::Refused(Refusal::NotOpen);
    }
    match park_in(&mut work, request.wake_on, request.reason, &request.text) {
        Ok(()) => work.finish(),
        Err(refusal) => Decision::Refused(refusal),
    }
}

pub(super) fn park_in(work: &mut Work<'_>, wake_on: NaiveDate, reason: Reason, text: &str) -> Result<(), Refusal> {
    worded(reason, text)?;
    if wake_on <= work.today() {
        return Err(Refusal::WakeUpNotAhead);
    }
    let here = work.opportunity.standing.stage.clone();
    let status = Status::Nurture;
    work.enter(Entry { status, reason: Some(reason), ..Entry::open(Transition::Park, &here, text) });
    work.opportunity.standing.wake_on = Some(wake_on);
    let due = morning_of(wake_on, work.context.gate.settings);
    work.propose(ActivityKind::Task, Preset::WakeUp, due);
    Ok(())
}

/// T17: back from nurture, on the date or by hand. The days in nurture are taken out of the clocks.
#[must_use]
pub fn return_from_nurture(context: &DecideContext<'_>, move_id: MoveId) -> Decision {
    let Some(mut work) = Work::begin(context, move_id) else { return Decision::AlreadyDone };
    if work.opportunity.standing.status != Status::Nurture {
        return Decision::Refused(Refusal::NotParked);
    }
    let parked = whole_days(work.opportunity.standing.status_since, work.now());
    let held = work.opportunity.standing.stage.clone();
    let Some(stage) = stage_to_return_to(&work, &held) else { return Decision::Refused(Refusal::UnknownStage) };
    land(&mut work, Transition::Return, stage, "");
    let standing = &mut work.opportunity.standing;
    standing.paused_days = standing.paused_days.saturating_add(parked);
    close_preset(&mut work, Preset::WakeUp, ClosedBecause::Returned);
    settle_in(&mut work);
    arrive(&mut work);
    work.finish()
}

/// T18: a disqualified or lost opportunity is taken up again, where it stood by its history. The old outcome stays in
/// the moves; an expired credit acceptance is to be checked again.
#[must_use]
pub fn reopen(context: &DecideContext<'_>, request: &ReviveRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    if !matches!(work.opportunity.standing.status, Status::Disqualified | Status::Lost) {
        return Decision::Refused(Refusal::NotClosed);
    }
    if request.reason.trim().is_empty() {
        return Decision::Refused(Refusal::ReasonNeeded);
    }
    let exit = context
        .moves
        .iter()
        .filter(|made| matches!(made.to_status, Status::Disqualified | Status::Lost))
        .max_by_key(|made| made.at);
    let held = exit.and_then(|made| made.from_stage.clone()).unwrap_or_else(|| work.opportunity.standing.stage.clone());
    let Some(stage) = stage_to_return_to(&work, &held) else { return Decision::Refused(Refusal::UnknownStage) };
    land(&mut work, Transition::Reopen, stage, &request.reason);
    work.opportunity.attempt = work.opportunity.attempt.saturating_add(1);
    if credit_state(&work.opportunity.credit, work.today()) == CreditState::Expired {
        work.propose_in(ActivityKind::Task, Preset::CreditCheck, 1);
    }
    settle_in(&mut work);
    work.finish()
}

/// T19: the order of a won opportunity was cancelled. It stands before the last step again.
#[must_use]
pub fn void(context: &DecideContext<'_>, request: &ReviveRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    if work.opportunity.standing.status != Status::Won {
        return Decision::Refused(Refusal::NotWon);
    }
    if request.reason.trim().is_empty() {
        return Decision::Refused(Refusal::ReasonNeeded);
    }
    let funnel = context.gate.funnel;
    let last = funnel.stages.iter().rev().find(|stage| stage.on && stage.level == Level::Prospect);
    let Some(stage) = funnel.with_role(Role::Agreeing).or(last) else {
        return Decision::Refused(Refusal::UnknownStage);
    };
    // A fact may have been taken back after the sale; then it is no longer a prospect.
    let Some(stage) = (if work.supports(stage) { Some(stage) } else { stage_back(&work) }) else {
        return Decision::Refused(Refusal::UnknownStage);
    };
    retreat(&mut work, stage);
    let reason = Some(Reason::OrderCancelled);
    work.enter(Entry { reason, ..Entry::open(Transition::Void, &stage.key, &request.reason) });
    work.sale(SaleEffect::Voided);
    settle_in(&mut work);
    work.finish()
}

fn land(work: &mut Work<'_>, transition: Transition, stage: &Stage, words: &str) {
    if stage.key != work.opportunity.standing.stage {
        retreat(work, stage);
    }
    work.enter(Entry::open(transition, &stage.key, words));
}

/// The stage held before; where it is off by now, the nearest one in use; where a fact was taken back meanwhile, the
/// one that the facts give.
fn stage_to_return_to<'a>(work: &Work<'a>, held: &StageKey) -> Option<&'a Stage> {
    let funnel = work.context.gate.funnel;
    let stage = match funnel.stage(held).filter(|stage| stage.on) {
        Some(stage) => stage,
        None => funnel.nearest_on(funnel.position(held)?)?,
    };
    if work.supports(stage) { Some(stage) } else { stage_back(work) }
}
