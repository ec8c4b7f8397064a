//! The funnel board, the gate sheet and every way to move an opportunity.

use chrono::{DateTime, NaiveDate, Utc};
use corong_domain::activity::{ActivityKind, Preset};
use corong_domain::contact::Temperature;
use corong_domain::funnel::decide::{Question, Refusal, Reversal};
use corong_domain::funnel::gate::GateReport;
use corong_domain::funnel::stale::Staleness;
use corong_domain::funnel::time_frame::TimeFrame;
use corong_domain::funnel::{Funnel, Level, Words};
use corong_domain::ids::{ActivityId, ContactId, EventId, FunnelKey, ItemKey, MoveId, OpportunityId, StageKey};
use corong_domain::money::Money;
use corong_domain::opportunity::{AnswerState, Channel, CreditState, InterestState, Reason, Source, Status, Waived};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the board shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct BoardRequest {
    /// Which funnel; the settings' one when `None`.
    pub funnel: Option<FunnelKey>,
    /// Only cards of this event.
    pub event: Option<EventId>,
    /// Only cards of the book's owner.
    pub mine: bool,
    /// Only cards that are late, idle or without a next step.
    pub needs_action: bool,
    /// At most so many cards a stage; 50 when 0.
    pub per_stage: u32,
    /// Which status to show instead of open and won: nurture, disqualified or lost.
    pub status: Option<Status>,
}

/// What comes next for an opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum NextStepView {
    /// An open activity.
    Activity {
        /// The activity.
        id: ActivityId,
        /// What kind.
        activity: ActivityKind,
        /// A ready-made subject.
        preset: Option<Preset>,
        /// The subject as typed.
        subject: String,
        /// When it is due.
        due_at: Option<DateTime<Utc>>,
        /// Whole days late; 0 when it is not.
        days_late: u32,
    },
    /// The first unmet mandatory item of the next gate.
    Item {
        /// The item.
        item: ItemKey,
        /// In words.
        text: Words,
    },
    /// Every mandatory item is there: the move itself.
    Move {
        /// The stage to enter.
        to: StageKey,
        /// In words.
        label: Words,
    },
    /// Nothing planned.
    Nothing,
}

/// How far the next gate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GatePips {
    /// Mandatory items done or not applicable.
    pub done: u32,
    /// Mandatory items waived.
    pub waived: u32,
    /// Mandatory items in all.
    pub total: u32,
    /// Whether the move would pass.
    pub ready: bool,
}

/// An opportunity as the board shows it: how far, how long, how likely, what next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// The opportunity.
    pub opportunity: OpportunityId,
    /// The contact.
    pub contact: ContactId,
    /// Name; the company where there is none.
    pub name: String,
    /// Company.
    pub company: String,
    /// How warm.
    pub temperature: Option<Temperature>,
    /// Level of this opportunity.
    pub level: Level,
    /// Funnel.
    pub funnel: FunnelKey,
    /// Stage.
    pub stage: StageKey,
    /// Stage in words.
    pub stage_label: Words,
    /// Status.
    pub status: Status,
    /// Percentage complete; `None` outside the prospect level.
    pub percent: Option<u8>,
    /// Value: offers that are not withdrawn, else the own estimate.
    pub amount: Option<Money>,
    /// When it may close.
    pub time_frame: TimeFrame,
    /// The next gate.
    pub gate: GatePips,
    /// The stage forward leads to, when there is one.
    pub next_stage: Option<StageKey>,
    /// That stage in words.
    pub next_label: Option<Words>,
    /// What comes next.
    pub next_step: NextStepView,
    /// How stale it is.
    pub staleness: Staleness,
    /// When the stage was entered.
    pub since: DateTime<Utc>,
    /// When the status was entered: the day of winning, losing or parking.
    pub status_since: DateTime<Utc>,
    /// When a parked one wakes up.
    pub wake_on: Option<NaiveDate>,
}

/// Count and value of one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageTotal {
    /// The stage.
    pub stage: StageKey,
    /// How many.
    pub count: u32,
    /// Value in the book's currency.
    pub amount: Money,
}

/// A funnel by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FunnelName {
    /// Key.
    pub key: FunnelKey,
    /// Words.
    pub name: Words,
}

/// The board.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    /// All funnels.
    pub funnels: Vec<FunnelName>,
    /// The one shown.
    pub funnel: Funnel,
    /// Cards, the most urgent first inside each stage.
    pub cards: Vec<Card>,
    /// Totals by stage of open and won opportunities, before `per_stage` cut the cards.
    pub totals: Vec<StageTotal>,
    /// Parked.
    pub nurture: u32,
    /// Disqualified.
    pub disqualified: u32,
    /// Lost.
    pub lost: u32,
    /// Cards that are late, idle or without a next step.
    pub needs_action: u32,
}

