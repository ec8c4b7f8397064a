//! Steps, stays, endings, reasons, gates and sources.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use corong_book::views::{
    ReportCell, ReportColumn as Column, ReportName, ReportNote, ReportRequest, ReportTable, ReportTableKey as Key,
    ReportVariant,
};
use corong_domain::estimate::rates::Rate;
use corong_domain::opportunity::{AnswerState, Source, Status};

use crate::plain::{Plain, cell, close, count, day, days, minor, position, rows, table};
use crate::world::{World, b2b};

#[test]
fn a_small_book_is_recounted() {
    all(&World::grown(77, 650));
}

#[test]
fn a_larger_book_is_recounted() {
    all(&World::grown(20_260_203, 1_300));
}

fn all(world: &World) {
    let rows = rows(world);
    the_steps_of_the_funnel_are_those_of_the_moves(world, &rows);
    the_time_in_stage_counts_the_open_stays_too(world, &rows);
    the_win_rate_is_that_of_the_endings(world, &rows);
    reasons_are_counted_where_opportunities_died(world, &rows);
    gate_items_are_those_of_the_gates_that_were_passed(world, &rows);
    sources_are_counted_by_start_and_furthest_reach(world, &rows);
}

/// The first instant after a day, and a request for it.
fn at_end_of(name: ReportName, on: &str) -> (ReportRequest, DateTime<Utc>) {
    let on: NaiveDate = on.parse().unwrap();
    let end = on.succ_opt().unwrap().and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(7);
    (ReportRequest { on: Some(on), ..ReportRequest::new(name) }, end)
}

/// Hits, n, and the rate as the formula on paper has it: six imagined ones at the share of all times, and Wilson.
fn check_rate(found: &ReportCell, hits: usize, n: usize, always: (usize, usize)) {
    let ReportCell::Rate(found) = found else { panic!("{found:?}") };
    let (h, m) = (hits as f64, n as f64);
    match found {
        Rate::CountsOnly { hits: found_hits, n: found_n } => {
            assert!(n < 8, "{n} are enough");
            assert_eq!((*found_hits as usize, *found_n as usize), (hits, n));
        }
        Rate::Shrunk { hits: found_hits, n: found_n, rate, interval } => {
            assert!(n >= 8, "{n} are too few");
            assert_eq!((*found_hits as usize, *found_n as usize), (hits, n));
            close(*rate, (h + 6.0 * always.0 as f64 / always.1 as f64) / (m + 6.0), "rate");
            let z = 1.959_963_984_540_054_f64;
            // The ends solve (x - h/m)^2 = z^2 x (1 - x) / m.
            for end in [interval.low, interval.high] {
                let miss = (end - h / m).powi(2) - z * z * end * (1.0 - end) / m;
                close(miss, 0.0, "range");
            }
            assert!(interval.low < interval.high);
        }
    }
}

fn the_steps_of_the_funnel_are_those_of_the_moves(world: &World, rows: &[Plain]) {
    let funnel = b2b();
    let middle = at_end_of(ReportName::Funnel, "2026-04-20");
    let now = (ReportRequest::new(ReportName::Funnel), world.now + TimeDelta::seconds(1));
    for (request, until) in [middle, now] {
        let report = world.book.report(&request).unwrap();
        let reached: Vec<usize> = rows.iter().filter_map(|row| row.furthest(until)).collect();
        let backs: Vec<u32> = rows.iter().map(|row| row.backs(until)).filter(|backs| *backs > 0).collect();
        let moved_back = ReportNote::MovedBack { opportunities: backs.len() as u32, moves: backs.iter().sum() };
        assert_eq!(report.notes.contains(&moved_back), !backs.is_empty(), "{:?}", report.notes);
        let level = |position: &usize| funnel.stages[*position].level;
        let of_levels: Vec<usize> = funnel
            .stages
            .iter()
            .map(|stage| stage.level)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(|wanted| reached.iter().filter(|one| level(one) >= wanted).count())
            .collect();
        check_steps(table(&report, Key::Levels), &of_levels);
        let of_stages: Vec<usize> =
            (0..funnel.stages.len()).map(|at| reached.iter().filter(|one| **one >= at).count()).collect();
        check_steps(table(&report, Key::Stages), &of_stages);
        check_standing(table(&report, Key::Standing), rows, until);
    }
}

fn check_steps(table: &ReportTable, reached: &[usize]) {
    assert_eq!(table.rows.len(), reached.len());
    for (row, here) in reached.iter().enumerate() {
        assert_eq!(count(table, row, Column::Reached), *here as i64);
        match reached.get(row + 1) {
            Some(next) => {
                assert_eq!(count(table, row, Column::WentOn), *next as i64);
                check_rate(cell(table, row, Column::StepRate), *next, *here, (*next, *here));
            }
            None => assert_eq!(*cell(table, row, Column::StepRate), ReportCell::None),
        }
    }
}

