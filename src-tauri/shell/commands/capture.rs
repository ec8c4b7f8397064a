//! The capture place.

use corong_book::views::{
    CaptureDay, CaptureRequest, CapturedCard, Changed, ReadDraft, ReadRequest, StoredDraft, SuggestRequest, Suggestions,
};
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// Saves a card and opens its opportunity (T0).
#[tauri::command(async)]
#[specta::specta]
pub fn capture_save(desk: State<'_, Desk>, request: CaptureRequest) -> Result<Changed<CapturedCard>, AppError> {
    Ok(desk.book()?.capture_save(&request)?)
}

/// Reads a line, a pasted text or vCard text into drafts.
#[tauri::command(async)]
#[specta::specta]
pub fn capture_read(desk: State<'_, Desk>, request: ReadRequest) -> Result<Vec<ReadDraft>, AppError> {
    Ok(desk.book()?.capture_read(&request)?)
}

/// What goes with the fields typed so far: duplicates, companies, mail domain, phones.
#[tauri::command(async)]
#[specta::specta]
pub fn capture_suggest(desk: State<'_, Desk>, request: SuggestRequest) -> Result<Suggestions, AppError> {
    Ok(desk.book()?.capture_suggest(&request)?)
}

/// The cards of today.
#[tauri::command(async)]
#[specta::specta]
pub fn capture_today(desk: State<'_, Desk>) -> Result<CaptureDay, AppError> {
    Ok(desk.book()?.capture_today()?)
}

/// What was being typed when the program last stopped.
#[tauri::command(async)]
#[specta::specta]
pub fn draft_load(desk: State<'_, Desk>) -> Result<Option<StoredDraft>, AppError> {
    Ok(desk.book()?.draft_load()?)
}

/// Keeps what is being typed.
#[tauri::command(async)]
#[specta::specta]
pub fn draft_save(desk: State<'_, Desk>, request: StoredDraft) -> Result<(), AppError> {
    Ok(desk.book()?.draft_save(&request)?)
}
