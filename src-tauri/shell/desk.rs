//! What the commands work with: the open book, or why there is none, and the host that shows dialogs and opens links.
//!
//! Deliberately absent: Tauri. The host is a trait, so that the same commands run behind a window and behind the
//! bridge that browser tests talk to.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

use corong_book::{Book, BookError};

use crate::error::AppError;

/// What needs a desktop around it.
pub trait Host: Send + Sync {
    /// Lets the user pick files to import; empty when cancelled.
    fn pick_files(&self) -> Vec<PathBuf>;
    /// Lets the user pick where to write; `None` when cancelled.
    fn pick_target(&self, name: &str) -> Option<PathBuf>;
    /// Opens a link that was checked already.
    ///
    /// # Errors
    /// What the system says when it has no program for it.
    fn open_link(&self, url: &str) -> Result<(), String>;
    /// Tells the window that the book changed.
    fn changed(&self, kinds: &[String]);
}

/// The state behind all commands.
pub struct Desk {
    book: RwLock<Result<Arc<Book>, AppError>>,
    file: PathBuf,
    host: Arc<dyn Host>,
    picked: Mutex<HashMap<String, Vec<PathBuf>>>,
    given: Mutex<Option<String>>,
}

impl Desk {
    /// Opens or creates the book at `file`.
    #[must_use]
    pub fn open(file: &Path, host: Arc<dyn Host>) -> Self {
        let desk = Self {
            book: RwLock::new(Err(AppError::NoBook)),
            file: file.to_owned(),
            host,
            picked: Mutex::new(HashMap::new()),
            given: Mutex::new(None),
        };
        desk.reopen();
        desk
    }

    /// Tries again to open the book, after the user changed something about it.
    pub fn reopen(&self) {
        let opened = Book::open_or_create(&self.file).map(|book| {
            let host = Arc::clone(&self.host);
            book.on_change(Box::new(move |kinds| host.changed(kinds)));
            Arc::new(book)
        });
        let opened = opened.map_err(|error: BookError| AppError::from(error));
        match self.book.write() {
            Ok(mut book) => *book = opened,
            Err(poisoned) => *poisoned.into_inner() = opened,
        }
    }

    /// Opens the book read-only, to look at what is in a damaged or newer one.
    ///
    /// # Errors
    /// Why even that is not possible.
    pub fn open_read_only(&self) -> Result<(), AppError> {
        let book = Arc::new(Book::open_read_only(&self.file, Box::new(corong_book::SystemClock))?);
        match self.book.write() {
            Ok(mut slot) => *slot = Ok(book),
            Err(poisoned) => *poisoned.into_inner() = Ok(book),
        }
        Ok(())
    }

    /// The open book.
    ///
    /// # Errors
    /// Why there is none.
    pub fn book(&self) -> Result<Arc<Book>, AppError> {
        match self.book.read() {
            Ok(book) => book.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// Where the book is or should be.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The host.
    #[must_use]
    pub fn host(&self) -> &dyn Host {
        self.host.as_ref()
    }

    /// Remembers files that the user picked or dropped; the window only gets the token, never a path.
    #[must_use]
    pub fn remember(&self, files: Vec<PathBuf>) -> String {
        let token = uuid::Uuid::new_v4().simple().to_string();
        let mut picked = self.picked();
        // Only what is still on the screen can be asked for; a handful of tokens is plenty.
        if picked.len() >= 16 {
            picked.clear();
        }
        picked.insert(token.clone(), files);
        token
    }

    /// Keeps files that were given at the start until the window can ask for them: it does not listen yet.
    pub fn give(&self, files: Vec<PathBuf>) {
        if !files.is_empty() {
            let token = self.remember(files);
            *self.given.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(token);
        }
    }

    /// The token of the files that were given at the start, once.
    pub fn take_given(&self) -> Option<String> {
        self.given.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()
    }

    /// The files behind a token.
    ///
    /// # Errors
    /// The token is unknown, or too old.
    pub fn files(&self, token: &str) -> Result<Vec<PathBuf>, AppError> {
        self.picked().get(token).cloned().ok_or(AppError::NotFound)
    }

    fn picked(&self) -> MutexGuard<'_, HashMap<String, Vec<PathBuf>>> {
        self.picked.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
