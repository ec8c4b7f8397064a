//! The one list of commands and events. A test writes `ui/src/lib/bindings.ts` from it and fails when it was stale.

use tauri_specta::{Builder, collect_commands, collect_events};

use crate::commands::{backup, capture, contacts, exchange, funnel, funnels, reports, settings, today};
use crate::events::{BookChanged, FilesDropped};

/// All commands and events, for a window or for the bridge.
#[must_use]
pub fn builder<R: tauri::Runtime>() -> Builder<R> {
    Builder::<R>::new()
        .commands(collect_commands![
            capture::capture_save,
            capture::capture_read,
            capture::capture_suggest,
            capture::capture_today,
            capture::draft_load,
            capture::draft_save,
            funnel::board_get,
            funnel::gate_get,
            funnel::opportunity_move,
            funnel::opportunity_answer,
            funnel::opportunity_fact,
            funnel::opportunity_status,
            funnel::opportunity_edit,
            funnel::opportunity_open,
            funnels::funnels_list,
            funnels::funnel_get,
            funnels::funnel_edit,
            funnels::funnel_copy,
            funnels::funnel_reset,
            today::today_get,
            today::activity_save,
            today::activity_done,
            today::activity_snooze,
            today::note_add,
            contacts::contacts_page,
            contacts::contact_get,
            contacts::contact_edit,
            contacts::contacts_delete,
            contacts::contacts_tag,
            contacts::palette_search,
            exchange::import_pick,
            exchange::import_given,
            exchange::import_preview,
            exchange::import_run,
            exchange::contacts_export,
            backup::backup_list,
            backup::backup_now,
            backup::backup_choose,
            backup::backup_usual,
            backup::backup_verify,
            backup::backup_restore,
            reports::report_get,
            reports::report_export,
            settings::book_status,
            settings::book_file,
            settings::book_reopen,
            settings::book_open_read_only,
            settings::book_start,
            settings::demo_load,
            settings::demo_remove,
            settings::settings_save,
            settings::owner_save,
            settings::event_save,
            settings::event_choose,
            settings::holidays_take,
            settings::history_list,
            settings::change_undo,
            settings::link_open,
        ])
        .events(collect_events![BookChanged, FilesDropped])
        .disable_serde_phases()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    /// `UPDATE=1 cargo test -p corong bindings` writes the file; without it a stale file fails.
    #[test]
    fn the_bindings_are_fresh() {
        let root = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package is");
        let kept = Path::new(&root).join("ui/src/lib/bindings.ts");
        let fresh = tempfile::NamedTempFile::new().expect("a temporary file");
        super::builder::<tauri::Wry>()
            .export(Typescript::default(), fresh.path())
            .expect("the bindings can be written");
        let fresh = std::fs::read_to_string(fresh.path()).expect("the fresh bindings can be read");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&kept, &fresh).expect("the bindings can be replaced");
        }
        let kept = std::fs::read_to_string(&kept).unwrap_or_default();
        assert!(kept == fresh, "ui/src/lib/bindings.ts is stale: run the test once with UPDATE=1");
    }
}
