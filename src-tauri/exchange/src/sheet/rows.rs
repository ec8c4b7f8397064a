//! The rows of a sheet, each whole or refused with its reason.
//!
//! Deliberately absent: a row that stops the rest of the file. A quote that is never closed costs its own line only.

use serde::{Deserialize, Serialize};

use super::{Delimiter, Place, SheetLimits};

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Its cells as they stand in the file, without their quotes.
    pub cells: Vec<String>,
}

impl SheetRow {
    /// The text of one cell, trimmed; empty beyond the last one.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// Why a row was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusedRowCode {
    /// It has cells with text beyond the last column of the header: a delimiter inside a cell without quotes.
    TooManyCells,
    /// A cell is over the limit.
    CellTooLong,
    /// The whole row is over the limit.
    RowTooLong,
    /// A quote is never closed.
    QuoteNotClosed,
    /// The sheet has more rows than the limit; none is read from here on.
    TooManyRows,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// Why.
    pub code: RefusedRowCode,
    /// The row as it stands in the file, cut at the limit of a cell.
    pub raw: String,
}

/// Reads row by row; blank rows are passed over.
pub struct Rows<'a> {
    text: &'a str,
    delimiter: Delimiter,
    width: usize,
    limits: SheetLimits,
    reader: csv::Reader<&'a [u8]>,
    /// Where the reader was started.
    origin: Place,
    record: csv::StringRecord,
    given: u64,
    done: bool,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, start: Place, delimiter: Delimiter, width: usize, limits: SheetLimits) -> Self {
        Self {
            text,
            delimiter,
            width,
            limits,
            reader: reader(text, start, delimiter),
            origin: start,
            record: csv::StringRecord::new(),
            given: 0,
            done: false,
        }
    }

    /// Where the next row begins.
    pub(super) fn place(&self) -> Place {
        let position = self.reader.position();
        let byte = self.origin.byte + usize::try_from(position.byte()).unwrap_or(usize::MAX - self.origin.byte);
        Place { byte, line: self.origin.line + position.line() - 1 }
    }

    /// The number of cells of the row that was read last, before it was filled up.
    pub(super) fn found(&self) -> usize {
        self.record.len()
    }

    /// Begins again at a place.
    fn restart(&mut self, at: Place) {
        self.reader = reader(self.text, at, self.delimiter);
        self.origin = at;
    }

    /// The text of the row that was read last.
    fn raw(&self, start: Place) -> &'a str {
        self.text.get(start.byte..self.place().byte).unwrap_or_default()
    }

    fn refuse(&self, line: u64, code: RefusedRowCode, raw: &str) -> RefusedRow {
        let most = self.limits.cell.min(raw.len());
        let end = (0..=most).rev().find(|&at| raw.is_char_boundary(at)).unwrap_or(0);
        RefusedRow { line, code, raw: raw.get(..end).unwrap_or_default().trim_end_matches(['\r', '\n']).to_owned() }
    }

    /// Judges the row that was just read from `start`.
    fn take(&mut self, start: Place) -> Result<SheetRow, RefusedRow> {
        let raw = self.raw(start);
        // The reader counts the blank lines before a row to it.
        let blank = raw.len() - raw.trim_start_matches(['\r', '\n']).len();
        let (before, raw) = raw.split_at_checked(blank).unwrap_or((raw, ""));
        let line = start.line + lines(before);
        if self.place().byte >= self.text.len() && ends_quoted(raw, self.delimiter) {
            let first = raw.find(['\r', '\n']).unwrap_or(raw.len());
            let refused = self.refuse(line, RefusedRowCode::QuoteNotClosed, raw.get(..first).unwrap_or_default());
            self.restart(Place { byte: start.byte + blank + first, line });
            return Err(refused);
        }
        if raw.len() > self.limits.row {
            return Err(self.refuse(line, RefusedRowCode::RowTooLong, raw));
        }
        if self.record.iter().any(|cell| cell.len() > self.limits.cell) {
            return Err(self.refuse(line, RefusedRowCode::CellTooLong, raw));
        }
        if self.record.iter().skip(self.width).any(|cell| !cell.trim().is_empty()) {
            return Err(self.refuse(line, RefusedRowCode::TooManyCells, raw));
        }
        let mut cells: Vec<String> = self.record.iter().take(self.width).map(str::to_owned).collect();
        cells.resize(self.width, String::new());
        Ok(SheetRow { line, cells })
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<SheetRow, RefusedRow>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let start = self.place();
            // Reading from text in memory does not fail; the end and a failure are both the end.
            if !self.reader.read_record(&mut self.record).unwrap_or(false) {
                self.done = true;
                break;
            }
            if self.record.iter().all(|cell| cell.trim().is_empty()) && !ends_quoted(self.raw(start), self.delimiter) {
                continue;
            }
            self.given += 1;
            if self.given > self.limits.rows {
                self.done = true;
                return Some(Err(self.refuse(start.line, RefusedRowCode::TooManyRows, "")));
            }
            return Some(self.take(start));
        }
        None
    }
}

fn reader(text: &str, start: Place, delimiter: Delimiter) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes().get(start.byte..).unwrap_or_default())
}

/// The number of line ends.
fn lines(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// Whether a row ends inside of quotes; a quote opens a cell only as its first character, and two are one.
fn ends_quoted(raw: &str, delimiter: Delimiter) -> bool {
    let mut quoted = false;
    let mut begins = true;
    let mut bytes = raw.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                quoted = false;
            }
        } else if byte == b'"' && begins {
            quoted = true;
        }
        begins = !quoted && (byte == delimiter.byte() || byte == b'\n' || byte == b'\r');
    }
    quoted
}
