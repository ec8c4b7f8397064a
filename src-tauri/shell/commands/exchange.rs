//! Import and export. The window never sees a path: it gets a token for files that the user picked or dropped.

use corong_book::views::{
    Changed, DuplicatePolicy, ExportDone, ExportRequest, ImportPreview, ImportReport, ImportRequest, PreviewRequest,
};
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// Lets the user pick files; their token, or `None` when cancelled.
#[tauri::command(async)]
#[specta::specta]
pub fn import_pick(desk: State<'_, Desk>) -> Result<Option<ImportPreview>, AppError> {
    let files = desk.host().pick_files();
    if files.is_empty() {
        return Ok(None);
    }
    let preview = desk.book()?.import_preview(&files, DuplicatePolicy::Fill)?;
    Ok(Some(ImportPreview { token: desk.remember(files), ..preview }))
}

/// The token of the files that were named when the application was started; given out once.
#[tauri::command(async)]
#[specta::specta]
pub fn import_given(desk: State<'_, Desk>) -> Result<Option<String>, AppError> {
    Ok(desk.take_given())
}

/// What importing the files would do.
#[tauri::command(async)]
#[specta::specta]
pub fn import_preview(desk: State<'_, Desk>, request: PreviewRequest) -> Result<ImportPreview, AppError> {
    let preview = desk.book()?.import_preview(&desk.files(&request.token)?, request.duplicates)?;
    Ok(ImportPreview { token: request.token, ..preview })
}

/// Imports the files as one undo step.
#[tauri::command(async)]
#[specta::specta]
pub fn import_run(desk: State<'_, Desk>, request: ImportRequest) -> Result<Changed<ImportReport>, AppError> {
    let book = desk.book()?;
    if let Err(error) = book.backup_before() {
        // A stick that is not plugged in stops no import; it is one undo step anyway.
        log::warn!("no backup could be made before an import: {error}");
    }
    Ok(book.import_run(&desk.files(&request.token)?, request.duplicates, request.event)?)
}

/// Exports contacts to a file that the user picks; `None` when cancelled.
#[tauri::command(async)]
#[specta::specta]
pub fn contacts_export(desk: State<'_, Desk>, request: ExportRequest) -> Result<Option<ExportDone>, AppError> {
    let book = desk.book()?;
    let Some(target) = desk.host().pick_target(corong_book::export_name(request.format)) else { return Ok(None) };
    Ok(Some(book.contacts_export(&request, &target)?))
}
