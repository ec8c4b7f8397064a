//! A draft becomes records: the contact, its company, phones, e-mails, links, addresses and tags. Capture, editing and
//! import all go through here.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use corong_domain::company::Company;
use corong_domain::contact::{Address, AddressDraft, Contact, ContactDraft, Email, Link, Phone, Tag};
use corong_domain::ids::{AddressId, CompanyId, ContactId, EmailId, LinkId, PhoneId, TagId, link_id};
use corong_domain::text::fold;
use corong_store::{ContactWhole, Tx};

use crate::clock::Ids;
use crate::error::BookError;
use crate::write::Moment;

/// Puts the records of a draft.
pub(crate) struct Saver<'s> {
    /// Makes ids.
    pub ids: &'s Ids,
    /// Time and settings.
    pub moment: &'s Moment,
    /// Default region of phone numbers.
    pub region: &'s str,
}

impl Saver<'_> {
    /// Puts a new contact; gives its id.
    pub fn create(&self, tx: &mut Tx<'_, '_>, draft: &ContactDraft, to_type: bool) -> Result<ContactId, BookError> {
        let id = ContactId(self.ids.next(self.moment.now));
        let contact = self.contact(tx, id, draft, None, to_type)?;
        tx.put(&contact)?;
        self.rows(tx, id, draft, None)?;
        Ok(id)
    }

    /// Puts the new fields of a contact. Rows that carry an id are edited, rows without are new, the others go.
    pub fn edit(&self, tx: &mut Tx<'_, '_>, before: &ContactWhole, draft: &ContactDraft) -> Result<(), BookError> {
        let id = before.contact.id;
        let contact = self.contact(tx, id, draft, Some(before), false)?;
        tx.put(&contact)?;
        self.rows(tx, id, draft, Some(before))
    }

    fn contact(
        &self,
        tx: &mut Tx<'_, '_>,
        id: ContactId,
        draft: &ContactDraft,
        before: Option<&ContactWhole>,
        to_type: bool,
    ) -> Result<Contact, BookError> {
        let one = |text: &String| line(text);
        Ok(Contact {
            id,
            name: one(&draft.name),
            titles_before: one(&draft.titles_before),
            titles_after: one(&draft.titles_after),
            given_name: one(&draft.given_name),
            family_name: one(&draft.family_name),
            job_title: one(&draft.job_title),
            department: one(&draft.department),
            company_id: self.company(tx, &draft.company, before)?,
            note: draft.note.trim().to_owned(),
            temperature: draft.temperature,
            language: one(&draft.language),
            to_type,
            merged_into: before.and_then(|before| before.contact.merged_into),
            created_at: before.map_or(self.moment.now, |before| before.contact.created_at),
        })
    }

    /// The company of a name: the present one where the name did not change, a known one, or a new one.
    fn company(
        &self,
        tx: &mut Tx<'_, '_>,
        name: &str,
        before: Option<&ContactWhole>,
    ) -> Result<Option<CompanyId>, BookError> {
        let name = line(name);
        if name.is_empty() {
            return Ok(None);
        }
        if let Some(company) = before.and_then(|before| before.company.as_ref())
            && company.name == name
        {
            return Ok(Some(company.id));
        }
        if let Some(known) = self.moment.met.company(&name) {
            return Ok(Some(known));
        }
        if let Some(known) = tx.company_named(&name)? {
            self.moment.met.meets(&name, known.id);
            return Ok(Some(known.id));
        }
        let company = Company {
            id: CompanyId(self.ids.next(self.moment.now)),
            name,
            domain: String::new(),
            sector: String::new(),
            note: String::new(),
            created_at: self.moment.now,
        };
        tx.put(&company)?;
        self.moment.met.meets(&company.name, company.id);
        Ok(Some(company.id))
    }

    fn rows(
        &self,
        tx: &mut Tx<'_, '_>,
        id: ContactId,
        draft: &ContactDraft,
        before: Option<&ContactWhole>,
    ) -> Result<(), BookError> {
        self.phones(tx, id, draft, before.map(|before| before.phones.as_slice()).unwrap_or_default())?;
        self.emails(tx, id, draft, before.map(|before| before.emails.as_slice()).unwrap_or_default())?;
        self.links(tx, id, draft, before.map(|before| before.links.as_slice()).unwrap_or_default())?;
        self.addresses(tx, id, draft, before.map(|before| before.addresses.as_slice()).unwrap_or_default())?;
        tags(tx, id, &draft.tags, before.map(|before| before.tags.as_slice()).unwrap_or_default())
    }

    fn phones(
        &self,
        tx: &mut Tx<'_, '_>,
        contact_id: ContactId,
        draft: &ContactDraft,
        before: &[Phone],
    ) -> Result<(), BookError> {
        let mut kept = HashSet::new();
        let typed = draft.phones.iter().filter(|phone| !phone.raw.trim().is_empty());
        for (phone, position) in typed.zip(0_u32..) {
            let raw = line(&phone.raw);
            let reading = self.moment.met.phone(&raw, self.region);
            let old = phone.id.and_then(|id| before.iter().find(|old| old.id == id));
            let id = old.map_or_else(|| PhoneId(self.ids.next(self.moment.now)), |old| old.id);
            kept.insert(id);
            tx.put(&Phone {
                id,
                contact_id,
                kind: phone.kind.unwrap_or(reading.kind),
                e164: reading.e164.clone(),
                raw,
                extension: reading.extension.clone(),
                position,
            })?;
        }
        for gone in before.iter().filter(|old| !kept.contains(&old.id)) {
            tx.delete::<Phone>(gone.id)?;
        }
        Ok(())
    }

    fn emails(
        &self,
        tx: &mut Tx<'_, '_>,
        contact_id: ContactId,
        draft: &ContactDraft,
        before: &[Email],
    ) -> Result<(), BookError> {
        let mut kept = HashSet::new();
        let typed = draft.emails.iter().filter(|email| !email.value.trim().is_empty());
        for (email, position) in typed.zip(0_u32..) {
            let old = before.iter().find(|old| old.id.to_string() == email.id);
            let id = old.map_or_else(|| EmailId(self.ids.next(self.moment.now)), |old| old.id);
            kept.insert(id);
            tx.put(&Email { id, contact_id, address: line(&email.value), label: line(&email.label), position })?;
        }
        for gone in before.iter().filter(|old| !kept.contains(&old.id)) {
            tx.delete::<Email>(gone.id)?;
        }
        Ok(())
    }

    fn links(
        &self,
        tx: &mut Tx<'_, '_>,
        contact_id: ContactId,
        draft: &ContactDraft,
        before: &[Link],
    ) -> Result<(), BookError> {
        let mut kept = HashSet::new();
        let typed = draft.links.iter().filter(|link| !link.value.trim().is_empty());
        for (link, position) in typed.zip(0_u32..) {
            let old = before.iter().find(|old| old.id.to_string() == link.id);
            let id = old.map_or_else(|| LinkId(self.ids.next(self.moment.now)), |old| old.id);
            kept.insert(id);
            tx.put(&Link { id, contact_id, url: line(&link.value), label: line(&link.label), position })?;
        }
        for gone in before.iter().filter(|old| !kept.contains(&old.id)) {
            tx.delete::<Link>(gone.id)?;
        }
        Ok(())
    }

    fn addresses(
        &self,
        tx: &mut Tx<'_, '_>,
        contact_id: ContactId,
        draft: &ContactDraft,
        before: &[Address],
    ) -> Result<(), BookError> {
        let mut kept = HashSet::new();
        let typed = draft.addresses.iter().filter(|address| !is_blank(address));
        for (address, position) in typed.zip(0_u32..) {
            let old = before.iter().find(|old| old.id.to_string() == address.id);
            let id = old.map_or_else(|| AddressId(self.ids.next(self.moment.now)), |old| old.id);
            kept.insert(id);
            tx.put(&Address {
                id,
                contact_id,
                text: whole_address(address),
                street: line(&address.street),
                city: line(&address.city),
                region: line(&address.region),
                postcode: line(&address.postcode),
                country: line(&address.country),
                label: line(&address.label),
                position,
            })?;
        }
        for gone in before.iter().filter(|old| !kept.contains(&old.id)) {
            tx.delete::<Address>(gone.id)?;
        }
        Ok(())
    }
}

