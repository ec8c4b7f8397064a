//! Random schedules of two to five books: after everybody has everything, all books are the same, and they are what a
//! second, slow reading of the same changes says. `CORONG_SEED=n` replays one schedule, `CORONG_SCHEDULES=n` sets how
//! many are run.

use std::collections::{BTreeMap, BTreeSet};

use corong_domain::contact::{Contact, Phone};
use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_domain::opportunity::{Opportunity, Status};
use corong_domain::sale::ledger::SaleCreditEntry;
use corong_domain::sale::offer::{Offer, OfferStatus};
use corong_domain::sale::standing::Held;
use corong_store::{ChangeKey, Error, RawChange, Store};
use serde_json::Value;

use crate::model::{Model, key};
use crate::samples::*;

/// A small generator with a seed: splitmix64.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// What a schedule does wrong on purpose, to see that it is caught.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mutant {
    None,
    /// A copied or restored book goes on with the writer id it had.
    ReusedWriters,
}

/// What the author of each change had seen, noted outside the store.
type Seen = BTreeMap<ChangeKey, BTreeSet<ChangeKey>>;

const OFFER_STATUSES: [OfferStatus; 5] =
    [OfferStatus::Draft, OfferStatus::Sent, OfferStatus::Accepted, OfferStatus::Rejected, OfferStatus::Withdrawn];

struct World {
    chance: Chance,
    mutant: Mutant,
    template: Store,
    books: Vec<Store>,
    clocks: Vec<i64>,
    saved: Vec<Store>,
    seen: Seen,
    acknowledged: Vec<RawChange>,
    refused: usize,
}

fn keys(store: &Store) -> BTreeSet<ChangeKey> {
    changes(store).into_iter().map(|change| change.key).collect()
}

impl World {
    fn new(seed: u64, mutant: Mutant, template: &Store) -> Self {
        let mut world = Self {
            chance: Chance(seed),
            mutant,
            template: template.copy_to_memory().unwrap(),
            books: Vec::new(),
            clocks: Vec::new(),
            saved: Vec::new(),
            seen: Seen::new(),
            acknowledged: Vec::new(),
            refused: 0,
        };
        for at in 0..2 + world.chance.below(4) {
            let book = world.fresh(at, &world.template.copy_to_memory().unwrap());
            world.books.push(book);
            let clock = world.chance.below(2_000_000_000) as i64 - 1_000_000_000;
            world.clocks.push(clock);
        }
        world
    }

    /// The book as another start of the program sees it.
    fn fresh(&mut self, at: usize, book: &Store) -> Store {
        let book = book.copy_to_memory().unwrap();
        let number = match self.mutant {
            Mutant::None => self.chance.next(),
            Mutant::ReusedWriters => at as u64 + 1,
        };
        book.with_writers(Box::new(move || number.to_be_bytes()))
    }

