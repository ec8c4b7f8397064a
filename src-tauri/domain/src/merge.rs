//! Merging contacts that are one person: field by field, nothing lost.
//!
//! The keeper's value stands where it has one, unless another is chosen; an empty field is filled from the first loser
//! that has a value; a value that loses goes into the note. Phones, e-mails, links and addresses of all move to the
//! keeper, each once. Deliberately absent: opportunities and activities, which move as they are, and undoing, which is the
//! log's.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::contact::{Address, Contact, Email, Link, Phone, Tag};
use crate::ids::ContactId;
use crate::text::{digits, fold};

/// At most so many contacts are merged at once, the keeper included.
pub const MOST: usize = 5;

/// A contact with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The contact.
    pub contact: Contact,
    /// The company's name.
    pub company: String,
    /// Phone numbers in order.
    pub phones: Vec<Phone>,
    /// E-mail addresses in order.
    pub emails: Vec<Email>,
    /// Links in order.
    pub links: Vec<Link>,
    /// Addresses in order.
    pub addresses: Vec<Address>,
    /// Tags.
    pub tags: Vec<Tag>,
}

/// A field that holds one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MergeField {
    /// The whole name with its parts.
    Name,
    /// Titles before and after the name.
    Titles,
    /// Job title.
    JobTitle,
    /// Department.
    Department,
    /// Company.
    Company,
    /// How warm.
    Temperature,
    /// Spoken language.
    Language,
}

impl MergeField {
    /// Every field, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Titles, Self::JobTitle, Self::Department, Self::Company, Self::Temperature, Self::Language];
}

/// Whose value of a field is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeChoice {
    /// The field.
    pub field: MergeField,
    /// The contact.
    pub from: ContactId,
}

/// What becomes of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldMerged {
    /// The field.
    pub field: MergeField,
    /// The value that stays.
    pub value: String,
    /// Whose it is.
    pub from: ContactId,
    /// Other values; they go into the note.
    pub others: Vec<String>,
}

/// Why contacts cannot be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MergeRefusal {
    /// Fewer than two contacts.
    TooFew,
    /// More than [`MOST`] contacts.
    TooMany,
    /// One contact is named twice.
    Twice,
    /// One of them was merged into another already.
    AlreadyMerged,
}

/// What a merge does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The keeper with its new fields.
    pub keeper: Contact,
    /// The losers, each pointing to the keeper.
    pub losers: Vec<Contact>,
    /// Phones that move.
    pub phones: Vec<Phone>,
    /// E-mail addresses that move.
    pub emails: Vec<Email>,
    /// Links that move.
    pub links: Vec<Link>,
    /// Addresses that move.
    pub addresses: Vec<Address>,
    /// Words of tags that the keeper does not have yet.
    pub tags: Vec<String>,
    /// What becomes of each field that one of them fills.
    pub fields: Vec<FieldMerged>,
}

/// Decides a merge. The losers come in the order in which their values fill what is empty.
///
/// # Errors
/// Too few or too many contacts, one twice, or one that was merged already.
pub fn merge(keeper: &Side, losers: &[Side], choices: &[MergeChoice]) -> Result<Merged, MergeRefusal> {
    may_merge(keeper, losers)?;
    let id = keeper.contact.id;
    let mut kept = keeper.contact.clone();
    let mut fields = Vec::new();
    let mut notes: Vec<String> = vec![kept.note.clone()];
    let mut lost: Vec<Vec<String>> = vec![Vec::new(); losers.len() + 1];
    let sides: Vec<&Side> = std::iter::once(keeper).chain(losers).collect();
    for field in MergeField::ALL {
        let choice = choices.iter().find(|choice| choice.field == field).map(|choice| choice.from);
        let filled = |side: &&&Side| !value(side, field).is_empty();
        let chosen = sides.iter().filter(filled).find(|side| Some(side.contact.id) == choice);
        let Some(from) = chosen.or_else(|| sides.iter().find(filled)).copied() else { continue };
        take(&mut kept, from, field);
        let stays = value(from, field);
        let mut others: Vec<String> = Vec::new();
        for (side, lost) in sides.iter().zip(&mut lost) {
            let other = value(side, field);
            let known = fold(&other) == fold(&stays) || others.iter().any(|known| fold(known) == fold(&other));
            if !other.is_empty() && !known {
                others.push(other.clone());
                if goes_into_note(field) {
                    lost.push(other);
                }
            }
        }
        fields.push(FieldMerged { field, value: stays, from: from.contact.id, others });
    }
    for (side, lost) in sides.iter().zip(lost) {
        if side.contact.id != id {
            notes.push(side.contact.note.clone());
        }
        notes.push(lost.join(", "));
    }
    kept.note = joined(&notes);
    kept.to_type &= losers.iter().all(|side| side.contact.to_type);
    kept.created_at = sides.iter().map(|side| side.contact.created_at).min().unwrap_or(kept.created_at);
    let all = || losers.iter();
    Ok(Merged {
        keeper: kept,
        losers: all().map(|side| Contact { merged_into: Some(id), ..side.contact.clone() }).collect(),
        phones: moved(&keeper.phones, all().flat_map(|side| &side.phones), number, |phone, position| Phone {
            contact_id: id,
            position,
            ..phone.clone()
        }),
        emails: moved(
            &keeper.emails,
            all().flat_map(|side| &side.emails),
            |email| fold(&email.address),
            |email, position| Email { contact_id: id, position, ..email.clone() },
        ),
        links: moved(
            &keeper.links,
            all().flat_map(|side| &side.links),
            |link| fold(&link.url),
            |link, position| Link { contact_id: id, position, ..link.clone() },
        ),
        addresses: moved(
            &keeper.addresses,
            all().flat_map(|side| &side.addresses),
            |address| fold(&address.text),
            |address, position| Address { contact_id: id, position, ..address.clone() },
        ),
        tags: new_tags(keeper, losers),
        fields,
    })
}

