//! Edits of stages. Gates are edges, so a stage that is added or moved takes the gate into it along and hands the gates
//! out of it on.

use std::collections::BTreeMap;

use super::super::{Funnel, Gate, Level, Policy, Role, Stage, Words};
use super::unknown_stage;
use crate::ids::StageKey;
use crate::problem::{Problem, Rule};

type Done = Result<(), Vec<Problem>>;

/// Planned and idle days of a new stage.
const NEW_PLANNED_DAYS: u32 = 7;
const NEW_IDLE_DAYS: u32 = 5;

pub(super) fn change(funnel: &mut Funnel, key: &StageKey, change: impl FnOnce(&mut Stage)) -> Done {
    let stage = funnel.stages.iter_mut().find(|stage| stage.key == *key).ok_or_else(|| unknown_stage(key))?;
    change(stage);
    Ok(())
}

pub(super) fn add(funnel: &mut Funnel, key: &StageKey, after: &StageKey, label: Words) -> Done {
    let before = funnel.stage(after).ok_or_else(|| unknown_stage(after))?;
    let level = before.level;
    let role = match level {
        Level::Lead | Level::QualifiedLead => Role::Lead,
        Level::Prospect => Role::Prospect,
        Level::Customer => return Err(vec![Problem::new(format!("stages.{key}"), Rule::OutOfOrder)]),
    };
    if funnel.stage(key).is_some() {
        return Err(vec![Problem::new(format!("stages.{key}"), Rule::Twice)]);
    }
    let stage = Stage {
        key: key.clone(),
        level,
        role,
        label,
        guidance: Words::default(),
        floor: None,
        planned_days: NEW_PLANNED_DAYS,
        idle_days: NEW_IDLE_DAYS,
        on: true,
        archived: false,
        place: None,
    };
    let gate = Gate {
        key: free_gate_key(funnel, key),
        from: after.clone(),
        to: key.clone(),
        policy: Policy::Warn,
        items: Vec::new(),
    };
    insert(funnel, stage, vec![gate], after);
    mend_floors(funnel);
    Ok(())
}

