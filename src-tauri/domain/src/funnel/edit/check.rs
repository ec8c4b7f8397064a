//! What makes a funnel valid: all problems at once, each with the field by its keys, as in
//! `stages.exploring.floor` or `gates.g6.items.g6_need.weight`.
//!
//! The rest of the rules rely on this: both facts are asked for on every way to the prospect level, terms and order on
//! every way to winning, and from every stage a way of gates leads on.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Funnel, Item, ItemField, Level, ORDER_ITEM, Role, Stage, Strength, TERMS_ITEM, Words};
use crate::ids::{ItemKey, StageKey};
use crate::problem::{Problem, Rule};

/// At most so many stages, gates, and items of one gate.
const MAX_STAGES: usize = 60;
const MAX_GATES: usize = 200;
const MAX_ITEMS: usize = 60;
/// At most so many characters of a name, of an item's text, and of guidance.
const MAX_NAME: usize = 80;
const MAX_TEXT: usize = 300;
const MAX_GUIDANCE: usize = 1_000;
const MAX_KEY: usize = 40;
const MAX_PLANNED_DAYS: u32 = 3_650;
const MAX_IDLE_DAYS: u32 = 365;
const MAX_WEIGHT: u32 = 100;

/// Everything that is wrong with a funnel; nothing when it is valid.
#[must_use]
pub fn check(funnel: &Funnel) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    found.key("key", funnel.key.as_str());
    found.words("name", &funnel.name, MAX_NAME, true);
    stages(funnel, &mut found);
    roles(funnel, &mut found);
    floors(funnel, &mut found);
    gates(funnel, &mut found);
    // What follows asks for ways, which is only worth asking where the stages and gates are sound.
    if found.0.is_empty() {
        ways(funnel, &mut found);
    }
    found.0
}

/// Everything that is wrong with a funnel that takes the place of another one.
#[must_use]
pub fn check_against(funnel: &Funnel, before: Option<&Funnel>) -> Vec<Problem> {
    let mut problems = check(funnel);
    for stage in &funnel.stages {
        if let Some(old) = before.and_then(|before| before.stage(&stage.key)) {
            if old.level != stage.level {
                problems.push(Problem::new(format!("stages.{}.level", stage.key), Rule::Fixed));
            }
            if old.role != stage.role {
                problems.push(Problem::new(format!("stages.{}.role", stage.key), Rule::Fixed));
            }
        }
    }
    problems
}

struct Found(Vec<Problem>);

impl Found {
    fn add(&mut self, field: impl Into<String>, rule: Rule) {
        self.0.push(Problem::new(field, rule));
    }

    fn key(&mut self, field: &str, key: &str) {
        let letters = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if key.is_empty() || key.len() > MAX_KEY || !letters {
            self.add(field, Rule::KeyShape);
        }
    }

    fn words(&mut self, field: &str, words: &Words, most: usize, needed: bool) {
        for (language, text) in [("id", &words.id), ("en", &words.en)] {
            if needed && text.trim().is_empty() {
                self.add(format!("{field}.{language}"), Rule::Required);
            }
            if text.chars().count() > most {
                self.add(format!("{field}.{language}"), Rule::TooLong);
            }
        }
    }
}

fn stages(funnel: &Funnel, found: &mut Found) {
    if funnel.stages.len() > MAX_STAGES {
        found.add("stages", Rule::OutOfRange);
    }
    let mut seen = BTreeSet::new();
    let mut last = Level::Lead;
    for stage in &funnel.stages {
        let field = |name: &str| format!("stages.{}.{name}", stage.key);
        found.key(&field("key"), stage.key.as_str());
        if !seen.insert(&stage.key) {
            found.add(field("key"), Rule::Twice);
        }
        found.words(&field("label"), &stage.label, MAX_NAME, true);
        found.words(&field("guidance"), &stage.guidance, MAX_GUIDANCE, false);
        if stage.planned_days > MAX_PLANNED_DAYS {
            found.add(field("plannedDays"), Rule::OutOfRange);
        }
        if stage.idle_days > MAX_IDLE_DAYS {
            found.add(field("idleDays"), Rule::OutOfRange);
        }
        if stage.level < last {
            found.add(field("level"), Rule::OutOfOrder);
        }
        if stage.on && stage.archived {
            found.add(field("archived"), Rule::OutOfRange);
        }
        last = last.max(stage.level);
    }
}

