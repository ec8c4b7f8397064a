//! Forecast, velocity, events and sale credit.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta};
use corong_book::views::{
    ReportCell, ReportColumn as Column, ReportName, ReportRequest, ReportTable, ReportTableKey as Key, ReportVerdict,
};
use corong_domain::opportunity::{Status, Transition};

use crate::plain::{Plain, cell, close, count, day, days, minor, position, rows, table};
use crate::world::{World, b2b};

#[test]
fn the_money_of_a_book_is_recounted() {
    let world = World::grown(4_711, 1_500);
    let rows = rows(&world);
    the_forecast_weights_by_the_chances_of_the_books_own_past(&world, &rows);
    velocity_is_the_product_of_its_parts(&world, &rows);
    events_cost_and_bring_what_their_cards_did(&world, &rows);
    a_voided_win_leaves_the_volume_on_the_day_it_was_voided(&world, &rows);
}

/// Won and closed of those that had been at a position, and the chance: six imagined ones at the book's rate.
fn chance(rows: &[Plain], world: &World, at: usize) -> (usize, usize, f64) {
    let until = world.now + TimeDelta::seconds(1);
    let mut endings = Vec::new();
    for one in rows {
        for ending in one.endings(until) {
            let far = one.furthest(ending.at + TimeDelta::milliseconds(1)).unwrap();
            endings.push((far, ending.status == Status::Won));
        }
    }
    let base = endings.iter().filter(|(_, won)| *won).count() as f64 / endings.len() as f64;
    let there: Vec<_> = endings.iter().filter(|(far, _)| *far >= at).collect();
    let won = there.iter().filter(|(_, won)| *won).count();
    (won, there.len(), (won as f64 + 6.0 * base) / (there.len() as f64 + 6.0))
}

fn the_forecast_weights_by_the_chances_of_the_books_own_past(world: &World, rows: &[Plain]) {
    let report = world.book.report(&ReportRequest::new(ReportName::Forecast)).unwrap();
    let weights = table(&report, Key::Weights);
    let open: Vec<&Plain> =
        rows.iter().filter(|row| row.opportunity.standing.status == Status::Open && row.minor().is_some()).collect();
    assert!(open.len() > 10, "{}", open.len());
    let mut stakes = Vec::new();
    for one in &open {
        let stage = &one.opportunity.standing.stage;
        stakes.push((one.minor().unwrap() as f64, chance(rows, world, position(stage)).2));
    }
    for row in 0..weights.rows.len() {
        let stage = b2b()
            .stages
            .into_iter()
            .find(|stage| *cell(weights, row, Column::Stage) == ReportCell::Words(stage.label.clone()));
        let stage = stage.unwrap();
        let (won, of, wanted) = chance(rows, world, position(&stage.key));
        assert_eq!((count(weights, row, Column::Won), count(weights, row, Column::Of)), (won as i64, of as i64));
        let ReportCell::Share(found) = cell(weights, row, Column::Chance) else { panic!("no chance") };
        close(*found, wanted, stage.key.as_str());
        let there = || open.iter().filter(|one| one.opportunity.standing.stage == stage.key);
        assert_eq!(count(weights, row, Column::Open), there().count() as i64);
        assert_eq!(minor(weights, row, Column::Amount), there().filter_map(|one| one.minor()).sum::<i64>());
    }
    let figures = table(&report, Key::Forecast);
    let last = figures.rows.len() - 1;
    assert_eq!(*cell(figures, last, Column::By), ReportCell::All);
    let expected: f64 = stakes.iter().map(|(amount, chance)| amount * chance).sum();
    assert!((minor(figures, last, Column::Expected) as f64 - expected).abs() <= 1.0);
    check_band(figures, last, &stakes);
    check_months(figures, last, world.now + TimeDelta::hours(7));
}

/// The band against futures thrown here, with another generator and five times as many.
fn check_band(figures: &ReportTable, row: usize, stakes: &[(f64, f64)]) {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut throw = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut futures: Vec<f64> = (0..20_000)
        .map(|_| stakes.iter().filter(|(_, chance)| throw() < *chance).map(|(amount, _)| amount).sum())
        .collect();
    futures.sort_by(f64::total_cmp);
    let (p10, p90) = (futures[2_000], futures[18_000]);
    let width = p90 - p10;
    assert!(width > 0.0);
    for (column, wanted) in [(Column::P10, p10), (Column::P90, p90)] {
        let found = minor(figures, row, column) as f64;
        assert!((found - wanted).abs() < 0.05 * width, "{column:?}: {found} instead of {wanted}, width {width}");
    }
}

