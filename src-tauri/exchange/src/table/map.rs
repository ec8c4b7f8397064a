//! A map from the names of columns to fields, as a person writes it or the window keeps it.
//!
//! Deliberately absent: order and number of columns; a map fits every file of the same program.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::columns::{Field, normal};

/// Which column is what; a column that is not named is found by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMap {
    /// Fields by the names of the columns, which are compared without case, accents and punctuation. The number of a
    /// column, from 1, stands for a column without a name.
    #[serde(default)]
    pub columns: BTreeMap<String, Field>,
}

/// Why a map cannot be read.
#[derive(Debug, Error)]
#[error("reading a map of columns failed")]
pub struct MapError(#[source] toml::de::Error);

impl ColumnMap {
    /// Reads a map: a table `[columns]` with lines such as `"Nama Lengkap" = "name"`.
    ///
    /// # Errors
    /// When the text is not TOML or names a field that does not exist.
    pub fn from_toml(text: &str) -> Result<Self, MapError> {
        toml::from_str(text.trim_start_matches('\u{feff}')).map_err(MapError)
    }

    pub(super) fn apply(&self, header: &[String], fields: &mut [Field]) {
        for (index, (name, field)) in header.iter().zip(fields).enumerate() {
            let is_it = |given: &&String| {
                normal(given) == normal(name) && !normal(name).is_empty() || given.trim() == (index + 1).to_string()
            };
            if let Some(told) = self.columns.keys().find(is_it).and_then(|given| self.columns.get(given)) {
                *field = *told;
            }
        }
    }
}
