//! Reports.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use corong_book::views::ReportName;

use super::word;

/// A report.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Which: funnel, time-in-stage, win-rate, forecast, velocity, lost, gates, sources, events, sale-credit.
    #[arg(value_parser = word::<ReportName>, value_name = "NAME")]
    pub name: ReportName,
    /// As it stood at the end of this day.
    #[arg(long, value_name = "DATE")]
    pub on: Option<NaiveDate>,
    /// First day of the period.
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    /// Last day of the period.
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
    /// Only this funnel, by its key: b2b, b2c.
    #[arg(long, value_name = "KEY")]
    pub funnel: Option<String>,
    /// Only of this event, by name or ID.
    #[arg(long, value_name = "NAME")]
    pub event: Option<String>,
    /// The margin in percent for the return of events.
    #[arg(long, value_name = "PERCENT", default_value_t = 100, value_parser = clap::value_parser!(u32).range(0..=100))]
    pub margin: u32,
    /// Write it as CSV to this file; it is whole or not there.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
}
