//! Starting, settings, events, undo and history.

use corong_book::views::{
    BookStatus, Changed, EventChoice, EventSaved, HistoryEntry, HistoryRequest, HolidayFile, HolidaysDone, OwnerEdit,
    StartRequest, UndoRequest, Undone,
};
use corong_domain::event::EventDraft;
use corong_domain::settings::Settings;
use serde::Deserialize;
use specta::Type;
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// A link to open.
#[derive(Debug, Clone, Deserialize, Type)]
pub struct LinkRequest {
    /// http, https, mailto or tel.
    pub url: String,
}

/// The state of the book, or why it cannot be opened.
#[tauri::command(async)]
#[specta::specta]
pub fn book_status(desk: State<'_, Desk>) -> Result<BookStatus, AppError> {
    Ok(desk.book()?.book_status()?)
}

/// Where the book is or should be; also when it cannot be opened.
#[tauri::command(async)]
#[specta::specta]
pub fn book_file(desk: State<'_, Desk>) -> String {
    desk.file().display().to_string()
}

/// Tries again to open the book.
#[tauri::command(async)]
#[specta::specta]
pub fn book_reopen(desk: State<'_, Desk>) -> Result<BookStatus, AppError> {
    desk.reopen();
    Ok(desk.book()?.book_status()?)
}

/// Opens the book read-only.
#[tauri::command(async)]
#[specta::specta]
pub fn book_open_read_only(desk: State<'_, Desk>) -> Result<BookStatus, AppError> {
    desk.open_read_only()?;
    Ok(desk.book()?.book_status()?)
}

/// Completes the first-run page.
#[tauri::command(async)]
#[specta::specta]
pub fn book_start(desk: State<'_, Desk>, request: StartRequest) -> Result<BookStatus, AppError> {
    Ok(desk.book()?.book_start(&request)?)
}

/// Fills in the demo event.
#[tauri::command(async)]
#[specta::specta]
pub fn demo_load(desk: State<'_, Desk>) -> Result<Changed<u32>, AppError> {
    Ok(desk.book()?.demo_load()?)
}

/// Removes everything of the demo event.
#[tauri::command(async)]
#[specta::specta]
pub fn demo_remove(desk: State<'_, Desk>) -> Result<Changed<u32>, AppError> {
    Ok(desk.book()?.demo_remove()?)
}

/// Writes all settings.
#[tauri::command(async)]
#[specta::specta]
pub fn settings_save(desk: State<'_, Desk>, request: Settings) -> Result<Settings, AppError> {
    Ok(desk.book()?.settings_save(&request)?)
}

/// Changes the owner's own data.
#[tauri::command(async)]
#[specta::specta]
pub fn owner_save(desk: State<'_, Desk>, request: OwnerEdit) -> Result<BookStatus, AppError> {
    Ok(desk.book()?.owner_save(&request)?)
}

/// Saves an event.
#[tauri::command(async)]
#[specta::specta]
pub fn event_save(desk: State<'_, Desk>, request: EventDraft) -> Result<Changed<EventSaved>, AppError> {
    Ok(desk.book()?.event_save(&request)?)
}

/// Chooses the event that the next cards belong to.
#[tauri::command(async)]
#[specta::specta]
pub fn event_choose(desk: State<'_, Desk>, request: EventChoice) -> Result<Settings, AppError> {
    Ok(desk.book()?.event_choose(&request)?)
}

/// Adds the holidays of a calendar file that the window has read.
#[tauri::command(async)]
#[specta::specta]
pub fn holidays_take(desk: State<'_, Desk>, request: HolidayFile) -> Result<HolidaysDone, AppError> {
    Ok(desk.book()?.holidays_take(&request)?)
}

/// Changes, newest first.
#[tauri::command(async)]
#[specta::specta]
pub fn history_list(desk: State<'_, Desk>, request: HistoryRequest) -> Result<Vec<HistoryEntry>, AppError> {
    Ok(desk.book()?.history_list(&request)?)
}

/// Takes a change back.
#[tauri::command(async)]
#[specta::specta]
pub fn change_undo(desk: State<'_, Desk>, request: UndoRequest) -> Result<Changed<Undone>, AppError> {
    Ok(desk.book()?.change_undo(&request)?)
}

/// Opens a link with the system's program, after the user clicked on it and saw the host.
#[tauri::command(async)]
#[specta::specta]
pub fn link_open(desk: State<'_, Desk>, request: LinkRequest) -> Result<(), AppError> {
    let link = corong_book::safe_link(&request.url).ok_or(AppError::LinkRefused)?;
    desk.host().open_link(&link).map_err(|error| AppError::internal(&error))
}
