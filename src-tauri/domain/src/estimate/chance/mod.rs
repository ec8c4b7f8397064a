//! The win chance of an open opportunity: a logistic regression whose reasons can be named.
//!
//! Deliberately absent: what is known only after the outcome (the caller leaves it out of the table), and a chance that
//! looks learnt where the data hold no signal: then the base rate is given and said so.

mod code;
mod evaluate;
mod logistic;
mod model;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use evaluate::{Evaluation, cross_validate, train_and_test};
pub use model::WinModel;

use super::ENOUGH_OUTCOMES;
use super::count;
use super::table::{Row, Table, Value};

/// No open opportunity is shown below this percentage.
pub const LEAST_PERCENT: f64 = 0.01;
/// No open opportunity is shown above this percentage.
pub const MOST_PERCENT: f64 = 99.99;
/// Reasons shown on each side.
pub const REASONS: usize = 3;
/// Folds of the check whether the model says more than the base rate.
pub const FOLDS: usize = 5;

/// Why a chance is what it is: one variable's part in it, against the average opportunity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WinReason {
    /// The variable's name.
    pub variable: String,
    /// The value of this opportunity.
    pub value: Value,
    /// Its part of the log odds; above 0 speaks for a win.
    pub log_odds: f64,
    /// What the chance would lose without it, in percentage points.
    pub points: f64,
}

/// From how many outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Outcomes {
    /// Won.
    pub won: u32,
    /// Lost or disqualified.
    pub lost: u32,
}

/// Why the base rate is shown in place of a learnt chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BaseRateCause {
    /// In cross-validation the model was not surely better than the base rate.
    NoSignal,
    /// Fewer than two were won or fewer than two lost: there is nothing to compare.
    OneSided,
}

/// What the past of a book says about win chances.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum WinEstimator {
    /// Below eight outcomes: the funnel's plan values count.
    Plan {
        /// From how many.
        outcomes: Outcomes,
    },
    /// The share won, for every opportunity alike.
    BaseRate {
        /// From how many.
        outcomes: Outcomes,
        /// The share, 0 to 1.
        share: f64,
        /// Why.
        cause: BaseRateCause,
    },
    /// A model that was better than the base rate on outcomes that it had not seen.
    Learnt {
        /// The model.
        model: WinModel,
        /// How good it was in cross-validation.
        checked: Evaluation,
    },
}

/// A win chance as it is shown, in percent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum WinChance {
    /// It is decided: 100 when won, 0 when lost.
    Decided {
        /// 100 or 0.
        percent: f64,
    },
    /// The user's own number.
    Own {
        /// As typed.
        percent: f64,
    },
    /// Learnt from past outcomes.
    Learnt {
        /// 0.01 to 99.99.
        percent: f64,
        /// From how many.
        outcomes: Outcomes,
        /// The strongest reasons for a win, strongest first.
        reasons_for: Vec<WinReason>,
        /// The strongest reasons against it, strongest first.
        reasons_against: Vec<WinReason>,
    },
    /// The share won so far.
    BaseRate {
        /// 0.01 to 99.99.
        percent: f64,
        /// From how many.
        outcomes: Outcomes,
        /// Why not learnt.
        cause: BaseRateCause,
    },
    /// The plan value of the stage.
    Plan {
        /// 0.01 to 99.99.
        percent: f64,
        /// From how many; fewer than eight.
        outcomes: Outcomes,
    },
}

impl WinChance {
    /// The number itself, in percent.
    #[must_use]
    pub fn percent(&self) -> f64 {
        match self {
            Self::Decided { percent }
            | Self::Own { percent }
            | Self::Learnt { percent, .. }
            | Self::BaseRate { percent, .. }
            | Self::Plan { percent, .. } => *percent,
        }
    }

    /// What is shown for one that is decided.
    #[must_use]
    pub fn decided(won: bool) -> Self {
        Self::Decided { percent: if won { 100.0 } else { 0.0 } }
    }

    /// What is shown when the user typed a number; it stays within the limits of an open opportunity.
    #[must_use]
    pub fn own(percent: f64) -> Self {
        Self::Own { percent: within(percent) }
    }
}

/// Holds a percentage of an open opportunity between its limits.
fn within(percent: f64) -> f64 {
    percent.clamp(LEAST_PERCENT, MOST_PERCENT)
}

impl Outcomes {
    /// Counts outcomes.
    #[must_use]
    pub fn of(won: &[bool]) -> Self {
        let wins = won.iter().filter(|&&won| won).count();
        Self { won: count(wins), lost: count(won.len() - wins) }
    }

    /// Share won, 0 to 1. With one side empty half an outcome is added to both (Jeffreys' prior), since "never" is
    /// more than a few outcomes can say; 0.5 for none.
    #[must_use]
    pub fn share(self) -> f64 {
        let (won, lost) = (f64::from(self.won), f64::from(self.lost));
        if self.won == 0 || self.lost == 0 { (won + 0.5) / (won + lost + 1.0) } else { won / (won + lost) }
    }
}

impl WinEstimator {
    /// Learns from past outcomes and checks by cross-validation that this says more than the base rate: the mean gain
    /// in log loss must be above its standard error. The seed deals the folds.
    #[must_use]
    pub fn learn(table: &Table, seed: u64) -> Self {
        let outcomes = Outcomes::of(table.won());
        if outcomes.won + outcomes.lost < ENOUGH_OUTCOMES {
            return Self::Plan { outcomes };
        }
        let share = outcomes.share();
        if outcomes.won.min(outcomes.lost) < 2 {
            return Self::BaseRate { outcomes, share, cause: BaseRateCause::OneSided };
        }
        match cross_validate(table, FOLDS, seed) {
            Some(checked) if checked.gain > checked.gain_error => Self::Learnt { model: WinModel::fit(table), checked },
            Some(_) | None => Self::BaseRate { outcomes, share, cause: BaseRateCause::NoSignal },
        }
    }

    /// The win chance to show for an open opportunity; `plan` is the plan value of its stage in percent.
    #[must_use]
    pub fn chance(&self, row: &Row, plan: f64) -> WinChance {
        match self {
            Self::Plan { outcomes } => WinChance::Plan { percent: within(plan), outcomes: *outcomes },
            Self::BaseRate { outcomes, share, cause } => {
                WinChance::BaseRate { percent: within(share * 100.0), outcomes: *outcomes, cause: *cause }
            }
            Self::Learnt { model, checked: _ } => {
                let (reasons_for, reasons_against) = model.reasons(row, REASONS);
                let percent = within(model.chance(row) * 100.0);
                WinChance::Learnt { percent, outcomes: model.outcomes(), reasons_for, reasons_against }
            }
        }
    }
}
