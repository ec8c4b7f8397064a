//! Estimates as they are typed.

use std::path::PathBuf;

use clap::Subcommand;

/// Win chances and times to close.
#[derive(Debug, Subcommand)]
pub enum EstimateCommand {
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
