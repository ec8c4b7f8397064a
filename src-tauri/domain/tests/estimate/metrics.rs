//! Metrics against scikit-learn 1.9.1, SciPy 1.17.1 and NumPy 2.4.6 (PyPI).

use corong_domain::estimate::metrics::{Judged, auc, brier, classes, ece10, log_loss, quartiles, stratified_folds};
use corong_domain::estimate::rates::{Prior, Rate, Z95, rate, shrunk_rate, wilson};
use proptest::prelude::*;

use crate::close;

fn judged() -> Vec<Judged> {
    [
        (true, 0.92),
        (false, 0.15),
        (true, 0.55),
        (true, 0.55),
        (false, 0.55),
        (false, 0.05),
        (true, 0.71),
        (false, 0.38),
        (false, 0.71),
        (true, 0.29),
        (false, 0.1),
        (true, 0.999),
    ]
    .map(|(came_true, chance)| Judged { chance, came_true })
    .to_vec()
}

#[test]
fn figures_agree_with_scikit_learn() {
    close(auc(&judged()).unwrap(), 0.819_444_444_444_444_4, "roc_auc_score");
    close(log_loss(&judged()).unwrap(), 0.474_500_947_369_817_8, "log_loss");
    close(brier(&judged()).unwrap(), 0.165_466_75, "brier_score_loss");
    // By hand with NumPy: sum over classes of share * |mean outcome - mean chance|.
    close(ece10(&judged()).unwrap(), 0.186_75, "calibration error");
    let counts: Vec<u32> = classes(&judged()).iter().map(|class| class.n).collect();
    assert_eq!(counts, [1, 2, 1, 1, 0, 3, 0, 2, 0, 2]);
}

#[test]
fn ends_and_emptiness_are_safe() {
    assert_eq!((auc(&[]), log_loss(&[]), brier(&[]), ece10(&[]), quartiles(&[])), (None, None, None, None, None));
    let sure = [Judged { chance: 1.0, came_true: false }, Judged { chance: 0.0, came_true: false }];
    assert_eq!(auc(&sure), None, "nothing came true");
    let loss = log_loss(&sure).unwrap();
    assert!((loss - 1e-15_f64.ln() / -2.0).abs() < 1e-6, "{loss}");
    let same = [Judged { chance: 0.4, came_true: true }, Judged { chance: 0.4, came_true: false }];
    assert_eq!(auc(&same), Some(0.5), "a tie is half");
}

#[test]
fn wilson_agrees_with_scipy() {
    for (hits, n, low, high) in [
        (0, 10, 0.0, 0.277_532_799_862_889_2),
        (3, 10, 0.107_791_267_406_301_02, 0.603_221_852_538_854_6),
        (10, 10, 0.722_467_200_137_110_7, 1.0),
        (45, 200, 0.172_623_697_150_890_7, 0.287_741_232_356_605_3),
        (1, 8, 0.022_417_491_450_056_67, 0.470_888_182_212_853_5),
    ] {
        let interval = wilson(hits, n, Z95).unwrap();
        close(interval.low, low, "low");
        close(interval.high, high, "high");
    }
    assert_eq!(wilson(0, 0, Z95), None);
}

#[test]
fn small_numbers_are_shrunk_and_tiny_ones_only_counted() {
    let prior = Prior::around(0.25);
    assert_eq!(prior, Prior { hits: 1.5, misses: 4.5 });
    close(shrunk_rate(3, 10, prior), 4.5 / 16.0, "shrunk");
    close(shrunk_rate(0, 0, prior), 0.25, "nothing seen is the plan");
    assert_eq!(shrunk_rate(0, 0, Prior { hits: 0.0, misses: 0.0 }), 0.0);
    assert_eq!(rate(3, 7, prior), Rate::CountsOnly { hits: 3, n: 7 });
    assert!(matches!(rate(3, 8, prior), Rate::Shrunk { hits: 3, n: 8, .. }));
}

#[test]
fn quartiles_agree_with_numpy() {
    let found = quartiles(&[3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0]).unwrap();
    assert_eq!((found.lower, found.median, found.upper), (2.5, 4.0, 5.0));
    let found = quartiles(&[1.0, 2.0, 3.0, 4.0]).unwrap();
    assert_eq!((found.lower, found.median, found.upper), (1.75, 2.5, 3.25));
}

/// The definition, pair by pair.
fn auc_by_pairs(judged: &[Judged]) -> f64 {
    let (mut sum, mut pairs) = (0.0, 0.0);
    for hit in judged.iter().filter(|j| j.came_true) {
        for miss in judged.iter().filter(|j| !j.came_true) {
            pairs += 1.0;
            sum += if hit.chance > miss.chance {
                1.0
            } else if hit.chance == miss.chance {
                0.5
            } else {
                0.0
            };
        }
    }
    sum / pairs
}

fn some_judged() -> impl Strategy<Value = Vec<Judged>> {
    // Few different chances make many ties.
    prop::collection::vec((0_u8..12, any::<bool>()), 2..60).prop_map(|drawn| {
        drawn.into_iter().map(|(c, came_true)| Judged { chance: f64::from(c) / 11.0, came_true }).collect()
    })
}

proptest! {
    #[test]
    fn auc_is_the_share_of_pairs_in_order(judged in some_judged()) {
        match auc(&judged) {
            Some(found) => prop_assert!((found - auc_by_pairs(&judged)).abs() < 1e-9),
            None => prop_assert!(judged.iter().all(|j| j.came_true) || judged.iter().all(|j| !j.came_true)),
        }
    }

    #[test]
    fn calibration_error_is_at_most_one_and_zero_for_truth(judged in some_judged()) {
        prop_assert!((0.0..=1.0).contains(&ece10(&judged).unwrap()));
        let sure: Vec<Judged> =
            judged.iter().map(|j| Judged { chance: f64::from(u8::from(j.came_true)), ..*j }).collect();
        prop_assert_eq!(ece10(&sure), Some(0.0));
    }

    #[test]
    fn folds_are_even_in_both_outcomes(outcomes in prop::collection::vec(any::<bool>(), 0..200), k in 2_usize..8, seed: u64) {
        let folds = stratified_folds(&outcomes, k, seed);
        prop_assert_eq!(folds.len(), outcomes.len());
        prop_assert_eq!(&folds, &stratified_folds(&outcomes, k, seed));
        for kind in [true, false] {
            let sizes: Vec<usize> = (0..k)
                .map(|fold| folds.iter().zip(&outcomes).filter(|(f, o)| **f == fold && **o == kind).count())
                .collect();
            prop_assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1, "{:?}", sizes);
        }
    }

    #[test]
    fn wilson_holds_the_share(hits in 0_u32..300, more in 0_u32..300) {
        let n = hits + more;
        if let Some(interval) = wilson(hits, n, Z95) {
            let share = f64::from(hits) / f64::from(n);
            prop_assert!(interval.low <= share + 1e-12 && share <= interval.high + 1e-12);
            prop_assert!(0.0 <= interval.low && interval.high <= 1.0);
        }
    }
}
