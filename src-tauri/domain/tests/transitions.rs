//! The transitions T0 to T22 with their guards and effects, one table or story each.

#![allow(clippy::unwrap_used)]

mod world;

use chrono::Duration;
use corong_domain::activity::{ActivityState, Preset};
use corong_domain::funnel::decide::{self, Decision, Given, Question, Refusal, RepeatRequest, Reversal, SaleEffect};
use corong_domain::funnel::level::level;
use corong_domain::funnel::{Level, Policy};
use corong_domain::ids::{ItemKey, OpportunityId, StageKey};
use corong_domain::opportunity::{
    AnswerState, CreditState, InterestFact, InterestState, Reason, Status, Transition, Waived,
};
use world::{World, answer, credit, done, interest, refused};

fn given(item: &str, state: AnswerState, text: &str) -> Given {
    Given { item: ItemKey::from(item), answer: answer(state, text) }
}

fn missing(decision: &Decision) -> Vec<String> {
    match refused(decision) {
        Refusal::Gate(report) => report.missing.iter().map(ToString::to_string).collect(),
        other => panic!("refused for another reason: {other:?}"),
    }
}

fn presets(world: &World) -> Vec<Preset> {
    let open = world.activities.iter().filter(|activity| activity.state == ActivityState::Open);
    open.filter_map(|activity| activity.preset).collect()
}

#[test]
fn t0_a_captured_card_gets_a_follow_up_for_the_day_after_tomorrow_at_nine() {
    let world = World::new("b2b");
    assert_eq!(world.stage(), "captured");
    assert_eq!(world.activities.len(), 1);
    // Wednesday 4 March, 10:00 in Jakarta; due on Friday 6 March, 09:00 there, which is 02:00 UTC.
    assert_eq!(world.activities[0].due_at.unwrap().to_rfc3339(), "2026-03-06T02:00:00+00:00");
}

#[test]
fn t1_lists_everything_that_is_missing_at_once() {
    let mut world = World::new("b2b");
    world.contact = Default::default();
    world.opportunity.source = None;
    let before = world.opportunity.clone();
    let decision = world.go("ready", Vec::new(), "");
    assert_eq!(missing(&decision), ["g1_name", "g1_channel", "g1_source"]);
    assert_eq!(world.opportunity, before);
    let Refusal::Gate(report) = refused(&decision) else { panic!() };
    assert!(report.reason_enough, "G1 only warns");
    let effects = done(&world.go("ready", Vec::new(), "seen at the booth")).clone();
    assert_eq!(world.stage(), "ready");
    assert_eq!(effects.moves[0].waived.len(), 3, "each item let go is counted");
}

#[test]
fn t2_and_t3_facts_move_a_ready_lead_in_either_order() {
    for credit_first in [true, false] {
        let mut world = World::new("b2b");
        world.complete("ready");
        let set_credit = |world: &mut World| {
            world.set_credit(credit(CreditState::Accepted), "", None);
        };
        if credit_first {
            set_credit(&mut world);
            assert_eq!((world.stage(), level(&world.funnel, &world.opportunity)), ("qualified", Level::QualifiedLead));
            assert!(presets(&world).contains(&Preset::FirstContact));
            assert!(!presets(&world).contains(&Preset::FollowUp), "the first contact takes its place");
        }
        world.set_interest(interest(InterestState::Yes), "", None);
        if !credit_first {
            assert_eq!((world.stage(), level(&world.funnel, &world.opportunity)), ("contacted", Level::Lead));
            assert!(presets(&world).contains(&Preset::CreditCheck));
            set_credit(&mut world);
        }
        assert_eq!((world.stage(), level(&world.funnel, &world.opportunity)), ("engaged", Level::Prospect));
        let transitions: Vec<Transition> = world.moves.iter().map(|made| made.transition).collect();
        assert_eq!(
            transitions,
            [Transition::Create, Transition::Forward, Transition::Fact, Transition::Forward],
            "credit first: {credit_first}"
        );
        assert!(!presets(&world).contains(&Preset::CreditCheck) && !presets(&world).contains(&Preset::FirstContact));
    }
}

