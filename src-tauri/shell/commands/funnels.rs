//! Funnels as they are edited.

use corong_book::views::{
    Changed, FunnelCopy, FunnelEditRequest, FunnelLine, FunnelOutcome, FunnelRequest, FunnelReset, FunnelView,
};
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// All funnels, shipped ones first.
#[tauri::command(async)]
#[specta::specta]
pub fn funnels_list(desk: State<'_, Desk>) -> Result<Vec<FunnelLine>, AppError> {
    Ok(desk.book()?.funnels_list()?)
}

/// A funnel with what stands in it.
#[tauri::command(async)]
#[specta::specta]
pub fn funnel_get(desk: State<'_, Desk>, request: FunnelRequest) -> Result<FunnelView, AppError> {
    Ok(desk.book()?.funnel_get(&request)?)
}

/// Edits a funnel, or asks where opportunities go and shows what a stricter rule would have done.
#[tauri::command(async)]
#[specta::specta]
pub fn funnel_edit(desk: State<'_, Desk>, request: FunnelEditRequest) -> Result<Changed<FunnelOutcome>, AppError> {
    Ok(desk.book()?.funnel_edit(&request)?)
}

/// Copies a funnel.
#[tauri::command(async)]
#[specta::specta]
pub fn funnel_copy(desk: State<'_, Desk>, request: FunnelCopy) -> Result<Changed<FunnelOutcome>, AppError> {
    Ok(desk.book()?.funnel_copy(&request)?)
}

/// Makes a shipped funnel what it was again.
#[tauri::command(async)]
#[specta::specta]
pub fn funnel_reset(desk: State<'_, Desk>, request: FunnelReset) -> Result<Changed<FunnelOutcome>, AppError> {
    Ok(desk.book()?.funnel_reset(&request)?)
}
