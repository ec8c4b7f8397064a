//! Opportunities: one pass of one contact through a funnel, with the two facts, where it stands, its moves and answers.
//!
//! What belongs together is one value, so that a merge of two books can never tear it apart: status, stage and reason
//! are one [`Standing`]; a credit decision with its limit and validity is one [`CreditFact`].

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{
    ActivityId, AnswerId, ContactId, EventId, FunnelKey, ItemKey, MoveId, OpportunityId, SalespersonId, StageKey,
};
use crate::money::Money;

/// Beside the stage, never mixed into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Being worked on.
    Open,
    /// Parked until a date.
    Nurture,
    /// Found not to be worth work, before or inside the prospect level.
    Disqualified,
    /// Lost as a prospect.
    Lost,
    /// Won: terms accepted and order placed.
    Won,
}

/// Why an opportunity was disqualified, lost, parked, reopened or voided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Does not want to hear more.
    NoInterest,
    /// Does not meet the credit requirements.
    CreditRefused,
    /// Not the kind of customer we serve.
    NotAFit,
    /// Cannot be reached.
    NotReachable,
    /// The same contact or need is in the book already.
    Duplicate,
    /// Not a real contact.
    Junk,
    /// Bought elsewhere.
    Competitor,
    /// Too expensive.
    Price,
    /// No money for it.
    Budget,
    /// Not now.
    Timing,
    /// The order was cancelled.
    OrderCancelled,
    /// Something else; the text says what.
    Other,
}

/// Where an opportunity stands: exactly one status at one stage, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Open, nurture, disqualified, lost or won.
    pub status: Status,
    /// The stage; for a status other than open the one held before.
    pub stage: StageKey,
    /// The stage's position in its funnel when it was entered; orders two standings of a merge.
    pub rank: u32,
    /// When this stage was entered.
    pub since: DateTime<Utc>,
    /// When this status was entered.
    pub status_since: DateTime<Utc>,
    /// Why, for every status but open and won.
    pub reason: Option<Reason>,
    /// The reason in words; needed for [`Reason::Other`].
    pub reason_text: String,
    /// To whom it was lost, or empty.
    pub competitor: String,
    /// When a parked opportunity wakes up.
    pub wake_on: Option<NaiveDate>,
    /// Whole days spent in nurture so far: taken out of every clock.
    pub paused_days: u32,
}

impl Standing {
    /// Which of several concurrent standings is shown: won, then lost, then the furthest open stage, then the others.
    /// Ties are broken by the store's clock hint.
    #[must_use]
    pub fn merge_weight(&self) -> u32 {
        match self.status {
            Status::Won => 3_000_000,
            Status::Lost => 2_000_000,
            Status::Open => 1_000_000 + self.rank.min(999_999),
            Status::Nurture | Status::Disqualified => self.rank.min(999_999),
        }
    }
}

/// What is known about the company's credit requirements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CreditState {
    /// Nobody asked.
    Unknown,
    /// Asked, no answer yet.
    Requested,
    /// Meets them.
    Accepted,
    /// Meets them with a limit or against prepayment.
    Conditional,
    /// Does not meet them.
    Refused,
    /// Was accepted; the acceptance ran out.
    Expired,
    /// Company policy asks for none.
    NotRequired,
}

/// The credit fact: one decision with who, when and how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreditFact {
    /// What is known.
    pub state: CreditState,
    /// When it was decided.
    pub at: Option<DateTime<Utc>>,
    /// Who entered it.
    pub by: Option<SalespersonId>,
    /// Who checked, as text: the bank, the office.
    pub checked_by: String,
    /// Last day of validity.
    pub valid_until: Option<NaiveDate>,
    /// Limit.
    pub limit: Option<Money>,
    /// Condition or remark.
    pub note: String,
}

impl CreditFact {
    /// Nothing known.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            state: CreditState::Unknown,
            at: None,
            by: None,
            checked_by: String::new(),
            valid_until: None,
            limit: None,
            note: String::new(),
        }
    }
}

/// Whether the contact wants to hear more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum InterestState {
    /// No interaction yet.
    Unknown,
    /// Wants to hear more.
    Yes,
    /// Does not.
    No,
    /// Perhaps later.
    NotNow,
}

/// How the first interaction happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[serde(rename = "ContactChannel")]
pub enum Channel {
    /// At the booth or anywhere face to face.
    InPerson,
    /// By phone.
    Phone,
    /// WhatsApp or another chat.
    Message,
    /// E-mail.
    Email,
    /// A video call.
    Video,
}

/// The interest fact: the outcome of the first interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InterestFact {
    /// The outcome.
    pub state: InterestState,
    /// When it was entered.
    pub at: Option<DateTime<Utc>>,
    /// Who entered it.
    pub by: Option<SalespersonId>,
    /// Day of the first interaction.
    pub first_on: Option<NaiveDate>,
    /// How it happened.
    pub channel: Option<Channel>,
    /// Remark.
    pub note: String,
}

