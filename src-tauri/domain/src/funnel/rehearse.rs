//! A rehearsal: what a changed rule would have done to the moves that were made. Pure; the past is an argument.
//!
//! It looks at each past move with the answers given and the activities done until then. Facts and fields of the
//! records are taken as they are today, because only the log knows what they were; they are asked for by the old rule
//! and the new one alike, so they rarely make a difference.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::gate::{GateContext, evaluate};
use super::{Funnel, Policy};
use crate::activity::{Activity, ActivityState};
use crate::ids::ItemKey;
use crate::opportunity::{AnswerState, GateAnswer, StageMove, Status, Transition};

/// What one item would have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemRehearsal {
    /// Which.
    pub item: ItemKey,
    /// Past moves at which it was neither done nor not applicable.
    pub moves: u32,
}

/// What one gate would have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GateRehearsal {
    /// The gate.
    pub gate: String,
    /// Past moves through it.
    pub past: u32,
    /// Of these, moves that it would have stopped until each missing item was done or let go for itself.
    pub stopped: u32,
    /// Of those stopped, opportunities that were lost or disqualified later.
    pub later_lost: u32,
    /// Past moves at which it would only have asked for one reason.
    pub asked: u32,
    /// The items that it would have asked for, most often first.
    pub items: Vec<ItemRehearsal>,
}

/// What a changed funnel would have done.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Rehearsal {
    /// The gates that ask for more than before, in the order of the funnel.
    pub gates: Vec<GateRehearsal>,
    /// How many opportunities were looked at.
    pub opportunities: u32,
}

impl Rehearsal {
    /// Whether no rule is stricter.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gates.is_empty()
    }
}

/// How much an item asks for at a gate: not at all, one reason, or to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Force {
    None,
    Asks,
    Stops,
}

fn forces(funnel: &Funnel) -> BTreeMap<(String, ItemKey), Force> {
    let items = funnel.gates.iter().flat_map(|gate| gate.items.iter().map(move |item| (gate, item)));
    items
        .map(|(gate, item)| {
            let force = match (item.strength, gate.policy) {
                (super::Strength::Mandatory, _) if item.no_waiver => Force::Stops,
                (super::Strength::Mandatory, Policy::Strict) => Force::Stops,
                (super::Strength::Mandatory, Policy::Warn) => Force::Asks,
                (super::Strength::Mandatory, Policy::Off)
                | (super::Strength::Recommended | super::Strength::Optional, _) => Force::None,
            };
            ((gate.key.clone(), item.key.clone()), force)
        })
        .collect()
}

/// The gates of which an item asks for more than before, with those items.
#[must_use]
pub fn stricter(before: &Funnel, after: &Funnel) -> BTreeMap<String, BTreeSet<ItemKey>> {
    let (old, new) = (forces(before), forces(after));
    let mut found: BTreeMap<String, BTreeSet<ItemKey>> = BTreeMap::new();
    for ((gate, item), force) in new {
        let was = old.get(&(gate.clone(), item.clone())).copied().unwrap_or(Force::None);
        if force > was || (force > Force::None && is_harder(before, after, &item)) {
            found.entry(gate).or_default().insert(item);
        }
    }
    found
}

/// Whether an item can be done in fewer ways than before.
fn is_harder(before: &Funnel, after: &Funnel, key: &ItemKey) -> bool {
    let (Some(old), Some(new)) = (before.item(key), after.item(key)) else { return false };
    let (old, new) = (old.item, new.item);
    old.kind != new.kind || old.field != new.field || (old.may_not_apply && !new.may_not_apply)
}

/// An opportunity with its past.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// What its gates look at today, with the changed funnel.
    pub gate: GateContext<'a>,
    /// Its moves.
    pub moves: &'a [StageMove],
}

/// Adds up what a changed funnel would have done.
#[derive(Debug)]
pub struct Rehearsing<'f> {
    after: &'f Funnel,
    stricter: BTreeMap<String, BTreeSet<ItemKey>>,
    sums: BTreeMap<String, Sum>,
    opportunities: u32,
}

#[derive(Debug, Default)]
struct Sum {
    past: u32,
    stopped: u32,
    later_lost: u32,
    asked: u32,
    items: BTreeMap<ItemKey, u32>,
}

