//! Contacts as XLSX, with the columns of the CSV. Every cell is text, so no spreadsheet computes one.
//!
//! Deliberately absent: reading, which [`crate::table`] does.

use std::io::Write;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::contact::OutContact;
use crate::csv::{COLUMNS, cells};
use crate::error::ExchangeError;

/// The longest text that a cell of a spreadsheet takes.
const LONGEST: usize = 32_767;

/// Writes contacts as a workbook with one sheet. Gives the number of contacts.
///
/// # Errors
/// When there are more contacts than a sheet has rows, or the workbook cannot be written.
pub fn write_xlsx<'a>(
    mut out: impl Write,
    contacts: impl IntoIterator<Item = &'a OutContact>,
) -> Result<u64, ExchangeError> {
    let rows = contacts.into_iter().map(cells);
    let (bytes, count) = workbook(&COLUMNS, rows).map_err(ExchangeError::Xlsx)?;
    out.write_all(&bytes).map_err(ExchangeError::Write)?;
    Ok(count)
}

fn workbook<const N: usize>(
    names: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<(Vec<u8>, u64), XlsxError> {
    let mut book = Workbook::new();
    // Without it the file would carry the moment of its making, and no two would be alike.
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2020, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    let strong = Format::new().set_bold();
    for (column, name) in (0_u16..).zip(names) {
        sheet.write_string_with_format(0, column, *name, &strong)?;
        sheet.set_column_width(column, 18)?;
    }
    let mut count = 0_u32;
    for row in rows {
        count += 1;
        for (column, cell) in (0_u16..).zip(row) {
            if !cell.is_empty() {
                let short: String = cell.chars().take(LONGEST / 2).collect();
                let text = if cell.encode_utf16().count() > LONGEST { &short } else { &cell };
                sheet.write_string(count, column, text)?;
            }
        }
    }
    Ok((book.save_to_buffer()?, u64::from(count)))
}