    fn write(&mut self) -> Result<(), Error> {
        let at = self.chance.below(self.books.len());
        self.clocks[at] += self.chance.below(100_000) as i64;
        if self.chance.below(12) == 0 {
            self.clocks[at] += self.chance.below(4_000_000_000) as i64 - 2_000_000_000;
        }
        let (clock, number, pick) = (self.clocks[at], self.chance.below(4) as u64, self.chance.below(120));
        let word = format!("v{}", self.chance.below(1_000));
        let rank = self.chance.below(9) as u32;
        let book = &self.books[at];
        let before = keys(book);
        let person = ContactId(id(1, number));
        let change = if pick < 10 && !before.is_empty() {
            let all: Vec<_> = before.iter().copied().collect();
            let which = all[self.chance.below(all.len())];
            book.undo(which, &meta(Act::Undone, clock))?.change
        } else {
            let write = |tx: &mut corong_store::Tx<'_, '_>| -> Result<(), Error> {
                let contact = tx.get::<Contact>(person)?;
                match pick {
                    10..20 => drop(tx.delete::<Contact>(person)?),
                    20..35 => {
                        tx.put(&phone(number, person, &format!("+62{word}"), &word))?;
                    }
                    35..40 => drop(tx.delete::<Phone>(PhoneId(id(2, number)))?),
                    40..65 => {
                        let known = tx.get::<Opportunity>(OpportunityId(id(4, number)))?;
                        let mut opportunity = known.unwrap_or_else(|| opportunity(number, person));
                        let status = [Status::Open, Status::Open, Status::Lost, Status::Won][pick % 4];
                        opportunity.standing = standing(status, &word, rank);
                        tx.put(&opportunity)?;
                    }
                    65..70 => drop(tx.delete::<Opportunity>(OpportunityId(id(4, number)))?),
                    100..112 => {
                        let opportunity = OpportunityId(id(4, number));
                        let blank = crate::samples::offer(number, 1 + rank % 3, opportunity);
                        let mut offer = tx.get::<Offer>(blank.id)?.unwrap_or(blank);
                        offer.standing = Held::because(OFFER_STATUSES[pick % 5], crate::samples::at(clock), &word);
                        if offer.standing.status == OfferStatus::Draft {
                            offer.content.note = word.clone();
                        }
                        tx.put(&offer)?;
                    }
                    112..114 => drop(tx.delete::<Offer>(OfferId(id(16, number)))?),
                    114..118 => {
                        let opportunity = OpportunityId(id(4, number));
                        tx.put(&crate::samples::credit_entry(number, opportunity, i64::from(rank) * 100))?;
                    }
                    118..120 => drop(tx.delete::<SaleCreditEntry>(CreditEntryId(id(23, number)))?),
                    70..75 if contact.is_some() => tx.settle(&contact.unwrap(), "name")?,
                    75..80 if contact.is_some() => tx.keep::<Contact>(person)?,
                    _ => {
                        let mut contact = contact.unwrap_or_else(|| crate::samples::contact(number, "new"));
                        if pick % 2 == 0 {
                            contact.name = word.clone()
                        } else {
                            contact.note = word.clone()
                        }
                        if pick % 7 == 0 {
                            contact.merged_into = Some(ContactId(id(1, rank.into())));
                        }
                        tx.put(&contact)?;
                    }
                }
                Ok(())
            };
            book.write(meta(Act::ContactEdited, clock), write)?.change
        };
        if let Some(change) = change {
            self.acknowledged.push(read(book, |r| r.change(change)).unwrap());
            self.seen.insert(change, before);
        }
        Ok(())
    }

    fn exchange(&mut self) {
        let (from, to) = (self.chance.below(self.books.len()), self.chance.below(self.books.len()));
        let mut sent = changes(&self.books[from]);
        if self.chance.below(3) == 0 {
            let keep = self.chance.below(sent.len() + 1);
            self.chance.shuffle(&mut sent);
            sent.truncate(keep);
        }
        if self.chance.below(3) == 0 {
            sent.extend(sent.clone());
            self.chance.shuffle(&mut sent);
        }
        self.refused += self.books[to].apply(&sent).unwrap().refused.len();
    }

    fn step(&mut self) -> Result<(), Error> {
        match self.chance.below(100) {
            0..62 => return self.write(),
            62..90 => self.exchange(),
            90..93 => {
                // A copy of one book takes the place of another, or joins.
                let from = self.chance.below(self.books.len());
                let copy = self.books[from].copy_to_memory().unwrap();
                let to = self.chance.below(self.books.len());
                if self.books.len() < 5 {
                    let fresh = self.fresh(from, &copy);
                    self.books.push(fresh);
                    self.clocks.push(self.clocks[from]);
                } else {
                    self.books[to] = self.fresh(from, &copy);
                }
            }
            93..96 => {
                let at = self.chance.below(self.books.len());
                self.saved.push(self.books[at].copy_to_memory().unwrap());
            }
            96..98 if !self.saved.is_empty() => {
                let (saved, at) = (self.chance.below(self.saved.len()), self.chance.below(self.books.len()));
                let copy = self.saved[saved].copy_to_memory().unwrap();
                self.books[at] = self.fresh(at, &copy);
            }
            _ => {
                let at = self.chance.below(self.books.len());
                let copy = self.books[at].copy_to_memory().unwrap();
                self.books[at] = self.fresh(at, &copy);
            }
        }
        Ok(())
    }

    /// Gives everything to everybody, in another order each.
    fn settle(&mut self) -> Vec<RawChange> {
        let mut union: BTreeMap<ChangeKey, RawChange> = BTreeMap::new();
        for book in self.books.iter().chain(&self.saved) {
            union.extend(changes(book).into_iter().map(|change| (change.key, change)));
        }
        let mut union: Vec<_> = union.into_values().collect();
        for book in &self.books {
            self.chance.shuffle(&mut union);
            self.refused += book.apply(&union).unwrap().refused.len();
        }
        union
    }
}

