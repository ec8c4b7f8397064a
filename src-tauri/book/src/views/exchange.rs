//! Import and export.

use corong_domain::contact::ContactDraft;
use corong_domain::ids::{ContactId, EventId};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::DuplicateHint;

/// What to do with a card whose contact is in the book already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DuplicatePolicy {
    /// Leave the contact in the book as it is.
    Skip,
    /// Fill in what is empty.
    #[default]
    Fill,
    /// Keep both.
    Keep,
}

/// Why a row of a file was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum RefusedCode {
    /// Nothing in it identifies a contact.
    Empty,
    /// It is not written in the file's format.
    Unreadable,
    /// Larger than a card may be.
    TooLarge,
    /// A field is longer than it may be.
    FieldTooLong,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefusedRow {
    /// Number of the card in the file, from 1.
    pub row: u32,
    /// Line in the file where it begins, from 1.
    pub line: u32,
    /// The field, or empty.
    pub field: String,
    /// Why.
    pub code: RefusedCode,
}

/// A row of a preview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// Number of the card in the file, from 1.
    pub row: u32,
    /// The fields.
    pub draft: ContactDraft,
    /// The contact in the book that it may be.
    pub duplicate: Option<DuplicateHint>,
}

/// One file of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileReport {
    /// Name of the file, without its folder.
    pub file: String,
    /// Cards read.
    pub read: u32,
    /// New contacts.
    pub created: u32,
    /// Contacts filled up.
    pub updated: u32,
    /// Cards left out because the contact was there.
    pub skipped: u32,
    /// Cards refused.
    pub refused: Vec<RefusedRow>,
}

/// What a file would do to the book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportPreview {
    /// Names the picked files in `import_run`.
    pub token: String,
    /// What would happen, file by file.
    pub files: Vec<FileReport>,
    /// The first twenty cards.
    pub rows: Vec<PreviewRow>,
}

/// Import the files of a preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportRequest {
    /// From the preview.
    pub token: String,
    /// What to do with contacts that are in the book.
    pub duplicates: DuplicatePolicy,
    /// The event they come from.
    pub event: Option<EventId>,
}

/// Preview the files again under another policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRequest {
    /// From the drop or the dialog.
    pub token: String,
    /// What to do with contacts that are in the book.
    pub duplicates: DuplicatePolicy,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// File by file.
    pub files: Vec<FileReport>,
}

/// A file format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// vCard 4.0.
    Vcard4,
    /// vCard 3.0.
    Vcard3,
    /// CSV.
    Csv,
    /// JSON.
    Json,
}

/// Export contacts to a file that the user picks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportRequest {
    /// Which ones; all when empty.
    pub contacts: Vec<ContactId>,
    /// In which format.
    pub format: ExportFormat,
}

/// What an export did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportDone {
    /// Name of the file.
    pub file: String,
    /// How many records.
    pub records: u32,
}
