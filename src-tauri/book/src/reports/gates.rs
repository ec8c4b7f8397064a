//! Gate items missing, waived or late, in lost against won prospects.
//!
//! An item counts for an opportunity when its gate was passed. Late is one that was answered only after that.
//! Deliberately absent: what was missing at the time of the move and filled in since without an answer: the records
//! show it as there.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use corong_domain::funnel::gate::{GateContext, ItemState, evaluate};
use corong_domain::funnel::{Funnel, Item};
use corong_domain::ids::{ItemKey, OpportunityId, StageKey};
use corong_domain::opportunity::{AnswerState, Status};
use corong_domain::sale::SaleSummary;
use corong_store::{Reader, ReportFile};

use super::material::{Case, Material};
use super::{number, small};
use crate::error::BookError;
use crate::sale::SaleFile;
use crate::views::{Report, ReportCell, ReportColumn as Column, ReportNote, ReportTableKey};

/// Counts of one item over the won or the lost.
#[derive(Default, Clone, Copy)]
struct Tally {
    of: usize,
    missing: usize,
    waived: usize,
    late: usize,
}

pub(super) fn gates(material: &Material<'_>, reader: &Reader<'_>, report: &mut Report) -> Result<(), BookError> {
    let Some(funnel) = material.one_funnel() else { return Ok(()) };
    let files: HashMap<OpportunityId, ReportFile> =
        reader.report_files()?.into_iter().map(|file| (file.opportunity.id, file)).collect();
    let waived = reader.report_waived()?;
    let mut tallies: HashMap<&ItemKey, [Tally; 2]> = HashMap::new();
    let mut closed = 0;
    for case in material.chosen().filter(|case| matches!(case.course.status, Status::Won | Status::Lost)) {
        let Some(end) = case.course.outcomes.last().filter(|end| material.at_in_period(end.at)) else { continue };
        let Some(file) = files.get(&case.row.id) else { continue };
        closed += 1;
        let won = usize::from(end.status == Status::Won);
        let moment = material.moment;
        let sale = SaleFile::read(reader, case.row.id)?.summary(&moment.settings.currency, material.on);
        for passed in passed(material, funnel, case, (file, &sale), waived.get(&case.row.id)) {
            let [lost_tally, won_tally] = tallies.entry(passed.item).or_default();
            let tally = if won == 1 { won_tally } else { lost_tally };
            tally.of += 1;
            tally.missing += usize::from(passed.state == Passed::Missing);
            tally.waived += usize::from(passed.state == Passed::Waived);
            tally.late += usize::from(passed.state == Passed::Late);
        }
    }
    let mut rows = Vec::new();
    let mut shown: Vec<&ItemKey> = Vec::new();
    for item in funnel.gates.iter().flat_map(|gate| &gate.items) {
        let Some([lost, won]) = tallies.get(&item.key).filter(|_| !shown.contains(&&item.key)) else { continue };
        shown.push(&item.key);
        rows.push(row(item, *lost, *won));
    }
    if closed > 0 {
        report.notes.push(ReportNote::ByClosing { n: small(closed) });
    }
    let columns = [
        Column::Item,
        Column::Strength,
        Column::LostOf,
        Column::LostMissing,
        Column::LostWaived,
        Column::LostLate,
        Column::WonOf,
        Column::WonMissing,
        Column::WonWaived,
        Column::WonLate,
    ];
    report.table(ReportTableKey::Gates, &columns, rows);
    Ok(())
}

fn row(item: &Item, lost: Tally, won: Tally) -> Vec<ReportCell> {
    let mut row = vec![ReportCell::Words(item.text.clone()), ReportCell::Strength(item.strength)];
    for tally in [lost, won] {
        row.extend([number(tally.of), number(tally.missing), number(tally.waived), number(tally.late)]);
    }
    row
}

/// How an item of a gate that was passed stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passed {
    InTime,
    Late,
    Waived,
    Missing,
}

struct PassedItem<'f> {
    item: &'f ItemKey,
    state: Passed,
}

/// Every item of the gates that a case passed, from stay to later stay.
fn passed<'f>(
    material: &Material<'_>,
    funnel: &'f Funnel,
    case: &Case,
    (file, sale): (&ReportFile, &SaleSummary),
    waived: Option<&Vec<(ItemKey, DateTime<Utc>)>>,
) -> Vec<PassedItem<'f>> {
    let context = GateContext {
        funnel,
        opportunity: &file.opportunity,
        contact: file.contact,
        answers: &file.answers,
        activities: &file.activities,
        sale,
        now: material.moment.now,
        settings: &material.moment.settings,
    };
    let waived_then =
        |item: &ItemKey| waived.is_some_and(|all| all.iter().any(|(one, at)| one == item && *at < material.until));
    let mut found: Vec<PassedItem<'f>> = Vec::new();
    for (from, to, at) in ways(funnel, case) {
        for asked in evaluate(&context, from, to).items {
            let Some(item) = funnel.item(&asked.item.key).map(|found| &found.item.key) else { continue };
            if found.iter().any(|known| known.item == item) {
                continue;
            }
            let answer = file.answers.iter().find(|answer| answer.item == *item);
            let late = answer.is_some_and(|answer| answer.answer.state != AnswerState::Waived && answer.at > at);
            let state = match asked.state {
                _ if waived_then(item) => Passed::Waived,
                ItemState::Done | ItemState::NotApplicable if late && !asked.seen => Passed::Late,
                ItemState::Done | ItemState::NotApplicable => Passed::InTime,
                ItemState::Waived => Passed::Waived,
                ItemState::Missing => Passed::Missing,
                // It was good when the gate was passed and has run out since, or was never good.
                ItemState::Invalid if answer.is_some_and(|answer| answer.at <= at) || asked.seen => Passed::InTime,
                ItemState::Invalid => Passed::Missing,
            };
            found.push(PassedItem { item, state });
        }
    }
    found
}

/// The moves onward: from a stay to the next one at a later stage, with the time.
fn ways<'c>(funnel: &Funnel, case: &'c Case) -> Vec<(&'c StageKey, &'c StageKey, DateTime<Utc>)> {
    let stays = &case.course.stays;
    let pairs = stays.iter().zip(stays.iter().skip(1));
    pairs
        .filter(|(before, after)| funnel.position(&before.stage) < funnel.position(&after.stage))
        .map(|(before, after)| (&before.stage, &after.stage, after.entered))
        .collect()
}
