//! Activities, events, today and history.

use chrono::{DateTime, NaiveDate, Utc};
use corong_book::PlannedRow;
use corong_book::views::{HistoryEntry, TodayRow};
use corong_domain::activity::{Activity, ActivityKind, ActivityState, Preset};
use corong_domain::event::Event;
use corong_domain::history::Act;
use corong_domain::ids::{ActivityId, ContactId, EventId, OpportunityId};
use corong_domain::money::Money;
use serde::Serialize;

use super::opportunity::activity_words;
use super::text::{Face, short};
use crate::words::{Line, Words};

/// An activity as a JSON line.
#[derive(Debug, Serialize)]
pub struct ActivityOut {
    id: ActivityId,
    contact: ContactId,
    opportunity: Option<OpportunityId>,
    kind: ActivityKind,
    preset: Option<Preset>,
    subject: String,
    text: String,
    state: ActivityState,
    due_at: Option<DateTime<Utc>>,
    done_at: Option<DateTime<Utc>>,
    result: String,
    inbound: bool,
}

impl ActivityOut {
    /// The record of an activity.
    pub fn of(activity: &Activity, words: &dyn Words) -> Self {
        Self {
            id: activity.id,
            contact: activity.contact_id,
            opportunity: activity.opportunity_id,
            kind: activity.kind,
            preset: activity.preset,
            subject: activity.subject.clone(),
            text: activity_words(activity.kind, activity.preset, &activity.subject, words),
            state: activity.state,
            due_at: activity.due_at,
            done_at: activity.done_at,
            result: activity.result.clone(),
            inbound: activity.inbound,
        }
    }
}

/// An activity for people.
pub fn activity_text(activity: &Activity, face: Face<'_>) -> String {
    let text = activity_words(activity.kind, activity.preset, &activity.subject, face.words);
    let when = match activity.state {
        ActivityState::Open => activity.due_at,
        ActivityState::Done | ActivityState::Cancelled => activity.done_at,
    };
    let when = when.map(|at| format!(", {}", face.at(at))).unwrap_or_default();
    let result = if activity.result.is_empty() { String::new() } else { format!(": {}", activity.result) };
    format!("{}  {text} ({}{when}){result}", short(activity.id), face.words.state(activity.state))
}

/// Something planned in the words of a calendar.
pub fn planned_words(row: &PlannedRow, words: &dyn Words) -> String {
    let text = activity_words(row.activity.kind, row.activity.preset, &row.activity.subject, words);
    if row.company.is_empty() || row.company == row.name {
        format!("{text}: {}", row.name)
    } else {
        format!("{text}: {}, {}", row.name, row.company)
    }
}

/// An event as a JSON line.
#[derive(Debug, Serialize)]
pub struct EventOut {
    id: EventId,
    name: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    place: String,
    country: String,
    cost: Option<Money>,
}

impl EventOut {
    /// The record of an event.
    pub fn of(event: &Event) -> Self {
        Self {
            id: event.id,
            name: event.name.clone(),
            from: event.starts_on,
            to: event.ends_on,
            place: event.place.clone(),
            country: event.country.clone(),
            cost: event.cost.clone(),
        }
    }
}

/// An event for people.
pub fn event_text(event: &Event, face: Face<'_>) -> String {
    let mut parts = vec![event.name.clone()];
    parts.extend(match (event.starts_on, event.ends_on) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} – {to}")),
        (Some(day), _) | (None, Some(day)) => Some(day.to_string()),
        (None, None) => None,
    });
    if !event.place.is_empty() {
        parts.push(event.place.clone());
    }
    parts.extend(event.cost.as_ref().map(|cost| face.money(cost)));
    format!("{}  {}", short(event.id), parts.join(" · "))
}

/// Something to do as a JSON line.
#[derive(Debug, Serialize)]
pub struct TodayOut {
    group: &'static str,
    kind: &'static str,
    id: String,
    text: String,
    name: String,
    company: String,
    phone: String,
    email: String,
    contact: Option<ContactId>,
    opportunity: Option<OpportunityId>,
    due_at: Option<DateTime<Utc>>,
    days_late: u32,
    cold: bool,
}

impl TodayOut {
    /// The record of something to do.
    pub fn of(group: &'static str, row: &TodayRow, words: &dyn Words) -> Self {
        let (kind, id, text) = match (&row.activity, &row.item) {
            (Some(activity), _) => (
                "activity",
                activity.id.to_string(),
                activity_words(activity.kind, activity.preset, &activity.subject, words),
            ),
            (None, Some(item)) => ("item", item.item.to_string(), item.text.get(words.language()).to_owned()),
            (None, None) => ("item", String::new(), String::new()),
        };
        let contact = row.activity.as_ref().map(|activity| activity.contact_id);
        Self {
            group,
            kind,
            id,
            text,
            name: row.name.clone(),
            company: row.company.clone(),
            phone: row.phone.clone(),
            email: row.email.clone(),
            contact: contact.or(row.card.as_ref().map(|card| card.contact)),
            opportunity: row.card.as_ref().map(|card| card.opportunity),
            due_at: row.due_at,
            days_late: row.days_late,
            cold: row.cold,
        }
    }

    /// For people.
    pub fn text(&self, face: Face<'_>) -> String {
        let words = face.words;
        let id = if self.kind == "activity" { short(&self.id) } else { " ".repeat(8) };
        let company = if self.company.is_empty() || self.company == self.name {
            String::new()
        } else {
            format!(", {}", self.company)
        };
        let mut more = Vec::new();
        more.extend(self.due_at.map(|due| face.at(due)));
        if self.days_late > 0 {
            more.push(words.days_late(self.days_late));
        }
        if self.cold {
            more.push(words.line(Line::Cold).to_owned());
        }
        let more = if more.is_empty() { String::new() } else { format!(" ({})", more.join("; ")) };
        format!("  {id}  {}{company}: {}{more}", self.name, self.text)
    }
}

/// A change as a JSON line.
#[derive(Debug, Serialize)]
pub struct HistoryOut {
    change: String,
    act: Act,
    subject: String,
    contact: Option<ContactId>,
    at: DateTime<Utc>,
    by: String,
    undone: bool,
    fields: Vec<FieldOut>,
}

/// A changed field as JSON.
#[derive(Debug, Serialize)]
struct FieldOut {
    table: String,
    column: String,
    before: Option<String>,
    after: Option<String>,
}

impl HistoryOut {
    /// The record of a change.
    pub fn of(entry: &HistoryEntry) -> Self {
        let field = |field: &corong_book::views::FieldChange| FieldOut {
            table: field.table.clone(),
            column: field.column.clone(),
            before: field.before.clone(),
            after: field.after.clone(),
        };
        Self {
            change: entry.change.clone(),
            act: entry.act,
            subject: entry.subject.clone(),
            contact: entry.contact,
            at: entry.at,
            by: entry.by.clone(),
            undone: entry.undone,
            fields: entry.fields.iter().map(field).collect(),
        }
    }
}

/// A change for people.
pub fn history_text(entry: &HistoryEntry, face: Face<'_>) -> String {
    let words = face.words;
    let subject = if entry.subject.is_empty() { String::new() } else { format!(": {}", entry.subject) };
    let undone = if entry.undone { format!(" ({})", words.line(Line::WasUndone)) } else { String::new() };
    let by = if entry.by.is_empty() { String::new() } else { format!(", {}", entry.by) };
    format!("{}  {}  {}{subject}{by}{undone}", entry.change, face.at(entry.at), words.act(entry.act))
}
