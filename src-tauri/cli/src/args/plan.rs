//! Activities and events.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use corong_domain::activity::ActivityKind;

use super::word;

/// Activities.
#[derive(Debug, Subcommand)]
pub enum ActivityCommand {
    /// Plan something, or log what was done.
    Add(ActivityFields),
    /// Something planned was done.
    Done {
        /// The activity by ID, as `today` shows it.
        id: String,
        /// What came out of it.
        #[arg(long, default_value = "", value_name = "TEXT")]
        result: String,
    },
}

/// What is planned or was done.
#[derive(Debug, Args)]
pub struct ActivityFields {
    /// The contact by ID or exact name.
    pub contact: String,
    /// What: call, visit, meeting, demonstration, sample, message, note, task.
    #[arg(long, value_parser = word::<ActivityKind>)]
    pub kind: ActivityKind,
    /// The subject.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub subject: String,
    /// When it is due: a day (09:00), or an instant as in 2026-11-20T14:00:00+07:00.
    #[arg(long, value_name = "WHEN")]
    pub due: Option<String>,
    /// The opportunity; without it the one that is being worked on.
    #[arg(long, value_name = "ID")]
    pub opportunity: Option<String>,
    /// It was done already.
    #[arg(long)]
    pub done: bool,
    /// What came out of it, or the text of a note.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub result: String,
    /// The contact came to us.
    #[arg(long)]
    pub inbound: bool,
}

/// Public holidays.
#[derive(Debug, Subcommand)]
pub enum HolidaysCommand {
    /// Add the days of a calendar file (.ics).
    Import {
        /// The file.
        file: std::path::PathBuf,
    },
    /// List them.
    List,
    /// Forget all of them.
    Clear,
}

/// Events.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// Enter an event.
    Add(EventFields),
    /// List events, newest first.
    List,
}

/// An event.
#[derive(Debug, Args)]
pub struct EventFields {
    /// Its name.
    pub name: String,
    /// First day.
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
    /// Place.
    #[arg(long, default_value = "")]
    pub place: String,
    /// Country as ISO 3166 code: the default region of phone numbers taken there.
    #[arg(long, default_value = "", value_name = "CODE")]
    pub country: String,
    /// What taking part costs, in major units.
    #[arg(long, default_value = "", value_name = "AMOUNT")]
    pub cost: String,
    /// New cards belong to it from now on.
    #[arg(long)]
    pub choose: bool,
}
