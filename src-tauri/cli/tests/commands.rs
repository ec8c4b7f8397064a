//! The commands one by one: shapes, names, languages, clock.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;
use support::{NOW, Place, SITI, Said, bare};

fn keys(line: &str) -> Vec<String> {
    // The order on the line, which a map would lose.
    let value: Value = serde_json::from_str(line).unwrap();
    let mut keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
    keys.sort_by_key(|key| line.find(&format!("\"{key}\":")).unwrap());
    keys
}

#[test]
fn json_lines_have_the_shapes_that_scripts_rely_on() {
    let place = Place::with_card();
    let shape = |words: &[&str], wanted: &str| {
        let said = place.json(words);
        said.lines();
        let first = said.out.lines().next().unwrap();
        assert_eq!(keys(first).join(" "), wanted, "{words:?}: {first}");
    };
    let contact = "id name titles job_title company phones emails urls address note temperature tags level";
    shape(&["contact", "show", "Siti Rahma"], contact);
    shape(&["contact", "list"], contact);
    shape(&["contact", "search", "siti", "maju"], contact);
    shape(&["contact", "add", "--name", "Slamet", "--phone", "0811222333"], contact);
    let opportunity =
        "id contact funnel level stage status percent amount time_frame win_chance win_chance_basis next_step missing";
    shape(&["opportunity", "list"], opportunity);
    shape(&["opportunity", "show", "Slamet"], opportunity);
    shape(&["opportunity", "edit", "Slamet", "--estimate", "99.90", "--source", "referral"], opportunity);
    shape(&["import", "siti.vcf"], "file read created updated skipped refused");
    shape(&["export", "out.vcf"], "file records");
    shape(&["check"], "ok fingerprint state_hash problems");
    shape(&["history"], "change act subject contact at by undone fields");
    shape(&["undo"], "undone act subject kept change");
    let activity = "id contact opportunity kind preset subject text state due_at done_at result inbound";
    shape(&["activity", "add", "Slamet", "--kind", "call", "--due", "2026-11-23", "--subject", "Price list"], activity);
    shape(&["event", "add", "Expo"], "id name from to place country cost");
    shape(&["event", "list"], "id name from to place country cost");
    shape(&["today"], "group kind id text name company phone email contact opportunity due_at days_late cold");
    shape(
        &["capture", "read", "siti.vcf"],
        "file name titles job_title company phones emails urls address note temperature codes differences lines confidence \
         places seconds",
    );
    let other = Place::empty();
    assert_eq!(keys(other.json(&["init"]).out.trim()).join(" "), "book contacts");
    let failed = place.json(&["contact", "show", "nobody"]);
    assert_eq!(keys(failed.err.trim()).join(" "), "code message detail");
}

#[test]
fn contacts_are_added_changed_found_and_deleted() {
    let place = Place::with_book();
    let line = "Budi Santoso, PT Sinar Terang, 0811-222-333, budi@sinar.example";
    let added = place.json(&["contact", "add", "--line", line, "--temperature", "hot", "--tag", "kopi"]).one();
    assert_eq!(added["company"], "PT Sinar Terang");
    assert_eq!(added["phones"][0]["e164"], "+62811222333");
    assert_eq!(added["temperature"], "hot");
    let id = added["id"].as_str().unwrap();
    for name in [id, &id[id.len() - 6..], "budi  SANTOSO"] {
        assert_eq!(place.json(&["contact", "show", name]).one()["id"], id, "{name}");
    }
    let edited =
        place.json(&["contact", "edit", id, "--job-title", "Buyer", "--phone", "021-555-0100", "--drop", "kopi"]);
    let edited = edited.one();
    assert_eq!((edited["phones"].as_array().unwrap().len(), edited["tags"].as_array().unwrap().len()), (2, 0));
    assert_eq!(place.json(&["contact", "search", "sinar", "0811"]).one()["id"], id);
    place.run(&["contact", "add", "--name", "Budi Santoso", "--company", "CV Lain", "--phone", "0811999888"]);
    let two = place.json(&["contact", "show", "Budi Santoso"]);
    assert_eq!((two.code, two.error()["code"].as_str()), (2, Some("ambiguous")));
    assert_eq!(two.error()["detail"]["ids"].as_array().unwrap().len(), 2);
    let gone = place.json(&["contact", "delete", id]).one();
    assert_eq!(gone["deleted"], 1);
    assert_eq!(place.json(&["contact", "list"]).lines().len(), 1);
    assert_eq!(place.run(&["undo", gone["change"].as_str().unwrap()]).code, 0);
    assert_eq!(place.json(&["contact", "show", id]).one()["job_title"], "Buyer");
}

