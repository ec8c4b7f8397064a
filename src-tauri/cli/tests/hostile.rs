//! Bad files, bad books, bad command lines: a clear sentence, the right exit code, and nothing changed.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};

use support::{Place, SITI, bare};

#[test]
fn files_that_are_no_cards_exit_3_and_change_nothing() {
    let place = Place::with_card();
    place.write("binary.vcf", (0..4_096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<_>>());
    place.write("photo.vcf", b"\x89PNG\r\n\x1a\n");
    place.write("empty.vcf", "");
    place.write("blank.vcf", " \r\n\r\n");
    place.write("text.vcf", "Dear Siti,\nthank you for the talk.\n");
    File::create(place.path("big.vcf")).unwrap().set_len(1 << 30).unwrap();
    fs::create_dir(place.path("folder.vcf")).unwrap();
    let before = place.state();
    for (file, code) in [
        ("binary.vcf", "file_binary"),
        ("photo.vcf", "file_binary"),
        ("empty.vcf", "file_empty"),
        ("blank.vcf", "file_empty"),
        ("text.vcf", "file_no_cards"),
        ("big.vcf", "file_too_large"),
        ("folder.vcf", "file_is_folder"),
        ("nothing.vcf", "file_missing"),
    ] {
        let said = place.json(&["import", file]);
        assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (3, code), "{file}");
        let message = said.error()["message"].as_str().unwrap().to_owned();
        assert!(message.contains(file) && message.contains("Nothing was changed."), "{message}");
        let indonesian = place.run(&["--lang", "id", "import", file]);
        assert!(indonesian.err.contains(file) && indonesian.err.contains("Tidak ada yang diubah."), "{indonesian:?}");
        // A good file beside it is not imported either.
        place.write("good.vcf", SITI.replace("Siti Rahma", "Good Card").replace("7890", "1111"));
        assert_eq!(place.run(&["import", "good.vcf", file]).code, 3);
        assert_eq!(place.state(), before, "{file}");
        if file != "text.vcf" {
            assert_eq!(place.run(&["capture", "read", file]).code, 3, "{file}");
        }
    }
}

#[test]
fn a_broken_card_is_reported_and_the_good_ones_come_in() {
    let place = Place::with_book();
    let cards = format!("BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n{SITI}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cut Short");
    place.write("cards.vcf", cards);
    let report = place.json(&["import", "cards.vcf"]).one();
    assert_eq!((report["read"].as_u64(), report["created"].as_u64()), (Some(3), Some(2)));
    let refused = &report["refused"][0];
    assert_eq!((refused["row"].as_u64(), refused["code"].as_str()), (Some(1), Some("empty")));
    assert!(refused["message"].as_str().unwrap().contains("Card 1"));
}

#[test]
fn what_is_no_usable_book_exits_4_and_is_not_touched() {
    let place = Place::with_card();
    let good = fs::read(place.path("book.corong")).unwrap();
    place.write("text.corong", "This is a letter.\n".repeat(100));
    place.write("empty.corong", "");
    fs::create_dir(place.path("folder.corong")).unwrap();
    let mut newer = good.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    place.write("newer.corong", newer);
    let mut foreign = good.clone();
    foreign[68..72].copy_from_slice(&7_u32.to_be_bytes());
    place.write("foreign.corong", foreign);
    place.write("cut.corong", &good[..9_000]);
    for (book, code) in [
        ("text.corong", "not_a_book"),
        ("empty.corong", "not_a_book"),
        ("folder.corong", "not_a_book"),
        ("foreign.corong", "not_a_book"),
        ("newer.corong", "book_newer"),
        ("cut.corong", "book_damaged"),
        ("none.corong", "book_missing"),
    ] {
        let before = fs::read(place.path(book)).ok();
        for words in [vec!["today"], vec!["contact", "add", "--name", "X"], vec!["check"]] {
            let said = place.on(book, &words);
            assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (4, code), "{book} {words:?}");
        }
        assert_eq!(fs::read(place.path(book)).ok(), before, "{book}");
    }
}

