//! The rows of a sheet as values, outcomes and times under watch.

use chrono::NaiveDate;
use corong_domain::estimate::closing::{Ending, Spell};
use corong_domain::estimate::table::{Row, Table, Value, Variable};

use super::map::{Dates, MapError, OutcomeMap};
use crate::days::DayForm;
use crate::sheet::{RefusedRow, Sheet, SheetRow};

/// So many refused rows are named.
pub const SHOWN_PROBLEMS: usize = 1_000;

/// One past opportunity.
#[derive(Debug, Clone, PartialEq)]
pub struct PastRow {
    /// The line of the file.
    pub line: u64,
    /// How it ended.
    pub ending: Ending,
    /// Its values, in the order of the variables.
    pub values: Row,
    /// First and last day, where they are known.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// When the file says something about times to close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// The first day from which outcomes were kept: one that was opened before it is in the file only because it was
    /// still open then, so it comes under watch on this day.
    pub from: NaiveDate,
    /// The day until which open ones were watched.
    pub as_of: NaiveDate,
}

/// The past opportunities of a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The variables in the order of the values.
    pub variables: Vec<Variable>,
    /// The rows that could be read.
    pub rows: Vec<PastRow>,
    /// What the dates span; `None` without dates.
    pub history: Option<History>,
    /// Rows that could not be read.
    pub refused: Vec<RefusedRow>,
    /// How many rows have an outcome that the map does not name.
    pub unknown_outcomes: u32,
}

/// Places of the columns of a sheet.
struct Places<'m> {
    map: &'m OutcomeMap,
    outcome: usize,
    variables: Vec<(usize, bool)>,
    dates: Option<DatePlaces>,
}

struct DatePlaces {
    opened: usize,
    closed: usize,
    opened_form: DayForm,
    closed_form: DayForm,
}

/// Reads a sheet by a map.
///
/// # Errors
/// The map names a column that the sheet has not, or the sheet has a column that the map does not name.
pub fn read_past(sheet: &Sheet, map: &OutcomeMap) -> Result<Past, MapError> {
    check_columns(sheet, map)?;
    let (rows, mut refused) = rows_of(sheet);
    let places = Places::find(sheet, map, &rows)?;
    let mut past =
        Past { variables: variables(map), rows: Vec::new(), history: None, refused: Vec::new(), unknown_outcomes: 0 };
    for row in &rows {
        match places.row(row) {
            Some(row) => past.rows.push(row),
            None => past.unknown_outcomes += 1,
        }
    }
    if let (Some(dates), Some(form)) = (&map.dates, places.dates.as_ref().map(|dates| &dates.opened_form)) {
        past.history = history(&places, &rows, &past.rows, dates, form)?;
        let as_of = past.history.map_or(NaiveDate::MIN, |history| history.as_of);
        for row in past.rows.iter_mut().filter(|row| row.ending == Ending::Open) {
            row.days = row.days.map(|(opened, _)| (opened, as_of));
        }
    }
    refused.truncate(SHOWN_PROBLEMS);
    past.refused = refused;
    Ok(past)
}

fn rows_of(sheet: &Sheet) -> (Vec<SheetRow>, Vec<RefusedRow>) {
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for row in sheet.rows() {
        match row {
            Ok(row) => rows.push(row),
            Err(problem) => refused.push(problem),
        }
    }
    (rows, refused)
}

fn check_columns(sheet: &Sheet, map: &OutcomeMap) -> Result<(), MapError> {
    for column in map.listed().chain(map.seen_at_least.keys().map(String::as_str)) {
        place(sheet, column)?;
    }
    match sheet.header().iter().find(|name| !name.is_empty() && !map.listed().any(|column| column == name.as_str())) {
        Some(column) => Err(MapError::NotListed { column: column.clone() }),
        None => Ok(()),
    }
}

fn place(sheet: &Sheet, column: &str) -> Result<usize, MapError> {
    let found = sheet.header().iter().position(|name| name == column.trim());
    found.ok_or_else(|| MapError::NoColumn { column: column.to_owned() })
}

fn variables(map: &OutcomeMap) -> Vec<Variable> {
    let numbers = map.numbers.columns.iter().map(|column| Variable::number(column.as_str()));
    let names = map.categories.columns.iter().map(|column| Variable::category(column.as_str()));
    numbers
        .chain(names)
        .map(|variable| match map.seen_at_least.get(&variable.name) {
            Some(&minimum) => variable.seen_at_least(minimum),
            None => variable,
        })
        .collect()
}