fn check_standing(table: &ReportTable, rows: &[Plain], until: DateTime<Utc>) {
    let mut wanted: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for row in rows {
        let Some(last) = row.last(until) else { continue };
        let label = b2b().stages[position(&last.to_stage)].label.en.clone();
        let place = wanted.entry((format!("{:?}", last.to_status), label)).or_default();
        place.0 += 1;
        place.1 += row.minor().unwrap_or(0);
    }
    let mut found = BTreeMap::new();
    for row in 0..table.rows.len() {
        let (ReportCell::Status(status), ReportCell::Words(stage)) =
            (cell(table, row, Column::Status), cell(table, row, Column::Stage))
        else {
            panic!("{:?}", table.rows[row]);
        };
        let sums = (count(table, row, Column::Count), minor(table, row, Column::Amount));
        found.insert((format!("{status:?}"), stage.en.clone()), sums);
    }
    assert_eq!(found, wanted);
}

/// The product limit over all distinct ages, each asked of all stays.
fn quantile(stays: &[(f64, bool)], share: f64) -> Option<f64> {
    let mut ages: Vec<f64> = stays.iter().filter(|(_, ended)| *ended).map(|(age, _)| *age).collect();
    ages.sort_by(f64::total_cmp);
    ages.dedup();
    let mut left = 1.0;
    for age in ages {
        let at_risk = stays.iter().filter(|(one, _)| *one >= age).count() as f64;
        let ended = stays.iter().filter(|(one, ended)| *ended && *one == age).count() as f64;
        left *= 1.0 - ended / at_risk;
        if left <= 1.0 - share + 1e-9 {
            return Some(age);
        }
    }
    None
}

fn the_time_in_stage_counts_the_open_stays_too(world: &World, rows: &[Plain]) {
    let middle = at_end_of(ReportName::TimeInStage, "2026-05-02");
    let now = (ReportRequest::new(ReportName::TimeInStage), world.now + TimeDelta::milliseconds(1));
    for (request, until) in [middle, now] {
        let report = world.book.report(&request).unwrap();
        let table = table(&report, Key::TimeInStage);
        let stages: Vec<_> = b2b().stages.into_iter().filter(|stage| stage.key.as_str() != "customer").collect();
        assert_eq!(table.rows.len(), stages.len());
        for (row, stage) in stages.iter().enumerate() {
            let stays = rows.iter().flat_map(|one| one.stays(until)).filter(|(key, ..)| *key == stage.key);
            // Rounded to the minute, so that equal ages are equal in both ways of adding up.
            let stays: Vec<(f64, bool)> = stays.map(|(_, age, ended)| (age, ended)).collect();
            let ended = stays.iter().filter(|(_, ended)| *ended).count();
            assert_eq!(count(table, row, Column::Count), stays.len() as i64, "{}", stage.key);
            assert_eq!(count(table, row, Column::Ended), ended as i64, "{}", stage.key);
            for (column, share) in [(Column::P50, 0.5), (Column::P80, 0.8)] {
                match (cell(table, row, column), quantile(&stays, share).filter(|_| ended >= 8)) {
                    (ReportCell::Days(found), Some(wanted)) => close(*found, wanted, stage.key.as_str()),
                    (ReportCell::None, None) => {}
                    (found, wanted) => panic!("{}: {found:?} instead of {wanted:?}", stage.key),
                }
            }
        }
    }
}

