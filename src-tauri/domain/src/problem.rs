//! What is wrong with an input: a field and a rule, never a sentence. The dictionaries hold the sentences.

use serde::{Deserialize, Serialize};
use specta::Type;

/// One problem of one field. All problems of a form are given at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The field by its name in the draft, with an index where it is a list: `name`, `phones.1`.
    pub field: String,
    /// Which rule was broken.
    pub rule: Rule,
}

impl Problem {
    /// A problem of `field`.
    #[must_use]
    pub fn new(field: impl Into<String>, rule: Rule) -> Self {
        Self { field: field.into(), rule }
    }
}

/// The rules an input can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// Nothing that identifies anybody: one of name, company, phone, e-mail or photo is needed.
    EmptyCard,
    /// This field may not be empty.
    Required,
    /// Longer than the field may be.
    TooLong,
    /// An e-mail address without an @ or without a domain.
    EmailShape,
    /// Too few or too many digits to be a phone number. It is kept as typed.
    PhoneShape,
    /// Not a web address that may be opened (http, https).
    LinkShape,
    /// Not a date, or a date that cannot be.
    DateShape,
    /// The date must lie ahead.
    DatePast,
    /// The end lies before the beginning.
    DateOrder,
    /// Not an amount of money, or one beyond 2^53 minor units.
    AmountShape,
    /// Not a currency code of ISO 4217.
    CurrencyUnknown,
    /// A reason is needed.
    ReasonNeeded,
    /// The name it points to is not in the book.
    Unknown,
    /// A key is of small letters, digits and underscores, at most 40.
    KeyShape,
    /// It is there twice, or twice with different content.
    Twice,
    /// Smaller or larger than it may be.
    OutOfRange,
    /// It does not stand in the order that the levels and floors ask for.
    OutOfOrder,
    /// The rules of the funnel cannot do without it.
    RulesNeedIt,
    /// No way of gates leads through it.
    NoWay,
    /// It was given once and cannot change: opportunities point at it.
    Fixed,
    /// Not a number of the form that is wanted: a quantity, a percentage, a rate.
    NumberShape,
}
