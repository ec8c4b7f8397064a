//! The keys by which duplicates are found: the domain's, made from a card of the index.
//!
//! Deliberately absent: the judgement whether two contacts are the same; the domain compares candidates.

use corong_domain::duplicate::{CardKeys, keys};

use crate::log::Card;

/// The keys of a contact, sorted, each once. Two contacts that share one are candidates.
pub(crate) fn duplicate_keys(card: &Card) -> Vec<u64> {
    let phones: Vec<&str> = card.phones.iter().map(|(e164, _)| e164.as_str()).filter(|e164| !e164.is_empty()).collect();
    let emails: Vec<&str> = card.emails.iter().map(String::as_str).collect();
    keys(&CardKeys { name: &card.name, company: &card.company, phones: &phones, emails: &emails })
}
