//! The open book and the one way to write it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use corong_capture::phone::{KeptNumber, read_number};
use corong_domain::funnel::workdays::local_day;
use corong_domain::history::Act;
use corong_domain::ids::{CompanyId, SalespersonId};
use corong_domain::settings::Settings;
use corong_store::{Access, Meta, Reader, Store, Table, Tx, WindowLock};

use crate::clock::{Clock, Ids, SystemClock};
use crate::error::BookError;
use crate::estimates::Estimates;
use crate::views::{ChangeNote, Changed};

/// Is told which kinds of records a change touched.
pub type ChangeListener = Box<dyn Fn(&[String]) + Send + Sync>;

/// An open book.
pub struct Book {
    pub(crate) store: Store,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) ids: Ids,
    settings: RwLock<Settings>,
    estimates: RwLock<Arc<Estimates>>,
    /// Whether opportunities changed since the last fit.
    estimates_due: AtomicBool,
    listeners: Mutex<Vec<ChangeListener>>,
    /// Held while a window has the book open; the command line takes none.
    _lock: Option<WindowLock>,
}

/// What a request is decided with: the time and the settings, the same from its first line to its last.
#[derive(Debug, Clone)]
pub(crate) struct Moment {
    /// Now.
    pub now: DateTime<Utc>,
    /// The settings.
    pub settings: Settings,
    /// What the past says, as of the last fit.
    pub estimates: Arc<Estimates>,
    /// What was looked up since.
    pub met: Met,
}

/// What one request looks up again and again: the same number to find the person and to save it, the same company on
/// card after card of an import.
#[derive(Debug, Clone, Default)]
pub(crate) struct Met {
    phones: RefCell<HashMap<String, Rc<KeptNumber>>>,
    companies: RefCell<HashMap<String, CompanyId>>,
}

/// How many numbers are remembered.
const NUMBERS: usize = 1_000;

impl Met {
    /// A phone number as it is understood in a region.
    pub fn phone(&self, raw: &str, region: &str) -> Rc<KeptNumber> {
        let mut phones = self.phones.borrow_mut();
        let name = format!("{region} {raw}");
        if let Some(known) = phones.get(&name) {
            return Rc::clone(known);
        }
        if phones.len() >= NUMBERS {
            phones.clear();
        }
        let reading = Rc::new(read_number(raw, region));
        phones.insert(name, Rc::clone(&reading));
        reading
    }

    /// The company that a name meant before.
    pub fn company(&self, name: &str) -> Option<CompanyId> {
        self.companies.borrow().get(name).copied()
    }

    /// Remembers what a name means.
    pub fn meets(&self, name: &str, company: CompanyId) {
        self.companies.borrow_mut().insert(name.to_owned(), company);
    }
}

impl Moment {
    /// Who asks.
    pub fn by(&self) -> Option<SalespersonId> {
        self.settings.owner_id
    }

    /// Today in the settings' offset.
    pub fn today(&self) -> chrono::NaiveDate {
        local_day(self.now, &self.settings)
    }
}

/// Why a write ends without a change.
pub(crate) enum Stop<T> {
    /// Something went wrong.
    Error(BookError),
    /// The answer is this value, and nothing may change: a refusal, a question.
    Unchanged(Box<T>),
}

impl<T> From<corong_store::Error> for Stop<T> {
    fn from(error: corong_store::Error) -> Self {
        Self::Error(error.into())
    }
}

impl<T> From<BookError> for Stop<T> {
    fn from(error: BookError) -> Self {
        Self::Error(error)
    }
}

