//! Whether an opportunity lies idle, and the 48 hours in which a new lead should hear from us.

use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::gate::GateContext;
use super::workdays::{count, local_day};
use crate::activity::{ActivityKind, ActivityState};
use crate::opportunity::Status;

/// How idle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Idleness {
    /// Below 70 % of the stage's idle days.
    Fresh,
    /// A step is planned: the clock stands still until the day after it.
    Paused,
    /// From 70 % on.
    Amber,
    /// From 100 % on.
    Red,
    /// The clock is off: the opportunity is not open, or its stage has no idle days.
    Off,
}

/// How long nothing happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Staleness {
    /// The latest of stage entered, activity done and inbound contact.
    pub last_touch: DateTime<Utc>,
    /// Working days since, without those covered by a planned step.
    pub idle_days: u32,
    /// The stage's idle days.
    pub limit: u32,
    /// How idle.
    pub state: Idleness,
    /// The last day of the pause, while one lasts.
    pub paused_until: Option<NaiveDate>,
}

/// How idle an opportunity is.
#[must_use]
pub fn staleness(context: &GateContext<'_>) -> Staleness {
    let standing = &context.opportunity.standing;
    let last_touch = last_touch(context);
    let limit = context.funnel.stage(&standing.stage).map_or(0, |stage| stage.idle_days);
    let today = context.today();
    let pauses = pauses(context);
    let idle_days = idle(context, local_day(last_touch, context.settings), today, &pauses);
    let paused_until = pauses.iter().map(|(_, end)| *end).filter(|end| *end >= today).max();
    let state = if standing.status != Status::Open || limit == 0 {
        Idleness::Off
    } else if paused_until.is_some() {
        Idleness::Paused
    } else if idle_days >= limit {
        Idleness::Red
    } else if u64::from(idle_days) * 10 >= u64::from(limit) * 7 {
        Idleness::Amber
    } else {
        Idleness::Fresh
    };
    Staleness { last_touch, idle_days, limit, state, paused_until }
}

/// The latest of: stage entered, status entered (back from nurture), last done activity, last inbound contact.
#[must_use]
pub fn last_touch(context: &GateContext<'_>) -> DateTime<Utc> {
    let standing = &context.opportunity.standing;
    let entered = standing.since.max(standing.status_since);
    context
        .activities
        .iter()
        .filter(|activity| match activity.state {
            ActivityState::Done => true,
            ActivityState::Open | ActivityState::Cancelled => activity.inbound,
        })
        .filter_map(|activity| activity.done_at.or(activity.inbound.then_some(activity.created_at)))
        .fold(entered, DateTime::max)
}

/// The days that open activities cover: from the day they were entered to the day after they are due.
fn pauses(context: &GateContext<'_>) -> Vec<(NaiveDate, NaiveDate)> {
    let mut pauses: Vec<(NaiveDate, NaiveDate)> = context
        .activities
        .iter()
        .filter(|activity| activity.state == ActivityState::Open)
        .filter_map(|activity| {
            let due = local_day(activity.due_at?, context.settings);
            let end = due.checked_add_days(Days::new(1)).unwrap_or(due);
            Some((local_day(activity.created_at, context.settings), end))
        })
        .collect();
    pauses.sort_unstable();
    pauses
}

/// Working days after `touched` up to `today` that no pause covers. `pauses` are sorted by their beginning.
fn idle(context: &GateContext<'_>, touched: NaiveDate, today: NaiveDate, pauses: &[(NaiveDate, NaiveDate)]) -> u32 {
    let mut idle = 0_u32;
    let mut counted = touched;
    for (begin, end) in pauses {
        if *begin > counted {
            let before = begin.pred_opt().unwrap_or(*begin);
            idle = idle.saturating_add(count(counted, before.min(today), context.settings));
        }
        counted = counted.max(*end);
    }
    idle.saturating_add(count(counted, today, context.settings))
}

/// Hours in which a lead from an event should hear from us.
pub const FIRST_CONTACT_HOURS: i64 = 48;

/// The 48-hour clock of a lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FirstContact {
    /// No clock: not from an event, or closed before any contact.
    Off,
    /// Time is left.
    Running {
        /// Until when.
        due_at: DateTime<Utc>,
    },
    /// Nobody got in touch in time.
    Missed {
        /// Until when it should have been.
        due_at: DateTime<Utc>,
    },
    /// Somebody got in touch.
    Made {
        /// When.
        at: DateTime<Utc>,
        /// Whether it was in time.
        in_time: bool,
    },
}

/// The 48-hour clock: from the capture of a card at an event until the first call, visit, meeting, message or the like.
#[must_use]
pub fn first_contact(context: &GateContext<'_>) -> FirstContact {
    let opportunity = context.opportunity;
    if opportunity.event_id.is_none() {
        return FirstContact::Off;
    }
    let due_at = opportunity.created_at + Duration::hours(FIRST_CONTACT_HOURS);
    let talked = context
        .activities
        .iter()
        .filter(|activity| activity.state == ActivityState::Done && is_contact(activity.kind))
        .filter_map(|activity| activity.done_at)
        .chain(opportunity.interest.at)
        .min();
    match (talked, opportunity.standing.status) {
        (Some(at), _) => FirstContact::Made { at, in_time: at <= due_at },
        (None, Status::Open) if context.now <= due_at => FirstContact::Running { due_at },
        (None, Status::Open) => FirstContact::Missed { due_at },
        (None, Status::Nurture | Status::Disqualified | Status::Lost | Status::Won) => FirstContact::Off,
    }
}

fn is_contact(kind: ActivityKind) -> bool {
    match kind {
        ActivityKind::Call
        | ActivityKind::Visit
        | ActivityKind::Meeting
        | ActivityKind::Demonstration
        | ActivityKind::Sample
        | ActivityKind::Message => true,
        ActivityKind::Note | ActivityKind::Task => false,
    }
}
