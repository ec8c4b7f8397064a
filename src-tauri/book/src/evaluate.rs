//! How good win chances and times to close are on a sheet of past opportunities, read by a map. No book is needed.
//!
//! Deliberately absent: figures on rows that were fitted.

use std::fs::File;
use std::path::Path;

use corong_domain::estimate::ENOUGH_OUTCOMES;
use corong_domain::estimate::chance::{
    BaseRateCause, Evaluation, FOLDS, Outcomes, WinEstimator, cross_validate, train_and_test,
};
use corong_domain::estimate::closing::{Curve, Ending};
use corong_domain::estimate::closing_cells::LONGEST_TAIL;
use corong_domain::estimate::metrics::{Judged, auc, ece10, log_loss};
use corong_domain::estimate::table::Table;
use corong_exchange::ExchangeError;
use corong_exchange::outcomes::{OutcomeMap, Past, read_past};
use corong_exchange::sheet::{Sheet, SheetOptions};

use crate::error::{BookError, SheetProblem};
use crate::export::file_name;
use crate::import::MAX_FILE_MIB;

/// Deals the folds; any number will do, as long as it stays.
pub(crate) const SEED: u64 = 2_026;

/// What would be shown as the win chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShownChance {
    /// What the model says.
    Learnt,
    /// The share won, for everyone alike.
    BaseRate(BaseRateCause),
    /// The funnel's plan values: there are fewer than eight outcomes.
    Plan,
}

/// How good win chances are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceFigures {
    /// What is shown.
    pub shown: ShownChance,
    /// AUC of what is shown; 0.5 where everyone is rated alike.
    pub auc: Option<f64>,
    /// Mean log loss of what is shown.
    pub log_loss: Option<f64>,
    /// Calibration error of what is shown.
    pub ece10: Option<f64>,
    /// The model's own figures, whether it is shown or not.
    pub model: Option<Evaluation>,
}

/// How long it takes to win.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClosingFigures {
    /// Times under watch.
    pub n: u32,
    /// How many of them ended.
    pub events: u32,
    /// How many were won.
    pub wins: u32,
    /// How many came under watch only after their first day.
    pub late: u32,
    /// Share still open at the last ending.
    pub still_open: f64,
    /// Share won by then.
    pub won: f64,
    /// Days by which a quarter, half and three quarters of those that win have won; `None` when too few have ended.
    pub quartiles: Option<[f64; 3]>,
    /// Whether few enough were still open at the last ending; else the quartiles come out too short, and a window shows
    /// none.
    pub enough: bool,
}

/// What an evaluation found.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// Outcomes that were judged.
    pub n: u32,
    /// Outcomes that were learnt from.
    pub outcomes: Outcomes,
    /// Rows without an outcome.
    pub open: u32,
    /// Rows that could not be read, or whose outcome the map does not name.
    pub refused: u32,
    /// Whether a second file was judged; else cross-validated.
    pub tested: bool,
    /// The win chance.
    pub chance: ChanceFigures,
    /// The time to close; `None` without dates.
    pub closing: Option<ClosingFigures>,
}

/// Learns from a sheet and judges on another one; without one, by cross-validation: codes, vocabularies and weights of
/// each fold come from the other folds alone.
///
/// # Errors
/// A file cannot be read, is no sheet, or does not fit to the map.
pub fn evaluate(train: &Path, test: Option<&Path>, map: &Path) -> Result<Evaluated, BookError> {
    let map = read_map(map)?;
    let past = past_of(train, &map)?;
    let table = past.table();
    let other = test.map(|file| past_of(file, &map)).transpose()?;
    let judged = other.as_ref().map(Past::table);
    let outcomes = Outcomes::of(table.won());
    let all = || std::iter::once(&past).chain(&other);
    let refused = all().map(|past| past.refused.len() + past.unknown_outcomes as usize).sum::<usize>();
    let open = all().flat_map(|past| &past.rows).filter(|row| row.ending == Ending::Open).count();
    Ok(Evaluated {
        n: count(judged.as_ref().map_or(table.len(), Table::len)),
        outcomes,
        open: count(open),
        refused: count(refused),
        tested: other.is_some(),
        chance: chance_figures(&table, judged.as_ref(), outcomes),
        closing: closing_figures(&past),
    })
}

