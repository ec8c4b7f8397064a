//! L2-regularised logistic regression on sparse rows by Newton's method.
//!
//! Iteratively reweighted least squares (Hastie, Tibshirani and Friedman, "The elements of statistical learning", 2nd
//! edition 2009, section 4.4.1) on `sum of -ln(chance of what happened) + LAMBDA / 2 * |weights|^2`; the intercept is
//! free. The sum is strictly convex in the weights, so there is one answer. Deliberately absent: a choice of LAMBDA by
//! the data, which small books cannot carry.

/// Strength of the regularisation: as if each feature had been seen eight times more without any effect (a weight's
/// curvature is at most 1/4 per row). Stronger, and chances come out too near the middle; weaker, and small books learn
/// noise.
pub(super) const LAMBDA: f64 = 2.0;
const MOST_ROUNDS: usize = 30;
/// A step this small is the last one: the distance to the answer is then of the order of its square.
const STILL: f64 = 1e-4;

/// Rows of features with weights, one after another.
#[derive(Default)]
pub(super) struct Sparse {
    starts: Vec<usize>,
    cells: Vec<(usize, f64)>,
    won: Vec<bool>,
}

impl Sparse {
    /// Adds a row.
    pub(super) fn push(&mut self, features: impl Iterator<Item = (usize, f64)>, won: bool) {
        self.starts.push(self.cells.len());
        self.cells.extend(features);
        self.won.push(won);
    }

    /// Each row's features and outcome.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&[(usize, f64)], bool)> {
        let ends = self.starts.iter().skip(1).copied().chain(std::iter::once(self.cells.len()));
        let cells = self.starts.iter().zip(ends).map(|(&start, end)| self.cells.get(start..end).unwrap_or(&[]));
        cells.zip(self.won.iter().copied())
    }
}

