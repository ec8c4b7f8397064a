//! Orders and the signed entries to them.

use corong_domain::ids::{OfferId, OpportunityId, OrderEntryId, OrderId, SalespersonId};
use corong_domain::sale::order::{OrderContent, OrderEntry, OrderStatus, SaleOrder};

use crate::codec::{Blank, Document, HeldCell, Instant, Optional, Reference, SomeMoney, SomeReference, Text, Weighed};
use crate::record::record;

impl Blank for OrderStatus {
    const BLANK: Self = Self::Placed;
}

impl Weighed for OrderStatus {
    fn weight(self) -> u32 {
        self.merge_weight()
    }
}

record! {
    SaleOrder { id: OrderId } in SaleOrder "sale_order" {
        opportunity_id: Reference<OpportunityId> => ["opportunity_id"],
        offer_id: Optional<SomeReference<OfferId>> => ["offer_id"],
        number: Text => ["number"],
        content: Document<OrderContent> => ["content"],
        standing: HeldCell<OrderStatus> => ["status", "since_at", "reason"],
        by: Optional<SomeReference<SalespersonId>> => ["by_id"],
        created_at: Instant => ["created_at"],
    }
}

record! {
    OrderEntry { id: OrderEntryId } in OrderEntry "order_entry" {
        order_id: Reference<OrderId> => ["order_id"],
        amount: SomeMoney => ["amount_minor", "amount_currency"],
        reason: Text => ["reason"],
        at: Instant => ["at"],
        by: Optional<SomeReference<SalespersonId>> => ["by_id"],
    }
}
