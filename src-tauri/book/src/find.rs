//! Records by what a person types: a whole id, the beginning or end of one, or a contact's exact name.
//!
//! Deliberately absent: search by parts of a name; that gives a list to choose from and is elsewhere.

use corong_domain::activity::Activity;
use corong_domain::ids::{ActivityId, ContactId, OpportunityId};
use corong_domain::opportunity::{Opportunity, Status};
use corong_domain::text::fold;
use corong_store::{ContactSort, Reader};
use uuid::Uuid;

use crate::error::BookError;
use crate::write::Book;

/// Fewer characters of an id would be met by chance.
const SHORTEST: usize = 4;
/// More contacts of one name than anybody tells apart.
const NAMESAKES: usize = 500;

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<T> {
    /// Exactly this one.
    One(T),
    /// Nothing.
    Nothing,
    /// Several: the text is too short, or the name is not unique.
    Several(Vec<T>),
}

impl<T> Named<T> {
    pub(crate) fn of(mut found: Vec<T>) -> Self {
        match (found.pop(), found.is_empty()) {
            (None, _) => Self::Nothing,
            (Some(only), true) => Self::One(only),
            (Some(last), false) => {
                found.push(last);
                Self::Several(found)
            }
        }
    }

    pub(crate) fn map<U>(self, as_id: impl Fn(T) -> U) -> Named<U> {
        match self {
            Self::One(one) => Named::One(as_id(one)),
            Self::Nothing => Named::Nothing,
            Self::Several(several) => Named::Several(several.into_iter().map(as_id).collect()),
        }
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

impl Book {
    /// The contact that a text names: by id, by exact name (or company where there is no name), by a part of its id.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contact_named(&self, text: &str) -> Result<Named<ContactId>, BookError> {
        self.store.read(|reader| contact_named(reader, text))
    }

    /// The opportunity that a text names: by id or a part of it, or by its contact when that has one opportunity, or
    /// one that is open.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn opportunity_named(&self, text: &str) -> Result<Named<OpportunityId>, BookError> {
        self.store.read(|reader| {
            if let Some(id) = whole(text).map(OpportunityId)
                && reader.get::<Opportunity>(id)?.is_some()
            {
                return Ok(Named::One(id));
            }
            let contact = contact_named(reader, text)?;
            if let Named::One(contact) = contact {
                return of_contact(reader, contact);
            }
            if let (Named::Nothing, Some(part)) = (&contact, part(text)) {
                let ids = reader.all::<Opportunity>()?.into_iter().map(|one| one.id);
                let found = Named::of(ids.filter(|id| fits(id.0, &part)).collect());
                return Ok(found);
            }
            match contact {
                Named::Nothing | Named::One(_) => Ok(Named::Nothing),
                Named::Several(contacts) => {
                    let mut found = Vec::new();
                    for contact in contacts {
                        found.extend(reader.of_contact::<Opportunity>(contact)?.into_iter().map(|one| one.id));
                    }
                    Ok(Named::Several(found))
                }
            }
        })
    }

    /// The activity that a text names: by id or a part of it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn activity_named(&self, text: &str) -> Result<Named<ActivityId>, BookError> {
        self.store.read(|reader| {
            if let Some(id) = whole(text).map(ActivityId) {
                return Ok(Named::of(reader.get::<Activity>(id)?.map(|one| one.id).into_iter().collect()));
            }
            let Some(part) = part(text) else { return Ok(Named::Nothing) };
            let ids = reader.all::<Activity>()?.into_iter().map(|one| one.id);
            Ok(Named::of(ids.filter(|id| fits(id.0, &part)).collect()))
        })
    }
}

fn contact_named(reader: &Reader<'_>, text: &str) -> Result<Named<ContactId>, BookError> {
    if let Some(id) = whole(text).map(ContactId) {
        return Ok(Named::of(reader.followed(id)?.map(|one| one.id).into_iter().collect()));
    }
    let wanted = fold(text);
    if wanted.is_empty() {
        return Ok(Named::Nothing);
    }
    let rows = reader.search_contacts(text, NAMESAKES)?.into_iter();
    let same = rows.filter(|row| fold(if row.name.is_empty() { &row.company } else { &row.name }) == wanted);
    let named = Named::of(same.map(|row| row.id).collect());
    match part(text) {
        Some(part) if named.is_nothing() => {
            let ids = reader.contact_ids(ContactSort::Newest)?.into_iter();
            Ok(Named::of(ids.filter(|id| fits(id.0, &part)).collect()))
        }
        _ => Ok(named),
    }
}

fn of_contact(reader: &Reader<'_>, contact: ContactId) -> Result<Named<OpportunityId>, BookError> {
    let all: Vec<Opportunity> = reader.of_contact(contact)?;
    let open: Vec<_> = all.iter().filter(|one| one.standing.status == Status::Open).map(|one| one.id).collect();
    Ok(match open.as_slice() {
        [only] => Named::One(*only),
        _ => Named::of(all.into_iter().map(|one| one.id).collect()),
    })
}

/// The one of some ids that a text names: whole, or by a part.
pub(crate) fn by_id(text: &str, ids: impl FnOnce() -> Result<Vec<Uuid>, BookError>) -> Result<Named<Uuid>, BookError> {
    let ids = ids()?;
    if let Some(id) = whole(text) {
        return Ok(Named::of(ids.into_iter().filter(|known| *known == id).collect()));
    }
    let Some(part) = part(text) else { return Ok(Named::Nothing) };
    Ok(Named::of(ids.into_iter().filter(|id| fits(*id, &part)).collect()))
}

fn whole(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text.trim()).ok()
}

/// The hexadecimal digits of a shortened id.
fn part(text: &str) -> Option<String> {
    let digits: String = text.trim().chars().filter(|c| *c != '-').map(|c| c.to_ascii_lowercase()).collect();
    (digits.len() >= SHORTEST && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(digits)
}

/// Ids made in one millisecond begin alike, so the end names one as well as the beginning.
fn fits(id: Uuid, part: &str) -> bool {
    let digits = id.simple().to_string();
    digits.starts_with(part) || digits.ends_with(part)
}
