//! Forecast, velocity, and what is credited to whom.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use corong_domain::estimate::ENOUGH_OUTCOMES;
use corong_domain::estimate::forecast::{self as future, DRAWS, Forecast, Stake};
use corong_domain::estimate::rates::{Prior, Rate, rate};
use corong_domain::ids::SalespersonId;
use corong_domain::opportunity::Status;
use corong_domain::salesperson::Salesperson;
use corong_store::Reader;

use super::chances::{Chances, cycle};
use super::material::{Case, Material};
use super::{number, small};
use crate::error::BookError;
use crate::views::{Report, ReportCell, ReportColumn as Column, ReportNote, ReportTableKey};

/// Throws of one simulation at the most: a large book needs fewer draws for a band as steady.
const THROWS: usize = 8_000_000;
/// Draws of one simulation at the least.
const FEWEST_DRAWS: u32 = 400;
/// Month ends that are looked ahead to.
const MONTHS_AHEAD: u32 = 4;
/// One seed for all: the same book shows the same band.
const SEED: u64 = 0x636f_726f_6e67;

pub(super) fn forecast(material: &Material<'_>, report: &mut Report) {
    let open: Vec<&Case> = material.chosen().filter(|case| case.is_open()).collect();
    let staked: Vec<(&Case, i64)> = open.iter().filter_map(|case| Some((*case, material.minor(case)?))).collect();
    let (other, none) = material.without_amount(open.iter().copied());
    if open.is_empty() {
        return;
    }
    report.notes.push(ReportNote::OpenOnly { n: small(open.len()) });
    report.note_if(other, |n| ReportNote::OtherCurrency { n });
    report.note_if(none, |n| ReportNote::NoAmount { n });
    let chances = Chances::of(material);
    report.notes.push(if chances.plan {
        ReportNote::ChanceOfPlan { n: chances.closed }
    } else {
        ReportNote::ChanceOfHistory { n: chances.closed }
    });
    if chances.planned_days {
        report.notes.push(ReportNote::DaysOfPlan);
    }
    let chance = |case: &Case, days: f64| chances.at(case).map_or(0.0, |stage| stage.within(case, days));
    let simulate = |days: f64| {
        let stakes: Vec<Stake> =
            staked.iter().map(|(case, minor)| Stake { minor: *minor, chance: chance(case, days) }).collect();
        future::forecast(&stakes, draws(stakes.len()), SEED)
    };
    let mut rows = Vec::new();
    for day in month_ends(material.on) {
        let days = (day - material.on).num_days() as f64;
        rows.push(forecast_row(report, ReportCell::Day(day), &simulate(days)));
    }
    let whole: Vec<Stake> = staked
        .iter()
        .map(|(case, minor)| Stake { minor: *minor, chance: chances.at(case).map_or(0.0, |stage| stage.chance) })
        .collect();
    let whole = future::forecast(&whole, draws(whole.len()), SEED);
    rows.push(forecast_row(report, ReportCell::All, &whole));
    let columns = [Column::By, Column::Expected, Column::P10, Column::P90];
    report.table(ReportTableKey::Forecast, &columns, rows);
    weights(&staked, &chances, report);
}

fn forecast_row(report: &Report, by: ReportCell, forecast: &Forecast) -> Vec<ReportCell> {
    vec![by, report.money(forecast.expected), report.money(forecast.p10), report.money(forecast.p90)]
}

fn draws(stakes: usize) -> u32 {
    small(THROWS / stakes.max(1)).clamp(FEWEST_DRAWS, DRAWS)
}

/// The ends of this month and of the next ones.
fn month_ends(on: NaiveDate) -> Vec<NaiveDate> {
    let first = on.with_day(1).unwrap_or(on);
    (1..=MONTHS_AHEAD).filter_map(|months| first.checked_add_months(Months::new(months))?.pred_opt()).collect()
}

/// What stands at each stage and by which chance it counts.
fn weights(staked: &[(&Case, i64)], chances: &Chances, report: &mut Report) {
    let mut rows = Vec::new();
    let mut funnels: Vec<&Case> = Vec::new();
    for (case, _) in staked {
        if funnels.iter().all(|known| known.funnel.key != case.funnel.key) {
            funnels.push(case);
        }
    }
    for funnel in funnels.iter().map(|case| case.funnel.as_ref()) {
        for stage in &funnel.stages {
            let there =
                || staked.iter().filter(|(case, _)| case.funnel.key == funnel.key && case.course.stage == stage.key);
            let Some(chance) = chances.of_stage(funnel, stage).filter(|_| there().next().is_some()) else { continue };
            let sum = there().fold(0_i64, |sum, (_, minor)| sum.saturating_add(*minor));
            rows.push(vec![
                ReportCell::Words(stage.label.clone()),
                number(there().count()),
                report.money(sum),
                ReportCell::Count(chance.won.into()),
                ReportCell::Count(chance.closed.into()),
                ReportCell::Share(chance.chance),
            ]);
        }
    }
    let columns = [Column::Stage, Column::Open, Column::Amount, Column::Won, Column::Of, Column::Chance];
    report.table(ReportTableKey::Weights, &columns, rows);
}

