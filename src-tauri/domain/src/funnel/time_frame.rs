//! When the sale may close: by plan from day one, by the present pace from 15 % on.
//!
//! A range is always given, because one day would claim more than is known. Deliberately absent: the estimate from
//! closed opportunities, which takes the place of both once there are enough of them.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::gate::GateContext;
use super::percent::{percent, share};
use super::{Level, Role};
use crate::opportunity::{StageMove, Status};

/// Which of the three estimates it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TimeFrameKind {
    /// From the funnel's planned days.
    Plan,
    /// At the present pace.
    Pace,
    /// From opportunities like this one.
    Data,
    /// None: it is not open, or the funnel has no end.
    None,
}

/// A closing date with a range, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimeFrame {
    /// Which estimate.
    pub kind: TimeFrameKind,
    /// The date.
    pub on: Option<NaiveDate>,
    /// The early end of the range.
    pub from: Option<NaiveDate>,
    /// The late end of the range.
    pub to: Option<NaiveDate>,
    /// From how many closed opportunities; 0 for plan and pace.
    pub n: u32,
}

impl TimeFrame {
    const NONE: Self = Self { kind: TimeFrameKind::None, on: None, from: None, to: None, n: 0 };

    fn after(kind: TimeFrameKind, today: NaiveDate, days: f64, early: f64, late: f64) -> Self {
        let day = |days: f64| today.checked_add_days(Days::new(whole(days)));
        Self { kind, on: day(days), from: day(early.min(days)), to: day(late.max(days)), n: 0 }
    }
}

/// From this percentage on the pace says something.
const PACE_FROM_PERCENT: u8 = 15;
/// Before this many days in the prospect level the pace says nothing: a first talk that fills half a gate would promise
/// a sale for tomorrow.
const PACE_FROM_DAYS: f64 = 3.0;
/// No estimate looks further ahead than ten years.
const FURTHEST_DAYS: f64 = 3_653.0;
/// Where only the plan speaks, half and double of it are the range: nothing was measured yet.
const PLAN_RANGE: (f64, f64) = (0.5, 2.0);
/// The least range around the pace.
const PACE_RANGE: (f64, f64) = (0.75, 1.5);

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to ten years before")]
fn whole(days: f64) -> u64 {
    days.clamp(0.0, FURTHEST_DAYS).ceil() as u64
}

/// The time frame shown: the pace where it says something, else the plan.
#[must_use]
pub fn time_frame(context: &GateContext<'_>, moves: &[StageMove]) -> TimeFrame {
    let pace = pace(context, moves);
    if pace.kind == TimeFrameKind::Pace { pace } else { plan(context) }
}

/// By plan: the planned days of the later stages and what is left of the present one.
#[must_use]
pub fn plan(context: &GateContext<'_>) -> TimeFrame {
    if context.opportunity.standing.status != Status::Open {
        return TimeFrame::NONE;
    }
    let Some(days) = planned_days(context) else { return TimeFrame::NONE };
    TimeFrame::after(TimeFrameKind::Plan, context.today(), days, days * PLAN_RANGE.0, days * PLAN_RANGE.1)
}

/// At the present pace: `elapsed * (100 - percent) / percent`, from 15 % on. The range takes in the plan.
#[must_use]
pub fn pace(context: &GateContext<'_>, moves: &[StageMove]) -> TimeFrame {
    let standing = &context.opportunity.standing;
    let Some(percent) = percent(context).filter(|_| standing.status == Status::Open) else { return TimeFrame::NONE };
    let elapsed = prospect_days(context, moves);
    if percent.percent < PACE_FROM_PERCENT || elapsed < PACE_FROM_DAYS {
        return TimeFrame::NONE;
    }
    let done = f64::from(percent.percent);
    let days = elapsed * (100.0 - done) / done;
    let planned = planned_days(context).unwrap_or(days);
    let (early, late) = (days * PACE_RANGE.0, days * PACE_RANGE.1);
    TimeFrame::after(TimeFrameKind::Pace, context.today(), days, early.min(planned), late.max(planned))
}

/// Planned days until the end of the funnel. Of the two ways to the prospect level only the one by first contact counts,
/// unless the other was taken. `None` for a stage that is not in the funnel.
fn planned_days(context: &GateContext<'_>) -> Option<f64> {
    let here = context.funnel.position(&context.opportunity.standing.stage)?;
    let stage = context.funnel.stages.get(here)?;
    let left = 1.0 - percent(context).as_ref().map_or(0.0, share);
    let has_contacted = context.funnel.with_role(Role::Contacted).is_some();
    let later: u32 = context
        .funnel
        .stages
        .iter()
        .skip(here + 1)
        .filter(|later| later.on && later.level < Level::Customer)
        .filter(|later| !(later.role == Role::Qualified && (has_contacted || stage.role == Role::Contacted)))
        .map(|later| later.planned_days)
        .fold(0, u32::saturating_add);
    Some(f64::from(later) + f64::from(stage.planned_days) * left)
}

/// Days that the opportunity was open inside the prospect level, with parts of days. Time in nurture or closed is left
/// out: the clock starts with the first prospect stage and stands still in between.
#[must_use]
pub fn prospect_days(context: &GateContext<'_>, moves: &[StageMove]) -> f64 {
    let mut sorted: Vec<&StageMove> = moves.iter().collect();
    sorted.sort_by_key(|made| made.at);
    let ends = sorted.iter().skip(1).map(|made| made.at).chain([context.now]);
    let milliseconds: i64 = sorted.iter().zip(ends).filter(|(made, _)| runs(context, made)).map(span).sum();
    #[expect(clippy::cast_precision_loss, reason = "a span of years in milliseconds is far below 2^52")]
    let days = milliseconds as f64 / 86_400_000.0;
    days
}

fn runs(context: &GateContext<'_>, made: &StageMove) -> bool {
    made.to_status == Status::Open
        && context.funnel.stage(&made.to_stage).is_some_and(|stage| stage.level == Level::Prospect)
}

fn span((made, end): (&&StageMove, DateTime<Utc>)) -> i64 {
    (end - made.at).num_milliseconds().max(0)
}

/// The days that the salesperson's own closing date lies after the estimate; negative when it lies before.
#[must_use]
pub fn difference(frame: &TimeFrame, expected_on: Option<NaiveDate>) -> Option<i32> {
    let days = (expected_on? - frame.on?).num_days();
    i32::try_from(days).ok()
}
