//! How values become the few weighted features of a row: numbers by knots at their quantiles, names one by one.
//!
//! A number lies between two knots and shares its weight among them (first-order B-splines; Eilers and Marx, Statistical
//! Science 11, 1996), so that a class limit is not a cliff. Missing is a value of its own. A value that was never seen,
//! or too rarely, has no feature and is left out of the sum. Deliberately absent: any look at the outcome.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};

use crate::estimate::metrics::quantile;
use crate::estimate::table::{Coding, Row, Table, Value, Variable};

/// Most intervals between knots of one variable.
const MOST_INTERVALS: usize = 10;
/// Fewest numbers for each interval.
const NUMBERS_PER_INTERVAL: usize = 20;

/// The coding of one variable; features are numbered through all variables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Code {
    /// Place of the variable in a row.
    pub(super) place: usize,
    /// First feature of this variable.
    pub(super) first: usize,
    /// Number of features.
    pub(super) width: usize,
    /// Feature of a missing value, counted from the first.
    missing: Option<usize>,
    shape: Shape,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Shape {
    /// Ascending knots, one feature each.
    Knots(Vec<f64>),
    /// Names in alphabetical order, one feature each.
    Names(Vec<String>),
}

/// The features of one value: at most two, each with its weight; weights add up to 1, or to 0 for a value never seen.
pub(super) type Features = [Option<(usize, f64)>; 2];

/// How often a value must be seen to count, when the variable does not say: 10, less in a small table.
fn usual_minimum(rows: usize) -> usize {
    (rows / 20).clamp(3, 10)
}

impl Code {
    /// Codes one variable from the rows at `places`; `None` when it has fewer than two features and so says nothing.
    fn learn(table: &Table, places: &[usize], place: usize, variable: &Variable, first: usize) -> Option<Self> {
        let minimum = variable.minimum.map_or_else(|| usual_minimum(places.len()), |m| m.max(1) as usize);
        let values = places.iter().filter_map(|&i| table.rows().get(i)?.0.get(place));
        let missing = values.clone().filter(|v| is_missing(v)).count() >= minimum;
        let shape = match variable.coding {
            Coding::Number => Shape::Knots(knots(values)),
            Coding::Category => Shape::Names(names(values, minimum)),
        };
        let seen = match &shape {
            Shape::Knots(knots) => knots.len(),
            Shape::Names(names) => names.len(),
        };
        let width = seen + usize::from(missing);
        (width >= 2).then(|| Self { place, first, width, missing: missing.then_some(seen), shape })
    }

    /// The features of a row's value.
    pub(super) fn features(&self, row: &Row) -> Features {
        let none = [None, None];
        let one = |offset: usize| [Some((self.first + offset, 1.0)), None];
        match (&self.shape, row.0.get(self.place)) {
            (_, None) => none,
            (_, Some(value)) if is_missing(value) => self.missing.map_or(none, one),
            (Shape::Knots(knots), Some(Value::Number(number))) => between(knots, *number, self.first),
            (Shape::Names(names), Some(Value::Text(text))) => {
                names.binary_search_by(|name| name.as_str().cmp(text)).map_or(none, one)
            }
            (Shape::Names(names), Some(Value::Number(number))) => {
                let text = number.to_string();
                names.binary_search(&text).map_or(none, one)
            }
            (Shape::Knots(_), Some(Value::Text(_))) | (_, Some(Value::Missing)) => none,
        }
    }
}

/// The codes of all variables that say something, and the number of features.
pub(super) fn learn(table: &Table, places: &[usize]) -> (Vec<Code>, usize) {
    let mut first = 0;
    let mut codes = Vec::new();
    for (place, variable) in table.variables().iter().enumerate() {
        if let Some(code) = Code::learn(table, places, place, variable, first) {
            first += code.width;
            codes.push(code);
        }
    }
    (codes, first)
}

/// A number that is none counts as missing.
pub(super) fn is_missing(value: &Value) -> bool {
    match value {
        Value::Missing => true,
        Value::Number(number) => number.is_nan(),
        Value::Text(_) => false,
    }
}

/// Weights of the two knots around a number; beyond the ends the last knot has it all.
fn between(knots: &[f64], number: f64, first: usize) -> Features {
    let above = knots.partition_point(|&knot| knot <= number);
    match (above.checked_sub(1).and_then(|i| knots.get(i)), knots.get(above)) {
        (Some(low), Some(high)) => {
            let share = (number - low) / (high - low);
            [Some((first + above - 1, 1.0 - share)), Some((first + above, share))]
        }
        (Some(_), None) => [Some((first + above - 1, 1.0)), None],
        (None, Some(_)) => [Some((first, 1.0)), None],
        (None, None) => [None, None],
    }
}

/// Ascending knots at quantiles of the numbers. A number that fills a whole interval by itself, as 0 often does, is a
/// state rather than a size: it and its next neighbours become knots, so that it shares nothing with larger numbers,
/// and the quantiles are those of the others.
fn knots<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<f64> {
    let mut numbers: Vec<f64> = values
        .filter_map(|value| match value {
            Value::Number(number) if number.is_finite() => Some(*number),
            Value::Number(_) | Value::Missing | Value::Text(_) => None,
        })
        .collect();
    numbers.sort_unstable_by(f64::total_cmp);
    let intervals = (numbers.len() / NUMBERS_PER_INTERVAL).clamp(1, MOST_INTERVALS);
    let whole = numbers.len().div_ceil(intervals);
    let mut knots = Vec::new();
    let mut others = Vec::with_capacity(numbers.len());
    let mut before = None;
    let mut beside_state = false;
    for same in numbers.chunk_by(|a, b| a == b) {
        let number = same.first().copied();
        let state = same.len() >= whole;
        if state {
            knots.extend(before);
        } else {
            others.extend_from_slice(same);
        }
        if state || beside_state {
            knots.extend(number);
        }
        (before, beside_state) = (number, state);
    }
    knots.extend((0..=intervals).filter_map(|i| quantile(&others, i as f64 / intervals as f64)));
    knots.sort_unstable_by(f64::total_cmp);
    knots.dedup();
    knots
}

/// The names seen at least `minimum` times, in alphabetical order.
fn names<'a>(values: impl Iterator<Item = &'a Value>, minimum: usize) -> Vec<String> {
    let mut counts: HashMap<&str, usize, BuildHasherDefault<Fnv>> = HashMap::default();
    let mut numbers: HashMap<String, usize, BuildHasherDefault<Fnv>> = HashMap::default();
    for value in values {
        match value {
            Value::Text(text) => *counts.entry(text).or_default() += 1,
            Value::Number(number) if !number.is_nan() => *numbers.entry(number.to_string()).or_default() += 1,
            Value::Number(_) | Value::Missing => {}
        }
    }
    for (text, n) in &numbers {
        *counts.entry(text).or_default() += n;
    }
    let mut names: Vec<String> =
        counts.into_iter().filter(|(_, n)| *n >= minimum).map(|(name, _)| name.to_owned()).collect();
    names.sort_unstable();
    names
}

/// FNV-1a (Fowler, Noll and Vo; RFC 9923): counting names is most of the work of coding, and needs no protected hash.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
