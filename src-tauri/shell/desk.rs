//! What the commands work with: the open book, or why there is none, and the host that shows dialogs and opens links.
//!
//! Deliberately absent: Tauri. The host is a trait, so that the same commands run behind a window and behind the
//! bridge that browser tests talk to.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};

use corong_book::backup::{backup_restore, backups_of, usual_folder};
use corong_book::views::Backups;
use corong_book::{Book, BookError};

use crate::error::AppError;

/// How often a book that is being closed is asked again whether everybody is done with it, 50 ms apart.
const PATIENCE: u32 = 100;
/// The kind that stands for all kinds: the whole book is another one.
const EVERYTHING: &str = "*";

/// What needs a desktop around it.
pub trait Host: Send + Sync {
    /// Lets the user pick files to import; empty when cancelled.
    fn pick_files(&self) -> Vec<PathBuf>;
    /// Lets the user pick where to write; `None` when cancelled.
    fn pick_target(&self, name: &str) -> Option<PathBuf>;
    /// Lets the user pick a folder; `None` when cancelled.
    fn pick_folder(&self) -> Option<PathBuf>;
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

    /// The backups of the open book, or of one that cannot be opened.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn backups(&self) -> Result<Backups, AppError> {
        if let Ok(book) = self.book() {
            return Ok(book.backup_list()?);
        }
        let folder = usual_folder(&self.file);
        Ok(Backups {
            there: folder.is_dir(),
            folder: folder.display().to_string(),
            chosen: false,
            changed: false,
            backups: backups_of(&self.file),
        })
    }

    /// A backup that is on the list, by its name.
    ///
    /// # Errors
    /// It is not on the list.
    pub fn backup_file(&self, name: &str) -> Result<PathBuf, AppError> {
        let known = self.backups()?;
        let found = known.backups.iter().find(|backup| backup.file == name).ok_or(AppError::NotFound)?;
        Ok(Path::new(&known.folder).join(&found.file))
    }

    /// Closes the book, puts a backup in its place and opens that. Whatever happens, a book is open afterwards if one
    /// can be.
    ///
    /// # Errors
    /// Somebody still works with the book; the backup is not sound; the folder cannot be written.
    pub fn restore(&self, name: &str) -> Result<(), AppError> {
        let backup = self.backup_file(name)?;
        self.close()?;
        let restored = backup_restore(&self.file, &backup, chrono::Utc::now()).map(|_| ()).map_err(AppError::from);
        self.reopen();
        if restored.is_ok() {
            self.host.changed(&[EVERYTHING.to_owned()]);
        }
        restored
    }

    /// Lets go of the book, once nobody works with it any more.
    fn close(&self) -> Result<(), AppError> {
        let open = {
            let mut slot = self.book.write().unwrap_or_else(std::sync::PoisonError::into_inner);
            std::mem::replace(&mut *slot, Err(AppError::NoBook))
        };
        let Ok(mut book) = open else { return Ok(()) };
        for _ in 0..PATIENCE {
            match Arc::try_unwrap(book) {
                Ok(_closed) => return Ok(()),
                Err(busy) => book = busy,
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        *self.book.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Ok(book);
        Err(AppError::Busy)
    }

    /// Makes a backup when one is due; a failure is only logged, since nobody waits for it.
    pub fn backup_if_due(&self) {
        if let Ok(book) = self.book()
            && let Err(error) = book.backup_if_due()
        {
            log::warn!("no backup could be made: {error}");
        }
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
