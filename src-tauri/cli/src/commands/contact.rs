//! People.

use corong_book::Book;
use corong_book::views::{
    CaptureRequest, ContactEdit, ContactRequest, ContactsRef, ContactsRequest, ReadRequest, Sort,
};
use corong_domain::contact::{AddressDraft, ContactDraft, LabelledDraft, PhoneDraft};
use corong_domain::ids::ContactId;
use corong_domain::text::{digits, fold};

use crate::args::{ContactCommand, ContactFields, SortBy};
use crate::session::{self, Session};
use crate::show::{DeletedOut, contact_line, contact_text};
use crate::trouble::Trouble;
use crate::words::Line;

/// Runs a command about contacts.
pub fn run(session: &mut Session<'_>, command: &ContactCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    match command {
        ContactCommand::Add { fields, line, event, source, referred_by } => {
            let event = session::maybe_event(&book, event.as_ref())?;
            let draft = draft_of(&book, fields, line.as_deref())?;
            let referred_by = referred_by.as_ref().map(|text| session::contact(&book, text)).transpose()?;
            let request = CaptureRequest { draft, event, source: *source, referred_by, ..CaptureRequest::default() };
            let saved = book.capture_save(&request)?;
            show(session, &book, saved.value.contact)
        }
        ContactCommand::Show { ids } => {
            for id in named(&book, ids)? {
                show(session, &book, id)?;
            }
            Ok(())
        }
        ContactCommand::List { sort, after, limit } => list(session, &book, *sort, after.as_deref(), *limit),
        ContactCommand::Search { text, limit } => {
            let text = text.join(" ");
            let page = book.contacts_page(&ContactsRequest { text, limit: *limit, ..ContactsRequest::default() })?;
            let found = page.rows.len();
            for row in page.rows {
                let contact = book.contact_out(row.contact)?;
                session.say(&contact, |words| contact_line(&contact, words))?;
            }
            if found == 0 {
                session.tell(|words| words.line(Line::Nothing).to_owned())?;
            }
            Ok(())
        }
        ContactCommand::Edit { id, fields, drop } => {
            let contact = session::contact(&book, id)?;
            let mut draft = book.contact_get(&ContactRequest { contact })?.draft;
            without(&mut draft, drop);
            put(&mut draft, fields);
            let edited = book.contact_edit(&ContactEdit { contact, draft })?;
            show(session, &book, contact)?;
            if edited.note.is_none() {
                session.tell(|words| words.line(Line::Unchanged).to_owned())?;
            }
            Ok(())
        }
        ContactCommand::Merge { keep, merge, dry_run } => {
            super::duplicates::merge(session, &book, keep, merge, *dry_run)
        }
        ContactCommand::Delete { ids } => {
            let contacts = named(&book, ids)?;
            let done = book.contacts_delete(&ContactsRef { contacts })?;
            let change = done.note.map(|note| note.change);
            session.say(&DeletedOut { deleted: done.value, change }, |words| words.deleted(done.value))
        }
    }
}

fn named(book: &Book, ids: &[String]) -> Result<Vec<ContactId>, Trouble> {
    ids.iter().map(|id| session::contact(book, id)).collect()
}

fn show(session: &mut Session<'_>, book: &Book, id: ContactId) -> Result<(), Trouble> {
    let contact = book.contact_out(id)?;
    session.say(&contact, |words| contact_text(&contact, words))
}

fn list(
    session: &mut Session<'_>,
    book: &Book,
    sort: SortBy,
    after: Option<&str>,
    limit: usize,
) -> Result<(), Trouble> {
    let sort = match sort {
        SortBy::Name => Sort::Name,
        SortBy::Company => Sort::Company,
        SortBy::Newest => Sort::Newest,
        SortBy::Touched => Sort::Touched,
    };
    let after = after.map(|after| session::contact(book, after)).transpose()?;
    // One more tells whether there is more.
    let asked = (limit > 0).then(|| limit.saturating_add(1));
    let found = book.contacts_list(sort, after, asked)?;
    let shown = if limit > 0 { limit.min(found.len()) } else { found.len() };
    for contact in found.iter().take(shown) {
        session.say(contact, |words| contact_line(contact, words))?;
    }
    if found.is_empty() {
        session.tell(|words| words.line(Line::Nothing).to_owned())?;
    }
    if let (true, Some(last)) = (found.len() > shown, found.get(shown.saturating_sub(1))) {
        session.tell(|words| format!("{} {}", words.line(Line::More), last.id))?;
    }
    Ok(())
}

/// The fields of a new card: those of the line first, then those given one by one.
fn draft_of(book: &Book, fields: &ContactFields, line: Option<&str>) -> Result<ContactDraft, Trouble> {
    let mut draft = ContactDraft::default();
    if let Some(line) = line {
        let mut read = book.capture_read(&ReadRequest { text: line.to_owned() })?.into_iter();
        if let Some(first) = read.next() {
            draft = first.draft;
        }
        if read.next().is_some() {
            return Err(Trouble::Form { given: line.to_owned(), wanted: "one person a line" });
        }
    }
    put(&mut draft, fields);
    Ok(draft)
}

/// Puts fields into a draft: single ones in place of the old, lists at the end.
fn put(draft: &mut ContactDraft, fields: &ContactFields) {
    for (field, value) in [
        (&mut draft.name, &fields.name),
        (&mut draft.company, &fields.company),
        (&mut draft.job_title, &fields.job_title),
        (&mut draft.note, &fields.note),
    ] {
        if let Some(value) = value {
            value.clone_into(field);
        }
    }
    let phone = |raw: &String| PhoneDraft { raw: raw.clone(), ..PhoneDraft::default() };
    let labelled = |value: &String| LabelledDraft { value: value.clone(), ..LabelledDraft::default() };
    draft.phones.extend(fields.phone.iter().map(phone));
    draft.emails.extend(fields.email.iter().map(labelled));
    draft.links.extend(fields.url.iter().map(labelled));
    draft.tags.extend(fields.tag.iter().cloned());
    draft.temperature = fields.temperature.or(draft.temperature);
    if let Some(address) = &fields.address {
        let id = draft.addresses.first().map(|old| old.id.clone()).unwrap_or_default();
        let new = AddressDraft { text: address.clone(), id, ..AddressDraft::default() };
        match draft.addresses.first_mut() {
            Some(first) => *first = new,
            None => draft.addresses.push(new),
        }
    }
}

/// Removes phones, e-mails, links and tags by their value.
fn without(draft: &mut ContactDraft, values: &[String]) {
    for value in values {
        let (wanted, number) = (fold(value), digits(value));
        draft.phones.retain(|phone| fold(&phone.raw) != wanted && (number.is_empty() || digits(&phone.raw) != number));
        draft.emails.retain(|email| fold(&email.value) != wanted);
        draft.links.retain(|link| fold(&link.value) != wanted);
        draft.tags.retain(|tag| fold(tag) != wanted);
    }
}
