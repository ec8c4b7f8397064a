//! T2, T3 and T22: the two facts. A fact moves the opportunity when the gate allows; a fact taken back asks what to do.

use chrono::Days;

use super::super::level::{Facts, credit_reached, credit_yes, interest_yes, stage_by_facts};
use super::super::{ItemField, Level, Role, Stage};
use super::exits::{exit_in, park_in};
use super::moves::{arrive, end_fact_waiver, retreat, settle_in};
use super::work::{Entry, Work, waiver};
use super::{CreditRequest, DecideContext, Decision, GivenFacts, InterestRequest, Question, Refusal, Reversal};
use crate::opportunity::{CreditFact, CreditState, InterestFact, InterestState, Reason, Status, Transition, Waived};

/// Sets the credit fact (T2, T5, T22).
#[must_use]
pub fn set_credit(context: &DecideContext<'_>, request: &CreditRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    let before = work.opportunity.credit.clone();
    if let Err(refusal) = put_credit(&mut work, &request.credit).and_then(|()| work.give(&request.answers)) {
        return Decision::Refused(refusal);
    }
    let taken_back = credit_reached(&before) && !credit_reached(&work.opportunity.credit);
    let why = Reversed { field: ItemField::Credit, reason: Reason::CreditRefused, taken_back };
    follow(work, &why, &request.reason, request.reversal.as_ref())
}

/// Sets the interest fact (T3, T4, T22).
#[must_use]
pub fn set_interest(context: &DecideContext<'_>, request: &InterestRequest) -> Decision {
    let Some(mut work) = Work::begin(context, request.move_id) else { return Decision::AlreadyDone };
    let was = interest_yes(&work.opportunity.interest);
    put_interest(&mut work, &request.interest);
    if let Err(refusal) = work.give(&request.answers) {
        return Decision::Refused(refusal);
    }
    let taken_back = was && !interest_yes(&work.opportunity.interest);
    let reason = match request.interest.state {
        InterestState::NotNow => Reason::Timing,
        InterestState::Unknown | InterestState::Yes | InterestState::No => Reason::NoInterest,
    };
    let why = Reversed { field: ItemField::Interest, reason, taken_back };
    follow(work, &why, &request.reason, request.reversal.as_ref())
}

/// Takes facts that came along with a move.
pub(super) fn take_facts(work: &mut Work<'_>, given: &GivenFacts) -> Result<(), Refusal> {
    if let Some(credit) = &given.credit {
        put_credit(work, credit)?;
    }
    if let Some(interest) = &given.interest {
        put_interest(work, interest);
    }
    if given.source.is_some() {
        work.opportunity.source = given.source;
    }
    Ok(())
}

fn put_credit(work: &mut Work<'_>, asked: &CreditFact) -> Result<(), Refusal> {
    let mut fact = asked.clone();
    let today = work.today();
    if matches!(fact.state, CreditState::Accepted | CreditState::Conditional) {
        let days = Days::new(u64::from(work.context.gate.settings.credit_valid_days));
        let until = *fact.valid_until.get_or_insert_with(|| today.checked_add_days(days).unwrap_or(today));
        let unchanged = work.opportunity.credit.valid_until == Some(until);
        if until < today && !unchanged {
            return Err(Refusal::CreditExpired);
        }
    }
    let before = &work.opportunity.credit;
    match fact.state {
        // A renewal keeps the last day of what ran out, which tells it from a first request.
        CreditState::Requested => {
            let renewal = credit_reached(before) && !credit_yes(before, today);
            fact.valid_until = before.valid_until.filter(|_| renewal);
        }
        // Only what was accepted here can run out here; an old acceptance from elsewhere has to be checked anew.
        CreditState::Expired => {
            let last = fact.valid_until.or(before.valid_until).or_else(|| today.pred_opt());
            fact.valid_until = last.filter(|_| credit_reached(before));
        }
        CreditState::Unknown
        | CreditState::Accepted
        | CreditState::Conditional
        | CreditState::Refused
        | CreditState::NotRequired => {}
    }
    // Saying the same again is not a new decision: who and when stay.
    let same = CreditFact { at: before.at, by: before.by, ..fact.clone() };
    if same == *before {
        return Ok(());
    }
    work.opportunity.credit = CreditFact { at: Some(work.now()), by: work.context.by, ..fact };
    if credit_yes(&work.opportunity.credit, today) {
        end_fact_waiver(work, ItemField::Credit);
    }
    Ok(())
}

