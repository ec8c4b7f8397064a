//! What is derived from contacts: the search text and the keys by which duplicates are found.
//!
//! A contact is looked at before it changes and again at the end of the change; only what differs is written.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use corong_domain::text::{digits, fold};
use rusqlite::{Connection, OptionalExtension, params};

use super::row::{NewRow, Place};
use super::writing::Writing;
use crate::duplicate::duplicate_keys;
use crate::error::{Doing, Result};
use crate::record::Table;

/// What search and duplicates look at: one contact with its company's name, numbers and addresses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Card {
    /// The whole name.
    pub name: String,
    /// The company's name.
    pub company: String,
    /// The note.
    pub note: String,
    /// Phone numbers: E.164 and as printed.
    pub phones: Vec<(String, String)>,
    /// E-mail addresses.
    pub emails: Vec<String>,
}

impl Card {
    /// The folded text that search looks at. Parts are held apart by a character that no query contains.
    pub fn text(&self) -> String {
        let mut text = fold(&self.name);
        for part in [&self.company].into_iter().chain(&self.emails).chain([&self.note]) {
            if !part.is_empty() {
                text.push('\n');
                text.push_str(&fold(part));
            }
        }
        for (e164, raw) in &self.phones {
            text.push('\n');
            // E.164 finds the number by its international form; the printed digits find `0812...`.
            text.push_str(e164.trim_start_matches('+'));
            let printed = digits(raw);
            if !printed.is_empty() && !e164.ends_with(&printed) {
                text.push('\n');
                text.push_str(&printed);
            }
        }
        text
    }
}

/// The card of a contact that is shown; `None` for one that is deleted, merged away or only referred to.
pub(crate) fn contact_card(conn: &Connection, contact: i64) -> Result<Option<Card>> {
    let mut card = Card::default();
    let found = conn
        .prepare_cached(
            "SELECT c.name, c.note, (SELECT name FROM company WHERE id = c.company_id AND live = 1) FROM contact c
             WHERE c.id = ?1 AND c.live = 1 AND c.merged_into IS NULL",
        )?
        .query_row([contact], |row| {
            card.name = row.get(0)?;
            card.note = row.get(1)?;
            card.company = row.get::<_, Option<String>>(2)?.unwrap_or_default();
            Ok(())
        })
        .optional()
        .doing("reading a contact for the index")?;
    if found.is_none() {
        return Ok(None);
    }
    let mut statement =
        conn.prepare_cached("SELECT e164, raw FROM phone WHERE contact_id = ?1 AND live = 1 ORDER BY position, id")?;
    let mut rows = statement.query([contact])?;
    while let Some(row) = rows.next()? {
        card.phones.push((row.get(0)?, row.get(1)?));
    }
    let mut statement =
        conn.prepare_cached("SELECT address FROM email WHERE contact_id = ?1 AND live = 1 ORDER BY position, id")?;
    let mut rows = statement.query([contact])?;
    while let Some(row) = rows.next()? {
        card.emails.push(row.get(0)?);
    }
    Ok(Some(card))
}

/// What a contact was before the change.
#[derive(Debug)]
enum Before {
    /// Not there or not shown.
    Hidden,
    /// Not there; what the change said of it so far is at hand and need not be read again.
    New(NewCard),
    /// Shown like this.
    Shown(Card),
    /// Shown, but it was looked at too late to know how: everything is written anew.
    Late(Card),
}

/// The card of a contact that a change makes, as far as it has come.
#[derive(Debug, Default)]
struct NewCard {
    name: String,
    note: String,
    company: Option<i64>,
    merged: bool,
    /// By position and local key: E.164 and as printed.
    phones: Vec<((i64, i64), (String, String))>,
    /// By position and local key.
    emails: Vec<((i64, i64), String)>,
}

/// What the search is to hold of a contact at the end of the transaction.
#[derive(Debug)]
pub(crate) struct Searched {
    /// Whether it held it at the start.
    was: bool,
    text: Option<String>,
}

/// The contacts that a change touches.
#[derive(Debug, Default)]
pub(crate) struct Dirty {
    contacts: HashMap<i64, Before>,
}

