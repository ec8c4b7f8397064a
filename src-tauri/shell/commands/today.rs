//! What to do: activities and notes.

use corong_book::views::{ActivityDraft, Changed, DayRequest, DoneRequest, NoteRequest, SnoozeRequest, Today};
use corong_domain::activity::Activity;
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// What is late, due and next.
#[tauri::command(async)]
#[specta::specta]
pub fn today_get(desk: State<'_, Desk>, request: DayRequest) -> Result<Today, AppError> {
    Ok(desk.book()?.today_get(&request)?)
}

/// Plans, edits or logs an activity.
#[tauri::command(async)]
#[specta::specta]
pub fn activity_save(desk: State<'_, Desk>, request: ActivityDraft) -> Result<Changed<Activity>, AppError> {
    Ok(desk.book()?.activity_save(&request)?)
}

/// Marks an activity as done and plans what comes next.
#[tauri::command(async)]
#[specta::specta]
pub fn activity_done(desk: State<'_, Desk>, request: DoneRequest) -> Result<Changed<Activity>, AppError> {
    Ok(desk.book()?.activity_done(&request)?)
}

/// Puts an activity off.
#[tauri::command(async)]
#[specta::specta]
pub fn activity_snooze(desk: State<'_, Desk>, request: SnoozeRequest) -> Result<Changed<Activity>, AppError> {
    Ok(desk.book()?.activity_snooze(&request)?)
}

/// Writes a note.
#[tauri::command(async)]
#[specta::specta]
pub fn note_add(desk: State<'_, Desk>, request: NoteRequest) -> Result<Changed<Activity>, AppError> {
    Ok(desk.book()?.note_add(&request)?)
}
