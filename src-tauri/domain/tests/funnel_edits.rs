//! Edits of a funnel: what each does, what is refused with all its problems, and that whatever is edited, the funnel
//! stays valid and its opportunities can be carried to the end.

#![allow(clippy::unwrap_used)]

mod world;

use corong_domain::funnel::decide::{self, Decision};
use corong_domain::funnel::edit::homes::{choices, leaving, rehouse};
use corong_domain::funnel::edit::{FunnelEdit, apply, check, check_against, copy, with_places};
use corong_domain::funnel::level::{Facts, level, level_reached};
use corong_domain::funnel::rehearse::{Past, Rehearsing, stricter};
use corong_domain::funnel::{Funnel, Item, ItemKind, Level, Policy, Strength, Words, shipped};
use corong_domain::ids::{FunnelKey, ItemKey, StageKey};
use corong_domain::opportunity::{Reason, Status, Transition};
use corong_domain::problem::{Problem, Rule};
use proptest::prelude::*;
use proptest::sample::Index;
use world::{World, funnel};

fn key(text: &str) -> StageKey {
    StageKey::from(text)
}

fn both(text: &str) -> Words {
    Words::new(text, text)
}

fn keys(funnel: &Funnel) -> Vec<&str> {
    funnel.stages.iter().map(|stage| stage.key.as_str()).collect()
}

fn edges(funnel: &Funnel) -> Vec<(&str, &str, &str)> {
    funnel.gates.iter().map(|gate| (gate.from.as_str(), gate.to.as_str(), gate.key.as_str())).collect()
}

fn item(name: &str, strength: Strength) -> Item {
    Item {
        key: ItemKey::from(name),
        text: both("What it is about"),
        kind: ItemKind::Answered,
        field: None,
        weight: 1,
        strength,
        may_not_apply: false,
        check_again: false,
        no_waiver: false,
    }
}

#[test]
fn the_shipped_funnels_are_valid() {
    for funnel in shipped() {
        assert_eq!(check(&funnel), [], "{}", funnel.key);
    }
}

#[test]
fn a_stage_is_added_behind_another_with_an_empty_gate_into_it() {
    let add = FunnelEdit::AddStage { key: key("trial"), after: key("evaluating"), label: Words::new("Uji coba", "") };
    let edited = apply(&funnel("b2b"), &add).unwrap();
    assert_eq!(keys(&edited)[6..9], ["evaluating", "trial", "bid_allowed"]);
    let trial = edited.stage(&key("trial")).unwrap();
    assert_eq!((trial.level, trial.floor, trial.label.en.as_str()), (Level::Prospect, Some(45), "Uji coba"));
    let gates = edges(&edited);
    assert!(gates.contains(&("evaluating", "trial", "to_trial")));
    assert!(gates.contains(&("trial", "bid_allowed", "g8")), "what was asked before the offer still is: {gates:?}");
    assert!(edited.gate(&key("evaluating"), &key("trial")).unwrap().items.is_empty());
    assert_eq!(apply(&edited, &add), Err(vec![Problem::new("stages.trial", Rule::Twice)]));
}

#[test]
fn a_stage_behind_ready_stands_on_both_ways() {
    let add = FunnelEdit::AddStage { key: key("called"), after: key("ready"), label: both("Called, no answer") };
    let edited = apply(&funnel("b2b"), &add).unwrap();
    let mut world = World::new("b2b");
    world.funnel = edited;
    world.complete("ready");
    assert!(matches!(world.go("called", vec![], ""), Decision::Done(_)));
    let credit = corong_domain::funnel::decide::CreditRequest {
        move_id: world.move_id(),
        credit: world::credit(corong_domain::opportunity::CreditState::Accepted),
        answers: vec![],
        reason: String::new(),
        reversal: None,
    };
    let decision = decide::set_credit(&world.context(), &credit);
    world.apply(&decision);
    assert_eq!(world.stage(), "qualified", "the fact leads on from an own stage as it does from ready");
}

