//! Events: where cards are collected.

use corong_domain::event::{Event, EventDraft};
use corong_domain::history::Act;
use corong_domain::ids::EventId;
use corong_domain::settings::Settings;

use crate::error::BookError;
use crate::save::line;
use crate::views::{Changed, EventChoice, EventSaved};
use crate::write::Book;

impl Book {
    /// Saves an event.
    ///
    /// # Errors
    /// The draft has problems; the event is not there; the book cannot be written.
    pub fn event_save(&self, draft: &EventDraft) -> Result<Changed<EventSaved>, BookError> {
        let parts = draft.parse(&self.settings().currency).map_err(BookError::Invalid)?;
        self.write(Act::EventSaved, |tx, moment| {
            let before = match draft.id {
                Some(id) => Some(tx.get::<Event>(id)?.ok_or(BookError::NotFound { what: "event" })?),
                None => None,
            };
            let event = Event {
                id: before.as_ref().map_or_else(|| EventId(self.ids.next(moment.now)), |before| before.id),
                name: line(&draft.name),
                starts_on: parts.starts_on,
                ends_on: parts.ends_on,
                place: line(&draft.place),
                country: line(&draft.country).to_uppercase(),
                cost: parts.cost,
                created_at: before.map_or(moment.now, |before| before.created_at),
            };
            tx.put(&event)?;
            tx.about::<Event>(event.id);
            Ok(EventSaved { event })
        })
    }

    /// Chooses the event that the next cards belong to.
    ///
    /// # Errors
    /// The event is not there; the book cannot be written.
    pub fn event_choose(&self, choice: &EventChoice) -> Result<Settings, BookError> {
        if let Some(event) = choice.event {
            let found = self.store.read(|reader| reader.get::<Event>(event))?;
            found.ok_or(BookError::NotFound { what: "event" })?;
        }
        self.settings_save(&Settings { event_id: choice.event, ..self.settings() })
    }
}