#[test]
fn lists_continue_after_a_record() {
    let place = Place::with_book();
    let cards: String = (0..25)
        .map(|n| format!("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nama {n:02}\r\nTEL:08120000{n:04}\r\nEND:VCARD\r\n"))
        .collect();
    place.write("many.vcf", cards);
    assert_eq!(place.json(&["import", "many.vcf"]).one()["created"], 25);
    for (what, command) in [("contact", "contact"), ("opportunity", "opportunity")] {
        let mut seen: Vec<String> = Vec::new();
        loop {
            let after = seen.last().cloned();
            let mut words = vec![command, "list", "--limit", "10"];
            if let Some(after) = &after {
                words.extend(["--after", after]);
            }
            let page = place.json(&words).lines();
            if page.is_empty() {
                break;
            }
            seen.extend(page.iter().map(|line| line["id"].as_str().unwrap().to_owned()));
        }
        let mut unique = seen.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((seen.len(), unique.len()), (25, 25), "{what}");
    }
    assert_eq!(place.json(&["contact", "list", "--limit", "0"]).lines().len(), 25);
    let ambiguous = place.json(&["opportunity", "show", "01a1"]);
    assert_eq!(ambiguous.error()["code"], "ambiguous", "ids made in one millisecond begin alike");
}

#[test]
fn the_clock_and_the_sequence_make_the_output() {
    let run = || {
        let place = Place::with_card();
        let mut all = String::new();
        for words in [
            vec!["opportunity", "move", "Siti Rahma", "ready"],
            vec!["activity", "add", "Siti Rahma", "--kind", "visit", "--due", "2026-11-19"],
            vec!["today"],
            vec!["today", "--on", "2026-11-21"],
            vec!["opportunity", "show", "Siti Rahma"],
            vec!["history"],
        ] {
            let said = place.json(&words);
            assert_eq!(said.code, 0, "{said:?}");
            all.push_str(&mask(&said.out));
        }
        all
    };
    let first = run();
    assert_eq!(first, run());
    assert!(first.contains("2026-11-20T02:00:00Z") && first.contains("\"days_late\":1"), "{first}");
}

/// Ids and the names of changes are new in each book.
fn mask(text: &str) -> String {
    let mut masked = String::new();
    for word in text.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')) {
        let bare = word.trim_end_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        let is_id = bare.len() >= 16 && bare.chars().any(|c| c.is_ascii_digit()) && !bare.contains('T');
        let is_bytes = bare.len() >= 20 && !bare.contains(':');
        masked.push_str(if is_id || is_bytes { "ID" } else { word });
    }
    masked
}

