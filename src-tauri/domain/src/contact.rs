//! Contacts: a person, how to reach them, and the draft that every way of capture ends in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{AddressId, CompanyId, ContactId, EmailId, LinkId, PhoneId, TagId};
use crate::problem::{Problem, Rule};

/// How warm the contact felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Temperature {
    /// Wants to buy soon.
    Hot,
    /// Wants to hear more.
    Warm,
    /// Politely took the leaflet.
    Cold,
}

/// A person; belongs to at most one company at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// The contact.
    pub id: ContactId,
    /// The whole name as it is shown, without titles: `Siti Rahma`, `Slamet`.
    pub name: String,
    /// Titles before the name as printed: `Ir.`, `H.`, `Dr.`
    pub titles_before: String,
    /// Titles after the name as printed: `S.T., M.M.`
    pub titles_after: String,
    /// Given names where the source told the parts apart; else empty.
    pub given_name: String,
    /// Family name where the source told the parts apart; else empty.
    pub family_name: String,
    /// Job title: `Purchasing Manager`.
    pub job_title: String,
    /// Department inside the company.
    pub department: String,
    /// The company, if any.
    pub company_id: Option<CompanyId>,
    /// Free text about the person.
    pub note: String,
    /// How warm, if somebody said so.
    pub temperature: Option<Temperature>,
    /// The spoken language, as a BCP 47 tag, where known.
    pub language: String,
    /// Whether a card was only photographed and must be typed later.
    pub to_type: bool,
    /// Set when this contact was merged into another; reads follow it.
    pub merged_into: Option<ContactId>,
    /// When the contact was captured.
    pub created_at: DateTime<Utc>,
}

/// What a phone number is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    /// A mobile phone, usually with WhatsApp.
    Mobile,
    /// A desk at work.
    Work,
    /// At home.
    Home,
    /// A fax machine.
    Fax,
    /// Unknown.
    Other,
}

/// A phone number of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Phone {
    /// The row.
    pub id: PhoneId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// What it is for.
    pub kind: PhoneKind,
    /// E.164 with the plus (`+6281234567890`), or empty where the text could not be read as a number.
    pub e164: String,
    /// As printed or typed.
    pub raw: String,
    /// Extension digits, or empty.
    pub extension: String,
    /// Order inside the contact, from 0.
    pub position: u32,
}

/// An e-mail address of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Email {
    /// The row.
    pub id: EmailId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// The address as given, trimmed.
    pub address: String,
    /// `work`, `home` or empty.
    pub label: String,
    /// Order inside the contact, from 0.
    pub position: u32,
}

/// A web address or social handle of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// The row.
    pub id: LinkId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// The address or handle as given: `https://maju.example`, `@majujaya`.
    pub url: String,
    /// `web`, `linkedin`, `instagram`, ... or empty.
    pub label: String,
    /// Order inside the contact, from 0.
    pub position: u32,
}

/// A postal address of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// The row.
    pub id: AddressId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// The whole address as one line, as it is shown.
    pub text: String,
    /// Street and number with building, RT/RW, kelurahan and kecamatan, where told apart.
    pub street: String,
    /// City or kabupaten.
    pub city: String,
    /// Province or state.
    pub region: String,
    /// Postcode.
    pub postcode: String,
    /// Country as given.
    pub country: String,
    /// `work`, `home` or empty.
    pub label: String,
    /// Order inside the contact, from 0.
    pub position: u32,
}

/// A tag on a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// The row: UUIDv5 of contact and folded tag.
    pub id: TagId,
    /// Whose it is.
    pub contact_id: ContactId,
    /// The word.
    pub tag: String,
}

/// A phone number in a draft: raw text with what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct PhoneDraft {
    /// As printed or typed.
    pub raw: String,
    /// What it is for; guessed from the number when `None`.
    pub kind: Option<PhoneKind>,
    /// The row that this edits, when a contact is edited; `None` for a new number.
    pub id: Option<PhoneId>,
}

/// A text with a label in a draft: an e-mail address or a link.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct LabelledDraft {
    /// As printed or typed.
    pub value: String,
    /// `work`, `home`, `web`, ... or empty.
    pub label: String,
    /// The row that this edits, as text; empty for a new one.
    pub id: String,
}

/// A postal address in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct AddressDraft {
    /// The whole address as one line.
    pub text: String,
    /// Street part, where told apart.
    pub street: String,
    /// City or kabupaten.
    pub city: String,
    /// Province or state.
    pub region: String,
    /// Postcode.
    pub postcode: String,
    /// Country as given.
    pub country: String,
    /// `work`, `home` or empty.
    pub label: String,
    /// The row that this edits, as text; empty for a new one.
    pub id: String,
}

