//! Estimates as they are typed.

use std::path::PathBuf;

use clap::Subcommand;

/// Win chances and times to close.
#[derive(Debug, Subcommand)]
pub enum EstimateCommand {
    /// Fit the estimates to the past of the book, and show how they stand, stage by stage.
    Fit,
    /// Show the estimates of one opportunity, or how they stand stage by stage.
    Show {
        /// An opportunity.
        id: Option<String>,
    },
    /// Say how good estimates are on a CSV file of past opportunities; no book is needed.
    Evaluate {
        /// The past opportunities that are learnt from.
        train: PathBuf,
        /// Others that are judged; without them TRAIN is cross-validated.
        #[arg(long, value_name = "FILE")]
        test: Option<PathBuf>,
        /// Which column is what, as TOML; the README says how.
        #[arg(long, value_name = "FILE")]
        map: PathBuf,
    },
}
