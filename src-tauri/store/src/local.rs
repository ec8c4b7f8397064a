//! What never leaves this machine: settings, drafts, window state. Not part of the log.

use corong_domain::settings::Settings;
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Doing, Error, ErrorKind, Result};
use crate::reader::Reader;
use crate::store::Store;
use crate::tx::Tx;

/// The name under which the settings are kept.
const SETTINGS: &str = "settings";

impl Reader<'_> {
    /// The settings; those of a new book where none were saved. A setting of a newer version is passed over.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn settings(&self) -> Result<Settings> {
        Ok(self.local(SETTINGS)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// A local value by its name: a draft, the state of a window.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn local(&self, name: &str) -> Result<Option<String>> {
        self.conn
            .prepare_cached("SELECT value FROM local WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()
            .doing("reading a local value")
    }

    /// The local values whose names start with `prefix`, by name.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn locals(&self, prefix: &str) -> Result<Vec<(String, String)>> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT name, value FROM local WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name")?;
        let rows = statement.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<_>>().doing("reading local values")
    }
}

impl Store {
    /// Saves the settings.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn save_settings(&self, settings: &Settings) -> Result<()> {
        let text = serde_json::to_string(settings).map_err(|error| Error {
            kind: ErrorKind::Internal,
            doing: "writing the settings",
            source: Some(Box::new(error)),
        })?;
        self.save_local(SETTINGS, Some(&text))
    }

    /// Saves a local value, or forgets it.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn save_local(&self, name: &str, value: Option<&str>) -> Result<()> {
        self.alone(|conn| save(conn, name, value))
    }
}

impl Tx<'_, '_> {
    /// Saves a local value, or forgets it, together with the change. Where nothing is put, nothing is saved either.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn save_local(&self, name: &str, value: Option<&str>) -> Result<()> {
        save(self.conn, name, value)
    }
}

fn save(conn: &Connection, name: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => conn
            .prepare_cached(
                "INSERT INTO local(name, value) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
            )?
            .execute([name, value]),
        None => conn.prepare_cached("DELETE FROM local WHERE name = ?1")?.execute([name]),
    }
    .doing("saving a local value")?;
    Ok(())
}
