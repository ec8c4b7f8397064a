//! Activities.

use corong_domain::activity::{Activity, ActivityKind, ActivityState, Preset};
use corong_domain::ids::{ActivityId, ContactId, OpportunityId, SalespersonId};

use crate::codec::{At, Blank, Flag, Instant, Optional, Reference, SomeReference, SomeWord, Text, Word};
use crate::record::record;

impl Blank for ActivityKind {
    const BLANK: Self = Self::Task;
}

impl Blank for ActivityState {
    const BLANK: Self = Self::Open;
}

record! {
    Activity { id: ActivityId } in Activity "activity" {
        contact_id: Reference<ContactId> => ["contact_id"],
        opportunity_id: Optional<SomeReference<OpportunityId>> => ["opportunity_id"],
        kind: Word<ActivityKind> => ["kind"],
        preset: Optional<SomeWord<Preset>> => ["preset"],
        subject: Text => ["subject"],
        result: Text => ["result"],
        inbound: Flag => ["inbound"],
        state: Word<ActivityState> => ["state"],
        due_at: Optional<At> => ["due_at"],
        done_at: Optional<At> => ["done_at"],
        owner_id: Optional<SomeReference<SalespersonId>> => ["owner_id"],
        created_at: Instant => ["created_at"],
    }
}
