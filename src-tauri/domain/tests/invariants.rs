//! Random sequences of facts, moves, answers, reversals, parks and reopenings never break an invariant of the funnel.

#![allow(clippy::unwrap_used)]

mod world;

use chrono::Duration;
use corong_domain::funnel::decide::{self, Decision, Given, Refusal, Reversal};
use corong_domain::funnel::level::{level, level_reached};
use corong_domain::funnel::percent::percent;
use corong_domain::funnel::{Level, Role};
use corong_domain::ids::{ItemKey, StageKey};
use corong_domain::opportunity::{
    AnswerState, CreditFact, CreditState, InterestFact, InterestState, Reason, StageMove, Status, Waived,
};
use proptest::prelude::*;
use proptest::sample::Index;
use world::{World, answer, credit, interest};

#[derive(Debug, Clone)]
enum Step {
    Credit { fact: CreditFact, days: Option<i64>, reason: bool, reversal: Option<u8> },
    Interest { fact: InterestFact, reason: bool, reversal: Option<u8> },
    Move { to: Index, complete: bool, reason: bool },
    Next { complete: bool, reason: bool },
    Answer { item: Index, state: AnswerState, worded: bool },
    Exit { lost: bool, reason: Reason, worded: bool },
    Park { days: i64 },
    Return,
    Revive { void: bool, worded: bool },
    Wait { hours: i64 },
    Contact { has_name: bool, has_channel: bool },
    Offers { open: u32 },
}

fn credit_fact() -> impl Strategy<Value = CreditFact> {
    let states = prop::sample::select(vec![
        CreditState::Unknown,
        CreditState::Requested,
        CreditState::Accepted,
        CreditState::Accepted,
        CreditState::Conditional,
        CreditState::Refused,
        CreditState::Expired,
        CreditState::NotRequired,
    ]);
    (states, any::<bool>()).prop_map(|(state, checked)| CreditFact {
        checked_by: if checked { "Bank".to_owned() } else { String::new() },
        ..credit(state)
    })
}

fn interest_fact() -> impl Strategy<Value = InterestFact> {
    let states = prop::sample::select(vec![
        InterestState::Unknown,
        InterestState::Yes,
        InterestState::Yes,
        InterestState::No,
        InterestState::NotNow,
    ]);
    (states, any::<bool>()).prop_map(|(state, told)| {
        if told { interest(state) } else { InterestFact { state, ..InterestFact::unknown() } }
    })
}

fn step() -> impl Strategy<Value = Step> {
    let reasons = prop::sample::select(vec![
        Reason::NoInterest,
        Reason::CreditRefused,
        Reason::Junk,
        Reason::Price,
        Reason::Other,
        Reason::Timing,
    ]);
    let states = prop::sample::select(vec![
        AnswerState::Yes,
        AnswerState::No,
        AnswerState::NotApplicable,
        AnswerState::Waived,
        AnswerState::Open,
    ]);
    let reversal = prop::option::of(0_u8..4);
    prop_oneof![
        3 => (credit_fact(), prop::option::of(-5_i64..60), any::<bool>(), reversal.clone())
            .prop_map(|(fact, days, reason, reversal)| Step::Credit { fact, days, reason, reversal }),
        3 => (interest_fact(), any::<bool>(), reversal)
            .prop_map(|(fact, reason, reversal)| Step::Interest { fact, reason, reversal }),
        3 => (any::<Index>(), any::<bool>(), any::<bool>())
            .prop_map(|(to, complete, reason)| Step::Move { to, complete, reason }),
        6 => (prop::bool::weighted(0.8), any::<bool>()).prop_map(|(complete, reason)| Step::Next { complete, reason }),
        3 => (any::<Index>(), states, any::<bool>())
            .prop_map(|(item, state, worded)| Step::Answer { item, state, worded }),
        1 => (any::<bool>(), reasons, any::<bool>())
            .prop_map(|(lost, reason, worded)| Step::Exit { lost, reason, worded }),
        1 => (-1_i64..40).prop_map(|days| Step::Park { days }),
        2 => Just(Step::Return),
        2 => (any::<bool>(), prop::bool::weighted(0.8)).prop_map(|(void, worded)| Step::Revive { void, worded }),
        // Clocks of laptops are set back as well.
        2 => (-48_i64..24 * 30).prop_map(|hours| Step::Wait { hours }),
        1 => (any::<bool>(), any::<bool>())
            .prop_map(|(has_name, has_channel)| Step::Contact { has_name, has_channel }),
        1 => (0_u32..2).prop_map(|open| Step::Offers { open }),
    ]
}

