//! The demo event: forty invented cards over all stages, made by the same decisions as real ones, with past dates.
//! One change loads it and one removes it.

mod people;
mod steps;

use chrono::{Days, TimeDelta};
use corong_domain::activity::{Activity, ActivityKind, ActivityState};
use corong_domain::company::Company;
use corong_domain::contact::{Contact, ContactDraft, PhoneDraft};
use corong_domain::event::Event;
use corong_domain::history::Act;
use corong_domain::ids::{ActivityId, CompanyId, ContactId, EventId, OpportunityId};
use corong_domain::money::Money;
use corong_domain::opportunity::{Opportunity, Source};
use corong_domain::settings::{Language, Settings};
use corong_store::{Reader, Tx};
use serde::{Deserialize, Serialize};

use crate::capture::NewCard;
use crate::contacts::delete_contact;
use crate::demo::people::{CARDS, DemoCard, Reach};
use crate::error::BookError;
use crate::views::Changed;
use crate::write::{Book, Moment, Stop};

/// Under this name it is kept locally what belongs to the demo.
const DEMO: &str = "demo";

/// What belongs to the demo.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Parts {
    contacts: Vec<ContactId>,
    companies: Vec<CompanyId>,
    events: Vec<EventId>,
}

fn parts(reader: &Reader<'_>) -> Result<Parts, BookError> {
    Ok(reader.local(DEMO)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Whether any card of the demo is in the book.
pub(crate) fn is_loaded(reader: &Reader<'_>) -> Result<bool, BookError> {
    for contact in parts(reader)?.contacts {
        if reader.get::<Contact>(contact)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Book {
    /// Fills in the demo event; nothing when it is there already.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn demo_load(&self) -> Result<Changed<u32>, BookError> {
        if self.store.read(is_loaded)? {
            return Ok(Changed { value: 0, note: None });
        }
        let mut changed = self.write(Act::DemoLoaded, |tx, moment| {
            let events = demo_events(self, tx, moment)?;
            let mut parts = Parts { events: events.to_vec(), ..Parts::default() };
            for card in CARDS {
                let contact = self.demo_card(tx, moment, card, &events)?;
                parts.contacts.push(contact);
                let company = tx.get::<Contact>(contact)?.and_then(|contact| contact.company_id);
                parts.companies.extend(company.filter(|company| !parts.companies.contains(company)));
            }
            tx.about::<Event>(events[1]);
            Ok(parts)
        })?;
        let text = serde_json::to_string(&changed.value).map_err(BookError::internal)?;
        self.store.save_local(DEMO, Some(&text))?;
        let event = changed.value.events.last().copied();
        self.settings_save(&Settings { event_id: event, ..self.settings() })?;
        let count = u32::try_from(changed.value.contacts.len()).unwrap_or(u32::MAX);
        if let Some(note) = &mut changed.note {
            note.count = count;
        }
        Ok(Changed { value: count, note: changed.note })
    }

    /// Removes everything of the demo event. Cards that were captured beside it stay, with their companies.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn demo_remove(&self) -> Result<Changed<u32>, BookError> {
        let parts = self.store.read(parts)?;
        let mut changed = self.write(Act::DemoRemoved, |tx, _| {
            let mut count = 0;
            for contact in &parts.contacts {
                count += u32::from(delete_contact(tx, *contact)?);
            }
            for company in &parts.companies {
                if tx.contacts_of_company(*company)?.is_empty() {
                    tx.delete::<Company>(*company)?;
                }
            }
            for event in &parts.events {
                if tx.contacts_of_event(*event)?.is_empty() {
                    tx.delete::<Event>(*event)?;
                }
            }
            Ok(count)
        })?;
        if let Some(note) = &mut changed.note {
            note.count = changed.value;
        }
        let settings = self.settings();
        if let Some(event) = settings.event_id
            && self.store.read(|reader| reader.get::<Event>(event))?.is_none()
        {
            self.settings_save(&Settings { event_id: None, ..settings })?;
        }
        Ok(changed)
    }

    fn demo_card(
        &self,
        tx: &mut Tx<'_, '_>,
        now: &Moment,
        card: &DemoCard,
        events: &[EventId; 2],
    ) -> Result<ContactId, Stop<Parts>> {
        let captured = at_days_ago(now, card.captured_days_ago);
        let draft = demo_draft(card, now.settings.language);
        let (event, source) = match card.captured_days_ago {
            0..=4 => (Some(events[1]), None),
            days if days > 30 => (Some(events[0]), None),
            days if days % 2 == 0 => (None, Some(Source::Referral)),
            _ => (None, Some(Source::PhoneBook)),
        };
        let new = NewCard { draft: &draft, next_step_at: None, event, source, referred_by: None, follow_up: true };
        let (contact, opportunity) = self.capture_in(tx, &captured, &new)?;
        if card.value > 0 {
            let found = tx.get::<Opportunity>(opportunity)?.ok_or(BookError::NotFound { what: "opportunity" })?;
            let estimate = Some(Money::new(card.value * 100_000_000, now.settings.currency.clone()));
            tx.put(&Opportunity { estimate, ..found })?;
        }
        self.demo_steps(tx, now, card, opportunity)?;
        self.demo_next(tx, now, card, contact, opportunity)?;
        Ok(contact)
    }

    /// Leaves one planned step, due on the day that the card says, or none.
    fn demo_next(
        &self,
        tx: &mut Tx<'_, '_>,
        now: &Moment,
        card: &DemoCard,
        contact_id: ContactId,
        opportunity_id: OpportunityId,
    ) -> Result<(), BookError> {
        let activities: Vec<Activity> = tx.of_opportunity(opportunity_id)?;
        let mut open: Vec<Activity> =
            activities.into_iter().filter(|activity| activity.state == ActivityState::Open).collect();
        let kept = card.due_in.and_then(|_| open.pop());
        if card.due_in.is_some() || card.reach != Reach::Nurture {
            for activity in open {
                let done_at = Some(at_days_ago(now, card.captured_days_ago.min(2)).now);
                tx.put(&Activity { state: ActivityState::Done, done_at, ..activity })?;
            }
        }
        let Some(days) = card.due_in else { return Ok(()) };
        let hour = [9, 11, 13, 15].get(card.name.len() % 4).copied().unwrap_or(9);
        let day = now.today().checked_add_signed(TimeDelta::days(days)).unwrap_or(now.today());
        let due = crate::capture::day_start(day, now) + TimeDelta::hours(hour);
        let created = at_days_ago(now, card.captured_days_ago.min(6)).now;
        let activity = kept.unwrap_or_else(|| Activity {
            id: ActivityId(self.ids.next(now.now)),
            contact_id,
            opportunity_id: Some(opportunity_id),
            kind: ActivityKind::Call,
            preset: None,
            subject: steps::subject(card.reach, now.settings.language).to_owned(),
            result: String::new(),
            inbound: false,
            state: ActivityState::Open,
            due_at: None,
            done_at: None,
            owner_id: now.by(),
            created_at: created,
        });
        tx.put(&Activity { due_at: Some(due), ..activity })?;
        Ok(())
    }
}

fn demo_events(book: &Book, tx: &mut Tx<'_, '_>, now: &Moment) -> Result<[EventId; 2], BookError> {
    let mut event = |name: &str, place: &str, ago: u64, days: u64, cost: i64| {
        let starts = now.today().checked_sub_days(Days::new(ago)).unwrap_or(now.today());
        let event = Event {
            id: EventId(book.ids.next(now.now)),
            name: name.to_owned(),
            starts_on: Some(starts),
            ends_on: starts.checked_add_days(Days::new(days)),
            place: place.to_owned(),
            country: "ID".to_owned(),
            cost: Some(Money::new(cost * 100_000_000, now.settings.currency.clone())),
            created_at: at_days_ago(now, i64::try_from(ago).unwrap_or(0) + 7).now,
        };
        tx.put(&event)?;
        Ok::<_, BookError>(event.id)
    };
    Ok([event("Horeka Surabaya", "Surabaya", 112, 80, 85)?, event("Pangan Nusantara Expo", "Jakarta", 4, 5, 120)?])
}

fn demo_draft(card: &DemoCard, language: Language) -> ContactDraft {
    let note = match language {
        Language::Id => card.note.0,
        Language::En => card.note.1,
    };
    ContactDraft {
        name: card.name.to_owned(),
        company: card.company.to_owned(),
        job_title: card.job_title.to_owned(),
        phones: vec![PhoneDraft { raw: card.phone.to_owned(), ..PhoneDraft::default() }],
        emails: email(card).into_iter().collect(),
        note: note.to_owned(),
        temperature: Some(card.temperature),
        ..ContactDraft::default()
    }
}

/// A made-up address under a domain that nobody can own; only for people of a company.
fn email(card: &DemoCard) -> Option<corong_domain::contact::LabelledDraft> {
    let first = card.name.split_whitespace().find(|word| !word.ends_with('.'))?.to_lowercase();
    let company = corong_domain::company::company_key(card.company);
    let host: String = company.chars().filter(char::is_ascii_alphanumeric).collect();
    (!host.is_empty()).then(|| corong_domain::contact::LabelledDraft {
        value: format!("{first}@{host}.example"),
        ..corong_domain::contact::LabelledDraft::default()
    })
}

/// The same moment some days ago, at a quarter past ten.
fn at_days_ago(now: &Moment, days: i64) -> Moment {
    let day = now.today().checked_sub_signed(TimeDelta::days(days)).unwrap_or(now.today());
    let at = crate::capture::day_start(day, now) + TimeDelta::minutes(10 * 60 + 15);
    Moment { now: at.min(now.now), ..now.clone() }
}
