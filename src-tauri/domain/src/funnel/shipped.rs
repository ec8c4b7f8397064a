//! The shipped funnels B2B and B2C, as data: the tables of the funnel's design.
//!
//! The words here are the funnel's own data, which users may change; that is why they are not in the dictionaries.
//! Deliberately absent: rules. They look at keys and roles and work for any funnel.

mod b2b;
mod b2c;
mod stages;

use super::{Funnel, Gate, Item, ItemField, ItemKind, Policy, Strength, Words};
use crate::ids::{FunnelKey, ItemKey, StageKey};

/// The item that says that the terms were accepted: version, by whom, how. Winning needs it.
pub const TERMS_ITEM: &str = "g11_terms";
/// The item that says that an order was placed: number or evidence, date, amount. Winning needs it.
pub const ORDER_ITEM: &str = "g11_order";

/// The funnels that every new book starts with.
#[must_use]
pub fn shipped() -> Vec<Funnel> {
    vec![
        Funnel {
            key: FunnelKey::from("b2b"),
            name: Words::new("Penjualan ke perusahaan (B2B)", "Selling to businesses (B2B)"),
            may_skip: true,
            stages: stages::b2b(),
            gates: b2b::gates(),
        },
        Funnel {
            key: FunnelKey::from("b2c"),
            name: Words::new("Penjualan ke perorangan (B2C)", "Selling to individuals (B2C)"),
            may_skip: true,
            stages: stages::b2c(),
            gates: b2c::gates(),
        },
    ]
}

fn gate(key: &str, from: &str, to: &str, items: Vec<Item>) -> Gate {
    let policy = if matches!(key, "g9" | "g11") { Policy::Strict } else { Policy::Warn };
    Gate { key: key.to_owned(), from: StageKey::from(from), to: StageKey::from(to), policy, items }
}

fn item(strength: Strength, key: &str, weight: u32, kind: ItemKind, id: &str, en: &str) -> Item {
    Item {
        key: ItemKey::from(key),
        text: Words::new(id, en),
        kind,
        field: None,
        weight,
        strength,
        may_not_apply: false,
        check_again: false,
        no_waiver: false,
    }
}

/// A mandatory item.
fn must(key: &str, weight: u32, kind: ItemKind, id: &str, en: &str) -> Item {
    item(Strength::Mandatory, key, weight, kind, id, en)
}

/// A recommended item; it may always be not applicable.
fn should(key: &str, weight: u32, kind: ItemKind, id: &str, en: &str) -> Item {
    Item { may_not_apply: true, ..item(Strength::Recommended, key, weight, kind, id, en) }
}

/// An optional item; it may always be not applicable.
fn may(key: &str, weight: u32, kind: ItemKind, id: &str, en: &str) -> Item {
    Item { may_not_apply: true, ..item(Strength::Optional, key, weight, kind, id, en) }
}

impl Item {
    /// Seen in the records.
    fn seen_in(self, field: ItemField) -> Self {
        Self { field: Some(field), ..self }
    }

    /// "Not applicable" with a reason is allowed.
    fn or_not_applicable(self) -> Self {
        Self { may_not_apply: true, ..self }
    }

    /// To be checked again after going back over it.
    fn again(self) -> Self {
        Self { check_again: true, ..self }
    }

    /// Can never be waived.
    fn always(self) -> Self {
        Self { no_waiver: true, ..self }
    }
}
