//! Tables of figures for spreadtables: heads in words, cells as numbers, so that they can be computed with.
//!
//! Deliberately absent: what the figures mean, and words: the heads are given.

use std::borrow::Cow;
use std::io::Write;

use chrono::NaiveDate;
use corong_domain::money::Money;

use crate::csv::guarded;
use crate::error::ExchangeError;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A share or a length of time; four decimals are kept.
    Decimal(f64),
    /// An amount, written in major units.
    Money(Money),
    /// A day.
    Day(NaiveDate),
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureTable {
    /// Its title.
    pub title: String,
    /// The heads of its columns.
    pub heads: Vec<String>,
    /// Its rows; each has a cell for each column.
    pub rows: Vec<Vec<Figure>>,
}

/// Writes tables one below the other as UTF-8 with CR LF line ends; each begins with its title and its heads, and an
/// empty line stands between two. `mark` puts the byte order mark in front. Gives the number of rows.
///
/// # Errors
/// The system does not take the bytes.
pub fn write_figures(mut out: impl Write, tables: &[FigureTable], mark: bool) -> Result<u64, ExchangeError> {
    if mark {
        out.write_all("\u{feff}".as_bytes()).map_err(ExchangeError::Write)?;
    }
    let end = csv::Terminator::CRLF;
    let mut writer = csv::WriterBuilder::new().terminator(end).flexible(true).from_writer(out);
    let mut rows = 0;
    for (index, table) in tables.iter().enumerate() {
        if index > 0 {
            writer.write_record([""]).map_err(ExchangeError::Csv)?;
        }
        writer.write_record([guarded(&table.title).as_ref()]).map_err(ExchangeError::Csv)?;
        writer.write_record(table.heads.iter().map(|head| guarded(head).into_owned())).map_err(ExchangeError::Csv)?;
        for row in &table.rows {
            writer.write_record(row.iter().map(|value| text(value).into_owned())).map_err(ExchangeError::Csv)?;
            rows += 1;
        }
    }
    writer.flush().map_err(ExchangeError::Write)?;
    Ok(rows)
}

/// Numbers are never guarded: a minus in front of one is no formula.
fn text(value: &Figure) -> Cow<'_, str> {
    match value {
        Figure::Empty => Cow::Borrowed(""),
        Figure::Text(text) => guarded(text),
        Figure::Whole(number) => Cow::Owned(number.to_string()),
        Figure::Decimal(number) => {
            let text = format!("{number:.4}");
            let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
            Cow::Owned(text.to_owned())
        }
        Figure::Money(money) => Cow::Owned(money.to_major()),
        Figure::Day(day) => Cow::Owned(day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stand_one_below_the_other_and_no_text_is_computed() {
        let table =
            |title: &str, rows| FigureTable { title: title.to_owned(), heads: vec!["A".into(), "B".into()], rows };
        let first = vec![
            vec![Figure::Text("=1+1".into()), Figure::Whole(-3)],
            vec![Figure::Decimal(-0.25), Figure::Money(Money::new(-12_550, "USD"))],
            vec![Figure::Empty, Figure::Day("2026-11-20".parse().unwrap())],
            vec![Figure::Decimal(10.0), Figure::Text("a, b".into())],
        ];
        let mut out = Vec::new();
        let rows = write_figures(&mut out, &[table("One", first), table("Two", Vec::new())], true).unwrap();
        assert_eq!(rows, 4);
        let wanted =
            "\u{feff}One\r\nA,B\r\n'=1+1,-3\r\n-0.25,-125.50\r\n,2026-11-20\r\n10,\"a, b\"\r\n\"\"\r\nTwo\r\nA,B\r\n";
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }
}
