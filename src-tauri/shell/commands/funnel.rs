//! The board, the gate sheet, moves, facts and answers.

use corong_book::views::{
    AnswerRequest, Board, BoardRequest, Card, Changed, FactRequest, GateRequest, GateView, MoveOpportunity,
    MoveOutcome, OpenRequest, OpportunityEdit, StatusRequest,
};
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// The board of one funnel.
#[tauri::command(async)]
#[specta::specta]
pub fn board_get(desk: State<'_, Desk>, request: BoardRequest) -> Result<Board, AppError> {
    Ok(desk.book()?.board_get(&request)?)
}

/// The gate sheet of an opportunity.
#[tauri::command(async)]
#[specta::specta]
pub fn gate_get(desk: State<'_, Desk>, request: GateRequest) -> Result<GateView, AppError> {
    Ok(desk.book()?.gate_get(&request)?)
}

/// Moves an opportunity, or says everything that is missing.
#[tauri::command(async)]
#[specta::specta]
pub fn opportunity_move(desk: State<'_, Desk>, request: MoveOpportunity) -> Result<Changed<MoveOutcome>, AppError> {
    Ok(desk.book()?.opportunity_move(&request)?)
}

/// Answers one gate item without moving.
#[tauri::command(async)]
#[specta::specta]
pub fn opportunity_answer(desk: State<'_, Desk>, request: AnswerRequest) -> Result<Changed<GateView>, AppError> {
    Ok(desk.book()?.opportunity_answer(&request)?)
}

/// Sets credit, interest or both; the level follows.
#[tauri::command(async)]
#[specta::specta]
pub fn opportunity_fact(desk: State<'_, Desk>, request: FactRequest) -> Result<Changed<MoveOutcome>, AppError> {
    Ok(desk.book()?.opportunity_fact(&request)?)
}

/// Parks, disqualifies, loses, wakes, reopens or voids.
#[tauri::command(async)]
#[specta::specta]
pub fn opportunity_status(desk: State<'_, Desk>, request: StatusRequest) -> Result<Changed<MoveOutcome>, AppError> {
    Ok(desk.book()?.opportunity_status(&request)?)
}

/// Changes value, need, source, closing date or event.
#[tauri::command(async)]
#[specta::specta]
pub fn opportunity_edit(desk: State<'_, Desk>, request: OpportunityEdit) -> Result<Changed<Card>, AppError> {
    Ok(desk.book()?.opportunity_edit(&request)?)
}

/// Opens a new opportunity for a contact (T0, T20).
#[tauri::command(async)]
#[specta::specta]
pub fn opportunity_open(desk: State<'_, Desk>, request: OpenRequest) -> Result<Changed<MoveOutcome>, AppError> {
    Ok(desk.book()?.opportunity_open(&request)?)
}
