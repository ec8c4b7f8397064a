//! Writes a small book as SQL text, to keep the present schema as a fixture: `schema_fixture FILE`. Run once per schema
//! that is released; the test `a_book_of_the_first_schema_opens` shows what for.

use std::error::Error;
use std::fmt::Write as _;

use chrono::DateTime;
use corong_domain::contact::{Contact, Phone, PhoneKind};
use corong_domain::history::Act;
use corong_domain::ids::{ContactId, PhoneId};
use corong_store::{Meta, SCHEMA_VERSION, Store};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use uuid::Uuid;

fn main() -> Result<(), Box<dyn Error>> {
    let target = std::env::args().nth(1).ok_or("the file to write is missing")?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("book");
    {
        let store = Store::create(&path)?;
        for (number, name) in [(1_u128, "Siti"), (2, "Ani")] {
            let base = 0x0198_0000_0000_7000_8000_0000_0000_0000_u128;
            let contact = contact(ContactId(Uuid::from_u128(base | 1 << 48 | number)), name);
            let phone = Phone {
                id: PhoneId(Uuid::from_u128(base | 2 << 48 | number)),
                contact_id: contact.id,
                kind: PhoneKind::Work,
                e164: format!("+62811{number:07}"),
                raw: format!("0811{number:07}"),
                extension: String::new(),
                position: 0,
            };
            let at = DateTime::from_timestamp_millis(1_764_000_000_000).unwrap_or_default();
            store.write::<_, corong_store::Error>(Meta::new(Act::ContactCaptured, at), |tx| {
                tx.put(&contact)?;
                tx.put(&phone)
            })?;
            if number == 1 {
                let renamed = Contact { name: "Siti Rahma".to_owned(), ..contact };
                store.write::<_, corong_store::Error>(Meta::new(Act::ContactEdited, at), |tx| tx.put(&renamed))?;
            }
        }
    }
    std::fs::write(target, dump(&Connection::open(&path)?)?)?;
    Ok(())
}

fn contact(id: ContactId, name: &str) -> Contact {
    Contact {
        id,
        name: name.to_owned(),
        titles_before: String::new(),
        titles_after: String::new(),
        given_name: String::new(),
        family_name: String::new(),
        job_title: String::new(),
        department: String::new(),
        company_id: None,
        note: String::new(),
        temperature: None,
        language: String::new(),
        to_type: false,
        merged_into: None,
        created_at: DateTime::default(),
    }
}

fn dump(conn: &Connection) -> Result<String, Box<dyn Error>> {
    let mut out = format!(
        "PRAGMA application_id = {}; PRAGMA user_version = {SCHEMA_VERSION}; PRAGMA journal_mode = WAL;\nBEGIN;\n",
        corong_store::APPLICATION_ID
    );
    let mut schema = conn.prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search%'
           AND name NOT LIKE 'sqlite%' OR name = 'search' ORDER BY rowid",
    )?;
    let objects = schema
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))?;
    for object in objects {
        let (kind, name, sql) = object?;
        writeln!(out, "{sql};")?;
        if kind == "table" && name != "search" {
            rows(conn, &name, &mut out)?;
        }
    }
    out.push_str("COMMIT;\n");
    Ok(out)
}

fn rows(conn: &Connection, table: &str, out: &mut String) -> Result<(), Box<dyn Error>> {
    let mut statement = conn.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut values = Vec::new();
        for column in 0..columns {
            values.push(match row.get_ref(column)? {
                ValueRef::Null => "NULL".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Real(number) => number.to_string(),
                ValueRef::Text(text) => format!("'{}'", String::from_utf8_lossy(text).replace('\'', "''")),
                ValueRef::Blob(bytes) => bytes.iter().fold("x'".to_owned(), |hex, b| format!("{hex}{b:02x}")) + "'",
            });
        }
        writeln!(out, "INSERT INTO {table} VALUES({});", values.join(","))?;
    }
    Ok(())
}
