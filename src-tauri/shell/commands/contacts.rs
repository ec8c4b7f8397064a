//! The list of contacts and the contact page.

use corong_book::views::{
    Changed, ContactEdit, ContactPage, ContactRequest, ContactsPage, ContactsRef, ContactsRequest, PaletteHit,
    PaletteRequest, TagRequest,
};
use tauri::State;

use crate::desk::Desk;
use crate::error::AppError;

/// A page of the list.
#[tauri::command(async)]
#[specta::specta]
pub fn contacts_page(desk: State<'_, Desk>, request: ContactsRequest) -> Result<ContactsPage, AppError> {
    Ok(desk.book()?.contacts_page(&request)?)
}

/// Everything that the contact page shows.
#[tauri::command(async)]
#[specta::specta]
pub fn contact_get(desk: State<'_, Desk>, request: ContactRequest) -> Result<ContactPage, AppError> {
    Ok(desk.book()?.contact_get(&request)?)
}

/// Changes the fields of a contact.
#[tauri::command(async)]
#[specta::specta]
pub fn contact_edit(desk: State<'_, Desk>, request: ContactEdit) -> Result<Changed<ContactPage>, AppError> {
    Ok(desk.book()?.contact_edit(&request)?)
}

/// Deletes contacts with what hangs on them.
#[tauri::command(async)]
#[specta::specta]
pub fn contacts_delete(desk: State<'_, Desk>, request: ContactsRef) -> Result<Changed<u32>, AppError> {
    Ok(desk.book()?.contacts_delete(&request)?)
}

/// Puts a tag on contacts.
#[tauri::command(async)]
#[specta::specta]
pub fn contacts_tag(desk: State<'_, Desk>, request: TagRequest) -> Result<Changed<u32>, AppError> {
    Ok(desk.book()?.contacts_tag(&request)?)
}

/// Contacts for the palette.
#[tauri::command(async)]
#[specta::specta]
pub fn palette_search(desk: State<'_, Desk>, request: PaletteRequest) -> Result<Vec<PaletteHit>, AppError> {
    Ok(desk.book()?.palette_search(&request)?)
}
