//! Contacts as CSV for spreadsheets.
//!
//! Deliberately absent: reading CSV.

use std::borrow::Cow;
use std::io::Write;

use corong_domain::contact::Temperature;

use crate::contact::{OutContact, OutPhone};
use crate::error::ExchangeError;

/// The header row, in the order of the cells.
pub const COLUMNS: [&str; 13] = [
    "id",
    "name",
    "titles",
    "job_title",
    "company",
    "phones",
    "emails",
    "urls",
    "address",
    "note",
    "temperature",
    "tags",
    "level",
];

/// Stands between several values in one cell.
pub const SEPARATOR: &str = "; ";

/// Writes contacts as UTF-8 with CR LF line ends and a header row; `mark` puts the byte order mark in front, without
/// which Excel takes the file for the local character set. Gives the number of contacts.
pub fn write_csv<'a>(
    mut out: impl Write,
    contacts: impl IntoIterator<Item = &'a OutContact>,
    mark: bool,
) -> Result<u64, ExchangeError> {
    if mark {
        out.write_all("\u{feff}".as_bytes()).map_err(ExchangeError::Write)?;
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(COLUMNS).map_err(ExchangeError::Csv)?;
    let mut count = 0;
    for contact in contacts {
        let cells = cells(contact);
        writer.write_record(cells.iter().map(|cell| guarded(cell).into_owned())).map_err(ExchangeError::Csv)?;
        count += 1;
    }
    writer.flush().map_err(ExchangeError::Write)?;
    Ok(count)
}

pub(crate) fn cells(contact: &OutContact) -> [String; COLUMNS.len()] {
    let OutContact {
        id,
        name,
        titles,
        job_title,
        company,
        phones,
        emails,
        urls,
        address,
        note,
        temperature,
        tags,
        level,
    } = contact;
    let number = |phone: &OutPhone| if phone.e164.is_empty() { phone.raw.clone() } else { phone.e164.clone() };
    [
        id.clone(),
        name.clone(),
        titles.clone(),
        job_title.clone(),
        company.clone(),
        phones.iter().map(number).collect::<Vec<_>>().join(SEPARATOR),
        emails.join(SEPARATOR),
        urls.join(SEPARATOR),
        address.clone(),
        note.clone(),
        match temperature {
            Some(Temperature::Hot) => "hot",
            Some(Temperature::Warm) => "warm",
            Some(Temperature::Cold) => "cold",
            None => "",
        }
        .to_owned(),
        tags.join(SEPARATOR),
        level.clone().unwrap_or_default(),
    ]
}

/// Whether a spreadsheet would take the text for a formula, apart from apostrophes in front.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Text that no spreadsheet computes: with an apostrophe in front where it would be taken for a formula. Text that has
/// such an apostrophe already gets one more, so that [`unguarded`] gives back every text.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Undoes [`guarded`].
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use corong_domain::contact::PhoneKind;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_come_back() {
        for (text, guard) in [
            ("=1+1", "'=1+1"),
            ("+62812", "'+62812"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("'=1", "''=1"),
            ("'s Hertogenbosch", "'s Hertogenbosch"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), guard);
            assert_eq!(unguarded(guard), text);
        }
    }

    #[test]
    fn a_contact_becomes_one_row() {
        let contact = OutContact {
            id: "1".to_owned(),
            name: "Siti \"Rahma\", Hj.".to_owned(),
            phones: vec![
                OutPhone {
                    kind: PhoneKind::Mobile,
                    e164: "+6281234567890".to_owned(),
                    raw: "0812 3456 7890".to_owned(),
                },
                OutPhone { kind: PhoneKind::Other, e164: String::new(), raw: "ext 12".to_owned() },
            ],
            note: "=HYPERLINK(\"http://x.example\")\nzwei".to_owned(),
            temperature: Some(Temperature::Hot),
            tags: vec!["a".to_owned(), "b".to_owned()],
            ..OutContact::default()
        };
        let mut out = Vec::new();
        assert_eq!(write_csv(&mut out, [&contact], true).unwrap(), 1);
        let text = String::from_utf8(out).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap();
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(rows.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
        let row = rows.records().next().unwrap().unwrap();
        let row: Vec<&str> = row.iter().map(unguarded).collect();
        assert_eq!(row[1], contact.name);
        assert_eq!(row[5], "+6281234567890; ext 12");
        assert_eq!(row[9], contact.note);
        assert_eq!((row[10], row[11]), ("hot", "a; b"));
        assert!(text.contains("\"'=HYPERLINK"), "guarded in the file: {text}");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@\t\ra-]{0,5}") {
            let guarded = guarded(&text).into_owned();
            prop_assert_eq!(unguarded(&guarded), &text);
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
