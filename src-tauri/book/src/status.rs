//! The state of the book for the frame: settings, events, numbers beside the places, and what undo would take back.

use corong_domain::event::Event;
use corong_domain::opportunity::Status;
use corong_domain::salesperson::Salesperson;
use corong_store::{Access, Reader};

use crate::capture::day_range;
use crate::error::BookError;
use crate::files::Funnels;
use crate::views::{BookStatus, CheckDone, Counts};
use crate::write::{Book, Moment};

impl Book {
    /// The state of the book.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn book_status(&self) -> Result<BookStatus, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let owner = match moment.settings.owner_id {
                Some(owner) => reader.get::<Salesperson>(owner)?,
                None => None,
            };
            let mut events: Vec<Event> = reader.all()?;
            events.sort_by_key(|event| std::cmp::Reverse((event.starts_on, event.created_at)));
            Ok(BookStatus {
                started: owner.is_some(),
                file: self.store.path().map(|path| path.display().to_string()).unwrap_or_default(),
                read_only: self.store.access() == Access::ReadOnly,
                demo: crate::demo::is_loaded(reader)?,
                counts: counts(reader, &moment)?,
                undo: self.undoable(reader)?,
                settings: moment.settings.clone(),
                owner,
                events,
                now: moment.now,
                version: env!("CARGO_PKG_VERSION").to_owned(),
            })
        })
    }

    /// Checks the file, the log, and the projection against the log; `rebuild` makes the projection anew first.
    ///
    /// # Errors
    /// The book cannot be read, or not be written for a rebuild.
    pub fn check(&self, rebuild: bool) -> Result<CheckDone, BookError> {
        if rebuild {
            self.store.rebuild()?;
        }
        let report = self.store.check(true)?;
        let mut state = blake3::Hasher::new();
        for table in &report.tables {
            state.update(table.table.name().as_bytes());
            state.update(&table.rows.to_be_bytes());
            state.update(&table.hash.to_be_bytes());
        }
        Ok(CheckDone {
            ok: report.is_sound(),
            changes: u32::try_from(report.changes).unwrap_or(u32::MAX),
            fingerprint: format!("{:032x}", report.fingerprint),
            state_hash: state.finalize().to_hex().to_string(),
            problems: report.problems.iter().map(|problem| format!("{problem:?}")).collect(),
        })
    }
}

fn counts(reader: &Reader<'_>, moment: &Moment) -> Result<Counts, BookError> {
    let today = day_range(moment);
    let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let (captured, to_type) = reader.captured_count(today.start, today.end)?;
    let late = reader.due_count(today.start)?;
    let due = reader.due_count(today.end)?;
    let mut open = 0_u64;
    for funnel in Funnels::read(reader)?.all() {
        let totals = reader.stage_totals(&funnel.key)?;
        open += totals.iter().filter(|total| total.status == Status::Open).map(|total| total.count).sum::<u64>();
    }
    Ok(Counts {
        cards_today: number(captured),
        open: number(open),
        due: number(due),
        late: number(late),
        contacts: number(reader.contact_count()?),
        to_type: number(to_type),
    })
}