fn free_gate_key(funnel: &Funnel, stage: &StageKey) -> String {
    let plain = format!("to_{stage}");
    let taken = |key: &String| funnel.gates.iter().any(|gate| gate.key == *key);
    let numbered = (2_u32..).map(|number| format!("to_{stage}_{number}"));
    // The list is endless and the gates are not.
    std::iter::once(plain.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or(plain)
}

/// Puts a stage behind another one: what led on from there leads on from the new one.
fn insert(funnel: &mut Funnel, stage: Stage, gates_in: Vec<Gate>, after: &StageKey) {
    for gate in funnel.gates.iter_mut().filter(|gate| gate.from == *after) {
        gate.from = stage.key.clone();
    }
    let gate_at = funnel.gates.iter().position(|gate| gate.from == stage.key).unwrap_or(funnel.gates.len());
    for gate in gates_in.into_iter().rev() {
        funnel.gates.insert(gate_at, gate);
    }
    let at = funnel.position(after).map_or(funnel.stages.len(), |at| at + 1);
    funnel.stages.insert(at, stage);
}

pub(super) fn place(funnel: &mut Funnel, key: &StageKey, after: &StageKey) -> Done {
    let at = funnel.position(key).ok_or_else(|| unknown_stage(key))?;
    let before = funnel.stage(after).ok_or_else(|| unknown_stage(after))?;
    let moved = funnel.stages.get(at).ok_or_else(|| unknown_stage(key))?;
    if before.level != moved.level || key == after {
        return Err(vec![Problem::new(format!("stages.{key}"), Rule::OutOfOrder)]);
    }
    // These stand where the facts and the rules look for them.
    if !may_move(moved.role) {
        return Err(vec![Problem::new(format!("stages.{key}"), Rule::RulesNeedIt)]);
    }
    if funnel.stages.get(at.wrapping_sub(1)).is_some_and(|stage| stage.key == *after) {
        return Ok(());
    }
    let stage = funnel.stages.remove(at);
    let (mut gates_in, others): (Vec<Gate>, Vec<Gate>) =
        std::mem::take(&mut funnel.gates).into_iter().partition(|gate| gate.to == *key);
    funnel.gates = others;
    // A stage with one way in hands its ways out to the stage before it.
    let Some(source) = gates_in.first().map(|gate| gate.from.clone()) else {
        return Err(vec![Problem::new(format!("stages.{key}"), Rule::NoWay)]);
    };
    for gate in funnel.gates.iter_mut().filter(|gate| gate.from == *key) {
        gate.from = source.clone();
    }
    for gate in &mut gates_in {
        gate.from = after.clone();
    }
    insert(funnel, stage, gates_in, after);
    sort_floors(funnel);
    Ok(())
}

fn may_move(role: Role) -> bool {
    match role {
        Role::Lead | Role::Prospect | Role::Evaluating | Role::BidAllowed | Role::BidSent | Role::Agreeing => true,
        Role::Captured | Role::Ready | Role::Contacted | Role::Qualified | Role::Engaged | Role::Won => false,
    }
}

/// Floors belong to the positions: who changes places takes the floor of the place.
fn sort_floors(funnel: &mut Funnel) {
    let mut floors: Vec<u8> = prospects(funnel).filter_map(|stage| stage.floor).collect();
    floors.sort_unstable();
    let mut floors = floors.into_iter();
    for stage in funnel.stages.iter_mut().filter(|stage| has_floor(stage) && stage.floor.is_some()) {
        stage.floor = floors.next();
    }
}

fn has_floor(stage: &Stage) -> bool {
    stage.level == Level::Prospect && !stage.archived
}

fn prospects(funnel: &Funnel) -> impl Iterator<Item = &Stage> {
    funnel.stages.iter().filter(|stage| has_floor(stage))
}

/// Switches a stage on or off, and puts it away or takes it back out. One that comes back takes a floor that fits, where
/// its own one does no longer.
pub(super) fn switch(funnel: &mut Funnel, key: &StageKey, on: bool, archived: bool) -> Done {
    change(funnel, key, |stage| {
        stage.on = on;
        stage.archived = archived;
    })?;
    let floors: Vec<u8> = prospects(funnel).filter_map(|stage| stage.floor).collect();
    if !floors.iter().zip(floors.iter().skip(1)).all(|(one, next)| one < next) {
        change(funnel, key, |stage| stage.floor = stage.floor.filter(|_| !has_floor(stage)))?;
        mend_floors(funnel);
    }
    Ok(())
}

/// Gives prospect stages without a floor one between their neighbours; where there is no room, all floors are spread
/// evenly.
fn mend_floors(funnel: &mut Funnel) {
    let floors: Vec<Option<u8>> = prospects(funnel).map(|stage| stage.floor).collect();
    let mut mended = Vec::with_capacity(floors.len());
    for (at, floor) in floors.iter().enumerate() {
        let before = mended.last().copied();
        let after = floors.iter().skip(at + 1).find_map(|floor| *floor).unwrap_or(100);
        let between = before.map_or(0, |before: u8| before.saturating_add(after.saturating_sub(before) / 2));
        mended.push(floor.unwrap_or(between));
    }
    let grows = mended.iter().zip(mended.iter().skip(1)).all(|(one, next)| one < next);
    if !grows || mended.last().is_some_and(|last| *last > 99) {
        let count = mended.len().max(1);
        mended = (0..count).map(|at| u8::try_from(at * 100 / count).unwrap_or(99)).collect();
    }
    let mut mended = mended.into_iter();
    for stage in funnel.stages.iter_mut().filter(|stage| has_floor(stage)) {
        stage.floor = mended.next();
    }
}

/// Gives each stage its place for high-water marks. The places of a level stay inside the range they had; a new stage
/// has the place of the stage before it; stages that change places exchange theirs.
#[must_use]
pub fn with_places(mut funnel: Funnel, before: Option<&Funnel>) -> Funnel {
    let Some(before) = before else { return funnel };
    let order = |funnel: &Funnel| funnel.stages.iter().map(|stage| stage.key.clone()).collect::<Vec<_>>();
    if order(&funnel) == order(before) {
        for stage in &mut funnel.stages {
            stage.place = before.stage(&stage.key).and_then(|old| old.place);
        }
        return funnel;
    }
    let mut levels: BTreeMap<Level, Vec<Option<u32>>> = BTreeMap::new();
    for stage in &funnel.stages {
        levels.entry(stage.level).or_default().push(before.place(&stage.key));
    }
    let mut last = 0;
    let mut filled: BTreeMap<Level, std::vec::IntoIter<u32>> = BTreeMap::new();
    for (level, known) in levels {
        let mut previous = known.iter().flatten().min().copied().unwrap_or(last);
        let mut places = Vec::with_capacity(known.len());
        for place in known {
            previous = place.unwrap_or(previous);
            places.push(previous);
        }
        places.sort_unstable();
        last = places.last().copied().unwrap_or(last);
        filled.insert(level, places.into_iter());
    }
    for stage in &mut funnel.stages {
        stage.place = filled.get_mut(&stage.level).and_then(Iterator::next);
    }
    funnel
}