fn put_interest(work: &mut Work<'_>, asked: &InterestFact) {
    let mut fact = asked.clone();
    let before = &work.opportunity.interest;
    if fact.state != InterestState::Unknown && fact.first_on.is_none() {
        // The first interaction happened once: a later answer does not change its day.
        fact.first_on = before.first_on.or_else(|| Some(work.today()));
        fact.channel = fact.channel.or(before.channel);
    }
    let same = InterestFact { at: before.at, by: before.by, ..fact.clone() };
    if same == *before {
        return;
    }
    work.opportunity.interest = InterestFact { at: Some(work.now()), by: work.context.by, ..fact };
    if interest_yes(&work.opportunity.interest) {
        end_fact_waiver(work, ItemField::Interest);
    }
}

struct Reversed {
    field: ItemField,
    reason: Reason,
    taken_back: bool,
}

impl Reversed {
    /// Whether a stage stands on this fact.
    fn is_needed_by(&self, stage: &Stage) -> bool {
        match self.field == ItemField::Credit {
            true => stage.level >= Level::QualifiedLead,
            false => stage.role == Role::Contacted || stage.level >= Level::Prospect,
        }
    }
}

fn follow(mut work: Work<'_>, why: &Reversed, reason: &str, reversal: Option<&Reversal>) -> Decision {
    if !work.is_open() {
        return work.finish();
    }
    if why.taken_back && work.stage().is_some_and(|stage| why.is_needed_by(stage)) {
        let Some(fits) = stage_back(&work) else { return Decision::Refused(Refusal::UnknownStage) };
        let Some(reversal) = reversal else {
            return Decision::Asks(Question::FactReversed { fits: fits.key.clone() });
        };
        return match reverse(&mut work, why, fits, reversal) {
            Ok(()) => work.finish(),
            Err(refusal) => Decision::Refused(refusal),
        };
    }
    waive_family(&mut work, why.field, reason);
    settle_in(&mut work);
    arrive(&mut work);
    work.finish()
}

/// With one reason, lets go what the warning gates of this fact still ask for. Kept as answers, so that the order of the
/// two facts does not matter.
fn waive_family(work: &mut Work<'_>, field: ItemField, reason: &str) {
    let funnel = work.context.gate.funnel;
    let gates = funnel.gates.iter().filter(|gate| gate.items.iter().any(|item| item.field == Some(field)));
    for gate in gates {
        let report = work.report(&gate.from, &gate.to);
        work.waive_warnings(&report, reason);
    }
}

/// The stage that the facts give after one was taken back. Below the prospect level that is `ready`: the other fact's
/// gate was never passed from here, and is tried again from there.
pub(super) fn stage_back<'a>(work: &Work<'a>) -> Option<&'a Stage> {
    let funnel = work.context.gate.funnel;
    if work.stage().is_some_and(|stage| stage.level >= Level::Prospect) {
        stage_by_facts(funnel, Facts::of(&work.opportunity))
    } else {
        funnel.with_role(Role::Ready)
    }
}

fn reverse(work: &mut Work<'_>, why: &Reversed, fits: &Stage, reversal: &Reversal) -> Result<(), Refusal> {
    match reversal {
        Reversal::Disqualify { text } => {
            exit_in(work, Transition::Disqualify, Status::Disqualified, why.reason, text);
            Ok(())
        }
        Reversal::Nurture { wake_on, text } => park_in(work, *wake_on, why.reason, text),
        Reversal::GoOn { reason } => {
            if reason.trim().is_empty() {
                return Err(Refusal::ReasonNeeded);
            }
            let items = work.fact_items(why.field);
            for item in &items {
                work.put_answer(item, waiver(reason));
            }
            let waived = items.into_iter().map(|item| Waived { item, reason: reason.trim().to_owned() }).collect();
            let here = work.opportunity.standing.stage.clone();
            work.enter(Entry { waived, ..Entry::open(Transition::FactReversed, &here, reason) });
            Ok(())
        }
        Reversal::StepBack { text } => {
            retreat(work, fits);
            work.enter(Entry::open(Transition::FactReversed, &fits.key, text));
            settle_in(work);
            Ok(())
        }
    }
}
