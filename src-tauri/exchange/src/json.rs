//! Contacts as JSON, in the shape of the command line.
//!
//! Deliberately absent: reading JSON.

use std::io::Write;

use serde::Serialize;

use crate::error::ExchangeError;

/// Writes one record a line; gives their number.
pub fn write_json_lines<'a, T: Serialize + 'a>(
    mut out: impl Write,
    records: impl IntoIterator<Item = &'a T>,
) -> Result<u64, ExchangeError> {
    let mut count = 0;
    for record in records {
        serde_json::to_writer(&mut out, record).map_err(ExchangeError::Json)?;
        out.write_all(b"\n").map_err(ExchangeError::Write)?;
        count += 1;
    }
    out.flush().map_err(ExchangeError::Write)?;
    Ok(count)
}

/// Writes one array with one record a line; gives their number.
pub fn write_json_array<'a, T: Serialize + 'a>(
    mut out: impl Write,
    records: impl IntoIterator<Item = &'a T>,
) -> Result<u64, ExchangeError> {
    let mut count = 0;
    out.write_all(b"[").map_err(ExchangeError::Write)?;
    for record in records {
        out.write_all(if count == 0 { b"\n" } else { b",\n" }).map_err(ExchangeError::Write)?;
        serde_json::to_writer(&mut out, record).map_err(ExchangeError::Json)?;
        count += 1;
    }
    out.write_all(b"\n]\n").map_err(ExchangeError::Write)?;
    out.flush().map_err(ExchangeError::Write)?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use corong_domain::contact::{PhoneKind, Temperature};

    use super::*;
    use crate::contact::{OutContact, OutPhone};

    #[test]
    fn records_have_the_shape_of_the_command_line() {
        let contact = OutContact {
            id: "1".to_owned(),
            name: "Siti".to_owned(),
            phones: vec![OutPhone { kind: PhoneKind::Mobile, e164: "+62812".to_owned(), raw: "0812".to_owned() }],
            temperature: Some(Temperature::Warm),
            level: Some("T1".to_owned()),
            ..OutContact::default()
        };
        let line = concat!(
            r#"{"id":"1","name":"Siti","titles":"","job_title":"","company":"","#,
            r#""phones":[{"kind":"mobile","e164":"+62812","raw":"0812"}],"emails":[],"urls":[],"address":"","#,
            r#""note":"","temperature":"warm","tags":[],"level":"T1"}"#
        );
        let mut out = Vec::new();
        assert_eq!(write_json_lines(&mut out, [&contact, &contact]).unwrap(), 2);
        assert_eq!(String::from_utf8(out).unwrap(), format!("{line}\n{line}\n"));
        for contacts in [vec![], vec![contact.clone()], vec![contact.clone(), contact]] {
            let mut out = Vec::new();
            write_json_array(&mut out, &contacts).unwrap();
            assert_eq!(serde_json::from_slice::<Vec<OutContact>>(&out).unwrap(), contacts);
        }
    }
}
