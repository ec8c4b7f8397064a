//! Level, percentage, time frame, next step, idleness and working days, by tables.

#![allow(clippy::unwrap_used)]

mod world;

use chrono::{Duration, NaiveDate, TimeZone, Utc};
use corong_domain::activity::{ActivityKind, ActivityState, Preset};
use corong_domain::funnel::level::{Facts, contact_level, credit_state, credit_yes, level};
use corong_domain::funnel::next_step::{NextStep, next_step};
use corong_domain::funnel::percent::percent;
use corong_domain::funnel::stale::{FirstContact, Idleness, first_contact, staleness};
use corong_domain::funnel::time_frame::{TimeFrameKind, difference, pace, plan, prospect_days, time_frame};
use corong_domain::funnel::{Level, Role, shipped, workdays};
use corong_domain::ids::{EventId, StageKey};
use corong_domain::opportunity::{AnswerState, CreditFact, CreditState, InterestState, Reason};
use corong_domain::settings::Settings;
use uuid::Uuid;
use world::{World, answer, credit, done, interest};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn two_facts_make_the_level() {
    for (credit, interest, level) in [
        (false, false, Level::Lead),
        (true, false, Level::QualifiedLead),
        (false, true, Level::Lead),
        (true, true, Level::Prospect),
    ] {
        assert_eq!(Facts { credit, interest }.level(), level);
    }
}

#[test]
fn credit_counts_while_it_is_valid() {
    let today = day("2026-03-04");
    for (state, until, yes) in [
        (CreditState::Unknown, None, false),
        (CreditState::Requested, None, false),
        (CreditState::Accepted, None, true),
        (CreditState::Accepted, Some("2026-03-04"), true),
        (CreditState::Accepted, Some("2026-03-03"), false),
        (CreditState::Conditional, Some("2026-12-31"), true),
        (CreditState::Conditional, Some("2026-01-01"), false),
        (CreditState::Refused, None, false),
        (CreditState::Expired, None, false),
        (CreditState::NotRequired, Some("2020-01-01"), true),
    ] {
        let fact = CreditFact { state, valid_until: until.map(day), ..CreditFact::unknown() };
        assert_eq!(credit_yes(&fact, today), yes, "{state:?} until {until:?}");
    }
    let fact =
        CreditFact { state: CreditState::Accepted, valid_until: Some(day("2026-03-03")), ..CreditFact::unknown() };
    assert_eq!(credit_state(&fact, today), CreditState::Expired);
}

#[test]
fn a_contact_shows_the_highest_level_and_stays_a_customer() {
    let mut lost = World::carried_to("b2b", "evaluating");
    lost.exit(true, Reason::Price, "");
    let lead = World::new("b2b");
    let mut cancelled = World::carried_to("b2c", "customer");
    cancelled.revive(true, "cancelled");
    let pair = |world: &'static World| (&world.funnel, &world.opportunity);
    let (lost, lead, cancelled) = (leak(lost), leak(lead), leak(cancelled));
    assert_eq!(contact_level([pair(lead)]), Some(Level::Lead));
    assert_eq!(contact_level([pair(lead), pair(lost)]), Some(Level::Prospect));
    assert_eq!(contact_level([pair(lead), pair(lost), pair(cancelled)]), Some(Level::Customer));
    assert_eq!(level(&cancelled.funnel, &cancelled.opportunity), Level::Prospect);
    assert_eq!(contact_level([]), None);
}

fn leak(world: World) -> &'static World {
    Box::leak(Box::new(world))
}

