//! Where the usual book is, and making a demo book.

use std::path::{Path, PathBuf};

use corong_domain::settings::Language;

use crate::clock::SystemClock;
use crate::error::BookError;
use crate::views::StartRequest;
use crate::write::Book;

/// The folder of the application's local data, the same that the window's framework would use.
const FOLDER: &str = "app.corong.desktop";

/// The usual book: local data, never a roaming or cloud folder. `CORONG_BOOK` names another one.
///
/// # Errors
/// The system has no place for local data.
pub fn default_book_file() -> Result<PathBuf, BookError> {
    if let Some(file) = std::env::var_os("CORONG_BOOK").filter(|file| !file.is_empty()) {
        return Ok(PathBuf::from(file));
    }
    let folder = dirs::data_local_dir().ok_or(BookError::NotFound { what: "folder for local data" })?;
    Ok(folder.join(FOLDER).join("book.corong"))
}

/// Makes a book with the demo event.
///
/// # Errors
/// There is a file already; the folder cannot be written; the disk is full.
pub fn create_demo(file: &Path) -> Result<(), BookError> {
    let book = Book::create(file, Box::new(SystemClock))?;
    book.book_start(&StartRequest {
        language: Language::Id,
        name: "Anna Bastari".to_owned(),
        company: "PT Seduh Nusantara".to_owned(),
        currency: "IDR".to_owned(),
        region: "ID".to_owned(),
        utc_offset_minutes: 7 * 60,
        demo: true,
    })?;
    Ok(())
}
