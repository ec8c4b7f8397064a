//! Terms by version and text, their acceptances, and permissions to submit an offer.

use corong_domain::ids::{AcceptanceId, OpportunityId, PermissionId, SalespersonId, TermsId};
use corong_domain::sale::permission::{OfferPermission, Permission};
use corong_domain::sale::terms::{Acceptance, Terms, TermsAcceptance};

use crate::codec::{Document, Instant, Optional, Reference, SomeReference, Text};
use crate::record::record;

record! {
    Terms { id: TermsId } in Terms "terms" {
        version: Text => ["version"],
        text: Text => ["text"],
        hash: Text => ["hash"],
        created_at: Instant => ["created_at"],
    }
}

record! {
    TermsAcceptance { id: AcceptanceId } in TermsAcceptance "terms_acceptance" {
        opportunity_id: Reference<OpportunityId> => ["opportunity_id"],
        acceptance: Document<Acceptance> => ["acceptance"],
        at: Instant => ["at"],
        entered_by: Optional<SomeReference<SalespersonId>> => ["by_id"],
    }
}

record! {
    OfferPermission { id: PermissionId } in OfferPermission "offer_permission" {
        opportunity_id: Reference<OpportunityId> => ["opportunity_id"],
        permission: Document<Permission> => ["permission"],
        at: Instant => ["at"],
        entered_by: Optional<SomeReference<SalespersonId>> => ["by_id"],
    }
}
