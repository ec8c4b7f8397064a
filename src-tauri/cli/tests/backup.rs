//! Backups on the command line: made, listed, verified, restored; and the drill that a restore is for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "the helpers of tests are tests")]

mod support;

use std::fs;

use serde_json::Value;
use support::{Place, bare};

fn names(place: &Place) -> Vec<String> {
    let listed = place.json(&["contact", "list"]).lines();
    listed.iter().map(|contact| contact["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_drill_a_backup_brings_the_book_back() {
    let place = Place::with_card();
    let before = place.state();
    let made = place.json(&["backup", "now"]).one();
    assert_eq!(made["ok"], true);
    assert!(made["bytes"].as_u64().unwrap() > 4_096 && made["changes"].as_u64().unwrap() >= 2, "{made}");
    assert_eq!(place.run(&["contact", "add", "--name", "Budi Santoso"]).code, 0);
    assert_eq!(names(&place), ["Budi Santoso", "Siti Rahma"]);

    let listed = place.json(&["backup", "list"]).lines();
    assert_eq!(listed.len(), 2, "one before the import of the card, and this one: {listed:?}");
    assert_eq!(listed[0]["file"], made["file"]);
    assert_eq!(place.json(&["backup", "verify"]).one()["ok"], true);

    // The book is gone in the worst way: its file is rubbish.
    fs::write(place.path("book.corong"), vec![0xa5; 50_000]).unwrap();
    assert_eq!(place.run(&["today"]).code, 4);
    let restored = place.json(&["backup", "restore", "latest"]).one();
    assert_eq!(place.state(), before);
    assert_eq!(names(&place), ["Siti Rahma"]);
    let earlier = restored["earlier"].as_str().unwrap().to_owned();
    assert_eq!(fs::read(place.folder.path().join(earlier).join("book.corong")).unwrap().len(), 50_000);
    assert_eq!(place.run(&["contact", "add", "--name", "Dewi"]).code, 0, "the restored book is written on");
    assert_eq!(place.json(&["check"]).one()["ok"], true);
}

#[test]
fn backups_go_to_the_chosen_folder_and_a_missing_stick_stops_no_import() {
    let place = Place::with_card();
    let made = place.json(&["backup", "now", "--folder", "stick"]).one();
    assert!(place.path("stick").join(made["file"].as_str().unwrap()).is_file());
    fs::remove_dir_all(place.path("stick")).unwrap();
    // Something that is no folder lies in its place.
    place.write("stick", "x");
    assert_eq!(place.run(&["contact", "add", "--name", "Budi"]).code, 0);
    let refused = place.json(&["backup", "now"]);
    assert_eq!((refused.code, refused.error()["code"].as_str().unwrap()), (3, "export_denied"));
    place.write("more.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dewi Lestari\r\nEND:VCARD\r\n");
    let imported = place.run(&["import", "more.vcf"]);
    assert_eq!(imported.code, 0, "{imported:?}");
    assert!(imported.out.contains("No backup could be made"), "{imported:?}");
}

#[test]
fn what_is_no_sound_backup_is_refused_and_the_book_stays() {
    let place = Place::with_card();
    let made = place.json(&["backup", "now"]).one();
    let file = format!("book.backups/{}", made["file"].as_str().unwrap());
    let mut bytes = fs::read(place.path(&file)).unwrap();
    let half = bytes.len() / 2;
    bytes[half..half + 2_000].fill(0x5a);
    place.write("spoilt.corong", &bytes);
    place.write("letter.corong", "Dear Sir,\n".repeat(500));
    let before = place.state();
    for (backup, code) in [("spoilt.corong", "book_damaged"), ("letter.corong", "not_a_book")] {
        for words in [["backup", "verify", backup], ["backup", "restore", backup]] {
            let said = place.json(&words);
            assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (4, code), "{words:?}");
        }
    }
    let unknown = place.json(&["backup", "restore", "none.corong"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert_eq!(place.state(), before);
}

#[test]
fn in_indonesian_too() {
    let place = Place::with_card();
    let said = place.run(&["--lang", "id", "backup", "now"]);
    assert!(said.out.starts_with("Cadangan dibuat: "), "{said:?}");
    let mut other = bare(place.folder.path());
    let said = other.args(["--book", "book.corong", "--lang", "id", "backup", "verify"]).output().unwrap();
    assert!(String::from_utf8_lossy(&said.stdout).starts_with("Cadangan utuh: "));
    let value: Value = place.json(&["backup", "list"]).lines().remove(0);
    assert!(value.get("ok").is_none(), "a list has not looked inside");
}
