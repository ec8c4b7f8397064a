//! Records about duplicates.

use corong_book::MergeDone;
use corong_domain::merge::FieldMerged;
use serde::Serialize;

/// How well the duplicates of a list were found.
#[derive(Debug, Serialize)]
pub struct ScoreOut {
    /// How many of the found pairs are true.
    pub precision: f64,
    /// How many of the true pairs were found.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
    /// For reading the list and finding the pairs.
    pub seconds: f64,
    /// How many records the list has.
    pub records: usize,
    /// How many pairs were found.
    pub found: usize,
    /// How many pairs are true.
    pub pairs: usize,
    /// How many lines name a record that the list does not have.
    pub unknown: usize,
}

/// A merge that was done, or would be.
#[derive(Debug, Serialize)]
pub struct MergeOut {
    /// The contact that stays.
    pub contact: String,
    /// How many went into it.
    pub merged: u32,
    /// What becomes of each field.
    pub fields: Vec<FieldMerged>,
    /// The note afterwards.
    pub note: String,
    /// Phones that moved, as printed.
    pub phones: Vec<String>,
    /// E-mail addresses that moved.
    pub emails: Vec<String>,
    /// How many opportunities moved.
    pub opportunities: u32,
    /// How many activities moved.
    pub activities: u32,
    /// The change, for undo; absent when nothing was written.
    pub change: Option<String>,
}

impl MergeOut {
    /// The record of a merge.
    pub fn of(done: &MergeDone, merged: u32, change: Option<String>) -> Self {
        Self {
            contact: done.contact.to_string(),
            merged,
            fields: done.fields.clone(),
            note: done.note.clone(),
            phones: done.phones.clone(),
            emails: done.emails.clone(),
            opportunities: done.opportunities,
            activities: done.activities,
            change,
        }
    }
}
