//! An opportunity that another program kept becomes one of the book, with the history that is known: when it was
//! opened, and when and how it ended.
//!
//! Its ids come from the name that it had there (UUIDv5), so that the same file imported twice, or on two machines, makes
//! it once. Deliberately absent: gates. What was sold is sold; facts and answers are those without which such a stage
//! could not have been reached.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::funnel::workdays::local_day;
use crate::funnel::{Funnel, Level, ORDER_ITEM, Role, Stage, TERMS_ITEM};
use crate::ids::{AnswerId, ContactId, ItemKey, MoveId, OpportunityId, SalespersonId, StageKey, link_id};
use crate::money::Money;
use crate::opportunity::{
    Answer, AnswerState, CreditFact, CreditState, GateAnswer, InterestFact, InterestState, Opportunity, Reason, Source,
    StageMove, Standing, Status, Transition,
};
use crate::settings::Settings;

/// How a past opportunity stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PastStand {
    /// Open, at the first stage in use with this role.
    At(Role),
    /// Open, at this stage.
    Stage(StageKey),
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// What is known about a past opportunity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastDeal {
    /// Its name in the other program.
    pub key: String,
    /// With whom.
    pub contact_id: ContactId,
    /// Who worked on it.
    pub owner_id: Option<SalespersonId>,
    /// How it stands.
    pub stand: PastStand,
    /// The other program's word for that; it becomes the reason of a loss and the evidence of a win.
    pub word: String,
    /// The day on which it was opened; the day of the import when it is not known.
    pub opened_on: Option<NaiveDate>,
    /// The day on which it ended.
    pub closed_on: Option<NaiveDate>,
    /// What it was about.
    pub need: String,
    /// Its value.
    pub amount: Option<Money>,
}

/// A past opportunity as records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The opportunity.
    pub opportunity: Opportunity,
    /// Its moves, in order.
    pub moves: Vec<StageMove>,
    /// What was answered to win.
    pub answers: Vec<GateAnswer>,
}

/// The id of the opportunity that another program knows by this name.
#[must_use]
pub fn past_id(key: &str) -> OpportunityId {
    OpportunityId(link_id("past", &[key]))
}

/// Whether an opportunity came with its past from another program. Its history begins only when the other program kept
/// outcomes, which an estimate must know.
#[must_use]
pub fn is_past(id: OpportunityId) -> bool {
    id.0.get_version_num() == 5
}

/// Midday of a day in the settings' offset: the day stays the same day in every part of the country.
#[must_use]
pub fn midday(day: NaiveDate, settings: &Settings) -> DateTime<Utc> {
    let offset = TimeDelta::minutes(i64::from(settings.utc_offset_minutes));
    day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(12) - offset
}

/// The records of a past opportunity; `None` when the funnel has no stage for it.
#[must_use]
pub fn past(funnel: &Funnel, settings: &Settings, deal: &PastDeal, now: DateTime<Utc>) -> Option<Past> {
    let id = past_id(&deal.key);
    let engaged = || at_role(funnel, Role::Engaged);
    let (first, end) = match &deal.stand {
        PastStand::At(role) => (at_role(funnel, *role)?, None),
        PastStand::Stage(key) => (funnel.stage(key).filter(|stage| stage.on)?, None),
        PastStand::Won => (engaged()?, Some((funnel.with_role(Role::Won)?, Status::Won))),
        PastStand::Lost => (engaged()?, Some((engaged()?, Status::Lost))),
    };
    let closed_at = deal.closed_on.map(|day| midday(day, settings));
    let opened_at = match (deal.opened_on, closed_at) {
        (Some(day), closed) => closed.map_or(midday(day, settings), |closed| midday(day, settings).min(closed)),
        (None, Some(closed)) => closed,
        // Its history begins with the import.
        (None, None) => now,
    };
    let mut moves = vec![created(deal, id, first, opened_at)];
    if let Some((stage, status)) = end {
        moves.push(ended(funnel, deal, &moves, stage, status, closed_at.unwrap_or(opened_at)));
    }
    let (stage, status, since, status_since) = match (end, moves.last()) {
        (Some((stage, Status::Won)), Some(last)) => (stage, Status::Won, last.at, last.at),
        (Some((_, status)), Some(last)) => (first, status, opened_at, last.at),
        (None, _) | (_, None) => (first, Status::Open, opened_at, opened_at),
    };
    let lost = status == Status::Lost;
    let reached = first.level >= Level::Prospect;
    let opened_on = local_day(opened_at, settings);
    let opportunity = Opportunity {
        id,
        contact_id: deal.contact_id,
        funnel: funnel.key.clone(),
        standing: Standing {
            status,
            stage: stage.key.clone(),
            rank: rank(funnel, stage),
            since,
            status_since,
            reason: lost.then_some(Reason::Other),
            reason_text: if lost { deal.word.clone() } else { String::new() },
            competitor: String::new(),
            wake_on: None,
            paused_days: 0,
        },
        credit: credit(reached, opened_at, deal),
        interest: interest(reached || first.role == Role::Contacted, opened_at, opened_on, deal),
        estimate: deal.amount.clone(),
        need: deal.need.trim().to_owned(),
        source: Some(Source::Import),
        referred_by: None,
        event_id: None,
        owner_id: deal.owner_id,
        expected_on: None,
        attempt: 1,
        high_water: rank(funnel, stage).max(rank(funnel, first)),
        created_at: opened_at,
    };
    let answers = if status == Status::Won { evidence(deal, &opportunity, status_since, settings) } else { Vec::new() };
    Some(Past { opportunity, moves, answers })
}

