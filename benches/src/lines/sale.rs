//! Selling: opportunities moved two stages, every gate looked at.

use corong_book::Book;
use corong_book::views::{AnswerDraft, ItemAnswer, MoveOpportunity, MoveOutcome};
use corong_domain::ids::{ItemKey, OpportunityId, StageKey};
use corong_domain::opportunity::{AnswerState, Channel};

use super::{Books, People, open_book};
use crate::args::Plan;
use crate::bare::Bare;
use crate::figure::{Door, Figure, Goal};
use crate::measure::{Outcome, pairs, timed};

/// Moves opportunities from captured over ready to contacted, each move one durable change in both.
pub fn moves(people: &People, books: &Books, plan: &Plan) -> Outcome<Vec<Figure>> {
    let waiting: Vec<OpportunityId> = people
        .in_books()
        .filter(|(person, _)| person.stage == "captured")
        .map(|(_, lead)| lead.opportunity.id)
        .collect();
    let rounds = plan.rounds.min(3);
    let count = 1_000.min(waiting.len() / rounds).max(1);
    let of = |round: usize| waiting.chunks(count).nth(round).unwrap_or_default();
    let book = open_book(&books.ours())?;
    let bare = Bare::open(&books.bare())?;
    let moved = pairs(
        rounds,
        |round| Ok(timed(|| of(round).iter().try_for_each(|one| move_twice(&book, *one)))?.1),
        |round| {
            let all = || {
                of(round).iter().try_for_each(|one| {
                    bare.transaction(|| bare.move_to(one.0, "ready"))?;
                    bare.transaction(|| bare.move_to(one.0, "contacted"))
                })
            };
            Ok(timed(all)?.1)
        },
    )?;
    let line = format!("move {count} two stages, one by one");
    Ok(vec![Figure::new(line, people.contacts, Door::Book, Goal::Times(10.0), moved).grows("move, each", count * 2)])
}

fn move_twice(book: &Book, opportunity: OpportunityId) -> Outcome<()> {
    for request in [to_ready(opportunity), to_contacted(opportunity)] {
        moved(&book.opportunity_move(&request)?.value)?;
    }
    Ok(())
}

fn moved(outcome: &MoveOutcome) -> Outcome<()> {
    match outcome {
        MoveOutcome::Moved { .. } => Ok(()),
        MoveOutcome::Refused { refusal, .. } => Err(format!("a move was refused: {refusal:?}").into()),
        MoveOutcome::Asks { question, .. } => Err(format!("a move was asked about: {question:?}").into()),
    }
}

fn to_ready(opportunity: OpportunityId) -> MoveOpportunity {
    request(opportunity, "ready", Vec::new())
}

fn to_contacted(opportunity: OpportunityId) -> MoveOpportunity {
    let answer = |item: &str, channel| ItemAnswer {
        item: ItemKey::from(item),
        answer: AnswerDraft {
            state: Some(AnswerState::Yes),
            on: crate::data::now().date_naive().to_string(),
            channel,
            ..AnswerDraft::default()
        },
    };
    let answers = vec![answer("interest_first", Some(Channel::Phone)), answer("interest_yes", None)];
    request(opportunity, "contacted", answers)
}

fn request(opportunity: OpportunityId, to: &str, answers: Vec<ItemAnswer>) -> MoveOpportunity {
    MoveOpportunity {
        opportunity,
        to: Some(StageKey::from(to)),
        move_id: None,
        answers,
        waivers: Vec::new(),
        reason: String::new(),
    }
}
