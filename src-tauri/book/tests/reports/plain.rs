//! Plain rows, and the slow way of looking at them: what was at an instant is found by asking every instant.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use corong_book::views::{Report, ReportCell, ReportColumn, ReportTable, ReportTableKey};
use corong_domain::ids::StageKey;
use corong_domain::opportunity::{GateAnswer, Opportunity, Reason, StageMove, Status, Transition};
use corong_store::Reader;

use crate::world::{World, b2b};

/// One opportunity with its rows.
pub struct Plain {
    pub opportunity: Opportunity,
    pub moves: Vec<StageMove>,
    pub answers: Vec<GateAnswer>,
}

pub struct Ending {
    pub status: Status,
    pub at: DateTime<Utc>,
    pub stage: StageKey,
    pub reason: Option<Reason>,
}

pub fn rows(world: &World) -> Vec<Plain> {
    let read = |reader: &Reader<'_>| {
        Ok::<_, corong_store::Error>((
            reader.all::<Opportunity>()?,
            reader.all::<StageMove>()?,
            reader.all::<GateAnswer>()?,
        ))
    };
    let (opportunities, moves, answers) = world.store().read(read).unwrap();
    // The rows of one change are kept in the order in which they were put, which is the order of what happened.
    let of = |opportunity: Opportunity| Plain {
        moves: moves.iter().filter(|one| one.opportunity_id == opportunity.id).cloned().collect(),
        answers: answers.iter().filter(|one| one.opportunity_id == opportunity.id).cloned().collect(),
        opportunity,
    };
    opportunities.into_iter().map(of).collect()
}

pub fn position(stage: &StageKey) -> usize {
    b2b().stages.iter().position(|one| one.key == *stage).unwrap()
}

pub fn day(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(7)).date_naive()
}

pub fn days(span: TimeDelta) -> f64 {
    span.num_milliseconds() as f64 / 86_400_000.0
}

impl Plain {
    pub fn minor(&self) -> Option<i64> {
        self.opportunity.estimate.as_ref().map(|amount| amount.minor)
    }

    /// The last move before an instant.
    pub fn last(&self, until: DateTime<Utc>) -> Option<&StageMove> {
        self.moves.iter().rfind(|one| one.at < until)
    }

    pub fn furthest(&self, until: DateTime<Utc>) -> Option<usize> {
        self.moves.iter().filter(|one| one.at < until).map(|one| position(&one.to_stage)).max()
    }

    pub fn backs(&self, until: DateTime<Utc>) -> u32 {
        let back = |one: &&StageMove| matches!(one.transition, Transition::Back | Transition::FactReversed);
        self.moves.iter().filter(|one| one.at < until).filter(back).count() as u32
    }

    /// All endings but wins that were taken back.
    pub fn endings(&self, until: DateTime<Utc>) -> Vec<Ending> {
        let mut found: Vec<Ending> = Vec::new();
        for one in self.moves.iter().filter(|one| one.at < until) {
            if one.transition == Transition::Void {
                let last = found.iter().rposition(|ending| ending.status == Status::Won).unwrap();
                found.remove(last);
            }
            if matches!(one.to_status, Status::Won | Status::Lost | Status::Disqualified) {
                found.push(Ending {
                    status: one.to_status,
                    at: one.at,
                    stage: one.to_stage.clone(),
                    reason: one.reason_code,
                });
            }
        }
        found
    }

    /// Days that it was open between two instants.
    pub fn open_days(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> f64 {
        let mut sum = 0.0;
        for (index, one) in self.moves.iter().enumerate() {
            let end = self.moves.get(index + 1).map_or(to, |next| next.at).min(to);
            let start = one.at.max(from);
            if one.to_status == Status::Open && end > start {
                sum += days(end - start);
            }
        }
        sum
    }

    /// Stage, days there, whether it ended.
    pub fn stays(&self, until: DateTime<Utc>) -> Vec<(StageKey, f64, bool)> {
        let mut found = Vec::new();
        let moves: Vec<&StageMove> = self.moves.iter().filter(|one| one.at < until).collect();
        let mut index = 0;
        while index < moves.len() {
            let first = moves[index];
            if !matches!(first.to_status, Status::Open | Status::Nurture) {
                index += 1;
                continue;
            }
            let same = |one: &&&StageMove| {
                one.to_stage == first.to_stage && matches!(one.to_status, Status::Open | Status::Nurture)
            };
            let run = moves[index..].iter().take_while(same).count();
            let next = moves.get(index + run);
            let end = next.map_or(until, |next| next.at);
            found.push((first.to_stage.clone(), self.open_days(first.at, end), next.is_some()));
            index += run;
        }
        found
    }
}

/// The rows of a table as column to cell.
pub fn table(report: &Report, key: ReportTableKey) -> &ReportTable {
    report.tables.iter().find(|table| table.key == key).unwrap()
}

pub fn cell(table: &ReportTable, row: usize, column: ReportColumn) -> &ReportCell {
    let at = table.columns.iter().position(|one| *one == column).unwrap();
    &table.rows[row][at]
}

pub fn count(table: &ReportTable, row: usize, column: ReportColumn) -> i64 {
    match cell(table, row, column) {
        ReportCell::Count(count) => *count,
        other => panic!("{column:?} is {other:?}"),
    }
}

pub fn minor(table: &ReportTable, row: usize, column: ReportColumn) -> i64 {
    match cell(table, row, column) {
        ReportCell::Money(money) => money.minor,
        other => panic!("{column:?} is {other:?}"),
    }
}

pub fn close(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() < 1e-6, "{what}: {found} instead of {wanted}");
}
