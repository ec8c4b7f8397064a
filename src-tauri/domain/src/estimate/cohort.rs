//! Step conversion of a cohort: each opportunity counts once for every step up to its high-water mark.
//!
//! Deliberately absent: counting log lines, by which one that goes to and fro counts twice, and leaving out lost ones,
//! which flatters. Moves back are reported apart.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::rates::{Prior, Rate, rate};

/// One opportunity of the cohort, which is chosen by start date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Journey {
    /// The furthest step it ever reached.
    pub high_water: u32,
    /// Whether it can still go on.
    pub open: bool,
    /// How often it was moved back.
    pub moves_back: u32,
}

/// One step of the funnel as the cohort passed it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CohortStep {
    /// The step.
    pub rank: u32,
    /// How many reached it or went further.
    pub reached: u32,
    /// How many of these have it as their furthest step and are still open: the rate is not final while there are any.
    pub still_open: u32,
    /// How many of these went further; for the last step nobody does.
    pub went_on: Rate,
}

/// A cohort's way through the funnel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Cohort {
    /// How many opportunities.
    pub n: u32,
    /// The steps in the order given.
    pub steps: Vec<CohortStep>,
    /// Opportunities that were moved back at least once.
    pub moved_back: u32,
    /// Moves back in all.
    pub moves_back: u32,
}

/// Steps with conversion; `ranks` ascend and hold each step with its prior for going on.
#[must_use]
pub fn cohort(journeys: &[Journey], ranks: &[(u32, Prior)]) -> Cohort {
    let at_least = |rank: u32| count_of(journeys, |j| j.high_water >= rank);
    let nexts = ranks.iter().skip(1).map(|(rank, _)| Some(*rank)).chain(std::iter::once(None));
    let steps = ranks
        .iter()
        .zip(nexts)
        .map(|(&(rank, prior), next)| {
            let reached = at_least(rank);
            let below_next = |j: &Journey| j.high_water >= rank && next.is_none_or(|next| j.high_water < next);
            CohortStep {
                rank,
                reached,
                still_open: count_of(journeys, |j| j.open && below_next(j)),
                went_on: rate(next.map_or(0, at_least), reached, prior),
            }
        })
        .collect();
    Cohort {
        n: count_of(journeys, |_| true),
        steps,
        moved_back: count_of(journeys, |j| j.moves_back > 0),
        moves_back: journeys.iter().fold(0, |sum: u32, j| sum.saturating_add(j.moves_back)),
    }
}

fn count_of(journeys: &[Journey], holds: impl Fn(&Journey) -> bool) -> u32 {
    super::count(journeys.iter().filter(|j| holds(j)).count())
}
