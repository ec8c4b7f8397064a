//! Activities: something planned or done.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{ActivityId, ContactId, OpportunityId, SalespersonId};

/// What kind of thing is planned or was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// A phone call.
    Call,
    /// A visit to the contact.
    Visit,
    /// A meeting.
    Meeting,
    /// A demonstration.
    Demonstration,
    /// A free sample.
    Sample,
    /// A message: WhatsApp, mail, letter.
    Message,
    /// A note; never planned.
    Note,
    /// Anything else to do.
    Task,
}

/// Where an activity stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ActivityState {
    /// To be done.
    Open,
    /// Done.
    Done,
    /// Closed without being done, for instance because the opportunity ended.
    Cancelled,
}

/// Ready-made subjects that the dictionaries put into words; empty subjects show the kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// After a card was captured.
    FollowUp,
    /// T1/T2: get in touch for the first time.
    FirstContact,
    /// T3: have the credit checked.
    CreditCheck,
    /// T9: ask whether the offer arrived.
    OfferFollowUp,
    /// T11: ask the new customer for a referral.
    AskReferral,
    /// T16: wake up from nurture.
    WakeUp,
    /// T8: the offer that was allowed is due.
    SendOffer,
}

/// Something planned or done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// The activity.
    pub id: ActivityId,
    /// With whom.
    pub contact_id: ContactId,
    /// For which opportunity, if any.
    pub opportunity_id: Option<OpportunityId>,
    /// What kind.
    pub kind: ActivityKind,
    /// A ready-made subject, where the program proposed it.
    pub preset: Option<Preset>,
    /// The subject as typed; empty when `preset` says it.
    pub subject: String,
    /// What came out of it, or the text of a note.
    pub result: String,
    /// Whether the contact came to us: an inbound call or message.
    pub inbound: bool,
    /// Where it stands.
    pub state: ActivityState,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was done or cancelled.
    pub done_at: Option<DateTime<Utc>>,
    /// Who does it.
    pub owner_id: Option<SalespersonId>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}
