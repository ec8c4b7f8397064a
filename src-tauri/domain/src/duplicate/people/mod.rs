//! Which records of a list are the same person: the model of Fellegi and Sunter, its weights learnt from the list itself.
//!
//! Several blocking passes give the pairs worth comparing; each pair becomes a pattern of agreements; how often fields
//! agree by chance is counted, how often they agree within one person is estimated by expectation and maximisation; rare
//! values count more than common ones. What remains is settled into groups, so that the pairs do not contradict each
//! other. Source of the model: Fellegi and Sunter, "A Theory for Record Linkage", 1969; of the estimate: Winkler, 1988.
//!
//! Deliberately absent: knowledge of which pairs are true, chance (samples are taken at fixed steps), and merging.

mod blocks;
mod card;
mod compare;
mod field;
mod score;
mod settle;
mod weights;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use field::{Agreement, PersonField};
pub use score::PairScore;

use card::Cards;
use compare::Pattern;
use weights::Weights;

/// What of a record tells people apart, as it was typed. Empty where unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The whole name, where the parts are not told apart.
    pub name: String,
    /// Given names.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The company.
    pub company: String,
    /// Phone numbers in E.164.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// House number; taken out of the street where empty.
    pub street_number: String,
    /// Street.
    pub street: String,
    /// Second line of the address: building, estate.
    pub place: String,
    /// Suburb, town or city.
    pub suburb: String,
    /// Postcode.
    pub postcode: String,
    /// State or province.
    pub state: String,
    /// Date of birth in any fixed form.
    pub birth_date: String,
}

/// What one field says about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The field.
    pub field: PersonField,
    /// How well the two agree in it.
    pub agreement: Agreement,
    /// For (above 0) or against (below 0) one person, in bits: one bit doubles the odds.
    pub bits: f64,
}

/// Two records that are likely the same person.
#[derive(Debug, Clone, PartialEq)]
pub struct SamePerson {
    /// Index of the first record, the smaller one.
    pub a: usize,
    /// Index of the second record.
    pub b: usize,
    /// Weight of all fields in bits, without what is known before any field is compared.
    pub bits: f64,
    /// How likely the two are the same person, from 0 to 1.
    pub probability: f64,
    /// What speaks for and against, the strongest first. Empty where the two only share a third record.
    pub evidence: Vec<Evidence>,
}

/// What two records must have in common beside enough weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// Nothing: the weights decide. For lists in which every record is meant to be one person at one address.
    Weight,
    /// Something of the person itself. For address books, where families and colleagues share addresses, companies and
    /// phone numbers: names must not tell the two apart.
    Person,
}

/// A pair that was compared, with the bits for it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scored {
    a: u32,
    b: u32,
    pattern: Pattern,
    bits: f64,
}

/// Finds the pairs that are likely the same person, the surest first. Time grows with the number of records times the
/// size of their blocks, never with the square; the answer depends on nothing but the records and their order.
#[must_use]
pub fn same_people(people: &[Person], demand: Demand) -> Vec<SamePerson> {
    let cards = Cards::read(people);
    let compared: Vec<(u32, u32, Pattern)> = blocks::pairs(&cards)
        .into_iter()
        .map(|(a, b)| (a, b, compare::pattern(&cards, a, b)))
        .filter(|(_, _, pattern)| demand == Demand::Weight || pattern.may_be_one())
        .collect();
    let weights = Weights::learn(&cards, compared.iter().map(|(_, _, pattern)| *pattern));
    let scored: Vec<Scored> = compared
        .into_iter()
        .map(|(a, b, pattern)| Scored { a, b, pattern, bits: weights.bits(&cards, a, b, pattern) })
        .collect();
    let mut found: Vec<SamePerson> = settle::groups(cards.len(), &scored, &weights)
        .into_iter()
        .map(|pair| {
            let evidence =
                pair.pattern.map_or_else(Vec::new, |pattern| weights.evidence(&cards, pair.a, pair.b, pattern));
            SamePerson {
                a: pair.a as usize,
                b: pair.b as usize,
                bits: pair.bits,
                probability: weights.probability(pair.bits),
                evidence,
            }
        })
        .collect();
    found.sort_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
    found
}
