//! One line of the result: what was measured, through which door, against which goal.

use serde_json::{Value, json};

use crate::measure::{Pair, exponent, median};

/// The goals are meant for books of at least so many contacts.
const JUDGED: usize = 10_000;

/// Through which door Corong was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The store: records, log, search and duplicate keys, without the rules.
    Store,
    /// The book: what the window and the command line call, with rules, settings and views.
    Book,
}

impl Door {
    /// As the table says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Store => "store",
            Self::Book => "book",
        }
    }
}

/// What a line should reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Goal {
    /// At most so many times as long, or as large, as bare SQLite in the same run.
    Times(f64),
    /// At most so many milliseconds.
    Millis(f64),
}

impl Goal {
    /// Whether a figure reaches it.
    fn reached(self, ours: f64, ratio: Option<f64>) -> bool {
        match self {
            Self::Times(most) => ratio.is_some_and(|ratio| ratio <= most),
            Self::Millis(most) => ours <= most,
        }
    }

    /// As the table says it.
    pub fn text(self) -> String {
        match self {
            Self::Times(most) => format!("{most} x"),
            Self::Millis(most) => format!("{most} ms"),
        }
    }
}

/// In what a figure is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Millis,
    /// Mebibytes.
    Mebibytes,
}

impl Unit {
    /// As the table says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Millis => "ms",
            Self::Mebibytes => "MiB",
        }
    }
}

/// One line of the result.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was done.
    pub line: String,
    /// In a book of so many contacts.
    pub contacts: usize,
    /// Through which door.
    pub door: Door,
    /// Every round.
    pub pairs: Vec<Pair>,
    /// What it should reach.
    pub goal: Goal,
    /// In what it is told.
    pub unit: Unit,
    /// For lines whose growth is told: the name over all sizes, and by what the time is divided.
    pub growth: Option<(&'static str, usize)>,
}

impl Figure {
    /// A line in milliseconds.
    pub fn new(line: impl Into<String>, contacts: usize, door: Door, goal: Goal, pairs: Vec<Pair>) -> Self {
        Self { line: line.into(), contacts, door, pairs, goal, unit: Unit::Millis, growth: None }
    }

    /// Tells the growth of this line over all sizes, of the time divided by `parts`.
    pub fn grows(mut self, name: &'static str, parts: usize) -> Self {
        self.growth = Some((name, parts.max(1)));
        self
    }

    /// Corong's median.
    pub fn ours(&self) -> f64 {
        median(self.pairs.iter().map(|pair| pair.ours))
    }

    /// Bare SQLite's median.
    pub fn bare(&self) -> Option<f64> {
        let bare: Vec<f64> = self.pairs.iter().filter_map(|pair| pair.bare).collect();
        (!bare.is_empty()).then(|| median(bare))
    }

    /// The median of the ratios of the pairs.
    pub fn ratio(&self) -> Option<f64> {
        let ratios: Vec<f64> = self.pairs.iter().filter_map(Pair::ratio).collect();
        (!ratios.is_empty()).then(|| median(ratios))
    }

    /// Whether the goal is reached; `None` in a book that is only there to see how a line grows.
    pub fn reached(&self) -> Option<bool> {
        (self.contacts >= JUDGED).then(|| self.goal.reached(self.ours(), self.ratio()))
    }

    /// The line as JSON, with every round.
    pub fn json(&self) -> Value {
        json!({
            "line": self.line,
            "contacts": self.contacts,
            "door": self.door.word(),
            "unit": self.unit.word(),
            "ours": self.ours(),
            "bare": self.bare(),
            "ratio": self.ratio(),
            "goal": self.goal.text(),
            "reached": self.reached(),
            "rounds": self.pairs.iter().map(|pair| json!([pair.ours, pair.bare])).collect::<Vec<_>>(),
        })
    }
}

/// How a line grows with the number of contacts.
#[derive(Debug, Clone, PartialEq)]
pub struct Growth {
    /// The line.
    pub line: &'static str,
    /// Contacts and milliseconds.
    pub points: Vec<(usize, f64)>,
    /// The exponent; `None` for a single size.
    pub exponent: Option<f64>,
}

/// The growth of all lines that have one.
pub fn growths(figures: &[Figure]) -> Vec<Growth> {
    let mut found: Vec<Growth> = Vec::new();
    for figure in figures {
        let Some((line, parts)) = figure.growth else { continue };
        #[allow(clippy::cast_precision_loss, reason = "a count of things done")]
        let time = figure.ours() / parts as f64;
        match found.iter_mut().find(|growth| growth.line == line) {
            Some(growth) => growth.points.push((figure.contacts, time)),
            None => found.push(Growth { line, points: vec![(figure.contacts, time)], exponent: None }),
        }
    }
    for growth in &mut found {
        #[allow(clippy::cast_precision_loss, reason = "a count of contacts")]
        let points: Vec<(f64, f64)> = growth.points.iter().map(|(n, time)| (*n as f64, *time)).collect();
        growth.exponent = exponent(&points);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(ours: &[f64], bare: f64, goal: Goal) -> Figure {
        let pairs = ours.iter().map(|ours| Pair { ours: *ours, bare: Some(bare) }).collect();
        Figure::new("a line", 10_000, Door::Store, goal, pairs)
    }

    #[test]
    fn a_goal_is_judged_by_the_median_of_the_pairs() {
        assert_eq!(figure(&[8.0, 2.0, 3.0], 1.0, Goal::Times(3.0)).reached(), Some(true));
        assert_eq!(figure(&[8.0, 2.0, 3.1], 1.0, Goal::Times(3.0)).reached(), Some(false));
        assert_eq!(figure(&[8.0, 2.0, 3.0], 1.0, Goal::Millis(2.9)).reached(), Some(false));
        let small = Figure { contacts: 1_000, ..figure(&[8.0], 1.0, Goal::Times(3.0)) };
        assert_eq!(small.reached(), None);
        // A ratio that cannot be made is not reached.
        assert_eq!(figure(&[8.0], 0.0, Goal::Times(100.0)).reached(), Some(false));
    }

    #[test]
    fn growth_joins_the_sizes_of_a_line() {
        let at = |contacts: usize, time: f64| {
            let pairs = vec![Pair { ours: time, bare: None }];
            Figure::new(format!("import {contacts}"), contacts, Door::Book, Goal::Millis(9.0), pairs).grows("import", 1)
        };
        let growth = growths(&[at(100, 1.0), figure(&[1.0], 1.0, Goal::Millis(9.0)), at(10_000, 100.0)]);
        assert_eq!(growth.len(), 1);
        assert!((growth[0].exponent.unwrap() - 1.0).abs() < 1e-9);
    }
}
