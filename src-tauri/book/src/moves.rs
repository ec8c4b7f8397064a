//! Every way to move an opportunity. The domain decides; here the records are read, the decision is put, and a refusal
//! leaves the book as it was.

use corong_domain::activity::{Activity, ActivityState};
use corong_domain::contact::Contact;
use corong_domain::funnel::decide::{
    AnswerRequest as AnswerItems, ClosedBecause, CreditRequest, Decision, Effects, ExitRequest, InterestRequest,
    MoveRequest, ParkRequest, ReviveRequest, answer_items, disqualify, lose, move_to, park, reopen,
    return_from_nurture, set_credit, set_interest, void,
};
use corong_domain::funnel::gate::{evaluate, evaluate_next};
use corong_domain::funnel::level::Facts;
use corong_domain::history::Act;
use corong_domain::ids::{ActivityId, ContactId, MoveId, OpportunityId, StageKey};
use corong_domain::opportunity::Opportunity;
use corong_domain::problem::{Problem, Rule};
use corong_store::{Reader, Tx};

use crate::cards::{read_card, stage_label};
use crate::clock::Ids;
use crate::error::BookError;
use crate::files::OpportunityFile;
use crate::fill::{credit_fact, day, fill, interest_fact};
use crate::sale::settle_sale;
use crate::views::{
    AnswerRequest, Changed, FactRequest, GateRequest, GateView, MoveOpportunity, MoveOutcome, StatusChange,
    StatusRequest,
};
use crate::write::{Book, Moment, Stop};

type Stopped = Stop<MoveOutcome>;

