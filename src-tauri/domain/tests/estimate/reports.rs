//! Cohorts at their high-water mark and the return of events.

use corong_domain::estimate::closing::{Curve, Ending, Spell};
use corong_domain::estimate::cohort::{Journey, cohort};
use corong_domain::estimate::event_return::{EventLead, Reached, Stand, Verdict, event_return};
use corong_domain::estimate::rates::{Prior, Rate};

use crate::close;

#[test]
fn each_journey_counts_once_up_to_its_high_water_mark() {
    let journey = |high_water, open, moves_back| Journey { high_water, open, moves_back };
    let journeys = [
        journey(1, true, 0),
        journey(1, false, 0),
        journey(2, true, 2),
        journey(2, false, 0),
        journey(2, false, 0),
        journey(3, false, 1),
        journey(3, true, 0),
        journey(4, false, 0),
        journey(4, false, 0),
        journey(4, false, 0),
    ];
    let prior = Prior { hits: 3.0, misses: 3.0 };
    let found = cohort(&journeys, &[(1, prior), (2, prior), (4, prior)]);
    assert_eq!((found.n, found.moved_back, found.moves_back), (10, 2, 3));
    let counts: Vec<(u32, u32, u32)> = found.steps.iter().map(|s| (s.rank, s.reached, s.still_open)).collect();
    // Step 3 is not shown: its two belong to step 2.
    assert_eq!(counts, [(1, 10, 1), (2, 8, 2), (4, 3, 0)]);
    match found.steps[0].went_on {
        Rate::Shrunk { hits, n, rate, .. } => {
            assert_eq!((hits, n), (8, 10));
            close(rate, 11.0 / 16.0, "rate");
        }
        Rate::CountsOnly { .. } => panic!("ten are enough"),
    }
    assert!(matches!(found.steps[1].went_on, Rate::Shrunk { hits: 3, n: 8, .. }));
    assert_eq!(found.steps[2].went_on, Rate::CountsOnly { hits: 0, n: 3 });
    assert!(cohort(&[], &[]).steps.is_empty());
}

/// Ten closed at ages 10, 20 ... 100; every second one won.
fn cycle() -> Curve {
    let spells: Vec<Spell> = (1..=10)
        .map(|i| Spell {
            entered: 0.0,
            left: f64::from(i) * 10.0,
            ending: if i % 2 == 0 { Ending::Won } else { Ending::Lost },
        })
        .collect();
    Curve::fit(&spells)
}

fn lead(reached: Reached, stand: Stand) -> EventLead {
    EventLead { reached, stand }
}

#[test]
fn an_old_event_is_judged() {
    let leads = [
        lead(Reached::Customer, Stand::Won { age: 90.0, minor: 60_000 }),
        lead(Reached::Prospect, Stand::Lost { age: 80.0 }),
        lead(Reached::Qualified, Stand::Open { age: 70.0, minor: None }),
        lead(Reached::Lead, Stand::Open { age: 60.0, minor: None }),
    ];
    let found = event_return(&leads, 12_000, 0.3, Some(&cycle()));
    assert_eq!((found.leads, found.qualified, found.prospects, found.customers), (4, 3, 2, 1));
    assert_eq!(
        (found.per_lead, found.per_qualified, found.per_prospect, found.per_customer),
        (Some(3_000.0), Some(4_000.0), Some(6_000.0), Some(12_000.0))
    );
    match found.verdict {
        Verdict::Return { ratio, maturity } => {
            // (60,000 * 0.3 - 12,000) / 12,000; (0.9 + 0.8 + 0.7 + 0.6) / 4.
            close(ratio.unwrap(), 0.5, "return");
            close(maturity, 0.75, "maturity");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_young_event_is_projected() {
    let leads = [
        lead(Reached::Customer, Stand::Won { age: 20.0, minor: 60_000 }),
        lead(Reached::Lead, Stand::Open { age: 50.0, minor: Some(100_000) }),
        lead(Reached::Lead, Stand::Open { age: 0.0, minor: None }),
    ];
    let found = event_return(&leads, 12_000, 0.3, Some(&cycle()));
    match found.verdict {
        Verdict::TooEarly { maturity, projected_wins, projected_ratio } => {
            close(maturity, (0.2 + 0.5 + 0.0) / 3.0, "maturity");
            // Open at 50: wins left 60, 80, 100 of five: 0.6. New: 0.5, at the average won value.
            close(projected_wins, 1.0 + 0.6 + 0.5, "wins");
            close(projected_ratio.unwrap(), ((60_000.0 + 60_000.0 + 30_000.0) * 0.3 - 12_000.0) / 12_000.0, "return");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unknown_cycle_and_a_free_event_are_said() {
    let open = [lead(Reached::Lead, Stand::Open { age: 5.0, minor: None })];
    let found = event_return(&open, 1_000, 0.3, None);
    assert_eq!(found.verdict, Verdict::CycleUnknown { ratio: Some(-1.0) });
    assert_eq!((found.per_customer, found.won_value), (None, 0));
    let free = event_return(&open, 0, 0.3, Some(&cycle()));
    assert!(matches!(free.verdict, Verdict::TooEarly { projected_ratio: None, .. }));
    let nobody = event_return(&[], 1_000, 0.3, Some(&cycle()));
    assert_eq!((nobody.leads, nobody.per_lead), (0, None));
    assert_eq!(event_return(&open, 1_000, 0.3, Some(&Curve::fit(&[]))).verdict, found.verdict);
}