#[test]
fn facts_on_a_card_in_the_inbox_wait_for_g1() {
    let mut world = World::new("b2b");
    world.set_credit(credit(CreditState::Conditional), "", None);
    world.set_interest(interest(InterestState::Yes), "", None);
    assert_eq!((world.stage(), level(&world.funnel, &world.opportunity)), ("captured", Level::Lead));
    let effects = done(&world.go("ready", Vec::new(), "")).clone();
    assert_eq!(world.stage(), "engaged");
    assert_eq!(effects.moves.len(), 3, "ready, qualified, engaged");
}

#[test]
fn an_acceptance_gets_the_settings_validity_and_one_from_the_past_is_refused() {
    let mut world = World::new("b2b");
    world.set_credit(credit(CreditState::Accepted), "", None);
    assert_eq!(world.opportunity.credit.valid_until, Some(world.today() + Duration::days(180)));
    let mut old = credit(CreditState::Accepted);
    old.valid_until = Some(world.today() - Duration::days(1));
    assert_eq!(*refused(&world.set_credit(old, "", None)), Refusal::CreditExpired);
}

#[test]
fn an_incomplete_fact_gate_waits_for_its_answer_or_one_reason() {
    let mut bare = credit(CreditState::Accepted);
    bare.checked_by = String::new();
    let mut world = World::new("b2b");
    world.complete("ready");
    world.set_credit(bare.clone(), "", None);
    assert_eq!(world.stage(), "ready", "nobody said who checked");
    world.put("credit_details", answer(AnswerState::Yes, "the office"));
    assert_eq!(world.stage(), "qualified", "the answer was all that was missing");

    let mut world = World::new("b2b");
    world.complete("ready");
    world.set_credit(bare, "an old customer of the group", None);
    assert_eq!(world.stage(), "qualified", "the gate only warns");
    assert_eq!(world.moves.last().unwrap().waived[0].item.as_str(), "credit_details");
}

#[test]
fn a_strict_gate_takes_no_single_reason_but_a_waiver_for_each_item() {
    let mut world = World::carried_to("b2b", "bid_allowed");
    let decision = world.go("bid_sent", Vec::new(), "the boss said so");
    assert_eq!(missing(&decision), ["g9_amount", "g9_terms_version", "g9_valid_until", "g9_document"]);
    let waivers: Vec<Waived> = missing(&decision)
        .iter()
        .map(|item| Waived { item: ItemKey::from(item.as_str()), reason: "told on the phone".to_owned() })
        .collect();
    let mut request = decide::MoveRequest::new(world.move_id(), StageKey::from("bid_sent"));
    request.waivers = waivers[..3].to_vec();
    assert_eq!(missing(&decide::move_to(&world.context(), &request)), ["g9_document"]);
    request.waivers = waivers;
    let decision = decide::move_to(&world.context(), &request);
    assert_eq!(done(&decision).moves[0].waived.len(), 4);
    world.apply(&decision);
    assert_eq!(presets(&world), [Preset::OfferFollowUp]);
}

#[test]
fn the_gate_to_the_offer_closes_when_credit_expires_and_the_level_stays() {
    let mut world = World::carried_to("b2b", "bid_allowed");
    world.wait(24 * 181);
    assert_eq!(level(&world.funnel, &world.opportunity), Level::Prospect);
    let mut request = world.completed_request("bid_sent");
    request.facts.credit = None;
    assert_eq!(missing(&decide::move_to(&world.context(), &request)), ["g9_credit"]);
    assert!(matches!(world.set_credit(credit(CreditState::Requested), "", None), Decision::Done(_)), "a renewal");
    assert_eq!((world.stage(), level(&world.funnel, &world.opportunity)), ("bid_allowed", Level::Prospect));
    world.set_credit(credit(CreditState::Accepted), "", None);
    done(&world.complete("bid_sent"));
}

