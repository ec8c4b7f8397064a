//! The forecast's sum, spread and band.

use corong_domain::estimate::forecast::{DRAWS, Stake, forecast, velocity};
use proptest::prelude::*;

use crate::close;

fn stakes(of: &[(i64, f64)]) -> Vec<Stake> {
    of.iter().map(|&(minor, chance)| Stake { minor, chance }).collect()
}

#[test]
fn sum_and_variance_are_those_of_the_formula() {
    // 0.5 * 100 + 0.2 * 1000 = 250; 0.25 * 100^2 + 0.16 * 1000^2 = 162,500.
    let found = forecast(&stakes(&[(100, 0.5), (1_000, 0.2)]), DRAWS, 1);
    assert_eq!((found.n, found.expected), (2, 250));
    close(found.deviation, 162_500_f64.sqrt(), "deviation");
    // The four futures 0, 100, 1000, 1100 have chances 0.4, 0.4, 0.1, 0.1: P10 is 0 and P90 lies at 1000 or 1100.
    assert_eq!(found.p10, 0);
    assert!((1_000..=1_100).contains(&found.p90), "{}", found.p90);
}

#[test]
fn the_band_of_many_small_ones_is_the_normal_one() {
    let found = forecast(&stakes(&[(1_000, 0.3); 400]), DRAWS, 5);
    // Mean 120,000, deviation 1000 * sqrt(84); the ends of the band lie 1.2816 deviations away.
    let reach = 1.281_551_565_5 * found.deviation;
    assert_eq!(found.expected, 120_000);
    assert!((found.p10 as f64 - (120_000.0 - reach)).abs() < 1_100.0, "{}", found.p10);
    assert!((found.p90 as f64 - (120_000.0 + reach)).abs() < 1_100.0, "{}", found.p90);
}

#[test]
fn nothing_certain_and_broken_chances() {
    let none = forecast(&[], DRAWS, 1);
    assert_eq!((none.n, none.expected, none.p10, none.p90), (0, 0, 0, 0));
    let sure = forecast(&stakes(&[(700, 1.0), (300, 0.0), (50, f64::NAN), (20, 7.0)]), 1, 1);
    assert_eq!((sure.expected, sure.p10, sure.p90), (720, 720, 720));
    assert_eq!(sure.deviation, 0.0);
}

#[test]
fn velocity_is_money_a_day() {
    assert_eq!(velocity(20, 5_000.0, 0.25, 50.0), Some(500.0));
    assert_eq!(velocity(20, 5_000.0, 0.25, 0.0), None);
}

proptest! {
    #[test]
    fn the_same_seed_gives_the_same_band(of in prop::collection::vec((0_i64..1_000_000_000, 0.0..1.0), 0..20), seed: u64) {
        let stakes = stakes(&of);
        let found = forecast(&stakes, 200, seed);
        prop_assert_eq!(found, forecast(&stakes, 200, seed));
        prop_assert!(0 <= found.p10 && found.p10 <= found.p90);
        prop_assert!(found.p90 <= of.iter().map(|(minor, _)| minor).sum::<i64>());
    }
}
