//! `estimate evaluate` on files whose truth is known.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::fmt::Write as _;

use support::{Place, Said};

const MAP: &str = r#"
[outcome]
column = "bought"
won = ["1"]
lost = ["0"]
[numbers]
columns = ["visits"]
[categories]
columns = ["source", "row"]
[excluded]
later_than_outcome = ["invoice"]
"#;

/// Rows by a simple generator of pseudo-random numbers: visits and source say something when `signal` is set.
fn rows(n: u32, seed: u64, signal: bool) -> String {
    let mut state = seed;
    let mut unit = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as f64) / f64::from(1_u32 << 31)
    };
    let mut text = "row,visits,source,bought,invoice\n".to_owned();
    for i in 0..n {
        let visits = (unit() * 10.0).floor();
        let referral = unit() < 0.4;
        let odds = if signal { visits * 0.4 - 2.5 + if referral { 1.5 } else { 0.0 } } else { 0.4 };
        let bought = unit() < 1.0 / (1.0 + (-odds).exp());
        let source = if referral { "referral" } else { "booth" };
        let invoice = if bought { "INV" } else { "" };
        writeln!(text, "{i},{visits},{source},{},{invoice}", u8::from(bought)).unwrap();
    }
    text
}

fn evaluate(place: &Place, more: &[&str]) -> Said {
    let words = [&["estimate", "evaluate", "train.csv", "--map", "map.toml"], more].concat();
    place.json(&words)
}

fn place(train: &str, map: &str) -> Place {
    let place = Place::empty();
    place.write("train.csv", train);
    place.write("map.toml", map);
    place
}

#[test]
fn what_can_be_learnt_is_learnt_and_judged_on_unseen_rows() {
    let place = place(&rows(2_000, 1, true), MAP);
    place.write("test.csv", rows(2_000, 2, true));
    let crossed = evaluate(&place, &[]).one();
    let tested = evaluate(&place, &["--test", "test.csv"]).one();
    for found in [&crossed, &tested] {
        assert_eq!((&found["n"], &found["shown"]), (&2_000.into(), &"learnt".into()), "{found}");
        assert!(found["auc"].as_f64().unwrap() > 0.75, "{found}");
        assert!(found["auc"].as_f64().unwrap() < 0.95, "nothing of the outcome itself is seen: {found}");
        assert!(found["ece10"].as_f64().unwrap() < 0.04, "{found}");
        assert!(found["log_loss"].as_f64() < found["base_log_loss"].as_f64(), "{found}");
        assert!(found["median_days"].is_null() && found["quartiles"].is_null(), "no dates");
    }
    assert_eq!((&crossed["cross_validated"], &tested["cross_validated"]), (&true.into(), &false.into()));
}

#[test]
fn without_a_signal_the_base_rate_is_shown_and_said_so() {
    let place = place(&rows(1_500, 3, false), MAP);
    let found = evaluate(&place, &[]).one();
    assert_eq!((&found["shown"], &found["cause"]), (&"base_rate".into(), &"no_signal".into()), "{found}");
    assert_eq!(found["auc"], 0.5);
    assert!((found["log_loss"].as_f64().unwrap() - found["base_log_loss"].as_f64().unwrap()).abs() < 1e-3);
    let said =
        place.command(&["--lang", "en", "estimate", "evaluate", "train.csv", "--map", "map.toml"]).output().unwrap();
    assert!(Said::from(said).out.contains("Shown is the base rate"));
}

#[test]
fn times_to_close_count_the_open_ones_and_late_entries() {
    let mut text = "id,stage,from,to\n".to_owned();
    for i in 0..40 {
        let (stage, to) = match i % 4 {
            0 | 1 => ("won", "2017-01-21"),
            2 => ("lost", "2017-01-11"),
            _ => ("won", "2017-02-10"),
        };
        writeln!(text, "{i},{stage},2017-01-01,{to}").unwrap();
    }
    writeln!(text, "o,open,2017-02-09,").unwrap();
    let map = "[outcome]\ncolumn = \"stage\"\nwon = [\"won\"]\nlost = [\"lost\"]\nopen = [\"open\"]\n\
        [excluded]\nids = [\"id\"]\n[dates]\nopened = \"from\"\nclosed = \"to\"\nhistory_from = \"2017-01-01\"\n";
    let place = place(&text, map);
    let found = evaluate(&place, &[]).one();
    assert_eq!(found["median_days"], 20.0, "{found}");
    assert_eq!(found["quartiles"], serde_json::json!([20.0, 20.0, 40.0]));
    assert_eq!((&found["closing"]["n"], &found["closing"]["events"]), (&41.into(), &40.into()));
}

#[test]
fn what_does_not_fit_changes_nothing_and_is_said_in_both_languages() {
    let place = place(&rows(20, 1, true), &MAP.replace("\"invoice\"", ""));
    for (language, text) in
        [("en", "says nothing about the column “invoice”"), ("id", "tidak menyebut kolom “invoice”")]
    {
        let words = ["--lang", language, "estimate", "evaluate", "train.csv", "--map", "map.toml"];
        let said: Said = place.command(&words).output().unwrap().into();
        assert_eq!(said.code, 3, "{said:?}");
        assert!(said.err.contains(text), "{said:?}");
    }
    let error = evaluate(&place, &[]).error();
    assert_eq!(error["detail"]["why"], "not_listed");
    place.write("map.toml", MAP);
    let few = place.json(&["estimate", "evaluate", "nothing.csv", "--map", "map.toml"]);
    assert_eq!((few.code, &few.error()["code"]), (3, &"file_missing".into()));
    place.write("train.csv", rows(5, 1, true));
    assert_eq!(evaluate(&place, &[]).one()["shown"], "plan", "below eight outcomes");
}
