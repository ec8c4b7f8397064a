//! Moves of opportunities: rows that only grow.

use corong_domain::ids::{MoveId, OpportunityId, SalespersonId, StageKey};
use corong_domain::opportunity::{Reason, StageMove, Status, Transition, Waived};

use crate::codec::{
    Blank, Bound, Codec, Columns, Instant, Key, Keys, Optional, Reference, SomeKey, SomeReference, SomeWord, Text,
    Word, json,
};
use crate::error::Result;
use crate::record::record;

impl Blank for Transition {
    const BLANK: Self = Self::Forward;
}

impl Blank for Status {
    const BLANK: Self = Self::Open;
}

/// The items let go: one cell, JSON in its column.
pub(crate) struct WaivedItems;
impl Codec for WaivedItems {
    type Value = Vec<Waived>;
    fn blank() -> Vec<Waived> {
        Vec::new()
    }
    fn is_blank(value: &Vec<Waived>) -> bool {
        value.is_empty()
    }
    fn write(value: &Vec<Waived>, out: &mut Vec<u8>) {
        json(value, out);
    }
    fn read(raw: &str) -> Option<Vec<Waived>> {
        serde_json::from_str(raw).ok()
    }
    fn bind<'v>(value: &'v Vec<Waived>, _: &mut dyn Keys, out: &mut Vec<Bound<'v>>) -> Result<()> {
        if value.is_empty() {
            out.push(Bound::Text("[]"));
        } else {
            let mut bytes = Vec::new();
            json(value, &mut bytes);
            out.push(Bound::Made(String::from_utf8(bytes).unwrap_or_default()));
        }
        Ok(())
    }
    fn take(columns: &mut Columns) -> Result<Vec<Waived>> {
        Ok(Self::read(columns.text()?).unwrap_or_default())
    }
}

record! {
    StageMove { id: MoveId } in StageMove "stage_move" {
        opportunity_id: Reference<OpportunityId> => ["opportunity_id"],
        transition: Word<Transition> => ["transition"],
        from_stage: Optional<SomeKey<StageKey>> => ["from_stage"],
        to_stage: Key<StageKey> => ["to_stage"],
        from_status: Optional<SomeWord<Status>> => ["from_status"],
        to_status: Word<Status> => ["to_status"],
        at: Instant => ["at"],
        by: Optional<SomeReference<SalespersonId>> => ["by_id"],
        reason: Text => ["reason"],
        waived: WaivedItems => ["waived"],
        reason_code: Optional<SomeWord<Reason>> => ["reason_code"],
    }
}