#[test]
fn t11_winning_needs_terms_and_order_and_nothing_can_waive_them() {
    for key in ["b2b", "b2c"] {
        let before_last = if key == "b2b" { "agreeing" } else { "bid_sent" };
        let mut world = World::carried_to(key, before_last);
        let decision = world.go("customer", Vec::new(), "please");
        assert!(missing(&decision).contains(&"g11_terms".to_owned()), "{key}");
        assert!(missing(&decision).contains(&"g11_order".to_owned()), "{key}");
        let mut request = world.completed_request("customer");
        request.answers.retain(|given| given.item.as_str() != "g11_order");
        request.waivers = vec![Waived { item: ItemKey::from("g11_order"), reason: "soon".to_owned() }];
        let decision = decide::move_to(&world.context(), &request);
        assert_eq!(*refused(&decision), Refusal::NoWaiver(ItemKey::from("g11_order")));
        // Also with every gate off.
        let mut open = world.clone();
        open.funnel.gates.iter_mut().for_each(|gate| gate.policy = Policy::Off);
        assert_eq!(missing(&open.go("customer", Vec::new(), "")), ["g11_terms", "g11_order"]);
        open.funnel.gates.iter_mut().for_each(|gate| gate.items.clear());
        assert_eq!(*refused(&open.go("customer", Vec::new(), "")), Refusal::TermsMissing);

        let effects = done(&world.complete("customer")).clone();
        assert_eq!(effects.sale, Some(SaleEffect::Won));
        assert_eq!(world.opportunity.standing.status, Status::Won);
        assert_eq!(level(&world.funnel, &world.opportunity), Level::Customer);
        assert_eq!(presets(&world), [Preset::AskReferral]);
    }
}

#[test]
fn an_order_without_date_or_amount_does_not_count() {
    let mut world = World::carried_to("b2b", "agreeing");
    let mut request = world.completed_request("customer");
    for given in &mut request.answers {
        if given.item.as_str() == "g11_order" {
            given.answer.on = None;
        }
    }
    assert_eq!(missing(&decide::move_to(&world.context(), &request)), ["g11_order"]);
}

#[test]
fn t12_going_back_needs_a_reason_and_stays_above_what_the_facts_give() {
    let mut world = World::carried_to("b2b", "agreeing");
    assert_eq!(*refused(&world.go("bid_allowed", Vec::new(), " ")), Refusal::ReasonNeeded);
    assert_eq!(*refused(&world.go("ready", Vec::new(), "again")), Refusal::BelowFacts(StageKey::from("engaged")));
    let high_water = world.opportunity.high_water;
    done(&world.go("bid_allowed", Vec::new(), "a new scope"));
    assert_eq!(world.opportunity.high_water, high_water);
    let state =
        |item: &str| world.answers.iter().find(|known| known.item.as_str() == item).map(|known| known.answer.state);
    assert_eq!(state("g9_terms_version"), Some(AnswerState::Open), "to be checked again");
    assert_eq!(state("g10_receipt"), Some(AnswerState::Open), "to be checked again");
    assert_eq!(state("g8_permission"), Some(AnswerState::Yes), "finished items stay done");
}

#[test]
fn t13_skipping_asks_for_the_union_of_all_gates_on_the_way() {
    let mut world = World::carried_to("b2b", "engaged");
    let union = [
        "g6_decision_maker",
        "g6_need",
        "g7_application",
        "g7_criteria",
        "g8_demonstration",
        "g8_feedback",
        "g8_permission",
    ];
    assert_eq!(missing(&world.go("bid_allowed", Vec::new(), "")), union);
    let mut strict = world.clone();
    strict.funnel.may_skip = false;
    assert_eq!(*refused(&strict.complete("bid_allowed")), Refusal::SkipNotAllowed);
    done(&world.complete("bid_allowed"));
    assert_eq!(world.moves.last().unwrap().transition, Transition::Skip);
}

