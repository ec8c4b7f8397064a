//! From the card to the customer, through every gate, in either order of the facts, and out and back again.

use corong_book::views::{
    AnswerRequest, BoardRequest, CreditDraft, FactRequest, GateRequest, InterestDraft, ItemAnswer, MoveOpportunity,
    MoveOutcome, OpenRequest, StatusChange, StatusRequest, UndoRequest,
};
use corong_domain::funnel::decide::{Question, Refusal, Reversal};
use corong_domain::funnel::{ItemKind, Level, Policy};
use corong_domain::ids::{ItemKey, MoveId, OpportunityId, StageKey};
use corong_domain::opportunity::{Channel, CreditState, InterestState, Reason, Status, Waived};

use crate::desk::{Desk, answer, bare_move};

fn credit(state: CreditState) -> Option<CreditDraft> {
    Some(CreditDraft {
        state,
        checked_by: "Finance".into(),
        valid_until: String::new(),
        limit: String::new(),
        note: String::new(),
    })
}

fn interest(state: InterestState) -> Option<InterestDraft> {
    Some(InterestDraft { state, first_on: String::new(), channel: Some(Channel::InPerson), note: String::new() })
}

fn fact(opportunity: OpportunityId, credit: Option<CreditDraft>, interest: Option<InterestDraft>) -> FactRequest {
    FactRequest { opportunity, credit, interest, reason: String::new(), reversal: None }
}

fn moved(outcome: MoveOutcome) -> corong_book::views::Card {
    match outcome {
        MoveOutcome::Moved { card } => card,
        other => panic!("it did not move: {other:?}"),
    }
}

#[test]
fn a_card_goes_through_every_gate_to_the_customer() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    let mut percent = None;
    for stage in ["ready", "engaged", "exploring", "evaluating", "bid_allowed", "bid_sent", "agreeing", "customer"] {
        let card = desk.carry(opportunity, stage);
        if let (Some(before), Some(now)) = (percent, card.percent) {
            assert!(now > before, "{stage}: the percentage goes from {before} to {now}");
        }
        percent = card.percent.or(percent);
    }
    let card = desk.card(opportunity);
    assert_eq!((card.status, card.percent, card.level), (Status::Won, Some(100), Level::Customer));
    assert_eq!(desk.page(contact).level, Level::Customer, "once a customer, always shown as a customer");
    assert!(desk.book.check(false).unwrap().ok);
}

#[test]
fn a_refused_move_names_everything_and_changes_nothing() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    desk.carry(opportunity, "bid_allowed");
    let before = (desk.seen(contact), desk.book.check(false).unwrap().fingerprint);
    let MoveOutcome::Refused { refusal: Refusal::Gate(report), card } = desk.push(opportunity) else {
        panic!("strict at G9")
    };
    assert_eq!(report.policy, Policy::Strict);
    let missing: Vec<&str> = report.missing.iter().map(ItemKey::as_str).collect();
    assert_eq!(missing, ["g9_amount", "g9_terms_version", "g9_valid_until", "g9_document"], "all at once, in order");
    assert_eq!(card.stage.as_str(), "bid_allowed");
    assert_eq!((desk.seen(contact), desk.book.check(false).unwrap().fingerprint), before);
    // A reason is not enough at a strict gate, and filling half of it leaves nothing behind.
    let half = MoveOpportunity {
        answers: vec![ItemAnswer { item: "g9_amount".into(), answer: answer(ItemKind::AmountWithin, None) }],
        reason: "the boss says so".into(),
        ..bare_move(opportunity, None)
    };
    let refused = desk.book.opportunity_move(&half).unwrap();
    assert!(matches!(refused.value, MoveOutcome::Refused { .. }) && refused.note.is_none());
    assert_eq!((desk.seen(contact), desk.book.check(false).unwrap().fingerprint), before, "not even the amount");
}

