//! Public holidays from a calendar file (iCalendar, RFC 5545): the days of events that last whole days.
//!
//! Deliberately absent: events at an hour, which are no holidays, and rules of repetition: what a file does not name as
//! a day of its own is counted and left out.

use std::collections::BTreeSet;

use calcard::common::PartialDateTime;
use calcard::icalendar::{ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarValue};
use calcard::{Entry, Parser};
use chrono::{Days, NaiveDate};

/// The longest file that is read, in bytes.
pub const MAX_HOLIDAY_FILE: usize = 2 * 1024 * 1024;
/// At most so many days are taken from one file.
const MAX_DAYS: usize = 5_000;
/// One event lasts at most so many days; what is longer is no holiday.
const MAX_LENGTH: u64 = 31;

/// Why a file holds no holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HolidayFileError {
    /// It is not a calendar, or a broken one.
    #[error("reading holidays: the file is not a calendar")]
    Shape,
    /// It is longer than a file of holidays may be.
    #[error("reading holidays: the file is longer than {MAX_HOLIDAY_FILE} bytes")]
    TooLarge,
}

/// The days of a calendar file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holidays {
    /// The days, each once.
    pub days: BTreeSet<NaiveDate>,
    /// Events that were left out: at an hour, repeated by a rule, too long, or without a day.
    pub left_out: u32,
}

/// Reads the holidays of a calendar file.
///
/// # Errors
/// The file is too long, or no calendar.
pub fn read_holidays(bytes: &[u8]) -> Result<Holidays, HolidayFileError> {
    if bytes.len() > MAX_HOLIDAY_FILE {
        return Err(HolidayFileError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| HolidayFileError::Shape)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
    // A file that was cut off would lack days without anybody seeing it.
    let last = text.lines().next_back().unwrap_or_default().trim_end();
    if !last.eq_ignore_ascii_case("END:VCALENDAR") {
        return Err(HolidayFileError::Shape);
    }
    let mut parser = Parser::new(text);
    let mut found = Holidays::default();
    let mut calendars = 0;
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => {
                calendars += 1;
                for event in calendar.components.iter().filter(|one| is_event(one)) {
                    take(event, &mut found);
                }
            }
            Entry::Eof => break,
            // The list of the library may grow; whatever else there is, it is no calendar.
            _ => return Err(HolidayFileError::Shape),
        }
    }
    if calendars == 0 { Err(HolidayFileError::Shape) } else { Ok(found) }
}

fn is_event(component: &ICalendarComponent) -> bool {
    component.component_type == ICalendarComponentType::VEvent
}

fn take(event: &ICalendarComponent, found: &mut Holidays) {
    let days = days_of(event).filter(|_| event.property(&ICalendarProperty::Rrule).is_none());
    match days {
        Some((first, count)) if found.days.len() < MAX_DAYS => {
            found.days.extend((0..count).filter_map(|after| first.checked_add_days(Days::new(after))));
        }
        Some(_) | None => found.left_out = found.left_out.saturating_add(1),
    }
}

/// The first day of an event and how many days it lasts.
fn days_of(event: &ICalendarComponent) -> Option<(NaiveDate, u64)> {
    let first = day(event, &ICalendarProperty::Dtstart)?;
    // The end is the day after the last one.
    let count = match event.property(&ICalendarProperty::Dtend) {
        Some(_) => u64::try_from((day(event, &ICalendarProperty::Dtend)? - first).num_days()).ok()?.max(1),
        None => 1,
    };
    (count <= MAX_LENGTH).then_some((first, count))
}

fn day(event: &ICalendarComponent, property: &ICalendarProperty) -> Option<NaiveDate> {
    match event.property(property)?.values.first()? {
        ICalendarValue::PartialDateTime(at) => whole_day(at),
        _ => None,
    }
}

fn whole_day(at: &PartialDateTime) -> Option<NaiveDate> {
    if at.hour.is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::from(at.year?), u32::from(at.month?), u32::from(at.day?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(events: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{events}END:VCALENDAR\r\n")
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT\r\nUID:1\r\n{lines}\r\nEND:VEVENT\r\n")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn whole_days_are_taken_and_everything_else_is_counted() {
        let text = calendar(
            &[
                event("DTSTART;VALUE=DATE:20260817\r\nDTEND;VALUE=DATE:20260818\r\nSUMMARY:Hari Kemerdekaan"),
                event("DTSTART;VALUE=DATE:20270310\r\nDTEND;VALUE=DATE:20270312\r\nSUMMARY:Idul Fitri\r\n  1448 H"),
                event("DTSTART;VALUE=DATE:20261225"),
                event("DTSTART:20261224T100000Z\r\nSUMMARY:Rapat"),
                event("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY"),
                event("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260701"),
                event("SUMMARY:Tanpa hari"),
            ]
            .concat(),
        );
        let found = read_holidays(text.as_bytes()).unwrap();
        let days = ["2026-08-17", "2026-12-25", "2027-03-10", "2027-03-11"].map(day);
        assert_eq!(found.days.iter().copied().collect::<Vec<_>>(), days);
        assert_eq!(found.left_out, 4);
    }

    #[test]
    fn what_is_no_calendar_is_refused() {
        let broken = calendar(&event("DTSTART;VALUE=DATE:20260817")).replace("END:VCALENDAR\r\n", "");
        for text in ["", "hello", "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:X\r\nEND:VCARD\r\n", &broken] {
            assert_eq!(read_holidays(text.as_bytes()), Err(HolidayFileError::Shape), "{text:?}");
        }
        assert_eq!(read_holidays(b"\xff\xfe\x00"), Err(HolidayFileError::Shape));
        assert_eq!(read_holidays(&vec![b' '; MAX_HOLIDAY_FILE + 1]), Err(HolidayFileError::TooLarge));
        let nested = "BEGIN:VEVENT\r\n".repeat(100_000);
        assert!(read_holidays(nested.as_bytes()).is_err());
    }
}
