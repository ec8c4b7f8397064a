//! Planned activities as iCalendar events (RFC 5545).
//!
//! Deliberately absent: time zones, since every instant is written in UTC; alarms, guests and recurrence; reading.

use std::io::Write;

use chrono::{DateTime, NaiveDate, Utc};

use crate::error::ExchangeError;
use crate::fold::{escaped, push_folded};

/// When an activity is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutTime {
    /// At an instant.
    At(DateTime<Utc>),
    /// On a day.
    On(NaiveDate),
}

/// A planned activity on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutActivity {
    /// The activity's id; the same id replaces the event in a calendar.
    pub uid: String,
    /// When the file is made, or the activity was last changed.
    pub stamp: DateTime<Utc>,
    /// When it is due.
    pub start: OutTime,
    /// How long it takes in minutes, where known.
    pub minutes: Option<u32>,
    /// What is to be done, in words.
    pub summary: String,
    /// More about it; may be empty.
    pub description: String,
    /// Where; may be empty.
    pub location: String,
}

/// Writes a calendar; gives the number of events.
pub fn write_ics<'a>(
    mut out: impl Write,
    activities: impl IntoIterator<Item = &'a OutActivity>,
) -> Result<u64, ExchangeError> {
    let mut count = 0;
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Corong//Corong//EN", "CALSCALE:GREGORIAN"] {
        push_folded(&mut text, line);
    }
    for activity in activities {
        push_activity(&mut text, activity);
        out.write_all(text.as_bytes()).map_err(ExchangeError::Write)?;
        text.clear();
        count += 1;
    }
    push_folded(&mut text, "END:VCALENDAR");
    out.write_all(text.as_bytes()).map_err(ExchangeError::Write)?;
    out.flush().map_err(ExchangeError::Write)?;
    Ok(count)
}

fn push_activity(text: &mut String, activity: &OutActivity) {
    push_folded(text, "BEGIN:VEVENT");
    push_folded(text, &format!("UID:{}", escaped(&activity.uid)));
    push_folded(text, &format!("DTSTAMP:{}", activity.stamp.format(INSTANT)));
    match activity.start {
        OutTime::At(at) => push_folded(text, &format!("DTSTART:{}", at.format(INSTANT))),
        OutTime::On(on) => push_folded(text, &format!("DTSTART;VALUE=DATE:{}", on.format("%Y%m%d"))),
    }
    if let (OutTime::At(_), Some(minutes)) = (activity.start, activity.minutes) {
        push_folded(text, &format!("DURATION:PT{minutes}M"));
    }
    push_folded(text, &format!("SUMMARY:{}", escaped(&activity.summary)));
    for (name, value) in [("DESCRIPTION", &activity.description), ("LOCATION", &activity.location)] {
        if !value.is_empty() {
            push_folded(text, &format!("{name}:{}", escaped(value)));
        }
    }
    push_folded(text, "END:VEVENT");
}

const INSTANT: &str = "%Y%m%dT%H%M%SZ";

#[cfg(test)]
mod tests {
    use calcard::icalendar::{ICalendarProperty, ICalendarValue};
    use calcard::{Entry, Parser};
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn another_reader_understands_the_calendar() {
        let summary = "Telepon Siti; bawa contoh, \\ dan brosur\nsekali lagi ".to_owned() + &"panjang ".repeat(20);
        let summary = summary.trim().to_owned();
        let activity = OutActivity {
            uid: "019a-1".to_owned(),
            stamp: Utc.with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap(),
            start: OutTime::At(Utc.with_ymd_and_hms(2026, 1, 3, 2, 0, 0).unwrap()),
            minutes: Some(30),
            summary: summary.clone(),
            description: String::new(),
            location: "Jl. Merdeka 1, Bandung".to_owned(),
        };
        let day = OutActivity { start: OutTime::On(NaiveDate::from_ymd_opt(2026, 1, 4).unwrap()), ..activity.clone() };
        let mut out = Vec::new();
        assert_eq!(write_ics(&mut out, [&activity, &day]).unwrap(), 2);
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("DTSTART:20260103T020000Z\r\n") && text.contains("DTSTART;VALUE=DATE:20260104\r\n"));
        assert_eq!(text.matches("DURATION").count(), 1, "a day has no minutes");
        let Entry::ICalendar(calendar) = Parser::new(&text).entry() else { panic!("no calendar") };
        let event = &calendar.components[1];
        let value = |property: &ICalendarProperty| match event.property(property).unwrap().values.first() {
            Some(ICalendarValue::Text(text)) => text.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(value(&ICalendarProperty::Summary), summary);
        assert_eq!(value(&ICalendarProperty::Location), activity.location);
        assert_eq!(value(&ICalendarProperty::Uid), activity.uid);
    }

    #[test]
    fn an_empty_calendar_is_still_one() {
        let mut out = Vec::new();
        assert_eq!(write_ics(&mut out, []).unwrap(), 0);
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    }
}