fn reversal(world: &World, choice: Option<u8>) -> Option<Reversal> {
    choice.map(|choice| match choice {
        0 => Reversal::Disqualify { text: String::new() },
        1 => Reversal::Nurture { wake_on: world.today() + Duration::days(7), text: String::new() },
        2 => Reversal::GoOn { reason: "agreed".to_owned() },
        _ => Reversal::StepBack { text: String::new() },
    })
}

fn words(given: bool) -> &'static str {
    if given { "because" } else { "" }
}

fn go(world: &mut World, to: &str, complete: bool, reason: bool) -> Decision {
    let mut request = if complete {
        world.completed_request(to)
    } else {
        decide::MoveRequest::new(world.move_id(), StageKey::from(to))
    };
    request.reason = words(reason).to_owned();
    let decision = decide::move_to(&world.context(), &request);
    if let Decision::Refused(Refusal::Gate(report)) = &decision {
        assert!(!report.ready);
        assert!(!report.missing.is_empty(), "a gate that refuses says what is missing");
        let blocking: Vec<ItemKey> = report.blocking().map(|item| item.item.key.clone()).collect();
        assert_eq!(blocking, report.missing, "all of it at once");
    }
    world.apply(&decision);
    if matches!(decision, Decision::Done(_)) && !world.moves.iter().all(|made| made.id != request.move_id) {
        assert_eq!(decide::move_to(&world.context(), &request), Decision::AlreadyDone);
    }
    decision
}

fn take(world: &mut World, step: &Step) -> Decision {
    match step.clone() {
        Step::Credit { mut fact, days, reason, reversal: choice } => {
            fact.valid_until = days.map(|days| world.today() + Duration::days(days));
            let choice = reversal(world, choice);
            world.set_credit(fact, words(reason), choice)
        }
        Step::Interest { fact, reason, reversal: choice } => {
            let choice = reversal(world, choice);
            world.set_interest(fact, words(reason), choice)
        }
        Step::Move { to, complete, reason } => {
            let key = world.funnel.stages[to.index(world.funnel.stages.len())].key.to_string();
            go(world, &key, complete, reason)
        }
        Step::Next { complete, reason } => {
            let facts = corong_domain::funnel::level::Facts::of(&world.opportunity);
            let next = world.funnel.next_stage(&world.opportunity.standing.stage, facts);
            match next.map(|stage| stage.key.to_string()) {
                Some(key) => go(world, &key, complete, reason),
                None => Decision::AlreadyDone,
            }
        }
        Step::Answer { item, state, worded } => {
            let items: Vec<_> = world.funnel.gates.iter().flat_map(|gate| &gate.items).collect();
            let item = items[item.index(items.len())].clone();
            let given = if worded { world.full(&item) } else { answer(state, "") };
            world.put(item.key.as_str(), corong_domain::opportunity::Answer { state, ..given })
        }
        Step::Exit { lost, reason, worded } => world.exit(lost, reason, words(worded)),
        Step::Park { days } => world.park(days),
        Step::Return => world.come_back(),
        Step::Revive { void, worded } => world.revive(void, words(worded)),
        Step::Wait { hours } => {
            world.wait(hours);
            Decision::AlreadyDone
        }
        Step::Contact { has_name, has_channel } => {
            world.contact.has_name = has_name;
            world.contact.has_company = has_name;
            world.contact.has_channel = has_channel;
            Decision::AlreadyDone
        }
        Step::Offers { open } => {
            world.sale.open_offers = vec!["Q26-AB-0042".to_owned(); open as usize];
            Decision::AlreadyDone
        }
    }
}

