//! Public holidays: days on which nothing is due and nothing is idle. Settings of this machine, so they do not travel.

use std::path::Path;

use corong_domain::problem::{Problem, Rule};
use corong_domain::settings::Settings;
use corong_exchange::holidays::{HolidayFileError, MAX_HOLIDAY_FILE, read_holidays};

use crate::error::BookError;
use crate::export::file_name;
use crate::views::{HolidayFile, HolidaysDone};
use crate::write::Book;

/// A book keeps at most so many holidays.
const MAX_HOLIDAYS: usize = 10_000;

impl Book {
    /// Adds the holidays of a calendar file to those that are known.
    ///
    /// # Errors
    /// The file cannot be read, is too large, or no calendar; the book cannot be written.
    pub fn holidays_import(&self, file: &Path) -> Result<HolidaysDone, BookError> {
        use std::io::Read as _;

        let name = file_name(file);
        let unreadable = || BookError::FileUnreadable { file: name.clone() };
        let opened = std::fs::File::open(file).map_err(|_| unreadable())?;
        let mut bytes = Vec::new();
        // One byte more than may be there, to see that there is more.
        opened.take(MAX_HOLIDAY_FILE as u64 + 1).read_to_end(&mut bytes).map_err(|_| unreadable())?;
        self.take_holidays(&bytes, name)
    }

    /// The same for a file that the window has read already.
    ///
    /// # Errors
    /// As [`Book::holidays_import`].
    pub fn holidays_take(&self, file: &HolidayFile) -> Result<HolidaysDone, BookError> {
        self.take_holidays(file.text.as_bytes(), file.name.clone())
    }

    /// Forgets all holidays.
    ///
    /// # Errors
    /// The book cannot be written.
    pub fn holidays_clear(&self) -> Result<HolidaysDone, BookError> {
        self.settings_save(&Settings { holidays: Vec::new(), ..self.settings() })?;
        Ok(HolidaysDone { added: 0, total: 0, left_out: 0 })
    }

    fn take_holidays(&self, bytes: &[u8], file: String) -> Result<HolidaysDone, BookError> {
        let found = read_holidays(bytes).map_err(|error| match error {
            HolidayFileError::Shape => BookError::FileShape { file, line: None },
            HolidayFileError::TooLarge => BookError::FileTooLarge { file, limit: 2 },
        })?;
        let settings = self.settings();
        let mut holidays = settings.holidays.clone();
        holidays.extend(found.days.iter().filter(|day| !settings.holidays.contains(day)));
        let added = holidays.len() - settings.holidays.len();
        if holidays.len() > MAX_HOLIDAYS {
            return Err(BookError::Invalid(vec![Problem::new("holidays", Rule::OutOfRange)]));
        }
        holidays.sort_unstable();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let done = HolidaysDone { added: count(added), total: count(holidays.len()), left_out: found.left_out };
        self.settings_save(&Settings { holidays, ..settings })?;
        Ok(done)
    }
}
