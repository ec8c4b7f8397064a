//! A fitted model: codes, weights, and what each variable adds.
//!
//! Deliberately absent: the rows it was fitted on.

use serde::{Deserialize, Serialize};

use super::code::{self, Code};
use super::logistic::{self, Sparse};
use super::{Outcomes, WinReason};
use crate::estimate::table::{Row, Table, Value};

/// A variable whose part is smaller than this many log odds is no reason.
const NO_REASON: f64 = 0.01;

/// A logistic regression fitted to past outcomes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WinModel {
    names: Vec<String>,
    codes: Vec<Code>,
    /// One per feature, then the intercept.
    weights: Vec<f64>,
    outcomes: Outcomes,
}

impl WinModel {
    /// Fits all rows of a table.
    #[must_use]
    pub fn fit(table: &Table) -> Self {
        let places: Vec<usize> = (0..table.len()).collect();
        Self::fit_rows(table, &places)
    }

    /// Fits the rows at these places: codes, too, come from them alone.
    pub(super) fn fit_rows(table: &Table, places: &[usize]) -> Self {
        let won: Vec<bool> = places.iter().filter_map(|&i| table.won().get(i).copied()).collect();
        let outcomes = Outcomes::of(&won);
        if outcomes.won == 0 || outcomes.lost == 0 {
            let share = outcomes.share();
            let weights = vec![(share / (1.0 - share)).ln()];
            return Self { names: Vec::new(), codes: Vec::new(), weights, outcomes };
        }
        let (codes, width) = code::learn(table, places);
        let mut data = Sparse::default();
        for (row, &won) in places.iter().filter_map(|&i| table.rows().get(i)).zip(&won) {
            data.push(features(&codes, row), won);
        }
        let mut weights = logistic::fit(&data, width);
        centre(&codes, &data, &mut weights);
        let names = codes
            .iter()
            .map(|code| table.variables().get(code.place).map(|v| v.name.clone()).unwrap_or_default())
            .collect();
        Self { names, codes, weights, outcomes }
    }

    /// The chance to win, 0 to 1, without limits.
    #[must_use]
    pub fn chance(&self, row: &Row) -> f64 {
        let intercept = self.weights.last().copied().unwrap_or(0.0);
        logistic::chance(self.codes.iter().fold(intercept, |sum, code| sum + self.part(code, row)))
    }

    /// From how many outcomes.
    #[must_use]
    pub fn outcomes(&self) -> Outcomes {
        self.outcomes
    }

    /// Number of features in use.
    #[must_use]
    pub fn width(&self) -> usize {
        self.weights.len().saturating_sub(1)
    }

    /// The strongest reasons for and against a win, at most `most` of each, strongest first. Only values that were
    /// seen before have a part.
    #[must_use]
    pub fn reasons(&self, row: &Row, most: usize) -> (Vec<WinReason>, Vec<WinReason>) {
        let intercept = self.weights.last().copied().unwrap_or(0.0);
        let parts: Vec<f64> = self.codes.iter().map(|code| self.part(code, row)).collect();
        let all = intercept + parts.iter().sum::<f64>();
        let mut reasons: Vec<WinReason> = self
            .codes
            .iter()
            .zip(&self.names)
            .zip(&parts)
            .filter(|(_, part)| part.abs() >= NO_REASON)
            .map(|((code, name), &part)| WinReason {
                variable: name.clone(),
                value: row.0.get(code.place).filter(|v| !code::is_missing(v)).cloned().unwrap_or(Value::Missing),
                log_odds: part,
                points: 100.0 * (logistic::chance(all) - logistic::chance(all - part)),
            })
            .collect();
        reasons.sort_by(|a, b| b.log_odds.abs().total_cmp(&a.log_odds.abs()));
        let (mut pro, mut con): (Vec<_>, Vec<_>) = reasons.into_iter().partition(|reason| reason.log_odds > 0.0);
        pro.truncate(most);
        con.truncate(most);
        (pro, con)
    }

    /// What one variable adds to the log odds; 0 for a value never seen.
    fn part(&self, code: &Code, row: &Row) -> f64 {
        code.features(row)
            .into_iter()
            .flatten()
            .map(|(feature, x)| x * self.weights.get(feature).copied().unwrap_or(0.0))
            .sum()
    }
}

/// All features of a row, ascending.
fn features<'a>(codes: &'a [Code], row: &'a Row) -> impl Iterator<Item = (usize, f64)> + 'a {
    codes.iter().flat_map(move |code| code.features(row)).flatten()
}

/// Shifts the weights of each variable so that its part is 0 on average over the rows that have one. Then leaving out
/// a value never seen means taking the average, and a part is a reason against the average opportunity. The intercept
/// is set again so that the chances of the fitted rows add up to the number of wins.
fn centre(codes: &[Code], data: &Sparse, weights: &mut [f64]) {
    let mut mass = vec![0.0; weights.len()];
    for (row, _) in data.rows() {
        for &(feature, x) in row {
            if let Some(cell) = mass.get_mut(feature) {
                *cell += x;
            }
        }
    }
    let mut shift = 0.0;
    for code in codes {
        let range = code.first..code.first + code.width;
        if let (Some(own), Some(mass)) = (weights.get_mut(range.clone()), mass.get(range)) {
            let all: f64 = mass.iter().sum();
            if all > 0.0 {
                let mean = own.iter().zip(mass).map(|(w, m)| w * m).sum::<f64>() / all;
                own.iter_mut().for_each(|w| *w -= mean);
                shift += mean;
            }
        }
    }
    if let Some(intercept) = weights.last_mut() {
        *intercept += shift;
    }
    // Rows with a value too rare to count have moved; a few steps of Newton's method in one variable mend that.
    for _ in 0..4 {
        let (gap, bend) = data.rows().fold((0.0, 0.0), |(gap, bend), (row, won)| {
            let p = logistic::chance(logistic::log_odds(row, weights));
            (gap + p - f64::from(u8::from(won)), bend + p * (1.0 - p))
        });
        if let Some(intercept) = weights.last_mut()
            && bend > 0.0
        {
            *intercept -= (gap / bend).clamp(-1.0, 1.0);
        }
        if gap.abs() < 1e-6 {
            break;
        }
    }
}