pub(super) fn velocity(material: &Material<'_>, report: &mut Report) {
    let open: Vec<&Case> = material.chosen().filter(|case| case.is_open()).collect();
    let (mut won, mut closed) = (0_usize, 0_usize);
    let mut values = Vec::new();
    for (case, outcome) in material.closings() {
        closed += 1;
        if outcome.status == Status::Won {
            won += 1;
            values.extend(material.minor(case));
        }
    }
    if open.is_empty() && closed == 0 {
        return;
    }
    let average = values.iter().map(|minor| *minor as f64).sum::<f64>() / (values.len().max(1)) as f64;
    let enough = values.len() >= ENOUGH_OUTCOMES as usize;
    let share = if closed == 0 { 0.0 } else { won as f64 / closed as f64 };
    let rate = rate(small(won), small(closed), Prior::around(share));
    let cycle = cycle(material.chosen()).and_then(|curve| curve.median());
    let per_day = match (&rate, cycle) {
        (Rate::Shrunk { rate, .. }, Some(days)) if enough => future::velocity(small(open.len()), average, *rate, days),
        (Rate::Shrunk { .. } | Rate::CountsOnly { .. }, _) => None,
    };
    let (other, none) = material.without_amount(material.closings().map(|(case, _)| case));
    report.notes.push(ReportNote::ByClosing { n: small(closed) });
    report.notes.push(ReportNote::CountsBelowEight);
    report.note_if(other, |n| ReportNote::OtherCurrency { n });
    report.note_if(none, |n| ReportNote::NoAmount { n });
    let row = vec![
        number(open.len()),
        number(won),
        number(closed),
        ReportCell::Rate(rate),
        if enough { report.money(average.round() as i64) } else { ReportCell::None },
        cycle.map_or(ReportCell::None, ReportCell::Days),
        per_day.map_or(ReportCell::None, |minor| report.money((minor * 30.0).round() as i64)),
    ];
    let columns =
        [Column::Open, Column::Won, Column::Of, Column::Rate, Column::AverageWon, Column::CycleDays, Column::PerMonth];
    report.table(ReportTableKey::Velocity, &columns, vec![row]);
}

/// Wins and their value; a voided win is taken out again on the day on which it was voided.
#[derive(Default, Clone, Copy)]
struct Volume {
    wins: i64,
    minor: i64,
}

impl Volume {
    fn add(&mut self, sign: i64, minor: i64) {
        self.wins += sign;
        self.minor = self.minor.saturating_add(sign.saturating_mul(minor));
    }
}

pub(super) fn sale_credit(material: &Material<'_>, reader: &Reader<'_>, report: &mut Report) -> Result<(), BookError> {
    let mut people: BTreeMap<Option<SalespersonId>, Volume> = BTreeMap::new();
    let mut months: BTreeMap<NaiveDate, Volume> = BTreeMap::new();
    let mut won: Vec<&Case> = Vec::new();
    for case in material.chosen() {
        for outcome in case.course.outcomes.iter().filter(|outcome| outcome.status == Status::Won) {
            let entries = [(1, Some(outcome.at)), (-1, outcome.voided_at)];
            for (sign, at) in entries {
                let Some(day) = at.map(|at| material.day(at)).filter(|day| material.in_period(*day)) else { continue };
                let minor = material.minor(case).unwrap_or(0);
                people.entry(case.row.owner).or_default().add(sign, minor);
                months.entry(day.with_day(1).unwrap_or(day)).or_default().add(sign, minor);
                won.push(case);
            }
        }
    }
    if won.is_empty() {
        return Ok(());
    }
    let (other, none) = material.without_amount(won.into_iter());
    report.notes.push(ReportNote::CreditOfOwner);
    report.note_if(other, |n| ReportNote::OtherCurrency { n });
    report.note_if(none, |n| ReportNote::NoAmount { n });
    let mut rows: Vec<(i64, Vec<ReportCell>)> = Vec::new();
    for (owner, volume) in people {
        let found = owner.map(|owner| reader.get::<Salesperson>(owner)).transpose()?.flatten();
        let name = found.map_or(ReportCell::None, |person| ReportCell::Text(person.name));
        rows.push((volume.minor, vec![name, ReportCell::Count(volume.wins), report.money(volume.minor)]));
    }
    rows.sort_by_key(|(minor, _)| std::cmp::Reverse(*minor));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    report.table(ReportTableKey::Salespeople, &[Column::Salesperson, Column::Won, Column::WonValue], rows);
    let rows = months
        .into_iter()
        .map(|(month, volume)| vec![ReportCell::Day(month), ReportCell::Count(volume.wins), report.money(volume.minor)])
        .collect();
    report.table(ReportTableKey::Months, &[Column::Month, Column::Won, Column::WonValue], rows);
    Ok(())
}