fn check_history(world: &World) {
    let mut before: Option<&StageMove> = None;
    for made in &world.moves {
        assert_eq!(made.from_stage.as_ref(), before.map(|earlier| &earlier.to_stage), "no gap between stages");
        assert_eq!(made.from_status, before.map(|earlier| earlier.to_status), "no gap between statuses");
        assert!(before.is_none_or(|earlier| earlier.at < made.at), "no overlap");
        before = Some(made);
    }
    let last = before.unwrap();
    let standing = &world.opportunity.standing;
    assert_eq!((&last.to_stage, last.to_status), (&standing.stage, standing.status), "history ends where it stands");
    let mut ids: Vec<_> = world.moves.iter().map(|made| made.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), world.moves.len(), "every move has its own id");
}

fn check_outcome(world: &World) {
    let opportunity = &world.opportunity;
    let standing = &opportunity.standing;
    let shown = percent(&world.gate()).map(|shown| shown.percent);
    let stage = world.funnel.stage(&standing.stage).unwrap();
    assert!(stage.on);
    match standing.status {
        Status::Won => {
            assert_eq!(shown, Some(100));
            assert_eq!(stage.role, Role::Won);
            for item in ["g11_terms", "g11_order"] {
                let given = world.gate().answer(&ItemKey::from(item)).map(|given| given.state);
                assert_eq!(given, Some(AnswerState::Yes), "{item}");
            }
        }
        Status::Lost | Status::Disqualified | Status::Nurture => {
            let reason = standing.reason.unwrap();
            assert!(reason != Reason::Other || !standing.reason_text.is_empty());
            assert_eq!(standing.wake_on.is_some(), standing.status == Status::Nurture);
        }
        Status::Open => assert_eq!((standing.reason, standing.wake_on), (None, None)),
    }
    if standing.status != Status::Won {
        assert!(shown.is_none_or(|percent| percent < 100));
        assert_ne!(stage.role, Role::Won, "the last stage is entered by winning only");
    }
}

fn check_level(world: &World) {
    let opportunity = &world.opportunity;
    let stage = world.funnel.stage(&opportunity.standing.stage).unwrap();
    let level = level(&world.funnel, opportunity);
    assert!(level_reached(&world.funnel, opportunity) >= level);
    assert_eq!(level == Level::Customer, opportunity.standing.status == Status::Won);
    assert!(level >= stage.level, "a stage holds its level");
    assert!(opportunity.high_water >= opportunity.standing.rank);
    let waived =
        |item: &str| world.gate().answer(&ItemKey::from(item)).is_some_and(|given| given.state == AnswerState::Waived);
    if opportunity.standing.status == Status::Open && stage.level == Level::Prospect {
        assert!(
            !matches!(opportunity.credit.state, CreditState::Refused | CreditState::Unknown)
                || waived("credit_accepted"),
            "a prospect without credit only by a waiver"
        );
        assert!(
            opportunity.interest.state == InterestState::Yes || waived("interest_yes"),
            "a prospect without interest only by a waiver"
        );
    }
}

fn check_settled(world: &World) {
    let mut world = world.clone();
    let id = world.move_id();
    let again = decide::settle(&world.context(), id);
    assert_eq!(again, Decision::AlreadyDone, "the stage has followed the facts as far as the gates allow");
}

