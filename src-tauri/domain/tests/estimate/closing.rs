//! Time to close: golden tables, the bias of closed-only averages, and what is said when there is too little.

use corong_domain::estimate::closing::Ending::{self, Lost, Open, Won};
use corong_domain::estimate::closing::{Curve, Spell};
use corong_domain::estimate::closing_cells::{Basis, Cell, Closing, Fitted, Scope, closing, narrowest};
use corong_domain::estimate::time_frame::{TimeFrame, pace_days, plan_days, time_frame};
use proptest::prelude::*;

use crate::{Seeded, close};

/// Entered, left, ending: 36 spells without ties, a quarter of them entering late.
const SPELLS: [(f64, f64, Ending); 36] = [
    (0.0, 102.7, Open),
    (0.0, 49.1, Won),
    (0.0, 74.5, Won),
    (20.04, 37.8, Lost),
    (0.0, 5.1, Open),
    (0.0, 32.6, Won),
    (0.0, 43.7, Lost),
    (9.46, 12.4, Won),
    (0.0, 7.7, Won),
    (0.0, 61.0, Open),
    (0.0, 65.1, Open),
    (54.45, 68.5, Lost),
    (0.0, 20.2, Open),
    (0.0, 110.4, Lost),
    (0.0, 80.1, Won),
    (63.01, 103.8, Lost),
    (0.0, 37.2, Won),
    (0.0, 9.8, Lost),
    (0.0, 32.8, Won),
    (26.63, 39.9, Open),
    (0.0, 108.0, Lost),
    (0.0, 6.4, Won),
    (0.0, 13.4, Won),
    (11.35, 54.6, Won),
    (0.0, 28.0, Open),
    (0.0, 46.4, Won),
    (0.0, 69.5, Open),
    (3.76, 6.2, Won),
    (0.0, 94.2, Won),
    (0.0, 1.4, Won),
    (0.0, 109.0, Lost),
    (40.06, 57.7, Open),
    (0.0, 25.1, Won),
    (0.0, 46.5, Lost),
    (0.0, 74.7, Won),
    (14.18, 37.1, Lost),
];

/// Age, W, L and the standard error of W by lifelines 0.30.3 (PyPI), `AalenJohansenFitter(calculate_variance=True)` with
/// `entry`, fitted once for each ending. At the last age its variance is not a number (0/0), ours stays.
const LIFELINES: [(f64, f64, f64, f64); 27] = [
    (1.4, 0.037037037037, 0.000000000000, 0.036344694923),
    (6.2, 0.074074074074, 0.000000000000, 0.050401023514),
    (6.4, 0.111111111111, 0.000000000000, 0.060481228217),
    (7.7, 0.148148148148, 0.000000000000, 0.068367274592),
    (9.8, 0.148148148148, 0.035493827160, 0.068367274592),
    (12.4, 0.182163065844, 0.035493827160, 0.073614950852),
    (13.4, 0.216177983539, 0.035493827160, 0.078018697244),
    (25.1, 0.248713991770, 0.035493827160, 0.081285076044),
    (32.6, 0.281250000000, 0.035493827160, 0.084030059850),
    (32.8, 0.313786008230, 0.035493827160, 0.086303413793),
    (37.1, 0.313786008230, 0.068029835391, 0.086303413793),
    (37.2, 0.346322016461, 0.068029835391, 0.088141638340),
    (37.8, 0.346322016461, 0.100565843621, 0.088141638340),
    (43.7, 0.346322016461, 0.133101851852, 0.088141638340),
    (46.4, 0.378858024691, 0.133101851852, 0.089571527224),
    (46.5, 0.378858024691, 0.165637860082, 0.089571527224),
    (49.1, 0.411394032922, 0.165637860082, 0.090612413455),
    (54.6, 0.441606040564, 0.165637860082, 0.090884370870),
    (68.5, 0.441606040564, 0.201342960024, 0.090884370870),
    (74.5, 0.481278373832, 0.201342960024, 0.092675081524),
    (74.7, 0.520950707100, 0.201342960024, 0.093577288495),
    (80.1, 0.560623040368, 0.201342960024, 0.093616683493),
    (94.2, 0.600295373636, 0.201342960024, 0.092794365423),
    (103.8, 0.600295373636, 0.250933376609, 0.092794365423),
    (108.0, 0.600295373636, 0.300523793194, 0.092794365423),
    (109.0, 0.600295373636, 0.350114209779, 0.092794365423),
    (110.4, 0.600295373636, 0.399704626364, f64::NAN),
];