impl Book {
    /// The gate sheet of an opportunity: every item between its stage and the one to enter.
    ///
    /// # Errors
    /// The opportunity or the stage is not there; the book cannot be read.
    pub fn gate_get(&self, request: &GateRequest) -> Result<GateView, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let file = OpportunityFile::read(reader, request.opportunity)?;
            gate_view(reader, &file, request.to.as_ref(), &moment)
        })
    }

    /// Moves an opportunity, with the answers given in the same go. A refused move changes nothing and names every
    /// missing item.
    ///
    /// # Errors
    /// The opportunity is not there; an answer cannot be understood; the book cannot be written.
    pub fn opportunity_move(&self, request: &MoveOpportunity) -> Result<Changed<MoveOutcome>, BookError> {
        self.write(Act::OpportunityMoved, |tx, moment| self.move_in(tx, moment, request))
    }

    pub(crate) fn move_in(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        request: &MoveOpportunity,
    ) -> Result<MoveOutcome, Stopped> {
        let mut file = OpportunityFile::read(tx, request.opportunity)?;
        if file.moves.iter().any(|done| Some(done.id) == request.move_id) {
            return Err(Stop::Unchanged(Box::new(MoveOutcome::Moved { card: read_card(tx, &file, moment)? })));
        }
        let before = file.clone();
        let filled = fill(tx, &mut file, &request.answers, &self.ids, moment)?;
        let to = match &request.to {
            Some(to) => to.clone(),
            None => next_stage(&file, &filled.facts).ok_or(BookError::NotFound { what: "next stage" })?,
        };
        let asked = MoveRequest {
            move_id: request.move_id.unwrap_or_else(|| MoveId(self.ids.next(moment.now))),
            to,
            answers: filled.given,
            waivers: request.waivers.clone(),
            facts: filled.facts,
            reason: request.reason.trim().to_owned(),
        };
        let decision = move_to(&file.decide(moment), &asked);
        self.settle(tx, moment, &before, file, decision)
    }

    /// Answers gate items, all of them or none, as one act. A fact that only waited for it moves the opportunity on.
    ///
    /// # Errors
    /// The opportunity or an item is not there; an answer cannot be understood; the book cannot be written.
    pub fn opportunity_answer(&self, request: &AnswerRequest) -> Result<Changed<GateView>, BookError> {
        let changed = self.write(Act::ItemAnswered, |tx, moment| self.answer_in(tx, moment, request))?;
        let view = self.gate_after(request.opportunity, changed.value)?;
        Ok(Changed { value: view, note: changed.note })
    }

    fn answer_in(&self, tx: &mut Tx<'_, '_>, moment: &Moment, request: &AnswerRequest) -> Result<MoveOutcome, Stopped> {
        let move_id = || MoveId(self.ids.next(moment.now));
        let mut file = OpportunityFile::read(tx, request.opportunity)?;
        let before = file.clone();
        let filled = fill(tx, &mut file, &request.answers, &self.ids, moment)?;
        if let Some(source) = filled.facts.source {
            file.opportunity.source = Some(source);
        }
        let mut answers = filled.given;
        let mut outcome = None;
        if let Some(credit) = filled.facts.credit {
            let (answers, reason) = (std::mem::take(&mut answers), String::new());
            let asked = CreditRequest { move_id: move_id(), credit, answers, reason, reversal: None };
            let decision = set_credit(&file.decide(moment), &asked);
            outcome = Some(self.settle(tx, moment, &before, file, decision)?);
            file = OpportunityFile::read(tx, request.opportunity)?;
        }
        if let Some(interest) = filled.facts.interest {
            let (answers, reason) = (std::mem::take(&mut answers), String::new());
            let asked = InterestRequest { move_id: move_id(), interest, answers, reason, reversal: None };
            let decision = set_interest(&file.decide(moment), &asked);
            return self.settle(tx, moment, &before, file, decision);
        }
        match outcome {
            Some(outcome) => Ok(outcome),
            None => {
                let decision = answer_items(&file.decide(moment), &AnswerItems { move_id: move_id(), answers });
                self.settle(tx, moment, &before, file, decision)
            }
        }
    }

    /// What the gate sheet shows after an answer: also after a refused one, with nothing changed.
    fn gate_after(&self, opportunity: OpportunityId, outcome: MoveOutcome) -> Result<GateView, BookError> {
        match outcome {
            MoveOutcome::Moved { .. } => self.gate_get(&GateRequest { opportunity, to: None }),
            MoveOutcome::Refused { refusal, card: _ } => Err(BookError::Invalid(refused_answer(&refusal))),
            // The fact sheet asks; the gate sheet only says that the answer needs one.
            MoveOutcome::Asks { .. } => Err(BookError::Invalid(vec![Problem::new("answer", Rule::ReasonNeeded)])),
        }
    }

    /// Sets credit, interest or both; level and stage follow in either order.
    ///
    /// # Errors
    /// The opportunity is not there; a date or amount cannot be understood; the book cannot be written.
    pub fn opportunity_fact(&self, request: &FactRequest) -> Result<Changed<MoveOutcome>, BookError> {
        self.write(Act::FactSet, |tx, moment| {
            let file = OpportunityFile::read(tx, request.opportunity)?;
            let before = file.clone();
            let mut outcome = None;
            let mut file = file;
            if let Some(draft) = &request.credit {
                let asked = CreditRequest {
                    move_id: MoveId(self.ids.next(moment.now)),
                    credit: credit_fact(draft, &file.opportunity, moment)?,
                    answers: Vec::new(),
                    reason: request.reason.trim().to_owned(),
                    reversal: request.reversal.clone(),
                };
                let decision = set_credit(&file.decide(moment), &asked);
                outcome = Some(self.settle(tx, moment, &before, file, decision)?);
                file = OpportunityFile::read(tx, request.opportunity)?;
            }
            if let Some(draft) = &request.interest {
                let asked = InterestRequest {
                    move_id: MoveId(self.ids.next(moment.now)),
                    interest: interest_fact(draft, &file.opportunity)?,
                    answers: Vec::new(),
                    reason: request.reason.trim().to_owned(),
                    reversal: request.reversal.clone(),
                };
                let decision = set_interest(&file.decide(moment), &asked);
                outcome = Some(self.settle(tx, moment, &before, file, decision)?);
            }
            match outcome {
                Some(outcome) => Ok(outcome),
                None => Err(BookError::Invalid(vec![Problem::new("credit", Rule::Required)]).into()),
            }
        })
    }

    /// Parks, disqualifies, loses, wakes, reopens or voids an opportunity.
    ///
    /// # Errors
    /// The opportunity is not there; the date cannot be understood; the book cannot be written.
    pub fn opportunity_status(&self, request: &StatusRequest) -> Result<Changed<MoveOutcome>, BookError> {
        self.write(Act::StatusChanged, |tx, moment| {
            let file = OpportunityFile::read(tx, request.opportunity)?;
            let before = file.clone();
            let decision = self.status_decision(&file, moment, &request.change)?;
            self.settle(tx, moment, &before, file, decision)
        })
    }

    pub(crate) fn status_decision(
        &self,
        file: &OpportunityFile,
        moment: &Moment,
        change: &StatusChange,
    ) -> Result<Decision, BookError> {
        let context = file.decide(moment);
        let move_id = MoveId(self.ids.next(moment.now));
        Ok(match change {
            StatusChange::Disqualify { reason, text } => disqualify(
                &context,
                &ExitRequest { move_id, reason: *reason, text: text.clone(), competitor: String::new() },
            ),
            StatusChange::Lose { reason, text, competitor } => lose(
                &context,
                &ExitRequest { move_id, reason: *reason, text: text.clone(), competitor: competitor.clone() },
            ),
            StatusChange::Park { wake_on, reason, text } => {
                let mut problems = Vec::new();
                let day = day("wakeOn", wake_on, &mut problems);
                let Some(wake_on) = day else {
                    if problems.is_empty() {
                        problems.push(Problem::new("wakeOn", Rule::Required));
                    }
                    return Err(BookError::Invalid(problems));
                };
                park(&context, &ParkRequest { move_id, wake_on, reason: *reason, text: text.clone() })
            }
            StatusChange::Wake => return_from_nurture(&context, move_id),
            StatusChange::Reopen { text } => reopen(&context, &ReviveRequest { move_id, reason: text.clone() }),
            StatusChange::Void { text } => void(&context, &ReviveRequest { move_id, reason: text.clone() }),
        })
    }

    /// Puts what a decision wants, or ends the write without a change.
    pub(crate) fn settle(
        &self,
        tx: &mut Tx<'_, '_>,
        moment: &Moment,
        before: &OpportunityFile,
        file: OpportunityFile,
        decision: Decision,
    ) -> Result<MoveOutcome, Stopped> {
        tx.about::<Contact>(file.opportunity.contact_id);
        match decision {
            Decision::Done(effects) => {
                put_effects(tx, moment, &self.ids, &effects)?;
                let after = OpportunityFile::read(tx, effects.opportunity.id)?;
                Ok(MoveOutcome::Moved { card: read_card(tx, &after, moment)? })
            }
            Decision::AlreadyDone => {
                // What was filled into the records along the way stays, when there was something.
                tx.put(&file.opportunity)?;
                let after = OpportunityFile::read(tx, file.opportunity.id)?;
                Ok(MoveOutcome::Moved { card: read_card(tx, &after, moment)? })
            }
            Decision::Asks(question) => {
                let card = read_card(tx, before, moment)?;
                Err(Stop::Unchanged(Box::new(MoveOutcome::Asks { question, card })))
            }
            Decision::Refused(refusal) => {
                let card = read_card(tx, before, moment)?;
                Err(Stop::Unchanged(Box::new(MoveOutcome::Refused { refusal, card })))
            }
        }
    }
}

