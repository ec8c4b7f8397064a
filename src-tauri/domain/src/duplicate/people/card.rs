//! Records made comparable: folded, without titles and legal forms, each value once with how often it occurs.
//!
//! Deliberately absent: comparing.

use std::collections::HashMap;

use super::Person;
use crate::company::company_key;
use crate::duplicate::{Address, Fnv, name};
use crate::text::{digits, fold};

/// A part of a record that holds one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Given,
    Family,
    Number,
    Street,
    Place,
    Suburb,
    Postcode,
    State,
    Company,
    Birth,
}

/// So many parts.
const PARTS: usize = 10;

/// One value as it is compared.
#[derive(Debug, Default)]
pub(super) struct Value {
    /// Folded, without blanks and signs.
    pub text: String,
    /// A hash of how it sounds.
    pub sound: u64,
    /// In how many places it stands.
    pub count: u32,
}

/// A number of a value; 0 is the empty one.
pub(super) type ValueId = u32;

/// One record.
#[derive(Debug, Default)]
pub(super) struct Card {
    parts: [ValueId; PARTS],
    /// Hashes of the phone numbers, sorted.
    pub phones: Vec<u64>,
    /// The mailboxes: hash of the whole, local part, domain.
    pub emails: Vec<Mailbox>,
}

/// An e-mail address in its parts.
#[derive(Debug)]
pub(super) struct Mailbox {
    pub hash: u64,
    pub local: String,
    pub domain: String,
    pub is_shared: bool,
}

impl Card {
    pub fn part(&self, part: Part) -> ValueId {
        self.parts.get(part as usize).copied().unwrap_or_default()
    }
}

/// All records, with their values.
#[derive(Debug)]
pub(super) struct Cards {
    cards: Vec<Card>,
    values: Vec<Value>,
    /// How many records have each part.
    known: [u32; PARTS],
    /// How often a phone number or a mailbox occurs.
    contacts: HashMap<u64, u32>,
}

impl Cards {
    /// Reads records.
    pub fn read(people: &[Person]) -> Self {
        let mut reading = Reading { ids: HashMap::new(), values: vec![Value::default()] };
        let mut known = [0; PARTS];
        let mut contacts: HashMap<u64, u32> = HashMap::new();
        let mut cards = Vec::with_capacity(people.len());
        for person in people {
            let card = reading.card(person);
            for (count, id) in known.iter_mut().zip(card.parts) {
                *count += u32::from(id != 0);
            }
            for hash in card.phones.iter().copied().chain(card.emails.iter().map(|mailbox| mailbox.hash)) {
                *contacts.entry(hash).or_default() += 1;
            }
            cards.push(card);
        }
        Self { cards, values: reading.values, known, contacts }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Card> {
        self.cards.iter()
    }

    pub fn card(&self, index: u32) -> Option<&Card> {
        self.cards.get(index as usize)
    }

    pub fn value(&self, id: ValueId) -> Option<&Value> {
        if id == 0 { None } else { self.values.get(id as usize) }
    }

    /// How often a value that two records share stands in the others' part, from 0 to 1. In a short list, where that can
    /// hardly be counted, about one in a hundred.
    pub fn share(&self, part: Part, id: ValueId) -> f64 {
        let known = |part: Part| self.known.get(part as usize).copied().unwrap_or_default();
        // Names and streets share their values, because their parts may be swapped.
        let all = match part {
            Part::Given | Part::Family => known(Part::Given) + known(Part::Family),
            Part::Street | Part::Place => known(Part::Street) + known(Part::Place),
            Part::Number | Part::Suburb | Part::Postcode | Part::State | Part::Company | Part::Birth => known(part),
        };
        let others = self.value(id).map_or(0, |value| value.count.saturating_sub(2));
        (f64::from(others) + 1.0) / (f64::from(all) + 100.0)
    }

    /// The same of a phone number or mailbox, by its hash.
    pub fn holders(&self, hash: u64) -> f64 {
        let others = self.contacts.get(&hash).copied().unwrap_or_default().saturating_sub(2);
        (f64::from(others) + 1.0) / (self.cards.len() as f64 + 1_000.0)
    }

    /// The chance that two records have the same value in a part.
    pub fn collision(&self, part: Part) -> f64 {
        let (mut others, mut known) = (0.0_f64, 0.0_f64);
        for card in &self.cards {
            if let Some(value) = self.value(card.part(part)) {
                known += 1.0;
                others += f64::from(value.count.saturating_sub(1));
            }
        }
        let parts = match part {
            Part::Given | Part::Family | Part::Street | Part::Place => 2.0,
            Part::Number | Part::Suburb | Part::Postcode | Part::State | Part::Company | Part::Birth => 1.0,
        };
        (others / known.max(1.0) + 0.1) / (parts * known + 10.0)
    }
}

/// Values while records are read.
struct Reading {
    ids: HashMap<(u8, String), ValueId>,
    values: Vec<Value>,
}

impl Reading {
    fn card(&mut self, person: &Person) -> Card {
        let (given, family) = names(person);
        let (number, street) = house(&person.street_number, &person.street);
        let mut card = Card::default();
        let texts = [
            (Part::Given, squeezed(&given), name::word_sound(&given)),
            (Part::Family, squeezed(&family), name::word_sound(&family)),
            plain(Part::Number, squeezed(&number)),
            plain(Part::Street, squeezed(&street)),
            plain(Part::Place, squeezed(&person.place)),
            plain(Part::Suburb, squeezed(&person.suburb)),
            plain(Part::Postcode, squeezed(&person.postcode)),
            plain(Part::State, squeezed(&person.state)),
            plain(Part::Company, squeezed(&company_key(&person.company))),
            plain(Part::Birth, digits(&person.birth_date)),
        ];
        for (part, text, sound) in texts {
            if let Some(slot) = card.parts.get_mut(part as usize) {
                *slot = self.id(part, text, sound);
            }
        }
        for phone in person.phones.iter().filter(|phone| phone.len() > 4) {
            let mut hash = Fnv::of(b'p');
            hash.bytes(phone.as_bytes());
            card.phones.push(hash.0);
        }
        card.phones.sort_unstable();
        card.phones.dedup();
        card.emails = person.emails.iter().filter_map(|email| Address::read(email)).map(mailbox).collect();
        card.emails.sort_by_key(|mailbox| mailbox.hash);
        card.emails.dedup_by_key(|mailbox| mailbox.hash);
        card
    }

