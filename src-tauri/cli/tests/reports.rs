//! Reports on the command line: text in both languages, JSON lines, CSV, past days, mistakes.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use support::Place;

const NAMES: [&str; 10] = [
    "funnel",
    "forecast",
    "time-in-stage",
    "win-rate",
    "velocity",
    "lost",
    "gates",
    "sources",
    "events",
    "sale-credit",
];

fn demo() -> Place {
    let place = Place::empty();
    assert_eq!(place.run(&["--lang", "en", "init", "--demo", "--name", "Anna Bastari"]).code, 0);
    place
}

#[test]
fn every_report_speaks_both_languages_and_json() {
    let place = demo();
    for name in NAMES {
        let english = place.run(&["report", name]);
        let indonesian = place.run(&["--lang", "id", "report", name]);
        assert_eq!((english.code, indonesian.code), (0, 0), "{english:?}");
        assert!(english.out.lines().count() > 3, "{name}: {}", english.out);
        assert_eq!(english.out.lines().count(), indonesian.out.lines().count(), "{name}");
        assert_ne!(english.out, indonesian.out, "{name}");
        let lines = place.json(&["report", name]).lines();
        let plain = name.replace('-', "_");
        assert!(lines.iter().all(|line| line["report"] == plain.as_str()), "{name}");
        assert_eq!(lines[0]["currency"], "IDR");
        assert!(lines.len() > 1 && lines[1..].iter().all(|line| line["table"].is_string()), "{name}");
    }
}

#[test]
fn the_funnel_of_the_demo_holds_its_forty_cards() {
    let place = demo();
    let text = place.run(&["report", "funnel"]).out;
    assert!(text.starts_with("Funnel · 2026-11-20 · "), "{text}");
    let lines = place.json(&["report", "funnel"]).lines();
    let levels: Vec<_> = lines.iter().filter(|line| line["table"] == "levels").collect();
    assert_eq!((levels.len(), levels[0]["reached"].as_i64()), (4, Some(40)));
    let standing = lines.iter().filter(|line| line["table"] == "standing");
    assert_eq!(standing.filter_map(|line| line["count"].as_i64()).sum::<i64>(), 40);
    let before = place.json(&["report", "funnel", "--on", "2026-10-01"]).lines();
    assert_eq!(before[0]["past"], true);
    let then = before.iter().filter(|line| line["table"] == "standing").filter_map(|line| line["count"].as_i64());
    let then: i64 = then.sum();
    assert!(then > 0 && then < 40, "{then}");
    let never = place.json(&["report", "funnel", "--on", "2020-01-01"]).lines();
    assert_eq!(never.len(), 1);
    assert!(never[0]["notes"].to_string().contains("nothing"), "{never:?}");
}

#[test]
fn a_report_is_written_as_csv() {
    let place = demo();
    let done = place.json(&["report", "events", "--margin", "30", "--csv", "events.csv"]).one();
    assert_eq!(done["records"], 2);
    let text = std::fs::read_to_string(place.path("events.csv")).unwrap();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(lines.next(), Some("Cost and return"));
    assert!(lines.next().unwrap().starts_with("Event,From,Cards,Qualified,"));
    assert!(lines.next().unwrap().contains(",120000000,"), "amounts are numbers");
    let denied = place.json(&["report", "events", "--csv", "no/such/folder/events.csv"]);
    assert_eq!(denied.error()["code"], "export_denied", "{denied:?}");
}

#[test]
fn mistakes_are_said() {
    let place = demo();
    assert_eq!(place.run(&["report", "weather"]).code, 2);
    assert_eq!(place.run(&["report", "funnel", "--on", "yesterday"]).code, 2);
    assert_eq!(place.run(&["report", "events", "--margin", "101"]).code, 2);
    let unknown = place.json(&["report", "funnel", "--funnel", "b2x"]);
    assert_eq!((unknown.code, unknown.error()["code"].as_str()), (2, Some("not_found")));
    let empty = Place::with_book();
    for name in NAMES {
        let said = empty.run(&["report", name]);
        assert!(said.code == 0 && said.out.contains("nothing to report on yet"), "{name}: {said:?}");
    }
}
