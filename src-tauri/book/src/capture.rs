//! The capture place: save a card, read a text, and what goes with the fields typed so far.

use std::ops::Range;

use chrono::{DateTime, Days, Utc};
use corong_capture::phone::{format_phone, read_phone};
use corong_capture::read::{CaptureError, Reading, read};
use corong_capture::text::{Field, Mark, TextContext, TextDraft};
use corong_domain::contact::{Contact, ContactDraft};
use corong_domain::event::Event;
use corong_domain::funnel::decide::{CreateRequest, Decision, create};
use corong_domain::funnel::workdays::local_day;
use corong_domain::history::Act;
use corong_domain::ids::{ContactId, EventId, MoveId, OpportunityId};
use corong_domain::opportunity::{Opportunity, Source};
use corong_exchange::vcard::read_vcards;
use corong_exchange::{ExchangeError, Limits};
use corong_store::{ContactRow, DuplicateKeys, Reader, Tx};

use crate::error::BookError;
use crate::files::Funnels;
use crate::known::BookKnown;
use crate::moves::put_effects;
use crate::save::Saver;
use crate::views::{
    CaptureDay, CaptureRequest, CapturedCard, Changed, DuplicateHint, FieldMark, PhoneShown, ReadDraft, ReadRequest,
    StoredDraft, SuggestRequest, Suggestions,
};
use crate::write::{Book, Moment};

/// Under which name the draft of the capture form is kept.
const DRAFT: &str = "draft.capture";
/// From this likeness on a contact is shown as possibly the same: also a shared phone number, with its reason.
const SHOWN_LIKENESS: f64 = 0.3;

/// A card on its way into the book.
pub(crate) struct NewCard<'c> {
    /// The fields.
    pub draft: &'c ContactDraft,
    /// When to follow up; by the rules when `None`.
    pub next_step_at: Option<DateTime<Utc>>,
    /// At which event.
    pub event: Option<EventId>,
    /// Where it came from; the event when there is one.
    pub source: Option<Source>,
    /// Who referred this one.
    pub referred_by: Option<ContactId>,
    /// Whether a follow-up is planned.
    pub follow_up: bool,
}

impl Book {
    /// Saves a card: contact, company, phones, e-mails and its opportunity (T0) are one change.
    ///
    /// # Errors
    /// The draft has problems; the book cannot be written.
    pub fn capture_save(&self, request: &CaptureRequest) -> Result<Changed<CapturedCard>, BookError> {
        let problems = request.draft.problems(false);
        if !problems.is_empty() {
            return Err(BookError::Invalid(problems));
        }
        let changed = self.write(Act::ContactCaptured, |tx, moment| {
            let card = NewCard {
                draft: &request.draft,
                next_step_at: request.next_step_at,
                event: request.event.or(moment.settings.event_id),
                source: request.source.or_else(|| request.referred_by.map(|_| Source::Referral)),
                referred_by: self.referrer(tx, request.referred_by)?,
                follow_up: true,
            };
            let (contact, opportunity) = self.capture_in(tx, moment, &card)?;
            tx.about::<Contact>(contact);
            // The card is in the book; what was being typed is no longer needed.
            tx.save_local(DRAFT, None)?;
            let row = tx.contact_row(contact)?.ok_or(BookError::NotFound { what: "contact" })?;
            Ok(captured(row, Some(opportunity)))
        })?;
        Ok(changed)
    }

    /// The contact who referred somebody. It must be in the book.
    fn referrer(&self, reader: &Reader<'_>, contact: Option<ContactId>) -> Result<Option<ContactId>, BookError> {
        let Some(contact) = contact else { return Ok(None) };
        let found = reader.get::<Contact>(contact)?.ok_or(BookError::NotFound { what: "contact" })?;
        Ok(Some(found.id))
    }

    pub(crate) fn capture_in(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        card: &NewCard<'_>,
    ) -> Result<(ContactId, OpportunityId), BookError> {
        let event = match card.event {
            Some(event) => tx.get::<Event>(event)?,
            None => None,
        };
        let region = event.as_ref().map(|event| event.country.as_str()).filter(|country| !country.is_empty());
        let region = region.unwrap_or(&moment.settings.region);
        let contact_id = Saver { ids: &self.ids, moment, region }.create(tx, card.draft, false)?;
        let opportunity_id = OpportunityId(self.ids.next(moment.now));
        let funnel = Funnels::read(tx)?.get(&moment.settings.funnel)?;
        let asked = CreateRequest {
            move_id: MoveId(self.ids.next(moment.now)),
            opportunity_id,
            contact_id,
            source: card.source,
            referred_by: card.referred_by,
            event_id: event.map(|event| event.id),
            owner_id: None,
            estimate: None,
            need: String::new(),
            propose_follow_up: card.follow_up,
        };
        match create(&funnel, &moment.settings, &asked, true, moment.by(), moment.now) {
            Decision::Done(mut effects) => {
                if let Some(at) = card.next_step_at {
                    for spec in &mut effects.create {
                        spec.due_at = at;
                    }
                }
                put_effects(tx, moment, &self.ids, &effects)?;
                Ok((contact_id, opportunity_id))
            }
            Decision::AlreadyDone | Decision::Asks(_) | Decision::Refused(_) => {
                Err(BookError::NotFound { what: "first stage" })
            }
        }
    }

