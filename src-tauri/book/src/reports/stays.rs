//! Time in stage: open stays count as not yet ended, so that the slow ones are not left out.

use corong_domain::estimate::ENOUGH_OUTCOMES;
use corong_domain::estimate::closing::{Curve, Ending, Spell};
use corong_domain::estimate::course::StayEnd;

use super::material::{Material, is_won};
use super::small;
use crate::views::{Report, ReportCell, ReportColumn as Column, ReportNote, ReportTableKey};

pub(super) fn time_in_stage(material: &Material<'_>, report: &mut Report) {
    let mut seen = 0;
    let rows: Vec<_> = material
        .stages()
        .into_iter()
        .filter(|(_, stage)| !is_won(stage))
        .map(|(_, stage)| {
            let stays = material.chosen().flat_map(|case| &case.course.stays);
            let spells: Vec<Spell> = stays
                .filter(|stay| stay.stage == stage.key && stay.known_start && material.at_in_period(stay.entered))
                .map(|stay| Spell {
                    entered: 0.0,
                    left: (stay.left_age - stay.entered_age).max(0.0),
                    // Which way it was left makes no difference to how long it took.
                    ending: match stay.end {
                        StayEnd::Moved | StayEnd::Closed => Ending::Won,
                        StayEnd::Here => Ending::Open,
                    },
                })
                .collect();
            seen += spells.len();
            let curve = Curve::fit(&spells);
            let at = |share: f64| {
                let enough = curve.events() >= ENOUGH_OUTCOMES;
                // The running product carries rounding errors.
                let left = curve.steps().iter().find(|step| step.win >= share - 1e-9);
                left.filter(|_| enough).map_or(ReportCell::None, |step| ReportCell::Days(step.age))
            };
            vec![
                ReportCell::Words(stage.label.clone()),
                ReportCell::Count(curve.spells().into()),
                ReportCell::Count(curve.events().into()),
                at(0.5),
                at(0.8),
                ReportCell::Days(stage.planned_days.into()),
            ]
        })
        .collect();
    if seen == 0 {
        return;
    }
    report.notes.push(ReportNote::Stays { n: small(seen) });
    report.notes.push(ReportNote::CountsBelowEight);
    let columns = [Column::Stage, Column::Count, Column::Ended, Column::P50, Column::P80, Column::PlannedDays];
    report.table(ReportTableKey::TimeInStage, &columns, rows);
}
