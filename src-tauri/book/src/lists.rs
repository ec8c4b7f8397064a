//! Lists for the command line and for files: contacts and opportunities from a record on, planned activities, and the
//! reading of whole files into drafts.
//!
//! Deliberately absent: words. Whoever writes a calendar gives the words for it.

use std::io::Write;
use std::path::Path;

use corong_capture::read::{CaptureError, Reading, read_bytes};
use corong_capture::text::TextContext;
use corong_domain::activity::Activity;
use corong_domain::contact::ContactDraft;
use corong_domain::estimate::chance::WinChance;
use corong_domain::funnel::Funnel;
use corong_domain::funnel::gate::{ItemReport, evaluate_next};
use corong_domain::ids::{ContactId, EventId, FunnelKey, OpportunityId, StageKey};
use corong_domain::opportunity::{Opportunity, Status};
use corong_exchange::contact::{OutContact, OutPhone, titles};
use corong_exchange::ics::{OutActivity, OutTime, write_ics};
use corong_store::{ActivityRow, ContactSort, Due, Reader};

use crate::capture::{read_draft, vcard_drafts_of};
use crate::cards::read_card;
use crate::error::BookError;
use crate::estimate_rows::Facts;
use crate::estimates::{facts_for, win_chance};
use crate::export::{denied, file_name, write_whole};
use crate::files::{Funnels, OpportunityFile};
use crate::known::BookKnown;
use crate::views::{Card, ExportDone, ReadDraft, Sort};
use crate::write::{Book, Moment};

/// Which opportunities are listed, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OpportunityList {
    /// Only of this contact.
    pub contact: Option<ContactId>,
    /// Only of this funnel.
    pub funnel: Option<FunnelKey>,
    /// Only at this stage.
    pub stage: Option<StageKey>,
    /// Only with this status.
    pub status: Option<Status>,
    /// Only of this event.
    pub event: Option<EventId>,
    /// Only those that follow this one.
    pub after: Option<OpportunityId>,
    /// At most so many; all of them when `None`.
    pub limit: Option<usize>,
}

/// An opportunity with its funnel and everything that the gate ahead still asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct OpportunityLine {
    /// The record.
    pub opportunity: Opportunity,
    /// The card as on the board.
    pub card: Card,
    /// The funnel it follows.
    pub funnel: Funnel,
    /// The items of the gate ahead that are neither done, not applicable nor waived; none where it is not open.
    pub missing: Vec<ItemReport>,
    /// How likely it is won; `None` while it is parked.
    pub win_chance: Option<WinChance>,
}

/// Something planned, with whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRow {
    /// The activity.
    pub activity: Activity,
    /// The contact's name, or the company where there is none.
    pub name: String,
    /// The company's name, or empty.
    pub company: String,
}

