//! Which character stands between cells.
//!
//! Deliberately absent: anything but the four that programs write.

use super::{Delimiter, Place};

/// So much of the text is looked at.
const SAMPLE: usize = 64 * 1024;
/// So many rows of it are looked at.
const ROWS: usize = 200;

/// The delimiter that a first line `sep=;` names, as Excel writes it, and where the sheet begins.
pub(super) fn said(text: &str) -> (Option<Delimiter>, Place) {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let from = text.get(start..).unwrap_or_default();
    let end = from.find(['\r', '\n']).unwrap_or(from.len());
    let line = from.get(..end).unwrap_or_default();
    let bare = line.trim_matches([' ', '"']);
    let named =
        bare.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).and_then(|_| match bare.as_bytes().get(4..) {
            Some([byte]) => Delimiter::ALL.into_iter().find(|delimiter| delimiter.byte() == *byte),
            Some(_) | None => None,
        });
    if named.is_none() {
        return (None, Place { byte: start, line: 1 });
    }
    let rest = from.get(end..).unwrap_or_default();
    let skip = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
    (named, Place { byte: start + end + skip, line: 2 })
}

/// The delimiter with which the most rows have as many cells as the widest row above them all, which is the header in
/// any file; of two that do equally well, the one with more columns. A comma when there is one column only.
pub(super) fn guess(text: &str) -> Delimiter {
    let mut best = (Delimiter::Comma, 0.0_f64, 1_usize);
    for delimiter in Delimiter::ALL {
        let widths = widths(text, delimiter);
        let Some(&usual) = widths
            .iter()
            .filter(|&&width| width > 1)
            .max_by_key(|&&width| (widths.iter().filter(|&&other| other == width).count(), width))
        else {
            continue;
        };
        // A row shorter than usual may have lost its empty cells; a longer one cannot be explained.
        let fit: f64 = widths
            .iter()
            .map(|&width| match width.cmp(&usual) {
                std::cmp::Ordering::Equal => 1.0,
                std::cmp::Ordering::Less if width > 1 => 0.5,
                std::cmp::Ordering::Less | std::cmp::Ordering::Greater => 0.0,
            })
            .sum::<f64>()
            / widths.len() as f64;
        let better = fit > best.1 + 0.05 || (fit > best.1 - 0.05 && usual > best.2);
        if better {
            best = (delimiter, fit, usual);
        }
    }
    best.0
}

/// The number of cells in each of the first rows that are not blank.
fn widths(text: &str, delimiter: Delimiter) -> Vec<usize> {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let sample = text.get(..end).unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.byte())
        .has_headers(false)
        .flexible(true)
        .from_reader(sample.as_bytes());
    let mut record = csv::ByteRecord::new();
    let mut widths = Vec::new();
    while widths.len() < ROWS && reader.read_byte_record(&mut record).unwrap_or(false) {
        if record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
            widths.push(record.len());
        }
    }
    // The last row of a sample may be cut.
    if end < text.len() && widths.len() > 1 && widths.len() < ROWS {
        widths.pop();
    }
    widths
}