/// More cases than usual, and as many as the environment asks for where it does.
fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { usual.cases } else { 1_500 };
    ProptestConfig { cases, failure_persistence: None, ..usual }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_sequence_breaks_an_invariant(b2c in any::<bool>(), steps in prop::collection::vec(step(), 1..40)) {
        let mut world = World::new(if b2c { "b2c" } else { "b2b" });
        for step in &steps {
            let before = world.clone();
            let decision = take(&mut world, step);
            match decision {
                Decision::Refused(_) | Decision::Asks(_) | Decision::AlreadyDone => {
                    prop_assert_eq!(&world.opportunity, &before.opportunity);
                    prop_assert_eq!(&world.answers, &before.answers);
                    prop_assert_eq!(&world.moves, &before.moves);
                    prop_assert_eq!(&world.activities, &before.activities);
                }
                Decision::Done(_) => {
                    prop_assert!(world.opportunity.high_water >= before.opportunity.high_water);
                    prop_assert!(world.moves.starts_with(&before.moves), "history only grows");
                    check_settled(&world);
                }
            }
            check_history(&world);
            check_outcome(&world);
            check_level(&world);
        }
    }

    /// Whatever happened before, the two facts set at one time lead to one place.
    #[test]
    fn facts_in_either_order_give_the_same_level_and_stage(
        b2c in any::<bool>(),
        steps in prop::collection::vec(step(), 0..15),
        credit_fact in credit_fact(),
        days in prop::option::of(0_i64..60),
        interest_fact in interest_fact(),
        reasons in any::<(bool, bool)>(),
        complete in any::<bool>(),
    ) {
        let mut world = World::new(if b2c { "b2c" } else { "b2b" });
        for step in &steps {
            take(&mut world, step);
        }
        let mut credit_fact = credit_fact;
        credit_fact.valid_until = days.map(|days| world.today() + Duration::days(days));
        let back = || Some(Reversal::StepBack { text: String::new() });
        let mut other = world.clone();
        world.set_credit(credit_fact.clone(), words(reasons.0), back());
        world.set_interest(interest_fact.clone(), words(reasons.1), back());
        other.set_interest(interest_fact, words(reasons.1), back());
        other.set_credit(credit_fact, words(reasons.0), back());
        if world.stage() == "captured" {
            go(&mut world, "ready", complete, false);
            go(&mut other, "ready", complete, false);
        }
        prop_assert_eq!(level(&world.funnel, &world.opportunity), level(&other.funnel, &other.opportunity));
        prop_assert_eq!(world.stage(), other.stage());
        prop_assert_eq!(world.opportunity.standing.status, other.opportunity.standing.status);
    }

    /// Completing or waiving exactly what a refusal listed lets the same move pass: nothing more turns up afterwards.
    #[test]
    fn a_refusal_lists_all_that_is_missing((stage, to) in (4_usize..10).prop_flat_map(|stage| (Just(stage), stage + 1..11)), strict in any::<bool>()) {
        let keys: Vec<String> = World::new("b2b").funnel.stages.iter().map(|stage| stage.key.to_string()).collect();
        let mut world = World::carried_to("b2b", &keys[stage]);
        if strict {
            world.funnel.gates.iter_mut().for_each(|gate| gate.policy = corong_domain::funnel::Policy::Strict);
        }
        let Decision::Refused(Refusal::Gate(report)) = world.go(&keys[to], Vec::new(), "") else {
            return Err(TestCaseError::fail("every gate after engaged asks for something"));
        };
        let mut request = decide::MoveRequest::new(world.move_id(), StageKey::from(keys[to].as_str()));
        for (index, missing) in report.blocking().enumerate() {
            if index % 2 == 0 && !missing.item.no_waiver {
                request.waivers.push(Waived { item: missing.item.key.clone(), reason: "agreed".to_owned() });
            } else {
                request.answers.push(Given { item: missing.item.key.clone(), answer: world.full(&missing.item) });
            }
        }
        let mut short = request.clone();
        let dropped = short.answers.pop().map(|given| given.item);
        let decision = decide::move_to(&world.context(), &request);
        prop_assert!(matches!(decision, Decision::Done(_)), "{:?}", decision);
        if let Some(dropped) = dropped {
            let Decision::Refused(Refusal::Gate(report)) = decide::move_to(&world.context(), &short) else {
                return Err(TestCaseError::fail("one item is still missing"));
            };
            prop_assert_eq!(report.missing, vec![dropped]);
        }
    }
}
