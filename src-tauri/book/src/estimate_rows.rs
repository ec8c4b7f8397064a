//! What is known of an opportunity when it enters a stage, as the values of named variables.
//!
//! Deliberately absent: whatever came after that moment, as far as the book keeps times: activities are counted up to it.
//! Fields of the contact have no times; an address or a warmth that was noted later is seen too early.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use corong_domain::activity::{Activity, ActivityKind, ActivityState};
use corong_domain::company::Company;
use corong_domain::contact::{Address, Contact, Email, Phone, Tag, Temperature, is_email};
use corong_domain::estimate::table::{Row, Value, Variable};
use corong_domain::event::Event;
use corong_domain::ids::{CompanyId, ContactId, EventId, OpportunityId, SalespersonId};
use corong_domain::opportunity::Opportunity;
use corong_domain::salesperson::Salesperson;
use corong_store::Reader;

use crate::error::BookError;

/// A tag counts from this many uses on.
const TAG_USES: u32 = 50;
/// At most so many tags are looked at.
const MOST_TAGS: usize = 20;
/// Legal forms that a company's name may carry.
const FORMS: [&str; 12] = ["pt", "cv", "ud", "pd", "fa", "koperasi", "yayasan", "ltd", "inc", "gmbh", "llc", "bv"];

/// The variables in the order of a row's values; the names are keys for dictionaries.
pub(crate) fn variables(tags: &[String]) -> Vec<Variable> {
    let fixed = [
        Variable::category("source"),
        Variable::category("event"),
        Variable::category("country"),
        Variable::category("region"),
        Variable::category("company_form"),
        Variable::category("sector"),
        Variable::category("email"),
        Variable::category("phone"),
        Variable::category("temperature"),
        Variable::category("salesperson"),
        Variable::number("days_before"),
        Variable::number("activities"),
    ];
    let tags = tags.iter().map(|tag| Variable::category(format!("tag:{tag}")).seen_at_least(TAG_USES));
    fixed.into_iter().chain(tags).collect()
}

/// The records that the variables look at.
#[derive(Default)]
pub(crate) struct Facts {
    contacts: HashMap<ContactId, Contact>,
    companies: HashMap<CompanyId, Company>,
    events: HashMap<EventId, Event>,
    team: HashMap<SalespersonId, Salesperson>,
    emails: HashMap<ContactId, bool>,
    phones: HashMap<ContactId, bool>,
    addresses: HashMap<ContactId, Address>,
    tags: HashMap<ContactId, Vec<String>>,
    common: Vec<String>,
    /// When each was done.
    activities: HashMap<OpportunityId, Vec<DateTime<Utc>>>,
}

impl Facts {
    pub fn read(reader: &Reader<'_>) -> Result<Self, BookError> {
        let mut emails = HashMap::new();
        for email in reader.all::<Email>()? {
            *emails.entry(email.contact_id).or_insert(false) |= is_email(&email.address);
        }
        let mut phones = HashMap::new();
        for phone in reader.all::<Phone>()? {
            *phones.entry(phone.contact_id).or_insert(false) |= !phone.e164.is_empty();
        }
        let mut tags: HashMap<ContactId, Vec<String>> = HashMap::new();
        let mut uses: HashMap<String, u32> = HashMap::new();
        for tag in reader.all::<Tag>()? {
            *uses.entry(tag.tag.clone()).or_default() += 1;
            tags.entry(tag.contact_id).or_default().push(tag.tag);
        }
        let mut common: Vec<(String, u32)> = uses.into_iter().filter(|(_, n)| *n >= TAG_USES).collect();
        common.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        common.truncate(MOST_TAGS);
        let mut activities: HashMap<OpportunityId, Vec<DateTime<Utc>>> = HashMap::new();
        for activity in reader.all::<Activity>()? {
            let counts = activity.state == ActivityState::Done && activity.kind != ActivityKind::Note;
            if let (true, Some(opportunity), Some(at)) = (counts, activity.opportunity_id, activity.done_at) {
                activities.entry(opportunity).or_default().push(at);
            }
        }
        Ok(Self {
            contacts: reader.all::<Contact>()?.into_iter().map(|one| (one.id, one)).collect(),
            companies: reader.all::<Company>()?.into_iter().map(|one| (one.id, one)).collect(),
            events: reader.all::<Event>()?.into_iter().map(|one| (one.id, one)).collect(),
            team: reader.all::<Salesperson>()?.into_iter().map(|one| (one.id, one)).collect(),
            emails,
            phones,
            addresses: reader.all::<Address>()?.into_iter().map(|one| (one.contact_id, one)).collect(),
            tags,
            common: common.into_iter().map(|(tag, _)| tag).collect(),
            activities,
        })
    }

    /// Tags that are used often enough to count, the most used first.
    pub fn common_tags(&self) -> &[String] {
        &self.common
    }

    /// What was known of an opportunity at a moment.
    pub fn row(&self, opportunity: &Opportunity, at: DateTime<Utc>) -> Row {
        let id = opportunity.contact_id;
        let contact = self.contacts.get(&id);
        let company = contact.and_then(|contact| self.companies.get(&contact.company_id?));
        let address = self.addresses.get(&id);
        let text = |text: &str| if text.is_empty() { Value::Missing } else { Value::Text(text.to_owned()) };
        let state = |known: Option<&bool>| match known {
            None => Value::Missing,
            Some(true) => Value::Text("valid".to_owned()),
            Some(false) => Value::Text("odd".to_owned()),
        };
        let word = |value: Option<serde_json::Value>| match value {
            Some(serde_json::Value::String(word)) => Value::Text(word),
            Some(_) | None => Value::Missing,
        };
        let source = opportunity.source.and_then(|source| serde_json::to_value(source).ok());
        let event = opportunity.event_id.and_then(|event| self.events.get(&event)).map(|event| event.name.as_str());
        let done = self.activities.get(&opportunity.id).map_or(0, |all| all.iter().filter(|one| **one < at).count());
        let days = (at - opportunity.created_at).num_milliseconds().max(0) as f64 / 86_400_000.0;
        let temperature = contact.and_then(|contact| contact.temperature).map(|temperature| match temperature {
            Temperature::Hot => "hot",
            Temperature::Warm => "warm",
            Temperature::Cold => "cold",
        });
        let owner = opportunity.owner_id.and_then(|owner| self.team.get(&owner)).map(|owner| owner.name.as_str());
        let mut values = vec![
            word(source),
            text(event.unwrap_or_default()),
            text(address.map(|address| address.country.as_str()).unwrap_or_default()),
            text(address.map(|address| address.region.as_str()).unwrap_or_default()),
            text(company.and_then(|company| form_of(&company.name)).unwrap_or_default()),
            text(company.map(|company| company.sector.as_str()).unwrap_or_default()),
            state(self.emails.get(&id)),
            state(self.phones.get(&id)),
            text(temperature.unwrap_or_default()),
            text(owner.unwrap_or_default()),
            Value::Number(days),
            Value::Number(done as f64),
        ];
        let own = self.tags.get(&id).map(Vec::as_slice).unwrap_or_default();
        values
            .extend(self.common.iter().map(|tag| Value::Text(if own.contains(tag) { "yes" } else { "no" }.to_owned())));
        Row(values)
    }
}

/// The legal form in a company's name.
fn form_of(name: &str) -> Option<&'static str> {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).filter(|word| !word.is_empty()).collect();
    FORMS.into_iter().find(|form| words.iter().any(|word| word == form))
}
