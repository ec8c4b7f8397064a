//! Settings of one book on one machine. Local only: they never travel to colleagues.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::estimate::split::EffortWeights;
use crate::ids::{EventId, FunnelKey, SalespersonId};

/// The language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    Id,
    /// English.
    En,
}

/// The colours of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Light: the default.
    #[default]
    Light,
    /// Dark.
    Dark,
    /// Black on white with strong edges, for bright halls.
    Sunlight,
}

/// How close rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// 44 px targets.
    #[default]
    Comfortable,
    /// 36 px targets.
    Compact,
}

/// All settings of a book, read and written as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Language of the screen.
    pub language: Language,
    /// Colours.
    pub theme: Theme,
    /// Row density.
    pub density: Density,
    /// Text size in percent, 90 to 150.
    pub text_size: u32,
    /// The book's owner.
    pub owner_id: Option<SalespersonId>,
    /// The owner's company, for quotes.
    pub own_company: String,
    /// The book's currency, ISO 4217.
    pub currency: String,
    /// Default region of phone numbers, ISO 3166.
    pub region: String,
    /// Minutes east of UTC that days are counted in.
    pub utc_offset_minutes: i32,
    /// The funnel of new opportunities.
    pub funnel: FunnelKey,
    /// The event that cards are collected at now.
    pub event_id: Option<EventId>,
    /// Days of the week on which work is done, Monday is 1.
    pub work_days: Vec<u8>,
    /// Public holidays.
    pub holidays: Vec<NaiveDate>,
    /// How long a credit acceptance holds, in days.
    pub credit_valid_days: u32,
    /// How much each deed counts when sale credit is proposed.
    pub effort: EffortWeights,
    /// Whether single letters work as shortcuts on cards and rows.
    pub letter_keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::Id,
            theme: Theme::Light,
            density: Density::Comfortable,
            text_size: 100,
            owner_id: None,
            own_company: String::new(),
            currency: "IDR".to_owned(),
            region: "ID".to_owned(),
            utc_offset_minutes: 7 * 60,
            funnel: FunnelKey::from("b2b"),
            event_id: None,
            work_days: vec![1, 2, 3, 4, 5],
            holidays: Vec::new(),
            credit_valid_days: 180,
            effort: EffortWeights::default(),
            letter_keys: true,
        }
    }
}

impl Settings {
    /// Whether work is done on this day.
    #[must_use]
    pub fn is_work_day(&self, day: NaiveDate) -> bool {
        use chrono::Datelike;
        let weekday: Weekday = day.weekday();
        let number = u8::try_from(weekday.number_from_monday()).unwrap_or(0);
        self.work_days.contains(&number) && !self.holidays.contains(&day)
    }
}
