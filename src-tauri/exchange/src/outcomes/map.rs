//! The map file, in TOML.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

/// Why a map does not fit.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MapError {
    /// It is not TOML, or a part has another name or kind.
    #[error("reading the map: {0}")]
    Toml(String),
    /// The sheet has no such column.
    #[error("fitting the map to the sheet: it has no column of the name that the map gives")]
    NoColumn {
        /// The name in the map.
        column: String,
    },
    /// The map says nothing about a column of the sheet.
    #[error("fitting the map to the sheet: a column is in no list of the map")]
    NotListed {
        /// The name in the sheet.
        column: String,
    },
    /// The map says two things about a column.
    #[error("reading the map: a column is in two lists")]
    ListedTwice {
        /// Its name.
        column: String,
    },
    /// A column of dates has a value that is none, or dates of several forms.
    #[error("reading dates: the column does not hold dates of one form")]
    NotDates {
        /// Its name.
        column: String,
    },
}

/// What is estimated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    pub(super) column: String,
    pub(super) won: Vec<String>,
    /// Empty: every value that is in none of the other two lists.
    #[serde(default)]
    pub(super) lost: Vec<String>,
    #[serde(default)]
    pub(super) open: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Values {
    pub(super) values: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Columns {
    pub(super) columns: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    /// Day on which the clock starts.
    pub(super) opened: String,
    /// Day of the outcome.
    pub(super) closed: String,
    /// Pattern of both; without it the form that fits.
    pub(super) format: Option<String>,
    /// Day of the export, until which open ones were watched; without it the latest day in the file.
    pub(super) as_of: Option<String>,
    /// First day from which outcomes were kept; without it the day of the first outcome.
    pub(super) history_from: Option<String>,
}

/// Which column of a sheet of past opportunities is what.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeMap {
    pub(super) outcome: Outcome,
    /// Text that means "not known".
    #[serde(default)]
    pub(super) missing: Values,
    #[serde(default)]
    pub(super) numbers: Columns,
    #[serde(default)]
    pub(super) categories: Columns,
    /// How often a value must be seen to count, by column.
    #[serde(default)]
    pub(super) seen_at_least: BTreeMap<String, u32>,
    /// Columns that are never looked at, in lists named by the reason.
    #[serde(default)]
    pub(super) excluded: BTreeMap<String, Vec<String>>,
    pub(super) dates: Option<Dates>,
}

impl OutcomeMap {
    /// Reads a map.
    ///
    /// # Errors
    /// It is not TOML of this form, or a column is in two lists.
    pub fn read(text: &str) -> Result<Self, MapError> {
        let map: Self = toml::from_str(text).map_err(|error| MapError::Toml(error.message().to_owned()))?;
        let mut listed: Vec<&str> = map.listed().collect();
        listed.sort_unstable();
        match listed.windows(2).find_map(|pair| match pair {
            [a, b] if a == b => Some((*a).to_owned()),
            _ => None,
        }) {
            Some(column) => Err(MapError::ListedTwice { column }),
            None => Ok(map),
        }
    }

    /// Every column that the map names, but for those that say how often a value must be seen.
    pub(super) fn listed(&self) -> impl Iterator<Item = &str> {
        let dates = self.dates.iter().flat_map(|dates| [&dates.opened, &dates.closed]);
        std::iter::once(&self.outcome.column)
            .chain(&self.numbers.columns)
            .chain(&self.categories.columns)
            .chain(self.excluded.values().flatten())
            .chain(dates)
            .map(String::as_str)
    }
}
