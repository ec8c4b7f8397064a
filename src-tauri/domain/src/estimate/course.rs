//! An opportunity's way as its moves tell it, until any instant: stays at stages, endings, and its own clock.
//!
//! The clock runs only while the opportunity is open: time in nurture and time between an ending and a reopening are
//! taken out. Deliberately absent: what is kept beside the moves (amount, owner, answers), which has no past here, and
//! the order of stages, which is the funnel's.

use chrono::{DateTime, Utc};

use super::closing::{Ending, Spell};
use crate::ids::StageKey;
use crate::opportunity::{Reason, Status, Transition};

const DAY_MILLIS: f64 = 86_400_000.0;

/// One move, without what a report does not look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What kind of transition.
    pub transition: Transition,
    /// The stage left; `None` for the first.
    pub from_stage: Option<StageKey>,
    /// The stage entered.
    pub to_stage: StageKey,
    /// The status left; `None` for the first.
    pub from_status: Option<Status>,
    /// The status entered.
    pub to_status: Status,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, where it was an ending.
    pub reason: Option<Reason>,
}

/// How a stay at a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StayEnd {
    /// It went to another stage, onward or back.
    Moved,
    /// It was won, lost or disqualified there.
    Closed,
    /// It has not ended.
    Here,
}

/// A stay at a stage; a time in nurture does not end it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stay {
    /// The stage.
    pub stage: StageKey,
    /// When it was entered.
    pub entered: DateTime<Utc>,
    /// Days on the opportunity's own clock when it was entered.
    pub entered_age: f64,
    /// Days on its own clock when it was left, or when it was last seen.
    pub left_age: f64,
    /// How it ended.
    pub end: StayEnd,
    /// Whether its beginning is known: not for the first stay of a history that begins late.
    pub known_start: bool,
}

/// An ending: won, lost or disqualified. One that was taken back by a reopening stays one.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Won, lost or disqualified.
    pub status: Status,
    /// The stage it was at when it ended; for a win the one entered.
    pub stage: StageKey,
    /// When.
    pub at: DateTime<Utc>,
    /// Days on its own clock.
    pub age: f64,
    /// Why.
    pub reason: Option<Reason>,
    /// When a win was voided, if it was.
    pub voided_at: Option<DateTime<Utc>>,
}

/// The way of one opportunity until an instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// When it began.
    pub started: DateTime<Utc>,
    /// Days after which its history begins: 0 unless it came from elsewhere with a past of its own.
    pub watched_from: f64,
    /// Its status at that instant.
    pub status: Status,
    /// Its stage at that instant.
    pub stage: StageKey,
    /// Days on its own clock at that instant.
    pub age: f64,
    /// Its stays, in order.
    pub stays: Vec<Stay>,
    /// Its endings, in order.
    pub outcomes: Vec<Outcome>,
    /// How often it was moved back by hand or by a fact taken back.
    pub moves_back: u32,
}

fn days(from: DateTime<Utc>, to: DateTime<Utc>) -> f64 {
    ((to - from).num_milliseconds().max(0)) as f64 / DAY_MILLIS
}

/// Steps in the order in which they happened. Several of one instant follow each other from stage to stage.
#[must_use]
pub fn in_order(mut steps: Vec<Step>) -> Vec<Step> {
    steps.sort_by_key(|step| step.at);
    let mut start = 0;
    while let Some(first) = steps.get(start) {
        let at = first.at;
        let end = start + steps.iter().skip(start).take_while(|step| step.at == at).count();
        for place in start..end.saturating_sub(1) {
            let before = place.checked_sub(1).and_then(|before| steps.get(before));
            let follows = |step: &Step| match before {
                Some(before) => {
                    step.from_stage.as_ref() == Some(&before.to_stage) && step.from_status == Some(before.to_status)
                }
                None => step.from_stage.is_none(),
            };
            let next = steps.iter().enumerate().skip(place).take(end - place).find(|(_, step)| follows(step));
            if let Some((found, _)) = next {
                steps.swap(place, found);
            }
        }
        start = end;
    }
    steps
}

