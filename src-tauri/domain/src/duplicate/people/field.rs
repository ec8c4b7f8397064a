//! The fields that are compared, and the levels of agreement.
//!
//! Deliberately absent: how a field is compared.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A field of a person that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PersonField {
    /// Given names, or a name of one word.
    GivenName,
    /// Family name.
    FamilyName,
    /// Whether given and family name stand in the same order.
    NameOrder,
    /// House number.
    StreetNumber,
    /// Street.
    Street,
    /// Second line of the address.
    Place,
    /// Suburb, town or city.
    Suburb,
    /// Postcode.
    Postcode,
    /// State or province.
    State,
    /// Company.
    Company,
    /// Phone number.
    Phone,
    /// E-mail address.
    Email,
    /// Date of birth.
    BirthDate,
}

impl PersonField {
    /// Every field, in the order of a pattern.
    pub(super) const ALL: [Self; 13] = [
        Self::GivenName,
        Self::FamilyName,
        Self::NameOrder,
        Self::StreetNumber,
        Self::Street,
        Self::Place,
        Self::Suburb,
        Self::Postcode,
        Self::State,
        Self::Company,
        Self::Phone,
        Self::Email,
        Self::BirthDate,
    ];

    /// Its place in a pattern.
    pub(super) const fn place(self) -> usize {
        self as usize
    }
}

/// How well two records agree in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// At least one of them is empty: no evidence.
    Missing,
    /// Different.
    Differs,
    /// A faint likeness.
    Faint,
    /// Alike.
    Similar,
    /// Nearly the same: a slip of the finger.
    Close,
    /// The same in another spelling.
    OtherSpelling,
    /// The same.
    Same,
}

impl Agreement {
    /// Every level, in order.
    pub(super) const ALL: [Self; 7] =
        [Self::Missing, Self::Differs, Self::Faint, Self::Similar, Self::Close, Self::OtherSpelling, Self::Same];

    /// The level with this number; missing where there is none.
    pub(super) fn at(level: usize) -> Self {
        Self::ALL.get(level).copied().unwrap_or(Self::Missing)
    }

    /// Whether it speaks for one person.
    #[must_use]
    pub fn is_agreement(self) -> bool {
        self >= Self::Faint
    }
}