/// 22 letters of base64url.
fn letters(uuid: uuid::Uuid) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let wide = uuid.as_u128();
    (0..22)
        .map(|at| {
            let six = if at < 21 { wide >> (122 - 6 * at) & 63 } else { (wide << 4) & 63 };
            char::from(DIGITS[six as usize])
        })
        .collect()
}

/// Compares a book with the slow reading; says what differs.
fn differs(book: &Store, model: &Model) -> Option<String> {
    for number in 0..9 {
        let person = id(1, number);
        let row = letters(person);
        let contact = read(book, |r| r.get::<Contact>(ContactId(person)));
        if contact.is_some() != model.alive("contact", &row) {
            return Some(format!("contact {number} is alive: {}", contact.is_some()));
        }
        if let Some(contact) = contact {
            for (cell, found) in [("name", contact.name), ("note", contact.note)] {
                let expected = model.shown("contact", &row, cell).unwrap_or(Value::from(""));
                if expected != found.as_str() {
                    return Some(format!("contact {number}, {cell}: {found} instead of {expected}"));
                }
            }
        }
        let row = letters(id(4, number));
        let opportunity = read(book, |r| r.get::<Opportunity>(OpportunityId(id(4, number))));
        if opportunity.is_some() != model.alive("opportunity", &row) {
            return Some(format!("opportunity {number} is alive: {}", opportunity.is_some()));
        }
        if let Some(opportunity) = opportunity {
            let expected = model.shown("opportunity", &row, "standing").unwrap_or(Value::Null);
            let expected = expected["stage"].as_str().unwrap_or("");
            if opportunity.standing.stage.as_str() != expected {
                return Some(format!("opportunity {number} stands at another stage than {expected}"));
            }
        }
    }
    for offer in read(book, |r| r.all::<Offer>()) {
        let row = letters(offer.id.0);
        let expected = model.shown("offer", &row, "standing").unwrap_or(Value::from("draft"));
        let found = serde_json::to_value(offer.standing.status).unwrap();
        if *expected.get("status").unwrap_or(&expected) != found {
            return Some(format!("offer {} is {found} instead of {expected}", offer.number));
        }
        let expected = model.shown("offer", &row, "content").map(|content| content["note"].clone());
        if expected.and_then(|note| note.as_str().map(str::to_owned)).unwrap_or_default() != offer.content.note {
            return Some(format!("offer {} says {}", offer.number, offer.content.note));
        }
    }
    for entry in read(book, |r| r.all::<SaleCreditEntry>()) {
        let expected = model.shown("sale_credit_entry", &letters(entry.id.0), "posting").unwrap_or(Value::Null);
        let found = entry.posting.map(|posting| posting.amount.minor);
        if expected["amount"]["minor"].as_i64() != found {
            return Some(format!("an entry of {found:?} instead of {expected}"));
        }
    }
    let looks = read(book, |r| r.looks(1_000)).len();
    (looks != model.looks()).then(|| format!("{looks} rows want a look instead of {}", model.looks()))
}

/// Runs one schedule to its end; says what went wrong.
fn schedule(seed: u64, mutant: Mutant, template: &Store) -> Result<(Vec<RawChange>, Vec<Store>), String> {
    let mut world = World::new(seed, mutant, template);
    for _ in 0..10 + world.chance.below(16) {
        world.step().map_err(|error| format!("a write failed: {error}"))?;
    }
    let union = world.settle();
    if world.refused > 0 {
        return Err(format!("{} changes were refused", world.refused));
    }
    let (first, others) = world.books.split_first().unwrap();
    let looks = |book: &Store| {
        read(book, |r| Ok((r.fingerprint()?, r.state_hashes()?, r.dump()?, r.looks(100)?.len(), r.change_count()?)))
    };
    let expected = looks(first);
    for other in others {
        if looks(other) != expected {
            return Err(format!("two books with the same changes differ: {:#?} and {:#?}", looks(other), expected));
        }
    }
    let model = Model::of(&union);
    if let Some(difference) = differs(first, &model) {
        return Err(difference);
    }
    lost_or_false(&world, &union, &model)?;
    if seed.is_multiple_of(32) {
        let at = world.chance.below(world.books.len());
        let report = world.books[at].check(false).unwrap();
        if !report.is_sound() {
            return Err(format!("a check found {:?}", report.problems));
        }
        world.books[at].rebuild().unwrap();
        if looks(&world.books[at]) != expected {
            return Err("a rebuilt book differs".to_owned());
        }
    }
    Ok((union, world.books))
}

