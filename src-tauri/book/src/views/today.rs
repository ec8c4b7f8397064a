//! The today place.

use chrono::{DateTime, NaiveDate, Utc};
use corong_domain::activity::Activity;
use corong_domain::funnel::Words;
use corong_domain::ids::ItemKey;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{CapturedCard, Card};

/// Something to do: an activity, or the gate item that comes next.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayRow {
    /// The activity; `None` when the row is a gate item.
    pub activity: Option<Activity>,
    /// The gate item; `None` when the row is an activity.
    pub item: Option<TodayItem>,
    /// Contact's name.
    pub name: String,
    /// Company.
    pub company: String,
    /// First phone number as E.164, for call and WhatsApp; or empty.
    pub phone: String,
    /// First e-mail address, or empty.
    pub email: String,
    /// The opportunity as on the board, if it belongs to one.
    pub card: Option<Card>,
    /// When it is due.
    pub due_at: Option<DateTime<Utc>>,
    /// Whole days late; 0 when it is not.
    pub days_late: u32,
    /// Whether the first contact after an event is later than 48 hours.
    pub cold: bool,
}

/// A gate item as something to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TodayItem {
    /// The item.
    pub item: ItemKey,
    /// In words.
    pub text: Words,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Today {
    /// The day in question.
    pub day: NaiveDate,
    /// Due before today.
    pub late: Vec<TodayRow>,
    /// Due today.
    pub today: Vec<TodayRow>,
    /// Due in the next seven days.
    pub week: Vec<TodayRow>,
    /// Open opportunities whose next step is a gate item, most urgent first.
    pub waiting: Vec<TodayRow>,
    /// Cards that were only photographed.
    pub to_type: Vec<CapturedCard>,
    /// Done on this day, newest first.
    pub done: Vec<TodayRow>,
    /// Open opportunities with nothing planned.
    pub without_step: u32,
}
