//! The list of contacts: pages, filters, tags, deleting, and the palette.

use corong_domain::activity::{Activity, ActivityState};
use corong_domain::contact::{Address, Contact, Email, Link, Phone, Tag};
use corong_domain::funnel::Level;
use corong_domain::funnel::level::contact_level;
use corong_domain::history::Act;
use corong_domain::ids::ContactId;
use corong_domain::money::Money;
use corong_domain::opportunity::{GateAnswer, Opportunity, StageMove, Status};
use corong_domain::problem::{Problem, Rule};
use corong_domain::text::fold;
use corong_store::{ContactRow as Row, ContactSort, Reader, Tx};

use crate::cards::stage_label;
use crate::error::BookError;
use crate::files::Funnels;
use crate::sale::SaleFile;
use crate::save::{line, tag_row, touched_at};
use crate::views::{
    Changed, ContactRow, ContactsPage, ContactsRef, ContactsRequest, PaletteHit, PaletteRequest, Sort, TagRequest,
};
use crate::write::{Book, Moment};

/// The most rows of one page.
const MAX_PAGE: usize = 500;
/// The most hits of a search that are filtered and paged through.
const MAX_HITS: usize = 5_000;
/// How many hits the palette shows.
const PALETTE: usize = 8;

impl Book {
    /// A page of the list.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contacts_page(&self, request: &ContactsRequest) -> Result<ContactsPage, BookError> {
        let moment = self.moment();
        let limit = usize::try_from(request.limit).unwrap_or(MAX_PAGE).clamp(1, MAX_PAGE);
        self.store.read(|reader| {
            let funnels = Funnels::read(reader)?;
            let (total, rows) = if is_plain(request) {
                let rows = reader.contacts(sort_of(request.sort), u64::from(request.offset), limit)?;
                (reader.contact_count()?, rows)
            } else if is_only_text(request) {
                let from = usize::try_from(request.offset).unwrap_or(usize::MAX);
                let page = from..from.saturating_add(limit);
                let (total, rows) = reader.search_page(request.text.trim(), MAX_HITS, page)?;
                (total as u64, rows)
            } else {
                let found = filtered(reader, &funnels, request)?;
                let total = found.len() as u64;
                let from = usize::try_from(request.offset).unwrap_or(usize::MAX);
                (total, found.into_iter().skip(from).take(limit).collect())
            };
            let rows =
                rows.into_iter().map(|row| contact_row(reader, &funnels, row, &moment)).collect::<Result<_, _>>()?;
            Ok(ContactsPage { total: u32::try_from(total).unwrap_or(u32::MAX), rows })
        })
    }

    /// Contacts for the palette: those that match, or the newest ones before anything is typed.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn palette_search(&self, request: &PaletteRequest) -> Result<Vec<PaletteHit>, BookError> {
        let region = self.settings().region;
        self.store.read(|reader| {
            let funnels = Funnels::read(reader)?;
            let text = request.text.trim();
            let rows = if text.is_empty() {
                reader.contacts(ContactSort::Newest, 0, PALETTE)?
            } else {
                reader.search_contacts(text, PALETTE)?
            };
            rows.into_iter()
                .map(|row| {
                    let phone = corong_capture::phone::format_phone(&row.phone, &region);
                    Ok(PaletteHit {
                        contact: row.id,
                        name: if row.name.is_empty() { row.company.clone() } else { row.name },
                        company: row.company,
                        reach: if phone.is_empty() { row.email } else { phone },
                        level: contact_level_of(reader, &funnels, row.id)?,
                    })
                })
                .collect()
        })
    }

    /// Deletes contacts with everything that hangs on them. Undo brings all of it back.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn contacts_delete(&self, request: &ContactsRef) -> Result<Changed<u32>, BookError> {
        // Once it is deleted, nobody can say any more what it was called.
        let name = match request.contacts.as_slice() {
            [only] => self.store.read(|reader| crate::history::contact_name(reader, *only))?.0,
            _ => String::new(),
        };
        let mut changed = self.write(Act::ContactDeleted, |tx, _| {
            let mut count = 0;
            for id in &request.contacts {
                count += u32::from(delete_contact(tx, *id)?);
            }
            if let [only] = request.contacts.as_slice() {
                tx.about::<Contact>(*only);
            }
            Ok(count)
        })?;
        if let Some(note) = &mut changed.note {
            note.count = changed.value;
            note.subject = name;
        }
        Ok(changed)
    }

    /// Puts a tag on contacts.
    ///
    /// # Errors
    /// The tag is empty; the book cannot be written.
    pub fn contacts_tag(&self, request: &TagRequest) -> Result<Changed<u32>, BookError> {
        let word = line(&request.tag);
        if word.is_empty() {
            return Err(BookError::Invalid(vec![Problem::new("tag", Rule::Required)]));
        }
        let mut changed = self.write(Act::ContactEdited, |tx, _| {
            let mut count = 0;
            for id in &request.contacts {
                if tx.get::<Contact>(*id)?.is_some() {
                    count += u32::from(tx.put(&tag_row(*id, &word))?);
                }
            }
            Ok(count)
        })?;
        if let Some(note) = &mut changed.note {
            note.count = changed.value;
        }
        Ok(changed)
    }
}