/// Nothing is replaced or deleted by somebody who had not seen it; no conflict between values that know each other; and
/// every acknowledged change that any book still holds says what it said.
fn lost_or_false(world: &World, union: &[RawChange], model: &Model) -> Result<(), String> {
    let by_key: BTreeMap<ChangeKey, &RawChange> = union.iter().map(|change| (change.key, change)).collect();
    for change in &world.acknowledged {
        if by_key.get(&change.key).is_some_and(|kept| **kept != *change) {
            return Err("an acknowledged change is another one now".to_owned());
        }
    }
    for change in union {
        let Some(seen) = world.seen.get(&change.key) else {
            return Err("a change that nobody wrote".to_owned());
        };
        let body: Value = serde_json::from_str(&change.body).unwrap();
        for op in body.as_array().unwrap() {
            let replaced = op["p"].as_object().into_iter().flatten().flat_map(|(_, list)| list.as_array().unwrap());
            for pair in replaced.chain(op["del"].as_array().into_iter().flatten()) {
                if !seen.contains(&key(pair)) && key(pair) != change.key {
                    return Err("a value was taken away by somebody who had not seen it".to_owned());
                }
            }
        }
    }
    // A change that a restore lost for good took with it what it had replaced: then two values may stand side by side
    // although the author of one knew the other. That is shown to be decided, never lost.
    if model.replaced.iter().any(|(_, key)| !by_key.contains_key(key)) {
        return Ok(());
    }
    for heads in model.heads.values() {
        for a in heads.keys() {
            if heads.keys().any(|b| a != b && world.seen.get(a).is_some_and(|seen| seen.contains(b))) {
                return Err("a conflict between values of which one knew the other".to_owned());
            }
        }
    }
    Ok(())
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn books_that_have_the_same_changes_are_the_same() {
    let template = Store::in_memory().unwrap();
    let seeds = match std::env::var("CORONG_SEED") {
        Ok(seed) => vec![seed.parse().unwrap()],
        Err(_) => (0..number("CORONG_SCHEDULES", 4_000)).collect::<Vec<u64>>(),
    };
    // Two threads: the machines this runs on have at least two cores.
    std::thread::scope(|scope| {
        for half in 0..2 {
            let (seeds, template) = (&seeds, template.copy_to_memory().unwrap());
            scope.spawn(move || {
                for seed in seeds.iter().filter(|seed| **seed % 2 == half) {
                    if let Err(wrong) = schedule(*seed, Mutant::None, &template) {
                        panic!("schedule {seed}: {wrong}; run again with CORONG_SEED={seed}");
                    }
                }
            });
        }
    });
}

#[test]
fn a_reused_writer_id_is_caught() {
    let template = Store::in_memory().unwrap();
    let caught = (0..40).filter(|seed| schedule(*seed, Mutant::ReusedWriters, &template).is_err()).count();
    assert!(caught > 10, "only {caught} of 40 schedules noticed");
}

#[test]
fn dropped_replaces_and_dropped_deletes_are_caught() {
    let template = Store::in_memory().unwrap();
    for part in ["p", "del"] {
        let mut caught = 0;
        for seed in 1_000..1_040 {
            let (union, _) = schedule(seed, Mutant::None, &template).unwrap();
            let model = Model::of(&union);
            let maimed: Vec<RawChange> = union.into_iter().map(|change| without(change, part)).collect();
            let book = template.copy_to_memory().unwrap();
            book.apply(&maimed).unwrap();
            caught += usize::from(differs(&book, &model).is_some());
        }
        assert!(caught > 4, "only {caught} of 40 schedules noticed a dropped {part}");
    }
}

fn without(change: RawChange, part: &str) -> RawChange {
    let mut body: Value = serde_json::from_str(&change.body).unwrap();
    for op in body.as_array_mut().unwrap() {
        op.as_object_mut().unwrap().remove(part);
    }
    RawChange { body: body.to_string(), ..change }
}
