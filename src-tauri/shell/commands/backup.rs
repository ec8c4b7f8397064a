//! Backups: listed, made, verified, put back. The window names one by its file name, never by a path.

use corong_book::views::{Backup, BackupFolder, BackupRequest, Backups, BookStatus};
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// The backups, newest first; also of a book that cannot be opened.
#[tauri::command(async)]
#[specta::specta]
pub fn backup_list(desk: State<'_, Desk>) -> Result<Backups, AppError> {
    desk.backups()
}

/// Makes a backup now.
#[tauri::command(async)]
#[specta::specta]
pub fn backup_now(desk: State<'_, Desk>) -> Result<Backup, AppError> {
    Ok(desk.book()?.backup_now()?)
}

/// Lets the user pick the folder of the backups; `None` when cancelled.
#[tauri::command(async)]
#[specta::specta]
pub fn backup_choose(desk: State<'_, Desk>) -> Result<Option<Backups>, AppError> {
    let book = desk.book()?;
    let Some(folder) = desk.host().pick_folder() else { return Ok(None) };
    Ok(Some(book.backup_choose(&BackupFolder { folder: Some(folder.display().to_string()) })?))
}

/// Backups go to the usual folder beside the book again.
#[tauri::command(async)]
#[specta::specta]
pub fn backup_usual(desk: State<'_, Desk>) -> Result<Backups, AppError> {
    Ok(desk.book()?.backup_choose(&BackupFolder::default())?)
}

/// Checks a backup: the file, its log, and its tables.
#[tauri::command(async)]
#[specta::specta]
pub fn backup_verify(desk: State<'_, Desk>, request: BackupRequest) -> Result<Backup, AppError> {
    Ok(corong_book::backup::backup_verify(&desk.backup_file(&request.file)?)?)
}

/// Puts a backup in the place of the book; the present book is moved into a folder beside it.
#[tauri::command(async)]
#[specta::specta]
pub fn backup_restore(desk: State<'_, Desk>, request: BackupRequest) -> Result<BookStatus, AppError> {
    desk.restore(&request.file)?;
    Ok(desk.book()?.book_status()?)
}