impl Writing<'_> {
    /// Looks at the contact of a number or an address before it hangs on it.
    pub fn index_hanging(&mut self, table: Table, values: &[impl Place]) -> Result<()> {
        if matches!(table, Table::Phone | Table::Email)
            && let Some(contact) = values.first().and_then(Place::int)
            && !self.dirty.contacts.contains_key(&contact)
        {
            self.index_contact(contact)?;
        }
        Ok(())
    }

    /// Notes what a new row says of a contact.
    pub fn index_added<P: Place>(&mut self, row: &NewRow<'_, P>, id: i64) {
        let value = |name: &str| row.def.value(name, row.cells, row.values);
        let text = |name: &str| value(name).map(Place::text).unwrap_or_default().to_owned();
        let number = |name: &str| value(name).and_then(Place::int);
        let live = row.version.is_live();
        if row.def.table == Table::Contact {
            let before = if live {
                Before::New(NewCard {
                    name: text("name"),
                    note: text("note"),
                    company: number("company_id"),
                    merged: number("merged_into").is_some(),
                    ..NewCard::default()
                })
            } else {
                Before::Hidden
            };
            self.dirty.contacts.entry(id).or_insert(before);
            return;
        }
        if !live || !matches!(row.def.table, Table::Phone | Table::Email) {
            return;
        }
        let contact = number("contact_id").and_then(|contact| self.dirty.contacts.get_mut(&contact));
        if let Some(Before::New(card)) = contact {
            let place = (number("position").unwrap_or(0), id);
            if row.def.table == Table::Phone {
                card.phones.push((place, (text("e164"), text("raw"))));
            } else {
                card.emails.push((place, text("address")));
            }
        }
    }

    /// Looks at the contacts of a row before it changes.
    pub fn index_before(&mut self, table: Table, row: i64) -> Result<()> {
        if table == Table::Company {
            self.companies.remove(&row);
        }
        for contact in contacts_of(self.conn, table, row)? {
            self.index_contact(contact)?;
        }
        Ok(())
    }

    /// Looks at one contact before it changes.
    pub fn index_contact(&mut self, contact: i64) -> Result<()> {
        match self.dirty.contacts.entry(contact) {
            Entry::Vacant(entry) => {
                entry.insert(contact_card(self.conn, contact)?.map_or(Before::Hidden, Before::Shown));
            }
            Entry::Occupied(mut entry) => forget_new(entry.get_mut()),
        }
        Ok(())
    }

    /// The card of a contact that this change made.
    fn new_card(&mut self, new: NewCard) -> Result<Option<Card>> {
        let NewCard { name, note, company, merged, mut phones, mut emails } = new;
        if merged {
            return Ok(None);
        }
        phones.sort_unstable_by_key(|(place, _)| *place);
        emails.sort_unstable_by_key(|(place, _)| *place);
        let company = match company {
            Some(company) => self.company_name(company)?.to_owned(),
            None => String::new(),
        };
        Ok(Some(Card {
            name,
            company,
            note,
            phones: phones.into_iter().map(|(_, phone)| phone).collect(),
            emails: emails.into_iter().map(|(_, email)| email).collect(),
        }))
    }

    /// The name of a company that is shown, else nothing; many contacts of one import have the same one.
    fn company_name(&mut self, company: i64) -> Result<&str> {
        Ok(match self.companies.entry(company) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let name = self
                    .conn
                    .prepare_cached("SELECT name FROM company WHERE id = ?1 AND live = 1")?
                    .query_row([company], |row| row.get(0))
                    .optional()
                    .doing("reading the company of a contact for the index")?;
                entry.insert(name.unwrap_or_default())
            }
        })
    }

    /// Looks at the contacts of a row after it changed: a phone may hang on another contact now.
    pub fn index_after(&mut self, table: Table, row: i64) -> Result<()> {
        if !matches!(table, Table::Phone | Table::Email) {
            return Ok(());
        }
        for contact in contacts_of(self.conn, table, row)? {
            match self.dirty.contacts.entry(contact) {
                Entry::Vacant(entry) => {
                    entry.insert(contact_card(self.conn, contact)?.map_or(Before::Hidden, Before::Late));
                }
                Entry::Occupied(mut entry) => forget_new(entry.get_mut()),
            }
        }
        Ok(())
    }

    /// Brings the duplicate keys up to date, and says what the search is to hold.
    pub fn flush_index(&mut self) -> Result<()> {
        let dirty = std::mem::take(&mut self.dirty);
        for (contact, before) in dirty.contacts {
            let (before, after) = match before {
                Before::New(new) => {
                    let card = self.new_card(new)?;
                    debug_assert_eq!(card, contact_card(self.conn, contact)?, "what is at hand is what is written");
                    (Before::Hidden, card)
                }
                before => (before, contact_card(self.conn, contact)?),
            };
            match (before, after) {
                (Before::Hidden | Before::New(_), None) => {}
                (Before::Hidden | Before::New(_), Some(card)) => self.index_add(contact, &card)?,
                (Before::Shown(old), None) | (Before::Late(old), None) => self.index_remove(contact, &old)?,
                (Before::Shown(old), Some(card)) if old == card => {}
                (Before::Shown(old), Some(card)) | (Before::Late(old), Some(card)) => {
                    self.index_remove(contact, &old)?;
                    self.index_add(contact, &card)?;
                }
            }
        }
        Ok(())
    }

    fn index_add(&mut self, contact: i64, card: &Card) -> Result<()> {
        self.search.entry(contact).or_insert(Searched { was: false, text: None }).text = Some(card.text());
        let statement = match &mut self.held.add_key {
            Some(statement) => statement,
            slot => {
                slot.insert(self.conn.prepare_cached("INSERT OR IGNORE INTO dup_key(key, contact) VALUES(?1, ?2)")?)
            }
        };
        for key in duplicate_keys(card) {
            statement.execute(params![key.cast_signed(), contact]).doing("adding a duplicate key")?;
        }
        Ok(())
    }

    fn index_remove(&mut self, contact: i64, card: &Card) -> Result<()> {
        self.search.entry(contact).or_insert(Searched { was: true, text: None }).text = None;
        let mut statement = self.conn.prepare_cached("DELETE FROM dup_key WHERE key = ?1 AND contact = ?2")?;
        for key in duplicate_keys(card) {
            statement.execute(params![key.cast_signed(), contact]).doing("removing a duplicate key")?;
        }
        Ok(())
    }

    /// Writes the search texts: once per transaction, because FTS5 writes out what it holds at every savepoint.
    pub fn flush_search(&mut self) -> Result<()> {
        let mut remove = self.conn.prepare_cached("DELETE FROM search WHERE rowid = ?1")?;
        let mut add = self.conn.prepare_cached("INSERT INTO search(rowid, text) VALUES(?1, ?2)")?;
        for (contact, Searched { was, text }) in std::mem::take(&mut self.search) {
            if was {
                remove.execute([contact]).doing("taking a contact out of the search")?;
            }
            if let Some(text) = text {
                add.execute(params![contact, text]).doing("adding a contact to the search")?;
            }
        }
        Ok(())
    }
}

