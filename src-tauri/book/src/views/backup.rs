//! Backups.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// One backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    /// Its file name, without the folder.
    pub file: String,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Size in bytes.
    #[specta(type = u32)]
    pub bytes: u64,
    /// How many changes it holds; known after it was made or verified.
    #[specta(type = Option<u32>)]
    pub changes: Option<u64>,
}

/// The backups of a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Backups {
    /// Where they lie.
    pub folder: String,
    /// Whether that folder is there now: a stick may not be plugged in.
    pub there: bool,
    /// Whether the user chose the folder.
    pub chosen: bool,
    /// Whether something changed since the newest.
    pub changed: bool,
    /// Newest first.
    pub backups: Vec<Backup>,
}

/// Where backups should lie.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupFolder {
    /// A folder; the usual one, beside the book, when `None`.
    pub folder: Option<String>,
}

/// A backup by its file name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupRequest {
    /// The name, without the folder.
    pub file: String,
}
