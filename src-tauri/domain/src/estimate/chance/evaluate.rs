//! How good win chances are on outcomes that the model has not seen.
//!
//! Deliberately absent: a figure measured on the rows that were fitted.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::model::WinModel;
use super::{LEAST_PERCENT, MOST_PERCENT, Outcomes};
use crate::estimate::metrics::{Judged, auc, brier, ece10, log_loss, loss, stratified_folds};
use crate::estimate::table::{Row, Table};

/// How good win chances were.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// Outcomes that were judged.
    pub n: u32,
    /// How many of them were won.
    pub won: u32,
    /// Chance that a won one is rated above a lost one; 0.5 is blind.
    pub auc: f64,
    /// Mean log loss.
    pub log_loss: f64,
    /// Log loss of the share won among the fitted rows.
    pub base_log_loss: f64,
    /// Expected calibration error over ten classes.
    pub ece10: f64,
    /// Brier score.
    pub brier: f64,
    /// How much lower the log loss is than the base rate's, per outcome.
    pub gain: f64,
    /// Standard error of `gain`.
    pub gain_error: f64,
}

/// Cross-validates with `k` stratified folds: codes and weights of each fold come from the other folds alone. The seed
/// deals the folds. `None` when an outcome occurs fewer than two times or `k` is below 2.
#[must_use]
pub fn cross_validate(table: &Table, k: usize, seed: u64) -> Option<Evaluation> {
    let outcomes = Outcomes::of(table.won());
    let k = k.min(table.len());
    if k < 2 || outcomes.won.min(outcomes.lost) < 2 {
        return None;
    }
    let folds = stratified_folds(table.won(), k, seed);
    let mut pairs = Vec::with_capacity(table.len());
    for fold in 0..k {
        let (held, fitted): (Vec<usize>, Vec<usize>) =
            (0..table.len()).partition(|&i| folds.get(i).is_some_and(|&f| f == fold));
        let model = WinModel::fit_rows(table, &fitted);
        judge(&model, held.iter().filter_map(|&i| Some((table.rows().get(i)?, *table.won().get(i)?))), &mut pairs);
    }
    evaluation(&pairs)
}

/// Fits one table and judges on another of the same variables. `None` when the second lacks one of the outcomes.
#[must_use]
pub fn train_and_test(train: &Table, test: &Table) -> Option<Evaluation> {
    let model = WinModel::fit(train);
    let mut pairs = Vec::with_capacity(test.len());
    judge(&model, test.rows().iter().zip(test.won().iter().copied()), &mut pairs);
    evaluation(&pairs)
}

/// Adds the model's and the base rate's judgement of each row, within the limits that are shown.
fn judge<'a>(model: &WinModel, rows: impl Iterator<Item = (&'a Row, bool)>, pairs: &mut Vec<(Judged, Judged)>) {
    let limit = |chance: f64| chance.clamp(LEAST_PERCENT / 100.0, MOST_PERCENT / 100.0);
    let base = limit(model.outcomes().share());
    pairs.extend(rows.map(|(row, came_true)| {
        (Judged { chance: limit(model.chance(row)), came_true }, Judged { chance: base, came_true })
    }));
}

fn evaluation(pairs: &[(Judged, Judged)]) -> Option<Evaluation> {
    let (judged, base): (Vec<Judged>, Vec<Judged>) = pairs.iter().copied().unzip();
    let n = pairs.len() as f64;
    let gains = pairs.iter().map(|(model, base)| loss(base) - loss(model));
    let gain = gains.clone().sum::<f64>() / n;
    let spread = gains.map(|g| (g - gain).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    Some(Evaluation {
        n: crate::estimate::count(pairs.len()),
        won: crate::estimate::count(judged.iter().filter(|j| j.came_true).count()),
        auc: auc(&judged)?,
        log_loss: log_loss(&judged)?,
        base_log_loss: log_loss(&base)?,
        ece10: ece10(&judged)?,
        brier: brier(&judged)?,
        gain,
        gain_error: (spread / n).sqrt(),
    })
}