impl Course {
    /// The way until `until`; `None` when it had not begun by then. `steps` in any order.
    #[must_use]
    pub fn of(created_at: DateTime<Utc>, steps: Vec<Step>, until: DateTime<Utc>) -> Option<Self> {
        let steps: Vec<Step> = in_order(steps).into_iter().filter(|step| step.at < until).collect();
        let first = steps.first()?;
        let watched_from = days(created_at, first.at);
        let mut course = Self {
            started: created_at.min(first.at),
            watched_from,
            status: first.to_status,
            stage: first.to_stage.clone(),
            age: watched_from,
            stays: Vec::new(),
            outcomes: Vec::new(),
            moves_back: 0,
        };
        let mut clock = first.at;
        for (index, step) in steps.iter().enumerate() {
            if index > 0 {
                course.run(clock, step.at);
            }
            clock = step.at;
            course.take(step, index == 0);
        }
        course.run(clock, until);
        if let Some(stay) = course.stays.last_mut().filter(|stay| stay.end == StayEnd::Here) {
            stay.left_age = course.age;
        }
        Some(course)
    }

    /// The clock runs while it is open.
    fn run(&mut self, from: DateTime<Utc>, to: DateTime<Utc>) {
        if self.status == Status::Open {
            self.age += days(from, to);
        }
    }

    fn take(&mut self, step: &Step, first: bool) {
        if matches!(step.transition, Transition::Back | Transition::FactReversed) {
            self.moves_back = self.moves_back.saturating_add(1);
        }
        let held = self.stage.clone();
        let closes = matches!(step.to_status, Status::Won | Status::Lost | Status::Disqualified);
        let parked = step.to_status == Status::Nurture || self.status == Status::Nurture;
        let stays_on = !first && !closes && step.to_stage == held && (parked || self.status == Status::Open);
        if !stays_on {
            let end = if closes && step.to_stage == held { StayEnd::Closed } else { StayEnd::Moved };
            self.leave(end);
        }
        if self.status == Status::Won && !closes {
            self.void(step.at);
        }
        if closes {
            let stage = step.to_stage.clone();
            let (status, at, age, reason) = (step.to_status, step.at, self.age, step.reason);
            self.outcomes.push(Outcome { status, stage, at, age, reason, voided_at: None });
        }
        if !stays_on && (first || !closes || step.to_stage != held) {
            self.stays.push(Stay {
                stage: step.to_stage.clone(),
                entered: step.at,
                entered_age: self.age,
                left_age: self.age,
                end: if closes { StayEnd::Closed } else { StayEnd::Here },
                known_start: !first || self.watched_from <= 0.0,
            });
        }
        self.stage = step.to_stage.clone();
        self.status = step.to_status;
    }

    fn leave(&mut self, end: StayEnd) {
        if let Some(stay) = self.stays.last_mut().filter(|stay| stay.end == StayEnd::Here) {
            stay.left_age = self.age;
            stay.end = end;
        }
    }

    fn void(&mut self, at: DateTime<Utc>) {
        let won = self.outcomes.iter_mut().rev().find(|outcome| outcome.status == Status::Won);
        if let Some(won) = won {
            won.voided_at = won.voided_at.or(Some(at));
        }
    }

    /// The endings that stand: all but voided wins.
    pub fn standing_outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(|outcome| outcome.voided_at.is_none())
    }

    /// The time from an age on until it ended, or was last seen: what a time to close is estimated from.
    #[must_use]
    pub fn spell_from(&self, age: f64) -> Spell {
        let ended = self.standing_outcomes().find(|outcome| outcome.age >= age);
        let entered = (self.watched_from - age).max(0.0);
        match ended {
            Some(outcome) => Spell {
                entered,
                left: outcome.age - age,
                ending: if outcome.status == Status::Won { Ending::Won } else { Ending::Lost },
            },
            None => Spell { entered, left: (self.age - age).max(0.0), ending: Ending::Open },
        }
    }

    /// The whole of it as a spell.
    #[must_use]
    pub fn spell(&self) -> Spell {
        self.spell_from(0.0)
    }
}
