//! Which opportunities a change of a funnel touches.

use corong_domain::ids::{FunnelKey, OpportunityId, StageKey};
use rusqlite::params;
use uuid::Uuid;

use crate::error::{Doing, Result};
use crate::reader::Reader;

impl Reader<'_> {
    /// The open and the parked opportunities at a stage, oldest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn standing_at(&self, funnel: &FunnelKey, stage: &StageKey) -> Result<Vec<OpportunityId>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT uuid FROM opportunity INDEXED BY opportunity_board
             WHERE funnel = ?1 AND status IN ('open', 'nurture') AND stage = ?2 AND live = 1 ORDER BY id",
        )?;
        let rows = statement.query_map(params![funnel.as_str(), stage.as_str()], |row| {
            row.get(0).map(|id| OpportunityId(Uuid::from_bytes(id)))
        })?;
        rows.collect::<rusqlite::Result<_>>().doing("finding the opportunities of a stage")
    }

    /// The opportunities of a funnel that went on at least once, newest first, at most `limit`.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn travelled(&self, funnel: &FunnelKey, limit: usize) -> Result<Vec<OpportunityId>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT uuid FROM opportunity WHERE funnel = ?1 AND live = 1 AND high_water > 0 ORDER BY id DESC LIMIT ?2",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![funnel.as_str(), limit], |row| {
            row.get(0).map(|id| OpportunityId(Uuid::from_bytes(id)))
        })?;
        rows.collect::<rusqlite::Result<_>>().doing("finding the opportunities of a funnel")
    }
}
