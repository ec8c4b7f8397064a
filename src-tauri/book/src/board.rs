//! The board: the cards of a funnel, most urgent first, with totals by stage.

use corong_domain::ids::StageKey;
use corong_domain::money::Money;
use corong_domain::opportunity::{Opportunity, Status};
use corong_store::{BoardFilter, Reader, StageTotal as Sum};

use crate::capture::day_range;
use crate::cards::read_card;
use crate::error::BookError;
use crate::files::{Funnels, OpportunityFile};
use crate::sale::SaleFile;
use crate::views::{Board, BoardRequest, FunnelName, StageTotal};
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

fn board(reader: &Reader<'_>, request: &BoardRequest, moment: &Moment) -> Result<Board, BookError> {
    let funnels = Funnels::read(reader)?;
    let funnel = funnels.get(request.funnel.as_ref().unwrap_or(&moment.settings.funnel))?;
    let per_stage = match usize::try_from(request.per_stage) {
        Ok(0) | Err(_) => PER_STAGE,
        Ok(asked) => asked.min(5_000),
    };
    let today = day_range(moment).start;
    // A planned step silences everything until its day, so what needs somebody is late or has nothing planned.
    let filter = |status: Status, needs_action: bool| BoardFilter {
        funnel: funnel.key.clone(),
        status,
        event: request.event,
        owner: if request.mine { moment.by() } else { None },
        unplanned_or_due_before: needs_action.then_some(today),
    };
    let shown: Vec<Status> = match request.status {
        None if request.needs_action => vec![Status::Open],
        None => vec![Status::Open, Status::Won],
        Some(status) => vec![status],
    };
    let all = reader.stage_totals(&funnel.key)?;
    let mut cards = Vec::new();
    let mut totals = Vec::new();
    for status in shown {
        let filter = filter(status, request.needs_action && status == Status::Open);
        let whole = filter.event.is_none() && filter.owner.is_none() && filter.unplanned_or_due_before.is_none();
        let mut sums = if whole {
            all.iter().filter(|sum| sum.status == status).cloned().collect()
        } else {
            reader.board_totals(&filter)?
        };
        offered(reader, &filter, &mut sums, moment)?;
        let stages = funnel.stages.iter().map(|stage| stage.key.clone());
        // A stage that the funnel no longer has may still hold cards of a colleague's older funnel.
        let gone = sums.iter().map(|sum| sum.stage.clone()).filter(|key| funnel.stage(key).is_none());
        for stage in stages.chain(gone) {
            if let Some(total) = total(&stage, &sums, &moment.settings.currency) {
                let held = u64::from(total.count);
                totals.push(total);
                for id in reader.board_cards(&filter, &stage, held, per_stage)? {
                    let Some(opportunity) = reader.get::<Opportunity>(id)? else { continue };
                    let file = OpportunityFile::of(reader, &funnels, opportunity)?;
                    cards.push(read_card(reader, &file, moment)?);
                }
            }
        }
    }
    let needing = reader.board_totals(&filter(Status::Open, true))?;
    Ok(Board {
        funnels: funnels.all().map(|one| FunnelName { key: one.key.clone(), name: one.name.clone() }).collect(),
        funnel: funnel.as_ref().clone(),
        cards,
        totals,
        nurture: count(&all, Status::Nurture),
        disqualified: count(&all, Status::Disqualified),
        lost: count(&all, Status::Lost),
        needs_action: count(&needing, Status::Open),
    })
}

/// Puts the amount of its offers in the place of each estimate that has offers.
fn offered(reader: &Reader<'_>, filter: &BoardFilter, sums: &mut Vec<Sum>, moment: &Moment) -> Result<(), BookError> {
    for id in reader.board_offered(filter)? {
        let amount = SaleFile::amount(reader, id, &moment.settings.currency, moment.today())?;
        let (Some(amount), Some(one)) = (amount, reader.get::<Opportunity>(id)?) else { continue };
        let stage = &one.standing.stage;
        let taken = one.estimate.map(|estimate| Money::new(-estimate.minor, estimate.currency));
        for money in taken.into_iter().chain([amount]) {
            match sums.iter_mut().find(|sum| sum.stage == *stage && sum.currency == money.currency) {
                Some(sum) => sum.minor = sum.minor.saturating_add(money.minor),
                None => sums.push(Sum {
                    status: filter.status,
                    stage: stage.clone(),
                    currency: money.currency,
                    count: 0,
                    minor: money.minor,
                }),
            }
        }
    }
    Ok(())
}

fn count(sums: &[Sum], status: Status) -> u32 {
    let sum: u64 = sums.iter().filter(|sum| sum.status == status).map(|sum| sum.count).sum();
    u32::try_from(sum).unwrap_or(u32::MAX)
}

fn total(stage: &StageKey, sums: &[Sum], currency: &str) -> Option<StageTotal> {
    let of_stage = || sums.iter().filter(|sum| sum.stage == *stage);
    let count: u64 = of_stage().map(|sum| sum.count).sum();
    let minor = of_stage().filter(|sum| sum.currency == currency).fold(0_i64, |all, sum| all.saturating_add(sum.minor));
    (count > 0).then(|| StageTotal {
        stage: stage.clone(),
        count: u32::try_from(count).unwrap_or(u32::MAX),
        amount: Money::new(minor, currency),
    })
}
