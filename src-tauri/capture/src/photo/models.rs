//! The two models, loaded once and used for many photos, and where they are looked for.
//!
//! Deliberately absent: fetching them. `cargo xtask models` does, and installers carry them.

use std::path::{Path, PathBuf};

use rten::{Model, ModelOptions};
use thiserror::Error;

/// Finds where text stands.
const DETECTION: &str = "PP-OCRv6_det_small.onnx";
/// Reads one line.
const RECOGNITION: &str = "PP-OCRv6_rec_small.onnx";
/// Names the folder of the models, before any other place is looked at.
const VARIABLE: &str = "CORONG_MODELS";

/// Why there are no models.
#[derive(Debug, Error)]
pub enum ModelError {
    /// They are in none of the places.
    #[error("looking for the text models: they are in none of the known places")]
    Missing,
    /// A file is there but is no model.
    #[error("loading the text model {file}: {detail}")]
    Broken {
        /// The file's name.
        file: &'static str,
        /// What the loader said.
        detail: String,
    },
}

/// The models, ready to run.
pub struct Models {
    pub(super) detection: Model,
    pub(super) recognition: Model,
    /// One entry for each class of the recognition: the blank first, the space last.
    pub(super) letters: Vec<String>,
}

impl Models {
    /// Loads the models of a folder; takes a fraction of a second.
    ///
    /// # Errors
    /// [`ModelError`] where a file is missing or is no model.
    pub fn load(folder: &Path) -> Result<Self, ModelError> {
        let model = |file: &'static str| {
            let path = folder.join(file);
            if !path.is_file() {
                return Err(ModelError::Missing);
            }
            let broken = |error: rten::LoadError| ModelError::Broken { file, detail: error.to_string() };
            ModelOptions::with_all_ops().load_file(path).map_err(broken)
        };
        let detection = model(DETECTION)?;
        let recognition = model(RECOGNITION)?;
        let Some(alphabet) = recognition.metadata().get("character") else {
            return Err(ModelError::Broken { file: RECOGNITION, detail: "it names no characters".to_owned() });
        };
        let mut letters = vec![String::new()];
        letters.extend(alphabet.lines().map(str::to_owned));
        letters.push(" ".to_owned());
        Ok(Self { detection, recognition, letters })
    }
}

/// The folder that holds the models: the one that `CORONG_MODELS` names, else the first `models` in `beside`, beside the
/// program or above it, or in or above the present folder.
#[must_use]
pub fn find_models(beside: &[PathBuf]) -> Option<PathBuf> {
    let complete = |folder: &PathBuf| folder.join(DETECTION).is_file() && folder.join(RECOGNITION).is_file();
    if let Some(named) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        // Who names a folder means that one and no other.
        return Some(PathBuf::from(named)).filter(complete);
    }
    let program = std::env::current_exe().ok();
    let above_program = program.iter().flat_map(|program| program.ancestors().skip(1).take(4));
    let here = std::env::current_dir().ok();
    let above_here = here.iter().flat_map(|here| here.ancestors().take(4));
    let places = beside.iter().map(PathBuf::as_path).chain(above_program).chain(above_here);
    places.map(|place| place.join("models")).find(complete)
}
