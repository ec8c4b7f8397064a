//! The contact page: the person, the opportunities, what is planned and what happened; and editing the person.

use corong_domain::activity::{Activity, ActivityState};
use corong_domain::contact::Contact;
use corong_domain::event::Event;
use corong_domain::funnel::gate::{GateContext, ItemState, evaluate_next};
use corong_domain::funnel::percent::{Percent, percent};
use corong_domain::history::Act;
use corong_domain::ids::ContactId;
use corong_domain::opportunity::{AnswerState, Opportunity, Status};
use corong_store::{ContactWhole, Reader};

use crate::capture::phone_shown;
use crate::cards::{card, stage_label};
use crate::contacts::level_of;
use crate::error::BookError;
use crate::files::{Funnels, OpportunityFile};
use crate::moves::main_opportunity;
use crate::save::{Saver, draft_of, touched_at};
use crate::views::{Changed, ContactEdit, ContactPage, ContactRequest, ItemShare, OpportunityPage, TimelineEntry};
use crate::write::{Book, Moment, Stop};

impl Book {
    /// Everything that the contact page shows. A contact that was merged into another leads to that one.
    ///
    /// # Errors
    /// The contact is not there; the book cannot be read.
    pub fn contact_get(&self, request: &ContactRequest) -> Result<ContactPage, BookError> {
        let moment = self.moment();
        self.store.read(|reader| contact_page(reader, request.contact, &moment))
    }

    /// Changes the fields of a contact.
    ///
    /// # Errors
    /// The draft has problems; the contact is not there; the book cannot be written.
    pub fn contact_edit(&self, request: &ContactEdit) -> Result<Changed<ContactPage>, BookError> {
        let problems = request.draft.problems(false);
        if !problems.is_empty() {
            return Err(BookError::Invalid(problems));
        }
        self.write(Act::ContactEdited, |tx, moment| {
            let whole = tx.contact_whole(request.contact)?.ok_or(BookError::NotFound { what: "contact" })?;
            let region = moment.settings.region.clone();
            Saver { ids: &self.ids, moment, region: &region }.edit(tx, &whole, &request.draft)?;
            tx.about::<Contact>(request.contact);
            Ok::<_, Stop<ContactPage>>(contact_page(tx, request.contact, moment)?)
        })
    }
}

pub(crate) fn contact_page(reader: &Reader<'_>, id: ContactId, moment: &Moment) -> Result<ContactPage, BookError> {
    let followed = reader.followed(id)?.ok_or(BookError::NotFound { what: "contact" })?;
    let whole = reader.contact_whole(followed.id)?.ok_or(BookError::NotFound { what: "contact" })?;
    let id = whole.contact.id;
    let funnels = Funnels::read(reader)?;
    let records: Vec<Opportunity> = reader.of_contact(id)?;
    let activities: Vec<Activity> = reader.of_contact(id)?;
    let level = level_of(&funnels, &records)?;
    let event = match records.last().and_then(|newest| newest.event_id) {
        Some(event) => reader.get::<Event>(event)?,
        None => None,
    };
    let main = main_opportunity(reader, id)?.map(|main| main.id);
    let row = reader.contact_row(id)?.ok_or(BookError::NotFound { what: "contact" })?;
    let mut files = Vec::with_capacity(records.len());
    for record in records {
        files.push(OpportunityFile::of(reader, &funnels, record)?);
    }
    files.sort_by_key(|file| (Some(file.opportunity.id) != main, std::cmp::Reverse(file.opportunity.created_at)));
    let timeline = timeline(&files, &activities);
    let opportunities = files.iter().map(|file| opportunity_page(file, &row, moment)).collect();
    let mut planned: Vec<Activity> =
        activities.iter().filter(|activity| activity.state == ActivityState::Open).cloned().collect();
    planned.sort_by_key(|activity| (activity.due_at.is_none(), activity.due_at, activity.created_at));
    let done = activities.iter().filter(|one| one.state == ActivityState::Done).filter_map(|one| one.done_at);
    let touched_at = touched_at(whole.contact.created_at, done);
    let draft = draft_of(&whole);
    let ContactWhole { contact, company, phones, emails, links, addresses, tags } = whole;
    Ok(ContactPage {
        phones: phones.iter().map(|phone| phone_shown(&phone.raw, &moment.settings.region)).collect(),
        tags: tags.into_iter().map(|tag| tag.tag).collect(),
        contact,
        company,
        emails,
        links,
        addresses,
        level,
        opportunities,
        planned,
        timeline,
        event,
        draft,
        touched_at,
    })
}

fn opportunity_page(file: &OpportunityFile, row: &corong_store::ContactRow, moment: &Moment) -> OpportunityPage {
    let gate = file.gate(moment);
    let open = file.opportunity.standing.status == Status::Open;
    OpportunityPage {
        card: card(file, row, moment),
        shares: percent(&gate).map(|percent| shares(&gate, &percent)).unwrap_or_default(),
        gate: open.then(|| evaluate_next(&gate)).flatten(),
        reason: file.opportunity.standing.reason,
        opportunity: file.opportunity.clone(),
        funnel: file.funnel.as_ref().clone(),
    }
}

/// What each item behind the percentage is worth: its share of the way from this stage's floor to the next one.
fn shares(gate: &GateContext<'_>, percent: &Percent) -> Vec<ItemShare> {
    let span = u32::from(percent.next_floor.saturating_sub(percent.floor));
    let applies = |state: ItemState| state != ItemState::NotApplicable;
    percent
        .items
        .iter()
        .filter(|item| applies(item.state))
        .filter_map(|item| {
            let found = gate.funnel.item(&item.item)?;
            Some(ItemShare {
                text: found.item.text.clone(),
                done: item.state == ItemState::Done,
                weight: item.weight,
                points: (span * item.weight).checked_div(percent.total_weight).unwrap_or(0),
            })
        })
        .collect()
}

/// What happened, newest first: what was done, every move, and every answer that a person gave.
fn timeline(files: &[OpportunityFile], activities: &[Activity]) -> Vec<TimelineEntry> {
    let mut entries: Vec<(chrono::DateTime<chrono::Utc>, u8, TimelineEntry)> = Vec::new();
    for activity in activities {
        let Some(at) = activity.done_at else { continue };
        entries.push((at, 0, TimelineEntry::Activity { at, activity: activity.clone() }));
    }
    for file in files {
        for one in &file.moves {
            entries.push((
                one.at,
                1,
                TimelineEntry::Move {
                    at: one.at,
                    opportunity: one.opportunity_id,
                    transition: one.transition,
                    from: one.from_stage.as_ref().map(|from| stage_label(&file.funnel, from)),
                    to: stage_label(&file.funnel, &one.to_stage),
                    status: one.to_status,
                    reason: one.reason.clone(),
                    waived: u32::try_from(one.waived.len()).unwrap_or(u32::MAX),
                },
            ));
        }
        for answer in file.answers.iter().filter(|answer| answer.answer.state != AnswerState::Open) {
            let Some(found) = file.funnel.item(&answer.item) else { continue };
            let item = found.item.text.clone();
            entries.push((answer.at, 2, TimelineEntry::Answer { at: answer.at, item, answer: answer.answer.clone() }));
        }
    }
    entries.sort_by_key(|(at, kind, _)| std::cmp::Reverse((*at, *kind)));
    entries.into_iter().map(|(_, _, entry)| entry).collect()
}
