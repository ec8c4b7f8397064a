//! The one time frame that the screen shows: from data when there is enough, else at the present pace, else by plan.
//!
//! Deliberately absent: dates, and the date a user typed, which stays untouched beside this one.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::closing_cells::{Basis, Closing};

/// The pace is shown from this percentage on: before it, it is noise.
pub const PACE_FROM_PERCENT: u32 = 15;

/// Which of the three kinds a time frame is, in days from now.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TimeFrame {
    /// The funnel's planned days.
    Plan {
        /// The most likely day.
        days: f64,
    },
    /// At the present pace.
    Pace {
        /// The most likely day.
        days: f64,
        /// The earlier one of pace and plan.
        from: f64,
        /// The later one of pace and plan.
        to: f64,
    },
    /// From closed and open opportunities like this.
    Data {
        /// P50 of those that will win.
        days: f64,
        /// P20.
        from: f64,
        /// P80.
        to: f64,
        /// From how much.
        basis: Basis,
    },
}

/// Days left by plan: planned days of the later stages, and of this stage what its share (0 to 1) leaves open.
#[must_use]
pub fn plan_days(later_stages: f64, this_stage: f64, share: f64) -> f64 {
    later_stages + this_stage * (1.0 - share.clamp(0.0, 1.0))
}

/// Days left at the present pace: elapsed * (100 - percent) / percent. `None` below 15 %, and on the first day, when a
/// pace is not yet one.
#[must_use]
pub fn pace_days(elapsed: f64, percent: u32) -> Option<f64> {
    let percent = percent.min(100);
    (percent >= PACE_FROM_PERCENT && elapsed >= 1.0).then(|| elapsed * f64::from(100 - percent) / f64::from(percent))
}

/// The time frame to show.
#[must_use]
pub fn time_frame(closing: Closing, pace: Option<f64>, plan: f64) -> TimeFrame {
    match (closing, pace) {
        (Closing::Data { basis, p20, p50, p80, win: _ }, _) => TimeFrame::Data { days: p50, from: p20, to: p80, basis },
        (Closing::NotEnoughLongOnes { .. } | Closing::NoneWonThisLate { .. } | Closing::Plan, Some(days)) => {
            TimeFrame::Pace { days, from: days.min(plan), to: days.max(plan) }
        }
        (Closing::NotEnoughLongOnes { .. } | Closing::NoneWonThisLate { .. } | Closing::Plan, None) => {
            TimeFrame::Plan { days: plan }
        }
    }
}
