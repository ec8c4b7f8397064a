//! Which room may depend on what.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::tree::{none, root, text};

/// Every package of the workspace with its folder and the packages of Corong that it may use.
const ROOMS: &[(&str, &str, &[&str])] = &[
    ("corong-domain", "src-tauri/domain", &[]),
    ("corong-capture", "src-tauri/capture", &["corong-domain"]),
    ("corong-exchange", "src-tauri/exchange", &["corong-domain"]),
    ("corong-store", "src-tauri/store", &["corong-domain"]),
    ("corong-book", "src-tauri/book", &["corong-domain", "corong-capture", "corong-exchange", "corong-store"]),
    ("corong", ".", &["corong-domain", "corong-book"]),
    ("corong-cli", "src-tauri/cli", &["corong-domain", "corong-book"]),
    ("corong-bench", "benches", &["corong-domain", "corong-capture", "corong-exchange", "corong-store", "corong-book"]),
    (
        "corong-tests",
        "tests",
        &["corong-domain", "corong-capture", "corong-exchange", "corong-store", "corong-book", "corong-cli"],
    ),
    ("xtask", "xtask", &[]),
];

/// The rules are pure: what they may use is a closed list.
const PURE: &[&str] = &[
    "chrono",
    "serde",
    "serde_json",
    "specta",
    "specta-typescript",
    "thiserror",
    "strsim",
    "unicode-normalization",
    "uuid",
];

/// What reaches the network, which nothing in Corong does.
const NETWORK: &[&str] =
    &["reqwest", "hyper", "ureq", "isahc", "curl", "axum", "actix-web", "warp", "tonic", "tungstenite", "rustls"];

/// What opens a database, which the store alone does, and the benchmark beside it.
const DATABASE: &[&str] = &["rusqlite", "libsqlite3-sys", "sqlx", "diesel", "sea-orm", "sled", "redb"];

fn manifest(folder: &str) -> Table {
    let file = if folder == "." { "Cargo.toml".to_owned() } else { format!("{folder}/Cargo.toml") };
    let text = text(&file).expect("a manifest is text");
    text.parse().unwrap_or_else(|error| panic!("{file} is not TOML: {error}"))
}

/// The packages that a manifest names in tables of this kind, those for single systems included.
fn named(manifest: &Table, kinds: &[&str]) -> Vec<String> {
    let mut tables: Vec<&Table> = vec![manifest];
    if let Some(Value::Table(systems)) = manifest.get("target") {
        tables.extend(systems.values().filter_map(Value::as_table));
    }
    let dependencies = tables.iter().flat_map(|table| kinds.iter().filter_map(|kind| table.get(*kind)));
    let entries = dependencies.filter_map(Value::as_table).flatten();
    entries.map(|(name, value)| real_name(name, value)).collect()
}

/// A package may be used under another name.
fn real_name(name: &str, value: &Value) -> String {
    value.get("package").and_then(Value::as_str).unwrap_or(name).to_owned()
}

const BUILT_IN: &[&str] = &["dependencies", "build-dependencies"];
const ALL: &[&str] = &["dependencies", "build-dependencies", "dev-dependencies"];

fn offenders(kinds: &[&str], is_wrong: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (package, folder, _) in ROOMS {
        for dependency in named(&manifest(folder), kinds) {
            if is_wrong(package, &dependency) {
                found.push(format!("{package} uses {dependency}"));
            }
        }
    }
    found
}

#[test]
fn every_package_is_a_known_room() {
    let workspace = manifest(".");
    let members = workspace["workspace"]["members"].as_array().expect("the workspace lists its members");
    let mut listed: Vec<&str> = members.iter().filter_map(Value::as_str).collect();
    let mut known: Vec<&str> = ROOMS.iter().map(|(_, folder, _)| *folder).collect();
    listed.sort_unstable();
    known.sort_unstable();
    assert_eq!(listed, known, "a new package needs its line in ROOMS");
    for (package, folder, _) in ROOMS {
        assert_eq!(manifest(folder)["package"]["name"].as_str(), Some(*package), "the package in {folder}");
    }
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.iter().map(|(package, _, below)| (*package, *below)).collect();
    let upward =
        |package: &str, used: &str| used.starts_with("corong") && !allowed[package].contains(&used) && used != package;
    none("a room uses a room that is not below it", offenders(ALL, upward));
}

#[test]
fn the_rules_use_nothing_but_plain_values() {
    let impure = |package: &str, used: &str| package == "corong-domain" && !PURE.contains(&used);
    none("the domain has a dependency that is not on its list", offenders(BUILT_IN, impure));
}

#[test]
fn only_the_store_opens_a_database() {
    let allowed = ["corong-store", "corong-bench"];
    let wrong = |package: &str, used: &str| DATABASE.contains(&used) && !allowed.contains(&package);
    none("a database is opened outside the store", offenders(ALL, wrong));
}

#[test]
fn only_the_shell_knows_the_window() {
    let wrong = |package: &str, used: &str| used.starts_with("tauri") && package != "corong";
    none("Tauri is used outside the shell", offenders(ALL, wrong));
}

#[test]
fn nothing_reaches_the_network() {
    let wrong = |_: &str, used: &str| NETWORK.contains(&used);
    none("a package of the network is used", offenders(BUILT_IN, wrong));
}

#[test]
fn every_room_takes_the_lint_table() {
    let lax = ROOMS.iter().filter(|(_, folder, _)| {
        let manifest = manifest(folder);
        manifest.get("lints").and_then(|lints| lints.get("workspace")).and_then(Value::as_bool) != Some(true)
    });
    // The benchmark prints tables and may stop at the first surprise.
    let lax = lax.filter(|(package, _, _)| *package != "corong-bench");
    none(
        "a package goes without the lints of the workspace",
        lax.map(|(package, _, _)| (*package).to_owned()).collect(),
    );
}

#[test]
fn the_chores_compile_without_waiting() {
    none("xtask has a dependency", named(&manifest("xtask"), ALL));
}

#[test]
fn window_and_interface_speak_the_same_release() {
    let lock: Table = text("Cargo.lock").expect("the lock file is text").parse().expect("the lock file is TOML");
    let packages = lock["package"].as_array().expect("the lock file lists packages");
    let of_rust = packages
        .iter()
        .find(|package| package["name"].as_str() == Some("tauri"))
        .and_then(|package| package["version"].as_str())
        .expect("tauri is in the lock file");
    let lock = std::fs::read(root().join("ui").join("package-lock.json")).expect("ui/package-lock.json is there");
    let lock: serde_json::Value = serde_json::from_slice(&lock).expect("the lock file is JSON");
    let of_npm = |name: &str| lock["packages"][format!("node_modules/{name}")]["version"].as_str().map(str::to_owned);
    let api = of_npm("@tauri-apps/api").expect("@tauri-apps/api is in the lock file");
    assert_eq!(minor(&api), minor(of_rust), "@tauri-apps/api {api} and tauri {of_rust}");
    if let Some(cli) = of_npm("@tauri-apps/cli") {
        assert_eq!(minor(&cli).split('.').next(), minor(of_rust).split('.').next(), "@tauri-apps/cli {cli}");
    }
}

/// The first two numbers of a version.
fn minor(version: &str) -> String {
    version.split('.').take(2).collect::<Vec<_>>().join(".")
}