fn chance_figures(table: &Table, test: Option<&Table>, outcomes: Outcomes) -> ChanceFigures {
    let model = match test {
        Some(test) => train_and_test(table, test),
        None => cross_validate(table, FOLDS, SEED),
    };
    let alike = |shown| {
        let won = test.unwrap_or(table).won();
        let judged: Vec<Judged> = won.iter().map(|&came_true| Judged { chance: outcomes.share(), came_true }).collect();
        ChanceFigures { shown, auc: auc(&judged), log_loss: log_loss(&judged), ece10: ece10(&judged), model }
    };
    match WinEstimator::learn(table, SEED) {
        WinEstimator::Plan { .. } => {
            ChanceFigures { shown: ShownChance::Plan, auc: None, log_loss: None, ece10: None, model }
        }
        WinEstimator::BaseRate { cause, .. } => alike(ShownChance::BaseRate(cause)),
        WinEstimator::Learnt { .. } => ChanceFigures {
            shown: ShownChance::Learnt,
            auc: model.map(|model| model.auc),
            log_loss: model.map(|model| model.log_loss),
            ece10: model.map(|model| model.ece10),
            model,
        },
    }
}

fn closing_figures(past: &Past) -> Option<ClosingFigures> {
    past.history?;
    let spells = past.spells();
    let curve = Curve::fit(&spells);
    let end = curve.end();
    let known = curve.events() >= ENOUGH_OUTCOMES && curve.holds_together();
    let days = |share| curve.days_to_win(0.0, share);
    let quartiles = match (known, days(0.25), days(0.5), days(0.75)) {
        (true, Some(lower), Some(median), Some(upper)) => Some([lower, median, upper]),
        (_, _, _, _) => None,
    };
    Some(ClosingFigures {
        n: curve.spells(),
        events: curve.events(),
        wins: curve.wins(),
        late: count(spells.iter().filter(|spell| spell.entered > 0.0).count()),
        still_open: end.open,
        won: end.win,
        quartiles,
        enough: quartiles.is_some() && end.open <= LONGEST_TAIL,
    })
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn past_of(file: &Path, map: &OutcomeMap) -> Result<Past, BookError> {
    let sheet = read_sheet(file)?;
    read_past(&sheet, map).map_err(|error| BookError::sheet(file, SheetProblem::from(error)))
}

/// Reads a sheet of a size that is imported.
pub(crate) fn read_sheet(file: &Path) -> Result<Sheet, BookError> {
    let name = || file_name(file);
    let found = std::fs::metadata(file).map_err(|_| BookError::FileUnreadable { file: name() })?;
    if !found.is_file() {
        return Err(BookError::FileForeign { file: name() });
    }
    // Said before a gigabyte is read.
    if found.len() > u64::from(MAX_FILE_MIB) << 20 {
        return Err(BookError::FileTooLarge { file: name(), limit: MAX_FILE_MIB });
    }
    let source = File::open(file).map_err(|_| BookError::FileUnreadable { file: name() })?;
    Sheet::open(source, &SheetOptions::default()).map_err(|error| match error {
        ExchangeError::FileTooLarge { .. } => BookError::FileTooLarge { file: name(), limit: MAX_FILE_MIB },
        ExchangeError::Read(_) => BookError::FileUnreadable { file: name() },
        _ => BookError::sheet(file, SheetProblem::NoTable),
    })
}

fn read_map(file: &Path) -> Result<OutcomeMap, BookError> {
    let text = std::fs::read_to_string(file).map_err(|_| BookError::FileUnreadable { file: file_name(file) })?;
    OutcomeMap::read(&text).map_err(|error| BookError::sheet(file, SheetProblem::from(error)))
}
