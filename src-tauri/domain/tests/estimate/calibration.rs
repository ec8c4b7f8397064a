//! Shown estimates against what came true.

use chrono::{Days, NaiveDate};
use corong_domain::estimate::calibration::{ChanceRecord, Fate, ShownTime, chances, times};
use corong_domain::estimate::metrics::Judged;
use corong_domain::estimate::rates::Rate;

use crate::close;

fn day(n: u64) -> NaiveDate {
    NaiveDate::default() + Days::new(n)
}

fn shown(p50: u64, p80: u64, fate: Fate) -> ShownTime {
    ShownTime { p50_on: day(p50), p80_on: day(p80), fate }
}

#[test]
fn time_frames_are_judged_once_their_later_day_has_passed() {
    let mut all = vec![
        shown(10, 20, Fate::Lost),
        shown(10, 20, Fate::Open),
        // Not due on day 100: a quick win must not flatter.
        shown(90, 100, Fate::Won(day(1))),
        shown(90, 120, Fate::Open),
    ];
    for won in [5, 9, 10, 10, 11, 15, 20, 21, 60] {
        all.push(shown(10, 20, Fate::Won(day(won))));
    }
    let found = times(&all, day(100));
    assert_eq!((found.due, found.still_open, found.lost, found.not_due), (10, 1, 1, 2));
    let counts = |rate| match rate {
        Rate::Shrunk { hits, n, .. } | Rate::CountsOnly { hits, n } => (hits, n),
    };
    assert_eq!((counts(found.p50.of_won), counts(found.p50.of_won_and_open)), ((4, 9), (4, 10)));
    assert_eq!((counts(found.p80.of_won), counts(found.p80.of_won_and_open)), ((7, 9), (7, 10)));
    assert_eq!(times(&[], day(100)).due, 0);
}

#[test]
fn chances_need_eight_outcomes() {
    let judged = |n: u32, chance: f64| (0..n).map(move |i| Judged { chance, came_true: i % 4 == 0 });
    let seven: Vec<Judged> = judged(7, 0.25).collect();
    assert_eq!(chances(&seven), ChanceRecord::TooFew { n: 7 });
    let many: Vec<Judged> = judged(40, 0.25).collect();
    match chances(&many) {
        ChanceRecord::Known { n, brier, ece10, log_loss, classes } => {
            assert_eq!(n, 40);
            close(brier, 0.25 * 0.75, "brier");
            close(ece10, 0.0, "calibration error");
            close(log_loss, -(0.25 * 0.25_f64.ln() + 0.75 * 0.75_f64.ln()), "log loss");
            assert_eq!((classes.len(), classes[2].n), (10, 40));
        }
        ChanceRecord::TooFew { .. } => panic!("forty are enough"),
    }
}
