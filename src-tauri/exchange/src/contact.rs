//! A contact as files and the command line show it.
//!
//! Deliberately absent: identities of rows, marks of sync, and everything about the opportunity but its level.

use corong_domain::contact::{PhoneKind, Temperature};
use serde::{Deserialize, Serialize};

/// A phone number as files show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutPhone {
    /// What it is for.
    pub kind: PhoneKind,
    /// E.164 with the plus, or empty where the text could not be read as a number.
    pub e164: String,
    /// As printed or typed.
    pub raw: String,
}

/// A contact as files and the command line show it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutContact {
    /// The contact's id.
    pub id: String,
    /// The name without titles.
    pub name: String,
    /// The titles before and after the name, as [`titles`] puts them together.
    pub titles: String,
    /// Job title.
    pub job_title: String,
    /// The company's name.
    pub company: String,
    /// Phone numbers, first the one to call.
    pub phones: Vec<OutPhone>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Web addresses and social handles.
    pub urls: Vec<String>,
    /// The first postal address as one line.
    pub address: String,
    /// The note.
    pub note: String,
    /// How warm.
    pub temperature: Option<Temperature>,
    /// Tags.
    pub tags: Vec<String>,
    /// The level of the opportunity that is furthest: `T3`.
    pub level: Option<String>,
}

/// Titles before and after a name as one text: `Ir. H., S.T., M.M.`
#[must_use]
pub fn titles(before: &str, after: &str) -> String {
    let (before, after) = (before.trim(), after.trim());
    let separator = if before.is_empty() || after.is_empty() { "" } else { ", " };
    format!("{before}{separator}{after}")
}
