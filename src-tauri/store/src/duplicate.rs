//! The keys by which duplicates are found.
//!
//! Deliberately absent: the judgement whether two contacts are the same; the domain compares candidates.

use corong_domain::text::fold;

use crate::log::Card;

/// The keys of a contact, in no order, without repeats. Two contacts that share one are candidates.
pub(crate) fn duplicate_keys(card: &Card) -> Vec<u64> {
    let mut keys: Vec<u64> = card
        .emails
        .iter()
        .map(|address| fold(address))
        .filter(|address| !address.is_empty())
        .map(|address| key(b'e', &address))
        .chain(card.phones.iter().filter(|(e164, _)| !e164.is_empty()).map(|(e164, _)| key(b'p', e164)))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// FNV-1a, 64 bits: the keys are kept in the file, so the hash may never change with a compiler.
fn key(kind: u8, text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in [kind].into_iter().chain(text.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}