/// The months ahead: ends of months, never less than the month before, never more than in all.
fn check_months(figures: &ReportTable, last: usize, now: chrono::DateTime<chrono::Utc>) {
    let mut before = 0;
    for row in 0..last {
        let ReportCell::Day(by) = cell(figures, row, Column::By) else { panic!("no day") };
        assert!(*by >= now.date_naive() && by.succ_opt().unwrap().day() == 1, "{by}");
        let expected = minor(figures, row, Column::Expected);
        assert!(before <= expected && expected <= minor(figures, last, Column::Expected));
        assert!(minor(figures, row, Column::P10) <= minor(figures, row, Column::P90));
        before = expected;
    }
    assert_eq!(last, 4);
}

/// Age by which half of those that will win have won, by the two sums of the textbook.
fn median_cycle(rows: &[Plain], until: chrono::DateTime<chrono::Utc>) -> Option<f64> {
    let (curve, _) = cycle(rows, until);
    let end = curve.last()?.1;
    curve.into_iter().find(|(_, won)| *won >= end / 2.0 - 1e-9).map(|(age, _)| age)
}

/// Shares by age.
type Steps = Vec<(f64, f64)>;

/// Age and share won at each ending, and the share still open after each.
fn cycle(rows: &[Plain], until: chrono::DateTime<chrono::Utc>) -> (Steps, Steps) {
    let lives: Vec<(f64, u8)> = rows
        .iter()
        .map(|one| {
            let born = one.opportunity.created_at;
            match one.endings(until).first() {
                Some(ending) => (one.open_days(born, ending.at), if ending.status == Status::Won { 1 } else { 2 }),
                None => (one.open_days(born, until), 0),
            }
        })
        .collect();
    let mut ages: Vec<f64> = lives.iter().filter(|one| one.1 > 0).map(|one| one.0).collect();
    ages.sort_by(f64::total_cmp);
    ages.dedup();
    let (mut left, mut share) = (1.0, 0.0);
    let (mut won, mut open) = (Vec::new(), Vec::new());
    for age in ages {
        let at_risk = lives.iter().filter(|one| one.0 >= age).count() as f64;
        let of_kind = |kind: u8| lives.iter().filter(|one| one.0 == age && one.1 == kind).count() as f64;
        share += left * of_kind(1) / at_risk;
        left *= 1.0 - (of_kind(1) + of_kind(2)) / at_risk;
        won.push((age, share));
        open.push((age, left));
    }
    (won, open)
}

fn velocity_is_the_product_of_its_parts(world: &World, rows: &[Plain]) {
    let until = world.now + TimeDelta::milliseconds(1);
    let report = world.book.report(&ReportRequest::new(ReportName::Velocity)).unwrap();
    let table = table(&report, Key::Velocity);
    let open = rows.iter().filter(|row| row.opportunity.standing.status == Status::Open).count();
    let endings: Vec<(bool, Option<i64>)> = rows
        .iter()
        .flat_map(|row| row.endings(until).into_iter().map(|end| (end.status == Status::Won, row.minor())))
        .collect();
    let won = endings.iter().filter(|(won, _)| *won).count();
    let values: Vec<i64> = endings.iter().filter(|(won, _)| *won).filter_map(|(_, minor)| *minor).collect();
    assert!(values.len() >= 8, "the histories hold wins: {}", values.len());
    assert_eq!(count(table, 0, Column::Open), open as i64);
    assert_eq!((count(table, 0, Column::Won), count(table, 0, Column::Of)), (won as i64, endings.len() as i64));
    let average = values.iter().sum::<i64>() as f64 / values.len() as f64;
    assert!((minor(table, 0, Column::AverageWon) as f64 - average).abs() <= 1.0);
    let median = median_cycle(rows, until).unwrap();
    let ReportCell::Days(found) = cell(table, 0, Column::CycleDays) else { panic!("no cycle") };
    close(*found, median, "cycle");
    let month = open as f64 * average * (won as f64 / endings.len() as f64) / median * 30.0;
    let found = minor(table, 0, Column::PerMonth) as f64;
    assert!((found - month).abs() <= 1.0 + month * 1e-9, "{found} instead of {month}");
}

