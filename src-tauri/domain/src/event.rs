//! Events: a convention, trade show or roadshow where cards are collected.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::EventId;
use crate::money::Money;
use crate::problem::{Problem, Rule};

/// A convention, trade show or roadshow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The event.
    pub id: EventId,
    /// Its name: `Pangan Nusantara Expo`.
    pub name: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// Place.
    pub place: String,
    /// Country of the event as ISO 3166 code; the default region of phone numbers taken there.
    pub country: String,
    /// What taking part costs.
    pub cost: Option<Money>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

/// An event as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct EventDraft {
    /// The event that this edits; `None` for a new one.
    pub id: Option<EventId>,
    /// Its name.
    pub name: String,
    /// First day as ISO text, or empty.
    pub starts_on: String,
    /// Last day as ISO text, or empty.
    pub ends_on: String,
    /// Place.
    pub place: String,
    /// ISO 3166 code, or empty.
    pub country: String,
    /// Cost in major units with a point, or empty.
    pub cost: String,
}

/// The parts of an event draft that were understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventParts {
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// Cost in the book's currency.
    pub cost: Option<Money>,
}

impl EventDraft {
    /// Reads the draft, with all problems at once. `currency` is the book's.
    ///
    /// # Errors
    /// Every field that cannot be understood.
    pub fn parse(&self, currency: &str) -> Result<EventParts, Vec<Problem>> {
        let mut problems = Vec::new();
        if self.name.trim().is_empty() {
            problems.push(Problem::new("name", Rule::Required));
        }
        let mut day = |field: &str, text: &str| match text.trim() {
            "" => None,
            text => match text.parse::<NaiveDate>() {
                Ok(day) => Some(day),
                Err(_) => {
                    problems.push(Problem::new(field, Rule::DateShape));
                    None
                }
            },
        };
        let starts_on = day("startsOn", &self.starts_on);
        let ends_on = day("endsOn", &self.ends_on);
        if let (Some(start), Some(end)) = (starts_on, ends_on)
            && end < start
        {
            problems.push(Problem::new("endsOn", Rule::DateOrder));
        }
        let cost = match self.cost.trim() {
            "" => None,
            text => {
                let cost = Money::parse_major(text, currency);
                if cost.is_none() {
                    problems.push(Problem::new("cost", Rule::AmountShape));
                }
                cost
            }
        };
        if problems.is_empty() { Ok(EventParts { starts_on, ends_on, cost }) } else { Err(problems) }
    }
}
