//! From the moves of an opportunity to times under watch: one for each stage that it entered, until it ended.
//!
//! Time in nurture is taken out of the clock. Each attempt counts for itself: a reopened opportunity keeps its old outcome
//! and starts anew, while an order that was cancelled takes its win back. Deliberately absent: stages entered a second
//! time in one attempt, whose clock would start too late.

use chrono::{DateTime, Utc};

use super::closing::{Ending, Spell};
use crate::ids::StageKey;
use crate::opportunity::{StageMove, Status, Transition};

/// One stage entered by one attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The stage.
    pub stage: StageKey,
    /// When it was entered.
    pub at: DateTime<Utc>,
    /// The time from there to the end of the attempt.
    pub spell: Spell,
}

/// The stages that an opportunity entered, with the time from each to its end, or to `now`. `watched_from` is when its
/// history began, where that is later than its first day: it comes under watch only then.
#[must_use]
pub fn entries(moves: &[StageMove], now: DateTime<Utc>, watched_from: Option<DateTime<Utc>>) -> Vec<Entry> {
    let mut sorted: Vec<&StageMove> = moves.iter().collect();
    sorted.sort_by_key(|made| (made.at, made.from_stage.is_some()));
    let mut found = Vec::new();
    let mut attempt = Attempt::default();
    for made in sorted {
        match made.transition {
            Transition::Void => {
                // The win was none; what the attempt had entered goes on.
                attempt.reopen(made.at);
                attempt.enter(made);
            }
            Transition::Reopen => {
                attempt.close(&mut found, made.at, watched_from);
                attempt.enter(made);
            }
            Transition::Create
            | Transition::Forward
            | Transition::Fact
            | Transition::Back
            | Transition::Skip
            | Transition::Disqualify
            | Transition::Lose
            | Transition::Park
            | Transition::Return
            | Transition::Repeat
            | Transition::FactReversed
            | Transition::Rehouse => attempt.enter(made),
        }
    }
    attempt.close(&mut found, now, watched_from);
    found
}

#[derive(Default)]
struct Attempt {
    stages: Vec<(StageKey, DateTime<Utc>)>,
    /// Times in which the clock stands.
    pauses: Vec<(DateTime<Utc>, DateTime<Utc>)>,
    paused_at: Option<DateTime<Utc>>,
    ended: Option<(DateTime<Utc>, Ending)>,
}

impl Attempt {
    fn enter(&mut self, made: &StageMove) {
        if let Some(since) = self.paused_at.take() {
            self.pauses.push((since, made.at));
        }
        match made.to_status {
            Status::Open => {
                if !self.stages.iter().any(|(stage, _)| *stage == made.to_stage) {
                    self.stages.push((made.to_stage.clone(), made.at));
                }
            }
            Status::Nurture => self.paused_at = Some(made.at),
            Status::Won => self.ended = Some((made.at, Ending::Won)),
            Status::Lost | Status::Disqualified => self.ended = Some((made.at, Ending::Lost)),
        }
    }

    /// Takes a win back; the time as a customer is not counted.
    fn reopen(&mut self, at: DateTime<Utc>) {
        if let Some((ended, _)) = self.ended.take() {
            self.pauses.push((ended, at));
        }
    }

    fn close(&mut self, found: &mut Vec<Entry>, now: DateTime<Utc>, watched_from: Option<DateTime<Utc>>) {
        let Self { stages, mut pauses, paused_at, ended } = std::mem::take(self);
        let (until, ending) = ended.unwrap_or((now, Ending::Open));
        if let Some(since) = paused_at {
            pauses.push((since, until.max(since)));
        }
        let days = |from: DateTime<Utc>, to: DateTime<Utc>| {
            let paused: i64 =
                pauses.iter().map(|(a, b)| ((*b).min(to) - (*a).max(from)).num_milliseconds().max(0)).sum();
            ((to - from).num_milliseconds() - paused).max(0) as f64 / 86_400_000.0
        };
        found.extend(stages.into_iter().map(|(stage, at)| {
            let entered = watched_from.filter(|from| *from > at).map_or(0.0, |from| days(at, from));
            Entry { stage, at, spell: Spell { entered, left: days(at, until), ending } }
        }));
    }
}
