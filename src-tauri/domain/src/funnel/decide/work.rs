//! A decision in the making: the opportunity and answers as they would be, and the effects so far.
//!
//! Nothing of it leaves a decision that is refused, which is why a refused request changes nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use uuid::Uuid;

use super::super::gate::{GateContext, GateReport, ItemState, evaluate};
use super::super::level::{credit_reached, credit_yes, interest_yes};
use super::super::workdays::due_in;
use super::super::{ItemField, Level, Policy, Role, Stage};
use super::{ActivitySpec, ClosedBecause, Closing, DecideContext, Decision, Effects, Given, Refusal, SaleEffect};
use crate::activity::{Activity, ActivityKind, ActivityState, Preset};
use crate::ids::{AnswerId, ItemKey, MoveId, OpportunityId, StageKey, link_id};
use crate::opportunity::{Answer, AnswerState, GateAnswer, Opportunity, Reason, StageMove, Status, Transition, Waived};

pub(super) struct Work<'a> {
    pub context: &'a DecideContext<'a>,
    pub opportunity: Opportunity,
    answers: Vec<GateAnswer>,
    put: BTreeMap<ItemKey, GateAnswer>,
    moves: Vec<StageMove>,
    create: Vec<ActivitySpec>,
    close: Vec<Closing>,
    sale: Option<SaleEffect>,
    move_id: MoveId,
}

/// What a move is, before it is stamped with id, time and person.
pub(super) struct Entry<'e> {
    pub transition: Transition,
    pub to: &'e StageKey,
    pub status: Status,
    pub reason: Option<Reason>,
    pub words: &'e str,
    pub waived: Vec<Waived>,
}

impl<'e> Entry<'e> {
    /// An open stage, with words as the only reason.
    pub fn open(transition: Transition, to: &'e StageKey, words: &'e str) -> Self {
        Self { transition, to, status: Status::Open, reason: None, words, waived: Vec::new() }
    }
}

impl<'a> Work<'a> {
    /// Begins, unless a move with this id was made before.
    pub fn begin(context: &'a DecideContext<'a>, move_id: MoveId) -> Option<Self> {
        if context.moves.iter().any(|known| known.id == move_id) {
            return None;
        }
        Some(Self {
            context,
            opportunity: context.gate.opportunity.clone(),
            answers: context.gate.answers.to_vec(),
            put: BTreeMap::new(),
            moves: Vec::new(),
            create: Vec::new(),
            close: Vec::new(),
            sale: None,
            move_id,
        })
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.context.gate.now
    }

    pub fn today(&self) -> NaiveDate {
        self.context.gate.today()
    }

