//! Estimates from the book's own past, as they are shown: learnt, base rate, plan; days from data or not yet.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, missing_docs)]

use std::fmt::Write as _;

use chrono::{DateTime, NaiveDate, Utc};
use corong_book::{Book, FixedClock, OpportunityLine, OpportunityList};
use corong_domain::estimate::chance::{WinChance, WinEstimator};
use corong_domain::estimate::closing_cells::Closing;
use corong_domain::funnel::time_frame::TimeFrameKind;
use corong_domain::opportunity::Status;

/// A book on the last day of 2024 with the past that these rows say.
fn book(rows: &str) -> Book {
    let now: DateTime<Utc> = "2024-12-31T05:00:00Z".parse().unwrap();
    let book = Book::in_memory(Box::new(FixedClock::at(now))).unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let accounts = folder.path().join("accounts.csv");
    std::fs::write(&accounts, "account,sector\nPT Aman,food\nBeta,textile\n").unwrap();
    let deals = folder.path().join("deals.csv");
    let header = "opportunity_id,account,sales_agent,deal_stage,engage_date,close_date,close_value";
    std::fs::write(&deals, format!("{header}\n{rows}")).unwrap();
    let report = book.pipeline_import(&[deals, accounts], None).unwrap().value;
    assert!(report.files.iter().all(|file| file.refused.is_empty()), "{report:?}");
    book
}

fn day(n: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::TimeDelta::days(n)
}

/// 300 that ended; every other account is PT Aman, which nearly always buys where `signal` is set.
fn past(signal: bool) -> String {
    let mut rows = String::new();
    for i in 0..300_i64 {
        let good = i % 2 == 0;
        let won = if signal && good { i % 10 != 0 } else { (i / 2) % 3 == 0 };
        let (account, stage) = (if good { "PT Aman" } else { "Beta" }, if won { "Won" } else { "Lost" });
        writeln!(rows, "{i},{account},Ayu,{stage},{},{},100", day(i), day(i + 10 + i % 30)).unwrap();
    }
    rows
}

fn open(book: &Book) -> Vec<OpportunityLine> {
    book.estimate_refresh().unwrap();
    book.opportunities_list(&OpportunityList { status: Some(Status::Open), ..OpportunityList::default() }).unwrap()
}

#[test]
fn what_tells_winners_apart_is_learnt_and_named() {
    let book =
        book(&format!("{}o1,PT Aman,Ayu,Engaging,{d},,\no2,Beta,Ayu,Engaging,{d},,\n", past(true), d = day(360)));
    let lines = open(&book);
    assert_eq!(lines.len(), 2);
    for line in lines {
        let Some(WinChance::Learnt { percent, outcomes, reasons_for, reasons_against }) = line.win_chance else {
            panic!("{:?}", line.win_chance)
        };
        assert_eq!(outcomes.won + outcomes.lost, 300);
        let good = line.card.company == "PT Aman";
        assert!(if good { percent > 75.0 } else { percent < 50.0 }, "{percent}");
        let named = if good { &reasons_for } else { &reasons_against };
        assert!(
            named.iter().any(|reason| reason.variable == "company_form" || reason.variable == "sector"),
            "{named:?}"
        );
        assert!(reasons_for.len() <= 3 && reasons_against.len() <= 3);
        assert_eq!((line.card.time_frame.kind, line.card.time_frame.n), (TimeFrameKind::Data, 302));
        let frame = &line.card.time_frame;
        assert!(frame.from <= frame.on && frame.on <= frame.to && frame.from >= Some(day(365)), "{frame:?}");
    }
    let decided = OpportunityList { status: Some(Status::Won), limit: Some(1), ..OpportunityList::default() };
    assert_eq!(book.opportunities_list(&decided).unwrap()[0].win_chance, Some(WinChance::decided(true)));
}

#[test]
fn without_a_signal_the_share_won_is_shown_for_all() {
    let book = book(&format!("{}o1,Beta,Ayu,Engaging,{},,\n", past(false), day(360)));
    let line = open(&book).remove(0);
    let Some(WinChance::BaseRate { percent, outcomes, .. }) = line.win_chance else { panic!("{:?}", line.win_chance) };
    assert_eq!((outcomes.won, outcomes.lost), (100, 200));
    assert!((percent - 100.0 / 3.0).abs() < 1e-9);
}

#[test]
fn below_eight_outcomes_the_plan_counts_and_says_so() {
    let rows = "1,Beta,Ayu,Won,2024-01-01,2024-02-01,5\n2,Beta,Ayu,Lost,2024-01-01,2024-02-01,0\n3,Beta,Ayu,Engaging,2024-12-01,,\n";
    let line = open(&book(rows)).remove(0);
    let Some(WinChance::Plan { percent, outcomes }) = line.win_chance else { panic!("{:?}", line.win_chance) };
    assert_eq!((outcomes.won, outcomes.lost, percent), (1, 1, 10.0));
    assert!(matches!(line.card.time_frame.kind, TimeFrameKind::Plan | TimeFrameKind::Pace));
    assert_eq!(line.card.time_frame.n, 0);
}

#[test]
fn many_that_are_still_open_are_not_enough_long_ones() {
    let mut rows = String::new();
    for i in 0..20 {
        writeln!(rows, "{i},Beta,Ayu,Won,{},{},5", day(i), day(i + 30)).unwrap();
        writeln!(rows, "o{i},Beta,Ayu,Engaging,{},,", day(i)).unwrap();
    }
    let book = book(&rows);
    let stages = book.estimate_fit().unwrap();
    let engaged = stages.iter().find(|one| one.stage.as_str() == "engaged" && one.funnel.as_str() == "b2b").unwrap();
    assert!(
        matches!(engaged.closing, Closing::NotEnoughLongOnes { still_open, .. } if still_open > 0.4),
        "{engaged:?}"
    );
    assert!(matches!(engaged.win, WinEstimator::BaseRate { .. }));
    assert!(open(&book).iter().all(|line| line.card.time_frame.kind != TimeFrameKind::Data));
}

#[test]
fn what_another_program_kept_from_before_its_first_outcome_comes_under_watch_late() {
    // Opened one a day for a hundred days, each won after fifty; the records begin on day 90.
    let mut rows = String::new();
    for i in 40..100 {
        writeln!(rows, "{i},Beta,Ayu,Won,{},{},5", day(i), day(i + 50)).unwrap();
    }
    let book = book(&rows);
    let stages = book.estimate_fit().unwrap();
    let engaged = stages.iter().find(|one| one.stage.as_str() == "engaged").unwrap();
    let Closing::Data { basis, p50, .. } = engaged.closing else { panic!("{engaged:?}") };
    assert_eq!((basis.n, p50), (60, 50.0));
}
