//! The capture place.

use chrono::{DateTime, Utc};
use corong_domain::contact::{ContactDraft, Temperature};
use corong_domain::duplicate::LikenessReason;
use corong_domain::funnel::Level;
use corong_domain::ids::{ContactId, EventId, OpportunityId};
use corong_domain::opportunity::Source;
use corong_domain::problem::Problem;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A card to save.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct CaptureRequest {
    /// The fields.
    pub draft: ContactDraft,
    /// When to follow up; the day after tomorrow 09:00 when `None`.
    pub next_step_at: Option<DateTime<Utc>>,
    /// The event; the one of the settings when `None`.
    pub event: Option<EventId>,
    /// The source; the event when there is one.
    pub source: Option<Source>,
    /// The customer who referred this one; the source is a referral then.
    pub referred_by: Option<ContactId>,
}

/// A card as the list of today shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CapturedCard {
    /// The contact.
    pub contact: ContactId,
    /// The opportunity it opened.
    pub opportunity: Option<OpportunityId>,
    /// Name.
    pub name: String,
    /// Company.
    pub company: String,
    /// How warm.
    pub temperature: Option<Temperature>,
    /// When it was captured.
    pub at: DateTime<Utc>,
}

/// The cards of today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CaptureDay {
    /// The newest ten.
    pub cards: Vec<CapturedCard>,
    /// How many in all.
    pub count: u32,
    /// How many wait to be typed.
    pub to_type: u32,
}

/// A text to read: one line, a signature, a chat, a vCard.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ReadRequest {
    /// The text as pasted or typed.
    pub text: String,
}

/// Where a field of a draft was found in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldMark {
    /// The field by its name in the draft.
    pub field: String,
    /// The text that was read.
    pub text: String,
    /// 0 to 1.
    pub confidence: f32,
}

/// One person found in a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReadDraft {
    /// The fields.
    pub draft: ContactDraft,
    /// Where they were found.
    pub marks: Vec<FieldMark>,
}

/// What the form holds, to look up what goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct SuggestRequest {
    /// The fields typed so far.
    pub draft: ContactDraft,
    /// The contact being edited, which is no duplicate of itself.
    pub contact: Option<ContactId>,
}

/// A contact that may be the same person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateHint {
    /// The contact in the book.
    pub contact: ContactId,
    /// Its name.
    pub name: String,
    /// Its company.
    pub company: String,
    /// Its level.
    pub level: Level,
    /// Why.
    pub reasons: Vec<LikenessReason>,
    /// 0 to 1.
    pub likeness: f32,
}

/// A phone number as it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PhoneShown {
    /// As typed.
    pub raw: String,
    /// E.164, or empty where it cannot be read as a number.
    pub e164: String,
    /// As it is shown: national in the own region, international else.
    pub shown: String,
}

/// What goes with the fields typed so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Suggestions {
    /// At most three, likeliest first.
    pub duplicates: Vec<DuplicateHint>,
    /// Known companies that begin with the typed text.
    pub companies: Vec<String>,
    /// The mail domain of the company, where it is known.
    pub email_domain: String,
    /// Each phone number of the draft.
    pub phones: Vec<PhoneShown>,
    /// What would forbid saving.
    pub problems: Vec<Problem>,
}

/// What is being typed, kept at every pause so that a crash loses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct StoredDraft {
    /// The fields.
    pub draft: ContactDraft,
    /// The quick line.
    pub line: String,
}
