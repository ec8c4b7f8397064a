//! What the book's own past says: win chances and times to close, fitted from decided opportunities.
//!
//! There is one model for each stage: of all that entered it, as they were on entering it, and whether they were won in
//! the end. So nothing that came later, not even the next stage, speaks for the outcome, and one that died early is not
//! taken for proof against those that are early now. Deliberately absent: refitting by itself; whoever shows estimates
//! asks for a refit when outcomes have changed.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use corong_domain::estimate::chance::{Outcomes, WinChance, WinEstimator};
use corong_domain::estimate::closing::{Ending, Spell};
use corong_domain::estimate::closing_cells::{Cell, Closing, Fitted, Scope, narrowest};
use corong_domain::estimate::entries::{Entry, entries};
use corong_domain::estimate::table::{Row, Table};
use corong_domain::funnel::time_frame::{TimeFrame, TimeFrameKind};
use corong_domain::funnel::{Funnel, Level};
use corong_domain::ids::{FunnelKey, OpportunityId, StageKey};
use corong_domain::opportunity::{Opportunity, Source, StageMove, Status};
use corong_domain::past::is_past;
use corong_store::Reader;

use crate::error::BookError;
use crate::estimate_rows::{Facts, variables};
use crate::evaluate::SEED;
use crate::files::{Funnels, OpportunityFile};
use crate::write::{Book, Moment};

/// No estimate looks further ahead than ten years.
const FURTHEST_DAYS: f64 = 3_653.0;

/// How the estimates of one stage of a funnel stand.
#[derive(Debug, Clone, PartialEq)]
pub struct StageEstimate {
    /// The funnel.
    pub funnel: FunnelKey,
    /// The stage.
    pub stage: StageKey,
    /// Outcomes of those that entered it.
    pub outcomes: Outcomes,
    /// What is shown as the win chance.
    pub win: WinEstimator,
    /// What can be said about the time to close of one that enters the stage now.
    pub closing: Closing,
}

/// What the past of the book says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Estimates {
    stages: HashMap<(FunnelKey, StageKey), WinEstimator>,
    closing: HashMap<(FunnelKey, StageKey, Option<Source>), Fitted>,
}

impl Book {
    /// Fits the estimates to the past of the book and keeps them for what is shown from now on; stage by stage.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn estimate_fit(&self) -> Result<Vec<StageEstimate>, BookError> {
        let now = self.moment().now;
        let (estimates, shown) = self.store.read(|reader| {
            let past = Past::read(reader, now)?;
            let estimates = past.fit();
            let funnels = Funnels::read(reader)?;
            let shown = funnels.all().flat_map(|funnel| estimates.list(funnel)).collect();
            Ok::<_, BookError>((estimates, shown))
        })?;
        self.keep_estimates(Arc::new(estimates));
        Ok(shown)
    }

    /// Fits the estimates when something changed since the last fit.
    ///
    /// # Errors
    /// The book cannot be read.
    pub fn estimate_refresh(&self) -> Result<(), BookError> {
        if self.estimates_due() {
            self.estimate_fit()?;
        }
        Ok(())
    }
}

/// What the estimates look at; nothing has to be read while none was fitted.
pub(crate) fn facts_for(reader: &Reader<'_>, moment: &Moment) -> Result<Facts, BookError> {
    if moment.estimates.stages.is_empty() { Ok(Facts::default()) } else { Facts::read(reader) }
}

/// The win chance of an opportunity by the estimates of the last fit; `None` where it has none: parked.
pub(crate) fn win_chance(file: &OpportunityFile, facts: &Facts, moment: &Moment) -> Option<WinChance> {
    match file.opportunity.standing.status {
        Status::Won => Some(WinChance::decided(true)),
        Status::Lost | Status::Disqualified => Some(WinChance::decided(false)),
        Status::Nurture => None,
        Status::Open => {
            let row = facts.row(&file.opportunity, entered_at(&file.opportunity, &file.moves, moment.now));
            Some(moment.estimates.chance(&file.opportunity, &row, &file.funnel))
        }
    }
}

