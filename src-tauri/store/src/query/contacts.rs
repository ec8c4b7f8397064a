//! The list of contacts.

use chrono::{DateTime, Utc};
use corong_domain::contact::Temperature;
use corong_domain::ids::{CompanyId, ContactId};
use rusqlite::params;

use crate::codec::{Columns, instant};
use crate::error::{Doing, Result};
use crate::query::orders::ContactSort;
use crate::reader::Reader;
use crate::record::Table;
use crate::word::from_word;

/// A contact as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// The contact.
    pub id: ContactId,
    /// The whole name without titles.
    pub name: String,
    /// Titles before the name.
    pub titles_before: String,
    /// Titles after the name.
    pub titles_after: String,
    /// Job title.
    pub job_title: String,
    /// How warm.
    pub temperature: Option<Temperature>,
    /// Whether the card must be typed later.
    pub to_type: bool,
    /// When it was captured.
    pub created_at: DateTime<Utc>,
    /// The company.
    pub company_id: Option<CompanyId>,
    /// The company's name, or empty.
    pub company: String,
    /// The first phone number: E.164, or as printed where it could not be read; or empty.
    pub phone: String,
    /// The first e-mail address, or empty.
    pub email: String,
}

const ROW: &str = "SELECT c.uuid, c.name, c.titles_before, c.titles_after, c.job_title, c.temperature, c.to_type,
    c.created_at, o.uuid, o.name,
    (SELECT CASE e164 WHEN '' THEN raw ELSE e164 END FROM phone
     WHERE contact_id = c.id AND live = 1 ORDER BY position LIMIT 1),
    (SELECT address FROM email WHERE contact_id = c.id AND live = 1 ORDER BY position LIMIT 1)
  FROM contact c LEFT JOIN company o ON o.id = c.company_id AND o.live = 1 WHERE c.id = ?1";

/// Pages that end before this place are read from the index, without an order of all contacts.
const NEAR: u64 = 1_000;

impl Reader<'_> {
    /// The rows of some contacts, in the order given; one that is not there is left out.
    pub(crate) fn contact_rows(&self, ids: &[i64]) -> Result<Vec<ContactRow>> {
        let mut statement = self.conn.prepare_cached(ROW)?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let mut rows = statement.query([id])?;
            let Some(row) = rows.next().doing("reading a row of the contact list")? else { continue };
            let mut columns = Columns::new(row, 0);
            found.push(ContactRow {
                id: ContactId(columns.uuid()?),
                name: columns.text()?.to_owned(),
                titles_before: columns.text()?.to_owned(),
                titles_after: columns.text()?.to_owned(),
                job_title: columns.text()?.to_owned(),
                temperature: columns.maybe_text()?.and_then(from_word),
                to_type: columns.next()?,
                created_at: instant(columns.next()?),
                company_id: columns.maybe_uuid()?.map(CompanyId),
                company: columns.maybe_text()?.unwrap_or_default().to_owned(),
                phone: columns.maybe_text()?.unwrap_or_default().to_owned(),
                email: columns.maybe_text()?.unwrap_or_default().to_owned(),
            });
        }
        Ok(found)
    }

    /// The row of one contact.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contact_row(&self, id: ContactId) -> Result<Option<ContactRow>> {
        let Some(key) = self.key(Table::Contact, id.0)? else { return Ok(None) };
        if self.value::<bool>("SELECT live FROM contact WHERE id = ?1", [key])? {
            Ok(self.contact_rows(&[key])?.pop())
        } else {
            Ok(None)
        }
    }

    /// How many contacts the list shows: alive and not merged into another.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contact_count(&self) -> Result<u64> {
        if let Some(order) = self.kept_order(ContactSort::Name)? {
            return Ok(order.ids.len() as u64);
        }
        let sql = "SELECT count(*) FROM contact INDEXED BY contact_by_name WHERE live = 1 AND merged_into IS NULL";
        self.value::<i64>(sql, []).map(i64::cast_unsigned)
    }

    /// A page of the list: `limit` rows from place `offset` on. Any page costs the same.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contacts(&self, sort: ContactSort, offset: u64, limit: usize) -> Result<Vec<ContactRow>> {
        let near = sort == ContactSort::Name && offset.saturating_add(limit as u64) <= NEAR;
        if near && self.kept_order(sort)?.is_none() {
            let mut statement = self.conn.prepare_cached(
                "SELECT id FROM contact INDEXED BY contact_by_name WHERE live = 1 AND merged_into IS NULL
                 ORDER BY name_key, id LIMIT ?1 OFFSET ?2",
            )?;
            let rows = statement.query_map(params![limit as i64, offset.cast_signed()], |row| row.get(0))?;
            let ids: Vec<i64> = rows.collect::<rusqlite::Result<_>>().doing("reading a page of contacts")?;
            return self.contact_rows(&ids);
        }
        let order = self.order(sort)?;
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let rest = order.ids.get(offset..).unwrap_or_default();
        self.contact_rows(rest.get(..limit).unwrap_or(rest))
    }

    /// The rows that follow a contact in the list; the first ones after `None`. After a contact that is not in the list
    /// nothing follows.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contacts_after(&self, sort: ContactSort, after: Option<ContactId>, limit: usize) -> Result<Vec<ContactRow>> {
        match after {
            None => self.contacts(sort, 0, limit),
            Some(id) => match self.contact_place(sort, id)? {
                Some(place) => self.contacts(sort, place + 1, limit),
                None => Ok(Vec::new()),
            },
        }
    }

    /// The place of a contact in the list, from 0.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contact_place(&self, sort: ContactSort, id: ContactId) -> Result<Option<u64>> {
        let Some(key) = self.key(Table::Contact, id.0)? else { return Ok(None) };
        Ok(self.order(sort)?.rank(key).map(u64::from))
    }

    /// All ids of the list in order, for an export or a bulk act.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contact_ids(&self, sort: ContactSort) -> Result<Vec<ContactId>> {
        let order = self.order(sort)?;
        let mut statement = self.conn.prepare_cached("SELECT uuid FROM contact WHERE id = ?1")?;
        let mut ids = Vec::with_capacity(order.ids.len());
        for id in &order.ids {
            let bytes = statement.query_row([id], |row| row.get(0)).doing("reading the id of a contact")?;
            ids.push(ContactId(uuid::Uuid::from_bytes(bytes)));
        }
        Ok(ids)
    }
}
