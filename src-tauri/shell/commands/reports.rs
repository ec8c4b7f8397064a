//! Reports.

use std::collections::HashMap;

use corong_book::views::{ExportDone, Report, ReportRequest};
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// A report.
#[tauri::command(async)]
#[specta::specta]
pub fn report_get(desk: State<'_, Desk>, request: ReportRequest) -> Result<Report, AppError> {
    Ok(desk.book()?.report(&request)?)
}

/// Writes a report as CSV to a file that the user picks; `None` when cancelled. `words` has the words of the screen by
/// their keys: `column.reached`, `level.lead`.
#[tauri::command(async)]
#[specta::specta]
pub fn report_export(
    desk: State<'_, Desk>,
    request: ReportRequest,
    words: HashMap<String, String>,
) -> Result<Option<ExportDone>, AppError> {
    let book = desk.book()?;
    let Some(target) = desk.host().pick_target(corong_book::report_name(request.name)) else { return Ok(None) };
    let language = book.settings().language;
    let word = |word: corong_book::ReportWord| words.get(&word.key()).cloned().unwrap_or_else(|| word.key());
    Ok(Some(book.report_export(&request, &target, language, &word)?))
}