fn spells(of: &[(f64, f64, Ending)]) -> Vec<Spell> {
    of.iter().map(|&(entered, left, ending)| Spell { entered, left, ending }).collect()
}

#[test]
fn the_curve_agrees_with_an_independent_implementation() {
    let curve = Curve::fit(&spells(&SPELLS));
    assert_eq!(curve.steps().len(), LIFELINES.len());
    let mut last_error = 0.0;
    for (step, (age, win, loss, error)) in curve.steps().iter().zip(LIFELINES) {
        close(step.age, age, "age");
        close(step.win, win, "W");
        close(step.loss, loss, "L");
        close(step.open, 1.0 - win - loss, "S");
        close(step.win_error, if error.is_nan() { last_error } else { error }, "standard error of W");
        last_error = step.win_error;
    }
}

#[test]
fn ties_and_late_entries_agree_with_a_table_made_by_hand() {
    // Age 0: one won at once, n = 6 (the two late ones are not in yet): W = 1/6, S = 5/6.
    // Age 2: n = 5 + 1 (entered at 1), two won, one lost: W = 1/6 + 5/6 * 2/6 = 4/9, L = 5/36, S = 5/6 * 3/6 = 5/12.
    // Age 2 also has a censored one: it is at risk at 2 and gone after it. One enters at 2: at risk only after 2.
    // Age 4: n = 6 - 4 + 1 = 3, one lost: L = 5/36 + 5/12 / 3 = 10/36, S = 5/12 * 2/3 = 5/18.
    // Age 9: n = 2, one won: W = 4/9 + 5/18 / 2 = 21/36, S = 5/36; the other is censored at 9.
    let curve = Curve::fit(&spells(&[
        (0.0, 0.0, Won),
        (0.0, 2.0, Won),
        (1.0, 2.0, Won),
        (0.0, 2.0, Lost),
        (0.0, 2.0, Open),
        (2.0, 4.0, Lost),
        (0.0, 9.0, Won),
        (0.0, 9.0, Open),
    ]));
    let by_hand = [
        (0.0, 6, 1, 0, 5.0 / 6.0, 1.0 / 6.0, 0.0),
        (2.0, 6, 2, 1, 5.0 / 12.0, 4.0 / 9.0, 5.0 / 36.0),
        (4.0, 3, 0, 1, 5.0 / 18.0, 4.0 / 9.0, 10.0 / 36.0),
        (9.0, 2, 1, 0, 5.0 / 36.0, 21.0 / 36.0, 10.0 / 36.0),
    ];
    assert_eq!(curve.steps().len(), by_hand.len());
    for (step, (age, at_risk, won, lost, open, win, loss)) in curve.steps().iter().zip(by_hand) {
        assert_eq!((step.age, step.at_risk, step.won, step.lost), (age, at_risk, won, lost));
        close(step.open, open, "S");
        close(step.win, win, "W");
        close(step.loss, loss, "L");
    }
    assert_eq!((curve.spells(), curve.events(), curve.wins()), (8, 6, 4));
    // Half of W(end) = 21/72: reached at age 2 with 32/72.
    assert_eq!(curve.median(), Some(2.0));
    // Open at age 3, within 6 days: (21/36 - 16/36) / (15/36).
    close(curve.win_by(3.0, 6.0).unwrap(), 1.0 / 3.0, "P(win by 9 | open at 3)");
    assert_eq!(curve.win_by(3.0, 5.9), Some(0.0));
    assert_eq!(curve.win_by(9.5, 10.0), None, "nobody was watched at that age");
    assert_eq!(curve.days_to_win(3.0, 0.5), Some(6.0));
    assert_eq!(curve.days_to_win(9.0, 0.5), None, "no win was seen later");
    close(curve.closed_by(4.0), 13.0 / 18.0, "closed by 4");
}

