//! Backups.

use chrono::{DateTime, Utc};
use corong_book::views::Backup;
use serde::Serialize;

/// A backup as a JSON line.
#[derive(Debug, Serialize)]
pub struct BackupOut<'a> {
    file: &'a str,
    folder: &'a str,
    at: DateTime<Utc>,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<u64>,
    /// Whether it was checked and found sound; absent where nobody looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    ok: Option<bool>,
}

impl<'a> BackupOut<'a> {
    /// The record of a backup.
    pub fn of(backup: &'a Backup, folder: &'a str, ok: Option<bool>) -> Self {
        Self { file: &backup.file, folder, at: backup.at, bytes: backup.bytes, changes: backup.changes, ok }
    }
}

/// What a restore did.
#[derive(Debug, Serialize)]
pub struct RestoredOut {
    /// The book.
    pub book: String,
    /// Where the earlier one lies.
    pub earlier: String,
}

/// A backup for people: its name and its size.
pub fn backup_text(backup: &Backup) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a size shown with one decimal")]
    let mebibytes = backup.bytes as f64 / 1_048_576.0;
    format!("{}  {mebibytes:.1} MiB", backup.file)
}
