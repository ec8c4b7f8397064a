//! History and undo.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use corong_domain::company::Company;
use corong_domain::event::Event;
use corong_domain::history::Act;
use corong_domain::ids::{CompanyId, ContactId, EventId, OpportunityId, ProductId, SalespersonId, TermsId};
use corong_domain::opportunity::Opportunity;
use corong_domain::sale::product::Product;
use corong_domain::sale::terms::Terms;
use corong_domain::salesperson::Salesperson;
use corong_store::{CellChange, ChangeKey, ChangeSummary, FunnelRow, Meta, Reader, Subject, Table, Written};
use uuid::Uuid;

use crate::error::BookError;
use crate::files::Funnels;
use crate::views::{ChangeNote, Changed, FieldChange, HistoryEntry, HistoryRequest, UndoRequest, Undone};
use crate::write::Book;

/// How many changes are shown when nothing else is asked.
const DEFAULT_LIMIT: usize = 50;
/// Under this name it is kept locally which change took back which.
const UNDONE: &str = "undone.";
/// At most so many fields of one change are shown.
const MAX_FIELDS: usize = 200;

impl Book {
    /// Changes, newest first: of this book, of a contact, or of an opportunity. An import is one entry.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn history_list(&self, request: &HistoryRequest) -> Result<Vec<HistoryEntry>, BookError> {
        let limit = match usize::try_from(request.limit) {
            Ok(0) | Err(_) => DEFAULT_LIMIT,
            Ok(limit) => limit.min(1_000),
        };
        self.store.read(|reader| {
            let undone = undone(reader)?;
            let found = match (request.opportunity, request.contact) {
                (Some(opportunity), _) => reader.history(Table::Opportunity, opportunity.0, limit)?,
                (None, Some(contact)) => reader.contact_history(contact, limit)?,
                (None, None) => reader.recent_changes(limit)?,
            };
            // An import or a bulk act names many records: of it, only what is about this contact is shown.
            let about = match (request.opportunity, request.contact) {
                (Some(opportunity), _) => match reader.get::<Opportunity>(opportunity)? {
                    Some(found) => Some(reader.records_of_contact(found.contact_id)?),
                    None => None,
                },
                (None, Some(contact)) => Some(reader.records_of_contact(contact)?),
                (None, None) => None,
            };
            let mut batches = HashSet::new();
            let mut entries = Vec::new();
            for summary in found {
                if summary.batch.is_some_and(|batch| !batches.insert(batch)) {
                    continue;
                }
                entries.push(entry(reader, &summary, &undone, about.as_ref())?);
            }
            Ok(entries)
        })
    }

    /// The newest change of this book that was not undone, and is no undo itself.
    pub(crate) fn undoable(&self, reader: &Reader<'_>) -> Result<Option<HistoryEntry>, BookError> {
        let undone = undone(reader)?;
        for summary in reader.recent_changes(200)? {
            let taken_back = undone.contains_key(&summary.key.to_string());
            if summary.act.is_none_or(|act| act == Act::Undone) || taken_back {
                continue;
            }
            return Ok(Some(entry(reader, &summary, &undone, None)?));
        }
        Ok(None)
    }

    /// Takes a change back by a new one. What was edited since is kept. An import is taken back as a whole; an undo that
    /// is undone does again what was taken back.
    ///
    /// # Errors
    /// There is nothing to undo, or nothing of the change is left; the book cannot be written.
    pub fn change_undo(&self, request: &UndoRequest) -> Result<Changed<Undone>, BookError> {
        let (key, summary, before) = self.store.read(|reader| {
            let key = match &request.change {
                Some(text) => ChangeKey::from_str(text).map_err(|_| BookError::CannotUndo)?,
                None => {
                    let newest = self.undoable(reader)?.ok_or(BookError::CannotUndo)?;
                    ChangeKey::from_str(&newest.change).map_err(|_| BookError::CannotUndo)?
                }
            };
            let summary = reader.change_summary(key)?.ok_or(BookError::CannotUndo)?;
            let before = entry(reader, &summary, &undone(reader)?, None)?;
            Ok::<_, BookError>((key, summary, before))
        })?;
        let moment = self.moment();
        let meta = Meta::new(Act::Undone, moment.now).by(moment.by());
        let written: Written<corong_store::UndoReport> = match summary.batch {
            Some(batch) => self.store.undo_batch(batch, &meta.in_batch(self.ids.next(moment.now)))?,
            None => self.store.undo(key, &meta)?,
        };
        let Some(by) = written.change else { return Err(BookError::CannotUndo) };
        self.remember_undo(&summary, by)?;
        let kinds: Vec<String> = written.kinds.iter().map(|table| table.name().to_owned()).collect();
        self.tell(&kinds);
        let kept = u32::try_from(written.value.kept).unwrap_or(u32::MAX);
        let note = ChangeNote { change: by.to_string(), act: Act::Undone, subject: before.subject.clone(), count: 1 };
        Ok(Changed { value: Undone { undone: before, kept }, note: Some(note) })
    }

    /// Notes which change took back which, so that the next undo goes one further; an undo undone frees its change.
    fn remember_undo(&self, summary: &ChangeSummary, by: ChangeKey) -> Result<(), BookError> {
        let undone = self.store.read(undone)?;
        let key = summary.key.to_string();
        let freed: Vec<&String> = undone.iter().filter(|(_, undo)| **undo == key).map(|(change, _)| change).collect();
        for change in freed {
            self.store.save_local(&format!("{UNDONE}{change}"), None)?;
        }
        let same_batch = match summary.batch {
            Some(batch) => self.store.read(|reader| reader.batch(batch))?.into_iter().map(|one| one.key).collect(),
            None => vec![summary.key],
        };
        for change in same_batch {
            self.store.save_local(&format!("{UNDONE}{change}"), Some(&by.to_string()))?;
        }
        Ok(())
    }
}