#[test]
fn nothing_and_nonsense_give_an_empty_curve() {
    let nonsense =
        spells(&[(f64::NAN, 3.0, Won), (0.0, f64::INFINITY, Won), (5.0, 5.0, Won), (7.0, 5.0, Lost), (0.0, -1.0, Won)]);
    for curve in [Curve::fit(&[]), Curve::fit(&nonsense)] {
        assert_eq!((curve.spells(), curve.events()), (0, 0));
        assert_eq!(curve.median(), None);
        assert_eq!(curve.win_by(1.0, 10.0), None);
        assert_eq!(curve.at(5.0).open, 1.0);
    }
}

/// Weibull time to close with shape 2 and a median of 58 days, 58 % won, entering evenly over 180 days.
fn simulate(chance: &mut Seeded) -> Vec<Spell> {
    (0..200)
        .map(|_| {
            let watched = chance.unit() * 180.0;
            let closes = 58.0 * (-(1.0 - chance.unit()).ln() / std::f64::consts::LN_2).sqrt();
            let ending = if chance.unit() < 0.58 { Won } else { Lost };
            if closes <= watched {
                Spell { entered: 0.0, left: closes, ending }
            } else {
                Spell { entered: 0.0, left: watched, ending: Open }
            }
        })
        .collect()
}

#[test]
fn closed_only_figures_are_too_short_and_the_curve_is_not() {
    let true_mean = 58.0 / std::f64::consts::LN_2.sqrt() * 0.886_226_925_452_758;
    let true_by_80 = 0.58 * (1.0 - (-std::f64::consts::LN_2 * (80.0_f64 / 58.0).powi(2)).exp());
    let mut chance = Seeded(20_260_701);
    let runs = 300;
    let (mut mean, mut median, mut fitted, mut by_80, mut still_open) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut errors = (0.0, 0.0, 0.0);
    for _ in 0..runs {
        let spells = simulate(&mut chance);
        let mut closed: Vec<f64> = spells.iter().filter(|s| s.ending == Won).map(|s| s.left).collect();
        closed.sort_by(f64::total_cmp);
        mean += closed.iter().sum::<f64>() / closed.len() as f64;
        median += closed[closed.len() / 2];
        still_open += spells.iter().filter(|s| s.ending == Open).count() as f64 / spells.len() as f64;
        let curve = Curve::fit(&spells);
        fitted += curve.median().unwrap();
        let at_80 = curve.at(80.0);
        by_80 += at_80.win;
        errors = (errors.0 + at_80.win, errors.1 + at_80.win * at_80.win, errors.2 + at_80.win_error);
    }
    let runs = f64::from(runs);
    let short = |found: f64, real: f64| 1.0 - found / runs / real;
    assert!((0.30..0.42).contains(&(still_open / runs)), "still open: {}", still_open / runs);
    assert!((0.10..0.20).contains(&short(mean, true_mean)), "closed-only mean: {}", short(mean, true_mean));
    assert!((0.08..0.18).contains(&short(median, 58.0)), "closed-only median: {}", short(median, 58.0));
    assert!(short(fitted, 58.0).abs() < 0.02, "median of the curve: {}", short(fitted, 58.0));
    assert!((by_80 / runs - true_by_80).abs() < 0.01, "W(80): {} of {true_by_80}", by_80 / runs);
    let spread = (errors.1 / runs - (errors.0 / runs).powi(2)).sqrt();
    assert!((errors.2 / runs / spread - 1.0).abs() < 0.12, "stated error {} of {spread}", errors.2 / runs);
}