/// Puts the tags that are not there yet and takes away those that are no longer wanted.
fn tags(tx: &mut Tx<'_, '_>, contact_id: ContactId, wanted: &[String], before: &[Tag]) -> Result<(), BookError> {
    let mut kept = HashSet::new();
    for word in wanted.iter().map(|word| line(word)).filter(|word| !word.is_empty()) {
        let tag = tag_row(contact_id, &word);
        if kept.insert(tag.id) && !before.iter().any(|old| old.id == tag.id) {
            tx.put(&tag)?;
        }
    }
    for gone in before.iter().filter(|old| !kept.contains(&old.id)) {
        tx.delete::<Tag>(gone.id)?;
    }
    Ok(())
}

/// The row of a tag: the same word on the same contact is the same row in every book.
pub(crate) fn tag_row(contact_id: ContactId, word: &str) -> Tag {
    Tag { id: TagId(link_id("tag", &[&contact_id.to_string(), &fold(word)])), contact_id, tag: word.to_owned() }
}

/// The fields of a contact as a draft, with the ids of its rows.
pub(crate) fn draft_of(whole: &ContactWhole) -> ContactDraft {
    use corong_domain::contact::{LabelledDraft, PhoneDraft};
    let contact = &whole.contact;
    ContactDraft {
        name: contact.name.clone(),
        titles_before: contact.titles_before.clone(),
        titles_after: contact.titles_after.clone(),
        given_name: contact.given_name.clone(),
        family_name: contact.family_name.clone(),
        job_title: contact.job_title.clone(),
        department: contact.department.clone(),
        company: whole.company.as_ref().map(|company| company.name.clone()).unwrap_or_default(),
        phones: whole
            .phones
            .iter()
            .map(|phone| PhoneDraft { raw: phone.raw.clone(), kind: Some(phone.kind), id: Some(phone.id) })
            .collect(),
        emails: whole
            .emails
            .iter()
            .map(|email| LabelledDraft {
                value: email.address.clone(),
                label: email.label.clone(),
                id: email.id.to_string(),
            })
            .collect(),
        links: whole
            .links
            .iter()
            .map(|link| LabelledDraft { value: link.url.clone(), label: link.label.clone(), id: link.id.to_string() })
            .collect(),
        addresses: whole.addresses.iter().map(address_draft).collect(),
        tags: whole.tags.iter().map(|tag| tag.tag.clone()).collect(),
        note: contact.note.clone(),
        temperature: contact.temperature,
        language: contact.language.clone(),
    }
}

