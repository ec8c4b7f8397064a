//! Editing a funnel: pure operations on the document. What comes out is valid, or there is a list of problems and
//! nothing else.
//!
//! Deliberately absent: where the opportunities of a stage that goes away go, which [`homes`] knows, and keeping the
//! document, which is the book's.

mod check;
pub mod homes;
mod items;
mod stages;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use check::{check, check_against};
pub use stages::with_places;

use super::{Funnel, Item, Level, Policy, Words};
use crate::ids::{FunnelKey, ItemKey, StageKey};
use crate::problem::{Problem, Rule};

/// One edit of a funnel. Stages, gates and items are named by key, never by label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FunnelEdit {
    /// Gives the funnel another name.
    Rename {
        /// In both languages.
        name: Words,
    },
    /// Allows or forbids skipping stages (T13).
    MaySkip {
        /// Whether it is allowed.
        may_skip: bool,
    },
    /// Adds a stage behind another one, in that one's level. The gate into it begins empty.
    AddStage {
        /// Its key.
        key: StageKey,
        /// The stage before it.
        after: StageKey,
        /// Its name.
        label: Words,
    },
    /// Changes the words of a stage.
    StageWords {
        /// Which.
        stage: StageKey,
        /// Its name.
        label: Words,
        /// What to do here.
        guidance: Words,
    },
    /// Changes the numbers of a stage.
    StageNumbers {
        /// Which.
        stage: StageKey,
        /// Percentage complete on entering; only inside the prospect level.
        floor: Option<u8>,
        /// Days that it is planned to take.
        planned_days: u32,
        /// Working days without a touch after which it counts as idle.
        idle_days: u32,
    },
    /// Puts a stage behind another one of its level. The gate into it comes along.
    PlaceStage {
        /// Which.
        stage: StageKey,
        /// The stage before it.
        after: StageKey,
    },
    /// Switches a stage on or off. While it is off, the gates on both of its sides are joined.
    SwitchStage {
        /// Which.
        stage: StageKey,
        /// On or off.
        on: bool,
    },
    /// Puts a stage away, or takes it back out; it is off in both cases.
    ArchiveStage {
        /// Which.
        stage: StageKey,
        /// Away or back.
        archived: bool,
    },
    /// Adds an item at the end of a gate.
    AddItem {
        /// The gate.
        gate: String,
        /// The item.
        item: Item,
    },
    /// Changes an item, in every gate that asks for it.
    EditItem {
        /// The item as it is afterwards.
        item: Item,
    },
    /// Takes an item out of a gate.
    RemoveItem {
        /// The gate.
        gate: String,
        /// Which.
        item: ItemKey,
    },
    /// Puts an item at another position of its gate.
    PlaceItem {
        /// The gate.
        gate: String,
        /// Which.
        item: ItemKey,
        /// From 0; beyond the end is the end.
        position: u32,
    },
    /// Sets what happens when a mandatory item of a gate is missing.
    SetPolicy {
        /// The gate.
        gate: String,
        /// The policy.
        policy: Policy,
    },
}

/// The funnel after an edit.
///
/// # Errors
/// All problems that the funnel would have.
pub fn apply(funnel: &Funnel, edit: &FunnelEdit) -> Result<Funnel, Vec<Problem>> {
    let mut edited = funnel.clone();
    let done = match edit {
        FunnelEdit::Rename { name } => {
            edited.name = trimmed(name);
            Ok(())
        }
        FunnelEdit::MaySkip { may_skip } => {
            edited.may_skip = *may_skip;
            Ok(())
        }
        FunnelEdit::AddStage { key, after, label } => stages::add(&mut edited, key, after, trimmed(label)),
        FunnelEdit::StageWords { stage, label, guidance } => stages::change(&mut edited, stage, |stage| {
            stage.label = trimmed(label);
            stage.guidance = trimmed(guidance);
        }),
        FunnelEdit::StageNumbers { stage, floor, planned_days, idle_days } => {
            stages::change(&mut edited, stage, |stage| {
                // Only prospect stages have a floor of their own; the end of the funnel is always 100.
                if stage.level == Level::Prospect {
                    stage.floor = *floor;
                }
                stage.planned_days = *planned_days;
                stage.idle_days = *idle_days;
            })
        }
        FunnelEdit::PlaceStage { stage, after } => stages::place(&mut edited, stage, after),
        FunnelEdit::SwitchStage { stage, on } => {
            let away = !*on && edited.stage(stage).is_some_and(|stage| stage.archived);
            stages::switch(&mut edited, stage, *on, away)
        }
        FunnelEdit::ArchiveStage { stage, archived } => stages::switch(&mut edited, stage, false, *archived),
        FunnelEdit::AddItem { gate, item } => items::add(&mut edited, gate, item),
        FunnelEdit::EditItem { item } => items::edit(&mut edited, item),
        FunnelEdit::RemoveItem { gate, item } => items::remove(&mut edited, gate, item),
        FunnelEdit::PlaceItem { gate, item, position } => items::place(&mut edited, gate, item, *position),
        FunnelEdit::SetPolicy { gate, policy } => {
            items::gate_mut(&mut edited, gate).map(|gate| gate.policy = *policy).map_err(|problem| vec![problem])
        }
    };
    done?;
    let edited = with_places(edited, Some(funnel));
    let problems = check_against(&edited, Some(funnel));
    if problems.is_empty() { Ok(edited) } else { Err(problems) }
}

/// A copy under another key and name, with everything else as it is.
///
/// # Errors
/// The key or the name has a problem.
pub fn copy(funnel: &Funnel, key: FunnelKey, name: &Words) -> Result<Funnel, Vec<Problem>> {
    let mut copied = Funnel { key, name: trimmed(name), ..funnel.clone() };
    for stage in &mut copied.stages {
        stage.place = None;
    }
    let problems = check(&copied);
    if problems.is_empty() { Ok(copied) } else { Err(problems) }
}

/// Both texts without blanks at their ends; where only one language was given, it stands for both.
fn trimmed(words: &Words) -> Words {
    let (id, en) = (words.id.trim(), words.en.trim());
    Words::new(if id.is_empty() { en } else { id }, if en.is_empty() { id } else { en })
}

fn unknown_stage(key: &StageKey) -> Vec<Problem> {
    vec![Problem::new(format!("stages.{key}"), Rule::Unknown)]
}
