//! The first sheet of an XLSX file with something in it, as text.
//!
//! Deliberately absent: formulas (their stored results are read), styles, other sheets, and the old XLS.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};

use super::LIMITS;
use crate::error::ExchangeError;
use crate::sheet::{Delimiter, Sheet, SheetOptions};

/// The most bytes of all parts of a file, unpacked.
const MOST_UNPACKED: u64 = 192 << 20;
/// The most parts of a file.
const MOST_PARTS: usize = 5_000;
/// The most rows between two that have something, so that a cell at the end of an empty sheet costs nothing.
const MOST_ROWS: u32 = 1_048_576;

/// Whether bytes begin as an XLSX file does.
#[must_use]
pub fn is_xlsx(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Reads the sheet.
pub(super) fn sheet(bytes: Vec<u8>) -> Result<Sheet, ExchangeError> {
    weigh(&bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ExchangeError::Binary)?;
    for name in book.sheet_names() {
        let text = text(&mut book, &name)?;
        if text.trim_matches(['\n', ',']).is_empty() {
            continue;
        }
        let options = SheetOptions { limits: LIMITS, encoding: Some("utf-8"), delimiter: Some(Delimiter::Comma) };
        return Sheet::from_bytes(text.into_bytes(), &options);
    }
    Err(ExchangeError::Empty)
}

/// Unpacks every part into nothing: what a file says about its own sizes proves nothing.
fn weigh(bytes: &[u8]) -> Result<(), ExchangeError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| ExchangeError::Binary)?;
    if archive.len() > MOST_PARTS {
        return Err(ExchangeError::FileTooLarge { limit: MOST_UNPACKED });
    }
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| ExchangeError::Binary)?;
        let read =
            io::copy(&mut part.take(left.saturating_add(1)), &mut io::sink()).map_err(|_| ExchangeError::Binary)?;
        left = left.checked_sub(read).ok_or(ExchangeError::FileTooLarge { limit: MOST_UNPACKED })?;
    }
    Ok(())
}

/// A sheet as CSV with one line a row, so that lines are the numbers of rows.
fn text(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<String, ExchangeError> {
    // A chart has a name among the sheets, but no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(String::new()) };
    let mut text = String::new();
    let (mut row, mut column) = (0_u32, 0_u32);
    while let Some(cell) = cells.next_cell().map_err(|_| ExchangeError::Binary)? {
        let (at, across) = cell.get_position();
        // Rows come in their order; what does not is damaged.
        if at < row || at > MOST_ROWS || across as usize >= LIMITS.columns {
            if across as usize >= LIMITS.columns && !value(cell.get_value()).is_empty() {
                return Err(ExchangeError::TooManyColumns { limit: LIMITS.columns });
            }
            continue;
        }
        let value = value(cell.get_value());
        if value.is_empty() {
            continue;
        }
        while row < at {
            text.push('\n');
            (row, column) = (row + 1, 0);
        }
        while column < across {
            text.push(',');
            column += 1;
        }
        push_cell(&mut text, &value);
        if text.len() as u64 > LIMITS.file {
            return Err(ExchangeError::FileTooLarge { limit: LIMITS.file });
        }
    }
    text.push('\n');
    Ok(text)
}

fn push_cell(text: &mut String, value: &str) {
    text.push('"');
    for letter in value.chars() {
        match letter {
            '"' => text.push_str("\"\""),
            // A line end inside a cell would shift the numbers of rows; cells are read with it turned back.
            '\n' => text.push('\u{2028}'),
            '\r' | '\0' => {}
            other => text.push(other),
        }
    }
    text.push('"');
}

fn value(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(when) => when.as_datetime().map(|when| when.to_string()).unwrap_or_default(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
