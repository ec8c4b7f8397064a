//! One run of the command line: which book, which clock, which language, and the one place where output is written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use corong_book::{Book, BookError, Clock, FixedClock, Named, SystemClock, default_book_file};
use corong_domain::event::Event;
use corong_domain::ids::{ActivityId, ContactId, EventId, OpportunityId};
use corong_domain::settings::Language;
use corong_domain::text::fold;
use serde::Serialize;

use crate::args::{Global, Lang};
use crate::trouble::{Thing, Trouble, opening};
use crate::words::{Words, words};

/// One run.
pub struct Session<'o> {
    global: Global,
    out: &'o mut dyn Write,
    words: &'static dyn Words,
    /// Whether the command only looks: then a book that may not be written is good enough.
    looks: bool,
}

impl<'o> Session<'o> {
    /// A run that writes to `out`.
    pub fn new(global: Global, out: &'o mut dyn Write) -> Self {
        let words = words(guess(global.lang));
        Self { global, out, words, looks: false }
    }

    /// The dictionary: of `--lang`, else of the book once it is open.
    pub fn words(&self) -> &'static dyn Words {
        self.words
    }

    /// Whether `--book` names a file.
    pub fn names_book(&self) -> bool {
        self.global.book.is_some()
    }

    /// The instant of `--now`.
    pub fn fixed(&self) -> Option<DateTime<FixedOffset>> {
        self.global.now
    }

    /// The clock.
    pub fn clock(&self) -> Box<dyn Clock> {
        match self.global.now {
            Some(now) => Box::new(FixedClock::at(now.with_timezone(&Utc))),
            None => Box::new(SystemClock),
        }
    }

    /// The book's file.
    pub fn file(&self) -> Result<PathBuf, Trouble> {
        match &self.global.book {
            Some(file) => Ok(file.clone()),
            None => Ok(default_book_file()?),
        }
    }

    /// Says that the command changes nothing.
    pub fn only_looks(&mut self, looks: bool) {
        self.looks = looks;
    }

    /// Opens the book; from then on the output is in its language.
    pub fn book(&mut self) -> Result<Book, Trouble> {
        let file = self.file()?;
        look(&file)?;
        let opened = match Book::open(&file, self.clock()) {
            Err(BookError::ReadOnly) if self.looks => Book::open_read_only(&file, self.clock()),
            opened => opened,
        };
        let book = opened.map_err(|error| opening(error, &file))?;
        self.speak_as(&book);
        Ok(book)
    }

    /// From now on the output is in the book's language, unless `--lang` says otherwise.
    pub fn speak_as(&mut self, book: &Book) {
        if self.global.lang.is_none() {
            self.words = words(book.settings().language);
        }
    }

    /// Writes one record: a JSON line, or what `human` makes of it.
    pub fn say<T: Serialize>(&mut self, record: &T, human: impl FnOnce(&dyn Words) -> String) -> Result<(), Trouble> {
        let text = if self.global.json {
            serde_json::to_string(record).map_err(|error| Trouble::Internal(error.to_string()))?
        } else {
            human(self.words)
        };
        Ok(writeln!(self.out, "{text}")?)
    }

    /// Writes a line for people; nothing where JSON is written.
    pub fn tell(&mut self, line: impl FnOnce(&dyn Words) -> String) -> Result<(), Trouble> {
        if self.global.json {
            return Ok(());
        }
        Ok(writeln!(self.out, "{}", line(self.words))?)
    }

    /// Whether records are JSON lines.
    pub fn is_json(&self) -> bool {
        self.global.json
    }

    /// Writes a text as it is: a file that goes to the output.
    pub fn raw(&mut self, text: &str) -> Result<(), Trouble> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// Whether JSON lines are written.
    pub fn writes_json(&self) -> bool {
        self.global.json
    }

    /// Hands everything to the system.
    pub fn flush(&mut self) -> Result<(), Trouble> {
        Ok(self.out.flush()?)
    }
}

/// Says what is wrong with the file before SQLite looks at it.
fn look(file: &Path) -> Result<(), Trouble> {
    let name = || file.display().to_string();
    match fs::metadata(file) {
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(Trouble::NotABook(name())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Trouble::BookMissing(name())),
        Err(_) => Err(Trouble::BookUnreadable(name())),
    }
}

/// The language before a book is open: of `--lang`, else of the machine.
pub fn guess(lang: Option<Lang>) -> Language {
    match lang {
        Some(Lang::Id) => Language::Id,
        Some(Lang::En) => Language::En,
        None => {
            let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(std::env::var_os);
            let first = named.map(|value| value.to_string_lossy().into_owned()).find(|value| !value.is_empty());
            match first {
                Some(value) if value.starts_with("id") => Language::Id,
                Some(_) | None => Language::En,
            }
        }
    }
}

/// The one thing that a text names.
pub fn one<T: std::fmt::Display>(named: Named<T>, thing: Thing, text: &str) -> Result<T, Trouble> {
    let text = text.to_owned();
    match named {
        Named::One(id) => Ok(id),
        Named::Nothing => Err(Trouble::Unknown { thing, text, known: Vec::new() }),
        Named::Several(ids) => {
            Err(Trouble::Ambiguous { thing, text, ids: ids.iter().map(ToString::to_string).collect() })
        }
    }
}

/// The contact that a text names.
pub fn contact(book: &Book, text: &str) -> Result<ContactId, Trouble> {
    one(book.contact_named(text)?, Thing::Contact, text)
}

/// The opportunity that a text names.
pub fn opportunity(book: &Book, text: &str) -> Result<OpportunityId, Trouble> {
    one(book.opportunity_named(text)?, Thing::Opportunity, text)
}

/// The activity that a text names.
pub fn activity(book: &Book, text: &str) -> Result<ActivityId, Trouble> {
    one(book.activity_named(text)?, Thing::Activity, text)
}

/// The event that a text names: by name or by a part of its id.
pub fn event(book: &Book, text: &str) -> Result<EventId, Trouble> {
    let events = book.book_status()?.events;
    let wanted = fold(text);
    let part: String = wanted.chars().filter(|c| *c != '-').collect();
    let by_id = |event: &&Event| {
        let id = event.id.0.simple().to_string();
        part.len() >= 4 && (id.starts_with(&part) || id.ends_with(&part))
    };
    let mut found: Vec<&Event> = events.iter().filter(|event| fold(&event.name) == wanted).collect();
    if found.is_empty() {
        found = events.iter().filter(by_id).collect();
    }
    match found.as_slice() {
        [only] => Ok(only.id),
        [] => {
            let known = events.iter().take(20).map(|event| event.name.clone()).collect();
            Err(Trouble::Unknown { thing: Thing::Event, text: text.to_owned(), known })
        }
        several => {
            let ids = several.iter().map(|event| event.id.to_string()).collect();
            Err(Trouble::Ambiguous { thing: Thing::Event, text: text.to_owned(), ids })
        }
    }
}

/// The event of an option, if one was given.
pub fn maybe_event(book: &Book, text: Option<&String>) -> Result<Option<EventId>, Trouble> {
    text.map(|text| event(book, text)).transpose()
}
