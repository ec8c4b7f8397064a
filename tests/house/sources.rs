//! What may stand in a source, and how long it may be.

use crate::tree::{files, none, root, text, with_ending};

const LONGEST: usize = 500;

/// Files that may be longer, each with its reason: a dictionary stays whole, so that a native reader finds every word of
/// a language in one place.
const LONGER: &[&str] = &["ui/src/lib/i18n/en.ts", "ui/src/lib/i18n/id.ts"];

/// Written by a program, read by nobody.
const GENERATED: &[&str] = &["ui/src/lib/bindings.ts"];

const CODE: &[&str] = &[".rs", ".ts", ".svelte", ".css", ".js", ".mjs"];

/// What the house consists of at the top; everything else has a room.
const TOP: &[&str] = &[
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "benches",
    "clippy.toml",
    "deny.toml",
    "icons",
    "rustfmt.toml",
    "src-tauri",
    "tauri.conf.json",
    "tests",
    "ui",
    "xtask",
];

#[test]
fn no_file_is_longer_than_it_can_be_read() {
    let mut found = Vec::new();
    for (file, text) in with_ending(&[".rs", ".ts", ".svelte"]) {
        let exempt = LONGER.contains(&file.as_str()) || GENERATED.contains(&file.as_str());
        let lines = text.lines().count();
        if lines > LONGEST && !exempt {
            found.push(format!("{file} has {lines} lines"));
        }
    }
    none("a file is asking to be two", found);
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file does not find itself.
    let words = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["X", "XX"].concat()];
    let calls = [["todo", "!("], ["unimplemented", "!("], ["#[", "ignore"], ["test.", "fixme("], ["it.", "todo("]];
    let skips = [["it.", "skip("], ["test.", "skip("], ["describe.", "skip("], ["it.", "only("], ["test.", "only("]];
    let calls: Vec<String> = calls.iter().chain(&skips).map(|parts| parts.concat()).collect();
    let mut found = Vec::new();
    for (file, text) in with_ending(CODE) {
        for (number, line) in text.lines().enumerate() {
            let left = words.iter().any(|word| has_word(line, word)) || calls.iter().any(|call| line.contains(call));
            if left {
                found.push(format!("{file}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    none("something is left for later, or a test is switched off", found);
}

/// Whether the word stands alone: the calendar's own VTODO is a word of its format.
fn has_word(line: &str, word: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    })
}

#[test]
fn no_file_knows_a_machine() {
    let mut paths: Vec<String> = vec![root().to_string_lossy().into_owned()];
    // A folder such as /src is too short to tell anything.
    paths.retain(|path| path.matches(['/', '\\']).count() > 1);
    for variable in ["CARGO_HOME", "CARGO_TARGET_DIR"] {
        paths.extend(std::env::var(variable).ok().filter(|path| path.matches('/').count() > 1));
    }
    let folders = ["home", "root", "work", "workspace", "builds", "mnt", "Users"];
    let hosts = [
        ["registry", "npmjs.org"],
        ["npmmirror", "com"],
        ["index", "crates.io"],
        ["static", "crates.io"],
        ["files", "pythonhosted.org"],
        ["deb", "debian.org"],
        ["archive", "ubuntu.com"],
    ];
    let hosts: Vec<String> = hosts.iter().map(|parts| parts.join(".")).collect();
    let mut found = Vec::new();
    for file in files() {
        let Some(text) = text(&file) else { continue };
        for (number, line) in text.lines().enumerate() {
            let known = paths.iter().any(|path| line.contains(path.as_str()))
                || folders.iter().any(|folder| has_folder(line, folder))
                || hosts.iter().any(|host| line.contains(host.as_str()));
            if known {
                found.push(format!("{file}:{}", number + 1));
            }
        }
    }
    none("a path of somebody's machine or a host of a registry is in a file", found);
}

/// Whether a line holds an absolute path that begins with this folder.
fn has_folder(line: &str, folder: &str) -> bool {
    let needle = format!("/{folder}/");
    line.match_indices(&needle).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || "._-/*}@)".contains(letter))
    })
}

#[test]
fn the_top_of_the_house_stays_small() {
    let top = |file: &String| file.split('/').next().unwrap_or_default().to_owned();
    let mut names: Vec<String> = files().iter().map(top).collect();
    names.dedup();
    names.retain(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()));
    none("something new stands at the top", names);
}

#[test]
fn the_finders_of_this_file_find() {
    assert!(has_word("// later: AB", "AB") && has_word("AB", "AB"));
    assert!(!has_word("BEGIN:VAB", "AB") && !has_word("ABLE", "AB"));
    assert!(has_folder("cd /build/x", "build") && has_folder("\"/build/x\"", "build"));
    assert!(!has_folder("src/build/x", "build") && !has_folder("https://example.org/build/x", "build"));
}