/// An opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpportunityRequest {
    /// Which one.
    pub opportunity: OpportunityId,
}

/// What the gate sheet asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GateRequest {
    /// Which opportunity.
    pub opportunity: OpportunityId,
    /// To which stage; the next one when `None`.
    pub to: Option<StageKey>,
}

/// The gate sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GateView {
    /// The card.
    pub card: Card,
    /// The stage to enter, in words.
    pub to: StageKey,
    /// In words.
    pub to_label: Words,
    /// What to do there.
    pub guidance: Words,
    /// Every item with its state.
    pub report: GateReport,
}

/// An answer as typed; the book puts it where it belongs: into the answer, the fact, the contact or the opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct AnswerDraft {
    /// Yes, no, not applicable, waived or open again; yes when `None`.
    pub state: Option<AnswerState>,
    /// Words.
    pub text: String,
    /// A date as ISO text, or empty.
    pub on: String,
    /// An amount in major units with a point, or empty.
    pub amount: String,
    /// For the source item.
    pub source: Option<Source>,
    /// For the credit item.
    pub credit: Option<CreditState>,
    /// For the first interaction.
    pub channel: Option<Channel>,
}

/// The answer to one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemAnswer {
    /// Which item.
    pub item: ItemKey,
    /// The answer.
    pub answer: AnswerDraft,
}

/// Move an opportunity, answering what is missing in the same go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MoveOpportunity {
    /// Which one.
    pub opportunity: OpportunityId,
    /// To which stage; the next one when `None`.
    pub to: Option<StageKey>,
    /// The move's own id, so that asking twice moves once; made by the book when `None`.
    pub move_id: Option<MoveId>,
    /// Answers.
    pub answers: Vec<ItemAnswer>,
    /// Items let go, each with its reason.
    pub waivers: Vec<Waived>,
    /// One reason for what is missing at a gate that warns, or for going back.
    pub reason: String,
}

/// What became of a move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum MoveOutcome {
    /// It moved, or stands where it was asked to stand.
    Moved {
        /// The card after it.
        card: Card,
    },
    /// It was refused and nothing changed.
    Refused {
        /// Why, with every missing item.
        refusal: Refusal,
        /// The card as it is.
        card: Card,
    },
    /// The person has to choose first; nothing changed.
    Asks {
        /// What has to be chosen.
        question: Question,
        /// The card as it is.
        card: Card,
    },
}

/// Answers to gate items without moving.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerRequest {
    /// Which opportunity.
    pub opportunity: OpportunityId,
    /// The answers; all are taken, or none.
    pub answers: Vec<ItemAnswer>,
}

/// A credit decision as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditDraft {
    /// What is known.
    pub state: CreditState,
    /// Who checked.
    pub checked_by: String,
    /// Last day of validity as ISO text; by the settings when empty.
    pub valid_until: String,
    /// Limit in major units with a point, or empty.
    pub limit: String,
    /// Condition or remark.
    pub note: String,
}

/// The outcome of the first interaction as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InterestDraft {
    /// The outcome.
    pub state: InterestState,
    /// Day of the first interaction as ISO text; today when empty.
    pub first_on: String,
    /// How it happened.
    pub channel: Option<Channel>,
    /// Remark.
    pub note: String,
}

/// Set one or both facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FactRequest {
    /// Which opportunity.
    pub opportunity: OpportunityId,
    /// First fact; left as it is when `None`.
    pub credit: Option<CreditDraft>,
    /// Second fact; left as it is when `None`.
    pub interest: Option<InterestDraft>,
    /// Why the other items of a gate that only warns are let go; empty when they are not.
    pub reason: String,
    /// For a fact that is taken back (T22): what to do with the opportunity.
    pub reversal: Option<Reversal>,
}

/// A way out of the stages, or back in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum StatusChange {
    /// T14.
    Disqualify {
        /// Why.
        reason: Reason,
        /// In words; needed for "other".
        text: String,
    },
    /// T15.
    Lose {
        /// Why.
        reason: Reason,
        /// In words; needed for "other".
        text: String,
        /// To whom, or empty.
        competitor: String,
    },
    /// T16.
    Park {
        /// When to wake up, ISO text.
        wake_on: String,
        /// Why.
        reason: Reason,
        /// In words.
        text: String,
    },
    /// T17.
    Wake,
    /// T18.
    Reopen {
        /// Why.
        text: String,
    },
    /// T19.
    Void {
        /// Why.
        text: String,
    },
}

/// Change the status of an opportunity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusRequest {
    /// Which one.
    pub opportunity: OpportunityId,
    /// How.
    pub change: StatusChange,
}
