//! What to do: late, today, the next seven days, and the opportunities whose next step is a gate item.

use chrono::Days;
use corong_domain::activity::{Activity, ActivityState, Preset};
use corong_domain::funnel::stale::{FirstContact, first_contact};
use corong_domain::ids::OpportunityId;
use corong_domain::opportunity::{Opportunity, Status};
use corong_store::{ActivityRow, Due, Reader};

use crate::capture::{day_range_of, day_start};
use crate::cards::{days_late, read_card};
use crate::error::BookError;
use crate::files::{Funnels, OpportunityFile};
use crate::views::{CapturedCard, Card, DayRequest, NextStepView, Today, TodayItem, TodayRow};
use crate::write::{Book, Moment};

/// More rows than anybody reads in one group.
const LIMIT: usize = 500;
/// How many opportunities without a next step are listed; their number is given in full.
const WAITING: usize = 100;

impl Book {
    /// What is late, due and next on a day.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn today_get(&self, request: &DayRequest) -> Result<Today, BookError> {
        let mut moment = self.moment();
        let day = request.on.unwrap_or_else(|| moment.today());
        if day != moment.today() {
            // Another day is looked at from its morning.
            moment.now = corong_domain::funnel::workdays::morning_of(day, &moment.settings);
        }
        self.store.read(|reader| today(reader, day, &moment))
    }
}

fn today(reader: &Reader<'_>, day: chrono::NaiveDate, moment: &Moment) -> Result<Today, BookError> {
    let funnels = Funnels::read(reader)?;
    let range = day_range_of(day, moment);
    let week_end = day_start(day.checked_add_days(Days::new(8)).unwrap_or(day), moment);
    let rows = |which: Due| -> Result<Vec<TodayRow>, BookError> {
        let found = reader.activities(which, LIMIT)?;
        let rows: Vec<TodayRow> =
            found.into_iter().map(|found| row(reader, &funnels, found, moment)).collect::<Result<_, _>>()?;
        Ok(rows.into_iter().filter(|row| !is_paused(row)).collect())
    };
    let late = rows(Due::Before(range.start))?;
    // What has an activity stands in its own group above.
    let (unplanned, without_step) = reader.unplanned(WAITING)?;
    let mut waiting = Vec::new();
    for id in unplanned {
        if let Some(opportunity) = reader.get::<Opportunity>(id)? {
            waiting.extend(waiting_row(reader, &funnels, opportunity, moment)?);
        }
    }
    let mut done = rows(Due::Done(range.start, range.end))?;
    done.retain(|row| row.activity.as_ref().is_some_and(|activity| activity.state == ActivityState::Done));
    done.reverse();
    let captured = reader.captured(day_start(chrono::NaiveDate::MIN.max(day - Days::new(365)), moment), week_end)?;
    Ok(Today {
        day,
        late,
        today: rows(Due::Between(range.start, range.end))?,
        week: rows(Due::Between(range.end, week_end))?,
        waiting,
        to_type: captured
            .into_iter()
            .filter(|row| row.to_type)
            .map(|row| CapturedCard {
                contact: row.id,
                opportunity: None,
                name: row.name,
                company: row.company,
                temperature: row.temperature,
                at: row.created_at,
            })
            .collect(),
        done,
        without_step: u32::try_from(without_step).unwrap_or(u32::MAX),
    })
}

/// Whether a step waits with its parked opportunity: its clocks stand still until the reminder wakes it (T16).
fn is_paused(row: &TodayRow) -> bool {
    let parked = row.card.as_ref().is_some_and(|card| card.status == Status::Nurture);
    let is_open =
        |activity: &Activity| activity.state == ActivityState::Open && activity.preset != Some(Preset::WakeUp);
    parked && row.activity.as_ref().is_some_and(is_open)
}

fn row(reader: &Reader<'_>, funnels: &Funnels, found: ActivityRow, moment: &Moment) -> Result<TodayRow, BookError> {
    let ActivityRow { activity, contact, company } = found;
    let reach = reader.contact_row(activity.contact_id)?;
    let (card, cold) = card_and_clock(reader, funnels, activity.opportunity_id, moment)?;
    let is_open = activity.state == ActivityState::Open;
    Ok(TodayRow {
        due_at: activity.due_at,
        days_late: activity.due_at.filter(|_| is_open).map_or(0, |due| days_late(due, moment)),
        item: None,
        name: if contact.is_empty() { company.clone() } else { contact },
        company,
        phone: reach.as_ref().map(|row| row.phone.clone()).unwrap_or_default(),
        email: reach.map(|row| row.email).unwrap_or_default(),
        card,
        cold,
        activity: Some(activity),
    })
}

fn card_and_clock(
    reader: &Reader<'_>,
    funnels: &Funnels,
    opportunity: Option<OpportunityId>,
    moment: &Moment,
) -> Result<(Option<Card>, bool), BookError> {
    let Some(id) = opportunity else { return Ok((None, false)) };
    let Some(opportunity) = reader.get::<Opportunity>(id)? else { return Ok((None, false)) };
    let file = OpportunityFile::of(reader, funnels, opportunity)?;
    let cold = matches!(first_contact(&file.gate(moment)), FirstContact::Missed { .. });
    Ok((Some(read_card(reader, &file, moment)?), cold))
}

/// An opportunity without an open activity whose next step is a gate item or the move itself.
fn waiting_row(
    reader: &Reader<'_>,
    funnels: &Funnels,
    opportunity: Opportunity,
    moment: &Moment,
) -> Result<Option<TodayRow>, BookError> {
    let file = OpportunityFile::of(reader, funnels, opportunity)?;
    let card = read_card(reader, &file, moment)?;
    let item = match &card.next_step {
        NextStepView::Item { item, text } => Some(TodayItem { item: item.clone(), text: text.clone() }),
        NextStepView::Move { .. } => None,
        _ => return Ok(None),
    };
    let reach = reader.contact_row(card.contact)?;
    Ok(Some(TodayRow {
        activity: None::<Activity>,
        item,
        name: card.name.clone(),
        company: card.company.clone(),
        phone: reach.as_ref().map(|row| row.phone.clone()).unwrap_or_default(),
        email: reach.map(|row| row.email).unwrap_or_default(),
        due_at: None,
        days_late: 0,
        cold: matches!(first_contact(&file.gate(moment)), FirstContact::Missed { .. }),
        card: Some(card),
    }))
}
