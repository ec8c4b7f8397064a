//! A second, slow reading of the log, which shares no code with the merge.

use std::collections::{BTreeMap, BTreeSet};

use corong_store::{ChangeKey, RawChange};
use serde_json::Value;

type Cell = (String, String, String);

/// The slow reading: heads of all cells from the bodies alone.
#[derive(Default)]
pub struct Model {
    pub heads: BTreeMap<Cell, BTreeMap<ChangeKey, (i64, Value)>>,
    pub replaced: BTreeSet<(Cell, ChangeKey)>,
    pub deleted: BTreeSet<(String, String, ChangeKey)>,
}

pub fn key(pair: &Value) -> ChangeKey {
    format!("{}-{}", pair[0].as_str().unwrap(), pair[1]).parse().unwrap()
}

impl Model {
    pub fn of(changes: &[RawChange]) -> Self {
        let mut model = Self::default();
        for change in changes {
            let body: Value = serde_json::from_str(&change.body).unwrap();
            for op in body.as_array().unwrap() {
                let (table, row) = (op["t"].as_str().unwrap().to_owned(), op["r"].as_str().unwrap().to_owned());
                let cell = |name: &String| (table.clone(), row.clone(), name.clone());
                for (name, value) in op["f"].as_object().into_iter().flatten() {
                    model.heads.entry(cell(name)).or_default().insert(change.key, (change.h, value.clone()));
                }
                for (name, list) in op["p"].as_object().into_iter().flatten() {
                    model.replaced.extend(list.as_array().unwrap().iter().map(|pair| (cell(name), key(pair))));
                }
                for pair in op["del"].as_array().into_iter().flatten() {
                    model.deleted.insert((table.clone(), row.clone(), key(pair)));
                }
            }
        }
        for (cell, heads) in &mut model.heads {
            heads.retain(|key, _| !model.replaced.contains(&(cell.clone(), *key)));
        }
        model
    }

    pub fn alive(&self, table: &str, row: &str) -> bool {
        self.heads.iter().any(|((t, r, _), heads)| {
            t == table && r == row && heads.keys().any(|key| !self.deleted.contains(&(t.clone(), r.clone(), *key)))
        })
    }

    pub fn shown(&self, table: &str, row: &str, cell: &str) -> Option<Value> {
        let heads = self.heads.get(&(table.to_owned(), row.to_owned(), cell.to_owned()))?;
        let rank = |(key, (h, value)): &(&ChangeKey, &(i64, Value))| {
            let weight = match (cell, value["status"].as_str(), value["rank"].as_u64().unwrap_or(0)) {
                ("standing", Some(status), _) if table == "offer" => {
                    ["draft", "sent", "withdrawn", "rejected", "accepted"]
                        .iter()
                        .position(|known| *known == status)
                        .unwrap() as u64
                }
                ("standing", Some("won"), _) => 3_000_000,
                ("standing", Some("lost"), _) => 2_000_000,
                ("standing", Some("open"), rank) => 1_000_000 + rank,
                ("standing", Some(_), rank) => rank,
                _ => 0,
            };
            (!self.deleted.contains(&(table.to_owned(), row.to_owned(), **key)), weight, *h, **key)
        };
        heads.iter().max_by_key(rank).map(|(_, (_, value))| value.clone())
    }
}

impl Model {
    /// Alive rows with a cell of several values, or deleted by one and edited by another.
    pub fn looks(&self) -> usize {
        let mut rows: BTreeMap<(&str, &str), (bool, bool, bool)> = BTreeMap::new();
        for ((table, row, _), heads) in &self.heads {
            let deleted = |key: &ChangeKey| self.deleted.contains(&(table.clone(), row.clone(), *key));
            let live: Vec<_> = heads.iter().filter(|(key, _)| !deleted(key)).collect();
            let (alive, conflict, dead) = rows.entry((table, row)).or_default();
            *alive |= !live.is_empty();
            *dead |= live.len() < heads.len();
            *conflict |= live.windows(2).any(|pair| pair[0].1.1 != pair[1].1.1);
        }
        rows.values().filter(|(alive, conflict, dead)| *alive && (*conflict || *dead)).count()
    }
}
