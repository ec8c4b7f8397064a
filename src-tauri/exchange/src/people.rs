//! Lists of people as CSV, and lists of pairs of them, for measuring how well duplicates are found.
//!
//! Columns are known by their names. Identity numbers are left out on purpose: with them nothing would be measured.
//! Deliberately absent: importing; nothing of such a list goes into a book.

use std::collections::HashMap;

use corong_domain::duplicate::Person;
use corong_domain::text::{digits, fold};
use encoding_rs::WINDOWS_1252;
use thiserror::Error;

/// Why a list cannot be used.
#[derive(Debug, Error)]
pub enum PeopleError {
    /// No column holds a part of a name, a phone number or an e-mail address.
    #[error("reading a list of people: no column names a person")]
    NoColumns,
    /// A line is not CSV.
    #[error("reading a list of people failed")]
    Csv(#[source] csv::Error),
    /// No line of the list names two records.
    #[error("reading a list of pairs: no line names two records of the list")]
    NoPairs,
}

/// A list of people with their record ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// The ids, by record; the number of the record where no column holds an id.
    pub ids: Vec<String>,
    /// The records.
    pub people: Vec<Person>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Id,
    Name,
    GivenName,
    FamilyName,
    Company,
    Phone,
    Email,
    StreetNumber,
    Street,
    Place,
    Suburb,
    Postcode,
    State,
    BirthDate,
}

/// The names of columns: those of common test sets, of address books, and Corong's own.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Id, &["id", "recid", "recordid", "uniqueid", "rowid"]),
    (Column::Name, &["name", "fullname", "contact", "nama", "namalengkap"]),
    (Column::GivenName, &["givenname", "given", "firstname", "forename", "fname", "namadepan"]),
    (Column::FamilyName, &["surname", "familyname", "family", "lastname", "lname", "namabelakang"]),
    (Column::Company, &["company", "organisation", "organization", "companyname", "perusahaan"]),
    (Column::Phone, &["phone", "phones", "phonenumber", "telephone", "mobile", "telepon", "hp", "nohp"]),
    (Column::Email, &["email", "emails", "mail", "emailaddress", "surel"]),
    (Column::StreetNumber, &["streetnumber", "housenumber", "streetno", "houseno", "nomorrumah"]),
    (Column::Street, &["address1", "street", "address", "streetname", "streetaddress", "alamat", "jalan"]),
    (Column::Place, &["address2", "building", "unit", "gedung"]),
    (Column::Suburb, &["suburb", "city", "town", "locality", "kota"]),
    (Column::Postcode, &["postcode", "postalcode", "zip", "zipcode", "kodepos"]),
    (Column::State, &["state", "province", "region", "provinsi"]),
    (Column::BirthDate, &["dateofbirth", "dob", "birthdate", "birthday", "tanggallahir"]),
];

impl Column {
    fn named(header: &str) -> Option<Self> {
        let plain: String = fold(header).chars().filter(|c| c.is_alphanumeric()).collect();
        NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
    }
}

