//! The desktop around the window: native dialogs, links, and the event that tells the window what changed.

use std::path::PathBuf;

use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;
use tauri_specta::Event;

use crate::desk::Host;
use crate::events::BookChanged;

/// The host of a real window.
pub struct WindowHost {
    /// The application.
    pub app: AppHandle,
}

impl Host for WindowHost {
    fn pick_files(&self) -> Vec<PathBuf> {
        let picked = self
            .app
            .dialog()
            .file()
            .add_filter("vCard, CSV, XLSX", &["vcf", "vcard", "csv", "tsv", "xlsx"])
            .blocking_pick_files();
        picked.unwrap_or_default().into_iter().filter_map(|file| file.into_path().ok()).collect()
    }

    fn pick_target(&self, name: &str) -> Option<PathBuf> {
        self.app.dialog().file().set_file_name(name).blocking_save_file().and_then(|file| file.into_path().ok())
    }

    fn pick_folder(&self) -> Option<PathBuf> {
        self.app.dialog().file().blocking_pick_folder().and_then(|folder| folder.into_path().ok())
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        self.app.opener().open_url(url, None::<&str>).map_err(|error| error.to_string())
    }

    fn changed(&self, kinds: &[String]) {
        if let Err(error) = (BookChanged { kinds: kinds.to_vec() }).emit(&self.app) {
            log::warn!("the window was not told about a change: {error}");
        }
    }
}