#[test]
fn the_shipped_funnels_are_sound() {
    for funnel in shipped() {
        let mut items = std::collections::BTreeMap::new();
        for gate in &funnel.gates {
            let (from, to) = (funnel.position(&gate.from).unwrap(), funnel.position(&gate.to).unwrap());
            assert!(from < to, "{}", gate.key);
            for item in &gate.items {
                assert!(!item.text.id.is_empty() && !item.text.en.is_empty() && item.text.id != item.text.en);
                let earlier = items.insert(item.key.clone(), item.clone());
                assert!(earlier.is_none_or(|earlier| earlier == *item), "one key, one item: {}", item.key);
            }
        }
        let floors: Vec<u8> = funnel.stages_on().filter_map(|stage| stage.floor).collect();
        assert!(floors.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!((floors.first(), floors.last()), (Some(&0), Some(&100)));
        for stage in &funnel.stages {
            assert_eq!(stage.floor.is_some(), stage.level >= Level::Prospect);
            assert!(!stage.label.id.is_empty() && !stage.guidance.id.is_empty() && !stage.guidance.en.is_empty());
        }
        assert_eq!(funnel.stages.last().unwrap().role, Role::Won);
    }
    let b2c = world::funnel("b2c");
    let on: Vec<&str> = b2c.stages_on().map(|stage| stage.key.as_str()).collect();
    assert_eq!(on, ["captured", "ready", "contacted", "qualified", "engaged", "evaluating", "bid_sent", "customer"]);
}

#[test]
fn the_next_stage_follows_the_facts() {
    let b2b = world::funnel("b2b");
    let b2c = world::funnel("b2c");
    let facts = |credit, interest| Facts { credit, interest };
    for (funnel, from, facts, to) in [
        (&b2b, "captured", facts(true, true), "ready"),
        (&b2b, "ready", facts(false, false), "contacted"),
        (&b2b, "ready", facts(true, false), "qualified"),
        (&b2b, "ready", facts(false, true), "contacted"),
        (&b2b, "ready", facts(true, true), "engaged"),
        (&b2b, "contacted", facts(false, true), "engaged"),
        (&b2b, "qualified", facts(true, false), "engaged"),
        (&b2b, "engaged", facts(true, true), "exploring"),
        (&b2c, "engaged", facts(true, true), "evaluating"),
        (&b2c, "bid_sent", facts(true, true), "customer"),
    ] {
        let next = funnel.next_stage(&StageKey::from(from), facts).unwrap();
        assert_eq!(next.key.as_str(), to, "{from} {facts:?}");
    }
    assert!(b2b.next_stage(&StageKey::from("customer"), facts(true, true)).is_none());
}

#[test]
fn the_example_of_the_design_is_forty_six_percent() {
    let mut world = World::carried_to("b2b", "evaluating");
    assert_eq!(percent(&world.gate()).unwrap().percent, 35);
    world.activity(ActivityKind::Demonstration, ActivityState::Done, world.now);
    world.put("g8_feedback", answer(AnswerState::No, ""));
    world.put("g8_objections", answer(AnswerState::NotApplicable, "there were none"));
    let shown = percent(&world.gate()).unwrap();
    assert_eq!((shown.done_weight, shown.total_weight, shown.percent), (4, 7, 46));
    assert_eq!((shown.floor, shown.next_floor, shown.to.unwrap().as_str()), (35, 55, "bid_allowed"));
}

#[test]
fn the_percentage_stays_below_the_next_floor_and_waived_is_not_done() {
    let mut world = World::carried_to("b2b", "evaluating");
    for item in ["g8_demonstration", "g8_feedback", "g8_permission", "g8_objections"] {
        world.put(item, answer(AnswerState::Yes, "x"));
    }
    assert_eq!(percent(&world.gate()).unwrap().percent, 54);
    world.put("g8_permission", answer(AnswerState::Waived, "told in passing"));
    assert_eq!(percent(&world.gate()).unwrap().percent, 35 + 20 * 5 / 8);
    world.go("exploring", Vec::new(), "new people");
    let shown = percent(&world.gate()).unwrap();
    assert_eq!((shown.floor, shown.high_water), (15, 35));
}

#[test]
fn outside_the_prospect_level_there_is_no_percentage() {
    let mut world = World::new("b2b");
    assert!(percent(&world.gate()).is_none());
    world.complete("ready");
    assert!(percent(&world.gate()).is_none());
    assert_eq!(percent(&World::carried_to("b2c", "customer").gate()).unwrap().percent, 100);
}

#[test]
fn the_plan_counts_later_stages_and_what_is_left_of_this_one() {
    let mut world = World::carried_to("b2b", "evaluating");
    // 21 days here, then 5 + 14 + 10.
    assert_eq!(plan(&world.gate()).on, Some(world.today() + Duration::days(50)));
    world.put("g8_feedback", answer(AnswerState::Yes, "good"));
    world.put("g8_permission", answer(AnswerState::Yes, "Ibu Sri"));
    // 4 of 8 done: 10.5 days left here.
    let frame = plan(&world.gate());
    assert_eq!(frame.on, Some(world.today() + Duration::days(40)));
    assert!(frame.from < frame.on && frame.on < frame.to, "a range, not a date");
    assert_eq!((frame.kind, frame.n), (TimeFrameKind::Plan, 0));
    assert_eq!(difference(&frame, Some(world.today() + Duration::days(30))), Some(-10));
    world.park(9);
    assert_eq!(time_frame(&world.gate(), &world.moves).kind, TimeFrameKind::None);
}

#[test]
fn the_pace_speaks_from_fifteen_percent_on_without_time_in_nurture() {
    let mut world = World::carried_to("b2b", "engaged");
    world.wait(24 * 10);
    assert_eq!(pace(&world.gate(), &world.moves).kind, TimeFrameKind::None, "0 %");
    assert_eq!(time_frame(&world.gate(), &world.moves).kind, TimeFrameKind::Plan);
    world.park(30);
    world.wait(24 * 30);
    world.come_back();
    world.complete("exploring");
    world.complete("evaluating");
    world.wait(24 * 11);
    assert!((prospect_days(&world.gate(), &world.moves) - 21.0).abs() < 0.01, "10 before and 11 after the pause");
    // 35 % in 21 days: 39 more at this pace.
    let frame = time_frame(&world.gate(), &world.moves);
    assert_eq!((frame.kind, frame.on), (TimeFrameKind::Pace, Some(world.today() + Duration::days(39))));
    let planned = plan(&world.gate()).on;
    assert!(frame.from <= planned && planned <= frame.to, "the range takes in the plan");
}

#[test]
fn the_next_step_is_activity_then_item_then_nothing() {
    let mut world = World::new("b2b");
    let NextStep::Activity { preset, overdue, .. } = next_step(&world.gate()) else { panic!() };
    assert_eq!((preset, overdue), (Some(Preset::FollowUp), false));
    world.wait(24 * 3);
    assert!(matches!(next_step(&world.gate()), NextStep::Activity { overdue: true, .. }));
    let sooner = world.activity(ActivityKind::Call, ActivityState::Open, world.now - Duration::days(2));
    assert!(matches!(next_step(&world.gate()), NextStep::Activity { activity_id, .. } if activity_id == sooner));
    world.activities.clear();
    world.opportunity.source = None;
    let NextStep::Item { item, gate, to, .. } = next_step(&world.gate()) else { panic!() };
    assert_eq!((item.as_str(), gate.as_str(), to.as_str()), ("g1_source", "g1", "ready"));
    world.opportunity.source = Some(corong_domain::opportunity::Source::Other);
    assert_eq!(next_step(&world.gate()), NextStep::Move { to: StageKey::from("ready") });
    world.park(3);
    assert!(matches!(next_step(&world.gate()), NextStep::Parked { wake_on: Some(_) }));
    let mut bare = World::new("b2b");
    bare.activities.clear();
    bare.funnel.gates.iter_mut().for_each(|gate| gate.items.clear());
    assert_eq!(next_step(&bare.gate()), NextStep::Nothing);
    let mut won = World::carried_to("b2b", "customer");
    assert!(matches!(next_step(&won.gate()), NextStep::Activity { preset: Some(Preset::AskReferral), .. }));
    won.activities.clear();
    assert_eq!(next_step(&won.gate()), NextStep::Closed);
}

#[test]
fn idleness_counts_working_days_and_turns_amber_and_red() {
    let mut world = World::carried_to("b2b", "exploring");
    world.activities.clear();
    // Entered on Wednesday 4 March; seven working days are too many.
    for (days, idle, state) in [
        (0, 0, Idleness::Fresh),
        (2, 2, Idleness::Fresh),
        (4, 2, Idleness::Fresh),
        (7, 5, Idleness::Amber),
        (8, 6, Idleness::Amber),
        (9, 7, Idleness::Red),
    ] {
        let mut later = world.clone();
        later.wait(24 * days);
        let shown = staleness(&later.gate());
        assert_eq!((shown.idle_days, shown.state), (idle, state), "after {days} days");
    }
}

#[test]
fn a_planned_step_pauses_until_the_day_after_it() {
    let mut world = World::carried_to("b2b", "exploring");
    world.activities.clear();
    // Planned for Monday 16 March.
    world.activity(ActivityKind::Call, ActivityState::Open, world.now + Duration::days(12));
    for (days, idle, state) in
        [(12, 0, Idleness::Paused), (13, 0, Idleness::Paused), (14, 1, Idleness::Fresh), (24, 8, Idleness::Red)]
    {
        let mut later = world.clone();
        later.wait(24 * days);
        let shown = staleness(&later.gate());
        assert_eq!((shown.idle_days, shown.state), (idle, state), "after {days} days");
    }
    let mut touched = world.clone();
    touched.activities.clear();
    touched.wait(24 * 9);
    touched.activity(ActivityKind::Call, ActivityState::Done, touched.now);
    assert_eq!(staleness(&touched.gate()).idle_days, 0, "what was done is a touch");
    touched.park(5);
    assert_eq!(staleness(&touched.gate()).state, Idleness::Off);
}

#[test]
fn a_lead_of_an_event_hears_from_us_within_forty_eight_hours() {
    let mut world = World::new("b2b");
    assert_eq!(first_contact(&world.gate()), FirstContact::Off, "not from an event");
    world.opportunity.event_id = Some(EventId(Uuid::from_u128(5)));
    let due_at = world.now + Duration::hours(48);
    assert_eq!(first_contact(&world.gate()), FirstContact::Running { due_at });
    world.wait(49);
    assert_eq!(first_contact(&world.gate()), FirstContact::Missed { due_at });
    world.activity(ActivityKind::Note, ActivityState::Done, world.now);
    assert_eq!(first_contact(&world.gate()), FirstContact::Missed { due_at }, "a note is no contact");
    world.activity(ActivityKind::Message, ActivityState::Done, due_at - Duration::hours(1));
    assert!(matches!(first_contact(&world.gate()), FirstContact::Made { in_time: true, .. }));
    let mut told = World::new("b2b");
    told.opportunity.event_id = Some(EventId(Uuid::from_u128(5)));
    done(&told.set_interest(interest(InterestState::No), "", None));
    assert!(matches!(first_contact(&told.gate()), FirstContact::Made { in_time: true, .. }), "talked at the booth");
    assert!(matches!(
        told.set_credit(credit(CreditState::Refused), "", None),
        corong_domain::funnel::decide::Decision::Done(_)
    ));
}

fn settings(holidays: &[&str]) -> Settings {
    Settings { holidays: holidays.iter().map(|text| day(text)).collect(), ..Settings::default() }
}

#[test]
fn working_days_skip_weekends_and_holidays() {
    // Friday 6 March 2026; Monday the 9th is a holiday here.
    let settings = settings(&["2026-03-09"]);
    for (from, n, to) in [
        ("2026-03-06", 0, "2026-03-06"),
        ("2026-03-07", 0, "2026-03-10"),
        ("2026-03-06", 1, "2026-03-10"),
        ("2026-03-05", 3, "2026-03-11"),
        ("2026-03-07", 1, "2026-03-10"),
    ] {
        assert_eq!(workdays::add(day(from), n, &settings), day(to), "{from} + {n}");
    }
    for (from, n, to) in [
        ("2026-03-10", 1, "2026-03-06"),
        ("2026-03-11", 2, "2026-03-06"),
        ("2026-03-08", 0, "2026-03-06"),
        ("2026-03-08", 1, "2026-03-06"),
        ("2026-03-08", 2, "2026-03-05"),
    ] {
        assert_eq!(workdays::subtract(day(from), n, &settings), day(to), "{from} - {n}");
    }
}

#[test]
fn counting_working_days_agrees_with_walking_over_them() {
    let settings = settings(&["2026-03-09", "2026-03-14", "2026-03-09", "2026-04-03"]);
    for start in 0..20 {
        let from = day("2026-03-01") + Duration::days(start);
        let mut walked = 0;
        for step in 1..60 {
            let until = from + Duration::days(step);
            walked += u32::from(workdays::is_work_day(until, &settings));
            assert_eq!(workdays::count(from, until, &settings), walked, "{from} to {until}");
        }
    }
    assert_eq!(workdays::count(day("2026-03-09"), day("2026-03-01"), &settings), 0);
}

#[test]
fn settings_without_working_days_never_hang() {
    let none = Settings { work_days: Vec::new(), ..Settings::default() };
    assert_eq!(workdays::add(day("2026-03-06"), 2, &none), day("2026-03-08"));
    assert_eq!(workdays::count(day("2026-03-06"), day("2026-03-20"), &none), 14);
    let now = Utc.with_ymd_and_hms(2026, 3, 4, 20, 0, 0).unwrap();
    // Already Thursday in Jakarta: two days on is Saturday, so Monday at 09:00.
    let due = workdays::first_step_due(now, &Settings::default());
    assert_eq!(due, Utc.with_ymd_and_hms(2026, 3, 9, 2, 0, 0).unwrap());
}
