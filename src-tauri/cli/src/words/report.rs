//! What the words of reports are.

use chrono::NaiveDate;
use corong_book::views::{ReportColumn, ReportName, ReportNote, ReportTableKey, ReportVariant, ReportVerdict};
use corong_domain::funnel::Strength;
use corong_domain::opportunity::{Reason, Source};

pub use corong_book::ReportWord;

use super::Words;

/// The words of reports in one language.
pub trait ReportWords {
    /// The name of a report.
    fn report(&self, name: ReportName) -> &'static str;
    /// The title of a table.
    fn table(&self, key: ReportTableKey) -> &'static str;
    /// The head of a column.
    fn column(&self, column: ReportColumn) -> &'static str;
    /// Of which opportunities a share is.
    fn variant(&self, variant: ReportVariant) -> &'static str;
    /// How far a return can be judged.
    fn verdict(&self, verdict: ReportVerdict) -> &'static str;
    /// A reason.
    fn reason(&self, reason: Reason) -> &'static str;
    /// A source.
    fn source(&self, source: Source) -> &'static str;
    /// How strongly a gate asks.
    fn strength(&self, strength: Strength) -> &'static str;
    /// In all.
    fn all(&self) -> &'static str;
    /// The lower and the upper end of the range of a column.
    fn range(&self, column: &str) -> (String, String);
    /// So many of so many.
    fn of(&self, hits: u32, n: u32) -> String;
    /// A period; `None` for all times.
    fn period(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String>;
    /// What has to be said about figures.
    fn note(&self, note: ReportNote) -> String;
}

/// A word of a report.
pub fn report_word(words: &dyn Words, word: ReportWord) -> String {
    let word = match word {
        ReportWord::Table(key) => words.table(key),
        ReportWord::Column(column) => words.column(column),
        ReportWord::RangeLow(column) => return words.range(words.column(column)).0,
        ReportWord::RangeHigh(column) => return words.range(words.column(column)).1,
        ReportWord::Level(level) => words.level(level),
        ReportWord::Status(status) => words.status(status),
        ReportWord::Reason(reason) => words.reason(reason),
        ReportWord::Source(source) => words.source(source),
        ReportWord::Strength(strength) => words.strength(strength),
        ReportWord::Variant(variant) => words.variant(variant),
        ReportWord::Verdict(verdict) => words.verdict(verdict),
        ReportWord::All => words.all(),
    };
    word.to_owned()
}