    fn id(&mut self, part: Part, text: String, sound: u64) -> ValueId {
        if text.is_empty() {
            return 0;
        }
        let list = match part {
            Part::Given | Part::Family => 0,
            Part::Street | Part::Place => 1,
            other => other as u8,
        };
        let next = self.values.len() as ValueId;
        let id = *self.ids.entry((list, text.clone())).or_insert(next);
        if id == next {
            self.values.push(Value { text, sound, count: 0 });
        }
        if let Some(value) = self.values.get_mut(id as usize) {
            value.count += 1;
        }
        id
    }
}

fn plain(part: Part, text: String) -> (Part, String, u64) {
    let mut hash = Fnv::of(b't');
    hash.bytes(text.as_bytes());
    (part, text, hash.0)
}

fn mailbox(address: Address<'_>) -> Mailbox {
    let mut hash = Fnv::of(b'e');
    address.feed(&mut hash);
    Mailbox {
        hash: hash.0,
        local: address.local.to_lowercase(),
        domain: address.domain.to_lowercase(),
        is_shared: address.is_shared(),
    }
}

/// Given and family name. Of a whole name the last word is taken for the family name; a single word is a given name.
fn names(person: &Person) -> (String, String) {
    if person.given_name.is_empty() && person.family_name.is_empty() {
        let mut words = name::spelled(&person.name);
        let family = if words.len() > 1 { words.pop().unwrap_or_default() } else { String::new() };
        (words.join(" "), family)
    } else {
        (name::spelled(&person.given_name).join(" "), name::spelled(&person.family_name).join(" "))
    }
}

/// House number and street; the number is looked for in the street where it has no place of its own.
fn house(number: &str, street: &str) -> (String, String) {
    const ROAD: &[&str] = &["jl", "jln", "jalan", "no", "nomor"];
    let folded = fold(street);
    if !number.trim().is_empty() || !folded.bytes().any(|byte| byte.is_ascii_digit()) {
        let words = folded.split(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
        let kept: Vec<&str> = words.filter(|word| !ROAD.contains(word)).collect();
        return (fold(number), kept.join(" "));
    }
    let mut found = String::new();
    let mut kept = Vec::new();
    for word in folded.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',')).filter(|word| !word.is_empty()) {
        if found.is_empty() && word.starts_with(|c: char| c.is_ascii_digit()) {
            word.clone_into(&mut found);
        } else if !ROAD.contains(&word) {
            kept.push(word);
        }
    }
    (found, kept.join(" "))
}

/// Folded letters and digits alone.
fn squeezed(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}
