//! The records of one opportunity's sale, read in one snapshot.

use chrono::NaiveDate;
use corong_domain::ids::OpportunityId;
use corong_domain::money::Money;
use corong_domain::sale::ledger::{SaleCreditEntry, SaleShares};
use corong_domain::sale::offer::Offer;
use corong_domain::sale::order::{OrderEntry, SaleOrder};
use corong_domain::sale::permission::OfferPermission;
use corong_domain::sale::rate::{Rate, RateRow};
use corong_domain::sale::terms::{Terms, TermsAcceptance};
use corong_domain::sale::{SaleRecords, SaleSummary, summarise};
use corong_store::{Reader, Tx};

use crate::error::BookError;

/// The records of one opportunity's sale.
#[derive(Debug, Clone, Default)]
pub(crate) struct SaleFile {
    /// Revisions of offers.
    pub offers: Vec<Offer>,
    /// Permissions.
    pub permissions: Vec<OfferPermission>,
    /// Acceptances.
    pub acceptances: Vec<TermsAcceptance>,
    /// Texts of terms; read only where something was accepted.
    pub terms: Vec<Terms>,
    /// Orders.
    pub orders: Vec<SaleOrder>,
    /// Signed entries to orders.
    pub entries: Vec<OrderEntry>,
    /// Parts of sale credit.
    pub shares: Option<SaleShares>,
    /// The ledger.
    pub ledger: Vec<SaleCreditEntry>,
    /// Exchange rates; read only where there are offers.
    pub rates: Vec<Rate>,
}

impl SaleFile {
    /// Reads them.
    pub fn read(reader: &Reader<'_>, id: OpportunityId) -> Result<Self, BookError> {
        let offers: Vec<Offer> = reader.of_opportunity(id)?;
        let acceptances: Vec<TermsAcceptance> = reader.of_opportunity(id)?;
        let orders: Vec<SaleOrder> = reader.of_opportunity(id)?;
        let mut entries = Vec::new();
        for order in &orders {
            entries.extend(reader.entries_of_order(order.id)?);
        }
        Ok(Self {
            permissions: reader.of_opportunity(id)?,
            terms: if acceptances.is_empty() { Vec::new() } else { reader.all()? },
            rates: if offers.is_empty() { Vec::new() } else { rates(reader)? },
            shares: reader.get(SaleShares::id_of(id))?,
            ledger: if orders.is_empty() { Vec::new() } else { reader.of_opportunity(id)? },
            offers,
            acceptances,
            orders,
            entries,
        })
    }

    /// The amount of the offers in force, without reading anything else.
    pub fn amount(
        reader: &Reader<'_>,
        id: OpportunityId,
        currency: &str,
        today: NaiveDate,
    ) -> Result<Option<Money>, BookError> {
        let offers: Vec<Offer> = reader.of_opportunity(id)?;
        if offers.is_empty() {
            return Ok(None);
        }
        Ok(Self { offers, rates: rates(reader)?, ..Self::default() }.summary(currency, today).amount)
    }

    /// Deletes everything of a sale, with the opportunity that it hangs on.
    pub fn delete(tx: &mut Tx<'_, '_>, id: OpportunityId) -> Result<(), BookError> {
        let Self { offers, permissions, acceptances, terms: _, orders, entries, shares, rates: _, ledger: _ } =
            Self::read(tx, id)?;
        let ledger: Vec<SaleCreditEntry> = tx.of_opportunity(id)?;
        for entry in ledger {
            tx.delete::<SaleCreditEntry>(entry.id)?;
        }
        for entry in entries {
            tx.delete::<OrderEntry>(entry.id)?;
        }
        for order in orders {
            tx.delete::<SaleOrder>(order.id)?;
        }
        for offer in offers {
            tx.delete::<Offer>(offer.id)?;
        }
        for acceptance in acceptances {
            tx.delete::<TermsAcceptance>(acceptance.id)?;
        }
        for permission in permissions {
            tx.delete::<OfferPermission>(permission.id)?;
        }
        if let Some(shares) = shares {
            tx.delete::<SaleShares>(shares.id)?;
        }
        Ok(())
    }

    /// What the gates see of them.
    pub fn summary(&self, currency: &str, today: NaiveDate) -> SaleSummary {
        let records = SaleRecords {
            offers: &self.offers,
            permissions: &self.permissions,
            acceptances: &self.acceptances,
            terms: &self.terms,
            orders: &self.orders,
            entries: &self.entries,
            shares: self.shares.as_ref(),
            rates: &self.rates,
        };
        summarise(&records, currency, today)
    }

    /// The entries of the ledger of one order.
    pub fn of_order(&self, order: &SaleOrder) -> Vec<&SaleCreditEntry> {
        self.ledger.iter().filter(|entry| entry.order_id == order.id).collect()
    }
}

/// The exchange rates of the book.
pub(crate) fn rates(reader: &Reader<'_>) -> Result<Vec<Rate>, BookError> {
    Ok(reader.all::<RateRow>()?.into_iter().filter_map(|row| row.rate).collect())
}
