//! Times in pairs: Corong and bare SQLite right after each other, so that a slow moment of the machine slows both.
//!
//! Deliberately absent: absolute verdicts on the machine. What is kept is the median and the ratio of each pair.

use std::error::Error;
use std::time::{Duration, Instant};

/// What may go wrong while measuring.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// One run of both, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Corong.
    pub ours: f64,
    /// Bare SQLite, where there is something to compare with.
    pub bare: Option<f64>,
}

impl Pair {
    /// How many times as long Corong took.
    pub fn ratio(&self) -> Option<f64> {
        self.bare.filter(|bare| *bare > 0.0).map(|bare| self.ours / bare)
    }
}

/// Milliseconds of a duration.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Milliseconds that something took.
pub fn timed<T>(run: impl FnOnce() -> Outcome<T>) -> Outcome<(T, f64)> {
    let start = Instant::now();
    let value = run()?;
    Ok((value, millis(start.elapsed())))
}

/// Runs both `rounds` times; who begins changes with each round.
pub fn pairs(
    rounds: usize,
    mut ours: impl FnMut(usize) -> Outcome<f64>,
    mut bare: impl FnMut(usize) -> Outcome<f64>,
) -> Outcome<Vec<Pair>> {
    let mut pairs = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let (first, second);
        if round % 2 == 0 {
            first = ours(round)?;
            second = bare(round)?;
        } else {
            second = bare(round)?;
            first = ours(round)?;
        }
        pairs.push(Pair { ours: first, bare: Some(second) });
    }
    Ok(pairs)
}

/// Runs one thing `rounds` times, with nothing to compare.
pub fn alone(rounds: usize, mut ours: impl FnMut(usize) -> Outcome<f64>) -> Outcome<Vec<Pair>> {
    (0..rounds).map(|round| Ok(Pair { ours: ours(round)?, bare: None })).collect()
}

/// The middle of some numbers; of an even count the mean of the middle two. NaN for none.
pub fn median(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = numbers.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match (sorted.get(half), sorted.len() % 2) {
        (Some(upper), 1) => *upper,
        (Some(upper), _) => {
            half.checked_sub(1).and_then(|at| sorted.get(at)).map_or(*upper, |lower| (lower + upper) / 2.0)
        }
        (None, _) => f64::NAN,
    }
}

/// The exponent of growth: the slope of the line through the logarithms (least squares). 0 is flat, 1 is in proportion.
/// `None` for fewer than two sizes.
pub fn exponent(points: &[(f64, f64)]) -> Option<f64> {
    let logs: Vec<(f64, f64)> =
        points.iter().filter(|(n, time)| *n > 0.0 && *time > 0.0).map(|(n, time)| (n.ln(), time.ln())).collect();
    #[allow(clippy::cast_precision_loss, reason = "a handful of sizes")]
    let count = logs.len() as f64;
    let mean_x = logs.iter().map(|(x, _)| x).sum::<f64>() / count;
    let mean_y = logs.iter().map(|(_, y)| y).sum::<f64>() / count;
    let spread: f64 = logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let together: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    (logs.len() > 1 && spread > 0.0).then(|| together / spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median([]).is_nan());
    }

    #[test]
    fn the_exponent_tells_flat_from_linear_from_square() {
        let at = |power: i32| [1e3_f64, 1e4, 1e5].map(|n| (n, 7.0 * n.powi(power)));
        for power in 0..3 {
            let found = exponent(&at(power)).unwrap();
            assert!((found - f64::from(power)).abs() < 1e-9, "{found} for {power}");
        }
        assert_eq!(exponent(&[(1_000.0, 2.0)]), None);
    }

    #[test]
    fn both_run_in_every_round_and_take_turns() {
        let order = std::cell::RefCell::new(Vec::new());
        let note = |who: &'static str, time: f64| {
            order.borrow_mut().push(who);
            Ok(time)
        };
        let pairs = pairs(2, |_| note("ours", 6.0), |_| note("bare", 2.0)).unwrap();
        assert_eq!(*order.borrow(), ["ours", "bare", "bare", "ours"]);
        assert_eq!(pairs.iter().filter_map(Pair::ratio).collect::<Vec<_>>(), [3.0, 3.0]);
    }
}