/// What every way of capture ends in: raw strings, so that half a number typed at a booth can still be kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct ContactDraft {
    /// The whole name without titles.
    pub name: String,
    /// Titles before the name.
    pub titles_before: String,
    /// Titles after the name.
    pub titles_after: String,
    /// Given names where told apart.
    pub given_name: String,
    /// Family name where told apart.
    pub family_name: String,
    /// Job title.
    pub job_title: String,
    /// Department.
    pub department: String,
    /// Company name as text; the book finds or makes the company.
    pub company: String,
    /// Phone numbers, first the one to call.
    pub phones: Vec<PhoneDraft>,
    /// E-mail addresses.
    pub emails: Vec<LabelledDraft>,
    /// Web addresses and social handles.
    pub links: Vec<LabelledDraft>,
    /// Postal addresses.
    pub addresses: Vec<AddressDraft>,
    /// Tags.
    pub tags: Vec<String>,
    /// Free text.
    pub note: String,
    /// How warm.
    pub temperature: Option<Temperature>,
    /// Spoken language as a BCP 47 tag, or empty.
    pub language: String,
}

/// The longest text of a one-line field, in characters.
pub const MAX_LINE: usize = 500;
/// The longest note, in characters.
pub const MAX_NOTE: usize = 100_000;
/// The most phones, e-mails, links, addresses or tags of one contact, each.
pub const MAX_ROWS: usize = 100;

impl ContactDraft {
    /// Whether nothing at all was entered.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self { temperature: self.temperature, language: self.language.clone(), ..Self::default() }
    }

    /// All problems that forbid saving. Half a phone number does not forbid it: it is kept as typed and shown as
    /// unread. `has_photo` says that a photo alone identifies the card.
    #[must_use]
    pub fn problems(&self, has_photo: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let named = !self.name.trim().is_empty() || !self.company.trim().is_empty();
        let reachable = self.phones.iter().any(|phone| !phone.raw.trim().is_empty())
            || self.emails.iter().any(|email| !email.value.trim().is_empty());
        if !(named || reachable || has_photo) {
            problems.push(Problem::new("name", Rule::EmptyCard));
        }
        let lines = [
            ("name", &self.name),
            ("titlesBefore", &self.titles_before),
            ("titlesAfter", &self.titles_after),
            ("givenName", &self.given_name),
            ("familyName", &self.family_name),
            ("jobTitle", &self.job_title),
            ("department", &self.department),
            ("company", &self.company),
        ];
        for (field, text) in lines {
            if text.chars().count() > MAX_LINE {
                problems.push(Problem::new(field, Rule::TooLong));
            }
        }
        if self.note.chars().count() > MAX_NOTE {
            problems.push(Problem::new("note", Rule::TooLong));
        }
        for (index, phone) in self.phones.iter().enumerate() {
            if phone.raw.chars().count() > MAX_LINE {
                problems.push(Problem::new(format!("phones.{index}"), Rule::TooLong));
            }
        }
        for (index, email) in self.emails.iter().enumerate() {
            let field = format!("emails.{index}");
            if email.value.chars().count() > MAX_LINE {
                problems.push(Problem::new(field, Rule::TooLong));
            } else if !email.value.trim().is_empty() && !is_email(email.value.trim()) {
                problems.push(Problem::new(field, Rule::EmailShape));
            }
        }
        for (field, count) in [
            ("phones", self.phones.len()),
            ("emails", self.emails.len()),
            ("links", self.links.len()),
            ("addresses", self.addresses.len()),
            ("tags", self.tags.len()),
        ] {
            if count > MAX_ROWS {
                problems.push(Problem::new(field, Rule::TooLong));
            }
        }
        problems
    }
}

/// Whether a text has the shape of an e-mail address: something, an @, and a domain with no blanks in it.
/// Deliverability is not judged; a domain without a dot is allowed (intranets have them).
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    !local.is_empty()
        && !domain.is_empty()
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';'))
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !domain.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_needs_one_thing_that_identifies() {
        let empty = ContactDraft::default();
        assert_eq!(empty.problems(false), vec![Problem::new("name", Rule::EmptyCard)]);
        assert!(empty.problems(true).is_empty(), "a photo alone is enough");
        let phone =
            ContactDraft { phones: vec![PhoneDraft { raw: "0812".into(), ..PhoneDraft::default() }], ..empty.clone() };
        assert!(phone.problems(false).is_empty(), "half a number typed at a booth is kept");
        let company = ContactDraft { company: "PT Maju".into(), ..empty };
        assert!(company.problems(false).is_empty());
    }

    #[test]
    fn all_problems_come_at_once() {
        let draft = ContactDraft {
            name: "x".repeat(MAX_LINE + 1),
            emails: vec![
                LabelledDraft { value: "budi@maju.example".into(), ..LabelledDraft::default() },
                LabelledDraft { value: "budi.maju.example".into(), ..LabelledDraft::default() },
            ],
            ..ContactDraft::default()
        };
        assert_eq!(
            draft.problems(false),
            vec![Problem::new("name", Rule::TooLong), Problem::new("emails.1", Rule::EmailShape)]
        );
    }
}
