//! Activities, events and today.

use chrono::{DateTime, NaiveDate, Utc};
use corong_book::views::{ActivityDraft, DayRequest, DoneRequest, EventChoice, NoteRequest};
use corong_domain::activity::{Activity, ActivityKind};
use corong_domain::event::EventDraft;
use corong_domain::funnel::workdays::morning_of;
use corong_domain::settings::Settings;

use crate::args::{ActivityCommand, ActivityFields, EventCommand, EventFields, HolidaysCommand};
use crate::session::{self, Session};
use crate::show::{ActivityOut, EventOut, Face, HolidaysOut, TodayOut, activity_text, event_text};
use crate::trouble::Trouble;
use crate::words::Line;

/// Runs a command about activities.
pub fn activities(session: &mut Session<'_>, command: &ActivityCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    let settings = book.settings();
    let activity: Activity = match command {
        ActivityCommand::Add(fields) => {
            let contact = session::contact(&book, &fields.contact)?;
            let named = fields.opportunity.as_ref();
            let opportunity = named.map(|text| session::opportunity(&book, text)).transpose()?;
            if fields.kind == ActivityKind::Note {
                let text = if fields.result.is_empty() { &fields.subject } else { &fields.result };
                book.note_add(&NoteRequest { contact, opportunity, text: text.clone() })?.value
            } else {
                book.activity_save(&ActivityDraft {
                    id: None,
                    contact,
                    opportunity,
                    kind: fields.kind,
                    subject: fields.subject.clone(),
                    due_at: due(fields, &settings)?,
                    done: fields.done,
                    result: fields.result.clone(),
                    inbound: fields.inbound,
                })?
                .value
            }
        }
        ActivityCommand::Done { id, result } => {
            let activity = session::activity(&book, id)?;
            book.activity_done(&DoneRequest { activity, result: result.clone(), next: None })?.value
        }
    };
    let record = ActivityOut::of(&activity, session.words());
    session.say(&record, |words| activity_text(&activity, Face { words, settings: &settings }))
}

/// A day is meant from its morning on.
fn due(fields: &ActivityFields, settings: &Settings) -> Result<Option<DateTime<Utc>>, Trouble> {
    let Some(text) = &fields.due else { return Ok(None) };
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Ok(Some(morning_of(day, settings)));
    }
    let instant = DateTime::parse_from_rfc3339(text);
    let wanted = "2026-11-20 or 2026-11-20T14:00:00+07:00";
    Ok(Some(instant.map_err(|_| Trouble::Form { given: text.clone(), wanted })?.with_timezone(&Utc)))
}

/// Runs a command about events.
pub fn events(session: &mut Session<'_>, command: &EventCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    let settings = book.settings();
    match command {
        EventCommand::Add(fields) => {
            let event = book.event_save(&event_draft(fields))?.value.event;
            if fields.choose {
                book.event_choose(&EventChoice { event: Some(event.id) })?;
            }
            session.say(&EventOut::of(&event), |words| event_text(&event, Face { words, settings: &settings }))
        }
        EventCommand::List => {
            let events = book.book_status()?.events;
            for event in &events {
                session.say(&EventOut::of(event), |words| event_text(event, Face { words, settings: &settings }))?;
            }
            if events.is_empty() {
                session.tell(|words| words.line(Line::Nothing).to_owned())?;
            }
            Ok(())
        }
    }
}

/// Runs a command about holidays.
pub fn holidays(session: &mut Session<'_>, command: &HolidaysCommand) -> Result<(), Trouble> {
    let book = session.book()?;
    let done = match command {
        HolidaysCommand::Import { file } => book.holidays_import(file)?,
        HolidaysCommand::Clear => book.holidays_clear()?,
        HolidaysCommand::List => {
            let days = book.settings().holidays;
            for day in &days {
                session.say(&serde_json::json!({ "on": day }), |_| day.to_string())?;
            }
            if days.is_empty() {
                session.tell(|words| words.line(Line::Nothing).to_owned())?;
            }
            return Ok(());
        }
    };
    let record = HolidaysOut { added: done.added, total: done.total, left_out: done.left_out };
    session.say(&record, |words| words.holidays(done.added, done.total, done.left_out))
}

fn event_draft(fields: &EventFields) -> EventDraft {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    EventDraft {
        id: None,
        name: fields.name.clone(),
        starts_on: day(fields.from),
        ends_on: day(fields.to),
        place: fields.place.clone(),
        country: fields.country.clone(),
        cost: fields.cost.clone(),
    }
}

/// What to do.
pub fn today(session: &mut Session<'_>, on: Option<NaiveDate>) -> Result<(), Trouble> {
    let book = session.book()?;
    let settings = book.settings();
    let today = book.today_get(&DayRequest { on })?;
    let groups = [
        ("late", Line::Late, &today.late),
        ("today", Line::Today, &today.today),
        ("week", Line::Week, &today.week),
        ("waiting", Line::Waiting, &today.waiting),
    ];
    let mut nothing = true;
    for (key, heading, rows) in groups {
        if rows.is_empty() {
            continue;
        }
        nothing = false;
        session.tell(|words| words.line(heading).to_owned())?;
        for row in rows {
            let record = TodayOut::of(key, row, session.words());
            session.say(&record, |words| record.text(Face { words, settings: &settings }))?;
        }
    }
    if nothing {
        session.tell(|words| words.line(Line::Nothing).to_owned())?;
    }
    Ok(())
}
