//! Win rate by count and by value, in three variants that are named.

use corong_domain::estimate::ENOUGH_OUTCOMES;
use corong_domain::estimate::rates::{Prior, rate};
use corong_domain::opportunity::Status;

use super::material::{Case, Material};
use super::{number, small};
use crate::views::{Report, ReportCell, ReportColumn as Column, ReportNote, ReportTableKey, ReportVariant};

/// What is counted for one variant.
#[derive(Default)]
struct Tally {
    won: usize,
    of: usize,
    won_value: i64,
    of_value: i64,
    /// How many of all had an amount.
    valued: usize,
}

impl Tally {
    fn add(&mut self, won: bool, minor: Option<i64>) {
        self.of += 1;
        self.won += usize::from(won);
        if let Some(minor) = minor {
            self.valued += 1;
            self.of_value = self.of_value.saturating_add(minor);
            if won {
                self.won_value = self.won_value.saturating_add(minor);
            }
        }
    }

    fn share(&self) -> f64 {
        if self.of == 0 { 0.0 } else { self.won as f64 / self.of as f64 }
    }
}

fn won(case: &Case) -> bool {
    case.course.status == Status::Won
}

fn tally<'c>(material: &Material<'_>, cases: impl Iterator<Item = (&'c Case, bool)>) -> Tally {
    let mut tally = Tally::default();
    for (case, won) in cases {
        tally.add(won, material.minor(case));
    }
    tally
}

pub(super) fn win_rate(material: &Material<'_>, report: &mut Report) {
    let closed = || material.closings().map(|(case, outcome)| (case, outcome.status == Status::Won));
    let prospects = material
        .closings()
        .filter(|(case, outcome)| case.was_prospect_by(outcome.at))
        .map(|(case, outcome)| (case, outcome.status == Status::Won));
    let ever = |prospects_only: bool| {
        let mut tally = Tally::default();
        for case in material.chosen() {
            for outcome in case.course.standing_outcomes() {
                if !prospects_only || case.was_prospect_by(outcome.at) {
                    tally.add(outcome.status == Status::Won, None);
                }
            }
        }
        tally.share()
    };
    let begun_ever = tally(material, material.chosen().map(|case| (case, won(case)))).share();
    let variants = [
        (ReportVariant::Begun, tally(material, material.cohort().map(|case| (case, won(case)))), begun_ever),
        (ReportVariant::Closed, tally(material, closed()), ever(false)),
        (ReportVariant::ClosedProspects, tally(material, prospects), ever(true)),
    ];
    if variants.iter().all(|(_, tally, _)| tally.of == 0) {
        return;
    }
    report.notes.push(ReportNote::ByClosing { n: small(closed().count()) });
    report.notes.push(ReportNote::ShrunkToAllTimes);
    report.notes.push(ReportNote::CountsBelowEight);
    let (other, none) = material.without_amount(closed().map(|(case, _)| case));
    report.note_if(other, |n| ReportNote::OtherCurrency { n });
    report.note_if(none, |n| ReportNote::NoAmount { n });
    let rows = variants
        .into_iter()
        .map(|(variant, tally, always)| {
            let enough = tally.valued >= ENOUGH_OUTCOMES as usize && tally.of_value > 0;
            let by_value = || ReportCell::Share(tally.won_value as f64 / tally.of_value as f64);
            vec![
                ReportCell::Variant(variant),
                number(tally.won),
                number(tally.of),
                ReportCell::Rate(rate(small(tally.won), small(tally.of), Prior::around(always))),
                report.money(tally.won_value),
                report.money(tally.of_value),
                if enough { by_value() } else { ReportCell::None },
            ]
        })
        .collect();
    let columns =
        [Column::Variant, Column::Won, Column::Of, Column::Rate, Column::WonValue, Column::OfValue, Column::ValueRate];
    report.table(ReportTableKey::WinRate, &columns, rows);
}
