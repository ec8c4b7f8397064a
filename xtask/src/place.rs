//! Where things are: the repository, the folder of built things, and the folder of tools that were fetched for it.

use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Failure, Outcome, fail, read};

/// The root of the repository.
pub fn root() -> PathBuf {
    // The variable that cargo sets at run time wins: a build folder may be shared by several clones.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
    let here = PathBuf::from(here);
    here.parent().map(Path::to_path_buf).unwrap_or(here)
}

/// The folder of the user interface.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// The cargo that started this program, standing at the root.
pub fn cargo() -> Command {
    let mut command = Command::new(cargo_program());
    command.current_dir(root());
    // What cargo sets for this program must not look to the next cargo like a setting.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_PKG_NAME");
    command
}

/// The path of the cargo that started this program.
pub fn cargo_program() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// The folder cargo builds into, whether it was set by a variable, by a setting, or not at all.
pub fn target() -> Outcome<PathBuf> {
    let described = read(cargo().args(["metadata", "--no-deps", "--format-version", "1", "--offline"]))
        .or_else(|| read(cargo().args(["metadata", "--no-deps", "--format-version", "1"])));
    let Some(described) = described else { return fail("cargo metadata could not describe the workspace") };
    let (_, rest) = described
        .split_once("\"target_directory\":\"")
        .ok_or_else(|| Failure("cargo metadata names no target directory".to_owned()))?;
    let path = rest.split('"').next().unwrap_or_default().replace("\\\\", "\\");
    Ok(PathBuf::from(path))
}

/// The folder for tools, reports and other things of the chores, made when it is not there.
pub fn workshop() -> Outcome<PathBuf> {
    let folder = target()?.join("xtask");
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure(format!("{} could not be made: {error}", folder.display())))?;
    Ok(folder)
}

/// A built program: `release` or not.
pub fn program(name: &str, release: bool) -> Outcome<PathBuf> {
    let profile = if release { "release" } else { "debug" };
    Ok(target()?.join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// A mark for the present content of files and folders; equal marks mean that nothing changed.
pub fn mark(paths: &[PathBuf], also: &str) -> String {
    let mut hasher = DefaultHasher::new();
    also.hash(&mut hasher);
    for path in paths {
        mark_into(path, &mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn mark_into(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        let Ok(entries) = std::fs::read_dir(path) else { return };
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        inside.sort();
        inside.iter().for_each(|path| mark_into(path, hasher));
    } else if let Ok(bytes) = std::fs::read(path) {
        path.hash(hasher);
        bytes.hash(hasher);
    }
}

/// Whether the stamp in a file is this mark.
pub fn stamped(file: &Path, mark: &str) -> bool {
    std::fs::read_to_string(file).is_ok_and(|found| found == mark)
}

/// Writes a stamp; a stamp that cannot be written only costs time later.
pub fn stamp(file: &Path, mark: &str) {
    if let Some(folder) = file.parent() {
        let _made = std::fs::create_dir_all(folder);
    }
    let _written = std::fs::write(file, mark);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_changes_with_the_content_and_only_with_it() {
        let folder = std::env::temp_dir().join(format!("corong-xtask-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("inner")).unwrap();
        std::fs::write(folder.join("inner").join("a"), "one").unwrap();
        let first = mark(std::slice::from_ref(&folder), "node");
        assert_eq!(first, mark(std::slice::from_ref(&folder), "node"));
        assert_ne!(first, mark(std::slice::from_ref(&folder), "another node"));
        std::fs::write(folder.join("inner").join("a"), "two").unwrap();
        assert_ne!(first, mark(std::slice::from_ref(&folder), "node"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_root_holds_the_workspace() {
        assert!(root().join("tauri.conf.json").is_file());
    }
}
