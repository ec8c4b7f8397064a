//! Decisions: what a request does to an opportunity, or why it does nothing.
//!
//! Every way of moving an opportunity goes through here. A decision looks at its arguments and writes nothing; the
//! [`Effects`] name everything that has to be written together. Deliberately absent: merging of contacts (T21), and
//! the writing of orders and sale credit that winning and voiding entail.

mod create;
mod exits;
mod facts;
mod moves;
mod rehouse;
mod work;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

pub use create::{create, repeat};
pub use exits::{disqualify, lose, park, reopen, return_from_nurture, void};
pub use facts::{set_credit, set_interest};
pub use moves::{answer_items, move_to, settle};
pub(super) use rehouse::rehouse_in;

use super::gate::{GateContext, GateReport};
use crate::activity::{ActivityKind, Preset};
use crate::ids::{ActivityId, ContactId, EventId, ItemKey, MoveId, OpportunityId, SalespersonId, StageKey};
use crate::money::Money;
use crate::opportunity::{
    Answer, CreditFact, GateAnswer, InterestFact, Opportunity, Reason, Source, StageMove, Waived,
};

/// What every decision about an existing opportunity looks at.
#[derive(Debug, Clone, Copy)]
pub struct DecideContext<'a> {
    /// What the gates look at, with the opportunity, now and the settings.
    pub gate: GateContext<'a>,
    /// All moves of the opportunity so far, in any order.
    pub moves: &'a [StageMove],
    /// Who asks.
    pub by: Option<SalespersonId>,
}

/// An answer to an item, given along with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Given {
    /// Which item.
    pub item: ItemKey,
    /// The answer.
    pub answer: Answer,
}

/// Facts that come along with a move, so that a refused move can be completed in one go.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct GivenFacts {
    /// The credit fact, if it changes.
    pub credit: Option<CreditFact>,
    /// The interest fact, if it changes.
    pub interest: Option<InterestFact>,
    /// The source, if it was missing.
    pub source: Option<Source>,
}

/// To another stage: forward, over stages, or back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MoveRequest {
    /// The move; asking twice changes nothing.
    pub move_id: MoveId,
    /// The stage to enter.
    pub to: StageKey,
    /// Answers given in the same go.
    pub answers: Vec<Given>,
    /// Mandatory items let go, each with its reason.
    pub waivers: Vec<Waived>,
    /// Facts given in the same go.
    pub facts: GivenFacts,
    /// One reason: for going back, and for passing a gate that only warns.
    pub reason: String,
}

impl MoveRequest {
    /// A bare move without answers, waivers or reason.
    #[must_use]
    pub fn new(move_id: MoveId, to: StageKey) -> Self {
        Self {
            move_id,
            to,
            answers: Vec::new(),
            waivers: Vec::new(),
            facts: GivenFacts::default(),
            reason: String::new(),
        }
    }
}

/// Answers without a move. A fact that waited for them may still move the opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRequest {
    /// The id of the move that may follow.
    pub move_id: MoveId,
    /// The answers.
    pub answers: Vec<Given>,
}

/// What to do when a fact is taken back that the present stage stands on (T22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Reversal {
    /// Give up.
    Disqualify {
        /// In words; may be empty.
        text: String,
    },
    /// Park until a day.
    Nurture {
        /// When it wakes up.
        wake_on: NaiveDate,
        /// In words; may be empty.
        text: String,
    },
    /// Stay at this stage; the fact counts as waived.
    GoOn {
        /// Why; may not be empty.
        reason: String,
    },
    /// Go back to the stage that the facts give now.
    StepBack {
        /// In words; may be empty.
        text: String,
    },
}

/// Sets the credit fact. Empty `valid_until` of an acceptance becomes the settings' validity; `at` and `by` are set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditRequest {
    /// The id of the move that may follow.
    pub move_id: MoveId,
    /// The fact.
    pub credit: CreditFact,
    /// Answers given in the same go.
    pub answers: Vec<Given>,
    /// Why the other items of a credit gate that only warns are let go; empty when they are not.
    pub reason: String,
    /// The answer to [`Question::FactReversed`].
    pub reversal: Option<Reversal>,
}

/// Sets the interest fact. Empty `first_on` becomes today; `at` and `by` are set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InterestRequest {
    /// The id of the move that may follow.
    pub move_id: MoveId,
    /// The fact.
    pub interest: InterestFact,
    /// Answers given in the same go.
    pub answers: Vec<Given>,
    /// Why the other items of an interest gate that only warns are let go; empty when they are not.
    pub reason: String,
    /// The answer to [`Question::FactReversed`].
    pub reversal: Option<Reversal>,
}

/// T0: a new opportunity for a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateRequest {
    /// The first move.
    pub move_id: MoveId,
    /// The new opportunity.
    pub opportunity_id: OpportunityId,
    /// With whom.
    pub contact_id: ContactId,
    /// Where the contact came from, where known.
    pub source: Option<Source>,
    /// Which customer referred.
    pub referred_by: Option<ContactId>,
    /// At which event.
    pub event_id: Option<EventId>,
    /// Who works on it; the book's owner when `None`.
    pub owner_id: Option<SalespersonId>,
    /// The estimate, where known.
    pub estimate: Option<Money>,
    /// The need, where known.
    pub need: String,
    /// Whether a follow-up is proposed at once.
    pub propose_follow_up: bool,
}

