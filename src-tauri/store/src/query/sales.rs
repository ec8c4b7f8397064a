//! What is asked about offers, orders and terms.

use corong_domain::ids::OrderId;
use corong_domain::sale::ledger::SaleCreditEntry;
use corong_domain::sale::offer::Offer;
use corong_domain::sale::order::{OrderEntry, SaleOrder};
use corong_domain::sale::permission::OfferPermission;
use corong_domain::sale::terms::TermsAcceptance;

use super::OfOpportunity;
use crate::error::{Doing, Result};
use crate::reader::Reader;
use crate::record::Table;

impl OfOpportunity for Offer {
    const ORDER: &'static str = "t.created_at, t.id";
}
impl OfOpportunity for TermsAcceptance {
    const ORDER: &'static str = "t.at, t.id";
}
impl OfOpportunity for OfferPermission {
    const ORDER: &'static str = "t.at, t.id";
}
impl OfOpportunity for SaleOrder {
    const ORDER: &'static str = "t.created_at, t.id";
}
impl OfOpportunity for SaleCreditEntry {
    const ORDER: &'static str = "t.at, t.id";
}

impl Reader<'_> {
    /// The signed entries to an order, oldest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn entries_of_order(&self, order: OrderId) -> Result<Vec<OrderEntry>> {
        let Some(key) = self.key(Table::SaleOrder, order.0)? else { return Ok(Vec::new()) };
        self.list("WHERE t.order_id = ?1 AND t.live = 1 ORDER BY t.at, t.id", [key])
    }

    /// The numbers of offers that begin with `start`, those of deleted offers too: a number is never used twice.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn offer_numbers(&self, start: &str) -> Result<Vec<String>> {
        self.texts("SELECT DISTINCT number FROM offer WHERE number >= ?1 AND number < ?1 || char(1114111)", start)
    }

    /// The numbers of orders that begin with `start`, those of deleted orders too.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn order_numbers(&self, start: &str) -> Result<Vec<String>> {
        self.texts("SELECT DISTINCT number FROM sale_order WHERE number >= ?1 AND number < ?1 || char(1114111)", start)
    }

    fn texts(&self, sql: &str, asked: &str) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([asked], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>().doing("reading the numbers of a series")
    }

    /// The revisions with a number.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn offers_numbered(&self, number: &str) -> Result<Vec<Offer>> {
        self.list("WHERE t.number = ?1 AND t.live = 1 ORDER BY t.revision, t.created_at, t.id", [number])
    }

    /// The orders with a number.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn orders_numbered(&self, number: &str) -> Result<Vec<SaleOrder>> {
        self.list("WHERE t.number = ?1 AND t.live = 1 ORDER BY t.created_at, t.id", [number])
    }
}
