//! Which opportunities a time to close is estimated from, and when nothing can be said.
//!
//! Cells are tried from the narrowest on until one has eight endings. Deliberately absent: a date; the caller counts the
//! days from today.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::ENOUGH_OUTCOMES;
use super::closing::{Curve, Spell};

/// More than this share still open at the last ending means that the long ones have not been seen yet.
pub const LONGEST_TAIL: f64 = 0.15;

/// Whose spells an estimate rests on, from the narrowest to the widest; always of the same stage or level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The same funnel and the same source.
    FunnelAndSource,
    /// The same funnel.
    Funnel,
    /// All funnels.
    All,
}

/// Spells of one scope.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'a> {
    /// Whose they are.
    pub scope: Scope,
    /// The spells.
    pub spells: &'a [Spell],
}

/// From how much an estimate comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Basis {
    /// Whose spells.
    pub scope: Scope,
    /// How many, the open ones among them.
    pub n: u32,
    /// How many ended, won or lost.
    pub events: u32,
    /// How many were won.
    pub wins: u32,
}

/// The curve that a time to close is read from.
#[derive(Debug, Clone, PartialEq)]
pub enum Fitted {
    /// The narrowest cell with enough endings.
    Cell {
        /// From how much.
        basis: Basis,
        /// Its curve.
        curve: Curve,
    },
    /// No cell has enough: the funnel's planned days count.
    Plan,
}

/// What can be said about the time to close of one open opportunity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Closing {
    /// Days from now, for those that will win.
    Data {
        /// From how much.
        basis: Basis,
        /// Days in which one in five of them has won.
        p20: f64,
        /// Days in which half of them has won.
        p50: f64,
        /// Days in which four in five of them have won.
        p80: f64,
        /// Chance to win at all from this age on, 0 to 1, as far as was watched.
        win: Option<f64>,
    },
    /// Too many were still open at the last ending: a median would come out too short.
    NotEnoughLongOnes {
        /// From how much.
        basis: Basis,
        /// Share still open at the last ending, 0 to 1.
        still_open: f64,
    },
    /// None that was open at this age has been won later.
    NoneWonThisLate {
        /// From how much.
        basis: Basis,
    },
    /// Too few endings everywhere: the funnel's planned days count.
    Plan,
}

/// The first cell, in the order given, that has eight endings and a curve that holds together.
#[must_use]
pub fn narrowest(cells: &[Cell<'_>]) -> Fitted {
    for cell in cells {
        let curve = Curve::fit(cell.spells);
        if curve.events() >= ENOUGH_OUTCOMES && curve.holds_together() {
            let basis = Basis { scope: cell.scope, n: curve.spells(), events: curve.events(), wins: curve.wins() };
            return Fitted::Cell { basis, curve };
        }
    }
    Fitted::Plan
}

impl Fitted {
    /// What can be said about one that has been open for `age` days of its own clock.
    #[must_use]
    pub fn closing(&self, age: f64) -> Closing {
        let Self::Cell { basis, curve } = self else { return Closing::Plan };
        let basis = *basis;
        let still_open = curve.end().open;
        if still_open > LONGEST_TAIL {
            return Closing::NotEnoughLongOnes { basis, still_open };
        }
        let days = |q| curve.days_to_win(age, q);
        match (days(0.2), days(0.5), days(0.8)) {
            (Some(p20), Some(p50), Some(p80)) => Closing::Data { basis, p20, p50, p80, win: curve.win_ever(age) },
            (_, _, _) => Closing::NoneWonThisLate { basis },
        }
    }
}

/// What can be said about one open for `age` days, from the narrowest cell with enough endings.
#[must_use]
pub fn closing(cells: &[Cell<'_>], age: f64) -> Closing {
    narrowest(cells).closing(age)
}
