//! The funnel: how far a cohort came, level by level and stage by stage, and how the funnel stood on the day.

use std::collections::BTreeMap;

use corong_domain::estimate::cohort::{Cohort, Journey, cohort};
use corong_domain::estimate::rates::Prior;
use corong_domain::funnel::Level;
use corong_domain::opportunity::Status;

use super::material::{Case, Material, stage_words};
use super::{number, small};
use crate::views::{Report, ReportCell, ReportColumn as Column, ReportNote, ReportTableKey};

const LEVELS: [Level; 4] = [Level::Lead, Level::QualifiedLead, Level::Prospect, Level::Customer];

pub(super) fn funnel(material: &Material<'_>, report: &mut Report) {
    let rank = |level: Level| LEVELS.iter().position(|one| *one == level).unwrap_or(0);
    let by_level = |case: &Case| small(rank(case.level()));
    let by_stage = |case: &Case| small(case.furthest);
    let levels: Vec<u32> = (0..4).collect();
    let stages = material.stages();
    let positions: Vec<u32> = stages.iter().map(|(position, _)| small(*position)).collect();
    let level_steps = steps(material, &levels, by_level);
    let stage_steps = steps(material, &positions, by_stage);
    report.note_if(level_steps.n, |n| ReportNote::CohortHighWater { n });
    report.note_if(level_steps.moved_back, |opportunities| ReportNote::MovedBack {
        opportunities,
        moves: level_steps.moves_back,
    });
    report.note_if(level_steps.n, |_| ReportNote::ShrunkToAllTimes);
    report.note_if(level_steps.n, |_| ReportNote::CountsBelowEight);
    if level_steps.n > 0 {
        let heads = LEVELS.iter().map(|level| ReportCell::Level(*level)).collect();
        table(report, ReportTableKey::Levels, Column::Level, heads, &level_steps);
        let heads = stages.iter().map(|(_, stage)| ReportCell::Words(stage.label.clone())).collect();
        table(report, ReportTableKey::Stages, Column::Stage, heads, &stage_steps);
    }
    standing(material, report);
}

/// Conversion of the period's cohort, each rate drawn to that of all times.
fn steps(material: &Material<'_>, ranks: &[u32], rank: impl Fn(&Case) -> u32) -> Cohort {
    let journey = |case: &Case| Journey {
        high_water: rank(case),
        open: matches!(case.course.status, Status::Open | Status::Nurture),
        moves_back: case.course.moves_back,
    };
    let always: Vec<u32> = material.chosen().map(&rank).collect();
    let reached = |rank: u32| always.iter().filter(|one| **one >= rank).count();
    let nexts = ranks.iter().skip(1).map(Some).chain(std::iter::once(None));
    let priors = ranks.iter().zip(nexts).map(|(here, next)| {
        let of = reached(*here);
        let share = if of == 0 { 0.0 } else { next.map_or(0, |next| reached(*next)) as f64 / of as f64 };
        (*here, Prior::around(share))
    });
    let journeys: Vec<Journey> = material.cohort().map(journey).collect();
    cohort(&journeys, &priors.collect::<Vec<_>>())
}

fn table(report: &mut Report, key: ReportTableKey, head: Column, heads: Vec<ReportCell>, cohort: &Cohort) {
    let last = cohort.steps.len().saturating_sub(1);
    let rows = heads.into_iter().zip(cohort.steps.iter().enumerate()).map(|(head, (index, step))| {
        let went_on =
            cohort.steps.get(index + 1).map_or(ReportCell::None, |next| ReportCell::Count(next.reached.into()));
        let rate = if index == last { ReportCell::None } else { ReportCell::Rate(step.went_on) };
        vec![head, ReportCell::Count(step.reached.into()), ReportCell::Count(step.still_open.into()), went_on, rate]
    });
    let rows = rows.collect();
    report.table(key, &[head, Column::Reached, Column::StillOpen, Column::WentOn, Column::StepRate], rows);
}

/// Count and amount by status and stage on the day.
fn standing(material: &Material<'_>, report: &mut Report) {
    let Some(funnel) = material.one_funnel() else { return };
    let mut totals: BTreeMap<(usize, usize), (usize, i64, &Case)> = BTreeMap::new();
    for case in material.chosen() {
        let status = match case.course.status {
            Status::Open => 0,
            Status::Nurture => 1,
            Status::Won => 2,
            Status::Lost => 3,
            Status::Disqualified => 4,
        };
        let position = funnel.position(&case.course.stage).unwrap_or(usize::MAX);
        let total = totals.entry((status, position)).or_insert((0, 0, case));
        total.0 += 1;
        total.1 = total.1.saturating_add(material.minor(case).unwrap_or(0));
    }
    let rows = totals
        .values()
        .map(|(count, minor, case)| {
            let stage = ReportCell::Words(stage_words(funnel, &case.course.stage));
            vec![ReportCell::Status(case.course.status), stage, number(*count), report.money(*minor)]
        })
        .collect();
    let (other, _) = material.without_amount(material.chosen());
    report.note_if(other, |n| ReportNote::OtherCurrency { n });
    report.table(ReportTableKey::Standing, &[Column::Status, Column::Stage, Column::Count, Column::Amount], rows);
}
