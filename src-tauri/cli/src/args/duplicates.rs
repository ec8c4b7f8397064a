//! Duplicates.

use std::path::PathBuf;

use clap::Subcommand;

/// Contacts that may be the same person.
#[derive(Debug, Subcommand)]
pub enum DuplicatesCommand {
    /// Find the duplicates of a CSV and compare them with the true ones; no book is needed.
    Score {
        /// The records. Columns are known by name: rec_id, given_name, surname, street_number, address_1, address_2,
        /// suburb, postcode, state, date_of_birth, or name, company, phones, emails, address as Corong exports them.
        csv: PathBuf,
        /// The true pairs: two record ids a line.
        pairs: PathBuf,
        /// Write the found pairs to this file.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Demand that names agree, as the review list of a book does: families and colleagues stay apart.
        #[arg(long)]
        names_agree: bool,
    },
}