#[test]
fn late_entries_without_truncation_would_look_slower() {
    // Imported ones are known only from an age on: those that closed before never came into the book.
    let mut chance = Seeded(77);
    let (mut with, mut without) = (Vec::new(), Vec::new());
    while with.len() < 4_000 {
        let closes = 58.0 * (-(1.0 - chance.unit()).ln() / std::f64::consts::LN_2).sqrt();
        let known_from = if chance.unit() < 0.5 { 0.0 } else { chance.unit() * 90.0 };
        if closes > known_from {
            with.push(Spell { entered: known_from, left: closes, ending: Won });
            without.push(Spell { entered: 0.0, left: closes, ending: Won });
        }
    }
    let (with, without) = (Curve::fit(&with).median().unwrap(), Curve::fit(&without).median().unwrap());
    assert!((with - 58.0).abs() < 2.5, "{with}");
    assert!(without > 62.0, "{without}");
}

fn wins(n: usize, from: f64) -> Vec<Spell> {
    (0..n).map(|i| Spell { entered: 0.0, left: from + i as f64, ending: Won }).collect()
}

#[test]
fn the_narrowest_cell_with_eight_endings_counts() {
    let (seven, eight, many) = (wins(7, 10.0), wins(8, 20.0), wins(30, 40.0));
    let cells = |a, b, c| {
        [
            Cell { scope: Scope::FunnelAndSource, spells: a },
            Cell { scope: Scope::Funnel, spells: b },
            Cell { scope: Scope::All, spells: c },
        ]
    };
    let scope = |fitted| match fitted {
        Fitted::Cell { basis, .. } => Some((basis.scope, basis.n, basis.events)),
        Fitted::Plan => None,
    };
    assert_eq!(scope(narrowest(&cells(&eight, &many, &many))), Some((Scope::FunnelAndSource, 8, 8)));
    assert_eq!(scope(narrowest(&cells(&seven, &eight, &many))), Some((Scope::Funnel, 8, 8)));
    assert_eq!(scope(narrowest(&cells(&seven, &seven, &many))), Some((Scope::All, 30, 30)));
    assert_eq!(scope(narrowest(&cells(&seven, &seven, &seven))), None);
    assert_eq!(closing(&cells(&seven, &seven, &seven), 3.0), Closing::Plan);
    let basis = Basis { scope: Scope::Funnel, n: 8, events: 8, wins: 8 };
    // Wins at 20 to 27 days: the second, fourth and seventh of eight pass 20, 50 and 80 %.
    match closing(&cells(&seven, &eight, &many), 5.0) {
        Closing::Data { basis: found, p20, p50, p80, win } => {
            assert_eq!(found, basis);
            assert_eq!((p20, p50, p80), (16.0, 18.0, 21.0));
            close(win.unwrap(), 1.0, "win");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn many_still_open_mean_not_enough_long_ones() {
    let mut spells = wins(10, 5.0);
    let open = |n: usize| (0..n).map(|_| Spell { entered: 0.0, left: 60.0, ending: Open });
    spells.extend(open(1));
    let said = |spells: &[Spell]| closing(&[Cell { scope: Scope::Funnel, spells }], 0.0);
    assert!(matches!(said(&spells), Closing::Data { .. }), "S(end) is 1/11");
    spells.extend(open(1));
    match said(&spells) {
        Closing::NotEnoughLongOnes { basis, still_open } => {
            assert_eq!((basis.n, basis.events, basis.wins), (12, 10, 10));
            close(still_open, 1.0 / 6.0, "still open");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn later_than_every_win_is_said_and_only_lost_ones_give_no_date() {
    let said = |spells: &[Spell], age| closing(&[Cell { scope: Scope::All, spells }], age);
    let mut spells = wins(10, 5.0);
    spells.push(Spell { entered: 0.0, left: 90.0, ending: Lost });
    assert!(matches!(said(&spells, 50.0), Closing::NoneWonThisLate { .. }));
    let lost: Vec<Spell> = wins(10, 5.0).into_iter().map(|s| Spell { ending: Lost, ..s }).collect();
    assert!(matches!(said(&lost, 1.0), Closing::NoneWonThisLate { .. }));
}

#[test]
fn a_curve_used_up_by_one_early_ending_is_not_used() {
    // Only one is at risk at age 3, and it ends: S is 0 although ten more are watched later.
    let mut spells = vec![Spell { entered: 0.0, left: 3.0, ending: Lost }];
    spells.extend(wins(10, 40.0).into_iter().map(|s| Spell { entered: 10.0, ..s }));
    let curve = Curve::fit(&spells);
    assert!(!curve.holds_together());
    assert_eq!(closing(&[Cell { scope: Scope::All, spells: &spells }], 0.0), Closing::Plan);
    assert!(Curve::fit(&wins(10, 40.0)).holds_together());
}

#[test]
fn the_time_frame_says_which_of_three_it_is() {
    close(plan_days(30.0, 10.0, 0.25), 37.5, "plan");
    assert_eq!(pace_days(46.0, 46), Some(54.0));
    assert_eq!(pace_days(46.0, 14), None);
    assert_eq!(pace_days(0.5, 46), None);
    assert_eq!(pace_days(10.0, 100), Some(0.0));
    let basis = Basis { scope: Scope::Funnel, n: 23, events: 20, wins: 12 };
    let data = Closing::Data { basis, p20: 9.0, p50: 20.0, p80: 44.0, win: Some(0.5) };
    assert_eq!(time_frame(data, Some(54.0), 37.5), TimeFrame::Data { days: 20.0, from: 9.0, to: 44.0, basis });
    let unsure = Closing::NotEnoughLongOnes { basis, still_open: 0.4 };
    assert_eq!(time_frame(unsure, Some(54.0), 37.5), TimeFrame::Pace { days: 54.0, from: 37.5, to: 54.0 });
    assert_eq!(time_frame(Closing::Plan, None, 37.5), TimeFrame::Plan { days: 37.5 });
    let json = serde_json::to_value(time_frame(data, None, 37.5)).unwrap();
    assert_eq!(json["kind"], "data");
    assert_eq!(json["basis"]["scope"], "funnel");
}

fn spell() -> impl Strategy<Value = Spell> {
    // Whole days make many ties.
    (0_u32..40, 0_u32..40, 0_usize..3).prop_map(|(entered, left, ending)| Spell {
        entered: f64::from(entered.saturating_sub(20)),
        left: f64::from(left),
        ending: [Won, Lost, Open][ending],
    })
}

proptest! {
    #[test]
    fn the_three_parts_always_make_one(spells in prop::collection::vec(spell(), 0..60)) {
        let curve = Curve::fit(&spells);
        let mut last = (0.0, 0.0, 1.0);
        for step in curve.steps() {
            prop_assert!((step.open + step.win + step.loss - 1.0).abs() < 1e-9);
            prop_assert!(step.win >= last.0 && step.loss >= last.1 && step.open <= last.2);
            prop_assert!(step.won + step.lost <= step.at_risk);
            prop_assert!(step.win_error.is_finite());
            last = (step.win, step.loss, step.open);
        }
    }

    #[test]
    fn waiting_longer_never_lowers_the_chance(spells in prop::collection::vec(spell(), 0..60), age in 0.0..40.0, horizon in 0.0..30.0) {
        let curve = Curve::fit(&spells);
        if let (Some(sooner), Some(later)) = (curve.win_by(age, horizon), curve.win_by(age, horizon + 5.0)) {
            prop_assert!((0.0..=1.0).contains(&sooner));
            prop_assert!(sooner <= later);
        }
        if let (Some(half), Some(most)) = (curve.days_to_win(age, 0.5), curve.days_to_win(age, 0.8)) {
            prop_assert!(0.0 <= half && half <= most);
        }
    }

    #[test]
    fn without_open_and_late_ones_the_curve_is_the_plain_share(left in prop::collection::vec((0_u32..30, any::<bool>()), 1..50)) {
        let spells: Vec<Spell> = left.iter()
            .map(|&(left, won)| Spell { entered: 0.0, left: f64::from(left), ending: if won { Won } else { Lost } })
            .collect();
        let curve = Curve::fit(&spells);
        for age in 0..30 {
            let won = left.iter().filter(|(l, won)| *won && *l <= age).count() as f64 / left.len() as f64;
            prop_assert!((curve.at(f64::from(age)).win - won).abs() < 1e-9);
        }
    }
}
