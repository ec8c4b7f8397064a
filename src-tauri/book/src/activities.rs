//! Activities and notes.

use corong_domain::activity::{Activity, ActivityKind, ActivityState};
use corong_domain::contact::Contact;
use corong_domain::history::Act;
use corong_domain::ids::ActivityId;
use corong_domain::opportunity::{Opportunity, Status};
use corong_domain::problem::{Problem, Rule};
use corong_store::Tx;

use crate::error::BookError;
use crate::moves::main_opportunity;
use crate::views::{ActivityDraft, Changed, DoneRequest, NoteRequest, SnoozeRequest};
use crate::write::{Book, Moment};

impl Book {
    /// Plans or edits an activity, or logs one that was done.
    ///
    /// # Errors
    /// The contact or activity is not there; the book cannot be written.
    pub fn activity_save(&self, draft: &ActivityDraft) -> Result<Changed<Activity>, BookError> {
        let act = match (draft.id, draft.done) {
            (_, true) => Act::ActivityDone,
            (Some(_), false) => Act::ActivityEdited,
            (None, false) => Act::ActivityPlanned,
        };
        self.write(act, |tx, moment| Ok(self.activity_in(tx, moment, draft)?))
    }

    pub(crate) fn activity_in(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        draft: &ActivityDraft,
    ) -> Result<Activity, BookError> {
        let contact = tx.get::<Contact>(draft.contact)?.ok_or(BookError::NotFound { what: "contact" })?;
        let before = match draft.id {
            Some(id) => Some(tx.get::<Activity>(id)?.ok_or(BookError::NotFound { what: "activity" })?),
            None => None,
        };
        let opportunity_id = match draft.opportunity {
            Some(id) => Some(tx.get::<Opportunity>(id)?.ok_or(BookError::NotFound { what: "opportunity" })?.id),
            // What is done with a contact counts for the opportunity that is being worked on.
            None => main_opportunity(tx, contact.id)?
                .filter(|main| matches!(main.standing.status, Status::Open | Status::Nurture))
                .map(|main| main.id),
        };
        let subject = draft.subject.trim();
        let activity = Activity {
            id: before.as_ref().map_or_else(|| ActivityId(self.ids.next(moment.now)), |before| before.id),
            contact_id: contact.id,
            opportunity_id,
            kind: draft.kind,
            preset: before.as_ref().and_then(|before| before.preset).filter(|_| subject.is_empty()),
            subject: subject.to_owned(),
            result: draft.result.trim().to_owned(),
            inbound: draft.inbound,
            state: if draft.done { ActivityState::Done } else { ActivityState::Open },
            due_at: draft.due_at,
            done_at: draft.done.then_some(moment.now),
            owner_id: before.as_ref().map_or(moment.by(), |before| before.owner_id),
            created_at: before.as_ref().map_or(moment.now, |before| before.created_at),
        };
        tx.put(&activity)?;
        tx.about::<Contact>(contact.id);
        Ok(activity)
    }

    /// Marks an activity as done, and plans what comes next in the same change.
    ///
    /// # Errors
    /// The activity is not there; the book cannot be written.
    pub fn activity_done(&self, request: &DoneRequest) -> Result<Changed<Activity>, BookError> {
        self.write(Act::ActivityDone, |tx, moment| {
            let found = tx.get::<Activity>(request.activity)?;
            let activity = found.ok_or(BookError::NotFound { what: "activity" })?;
            let result = request.result.trim();
            let done = Activity {
                state: ActivityState::Done,
                done_at: Some(moment.now),
                result: if result.is_empty() { activity.result.clone() } else { result.to_owned() },
                ..activity
            };
            tx.put(&done)?;
            if let Some(next) = &request.next {
                let next = ActivityDraft {
                    id: None,
                    contact: done.contact_id,
                    opportunity: next.opportunity.or(done.opportunity_id),
                    ..next.clone()
                };
                self.activity_in(tx, moment, &next)?;
            }
            tx.about::<Contact>(done.contact_id);
            Ok(done)
        })
    }

    /// Puts an activity off.
    ///
    /// # Errors
    /// The activity is not there; the book cannot be written.
    pub fn activity_snooze(&self, request: &SnoozeRequest) -> Result<Changed<Activity>, BookError> {
        self.write(Act::ActivityEdited, |tx, _| {
            let found = tx.get::<Activity>(request.activity)?;
            let activity = found.ok_or(BookError::NotFound { what: "activity" })?;
            let later = Activity { due_at: Some(request.until), ..activity };
            tx.put(&later)?;
            tx.about::<Contact>(later.contact_id);
            Ok(later)
        })
    }

    /// Writes a note.
    ///
    /// # Errors
    /// There is no text; the contact is not there; the book cannot be written.
    pub fn note_add(&self, request: &NoteRequest) -> Result<Changed<Activity>, BookError> {
        if request.text.trim().is_empty() {
            return Err(BookError::Invalid(vec![Problem::new("text", Rule::Required)]));
        }
        let draft = ActivityDraft {
            id: None,
            contact: request.contact,
            opportunity: request.opportunity,
            kind: ActivityKind::Note,
            subject: String::new(),
            due_at: None,
            done: true,
            result: request.text.clone(),
            inbound: false,
        };
        self.write(Act::NoteAdded, |tx, moment| Ok(self.activity_in(tx, moment, &draft)?))
    }
}
