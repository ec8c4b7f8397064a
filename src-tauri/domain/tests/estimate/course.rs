//! An opportunity's way from its moves: its own clock, stays, endings, and moves of one instant.

use chrono::{DateTime, TimeDelta, Utc};
use corong_domain::estimate::closing::Ending;
use corong_domain::estimate::course::{Course, StayEnd, Step};
use corong_domain::ids::StageKey;
use corong_domain::opportunity::{Reason, Status, Transition};

use crate::close;

fn start() -> DateTime<Utc> {
    "2026-03-02T02:00:00Z".parse().unwrap()
}

fn at(day: i64) -> DateTime<Utc> {
    start() + TimeDelta::days(day)
}

struct Way(Vec<Step>);

impl Way {
    fn begin() -> Self {
        Self(vec![Step {
            transition: Transition::Create,
            from_stage: None,
            to_stage: StageKey::from("captured"),
            from_status: None,
            to_status: Status::Open,
            at: at(0),
            reason: None,
        }])
    }

    fn go(mut self, day: i64, transition: Transition, to: &str, status: Status) -> Self {
        let last = self.0.last().unwrap().clone();
        self.0.push(Step {
            transition,
            from_stage: Some(last.to_stage),
            to_stage: StageKey::from(to),
            from_status: Some(last.to_status),
            to_status: status,
            at: at(day),
            reason: (status == Status::Lost).then_some(Reason::Price),
        });
        self
    }

    /// The same whatever order the moves come in.
    fn until(self, day: i64) -> Course {
        let course = Course::of(start(), self.0.clone(), at(day)).unwrap();
        let backwards = self.0.into_iter().rev().collect();
        assert_eq!(Course::of(start(), backwards, at(day)).unwrap(), course);
        course
    }
}

#[test]
fn the_clock_stands_still_in_nurture_and_after_an_ending() {
    let way = || {
        Way::begin()
            .go(2, Transition::Forward, "ready", Status::Open)
            .go(5, Transition::Park, "ready", Status::Nurture)
            .go(15, Transition::Return, "ready", Status::Open)
            .go(18, Transition::Lose, "ready", Status::Lost)
            .go(30, Transition::Reopen, "ready", Status::Open)
            .go(34, Transition::Forward, "customer", Status::Won)
    };
    let course = way().until(100);
    close(course.age, 2.0 + 3.0 + 3.0 + 4.0, "age");
    let stays: Vec<(&str, f64, StayEnd)> =
        course.stays.iter().map(|stay| (stay.stage.as_str(), stay.left_age - stay.entered_age, stay.end)).collect();
    assert_eq!(
        stays,
        [
            ("captured", 2.0, StayEnd::Moved),
            ("ready", 6.0, StayEnd::Closed),
            ("ready", 4.0, StayEnd::Moved),
            ("customer", 0.0, StayEnd::Closed),
        ]
    );
    let outcomes: Vec<(Status, f64, Option<Reason>)> =
        course.outcomes.iter().map(|outcome| (outcome.status, outcome.age, outcome.reason)).collect();
    assert_eq!(outcomes, [(Status::Lost, 8.0, Some(Reason::Price)), (Status::Won, 12.0, None)]);
    let first = course.spell();
    assert_eq!((first.left, first.ending), (8.0, Ending::Lost));
    let again = course.spell_from(8.5);
    assert_eq!((again.left, again.ending), (3.5, Ending::Won));
    let parked = way().until(10);
    assert_eq!((parked.status, parked.age), (Status::Nurture, 5.0));
    assert_eq!(parked.spell().ending, Ending::Open);
    let stay = parked.stays.last().unwrap();
    assert_eq!((stay.stage.as_str(), stay.left_age - stay.entered_age, stay.end), ("ready", 3.0, StayEnd::Here));
    assert!(Course::of(start(), way().0, at(0)).is_none(), "before its first move it was not there");
}

#[test]
fn a_voided_win_is_no_ending_and_moves_back_are_counted() {
    let course = Way::begin()
        .go(1, Transition::Forward, "ready", Status::Open)
        .go(2, Transition::Back, "captured", Status::Open)
        .go(3, Transition::Forward, "customer", Status::Won)
        .go(9, Transition::Void, "ready", Status::Open)
        .until(11);
    assert_eq!(course.outcomes.len(), 1);
    assert_eq!(course.outcomes[0].voided_at, Some(at(9)));
    assert_eq!(course.standing_outcomes().count(), 0);
    assert_eq!((course.moves_back, course.status, course.stage.as_str()), (1, Status::Open, "ready"));
    close(course.age, 3.0 + 2.0, "age");
    assert_eq!(course.spell().ending, Ending::Open);
}

#[test]
fn moves_of_one_instant_follow_from_stage_to_stage() {
    let course = Way::begin()
        .go(4, Transition::Forward, "ready", Status::Open)
        .go(4, Transition::Fact, "qualified", Status::Open)
        .go(4, Transition::Forward, "engaged", Status::Open)
        .go(4, Transition::Forward, "exploring", Status::Open)
        .until(5);
    let stages: Vec<&str> = course.stays.iter().map(|stay| stay.stage.as_str()).collect();
    assert_eq!(stages, ["captured", "ready", "qualified", "engaged", "exploring"]);
    close(course.age, 5.0, "age");
}

#[test]
fn a_history_that_begins_late_enters_late() {
    let steps = Way::begin().go(12, Transition::Lose, "captured", Status::Lost).0;
    let course = Course::of(start() - TimeDelta::days(30), steps, at(40)).unwrap();
    let spell = course.spell();
    assert_eq!((spell.entered, spell.left, spell.ending), (30.0, 42.0, Ending::Lost));
    assert!(!course.stays[0].known_start, "nobody saw it come to its first stage");
}