    pub fn stage(&self) -> Option<&'a Stage> {
        self.context.gate.funnel.stage(&self.opportunity.standing.stage)
    }

    pub fn is_open(&self) -> bool {
        self.opportunity.standing.status == Status::Open
    }

    /// The context as it would be after what was decided so far.
    pub fn gate(&self) -> GateContext<'_> {
        GateContext { opportunity: &self.opportunity, answers: &self.answers, ..self.context.gate }
    }

    pub fn report(&self, from: &StageKey, to: &StageKey) -> GateReport {
        evaluate(&self.gate(), from, to)
    }

    pub fn put_answer(&mut self, item: &ItemKey, answer: Answer) {
        let known = self.answers.iter().position(|known| known.item == *item);
        let row = GateAnswer {
            id: answer_id(self.opportunity.id, item),
            opportunity_id: self.opportunity.id,
            item: item.clone(),
            answer,
            at: self.now(),
            by: self.context.by,
        };
        match known.and_then(|index| self.answers.get_mut(index)) {
            Some(slot) if slot.answer == row.answer => return,
            Some(slot) => *slot = row.clone(),
            None => self.answers.push(row.clone()),
        }
        self.put.insert(item.clone(), row);
    }

    /// Puts answers, and carries those that belong to a record over into it. The two facts are not answered: an answer
    /// to their items says nothing, and the gate goes on to ask.
    pub fn give(&mut self, given: &[Given]) -> Result<(), Refusal> {
        for Given { item, answer } in given {
            let Some(found) = self.context.gate.funnel.item(item) else {
                return Err(Refusal::UnknownItem(item.clone()));
            };
            if found.item.field.is_some_and(is_fact) {
                continue;
            }
            if let Some(field) = found.item.field {
                carry_over(&mut self.opportunity, field, answer);
            }
            self.put_answer(item, answer.clone());
        }
        Ok(())
    }

    pub fn waive(&mut self, waivers: &[Waived]) -> Result<(), Refusal> {
        for waived in waivers {
            let Some(found) = self.context.gate.funnel.item(&waived.item) else {
                return Err(Refusal::UnknownItem(waived.item.clone()));
            };
            if found.item.no_waiver {
                return Err(Refusal::NoWaiver(waived.item.clone()));
            }
            if waived.reason.trim().is_empty() {
                return Err(Refusal::ReasonNeeded);
            }
            self.put_answer(&waived.item, waiver(&waived.reason));
        }
        Ok(())
    }

    /// Lets go, with one reason, what gates that only warn still ask for.
    pub fn waive_warnings(&mut self, report: &GateReport, reason: &str) {
        if reason.trim().is_empty() {
            return;
        }
        let items: Vec<ItemKey> = report
            .blocking()
            .filter(|missing| missing.policy == Policy::Warn && !missing.item.no_waiver)
            .map(|missing| missing.item.key.clone())
            .collect();
        for item in items {
            self.put_answer(&item, waiver(reason));
        }
    }

    /// Whether the facts lead to this stage, or it was entered by them earlier and is held by a waiver or an expired
    /// acceptance.
    pub fn supports(&self, stage: &Stage) -> bool {
        let credit = self.credit_held();
        let interest = self.interest_held();
        match (stage.role, stage.level) {
            (Role::Captured | Role::Ready, _) => true,
            (Role::Contacted, _) => interest,
            (Role::Qualified, _) | (_, Level::QualifiedLead) => credit,
            (_, Level::Lead) => true,
            (_, Level::Prospect | Level::Customer) => credit && interest,
        }
    }

    /// A stage that stands on credit keeps it while the acceptance runs out or is renewed.
    fn credit_held(&self) -> bool {
        let was = self.stage().is_some_and(|stage| stage.level >= Level::QualifiedLead);
        credit_yes(&self.opportunity.credit, self.today())
            || (was && credit_reached(&self.opportunity.credit))
            || self.is_waived(ItemField::Credit)
    }

    fn interest_held(&self) -> bool {
        interest_yes(&self.opportunity.interest) || self.is_waived(ItemField::Interest)
    }

    /// Whether a fact was waived when it was taken back (T22).
    fn is_waived(&self, field: ItemField) -> bool {
        self.fact_items(field)
            .iter()
            .any(|item| self.gate().answer(item).is_some_and(|answer| answer.state == AnswerState::Waived))
    }

    /// The items that look at a fact.
    pub fn fact_items(&self, field: ItemField) -> Vec<ItemKey> {
        let gates = self.context.gate.funnel.gates.iter();
        let items = gates.flat_map(|gate| gate.items.iter()).filter(|item| item.field == Some(field));
        let mut keys: Vec<ItemKey> = items.map(|item| item.key.clone()).collect();
        keys.sort();
        keys.dedup();
        keys
    }

    /// Enters a stage and status, with the move that says so. The instants of one opportunity's moves strictly grow,
    /// also when a clock was set back, so that its history never overlaps.
    pub fn enter(&mut self, entry: Entry<'_>) {
        let Entry { transition, to, status, reason, words, waived } = entry;
        let last = self.context.moves.iter().chain(&self.moves).map(|earlier| earlier.at).max();
        let at = last.map_or(self.now(), |last| self.now().max(last + Duration::milliseconds(1)));
        let before = &self.opportunity.standing;
        let id = match self.moves.len() {
            0 => self.move_id,
            n => MoveId(Uuid::new_v5(&self.move_id.0, n.to_string().as_bytes())),
        };
        self.moves.push(StageMove {
            id,
            opportunity_id: self.opportunity.id,
            transition,
            from_stage: Some(before.stage.clone()),
            to_stage: to.clone(),
            from_status: Some(before.status),
            to_status: status,
            at,
            by: self.context.by,
            reason_code: reason,
            reason: words.trim().to_owned(),
            waived,
        });
        let position = self.context.gate.funnel.place(to);
        let standing = &mut self.opportunity.standing;
        if standing.stage != *to {
            standing.stage = to.clone();
            standing.since = at;
        }
        if standing.status != status {
            standing.status = status;
            standing.status_since = at;
        }
        let closed = !matches!(status, Status::Open | Status::Won);
        standing.reason = reason.filter(|_| closed);
        standing.reason_text = if closed { words.trim().to_owned() } else { String::new() };
        standing.competitor = String::new();
        standing.wake_on = None;
        if let Some(position) = position {
            standing.rank = position;
            self.opportunity.high_water = self.opportunity.high_water.max(position);
        }
    }

    pub fn sale(&mut self, sale: SaleEffect) {
        self.sale = Some(sale);
    }

    pub fn has_moved(&self) -> bool {
        !self.moves.is_empty()
    }

    pub fn changes_anything(&self) -> bool {
        self.has_moved() || !self.put.is_empty() || self.opportunity != *self.context.gate.opportunity
    }

    /// Open activities of this opportunity.
    pub fn open_activities(&self) -> impl Iterator<Item = &'a Activity> {
        let id = self.opportunity.id;
        self.context
            .gate
            .activities
            .iter()
            .filter(move |activity| activity.state == ActivityState::Open && activity.opportunity_id == Some(id))
    }

    pub fn close(&mut self, activity: &Activity, because: ClosedBecause, note: &str) {
        self.close.push(Closing { activity_id: activity.id, because, note: note.trim().to_owned() });
    }

    /// Proposes an activity unless one with the same ready-made subject is open.
    pub fn propose(&mut self, kind: ActivityKind, preset: Preset, due_at: DateTime<Utc>) {
        let planned = self.open_activities().any(|activity| activity.preset == Some(preset))
            || self.create.iter().any(|spec| spec.preset == preset);
        if planned {
            return;
        }
        self.create.push(ActivitySpec {
            contact_id: self.opportunity.contact_id,
            opportunity_id: self.opportunity.id,
            kind,
            preset,
            due_at,
            owner_id: self.opportunity.owner_id,
        });
    }

    pub fn propose_in(&mut self, kind: ActivityKind, preset: Preset, working_days: u32) {
        let due = due_in(self.now(), working_days, self.context.gate.settings);
        self.propose(kind, preset, due);
    }

    pub fn finish(self) -> Decision {
        if !self.changes_anything() {
            return Decision::AlreadyDone;
        }
        Decision::Done(Box::new(Effects {
            opportunity: self.opportunity,
            moves: self.moves,
            answers: self.put.into_values().collect(),
            create: self.create,
            close: self.close,
            sale: self.sale,
        }))
    }
}

