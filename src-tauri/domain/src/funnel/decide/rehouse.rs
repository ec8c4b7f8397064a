//! The stage of an opportunity was taken out of its funnel.

use super::super::Stage;
use super::work::{Entry, Work};
use super::{DecideContext, Decision};
use crate::ids::MoveId;
use crate::opportunity::Transition;

/// Moves an opportunity, open or not, to another stage and changes nothing else of it.
#[must_use]
pub fn rehouse_in(context: &DecideContext<'_>, move_id: MoveId, target: &Stage) -> Decision {
    let Some(mut work) = Work::begin(context, move_id) else { return Decision::AlreadyDone };
    let before = work.opportunity.standing.clone();
    let entry = Entry { status: before.status, ..Entry::open(Transition::Rehouse, &target.key, "") };
    work.enter(entry);
    let standing = &mut work.opportunity.standing;
    standing.status_since = before.status_since;
    standing.reason = before.reason;
    standing.reason_text = before.reason_text;
    standing.competitor = before.competitor;
    standing.wake_on = before.wake_on;
    work.finish()
}
