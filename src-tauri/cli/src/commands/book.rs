//! The book itself: making, history, undo, check.

use std::fs;
use std::path::Path;

use chrono::{Local, Offset, TimeZone};
use corong_book::Book;
use corong_book::views::{HistoryRequest, StartRequest, UndoRequest};
use corong_domain::money::is_currency;
use corong_domain::problem::{Problem, Rule};
use serde_json::json;

use crate::args::Init;
use crate::session::{self, Session};
use crate::show::{Face, HistoryOut, history_text};
use crate::trouble::{Thing, Trouble, opening};
use crate::words::Line;

/// Offset of the demo event's place, in minutes east of UTC.
const DEMO_OFFSET: i32 = 7 * 60;
/// So many changes are looked through for the beginning of a change's name.
const LOOKED_THROUGH: u32 = 1_000;

/// Makes a book.
pub fn init(session: &mut Session<'_>, init: &Init) -> Result<(), Trouble> {
    let request = start_request(session, init)?;
    let file = session.file()?;
    let name = file.display().to_string();
    if fs::symlink_metadata(&file).is_ok() {
        return Err(Trouble::BookExists(name));
    }
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(|_| Trouble::FolderDenied(folder.display().to_string()))?;
    }
    let book = Book::create(&file, session.clock()).map_err(|error| opening(error, &file))?;
    let status = match book.book_start(&request) {
        Ok(status) => status,
        Err(error) => {
            drop(book);
            forget(&file);
            return Err(error.into());
        }
    };
    let contacts = status.counts.contacts;
    session.speak_as(&book);
    session.say(&json!({ "book": name, "contacts": contacts }), |words| {
        format!("{} {name} ({})", words.line(Line::Made), words.contacts(contacts))
    })
}

fn start_request(session: &Session<'_>, init: &Init) -> Result<StartRequest, Trouble> {
    let mut problems = Vec::new();
    if !is_currency(&init.currency) {
        problems.push(Problem::new("currency", Rule::CurrencyUnknown));
    }
    if init.region.len() != 2 || !init.region.bytes().all(|byte| byte.is_ascii_uppercase()) {
        problems.push(Problem::new("region", Rule::Unknown));
    }
    let name = match &init.name {
        Some(name) => name.clone(),
        None if init.demo => "Anna Bastari".to_owned(),
        None => session.words().line(Line::Salesperson).to_owned(),
    };
    if name.trim().is_empty() {
        problems.push(Problem::new("name", Rule::Required));
    }
    if !problems.is_empty() {
        return Err(Trouble::Invalid(problems));
    }
    let seconds = match session.fixed() {
        Some(now) => now.offset().local_minus_utc(),
        None if init.demo => DEMO_OFFSET * 60,
        None => Local.offset_from_utc_datetime(&chrono::Utc::now().naive_utc()).fix().local_minus_utc(),
    };
    Ok(StartRequest {
        language: session.words().language(),
        name,
        company: init.company.clone().unwrap_or_default(),
        currency: init.currency.clone(),
        region: init.region.clone(),
        utc_offset_minutes: seconds / 60,
        demo: init.demo,
    })
}

/// Takes away the file that this command made and could not fill.
fn forget(file: &Path) {
    for end in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        let _ = fs::remove_file(name);
    }
}

/// Changes, newest first.
pub fn history(session: &mut Session<'_>, id: Option<&str>, limit: u32) -> Result<(), Trouble> {
    let book = session.book()?;
    let mut request = HistoryRequest { limit, ..HistoryRequest::default() };
    if let Some(id) = id {
        match session::contact(&book, id) {
            Ok(contact) => request.contact = Some(contact),
            Err(Trouble::Unknown { .. }) => request.opportunity = Some(session::opportunity(&book, id)?),
            Err(other) => return Err(other),
        }
    }
    let settings = book.settings();
    let entries = book.history_list(&request)?;
    for entry in &entries {
        session.say(&HistoryOut::of(entry), |words| history_text(entry, Face { words, settings: &settings }))?;
    }
    if entries.is_empty() {
        session.tell(|words| words.line(Line::Nothing).to_owned())?;
    }
    Ok(())
}

/// Takes a change back.
pub fn undo(session: &mut Session<'_>, change: Option<&str>) -> Result<(), Trouble> {
    let book = session.book()?;
    let settings = book.settings();
    let change = change.map(|text| change_named(&book, text)).transpose()?;
    let done = book.change_undo(&UndoRequest { change })?;
    let (undone, kept) = (&done.value.undone, done.value.kept);
    let by = done.note.as_ref().map(|note| note.change.clone());
    let record = json!({
        "undone": undone.change, "act": undone.act, "subject": undone.subject, "kept": kept, "change": by,
    });
    session.say(&record, |words| {
        let entry = history_text(undone, Face { words, settings: &settings });
        let mut text = format!("{} {entry}", words.line(Line::Undone));
        if kept > 0 {
            text.push_str(&format!("\n{}", words.kept(kept)));
        }
        text
    })
}

/// A change by its whole name, or by the beginning of it.
fn change_named(book: &Book, text: &str) -> Result<String, Trouble> {
    let recent = book.history_list(&HistoryRequest { limit: LOOKED_THROUGH, ..HistoryRequest::default() })?;
    let all = recent.into_iter().map(|entry| entry.change);
    let mut found: Vec<String> = all.filter(|change| text.len() >= 4 && change.starts_with(text)).collect();
    if found.iter().any(|change| change == text) {
        return Ok(text.to_owned());
    }
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => {
            found.push(last);
            Err(Trouble::Ambiguous { thing: Thing::Change, text: text.to_owned(), ids: found })
        }
        // An older one, by its whole name; what is no change's name is said so.
        (None, _) if text.contains('-') => Ok(text.to_owned()),
        (None, _) => Err(Trouble::Unknown { thing: Thing::Change, text: text.to_owned(), known: Vec::new() }),
    }
}

/// Checks the book.
pub fn check(session: &mut Session<'_>, rebuild: bool) -> Result<(), Trouble> {
    let book = session.book()?;
    let done = book.check(rebuild)?;
    let record = json!({
        "ok": done.ok, "fingerprint": done.fingerprint, "state_hash": done.state_hash, "problems": done.problems,
    });
    session.say(&record, |words| {
        if done.ok {
            format!("{} {}: {}", words.line(Line::Sound), words.line(Line::Fingerprint), done.fingerprint)
        } else {
            done.problems.join("\n")
        }
    })?;
    session.flush()?;
    if done.ok { Ok(()) } else { Err(Trouble::Damaged) }
}