#[test]
fn stages_that_are_off_join_their_gates() {
    let world = World::carried_to("b2c", "evaluating");
    let keys: Vec<String> = world.report("bid_sent").items.iter().map(|item| item.item.key.to_string()).collect();
    assert_eq!(keys, ["g8_shown", "g8_offer_wanted", "g9_price_told", "g9_terms_available"]);
    assert_eq!(world.report("bid_sent").policy, Policy::Strict, "G9 is strict");
    let mut world = world;
    done(&world.complete("bid_sent"));
    assert_eq!(world.moves.last().unwrap().transition, Transition::Forward, "joined, not skipped");
    assert_eq!(*refused(&world.go("agreeing", Vec::new(), "")), Refusal::UnknownStage);
}

#[test]
fn t14_and_t15_need_a_reason_that_belongs() {
    let mut world = World::carried_to("b2b", "bid_sent");
    assert_eq!(*refused(&world.exit(true, Reason::Junk, "")), Refusal::ReasonNotHere);
    assert_eq!(*refused(&world.exit(true, Reason::Other, " ")), Refusal::ReasonNeeded);
    assert_eq!(*refused(&world.exit(false, Reason::Price, "")), Refusal::ReasonNotHere);
    world.sale.open_offers = vec!["Q26-AB-0042".to_owned()];
    assert_eq!(*refused(&world.exit(true, Reason::Price, "")), Refusal::OfferOpen(vec!["Q26-AB-0042".to_owned()]));
    world.sale.open_offers.clear();
    let effects = done(&world.exit(true, Reason::Price, "12 % above")).clone();
    assert_eq!(effects.close.len(), 1, "the follow-up of the offer");
    assert_eq!(effects.moves[0].reason_code, Some(Reason::Price));
    assert_eq!((world.stage(), world.opportunity.standing.status), ("bid_sent", Status::Lost));

    let mut lead = World::new("b2b");
    assert_eq!(*refused(&lead.exit(true, Reason::Price, "")), Refusal::NotProspect);
    done(&lead.exit(false, Reason::Junk, ""));
    assert_eq!(presets(&lead), [], "nothing stays planned");
    assert_eq!(*refused(&lead.exit(false, Reason::Junk, "")), Refusal::NotOpen);
}

#[test]
fn t16_and_t17_nurture_pauses_and_returns_to_the_stage_held() {
    let mut world = World::carried_to("b2b", "exploring");
    assert_eq!(*refused(&world.park(0)), Refusal::WakeUpNotAhead);
    done(&world.park(30));
    assert_eq!(presets(&world), [Preset::WakeUp]);
    assert_eq!(*refused(&world.go("evaluating", Vec::new(), "")), Refusal::NotOpen);
    let since = world.opportunity.standing.since;
    world.wait(24 * 20 + 5);
    done(&world.come_back());
    let standing = &world.opportunity.standing;
    assert_eq!((standing.stage.as_str(), standing.status, standing.paused_days), ("exploring", Status::Open, 20));
    assert_eq!(standing.since, since, "the stage was entered before");
    assert_eq!(presets(&world), [], "the reminder is done");
    assert_eq!(*refused(&world.come_back()), Refusal::NotParked);
}

#[test]
fn t18_reopening_reads_the_stage_from_history() {
    let mut world = World::carried_to("b2b", "evaluating");
    world.exit(true, Reason::Competitor, "");
    assert_eq!(*refused(&world.revive(false, "")), Refusal::ReasonNeeded);
    world.wait(24 * 200);
    done(&world.revive(false, "they came back"));
    assert_eq!((world.stage(), world.opportunity.attempt), ("evaluating", 2));
    assert_eq!(presets(&world), [Preset::CreditCheck], "the acceptance ran out meanwhile");
    assert!(world.moves.iter().any(|made| made.reason_code == Some(Reason::Competitor)), "the old outcome stays");
    assert_eq!(*refused(&world.revive(false, "again")), Refusal::NotClosed);
}

