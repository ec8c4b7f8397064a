//! The files that belong to the repository, as git lists them.

use std::path::PathBuf;
use std::process::Command;

/// The root of the repository.
pub fn root() -> PathBuf {
    // Asked while running, not while compiling: clones may share one build folder.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo runs the tests");
    let here = PathBuf::from(here);
    here.parent().expect("the tests are in a folder of the repository").to_path_buf()
}

/// Every file that git tracks, with forward slashes. Files just written count too, so that a rule speaks before a commit.
pub fn files() -> Vec<String> {
    let output = Command::new("git")
        // The clone may belong to another user than the one who tests.
        .args(["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .expect("git is needed to list the files of the repository");
    assert!(output.status.success(), "git ls-files failed: {}", String::from_utf8_lossy(&output.stderr));
    let listing = String::from_utf8(output.stdout).expect("names of files are UTF-8");
    let mut files: Vec<String> =
        listing.split('\0').filter(|name| !name.is_empty() && root().join(name).is_file()).map(str::to_owned).collect();
    files.sort();
    files.dedup();
    assert!(files.iter().any(|name| name == "Cargo.toml"), "git lists the wrong folder");
    files
}

/// The text of a tracked file; nothing for pictures and other bytes.
pub fn text(file: &str) -> Option<String> {
    String::from_utf8(std::fs::read(root().join(file)).expect("a listed file can be read")).ok()
}

/// The tracked files with one of these endings, each with its text.
pub fn with_ending(endings: &[&str]) -> Vec<(String, String)> {
    let chosen = files().into_iter().filter(|file| endings.iter().any(|ending| file.ends_with(ending)));
    chosen.filter_map(|file| text(&file).map(|text| (file, text))).collect()
}

/// Fails with all that was found, one per line.
pub fn none(rule: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}
