//! Backups of the book.

use std::path::{Path, PathBuf};

use corong_book::backup::{backup_restore, backup_verify, backups_of, usual_folder};
use corong_book::views::{Backup, BackupFolder, Backups};

use crate::args::BackupCommand;
use crate::session::Session;
use crate::show::{BackupOut, RestoredOut, backup_text};
use crate::trouble::{Thing, Trouble, opening};
use crate::words::Line;

/// Runs a command about backups.
pub fn run(session: &mut Session<'_>, command: &BackupCommand) -> Result<(), Trouble> {
    match command {
        BackupCommand::Now { folder } => now(session, folder.as_deref()),
        BackupCommand::List => list(session),
        BackupCommand::Verify { backup } => verify(session, backup),
        BackupCommand::Restore { backup } => restore(session, backup),
    }
}

fn now(session: &mut Session<'_>, folder: Option<&Path>) -> Result<(), Trouble> {
    let book = session.book()?;
    if let Some(folder) = folder {
        let folder = std::path::absolute(folder)?;
        book.backup_choose(&BackupFolder { folder: Some(folder.display().to_string()) })?;
    }
    let made = book.backup_now()?;
    let place = book.backup_folder()?.unwrap_or_default().display().to_string();
    session.say(&BackupOut::of(&made, &place, Some(true)), |words| {
        format!("{} {} ({place})", words.line(Line::BackupMade), backup_text(&made))
    })
}

/// The backups: of the folder that the book names, or beside a book that cannot be opened.
fn known(session: &mut Session<'_>) -> Result<Backups, Trouble> {
    let file = session.file()?;
    match session.book() {
        Ok(book) => Ok(book.backup_list()?),
        Err(trouble) => {
            let backups = backups_of(&file);
            if backups.is_empty() {
                return Err(trouble);
            }
            let folder = usual_folder(&file).display().to_string();
            Ok(Backups { folder, there: true, chosen: false, changed: false, backups })
        }
    }
}

fn list(session: &mut Session<'_>) -> Result<(), Trouble> {
    let known = known(session)?;
    for backup in &known.backups {
        session.say(&BackupOut::of(backup, &known.folder, None), |_| backup_text(backup))?;
    }
    if known.backups.is_empty() {
        session.tell(|words| words.line(Line::Nothing).to_owned())?;
    }
    Ok(())
}

/// A file that is there, or a backup by its name, or `latest`.
fn named(session: &mut Session<'_>, text: &str) -> Result<PathBuf, Trouble> {
    let file = PathBuf::from(text);
    if file.is_file() {
        return Ok(file);
    }
    let known = known(session)?;
    let found: Option<&Backup> = match text {
        "latest" => known.backups.first(),
        name => known.backups.iter().find(|backup| backup.file == name),
    };
    match found {
        Some(backup) => Ok(Path::new(&known.folder).join(&backup.file)),
        None => {
            let names = known.backups.iter().take(20).map(|backup| backup.file.clone()).collect();
            Err(Trouble::Unknown { thing: Thing::Backup, text: text.to_owned(), known: names })
        }
    }
}

fn verify(session: &mut Session<'_>, text: &str) -> Result<(), Trouble> {
    let file = named(session, text)?;
    let backup = backup_verify(&file).map_err(|error| opening(error, &file))?;
    let folder = file.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    session.say(&BackupOut::of(&backup, &folder, Some(true)), |words| {
        format!("{} {}", words.line(Line::BackupSound), backup_text(&backup))
    })
}

fn restore(session: &mut Session<'_>, text: &str) -> Result<(), Trouble> {
    let file = named(session, text)?;
    let book = session.file()?;
    let aside = backup_restore(&book, &file, session.clock().now()).map_err(|error| opening(error, &file))?;
    let record = RestoredOut { book: book.display().to_string(), earlier: aside.display().to_string() };
    session.say(&record, |words| format!("{} {}", words.line(Line::Restored), aside.display()))
}
