//! What an agreement is worth: chance agreement counted, agreement within one person estimated.
//!
//! Deliberately absent: thresholds, and comparing.

use std::collections::BTreeMap;

use super::Evidence;
use super::card::{Card, Cards, Part, ValueId};
use super::compare::{Pattern, pattern};
use super::field::{Agreement, PersonField};

const FIELDS: usize = PersonField::ALL.len();
const LEVELS: usize = Agreement::ALL.len();

/// A chance for each field and level.
type Table = [[f64; LEVELS]; FIELDS];

/// What is believed before anything is seen, as if from so many pairs.
const BELIEF: f64 = 20.0;
/// Agreement within one person, from `Differs` to `Same`.
const WITHIN: [f64; LEVELS] = [0.0, 0.06, 0.03, 0.05, 0.08, 0.05, 0.73];
/// Agreement by chance.
const BY_CHANCE: [f64; LEVELS] = [0.0, 0.95, 0.03, 0.006, 0.002, 0.002, 0.01];
/// So many pairs are compared to see how often fields agree by chance, and so many for each record at most.
const SAMPLE: usize = 100_000;
const SAMPLE_EACH: usize = 20;
/// Rounds of estimation; it settles long before.
const ROUNDS: usize = 20;

/// The learnt weights.
#[derive(Debug)]
pub(super) struct Weights {
    within: Table,
    chance: Table,
    /// Odds that two records are one person before anything is compared, in bits.
    prior: f64,
}

impl Weights {
    /// Learns from the compared pairs of a list.
    pub fn learn(cards: &Cards, patterns: impl Iterator<Item = Pattern>) -> Self {
        let mut counts: BTreeMap<Pattern, f64> = BTreeMap::new();
        for pattern in patterns {
            *counts.entry(pattern).or_default() += 1.0;
        }
        let records = cards.len() as f64;
        let all_pairs = (records * (records - 1.0) / 2.0).max(1.0);
        let mut weights =
            Self { within: [WITHIN; FIELDS], chance: by_chance(cards), prior: (0.1 * records / all_pairs).log2() };
        for _ in 0..ROUNDS {
            let mut seen = [[0.0; LEVELS]; FIELDS];
            // As if one record in a hundred had a double, beside what is found.
            let mut found = 0.01 * records;
            for (pattern, count) in &counts {
                let bits: f64 = PersonField::ALL.iter().map(|field| weights.field_bits(*field, *pattern)).sum();
                let same = count * weights.probability(bits);
                found += same;
                for field in PersonField::ALL {
                    add(&mut seen, field, pattern.level(field), same);
                }
            }
            weights.within = seen;
            for (field, levels) in PersonField::ALL.iter().zip(&mut weights.within) {
                believe(levels, &within_belief(*field), BELIEF);
            }
            weights.prior = (found / all_pairs).min(0.5).log2();
        }
        weights
    }

    /// How likely a pair with these bits is one person.
    pub fn probability(&self, bits: f64) -> f64 {
        1.0 / (1.0 + (-(bits + self.prior)).exp2())
    }

    /// Odds that two records are one person before anything is compared, in bits.
    pub fn prior_bits(&self) -> f64 {
        self.prior
    }

    /// The bits of all fields.
    pub fn bits(&self, cards: &Cards, a: u32, b: u32, pattern: Pattern) -> f64 {
        PersonField::ALL.iter().map(|field| self.field_in(cards, a, b, *field, pattern)).sum()
    }

    /// What each field says, the strongest first.
    pub fn evidence(&self, cards: &Cards, a: u32, b: u32, pattern: Pattern) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = PersonField::ALL
            .iter()
            .filter(|field| pattern.level(**field) != Agreement::Missing)
            .map(|field| Evidence {
                field: *field,
                agreement: pattern.level(*field),
                bits: self.field_in(cards, a, b, *field, pattern),
            })
            .collect();
        evidence.sort_by(|x, y| y.bits.abs().total_cmp(&x.bits.abs()));
        evidence
    }

    fn field_bits(&self, field: PersonField, pattern: Pattern) -> f64 {
        let level = pattern.level(field);
        if level == Agreement::Missing {
            0.0
        } else {
            (at(&self.within, field, level) / at(&self.chance, field, level)).log2()
        }
    }

    /// The bits of a field, where equal values count by how common they are.
    fn field_in(&self, cards: &Cards, a: u32, b: u32, field: PersonField, pattern: Pattern) -> f64 {
        let level = pattern.level(field);
        let average = self.field_bits(field, pattern);
        if level != Agreement::Same {
            return average;
        }
        let share = match (field, cards.card(a), cards.card(b)) {
            (PersonField::Phone, Some(x), Some(y)) => {
                rarest(cards, x.phones.iter().filter(|phone| y.phones.contains(phone)).copied())
            }
            (PersonField::Email, Some(x), Some(y)) => {
                let theirs = |hash: u64| y.emails.iter().any(|mailbox| mailbox.hash == hash);
                rarest(cards, x.emails.iter().map(|mailbox| mailbox.hash).filter(|hash| theirs(*hash)))
            }
            (_, Some(x), Some(y)) => {
                part_of(field).and_then(|(part, other)| Some(cards.share(part, shared(x, y, part, other)?)))
            }
            (_, None, _) | (_, _, None) => None,
        };
        match share {
            Some(share) if share > 0.0 => (at(&self.within, field, level) / share).log2(),
            Some(_) | None => average,
        }
    }
}

