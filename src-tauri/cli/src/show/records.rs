//! JSON lines of commands that have no record of their own. Structs, so that the fields keep their order.

use corong_book::views::{FileReport, ReadDraft, RefusedCode, Undone};
use corong_book::{CardCode, CardRead, Difference, OutContact, OutPhone};
use corong_domain::contact::Temperature;
use corong_domain::history::Act;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::words::{Line, Words};

/// An error on stderr.
#[derive(Debug, Serialize)]
pub struct ErrorOut {
    /// The stable word.
    pub code: &'static str,
    /// What happened, what is safe, what to do.
    pub message: String,
    /// What else is known.
    pub detail: Value,
}

/// A book that was made.
#[derive(Debug, Serialize)]
pub struct InitOut {
    /// Its file.
    pub book: String,
    /// How many contacts are in it.
    pub contacts: u32,
}

/// A file that was written.
#[derive(Debug, Serialize)]
pub struct ExportOut {
    /// The file.
    pub file: String,
    /// How many records.
    pub records: u32,
}

/// Holidays after an import.
#[derive(Debug, Serialize)]
pub struct HolidaysOut {
    /// New days.
    pub added: u32,
    /// Days known now.
    pub total: u32,
    /// Events that are no holidays.
    pub left_out: u32,
}

/// Contacts that were deleted.
#[derive(Debug, Serialize)]
pub struct DeletedOut {
    /// How many.
    pub deleted: u32,
    /// The change, for undo.
    pub change: Option<String>,
}

/// A change that was taken back.
#[derive(Debug, Serialize)]
pub struct UndoneOut {
    undone: String,
    act: Act,
    subject: String,
    kept: u32,
    change: Option<String>,
}

impl UndoneOut {
    /// The record of an undo, made by the change `by`.
    pub fn of(done: &Undone, by: Option<String>) -> Self {
        let entry = &done.undone;
        Self {
            undone: entry.change.clone(),
            act: entry.act,
            subject: entry.subject.clone(),
            kept: done.kept,
            change: by,
        }
    }
}

/// What a check found.
#[derive(Debug, Serialize)]
pub struct CheckOut {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// Equal in two books that hold the same changes.
    pub fingerprint: String,
    /// The same of all tables.
    pub state_hash: String,
    /// What is wrong.
    pub problems: Vec<String>,
}

/// An imported file.
#[derive(Debug, Serialize)]
pub struct ImportOut {
    file: String,
    read: u32,
    created: u32,
    updated: u32,
    skipped: u32,
    refused: Vec<RefusedOut>,
}

/// A row that was refused.
#[derive(Debug, Serialize)]
struct RefusedOut {
    row: u32,
    field: String,
    code: RefusedCode,
    message: String,
}

impl ImportOut {
    /// The record of an imported file.
    pub fn of(file: &str, report: &FileReport, words: &dyn Words) -> Self {
        let refused = report.refused.iter().map(|row| RefusedOut {
            row: row.row,
            field: row.field.clone(),
            code: row.code,
            message: words.refused_row(row.row, row.code),
        });
        Self {
            file: file.to_owned(),
            read: report.read,
            created: report.created,
            updated: report.updated,
            skipped: report.skipped,
            refused: refused.collect(),
        }
    }
}

/// A draft that was read from a file.
#[derive(Debug, Serialize)]
pub struct DraftOut<'d> {
    file: String,
    name: &'d str,
    titles: &'d str,
    job_title: &'d str,
    company: &'d str,
    phones: &'d [OutPhone],
    emails: &'d [String],
    urls: &'d [String],
    address: &'d str,
    note: &'d str,
    temperature: Option<Temperature>,
    codes: &'d [CardCode],
    differences: &'d [Difference],
    lines: Vec<LineOut<'d>>,
    confidence: Map<String, Value>,
    /// Per field, the lines it was read from.
    places: Map<String, Value>,
    seconds: f64,
}

/// A line of a photo, or a piece of text that a field was read from.
#[derive(Debug, Serialize)]
struct LineOut<'d> {
    text: &'d str,
    confidence: f32,
    /// The corners on the photo, from the upper left one on; text has no place on a picture.
    r#box: Option<[[f32; 2]; 4]>,
    /// Which of the files of one card.
    side: u32,
}

impl<'d> DraftOut<'d> {
    /// The record of a draft.
    pub fn of(file: String, contact: &'d OutContact, draft: &'d ReadDraft, seconds: f64) -> Self {
        let line = |mark: &'d corong_book::views::FieldMark| LineOut {
            text: &mark.text,
            confidence: mark.confidence,
            r#box: None,
            side: 0,
        };
        Self {
            lines: draft.marks.iter().map(line).collect(),
            confidence: draft.marks.iter().map(|mark| (mark.field.clone(), mark.confidence.into())).collect(),
            ..Self::bare(file, contact, seconds)
        }
    }

    /// The record of a card read from photos.
    pub fn of_card(file: String, card: &'d CardRead, seconds: f64) -> Self {
        let line = |line: &'d corong_book::CardLineRead| LineOut {
            text: &line.text,
            confidence: line.confidence,
            r#box: Some(line.corners.map(|corner| [corner.x, corner.y].map(|n| (n * 10.0).round() / 10.0))),
            side: line.side,
        };
        let mut confidence: Map<String, Value> = Map::new();
        let mut places: Map<String, Value> = Map::new();
        for mark in &card.marks {
            let lines = mark.lines.iter().map(|line| Value::from(*line));
            if let Some(Value::Array(known)) = places.get_mut(&mark.field) {
                known.extend(lines.filter(|line| !known.contains(line)).collect::<Vec<_>>());
            } else {
                places.insert(mark.field.clone(), lines.collect());
                confidence.insert(mark.field.clone(), mark.confidence.into());
            }
        }
        Self {
            codes: &card.codes,
            differences: &card.differences,
            lines: card.lines.iter().map(line).collect(),
            confidence,
            places,
            ..Self::bare(file, &card.contact, seconds)
        }
    }

    fn bare(file: String, contact: &'d OutContact, seconds: f64) -> Self {
        Self {
            file,
            name: &contact.name,
            titles: &contact.titles,
            job_title: &contact.job_title,
            company: &contact.company,
            phones: &contact.phones,
            emails: &contact.emails,
            urls: &contact.urls,
            address: &contact.address,
            note: &contact.note,
            temperature: contact.temperature,
            codes: &[],
            differences: &[],
            lines: Vec::new(),
            confidence: Map::new(),
            places: Map::new(),
            seconds,
        }
    }
}

/// Where a code says something else than the print, one line each.
pub fn differences_text(differences: &[Difference], words: &dyn Words) -> String {
    differences
        .iter()
        .map(|one| format!("\n  {} ({}): {} | {}", words.line(Line::Differs), one.field, one.printed, one.code))
        .collect()
}