/// The stage ahead, with the facts of the request taken into account: a credit that is accepted in the same go changes
/// where a lead goes next.
fn next_stage(file: &OpportunityFile, facts: &corong_domain::funnel::decide::GivenFacts) -> Option<StageKey> {
    let mut opportunity = file.opportunity.clone();
    if let Some(credit) = &facts.credit {
        credit.clone_into(&mut opportunity.credit);
    }
    if let Some(interest) = &facts.interest {
        interest.clone_into(&mut opportunity.interest);
    }
    let next = file.funnel.next_stage(&opportunity.standing.stage, Facts::of(&opportunity));
    next.map(|stage| stage.key.clone())
}

fn refused_answer(refusal: &corong_domain::funnel::decide::Refusal) -> Vec<Problem> {
    use corong_domain::funnel::decide::Refusal;
    let problem = match refusal {
        Refusal::UnknownItem(item) => Problem::new(item.as_str(), Rule::Unknown),
        Refusal::AlwaysApplies(item) | Refusal::NoWaiver(item) => Problem::new(item.as_str(), Rule::Required),
        Refusal::CreditExpired => Problem::new("validUntil", Rule::DatePast),
        _ => Problem::new("answer", Rule::ReasonNeeded),
    };
    vec![problem]
}

/// The gate sheet of an opportunity that was read already.
pub(crate) fn gate_view(
    reader: &Reader<'_>,
    file: &OpportunityFile,
    to: Option<&StageKey>,
    moment: &Moment,
) -> Result<GateView, BookError> {
    let gate = file.gate(moment);
    let report = match to {
        Some(to) if file.funnel.stage(to).is_some() => evaluate(&gate, &file.opportunity.standing.stage, to),
        Some(_) => return Err(BookError::NotFound { what: "stage" }),
        None => evaluate_next(&gate).ok_or(BookError::NotFound { what: "next stage" })?,
    };
    Ok(GateView {
        card: read_card(reader, file, moment)?,
        to_label: stage_label(&file.funnel, &report.to),
        guidance: file.funnel.stage(&report.to).map(|stage| stage.guidance.clone()).unwrap_or_default(),
        to: report.to.clone(),
        report,
    })
}