#[test]
fn t18_a_refused_credit_is_no_prospect_when_reopened() {
    let mut world = World::carried_to("b2b", "evaluating");
    let choice = Reversal::Disqualify { text: String::new() };
    world.set_credit(credit(CreditState::Refused), "", Some(choice));
    assert_eq!(world.opportunity.standing.reason, Some(Reason::CreditRefused));
    done(&world.revive(false, "another try"));
    assert_eq!(world.stage(), "contacted");
}

#[test]
fn t19_a_cancelled_order_stands_before_the_last_step_again() {
    for (key, stage) in [("b2b", "agreeing"), ("b2c", "bid_sent")] {
        let mut world = World::carried_to(key, "customer");
        let effects = done(&world.revive(true, "cancelled by letter")).clone();
        assert_eq!(effects.sale, Some(SaleEffect::Voided));
        assert_eq!((world.stage(), world.opportunity.standing.status), (stage, Status::Open));
        let reached = corong_domain::funnel::level::level_reached(&world.funnel, &world.opportunity);
        assert_eq!(reached, Level::Customer, "once a customer, always shown as one");
        assert!(missing(&world.go("customer", Vec::new(), "")).contains(&"g11_order".to_owned()));
    }
}

#[test]
fn t20_a_new_need_of_a_customer_begins_at_engaged() {
    let mut world = World::carried_to("b2b", "customer");
    let mut request = RepeatRequest {
        move_id: world.move_id(),
        opportunity_id: OpportunityId(world.id()),
        need: String::new(),
        estimate: None,
        event_id: None,
    };
    assert_eq!(*refused(&decide::repeat(&world.context(), &request)), Refusal::NeedMissing);
    request.need = "spare parts".to_owned();
    let decision = decide::repeat(&world.context(), &request);
    let new = &done(&decision).opportunity;
    assert_eq!((new.standing.stage.as_str(), new.standing.status), ("engaged", Status::Open));
    assert_eq!((new.id, new.contact_id), (request.opportunity_id, world.opportunity.contact_id));
    world.wait(24 * 181);
    assert_eq!(*refused(&decide::repeat(&world.context(), &request)), Refusal::CreditExpired);
}

#[test]
fn t22_a_fact_taken_back_asks_and_every_choice_works() {
    let choices = [
        (Reversal::Disqualify { text: String::new() }, "evaluating", Status::Disqualified),
        (
            Reversal::Nurture { wake_on: World::new("b2b").today() + Duration::days(9), text: String::new() },
            "evaluating",
            Status::Nurture,
        ),
        (Reversal::GoOn { reason: "pays in advance".to_owned() }, "evaluating", Status::Open),
        (Reversal::StepBack { text: String::new() }, "contacted", Status::Open),
    ];
    for (choice, stage, status) in choices {
        let mut world = World::carried_to("b2b", "evaluating");
        let before = world.opportunity.clone();
        let asked = world.set_credit(credit(CreditState::Refused), "", None);
        assert_eq!(asked, Decision::Asks(Question::FactReversed { fits: StageKey::from("contacted") }));
        assert_eq!(world.opportunity, before, "a question changes nothing");
        done(&world.set_credit(credit(CreditState::Refused), "", Some(choice)));
        assert_eq!((world.stage(), world.opportunity.standing.status), (stage, status));
        assert_eq!(world.opportunity.credit.state, CreditState::Refused);
    }
    let mut world = World::carried_to("b2b", "evaluating");
    let silent = Reversal::GoOn { reason: " ".to_owned() };
    assert_eq!(*refused(&world.set_credit(credit(CreditState::Refused), "", Some(silent))), Refusal::ReasonNeeded);
    let withdrawn = world.set_interest(interest(InterestState::No), "", None);
    assert_eq!(withdrawn, Decision::Asks(Question::FactReversed { fits: StageKey::from("qualified") }));
}

