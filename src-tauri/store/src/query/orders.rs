//! Orders of all shown contacts, kept between reads, so that any page of 100,000 costs the same.
//!
//! An order belongs to a version of the log; the next read after a write makes it anew, and pages near the start do not
//! need one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Doing, Result};
use crate::reader::Reader;

/// How a list of contacts is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContactSort {
    /// By name; nameless ones last.
    Name,
    /// By company, then name; those without a company last.
    Company,
    /// Newest first.
    Newest,
    /// Latest done activity first; then those never touched, newest first.
    LastTouch,
}

/// One order of all shown contacts.
#[derive(Debug)]
pub(crate) struct Order {
    /// Local keys in order.
    pub ids: Vec<i64>,
    /// Place by local key; `u32::MAX` for one that is not shown.
    ranks: Vec<u32>,
}

impl Order {
    fn new(ids: Vec<i64>) -> Self {
        let last = ids.iter().copied().max().and_then(|id| usize::try_from(id).ok()).map_or(0, |id| id + 1);
        let mut ranks = vec![u32::MAX; last];
        for (id, rank) in ids.iter().zip(0_u32..) {
            if let Some(slot) = usize::try_from(*id).ok().and_then(|id| ranks.get_mut(id)) {
                *slot = rank;
            }
        }
        Self { ids, ranks }
    }

    /// The place of a contact.
    pub fn rank(&self, id: i64) -> Option<u32> {
        let rank = usize::try_from(id).ok().and_then(|id| self.ranks.get(id)).copied();
        rank.filter(|rank| *rank != u32::MAX)
    }
}

/// The orders kept, each with the version of the log it belongs to.
#[derive(Debug, Default)]
pub(crate) struct Orders {
    kept: Mutex<HashMap<ContactSort, (i64, Arc<Order>)>>,
}

impl Reader<'_> {
    /// The order, where it is kept and up to date.
    pub(crate) fn kept_order(&self, sort: ContactSort) -> Result<Option<Arc<Order>>> {
        let Some(orders) = self.orders else { return Ok(None) };
        let version: i64 = self.value("SELECT version FROM log WHERE id = 1", [])?;
        let kept = orders.kept.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(kept.get(&sort).filter(|(of, _)| *of == version).map(|(_, order)| Arc::clone(order)))
    }

    /// The order; made anew where it is not kept.
    pub(crate) fn order(&self, sort: ContactSort) -> Result<Arc<Order>> {
        if let Some(order) = self.kept_order(sort)? {
            return Ok(order);
        }
        let order = Arc::new(Order::new(self.make_order(sort)?));
        if let Some(orders) = self.orders {
            let version: i64 = self.value("SELECT version FROM log WHERE id = 1", [])?;
            let mut kept = orders.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.insert(sort, (version, Arc::clone(&order)));
        }
        Ok(order)
    }

    fn make_order(&self, sort: ContactSort) -> Result<Vec<i64>> {
        let sql = match sort {
            ContactSort::Name => "SELECT id FROM contact WHERE live = 1 AND merged_into IS NULL ORDER BY name_key, id",
            ContactSort::Company => {
                "SELECT c.id FROM contact c LEFT JOIN company o ON o.id = c.company_id AND o.live = 1
                 WHERE c.live = 1 AND c.merged_into IS NULL
                 ORDER BY o.company_key IS NULL, o.company_key, o.id, c.name_key, c.id"
            }
            ContactSort::Newest => {
                "SELECT id FROM contact WHERE live = 1 AND merged_into IS NULL ORDER BY created_at DESC, id DESC"
            }
            ContactSort::LastTouch => {
                "SELECT c.id FROM contact c LEFT JOIN (
                   SELECT contact_id, max(done_at) AS touched FROM activity
                   WHERE live = 1 AND done_at IS NOT NULL GROUP BY contact_id
                 ) a ON a.contact_id = c.id
                 WHERE c.live = 1 AND c.merged_into IS NULL ORDER BY a.touched DESC, c.created_at DESC, c.id DESC"
            }
        };
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>().doing("ordering the contacts")
    }
}