impl Book {
    /// Contacts that follow one in the order asked for; the first ones after `None`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contacts_list(
        &self,
        sort: Sort,
        after: Option<ContactId>,
        limit: Option<usize>,
    ) -> Result<Vec<OutContact>, BookError> {
        let sort = match sort {
            Sort::Name => ContactSort::Name,
            Sort::Company => ContactSort::Company,
            Sort::Newest => ContactSort::Newest,
            Sort::Touched => ContactSort::LastTouch,
        };
        let rows = self.store.read(|reader| {
            let all = usize::try_from(reader.contact_count()?).unwrap_or(usize::MAX);
            reader.contacts_after(sort, after, limit.unwrap_or(all))
        })?;
        rows.into_iter().map(|row| self.contact_out(row.id)).collect()
    }

    /// Opportunities, oldest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn opportunities_list(&self, asked: &OpportunityList) -> Result<Vec<OpportunityLine>, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let facts = facts_for(reader, &moment)?;
            let mut found = match asked.contact {
                Some(contact) => reader.of_contact::<Opportunity>(contact)?,
                None => reader.all::<Opportunity>()?,
            };
            found.retain(|one| wanted(one, asked));
            found.sort_by_key(|one| one.id);
            let after = found.into_iter().skip_while(|one| asked.after.is_some_and(|after| one.id <= after));
            let funnels = Funnels::read(reader)?;
            after
                .take(asked.limit.unwrap_or(usize::MAX))
                .map(|one| line(reader, &funnels, one, &facts, &moment))
                .collect()
        })
    }

    /// One opportunity with its funnel and what is missing.
    ///
    /// # Errors
    /// It is not there; the book cannot be read.
    pub fn opportunity_line(&self, id: OpportunityId) -> Result<OpportunityLine, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let found = reader.get::<Opportunity>(id)?.ok_or(BookError::NotFound { what: "opportunity" })?;
            line(reader, &Funnels::read(reader)?, found, &facts_for(reader, &moment)?, &moment)
        })
    }

    /// Exports everything that is planned with a date as a calendar; `summary` gives its words.
    ///
    /// # Errors
    /// The file cannot be written; the book cannot be read.
    pub fn planned_export(
        &self,
        target: &Path,
        summary: &dyn Fn(&PlannedRow) -> String,
    ) -> Result<ExportDone, BookError> {
        let stamp = self.moment().now;
        let (first, last) = (chrono::DateTime::UNIX_EPOCH, chrono::DateTime::<chrono::Utc>::MAX_UTC);
        let rows = self.store.read(|reader| reader.activities(Due::Between(first, last), usize::MAX >> 1))?;
        let events: Vec<OutActivity> = rows
            .into_iter()
            .filter_map(|ActivityRow { activity, contact, company }| {
                let start = OutTime::At(activity.due_at?);
                let name = if contact.is_empty() { company.clone() } else { contact };
                let row = PlannedRow { activity, name, company };
                Some(OutActivity {
                    uid: row.activity.id.to_string(),
                    stamp,
                    start,
                    minutes: None,
                    summary: summary(&row),
                    description: String::new(),
                    location: String::new(),
                })
            })
            .collect();
        let name = file_name(target);
        write_whole(target, |out| write_ics(out, &events).map(drop)).map_err(|error| denied(error, &name))?;
        Ok(ExportDone { file: name, records: u32::try_from(events.len()).unwrap_or(u32::MAX) })
    }

    /// Reads the bytes of a file into drafts, as [`Book::capture_read`] does with a text. Nothing is written.
    ///
    /// # Errors
    /// The text is too long, or no text at all.
    pub fn capture_read_bytes(&self, bytes: &[u8]) -> Result<Vec<(OutContact, ReadDraft)>, BookError> {
        let settings = self.settings();
        let known = BookKnown { store: &self.store };
        let context = TextContext { region: &settings.region, known: &known };
        let drafts = match read_bytes(bytes, &context) {
            // The marks point into the decoded text; what was read stands in the draft itself.
            Ok(Reading::Text(drafts)) => {
                let text = String::from_utf8_lossy(bytes);
                drafts.into_iter().map(|draft| read_draft(draft, &text)).collect()
            }
            Ok(Reading::VCard) => vcard_drafts_of(bytes)?,
            Err(CaptureError::Empty) => Vec::new(),
            Err(CaptureError::TooLarge { .. } | CaptureError::Binary) => return Err(BookError::TextTooLong),
        };
        Ok(drafts.into_iter().map(|read| (draft_out(&read.draft, &settings.region), read)).collect())
    }
}

/// Writes a file that is whole or not there.
///
/// # Errors
/// The file cannot be written; the disk is full.
pub fn write_file(target: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), BookError> {
    let written = write_whole(target, |out| write(out).map_err(corong_exchange::ExchangeError::Write));
    written.map_err(|error| denied(error, &file_name(target)))
}

fn wanted(one: &Opportunity, asked: &OpportunityList) -> bool {
    asked.funnel.as_ref().is_none_or(|funnel| one.funnel == *funnel)
        && asked.stage.as_ref().is_none_or(|stage| one.standing.stage == *stage)
        && asked.status.is_none_or(|status| one.standing.status == status)
        && asked.event.is_none_or(|event| one.event_id == Some(event))
}

fn line(
    reader: &Reader<'_>,
    funnels: &Funnels,
    opportunity: Opportunity,
    facts: &Facts,
    moment: &Moment,
) -> Result<OpportunityLine, BookError> {
    let open = opportunity.standing.status == Status::Open;
    let file = OpportunityFile::of(reader, funnels, opportunity)?;
    let report = open.then(|| evaluate_next(&file.gate(moment))).flatten();
    let items = report.map(|report| report.items).unwrap_or_default();
    Ok(OpportunityLine {
        card: read_card(reader, &file, moment)?,
        missing: items.into_iter().filter(ItemReport::is_open).collect(),
        win_chance: win_chance(&file, facts, moment),
        funnel: file.funnel.as_ref().clone(),
        opportunity: file.opportunity,
    })
}

pub(crate) fn draft_out(draft: &ContactDraft, region: &str) -> OutContact {
    let phones = draft.phones.iter().map(|phone| {
        let reading = corong_capture::phone::read_phone(&phone.raw, region);
        OutPhone { kind: phone.kind.unwrap_or(reading.kind), e164: reading.e164, raw: phone.raw.clone() }
    });
    OutContact {
        id: String::new(),
        name: draft.name.clone(),
        titles: titles(&draft.titles_before, &draft.titles_after),
        job_title: draft.job_title.clone(),
        company: draft.company.clone(),
        phones: phones.collect(),
        emails: draft.emails.iter().map(|email| email.value.clone()).collect(),
        urls: draft.links.iter().map(|link| link.value.clone()).collect(),
        address: draft.addresses.first().map(|address| address.text.clone()).unwrap_or_default(),
        note: draft.note.clone(),
        temperature: draft.temperature,
        tags: draft.tags.clone(),
        level: None,
    }
}