#[test]
fn a_waived_reversal_carries_on_until_the_fact_is_yes_again() {
    let mut world = World::carried_to("b2b", "evaluating");
    let choice = Reversal::GoOn { reason: "pays in advance".to_owned() };
    world.set_credit(credit(CreditState::Refused), "", Some(choice));
    let made = world.moves.last().unwrap();
    assert_eq!((made.transition, made.waived.len()), (Transition::FactReversed, 1));
    done(&world.go(
        "bid_allowed",
        vec![
            given("g8_demonstration", AnswerState::Yes, ""),
            given("g8_feedback", AnswerState::No, ""),
            given("g8_permission", AnswerState::Yes, "Ibu Sri"),
        ],
        "",
    ));
    world.set_credit(credit(CreditState::Accepted), "", None);
    let waiver = world.answers.iter().find(|known| known.item.as_str() == "credit_accepted").unwrap();
    assert_eq!(waiver.answer.state, AnswerState::Open);
}

#[test]
fn no_is_an_answer_unless_it_must_be_yes() {
    let mut world = World::carried_to("b2b", "evaluating");
    let decision = world.go(
        "bid_allowed",
        vec![
            given("g8_demonstration", AnswerState::NotApplicable, "a standard product"),
            given("g8_feedback", AnswerState::No, ""),
            given("g8_permission", AnswerState::No, ""),
        ],
        "",
    );
    assert_eq!(missing(&decision), ["g8_permission"]);
}

#[test]
fn what_an_answer_says_about_a_record_goes_into_the_record() {
    let mut world = World::carried_to("b2b", "engaged");
    world.put("g6_need", answer(AnswerState::Yes, "500 kg a week, frozen"));
    assert_eq!(world.opportunity.need, "500 kg a week, frozen");
}

#[test]
fn answers_are_checked() {
    let mut world = World::carried_to("b2b", "engaged");
    for (item, state, text, refusal) in [
        ("credit_accepted", AnswerState::Yes, "", Refusal::SetTheFact(ItemKey::from("credit_accepted"))),
        ("nothing", AnswerState::Yes, "", Refusal::UnknownItem(ItemKey::from("nothing"))),
        ("g6_need", AnswerState::NotApplicable, "x", Refusal::AlwaysApplies(ItemKey::from("g6_need"))),
        ("g6_budget", AnswerState::NotApplicable, " ", Refusal::ReasonNeeded),
        ("g6_need", AnswerState::Waived, "", Refusal::ReasonNeeded),
        ("g11_order", AnswerState::Waived, "x", Refusal::NoWaiver(ItemKey::from("g11_order"))),
    ] {
        assert_eq!(*refused(&world.put(item, answer(state, text))), refusal);
    }
    let mut won = World::carried_to("b2b", "customer");
    assert_eq!(*refused(&won.put("g11_order", answer(AnswerState::Open, ""))), Refusal::NotOpen);
}

#[test]
fn a_fact_that_does_not_lead_to_a_stage_cannot_be_moved_there() {
    let mut world = World::new("b2b");
    world.complete("ready");
    assert_eq!(missing(&world.go("qualified", Vec::new(), "he looks rich")), ["credit_accepted"]);
    world.set_interest(interest(InterestState::Yes), "", None);
    assert_eq!(*refused(&world.go("qualified", Vec::new(), "")), Refusal::AgainstFacts(StageKey::from("contacted")));
    let mut channel_unknown = World::new("b2b");
    channel_unknown.complete("ready");
    let fact = InterestFact { state: InterestState::Yes, ..InterestFact::unknown() };
    channel_unknown.set_interest(fact, "", None);
    assert_eq!(channel_unknown.stage(), "ready", "how it happened is asked for");
    assert_eq!(channel_unknown.opportunity.interest.first_on, Some(channel_unknown.today()));
}

#[test]
fn the_same_move_twice_changes_nothing() {
    let mut world = World::carried_to("b2b", "engaged");
    let request = world.completed_request("exploring");
    let first = decide::move_to(&world.context(), &request);
    world.apply(&first);
    assert_eq!(decide::move_to(&world.context(), &request), Decision::AlreadyDone);
    let again = world.set_credit(world.opportunity.credit.clone(), "", None);
    assert_eq!(again, Decision::AlreadyDone, "saying the same fact again is no new decision");
}