#[test]
fn a_damaged_book_is_found_by_check() {
    let place = Place::with_card();
    place.write("cards.vcf", (0..300).map(|n| SITI.replace("Siti Rahma", &format!("Nama {n}"))).collect::<String>());
    assert_eq!(place.run(&["import", "cards.vcf", "--duplicates", "keep"]).code, 0);
    let file = place.path("book.corong");
    let size = fs::metadata(&file).unwrap().len();
    let mut damaged = File::options().write(true).open(&file).unwrap();
    for page in (8..size / 4_096).step_by(3) {
        damaged.seek(SeekFrom::Start(page * 4_096)).unwrap();
        damaged.write_all(&[0xA5; 512]).unwrap();
    }
    drop(damaged);
    let said = place.json(&["check"]);
    assert_eq!(said.code, 4, "{said:?}");
    assert!(said.err.contains("book_damaged"), "{said:?}");
}

#[test]
fn a_book_is_never_made_over_a_file_or_where_no_folder_can_be() {
    let place = Place::with_card();
    let before = fs::read(place.path("book.corong")).unwrap();
    let said = place.on("book.corong", &["init"]);
    assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (4, "book_exists"));
    assert_eq!(fs::read(place.path("book.corong")).unwrap(), before);
    let below = place.path("siti.vcf").join("deep").join("book.corong");
    let said = place.on(&below.to_string_lossy(), &["init"]);
    assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (4, "folder_denied"));
    let deep = place.path("a").join("b").join("book.corong");
    assert_eq!(place.on(&deep.to_string_lossy(), &["init"]).code, 0, "folders that can be made are made");
    for words in [["init", "--currency", "rupiah"], ["init", "--region", "Indonesia"], ["init", "--name", " "]] {
        let said = place.on("fresh.corong", &words);
        assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (2, "invalid"), "{words:?}");
        assert!(!place.path("fresh.corong").exists());
    }
}

#[test]
fn command_lines_that_make_no_sense_exit_2() {
    let place = Place::with_card();
    let before = place.state();
    for words in [
        vec!["contact", "show"],
        vec!["contact", "show", "nobody"],
        vec!["contact", "show", "abc"],
        vec!["opportunity", "move", "Siti Rahma", "nowhere"],
        vec!["opportunity", "move", "Siti Rahma", "ready", "--answer", "g1_name"],
        vec!["opportunity", "move", "Siti Rahma", "ready", "--answer", "bogus=yes"],
        vec!["opportunity", "move", "Siti Rahma", "ready", "--waive", "g1_name="],
        vec!["opportunity", "fact", "Siti Rahma", "credit=maybe"],
        vec!["opportunity", "fact", "Siti Rahma", "mood=good"],
        vec!["opportunity", "fact", "Siti Rahma", "credit=accepted", "--limit", "1,000"],
        vec!["opportunity", "lose", "Siti Rahma", "--reason", "weather"],
        vec!["opportunity", "edit", "Siti Rahma", "--expected-on", "31.12.2026"],
        vec!["opportunity", "add", "Siti Rahma", "--funnel", "none"],
        vec!["activity", "add", "Siti Rahma", "--kind", "call", "--due", "tomorrow"],
        vec!["import", "siti.vcf", "--event", "No Such Expo"],
        vec!["contact", "add", "--name", "X", "--email", "no address"],
        vec!["contact", "edit", "Siti Rahma", "--temperature", "boiling"],
        vec!["undo", "zzzz"],
        vec!["fly"],
    ] {
        let said = place.json(&words);
        assert_eq!(said.code, 2, "{words:?}: {said:?}");
        assert!(!said.error()["message"].as_str().unwrap().is_empty());
    }
    assert_eq!(place.state(), before);
}

