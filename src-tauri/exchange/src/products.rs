//! The price list as CSV: in and out with the same columns.
//!
//! Columns are found by their names in English or Indonesian, in any order. Deliberately absent: judging what was read;
//! a row comes back as typed, with the line it stood in.

use std::io::Write;

use corong_domain::money::Money;
use corong_domain::sale::percent_text;
use corong_domain::sale::product::{Product, ProductDraft};

use crate::csv::{guarded, unguarded};
use crate::error::ExchangeError;
use crate::sheet::{Sheet, SheetOptions};

/// The header row that is written.
pub const COLUMNS: [&str; 8] = ["code", "name", "detail", "unit", "price", "currency", "tax", "off"];

/// Other names of the columns, in the same order.
const ALSO: [&[&str]; 8] = [
    &["kode", "sku", "article", "item code"],
    &["nama", "product", "produk", "item", "barang"],
    &["keterangan", "description", "deskripsi"],
    &["satuan", "uom"],
    &["harga", "unit price", "harga satuan", "sales_price"],
    &["mata uang"],
    &["pajak", "ppn", "vat", "tax %", "pajak %"],
    &["nonaktif", "inactive"],
];

/// Writes the price list as UTF-8 with a byte order mark, CR LF and a header row.
///
/// # Errors
/// The writer fails.
pub fn write_products(mut out: impl Write, products: &[Product]) -> Result<(), ExchangeError> {
    out.write_all("\u{feff}".as_bytes()).map_err(ExchangeError::Write)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS).map_err(ExchangeError::Csv)?;
    for product in products {
        let price = product.price.as_ref();
        let cells = [
            product.code.clone(),
            product.name.clone(),
            product.detail.clone(),
            product.unit.clone(),
            price.map(Money::to_major).unwrap_or_default(),
            price.map(|price| price.currency.clone()).unwrap_or_default(),
            percent_text(product.tax),
            if product.off { "yes" } else { "" }.to_owned(),
        ];
        writer.write_record(cells.iter().map(|cell| guarded(cell).into_owned())).map_err(ExchangeError::Csv)?;
    }
    writer.flush().map_err(ExchangeError::Write)
}

/// Reads a price list; each row as typed, with its line.
///
/// # Errors
/// The bytes are no text or too large; there is no column for the name.
pub fn read_products(bytes: Vec<u8>) -> Result<Vec<(u32, ProductDraft)>, ExchangeError> {
    let sheet = Sheet::from_bytes(bytes, &SheetOptions::default())?;
    let header: Vec<String> = sheet.header().iter().map(|cell| cell.trim().to_lowercase()).collect();
    let column = |at: usize| {
        let (name, also) = (COLUMNS.get(at)?, ALSO.get(at)?);
        header.iter().position(|cell| cell == name || also.contains(&cell.as_str()))
    };
    let at: Vec<Option<usize>> = (0..COLUMNS.len()).map(column).collect();
    if at.get(1).copied().flatten().is_none() {
        return Err(ExchangeError::NoCards);
    }
    let mut found = Vec::new();
    for row in sheet.rows() {
        let row = match row {
            Ok(row) => row,
            // It has no name, so it comes back as a row with a problem.
            Err(refused) => {
                found.push((u32::try_from(refused.line).unwrap_or(u32::MAX), ProductDraft::default()));
                continue;
            }
        };
        let cell = |which: usize| {
            let column = at.get(which).copied().flatten();
            column.map(|column| unguarded(row.cell(column).trim()).to_owned()).unwrap_or_default()
        };
        let off = cell(7).to_lowercase();
        let draft = ProductDraft {
            id: None,
            code: cell(0),
            name: cell(1),
            detail: cell(2),
            unit: cell(3),
            price: cell(4),
            currency: cell(5).to_uppercase(),
            tax: cell(6),
            off: matches!(off.as_str(), "yes" | "ya" | "1" | "true" | "x"),
        };
        found.push((u32::try_from(row.line).unwrap_or(u32::MAX), draft));
    }
    Ok(found)
}
