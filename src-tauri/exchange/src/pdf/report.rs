//! A report: a title, and sections of text and tables.
//!
//! Deliberately absent: charts.

use serde::{Deserialize, Serialize};

use super::fonts::Weight;
use super::page::{Ink, LEFT, MEASURE, Pages, Side};
use super::shape::{Setter, Style};
use super::table::{Cell, Head, Table};
use super::words::{Tongue, Words};
use super::{MAX_ROWS, Made, PdfError};

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Where its text stands.
    pub align: Align,
}

/// A part of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its title, or empty.
    pub title: String,
    /// What it says before the table, or empty.
    pub text: String,
    /// Columns of its table; none for a section of text alone.
    pub columns: Vec<Column>,
    /// Rows of its table; a row that is shorter than the columns is filled up with nothing.
    pub rows: Vec<Vec<String>>,
    /// Whether the last row is a sum and set bold.
    pub last_is_sum: bool,
}

/// A report, with every figure already written in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Language of "page 1 of 2".
    pub tongue: Tongue,
    /// The title.
    pub title: String,
    /// Under the title: the day, the event, the salesperson.
    pub subtitle: String,
    /// The parts.
    pub sections: Vec<Section>,
}

/// Makes a report.
///
/// # Errors
/// When there are more than [`MAX_ROWS`] rows.
pub fn report_pdf(report: &Report) -> Result<Made, PdfError> {
    let rows = report.sections.iter().map(|section| section.rows.len()).sum();
    if rows > MAX_ROWS {
        return Err(PdfError::TooLong { rows });
    }
    let setter = Setter::new()?;
    let foot = if report.subtitle.is_empty() {
        report.title.clone()
    } else {
        format!("{} · {}", report.title, report.subtitle)
    };
    let mut pages = Pages::new(&setter);
    let title = Style { weight: Weight::Bold, size: 20.0 };
    let lines = setter.wrap(&report.title, title, MEASURE, 4);
    pages.lines(lines, LEFT, MEASURE, Side::Left, title, Ink::Accent);
    if !report.subtitle.is_empty() {
        let style = Style { weight: Weight::Regular, size: 10.0 };
        let lines = setter.wrap(&report.subtitle, style, MEASURE, 4);
        pages.lines(lines, LEFT, MEASURE, Side::Left, style, Ink::Quiet);
    }
    for section in &report.sections {
        write_section(&mut pages, section);
    }
    pages.finish(&report.title, &foot, Words::of(report.tongue))
}

fn write_section(pages: &mut Pages<'_>, section: &Section) {
    pages.y += 16.0;
    if !section.title.is_empty() {
        let style = Style { weight: Weight::Bold, size: 12.0 };
        // A title never stands alone at the end of a page.
        pages.need(90.0);
        let lines = pages.setter.wrap(&section.title, style, MEASURE, 3);
        pages.lines(lines, LEFT, MEASURE, Side::Left, style, Ink::Text);
        pages.y += 4.0;
    }
    if !section.text.is_empty() {
        pages.text(&section.text, LEFT, MEASURE, Style { weight: Weight::Regular, size: 9.0 }, Ink::Quiet);
        pages.y += 6.0;
    }
    if section.columns.is_empty() {
        return;
    }
    let side = |align: Align| match align {
        Align::Left => Side::Left,
        Align::Right => Side::Right,
    };
    let head = |column: &Column| Head { title: column.title.clone(), side: side(column.align), grows: false };
    let row = |(index, row): (usize, &Vec<String>)| {
        let strong = section.last_is_sum && index + 1 == section.rows.len();
        let text = |column: usize| row.get(column).cloned().unwrap_or_default();
        let cell = |column: usize| Cell { text: text(column), detail: String::new(), strong };
        (0..section.columns.len()).map(cell).collect()
    };
    let table = Table {
        heads: section.columns.iter().map(head).collect(),
        rows: section.rows.iter().enumerate().map(row).collect(),
        carry: None,
    };
    table.write(pages);
}
