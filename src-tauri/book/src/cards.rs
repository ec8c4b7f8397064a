//! An opportunity as the board shows it: how far, how long, how likely, what next.

use corong_domain::funnel::gate::{GateReport, ItemState, evaluate_next};
use corong_domain::funnel::level::level;
use corong_domain::funnel::next_step::{NextStep, next_step};
use corong_domain::funnel::percent::percent;
use corong_domain::funnel::stale::staleness;
use corong_domain::funnel::time_frame::time_frame;
use corong_domain::funnel::workdays::local_day;
use corong_domain::funnel::{Funnel, Strength, Words};
use corong_domain::ids::StageKey;
use corong_store::{ContactRow, Reader};

use crate::error::BookError;
use crate::files::OpportunityFile;
use crate::views::{Card, GatePips, NextStepView};
use crate::write::Moment;

/// The card of an opportunity whose contact's row was read already.
pub(crate) fn card(file: &OpportunityFile, row: &ContactRow, moment: &Moment) -> Card {
    let gate = file.gate(moment);
    let opportunity = &file.opportunity;
    let standing = &opportunity.standing;
    let report = match standing.status {
        corong_domain::opportunity::Status::Open => evaluate_next(&gate),
        _ => None,
    };
    Card {
        opportunity: opportunity.id,
        contact: opportunity.contact_id,
        name: if row.name.is_empty() { row.company.clone() } else { row.name.clone() },
        company: row.company.clone(),
        temperature: row.temperature,
        level: level(&file.funnel, opportunity),
        funnel: opportunity.funnel.clone(),
        stage: standing.stage.clone(),
        stage_label: stage_label(&file.funnel, &standing.stage),
        status: standing.status,
        percent: percent(&gate).map(|percent| percent.percent),
        amount: file.amount(moment),
        time_frame: moment.estimates.time_frame(
            opportunity,
            &file.moves,
            moment.now,
            moment.today(),
            time_frame(&gate, &file.moves),
        ),
        gate: report.as_ref().map(pips).unwrap_or_default(),
        next_label: report.as_ref().map(|report| stage_label(&file.funnel, &report.to)),
        next_stage: report.map(|report| report.to),
        next_step: next_step_view(next_step(&gate), &file.funnel, moment),
        staleness: staleness(&gate),
        since: standing.since,
        status_since: standing.status_since,
        wake_on: standing.wake_on,
    }
}

/// The card of an opportunity.
pub(crate) fn read_card(reader: &Reader<'_>, file: &OpportunityFile, moment: &Moment) -> Result<Card, BookError> {
    let row = reader.contact_row(file.opportunity.contact_id)?.ok_or(BookError::NotFound { what: "contact" })?;
    Ok(card(file, &row, moment))
}

/// A stage in words; its key where the funnel no longer has it.
pub(crate) fn stage_label(funnel: &Funnel, key: &StageKey) -> Words {
    funnel.stage(key).map_or_else(|| Words::new(key.as_str(), key.as_str()), |stage| stage.label.clone())
}

fn pips(report: &GateReport) -> GatePips {
    let mandatory = || report.items.iter().filter(|item| item.item.strength == Strength::Mandatory);
    let count = |wanted: fn(ItemState) -> bool| {
        u32::try_from(mandatory().filter(|item| wanted(item.state)).count()).unwrap_or(u32::MAX)
    };
    GatePips {
        done: count(|state| matches!(state, ItemState::Done | ItemState::NotApplicable)),
        waived: count(|state| state == ItemState::Waived),
        total: count(|_| true),
        ready: report.ready,
    }
}

fn next_step_view(step: NextStep, funnel: &Funnel, moment: &Moment) -> NextStepView {
    match step {
        NextStep::Activity { activity_id, activity_kind, preset, subject, due_at, overdue: _ } => {
            NextStepView::Activity {
                id: activity_id,
                activity: activity_kind,
                preset,
                subject,
                days_late: due_at.map_or(0, |due| days_late(due, moment)),
                due_at,
            }
        }
        NextStep::Item { item, text, gate: _, to: _ } => NextStepView::Item { item, text },
        NextStep::Move { to } => NextStepView::Move { label: stage_label(funnel, &to), to },
        NextStep::Parked { wake_on: _ } | NextStep::Nothing | NextStep::Closed => NextStepView::Nothing,
    }
}

/// Whole days since the day it was due; 0 on that day.
pub(crate) fn days_late(due: chrono::DateTime<chrono::Utc>, moment: &Moment) -> u32 {
    let days = (moment.today() - local_day(due, &moment.settings)).num_days();
    u32::try_from(days).unwrap_or(0)
}
