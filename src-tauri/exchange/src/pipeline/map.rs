//! What a user says about sheets that are not known by their header, in TOML.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Column, SheetKind};

/// Names of columns and words for stages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PipelineMap {
    /// What the sheet lists.
    pub kind: Option<SheetKind>,
    /// Pattern of the dates, as in `%d/%m/%Y`.
    pub date_format: Option<String>,
    /// Currency of the values, ISO 4217.
    pub currency: Option<String>,
    /// The names of columns.
    pub columns: BTreeMap<Column, String>,
    /// What the stages mean: `won`, `lost`, or the key of a stage.
    pub stages: BTreeMap<String, String>,
}

impl PipelineMap {
    /// Reads a map.
    ///
    /// # Errors
    /// With what is wrong with the text.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }
}