impl InterestFact {
    /// Nothing known.
    #[must_use]
    pub fn unknown() -> Self {
        Self { state: InterestState::Unknown, at: None, by: None, first_on: None, channel: None, note: String::new() }
    }
}

/// Where the contact came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A card collected at an event.
    Event,
    /// A referral by a present customer.
    Referral,
    /// Cold work through a phone book.
    PhoneBook,
    /// Walked in.
    WalkIn,
    /// Came through the website.
    Website,
    /// An imported file.
    Import,
    /// Anything else.
    Other,
}

/// One pass of one contact through a funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Opportunity {
    /// The opportunity.
    pub id: OpportunityId,
    /// With whom.
    pub contact_id: ContactId,
    /// In which funnel.
    pub funnel: FunnelKey,
    /// Status, stage and reason.
    pub standing: Standing,
    /// First fact.
    pub credit: CreditFact,
    /// Second fact.
    pub interest: InterestFact,
    /// The salesperson's own estimate of the value.
    pub estimate: Option<Money>,
    /// The need in the prospect's words.
    pub need: String,
    /// Where the contact came from; `None` until somebody says.
    pub source: Option<Source>,
    /// Which customer referred, when the source is a referral.
    pub referred_by: Option<ContactId>,
    /// At which event.
    pub event_id: Option<EventId>,
    /// Who works on it.
    pub owner_id: Option<SalespersonId>,
    /// The closing date that the salesperson aims at; never overwritten by an estimate.
    pub expected_on: Option<NaiveDate>,
    /// 1 for the first attempt; a reopened opportunity counts up.
    pub attempt: u32,
    /// The furthest position of any stage it reached.
    pub high_water: u32,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
}

/// The transitions of `funnel.md`, section 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// T0: captured.
    Create,
    /// T1, T4 to T11: to the next stage.
    Forward,
    /// T2, T3: a fact moved it.
    Fact,
    /// T12: back to an earlier stage.
    Back,
    /// T13: forward over at least one stage.
    Skip,
    /// T14.
    Disqualify,
    /// T15.
    Lose,
    /// T16.
    Park,
    /// T17.
    Return,
    /// T18.
    Reopen,
    /// T19.
    Void,
    /// T20: a new opportunity of a customer.
    Repeat,
    /// T22: a fact was taken back.
    FactReversed,
    /// The stage it stood at was removed from the funnel.
    Rehouse,
}

/// A mandatory item that was let go with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Waived {
    /// Which item.
    pub item: ItemKey,
    /// Why.
    pub reason: String,
}

/// One transition of one opportunity. Rows only grow; the history has no gaps and no overlaps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageMove {
    /// The move; asking for it twice changes nothing.
    pub id: MoveId,
    /// Of which opportunity.
    pub opportunity_id: OpportunityId,
    /// What kind of transition.
    pub transition: Transition,
    /// The stage left; `None` for the first.
    pub from_stage: Option<StageKey>,
    /// The stage entered.
    pub to_stage: StageKey,
    /// The status left; `None` for the first.
    pub from_status: Option<Status>,
    /// The status entered.
    pub to_status: Status,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Option<SalespersonId>,
    /// Why, as one of the reasons: an outcome's reason stays here when the opportunity is reopened.
    pub reason_code: Option<Reason>,
    /// Why in words, where a reason was given.
    pub reason: String,
    /// Items let go.
    pub waived: Vec<Waived>,
}

/// How a gate item was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// Answered: yes, done, or with the text, date or amount beside it.
    Yes,
    /// Answered: no. An answer like any other, except where an item must be yes.
    No,
    /// Does not apply here; the text says why.
    NotApplicable,
    /// Let go; the text says why. Counts as not done.
    Waived,
    /// Taken back or to be checked again.
    Open,
}

/// The answer to a gate item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// How it was answered.
    pub state: AnswerState,
    /// Words: the need, the decision maker, the reason of a waiver.
    pub text: String,
    /// A date: valid until, day of the order.
    pub on: Option<NaiveDate>,
    /// An amount.
    pub amount: Option<Money>,
    /// The activity that proves it.
    pub activity_id: Option<ActivityId>,
}

/// An answer as it is kept: UUIDv5 of opportunity and item, so that both books have one row for one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GateAnswer {
    /// The row.
    pub id: AnswerId,
    /// Of which opportunity.
    pub opportunity_id: OpportunityId,
    /// To which item.
    pub item: ItemKey,
    /// The answer.
    pub answer: Answer,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// Who gave it.
    pub by: Option<SalespersonId>,
}
