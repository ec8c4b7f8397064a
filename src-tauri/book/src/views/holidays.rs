//! Public holidays.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A calendar file that the window has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HolidayFile {
    /// Its name without the folder.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// What became of the holidays of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HolidaysDone {
    /// New days.
    pub added: u32,
    /// Days known now.
    pub total: u32,
    /// Events that are no holidays: at an hour, repeated by a rule, too long, or without a day.
    pub left_out: u32,
}