/// What was at hand of a new contact is out of date: it is read at the end.
fn forget_new(before: &mut Before) {
    if matches!(before, Before::New(_)) {
        *before = Before::Hidden;
    }
}

/// The contacts whose card a row is part of.
fn contacts_of(conn: &Connection, table: Table, row: i64) -> Result<Vec<i64>> {
    let sql = match table {
        Table::Contact => return Ok(vec![row]),
        Table::Phone => "SELECT contact_id FROM phone WHERE id = ?1 AND contact_id IS NOT NULL",
        Table::Email => "SELECT contact_id FROM email WHERE id = ?1 AND contact_id IS NOT NULL",
        Table::Company => "SELECT id FROM contact WHERE company_id = ?1",
        Table::Link
        | Table::Address
        | Table::Tag
        | Table::Event
        | Table::Salesperson
        | Table::Opportunity
        | Table::Activity
        | Table::StageMove
        | Table::GateAnswer
        | Table::Funnel
        | Table::Product
        | Table::Offer
        | Table::Terms
        | Table::TermsAcceptance
        | Table::OfferPermission
        | Table::SaleOrder
        | Table::OrderEntry
        | Table::SaleShares
        | Table::SaleCreditEntry
        | Table::ExchangeRate => return Ok(Vec::new()),
    };
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([row], |row| row.get(0))?;
    rows.collect::<rusqlite::Result<_>>().doing("finding the contacts of a row")
}

/// The cells of a table that cards show, as bits: a change of another cell leaves the index alone.
pub(crate) fn shown_cells(table: Table) -> u64 {
    let bits = |names: &[&str]| {
        names.iter().filter_map(|name| table.def().cell(name)).fold(0_u64, |bits, cell| bits | 1 << cell)
    };
    match table {
        Table::Contact => bits(&["name", "company_id", "note", "merged_into"]),
        Table::Phone => bits(&["contact_id", "e164", "raw"]),
        Table::Email => bits(&["contact_id", "address"]),
        Table::Company => bits(&["name"]),
        Table::Link
        | Table::Address
        | Table::Tag
        | Table::Event
        | Table::Salesperson
        | Table::Opportunity
        | Table::Activity
        | Table::StageMove
        | Table::GateAnswer
        | Table::Funnel
        | Table::Product
        | Table::Offer
        | Table::Terms
        | Table::TermsAcceptance
        | Table::OfferPermission
        | Table::SaleOrder
        | Table::OrderEntry
        | Table::SaleShares
        | Table::SaleCreditEntry
        | Table::ExchangeRate => 0,
    }
}
