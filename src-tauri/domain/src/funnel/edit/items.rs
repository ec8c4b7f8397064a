//! Edits of gate items. An item that several gates ask for is one item: a change of it holds everywhere.

use super::super::{Funnel, Gate, Item, Words};
use crate::ids::ItemKey;
use crate::problem::{Problem, Rule};

type Done = Result<(), Vec<Problem>>;

pub(super) fn gate_mut<'f>(funnel: &'f mut Funnel, key: &str) -> Result<&'f mut Gate, Problem> {
    let found = funnel.gates.iter_mut().find(|gate| gate.key == key);
    found.ok_or_else(|| Problem::new(format!("gates.{key}"), Rule::Unknown))
}

fn gate<'f>(funnel: &'f mut Funnel, key: &str) -> Result<&'f mut Gate, Vec<Problem>> {
    gate_mut(funnel, key).map_err(|problem| vec![problem])
}

fn unknown(gate: &str, item: &ItemKey) -> Vec<Problem> {
    vec![Problem::new(format!("gates.{gate}.items.{item}"), Rule::Unknown)]
}

pub(super) fn add(funnel: &mut Funnel, key: &str, item: &Item) -> Done {
    let item = tidy(item);
    gate(funnel, key)?.items.push(item);
    Ok(())
}

pub(super) fn edit(funnel: &mut Funnel, item: &Item) -> Done {
    let item = tidy(item);
    let mut found = false;
    for slot in funnel.gates.iter_mut().flat_map(|gate| gate.items.iter_mut()).filter(|slot| slot.key == item.key) {
        slot.clone_from(&item);
        found = true;
    }
    if found { Ok(()) } else { Err(vec![Problem::new(format!("items.{}", item.key), Rule::Unknown)]) }
}

pub(super) fn remove(funnel: &mut Funnel, key: &str, item: &ItemKey) -> Done {
    let gate = gate(funnel, key)?;
    let at = gate.items.iter().position(|one| one.key == *item).ok_or_else(|| unknown(key, item))?;
    gate.items.remove(at);
    Ok(())
}

pub(super) fn place(funnel: &mut Funnel, key: &str, item: &ItemKey, position: u32) -> Done {
    let gate = gate(funnel, key)?;
    let at = gate.items.iter().position(|one| one.key == *item).ok_or_else(|| unknown(key, item))?;
    let moved = gate.items.remove(at);
    let position = usize::try_from(position).unwrap_or(usize::MAX).min(gate.items.len());
    gate.items.insert(position, moved);
    Ok(())
}

fn tidy(item: &Item) -> Item {
    let Words { id, en } = super::trimmed(&item.text);
    Item { text: Words { id, en }, ..item.clone() }
}