/// The first stage in use with a role; where it is off or there is none, the nearest one in use before it.
fn at_role(funnel: &Funnel, role: Role) -> Option<&Stage> {
    funnel.with_role(role).or_else(|| {
        let place = funnel.stages.iter().position(|stage| stage.role == role)?;
        funnel.nearest_on(place)
    })
}

fn rank(funnel: &Funnel, stage: &Stage) -> u32 {
    funnel.position(&stage.key).and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
}

fn created(deal: &PastDeal, id: OpportunityId, stage: &Stage, at: DateTime<Utc>) -> StageMove {
    StageMove {
        id: MoveId(link_id("past_move", &[&deal.key, "opened"])),
        opportunity_id: id,
        transition: Transition::Create,
        from_stage: None,
        to_stage: stage.key.clone(),
        from_status: None,
        to_status: Status::Open,
        at,
        by: deal.owner_id,
        reason_code: None,
        reason: String::new(),
        waived: Vec::new(),
    }
}

fn ended(
    funnel: &Funnel,
    deal: &PastDeal,
    before: &[StageMove],
    stage: &Stage,
    status: Status,
    at: DateTime<Utc>,
) -> StageMove {
    let from = before.last().map(|made| made.to_stage.clone());
    // Opened and ended on one day: the end comes after the beginning all the same.
    let at = before.last().map_or(at, |made| at.max(made.at + TimeDelta::minutes(1)));
    let lost = status == Status::Lost;
    let is_next = from.as_ref().is_some_and(|from| funnel.neighbours(from).iter().any(|next| next.key == stage.key));
    StageMove {
        id: MoveId(link_id("past_move", &[&deal.key, "ended"])),
        opportunity_id: past_id(&deal.key),
        transition: match (lost, is_next) {
            (true, _) => Transition::Lose,
            (false, true) => Transition::Forward,
            (false, false) => Transition::Skip,
        },
        from_stage: from,
        to_stage: stage.key.clone(),
        from_status: Some(Status::Open),
        to_status: status,
        at,
        by: deal.owner_id,
        reason_code: lost.then_some(Reason::Other),
        reason: if lost { deal.word.clone() } else { String::new() },
        waived: Vec::new(),
    }
}

/// Whoever negotiated met the requirements of that time, or nobody asked for any.
fn credit(reached: bool, at: DateTime<Utc>, deal: &PastDeal) -> CreditFact {
    if reached {
        CreditFact { state: CreditState::NotRequired, at: Some(at), by: deal.owner_id, ..CreditFact::unknown() }
    } else {
        CreditFact::unknown()
    }
}

fn interest(reached: bool, at: DateTime<Utc>, on: NaiveDate, deal: &PastDeal) -> InterestFact {
    if reached {
        InterestFact {
            state: InterestState::Yes,
            at: Some(at),
            by: deal.owner_id,
            first_on: Some(on),
            ..InterestFact::unknown()
        }
    } else {
        InterestFact::unknown()
    }
}

/// A win is terms accepted and an order placed; the evidence is what the other program said.
fn evidence(deal: &PastDeal, opportunity: &Opportunity, at: DateTime<Utc>, settings: &Settings) -> Vec<GateAnswer> {
    let answer = |item: &str, text: &str, amount: Option<Money>| GateAnswer {
        id: AnswerId(link_id("answer", &[&opportunity.id.to_string(), item])),
        opportunity_id: opportunity.id,
        item: ItemKey::from(item),
        answer: Answer {
            state: AnswerState::Yes,
            text: text.to_owned(),
            on: Some(local_day(at, settings)),
            amount,
            activity_id: None,
        },
        at,
        by: deal.owner_id,
    };
    vec![answer(TERMS_ITEM, &deal.word, None), answer(ORDER_ITEM, &deal.key, deal.amount.clone())]
}