/// When the opportunity first entered the stage at which it stands.
fn entered_at(opportunity: &Opportunity, moves: &[StageMove], now: DateTime<Utc>) -> DateTime<Utc> {
    here(opportunity, moves, now).map_or(opportunity.standing.since, |entry| entry.at)
}

fn here(opportunity: &Opportunity, moves: &[StageMove], now: DateTime<Utc>) -> Option<Entry> {
    let found = entries(moves, now, None).into_iter().rev();
    found.into_iter().find(|entry| entry.stage == opportunity.standing.stage && entry.spell.ending == Ending::Open)
}

impl Estimates {
    /// The time frame from data, where there is enough; else what it was without.
    pub fn time_frame(
        &self,
        opportunity: &Opportunity,
        moves: &[StageMove],
        now: DateTime<Utc>,
        today: NaiveDate,
        other: TimeFrame,
    ) -> TimeFrame {
        if opportunity.standing.status != Status::Open || self.closing.is_empty() {
            return other;
        }
        let stage = &opportunity.standing.stage;
        let key = |source| (opportunity.funnel.clone(), stage.clone(), source);
        let fitted = self.closing.get(&key(opportunity.source)).or_else(|| self.closing.get(&key(None)));
        let age = here(opportunity, moves, now).map_or(0.0, |entry| entry.spell.left);
        match fitted.map(|fitted| fitted.closing(age)) {
            Some(Closing::Data { basis, p20, p50, p80, win: _ }) => TimeFrame {
                kind: TimeFrameKind::Data,
                on: after(today, p50),
                from: after(today, p20),
                to: after(today, p80),
                n: basis.n,
            },
            Some(Closing::NotEnoughLongOnes { .. } | Closing::NoneWonThisLate { .. } | Closing::Plan) | None => other,
        }
    }

    /// The win chance of an open opportunity.
    fn chance(&self, opportunity: &Opportunity, row: &Row, funnel: &Funnel) -> WinChance {
        let plan = plan_percent(funnel, &opportunity.standing.stage);
        let key = (opportunity.funnel.clone(), opportunity.standing.stage.clone());
        match self.stages.get(&key) {
            Some(estimator) => estimator.chance(row, plan),
            None => WinEstimator::Plan { outcomes: Outcomes::default() }.chance(row, plan),
        }
    }

    fn list<'a>(&'a self, funnel: &'a Funnel) -> impl Iterator<Item = StageEstimate> + 'a {
        funnel.stages_on().filter(|stage| stage.level < Level::Customer).map(|stage| {
            let win = self.stages.get(&(funnel.key.clone(), stage.key.clone())).cloned();
            let win = win.unwrap_or(WinEstimator::Plan { outcomes: Outcomes::default() });
            let fitted = self.closing.get(&(funnel.key.clone(), stage.key.clone(), None));
            StageEstimate {
                funnel: funnel.key.clone(),
                stage: stage.key.clone(),
                outcomes: outcomes_of(&win),
                win,
                closing: fitted.map_or(Closing::Plan, |fitted| fitted.closing(0.0)),
            }
        })
    }
}

fn outcomes_of(win: &WinEstimator) -> Outcomes {
    match win {
        WinEstimator::Plan { outcomes } | WinEstimator::BaseRate { outcomes, .. } => *outcomes,
        WinEstimator::Learnt { model, .. } => model.outcomes(),
    }
}

fn after(today: NaiveDate, days: f64) -> Option<NaiveDate> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held between 0 and ten years before")]
    let days = days.clamp(0.0, FURTHEST_DAYS).ceil() as u64;
    today.checked_add_days(Days::new(days))
}

/// The chance by plan, in percent, while nothing was learnt: a card is worth a twentieth, a qualified lead a tenth, and a
/// prospect from a tenth at its first stage to nine tenths when all but the order is there.
fn plan_percent(funnel: &Funnel, stage: &StageKey) -> f64 {
    match funnel.stage(stage) {
        Some(stage) => match (stage.level, stage.floor) {
            (Level::Lead, _) => 5.0,
            (Level::QualifiedLead, _) => 10.0,
            (Level::Prospect | Level::Customer, floor) => 10.0 + 0.8 * f64::from(floor.unwrap_or(0)),
        },
        None => 5.0,
    }
}

