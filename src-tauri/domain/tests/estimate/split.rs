//! Parts that add up, always.

use corong_domain::activity::ActivityKind;
use corong_domain::estimate::split::{
    CreditShare, Deed, EffortWeights, SplitError, WHOLE, by_weight, check_whole, evenly, money, propose,
};
use corong_domain::ids::SalespersonId;
use corong_domain::money::Money;
use proptest::prelude::*;
use uuid::Uuid;

fn person(n: u128) -> SalespersonId {
    SalespersonId(Uuid::from_u128(n))
}

fn shares(basis_points: &[u32]) -> Vec<CreditShare> {
    basis_points
        .iter()
        .zip(1..)
        .map(|(&basis_points, n)| CreditShare { salesperson_id: person(n), basis_points })
        .collect()
}

#[test]
fn golden_table_of_largest_remainders() {
    for (total, weights, parts) in [
        (100, vec![1, 1, 1], vec![34, 33, 33]),
        (-100, vec![1, 1, 1], vec![-34, -33, -33]),
        (10_000, vec![1, 1, 1], vec![3_334, 3_333, 3_333]),
        (1, vec![1, 1, 1], vec![1, 0, 0]),
        (2, vec![1, 2, 3], vec![0, 1, 1]),
        (0, vec![5, 0], vec![0, 0]),
        (7, vec![0, 9, 0], vec![0, 7, 0]),
        // Quotas 6.67, 2.22, 1.11: the first has the largest remainder.
        (10, vec![6, 2, 1], vec![7, 2, 1]),
        (i64::MIN, vec![1], vec![i64::MIN]),
        (i64::MAX, vec![u64::MAX, u64::MAX], vec![i64::MAX / 2 + 1, i64::MAX / 2]),
    ] {
        assert_eq!(by_weight(total, &weights), Ok(parts), "{total} by {weights:?}");
    }
    assert_eq!(by_weight(5, &[]), Err(SplitError::NoWeight));
    assert_eq!(by_weight(5, &[0, 0]), Err(SplitError::NoWeight));
    assert_eq!(evenly(5, 0), Err(SplitError::NoWeight));
    assert_eq!(evenly(-5, 2), Ok(vec![-3, -2]));
}

#[test]
fn money_follows_sale_credit() {
    let thirds = shares(&[3_334, 3_333, 3_333]);
    let parts = money(&Money::new(100_000_001, "IDR"), &thirds).unwrap();
    assert_eq!(parts.iter().map(|m| m.minor).sum::<i64>(), 100_000_001);
    assert!(parts.iter().all(|m| m.currency == "IDR"));
    let back = money(&Money::new(-100_000_001, "IDR"), &thirds).unwrap();
    for (there, back) in parts.iter().zip(&back) {
        assert_eq!(there.minor, -back.minor, "a reversal takes back exactly what was given");
    }
    assert_eq!(check_whole(&shares(&[3_333, 3_333, 3_333])), Err(SplitError::NotWhole { total: 9_999 }));
    assert_eq!(money(&Money::new(5, "USD"), &shares(&[WHOLE, 1])), Err(SplitError::NotWhole { total: 10_001 }));
}

#[test]
fn credit_is_proposed_from_logged_effort() {
    let weights = EffortWeights::default();
    let (ani, budi, owner) = (person(1), person(2), person(9));
    let deeds = [
        (budi, Deed::Activity(ActivityKind::Call)),
        (ani, Deed::Activity(ActivityKind::Visit)),
        (ani, Deed::Activity(ActivityKind::Demonstration)),
        (budi, Deed::Quote),
        (owner, Deed::Activity(ActivityKind::Note)),
    ];
    let proposal = propose(&deeds, &weights, owner);
    assert_eq!(proposal.effort, [8, 5]);
    assert_eq!(
        proposal.shares,
        [
            CreditShare { salesperson_id: ani, basis_points: 6_154 },
            CreditShare { salesperson_id: budi, basis_points: 3_846 }
        ]
    );
    let nothing = propose(&[], &weights, owner);
    assert_eq!(nothing.shares, [CreditShare { salesperson_id: owner, basis_points: WHOLE }]);
}

proptest! {
    #[test]
    fn parts_add_up_and_stay_within_one_of_their_quota(total: i64, weights in prop::collection::vec(0_u64..1_000_000, 1..20)) {
        let all: u64 = weights.iter().sum();
        match by_weight(total, &weights) {
            Ok(parts) => {
                prop_assert_eq!(parts.iter().map(|&p| i128::from(p)).sum::<i128>(), i128::from(total));
                for (&part, &weight) in parts.iter().zip(&weights) {
                    let gap = i128::from(part) * i128::from(all) - i128::from(total) * i128::from(weight);
                    prop_assert!(gap.abs() < i128::from(all), "part {} of weight {}", part, weight);
                }
            }
            Err(error) => {
                prop_assert_eq!(error, SplitError::NoWeight);
                prop_assert_eq!(all, 0);
            }
        }
    }

    #[test]
    fn a_negative_total_mirrors_the_positive(total in 0..i64::MAX, weights in prop::collection::vec(1_u64..1_000, 1..10)) {
        let there = by_weight(total, &weights).unwrap();
        let back: Vec<i64> = by_weight(-total, &weights).unwrap().into_iter().map(|p| -p).collect();
        prop_assert_eq!(there, back);
    }

    #[test]
    fn a_proposal_is_whole_and_does_not_depend_on_order(mut log in prop::collection::vec((0_u128..5, 0_usize..4), 0..30)) {
        let deeds = |log: &[(u128, usize)]| -> Vec<(SalespersonId, Deed)> {
            log.iter()
                .map(|&(who, what)| {
                    let deed = [Deed::Quote, Deed::Activity(ActivityKind::Call), Deed::Activity(ActivityKind::Note),
                        Deed::Activity(ActivityKind::Meeting)][what];
                    (person(who), deed)
                })
                .collect()
        };
        let first = propose(&deeds(&log), &EffortWeights::default(), person(99));
        prop_assert_eq!(check_whole(&first.shares), Ok(()));
        log.reverse();
        prop_assert_eq!(first, propose(&deeds(&log), &EffortWeights::default(), person(99)));
    }
}
