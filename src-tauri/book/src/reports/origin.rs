//! Where opportunities come from: sources, and events with what they cost and brought.

use std::collections::HashMap;

use corong_domain::estimate::ENOUGH_OUTCOMES;
use corong_domain::estimate::closing::{Curve, Ending, Spell};
use corong_domain::estimate::event_return::{EventLead, EventReturn, Reached, Stand, Verdict, event_return};
use corong_domain::estimate::rates::{Prior, rate};
use corong_domain::event::Event;
use corong_domain::funnel::Level;
use corong_domain::ids::EventId;
use corong_domain::opportunity::{Source, Status};
use corong_store::Reader;

use super::chances::cycle;
use super::material::{Case, Material};
use super::{number, small};
use crate::error::BookError;
use crate::views::{Report, ReportCell, ReportColumn as Column, ReportNote, ReportTableKey, ReportVerdict};

const SOURCES: [Option<Source>; 8] = [
    Some(Source::Event),
    Some(Source::Referral),
    Some(Source::PhoneBook),
    Some(Source::WalkIn),
    Some(Source::Website),
    Some(Source::Import),
    Some(Source::Other),
    None,
];

const WEEKS: [Column; 8] = [
    Column::Week1,
    Column::Week2,
    Column::Week3,
    Column::Week4,
    Column::Week5,
    Column::Week6,
    Column::Week7,
    Column::Week8,
];

pub(super) fn sources(material: &Material<'_>, report: &mut Report) {
    let cohort: Vec<&Case> = material.cohort().collect();
    if cohort.is_empty() {
        return;
    }
    report.notes.push(ReportNote::CohortHighWater { n: small(cohort.len()) });
    report.notes.push(ReportNote::ShrunkToAllTimes);
    report.notes.push(ReportNote::CountsBelowEight);
    let (other, none) =
        material.without_amount(cohort.iter().copied().filter(|case| case.course.status == Status::Won));
    report.note_if(other, |n| ReportNote::OtherCurrency { n });
    report.note_if(none, |n| ReportNote::NoAmount { n });
    let always: Vec<&Case> = material.chosen().collect();
    let share = |level: Level| reached(&always, level) as f64 / always.len().max(1) as f64;
    let (prospect_share, customer_share) = (share(Level::Prospect), share(Level::Customer));
    let (mut rows, mut weeks) = (Vec::new(), Vec::new());
    for source in SOURCES {
        let of: Vec<&Case> = cohort.iter().copied().filter(|case| case.row.source == source).collect();
        if of.is_empty() {
            continue;
        }
        let head = source.map_or(ReportCell::None, ReportCell::Source);
        let (prospects, customers) = (reached(&of, Level::Prospect), reached(&of, Level::Customer));
        let rate_of = |n: usize, share: f64| ReportCell::Rate(rate(small(n), small(of.len()), Prior::around(share)));
        rows.push(vec![
            head.clone(),
            number(of.len()),
            number(prospects),
            rate_of(prospects, prospect_share),
            number(customers),
            rate_of(customers, customer_share),
            report.money(won_value(material, &of)),
        ]);
        weeks.push(week_row(material, head, &of));
    }
    let columns = [
        Column::Source,
        Column::Count,
        Column::Prospects,
        Column::ProspectRate,
        Column::Customers,
        Column::CustomerRate,
        Column::WonValue,
    ];
    report.table(ReportTableKey::Sources, &columns, rows);
    let columns: Vec<Column> = [Column::Source, Column::Count].into_iter().chain(WEEKS).collect();
    report.table(ReportTableKey::Weeks, &columns, weeks);
}

fn reached(cases: &[&Case], level: Level) -> usize {
    cases.iter().filter(|case| case.level() >= level).count()
}

fn won_value(material: &Material<'_>, cases: &[&Case]) -> i64 {
    let won = cases.iter().filter(|case| case.course.status == Status::Won);
    won.filter_map(|case| material.minor(case)).fold(0, i64::saturating_add)
}

/// Share that became a prospect by each week since the start; younger ones count until their age.
fn week_row(material: &Material<'_>, head: ReportCell, cases: &[&Case]) -> Vec<ReportCell> {
    let since = |case: &Case, at: chrono::DateTime<chrono::Utc>| {
        (at - case.course.started).num_milliseconds() as f64 / 86_400_000.0
    };
    let spells: Vec<Spell> = cases
        .iter()
        .map(|case| {
            let prospect = case
                .course
                .stays
                .iter()
                .find(|stay| case.funnel.stage(&stay.stage).is_some_and(|stage| stage.level >= Level::Prospect));
            let ended = case.course.standing_outcomes().next();
            let (at, ending) = match (prospect, ended) {
                (Some(stay), _) => (stay.entered, Ending::Won),
                (None, Some(outcome)) => (outcome.at, Ending::Lost),
                (None, None) => (material.until, Ending::Open),
            };
            Spell { entered: 0.0, left: since(case, at).max(0.0), ending }
        })
        .collect();
    let curve = Curve::fit(&spells);
    let mut row = vec![head, number(cases.len())];
    for week in 1..=WEEKS.len() {
        let days = week as f64 * 7.0;
        let watched = cases.iter().filter(|case| since(case, material.until) >= days).count();
        let enough = watched >= ENOUGH_OUTCOMES as usize;
        row.push(if enough { ReportCell::Share(curve.at(days).win) } else { ReportCell::None });
    }
    row
}

