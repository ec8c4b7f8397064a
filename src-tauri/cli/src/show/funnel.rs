//! Funnels as JSON lines and as lines for people.

use std::fmt::Write as _;

use corong_book::views::{FunnelLine, FunnelView};
use corong_domain::funnel::rehearse::{GateRehearsal, ItemRehearsal, Rehearsal};
use corong_domain::funnel::{Gate, Item, ItemField, ItemKind, Level, Policy, Role, Stage, Strength, Words as Text};
use corong_domain::ids::{FunnelKey, ItemKey, StageKey};
use serde::Serialize;

use crate::words::{Line, Words};

/// A funnel in the list.
#[derive(Debug, Serialize)]
pub struct FunnelLineOut {
    key: FunnelKey,
    name: String,
    shipped: bool,
    changed: bool,
    stages: u32,
    open: u32,
}

impl FunnelLineOut {
    /// The record.
    pub fn of(line: &FunnelLine, words: &dyn Words) -> Self {
        Self {
            key: line.key.clone(),
            name: line.name.get(words.language()).to_owned(),
            shipped: line.shipped,
            changed: line.changed,
            stages: line.stages,
            open: line.open,
        }
    }

    /// The line.
    pub fn text(&self, words: &dyn Words) -> String {
        let mark = if self.changed { format!(" ({})", words.line(Line::Changed)) } else { String::new() };
        format!("{:<10} {}{mark}: {}", self.key.as_str(), self.name, words.funnel_counts(self.stages, self.open))
    }
}

#[derive(Debug, Serialize)]
struct StageOut<'v> {
    key: &'v StageKey,
    level: Level,
    role: Role,
    label: &'v Text,
    guidance: &'v Text,
    floor: Option<u8>,
    planned_days: u32,
    idle_days: u32,
    on: bool,
    archived: bool,
    open: u32,
    parked: u32,
}

#[derive(Debug, Serialize)]
struct ItemOut<'v> {
    key: &'v ItemKey,
    text: &'v Text,
    kind: ItemKind,
    field: Option<ItemField>,
    strength: Strength,
    weight: u32,
    may_not_apply: bool,
    check_again: bool,
    no_waiver: bool,
}

#[derive(Debug, Serialize)]
struct GateOut<'v> {
    key: &'v str,
    from: &'v StageKey,
    to: &'v StageKey,
    policy: Policy,
    items: Vec<ItemOut<'v>>,
}

/// A whole funnel.
#[derive(Debug, Serialize)]
pub struct FunnelOut<'v> {
    key: &'v FunnelKey,
    name: &'v Text,
    shipped: bool,
    changed: bool,
    may_skip: bool,
    stages: Vec<StageOut<'v>>,
    gates: Vec<GateOut<'v>>,
}

impl<'v> FunnelOut<'v> {
    /// The record.
    pub fn of(view: &'v FunnelView) -> Self {
        Self {
            key: &view.funnel.key,
            name: &view.funnel.name,
            shipped: view.shipped,
            changed: view.changed,
            may_skip: view.funnel.may_skip,
            stages: view.funnel.stages.iter().map(|stage| stage_out(view, stage)).collect(),
            gates: view
                .funnel
                .gates
                .iter()
                .map(|gate| GateOut {
                    key: &gate.key,
                    from: &gate.from,
                    to: &gate.to,
                    policy: gate.policy,
                    items: gate.items.iter().map(item_out).collect(),
                })
                .collect(),
        }
    }
}

fn standing(view: &FunnelView, stage: &StageKey) -> (u32, u32) {
    view.standing.iter().find(|one| one.stage == *stage).map_or((0, 0), |one| (one.open, one.parked))
}

fn stage_out<'v>(view: &FunnelView, stage: &'v Stage) -> StageOut<'v> {
    let (open, parked) = standing(view, &stage.key);
    StageOut {
        key: &stage.key,
        level: stage.level,
        role: stage.role,
        label: &stage.label,
        guidance: &stage.guidance,
        floor: stage.floor,
        planned_days: stage.planned_days,
        idle_days: stage.idle_days,
        on: stage.on,
        archived: stage.archived,
        open,
        parked,
    }
}

fn item_out(item: &Item) -> ItemOut<'_> {
    ItemOut {
        key: &item.key,
        text: &item.text,
        kind: item.kind,
        field: item.field,
        strength: item.strength,
        weight: item.weight,
        may_not_apply: item.may_not_apply,
        check_again: item.check_again,
        no_waiver: item.no_waiver,
    }
}

/// A whole funnel for people.
pub fn funnel_text(view: &FunnelView, words: &dyn Words) -> String {
    let language = words.language();
    let funnel = &view.funnel;
    let mut text = format!("{} ({})", funnel.name.get(language), funnel.key);
    for stage in &funnel.stages {
        let (open, parked) = standing(view, &stage.key);
        let percent = stage.floor.map(|floor| format!("{floor} %")).unwrap_or_default();
        let off = if stage.on { "" } else { words.line(Line::StageOff) };
        let _ = write!(
            text,
            "\n  {:<14} {:<15} {:>5}  {} {off}",
            stage.key.as_str(),
            words.level(stage.level),
            percent,
            stage.label.get(language),
        );
        while text.ends_with(' ') {
            text.pop();
        }
        if open + parked > 0 {
            let _ = write!(text, "  [{}]", open + parked);
        }
    }
    for gate in &funnel.gates {
        let _ = write!(text, "\n{}", gate_text(gate, words));
    }
    text
}

fn gate_text(gate: &Gate, words: &dyn Words) -> String {
    let mut text = format!("{}: {} -> {} ({})", gate.key, gate.from, gate.to, words.policy(gate.policy));
    for item in &gate.items {
        let strength = match item.strength {
            Strength::Mandatory => 'M',
            Strength::Recommended => 'R',
            Strength::Optional => 'O',
        };
        let _ = write!(
            text,
            "\n  {strength} {:>2}  {:<20} {}",
            item.weight,
            item.key.as_str(),
            item.text.get(words.language())
        );
    }
    text
}

/// What one gate would have done.
#[derive(Debug, Serialize)]
pub struct RehearsalOut<'r> {
    gate: &'r str,
    past: u32,
    stopped: u32,
    later_lost: u32,
    asked: u32,
    items: &'r [ItemRehearsal],
}

impl<'r> RehearsalOut<'r> {
    /// The record.
    pub fn of(gate: &'r GateRehearsal) -> Self {
        let GateRehearsal { gate, past, stopped, later_lost, asked, items } = gate;
        Self { gate, past: *past, stopped: *stopped, later_lost: *later_lost, asked: *asked, items }
    }
}

/// A funnel that was saved.
#[derive(Debug, Serialize)]
pub struct FunnelSavedOut<'r> {
    key: FunnelKey,
    changed: bool,
    moved: u32,
    rehearsal: Vec<RehearsalOut<'r>>,
}

impl<'r> FunnelSavedOut<'r> {
    /// The record.
    pub fn of(view: &FunnelView, moved: u32, rehearsal: &'r Rehearsal) -> Self {
        Self {
            key: view.funnel.key.clone(),
            changed: view.changed,
            moved,
            rehearsal: rehearsal.gates.iter().map(RehearsalOut::of).collect(),
        }
    }
}
