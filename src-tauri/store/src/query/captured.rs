//! What was captured in a span of time: the counter of booth mode and the night after.

use chrono::{DateTime, Utc};
use corong_domain::ids::{ContactId, EventId};
use rusqlite::params;

use crate::codec::millis;
use crate::error::{Doing, Result};
use crate::query::contacts::ContactRow;
use crate::reader::Reader;
use crate::record::Table;

impl Reader<'_> {
    /// The contacts captured in `from..until`, first ones first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn captured(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<ContactRow>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT id FROM contact WHERE created_at >= ?1 AND created_at < ?2 AND live = 1 AND merged_into IS NULL
             ORDER BY created_at, id",
        )?;
        let rows = statement.query_map(params![millis(&from), millis(&until)], |row| row.get(0))?;
        let ids: Vec<i64> = rows.collect::<rusqlite::Result<_>>().doing("finding what was captured")?;
        self.contact_rows(&ids)
    }

    /// The contacts that have an opportunity of an event, first ones first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn contacts_of_event(&self, event: EventId) -> Result<Vec<ContactId>> {
        let Some(key) = self.key(Table::Event, event.0)? else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare_cached(
            "SELECT DISTINCT c.uuid FROM opportunity t JOIN contact c ON c.id = t.contact_id
             WHERE t.event_id = ?1 AND t.live = 1 AND c.live = 1 ORDER BY c.id",
        )?;
        let rows = statement.query_map([key], |row| row.get(0).map(|id| ContactId(uuid::Uuid::from_bytes(id))))?;
        rows.collect::<rusqlite::Result<_>>().doing("finding the contacts of an event")
    }
}
