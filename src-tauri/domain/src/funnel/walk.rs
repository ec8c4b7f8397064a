//! Finding one's way in a funnel: stages by key and role, neighbours, and the union of the gates between two stages.
//!
//! Gates are the edges, so that the two ways from `ready` to `engaged` are data. A stage that is off is walked through:
//! its gates are joined. Deliberately absent: whether a gate is passed.

use std::collections::BTreeSet;

use super::level::Facts;
use super::{Funnel, Gate, Item, Level, Role, Stage};
use crate::ids::{ItemKey, StageKey};

/// An item with the gate that asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateItem<'a> {
    /// The gate, with its policy.
    pub gate: &'a Gate,
    /// The item.
    pub item: &'a Item,
}

impl Funnel {
    /// The stage with this key, on or off.
    #[must_use]
    pub fn stage(&self, key: &StageKey) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == *key)
    }

    /// The position of a stage, from 0.
    #[must_use]
    pub fn position(&self, key: &StageKey) -> Option<usize> {
        self.stages.iter().position(|stage| stage.key == *key)
    }

    /// What a high-water mark at this stage says.
    #[must_use]
    pub fn place(&self, key: &StageKey) -> Option<u32> {
        let position = self.position(key)?;
        let own = self.stages.get(position).and_then(|stage| stage.place);
        own.or_else(|| u32::try_from(position).ok())
    }

    /// The stage that a high-water mark points at: the furthest one that is not beyond it.
    #[must_use]
    pub fn reached(&self, high_water: u32) -> Option<&Stage> {
        let mut found: Option<(u32, &Stage)> = None;
        for (position, stage) in self.stages.iter().enumerate() {
            let place = stage.place.or_else(|| u32::try_from(position).ok()).unwrap_or(u32::MAX);
            if place <= high_water && found.is_none_or(|(furthest, _)| place > furthest) {
                found = Some((place, stage));
            }
        }
        found.map(|(_, stage)| stage)
    }

    /// Whether an opportunity at this stage follows its facts: past the inbox and below the prospect level.
    #[must_use]
    pub fn follows_facts(&self, stage: &Stage) -> bool {
        let ready = self.stages.iter().position(|one| one.role == Role::Ready);
        stage.level < Level::Prospect && self.position(&stage.key) >= ready
    }

    /// The stages in use, in order.
    pub fn stages_on(&self) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(|stage| stage.on)
    }

    /// The first stage in use with this role.
    #[must_use]
    pub fn with_role(&self, role: Role) -> Option<&Stage> {
        self.stages_on().find(|stage| stage.role == role)
    }

    /// The item with this key, with the first gate that asks for it.
    #[must_use]
    pub fn item(&self, key: &ItemKey) -> Option<GateItem<'_>> {
        self.gates
            .iter()
            .flat_map(|gate| gate.items.iter().map(move |item| GateItem { gate, item }))
            .find(|found| found.item.key == *key)
    }

    /// The gate that leads from one stage to another without a stage between them, on or off.
    #[must_use]
    pub fn gate(&self, from: &StageKey, to: &StageKey) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.from == *from && gate.to == *to)
    }

    /// The stages in use that one gate, or joined gates around stages that are off, lead to; by position.
    /// A stage that no gate leaves has the next one in use as its neighbour.
    #[must_use]
    pub fn neighbours(&self, from: &StageKey) -> Vec<&Stage> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut to_visit = vec![from];
        while let Some(key) = to_visit.pop() {
            for gate in self.gates.iter().filter(|gate| gate.from == *key) {
                let Some(position) = self.position(&gate.to) else { continue };
                if self.stages.get(position).is_some_and(|stage| stage.on) {
                    found.insert(position);
                } else if seen.insert(position) {
                    to_visit.push(&gate.to);
                }
            }
        }
        if found.is_empty() {
            let here = self.position(from);
            found.extend(self.stages.iter().enumerate().position(|(at, stage)| stage.on && Some(at) > here));
        }
        found.into_iter().filter_map(|position| self.stages.get(position)).collect()
    }

    /// The stage that comes next for these facts; `None` after the last one. From `ready`, and from own stages between it
    /// and the first fact, it is the one that the facts lead to; while neither is known it is the first contact, since that is what a salesperson can do.
    #[must_use]
    pub fn next_stage(&self, from: &StageKey, facts: Facts) -> Option<&Stage> {
        let neighbours = self.neighbours(from);
        let open_both_ways =
            |stage: &Stage| stage.level == Level::Lead && stage.role != Role::Contacted && self.follows_facts(stage);
        if self.stage(from).is_some_and(open_both_ways) {
            let by_role = |role: Role| neighbours.iter().copied().find(|stage| stage.role == role);
            let wanted = match (facts.credit, facts.interest) {
                (true, true) => self.with_role(Role::Engaged),
                (true, false) => by_role(Role::Qualified),
                (false, true | false) => by_role(Role::Contacted),
            };
            if wanted.is_some() {
                return wanted;
            }
        }
        neighbours.into_iter().next()
    }

    /// Whether a way of gates leads from one stage to another. A stage that no gate touches, as a user may have added it,
    /// is on the way by its position.
    #[must_use]
    pub fn leads_to(&self, from: &StageKey, to: &StageKey) -> bool {
        let untouched = |key: &StageKey| !self.gates.iter().any(|gate| gate.from == *key || gate.to == *key);
        let later = self.position(from) < self.position(to);
        later && (self.reach(from, |gate| (&gate.from, &gate.to)).contains(to) || untouched(from) || untouched(to))
    }

    /// The gates on the ways from one stage to a later one, in the order of the funnel. Where no way leads there, the
    /// gates between the two positions.
    #[must_use]
    pub fn gates_between(&self, from: &StageKey, to: &StageKey) -> Vec<&Gate> {
        let ahead = self.reach(from, |gate| (&gate.from, &gate.to));
        let behind = self.reach(to, |gate| (&gate.to, &gate.from));
        let mut gates: Vec<&Gate> =
            self.gates.iter().filter(|gate| ahead.contains(&gate.from) && behind.contains(&gate.to)).collect();
        if gates.is_empty() {
            let (start, end) = (self.position(from), self.position(to));
            gates = self
                .gates
                .iter()
                .filter(|gate| self.position(&gate.from) >= start && self.position(&gate.to) <= end)
                .collect();
        }
        gates
    }

    /// What the way from one stage to a later one asks for: the union over all gates on it, each item once.
    #[must_use]
    pub fn gate_items(&self, from: &StageKey, to: &StageKey) -> Vec<GateItem<'_>> {
        let mut seen = BTreeSet::new();
        self.gates_between(from, to)
            .into_iter()
            .flat_map(|gate| gate.items.iter().map(move |item| GateItem { gate, item }))
            .filter(|found| seen.insert(&found.item.key))
            .collect()
    }

    /// The nearest stage in use at this position or before it, else the first one after it.
    #[must_use]
    pub fn nearest_on(&self, position: usize) -> Option<&Stage> {
        let before = self.stages.iter().take(position.saturating_add(1)).rev().find(|stage| stage.on);
        before.or_else(|| self.stages.iter().skip(position).find(|stage| stage.on))
    }

    fn reach<'a>(
        &'a self,
        start: &'a StageKey,
        ends: impl Fn(&'a Gate) -> (&'a StageKey, &'a StageKey),
    ) -> BTreeSet<&'a StageKey> {
        let mut reached = BTreeSet::from([start]);
        let mut to_visit = vec![start];
        while let Some(key) = to_visit.pop() {
            for gate in &self.gates {
                let (near, far) = ends(gate);
                if near == key && reached.insert(far) {
                    to_visit.push(far);
                }
            }
        }
        reached
    }
}
