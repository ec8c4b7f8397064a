//! A person as the records of Corong: what one captured card leaves in the book.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use corong_domain::activity::{Activity, ActivityKind, ActivityState, Preset};
use corong_domain::company::Company;
use corong_domain::contact::{Contact, Email, Phone, PhoneKind, Temperature};
use corong_domain::history::Act;
use corong_domain::ids::{
    ActivityId, CompanyId, ContactId, EmailId, FunnelKey, MoveId, OpportunityId, PhoneId, StageKey,
};
use corong_domain::money::Money;
use corong_domain::opportunity::{
    CreditFact, CreditState, InterestFact, InterestState, Opportunity, Source, StageMove, Standing, Status, Transition,
};
use corong_store::{Meta, Store, Tx};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::data::{Dice, Person};

/// The records of one lead: contact, phone, e-mail, opportunity, first move, planned call.
#[derive(Debug, Clone)]
pub struct Lead {
    /// The contact.
    pub contact: Contact,
    /// Its phone.
    pub phone: Phone,
    /// Its e-mail.
    pub email: Email,
    /// Its opportunity.
    pub opportunity: Opportunity,
    /// The move that opened it.
    pub first_move: StageMove,
    /// The call that was planned.
    pub activity: Activity,
}

/// Makes records; ids are ordered by time, as the book makes them.
#[derive(Default)]
pub struct Records {
    ids: ContextV7,
    companies: HashMap<String, CompanyId>,
}

impl Records {
    fn id(&self, at: DateTime<Utc>) -> Uuid {
        let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
        Uuid::new_v7(Timestamp::from_unix(&self.ids, seconds, at.timestamp_subsec_nanos()))
    }

    /// The companies of some people that no one made yet.
    pub fn companies(&mut self, people: &[Person]) -> Vec<Company> {
        let mut made = Vec::new();
        for person in people.iter().filter(|person| !person.company.is_empty()) {
            if self.companies.contains_key(&person.company) {
                continue;
            }
            let id = CompanyId(self.id(person.at));
            self.companies.insert(person.company.clone(), id);
            made.push(Company {
                id,
                name: person.company.clone(),
                domain: String::new(),
                sector: String::new(),
                note: String::new(),
                created_at: person.at,
            });
        }
        made
    }

    /// The records of one person.
    pub fn lead(&self, person: &Person) -> Lead {
        let at = person.at;
        let contact_id = ContactId(self.id(at));
        let opportunity_id = OpportunityId(self.id(at));
        Lead {
            contact: self.contact(contact_id, person),
            phone: Phone {
                id: PhoneId(self.id(at)),
                contact_id,
                kind: PhoneKind::Mobile,
                e164: person.e164.clone(),
                raw: person.printed.clone(),
                extension: String::new(),
                position: 0,
            },
            email: Email {
                id: EmailId(self.id(at)),
                contact_id,
                address: person.email.clone(),
                label: String::new(),
                position: 0,
            },
            opportunity: opportunity(opportunity_id, contact_id, person),
            first_move: StageMove {
                id: MoveId(self.id(at)),
                opportunity_id,
                transition: Transition::Create,
                from_stage: None,
                to_stage: StageKey::from("captured"),
                from_status: None,
                to_status: Status::Open,
                at,
                by: None,
                reason_code: None,
                reason: String::new(),
                waived: Vec::new(),
            },
            activity: Activity {
                id: ActivityId(self.id(at)),
                contact_id,
                opportunity_id: Some(opportunity_id),
                kind: ActivityKind::Call,
                preset: Some(Preset::FollowUp),
                subject: String::new(),
                result: String::new(),
                inbound: false,
                state: ActivityState::Open,
                due_at: Some(at + TimeDelta::days(2)),
                done_at: None,
                owner_id: None,
                created_at: at,
            },
        }
    }

    fn contact(&self, id: ContactId, person: &Person) -> Contact {
        let mut dice = Dice::of(person.amount.unsigned_abs());
        Contact {
            id,
            name: person.name.clone(),
            titles_before: String::new(),
            titles_after: String::new(),
            given_name: String::new(),
            family_name: String::new(),
            job_title: person.job_title.clone(),
            department: String::new(),
            company_id: self.companies.get(&person.company).copied(),
            note: String::new(),
            temperature: Some(*dice.pick(&[Temperature::Cold, Temperature::Warm, Temperature::Hot])),
            language: String::new(),
            to_type: false,
            merged_into: None,
            created_at: person.at,
        }
    }
}

fn opportunity(id: OpportunityId, contact_id: ContactId, person: &Person) -> Opportunity {
    let at = person.at;
    // Stages beyond the second need a fact: what the gates would have asked for is there.
    let interest = matches!(person.stage, "contacted" | "engaged");
    let credit = matches!(person.stage, "qualified" | "engaged");
    Opportunity {
        id,
        contact_id,
        funnel: FunnelKey::from("b2b"),
        standing: Standing {
            status: Status::Open,
            stage: StageKey::from(person.stage),
            rank: person.rank,
            since: at,
            status_since: at,
            reason: None,
            reason_text: String::new(),
            competitor: String::new(),
            wake_on: None,
            paused_days: 0,
        },
        credit: if credit {
            CreditFact { state: CreditState::Accepted, at: Some(at), ..CreditFact::unknown() }
        } else {
            CreditFact::unknown()
        },
        interest: if interest {
            InterestFact { state: InterestState::Yes, at: Some(at), ..InterestFact::unknown() }
        } else {
            InterestFact::unknown()
        },
        estimate: Some(Money::new(person.amount, "IDR")),
        need: String::new(),
        source: Some(Source::Event),
        referred_by: None,
        event_id: None,
        owner_id: None,
        expected_on: None,
        attempt: 1,
        high_water: 0,
        created_at: at,
    }
}

/// Who does what: the same for all changes of the benchmark.
pub fn meta(act: Act) -> Meta {
    Meta::new(act, crate::data::now())
}

/// Puts a lead as a part of one change.
pub fn put(tx: &mut Tx<'_, '_>, lead: &Lead) -> corong_store::Result<()> {
    tx.put(&lead.contact)?;
    tx.put(&lead.phone)?;
    tx.put(&lead.email)?;
    tx.put(&lead.opportunity)?;
    tx.put(&lead.first_move)?;
    tx.put(&lead.activity)?;
    Ok(())
}

/// Puts companies as one change.
pub fn put_companies(store: &Store, companies: &[Company]) -> corong_store::Result<()> {
    store.write::<_, corong_store::Error>(meta(Act::CompanyEdited), |tx| {
        companies.iter().try_for_each(|company| tx.put(company).map(drop))
    })?;
    Ok(())
}

/// Puts leads in one transaction, one change each.
pub fn put_leads(store: &Store, leads: &[Lead]) -> corong_store::Result<()> {
    store.bulk::<_, corong_store::Error>(|bulk| {
        for lead in leads {
            bulk.certain::<_, corong_store::Error>(meta(Act::ContactCaptured), |tx| put(tx, lead))?;
        }
        Ok(())
    })?;
    Ok(())
}