impl<'f> Rehearsing<'f> {
    /// Begins.
    #[must_use]
    pub fn new(before: &Funnel, after: &'f Funnel) -> Self {
        Self { after, stricter: stricter(before, after), sums: BTreeMap::new(), opportunities: 0 }
    }

    /// Whether no rule is stricter, so that the past need not be read.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.stricter.is_empty()
    }

    /// Takes one opportunity into account.
    pub fn add(&mut self, past: &Past<'_>) {
        self.opportunities = self.opportunities.saturating_add(1);
        let lost = matches!(past.gate.opportunity.standing.status, Status::Lost | Status::Disqualified);
        for made in past.moves.iter().filter(|made| went_forward(made)) {
            if let Some(from) = &made.from_stage {
                self.add_move(past, made, from, lost);
            }
        }
    }

    fn add_move(&mut self, past: &Past<'_>, made: &StageMove, from: &crate::ids::StageKey, lost: bool) {
        let gates: Vec<&super::Gate> = self.after.gates_between(from, &made.to_stage);
        if !gates.iter().any(|gate| self.stricter.contains_key(&gate.key)) {
            return;
        }
        let answers = answers_until(past.gate.answers, made.at);
        let activities = activities_until(past.gate.activities, made.at);
        let then =
            GateContext { funnel: self.after, answers: &answers, activities: &activities, now: made.at, ..past.gate };
        let report = evaluate(&then, from, &made.to_stage);
        for gate in gates {
            let Some(items) = self.stricter.get(&gate.key) else { continue };
            let open: Vec<_> = report
                .items
                .iter()
                .filter(|item| item.gate == gate.key && item.blocks() && items.contains(&item.item.key))
                .collect();
            let sum = self.sums.entry(gate.key.clone()).or_default();
            sum.past += 1;
            if open.iter().any(|item| item.policy == Policy::Strict || item.item.no_waiver) {
                sum.stopped += 1;
                sum.later_lost += u32::from(lost);
            } else if !open.is_empty() {
                sum.asked += 1;
            }
            for item in open {
                *sum.items.entry(item.item.key.clone()).or_default() += 1;
            }
        }
    }

    /// The figures. A gate that is stricter and was never passed is there with zeros.
    #[must_use]
    pub fn finish(mut self) -> Rehearsal {
        let mut gates = Vec::new();
        for gate in self.after.gates.iter().filter(|gate| self.stricter.contains_key(&gate.key)) {
            let Sum { past, stopped, later_lost, asked, items } = self.sums.remove(&gate.key).unwrap_or_default();
            let mut items: Vec<ItemRehearsal> =
                items.into_iter().map(|(item, moves)| ItemRehearsal { item, moves }).collect();
            items.sort_by(|one, other| other.moves.cmp(&one.moves).then_with(|| one.item.cmp(&other.item)));
            gates.push(GateRehearsal { gate: gate.key.clone(), past, stopped, later_lost, asked, items });
        }
        Rehearsal { gates, opportunities: self.opportunities }
    }
}

fn went_forward(made: &StageMove) -> bool {
    match made.transition {
        Transition::Forward | Transition::Fact | Transition::Skip => true,
        Transition::Create
        | Transition::Back
        | Transition::Disqualify
        | Transition::Lose
        | Transition::Park
        | Transition::Return
        | Transition::Reopen
        | Transition::Void
        | Transition::Repeat
        | Transition::FactReversed
        | Transition::Rehouse => false,
    }
}

/// The answers given until an instant. What was let go counts as open: the question is whether it was done.
fn answers_until(answers: &[GateAnswer], at: DateTime<Utc>) -> Vec<GateAnswer> {
    let known = answers.iter().filter(|answer| answer.at <= at && answer.answer.state != AnswerState::Waived);
    known.cloned().collect()
}

fn activities_until(activities: &[Activity], at: DateTime<Utc>) -> Vec<Activity> {
    activities
        .iter()
        .filter(|activity| activity.created_at <= at)
        .map(|activity| match activity.done_at {
            Some(done) if done > at => Activity { state: ActivityState::Open, done_at: None, ..activity.clone() },
            Some(_) | None => activity.clone(),
        })
        .collect()
}
