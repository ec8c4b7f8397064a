//! The one thing that comes next for an opportunity.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::Words;
use super::gate::{GateContext, evaluate_next};
use crate::activity::{Activity, ActivityKind, ActivityState, Preset};
use crate::ids::{ActivityId, ItemKey, StageKey};
use crate::opportunity::Status;

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum NextStep {
    /// The earliest open activity.
    Activity {
        /// Which.
        activity_id: ActivityId,
        /// What kind.
        activity_kind: ActivityKind,
        /// The ready-made subject, if any.
        preset: Option<Preset>,
        /// The subject as typed, if any.
        subject: String,
        /// When it is due.
        due_at: Option<DateTime<Utc>>,
        /// Whether that has passed.
        overdue: bool,
    },
    /// The first unmet mandatory item of the next gate.
    Item {
        /// Which.
        item: ItemKey,
        /// Its text.
        text: Words,
        /// The gate that asks for it.
        gate: String,
        /// The stage that the gate leads to.
        to: StageKey,
    },
    /// Every mandatory item is there: the move itself.
    Move {
        /// The stage to enter.
        to: StageKey,
    },
    /// Parked until a day.
    Parked {
        /// When it wakes up.
        wake_on: Option<NaiveDate>,
    },
    /// Nothing is planned.
    Nothing,
    /// The opportunity is closed.
    Closed,
}

/// The next step: the earliest open activity, else the first unmet mandatory item of the next gate, else nothing.
/// Where no item is unmet the move is what comes next, unless the gate asks for nothing at all.
#[must_use]
pub fn next_step(context: &GateContext<'_>) -> NextStep {
    let standing = &context.opportunity.standing;
    match standing.status {
        Status::Open => {}
        Status::Nurture => return NextStep::Parked { wake_on: standing.wake_on },
        Status::Disqualified | Status::Lost | Status::Won => {
            return earliest(context).map_or(NextStep::Closed, |activity| planned(context, activity));
        }
    }
    if let Some(activity) = earliest(context) {
        return planned(context, activity);
    }
    let Some(report) = evaluate_next(context) else { return NextStep::Nothing };
    if let Some(missing) = report.blocking().next() {
        return NextStep::Item {
            item: missing.item.key.clone(),
            text: missing.item.text.clone(),
            gate: missing.gate.clone(),
            to: report.to.clone(),
        };
    }
    if report.items.is_empty() { NextStep::Nothing } else { NextStep::Move { to: report.to } }
}

/// The earliest open activity; one without a date comes after all that have one.
fn earliest<'a>(context: &GateContext<'a>) -> Option<&'a Activity> {
    let id = context.opportunity.id;
    context
        .activities
        .iter()
        .filter(|activity| activity.state == ActivityState::Open && activity.opportunity_id == Some(id))
        .min_by_key(|activity| (activity.due_at.is_none(), activity.due_at, activity.created_at, activity.id))
}

fn planned(context: &GateContext<'_>, activity: &Activity) -> NextStep {
    NextStep::Activity {
        activity_id: activity.id,
        activity_kind: activity.kind,
        preset: activity.preset,
        subject: activity.subject.clone(),
        due_at: activity.due_at,
        overdue: activity.due_at.is_some_and(|due| due < context.now),
    }
}
