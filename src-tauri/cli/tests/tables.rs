//! Contacts out of CSV: known by their header, told by a map, refused row by row.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use serde_json::Value;
use support::Place;

fn record(line: &str) -> Value {
    serde_json::from_str(line.lines().next().unwrap()).unwrap()
}

#[test]
fn a_table_is_imported_once_and_taken_back() {
    let place = Place::with_book();
    place.write("tamu.csv", "Nama Lengkap;No. HP;Email;Perusahaan\nDewi Anggraini;0812 3456 7001;dewi@x.example;PT A\n;;;\nEko Prasetyo;0812 3456 7002;eko@x.example;PT B\nx;1;2;3;4\n");
    let tried = record(&place.json(&["import", "tamu.csv", "--dry-run"]).out);
    let done = record(&place.json(&["import", "tamu.csv"]).out);
    assert_eq!(tried, done, "a dry run says what the import does");
    assert_eq!((&done["read"], &done["created"]), (&3.into(), &2.into()));
    assert_eq!(done["refused"][0]["row"], 3);
    let again = record(&place.json(&["import", "tamu.csv", "--duplicates", "skip"]).out);
    assert_eq!((&again["created"], &again["skipped"]), (&0.into(), &2.into()));
    let found = place.json(&["contact", "show", "Dewi Anggraini"]).out;
    assert!(found.contains("dewi@x.example") && found.contains("PT A"), "{found}");
    place.json(&["undo"]);
    assert!(!place.json(&["contact", "list"]).out.contains("Eko"));
}

#[test]
fn a_map_tells_what_no_name_says() {
    let place = Place::with_book();
    place.write("liste.csv", "Vollst. Name,Rufnr.,Firma GmbH\nKarl Otto,0151 2345 6789,Otto GmbH\n");
    place.write(
        "map.toml",
        "[columns]\n\"Vollst. Name\" = \"name\"\n\"Rufnr.\" = \"phone_mobile\"\n\"Firma GmbH\" = \"company\"\n",
    );
    let done = record(&place.json(&["import", "liste.csv", "--as", "csv", "--map", "map.toml"]).out);
    assert_eq!(done["created"], 1);
    assert!(place.json(&["contact", "show", "Karl Otto"]).out.contains("Otto GmbH"));
    place.write("map.toml", "[columns]\na = \"nonsense\"\n");
    assert_eq!(place.json(&["import", "liste.csv", "--map", "map.toml"]).code, 2);
    place.write("not.csv", "\u{0}\u{1}\u{2}");
    assert_eq!(place.json(&["import", "not.csv"]).code, 3);
    place.write("not.xlsx", "PK\u{3}\u{4}nothing");
    assert_eq!(place.json(&["import", "not.xlsx"]).code, 3);
}