/// The row of an answer: the same item answered in two books is one row.
pub(super) fn answer_id(opportunity: OpportunityId, item: &ItemKey) -> AnswerId {
    AnswerId(link_id("answer", &[&opportunity.to_string(), item.as_str()]))
}

/// Whether an item looks at one of the two facts.
pub(super) fn is_fact(field: ItemField) -> bool {
    matches!(field, ItemField::Credit | ItemField::Interest)
}

pub(super) fn waiver(reason: &str) -> Answer {
    Answer { state: AnswerState::Waived, text: reason.trim().to_owned(), on: None, amount: None, activity_id: None }
}

/// The mandatory items of a report that are let go, as a move records them.
pub(super) fn waived_of(report: &GateReport) -> Vec<Waived> {
    report
        .items
        .iter()
        .filter(|item| item.state == ItemState::Waived && item.item.strength == super::super::Strength::Mandatory)
        .map(|item| Waived { item: item.item.key.clone(), reason: item.value.text.clone() })
        .collect()
}

fn carry_over(opportunity: &mut Opportunity, field: ItemField, answer: &Answer) {
    if answer.state != AnswerState::Yes {
        return;
    }
    let words = answer.text.trim();
    match field {
        ItemField::Need if !words.is_empty() => words.clone_into(&mut opportunity.need),
        ItemField::Amount if answer.amount.is_some() => opportunity.estimate.clone_from(&answer.amount),
        ItemField::CreditLimit if answer.amount.is_some() => opportunity.credit.limit.clone_from(&answer.amount),
        ItemField::ExpectedOn if answer.on.is_some() => opportunity.expected_on = answer.on,
        ItemField::Need
        | ItemField::Amount
        | ItemField::CreditLimit
        | ItemField::ExpectedOn
        | ItemField::NameOrCompany
        | ItemField::Name
        | ItemField::ReachableChannel
        | ItemField::Source
        | ItemField::Context
        | ItemField::Credit
        | ItemField::CreditDetails
        | ItemField::CreditValid
        | ItemField::FirstInteraction
        | ItemField::Interest
        | ItemField::NextMeeting
        | ItemField::Demonstration
        | ItemField::SaleCredit
        | ItemField::Permission
        | ItemField::TermsVersion
        | ItemField::OfferValidUntil
        | ItemField::OfferDocument
        | ItemField::TermsAccepted
        | ItemField::OrderPlaced => {}
    }
}
