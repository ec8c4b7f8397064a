//! Parts of sale credit, the ledger of its entries, and exchange rates.

use corong_domain::estimate::split::CreditShare;
use corong_domain::ids::{CreditEntryId, OpportunityId, OrderId, RateId, SalespersonId, SharesId};
use corong_domain::sale::ledger::{CreditPosting, SaleCreditEntry, SaleShares};
use corong_domain::sale::rate::{Rate, RateRow};

use crate::codec::{Document, Instant, Optional, Reference, SomeReference};
use crate::record::record;

record! {
    SaleShares { id: SharesId } in SaleShares "sale_shares" {
        opportunity_id: Reference<OpportunityId> => ["opportunity_id"],
        shares: Document<Vec<CreditShare>> => ["shares"],
        at: Instant => ["at"],
        by: Optional<SomeReference<SalespersonId>> => ["by_id"],
    }
}

record! {
    SaleCreditEntry { id: CreditEntryId } in SaleCreditEntry "sale_credit_entry" {
        opportunity_id: Reference<OpportunityId> => ["opportunity_id"],
        order_id: Reference<OrderId> => ["order_id"],
        salesperson_id: Reference<SalespersonId> => ["salesperson_id"],
        posting: Document<Option<CreditPosting>> => ["posting"],
        at: Instant => ["at"],
        by: Optional<SomeReference<SalespersonId>> => ["by_id"],
    }
}

record! {
    RateRow { id: RateId } in ExchangeRate "exchange_rate" {
        rate: Document<Option<Rate>> => ["rate"],
    }
}