fn may_merge(keeper: &Side, losers: &[Side]) -> Result<(), MergeRefusal> {
    if losers.is_empty() {
        return Err(MergeRefusal::TooFew);
    }
    if losers.len() >= MOST {
        return Err(MergeRefusal::TooMany);
    }
    let mut ids: Vec<ContactId> = losers.iter().chain([keeper]).map(|side| side.contact.id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() <= losers.len() {
        return Err(MergeRefusal::Twice);
    }
    let merged = losers.iter().chain([keeper]).any(|side| side.contact.merged_into.is_some());
    if merged { Err(MergeRefusal::AlreadyMerged) } else { Ok(()) }
}

/// A value as it is shown.
fn value(side: &Side, field: MergeField) -> String {
    let contact = &side.contact;
    match field {
        MergeField::Name => contact.name.clone(),
        MergeField::Titles => {
            let titles = [contact.titles_before.as_str(), contact.titles_after.as_str()];
            titles.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" … ")
        }
        MergeField::JobTitle => contact.job_title.clone(),
        MergeField::Department => contact.department.clone(),
        MergeField::Company => side.company.clone(),
        MergeField::Temperature => {
            contact.temperature.map(|temperature| format!("{temperature:?}")).unwrap_or_default()
        }
        MergeField::Language => contact.language.clone(),
    }
}

/// Titles are part of a name; how warm somebody felt once, and a language, are no news later.
fn goes_into_note(field: MergeField) -> bool {
    match field {
        MergeField::Name | MergeField::Titles | MergeField::JobTitle | MergeField::Department | MergeField::Company => {
            true
        }
        MergeField::Temperature | MergeField::Language => false,
    }
}

fn take(kept: &mut Contact, from: &Side, field: MergeField) {
    let contact = &from.contact;
    match field {
        MergeField::Name => {
            kept.name.clone_from(&contact.name);
            kept.given_name.clone_from(&contact.given_name);
            kept.family_name.clone_from(&contact.family_name);
        }
        MergeField::Titles => {
            kept.titles_before.clone_from(&contact.titles_before);
            kept.titles_after.clone_from(&contact.titles_after);
        }
        MergeField::JobTitle => kept.job_title.clone_from(&contact.job_title),
        MergeField::Department => kept.department.clone_from(&contact.department),
        MergeField::Company => kept.company_id = contact.company_id,
        MergeField::Temperature => kept.temperature = contact.temperature,
        MergeField::Language => kept.language.clone_from(&contact.language),
    }
}

/// Paragraphs, each once.
fn joined(notes: &[String]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for note in notes.iter().map(|note| note.trim()).filter(|note| !note.is_empty()) {
        if !kept.contains(&note) {
            kept.push(note);
        }
    }
    kept.join("\n")
}

fn number(phone: &Phone) -> String {
    if phone.e164.is_empty() { digits(&phone.raw) } else { format!("{}x{}", phone.e164, phone.extension) }
}

/// The rows of the losers that say something new, behind the keeper's.
fn moved<'r, R: 'r>(
    own: &[R],
    others: impl Iterator<Item = &'r R>,
    key: impl Fn(&R) -> String,
    place: impl Fn(&R, u32) -> R,
) -> Vec<R> {
    let mut known: Vec<String> = own.iter().map(&key).collect();
    let mut rows = Vec::new();
    for row in others {
        let new = key(row);
        if !known.contains(&new) {
            rows.push(place(row, u32::try_from(known.len()).unwrap_or(u32::MAX)));
            known.push(new);
        }
    }
    rows
}

fn new_tags(keeper: &Side, losers: &[Side]) -> Vec<String> {
    let mut known: Vec<String> = keeper.tags.iter().map(|tag| fold(&tag.tag)).collect();
    let mut words = Vec::new();
    for tag in losers.iter().flat_map(|side| &side.tags) {
        let folded = fold(&tag.tag);
        if !known.contains(&folded) {
            known.push(folded);
            words.push(tag.tag.clone());
        }
    }
    words
}
