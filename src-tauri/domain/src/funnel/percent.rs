//! Percentage complete inside the prospect level: progress through gate items, not probability.
//!
//! `floor + (next floor - floor) * done weight / applicable weight`, rounded down and below the next floor until the
//! move. Mandatory and recommended items count, optional ones do not; waived counts as not done.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::gate::{GateContext, GateReport, ItemState, evaluate_next};
use super::{Level, Strength};
use crate::ids::{ItemKey, StageKey};
use crate::opportunity::Status;

/// An item behind the number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PercentItem {
    /// The item.
    pub item: ItemKey,
    /// Its weight.
    pub weight: u32,
    /// Where it stands.
    pub state: ItemState,
}

/// The percentage and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Percent {
    /// Whole percent, 0 to 100; 100 only when won.
    pub percent: u8,
    /// The floor of the present stage.
    pub floor: u8,
    /// The floor of the next stage that is on.
    pub next_floor: u8,
    /// The stage that comes next; `None` when won.
    pub to: Option<StageKey>,
    /// Weight done.
    pub done_weight: u32,
    /// Weight that applies.
    pub total_weight: u32,
    /// The floor of the furthest stage ever reached: the high-water mark.
    pub high_water: u8,
    /// The items that count, in order.
    pub items: Vec<PercentItem>,
}

/// The percentage of an opportunity; `None` outside the prospect level.
#[must_use]
pub fn percent(context: &GateContext<'_>) -> Option<Percent> {
    let standing = &context.opportunity.standing;
    let furthest = context.funnel.reached(context.opportunity.high_water);
    let high_water = furthest.and_then(|stage| stage.floor).unwrap_or(0).min(100);
    if standing.status == Status::Won {
        return Some(Percent {
            percent: 100,
            floor: 100,
            next_floor: 100,
            to: None,
            done_weight: 0,
            total_weight: 0,
            high_water: 100,
            items: Vec::new(),
        });
    }
    let stage = context.funnel.stage(&standing.stage).filter(|stage| stage.level == Level::Prospect)?;
    let report = evaluate_next(context)?;
    let floor = stage.floor.unwrap_or(0).min(99);
    let next = context.funnel.stage(&report.to).and_then(|next| next.floor).unwrap_or(100);
    let next_floor = next.clamp(floor, 100);
    let (done_weight, total_weight, items) = weigh(&report);
    Some(Percent {
        percent: between(floor, next_floor, done_weight, total_weight),
        floor,
        next_floor,
        to: Some(report.to),
        done_weight,
        total_weight,
        high_water,
        items,
    })
}

/// The part of the items that is done, as done weight and applicable weight. A gate whose items all do not apply is
/// done; a gate without items is not begun.
fn weigh(report: &GateReport) -> (u32, u32, Vec<PercentItem>) {
    let counted = || report.items.iter().filter(|item| item.item.strength != Strength::Optional);
    let weight = |wanted: fn(ItemState) -> bool| {
        counted().filter(|item| wanted(item.state)).fold(0_u32, |sum, item| sum.saturating_add(item.item.weight))
    };
    let mut done = weight(|state| state == ItemState::Done);
    let mut total = weight(|state| state != ItemState::NotApplicable);
    if total == 0 && counted().any(|item| item.item.weight > 0) {
        (done, total) = (1, 1);
    }
    let items = counted()
        .map(|item| PercentItem { item: item.item.key.clone(), weight: item.item.weight, state: item.state })
        .collect();
    (done, total, items)
}

fn between(floor: u8, next_floor: u8, done: u32, total: u32) -> u8 {
    let span = u64::from(next_floor.saturating_sub(floor));
    let gained = (span * u64::from(done)).checked_div(u64::from(total)).unwrap_or(0);
    let highest = next_floor.saturating_sub(1).max(floor).min(99);
    floor.saturating_add(u8::try_from(gained).unwrap_or(0)).min(highest)
}

/// The share of the present stage's items that is done, 0 to 1.
#[must_use]
pub(super) fn share(percent: &Percent) -> f64 {
    if percent.total_weight == 0 { 0.0 } else { f64::from(percent.done_weight) / f64::from(percent.total_weight) }
}