/// Deletes a contact with everything that hangs on it; gives whether it was there.
pub(crate) fn delete_contact(tx: &mut Tx<'_, '_>, id: ContactId) -> Result<bool, BookError> {
    for opportunity in tx.of_contact::<Opportunity>(id)? {
        for stage_move in tx.of_opportunity::<StageMove>(opportunity.id)? {
            tx.delete::<StageMove>(stage_move.id)?;
        }
        for answer in tx.of_opportunity::<GateAnswer>(opportunity.id)? {
            tx.delete::<GateAnswer>(answer.id)?;
        }
        SaleFile::delete(tx, opportunity.id)?;
        tx.delete::<Opportunity>(opportunity.id)?;
    }
    for activity in tx.of_contact::<Activity>(id)? {
        tx.delete::<Activity>(activity.id)?;
    }
    for phone in tx.of_contact::<Phone>(id)? {
        tx.delete::<Phone>(phone.id)?;
    }
    for email in tx.of_contact::<Email>(id)? {
        tx.delete::<Email>(email.id)?;
    }
    for link in tx.of_contact::<Link>(id)? {
        tx.delete::<Link>(link.id)?;
    }
    for address in tx.of_contact::<Address>(id)? {
        tx.delete::<Address>(address.id)?;
    }
    for tag in tx.of_contact::<Tag>(id)? {
        tx.delete::<Tag>(tag.id)?;
    }
    Ok(tx.delete::<Contact>(id)?)
}

fn is_plain(request: &ContactsRequest) -> bool {
    request.text.trim().is_empty()
        && request.level.is_none()
        && request.event.is_none()
        && request.temperature.is_none()
        && request.tag.trim().is_empty()
}

/// A search by name needs no other row than those of its page: the search itself finds them in that order.
fn is_only_text(request: &ContactsRequest) -> bool {
    let words = request.text.split_whitespace().any(|word| word.chars().count() > 2);
    words && request.sort == Sort::Name && is_plain(&ContactsRequest { text: String::new(), ..request.clone() })
}

fn sort_of(sort: Sort) -> ContactSort {
    match sort {
        Sort::Name => ContactSort::Name,
        Sort::Company => ContactSort::Company,
        Sort::Newest => ContactSort::Newest,
        Sort::Touched => ContactSort::LastTouch,
    }
}

/// The rows that match a text and filters, in the order asked for.
fn filtered(reader: &Reader<'_>, funnels: &Funnels, request: &ContactsRequest) -> Result<Vec<Row>, BookError> {
    let text = request.text.trim();
    let mut rows = if text.is_empty() {
        match request.event {
            Some(event) => {
                let mut rows = Vec::new();
                for id in reader.contacts_of_event(event)? {
                    rows.extend(reader.contact_row(id)?);
                }
                rows
            }
            None => {
                let count = usize::try_from(reader.contact_count()?).unwrap_or(usize::MAX);
                reader.contacts(sort_of(request.sort), 0, count)?
            }
        }
    } else {
        reader.search_contacts(text, MAX_HITS)?
    };
    if let Some(temperature) = request.temperature {
        rows.retain(|row| row.temperature == Some(temperature));
    }
    if let Some(event) = request.event.filter(|_| !text.is_empty()) {
        let of_event: std::collections::HashSet<ContactId> = reader.contacts_of_event(event)?.into_iter().collect();
        rows.retain(|row| of_event.contains(&row.id));
    }
    let tag = fold(&request.tag);
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        if !tag.is_empty() && !reader.of_contact::<Tag>(row.id)?.iter().any(|one| fold(&one.tag) == tag) {
            continue;
        }
        if let Some(level) = request.level
            && contact_level_of(reader, funnels, row.id)? != level
        {
            continue;
        }
        kept.push(row);
    }
    if request.event.is_some() || !text.is_empty() {
        sort_rows(reader, &mut kept, request.sort)?;
    }
    Ok(kept)
}