    /// Reads a line, a pasted text or vCard text into drafts. Nothing is written.
    ///
    /// # Errors
    /// The text is too long, or no text at all.
    pub fn capture_read(&self, request: &ReadRequest) -> Result<Vec<ReadDraft>, BookError> {
        let settings = self.settings();
        let known = BookKnown { store: &self.store };
        let context = TextContext { region: &settings.region, known: &known };
        match read(&request.text, &context) {
            Ok(Reading::Text(drafts)) => Ok(drafts.into_iter().map(|draft| read_draft(draft, &request.text)).collect()),
            Ok(Reading::VCard) => vcard_drafts_of(request.text.as_bytes()),
            Err(CaptureError::Empty) => Ok(Vec::new()),
            Err(CaptureError::TooLarge { .. } | CaptureError::Binary) => Err(BookError::TextTooLong),
        }
    }

    /// What goes with the fields typed so far.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn capture_suggest(&self, request: &SuggestRequest) -> Result<Suggestions, BookError> {
        let settings = self.settings();
        let numbers = |raw: &str| read_phone(raw, &settings.region).e164;
        let draft = &request.draft;
        self.store.read(|reader| {
            let company = draft.company.trim();
            let companies = if company.chars().count() < 2 {
                Vec::new()
            } else {
                reader.companies_starting(company, 6)?.into_iter().map(|company| company.name).collect()
            };
            let email_domain = match reader.company_named(company)? {
                Some(company) => reader.email_domains(company.id)?.into_iter().next().map(|(domain, _)| domain),
                None => None,
            };
            let phones: Vec<PhoneShown> =
                draft.phones.iter().map(|phone| phone_shown(&phone.raw, &settings.region)).collect();
            Ok(Suggestions {
                duplicates: likely_the_same(reader, draft, &numbers, request.contact, SHOWN_LIKENESS, 3)?,
                companies,
                email_domain: email_domain.unwrap_or_default(),
                phones,
                problems: if draft.is_blank() { Vec::new() } else { draft.problems(false) },
            })
        })
    }

    /// The cards of today.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn capture_today(&self) -> Result<CaptureDay, BookError> {
        let moment = self.moment();
        let day = day_range(&moment);
        self.store.read(|reader| {
            let rows = reader.captured(day.start, day.end)?;
            let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let to_type = u32::try_from(rows.iter().filter(|row| row.to_type).count()).unwrap_or(u32::MAX);
            let mut cards = Vec::new();
            for row in rows.into_iter().rev().take(10) {
                let opportunities: Vec<Opportunity> = reader.of_contact(row.id)?;
                cards.push(captured(row, opportunities.first().map(|opportunity| opportunity.id)));
            }
            Ok(CaptureDay { cards, count, to_type })
        })
    }

    /// What was being typed when the program last stopped.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn draft_load(&self) -> Result<Option<StoredDraft>, BookError> {
        let text = self.store.read(|reader| reader.local(DRAFT))?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Keeps what is being typed.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn draft_save(&self, draft: &StoredDraft) -> Result<(), BookError> {
        if draft.draft.is_blank() && draft.line.trim().is_empty() {
            return Ok(self.store.save_local(DRAFT, None)?);
        }
        let text = serde_json::to_string(draft).map_err(BookError::internal)?;
        Ok(self.store.save_local(DRAFT, Some(&text))?)
    }
}

/// From the beginning of today to the beginning of tomorrow, in the settings' offset.
pub(crate) fn day_range(moment: &Moment) -> Range<DateTime<Utc>> {
    day_range_of(moment.today(), moment)
}

/// From the beginning of a day to the beginning of the next.
pub(crate) fn day_range_of(day: chrono::NaiveDate, moment: &Moment) -> Range<DateTime<Utc>> {
    let start = day_start(day, moment);
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    start..day_start(next, moment)
}

/// Midnight of a day in the settings' offset.
pub(crate) fn day_start(day: chrono::NaiveDate, moment: &Moment) -> DateTime<Utc> {
    let offset = chrono::TimeDelta::minutes(i64::from(moment.settings.utc_offset_minutes));
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc() - offset;
    debug_assert_eq!(local_day(midnight, &moment.settings), day);
    midnight
}

fn captured(row: ContactRow, opportunity: Option<OpportunityId>) -> CapturedCard {
    CapturedCard {
        contact: row.id,
        opportunity,
        name: if row.name.is_empty() { row.phone.clone() } else { row.name },
        company: row.company,
        temperature: row.temperature,
        at: row.created_at,
    }
}

