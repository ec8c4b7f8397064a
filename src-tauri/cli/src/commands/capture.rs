//! Reading cards without a book: photos, codes, text and vCard files.
//!
//! Deliberately absent: keeping anything.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

use corong_book::{Book, BookError, CardRead, MAX_FILE_MIB, TextModels, is_photo, text_models};

use super::files::is_binary;
use super::score;
use crate::args::CaptureCommand;
use crate::session::Session;
use crate::show::{DraftOut, contact_text, differences_text};
use crate::trouble::Trouble;

/// Reads or measures.
pub fn run(session: &mut Session<'_>, command: &CaptureCommand) -> Result<(), Trouble> {
    match command {
        CaptureCommand::Read { files, one_card } => read(session, files, *one_card),
        CaptureCommand::Score { folder } => score::score(session, folder),
    }
}

/// The book that knows companies and the region: the one that is named, else an empty one in memory.
pub(super) fn book(session: &mut Session<'_>) -> Result<Book, Trouble> {
    if session.names_book() { session.book() } else { Ok(Book::in_memory(session.clock())?) }
}

fn read(session: &mut Session<'_>, files: &[PathBuf], one_card: bool) -> Result<(), Trouble> {
    let book = book(session)?;
    let mut photos = Vec::new();
    let mut texts = Vec::new();
    for file in files {
        let bytes = bytes_of(file)?;
        let name = file.display().to_string();
        if is_photo(&bytes) {
            photos.push((name, bytes));
        } else if is_binary(&bytes) {
            return Err(Trouble::FileBinary(name));
        } else {
            texts.push((name, bytes));
        }
    }
    let cards: Vec<Vec<(String, Vec<u8>)>> =
        if one_card { vec![photos] } else { photos.into_iter().map(|photo| vec![photo]).collect() };
    let models = models()?;
    for sides in cards.iter().filter(|sides| !sides.is_empty()) {
        let begun = Instant::now();
        let card = read_sides(&book, sides, models.as_ref())?;
        let seconds = begun.elapsed().as_secs_f64();
        let names: Vec<&str> = sides.iter().map(|(name, _)| name.as_str()).collect();
        let record = DraftOut::of_card(names.join(", "), &card, seconds);
        session.say(&record, |words| {
            format!("{}{}", contact_text(&card.contact, words), differences_text(&card.differences, words))
        })?;
    }
    if one_card && !texts.is_empty() {
        let names: Vec<String> = texts.iter().map(|(name, _)| name.clone()).collect();
        let sides: Vec<Vec<u8>> = texts.into_iter().map(|(_, bytes)| bytes).collect();
        texts = vec![(names.join(", "), sides.join(b"\n\n".as_slice()))];
    }
    for (name, bytes) in texts {
        read_text(session, &book, &name, &bytes)?;
    }
    Ok(())
}

fn read_text(session: &mut Session<'_>, book: &Book, name: &str, bytes: &[u8]) -> Result<(), Trouble> {
    let begun = Instant::now();
    let drafts = book.capture_read_bytes(bytes)?;
    let seconds = begun.elapsed().as_secs_f64();
    if drafts.is_empty() {
        return Err(Trouble::FileNoCards(name.to_owned()));
    }
    for (contact, draft) in &drafts {
        let record = DraftOut::of(name.to_owned(), contact, draft, seconds);
        session.say(&record, |words| contact_text(contact, words))?;
    }
    Ok(())
}

/// The models, or none where they are not installed: codes are read without them.
pub(super) fn models() -> Result<Option<TextModels>, Trouble> {
    match text_models(&[]) {
        Ok(models) => Ok(Some(models)),
        Err(BookError::ModelsMissing) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Reads the photos of one card; what is wrong is said of the photo that it is wrong with.
pub(super) fn read_sides(
    book: &Book,
    sides: &[(String, Vec<u8>)],
    models: Option<&TextModels>,
) -> Result<CardRead, Trouble> {
    let photos: Vec<&[u8]> = sides.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    let named = |error: BookError| {
        let wrong = sides.iter().find(|(_, bytes)| corong_book::check_photo(bytes).is_err());
        let file = wrong.or(sides.first()).map(|(name, _)| name.clone()).unwrap_or_default();
        match error {
            BookError::PictureTooLarge { width, height } => Trouble::PictureTooLarge { file, width, height },
            BookError::PictureUnreadable => Trouble::PictureUnreadable(file),
            other => other.into(),
        }
    };
    book.capture_read_photos(&photos, models, &|| true).map_err(named)
}

/// The bytes of a file or of the standard input, within the limit.
pub(super) fn bytes_of(file: &Path) -> Result<Vec<u8>, Trouble> {
    let limit = u64::from(MAX_FILE_MIB) << 20;
    let name = file.display().to_string();
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)
    } else {
        match fs::metadata(file) {
            Ok(found) if found.is_dir() => return Err(Trouble::FileIsFolder(name)),
            Ok(found) if found.len() > limit => return Err(Trouble::FileTooLarge { file: name, limit: MAX_FILE_MIB }),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Trouble::FileMissing(name)),
            Err(_) => return Err(Trouble::FileUnreadable(name)),
        }
        File::open(file).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
    };
    read.map_err(|_| Trouble::FileUnreadable(name.clone()))?;
    if bytes.len() as u64 > limit {
        return Err(Trouble::FileTooLarge { file: name, limit: MAX_FILE_MIB });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) { Err(Trouble::FileEmpty(name)) } else { Ok(bytes) }
}
