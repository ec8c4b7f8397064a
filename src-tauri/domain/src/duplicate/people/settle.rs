//! Pairs settled into groups: whoever is the same person as a third is the same as the other.
//!
//! Groups grow from the surest pair on; two groups become one only where all their pairs together still say so.
//! Deliberately absent: a limit on how many records one person may have.

use std::collections::HashMap;

use super::Scored;
use super::compare::Pattern;
use super::weights::Weights;

/// A pair of one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Settled {
    pub a: u32,
    pub b: u32,
    pub bits: f64,
    /// Absent where the two were never compared.
    pub pattern: Option<Pattern>,
}

/// From this probability on a pair joins two records.
const SURE: f64 = 0.5;

/// All pairs within the groups.
pub(super) fn groups(records: usize, scored: &[Scored], weights: &Weights) -> Vec<Settled> {
    let mut order: Vec<&Scored> = scored.iter().filter(|pair| weights.probability(pair.bits) >= SURE).collect();
    order.sort_by(|x, y| y.bits.total_cmp(&x.bits).then((x.a, x.b).cmp(&(y.a, y.b))));
    let known: HashMap<(u32, u32), &Scored> = scored.iter().map(|pair| ((pair.a, pair.b), pair)).collect();
    let mut group_of: Vec<u32> = (0..records as u32).collect();
    let mut members: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut settled = Vec::new();
    for pair in order {
        let (Some(x), Some(y)) = (group_of.get(pair.a as usize).copied(), group_of.get(pair.b as usize).copied())
        else {
            continue;
        };
        if x == y {
            continue;
        }
        let of = |group: u32| members.get(&group).cloned().unwrap_or_else(|| vec![group]);
        let (xs, ys) = (of(x), of(y));
        let between: Vec<Settled> = xs.iter().flat_map(|a| ys.iter().map(|b| link(&known, *a, *b, weights))).collect();
        let sum: f64 = between.iter().map(|pair| pair.bits).sum();
        if weights.probability(sum / between.len().max(1) as f64) < SURE {
            continue;
        }
        settled.extend(between);
        for member in &ys {
            if let Some(group) = group_of.get_mut(*member as usize) {
                *group = x;
            }
        }
        let mut all = xs;
        all.extend(ys);
        members.remove(&y);
        members.insert(x, all);
    }
    settled
}

/// The pair of two records. One that was never compared, or may not be one person, speaks a little against.
fn link(known: &HashMap<(u32, u32), &Scored>, one: u32, other: u32, weights: &Weights) -> Settled {
    let (a, b) = (one.min(other), one.max(other));
    match known.get(&(a, b)) {
        Some(pair) => Settled { a, b, bits: pair.bits, pattern: Some(pair.pattern) },
        None => Settled { a, b, bits: -weights.prior_bits() - 10.0, pattern: None },
    }
}
