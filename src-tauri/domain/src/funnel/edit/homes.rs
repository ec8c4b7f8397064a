//! Where the opportunities of a stage go that is switched off, put away or taken out: the user says it, and they move in
//! the same change as the edit.
//!
//! Deliberately absent: a gate. The stage they stood at is gone, so there is nothing to leave; what they lack is asked
//! for at the next gate.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::super::decide::{DecideContext, Decision, Refusal, rehouse_in};
use super::super::{Funnel, Level, Role, Stage};
use crate::ids::{MoveId, StageKey};

/// Where the opportunities of one stage go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Home {
    /// The stage that goes.
    pub stage: StageKey,
    /// The stage that takes its opportunities.
    pub to: StageKey,
}

/// The stages in use before and no longer afterwards.
#[must_use]
pub fn leaving<'b>(before: &'b Funnel, after: &Funnel) -> Vec<&'b Stage> {
    before.stages_on().filter(|stage| after.stage(&stage.key).is_none_or(|kept| !kept.on)).collect()
}

/// The stages that may take the opportunities of one that goes: those of its level, where the same facts hold; below
/// the prospect level also `ready`, which needs none.
#[must_use]
pub fn choices<'a>(after: &'a Funnel, stage: &Stage) -> Vec<&'a Stage> {
    after
        .stages_on()
        .filter(|to| to.key != stage.key)
        .filter(|to| match stage.level {
            Level::Lead | Level::QualifiedLead => {
                to.role == Role::Ready
                    || (to.level == stage.level && !matches!(to.role, Role::Contacted | Role::Captured))
            }
            Level::Prospect | Level::Customer => to.level == stage.level,
        })
        .collect()
}

/// Moves an opportunity to the stage that takes the place of its own. The context is that of the edited funnel. Status,
/// facts and answers stay as they are.
#[must_use]
pub fn rehouse(context: &DecideContext<'_>, move_id: MoveId, to: &StageKey) -> Decision {
    let Some(target) = context.gate.funnel.stage(to).filter(|stage| stage.on) else {
        return Decision::Refused(Refusal::UnknownStage);
    };
    rehouse_in(context, move_id, target)
}
