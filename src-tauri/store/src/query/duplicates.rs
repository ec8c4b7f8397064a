//! Candidates for the same person: contacts that share a key.

use std::collections::HashMap;

use corong_domain::ids::ContactId;
use rusqlite::params;

use crate::duplicate::duplicate_keys;
use crate::error::{Doing, Result};
use crate::log::{Card, contact_card};
use crate::reader::Reader;
use crate::record::Table;

/// A key that more contacts than this share says nothing about any of them: a switchboard, a shared mailbox.
const TOO_COMMON: i64 = 50;

/// What the keys of a card are made from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DuplicateKeys {
    /// The whole name.
    pub name: String,
    /// The company's name.
    pub company: String,
    /// Phone numbers in E.164.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
}

impl Reader<'_> {
    /// The contacts that share keys with a card, most shared keys first, at most `limit`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn duplicate_candidates(&self, card: &DuplicateKeys, limit: usize) -> Result<Vec<ContactId>> {
        let DuplicateKeys { name, company, phones, emails } = card;
        let card = Card {
            name: name.clone(),
            company: company.clone(),
            note: String::new(),
            phones: phones.iter().map(|phone| (phone.clone(), phone.clone())).collect(),
            emails: emails.clone(),
        };
        self.candidates(&card, None, limit)
    }

    /// The contacts that share keys with one of the book.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn duplicates_of(&self, contact: ContactId, limit: usize) -> Result<Vec<ContactId>> {
        let Some(key) = self.key(Table::Contact, contact.0)? else { return Ok(Vec::new()) };
        match contact_card(self.conn, key)? {
            Some(card) => self.candidates(&card, Some(key), limit),
            None => Ok(Vec::new()),
        }
    }

    fn candidates(&self, card: &Card, but: Option<i64>, limit: usize) -> Result<Vec<ContactId>> {
        let mut shared: HashMap<i64, u32> = HashMap::new();
        let mut statement = self.conn.prepare_cached("SELECT contact FROM dup_key WHERE key = ?1 LIMIT ?2")?;
        for key in duplicate_keys(card) {
            let rows = statement.query_map(params![key.cast_signed(), TOO_COMMON], |row| row.get::<_, i64>(0))?;
            for contact in rows {
                let contact = contact.doing("looking for duplicates")?;
                if Some(contact) != but {
                    *shared.entry(contact).or_default() += 1;
                }
            }
        }
        let mut shared: Vec<(i64, u32)> = shared.into_iter().collect();
        shared.sort_unstable_by_key(|(contact, keys)| (std::cmp::Reverse(*keys), *contact));
        shared.truncate(limit);
        let mut statement = self.conn.prepare_cached("SELECT uuid FROM contact WHERE id = ?1")?;
        let mut found = Vec::with_capacity(shared.len());
        for (contact, _) in shared {
            let id = statement.query_row([contact], |row| row.get(0)).doing("looking for duplicates")?;
            found.push(ContactId(uuid::Uuid::from_bytes(id)));
        }
        Ok(found)
    }

    /// Pairs of contacts that share at least one key, smaller local key first, for the review list.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn duplicate_pairs(&self, limit: usize) -> Result<Vec<(ContactId, ContactId)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT x.uuid, y.uuid FROM dup_key a JOIN dup_key b ON b.key = a.key AND b.contact > a.contact
             JOIN contact x ON x.id = a.contact JOIN contact y ON y.id = b.contact
             WHERE (SELECT count(*) FROM dup_key d WHERE d.key = a.key) <= ?1 LIMIT ?2",
        )?;
        let id = |bytes| ContactId(uuid::Uuid::from_bytes(bytes));
        let rows =
            statement.query_map(params![TOO_COMMON, limit as i64], |row| Ok((id(row.get(0)?), id(row.get(1)?))))?;
        rows.collect::<rusqlite::Result<_>>().doing("looking for duplicates")
    }
}
