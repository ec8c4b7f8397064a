//! Which cards a board shows, without reading those it does not: most urgent first, a few per stage, and the totals.
//!
//! Deliberately absent: judging a card; the rules do that for the ones that are shown.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use corong_domain::ids::{EventId, FunnelKey, OpportunityId, SalespersonId, StageKey};
use corong_domain::opportunity::Status;
use rusqlite::named_params;
use uuid::Uuid;

use super::opportunities::StageTotal;
use crate::codec::{Columns, millis};
use crate::error::{Doing, Result};
use crate::reader::Reader;
use crate::record::Table;
use crate::word::word;

/// Which opportunities of a funnel are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardFilter {
    /// The funnel.
    pub funnel: FunnelKey,
    /// In this status.
    pub status: Status,
    /// Only of this event.
    pub event: Option<EventId>,
    /// Only of this salesperson.
    pub owner: Option<SalespersonId>,
    /// Only those with nothing planned, or whose earliest open activity was due before this instant.
    pub unplanned_or_due_before: Option<DateTime<Utc>>,
}

/// The condition on opportunity `o`; every query of this file names the same parameters.
const WANTED: &str = "o.funnel = :funnel AND o.status = :status AND o.live = 1
    AND (:event IS NULL OR o.event_id = :event) AND (:owner IS NULL OR o.owner_id = :owner)
    AND (:before IS NULL OR NOT EXISTS(SELECT 1 FROM activity p WHERE p.opportunity_id = o.id AND p.live = 1
         AND p.state = 'open' AND (p.due_at IS NULL OR p.due_at >= :before)))";

/// Up to this many cards a stage is read whole and sorted. Above it the activities of the book are walked by their day,
/// which costs as much as the cards that come before the ones of this stage.
const SMALL_STAGE: u64 = 2_000;

/// The planned cards of a stage that is read whole.
const SMALL: &str = "SELECT o.uuid FROM opportunity o INDEXED BY opportunity_board
     CROSS JOIN activity a INDEXED BY activity_of_opportunity ON a.opportunity_id = o.id
     WHERE a.live = 1 AND a.state = 'open' AND o.stage = :stage AND {WANTED}
       AND EXISTS(SELECT 1 FROM contact c WHERE c.id = o.contact_id AND c.live = 1)
     GROUP BY o.id ORDER BY min(a.due_at) IS NULL, min(a.due_at), o.id";

/// The cards of a stage with nothing planned, by the index of the board.
const UNPLANNED: &str = "SELECT o.uuid FROM opportunity o INDEXED BY opportunity_board
     WHERE o.stage = :stage AND {WANTED}
       AND NOT EXISTS(SELECT 1 FROM activity a WHERE a.opportunity_id = o.id AND a.live = 1 AND a.state = 'open')
       AND EXISTS(SELECT 1 FROM contact c WHERE c.id = o.contact_id AND c.live = 1)
     ORDER BY o.amount_currency DESC, o.amount_minor DESC";

/// The planned cards of a large stage, by the index of the open activities. A card comes as often as it has activities.
fn by_due(which: &str, order: &str) -> String {
    format!(
        "SELECT o.uuid FROM activity a INDEXED BY activity_due CROSS JOIN opportunity o ON o.id = a.opportunity_id
         WHERE a.live = 1 AND a.state = 'open' AND {which} AND o.stage = :stage AND {{WANTED}}
           AND EXISTS(SELECT 1 FROM contact c WHERE c.id = o.contact_id AND c.live = 1)
         ORDER BY {order}"
    )
}

/// A set of local keys, one bit each.
#[derive(Debug, Default)]
struct LocalKeys(Vec<u64>);

impl LocalKeys {
    fn place(key: i64) -> Option<(usize, u64)> {
        let key = usize::try_from(key).ok()?;
        Some((key / 64, 1 << (key % 64)))
    }

    fn add(&mut self, key: i64) {
        let Some((at, bit)) = Self::place(key) else { return };
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        if let Some(word) = self.0.get_mut(at) {
            *word |= bit;
        }
    }

    fn has(&self, key: i64) -> bool {
        Self::place(key).is_some_and(|(at, bit)| self.0.get(at).is_some_and(|word| word & bit != 0))
    }
}

/// Which cards are meant.
struct Lookup<'a> {
    filter: &'a BoardFilter,
    keys: Keys,
    stage: &'a StageKey,
}