fn rarest(cards: &Cards, hashes: impl Iterator<Item = u64>) -> Option<f64> {
    hashes.map(|hash| cards.holders(hash)).min_by(f64::total_cmp)
}

/// The value that two records have in common in a part; of swapped parts each stands for one of the two.
fn shared(x: &Card, y: &Card, part: Part, other: Part) -> Option<ValueId> {
    let crossed = [(x.part(part), y.part(other)), (x.part(other), y.part(part))];
    let straight = (x.part(part), y.part(part));
    let equal = |(one, other): &(ValueId, ValueId)| *one != 0 && one == other;
    std::iter::once(straight).chain(crossed).find(equal).map(|(id, _)| id)
}

/// The part that a field compares, and the one that it is swapped with.
fn part_of(field: PersonField) -> Option<(Part, Part)> {
    match field {
        PersonField::GivenName => Some((Part::Given, Part::Family)),
        PersonField::FamilyName => Some((Part::Family, Part::Given)),
        PersonField::StreetNumber => Some((Part::Number, Part::Number)),
        PersonField::Street => Some((Part::Street, Part::Place)),
        PersonField::Place => Some((Part::Place, Part::Street)),
        PersonField::Suburb => Some((Part::Suburb, Part::Suburb)),
        PersonField::Postcode => Some((Part::Postcode, Part::Postcode)),
        PersonField::State => Some((Part::State, Part::State)),
        PersonField::Company => Some((Part::Company, Part::Company)),
        PersonField::BirthDate => Some((Part::Birth, Part::Birth)),
        PersonField::NameOrder | PersonField::Phone | PersonField::Email => None,
    }
}

/// What is believed about a field within one person.
fn within_belief(field: PersonField) -> [f64; LEVELS] {
    match field {
        // Names are swapped now and then, and people have several phones, addresses and employers.
        PersonField::NameOrder => [0.0, 0.05, 0.0, 0.0, 0.0, 0.0, 0.95],
        PersonField::Phone | PersonField::Email => [0.0, 0.4, 0.02, 0.03, 0.0, 0.0, 0.55],
        PersonField::Company => [0.0, 0.2, 0.03, 0.05, 0.05, 0.02, 0.65],
        _ => WITHIN,
    }
}

/// Chance agreement: equality from the counted values, the other levels from pairs at fixed steps.
fn by_chance(cards: &Cards) -> Table {
    let mut table = [[0.0; LEVELS]; FIELDS];
    let records = cards.len();
    if records > 1 {
        let mut step = 1;
        'sample: loop {
            for first in 0..records {
                if first + records * (step - 1) >= SAMPLE || step >= records.min(SAMPLE_EACH) {
                    break 'sample;
                }
                // Steps that share few divisors with the number of records walk through all of it.
                let second = (first + step * 7_919) % records;
                if first != second {
                    let pattern = pattern(cards, first as u32, second as u32);
                    for field in PersonField::ALL {
                        add(&mut table, field, pattern.level(field), 1.0);
                    }
                }
            }
            step += 1;
        }
    }
    for (field, levels) in PersonField::ALL.iter().zip(&mut table) {
        let belief = match field {
            PersonField::NameOrder => [0.0, 0.1, 0.0, 0.0, 0.0, 0.0, 0.9],
            _ => BY_CHANCE,
        };
        believe(levels, &belief, 1.0 + 0.01 * levels.iter().skip(1).sum::<f64>().min(200.0));
        let equal = match (field, part_of(*field)) {
            (_, Some((part, _))) => cards.collision(part).clamp(1e-7, 0.95),
            (PersonField::Phone | PersonField::Email, None) => 2.0 / (records.max(20) as f64),
            (_, None) => continue,
        };
        let rest: f64 = levels.iter().skip(1).take(LEVELS - 2).sum();
        for level in levels.iter_mut().skip(1).take(LEVELS - 2) {
            *level *= (1.0 - equal) / rest.max(f64::MIN_POSITIVE);
        }
        if let Some(same) = levels.last_mut() {
            *same = equal;
        }
    }
    table
}

/// Counts as chances, together with what was believed before.
fn believe(levels: &mut [f64; LEVELS], belief: &[f64; LEVELS], strength: f64) {
    let all: f64 = levels.iter().skip(1).sum::<f64>() + strength;
    for (level, belief) in levels.iter_mut().zip(belief).skip(1) {
        *level = ((*level + strength * belief) / all).max(1e-6);
    }
}

fn add(table: &mut Table, field: PersonField, level: Agreement, count: f64) {
    if let Some(slot) = table.get_mut(field.place()).and_then(|levels| levels.get_mut(level as usize)) {
        *slot += count;
    }
}

fn at(table: &Table, field: PersonField, level: Agreement) -> f64 {
    let found = table.get(field.place()).and_then(|levels| levels.get(level as usize)).copied();
    found.unwrap_or(0.5).max(1e-9)
}
