//! A report as tables for a spreadsheet. The words are asked of whoever has a dictionary.

use std::path::Path;

use corong_domain::estimate::rates::Rate;
use corong_domain::funnel::{Level, Strength};
use corong_domain::opportunity::{Reason, Source, Status};
use corong_domain::settings::Language;
use corong_exchange::figures::{Figure, FigureTable, write_figures};

use crate::error::BookError;
use crate::export::{denied, file_name, write_whole};
use crate::views::{
    ExportDone, Report, ReportCell, ReportColumn, ReportName, ReportRequest, ReportTable, ReportTableKey,
    ReportVariant, ReportVerdict,
};
use crate::write::Book;

/// A word that a table needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportWord {
    /// The title of a table.
    Table(ReportTableKey),
    /// The head of a column.
    Column(ReportColumn),
    /// The head of the lower end of a rate's range.
    RangeLow(ReportColumn),
    /// The head of the upper end of a rate's range.
    RangeHigh(ReportColumn),
    /// A level.
    Level(Level),
    /// A status.
    Status(Status),
    /// A reason.
    Reason(Reason),
    /// A source.
    Source(Source),
    /// How strongly a gate asks.
    Strength(Strength),
    /// Of which opportunities a share is.
    Variant(ReportVariant),
    /// How far a return can be judged.
    Verdict(ReportVerdict),
    /// In all.
    All,
}

impl ReportWord {
    /// Its key in a dictionary: `column.reached`, `level.lead`.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Table(one) => keyed("table", &one, ""),
            Self::Column(one) => keyed("column", &one, ""),
            Self::RangeLow(one) => keyed("column", &one, ".low"),
            Self::RangeHigh(one) => keyed("column", &one, ".high"),
            Self::Level(one) => keyed("level", &one, ""),
            Self::Status(one) => keyed("status", &one, ""),
            Self::Reason(one) => keyed("reason", &one, ""),
            Self::Source(one) => keyed("source", &one, ""),
            Self::Strength(one) => keyed("strength", &one, ""),
            Self::Variant(one) => keyed("variant", &one, ""),
            Self::Verdict(one) => keyed("verdict", &one, ""),
            Self::All => "all".to_owned(),
        }
    }
}

fn keyed(kind: &str, word: &impl serde::Serialize, end: &str) -> String {
    let word = serde_json::to_value(word).ok();
    format!("{kind}.{}{end}", word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default())
}

/// The name that a report is offered under.
#[must_use]
pub fn report_name(name: ReportName) -> &'static str {
    match name {
        ReportName::Funnel => "funnel.csv",
        ReportName::TimeInStage => "time-in-stage.csv",
        ReportName::WinRate => "win-rate.csv",
        ReportName::Forecast => "forecast.csv",
        ReportName::Velocity => "velocity.csv",
        ReportName::Lost => "lost.csv",
        ReportName::Gates => "gates.csv",
        ReportName::Sources => "sources.csv",
        ReportName::Events => "events.csv",
        ReportName::SaleCredit => "sale-credit.csv",
    }
}

impl Book {
    /// Writes a report as CSV. `words` has the dictionary of `language`.
    ///
    /// # Errors
    /// The funnel is not there; the book cannot be read; the file cannot be written.
    pub fn report_export(
        &self,
        request: &ReportRequest,
        target: &Path,
        language: Language,
        words: &dyn Fn(ReportWord) -> String,
    ) -> Result<ExportDone, BookError> {
        let name = file_name(target);
        let tables = report_figures(&self.report(request)?, language, words);
        let rows = tables.iter().map(|table| table.rows.len()).sum::<usize>();
        write_whole(target, |out| write_figures(out, &tables, true).map(drop)).map_err(|error| denied(error, &name))?;
        Ok(ExportDone { file: name, records: u32::try_from(rows).unwrap_or(u32::MAX) })
    }
}

/// The tables of a report, with numbers as numbers.
#[must_use]
pub fn report_figures(report: &Report, language: Language, words: &dyn Fn(ReportWord) -> String) -> Vec<FigureTable> {
    report.tables.iter().map(|table| figure_table(table, language, words)).collect()
}

/// A rate needs three columns: itself and its range.
fn is_rate(column: ReportColumn) -> bool {
    matches!(
        column,
        ReportColumn::StepRate | ReportColumn::Rate | ReportColumn::ProspectRate | ReportColumn::CustomerRate
    )
}

fn figure_table(table: &ReportTable, language: Language, words: &dyn Fn(ReportWord) -> String) -> FigureTable {
    let heads = table.columns.iter().flat_map(|column| {
        let mut heads = vec![words(ReportWord::Column(*column))];
        if is_rate(*column) {
            heads.extend([words(ReportWord::RangeLow(*column)), words(ReportWord::RangeHigh(*column))]);
        }
        heads
    });
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(row);
        cells.flat_map(|(column, cell)| values(*column, cell, language, words)).collect()
    });
    FigureTable { title: words(ReportWord::Table(table.key)), heads: heads.collect(), rows: rows.collect() }
}

fn values(
    column: ReportColumn,
    cell: &ReportCell,
    language: Language,
    words: &dyn Fn(ReportWord) -> String,
) -> Vec<Figure> {
    let word = |word: ReportWord| Figure::Text(words(word));
    let value = match cell {
        ReportCell::Rate(Rate::Shrunk { rate, interval, .. }) => {
            return vec![Figure::Decimal(*rate), Figure::Decimal(interval.low), Figure::Decimal(interval.high)];
        }
        ReportCell::Rate(Rate::CountsOnly { .. }) | ReportCell::None => Figure::Empty,
        ReportCell::Text(text) => Figure::Text(text.clone()),
        ReportCell::Words(text) => Figure::Text(text.get(language).to_owned()),
        ReportCell::Level(level) => word(ReportWord::Level(*level)),
        ReportCell::Status(status) => word(ReportWord::Status(*status)),
        ReportCell::Reason(reason) => word(ReportWord::Reason(*reason)),
        ReportCell::Source(source) => word(ReportWord::Source(*source)),
        ReportCell::Strength(strength) => word(ReportWord::Strength(*strength)),
        ReportCell::Variant(variant) => word(ReportWord::Variant(*variant)),
        ReportCell::Verdict(verdict) => word(ReportWord::Verdict(*verdict)),
        ReportCell::All => word(ReportWord::All),
        ReportCell::Count(count) => Figure::Whole(*count),
        ReportCell::Share(share) => Figure::Decimal(*share),
        ReportCell::Days(days) => Figure::Decimal(*days),
        ReportCell::Money(money) => Figure::Money(money.clone()),
        ReportCell::Day(day) => Figure::Day(*day),
    };
    if is_rate(column) { vec![value, Figure::Empty, Figure::Empty] } else { vec![value] }
}