#[test]
fn waivers_pass_a_strict_gate_one_by_one_but_never_terms_and_order() {
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    desk.carry(opportunity, "bid_allowed");
    let waive = |item: &str| Waived { item: item.into(), reason: "agreed by phone".into() };
    let waivers = ["g9_amount", "g9_terms_version", "g9_valid_until", "g9_document"].map(waive).to_vec();
    let card =
        moved(desk.book.opportunity_move(&MoveOpportunity { waivers, ..bare_move(opportunity, None) }).unwrap().value);
    assert_eq!(card.stage.as_str(), "bid_sent");
    desk.carry(opportunity, "agreeing");
    let waivers = ["g11_terms", "g11_order"].map(waive).to_vec();
    let refused =
        desk.book.opportunity_move(&MoveOpportunity { waivers, ..bare_move(opportunity, None) }).unwrap().value;
    assert!(matches!(refused, MoveOutcome::Refused { .. }), "nobody becomes a customer without terms and order");
}

#[test]
fn a_warning_gate_passes_with_one_reason() {
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    desk.carry(opportunity, "engaged");
    assert!(matches!(desk.push(opportunity), MoveOutcome::Refused { .. }));
    let asked = MoveOpportunity { reason: "he is in a hurry".into(), ..bare_move(opportunity, None) };
    assert_eq!(moved(desk.book.opportunity_move(&asked).unwrap().value).stage.as_str(), "exploring");
}

#[test]
fn facts_in_either_order_give_the_same_stage_and_level() {
    let mut seen = Vec::new();
    for credit_first in [true, false] {
        let desk = Desk::new();
        let (_, opportunity) = desk.maria();
        desk.carry(opportunity, "ready");
        let facts = [
            fact(opportunity, credit(CreditState::Accepted), None),
            fact(opportunity, None, interest(InterestState::Yes)),
        ];
        let order: Vec<_> = if credit_first { facts.into_iter().collect() } else { facts.into_iter().rev().collect() };
        let first = moved(desk.book.opportunity_fact(&order[0]).unwrap().value);
        let expected = if credit_first { ("qualified", Level::QualifiedLead) } else { ("contacted", Level::Lead) };
        assert_eq!((first.stage.as_str(), first.level), expected);
        let second = moved(desk.book.opportunity_fact(&order[1]).unwrap().value);
        seen.push((second.stage.0, second.level));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], ("engaged".to_owned(), Level::Prospect));
}

#[test]
fn a_fact_taken_back_asks_what_to_do() {
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    desk.carry(opportunity, "exploring");
    let refuse = fact(opportunity, credit(CreditState::Refused), None);
    let outcome = desk.book.opportunity_fact(&refuse).unwrap();
    assert!(outcome.note.is_none(), "nothing changes before the answer");
    let MoveOutcome::Asks { question: Question::FactReversed { fits }, .. } = outcome.value else {
        panic!("it has to ask")
    };
    assert_eq!(fits.as_str(), "contacted");
    let go_on = FactRequest { reversal: Some(Reversal::GoOn { reason: "pays in advance".into() }), ..refuse };
    assert_eq!(moved(desk.book.opportunity_fact(&go_on).unwrap().value).stage.as_str(), "exploring");
}

#[test]
fn out_of_the_funnel_and_back_where_it_was() {
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    desk.carry(opportunity, "evaluating");
    let status = |change| desk.book.opportunity_status(&StatusRequest { opportunity, change }).unwrap().value;
    let lose = |text: &str| StatusChange::Lose { reason: Reason::Other, text: text.into(), competitor: String::new() };
    assert!(
        matches!(status(lose("")), MoveOutcome::Refused { refusal: Refusal::ReasonNeeded, .. }),
        "other needs words"
    );
    assert_eq!(moved(status(lose("their uncle sells machines"))).status, Status::Lost);
    desk.later(30);
    let back = moved(status(StatusChange::Reopen { text: "the uncle retired".into() }));
    assert_eq!((back.status, back.stage.as_str()), (Status::Open, "evaluating"), "the stage is read from history");
    let park = StatusChange::Park { wake_on: "2027-03-01".into(), reason: Reason::Timing, text: String::new() };
    assert_eq!(moved(status(park)).status, Status::Nurture);
    desk.later(10);
    let back = moved(status(StatusChange::Wake));
    assert_eq!((back.status, back.stage.as_str()), (Status::Open, "evaluating"));
}

