//! Salespeople: the members of the team. The book's owner is one of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::SalespersonId;

/// A member of the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Salesperson {
    /// The salesperson.
    pub id: SalespersonId,
    /// The name.
    pub name: String,
    /// Two to four capital letters in front of the numbers of quotes and orders: `AB`.
    pub prefix: String,
    /// E-mail address, or empty.
    pub email: String,
    /// Phone number, or empty.
    pub phone: String,
    /// When the salesperson was entered.
    pub created_at: DateTime<Utc>,
}

/// A prefix from a name: the first letters of its first two words, or the first two letters of a one-word name.
#[must_use]
pub fn prefix_from_name(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let letters: String = match (words.next(), words.next()) {
        (Some(first), Some(second)) => [first, second].iter().collect(),
        _ => name.chars().filter(|c| c.is_alphabetic()).take(2).collect(),
    };
    let letters = letters.to_uppercase();
    if letters.is_empty() { "XX".to_owned() } else { letters }
}
