//! What an event cost and brought: cost per lead, prospect and customer, return, and whether it is too early to judge.
//!
//! Deliberately absent: a return of a young event without a warning, and conversion of currencies.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::closing::Curve;
use super::count;

/// Below this share of the usual cycle it is too early to judge.
pub const MATURE: f64 = 0.6;

/// How far an opportunity from an event came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reached {
    /// A lead.
    Lead,
    /// A qualified lead.
    Qualified,
    /// A prospect.
    Prospect,
    /// A customer.
    Customer,
}

/// How an opportunity from an event stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stand {
    /// Open, with its age in days of its own clock and its amount in minor units when one is known.
    Open {
        /// Days since it began, without nurture.
        age: f64,
        /// Amount, minor units.
        minor: Option<i64>,
    },
    /// Lost or disqualified.
    Lost {
        /// Days since it began, without nurture.
        age: f64,
    },
    /// Won.
    Won {
        /// Days since it began, without nurture.
        age: f64,
        /// What it brought, minor units.
        minor: i64,
    },
}

/// One opportunity from an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventLead {
    /// The highest level reached.
    pub reached: Reached,
    /// How it stands. Ages count from its beginning until now, for closed ones too.
    pub stand: Stand,
}

/// Whether an event paid.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Verdict {
    /// Old enough: (won value * margin - cost) / cost.
    Return {
        /// 0.5 is half the cost on top of the cost; `None` when it cost nothing.
        ratio: Option<f64>,
        /// Share of the usual cycle that has passed, 0 to 1.
        maturity: f64,
    },
    /// Too early: what the open ones may still bring is added.
    TooEarly {
        /// Share of the usual cycle that has passed, 0 to 1.
        maturity: f64,
        /// Wins so far and the win chances of the open ones.
        projected_wins: f64,
        /// The return with these; `None` when it cost nothing or no amount is known.
        projected_ratio: Option<f64>,
    },
    /// The usual cycle is not known yet: the return so far.
    CycleUnknown {
        /// (won value * margin - cost) / cost; `None` when it cost nothing.
        ratio: Option<f64>,
    },
}

/// What an event cost and brought.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EventReturn {
    /// Opportunities begun at the event.
    pub leads: u32,
    /// Of these, qualified leads and above.
    pub qualified: u32,
    /// Of these, prospects and above.
    pub prospects: u32,
    /// Of these, customers.
    pub customers: u32,
    /// Cost per lead, minor units; `None` without one.
    pub per_lead: Option<f64>,
    /// Cost per qualified lead.
    pub per_qualified: Option<f64>,
    /// Cost per prospect.
    pub per_prospect: Option<f64>,
    /// Cost per customer.
    pub per_customer: Option<f64>,
    /// What was won, minor units.
    #[specta(type = specta_typescript::Number)]
    pub won_value: i64,
    /// Whether it paid.
    pub verdict: Verdict,
}

/// The return of an event. `cost` in minor units, `margin` 0 to 1; `cycle` is the usual course of an opportunity, when
/// one could be estimated.
#[must_use]
pub fn event_return(leads: &[EventLead], cost: i64, margin: f64, cycle: Option<&Curve>) -> EventReturn {
    let reached = |level| count(leads.iter().filter(|lead| lead.reached >= level).count());
    let per = |n: u32| (n > 0).then(|| cost as f64 / f64::from(n));
    let [all, qualified, prospects, customers] =
        [Reached::Lead, Reached::Qualified, Reached::Prospect, Reached::Customer].map(reached);
    let won_value = leads.iter().fold(0_i64, |sum, lead| match lead.stand {
        Stand::Won { minor, .. } => sum.saturating_add(minor),
        Stand::Open { .. } | Stand::Lost { .. } => sum,
    });
    let ratio = |value: f64| (cost > 0).then(|| (value * margin - cost as f64) / cost as f64);
    let verdict = match cycle.and_then(|curve| Some((curve, maturity(leads, curve)?))) {
        None => Verdict::CycleUnknown { ratio: ratio(won_value as f64) },
        Some((_, maturity)) if maturity >= MATURE => Verdict::Return { ratio: ratio(won_value as f64), maturity },
        Some((curve, maturity)) => {
            let (projected_wins, value) = project(leads, curve);
            Verdict::TooEarly { maturity, projected_wins, projected_ratio: value.and_then(ratio) }
        }
    };
    EventReturn {
        leads: all,
        qualified,
        prospects,
        customers,
        per_lead: per(all),
        per_qualified: per(qualified),
        per_prospect: per(prospects),
        per_customer: per(customers),
        won_value,
        verdict,
    }
}

/// Mean chance that one of each lead's age has closed. `None` without leads or without an ending in the curve.
fn maturity(leads: &[EventLead], curve: &Curve) -> Option<f64> {
    if curve.events() == 0 {
        return None;
    }
    let ages = leads.iter().map(|lead| match lead.stand {
        Stand::Open { age, .. } | Stand::Lost { age } | Stand::Won { age, .. } => age,
    });
    super::metrics::mean(ages.map(|age| curve.closed_by(age)))
}

/// Wins and won value with the open ones weighted by their chance; one without an amount is taken at the average won
/// value. The value is `None` when none has any amount.
fn project(leads: &[EventLead], curve: &Curve) -> (f64, Option<f64>) {
    let won: Vec<f64> = leads
        .iter()
        .filter_map(|lead| match lead.stand {
            Stand::Won { minor, .. } => Some(minor as f64),
            Stand::Open { .. } | Stand::Lost { .. } => None,
        })
        .collect();
    let average = super::metrics::mean(won.iter().copied());
    let mut wins = won.len() as f64;
    let mut value = average.map(|_| won.iter().sum::<f64>());
    for lead in leads {
        if let Stand::Open { age, minor } = lead.stand {
            let chance = curve.win_ever(age).unwrap_or(0.0);
            wins += chance;
            if let Some(amount) = minor.map(|m| m as f64).or(average) {
                value = Some(value.unwrap_or(0.0) + chance * amount);
            }
        }
    }
    (wins, value)
}