fn belongs(role: Role, level: Level) -> bool {
    match role {
        Role::Captured | Role::Ready | Role::Contacted => level == Level::Lead,
        Role::Lead => level <= Level::QualifiedLead,
        Role::Qualified => level == Level::QualifiedLead,
        Role::Engaged | Role::Prospect | Role::Evaluating | Role::BidAllowed | Role::BidSent | Role::Agreeing => {
            level == Level::Prospect
        }
        Role::Won => level == Level::Customer,
    }
}

fn roles(funnel: &Funnel, found: &mut Found) {
    let mut seen: Vec<Role> = Vec::new();
    for stage in &funnel.stages {
        if !belongs(stage.role, stage.level) {
            found.add(format!("stages.{}.role", stage.key), Rule::OutOfOrder);
        }
        if !matches!(stage.role, Role::Lead | Role::Prospect) {
            if seen.contains(&stage.role) {
                found.add(format!("stages.{}.role", stage.key), Rule::Twice);
            }
            seen.push(stage.role);
        }
        if matches!(stage.role, Role::Captured | Role::Ready | Role::Won) && !stage.on {
            found.add(format!("stages.{}.on", stage.key), Rule::RulesNeedIt);
        }
    }
    for (role, name) in [(Role::Captured, "captured"), (Role::Ready, "ready"), (Role::Won, "won")] {
        if !seen.contains(&role) {
            found.add(format!("roles.{name}"), Rule::RulesNeedIt);
        }
    }
    if !funnel.stages_on().any(|stage| stage.level == Level::Prospect) {
        found.add("roles.prospect", Rule::RulesNeedIt);
    }
    // Where the facts lead comes first, and an offer is allowed, sent and agreed on in this order.
    let at = |role: Role| funnel.stages.iter().position(|stage| stage.role == role);
    let first_prospect = funnel.stages.iter().position(|stage| stage.level == Level::Prospect);
    let after = |one: Role, other: Role| at(one).zip(at(other)).is_some_and(|(one, other)| one > other);
    let first = |role: Role, place: Option<usize>| at(role).is_some_and(|at| Some(at) != place);
    let wrong = [
        (first(Role::Captured, Some(0)), Role::Captured),
        (first(Role::Engaged, first_prospect), Role::Engaged),
        (after(Role::Ready, Role::Contacted), Role::Contacted),
        (after(Role::Evaluating, Role::BidAllowed), Role::BidAllowed),
        (after(Role::Evaluating, Role::BidSent) || after(Role::BidAllowed, Role::BidSent), Role::BidSent),
        (after(Role::BidSent, Role::Agreeing), Role::Agreeing),
    ];
    for role in wrong.into_iter().filter_map(|(is, role)| is.then_some(role)) {
        if let Some(stage) = funnel.stages.iter().find(|stage| stage.role == role) {
            found.add(format!("stages.{}.role", stage.key), Rule::OutOfOrder);
        }
    }
}

fn floors(funnel: &Funnel, found: &mut Found) {
    let mut last: Option<u8> = None;
    for stage in &funnel.stages {
        let field = format!("stages.{}.floor", stage.key);
        match (stage.level, stage.floor) {
            (Level::Lead | Level::QualifiedLead, Some(_)) => found.add(field, Rule::OutOfRange),
            (Level::Lead | Level::QualifiedLead, None) | (Level::Customer, Some(100)) => {}
            (Level::Customer, Some(_) | None) => found.add(field, Rule::OutOfRange),
            (Level::Prospect, None) => found.add(field, Rule::Required),
            (Level::Prospect, Some(floor)) => {
                if floor > 99 {
                    found.add(field.clone(), Rule::OutOfRange);
                }
                // What is put away keeps its number without standing in anybody's way.
                if stage.archived {
                    continue;
                }
                if last.is_some_and(|last| floor <= last) {
                    found.add(field, Rule::OutOfOrder);
                }
                last = Some(floor);
            }
        }
    }
}