/// Local keys of what a filter names; `None` where it names something that is not in the book.
struct Keys {
    event: Option<i64>,
    owner: Option<i64>,
    before: Option<i64>,
}

impl Reader<'_> {
    fn filter_keys(&self, filter: &BoardFilter) -> Result<Option<Keys>> {
        let event = match filter.event {
            Some(event) => match self.key(Table::Event, event.0)? {
                Some(key) => Some(key),
                None => return Ok(None),
            },
            None => None,
        };
        let owner = match filter.owner {
            Some(owner) => match self.key(Table::Salesperson, owner.0)? {
                Some(key) => Some(key),
                None => return Ok(None),
            },
            None => None,
        };
        Ok(Some(Keys { event, owner, before: filter.unplanned_or_due_before.as_ref().map(millis) }))
    }

    /// The cards of one stage: those with an open activity, earliest first, then those without a date, then those with
    /// nothing planned, most valuable first; at most `limit`. `held` is how many cards the stage holds.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn board_cards(
        &self,
        filter: &BoardFilter,
        stage: &StageKey,
        held: u64,
        limit: usize,
    ) -> Result<Vec<OpportunityId>> {
        let Some(keys) = self.filter_keys(filter)? else { return Ok(Vec::new()) };
        let lookup = Lookup { filter, keys, stage };
        let mut found = if held <= SMALL_STAGE {
            self.cards(&lookup, SMALL, limit)?
        } else {
            // The earliest activities of all come first and the walk ends with the last card that is shown.
            let mut found = self.cards(&lookup, &by_due("a.due_at IS NOT NULL", "a.due_at, o.id"), limit)?;
            if found.len() < limit {
                for card in self.cards(&lookup, &by_due("a.due_at IS NULL", "o.id"), limit)? {
                    if found.len() < limit && !found.contains(&card) {
                        found.push(card);
                    }
                }
            }
            found
        };
        if found.len() < limit && (found.len() as u64) < held {
            found.extend(self.cards(&lookup, UNPLANNED, limit - found.len())?);
        }
        Ok(found)
    }

    /// Different cards in the order of the query, until there are enough.
    fn cards(&self, lookup: &Lookup<'_>, sql: &str, limit: usize) -> Result<Vec<OpportunityId>> {
        let mut statement = self.conn.prepare_cached(&sql.replace("{WANTED}", WANTED))?;
        let mut rows = statement.query(named_params! {
            ":funnel": lookup.filter.funnel.as_str(), ":status": word(&lookup.filter.status),
            ":stage": lookup.stage.as_str(), ":event": lookup.keys.event, ":owner": lookup.keys.owner,
            ":before": lookup.keys.before,
        })?;
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        while found.len() < limit
            && let Some(row) = rows.next().doing("finding the cards of a stage")?
        {
            let id = OpportunityId(Uuid::from_bytes(row.get(0)?));
            if seen.insert(id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// Count and sum by stage and currency of the opportunities that a filter means.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn board_totals(&self, filter: &BoardFilter) -> Result<Vec<StageTotal>> {
        let Some(keys) = self.filter_keys(filter)? else { return Ok(Vec::new()) };
        let plain = keys.event.is_none() && keys.owner.is_none() && keys.before.is_none();
        if plain {
            let mut totals = self.stage_totals(&filter.funnel)?;
            totals.retain(|total| total.status == filter.status);
            return Ok(totals);
        }
        let planned = match keys.before {
            Some(before) => self.planned_from(before)?,
            None => LocalKeys::default(),
        };
        let mut statement = self.conn.prepare_cached(
            "SELECT o.id, o.stage, o.amount_currency, coalesce(o.amount_minor, 0)
             FROM opportunity o INDEXED BY opportunity_board
             WHERE o.funnel = :funnel AND o.status = :status AND o.live = 1
               AND (:event IS NULL OR o.event_id = :event) AND (:owner IS NULL OR o.owner_id = :owner)
             ORDER BY o.stage, o.amount_currency",
        )?;
        let mut rows = statement.query(named_params! {
            ":funnel": filter.funnel.as_str(), ":status": word(&filter.status),
            ":event": keys.event, ":owner": keys.owner,
        })?;
        let mut totals: Vec<StageTotal> = Vec::new();
        while let Some(row) = rows.next().doing("adding up a board")? {
            let mut columns = Columns::new(row, 0);
            if planned.has(columns.next()?) {
                continue;
            }
            let (stage, currency, minor) = (columns.text()?, columns.text()?, columns.next::<i64>()?);
            match totals.last_mut().filter(|total| total.stage.as_str() == stage && total.currency == currency) {
                Some(total) => {
                    total.count += 1;
                    total.minor = total.minor.saturating_add(minor);
                }
                None => totals.push(StageTotal {
                    status: filter.status,
                    stage: StageKey::from(stage),
                    currency: currency.to_owned(),
                    count: 1,
                    minor,
                }),
            }
        }
        Ok(totals)
    }

    /// The opportunities with an open activity that has no date, or one from an instant on: one walk through the index of
    /// the open activities, instead of a look into it for every card of the book.
    fn planned_from(&self, before: i64) -> Result<LocalKeys> {
        let mut planned = LocalKeys::default();
        for which in ["due_at IS NULL", "due_at >= ?1"] {
            let mut statement = self.conn.prepare_cached(&format!(
                "SELECT opportunity_id FROM activity INDEXED BY activity_due
                 WHERE live = 1 AND state = 'open' AND opportunity_id IS NOT NULL AND {which} AND ?1 IS NOT NULL"
            ))?;
            let mut rows = statement.query([before])?;
            while let Some(row) = rows.next().doing("finding what is planned")? {
                planned.add(row.get(0)?);
            }
        }
        Ok(planned)
    }

    /// Those of a board that have an offer: their amount is not the estimate that the totals add up.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn board_offered(&self, filter: &BoardFilter) -> Result<Vec<OpportunityId>> {
        let Some(keys) = self.filter_keys(filter)? else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT DISTINCT o.uuid FROM offer f CROSS JOIN opportunity o ON o.id = f.opportunity_id
             WHERE f.live = 1 AND {WANTED}"
        ))?;
        let mut rows = statement.query(named_params! {
            ":funnel": filter.funnel.as_str(), ":status": word(&filter.status),
            ":event": keys.event, ":owner": keys.owner, ":before": keys.before,
        })?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().doing("finding the offers of a board")? {
            found.push(OpportunityId(Uuid::from_bytes(row.get(0)?)));
        }
        Ok(found)
    }

    /// Open opportunities with nothing planned, most valuable first, at most `limit`, and how many there are in all.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn unplanned(&self, limit: usize) -> Result<(Vec<OpportunityId>, u64)> {
        const WITHOUT: &str = "o.status = 'open' AND o.live = 1
            AND NOT EXISTS(SELECT 1 FROM activity a WHERE a.opportunity_id = o.id AND a.live = 1 AND a.state = 'open')
            AND EXISTS(SELECT 1 FROM contact c WHERE c.id = o.contact_id AND c.live = 1)";
        let count: i64 = self.value(&format!("SELECT count(*) FROM opportunity o WHERE {WITHOUT}"), [])?;
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT o.uuid FROM opportunity o WHERE {WITHOUT} ORDER BY o.stage_rank DESC, o.since_at, o.id LIMIT ?1"
        ))?;
        let rows =
            statement.query_map([limit as i64], |row| row.get(0).map(|id| OpportunityId(Uuid::from_bytes(id))))?;
        let found = rows.collect::<rusqlite::Result<_>>().doing("finding what has no next step")?;
        Ok((found, count.cast_unsigned()))
    }

    /// How many open activities were due before an instant.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn due_count(&self, until: DateTime<Utc>) -> Result<u64> {
        let sql = "SELECT count(*) FROM activity a WHERE a.live = 1 AND a.state = 'open' AND a.due_at < ?1
            AND EXISTS(SELECT 1 FROM contact c WHERE c.id = a.contact_id AND c.live = 1)";
        self.value::<i64>(sql, [millis(&until)]).map(i64::cast_unsigned)
    }

    /// How many contacts were captured in `from..until`, and how many of these must be typed.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn captured_count(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Result<(u64, u64)> {
        let sql = "SELECT count(*), coalesce(sum(to_type), 0) FROM contact
            WHERE created_at >= ?1 AND created_at < ?2 AND live = 1 AND merged_into IS NULL";
        let mut statement = self.conn.prepare_cached(sql)?;
        statement
            .query_row([millis(&from), millis(&until)], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
            .map(|(all, to_type)| (all.cast_unsigned(), to_type.cast_unsigned()))
            .doing("counting what was captured")
    }
}