/// One time under watch with the cell that it belongs to.
type Watched = (FunnelKey, Option<Source>, Spell);

/// The past, read once.
struct Past {
    facts: Facts,
    opportunities: Vec<Opportunity>,
    /// Of each opportunity, in the same order.
    entries: Vec<Vec<Entry>>,
}

impl Past {
    fn read(reader: &Reader<'_>, now: DateTime<Utc>) -> Result<Self, BookError> {
        let mut opportunities: Vec<Opportunity> = reader.all()?;
        opportunities.sort_by_key(|one| one.id);
        let mut moves: HashMap<OpportunityId, Vec<StageMove>> = HashMap::new();
        for made in reader.all::<StageMove>()? {
            moves.entry(made.opportunity_id).or_default().push(made);
        }
        // Another program's outcomes begin somewhere; what it kept open from before comes under watch only then.
        let ended = opportunities.iter().filter(|one| is_past(one.id));
        let ended = ended.filter(|one| matches!(one.standing.status, Status::Won | Status::Lost));
        let kept_from = ended.map(|one| one.standing.status_since).min();
        let entries = opportunities
            .iter()
            .map(|one| {
                let own = moves.get(&one.id).map(Vec::as_slice).unwrap_or_default();
                // A moment before, so that the first outcome itself is seen.
                let from = kept_from.filter(|_| is_past(one.id)).map(|from| from - chrono::TimeDelta::days(1));
                entries(own, now, from)
            })
            .collect();
        Ok(Self { facts: Facts::read(reader)?, opportunities, entries })
    }

    fn fit(&self) -> Estimates {
        let mut tables: HashMap<(FunnelKey, StageKey), Table> = HashMap::new();
        let mut spells: HashMap<StageKey, Vec<Watched>> = HashMap::new();
        let tags = self.facts.common_tags();
        for (opportunity, entries) in self.opportunities.iter().zip(&self.entries) {
            for entry in entries {
                let one = (opportunity.funnel.clone(), opportunity.source, entry.spell);
                spells.entry(entry.stage.clone()).or_default().push(one);
                let won = match entry.spell.ending {
                    Ending::Won => true,
                    Ending::Lost => false,
                    Ending::Open => continue,
                };
                let key = (opportunity.funnel.clone(), entry.stage.clone());
                let table = tables.entry(key).or_insert_with(|| Table::new(variables(tags)));
                // A row has one value for each variable: both come from the same list.
                let _ = table.push(self.facts.row(opportunity, entry.at), won);
            }
        }
        let stages = tables.into_iter().map(|(key, table)| (key, WinEstimator::learn(&table, SEED))).collect();
        let mut closing = HashMap::new();
        for (stage, found) in &spells {
            for (funnel, source) in cells_of(found) {
                let fitted = fit_cells(found, &funnel, source);
                closing.insert((funnel, stage.clone(), source), fitted);
            }
        }
        Estimates { stages, closing }
    }
}

/// Every funnel with each of its sources, and with none in particular.
fn cells_of(found: &[Watched]) -> Vec<(FunnelKey, Option<Source>)> {
    let mut cells: Vec<(FunnelKey, Option<Source>)> = Vec::new();
    for (funnel, source, _) in found {
        for one in [(funnel.clone(), *source), (funnel.clone(), None)] {
            if !cells.contains(&one) {
                cells.push(one);
            }
        }
    }
    cells
}

fn fit_cells(found: &[Watched], funnel: &FunnelKey, source: Option<Source>) -> Fitted {
    let of = |wanted: &dyn Fn(&Watched) -> bool| -> Vec<Spell> {
        found.iter().filter(|one| wanted(one)).map(|one| one.2).collect()
    };
    let narrow = of(&|one| source.is_some() && one.0 == *funnel && one.1 == source);
    let own = of(&|one| one.0 == *funnel);
    let all = of(&|_| true);
    narrowest(&[
        Cell { scope: Scope::FunnelAndSource, spells: &narrow },
        Cell { scope: Scope::Funnel, spells: &own },
        Cell { scope: Scope::All, spells: &all },
    ])
}
