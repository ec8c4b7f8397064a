//! Contacts out of a sheet, CSV or XLSX, of any program: each column has a field, found from its name or told by a map.
//!
//! Deliberately absent: guessing at what stands in a cell where the name of its column says it; duplicates; sentences.

mod columns;
mod map;
mod row;
mod xlsx;

use std::io::Read;

use corong_domain::contact::ContactDraft;

use crate::error::ExchangeError;
use crate::sheet::{RefusedRowCode, Sheet, SheetLimits, SheetOptions};

pub use columns::{Field, fields_of};
pub use map::{ColumnMap, MapError};
pub use xlsx::is_xlsx;

/// How much of a table of contacts is read at most. A cell is as long as a note may be.
pub const LIMITS: SheetLimits =
    SheetLimits { file: 256 << 20, columns: 1_000, cell: 256 * 1024, row: 1 << 20, rows: 1_000_000 };

/// A row that became a contact.
#[derive(Debug, Clone, PartialEq)]
pub struct TableCard {
    /// The line of the file, or the row of the sheet, where it begins, from 1.
    pub line: u64,
    /// The contact.
    pub draft: ContactDraft,
}

/// Why a row did not become a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCard {
    /// Nothing in it identifies anybody.
    Empty,
    /// The row could not be read.
    Row(RefusedRowCode),
}

/// A row that did not become a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedCard {
    /// The line of the file, or the row of the sheet, where it begins, from 1.
    pub line: u64,
    /// Why.
    pub code: NoCard,
    /// The row as it stands in the file, cut at the limit of a cell.
    pub raw: String,
}

/// A table of contacts.
#[derive(Debug, Clone)]
pub struct ContactTable {
    sheet: Sheet,
    fields: Vec<Field>,
    has_header: bool,
}

impl ContactTable {
    /// Reads a table; the map decides where it names a column, the name of the column elsewhere.
    ///
    /// # Errors
    /// When the bytes cannot be read, are over the limit, are no table, or the map names what is not there.
    pub fn open(mut source: impl Read, map: Option<&ColumnMap>) -> Result<Self, ExchangeError> {
        let mut bytes = Vec::new();
        source.by_ref().take(LIMITS.file.saturating_add(1)).read_to_end(&mut bytes).map_err(ExchangeError::Read)?;
        if bytes.len() as u64 > LIMITS.file {
            return Err(ExchangeError::FileTooLarge { limit: LIMITS.file });
        }
        let options = SheetOptions { limits: LIMITS, ..SheetOptions::default() };
        let sheet = if is_xlsx(&bytes) {
            xlsx::sheet(bytes)?
        } else if looks_binary(&bytes) {
            return Err(ExchangeError::Binary);
        } else {
            Sheet::from_bytes(bytes, &options)?
        };
        let mut fields = fields_of(sheet.header());
        let mut has_header = true;
        if fields.iter().all(|field| *field == Field::Ignore) {
            // No name is known: either the names are of no known language, or the first row is a contact already.
            has_header = !columns::is_contact(sheet.header());
            let rows = if has_header { sheet.rows() } else { sheet.rows_with_header() };
            let sample: Vec<Vec<String>> = rows.filter_map(Result::ok).take(50).map(|row| row.cells).collect();
            fields = columns::fields_by_content(sheet.header().len(), &sample);
        }
        if let Some(map) = map {
            map.apply(sheet.header(), &mut fields);
        }
        Ok(Self { sheet, fields, has_header })
    }

    /// The names of the columns; empty ones for a table without names.
    #[must_use]
    pub fn header(&self) -> Vec<String> {
        if self.has_header { self.sheet.header().to_vec() } else { vec![String::new(); self.fields.len()] }
    }

    /// What each column is.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The first rows as they stand, for a preview.
    #[must_use]
    pub fn sample(&self, most: usize) -> Vec<Vec<String>> {
        let rows = if self.has_header { self.sheet.rows() } else { self.sheet.rows_with_header() };
        rows.filter_map(Result::ok)
            .take(most)
            .map(|row| row.cells.iter().map(|cell| row::clean(cell)).collect())
            .collect()
    }

    /// The contacts, row by row.
    pub fn cards(&self) -> impl Iterator<Item = Result<TableCard, RefusedCard>> + '_ {
        let rows = if self.has_header { self.sheet.rows() } else { self.sheet.rows_with_header() };
        let reader = row::RowReader::new(self.sheet.header(), &self.fields);
        rows.map(move |found| match found {
            Ok(found) => {
                let draft = reader.read(&found.cells);
                if draft.is_blank() {
                    let raw = found.cells.join(",");
                    return Err(RefusedCard { line: found.line, code: NoCard::Empty, raw });
                }
                Ok(TableCard { line: found.line, draft })
            }
            Err(refused) => Err(RefusedCard { line: refused.line, code: NoCard::Row(refused.code), raw: refused.raw }),
        })
    }
}

/// Zero bytes stand in no text but UTF-16, and the first bytes of known formats in no table.
fn looks_binary(bytes: &[u8]) -> bool {
    let known =
        [b"\x89PNG".as_slice(), b"\xff\xd8\xff", b"%PDF", b"GIF8", b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];
    known.iter().any(|mark| bytes.starts_with(mark))
}

#[cfg(test)]
mod tests;