#[test]
fn what_a_rule_refuses_exits_1() {
    let place = Place::with_card();
    for words in [
        vec!["contact", "add", "--note", "nobody"],
        vec!["opportunity", "move", "Siti Rahma", "customer"],
        vec!["opportunity", "void", "Siti Rahma", "--reason", "x"],
        vec!["opportunity", "wake", "Siti Rahma"],
        vec!["undo", "0123456789abcdef-1"],
    ] {
        assert_eq!(place.json(&words).code, 1, "{words:?}");
    }
    let empty = Place::with_book();
    assert_eq!(empty.run(&["undo"]).code, 0, "the owner's record");
    let said = empty.json(&["undo"]);
    assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (1, "cannot_undo"));
}

#[test]
fn help_is_there_for_every_command_and_says_how_to_answer() {
    let place = Place::empty();
    let help = |words: &[&str]| bare(place.folder.path()).args(words).arg("--help").output().unwrap();
    for words in [
        vec![],
        vec!["init"],
        vec!["import"],
        vec!["export"],
        vec!["contact", "add"],
        vec!["opportunity", "fact"],
        vec!["capture", "read"],
    ] {
        assert!(help(&words).status.success(), "{words:?}");
    }
    let text = String::from_utf8(help(&["opportunity", "move"]).stdout).unwrap();
    assert!(text.contains("g11_order=PO-77,on=2026-11-20,amount=1250000"), "{text}");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use super::*;
    use crate::support::{NOW, Said};

    /// Nobody: permissions hold for them, also where the tests run as root.
    const NOBODY: u32 = 65_534;

    fn mode(path: &std::path::Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_read_only_folder_is_said_and_nothing_changes() {
        let place = Place::with_card();
        let folder = place.folder.path();
        let binary = place.path("corong-cli");
        fs::copy(env!("CARGO_BIN_EXE_corong-cli"), &binary).unwrap();
        mode(&binary, 0o755);
        mode(&place.path("book.corong"), 0o444);
        mode(&place.path("siti.vcf"), 0o444);
        mode(folder, 0o555);
        let root = fs::metadata(folder).is_ok() && File::create(place.path("probe")).is_ok();
        let before = fs::read(place.path("book.corong")).unwrap();
        let run = |book: &str, words: &[&str]| -> Said {
            let mut command = Command::new(&binary);
            command.current_dir(folder).args(["--json", "--lang", "en", "--now", NOW, "--book", book]).args(words);
            if root {
                command.uid(NOBODY).gid(NOBODY);
            }
            // Another test that is just starting a process may hold our copy open for a moment.
            for _ in 0..200 {
                match command.output() {
                    Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                        std::thread::sleep(std::time::Duration::from_millis(20));
                    }
                    output => return output.unwrap().into(),
                }
            }
            panic!("the copy of the binary stays busy");
        };
        for (book, words) in [
            ("book.corong", vec!["contact", "add", "--name", "X"]),
            ("book.corong", vec!["import", "siti.vcf"]),
            ("new.corong", vec!["init"]),
        ] {
            let said = run(book, &words);
            assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (4, "read_only"), "{words:?}");
        }
        for words in [vec!["contact", "list"], vec!["contact", "search", "siti"], vec!["today"], vec!["history"]] {
            let said = run("book.corong", &words);
            assert_eq!(said.code, 0, "{words:?}: {}", said.err);
        }
        let said = run("sub/new.corong", &["init"]);
        assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (4, "folder_denied"));
        assert_eq!(fs::read(place.path("book.corong")).unwrap(), before);
        mode(folder, 0o755);
    }

    #[test]
    fn an_export_into_a_folder_that_is_not_there_exits_3() {
        let place = Place::with_card();
        let said = place.json(&["export", "nowhere/out.vcf"]);
        assert_eq!((said.code, said.error()["code"].as_str().unwrap()), (3, "export_denied"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn output_that_cannot_be_written_exits_5() {
        let place = Place::with_card();
        let full = File::options().write(true).open("/dev/full").unwrap();
        let status = place.command(&["history"]).stdout(full).status().unwrap();
        assert_eq!(status.code(), Some(5));
    }
}