#[test]
fn a_stage_changes_places_with_the_gate_into_it_and_the_floor_of_its_place() {
    let place = FunnelEdit::PlaceStage { stage: key("exploring"), after: key("evaluating") };
    let edited = apply(&funnel("b2b"), &place).unwrap();
    assert_eq!(keys(&edited)[4..8], ["engaged", "evaluating", "exploring", "bid_allowed"]);
    let floors: Vec<_> = edited.stages.iter().filter_map(|stage| stage.floor).collect();
    assert_eq!(floors, [0, 15, 35, 55, 65, 80, 100]);
    let gates = edges(&edited);
    for edge in [("engaged", "evaluating", "g7"), ("evaluating", "exploring", "g6"), ("exploring", "bid_allowed", "g8")]
    {
        assert!(gates.contains(&edge), "{edge:?} in {gates:?}");
    }
    let back = FunnelEdit::PlaceStage { stage: key("exploring"), after: key("engaged") };
    let back = apply(&edited, &back).unwrap();
    assert_eq!(keys(&back), keys(&funnel("b2b")));
    assert_eq!(
        back.gates.iter().map(|gate| (&gate.from, &gate.to)).collect::<std::collections::BTreeSet<_>>(),
        funnel("b2b").gates.iter().map(|gate| (&gate.from, &gate.to)).collect()
    );
}

#[test]
fn what_the_rules_stand_on_stays() {
    let b2b = funnel("b2b");
    let refused = |edit: FunnelEdit| apply(&b2b, &edit).unwrap_err();
    let cases = [
        (FunnelEdit::SwitchStage { stage: key("ready"), on: false }, "stages.ready.on", Rule::RulesNeedIt),
        (FunnelEdit::ArchiveStage { stage: key("customer"), archived: true }, "stages.customer.on", Rule::RulesNeedIt),
        (
            FunnelEdit::PlaceStage { stage: key("contacted"), after: key("captured") },
            "stages.contacted",
            Rule::RulesNeedIt,
        ),
        (FunnelEdit::PlaceStage { stage: key("exploring"), after: key("ready") }, "stages.exploring", Rule::OutOfOrder),
        (
            FunnelEdit::PlaceStage { stage: key("bid_sent"), after: key("engaged") },
            "stages.bid_sent.role",
            Rule::OutOfOrder,
        ),
        (
            FunnelEdit::AddStage { key: key("X y"), after: key("ready"), label: both("X") },
            "stages.X y.key",
            Rule::KeyShape,
        ),
        (
            FunnelEdit::AddStage { key: key("paid"), after: key("customer"), label: both("Paid") },
            "stages.paid",
            Rule::OutOfOrder,
        ),
        (
            FunnelEdit::RemoveItem { gate: "g11".to_owned(), item: ItemKey::from("g11_terms") },
            "gates.g11.items.g11_terms",
            Rule::RulesNeedIt,
        ),
        (
            FunnelEdit::StageNumbers { stage: key("exploring"), floor: Some(35), planned_days: 1, idle_days: 1 },
            "stages.evaluating.floor",
            Rule::OutOfOrder,
        ),
        (FunnelEdit::Rename { name: both(" ") }, "name.id", Rule::Required),
        (FunnelEdit::SetPolicy { gate: "g99".to_owned(), policy: Policy::Off }, "gates.g99", Rule::Unknown),
    ];
    for (edit, field, rule) in cases {
        let problems = refused(edit.clone());
        assert!(problems.contains(&Problem::new(field, rule)), "{edit:?}: {problems:?}");
    }
    // The credit item is in two gates: taken out of both, every way that needs it is named.
    let one = FunnelEdit::RemoveItem { gate: "g5".to_owned(), item: ItemKey::from("credit_accepted") };
    let fields: Vec<_> = refused(one).into_iter().map(|problem| problem.field).collect();
    assert_eq!(fields, ["ways.contacted.engaged.credit"]);
}

