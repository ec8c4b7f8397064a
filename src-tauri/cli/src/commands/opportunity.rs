//! Opportunities and every way to move one.

use corong_book::views::{
    AnswerRequest, CreditDraft, FactRequest, InterestDraft, MoveOpportunity, MoveOutcome, OpenRequest, OpportunityEdit,
    StatusChange, StatusRequest,
};
use corong_book::{Book, OpportunityLine, OpportunityList};
use corong_domain::funnel::decide::{Question, Reversal};
use corong_domain::ids::{FunnelKey, OpportunityId, StageKey};
use corong_domain::money::Money;
use corong_domain::opportunity::{CreditFact, CreditState, InterestFact, InterestState};

use crate::answer::{answer, split, waiver};
use crate::args::{Exit, Facts, OpportunityCommand, OpportunityFilter, word};
use crate::session::{self, Session};
use crate::show::{Face, OpportunityOut, opportunity_line, opportunity_text};
use crate::trouble::{Thing, Trouble};
use crate::words::Line;

/// Runs a command about opportunities.
pub fn run(session: &mut Session<'_>, command: &OpportunityCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    match command {
        OpportunityCommand::List(filter) => {
            book.estimate_refresh()?;
            list(session, &book, filter)
        }
        OpportunityCommand::Show { ids } => {
            book.estimate_refresh()?;
            for id in ids {
                show(session, &book, session::opportunity(&book, id)?, true)?;
            }
            Ok(())
        }
        OpportunityCommand::Add { contact, funnel, need } => {
            let contact = session::contact(&book, contact)?;
            let funnel = funnel.as_deref().map(FunnelKey::from);
            known_funnel(&book, funnel.as_ref())?;
            let opened = book.opportunity_open(&OpenRequest { contact, funnel, need: need.clone() })?;
            settled(session, &book, opened.value)
        }
        OpportunityCommand::Move { id, stage, answer: answers, waive, reason } => {
            let opportunity = session::opportunity(&book, id)?;
            let line = book.opportunity_line(opportunity)?;
            let request = MoveOpportunity {
                opportunity,
                to: stage_named(&line, stage)?,
                move_id: None,
                answers: answers.iter().map(|text| answer(&line.funnel, text)).collect::<Result<_, _>>()?,
                waivers: waive.iter().map(|text| waiver(text)).collect::<Result<_, _>>()?,
                reason: reason.clone(),
            };
            settled(session, &book, book.opportunity_move(&request)?.value)
        }
        OpportunityCommand::Fact(facts) => {
            let request = fact_request(&book, facts)?;
            settled(session, &book, book.opportunity_fact(&request)?.value)
        }
        OpportunityCommand::Answer { id, answer: text } => {
            let opportunity = session::opportunity(&book, id)?;
            let line = book.opportunity_line(opportunity)?;
            let answers = vec![answer(&line.funnel, text)?];
            book.opportunity_answer(&AnswerRequest { opportunity, answers })?;
            show(session, &book, opportunity, true)
        }
        OpportunityCommand::Edit(fields) => {
            let opportunity = session::opportunity(&book, &fields.id)?;
            let event = session::maybe_event(&book, fields.event.as_ref())?;
            book.opportunity_edit(&OpportunityEdit {
                opportunity,
                estimate: fields.estimate.clone(),
                need: fields.need.clone(),
                source: fields.source,
                expected_on: fields.expected_on.clone(),
                event,
            })?;
            show(session, &book, opportunity, false)
        }
        OpportunityCommand::Lose(_)
        | OpportunityCommand::Disqualify(_)
        | OpportunityCommand::Nurture { .. }
        | OpportunityCommand::Wake { .. }
        | OpportunityCommand::Reopen(_)
        | OpportunityCommand::Void(_) => {
            let Some((id, change)) = status_change(command) else { return Ok(()) };
            let opportunity = session::opportunity(&book, id)?;
            settled(session, &book, book.opportunity_status(&StatusRequest { opportunity, change })?.value)
        }
    }
}

