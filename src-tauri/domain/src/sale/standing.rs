//! Where an offer or order stands, as one value: a merge can never tear a status from its day and reason.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A status with its beginning and reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Held<S> {
    /// The status.
    pub status: S,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why, where a reason was given.
    pub reason: String,
}

impl<S> Held<S> {
    /// A status from now on, without a reason.
    #[must_use]
    pub fn new(status: S, since: DateTime<Utc>) -> Self {
        Self { status, since, reason: String::new() }
    }

    /// A status from now on, with a reason.
    #[must_use]
    pub fn because(status: S, since: DateTime<Utc>, reason: &str) -> Self {
        Self { status, since, reason: reason.trim().to_owned() }
    }
}

/// A file that belongs to a record, by its name and the hash of its bytes. The record does not hold the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileSeal {
    /// The name without its folder.
    pub name: String,
    /// BLAKE3 of the bytes, in hexadecimal.
    pub hash: String,
}