#[test]
fn both_languages_say_the_same_things() {
    let place = Place::with_card();
    assert_eq!(place.run(&["activity", "add", "Siti Rahma", "--kind", "call", "--due", "2026-11-20"]).code, 0);
    let said =
        |lang: &str, words: &[&str]| -> Said { place.command(words).args(["--lang", lang]).output().unwrap().into() };
    for (words, en, id) in [
        (vec!["opportunity", "show", "Siti Rahma"], "Lead · Captured", "Lead · "),
        (vec!["today"], "Today\n", "Hari ini\n"),
        (vec!["check"], "The book is sound.", "Buku dalam keadaan baik."),
        (vec!["history"], "Contacts imported", "Kontak diimpor"),
        (vec!["contact", "show", "Siti Rahma"], "Phone: +62", "Telepon: +62"),
    ] {
        let (english, indonesian) = (said("en", &words), said("id", &words));
        assert!(english.code == 0 && english.out.contains(en), "{english:?}");
        assert!(indonesian.code == 0 && indonesian.out.contains(id), "{indonesian:?}");
        assert_ne!(english.out, indonesian.out, "{words:?}");
    }
    for words in [
        vec!["contact", "show", "nobody"],
        vec!["opportunity", "move", "Siti Rahma", "engaged"],
        vec!["import", "nofile.vcf"],
        vec!["contact", "add"],
        vec!["--bogus"],
    ] {
        let (english, indonesian) = (said("en", &words), said("id", &words));
        assert!(english.code != 0 && english.code == indonesian.code, "{words:?}");
        assert_ne!(english.err, indonesian.err, "{words:?}");
    }
    let book = Place::empty();
    assert_eq!(book.run(&["--lang", "id", "init", "--name", "Anna"]).code, 0);
    assert!(book.run(&["check"]).out.starts_with("Buku dalam"), "the book's own language when none is named");
}

#[test]
fn the_demo_book_has_forty_cards() {
    let place = Place::empty();
    let made = place.json(&["init", "--demo"]).one();
    assert_eq!(made["contacts"], 40);
    assert!(place.json(&["opportunity", "list", "--limit", "0"]).lines().len() >= 40);
    assert!(!place.json(&["today"]).lines().is_empty());
    place.state();
}

#[test]
fn exports_are_read_back() {
    let place = Place::with_card();
    place.run(&["activity", "add", "Siti Rahma", "--kind", "visit", "--due", "2026-11-24", "--subject", "Kitchen"]);
    assert_eq!(place.json(&["export", "out.vcf"]).one()["records"], 1);
    let other = Place::with_book();
    other.write("out.vcf", std::fs::read(place.path("out.vcf")).unwrap());
    assert_eq!(other.json(&["import", "out.vcf"]).one()["created"], 1);
    let strip = |place: &Place| {
        let mut contact = place.json(&["contact", "show", "Siti Rahma"]).one();
        contact["id"] = Value::Null;
        contact
    };
    assert_eq!(strip(&place), strip(&other));
    assert_eq!(place.json(&["export", "out.csv"]).one()["records"], 1);
    assert_eq!(place.json(&["export", "--what", "opportunities", "o.csv"]).one()["records"], 1);
    assert_eq!(place.json(&["export", "--what", "all", "all.json"]).one()["records"], 2);
    let all: Value = serde_json::from_slice(&std::fs::read(place.path("all.json")).unwrap()).unwrap();
    assert_eq!(all["contacts"][0]["id"], all["opportunities"][0]["contact"]);
    assert_eq!(place.json(&["export", "plan.ics"]).one()["records"], 1);
    let ics = std::fs::read_to_string(place.path("plan.ics")).unwrap();
    assert!(ics.contains("DTSTART:20261124T020000Z") && ics.contains("Kitchen"), "{ics}");
    assert_eq!(place.json(&["export", "--what", "all", "all.csv"]).code, 2);
    assert_eq!(place.json(&["export", "out.xyz"]).code, 2);
}

#[test]
fn imports_fill_skip_keep_and_only_look() {
    let place = Place::with_card();
    let again = |words: &[&str]| {
        let mut all = vec!["import", "siti.vcf"];
        all.extend(words);
        let report = place.json(&all).one();
        (report["created"].clone(), report["updated"].clone(), report["skipped"].clone())
    };
    place.write("siti.vcf", SITI.replace("NOTE:", "URL:https://majujaya.example\r\nNOTE:"));
    let before = place.state();
    assert_eq!(again(&["--dry-run"]), (0.into(), 1.into(), 0.into()));
    assert_eq!(place.state(), before, "a dry run writes nothing");
    assert_eq!(again(&["--duplicates", "skip"]), (0.into(), 0.into(), 1.into()));
    assert_eq!(again(&["--duplicates", "fill"]), (0.into(), 1.into(), 0.into()));
    assert_eq!(place.json(&["contact", "show", "Siti Rahma"]).one()["urls"][0], "https://majujaya.example");
    assert_eq!(again(&["--duplicates", "keep"]), (1.into(), 0.into(), 0.into()));
    assert_eq!(place.run(&["undo"]).code, 0);
    assert_eq!(place.json(&["contact", "list"]).lines().len(), 1);
}