/// The outcome that a command asks for, and of which opportunity.
fn status_change(command: &OpportunityCommand) -> Option<(&str, StatusChange)> {
    let words = |exit: &Exit| (exit.reason, exit.text.clone());
    Some(match command {
        OpportunityCommand::Lose(exit) => {
            let (reason, text) = words(exit);
            (&exit.id, StatusChange::Lose { reason, text, competitor: exit.competitor.clone() })
        }
        OpportunityCommand::Disqualify(exit) => {
            let (reason, text) = words(exit);
            (&exit.id, StatusChange::Disqualify { reason, text })
        }
        OpportunityCommand::Nurture { until, exit } => {
            let (reason, text) = words(exit);
            (&exit.id, StatusChange::Park { wake_on: until.to_string(), reason, text })
        }
        OpportunityCommand::Wake { id } => (id, StatusChange::Wake),
        OpportunityCommand::Reopen(revive) => (&revive.id, StatusChange::Reopen { text: revive.reason.clone() }),
        OpportunityCommand::Void(revive) => (&revive.id, StatusChange::Void { text: revive.reason.clone() }),
        OpportunityCommand::List(_)
        | OpportunityCommand::Show { .. }
        | OpportunityCommand::Add { .. }
        | OpportunityCommand::Move { .. }
        | OpportunityCommand::Fact(_)
        | OpportunityCommand::Answer { .. }
        | OpportunityCommand::Edit(_) => return None,
    })
}

/// Says where the opportunity stands now, or why it stands where it stood.
fn settled(session: &mut Session<'_>, book: &Book, outcome: MoveOutcome) -> Result<(), Trouble> {
    match outcome {
        MoveOutcome::Moved { card } => show(session, book, card.opportunity, false),
        MoveOutcome::Refused { refusal, card: _ } => Err(Trouble::Refused(Box::new(refusal))),
        MoveOutcome::Asks { question: Question::FactReversed { fits }, card: _ } => Err(Trouble::Asks(fits)),
    }
}

pub(super) fn show(session: &mut Session<'_>, book: &Book, id: OpportunityId, whole: bool) -> Result<(), Trouble> {
    let (line, settings) = (book.opportunity_line(id)?, book.settings());
    let record = OpportunityOut::of(&line, session.words());
    session.say(&record, |words| opportunity_text(&line, Face { words, settings: &settings }, whole))
}

fn list(session: &mut Session<'_>, book: &Book, filter: &OpportunityFilter) -> Result<(), Trouble> {
    let settings = book.settings();
    let limit = filter.limit;
    let asked = OpportunityList {
        contact: filter.contact.as_ref().map(|text| session::contact(book, text)).transpose()?,
        funnel: filter.funnel.as_deref().map(FunnelKey::from),
        stage: filter.stage.as_deref().map(StageKey::from),
        status: filter.status,
        event: session::maybe_event(book, filter.event.as_ref())?,
        after: filter.after.as_ref().map(|text| session::opportunity(book, text)).transpose()?,
        limit: (limit > 0).then(|| limit.saturating_add(1)),
    };
    known_funnel(book, asked.funnel.as_ref())?;
    let found = book.opportunities_list(&asked)?;
    let shown = if limit > 0 { limit.min(found.len()) } else { found.len() };
    for line in found.iter().take(shown) {
        let record = OpportunityOut::of(line, session.words());
        session.say(&record, |words| opportunity_line(line, Face { words, settings: &settings }))?;
    }
    if found.is_empty() {
        session.tell(|words| words.line(Line::Nothing).to_owned())?;
    }
    if let (true, Some(last)) = (found.len() > shown, found.get(shown.saturating_sub(1))) {
        session.tell(|words| format!("{} {}", words.line(Line::More), last.card.opportunity))?;
    }
    Ok(())
}

