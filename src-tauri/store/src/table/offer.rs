//! Offers, one row per revision. What an offer says is one cell, so that a merge can never mix two of them.

use corong_domain::ids::{OfferId, OpportunityId, SalespersonId};
use corong_domain::sale::offer::{Offer, OfferContent, OfferKind, OfferStatus};
use corong_domain::sale::standing::FileSeal;

use crate::codec::{
    Blank, Count, Document, HeldCell, Instant, Optional, Reference, SomeReference, Text, Weighed, Word,
};
use crate::record::record;

impl Blank for OfferKind {
    const BLANK: Self = Self::Quote;
}

impl Blank for OfferStatus {
    const BLANK: Self = Self::Draft;
}

impl Weighed for OfferStatus {
    fn weight(self) -> u32 {
        self.merge_weight()
    }
}

record! {
    Offer { id: OfferId } in Offer "offer" {
        opportunity_id: Reference<OpportunityId> => ["opportunity_id"],
        root_id: Optional<SomeReference<OfferId>> => ["root_id"],
        follows: Optional<SomeReference<OfferId>> => ["follows"],
        kind: Word<OfferKind> => ["kind"],
        number: Text => ["number"],
        revision: Count<1> => ["revision"],
        content: Document<OfferContent> => ["content"],
        standing: HeldCell<OfferStatus> => ["status", "since_at", "reason"],
        document: Document<Option<FileSeal>> => ["document"],
        by: Optional<SomeReference<SalespersonId>> => ["by_id"],
        created_at: Instant => ["created_at"],
    }
}
