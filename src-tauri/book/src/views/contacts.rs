//! The contacts place and the contact page.

use chrono::{DateTime, NaiveDate, Utc};
use corong_domain::activity::Activity;
use corong_domain::company::Company;
use corong_domain::contact::{Address, Contact, ContactDraft, Email, Link, Temperature};
use corong_domain::event::Event;
use corong_domain::funnel::gate::GateReport;
use corong_domain::funnel::{Funnel, Level};
use corong_domain::ids::{ActivityId, ContactId, EventId, OpportunityId, StageKey};
use corong_domain::money::Money;
use corong_domain::opportunity::{Opportunity, Reason, Status, Transition};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Card, PhoneShown};

/// How the list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By name, A to Z.
    #[default]
    Name,
    /// By company, A to Z.
    Company,
    /// Newest first.
    Newest,
    /// Last touch, latest first.
    Touched,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ContactsRequest {
    /// Search text: parts of words of name, company, e-mail, phone and note.
    pub text: String,
    /// Only contacts of this level.
    pub level: Option<Level>,
    /// Only contacts of this event.
    pub event: Option<EventId>,
    /// Only contacts this warm.
    pub temperature: Option<Temperature>,
    /// Only contacts with this tag.
    pub tag: String,
    /// Sorting.
    pub sort: Sort,
    /// First row, from 0.
    pub offset: u32,
    /// At most so many rows; at most 500.
    pub limit: u32,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactRow {
    /// The contact.
    pub contact: ContactId,
    /// Name.
    pub name: String,
    /// Company.
    pub company: String,
    /// Job title.
    pub job_title: String,
    /// How warm.
    pub temperature: Option<Temperature>,
    /// First phone number as shown.
    pub phone: String,
    /// First e-mail address.
    pub email: String,
    /// Its level.
    pub level: Level,
    /// The funnel and stage of its newest opportunity.
    pub opportunity: Option<OpportunityId>,
    /// The stage of that opportunity, in words of both languages.
    pub stage: Option<corong_domain::funnel::Words>,
    /// Its status.
    pub status: Option<Status>,
    /// Value of its open and won opportunities in the book's currency.
    pub amount: Option<Money>,
    /// When somebody last touched it.
    pub touched_at: DateTime<Utc>,
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactsPage {
    /// How many rows the whole list has.
    pub total: u32,
    /// The rows from the asked offset on.
    pub rows: Vec<ContactRow>,
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TimelineEntry {
    /// Something was done.
    Activity {
        /// When.
        at: DateTime<Utc>,
        /// What.
        activity: Activity,
    },
    /// An opportunity moved.
    Move {
        /// When.
        at: DateTime<Utc>,
        /// Of which opportunity.
        opportunity: OpportunityId,
        /// What kind of transition.
        transition: Transition,
        /// From which stage, in words.
        from: Option<corong_domain::funnel::Words>,
        /// To which stage, in words.
        to: corong_domain::funnel::Words,
        /// To which status.
        status: Status,
        /// The reason in words, if one was given.
        reason: String,
        /// How many mandatory items were let go.
        waived: u32,
    },
    /// A gate item was answered.
    Answer {
        /// When.
        at: DateTime<Utc>,
        /// The item, in words.
        item: corong_domain::funnel::Words,
        /// The answer.
        answer: corong_domain::opportunity::Answer,
    },
}

/// An opportunity on the contact page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpportunityPage {
    /// The card as on the board.
    pub card: Card,
    /// The record.
    pub opportunity: Opportunity,
    /// Its funnel.
    pub funnel: Funnel,
    /// The next gate, when there is one.
    pub gate: Option<GateReport>,
    /// Items behind the percentage, with their share.
    pub shares: Vec<ItemShare>,
    /// Why it was lost, disqualified or parked.
    pub reason: Option<Reason>,
}

/// One item behind the percentage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemShare {
    /// In words.
    pub text: corong_domain::funnel::Words,
    /// Whether it is done.
    pub done: bool,
    /// Its weight.
    pub weight: u32,
    /// Percentage points it is worth here, rounded down.
    pub points: u32,
}

/// Everything the contact page shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactPage {
    /// The person.
    pub contact: Contact,
    /// The company.
    pub company: Option<Company>,
    /// Phone numbers as shown, first the one to call.
    pub phones: Vec<PhoneShown>,
    /// E-mail addresses.
    pub emails: Vec<Email>,
    /// Links.
    pub links: Vec<Link>,
    /// Addresses.
    pub addresses: Vec<Address>,
    /// Tags.
    pub tags: Vec<String>,
    /// The level.
    pub level: Level,
    /// Opportunities, the one to work on first.
    pub opportunities: Vec<OpportunityPage>,
    /// What is planned, next first.
    pub planned: Vec<Activity>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// The event of the newest opportunity.
    pub event: Option<Event>,
    /// The fields as a draft, to edit them.
    pub draft: ContactDraft,
    /// When somebody last touched it.
    pub touched_at: DateTime<Utc>,
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactRequest {
    /// Which one.
    pub contact: ContactId,
}

/// New fields of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactEdit {
    /// Which one.
    pub contact: ContactId,
    /// All fields as they shall be; rows that carry an id are edited, rows without are new, missing rows are removed.
    pub draft: ContactDraft,
}

/// Several contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ContactsRef {
    /// Which ones.
    pub contacts: Vec<ContactId>,
}

/// A tag for several contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TagRequest {
    /// Which ones.
    pub contacts: Vec<ContactId>,
    /// The tag.
    pub tag: String,
}

/// New fields of an opportunity; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpportunityEdit {
    /// Which one.
    pub opportunity: OpportunityId,
    /// Own estimate in major units with a point; empty clears it.
    pub estimate: Option<String>,
    /// The need in the prospect's words.
    pub need: Option<String>,
    /// Where the contact came from.
    pub source: Option<corong_domain::opportunity::Source>,
    /// The closing date aimed at as ISO text; empty clears it.
    pub expected_on: Option<String>,
    /// The event.
    pub event: Option<EventId>,
}

/// A new opportunity for a contact that is in the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OpenRequest {
    /// For whom.
    pub contact: ContactId,
    /// In which funnel; the settings' one when `None`.
    pub funnel: Option<corong_domain::ids::FunnelKey>,
    /// The need, in the prospect's words.
    pub need: String,
}

/// A thing to plan or to log as done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityDraft {
    /// The activity that this edits; `None` for a new one.
    pub id: Option<ActivityId>,
    /// With whom.
    pub contact: ContactId,
    /// For which opportunity.
    pub opportunity: Option<OpportunityId>,
    /// What kind.
    pub kind: corong_domain::activity::ActivityKind,
    /// Subject.
    pub subject: String,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Whether it was done already.
    pub done: bool,
    /// What came out of it.
    pub result: String,
    /// Whether the contact came to us.
    pub inbound: bool,
}

/// Something planned was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DoneRequest {
    /// Which activity.
    pub activity: ActivityId,
    /// What came out of it.
    pub result: String,
    /// What comes next.
    pub next: Option<ActivityDraft>,
}

/// Put something off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SnoozeRequest {
    /// Which activity.
    pub activity: ActivityId,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// A note on a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NoteRequest {
    /// On whom.
    pub contact: ContactId,
    /// For which opportunity.
    pub opportunity: Option<OpportunityId>,
    /// The text.
    pub text: String,
}

/// A stage with its words, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StageWords {
    /// Key.
    pub key: StageKey,
    /// Words.
    pub label: corong_domain::funnel::Words,
}

/// A day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayRequest {
    /// The day; today when `None`.
    pub on: Option<NaiveDate>,
}
