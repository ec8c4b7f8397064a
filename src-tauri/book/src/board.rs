//! The board: the cards of a funnel, most urgent first, with totals by stage.

use std::collections::HashMap;

use corong_domain::activity::{Activity, ActivityKind, ActivityState};
use corong_domain::funnel::stale::{Idleness, staleness};
use corong_domain::ids::{EventId, SalespersonId, StageKey};
use corong_domain::money::Money;
use corong_domain::opportunity::Status;
use corong_store::{BoardRow, Reader};

use crate::cards::{days_late, read_card};
use crate::error::BookError;
use crate::files::{Funnels, OpportunityFile};
use crate::views::{Board, BoardRequest, Card, FunnelName, StageTotal};
use crate::write::{Book, Moment};

/// How many cards a stage shows when nothing else is asked.
const PER_STAGE: usize = 50;

impl Book {
    /// The board of one funnel.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn board_get(&self, request: &BoardRequest) -> Result<Board, BookError> {
        let moment = self.moment();
        self.store.read(|reader| board(reader, request, &moment))
    }
}

/// What decides about the place of a card: late first, then the next date, then what has no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Urgency {
    /// 0 with a date, 1 with something to do without a date, 2 with nothing planned.
    kind: u8,
    due: i64,
    since: i64,
}

fn board(reader: &Reader<'_>, request: &BoardRequest, moment: &Moment) -> Result<Board, BookError> {
    let funnels = Funnels::read(reader)?;
    let key = request.funnel.as_ref().unwrap_or(&moment.settings.funnel);
    let funnel = funnels.get(key)?;
    let per_stage = match usize::try_from(request.per_stage) {
        Ok(0) | Err(_) => PER_STAGE,
        Ok(asked) => asked.min(5_000),
    };
    let wanted = |row: &BoardRow| {
        let opportunity = &row.opportunity;
        let of_event = |event: EventId| opportunity.event_id == Some(event);
        let mine = |owner: SalespersonId| opportunity.owner_id == Some(owner);
        request.event.is_none_or(of_event) && (!request.mine || moment.by().is_none_or(mine))
    };
    let shown: &[Status] = match request.status {
        None => &[Status::Open, Status::Won],
        Some(Status::Nurture) => &[Status::Nurture],
        Some(Status::Disqualified) => &[Status::Disqualified],
        Some(Status::Lost) => &[Status::Lost],
        Some(Status::Open) => &[Status::Open],
        Some(Status::Won) => &[Status::Won],
    };
    let mut needs_action = 0;
    let mut by_stage: HashMap<StageKey, Vec<(Urgency, BoardRow)>> = HashMap::new();
    for status in shown {
        for row in reader.board(&funnel.key, *status)?.into_iter().filter(|row| wanted(row)) {
            let needs = *status == Status::Open && needs_action_now(&funnels, &row, moment)?;
            needs_action += u32::from(needs);
            if request.needs_action && !needs {
                continue;
            }
            let stage = row.opportunity.standing.stage.clone();
            by_stage.entry(stage).or_default().push((urgency(&row), row));
        }
    }
    let mut cards: Vec<Card> = Vec::new();
    let mut totals = Vec::new();
    let stages = funnel.stages.iter().map(|stage| stage.key.clone());
    let gone: Vec<StageKey> = by_stage.keys().filter(|key| funnel.stage(key).is_none()).cloned().collect();
    for stage in stages.chain(gone) {
        let Some(mut rows) = by_stage.remove(&stage) else { continue };
        totals.push(total(&stage, &rows, &moment.settings.currency));
        rows.sort_by_key(|(urgency, row)| (*urgency, row.opportunity.id));
        for (_, row) in rows.into_iter().take(per_stage) {
            let file = OpportunityFile::of(reader, &funnels, row.opportunity)?;
            cards.push(read_card(reader, &file, moment)?);
        }
    }
    let parked = reader.stage_totals(&funnel.key)?;
    let count = |status: Status| {
        let sum: u64 = parked.iter().filter(|total| total.status == status).map(|total| total.count).sum();
        u32::try_from(sum).unwrap_or(u32::MAX)
    };
    Ok(Board {
        funnels: funnels.all().map(|one| FunnelName { key: one.key.clone(), name: one.name.clone() }).collect(),
        funnel: funnel.as_ref().clone(),
        cards,
        totals,
        nurture: count(Status::Nurture),
        disqualified: count(Status::Disqualified),
        lost: count(Status::Lost),
        needs_action,
    })
}

fn urgency(row: &BoardRow) -> Urgency {
    let standing = &row.opportunity.standing;
    let newest_first = -standing.status_since.timestamp_millis();
    match &row.next {
        Some(Activity { due_at: Some(due), .. }) if standing.status == Status::Open => {
            Urgency { kind: 0, due: due.timestamp_millis(), since: standing.since.timestamp_millis() }
        }
        Some(_) if standing.status == Status::Open => {
            Urgency { kind: 1, due: 0, since: standing.since.timestamp_millis() }
        }
        None if standing.status == Status::Open => {
            Urgency { kind: 2, due: 0, since: standing.since.timestamp_millis() }
        }
        // What is closed or parked: the latest on top.
        _ => Urgency { kind: 0, due: newest_first, since: 0 },
    }
}

/// Whether somebody has to do something: late, idle, or nothing planned.
fn needs_action_now(funnels: &Funnels, row: &BoardRow, moment: &Moment) -> Result<bool, BookError> {
    let Some(next) = &row.next else { return Ok(true) };
    if next.due_at.is_some_and(|due| days_late(due, moment) > 0) {
        return Ok(true);
    }
    // The board's rows say when the last activity was done, which is all that staleness needs of the past.
    let touch = row.touched_at.map(|at| Activity {
        kind: ActivityKind::Task,
        state: ActivityState::Done,
        done_at: Some(at),
        due_at: None,
        ..next.clone()
    });
    let file = OpportunityFile {
        funnel: funnels.get(&row.opportunity.funnel)?,
        contact: corong_domain::funnel::gate::ContactSummary::default(),
        answers: Vec::new(),
        activities: std::iter::once(next.clone()).chain(touch).collect(),
        moves: Vec::new(),
        opportunity: row.opportunity.clone(),
    };
    Ok(staleness(&file.gate(moment)).state == Idleness::Red)
}

fn total(stage: &StageKey, rows: &[(Urgency, BoardRow)], currency: &str) -> StageTotal {
    let minor = rows
        .iter()
        .filter_map(|(_, row)| row.opportunity.estimate.as_ref())
        .filter(|amount| amount.currency == currency)
        .fold(0_i64, |sum, amount| sum.saturating_add(amount.minor));
    StageTotal {
        stage: stage.clone(),
        count: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        amount: Money::new(minor, currency),
    }
}
