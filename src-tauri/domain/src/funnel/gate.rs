//! What a gate asks for and what of it is there, all items at once.
//!
//! Deliberately absent: moving. A report changes nothing; the decisions and the screen read the same one.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::item_state::item_state;
use super::workdays::local_day;
use super::{Funnel, Gate, GateItem, Item, Policy, Strength};
use crate::activity::Activity;
use crate::ids::{ItemKey, StageKey};
use crate::money::Money;
use crate::opportunity::{Answer, GateAnswer, Opportunity};
use crate::sale::SaleSummary;
use crate::settings::Settings;

/// What the gates need to know about a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContactSummary {
    /// The name is filled.
    pub has_name: bool,
    /// The company is set.
    pub has_company: bool,
    /// There is a phone number or e-mail address that can be used.
    pub has_channel: bool,
    /// The note is filled.
    pub has_note: bool,
}

/// Everything that gate items look at.
#[derive(Debug, Clone, Copy)]
pub struct GateContext<'a> {
    /// The opportunity's funnel.
    pub funnel: &'a Funnel,
    /// The opportunity.
    pub opportunity: &'a Opportunity,
    /// Its contact.
    pub contact: ContactSummary,
    /// Its answers, in any order, at most one per item.
    pub answers: &'a [GateAnswer],
    /// Its activities, in any order.
    pub activities: &'a [Activity],
    /// Its offers, permission, terms, orders and sale credit.
    pub sale: &'a SaleSummary,
    /// Now.
    pub now: DateTime<Utc>,
    /// The book's settings.
    pub settings: &'a Settings,
}

impl GateContext<'_> {
    /// Today in the settings' offset.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        local_day(self.now, self.settings)
    }

    /// The answer to an item.
    #[must_use]
    pub fn answer(&self, item: &ItemKey) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.item == *item).map(|answer| &answer.answer)
    }
}

/// Whether an item belongs to leaving the present stage or to entering the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Asked by the gate that leaves the present stage.
    Leave,
    /// Asked by a gate further on, which is joined because stages between are off or skipped.
    Enter,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Seen in the records or answered.
    Done,
    /// Nothing there yet.
    Missing,
    /// Does not apply, with a reason.
    NotApplicable,
    /// Let go, with a reason. Counts as not done for the percentage.
    Waived,
    /// Answered, but not so that it counts: "no" where it must be yes, a date that has passed, a reason left out.
    Invalid,
}

/// What is shown beside an item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemValue {
    /// Words.
    pub text: String,
    /// A day.
    pub on: Option<NaiveDate>,
    /// An amount.
    pub amount: Option<Money>,
}

/// One item and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ItemReport {
    /// The item.
    pub item: Item,
    /// The key of the gate that asks for it.
    pub gate: String,
    /// That gate's policy.
    pub policy: Policy,
    /// To leave or to enter.
    pub side: Side,
    /// Where it stands.
    pub state: ItemState,
    /// Whether the records show it, so that no answer is needed.
    pub seen: bool,
    /// What is shown beside it.
    pub value: ItemValue,
}

impl ItemReport {
    /// Whether it stands in the way: mandatory, neither done, not applicable nor waived, and its gate asks for it.
    #[must_use]
    pub fn blocks(&self) -> bool {
        let asked = self.policy != Policy::Off || self.item.no_waiver;
        self.item.strength == Strength::Mandatory && asked && self.is_open()
    }

    /// Whether it is still to be done.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.state {
            ItemState::Missing | ItemState::Invalid => true,
            ItemState::Done | ItemState::NotApplicable | ItemState::Waived => false,
        }
    }
}

/// All items between two stages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct GateReport {
    /// The stage left.
    pub from: StageKey,
    /// The stage entered.
    pub to: StageKey,
    /// The strictest policy of the gates that are joined here.
    pub policy: Policy,
    /// All items, in order, each once.
    pub items: Vec<ItemReport>,
    /// Every item that stands in the way, in order.
    pub missing: Vec<ItemKey>,
    /// Whether nothing stands in the way.
    pub ready: bool,
    /// Whether one reason lets the move pass: all that is missing is asked with a warning and may be waived.
    pub reason_enough: bool,
}

impl GateReport {
    /// The report of one item.
    #[must_use]
    pub fn item(&self, key: &ItemKey) -> Option<&ItemReport> {
        self.items.iter().find(|report| report.item.key == *key)
    }

    /// The items that stand in the way.
    pub fn blocking(&self) -> impl Iterator<Item = &ItemReport> {
        self.items.iter().filter(|report| report.blocks())
    }
}

/// What the way between two stages asks for and what of it is there.
#[must_use]
pub fn evaluate(context: &GateContext<'_>, from: &StageKey, to: &StageKey) -> GateReport {
    let items: Vec<ItemReport> = context
        .funnel
        .gate_items(from, to)
        .into_iter()
        .map(|GateItem { gate, item }| {
            let judged = item_state(context, item);
            ItemReport {
                item: item.clone(),
                gate: gate.key.clone(),
                policy: gate.policy,
                side: if gate.from == *from { Side::Leave } else { Side::Enter },
                state: judged.state,
                seen: judged.seen,
                value: judged.value,
            }
        })
        .collect();
    let missing: Vec<ItemKey> =
        items.iter().filter(|report| report.blocks()).map(|report| report.item.key.clone()).collect();
    let reason_enough = !missing.is_empty()
        && items
            .iter()
            .filter(|report| report.blocks())
            .all(|report| report.policy == Policy::Warn && !report.item.no_waiver);
    GateReport {
        from: from.clone(),
        to: to.clone(),
        policy: strictest(context.funnel.gates_between(from, to)),
        ready: missing.is_empty(),
        items,
        missing,
        reason_enough,
    }
}

/// The report of the gate ahead of the opportunity; `None` after the last stage.
#[must_use]
pub fn evaluate_next(context: &GateContext<'_>) -> Option<GateReport> {
    let from = &context.opportunity.standing.stage;
    let facts = super::level::Facts::of(context.opportunity);
    let to = context.funnel.next_stage(from, facts)?;
    Some(evaluate(context, from, &to.key))
}

fn strictest(gates: Vec<&Gate>) -> Policy {
    let with_items = || gates.iter().filter(|gate| !gate.items.is_empty());
    if with_items().any(|gate| gate.policy == Policy::Strict) {
        Policy::Strict
    } else if with_items().any(|gate| gate.policy == Policy::Warn) {
        Policy::Warn
    } else {
        Policy::Off
    }
}
