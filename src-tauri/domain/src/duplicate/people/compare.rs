//! Two records compared: one level of agreement for each field.
//!
//! Deliberately absent: what a level is worth.

use super::card::{Card, Cards, Mailbox, Part, Value, ValueId};
use super::field::{Agreement, PersonField};

/// The levels of all fields, four bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(super) struct Pattern(u64);

impl Pattern {
    pub fn level(self, field: PersonField) -> Agreement {
        Agreement::at(((self.0 >> (4 * field.place())) & 15) as usize)
    }

    fn set(&mut self, field: PersonField, level: Agreement) {
        self.0 |= (level as u64) << (4 * field.place());
    }

    /// Whether two such records may be one person at all. People who share an address, a company or a phone are often
    /// a family or colleagues: a mailbox or a birthday of one's own must agree, or the name, of which no part may tell
    /// the two apart.
    pub fn may_be_one(self) -> bool {
        let personal = |field| self.level(field) >= Agreement::Close;
        if personal(PersonField::Email) || personal(PersonField::BirthDate) {
            return true;
        }
        let (given, family) = (self.level(PersonField::GivenName), self.level(PersonField::FamilyName));
        given != Agreement::Differs && family != Agreement::Differs && given.max(family) >= Agreement::Close
    }
}

/// Compares two records.
pub(super) fn pattern(cards: &Cards, a: u32, b: u32) -> Pattern {
    let mut pattern = Pattern::default();
    let (Some(x), Some(y)) = (cards.card(a), cards.card(b)) else { return pattern };
    let (given, family, crossed) = crossing(cards, x, y, Part::Given, Part::Family);
    pattern.set(PersonField::GivenName, given);
    pattern.set(PersonField::FamilyName, family);
    if given > Agreement::Differs || family > Agreement::Differs {
        pattern.set(PersonField::NameOrder, if crossed { Agreement::Differs } else { Agreement::Same });
    }
    let (street, place, _) = crossing(cards, x, y, Part::Street, Part::Place);
    pattern.set(PersonField::Street, street);
    pattern.set(PersonField::Place, place);
    for (field, part) in
        [(PersonField::Suburb, Part::Suburb), (PersonField::State, Part::State), (PersonField::Company, Part::Company)]
    {
        pattern.set(field, words(cards, x.part(part), y.part(part)));
    }
    for (field, part) in [
        (PersonField::StreetNumber, Part::Number),
        (PersonField::Postcode, Part::Postcode),
        (PersonField::BirthDate, Part::Birth),
    ] {
        pattern.set(field, numbers(cards, x.part(part), y.part(part)));
    }
    pattern.set(PersonField::Phone, phones(x, y));
    pattern.set(PersonField::Email, emails(x, y));
    pattern
}

/// Two parts that people swap: as they stand, or the other way round where that agrees better.
fn crossing(cards: &Cards, x: &Card, y: &Card, one: Part, other: Part) -> (Agreement, Agreement, bool) {
    let (x1, x2, y1, y2) = (x.part(one), x.part(other), y.part(one), y.part(other));
    let straight = (words(cards, x1, y1), words(cards, x2, y2));
    if straight.0 >= Agreement::Similar || straight.1 >= Agreement::Similar {
        return (straight.0, straight.1, false);
    }
    let crossed = (words(cards, x1, y2), words(cards, x2, y1));
    if crossed.0.max(crossed.1) > straight.0.max(straight.1) && crossed.0.max(crossed.1) >= Agreement::Similar {
        // The better one first, so that the answer is the same from both sides.
        (crossed.0.max(crossed.1), crossed.0.min(crossed.1), true)
    } else {
        (straight.0, straight.1, false)
    }
}

/// Words, by how they are spelled and how they sound.
fn words(cards: &Cards, a: ValueId, b: ValueId) -> Agreement {
    let (Some(x), Some(y)) = (cards.value(a), cards.value(b)) else { return Agreement::Missing };
    if a == b {
        Agreement::Same
    } else if x.sound == y.sound {
        Agreement::OtherSpelling
    } else {
        let alike = alike(x, y);
        if alike >= 0.93 {
            Agreement::Close
        } else if alike >= 0.86 {
            Agreement::Similar
        } else if alike >= 0.76 {
            Agreement::Faint
        } else {
            Agreement::Differs
        }
    }
}

fn alike(x: &Value, y: &Value) -> f64 {
    strsim::jaro_winkler(&x.text, &y.text)
}

/// Numbers, by how many digits were mistyped or turned round.
fn numbers(cards: &Cards, a: ValueId, b: ValueId) -> Agreement {
    let (Some(x), Some(y)) = (cards.value(a), cards.value(b)) else { return Agreement::Missing };
    if a == b {
        return Agreement::Same;
    }
    if x.text.len().abs_diff(y.text.len()) > 2 {
        return Agreement::Differs;
    }
    let longest = x.text.len().max(y.text.len());
    match strsim::osa_distance(&x.text, &y.text) {
        1 if longest > 2 => Agreement::Close,
        1 if longest == 2 => Agreement::Similar,
        2 if longest > 3 => Agreement::Similar,
        _ => Agreement::Differs,
    }
}

fn phones(x: &Card, y: &Card) -> Agreement {
    if x.phones.is_empty() || y.phones.is_empty() {
        Agreement::Missing
    } else if x.phones.iter().any(|phone| y.phones.contains(phone)) {
        Agreement::Same
    } else {
        Agreement::Differs
    }
}

fn emails(x: &Card, y: &Card) -> Agreement {
    let mut best = Agreement::Missing;
    for one in &x.emails {
        for other in &y.emails {
            best = best.max(mailboxes(one, other));
        }
    }
    best
}

fn mailboxes(one: &Mailbox, other: &Mailbox) -> Agreement {
    if one.hash == other.hash {
        // A shared mailbox is the office's, not the person's.
        if one.is_shared { Agreement::Faint } else { Agreement::Same }
    } else if one.domain == other.domain && strsim::osa_distance(&one.local, &other.local) == 1 && one.local.len() > 4 {
        Agreement::Similar
    } else if one.local == other.local && one.local.len() > 5 {
        Agreement::Faint
    } else {
        Agreement::Differs
    }
}
