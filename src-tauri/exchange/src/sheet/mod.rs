//! Reading a CSV file of any program: its character set, its delimiter, its header, and then row by row.
//!
//! Deliberately absent: what a column means, trimming of cells, and sentences; a row that cannot be taken has a code and
//! a line number. Cells that [`crate::csv::guarded`] wrote are given as they stand in the file.

mod delimiter;
mod rows;
mod text;

use std::io::Read;

use serde::{Deserialize, Serialize};

use crate::error::ExchangeError;

pub use rows::{RefusedRow, RefusedRowCode, Rows, SheetRow};

const MIB: usize = 1024 * 1024;

/// How much of a sheet is read at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetLimits {
    /// Bytes of a whole file.
    pub file: u64,
    /// Columns of the header.
    pub columns: usize,
    /// Bytes of one cell, as UTF-8.
    pub cell: usize,
    /// Bytes of one row, as UTF-8.
    pub row: usize,
    /// Rows below the header, blank ones not counted.
    pub rows: u64,
}

impl Default for SheetLimits {
    fn default() -> Self {
        Self { file: 256 * MIB as u64, columns: 1_000, cell: MIB / 4, row: MIB, rows: 1_000_000 }
    }
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, where the comma is the decimal sign.
    Semicolon,
    /// A tabulator, of pasted sheets.
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The byte itself.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// What the reader is told instead of finding it out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SheetOptions<'a> {
    /// How much is read at most.
    pub limits: SheetLimits,
    /// A character set by its label (`windows-1252`, `utf-8`); one that does not exist counts as not given.
    pub encoding: Option<&'a str>,
    /// The delimiter.
    pub delimiter: Option<Delimiter>,
}

/// A sheet: its header and, on demand, its rows.
#[derive(Debug, Clone)]
pub struct Sheet {
    text: String,
    encoding: &'static str,
    delimiter: Delimiter,
    limits: SheetLimits,
    header: Vec<String>,
    /// Where the row of the header begins and ends in the text, and the lines before each.
    header_at: Place,
    body_at: Place,
}

/// A place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// Bytes before it.
    byte: usize,
    /// Its line in the file, from 1.
    line: u64,
}

/// One of the first rows, which may be the header.
struct First {
    at: Place,
    after: Place,
    row: SheetRow,
    /// Cells in the file.
    width: usize,
    /// Cells that are not blank.
    filled: usize,
}

impl Sheet {
    /// Reads a whole sheet into memory and finds its header.
    ///
    /// # Errors
    /// When the bytes cannot be read, are over the limit, are not text, or hold nothing.
    pub fn open(source: impl Read, options: &SheetOptions<'_>) -> Result<Self, ExchangeError> {
        Self::from_bytes(text::read(source, options.limits.file)?, options)
    }

    /// The same from bytes that were read already.
    ///
    /// # Errors
    /// When the bytes are over the limit, are not text, or hold nothing.
    pub fn from_bytes(bytes: Vec<u8>, options: &SheetOptions<'_>) -> Result<Self, ExchangeError> {
        let limits = options.limits;
        if bytes.len() as u64 > limits.file {
            return Err(ExchangeError::FileTooLarge { limit: limits.file });
        }
        let (text, encoding) = text::decode(bytes, options.encoding)?;
        let (said, start) = delimiter::said(&text);
        let delimiter = options.delimiter.or(said).unwrap_or_else(|| {
            let sample = text.get(start.byte..).unwrap_or_default();
            delimiter::guess(sample)
        });
        let mut sheet =
            Self { text, encoding, delimiter, limits, header: Vec::new(), header_at: start, body_at: start };
        sheet.find_header()?;
        Ok(sheet)
    }

    /// The names of the columns, trimmed; some may be empty, and two may be equal.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The rows below the header. Each has as many cells as the header: what a program left out at the end is empty.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        self.rows_from(self.body_at)
    }

    /// The rows with the header as the first one, for a file that has no header.
    #[must_use]
    pub fn rows_with_header(&self) -> Rows<'_> {
        self.rows_from(self.header_at)
    }

    /// The name of the character set.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// What stands between two cells.
    #[must_use]
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    fn rows_from(&self, start: Place) -> Rows<'_> {
        Rows::new(&self.text, start, self.delimiter, self.header.len(), self.limits)
    }

    /// The header is the first row that fills at least half as many cells as the widest of the first rows: a title above
    /// it fills the first cell and perhaps one more.
    fn find_header(&mut self) -> Result<(), ExchangeError> {
        const LOOKED_AT: usize = 20;
        let mut rows = Rows::new(&self.text, self.header_at, self.delimiter, self.limits.columns, self.limits);
        let mut first = Vec::with_capacity(LOOKED_AT);
        let mut wide = false;
        while first.len() < LOOKED_AT {
            let at = rows.place();
            match rows.next() {
                None => break,
                Some(Ok(row)) => {
                    let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
                    first.push(First { at, after: rows.place(), width: rows.found(), row, filled });
                }
                Some(Err(refused)) => wide |= refused.code == RefusedRowCode::TooManyCells,
            }
        }
        let most = first.iter().map(|row| row.filled).max().unwrap_or(0);
        match first.into_iter().find(|row| row.filled * 2 >= most || row.row.cell(0).is_empty()) {
            Some(First { at, after, row, width, .. }) => {
                self.header = row.cells.iter().take(width).map(|cell| cell.trim().to_owned()).collect();
                (self.header_at, self.body_at) = (at, after);
                Ok(())
            }
            None if wide => Err(ExchangeError::TooManyColumns { limit: self.limits.columns }),
            None => Err(ExchangeError::Empty),
        }
    }
}

#[cfg(test)]
mod tests;