/// Which change was taken back by which.
fn undone(reader: &Reader<'_>) -> Result<HashMap<String, String>, BookError> {
    let kept = reader.locals(UNDONE)?;
    Ok(kept.into_iter().filter_map(|(name, by)| Some((name.strip_prefix(UNDONE)?.to_owned(), by))).collect())
}

fn entry(
    reader: &Reader<'_>,
    summary: &ChangeSummary,
    undone: &HashMap<String, String>,
    about: Option<&HashSet<Uuid>>,
) -> Result<HistoryEntry, BookError> {
    let change = summary.key.to_string();
    let (subject, contact) = match &summary.subject {
        Some(subject) => subject_name(reader, subject)?,
        None => (String::new(), None),
    };
    let by = match summary.by {
        Some(by) => reader.get::<Salesperson>(by)?.map(|person| person.name).unwrap_or_default(),
        None => String::new(),
    };
    let cells = reader.change_cells(summary.key)?;
    Ok(HistoryEntry {
        undone: undone.contains_key(&change),
        change,
        // An act of a newer version is shown as an edit.
        act: summary.act.unwrap_or(Act::ContactEdited),
        subject,
        contact,
        at: summary.at,
        by,
        fields: cells
            .iter()
            .filter(|cell| about.is_none_or(|records| records.contains(&cell.id)))
            .take(MAX_FIELDS)
            .map(field_change)
            .collect(),
    })
}

fn field_change(cell: &CellChange) -> FieldChange {
    FieldChange {
        table: cell.table.name().to_owned(),
        column: cell.cell.unwrap_or_default().to_owned(),
        before: cell.before.first().map(|json| plain(json)),
        after: cell.after.as_deref().map(plain),
    }
}

/// A JSON value as people read it: text without its quotes.
fn plain(json: &str) -> String {
    match serde_json::from_str::<serde_json::Value>(json) {
        Ok(serde_json::Value::String(text)) => text,
        Ok(serde_json::Value::Null) => String::new(),
        Ok(_) | Err(_) => json.to_owned(),
    }
}

/// The name of what a change was about, and the contact to open for it.
pub(crate) fn subject_name(reader: &Reader<'_>, subject: &Subject) -> Result<(String, Option<ContactId>), BookError> {
    let Some(table) = subject.known_table() else { return Ok((String::new(), None)) };
    let id: Uuid = subject.id;
    Ok(match table {
        Table::Contact => contact_name(reader, ContactId(id))?,
        Table::Opportunity => match reader.get::<Opportunity>(OpportunityId(id))? {
            Some(opportunity) => contact_name(reader, opportunity.contact_id)?,
            None => (String::new(), None),
        },
        Table::Company => (reader.get::<Company>(CompanyId(id))?.map(|one| one.name).unwrap_or_default(), None),
        Table::Event => (reader.get::<Event>(EventId(id))?.map(|one| one.name).unwrap_or_default(), None),
        Table::Salesperson => {
            (reader.get::<Salesperson>(SalespersonId(id))?.map(|one| one.name).unwrap_or_default(), None)
        }
        Table::Funnel => (funnel_name(reader, id)?, None),
        Table::Product => (reader.get::<Product>(ProductId(id))?.map(|one| one.name).unwrap_or_default(), None),
        Table::Terms => (reader.get::<Terms>(TermsId(id))?.map(|one| one.version).unwrap_or_default(), None),
        Table::Phone
        | Table::Email
        | Table::Link
        | Table::Address
        | Table::Tag
        | Table::Activity
        | Table::StageMove
        | Table::GateAnswer
        | Table::Offer
        | Table::TermsAcceptance
        | Table::OfferPermission
        | Table::SaleOrder
        | Table::OrderEntry
        | Table::SaleShares
        | Table::SaleCreditEntry
        | Table::ExchangeRate => (String::new(), None),
    })
}

/// The name of a funnel in the book's language; of a shipped one that was never changed too.
fn funnel_name(reader: &Reader<'_>, id: Uuid) -> Result<String, BookError> {
    let funnels = Funnels::read(reader)?;
    let found = funnels.all().find(|funnel| FunnelRow::id_of(&funnel.key).0 == id);
    let language = reader.settings()?.language;
    Ok(found.map(|funnel| funnel.name.get(language).to_owned()).unwrap_or_default())
}

/// Name, or company, or phone number of a contact; empty for one that was deleted.
pub(crate) fn contact_name(reader: &Reader<'_>, id: ContactId) -> Result<(String, Option<ContactId>), BookError> {
    if let Some(row) = reader.contact_row(id)? {
        let name = [row.name, row.company, row.phone, row.email].into_iter().find(|text| !text.is_empty());
        return Ok((name.unwrap_or_default(), Some(id)));
    }
    Ok((String::new(), None))
}
