//! A text with one or several people in it to contact drafts: the quick line, a pasted signature, a chat message, a
//! list of contacts.
//!
//! Phones, e-mails and links are found by their form (`spans`). The words between them are cut into segments, and every
//! cut with every field is scored (`score`); the best sum decides for all fields together (`assign`). Word lists
//! (`words`) are one kind of evidence; place, shape, length, e-mail and domain, labels and the book are the others.
//!
//! Deliberately absent: photos (their lines come with places), vCards, tables, and anything learned at run time.

mod address;
mod assign;
mod build;
mod card;
mod evidence;
mod labels;
mod links;
mod note;
mod people;
mod phones;
mod regions;
mod score;
mod spans;
mod tokens;
mod words;

pub use card::{Shaped, read_card_text};
use corong_domain::contact::ContactDraft;
use serde::{Deserialize, Serialize};
use specta::Type;

/// The longest text that is read, in bytes.
pub const MAX_TEXT: usize = 1 << 20;

/// What the book already knows; it makes a guess surer and never makes one alone. It is asked many times for one text, so it
/// must answer from memory.
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

/// Whether a piece of text is nothing but a label: `Telp.`, `E-mail :`.
pub(crate) fn is_label(text: &str) -> bool {
    labels::label(text.trim_end_matches([' ', ':', '.', '='])).is_some()
}

/// Reads a text; a text without a letter or digit gives no draft. Every letter and digit of the text is in the fields,
/// the note or the leftover of some draft. The caller keeps texts over [`MAX_TEXT`] away (see `read`): longer ones are
/// read up to there.
#[must_use]
pub fn read_text(text: &str, context: &TextContext<'_>) -> Vec<TextDraft> {
    let text = text.get(..text.floor_char_boundary(MAX_TEXT)).unwrap_or_default();
    if !text.chars().any(char::is_alphanumeric) {
        return Vec::new();
    }
    let spans = spans::find_spans(text, context.region);
    let mut drafts: Vec<TextDraft> = people::people(text, &spans, context)
        .into_iter()
        .map(|(from, to)| {
            let first = spans.partition_point(|span| span.start < from);
            let last = spans.partition_point(|span| span.end <= to);
            build::build(text, from, to, spans.get(first..last).unwrap_or_default(), context)
        })
        .collect();
    people::share_companies(&mut drafts);
    drafts
}