pub(super) fn events(material: &Material<'_>, reader: &Reader<'_>, report: &mut Report) -> Result<(), BookError> {
    let mut by_event: HashMap<EventId, Vec<&Case>> = HashMap::new();
    for case in material.chosen() {
        if let Some(event) = case.row.event {
            by_event.entry(event).or_default().push(case);
        }
    }
    let cycle = cycle(material.of_funnel());
    let margin = f64::from(material.request.margin.min(100)) / 100.0;
    let mut events: Vec<Event> = reader.all()?;
    events.retain(|event| {
        let asked = material.request.event.is_none_or(|asked| asked == event.id);
        let begun = event.starts_on.is_none_or(|day| day <= material.on && material.in_period(day));
        asked && begun && by_event.contains_key(&event.id)
    });
    events.sort_by_key(|event| std::cmp::Reverse((event.starts_on, event.created_at)));
    let (mut rows, mut other) = (Vec::new(), 0);
    for event in &events {
        let cases = by_event.get(&event.id).map_or(&[][..], Vec::as_slice);
        let leads: Vec<EventLead> = cases.iter().map(|case| lead(material, case)).collect();
        let cost = event.cost.as_ref().filter(|cost| cost.currency == material.currency()).map(|cost| cost.minor);
        other += u32::from(event.cost.is_some() && cost.is_none());
        let found = event_return(&leads, cost.unwrap_or(0), margin, cycle.as_ref());
        rows.push(event_row(report, event, cost, &found));
    }
    if rows.is_empty() {
        return Ok(());
    }
    report.notes.push(ReportNote::Margin { percent: material.request.margin.min(100) });
    report.note_if(other, |n| ReportNote::OtherCurrency { n });
    let columns = [
        Column::Event,
        Column::StartsOn,
        Column::Leads,
        Column::Qualified,
        Column::Prospects,
        Column::Customers,
        Column::Cost,
        Column::PerLead,
        Column::PerProspect,
        Column::PerCustomer,
        Column::WonValue,
        Column::Return,
        Column::Verdict,
        Column::Maturity,
    ];
    report.table(ReportTableKey::Events, &columns, rows);
    Ok(())
}

fn lead(material: &Material<'_>, case: &Case) -> EventLead {
    let reached = match case.level() {
        Level::Lead => Reached::Lead,
        Level::QualifiedLead => Reached::Qualified,
        Level::Prospect => Reached::Prospect,
        Level::Customer => Reached::Customer,
    };
    // A closed one has had its time, however long it took: its age goes on.
    let age = (material.until - case.course.started).num_milliseconds().max(0) as f64 / 86_400_000.0;
    let stand = match case.course.status {
        Status::Open | Status::Nurture => Stand::Open { age: case.course.age, minor: material.minor(case) },
        Status::Lost | Status::Disqualified => Stand::Lost { age },
        Status::Won => Stand::Won { age, minor: material.minor(case).unwrap_or(0) },
    };
    EventLead { reached, stand }
}

fn event_row(report: &Report, event: &Event, cost: Option<i64>, found: &EventReturn) -> Vec<ReportCell> {
    let money = |minor: Option<f64>| match (cost, minor) {
        (Some(_), Some(minor)) => report.money(minor.round() as i64),
        (_, _) => ReportCell::None,
    };
    let share = |share: Option<f64>| share.map_or(ReportCell::None, ReportCell::Share);
    let (ratio, verdict, maturity) = match found.verdict {
        Verdict::Return { ratio, maturity } => (ratio, ReportVerdict::Judged, Some(maturity)),
        Verdict::TooEarly { maturity, projected_wins: _, projected_ratio } => {
            (projected_ratio, ReportVerdict::TooEarly, Some(maturity))
        }
        Verdict::CycleUnknown { ratio } => (ratio, ReportVerdict::SoFar, None),
    };
    let verdict = if cost.is_none_or(|cost| cost <= 0) { ReportVerdict::NoCost } else { verdict };
    let count = |n: u32| ReportCell::Count(n.into());
    vec![
        ReportCell::Text(event.name.clone()),
        event.starts_on.map_or(ReportCell::None, ReportCell::Day),
        count(found.leads),
        count(found.qualified),
        count(found.prospects),
        count(found.customers),
        cost.map_or(ReportCell::None, |cost| report.money(cost)),
        money(found.per_lead),
        money(found.per_prospect),
        money(found.per_customer),
        report.money(found.won_value),
        share(ratio),
        ReportCell::Verdict(verdict),
        share(maturity),
    ]
}