/// Puts everything that a decision wants written.
pub(crate) fn put_effects(tx: &mut Tx<'_, '_>, moment: &Moment, ids: &Ids, effects: &Effects) -> Result<(), BookError> {
    tx.put::<Opportunity>(&effects.opportunity)?;
    for stage_move in &effects.moves {
        tx.put(stage_move)?;
    }
    for answer in &effects.answers {
        tx.put(answer)?;
    }
    for spec in &effects.create {
        tx.put(&Activity {
            id: ActivityId(ids.next(moment.now)),
            contact_id: spec.contact_id,
            opportunity_id: Some(spec.opportunity_id),
            kind: spec.kind,
            preset: Some(spec.preset),
            subject: String::new(),
            result: String::new(),
            inbound: false,
            state: ActivityState::Open,
            due_at: Some(spec.due_at),
            done_at: None,
            owner_id: spec.owner_id,
            created_at: moment.now,
        })?;
    }
    if let Some(effect) = effects.sale {
        settle_sale(tx, moment, ids, &effects.opportunity, effect)?;
    }
    for closing in &effects.close {
        let Some(activity) = tx.get::<Activity>(closing.activity_id)? else { continue };
        let state = match closing.because {
            ClosedBecause::Disqualified | ClosedBecause::Lost | ClosedBecause::Replaced => ActivityState::Cancelled,
            ClosedBecause::Achieved | ClosedBecause::Returned => ActivityState::Done,
        };
        let result = if closing.note.is_empty() { activity.result.clone() } else { closing.note.clone() };
        tx.put(&Activity { state, result, done_at: Some(moment.now), ..activity })?;
    }
    Ok(())
}

/// The opportunity to work on of a contact: the open one that is furthest, else the newest.
pub(crate) fn main_opportunity(reader: &Reader<'_>, contact: ContactId) -> Result<Option<Opportunity>, BookError> {
    use corong_domain::opportunity::Status;
    let all: Vec<Opportunity> = reader.of_contact(contact)?;
    let weight = |opportunity: &Opportunity| match opportunity.standing.status {
        Status::Open => 3,
        Status::Nurture => 2,
        Status::Won => 1,
        Status::Disqualified | Status::Lost => 0,
    };
    Ok(all.into_iter().max_by_key(|opportunity| {
        (weight(opportunity), opportunity.standing.rank, opportunity.created_at, opportunity.id)
    }))
}
