//! The two facts and the level they make. Levels are computed and never typed.
//!
//! Deliberately absent: moving anything. A level follows the facts at once; the stage follows through its gates.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Funnel, Level, Role, Stage};
use crate::opportunity::{CreditFact, CreditState, InterestFact, InterestState, Opportunity, Status};

/// The two facts as yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// Meets the credit requirements.
    pub credit: bool,
    /// Wants to hear more.
    pub interest: bool,
}

impl Facts {
    /// The facts that a level stands on: an acceptance that ran out still counts, because a level does not drop by
    /// expiry.
    #[must_use]
    pub fn of(opportunity: &Opportunity) -> Self {
        Self { credit: credit_reached(&opportunity.credit), interest: interest_yes(&opportunity.interest) }
    }

    /// The level that the two facts give.
    #[must_use]
    pub fn level(self) -> Level {
        match (self.credit, self.interest) {
            (true, true) => Level::Prospect,
            (true, false) => Level::QualifiedLead,
            (false, true | false) => Level::Lead,
        }
    }
}

/// What the credit fact says on a day: an acceptance past its last day reads as expired.
#[must_use]
pub fn credit_state(fact: &CreditFact, today: NaiveDate) -> CreditState {
    match fact.state {
        CreditState::Accepted | CreditState::Conditional if fact.valid_until.is_some_and(|day| day < today) => {
            CreditState::Expired
        }
        CreditState::Unknown
        | CreditState::Requested
        | CreditState::Accepted
        | CreditState::Conditional
        | CreditState::Refused
        | CreditState::Expired
        | CreditState::NotRequired => fact.state,
    }
}

/// Whether credit is yes on a day: accepted or conditional and still valid, or not required.
#[must_use]
pub fn credit_yes(fact: &CreditFact, today: NaiveDate) -> bool {
    match credit_state(fact, today) {
        CreditState::Accepted | CreditState::Conditional | CreditState::NotRequired => true,
        CreditState::Unknown | CreditState::Requested | CreditState::Refused | CreditState::Expired => false,
    }
}

/// Whether credit was yes at some time and was not taken back since. An acceptance that ran out counts, also while its
/// renewal is requested: both keep the last day of the old acceptance.
#[must_use]
pub fn credit_reached(fact: &CreditFact) -> bool {
    match fact.state {
        CreditState::Accepted | CreditState::Conditional | CreditState::NotRequired => true,
        CreditState::Requested | CreditState::Expired => fact.valid_until.is_some(),
        CreditState::Unknown | CreditState::Refused => false,
    }
}

/// Whether interest is yes.
#[must_use]
pub fn interest_yes(fact: &InterestFact) -> bool {
    match fact.state {
        InterestState::Yes => true,
        InterestState::Unknown | InterestState::No | InterestState::NotNow => false,
    }
}

/// The level of one opportunity. Facts on a card that is still in the inbox wait for G1; a stage once entered holds its
/// level, because credit may expire or a fact may be waived there.
#[must_use]
pub fn level(funnel: &Funnel, opportunity: &Opportunity) -> Level {
    if opportunity.standing.status == Status::Won {
        return Level::Customer;
    }
    let stage = funnel.stage(&opportunity.standing.stage);
    match stage {
        Some(stage) if stage.level < Level::Prospect && !funnel.follows_facts(stage) => Level::Lead,
        Some(stage) => stage.level.min(Level::Prospect).max(Facts::of(opportunity).level()),
        None => Facts::of(opportunity).level(),
    }
}

/// The highest level that one opportunity ever reached.
#[must_use]
pub fn level_reached(funnel: &Funnel, opportunity: &Opportunity) -> Level {
    let furthest = funnel.reached(opportunity.high_water).map_or(Level::Lead, |stage| stage.level);
    level(funnel, opportunity).max(furthest)
}

/// The level of a contact: the highest that any of its opportunities reached; a customer stays a customer.
/// `None` for a contact without an opportunity.
pub fn contact_level<'a>(opportunities: impl IntoIterator<Item = (&'a Funnel, &'a Opportunity)>) -> Option<Level> {
    opportunities.into_iter().map(|(funnel, opportunity)| level_reached(funnel, opportunity)).max()
}

/// The stage that the facts alone lead to, once a card left the inbox: `ready`, `contacted`, `qualified` or `engaged`.
/// Where that stage is off, the one before it.
#[must_use]
pub fn stage_by_facts(funnel: &Funnel, facts: Facts) -> Option<&Stage> {
    let role = match (facts.credit, facts.interest) {
        (true, true) => Role::Engaged,
        (true, false) => Role::Qualified,
        (false, true) => Role::Contacted,
        (false, false) => Role::Ready,
    };
    funnel.with_role(role).or_else(|| match role {
        Role::Qualified | Role::Contacted | Role::Ready => funnel.with_role(Role::Ready),
        Role::Captured
        | Role::Lead
        | Role::Engaged
        | Role::Prospect
        | Role::Evaluating
        | Role::BidAllowed
        | Role::BidSent
        | Role::Agreeing
        | Role::Won => funnel.stages_on().find(|stage| stage.level == Level::Prospect),
    })
}
