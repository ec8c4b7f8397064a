//! Opening an opportunity for a contact, and changing its fields.

use corong_domain::contact::Contact;
use corong_domain::funnel::decide::{CreateRequest, Decision, RepeatRequest, create, repeat};
use corong_domain::history::Act;
use corong_domain::ids::{MoveId, OpportunityId};
use corong_domain::opportunity::{Opportunity, Status};
use corong_store::Tx;

use crate::cards::read_card;
use crate::error::BookError;
use crate::files::{Funnels, OpportunityFile};
use crate::fill::{amount, day};
use crate::views::{Card, Changed, MoveOutcome, OpenRequest, OpportunityEdit, OpportunityRequest};
use crate::write::{Book, Moment, Stop};

impl Book {
    /// An opportunity as the board shows it.
    ///
    /// # Errors
    /// It is not there; the book cannot be read.
    pub fn opportunity_card(&self, request: &OpportunityRequest) -> Result<Card, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let file = OpportunityFile::read(reader, request.opportunity)?;
            read_card(reader, &file, &moment)
        })
    }

    /// Changes value, need, source, closing date or event.
    ///
    /// # Errors
    /// It is not there; a date or amount cannot be understood; the book cannot be written.
    pub fn opportunity_edit(&self, request: &OpportunityEdit) -> Result<Changed<Card>, BookError> {
        self.write(Act::OpportunityEdited, |tx, moment| {
            let found = tx.get::<Opportunity>(request.opportunity)?;
            let mut opportunity = found.ok_or(BookError::NotFound { what: "opportunity" })?;
            let mut problems = Vec::new();
            if let Some(text) = &request.estimate {
                opportunity.estimate = amount("estimate", text, &moment.settings.currency, &mut problems);
            }
            if let Some(text) = &request.expected_on {
                opportunity.expected_on = day("expectedOn", text, &mut problems);
            }
            if !problems.is_empty() {
                return Err(BookError::Invalid(problems).into());
            }
            if let Some(need) = &request.need {
                need.trim().clone_into(&mut opportunity.need);
            }
            opportunity.source = request.source.or(opportunity.source);
            opportunity.event_id = request.event.or(opportunity.event_id);
            tx.put(&opportunity)?;
            tx.about::<Contact>(opportunity.contact_id);
            let file = OpportunityFile::read(tx, request.opportunity)?;
            Ok(read_card(tx, &file, moment)?)
        })
    }

    /// Opens an opportunity for a contact: a repeat (T20) where it was won before, else a new one in the inbox (T0).
    ///
    /// # Errors
    /// The contact is not there; the book cannot be written.
    pub fn opportunity_open(&self, request: &OpenRequest) -> Result<Changed<MoveOutcome>, BookError> {
        self.write(Act::OpportunityOpened, |tx, moment| self.open_in(tx, moment, request))
    }

    fn open_in(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        request: &OpenRequest,
    ) -> Result<MoveOutcome, Stop<MoveOutcome>> {
        let contact = tx.get::<Contact>(request.contact)?.ok_or(BookError::NotFound { what: "contact" })?;
        tx.about::<Contact>(contact.id);
        let funnels = Funnels::read(tx)?;
        let key = request.funnel.as_ref().unwrap_or(&moment.settings.funnel);
        let known: Vec<Opportunity> = tx.of_contact(contact.id)?;
        let won = known.into_iter().rfind(|one| one.standing.status == Status::Won && one.funnel == *key);
        let (opportunity_id, move_id) = (OpportunityId(self.ids.next(moment.now)), MoveId(self.ids.next(moment.now)));
        if let Some(won) = won {
            let file = OpportunityFile::of(tx, &funnels, won)?;
            let asked = RepeatRequest {
                move_id,
                opportunity_id,
                need: request.need.clone(),
                estimate: None,
                event_id: moment.settings.event_id,
            };
            let decision = repeat(&file.decide(moment), &asked);
            return self.settle(tx, moment, &file.clone(), file, decision);
        }
        let funnel = funnels.get(key)?;
        let asked = CreateRequest {
            move_id,
            opportunity_id,
            contact_id: contact.id,
            source: None,
            referred_by: None,
            event_id: moment.settings.event_id,
            owner_id: None,
            estimate: None,
            need: request.need.clone(),
            propose_follow_up: true,
        };
        match create(&funnel, &moment.settings, &asked, true, moment.by(), moment.now) {
            Decision::Done(effects) => {
                crate::moves::put_effects(tx, moment, &self.ids, &effects)?;
                let file = OpportunityFile::read(tx, opportunity_id)?;
                Ok(MoveOutcome::Moved { card: read_card(tx, &file, moment)? })
            }
            // The funnel has no stage to begin with.
            Decision::AlreadyDone | Decision::Asks(_) | Decision::Refused(_) => {
                Err(BookError::NotFound { what: "first stage" }.into())
            }
        }
    }
}
