//! Days in the salesperson's own time zone, and counting in working days.
//!
//! Deliberately absent: time zones with summer time. The settings hold one offset, which is exact for Indonesia.

use chrono::{DateTime, Datelike, Days, Duration, FixedOffset, NaiveDate, NaiveTime, Offset, TimeZone, Utc};

use crate::settings::Settings;

/// The hour at which proposed steps are due, in the settings' offset.
pub const MORNING: u32 = 9;
/// More free days in a row than any calendar has; a search for a working day ends here.
const SEARCH_LIMIT: u32 = 3_660;

fn offset(settings: &Settings) -> FixedOffset {
    FixedOffset::east_opt(settings.utc_offset_minutes.saturating_mul(60)).unwrap_or_else(|| Utc.fix())
}

/// The day that an instant falls on, in the settings' offset.
#[must_use]
pub fn local_day(at: DateTime<Utc>, settings: &Settings) -> NaiveDate {
    at.with_timezone(&offset(settings)).date_naive()
}

/// 09:00 of a day in the settings' offset.
#[must_use]
pub fn morning_of(day: NaiveDate, settings: &Settings) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(MORNING, 0, 0).unwrap_or_default();
    let local = day.and_time(time);
    offset(settings)
        .from_local_datetime(&local)
        .single()
        .map_or_else(|| local.and_utc(), |instant| instant.with_timezone(&Utc))
}

/// Whether work is done on this day. Settings without any day of the week count every day as one.
#[must_use]
pub fn is_work_day(day: NaiveDate, settings: &Settings) -> bool {
    if settings.work_days.iter().any(|day| (1..=7).contains(day)) {
        settings.is_work_day(day)
    } else {
        !settings.holidays.contains(&day)
    }
}

/// This day, or the first working day after it.
#[must_use]
pub fn on_or_after(day: NaiveDate, settings: &Settings) -> NaiveDate {
    let mut found = day;
    for _ in 0..SEARCH_LIMIT {
        if is_work_day(found, settings) {
            return found;
        }
        let Some(next) = found.succ_opt() else { break };
        found = next;
    }
    day
}

/// The day `n` working days after `day`; for 0 the day itself, or the first working day after it.
#[must_use]
pub fn add(day: NaiveDate, n: u32, settings: &Settings) -> NaiveDate {
    let mut found = day;
    if n == 0 {
        return on_or_after(day, settings);
    }
    for _ in 0..n {
        let Some(next) = found.succ_opt() else { return found };
        found = on_or_after(next, settings);
    }
    found
}

/// The day `n` working days before `day`; for 0 the day itself, or the last working day before it.
#[must_use]
pub fn subtract(day: NaiveDate, n: u32, settings: &Settings) -> NaiveDate {
    let mut found = on_or_before(day, settings);
    if n > 0 && found != day {
        // The step back from a free day to a working day is the first of the n.
        return subtract(found, n - 1, settings);
    }
    for _ in 0..n {
        let Some(previous) = found.pred_opt() else { return found };
        found = on_or_before(previous, settings);
    }
    found
}

fn on_or_before(day: NaiveDate, settings: &Settings) -> NaiveDate {
    let mut found = day;
    for _ in 0..SEARCH_LIMIT {
        if is_work_day(found, settings) {
            return found;
        }
        let Some(previous) = found.pred_opt() else { break };
        found = previous;
    }
    day
}

/// How many working days lie after `after`, up to and with `until`. Zero when `until` is not later.
#[must_use]
pub fn count(after: NaiveDate, until: NaiveDate, settings: &Settings) -> u32 {
    let days = (until - after).num_days();
    if days <= 0 {
        return 0;
    }
    let is_week_day = |number: u32| {
        let set = settings.work_days.iter().any(|day| (1..=7).contains(day));
        !set || settings.work_days.iter().any(|day| u32::from(*day) == number)
    };
    let per_week = (1..=7).filter(|number| is_week_day(*number)).count();
    let whole_weeks = days / 7;
    let first = i64::from(after.weekday().number_from_monday());
    let rest = (1..=days % 7).filter(|step| u32::try_from((first + step - 1) % 7 + 1).is_ok_and(is_week_day)).count();
    let mut holidays: Vec<NaiveDate> = settings
        .holidays
        .iter()
        .copied()
        .filter(|day| *day > after && *day <= until && is_week_day(day.weekday().number_from_monday()))
        .collect();
    holidays.sort_unstable();
    holidays.dedup();
    let total = whole_weeks * i64::try_from(per_week).unwrap_or(7) + i64::try_from(rest).unwrap_or(0)
        - i64::try_from(holidays.len()).unwrap_or(0);
    u32::try_from(total).unwrap_or(0)
}

/// When the first step after a capture is due: the day after tomorrow at 09:00, moved to a working day.
#[must_use]
pub fn first_step_due(now: DateTime<Utc>, settings: &Settings) -> DateTime<Utc> {
    let day = local_day(now, settings);
    let after_tomorrow = day.checked_add_days(Days::new(2)).unwrap_or(day);
    morning_of(on_or_after(after_tomorrow, settings), settings)
}

/// 09:00 on the day `n` working days from now.
#[must_use]
pub fn due_in(now: DateTime<Utc>, n: u32, settings: &Settings) -> DateTime<Utc> {
    morning_of(add(local_day(now, settings), n, settings), settings)
}

/// Whole days between two instants, never negative.
#[must_use]
pub fn whole_days(from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
    u32::try_from((to - from).max(Duration::zero()).num_days()).unwrap_or(0)
}
