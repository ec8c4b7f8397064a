//! Records for tests: made from a number, so that a test can be run again.

use chrono::{DateTime, Utc};
use corong_domain::activity::{Activity, ActivityKind, ActivityState};
use corong_domain::contact::{Contact, Email, Phone, PhoneKind, Temperature};
use corong_domain::history::Act;
use corong_domain::ids::*;
use corong_domain::money::Money;
use corong_domain::opportunity::{CreditFact, InterestFact, Opportunity, Standing, Status};
use corong_domain::sale::ledger::{CreditPosting, EntryKind, SaleCreditEntry};
use corong_domain::sale::offer::{Offer, OfferContent, OfferKind, OfferLine, OfferStatus};
use corong_domain::sale::standing::Held;
use corong_store::{ContactSort, Error, Meta, Reader, Store};
use uuid::Uuid;

pub fn at(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_764_000_000_000 + millis).unwrap()
}

pub fn id(kind: u8, number: u64) -> Uuid {
    Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 | u128::from(kind) << 48 | u128::from(number))
}

pub fn meta(act: Act, millis: i64) -> Meta {
    Meta::new(act, at(millis))
}

pub fn contact(number: u64, name: &str) -> Contact {
    Contact {
        id: ContactId(id(1, number)),
        name: name.to_owned(),
        titles_before: String::new(),
        titles_after: String::new(),
        given_name: String::new(),
        family_name: String::new(),
        job_title: String::new(),
        department: String::new(),
        company_id: None,
        note: String::new(),
        temperature: None,
        language: String::new(),
        to_type: false,
        merged_into: None,
        created_at: at(0),
    }
}

pub fn phone(number: u64, contact: ContactId, e164: &str, raw: &str) -> Phone {
    Phone {
        id: PhoneId(id(2, number)),
        contact_id: contact,
        kind: PhoneKind::Mobile,
        e164: e164.to_owned(),
        raw: raw.to_owned(),
        extension: String::new(),
        position: 0,
    }
}

pub fn email(number: u64, contact: ContactId, address: &str) -> Email {
    Email {
        id: EmailId(id(3, number)),
        contact_id: contact,
        address: address.to_owned(),
        label: String::new(),
        position: 0,
    }
}

pub fn opportunity(number: u64, contact: ContactId) -> Opportunity {
    Opportunity {
        id: OpportunityId(id(4, number)),
        contact_id: contact,
        funnel: FunnelKey::from("b2b"),
        standing: standing(Status::Open, "captured", 0),
        credit: CreditFact::unknown(),
        interest: InterestFact::unknown(),
        estimate: Some(Money::new(100_000, "IDR")),
        need: String::new(),
        source: None,
        referred_by: None,
        event_id: None,
        owner_id: None,
        expected_on: None,
        attempt: 1,
        high_water: 0,
        created_at: at(0),
    }
}

pub fn standing(status: Status, stage: &str, rank: u32) -> Standing {
    Standing {
        status,
        stage: StageKey::from(stage),
        rank,
        since: at(0),
        status_since: at(0),
        reason: None,
        reason_text: String::new(),
        competitor: String::new(),
        wake_on: None,
        paused_days: 0,
    }
}

pub fn activity(number: u64, contact: ContactId, opportunity: Option<OpportunityId>) -> Activity {
    Activity {
        id: ActivityId(id(5, number)),
        contact_id: contact,
        opportunity_id: opportunity,
        kind: ActivityKind::Call,
        preset: None,
        subject: format!("call {number}"),
        result: String::new(),
        inbound: false,
        state: ActivityState::Open,
        due_at: Some(at(1_000)),
        done_at: None,
        owner_id: None,
        created_at: at(0),
    }
}

/// One captured lead: contact, phone, e-mail, opportunity, activity.
pub fn lead(store: &Store, number: u64, name: &str) -> corong_store::ChangeKey {
    let contact = Contact { temperature: Some(Temperature::Warm), ..contact(number, name) };
    let opportunity = opportunity(number, contact.id);
    store
        .write::<_, Error>(meta(Act::ContactCaptured, number as i64).about::<Contact>(contact.id), |tx| {
            tx.put(&contact)?;
            tx.put(&phone(number, contact.id, &format!("+62812{number:07}"), &format!("0812{number:07}")))?;
            tx.put(&email(number, contact.id, &format!("p{number}@example.org")))?;
            tx.put(&opportunity)?;
            tx.put(&activity(number, contact.id, Some(opportunity.id)))?;
            Ok(())
        })
        .unwrap()
        .change
        .unwrap()
}

pub fn edit(store: &Store, number: u64, millis: i64, change: impl FnOnce(&mut Contact)) -> corong_store::ChangeKey {
    store
        .write::<_, Error>(meta(Act::ContactEdited, millis), |tx| {
            let mut contact: Contact = tx.get(ContactId(id(1, number)))?.unwrap();
            change(&mut contact);
            tx.put(&contact)
        })
        .unwrap()
        .change
        .unwrap()
}

pub fn read<T>(store: &Store, read: impl FnOnce(&Reader<'_>) -> corong_store::Result<T>) -> T {
    store.read(read).unwrap()
}

pub fn names(store: &Store, text: &str) -> Vec<String> {
    read(store, |r| r.search_contacts(text, 50)).into_iter().map(|row| row.name).collect()
}

pub fn all_names(store: &Store) -> Vec<String> {
    read(store, |r| r.contacts(ContactSort::Name, 0, 100)).into_iter().map(|row| row.name).collect()
}

/// Everything of `from` that `to` does not have yet, in order.
pub fn copy(from: &Store, to: &Store) -> corong_store::ApplyReport {
    to.apply(&changes(from)).unwrap()
}

pub fn changes(store: &Store) -> Vec<corong_store::RawChange> {
    read(store, |r| r.changes_since(0, usize::MAX >> 1)).into_iter().map(|(_, change)| change).collect()
}

/// The book is what its log says, in every table and index.
pub fn assert_sound(store: &Store) {
    let report = store.check(true).unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
}

/// A revision of an offer: the first one, or one that follows it.
pub fn offer(number: u64, revision: u32, opportunity: OpportunityId) -> Offer {
    let first = OfferId(id(16, number));
    let later = revision > 1;
    Offer {
        id: if later { OfferId(id(17, number * 100 + u64::from(revision))) } else { first },
        opportunity_id: opportunity,
        root_id: later.then_some(first),
        follows: later.then_some(first),
        kind: OfferKind::Quote,
        number: format!("Q26-AB-{number:04}"),
        revision,
        content: OfferContent {
            currency: "IDR".to_owned(),
            lines: vec![OfferLine {
                product_id: None,
                text: format!("line {number}"),
                detail: String::new(),
                unit: String::new(),
                quantity: 1_000,
                price: 100_000,
                discount: 0,
                tax: 1_100,
            }],
            ..OfferContent::default()
        },
        standing: Held::new(OfferStatus::Draft, at(0)),
        document: None,
        by: None,
        created_at: at(i64::from(revision)),
    }
}

/// An entry of the ledger.
pub fn credit_entry(number: u64, opportunity: OpportunityId, minor: i64) -> SaleCreditEntry {
    SaleCreditEntry {
        id: CreditEntryId(id(23, number)),
        opportunity_id: opportunity,
        order_id: OrderId(id(20, number)),
        salesperson_id: SalespersonId(id(9, number)),
        posting: Some(CreditPosting {
            kind: EntryKind::Frozen,
            basis_points: 10_000,
            amount: Money::new(minor, "IDR"),
            reason: String::new(),
        }),
        at: at(0),
        by: None,
    }
}