fn address_draft(address: &Address) -> AddressDraft {
    AddressDraft {
        text: address.text.clone(),
        street: address.street.clone(),
        city: address.city.clone(),
        region: address.region.clone(),
        postcode: address.postcode.clone(),
        country: address.country.clone(),
        label: address.label.clone(),
        id: address.id.to_string(),
    }
}

fn is_blank(address: &AddressDraft) -> bool {
    whole_address(address).is_empty()
}

/// The address as one line: as given, or put together from its parts.
fn whole_address(address: &AddressDraft) -> String {
    let given = line(&address.text);
    if !given.is_empty() {
        return given;
    }
    let parts = [&address.street, &address.city, &address.region, &address.postcode, &address.country];
    let parts: Vec<String> = parts.into_iter().map(|part| line(part)).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// One line without runs of blanks, line breaks or control characters.
pub(crate) fn line(text: &str) -> String {
    let mut words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return String::new() };
    words.fold(first.to_owned(), |mut line, word| {
        line.push(' ');
        line.push_str(word);
        line
    })
}

/// When a contact was last touched: its last done activity, or its capture.
pub(crate) fn touched_at(created_at: DateTime<Utc>, done: impl IntoIterator<Item = DateTime<Utc>>) -> DateTime<Utc> {
    done.into_iter().fold(created_at, DateTime::max)
}
