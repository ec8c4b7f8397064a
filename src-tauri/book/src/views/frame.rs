//! The frame around all places: the state of the book, undo, history, settings, events.

use chrono::{DateTime, Utc};
use corong_domain::event::Event;
use corong_domain::history::Act;
use corong_domain::ids::{ContactId, EventId, OpportunityId};
use corong_domain::salesperson::Salesperson;
use corong_domain::settings::{Language, Settings};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a change did, for the toast and for undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeNote {
    /// The change, as undo names it.
    pub change: String,
    /// What was done.
    pub act: Act,
    /// The name of the contact, company or event it was about; empty where there is none.
    pub subject: String,
    /// How many records an import or bulk act touched; 1 else.
    pub count: u32,
}

/// The value of a command that writes, with what it changed; no note when nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Changed<T> {
    /// The value after the change.
    pub value: T,
    /// What changed.
    pub note: Option<ChangeNote>,
}

/// The numbers beside the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Cards captured today.
    pub cards_today: u32,
    /// Open opportunities.
    pub open: u32,
    /// Late and due today.
    pub due: u32,
    /// How many of these are late.
    pub late: u32,
    /// Contacts in the book.
    pub contacts: u32,
    /// Cards that were only photographed.
    pub to_type: u32,
}

/// The state of an open book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BookStatus {
    /// Whether the first-run page was completed.
    pub started: bool,
    /// Where the file is.
    pub file: String,
    /// Whether the book can only be read.
    pub read_only: bool,
    /// Whether demo records are in the book.
    pub demo: bool,
    /// All settings.
    pub settings: Settings,
    /// The owner.
    pub owner: Option<Salesperson>,
    /// Events, newest first.
    pub events: Vec<Event>,
    /// Numbers beside the places.
    pub counts: Counts,
    /// The newest change that can be undone.
    pub undo: Option<HistoryEntry>,
    /// Now, by the book's clock.
    pub now: DateTime<Utc>,
    /// Version of the program.
    pub version: String,
}

/// The answers of the first-run page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StartRequest {
    /// Language of the screen.
    pub language: Language,
    /// Own name.
    pub name: String,
    /// Own company.
    pub company: String,
    /// ISO 4217.
    pub currency: String,
    /// ISO 3166.
    pub region: String,
    /// Minutes east of UTC, as the machine says.
    pub utc_offset_minutes: i32,
    /// Whether to fill in the demo event.
    pub demo: bool,
}

/// The owner's own data, from the settings place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerEdit {
    /// Own name.
    pub name: String,
    /// Prefix of quote and order numbers; made from the name when empty.
    pub prefix: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// Own company.
    pub company: String,
}

/// What history is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct HistoryRequest {
    /// Only changes of this contact and what hangs on it.
    pub contact: Option<ContactId>,
    /// Only changes of this opportunity.
    pub opportunity: Option<OpportunityId>,
    /// At most so many; 50 when 0.
    pub limit: u32,
}

/// One change as history shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// The change.
    pub change: String,
    /// What was done.
    pub act: Act,
    /// About whom.
    pub subject: String,
    /// The contact it was about, to open it.
    pub contact: Option<ContactId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by name; empty when unknown.
    pub by: String,
    /// Whether it was undone since.
    pub undone: bool,
    /// What changed field by field.
    pub fields: Vec<FieldChange>,
}

/// One field of one row in a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// The table.
    pub table: String,
    /// The column; empty for a deletion.
    pub column: String,
    /// The value before, as text; `None` for a new row.
    pub before: Option<String>,
    /// The value after, as text; `None` for a deletion.
    pub after: Option<String>,
}

/// Which change to undo.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct UndoRequest {
    /// The change; the newest one that can be undone when `None`.
    pub change: Option<String>,
}

/// What undo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Undone {
    /// The change that was taken back.
    pub undone: HistoryEntry,
    /// Fields left alone because they were edited since.
    pub kept: u32,
}

/// An event was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EventSaved {
    /// The event.
    pub event: Event,
}

/// Which event the next cards belong to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct EventChoice {
    /// The event, or none.
    pub event: Option<EventId>,
}

/// A hit of the palette.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PaletteHit {
    /// The contact.
    pub contact: ContactId,
    /// Its name, or the company where it has none.
    pub name: String,
    /// Company.
    pub company: String,
    /// First phone or e-mail, as shown.
    pub reach: String,
    /// Its level.
    pub level: corong_domain::funnel::Level,
}

/// What the palette searches for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct PaletteRequest {
    /// The text; recent contacts when empty.
    pub text: String,
}

/// What a check of the book found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckDone {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// How many changes the log holds.
    pub changes: u32,
    /// The sum of their hashes: equal in two books that hold the same changes.
    pub fingerprint: String,
    /// A hash of all tables: equal in two books that hold the same changes.
    pub state_hash: String,
    /// What is wrong, for a report.
    pub problems: Vec<String>,
}