/// The chance that belongs to log odds.
pub(super) fn chance(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Log odds of a row: the intercept is the last weight.
pub(super) fn log_odds(row: &[(usize, f64)], weights: &[f64]) -> f64 {
    let intercept = weights.last().copied().unwrap_or(0.0);
    row.iter().fold(intercept, |sum, &(feature, x)| sum + x * weights.get(feature).copied().unwrap_or(0.0))
}

/// The penalised loss. ln(1 + e^z) is written so that it cannot overflow.
fn loss(data: &Sparse, weights: &[f64]) -> f64 {
    let penalty: f64 = weights.iter().rev().skip(1).map(|w| w * w).sum::<f64>() * LAMBDA / 2.0;
    data.rows().fold(penalty, |sum, (row, won)| {
        let z = log_odds(row, weights);
        sum + z.max(0.0) + (-z.abs()).exp().ln_1p() - if won { z } else { 0.0 }
    })
}

/// Weights of `width` features and, last, the intercept. Both outcomes must occur, else the intercept has no end.
pub(super) fn fit(data: &Sparse, width: usize) -> Vec<f64> {
    let mut weights = vec![0.0; width + 1];
    let won = data.won.iter().filter(|&&won| won).count() as f64;
    if let Some(intercept) = weights.last_mut() {
        *intercept = (won / (data.won.len() as f64 - won)).ln();
    }
    let mut now = loss(data, &weights);
    for _ in 0..MOST_ROUNDS {
        let (mut curvature, mut step) = derivatives(data, &weights);
        if !solve(&mut curvature, &mut step) {
            break;
        }
        let moved = step.iter().fold(0.0_f64, |most, s| most.max(s.abs()));
        // A full step can overshoot when chances are near 0 or 1; half of it then goes down.
        let mut length = 1.0;
        let (next, next_weights) = loop {
            let tried: Vec<f64> = weights.iter().zip(&step).map(|(w, s)| w - length * s).collect();
            let loss = loss(data, &tried);
            if loss <= now || length < 1e-4 {
                break (loss, tried);
            }
            length /= 2.0;
        };
        if next > now {
            break;
        }
        (now, weights) = (next, next_weights);
        if moved * length < STILL {
            break;
        }
    }
    weights
}

/// Curvature (lower triangle, row by row) and slope of the penalised loss.
fn derivatives(data: &Sparse, weights: &[f64]) -> (Vec<Vec<f64>>, Vec<f64>) {
    let width = weights.len().saturating_sub(1);
    let mut curvature: Vec<Vec<f64>> = (0..=width).map(|i| vec![0.0; i + 1]).collect();
    let mut slope: Vec<f64> = weights.iter().map(|w| w * LAMBDA).collect();
    if let Some(intercept) = slope.last_mut() {
        *intercept = 0.0;
    }
    for (i, line) in curvature.iter_mut().enumerate().take(width) {
        if let Some(diagonal) = line.get_mut(i) {
            *diagonal = LAMBDA;
        }
    }
    for (row, won) in data.rows() {
        let p = chance(log_odds(row, weights));
        let gap = p - f64::from(u8::from(won));
        let bend = p * (1.0 - p);
        let mut rest = row;
        while let Some((&(feature, x), before)) = rest.split_last() {
            if let Some(s) = slope.get_mut(feature) {
                *s += gap * x;
            }
            // Features of a row ascend, so what comes before this one is in its line of the lower triangle.
            if let Some(line) = curvature.get_mut(feature).map(Vec::as_mut_slice) {
                let bent = bend * x;
                if let Some(cell) = line.last_mut() {
                    *cell += bent * x;
                }
                for &(other, y) in before {
                    if let Some(cell) = line.get_mut(other) {
                        *cell += bent * y;
                    }
                }
            }
            rest = before;
        }
        if let (Some(s), Some(line)) = (slope.last_mut(), curvature.last_mut()) {
            *s += gap;
            for &(feature, x) in row {
                if let Some(cell) = line.get_mut(feature) {
                    *cell += bend * x;
                }
            }
            if let Some(cell) = line.last_mut() {
                *cell += bend;
            }
        }
    }
    (curvature, slope)
}

/// Solves `matrix * x = right` for a symmetric positive definite matrix by Cholesky's decomposition; both are
/// overwritten, `right` by x. False when the matrix is not positive definite.
fn solve(matrix: &mut [Vec<f64>], right: &mut [f64]) -> bool {
    for i in 0..matrix.len() {
        let (done, rest) = matrix.split_at_mut(i);
        let Some(line) = rest.first_mut() else { return false };
        for (j, above) in done.iter().enumerate() {
            let (head, tail) = line.split_at_mut(j);
            if let (Some(cell), Some(diagonal)) = (tail.first_mut(), above.last()) {
                *cell = (*cell - dot(head, above)) / diagonal;
            }
        }
        let Some((diagonal, head)) = line.split_last_mut() else { return false };
        let square = *diagonal - dot(head, head);
        if !(square > 0.0 && square.is_finite()) {
            return false;
        }
        *diagonal = square.sqrt();
        let (known, open) = right.split_at_mut(i);
        if let Some(value) = open.first_mut() {
            *value = (*value - dot(head, known)) / *diagonal;
        }
    }
    for (i, line) in matrix.iter().enumerate().rev() {
        let (above, here) = right.split_at_mut(i);
        if let (Some(value), Some((diagonal, head))) = (here.first_mut(), line.split_last()) {
            *value /= diagonal;
            for (other, factor) in above.iter_mut().zip(head) {
                *other -= *value * factor;
            }
        }
    }
    true
}

/// Sum of products over the shorter of the two.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linear_system_is_solved() {
        // [[4,2,1],[2,5,3],[1,3,6]] * [1,-2,3] = [3,1,13].
        let mut matrix = vec![vec![4.0], vec![2.0, 5.0], vec![1.0, 3.0, 6.0]];
        let mut right = vec![3.0, 1.0, 13.0];
        assert!(solve(&mut matrix, &mut right));
        for (found, expected) in right.iter().zip([1.0, -2.0, 3.0]) {
            assert!((found - expected).abs() < 1e-12, "{right:?}");
        }
        assert!(!solve(&mut [vec![1.0], vec![2.0, 1.0]], &mut [1.0, 1.0]), "not positive definite");
    }

    #[test]
    fn weights_agree_with_scikit_learn() {
        // LogisticRegression(C=0.5, tol=1e-13, solver="newton-cg") of scikit-learn 1.9.1 on the same forty rows.
        let mut data = Sparse::default();
        for i in 0..40_u32 {
            let (a, b, t) = (i % 4, (i * 7) % 3, f64::from((i * 37) % 100) / 100.0);
            let row = [(a as usize, 1.0), (4 + b as usize, 1.0), (7, 1.0 - t), (8, t)];
            data.push(row.into_iter(), f64::from((i * 29 + 11) % 17) < 4.0 + 3.0 * f64::from(a) + 5.0 * t);
        }
        let expected = [
            -0.741_550_016_66,
            -0.270_104_609_58,
            0.219_001_269_57,
            0.792_653_356_67,
            -0.158_940_449_92,
            -0.239_375_457_83,
            0.398_315_907_74,
            -0.190_352_854_21,
            0.190_352_854_21,
            0.935_781_814_70,
        ];
        let weights = fit(&data, 9);
        assert_eq!(weights.len(), expected.len());
        for (found, expected) in weights.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{weights:?}");
        }
    }

    #[test]
    fn chances_stay_finite_at_the_ends() {
        assert_eq!(chance(-1e9), 0.0);
        assert_eq!(chance(1e9), 1.0);
        assert_eq!(chance(0.0), 0.5);
    }
}