/// T20: a new need of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RepeatRequest {
    /// The first move of the new opportunity.
    pub move_id: MoveId,
    /// The new opportunity.
    pub opportunity_id: OpportunityId,
    /// The new need; may not be empty.
    pub need: String,
    /// The estimate, where known.
    pub estimate: Option<Money>,
    /// At which event, if at one.
    pub event_id: Option<EventId>,
}

/// T14 and T15: out of the funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExitRequest {
    /// The move; asking twice changes nothing.
    pub move_id: MoveId,
    /// Why.
    pub reason: Reason,
    /// In words; needed for [`Reason::Other`].
    pub text: String,
    /// To whom it was lost, or empty.
    pub competitor: String,
}

/// T16: parked until a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ParkRequest {
    /// The move; asking twice changes nothing.
    pub move_id: MoveId,
    /// When it wakes up; must lie ahead.
    pub wake_on: NaiveDate,
    /// Why.
    pub reason: Reason,
    /// In words; needed for [`Reason::Other`].
    pub text: String,
}

/// T18 and T19: back from an outcome. A reason in words is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReviveRequest {
    /// The move; asking twice changes nothing.
    pub move_id: MoveId,
    /// Why, in words.
    pub reason: String,
}

/// What a decision came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// It is done by writing these effects together.
    Done(Box<Effects>),
    /// The request was carried out before, or changes nothing.
    AlreadyDone,
    /// The person has to choose first; nothing changes.
    Asks(Question),
    /// It may not be; nothing changes.
    Refused(Refusal),
}

/// What has to be chosen before a request can be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Question {
    /// T22: the present stage stands on the fact that was taken back. Answered by a [`Reversal`].
    FactReversed {
        /// The stage that the facts give now.
        fits: StageKey,
    },
}

/// Everything that a decision wants written, together or not at all.
#[derive(Debug, Clone, PartialEq)]
pub struct Effects {
    /// The opportunity as it is afterwards.
    pub opportunity: Opportunity,
    /// New moves, in order. Empty when only a fact or an answer changed.
    pub moves: Vec<StageMove>,
    /// Answers to put; each replaces the one with its id.
    pub answers: Vec<GateAnswer>,
    /// Activities to make.
    pub create: Vec<ActivitySpec>,
    /// Activities to close.
    pub close: Vec<Closing>,
    /// What happens to the sale.
    pub sale: Option<SaleEffect>,
}

/// What a decision does to volume and sale credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SaleEffect {
    /// Won: the volume grows and the sale credit is frozen.
    Won,
    /// Void: reversing entries; nothing is deleted.
    Voided,
}

/// An activity that a decision proposes. The book gives it an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivitySpec {
    /// With whom.
    pub contact_id: ContactId,
    /// For which opportunity.
    pub opportunity_id: OpportunityId,
    /// What kind.
    pub kind: ActivityKind,
    /// The ready-made subject.
    pub preset: Preset,
    /// When it is due.
    pub due_at: DateTime<Utc>,
    /// Who does it.
    pub owner_id: Option<SalespersonId>,
}

/// An open activity that a decision closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Closing {
    /// Which.
    pub activity_id: ActivityId,
    /// Done or cancelled, and because of what.
    pub because: ClosedBecause,
    /// The reason in words, as the note of the activity; may be empty.
    pub note: String,
}

/// Why an activity is closed by a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBecause {
    /// Cancelled: the opportunity was disqualified.
    Disqualified,
    /// Cancelled: the opportunity was lost.
    Lost,
    /// Cancelled: the first contact takes the place of the follow-up that capture proposed.
    Replaced,
    /// Done: what the opportunity reached shows that it was done.
    Achieved,
    /// Done: it was the reminder of a parked opportunity that came back.
    Returned,
}

/// Why a request may not be. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", content = "detail", rename_all = "snake_case")]
pub enum Refusal {
    /// Items are missing: all of them at once.
    Gate(Box<GateReport>),
    /// A reason is needed, in words where the reason is "other".
    ReasonNeeded,
    /// This reason does not belong to this exit.
    ReasonNotHere,
    /// Only for an open opportunity.
    NotOpen,
    /// Only for a parked opportunity.
    NotParked,
    /// Only for a disqualified or lost opportunity.
    NotClosed,
    /// Only for a won opportunity.
    NotWon,
    /// Only inside the prospect level.
    NotProspect,
    /// No such stage in this funnel, or it is off.
    UnknownStage,
    /// No such item in this funnel.
    UnknownItem(ItemKey),
    /// This item is one of the two facts: it is set, not answered.
    SetTheFact(ItemKey),
    /// "Not applicable" is not allowed for this item.
    AlwaysApplies(ItemKey),
    /// This item can never be waived.
    NoWaiver(ItemKey),
    /// This funnel does not allow skipping.
    SkipNotAllowed,
    /// Further back than the level that the facts give.
    BelowFacts(StageKey),
    /// The facts do not lead to this stage but to that one.
    AgainstFacts(StageKey),
    /// Offers are still open, by their numbers: withdraw them or mark them first.
    OfferOpen(Vec<String>),
    /// The credit acceptance ran out, or would have before it began.
    CreditExpired,
    /// The credit fact must be yes.
    CreditMissing,
    /// The wake-up date must lie ahead.
    WakeUpNotAhead,
    /// A need is needed.
    NeedMissing,
    /// Terms and order are both needed to win, and the funnel has no item for them or they are not answered.
    TermsMissing,
    /// Nothing that identifies anybody.
    EmptyCard,
}