#[test]
fn all_problems_of_a_document_come_at_once() {
    let mut broken = funnel("b2b");
    broken.key = FunnelKey::from("Own funnel");
    broken.stages[5].label = Words::default();
    broken.stages[5].floor = Some(120);
    broken.stages[5].planned_days = 9_999;
    broken.gates[6].items[0].weight = 1_000;
    broken.gates[6].to = key("nowhere");
    let fields: Vec<_> = check(&broken).into_iter().map(|problem| problem.field).collect();
    for field in [
        "key",
        "stages.exploring.label.id",
        "stages.exploring.label.en",
        "stages.exploring.floor",
        "stages.exploring.plannedDays",
        "gates.g7.to",
        "gates.g7.items.g7_application.weight",
    ] {
        assert!(fields.iter().any(|found| found == field), "{field} in {fields:?}");
    }
    let mut moved = funnel("b2b");
    moved.stages[3].level = Level::Lead;
    let problems = check_against(&moved, Some(&funnel("b2b")));
    assert!(problems.contains(&Problem::new("stages.qualified.level", Rule::Fixed)), "{problems:?}");
}

#[test]
fn high_water_marks_keep_their_level_when_stages_come_and_change_places() {
    let mut world = World::new("b2b");
    for stage in ["ready", "contacted", "engaged", "exploring", "evaluating"] {
        world.complete(stage);
    }
    let mark = world.opportunity.high_water;
    let reached = level_reached(&world.funnel, &world.opportunity);
    let mut edited = world.funnel.clone();
    for (name, after) in [("typed", "captured"), ("called", "ready"), ("scored", "qualified"), ("trial", "engaged")] {
        let add = FunnelEdit::AddStage { key: key(name), after: key(after), label: both(name) };
        edited = apply(&edited, &add).unwrap();
    }
    assert_eq!(edited.position(&key("evaluating")), Some(10));
    assert_eq!(edited.place(&key("evaluating")), Some(mark));
    assert_eq!(edited.reached(mark).unwrap().key, key("evaluating"));
    assert_eq!(level_reached(&edited, &world.opportunity), reached);
    assert_eq!(edited.place(&key("trial")), edited.place(&key("engaged")));
    let places: Vec<_> = edited.stages.iter().map(|stage| edited.place(&stage.key).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(with_places(funnel("b2b"), Some(&edited)).reached(mark).unwrap().key, key("evaluating"));
}

#[test]
fn an_opportunity_is_rehoused_with_everything_it_has() {
    let mut world = World::new("b2b");
    for stage in ["ready", "contacted", "engaged", "exploring", "evaluating"] {
        world.complete(stage);
    }
    let before = world.funnel.clone();
    world.funnel = apply(&before, &FunnelEdit::ArchiveStage { stage: key("evaluating"), archived: true }).unwrap();
    let gone = leaving(&before, &world.funnel);
    assert_eq!(gone.iter().map(|stage| stage.key.as_str()).collect::<Vec<_>>(), ["evaluating"]);
    let homes: Vec<_> = choices(&world.funnel, gone[0]).into_iter().map(|stage| stage.key.as_str()).collect();
    assert_eq!(homes, ["engaged", "exploring", "bid_allowed", "bid_sent", "agreeing"]);
    let answers = world.answers.clone();
    let id = world.move_id();
    let decision = rehouse(&world.context(), id, &key("exploring"));
    world.apply(&decision);
    assert_eq!((world.stage(), world.opportunity.standing.status), ("exploring", Status::Open));
    assert_eq!(world.moves.last().unwrap().transition, Transition::Rehouse);
    assert_eq!(world.answers, answers);
    assert!(matches!(rehouse(&world.context(), id, &key("engaged")), Decision::AlreadyDone));
    assert_eq!(world.report("bid_allowed").missing.len(), 3, "the joined gates ask for what both asked for");
}

#[test]
fn a_parked_opportunity_is_rehoused_and_stays_parked() {
    let mut world = World::new("b2b");
    for stage in ["ready", "contacted", "engaged"] {
        world.complete(stage);
    }
    let request = decide::ParkRequest {
        move_id: world.move_id(),
        wake_on: world.today() + chrono::Duration::days(9),
        reason: Reason::Timing,
        text: "after the budget".to_owned(),
    };
    let parked = decide::park(&world.context(), &request);
    world.apply(&parked);
    let before = world.opportunity.standing.clone();
    let id = world.move_id();
    let decision = rehouse(&world.context(), id, &key("exploring"));
    world.wait(5);
    world.apply(&decision);
    let standing = &world.opportunity.standing;
    assert_eq!(standing.stage, key("exploring"));
    assert_eq!(
        (standing.status, standing.wake_on, standing.status_since, standing.reason, &standing.reason_text),
        (before.status, before.wake_on, before.status_since, before.reason, &before.reason_text)
    );
}

#[test]
fn a_rehearsal_counts_what_a_stricter_gate_would_have_stopped() {
    let before = funnel("b2b");
    let strict = apply(&before, &FunnelEdit::SetPolicy { gate: "g6".to_owned(), policy: Policy::Strict }).unwrap();
    assert_eq!(stricter(&before, &strict).keys().collect::<Vec<_>>(), ["g6"]);
    assert!(stricter(&strict, &before).is_empty());
    let mut rehearsing = Rehearsing::new(&before, &strict);
    // Three prospects: one complete, one let through with a reason, one let through and lost later.
    for (complete, lost) in [(true, false), (false, false), (false, true)] {
        let mut world = World::new("b2b");
        for stage in ["ready", "contacted", "engaged"] {
            world.complete(stage);
        }
        world.wait(24);
        if complete {
            world.complete("exploring");
        } else {
            world.go("exploring", vec![], "in a hurry");
            world.wait(24);
            // Answered afterwards: that does not count for the move.
            let given = decide::Given {
                item: ItemKey::from("g6_decision_maker"),
                answer: world::answer(corong_domain::opportunity::AnswerState::Yes, "the owner"),
            };
            let request = decide::AnswerRequest { move_id: world.move_id(), answers: vec![given] };
            let decision = decide::answer_items(&world.context(), &request);
            world.apply(&decision);
        }
        assert_eq!(world.stage(), "exploring");
        if lost {
            let exit = decide::ExitRequest {
                move_id: world.move_id(),
                reason: Reason::Price,
                text: String::new(),
                competitor: String::new(),
            };
            let decision = decide::lose(&world.context(), &exit);
            world.apply(&decision);
        }
        world.funnel = strict.clone();
        rehearsing.add(&Past { gate: world.gate(), moves: &world.moves });
    }
    let rehearsal = rehearsing.finish();
    assert_eq!(rehearsal.opportunities, 3);
    let gate = &rehearsal.gates[0];
    assert_eq!((gate.gate.as_str(), gate.past, gate.stopped, gate.later_lost, gate.asked), ("g6", 3, 2, 1, 0));
    assert_eq!(gate.items[0].item.as_str(), "g6_decision_maker");
    assert_eq!(gate.items[0].moves, 2);
}

#[test]
fn only_what_asks_for_more_is_stricter() {
    let before = funnel("b2b");
    let apply = |edit: FunnelEdit| apply(&before, &edit).unwrap();
    let add = |strength| apply(FunnelEdit::AddItem { gate: "g7".to_owned(), item: item("g7_extra", strength) });
    assert!(stricter(&before, &add(Strength::Recommended)).is_empty());
    assert_eq!(stricter(&before, &add(Strength::Mandatory)).keys().collect::<Vec<_>>(), ["g7"]);
    let text = before.item(&ItemKey::from("g7_criteria")).unwrap().item.clone();
    assert!(stricter(&before, &apply(FunnelEdit::EditItem { item: Item { text: both("Other"), ..text } })).is_empty());
    let demonstration = before.item(&ItemKey::from("g8_demonstration")).unwrap().item.clone();
    let always = Item { may_not_apply: false, ..demonstration };
    assert!(stricter(&before, &apply(FunnelEdit::EditItem { item: always })).contains_key("g8"));
}

#[test]
fn a_copy_is_a_funnel_of_its_own() {
    let copied = copy(&funnel("b2b"), FunnelKey::from("office"), &Words::new("Kantor", "Office")).unwrap();
    assert_eq!(check(&copied), []);
    assert_eq!((copied.key.as_str(), copied.stages.len()), ("office", 11));
    assert!(copy(&funnel("b2b"), FunnelKey::from("Office!"), &both("Office")).is_err());
}

#[derive(Debug, Clone)]
enum Step {
    Add(Index, u8),
    Place(Index, Index),
    Switch(Index, bool),
    Archive(Index, bool),
    AddItem(Index, u8, Strength),
    EditItem(Index, Strength, bool, u32),
    RemoveItem(Index),
    PlaceItem(Index, u32),
    Policy(Index, Policy),
    Numbers(Index, Option<u8>, u32),
    Skip(bool),
    Advance,
}

fn step() -> impl Strategy<Value = Step> {
    let strength = prop::sample::select(vec![Strength::Mandatory, Strength::Recommended, Strength::Optional]);
    let policy = prop::sample::select(vec![Policy::Strict, Policy::Warn, Policy::Off]);
    prop_oneof![
        3 => (any::<Index>(), any::<u8>()).prop_map(|(after, name)| Step::Add(after, name)),
        3 => (any::<Index>(), any::<Index>()).prop_map(|(stage, after)| Step::Place(stage, after)),
        3 => (any::<Index>(), any::<bool>()).prop_map(|(stage, on)| Step::Switch(stage, on)),
        2 => (any::<Index>(), any::<bool>()).prop_map(|(stage, archived)| Step::Archive(stage, archived)),
        2 => (any::<Index>(), any::<u8>(), strength.clone()).prop_map(|(gate, name, how)| Step::AddItem(gate, name, how)),
        2 => (any::<Index>(), strength, any::<bool>(), 0_u32..120)
            .prop_map(|(item, how, waiver, weight)| Step::EditItem(item, how, waiver, weight)),
        2 => any::<Index>().prop_map(Step::RemoveItem),
        1 => (any::<Index>(), 0_u32..9).prop_map(|(item, to)| Step::PlaceItem(item, to)),
        2 => (any::<Index>(), policy).prop_map(|(gate, policy)| Step::Policy(gate, policy)),
        1 => (any::<Index>(), prop::option::of(0_u8..120), 0_u32..5_000)
            .prop_map(|(stage, floor, days)| Step::Numbers(stage, floor, days)),
        1 => any::<bool>().prop_map(Step::Skip),
        5 => Just(Step::Advance),
    ]
}

fn edit(funnel: &Funnel, step: &Step) -> Option<FunnelEdit> {
    let stage = |at: &Index| at.get(&funnel.stages).key.clone();
    let gate = |at: &Index| at.get(&funnel.gates).key.clone();
    let items: Vec<_> =
        funnel.gates.iter().flat_map(|gate| gate.items.iter().map(move |item| (gate.key.clone(), item))).collect();
    Some(match step {
        Step::Add(after, name) => {
            FunnelEdit::AddStage { key: key(&format!("own_{name}")), after: stage(after), label: both("Own") }
        }
        Step::Place(moved, after) => FunnelEdit::PlaceStage { stage: stage(moved), after: stage(after) },
        Step::Switch(at, on) => FunnelEdit::SwitchStage { stage: stage(at), on: *on },
        Step::Archive(at, archived) => FunnelEdit::ArchiveStage { stage: stage(at), archived: *archived },
        Step::AddItem(at, name, how) => {
            FunnelEdit::AddItem { gate: gate(at), item: item(&format!("own_{name}"), *how) }
        }
        Step::EditItem(at, strength, no_waiver, weight) => {
            let item = (*at.get(&items).1).clone();
            FunnelEdit::EditItem { item: Item { strength: *strength, no_waiver: *no_waiver, weight: *weight, ..item } }
        }
        Step::RemoveItem(at) => {
            let (gate, item) = at.get(&items);
            FunnelEdit::RemoveItem { gate: gate.clone(), item: item.key.clone() }
        }
        Step::PlaceItem(at, position) => {
            let (gate, item) = at.get(&items);
            FunnelEdit::PlaceItem { gate: gate.clone(), item: item.key.clone(), position: *position }
        }
        Step::Policy(at, policy) => FunnelEdit::SetPolicy { gate: gate(at), policy: *policy },
        Step::Numbers(at, floor, days) => {
            FunnelEdit::StageNumbers { stage: stage(at), floor: *floor, planned_days: *days, idle_days: *days / 10 }
        }
        Step::Skip(may_skip) => FunnelEdit::MaySkip { may_skip: *may_skip },
        Step::Advance => return None,
    })
}

/// Goes on by one stage, giving everything that is asked for.
fn advance(world: &mut World) -> Decision {
    let next = world.funnel.next_stage(&world.opportunity.standing.stage, Facts::of(&world.opportunity));
    let next = next.map(|stage| stage.key.as_str().to_owned()).unwrap();
    world.complete(&next)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is edited: the funnel stays valid, the opportunity stands at a stage in use on the level of its facts,
    /// marks made earlier keep their level, and it can be carried to the end through every gate.
    #[test]
    fn edits_keep_the_funnel_valid_and_the_opportunity_movable(
        b2c in any::<bool>(),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let mut world = World::new(if b2c { "b2c" } else { "b2b" });
        for step in &steps {
            let Some(edit) = edit(&world.funnel, step) else {
                if world.opportunity.standing.status == Status::Open {
                    let decision = advance(&mut world);
                    prop_assert!(matches!(decision, Decision::Done(_)), "{decision:?}");
                }
                continue;
            };
            let before = world.funnel.clone();
            let reached = level_reached(&before, &world.opportunity);
            let Ok(edited) = apply(&before, &edit) else { continue };
            prop_assert_eq!(check_against(&edited, Some(&before)), []);
            world.funnel = edited;
            for gone in leaving(&before, &world.funnel) {
                if world.opportunity.standing.stage != gone.key {
                    continue;
                }
                let home = choices(&world.funnel, gone).first().map(|stage| stage.key.clone());
                let home = home.expect("there is a stage that takes them");
                let id = world.move_id();
                let decision = rehouse(&world.context(), id, &home);
                prop_assert!(matches!(decision, Decision::Done(_)), "{decision:?}");
                world.apply(&decision);
            }
            let here = world.opportunity.standing.stage.clone();
            prop_assert!(world.funnel.stage(&here).is_some_and(|stage| stage.on), "{here} is in use");
            prop_assert_eq!(level_reached(&world.funnel, &world.opportunity), reached);
            let floors: Vec<_> =
                world.funnel.stages.iter().filter(|stage| !stage.archived).filter_map(|stage| stage.floor).collect();
            prop_assert!(floors.windows(2).all(|pair| pair[0] < pair[1]), "{floors:?}");
        }
        for _ in 0..80 {
            if world.opportunity.standing.status == Status::Won {
                break;
            }
            let decision = advance(&mut world);
            prop_assert!(matches!(decision, Decision::Done(_)), "{decision:?} at {}", world.stage());
        }
        prop_assert_eq!(world.opportunity.standing.status, Status::Won);
        prop_assert_eq!(level(&world.funnel, &world.opportunity), Level::Customer);
    }
}