/// Reads a list of people. Comma, semicolon or tab; UTF-8, else Windows-1252.
///
/// # Errors
/// The bytes are not CSV, or no column names a person.
pub fn read_people(bytes: &[u8]) -> Result<People, PeopleError> {
    let text = text_of(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns: Vec<Option<Column>> = reader.headers().map_err(PeopleError::Csv)?.iter().map(Column::named).collect();
    let says_who = |column: &Column| {
        matches!(column, Column::Name | Column::GivenName | Column::FamilyName | Column::Phone | Column::Email)
    };
    if !columns.iter().flatten().any(says_who) {
        return Err(PeopleError::NoColumns);
    }
    let mut list = People::default();
    for record in reader.records() {
        let record = record.map_err(PeopleError::Csv)?;
        let mut person = Person::default();
        let mut id = String::new();
        for (column, cell) in columns.iter().zip(record.iter()) {
            match column {
                Some(Column::Id) => cell.clone_into(&mut id),
                Some(column) => put(&mut person, *column, cell),
                None => {}
            }
        }
        list.people.push(person);
        list.ids.push(if id.is_empty() { list.people.len().to_string() } else { id });
    }
    Ok(list)
}

/// Reads a list of pairs: two ids a line, with or without a header. Gives the pairs as places in the list, the smaller
/// first, each once, and how many lines name a record that the list does not have.
///
/// # Errors
/// The bytes are not CSV, or no line names two records of the list.
pub fn read_pairs(bytes: &[u8], ids: &[String]) -> Result<(Vec<(usize, usize)>, usize), PeopleError> {
    let text = text_of(bytes);
    let places: HashMap<&str, usize> = ids.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let (mut pairs, mut unknown) = (Vec::new(), 0);
    for (line, record) in reader.records().enumerate() {
        let record = record.map_err(PeopleError::Csv)?;
        let place = |cell: usize| record.get(cell).and_then(|id| places.get(id)).copied();
        match (place(0), place(1)) {
            (Some(one), Some(other)) if one != other => pairs.push((one.min(other), one.max(other))),
            (Some(_), Some(_)) => {}
            (None, _) | (_, None) => unknown += usize::from(line > 0),
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    if pairs.is_empty() { Err(PeopleError::NoPairs) } else { Ok((pairs, unknown)) }
}

fn put(person: &mut Person, column: Column, cell: &str) {
    let field = match column {
        Column::Id => return,
        Column::Phone => return person.phones.extend(several(cell).filter_map(number)),
        Column::Email => return person.emails.extend(several(cell).map(str::to_owned)),
        Column::Name => &mut person.name,
        Column::GivenName => &mut person.given_name,
        Column::FamilyName => &mut person.family_name,
        Column::Company => &mut person.company,
        Column::StreetNumber => &mut person.street_number,
        Column::Street => &mut person.street,
        Column::Place => &mut person.place,
        Column::Suburb => &mut person.suburb,
        Column::Postcode => &mut person.postcode,
        Column::State => &mut person.state,
        Column::BirthDate => &mut person.birth_date,
    };
    if field.is_empty() {
        unguarded(cell).clone_into(field);
    }
}

fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(|part| unguarded(part.trim())).filter(|part| !part.is_empty())
}

/// A number by its last nine digits, which the ways to write the country do not change.
fn number(text: &str) -> Option<String> {
    let digits = digits(text);
    let from = digits.len().saturating_sub(9);
    (digits.len() > 5).then(|| digits.get(from..).unwrap_or_default().to_owned())
}

/// The cell without the apostrophe that keeps spreadsheets from taking it for a formula.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@'])).unwrap_or(cell)
}

fn text_of(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// The sign that stands most often in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| first.bytes().filter(|byte| byte == sign).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_names() {
        let list = read_people(
            b"rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, soc_sec_id\n\
              rec-1-org, mia, nguyen, 30, hackett garden, , wallsend, 5608, wa, 4711\n",
        )
        .unwrap();
        assert_eq!(list.ids, ["rec-1-org"]);
        let person = &list.people[0];
        let given = [&person.given_name, &person.family_name, &person.street_number, &person.street, &person.place];
        assert_eq!(given, ["mia", "nguyen", "30", "hackett garden", ""]);
        assert_eq!([&person.suburb, &person.postcode, &person.state], ["wallsend", "5608", "wa"]);
        assert!(!format!("{person:?}").contains("4711"), "identity numbers are left out");
    }

    #[test]
    fn own_exports_are_read_too() {
        let list = read_people(
            "\u{feff}id;name;company;phones;emails;address\r\na1;Siti Rahma;PT Maju;\"'+62 812-3456-7890; 021\";s@m.example;Jl. Raya 5\r\n"
                .as_bytes(),
        )
        .unwrap();
        let person = &list.people[0];
        assert_eq!((person.name.as_str(), person.company.as_str()), ("Siti Rahma", "PT Maju"));
        assert_eq!(person.phones, ["234567890"]);
        assert_eq!(
            (person.emails.as_slice(), person.street.as_str()),
            (["s@m.example".to_owned()].as_slice(), "Jl. Raya 5")
        );
    }

    #[test]
    fn a_list_of_something_else_is_refused() {
        assert!(matches!(read_people(b"product,price\nCoffee,3\n"), Err(PeopleError::NoColumns)));
        assert!(matches!(read_people(b""), Err(PeopleError::NoColumns)));
    }

    #[test]
    fn pairs_come_with_or_without_a_header() {
        let ids = ["a", "b", "c"].map(str::to_owned);
        for text in ["b,a\nc,a\na,b\na,a\n", "one,other\nb,a\nc,a\n", "b\ta\r\nc\ta\r\n"] {
            assert_eq!(read_pairs(text.as_bytes(), &ids).unwrap(), (vec![(0, 1), (0, 2)], 0), "{text}");
        }
        assert_eq!(read_pairs(b"a,b\na,z\n", &ids).unwrap().1, 1);
        assert!(matches!(read_pairs(b"x,y\n", &ids), Err(PeopleError::NoPairs)));
    }
}
