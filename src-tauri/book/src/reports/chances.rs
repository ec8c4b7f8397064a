//! By which chance the amount of an open opportunity is weighted, and how much of that falls until a day.
//!
//! Deliberately absent: the percentage. It is progress and not a probability.

use std::collections::HashMap;

use corong_domain::estimate::ENOUGH_OUTCOMES;
use corong_domain::estimate::closing::{Curve, Spell};
use corong_domain::estimate::closing_cells::{Cell, Fitted, Scope, narrowest};
use corong_domain::estimate::rates::{Prior, shrunk_rate};
use corong_domain::funnel::{Funnel, Stage};
use corong_domain::ids::{FunnelKey, StageKey};
use corong_domain::opportunity::Status;

use super::material::{Case, Material};
use super::small;

/// The chance of a stage whose floor says less. A funnel plans no chances; its floors are the only figures it has.
const LEAST_PLAN: f64 = 0.05;

/// Chance and time of one stage.
pub(super) struct StageChance {
    /// How many that were at the stage, or further, closed.
    pub closed: u32,
    /// How many of these were won.
    pub won: u32,
    /// The chance, 0 to 1.
    pub chance: f64,
    /// How long the rest of the way takes.
    days: Fitted,
}

/// Chances of all stages of all funnels.
pub(super) struct Chances {
    by_stage: HashMap<(FunnelKey, StageKey), StageChance>,
    /// How many closed in the whole book.
    pub closed: u32,
    /// Whether floors stand in for chances.
    pub plan: bool,
    /// Whether planned days stand in for the days of any stage.
    pub planned_days: bool,
}

impl Chances {
    /// From everything that closed by then.
    pub fn of(material: &Material<'_>) -> Self {
        let mut closed: HashMap<&FunnelKey, Vec<(usize, bool)>> = HashMap::new();
        for case in &material.all {
            let decided = closed.entry(&case.funnel.key).or_default();
            for outcome in case.course.standing_outcomes() {
                // A win was at every stage before; the one entered by it is nothing to be won from.
                decided.push((case.furthest_by(outcome.at), outcome.status == Status::Won));
            }
        }
        let all: u32 = small(closed.values().map(Vec::len).sum());
        let won = closed.values().flatten().filter(|(_, won)| *won).count();
        let plan = all < ENOUGH_OUTCOMES;
        let base = won as f64 / f64::from(all.max(1));
        let mut by_stage = HashMap::new();
        let mut planned_days = false;
        let mut funnels: Vec<&Case> = Vec::new();
        for case in &material.all {
            if funnels.iter().all(|known| known.funnel.key != case.funnel.key) {
                funnels.push(case);
            }
        }
        for funnel in funnels.iter().map(|case| case.funnel.as_ref()) {
            let decided = closed.get(&funnel.key).map_or(&[][..], Vec::as_slice);
            for (position, stage) in funnel.stages.iter().enumerate() {
                let there = || decided.iter().filter(|(furthest, _)| *furthest >= position);
                let (n, won) = (small(there().count()), small(there().filter(|(_, won)| *won).count()));
                let chance = if plan { planned_chance(stage) } else { shrunk_rate(won, n, Prior::around(base)) };
                let days = days_from(material, funnel, stage);
                planned_days |= matches!(days, Fitted::Plan);
                let found = StageChance { closed: n, won, chance, days };
                by_stage.insert((funnel.key.clone(), stage.key.clone()), found);
            }
        }
        Self { by_stage, closed: all, plan, planned_days }
    }

    /// Of the stage at which a case is.
    pub fn at(&self, case: &Case) -> Option<&StageChance> {
        self.by_stage.get(&(case.funnel.key.clone(), case.course.stage.clone()))
    }

    /// Of a stage.
    pub fn of_stage(&self, funnel: &Funnel, stage: &Stage) -> Option<&StageChance> {
        self.by_stage.get(&(funnel.key.clone(), stage.key.clone()))
    }
}

impl StageChance {
    /// Chance that a case at this stage is won within so many days.
    pub fn within(&self, case: &Case, days: f64) -> f64 {
        let entered = case.course.stays.last().map_or(0.0, |stay| stay.entered_age);
        let age = (case.course.age - entered).max(0.0);
        let Fitted::Cell { curve, .. } = &self.days else { return self.planned(case, days) };
        match (curve.win_by(age, days), curve.win_ever(age)) {
            (Some(by), Some(ever)) if ever > 0.0 => self.chance * by / ever,
            // Older at this stage than any that was won.
            (Some(_) | None, Some(_) | None) => self.planned(case, days),
        }
    }

    /// By plan it is won when the planned days of this stage and of the later ones are over.
    fn planned(&self, case: &Case, days: f64) -> f64 {
        let here = case.funnel.position(&case.course.stage).unwrap_or(0);
        let later = case.funnel.stages.iter().skip(here).filter(|stage| stage.on);
        let left: f64 = later.map(|stage| f64::from(stage.planned_days)).sum();
        if days >= left { self.chance } else { 0.0 }
    }
}

fn planned_chance(stage: &Stage) -> f64 {
    (f64::from(stage.floor.unwrap_or(0)) / 100.0).max(LEAST_PLAN)
}

/// The course from entering a stage until the end: of the same funnel, else of the same stage in all.
fn days_from(material: &Material<'_>, funnel: &Funnel, stage: &Stage) -> Fitted {
    let spells = |same: bool| -> Vec<Spell> {
        let cases = material.all.iter().filter(|case| !same || case.funnel.key == funnel.key);
        cases
            .flat_map(|case| {
                let stays = case.course.stays.iter().filter(|stay| stay.stage == stage.key && stay.known_start);
                stays.map(|stay| case.course.spell_from(stay.entered_age))
            })
            .collect()
    };
    let (same, all) = (spells(true), spells(false));
    narrowest(&[Cell { scope: Scope::Funnel, spells: &same }, Cell { scope: Scope::All, spells: &all }])
}

/// The usual course from the beginning to the end.
pub(super) fn cycle<'c>(cases: impl Iterator<Item = &'c Case>) -> Option<Curve> {
    let spells: Vec<Spell> = cases.map(|case| case.course.spell()).collect();
    match narrowest(&[Cell { scope: Scope::All, spells: &spells }]) {
        Fitted::Cell { curve, .. } => Some(curve),
        Fitted::Plan => None,
    }
}
