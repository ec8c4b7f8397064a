//! A text with one or several people in it to contact drafts.

use corong_domain::contact::ContactDraft;
use serde::{Deserialize, Serialize};
use specta::Type;

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1 << 20;

/// What the book already knows; it makes a guess surer and never makes one alone.
pub trait Known: Sync {
    /// The company's name as the book writes it, for a name in any case and with or without its legal form.
    fn company(&self, name: &str) -> Option<String>;
    /// The company whose people write from this domain (`maju.co.id`, lower case, without `www`).
    fn company_of_domain(&self, domain: &str) -> Option<String>;
}

/// An empty book.
#[derive(Debug, Clone, Copy, Default)]
pub struct NothingKnown;

impl Known for NothingKnown {
    fn company(&self, _name: &str) -> Option<String> {
        None
    }

    fn company_of_domain(&self, _domain: &str) -> Option<String> {
        None
    }
}

/// What surrounds a text.
#[derive(Clone, Copy)]
pub struct TextContext<'a> {
    /// The two-letter country code that numbers without a prefix belong to.
    pub region: &'a str,
    /// What the book already knows.
    pub known: &'a dyn Known,
}

/// Where a piece of the text went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The name without titles.
    Name,
    /// Titles before the name.
    TitlesBefore,
    /// Titles after the name.
    TitlesAfter,
    /// The job title.
    JobTitle,
    /// The department.
    Department,
    /// The company.
    Company,
    /// A phone number; the row tells which.
    Phone,
    /// An e-mail address; the row tells which.
    Email,
    /// A web address or handle; the row tells which.
    Link,
    /// A postal address; the row tells which.
    Address,
    /// How warm the contact is.
    Temperature,
    /// A tag; the row tells which.
    Tag,
    /// The note.
    Note,
    /// Nothing: greetings, headings and labels without a value.
    Leftover,
}

/// A piece of the text and the field it went to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// The field.
    pub field: Field,
    /// Which phone, e-mail, link, address or tag, from 0; else 0.
    pub row: u32,
    /// First byte in the text.
    pub start: u32,
    /// First byte after the piece.
    pub end: u32,
    /// How sure, from 0 to 1.
    pub confidence: f32,
}

/// One person found in a text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TextDraft {
    /// The fields.
    pub draft: ContactDraft,
    /// Which piece of the text went where, in order of the text.
    pub marks: Vec<Mark>,
    /// What went into no field and is no note: greetings, headings, labels without a value.
    pub leftover: String,
}

/// Reads a text; an empty text gives no draft. The caller keeps texts over [`MAX_TEXT`] away (see `read`).
#[must_use]
pub fn read_text(text: &str, _context: &TextContext<'_>) -> Vec<TextDraft> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let draft = ContactDraft { note: text.trim().to_owned(), ..ContactDraft::default() };
    vec![TextDraft { draft, ..TextDraft::default() }]
}
