//! Which backups are kept: all of two days, then one a day for a month, then one a week for a year.
//!
//! Deliberately absent: files, and the clock.

use std::collections::HashSet;

use chrono::{DateTime, Datelike, Days, TimeDelta, Utc};

/// Every backup younger than this is kept, in days.
const ALL: i64 = 2;
/// Up to this age one a day is kept, in days.
const DAILY: u64 = 31;
/// Up to this age one a week is kept, in days.
const WEEKLY: u64 = 366;
/// So many of the newest are kept however old they are: a book that was not opened for years still has backups.
const ALWAYS: usize = 3;

/// Whether each of the backups taken at these instants is kept, in the same order. The newest of a day or week stays;
/// days and ISO weeks are counted in UTC. One from the future, after the clock was set back, is kept.
#[must_use]
pub fn kept(taken: &[DateTime<Utc>], now: DateTime<Utc>) -> Vec<bool> {
    let mut newest_first: Vec<usize> = (0..taken.len()).collect();
    newest_first.sort_by_key(|at| std::cmp::Reverse(taken.get(*at)));
    let mut keep = vec![false; taken.len()];
    let (mut days, mut weeks) = (HashSet::new(), HashSet::new());
    for (rank, at) in newest_first.into_iter().enumerate() {
        let (Some(instant), Some(slot)) = (taken.get(at), keep.get_mut(at)) else { continue };
        let day = instant.date_naive();
        let week = (day.iso_week().year(), day.iso_week().week());
        let (first_of_day, first_of_week) = (days.insert(day), weeks.insert(week));
        let within = |age: u64| now.checked_sub_days(Days::new(age)).is_some_and(|limit| *instant >= limit);
        *slot = rank < ALWAYS
            || now - *instant <= TimeDelta::days(ALL)
            || (within(DAILY) && first_of_day)
            || (within(WEEKLY) && first_of_week);
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn two_days_whole_then_daily_then_weekly() {
        let now = at("2026-11-24T12:00:00Z");
        let taken: Vec<DateTime<Utc>> = (0..24 * 500).map(|hours| now - TimeDelta::hours(hours)).collect();
        let keep = kept(&taken, now);
        let of = |from: i64, to: i64| {
            let aged = taken.iter().zip(&keep);
            aged.filter(|(at, keep)| **keep && (from..to).contains(&((now - **at).num_hours()))).count()
        };
        assert_eq!(of(0, 49), 49, "all of two days");
        // Days 3 to 31: the newest of each calendar day that is wholly older than two days.
        assert!((27..=29).contains(&of(49, 31 * 24)), "{}", of(49, 31 * 24));
        assert!((46..=49).contains(&of(31 * 24, 366 * 24)), "{}", of(31 * 24, 366 * 24));
        assert_eq!(of(367 * 24, 500 * 24), 0, "nothing older than a year");
    }

    #[test]
    fn the_newest_of_a_day_stays_and_the_three_newest_always() {
        let now = at("2026-11-24T12:00:00Z");
        let taken = ["2026-11-10T08:00:00Z", "2026-11-10T18:00:00Z", "2026-11-10T13:00:00Z"].map(at);
        assert_eq!(kept(&taken, now), [true, true, true], "three are always kept");
        let more: Vec<_> = taken
            .into_iter()
            .chain(["2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z", "2026-11-22T08:00:00Z"].map(at))
            .collect();
        assert_eq!(kept(&more, now), [false, true, false, true, true, true]);
    }

    #[test]
    fn old_books_and_wrong_clocks_lose_nothing_they_need() {
        let now = at("2026-11-24T12:00:00Z");
        let taken = ["2020-01-01T00:00:00Z", "2019-01-01T00:00:00Z", "2030-01-01T00:00:00Z"].map(at);
        assert_eq!(kept(&taken, now), [true, true, true]);
        assert!(kept(&[], now).is_empty());
    }
}
