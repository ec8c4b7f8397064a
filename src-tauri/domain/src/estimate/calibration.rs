//! Whether estimates that were shown came true.
//!
//! Deliberately absent: a verdict on a time frame before its later day has passed: those that win early are known
//! first, and counting them alone would flatter.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::metrics::{ChanceClass, Judged, brier, classes, ece10, log_loss};
use super::rates::{Prior, Rate, rate};
use super::{ENOUGH_OUTCOMES, count};

/// What became of the opportunity that a time frame was shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Won on this day.
    Won(NaiveDate),
    /// Lost or disqualified: a time to win has no meaning then.
    Lost,
    /// Open or parked.
    Open,
}

/// A time frame that was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownTime {
    /// The day by which half were to have won.
    pub p50_on: NaiveDate,
    /// The day by which four in five were to have won.
    pub p80_on: NaiveDate,
    /// What became of it.
    pub fate: Fate,
}

/// How often one of the two days came true.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DayRecord {
    /// Won on or before the day, of all that won; the wished share is 0.5 or 0.8.
    pub of_won: Rate,
    /// Won on or before the day, of all that won or are still open: what remains if all open ones win late.
    pub of_won_and_open: Rate,
}

/// How time frames came true, from those whose later day has passed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimeRecord {
    /// Shown time frames whose later day has passed, without the lost ones.
    pub due: u32,
    /// Of these, still open.
    pub still_open: u32,
    /// Lost ones whose later day has passed; not judged.
    pub lost: u32,
    /// Shown time frames whose later day is still to come.
    pub not_due: u32,
    /// The earlier day.
    pub p50: DayRecord,
    /// The later day.
    pub p80: DayRecord,
}

/// Sums up shown time frames as of `today`.
#[must_use]
pub fn times(shown: &[ShownTime], today: NaiveDate) -> TimeRecord {
    let (due, not_due): (Vec<&ShownTime>, Vec<&ShownTime>) = shown.iter().partition(|s| s.p80_on < today);
    let lost = due.iter().filter(|s| s.fate == Fate::Lost).count();
    let still_open = due.iter().filter(|s| s.fate == Fate::Open).count();
    let won = due.len() - lost - still_open;
    let record = |day: fn(&ShownTime) -> NaiveDate, wished: f64| {
        let in_time = due.iter().filter(|s| matches!(s.fate, Fate::Won(on) if on <= day(s))).count();
        let of = |n: usize| rate(count(in_time), count(n), Prior::around(wished));
        DayRecord { of_won: of(won), of_won_and_open: of(won + still_open) }
    };
    TimeRecord {
        due: count(won + still_open),
        still_open: count(still_open),
        lost: count(lost),
        not_due: count(not_due.len()),
        p50: record(|s| s.p50_on, 0.5),
        p80: record(|s| s.p80_on, 0.8),
    }
}

/// How shown win chances came true.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ChanceRecord {
    /// Below eight outcomes.
    TooFew {
        /// Outcomes so far.
        n: u32,
    },
    /// Enough to judge.
    Known {
        /// Outcomes so far.
        n: u32,
        /// Mean squared distance; 0.25 is a coin's.
        brier: f64,
        /// Mean log loss; 0.693 is a coin's.
        log_loss: f64,
        /// Expected calibration error over the classes.
        ece10: f64,
        /// Stated chance against what came true, in ten classes.
        classes: Vec<ChanceClass>,
    },
}

/// Sums up shown win chances (0 to 1) of opportunities that are decided. One estimate per opportunity, else those that
/// were looked at often count more.
#[must_use]
pub fn chances(shown: &[Judged]) -> ChanceRecord {
    let n = count(shown.len());
    match (brier(shown), log_loss(shown), ece10(shown)) {
        (Some(brier), Some(log_loss), Some(ece10)) if n >= ENOUGH_OUTCOMES => {
            ChanceRecord::Known { n, brier, log_loss, ece10, classes: classes(shown).to_vec() }
        }
        (_, _, _) => ChanceRecord::TooFew { n },
    }
}