fn the_win_rate_is_that_of_the_endings(world: &World, rows: &[Plain]) {
    let until = world.now + TimeDelta::seconds(1);
    let (from, to) = ("2026-03-10".parse().unwrap(), "2026-05-20".parse().unwrap());
    let whole = ReportRequest::new(ReportName::WinRate);
    let part = ReportRequest { from: Some(from), to: Some(to), ..whole.clone() };
    for request in [whole, part] {
        let within = |at: DateTime<Utc>| {
            request.from.is_none_or(|from| day(at) >= from) && request.to.is_none_or(|to| day(at) <= to)
        };
        let any = |_: DateTime<Utc>| true;
        let report = world.book.report(&request).unwrap();
        let table = table(&report, Key::WinRate);
        for (row, variant) in
            [ReportVariant::Begun, ReportVariant::Closed, ReportVariant::ClosedProspects].into_iter().enumerate()
        {
            assert_eq!(*cell(table, row, Column::Variant), ReportCell::Variant(variant));
            let counted = |when: &dyn Fn(DateTime<Utc>) -> bool| -> Vec<(bool, Option<i64>)> {
                match variant {
                    ReportVariant::Begun => {
                        let begun = rows.iter().filter(|row| when(row.opportunity.created_at));
                        begun.map(|row| (row.opportunity.standing.status == Status::Won, row.minor())).collect()
                    }
                    ReportVariant::Closed | ReportVariant::ClosedProspects => {
                        let mut found = Vec::new();
                        for one in rows {
                            for ending in one.endings(until) {
                                let far = one.furthest(ending.at + TimeDelta::milliseconds(1)).unwrap();
                                if when(ending.at) && (variant == ReportVariant::Closed || far >= 4) {
                                    found.push((ending.status == Status::Won, one.minor()));
                                }
                            }
                        }
                        found
                    }
                }
            };
            let (here, always) = (counted(&within), counted(&any));
            let won = |all: &[(bool, Option<i64>)]| all.iter().filter(|(won, _)| *won).count();
            assert_eq!(count(table, row, Column::Won), won(&here) as i64);
            assert_eq!(count(table, row, Column::Of), here.len() as i64);
            check_rate(cell(table, row, Column::Rate), won(&here), here.len(), (won(&always), always.len()));
            let value: i64 = here.iter().filter_map(|(_, minor)| *minor).sum();
            let won_value: i64 = here.iter().filter(|(won, _)| *won).filter_map(|(_, minor)| *minor).sum();
            assert_eq!(minor(table, row, Column::WonValue), won_value);
            assert_eq!(minor(table, row, Column::OfValue), value);
            let valued = here.iter().filter(|(_, minor)| minor.is_some()).count();
            match cell(table, row, Column::ValueRate) {
                ReportCell::Share(share) => close(*share, won_value as f64 / value as f64, "by value"),
                ReportCell::None => assert!(valued < 8, "{valued} are enough"),
                other => panic!("{other:?}"),
            }
        }
    }
}

fn reasons_are_counted_where_opportunities_died(world: &World, rows: &[Plain]) {
    let (request, until) = at_end_of(ReportName::Lost, "2026-05-30");
    let report = world.book.report(&request).unwrap();
    let table = table(&report, Key::Lost);
    let mut wanted: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for one in rows {
        for ending in one.endings(until).iter().filter(|ending| ending.status != Status::Won) {
            let stage = &b2b().stages[position(&ending.stage)].label.en;
            let key = format!("{:?} {stage} {:?}", ending.status, ending.reason.unwrap());
            let place = wanted.entry(key).or_default();
            place.0 += 1;
            place.1 += one.minor().unwrap_or(0);
        }
    }
    assert!(wanted.len() > 3, "the histories hold losses: {wanted:?}");
    let mut found = BTreeMap::new();
    for row in 0..table.rows.len() {
        let cells =
            (cell(table, row, Column::Status), cell(table, row, Column::Stage), cell(table, row, Column::Reason));
        let (ReportCell::Status(status), ReportCell::Words(stage), ReportCell::Reason(reason)) = cells else {
            panic!("{cells:?}");
        };
        let sums = (count(table, row, Column::Count), minor(table, row, Column::Amount));
        found.insert(format!("{status:?} {} {reason:?}", stage.en), sums);
    }
    assert_eq!(found, wanted);
}

fn gate_items_are_those_of_the_gates_that_were_passed(world: &World, rows: &[Plain]) {
    let report = world.book.report(&ReportRequest::new(ReportName::Gates)).unwrap();
    let table = table(&report, Key::Gates);
    let closed = |status: Status| rows.iter().filter(move |row| row.opportunity.standing.status == status);
    let mut seen = 0;
    // What no record shows can be told from the answers and moves alone.
    for (gate, item) in b2b().gates.iter().flat_map(|gate| gate.items.iter().map(move |item| (gate, item))) {
        if item.field.is_some() || !gate.key.starts_with('g') || item.key.as_str().starts_with("credit") {
            continue;
        }
        let words = ReportCell::Words(item.text.clone());
        let row = (0..table.rows.len()).find(|row| *cell(table, *row, Column::Item) == words);
        for (status, columns) in [
            (Status::Lost, [Column::LostOf, Column::LostMissing, Column::LostWaived, Column::LostLate]),
            (Status::Won, [Column::WonOf, Column::WonMissing, Column::WonWaived, Column::WonLate]),
        ] {
            let mut wanted = [0_i64; 4];
            for one in closed(status) {
                // The first move over this gate.
                let over = |from: usize, to: usize| from <= position(&gate.from) && to >= position(&gate.to);
                let passed = one.moves.iter().find(|made| {
                    let from = made.from_stage.as_ref().map(position);
                    from.is_some_and(|from| over(from, position(&made.to_stage)))
                });
                let Some(passed) = passed else { continue };
                wanted[0] += 1;
                let waived = one.moves.iter().any(|made| made.waived.iter().any(|waived| waived.item == item.key));
                let answer = one.answers.iter().find(|answer| answer.item == item.key);
                match answer.map(|answer| (answer.answer.state, answer.at)) {
                    _ if waived => wanted[2] += 1,
                    Some((AnswerState::Waived, _)) => wanted[2] += 1,
                    Some((AnswerState::Open, _)) | None => wanted[1] += 1,
                    Some((_, at)) => wanted[3] += i64::from(at > passed.at),
                }
            }
            seen += wanted[0];
            let found = columns.map(|column| row.map_or(0, |row| count(table, row, column)));
            assert_eq!(found, wanted, "{} {status:?}", item.key);
        }
    }
    assert!(seen > 20, "gates were passed: {seen}");
}

