//! The whole program with small books, so that it cannot rot. Times are not judged here.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

fn bench(words: &[&str]) -> std::io::Result<std::process::Output> {
    Command::new(env!("CARGO_BIN_EXE_corong-bench")).args(words).output()
}

#[test]
fn every_line_is_measured_at_every_size() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("figures.json");
    let path = file.to_str().expect("a path that is text");
    let done = bench(&["--sizes", "120,360", "--rounds", "2", "--json", path]).expect("the program starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let all: Value = serde_json::from_slice(&std::fs::read(&file).expect("the figures")).expect("JSON");
    let figures = all["figures"].as_array().expect("figures");
    let lines: BTreeSet<&str> = figures.iter().filter_map(|figure| figure["line"].as_str()).collect();
    for wanted in [
        "create leads in bulk",
        "size of the book",
        "one lead, one durable transaction",
        "one card saved by the form",
        "search, 50 sorted, median",
        "search, 50 sorted, slowest",
        "first page of 50",
        "deep page of 50",
        "count and sum by stage",
        "near duplicates of one card",
        "near duplicates, all pairs",
        "open a book and show the first page",
        "import vCards, duplicates looked for",
        "apply 120 field changes",
        "the same 360 again",
    ] {
        assert!(lines.contains(wanted), "{wanted} is missing in {lines:?}");
    }
    assert!(lines.iter().any(|line| line.starts_with("move ")), "{lines:?}");
    for figure in figures {
        assert!(figure["ours"].as_f64().is_some_and(|time| time > 0.0), "{figure}");
        assert!(figure["goal"].as_str().is_some_and(|goal| !goal.starts_with('x')), "{figure}");
    }
    let table = String::from_utf8_lossy(&done.stdout);
    assert!(figures.iter().all(|figure| table.contains(figure["line"].as_str().unwrap_or("?"))), "{table}");
    let growth: BTreeSet<&str> =
        all["growth"].as_array().expect("growth").iter().filter_map(|one| one["line"].as_str()).collect();
    assert_eq!(growth, BTreeSet::from(["deep page", "import", "move, each", "report", "search"]));
    assert!(all["growth"][0]["exponent"].is_f64());
    assert!(all["machine"]["cores"].as_u64().is_some_and(|cores| cores > 0));
}

#[test]
fn an_unknown_word_is_refused() {
    let done = bench(&["--fast"]).expect("the program starts");
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("--fast"));
}