#[test]
fn cards_are_read_without_a_book_also_from_standard_input() {
    let place = Place::empty();
    let mut child = bare(place.folder.path());
    child.args(["--json", "--now", NOW, "capture", "read", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = child.spawn().unwrap();
    let text = "Rina Wijaya\nCV Sumber Rejeki\n0812 9999 8888\nrina@sumber.example\n";
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let said = Said::from(child.wait_with_output().unwrap()).one();
    assert_eq!((said["name"].as_str(), said["company"].as_str()), (Some("Rina Wijaya"), Some("CV Sumber Rejeki")));
    assert_eq!(said["phones"][0]["e164"], "+6281299998888");
    assert!(said["confidence"]["name"].as_f64().unwrap() > 0.0);
    place.write("front.txt", "Rina Wijaya\nCV Sumber Rejeki\n");
    place.write("back.txt", "0812 9999 8888\n");
    let mut command = bare(place.folder.path());
    let one = command.args(["--json", "capture", "read", "--one-card", "front.txt", "back.txt"]).output().unwrap();
    let one = Said::from(one).one();
    assert_eq!((one["name"].as_str(), one["phones"].as_array().unwrap().len()), (Some("Rina Wijaya"), 1));
    let left: Vec<_> = std::fs::read_dir(place.folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2, "no book was made");
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let place = Place::empty();
    assert_eq!(place.run(&["init", "--demo"]).code, 0);
    let mut child = place
        .command(&["--json", "history", "--limit", "1000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let said = Said::from(child.wait_with_output().unwrap());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
}

#[test]
fn duplicates_of_a_list_are_scored_without_a_book() {
    let place = Place::empty();
    let mut list = "rec_id, given_name, surname, street_number, address_1, suburb, postcode, state\n".to_owned();
    for (number, name) in ["mia nguyen", "tom brown", "eva stone", "kai zimmer", "lea marsh"].iter().enumerate() {
        let (given, family) = name.split_once(' ').unwrap();
        let street = 30 + 7 * number;
        list.push_str(&format!(
            "a{number}, {given}, {family}, {street}, {family}field road, town{number}, 56{street}, wa\n"
        ));
    }
    list.push_str("b0, nguyen, mia, 30, nguyenfeild road, town0, 5603, wa\n");
    place.write("list.csv", list);
    place.write("pairs.csv", "one,other\nb0,a0\n");
    let said = bare(place.folder.path())
        .args(["--json", "duplicates", "score", "list.csv", "pairs.csv", "--out", "found.csv"])
        .output()
        .unwrap();
    let score = Said::from(said).one();
    assert_eq!((score["precision"].as_f64(), score["recall"].as_f64()), (Some(1.0), Some(1.0)), "{score}");
    assert_eq!((score["f1"].as_f64(), score["records"].as_u64()), (Some(1.0), Some(6)));
    assert!(score["seconds"].as_f64().unwrap() >= 0.0);
    let found = std::fs::read_to_string(place.path("found.csv")).unwrap();
    assert!(found.lines().nth(1).unwrap().starts_with("a0,b0,"), "{found}");
    place.write("other.csv", "product,price\nCoffee,3\n");
    let refused = place.json(&["duplicates", "score", "other.csv", "pairs.csv"]);
    assert_eq!((refused.code, refused.error()["code"].as_str()), (3, Some("file_no_people")));
    let refused = place.json(&["duplicates", "score", "list.csv", "other.csv"]);
    assert_eq!((refused.code, refused.error()["code"].as_str()), (3, Some("file_no_pairs")));
    let gone = place.json(&["duplicates", "score", "nothing.csv", "pairs.csv"]);
    assert_eq!((gone.code, gone.error()["code"].as_str()), (3, Some("file_missing")));
}

#[test]
fn contacts_are_merged_and_the_merge_is_undone_after_later_edits() {
    let place = Place::with_book();
    let add = |words: &[&str]| {
        let mut all = vec!["contact", "add"];
        all.extend(words);
        place.json(&all).one()["id"].as_str().unwrap().to_owned()
    };
    let keep = add(&["--name", "Siti Rahma", "--phone", "0811222333", "--tag", "kopi"]);
    let other = add(&[
        "--name",
        "S. Rahma",
        "--company",
        "PT Maju",
        "--phone",
        "0811222333",
        "--phone",
        "0812999888",
        "--email",
        "siti@maju.example",
        "--job-title",
        "Buyer",
        "--tag",
        "teh",
    ]);
    let hash = || place.json(&["check"]).one()["state_hash"].as_str().unwrap().to_owned();
    let before = hash();
    let look = place.json(&["contact", "merge", &keep, &other, "--dry-run"]).one();
    assert_eq!((look["opportunities"].as_u64(), look["change"].is_null()), (Some(1), true), "{look}");
    assert_eq!(hash(), before, "a look writes nothing");
    let done = place.json(&["contact", "merge", &keep, &other]).one();
    assert_eq!(done["phones"], serde_json::json!(["0812999888"]), "each number once: {done}");
    let shown = place.json(&["contact", "show", &keep]).one();
    assert_eq!((shown["name"].as_str(), shown["company"].as_str()), (Some("Siti Rahma"), Some("PT Maju")));
    assert_eq!((shown["phones"].as_array().unwrap().len(), shown["job_title"].as_str()), (2, Some("Buyer")));
    assert_eq!(shown["tags"], serde_json::json!(["kopi", "teh"]));
    assert!(shown["note"].as_str().unwrap().contains("S. Rahma"), "the name that lost is in the note: {shown}");
    assert_eq!(place.json(&["contact", "list"]).lines().len(), 1);
    assert_eq!(place.json(&["opportunity", "list"]).lines().len(), 2);
    assert_eq!(place.json(&["contact", "show", &other]).one()["id"], keep.as_str(), "the old one leads to the new");
    for ids in [[&keep, &keep], [&keep, &other]] {
        let refused = place.json(&["contact", "merge", ids[0], ids[1]]);
        assert_eq!((refused.code, refused.error()["code"].as_str()), (2, Some("invalid")), "{ids:?}");
    }
    place.json(&["contact", "edit", &keep, "--temperature", "hot"]).one();
    let change = done["change"].as_str().unwrap();
    place.json(&["undo", change]).one();
    assert_eq!(place.json(&["contact", "list"]).lines().len(), 2);
    assert_eq!(place.json(&["contact", "show", &keep]).one()["temperature"], "hot", "the later edit stays");
    let back = place.json(&["contact", "show", &other]).one();
    assert_eq!((back["name"].as_str(), back["phones"].as_array().unwrap().len()), (Some("S. Rahma"), 2));
}

#[test]
fn an_undone_merge_leaves_the_book_as_it_was() {
    let place = Place::with_card();
    let one = place.json(&["contact", "show", "Siti Rahma"]).one()["id"].as_str().unwrap().to_owned();
    let added = place.json(&["contact", "add", "--name", "Siti R.", "--phone", "0813111222", "--tag", "teh"]).one();
    let all = || {
        place.json(&["export", "--what", "all", "all.json"]).one();
        std::fs::read_to_string(place.path("all.json")).unwrap()
    };
    let before = all();
    place.json(&["contact", "merge", &one, added["id"].as_str().unwrap()]).one();
    assert_ne!(all(), before);
    place.json(&["undo"]).one();
    assert_eq!(all(), before);
    assert_eq!(place.json(&["check"]).one()["ok"], true);
}
