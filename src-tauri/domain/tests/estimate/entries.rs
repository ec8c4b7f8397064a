//! Times under watch from moves.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use corong_domain::estimate::closing::{Ending, Spell};
use corong_domain::estimate::entries::entries;
use corong_domain::ids::{MoveId, OpportunityId, StageKey};
use corong_domain::opportunity::{StageMove, Status, Transition};
use uuid::Uuid;

fn day(n: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap() + TimeDelta::days(n)
}

fn made(n: i64, transition: Transition, to: &str, status: Status) -> StageMove {
    StageMove {
        id: MoveId(Uuid::from_u128(u128::from(n.unsigned_abs()))),
        opportunity_id: OpportunityId(Uuid::nil()),
        transition,
        from_stage: (transition != Transition::Create).then(|| StageKey::from("before")),
        to_stage: StageKey::from(to),
        from_status: None,
        to_status: status,
        at: day(n),
        by: None,
        reason_code: None,
        reason: String::new(),
        waived: Vec::new(),
    }
}

fn found(moves: &[StageMove], watched_from: Option<i64>) -> Vec<(String, f64, f64, Ending)> {
    let found = entries(moves, day(100), watched_from.map(day));
    found
        .into_iter()
        .map(|entry| {
            let Spell { entered, left, ending } = entry.spell;
            (entry.stage.to_string(), entered, left, ending)
        })
        .collect()
}

fn is(stage: &str, entered: f64, left: f64, ending: Ending) -> (String, f64, f64, Ending) {
    (stage.to_owned(), entered, left, ending)
}

#[test]
fn each_stage_counts_from_its_first_entry_to_the_end() {
    let moves = [
        made(0, Transition::Create, "a", Status::Open),
        made(10, Transition::Forward, "b", Status::Open),
        made(15, Transition::Back, "a", Status::Open),
        made(20, Transition::Forward, "b", Status::Open),
    ];
    assert_eq!(found(&moves, None), [is("a", 0.0, 100.0, Ending::Open), is("b", 0.0, 90.0, Ending::Open)]);
    let mut won = moves.to_vec();
    won.push(made(30, Transition::Forward, "c", Status::Won));
    won.reverse();
    assert_eq!(found(&won, None), [is("a", 0.0, 30.0, Ending::Won), is("b", 0.0, 20.0, Ending::Won)], "in any order");
}

#[test]
fn nurture_stops_the_clock() {
    let mut moves = vec![
        made(0, Transition::Create, "a", Status::Open),
        made(10, Transition::Park, "a", Status::Nurture),
        made(40, Transition::Return, "a", Status::Open),
        made(50, Transition::Forward, "b", Status::Open),
        made(60, Transition::Lose, "b", Status::Lost),
    ];
    assert_eq!(found(&moves, None), [is("a", 0.0, 30.0, Ending::Lost), is("b", 0.0, 10.0, Ending::Lost)]);
    moves.truncate(2);
    assert_eq!(found(&moves, None), [is("a", 0.0, 10.0, Ending::Open)], "still parked");
}

#[test]
fn an_old_outcome_stays_and_a_cancelled_order_was_none() {
    let lost = [
        made(0, Transition::Create, "a", Status::Open),
        made(10, Transition::Lose, "a", Status::Lost),
        made(40, Transition::Reopen, "a", Status::Open),
        made(45, Transition::Forward, "b", Status::Won),
    ];
    assert_eq!(found(&lost, None), [is("a", 0.0, 10.0, Ending::Lost), is("a", 0.0, 5.0, Ending::Won)]);
    let void = [
        made(0, Transition::Create, "a", Status::Open),
        made(10, Transition::Forward, "c", Status::Won),
        made(70, Transition::Void, "b", Status::Open),
    ];
    assert_eq!(found(&void, None), [is("a", 0.0, 40.0, Ending::Open), is("b", 0.0, 30.0, Ending::Open)]);
}

#[test]
fn what_began_before_the_records_comes_under_watch_late() {
    let moves = [
        made(0, Transition::Create, "a", Status::Open),
        made(50, Transition::Forward, "b", Status::Open),
        made(60, Transition::Forward, "c", Status::Won),
    ];
    assert_eq!(found(&moves, Some(30)), [is("a", 30.0, 60.0, Ending::Won), is("b", 0.0, 10.0, Ending::Won)]);
}
