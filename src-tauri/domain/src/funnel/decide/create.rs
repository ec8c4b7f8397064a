//! T0 and T20: a new opportunity, of a card or of a customer.

use chrono::{DateTime, Utc};

use super::super::level::credit_yes;
use super::super::workdays::first_step_due;
use super::super::{Funnel, Level, Role, Stage};
use super::{ActivitySpec, CreateRequest, DecideContext, Decision, Effects, Refusal, RepeatRequest};
use crate::activity::{ActivityKind, Preset};
use crate::ids::{MoveId, SalespersonId};
use crate::opportunity::{
    CreditFact, InterestFact, InterestState, Opportunity, Source, StageMove, Standing, Status, Transition,
};
use crate::settings::Settings;

/// T0: an opportunity for a captured card. `identified` says that there is a name, company, phone, e-mail or photo.
/// A follow-up is proposed for the day after tomorrow at 09:00, moved to a working day.
#[must_use]
pub fn create(
    funnel: &Funnel,
    settings: &Settings,
    request: &CreateRequest,
    identified: bool,
    by: Option<SalespersonId>,
    now: DateTime<Utc>,
) -> Decision {
    if !identified {
        return Decision::Refused(Refusal::EmptyCard);
    }
    let first = funnel.with_role(Role::Captured).or_else(|| funnel.stages_on().next());
    let Some(stage) = first else { return Decision::Refused(Refusal::UnknownStage) };
    let opportunity = Opportunity {
        id: request.opportunity_id,
        contact_id: request.contact_id,
        funnel: funnel.key.clone(),
        standing: standing(funnel, stage, now),
        credit: CreditFact::unknown(),
        interest: InterestFact::unknown(),
        estimate: request.estimate.clone(),
        need: request.need.trim().to_owned(),
        source: request.source.or_else(|| request.event_id.map(|_| Source::Event)),
        referred_by: request.referred_by,
        event_id: request.event_id,
        owner_id: request.owner_id.or(settings.owner_id),
        expected_on: None,
        attempt: 1,
        high_water: rank(funnel, stage),
        created_at: now,
    };
    let follow_up = request.propose_follow_up.then(|| ActivitySpec {
        contact_id: opportunity.contact_id,
        opportunity_id: opportunity.id,
        kind: ActivityKind::Call,
        preset: Preset::FollowUp,
        due_at: first_step_due(now, settings),
        owner_id: opportunity.owner_id,
    });
    done(opportunity, Transition::Create, request.move_id, by, follow_up)
}

/// T20: a new need of a customer becomes a new opportunity at `engaged`. The context is that of the won opportunity;
/// its credit fact must still be valid and is carried over.
#[must_use]
pub fn repeat(context: &DecideContext<'_>, request: &RepeatRequest) -> Decision {
    let won = context.gate.opportunity;
    let (funnel, now) = (context.gate.funnel, context.gate.now);
    if won.standing.status != Status::Won {
        return Decision::Refused(Refusal::NotWon);
    }
    if request.need.trim().is_empty() {
        return Decision::Refused(Refusal::NeedMissing);
    }
    if !credit_yes(&won.credit, context.gate.today()) {
        return Decision::Refused(Refusal::CreditExpired);
    }
    let first = funnel.with_role(Role::Engaged).or_else(|| funnel.stages_on().find(|s| s.level == Level::Prospect));
    let Some(stage) = first else { return Decision::Refused(Refusal::UnknownStage) };
    let interest = InterestFact { state: InterestState::Yes, at: Some(now), by: context.by, ..won.interest.clone() };
    let opportunity = Opportunity {
        id: request.opportunity_id,
        standing: standing(funnel, stage, now),
        interest,
        estimate: request.estimate.clone(),
        need: request.need.trim().to_owned(),
        event_id: request.event_id,
        expected_on: None,
        attempt: 1,
        high_water: rank(funnel, stage),
        created_at: now,
        ..won.clone()
    };
    done(opportunity, Transition::Repeat, request.move_id, context.by, None)
}

fn rank(funnel: &Funnel, stage: &Stage) -> u32 {
    funnel.place(&stage.key).unwrap_or(0)
}

fn standing(funnel: &Funnel, stage: &Stage, now: DateTime<Utc>) -> Standing {
    Standing {
        status: Status::Open,
        stage: stage.key.clone(),
        rank: rank(funnel, stage),
        since: now,
        status_since: now,
        reason: None,
        reason_text: String::new(),
        competitor: String::new(),
        wake_on: None,
        paused_days: 0,
    }
}

fn done(
    opportunity: Opportunity,
    transition: Transition,
    move_id: MoveId,
    by: Option<SalespersonId>,
    follow_up: Option<ActivitySpec>,
) -> Decision {
    let first = StageMove {
        id: move_id,
        opportunity_id: opportunity.id,
        transition,
        from_stage: None,
        to_stage: opportunity.standing.stage.clone(),
        from_status: None,
        to_status: Status::Open,
        at: opportunity.created_at,
        by,
        reason_code: None,
        reason: String::new(),
        waived: Vec::new(),
    };
    Decision::Done(Box::new(Effects {
        opportunity,
        moves: vec![first],
        answers: Vec::new(),
        create: follow_up.into_iter().collect(),
        close: Vec::new(),
        sale: None,
    }))
}