fn sort_rows(reader: &Reader<'_>, rows: &mut Vec<Row>, sort: Sort) -> Result<(), BookError> {
    match sort {
        Sort::Name => rows.sort_by_cached_key(|row| (row.name.is_empty(), fold(&row.name))),
        Sort::Company => rows.sort_by_cached_key(|row| (row.company.is_empty(), fold(&row.company), fold(&row.name))),
        Sort::Newest => rows.sort_by_key(|row| std::cmp::Reverse((row.created_at, row.id))),
        Sort::Touched => {
            let mut dated = Vec::with_capacity(rows.len());
            for row in rows.drain(..) {
                dated.push((last_touch(reader, &row)?, row));
            }
            dated.sort_by_key(|(at, row)| std::cmp::Reverse((*at, row.id)));
            rows.extend(dated.into_iter().map(|(_, row)| row));
        }
    }
    Ok(())
}

fn last_touch(reader: &Reader<'_>, row: &Row) -> Result<chrono::DateTime<chrono::Utc>, BookError> {
    let activities: Vec<Activity> = reader.of_contact(row.id)?;
    let done = activities.iter().filter(|one| one.state == ActivityState::Done).filter_map(|one| one.done_at);
    Ok(touched_at(row.created_at, done))
}

/// The level of a contact; a contact without an opportunity is a lead.
pub(crate) fn contact_level_of(reader: &Reader<'_>, funnels: &Funnels, contact: ContactId) -> Result<Level, BookError> {
    let opportunities: Vec<Opportunity> = reader.of_contact(contact)?;
    level_of(funnels, &opportunities)
}

/// The highest level that any of some opportunities reached.
pub(crate) fn level_of(funnels: &Funnels, opportunities: &[Opportunity]) -> Result<Level, BookError> {
    let mut pairs = Vec::with_capacity(opportunities.len());
    for opportunity in opportunities {
        pairs.push((funnels.get(&opportunity.funnel)?, opportunity));
    }
    Ok(contact_level(pairs.iter().map(|(funnel, one)| (funnel.as_ref(), *one))).unwrap_or(Level::Lead))
}

/// The amount of an opportunity: of its offers in force, else the own estimate.
fn worth_of(reader: &Reader<'_>, one: &Opportunity, moment: &Moment) -> Result<Option<Money>, BookError> {
    let offered = SaleFile::amount(reader, one.id, &moment.settings.currency, moment.today())?;
    Ok(offered.or_else(|| one.estimate.clone()))
}

fn contact_row(reader: &Reader<'_>, funnels: &Funnels, row: Row, moment: &Moment) -> Result<ContactRow, BookError> {
    let opportunities: Vec<Opportunity> = reader.of_contact(row.id)?;
    let main = crate::moves::main_opportunity(reader, row.id)?;
    let stage = match &main {
        Some(main) => Some(stage_label(funnels.get(&main.funnel)?.as_ref(), &main.standing.stage)),
        None => None,
    };
    let currency = &moment.settings.currency;
    let mut worth = Vec::new();
    for one in
        opportunities.iter().filter(|one| matches!(one.standing.status, Status::Open | Status::Won | Status::Nurture))
    {
        worth.extend(worth_of(reader, one, moment)?.filter(|amount| amount.currency == *currency));
    }
    let worth = worth.into_iter().map(|amount| amount.minor);
    let amount = worth.reduce(i64::saturating_add).map(|minor| Money::new(minor, currency.clone()));
    Ok(ContactRow {
        touched_at: last_touch(reader, &row)?,
        level: level_of(funnels, &opportunities)?,
        contact: row.id,
        name: row.name,
        company: row.company,
        job_title: row.job_title,
        temperature: row.temperature,
        phone: corong_capture::phone::format_phone(&row.phone, &moment.settings.region),
        email: row.email,
        opportunity: main.as_ref().map(|main| main.id),
        status: main.map(|main| main.standing.status),
        stage,
        amount,
    })
}
