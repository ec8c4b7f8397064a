//! How good estimates are: AUC, log loss, Brier score, calibration error, quartiles, and folds for cross-validation.
//!
//! Deliberately absent: any opinion on what is good enough.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::dice::Dice;

/// An estimated chance and what happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The chance that was stated, 0 to 1.
    pub chance: f64,
    /// Whether it came true.
    pub came_true: bool,
}

/// The chance that a random one that came true was rated above a random one that did not; ties count half. `None` when
/// one of the two kinds is absent. Mann-Whitney by mid-ranks (Hanley and McNeil, Radiology 143, 1982).
#[must_use]
pub fn auc(judged: &[Judged]) -> Option<f64> {
    let mut sorted: Vec<&Judged> = judged.iter().collect();
    sorted.sort_by(|a, b| a.chance.total_cmp(&b.chance));
    let positives = judged.iter().filter(|j| j.came_true).count() as f64;
    let negatives = judged.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 {
        return None;
    }
    let mut below = 0.0;
    let mut wins = 0.0;
    for tie in sorted.chunk_by(|a, b| a.chance == b.chance) {
        let hits = tie.iter().filter(|j| j.came_true).count() as f64;
        let misses = tie.len() as f64 - hits;
        wins += hits * (below + misses / 2.0);
        below += misses;
    }
    Some(wins / (positives * negatives))
}

/// Mean of -ln(chance given to what happened); chances are held 1e-15 away from 0 and 1. `None` for none.
#[must_use]
pub fn log_loss(judged: &[Judged]) -> Option<f64> {
    mean(judged.iter().map(loss))
}

/// The log loss of one estimate.
pub(crate) fn loss(judged: &Judged) -> f64 {
    let chance = if judged.came_true { judged.chance } else { 1.0 - judged.chance };
    -chance.clamp(1e-15, 1.0).ln()
}

/// Mean squared distance of chance and outcome (Brier, Monthly Weather Review 78, 1950). `None` for none.
#[must_use]
pub fn brier(judged: &[Judged]) -> Option<f64> {
    mean(judged.iter().map(|j| (j.chance - f64::from(u8::from(j.came_true))).powi(2)))
}

/// One of ten equally wide classes of stated chance.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChanceClass {
    /// How many estimates fell into it.
    pub n: u32,
    /// Mean stated chance, 0 to 1; 0 when `n` is 0.
    pub stated: f64,
    /// Share that came true, 0 to 1; 0 when `n` is 0.
    pub came_true: f64,
}

/// The ten classes [0, 0.1), [0.1, 0.2) ... [0.9, 1].
#[must_use]
pub fn classes(judged: &[Judged]) -> [ChanceClass; 10] {
    let mut classes = [ChanceClass::default(); 10];
    for one in judged {
        let place = ((one.chance * 10.0).max(0.0) as usize).min(9);
        if let Some(class) = classes.get_mut(place) {
            class.n += 1;
            class.stated += one.chance;
            class.came_true += f64::from(u8::from(one.came_true));
        }
    }
    for class in classes.iter_mut().filter(|class| class.n > 0) {
        class.stated /= f64::from(class.n);
        class.came_true /= f64::from(class.n);
    }
    classes
}

/// Expected calibration error over ten equally wide classes: the mean distance of stated chance and share that came
/// true, weighted by class size (Naeini, Cooper and Hauskrecht, AAAI 2015). `None` for none.
#[must_use]
pub fn ece10(judged: &[Judged]) -> Option<f64> {
    if judged.is_empty() {
        return None;
    }
    let gaps = classes(judged).iter().map(|c| f64::from(c.n) * (c.stated - c.came_true).abs()).sum::<f64>();
    Some(gaps / judged.len() as f64)
}

/// The mean, or `None` for none.
#[must_use]
pub fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (n, sum) = values.fold((0_u32, 0.0), |(n, sum), value| (n + 1, sum + value));
    (n > 0).then(|| sum / f64::from(n))
}

/// Lower quartile, median and upper quartile.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Quartiles {
    /// A quarter is at or below it.
    pub lower: f64,
    /// Half is at or below it.
    pub median: f64,
    /// Three quarters are at or below it.
    pub upper: f64,
}

/// Quartiles of plain values, `None` for none. For times to close use the curve of `closing`, which knows the open ones.
#[must_use]
pub fn quartiles(values: &[f64]) -> Option<Quartiles> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    Some(Quartiles {
        lower: quantile(&sorted, 0.25)?,
        median: quantile(&sorted, 0.5)?,
        upper: quantile(&sorted, 0.75)?,
    })
}

/// The quantile `q` (0 to 1) of ascending values by linear interpolation: type 7 of Hyndman and Fan, The American
/// Statistician 50, 1996. `None` for none.
#[must_use]
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = q.clamp(0.0, 1.0) * last as f64;
    let low = *sorted.get(place.floor() as usize)?;
    let high = *sorted.get(place.ceil() as usize)?;
    Some(low + (high - low) * place.fract())
}

/// Gives each outcome one of `k` folds so that every fold holds nearly the same share of both outcomes; the seed decides.
#[must_use]
pub fn stratified_folds(outcomes: &[bool], k: usize, seed: u64) -> Vec<usize> {
    let k = k.max(1);
    let mut dice = Dice::new(seed);
    let mut folds = vec![0; outcomes.len()];
    let mut dealt = 0;
    for kind in [true, false] {
        let mut places: Vec<usize> = (0..outcomes.len()).filter(|&i| outcomes.get(i) == Some(&kind)).collect();
        dice.shuffle(&mut places);
        for place in places {
            if let Some(fold) = folds.get_mut(place) {
                *fold = dealt % k;
                dealt += 1;
            }
        }
    }
    folds
}
