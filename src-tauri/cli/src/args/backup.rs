//! Backups as they are typed.

use std::path::PathBuf;

use clap::Subcommand;

/// Copies of the book that were checked before they count.
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Make a backup now; it is checked before it counts.
    Now {
        /// From now on backups go to this folder, on a stick for instance.
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// List the backups, newest first.
    List,
    /// Check a backup: the file, its log, and its tables.
    Verify {
        /// A file, the name of a backup, or `latest`.
        #[arg(default_value = "latest")]
        backup: String,
    },
    /// Put a backup in the place of the book. The present book is moved into a folder beside it; nothing is deleted.
    Restore {
        /// A file, the name of a backup, or `latest`.
        backup: String,
    },
}