/// A phone number as it was understood.
pub(crate) fn phone_shown(raw: &str, region: &str) -> PhoneShown {
    let reading = read_phone(raw, region);
    let shown = if reading.is_valid() { format_phone(&reading.e164, region) } else { raw.trim().to_owned() };
    let shown = if reading.extension.is_empty() { shown } else { format!("{shown} ext {}", reading.extension) };
    PhoneShown { raw: raw.to_owned(), e164: reading.e164, shown }
}

/// Contacts that may be the same person as a draft, likeliest first. `numbers` gives a phone number in E.164.
pub(crate) fn likely_the_same(
    reader: &Reader<'_>,
    draft: &ContactDraft,
    numbers: &dyn Fn(&str) -> String,
    but: Option<ContactId>,
    from: f64,
    limit: usize,
) -> Result<Vec<DuplicateHint>, BookError> {
    use corong_domain::duplicate::{CardKeys, LikenessReason, score};
    let phones: Vec<String> =
        draft.phones.iter().map(|phone| numbers(&phone.raw)).filter(|phone| !phone.is_empty()).collect();
    let emails: Vec<String> = draft.emails.iter().map(|email| email.value.trim().to_owned()).collect();
    let keys = DuplicateKeys {
        name: draft.name.clone(),
        company: draft.company.clone(),
        phones: phones.clone(),
        emails: emails.clone(),
    };
    let phone_refs: Vec<&str> = phones.iter().map(String::as_str).collect();
    let email_refs: Vec<&str> = emails.iter().map(String::as_str).collect();
    let ours = CardKeys { name: &draft.name, company: &draft.company, phones: &phone_refs, emails: &email_refs };
    let mut found = Vec::new();
    for id in reader.duplicate_candidates(&keys, 20)? {
        if Some(id) == but {
            continue;
        }
        let Some(whole) = reader.contact_whole(id)? else { continue };
        let company = whole.company.as_ref().map(|company| company.name.as_str()).unwrap_or_default();
        let phones: Vec<&str> = whole.phones.iter().map(|phone| phone.e164.as_str()).collect();
        let emails: Vec<&str> = whole.emails.iter().map(|email| email.address.as_str()).collect();
        let likeness = score(&ours, &CardKeys { name: &whole.contact.name, company, phones: &phones, emails: &emails });
        if likeness.score < from {
            continue;
        }
        let reasons = likeness.reasons.into_iter().filter(|reason| *reason != LikenessReason::OtherName).collect();
        found.push((likeness.score, id, whole.contact.name.clone(), company.to_owned(), reasons));
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.truncate(limit);
    let funnels = Funnels::read(reader)?;
    let mut hints = Vec::with_capacity(found.len());
    for (score, contact, name, company, reasons) in found {
        let level = crate::contacts::contact_level_of(reader, &funnels, contact)?;
        #[allow(clippy::cast_possible_truncation)]
        hints.push(DuplicateHint { contact, name, company, level, reasons, likeness: score as f32 });
    }
    Ok(hints)
}

/// The cards of a vCard file as drafts.
pub(crate) fn vcard_drafts_of(bytes: &[u8]) -> Result<Vec<ReadDraft>, BookError> {
    match read_vcards(bytes, Limits::default()) {
        Ok(file) => Ok(file
            .cards
            .into_iter()
            .flatten()
            .map(|card| ReadDraft { draft: card.draft, marks: Vec::new() })
            .collect()),
        Err(ExchangeError::FileTooLarge { .. }) => Err(BookError::TextTooLong),
        Err(_) => Ok(Vec::new()),
    }
}

pub(crate) fn read_draft(read: TextDraft, text: &str) -> ReadDraft {
    let marks = read.marks.iter().filter_map(|mark| field_mark(mark, text)).collect();
    ReadDraft { draft: read.draft, marks }
}

fn field_mark(mark: &Mark, text: &str) -> Option<FieldMark> {
    let field = field_name(mark)?;
    let range = usize::try_from(mark.start).ok()?..usize::try_from(mark.end).ok()?;
    Some(FieldMark { field, text: text.get(range)?.to_owned(), confidence: mark.confidence })
}

/// The field of a mark by its name in the draft; `None` for what went into no field.
pub(crate) fn field_name(mark: &Mark) -> Option<String> {
    let row = mark.row;
    Some(match mark.field {
        Field::Name => "name".to_owned(),
        Field::TitlesBefore => "titlesBefore".to_owned(),
        Field::TitlesAfter => "titlesAfter".to_owned(),
        Field::JobTitle => "jobTitle".to_owned(),
        Field::Department => "department".to_owned(),
        Field::Company => "company".to_owned(),
        Field::Phone => format!("phones.{row}"),
        Field::Email => format!("emails.{row}"),
        Field::Link => format!("links.{row}"),
        Field::Address => format!("addresses.{row}"),
        Field::Temperature => "temperature".to_owned(),
        Field::Tag => format!("tags.{row}"),
        Field::Note => "note".to_owned(),
        Field::Leftover => return None,
    })
}