fn events_cost_and_bring_what_their_cards_did(world: &World, rows: &[Plain]) {
    let until = world.now + TimeDelta::milliseconds(1);
    let report = world.book.report(&ReportRequest { margin: 30, ..ReportRequest::new(ReportName::Events) }).unwrap();
    let table = table(&report, Key::Events);
    let (_, open_curve) = cycle(rows, until);
    assert_eq!(table.rows.len(), 2, "newest first");
    for (row, (event, cost)) in
        [(world.events[1], 40_000_000_i64), (world.events[0], 25_000_000)].into_iter().enumerate()
    {
        let cost = cost * 100;
        let of: Vec<&Plain> = rows.iter().filter(|one| one.opportunity.event_id == Some(event)).collect();
        let reach = |at: usize| of.iter().filter(|one| one.furthest(until).unwrap() >= at).count() as i64;
        assert_eq!(count(table, row, Column::Leads), of.len() as i64);
        assert_eq!(count(table, row, Column::Qualified), reach(3));
        assert_eq!(count(table, row, Column::Prospects), reach(4));
        assert_eq!(count(table, row, Column::Customers), reach(10));
        assert_eq!(minor(table, row, Column::Cost), cost);
        for (column, n) in
            [(Column::PerLead, of.len() as i64), (Column::PerProspect, reach(4)), (Column::PerCustomer, reach(10))]
        {
            match cell(table, row, column) {
                ReportCell::Money(money) => assert!((money.minor as f64 - cost as f64 / n as f64).abs() <= 0.5 + 1e-6),
                ReportCell::None => assert_eq!(n, 0),
                other => panic!("{other:?}"),
            }
        }
        let won = of.iter().filter(|one| one.opportunity.standing.status == Status::Won);
        let value: i64 = won.filter_map(|one| one.minor()).sum();
        assert_eq!(minor(table, row, Column::WonValue), value);
        // How much of the usual cycle has passed: the closed share at the age of each card.
        let closed_at = |age: f64| 1.0 - open_curve.iter().rfind(|(at, _)| *at <= age).map_or(1.0, |(_, left)| *left);
        let age = |one: &Plain| match one.opportunity.standing.status {
            Status::Open | Status::Nurture => {
                // Reopened ones had no clock while they were closed, nor had parked ones.
                one.open_days(one.opportunity.created_at, until)
            }
            Status::Won | Status::Lost | Status::Disqualified => days(until - one.opportunity.created_at),
        };
        let maturity = of.iter().map(|one| closed_at(age(one))).sum::<f64>() / of.len() as f64;
        let ReportCell::Share(found) = cell(table, row, Column::Maturity) else { panic!("no maturity") };
        close(*found, maturity, "maturity");
        let verdict = cell(table, row, Column::Verdict);
        if maturity >= 0.6 {
            assert_eq!(*verdict, ReportCell::Verdict(ReportVerdict::Judged));
            let ReportCell::Share(found) = cell(table, row, Column::Return) else { panic!("no return") };
            close(*found, (value as f64 * 0.3 - cost as f64) / cost as f64, "return");
        } else {
            assert_eq!(*verdict, ReportCell::Verdict(ReportVerdict::TooEarly));
        }
    }
}

fn a_voided_win_leaves_the_volume_on_the_day_it_was_voided(world: &World, rows: &[Plain]) {
    let report = world.book.report(&ReportRequest::new(ReportName::SaleCredit)).unwrap();
    let mut wanted: BTreeMap<NaiveDate, (i64, i64)> = BTreeMap::new();
    let mut voided = 0;
    for one in rows {
        for made in &one.moves {
            let sign = match made.transition {
                _ if made.to_status == Status::Won => 1,
                Transition::Void => -1,
                _ => continue,
            };
            voided += i64::from(sign < 0);
            let place = wanted.entry(day(made.at).with_day(1).unwrap()).or_default();
            place.0 += sign;
            place.1 += sign * one.minor().unwrap_or(0);
        }
    }
    assert!(voided > 0 && wanted.len() > 1, "the histories hold voided wins: {voided}");
    let months = table(&report, Key::Months);
    let mut found = BTreeMap::new();
    for row in 0..months.rows.len() {
        let ReportCell::Day(month) = cell(months, row, Column::Month) else { panic!("no month") };
        found.insert(*month, (count(months, row, Column::Won), minor(months, row, Column::WonValue)));
    }
    assert_eq!(found, wanted);
    let people = table(&report, Key::Salespeople);
    assert_eq!(people.rows.len(), 1);
    assert_eq!(*cell(people, 0, Column::Salesperson), ReportCell::Text("Anna Bastari".to_owned()));
    assert_eq!(count(people, 0, Column::Won), wanted.values().map(|one| one.0).sum::<i64>());
    assert_eq!(minor(people, 0, Column::WonValue), wanted.values().map(|one| one.1).sum::<i64>());
}
