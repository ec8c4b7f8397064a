//! Why opportunities were lost or disqualified, and at which stage they died.

use std::cmp::Reverse;
use std::collections::HashMap;

use corong_domain::funnel::Words;
use corong_domain::opportunity::Status;

use super::material::{Case, Material, stage_words};
use super::{number, small};
use crate::views::{Report, ReportCell, ReportColumn as Column, ReportNote, ReportTableKey};

/// Those that died at one place for one reason.
struct Died {
    count: usize,
    minor: i64,
    stage: Words,
}

pub(super) fn lost(material: &Material<'_>, report: &mut Report) {
    let mut places = HashMap::new();
    let mut all: Vec<&Case> = Vec::new();
    for (case, outcome) in material.closings().filter(|(_, outcome)| outcome.status != Status::Won) {
        let position = case.funnel.position(&outcome.stage).unwrap_or(usize::MAX);
        let stage = || stage_words(&case.funnel, &outcome.stage);
        let place = (outcome.status, position, outcome.reason);
        let died = places.entry(place).or_insert_with(|| Died { count: 0, minor: 0, stage: stage() });
        died.count += 1;
        died.minor = died.minor.saturating_add(material.minor(case).unwrap_or(0));
        all.push(case);
    }
    if all.is_empty() {
        return;
    }
    report.notes.push(ReportNote::ByClosing { n: small(all.len()) });
    let (other, _) = material.without_amount(all.into_iter());
    report.note_if(other, |n| ReportNote::OtherCurrency { n });
    let mut places: Vec<_> = places.into_iter().collect();
    // Lost prospects first, the most frequent on top; the rest of the order only has to be the same every time.
    places.sort_by_key(|((status, position, reason), died)| {
        (*status != Status::Lost, Reverse(died.count), *position, reason.map(|reason| format!("{reason:?}")))
    });
    let rows = places
        .into_iter()
        .map(|((status, _, reason), died)| {
            vec![
                ReportCell::Status(status),
                ReportCell::Words(died.stage),
                reason.map_or(ReportCell::None, ReportCell::Reason),
                number(died.count),
                report.money(died.minor),
            ]
        })
        .collect();
    let columns = [Column::Status, Column::Stage, Column::Reason, Column::Count, Column::Amount];
    report.table(ReportTableKey::Lost, &columns, rows);
}
