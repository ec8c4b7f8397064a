//! Bare SQLite: what a plain program would write for the same people, with the same library and the same settings.
//!
//! One row per contact, one per opportunity, the indexes that the questions of the benchmark want. Deliberately absent:
//! a log, undo, history, several phones, duplicate keys. The search table is made only after the file was weighed.

use std::path::Path;

use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::data::Person;
use crate::measure::Outcome;

const SCHEMA: &str = "
PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;
PRAGMA foreign_keys = ON;
CREATE TABLE contact(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL, company TEXT NOT NULL,
  job_title TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
CREATE INDEX contact_name ON contact(name);
CREATE TABLE opportunity(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE,
  contact_id INTEGER NOT NULL REFERENCES contact(id), stage TEXT NOT NULL, status TEXT NOT NULL,
  amount INTEGER NOT NULL, created_at INTEGER NOT NULL) STRICT;
CREATE INDEX opportunity_contact ON opportunity(contact_id);
CREATE INDEX opportunity_stage ON opportunity(stage, amount);
CREATE TABLE stage_move(id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL REFERENCES opportunity(id),
  stage TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX move_opportunity ON stage_move(opportunity_id);
";

/// Settings of a connection to a file that is there.
const SETTINGS: &str = "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;
PRAGMA foreign_keys = ON;";

/// A bare database.
pub struct Bare {
    /// The connection, for what is asked only once.
    pub conn: Connection,
}

impl Bare {
    /// Makes one.
    pub fn create(path: &Path) -> Outcome<Self> {
        let conn = Connection::open(path)?;
        conn.execute_batch(SCHEMA)?;
        conn.set_prepared_statement_cache_capacity(64);
        Ok(Self { conn })
    }

    /// Opens one.
    pub fn open(path: &Path) -> Outcome<Self> {
        let conn = Connection::open(path)?;
        conn.execute_batch(SETTINGS)?;
        conn.set_prepared_statement_cache_capacity(64);
        Ok(Self { conn })
    }

    /// Runs something in one write transaction.
    pub fn transaction<T>(&self, run: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        let value = run()?;
        self.conn.execute_batch("COMMIT")?;
        Ok(value)
    }

    /// Inserts contact and opportunity of one person.
    pub fn insert(&self, contact: Uuid, opportunity: Uuid, person: &Person) -> Outcome<()> {
        let at = person.at.timestamp_millis();
        self.conn
            .prepare_cached(
                "INSERT INTO contact(uuid, name, company, job_title, phone, email, created_at) VALUES(?,?,?,?,?,?,?)",
            )?
            .execute(params![
                contact.as_bytes().as_slice(),
                person.name,
                person.company,
                person.job_title,
                person.e164,
                person.email,
                at
            ])?;
        let id = self.conn.last_insert_rowid();
        self.conn
            .prepare_cached(
                "INSERT INTO opportunity(uuid, contact_id, stage, status, amount, created_at) VALUES(?,?,?,'open',?,?)",
            )?
            .execute(params![opportunity.as_bytes().as_slice(), id, person.stage, person.amount, at])?;
        Ok(())
    }

    /// Makes the search table and lets SQLite look at its indexes.
    pub fn make_search(&self) -> Outcome<()> {
        Ok(self.conn.execute_batch(
            "CREATE VIRTUAL TABLE search USING fts5(name, company, email, phone, content='contact', content_rowid='id',
               tokenize='trigram');
             INSERT INTO search(search) VALUES('rebuild'); ANALYZE;",
        )?)
    }

    /// The first 50 contacts by name in which all words are found; gives how many came.
    pub fn search(&self, text: &str) -> Outcome<usize> {
        let words: Vec<String> =
            text.split(' ').filter(|word| word.chars().count() > 2).map(|word| format!("\"{word}\"")).collect();
        let mut statement = self.conn.prepare_cached(
            "SELECT c.id, c.name, c.company, c.job_title, c.phone, c.email FROM search s JOIN contact c ON c.id = s.rowid
             WHERE search MATCH ?1 ORDER BY c.name, c.id LIMIT 50",
        )?;
        count(statement.query([words.join(" AND ")])?)
    }

    /// The place in the list after `skip` contacts: what a program keeps of the last row it showed.
    pub fn place(&self, skip: u64) -> Outcome<(String, i64)> {
        let mut statement =
            self.conn.prepare_cached("SELECT name, id FROM contact ORDER BY name, id LIMIT 1 OFFSET ?1")?;
        Ok(statement.query_row([i64::try_from(skip)?], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// A page of 50 that begins with a place.
    pub fn page(&self, place: &(String, i64)) -> Outcome<usize> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id, name, company, job_title, phone, email FROM contact
             WHERE (name, id) >= (?1, ?2) ORDER BY name, id LIMIT 50",
        )?;
        count(statement.query(params![place.0, place.1])?)
    }

    /// Count and sum by stage.
    pub fn report(&self) -> Outcome<usize> {
        let mut statement =
            self.conn.prepare_cached("SELECT stage, count(*), sum(amount) FROM opportunity GROUP BY stage")?;
        count(statement.query([])?)
    }

    /// Moves an opportunity and notes it.
    pub fn move_to(&self, opportunity: Uuid, stage: &str) -> Outcome<()> {
        let id: i64 = self
            .conn
            .prepare_cached("SELECT id FROM opportunity WHERE uuid = ?1")?
            .query_row([opportunity.as_bytes().as_slice()], |row| row.get(0))?;
        self.conn.prepare_cached("UPDATE opportunity SET stage = ?1 WHERE id = ?2")?.execute(params![stage, id])?;
        self.conn
            .prepare_cached("INSERT INTO stage_move(opportunity_id, stage, at) VALUES(?1, ?2, ?3)")?
            .execute(params![id, stage, crate::data::now().timestamp_millis()])?;
        Ok(())
    }

    /// Changes one field of a contact, as a merge of another book's rows would.
    pub fn set_job_title(&self, contact: Uuid, job_title: &str) -> Outcome<()> {
        self.conn
            .prepare_cached("UPDATE contact SET job_title = ?1 WHERE uuid = ?2")?
            .execute(params![job_title, contact.as_bytes().as_slice()])?;
        Ok(())
    }
}

/// Walks through all rows and reads the text of each, as a program that shows them does.
fn count(mut rows: rusqlite::Rows<'_>) -> Outcome<usize> {
    let mut found = 0;
    while let Some(row) = rows.next()? {
        found += 1;
        let _text: Option<String> = row.get_ref(1)?.as_str().ok().map(ToOwned::to_owned);
    }
    Ok(found)
}