fn gates(funnel: &Funnel, found: &mut Found) {
    if funnel.gates.len() > MAX_GATES {
        found.add("gates", Rule::OutOfRange);
    }
    let mut keys = BTreeSet::new();
    let mut ends = BTreeSet::new();
    let mut items: BTreeMap<&ItemKey, &Item> = BTreeMap::new();
    for gate in &funnel.gates {
        let field = |name: &str| format!("gates.{}.{name}", gate.key);
        found.key(&field("key"), &gate.key);
        if !keys.insert(&gate.key) {
            found.add(field("key"), Rule::Twice);
        }
        let (from, to) = (funnel.position(&gate.from), funnel.position(&gate.to));
        for (name, end) in [("from", from), ("to", to)] {
            if end.is_none() {
                found.add(field(name), Rule::Unknown);
            }
        }
        if from.zip(to).is_some_and(|(from, to)| from >= to) {
            found.add(field("to"), Rule::OutOfOrder);
        }
        if !ends.insert((&gate.from, &gate.to)) {
            found.add(field("to"), Rule::Twice);
        }
        if gate.items.len() > MAX_ITEMS {
            found.add(field("items"), Rule::OutOfRange);
        }
        let mut inside = BTreeSet::new();
        for item in &gate.items {
            let field = |name: &str| format!("gates.{}.items.{}.{name}", gate.key, item.key);
            found.key(&field("key"), item.key.as_str());
            if !inside.insert(&item.key) || items.insert(&item.key, item).is_some_and(|other| other != item) {
                found.add(field("key"), Rule::Twice);
            }
            found.words(&field("text"), &item.text, MAX_TEXT, true);
            if item.weight > MAX_WEIGHT {
                found.add(field("weight"), Rule::OutOfRange);
            }
        }
    }
}

fn ways(funnel: &Funnel, found: &mut Found) {
    let (Some(first), Some(last)) = (funnel.stages.first(), funnel.stages.last()) else { return };
    let reach = |start: &StageKey, back: bool| {
        let mut reached = BTreeSet::from([start.clone()]);
        let mut to_visit = vec![start.clone()];
        while let Some(key) = to_visit.pop() {
            for gate in &funnel.gates {
                let (near, far) = if back { (&gate.to, &gate.from) } else { (&gate.from, &gate.to) };
                if *near == key && reached.insert(far.clone()) {
                    to_visit.push(far.clone());
                }
            }
        }
        reached
    };
    let (ahead, behind) = (reach(&first.key, false), reach(&last.key, true));
    for stage in funnel.stages.iter().filter(|stage| !ahead.contains(&stage.key) || !behind.contains(&stage.key)) {
        found.add(format!("stages.{}", stage.key), Rule::NoWay);
    }
    asks_for_the_facts(funnel, found);
    let winners = funnel.stages.iter().filter(|stage| stage.role == Role::Won);
    for won in winners {
        for gate in funnel.gates.iter().filter(|gate| gate.to == won.key) {
            for item in [TERMS_ITEM, ORDER_ITEM] {
                let key = ItemKey::from(item);
                if !gate.items.iter().any(|one| one.key == key && cannot_be_let_go(one)) {
                    found.add(format!("gates.{}.items.{item}", gate.key), Rule::RulesNeedIt);
                }
            }
        }
    }
}

fn cannot_be_let_go(item: &Item) -> bool {
    item.strength == Strength::Mandatory && item.no_waiver && !item.may_not_apply
}

/// Both facts on the ways from `ready` to the prospect level, and the other one behind each of the two bridges.
fn asks_for_the_facts(funnel: &Funnel, found: &mut Found) {
    let Some(prospect) = funnel.stages_on().find(|stage| stage.level == Level::Prospect) else { return };
    let asked = |from: &Stage, to: &Stage, field: ItemField| {
        let items = funnel.gate_items(&from.key, &to.key);
        items.iter().any(|one| one.item.field == Some(field) && cannot_be_let_go(one.item))
    };
    let by_role = |role: Role| funnel.stages.iter().find(|stage| stage.role == role);
    let ready = by_role(Role::Ready);
    let wanted = [
        (ready, Some(prospect), ItemField::Credit),
        (ready, Some(prospect), ItemField::Interest),
        (by_role(Role::Contacted), Some(prospect), ItemField::Credit),
        (by_role(Role::Qualified), Some(prospect), ItemField::Interest),
        (ready, by_role(Role::Contacted), ItemField::Interest),
        (ready, by_role(Role::Qualified), ItemField::Credit),
    ];
    for (from, to, field) in wanted {
        let (Some(from), Some(to)) = (from, to) else { continue };
        if !asked(from, to, field) {
            let name = if field == ItemField::Credit { "credit" } else { "interest" };
            found.add(format!("ways.{}.{}.{name}", from.key, to.key), Rule::RulesNeedIt);
        }
    }
}