#[test]
fn a_customer_buys_again_and_an_order_can_be_voided() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    desk.carry(opportunity, "customer");
    let open = OpenRequest { contact, funnel: None, need: "a second grinder".into() };
    let repeat = moved(desk.book.opportunity_open(&open).unwrap().value);
    assert_eq!((repeat.stage.as_str(), repeat.level), ("engaged", Level::Prospect));
    let void = StatusRequest { opportunity, change: StatusChange::Void { text: "order cancelled".into() } };
    let voided = moved(desk.book.opportunity_status(&void).unwrap().value);
    assert_eq!((voided.status, voided.stage.as_str()), (Status::Open, "agreeing"));
    assert_eq!(desk.page(contact).level, Level::Customer);
}

#[test]
fn the_same_move_asked_twice_moves_once() {
    let desk = Desk::new();
    let (contact, opportunity) = desk.maria();
    let asked = MoveOpportunity {
        move_id: Some(MoveId("0198c0de-0000-7000-8000-000000000001".parse().unwrap())),
        ..bare_move(opportunity, Some(StageKey::from("ready")))
    };
    let asked = MoveOpportunity {
        answers: vec![ItemAnswer {
            item: "g1_source".into(),
            answer: answer(ItemKind::Filled, Some(corong_domain::funnel::ItemField::Source)),
        }],
        ..asked
    };
    moved(desk.book.opportunity_move(&asked).unwrap().value);
    let before = desk.seen(contact);
    let again = desk.book.opportunity_move(&asked).unwrap();
    assert!(again.note.is_none(), "the second time is no change");
    assert_eq!(desk.seen(contact), before);
}

#[test]
fn answers_add_up_to_the_percentage_without_a_move() {
    let desk = Desk::new();
    let (_, opportunity) = desk.maria();
    let before = desk.carry(opportunity, "exploring").percent.unwrap();
    let given = AnswerRequest {
        opportunity,
        answers: ["g7_application", "g7_criteria"]
            .map(|item| ItemAnswer { item: item.into(), answer: answer(ItemKind::Answered, None) })
            .to_vec(),
    };
    let gate = desk.book.opportunity_answer(&given).unwrap().value;
    // 15 to 35 with weights 2, 2, 1: four fifths of twenty.
    assert_eq!((before, gate.card.percent), (15, Some(31)));
    desk.book.change_undo(&UndoRequest::default()).unwrap();
    let back = desk.book.gate_get(&GateRequest { opportunity, to: None }).unwrap();
    assert_eq!(back.card.percent, Some(15), "both answers are one act");
}

#[test]
fn the_board_shows_the_demo_on_all_stages_with_late_actions() {
    let desk = Desk::new();
    let loaded = desk.book.demo_load().unwrap();
    assert_eq!(loaded.value, 40);
    let board = desk.book.board_get(&BoardRequest::default()).unwrap();
    for stage in board.funnel.stages.iter().filter(|stage| stage.on) {
        assert!(board.cards.iter().any(|card| card.stage == stage.key), "no demo card at {}", stage.key);
    }
    assert!(board.needs_action > 5 && board.nurture == 2 && board.lost == 2 && board.disqualified == 1);
    let removed = desk.book.demo_remove().unwrap();
    assert_eq!(removed.value, 40);
    let status = desk.book.book_status().unwrap();
    assert_eq!(
        (status.counts.contacts, status.events.len(), status.demo),
        (0, 0, false),
        "one click removes all of it"
    );
    assert!(desk.book.check(false).unwrap().ok);
}