impl<'m> Places<'m> {
    fn find(sheet: &Sheet, map: &'m OutcomeMap, rows: &[SheetRow]) -> Result<Self, MapError> {
        let numbers = map.numbers.columns.iter().map(|column| Ok((place(sheet, column)?, true)));
        let names = map.categories.columns.iter().map(|column| Ok((place(sheet, column)?, false)));
        let dates = map.dates.as_ref().map(|dates| {
            let form = |column: &str| {
                let at = place(sheet, column)?;
                let values = rows.iter().map(|row| row.cell(at)).filter(|value| !map.is_missing(value));
                let form = match &dates.format {
                    Some(pattern) => Some(DayForm::named(pattern)),
                    None => DayForm::of(values.clone()),
                };
                let fits = |form: &DayForm| values.clone().all(|value| value.is_empty() || form.read(value).is_some());
                match form.filter(fits) {
                    Some(form) => Ok((at, form)),
                    None => Err(MapError::NotDates { column: column.to_owned() }),
                }
            };
            let ((opened, opened_form), (closed, closed_form)) = (form(&dates.opened)?, form(&dates.closed)?);
            Ok(DatePlaces { opened, closed, opened_form, closed_form })
        });
        Ok(Self {
            map,
            outcome: place(sheet, &map.outcome.column)?,
            variables: numbers.chain(names).collect::<Result<_, _>>()?,
            dates: dates.transpose()?,
        })
    }

    /// `None` when the outcome is not in the map.
    fn row(&self, row: &SheetRow) -> Option<PastRow> {
        let ending = self.map.ending(row.cell(self.outcome))?;
        let values = self.variables.iter().map(|&(place, number)| self.map.value(row.cell(place), number)).collect();
        let days = self.dates.as_ref().and_then(|dates| {
            let opened = dates.opened_form.read(row.cell(dates.opened))?;
            let closed = match ending {
                // Filled in once the day until which open ones were watched is known.
                Ending::Open => opened,
                Ending::Won | Ending::Lost => dates.closed_form.read(row.cell(dates.closed))?,
            };
            Some((opened, closed))
        });
        Some(PastRow { line: row.line, ending, values: Row(values), days })
    }

    fn latest(&self, rows: &[SheetRow]) -> Option<NaiveDate> {
        let dates = self.dates.as_ref()?;
        let days = rows.iter().flat_map(|row| {
            [dates.opened_form.read(row.cell(dates.opened)), dates.closed_form.read(row.cell(dates.closed))]
        });
        days.flatten().max()
    }
}

fn history(
    places: &Places<'_>,
    rows: &[SheetRow],
    past: &[PastRow],
    dates: &Dates,
    form: &DayForm,
) -> Result<Option<History>, MapError> {
    let given = |text: &Option<String>, name: &str| match text {
        None => Ok(None),
        Some(text) => match DayForm::named("%Y-%m-%d").read(text).or_else(|| form.read(text)) {
            Some(day) => Ok(Some(day)),
            None => Err(MapError::NotDates { column: name.to_owned() }),
        },
    };
    let closed = past.iter().filter(|row| row.ending != Ending::Open).filter_map(|row| row.days);
    let from = given(&dates.history_from, "history_from")?.or_else(|| closed.map(|(_, closed)| closed).min());
    let as_of = given(&dates.as_of, "as_of")?.or_else(|| places.latest(rows));
    Ok(from.zip(as_of).map(|(from, as_of)| History { from, as_of }))
}

impl OutcomeMap {
    fn is_missing(&self, text: &str) -> bool {
        text.is_empty() || self.missing.values.iter().any(|value| value == text)
    }

    fn ending(&self, text: &str) -> Option<Ending> {
        let is = |values: &[String]| values.iter().any(|value| value.trim() == text);
        if is(&self.outcome.won) {
            Some(Ending::Won)
        } else if is(&self.outcome.open) {
            Some(Ending::Open)
        } else if is(&self.outcome.lost) || (self.outcome.lost.is_empty() && !text.is_empty()) {
            Some(Ending::Lost)
        } else {
            None
        }
    }

    fn value(&self, text: &str, number: bool) -> Value {
        if self.is_missing(text) {
            Value::Missing
        } else if number {
            number_of(text).map_or(Value::Missing, Value::Number)
        } else {
            Value::Text(text.to_owned())
        }
    }
}

/// A number with a point, or with a comma where there is no point.
fn number_of(text: &str) -> Option<f64> {
    let plain = text.trim_end_matches('%').trim();
    let read = plain.parse::<f64>().ok().or_else(|| {
        let comma = plain.matches(',').count() == 1 && !plain.contains('.');
        comma.then(|| plain.replace(',', ".").parse().ok()).flatten()
    });
    read.filter(|number| number.is_finite())
}

impl Past {
    /// The decided ones.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(self.variables.clone());
        for row in &self.rows {
            let won = match row.ending {
                Ending::Won => true,
                Ending::Lost => false,
                Ending::Open => continue,
            };
            // Every row has one value for each variable.
            let _ = table.push(row.values.clone(), won);
        }
        table
    }

    /// The times under watch, in days; those without days, or closed before they were opened, are left out.
    #[must_use]
    pub fn spells(&self) -> Vec<Spell> {
        let Some(history) = self.history else { return Vec::new() };
        self.rows
            .iter()
            .filter_map(|row| {
                let (opened, left) = row.days?;
                let days = |until: NaiveDate| (until - opened).num_days();
                // Under watch from the morning of the first day on, so that an outcome on it counts.
                (days(left) >= 0).then(|| Spell {
                    entered: (days(history.from) - 1).max(0) as f64,
                    left: days(left) as f64,
                    ending: row.ending,
                })
            })
            .collect()
    }
}