fn sources_are_counted_by_start_and_furthest_reach(world: &World, rows: &[Plain]) {
    let until = world.now + TimeDelta::milliseconds(1);
    let report = world.book.report(&ReportRequest::new(ReportName::Sources)).unwrap();
    let (sources, weeks) = (table(&report, Key::Sources), table(&report, Key::Weeks));
    let reach = |all: &[&Plain], at: usize| all.iter().filter(|one| one.furthest(until).unwrap() >= at).count();
    let all: Vec<&Plain> = rows.iter().collect();
    for row in 0..sources.rows.len() {
        let source = match cell(sources, row, Column::Source) {
            ReportCell::Source(source) => Some(*source),
            _ => None::<Source>,
        };
        let of: Vec<&Plain> = rows.iter().filter(|one| one.opportunity.source == source).collect();
        assert_eq!(count(sources, row, Column::Count), of.len() as i64);
        for (n, rate, at) in
            [(Column::Prospects, Column::ProspectRate, 4), (Column::Customers, Column::CustomerRate, 10)]
        {
            assert_eq!(count(sources, row, n), reach(&of, at) as i64);
            check_rate(cell(sources, row, rate), reach(&of, at), of.len(), (reach(&all, at), all.len()));
        }
        let won = of.iter().filter(|one| one.opportunity.standing.status == Status::Won);
        assert_eq!(minor(sources, row, Column::WonValue), won.filter_map(|one| one.minor()).sum::<i64>());
        check_weeks(weeks, row, &of, until);
    }
    let counted: i64 = (0..sources.rows.len()).map(|row| count(sources, row, Column::Count)).sum();
    assert_eq!(counted, rows.len() as i64);
}

/// Becoming a prospect against ending before, by the two sums of the textbook.
fn check_weeks(table: &ReportTable, row: usize, of: &[&Plain], until: DateTime<Utc>) {
    let lives: Vec<(f64, u8)> = of
        .iter()
        .map(|one| {
            let prospect = one.moves.iter().find(|made| position(&made.to_stage) >= 4).map(|made| made.at);
            let ended = one.endings(until).first().map(|ending| ending.at);
            let (at, kind) = match (prospect, ended) {
                (Some(at), _) => (at, 1),
                (None, Some(at)) => (at, 2),
                (None, None) => (until, 0),
            };
            (days(at - one.opportunity.created_at), kind)
        })
        .collect();
    let weeks = [
        Column::Week1,
        Column::Week2,
        Column::Week3,
        Column::Week4,
        Column::Week5,
        Column::Week6,
        Column::Week7,
        Column::Week8,
    ];
    for (index, column) in weeks.into_iter().enumerate() {
        let limit = (index + 1) as f64 * 7.0;
        let mut ages: Vec<f64> =
            lives.iter().filter(|(age, kind)| *kind > 0 && *age <= limit).map(|one| one.0).collect();
        ages.sort_by(f64::total_cmp);
        ages.dedup();
        let (mut left, mut share) = (1.0, 0.0);
        for age in ages {
            let at_risk = lives.iter().filter(|one| one.0 >= age).count() as f64;
            let of_kind = |kind: u8| lives.iter().filter(|one| one.0 == age && one.1 == kind).count() as f64;
            share += left * of_kind(1) / at_risk;
            left *= 1.0 - (of_kind(1) + of_kind(2)) / at_risk;
        }
        let old = of.iter().filter(|one| days(until - one.opportunity.created_at) >= limit).count();
        match cell(table, row, column) {
            ReportCell::Share(found) => close(*found, share, "week"),
            ReportCell::None => assert!(old < 8, "{old} are old enough"),
            other => panic!("{other:?}"),
        }
    }
}