fn known_funnel(book: &Book, key: Option<&FunnelKey>) -> Result<(), Trouble> {
    let Some(key) = key else { return Ok(()) };
    let funnels = book.board_get(&corong_book::views::BoardRequest::default())?.funnels;
    if funnels.iter().any(|funnel| funnel.key == *key) {
        return Ok(());
    }
    let known = funnels.into_iter().map(|funnel| funnel.key.0).collect();
    Err(Trouble::Unknown { thing: Thing::Funnel, text: key.to_string(), known })
}

/// The stage of a key; none for `next`.
fn stage_named(line: &OpportunityLine, text: &str) -> Result<Option<StageKey>, Trouble> {
    let wanted = text.trim().to_lowercase().replace('-', "_");
    let key = StageKey::from(wanted.as_str());
    if line.funnel.stages.iter().any(|stage| stage.key == key && stage.on) {
        return Ok(Some(key));
    }
    if wanted == "next" && line.card.next_stage.is_some() {
        return Ok(None);
    }
    let known = line.funnel.stages.iter().filter(|stage| stage.on).map(|stage| stage.key.to_string()).collect();
    Err(Trouble::Unknown { thing: Thing::Stage, text: text.to_owned(), known })
}

fn fact_request(book: &Book, facts: &Facts) -> Result<FactRequest, Trouble> {
    let wanted = "credit=STATE or interest=STATE";
    let opportunity = session::opportunity(book, &facts.id)?;
    let present = book.opportunity_line(opportunity)?.opportunity;
    let mut request = FactRequest {
        opportunity,
        credit: None,
        interest: None,
        reason: facts.reason.clone(),
        reversal: facts.then.as_deref().map(|then| reversal(then, &facts.reason)).transpose()?,
    };
    for text in &facts.facts {
        let bad = || Trouble::Form { given: text.clone(), wanted };
        match split(text, wanted)? {
            ("credit", state) => {
                request.credit = Some(credit_draft(word(state).map_err(|_| bad())?, facts, &present.credit));
            }
            ("interest", state) => {
                request.interest = Some(interest_draft(word(state).map_err(|_| bad())?, facts, &present.interest));
            }
            _ => return Err(bad()),
        }
    }
    Ok(request)
}

/// Saying the same state again keeps what is not said again.
fn credit_draft(state: CreditState, facts: &Facts, present: &CreditFact) -> CreditDraft {
    let same = present.state == state;
    let kept = |given: &String, old: String| if given.is_empty() && same { old } else { given.clone() };
    let until = facts.valid_until.or(present.valid_until.filter(|_| same));
    CreditDraft {
        state,
        checked_by: kept(&facts.checked_by, present.checked_by.clone()),
        valid_until: until.map(|day| day.to_string()).unwrap_or_default(),
        limit: kept(&facts.limit, present.limit.as_ref().map(Money::to_major).unwrap_or_default()),
        note: kept(&facts.note, present.note.clone()),
    }
}

fn interest_draft(state: InterestState, facts: &Facts, present: &InterestFact) -> InterestDraft {
    let keep = facts.note.is_empty() && present.state == state;
    InterestDraft {
        state,
        first_on: facts.first_on.map(|day| day.to_string()).unwrap_or_default(),
        channel: facts.channel,
        note: if keep { present.note.clone() } else { facts.note.clone() },
    }
}

/// What becomes of an opportunity whose fact is taken back.
fn reversal(text: &str, reason: &str) -> Result<Reversal, Trouble> {
    let wanted = "disqualify, nurture=2027-01-15, go-on or step-back";
    let bad = || Trouble::Form { given: text.to_owned(), wanted };
    let words = reason.to_owned();
    match text.replace('_', "-").as_str() {
        "disqualify" => Ok(Reversal::Disqualify { text: words }),
        "go-on" => Ok(Reversal::GoOn { reason: words }),
        "step-back" => Ok(Reversal::StepBack { text: words }),
        other => {
            let day = other.strip_prefix("nurture=").ok_or_else(bad)?;
            Ok(Reversal::Nurture { wake_on: day.parse().map_err(|_| bad())?, text: words })
        }
    }
}
