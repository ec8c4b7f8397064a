//! Merging contacts, and keeping merges of several books consistent.
//!
//! A merge is one change: the losers stay as hidden rows that point to the keeper, so that one undo brings everything
//! back, also after later edits. Deliberately absent: deciding which contacts are one person.

use corong_domain::activity::Activity;
use corong_domain::contact::Contact;
use corong_domain::history::Act;
use corong_domain::ids::ContactId;
use corong_domain::merge::{FieldMerged, MergeChoice, MergeRefusal, Merged, Side, merge};
use corong_domain::opportunity::Opportunity;
use corong_domain::problem::{Problem, Rule};
use corong_store::{ContactWhole, Reader, Tx};

use crate::error::BookError;
use crate::save::tag_row;
use crate::views::Changed;
use crate::write::{Book, Stop};

/// Contacts to be merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeRequest {
    /// The one that stays.
    pub keep: ContactId,
    /// Those that go into it, 1 to 4.
    pub merge: Vec<ContactId>,
    /// Where not the keeper's value stands.
    pub choices: Vec<MergeChoice>,
}

/// What a merge does, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeDone {
    /// The contact that stays.
    pub contact: ContactId,
    /// What becomes of each field.
    pub fields: Vec<FieldMerged>,
    /// The note afterwards.
    pub note: String,
    /// Phones that move, as printed.
    pub phones: Vec<String>,
    /// E-mail addresses that move.
    pub emails: Vec<String>,
    /// How many opportunities move.
    pub opportunities: u32,
    /// How many activities move.
    pub activities: u32,
}

impl Book {
    /// What a merge would do.
    ///
    /// # Errors
    /// The contacts cannot be merged; the book cannot be read.
    pub fn merge_preview(&self, request: &MergeRequest) -> Result<MergeDone, BookError> {
        self.store.read(|reader| {
            let merged = decide(reader, request)?;
            let (mut opportunities, mut activities) = (0, 0);
            for id in &request.merge {
                opportunities += reader.of_contact::<Opportunity>(*id)?.len();
                activities += reader.of_contact::<Activity>(*id)?.len();
            }
            Ok(done(&merged, opportunities, activities))
        })
    }

    /// Merges contacts. One change; one undo.
    ///
    /// # Errors
    /// The contacts cannot be merged; the book cannot be written.
    pub fn contacts_merge(&self, request: &MergeRequest) -> Result<Changed<MergeDone>, BookError> {
        self.write(Act::ContactsMerged, |tx, _| {
            let merged = decide(tx, request)?;
            put(tx, &merged)?;
            let (mut opportunities, mut activities) = (0, 0);
            for id in &request.merge {
                let (moved, along) = move_what_hangs(tx, *id, request.keep)?;
                opportunities += moved;
                activities += along;
            }
            tx.about::<Contact>(request.keep);
            Ok::<_, Stop<MergeDone>>(done(&merged, opportunities, activities))
        })
    }

    /// Puts merges in order after changes of other books came in: where two books merged the same contacts in opposite
    /// directions, the oldest one stays; what came in for a merged contact moves to the one that stays. Gives how many
    /// records were put in order; the same set of changes gives the same answer in every book.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn merges_settle(&self) -> Result<Changed<u32>, BookError> {
        self.write(Act::ContactsMerged, |tx, _| {
            let mut settled = 0;
            let merged = tx.merged_contacts()?;
            for contact in &merged {
                // A ring leads to its smallest member, which then stands for all of them.
                if tx.followed(contact.id)?.is_some_and(|stays| stays.id == contact.id) {
                    tx.put(&Contact { merged_into: None, ..contact.clone() })?;
                    settled += 1;
                }
            }
            for contact in &merged {
                if let Some(stays) = tx.followed(contact.id)?
                    && stays.id != contact.id
                {
                    let (opportunities, activities) = move_what_hangs(tx, contact.id, stays.id)?;
                    settled += opportunities + activities;
                }
            }
            Ok::<_, Stop<u32>>(u32::try_from(settled).unwrap_or(u32::MAX))
        })
    }
}

fn decide(reader: &Reader<'_>, request: &MergeRequest) -> Result<Merged, BookError> {
    let keeper = side(reader, request.keep)?;
    let losers = request.merge.iter().map(|id| side(reader, *id)).collect::<Result<Vec<_>, _>>()?;
    merge(&keeper, &losers, &request.choices).map_err(|refusal| {
        let rule = match refusal {
            MergeRefusal::TooFew => Rule::Required,
            MergeRefusal::TooMany => Rule::OutOfRange,
            MergeRefusal::Twice => Rule::Twice,
            MergeRefusal::AlreadyMerged => Rule::Unknown,
        };
        BookError::Invalid(vec![Problem::new("contacts", rule)])
    })
}

fn side(reader: &Reader<'_>, id: ContactId) -> Result<Side, BookError> {
    let whole = reader.contact_whole(id)?.ok_or(BookError::NotFound { what: "contact" })?;
    let ContactWhole { contact, company, phones, emails, links, addresses, tags } = whole;
    let company = company.map(|company| company.name).unwrap_or_default();
    Ok(Side { contact, company, phones, emails, links, addresses, tags })
}

fn put(tx: &mut Tx<'_, '_>, merged: &Merged) -> Result<(), BookError> {
    let Merged { keeper, losers, phones, emails, links, addresses, tags, fields: _ } = merged;
    tx.put(keeper)?;
    for phone in phones {
        tx.put(phone)?;
    }
    for email in emails {
        tx.put(email)?;
    }
    for link in links {
        tx.put(link)?;
    }
    for address in addresses {
        tx.put(address)?;
    }
    for word in tags {
        tx.put(&tag_row(keeper.id, word))?;
    }
    for loser in losers {
        tx.put(loser)?;
    }
    Ok(())
}

/// Opportunities and activities go to the keeper as they are; moves, answers and offers hang on the opportunities.
fn move_what_hangs(tx: &mut Tx<'_, '_>, from: ContactId, to: ContactId) -> Result<(usize, usize), BookError> {
    let opportunities: Vec<Opportunity> = tx.of_contact(from)?;
    let activities: Vec<Activity> = tx.of_contact(from)?;
    let counts = (opportunities.len(), activities.len());
    for opportunity in opportunities {
        tx.put(&Opportunity { contact_id: to, ..opportunity })?;
    }
    for activity in activities {
        tx.put(&Activity { contact_id: to, ..activity })?;
    }
    Ok(counts)
}

fn done(merged: &Merged, opportunities: usize, activities: usize) -> MergeDone {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    MergeDone {
        contact: merged.keeper.id,
        fields: merged.fields.clone(),
        note: merged.keeper.note.clone(),
        phones: merged.phones.iter().map(|phone| phone.raw.clone()).collect(),
        emails: merged.emails.iter().map(|email| email.address.clone()).collect(),
        opportunities: count(opportunities),
        activities: count(activities),
    }
}