impl Book {
    pub(crate) fn with(store: Store, clock: Box<dyn Clock>, lock: Option<WindowLock>) -> Result<Self, BookError> {
        let settings = store.read(|reader: &Reader<'_>| reader.settings())?;
        Ok(Self {
            store,
            clock,
            ids: Ids::default(),
            settings: RwLock::new(settings),
            estimates: RwLock::default(),
            estimates_due: AtomicBool::new(true),
            listeners: Mutex::default(),
            _lock: lock,
        })
    }

    /// Opens a book for a window, or makes a new one where there is no file. A second window gets
    /// [`BookError::InUse`].
    ///
    /// # Errors
    /// The file is not a book, newer, damaged, read-only or open in another window; the disk is full.
    pub fn open_or_create(file: &Path) -> Result<Self, BookError> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| BookError::from_io(error, "making the book's folder"))?;
        }
        crate::backup::recover(file)?;
        let exists = file.try_exists().map_err(|error| BookError::from_io(error, "looking for the book"))?;
        if exists {
            // Says what is wrong with the file before a lock file appears beside something that is no book.
            corong_store::schema_version(file)?;
        }
        let lock = WindowLock::take(file)?;
        let store = if exists { Store::open(file, Access::ReadWrite)? } else { Store::create(file)? };
        Self::with(store, Box::new(SystemClock), Some(lock))
    }

    /// Makes a new book.
    ///
    /// # Errors
    /// There is a file already; the folder cannot be written; the disk is full.
    pub fn create(file: &Path, clock: Box<dyn Clock>) -> Result<Self, BookError> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| BookError::from_io(error, "making the book's folder"))?;
        }
        Self::with(Store::create(file)?, clock, None)
    }

    /// Opens a book for the command line, beside a window that may have it open too.
    ///
    /// # Errors
    /// There is no such file, or it is not a book, newer, damaged or read-only.
    pub fn open(file: &Path, clock: Box<dyn Clock>) -> Result<Self, BookError> {
        crate::backup::recover(file)?;
        Self::with(Store::open(file, Access::ReadWrite)?, clock, None)
    }

    /// Opens a book to look at it only; also a newer one.
    ///
    /// # Errors
    /// There is no such file, or it is not a book or damaged.
    pub fn open_read_only(file: &Path, clock: Box<dyn Clock>) -> Result<Self, BookError> {
        Self::with(Store::open(file, Access::ReadOnly)?, clock, None)
    }

    /// A book in memory, for tests.
    ///
    /// # Errors
    /// SQLite cannot make one.
    pub fn in_memory(clock: Box<dyn Clock>) -> Result<Self, BookError> {
        Self::with(Store::in_memory()?, clock, None)
    }

    /// Calls `listener` after each change with the names of the tables it touched.
    pub fn on_change(&self, listener: ChangeListener) {
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(listener);
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.settings.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn remember_settings(&self, settings: &Settings) {
        settings.clone_into(&mut self.settings.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// Whether opportunities changed since the last fit, or there was none.
    pub(crate) fn estimates_due(&self) -> bool {
        self.estimates_due.load(Ordering::Relaxed)
    }

    /// Keeps estimates for what is shown from now on.
    pub(crate) fn keep_estimates(&self, estimates: Arc<Estimates>) {
        self.estimates_due.store(false, Ordering::Relaxed);
        *self.estimates.write().unwrap_or_else(PoisonError::into_inner) = estimates;
    }

    pub(crate) fn moment(&self) -> Moment {
        // Whole milliseconds, as the log keeps them: a record reads back as it was put.
        let now = self.clock.now();
        let now = DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now);
        let estimates = Arc::clone(&self.estimates.read().unwrap_or_else(PoisonError::into_inner));
        Moment { now, settings: self.settings(), met: Met::default(), estimates }
    }

    /// Everything put in `run` becomes one change of the log; nothing put is no change.
    pub(crate) fn write<T>(
        &self,
        act: Act,
        run: impl FnOnce(&mut Tx<'_, '_>, &Moment) -> Result<T, Stop<T>>,
    ) -> Result<Changed<T>, BookError> {
        let moment = self.moment();
        let meta = Meta::new(act, moment.now).by(moment.by());
        let mut subject = String::new();
        let written = self.store.write(meta, |tx| {
            let value = run(tx, &moment)?;
            // Read here, where the pages that were just written are at hand.
            if let Some(about) = &tx.meta().subject {
                subject = crate::history::subject_name(tx, about)?.0;
            }
            Ok::<T, Stop<T>>(value)
        });
        match written {
            Ok(written) => {
                let kinds: Vec<String> = written.kinds.iter().map(|table| table.name().to_owned()).collect();
                self.tell(&kinds);
                let note = written.change.map(|key| ChangeNote { change: key.to_string(), act, subject, count: 1 });
                Ok(Changed { value: written.value, note })
            }
            Err(Stop::Unchanged(value)) => Ok(Changed { value: *value, note: None }),
            Err(Stop::Error(error)) => Err(error),
        }
    }

    pub(crate) fn tell(&self, kinds: &[String]) {
        if kinds.is_empty() {
            return;
        }
        if kinds.iter().any(|kind| kind == Table::Opportunity.name() || kind == Table::StageMove.name()) {
            self.estimates_due.store(true, Ordering::Relaxed);
        }
        for listener in self.listeners.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(kinds);
        }
    }
}
