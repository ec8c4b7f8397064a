//! What the window is told without asking.

use serde::{Deserialize, Serialize};
use specta::Type;
use tauri_specta::Event;

/// The book changed: places that show these kinds read again.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct BookChanged {
    /// Names of the tables that were touched: `contact`, `opportunity`, ...
    pub kinds: Vec<String>,
}

/// Files were dropped on the window or handed over by a second start.
#[derive(Debug, Clone, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct FilesDropped {
    /// Names the files in `import_preview`.
    pub token: String,
    /// Their names without folders.
    pub names: Vec<String>,
}
