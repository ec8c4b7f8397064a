//! The pairs worth comparing: records that share one of many keys.
//!
//! A key that too many records share is left to the finer keys. Deliberately absent: judging the pairs.

use super::card::{Card, Cards, Part, ValueId};
use crate::duplicate::Fnv;

/// A block with more records than this is left out.
const LARGEST: usize = 40;

/// Pairs of indices, the smaller first, sorted, each once.
pub(super) fn pairs(cards: &Cards) -> Vec<(u32, u32)> {
    let mut keys: Vec<(u64, u32)> = Vec::with_capacity(cards.len() * 24);
    for (index, card) in (0..).zip(cards.iter()) {
        keys_of(cards, card, |key| keys.push((key, index)));
    }
    keys.sort_unstable();
    keys.dedup();
    let mut pairs = Vec::new();
    for block in keys.chunk_by(|x, y| x.0 == y.0).filter(|block| block.len() <= LARGEST) {
        for (at, (_, a)) in block.iter().enumerate() {
            for (_, b) in block.iter().skip(at + 1) {
                pairs.push((*a, *b));
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The blocking passes. Each survives other mistakes than the rest.
const PASSES: &[&[(Part, Cut)]] = &[
    &[(Part::Given, Cut::Sound), (Part::Family, Cut::Start(2))],
    &[(Part::Family, Cut::Sound), (Part::Given, Cut::Start(2))],
    &[(Part::Given, Cut::Start(4)), (Part::Suburb, Cut::Start(4))],
    &[(Part::Family, Cut::Start(4)), (Part::Suburb, Cut::Start(4))],
    &[(Part::Given, Cut::Start(3)), (Part::Postcode, Cut::Sound)],
    &[(Part::Family, Cut::Start(3)), (Part::Postcode, Cut::Sound)],
    &[(Part::Given, Cut::Start(3)), (Part::Number, Cut::Sound)],
    &[(Part::Family, Cut::Start(3)), (Part::Number, Cut::Sound)],
    &[(Part::Street, Cut::Start(5)), (Part::Number, Cut::Sound)],
    &[(Part::Street, Cut::Start(4)), (Part::Postcode, Cut::Sound)],
    &[(Part::Street, Cut::Start(4)), (Part::Family, Cut::Start(3))],
    &[(Part::Street, Cut::Start(4)), (Part::Given, Cut::Start(3))],
    &[(Part::Street, Cut::Start(4)), (Part::Suburb, Cut::Start(4))],
    &[(Part::Number, Cut::Sound), (Part::Postcode, Cut::Sound)],
    &[(Part::Place, Cut::Start(5)), (Part::Postcode, Cut::Sound)],
    &[(Part::Company, Cut::Sound), (Part::Given, Cut::Start(2))],
    &[(Part::Company, Cut::Sound), (Part::Family, Cut::Start(2))],
    &[(Part::Birth, Cut::Sound)],
    &[(Part::Street, Cut::Sound)],
    &[(Part::Place, Cut::Sound)],
    &[(Part::Family, Cut::Sound)],
];

/// How much of a value goes into a key.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// All of it, as it sounds.
    Sound,
    /// So many characters at the start.
    Start(usize),
}

fn keys_of(cards: &Cards, card: &Card, mut emit: impl FnMut(u64)) {
    for (mark, pass) in (0_u8..).zip(PASSES) {
        let mut hash = Fnv::of(mark);
        let whole = pass.iter().all(|(part, cut)| feed(cards, card.part(*part), *cut, &mut hash));
        if whole {
            emit(hash.0);
        }
    }
    // Given and family name in either order.
    let (given, family) = (cards.value(card.part(Part::Given)), cards.value(card.part(Part::Family)));
    if let (Some(given), Some(family)) = (given, family) {
        let mut hash = Fnv::of(b'n');
        hash.number(given.sound.min(family.sound));
        hash.number(given.sound.max(family.sound));
        emit(hash.0);
    }
    for phone in &card.phones {
        emit(*phone);
    }
    for mailbox in &card.emails {
        emit(mailbox.hash);
        let mut hash = Fnv::of(b'l');
        hash.bytes(mailbox.local.as_bytes());
        emit(hash.0);
    }
}

fn feed(cards: &Cards, id: ValueId, cut: Cut, hash: &mut Fnv) -> bool {
    let Some(value) = cards.value(id) else { return false };
    match cut {
        Cut::Sound => hash.number(value.sound),
        Cut::Start(count) => {
            for c in value.text.chars().take(count) {
                hash.number(u64::from(u32::from(c)));
            }
            hash.byte(b'|');
        }
    }
    true
}
