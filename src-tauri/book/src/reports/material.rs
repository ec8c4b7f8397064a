//! What all reports are made of: the cases of a book until an instant, and which of them are asked for.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use corong_domain::estimate::course::{Course, Outcome};
use corong_domain::funnel::workdays::local_day;
use corong_domain::funnel::{Funnel, Level, Role, Stage, Words};
use corong_domain::ids::StageKey;
use corong_domain::opportunity::Status;
use corong_store::{Reader, ReportRow};

use super::small;
use crate::capture::day_range_of;
use crate::error::BookError;
use crate::files::Funnels;
use crate::views::{ReportName, ReportRequest};
use crate::write::Moment;

/// One opportunity and its way.
pub(super) struct Case {
    /// What is kept of it now.
    pub row: ReportRow,
    /// Its way until the day asked for.
    pub course: Course,
    /// Its funnel.
    pub funnel: Arc<Funnel>,
    /// The day it began.
    pub started_on: NaiveDate,
    /// The furthest position it reached.
    pub furthest: usize,
}

impl Case {
    /// The furthest level it reached.
    pub fn level(&self) -> Level {
        self.funnel.stages.get(self.furthest).map_or(Level::Lead, |stage| stage.level)
    }

    /// Whether it is being worked on.
    pub fn is_open(&self) -> bool {
        self.course.status == Status::Open
    }

    /// The furthest position it had reached by an ending.
    pub fn furthest_by(&self, at: DateTime<Utc>) -> usize {
        let until = self.course.stays.iter().filter(|stay| stay.entered <= at);
        until.filter_map(|stay| self.funnel.position(&stay.stage)).max().unwrap_or(0)
    }

    /// Whether it was a prospect by an ending.
    pub fn was_prospect_by(&self, at: DateTime<Utc>) -> bool {
        let position = self.furthest_by(at);
        self.funnel.stages.get(position).is_some_and(|stage| stage.level >= Level::Prospect)
    }
}

/// What a report is made of.
pub(super) struct Material<'a> {
    /// Every case that had begun by then.
    pub all: Vec<Case>,
    /// What is asked.
    pub request: &'a ReportRequest,
    /// When and with which settings.
    pub moment: &'a Moment,
    /// The last day looked at.
    pub on: NaiveDate,
    /// Whether that day is past.
    pub past: bool,
    /// The first instant that is not looked at.
    pub until: DateTime<Utc>,
    /// The one funnel, where there is one.
    funnel: Option<Arc<Funnel>>,
}

/// Whether a report can only be of one funnel: the others add up over funnels.
fn of_one_funnel(name: ReportName) -> bool {
    match name {
        ReportName::Funnel | ReportName::TimeInStage | ReportName::Gates | ReportName::Lost => true,
        ReportName::WinRate
        | ReportName::Forecast
        | ReportName::Velocity
        | ReportName::Sources
        | ReportName::Events
        | ReportName::SaleCredit => false,
    }
}

impl<'a> Material<'a> {
    /// Reads everything and follows each opportunity until the end of the day asked for.
    pub fn read(reader: &Reader<'_>, request: &'a ReportRequest, moment: &'a Moment) -> Result<Self, BookError> {
        let today = moment.today();
        let on = request.on.unwrap_or(today).min(today);
        let past = on < today;
        // What happened in this very millisecond has happened.
        let until = day_range_of(on, moment).end;
        let funnels = Funnels::read(reader)?;
        let asked = match &request.funnel {
            Some(key) if funnels.all().all(|funnel| funnel.key != *key) => {
                return Err(BookError::NotFound { what: "funnel" });
            }
            Some(key) => Some(funnels.get(key)?),
            None if of_one_funnel(request.name) => Some(funnels.get(&moment.settings.funnel)?),
            None => None,
        };
        let seen_until = if past { until } else { moment.now + chrono::TimeDelta::milliseconds(1) };
        let mut all = Vec::new();
        for mut row in reader.report_rows()? {
            let funnel = funnels.get(&row.funnel)?;
            let steps = std::mem::take(&mut row.steps);
            let Some(mut course) = Course::of(row.created_at, steps, seen_until) else { continue };
            if !past {
                // After a merge of two books the last move by the clock need not be the one that stands.
                course.status = row.status;
                course.stage.clone_from(&row.stage);
            }
            let started_on = local_day(course.started, &moment.settings);
            let furthest = course.stays.iter().filter_map(|stay| funnel.position(&stay.stage)).max().unwrap_or(0);
            all.push(Case { row, course, funnel, started_on, furthest });
        }
        Ok(Self { all, request, moment, on, past, until: seen_until, funnel: asked })
    }

    /// The name of the one funnel.
    pub fn funnel_name(&self) -> Option<Words> {
        self.funnel.as_ref().map(|funnel| funnel.name.clone())
    }

    /// The stages of the one funnel that are in use, with their positions.
    pub fn stages(&self) -> Vec<(usize, &Stage)> {
        let funnel = self.funnel.iter().flat_map(|funnel| funnel.stages.iter().enumerate());
        funnel.filter(|(_, stage)| stage.on).collect()
    }

    /// The one funnel.
    pub fn one_funnel(&self) -> Option<&Funnel> {
        self.funnel.as_deref()
    }

    /// The currency of the figures.
    pub fn currency(&self) -> &str {
        &self.moment.settings.currency
    }

    /// Whether a day lies in the period.
    pub fn in_period(&self, day: NaiveDate) -> bool {
        self.request.from.is_none_or(|from| from <= day) && self.request.to.is_none_or(|to| day <= to)
    }

    /// Whether an instant lies in the period.
    pub fn at_in_period(&self, at: DateTime<Utc>) -> bool {
        self.in_period(self.day(at))
    }

    /// The day of an instant.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        local_day(at, &self.moment.settings)
    }

    /// The cases of the funnel, event and salesperson asked for, whenever they began.
    pub fn chosen(&self) -> impl Iterator<Item = &Case> + Clone {
        self.of_funnel()
            .filter(|case| self.request.event.is_none_or(|event| case.row.event == Some(event)))
            .filter(|case| self.request.owner.is_none_or(|owner| case.row.owner == Some(owner)))
    }

    /// The cases of the funnel asked for: what estimates rest on.
    pub fn of_funnel(&self) -> impl Iterator<Item = &Case> + Clone {
        self.all.iter().filter(|case| self.funnel.as_ref().is_none_or(|funnel| case.funnel.key == funnel.key))
    }

    /// The chosen cases that began in the period.
    pub fn cohort(&self) -> impl Iterator<Item = &Case> + Clone {
        self.chosen().filter(|case| self.in_period(case.started_on))
    }

    /// The endings of the chosen cases that fell in the period. Voided wins are none.
    pub fn closings(&self) -> impl Iterator<Item = (&Case, &Outcome)> + Clone {
        self.chosen().flat_map(|case| {
            let standing = case.course.outcomes.iter().filter(|outcome| outcome.voided_at.is_none());
            standing.filter(|outcome| self.at_in_period(outcome.at)).map(move |outcome| (case, outcome))
        })
    }

    /// The amount of a case in the currency of the figures, in minor units.
    pub fn minor(&self, case: &Case) -> Option<i64> {
        case.row.amount.as_ref().filter(|amount| amount.currency == self.currency()).map(|amount| amount.minor)
    }

    /// How many of these have an amount in another currency, and how many have none.
    pub fn without_amount<'c>(&self, cases: impl Iterator<Item = &'c Case>) -> (u32, u32) {
        let (mut other, mut none) = (0_usize, 0_usize);
        for case in cases {
            match &case.row.amount {
                Some(amount) if amount.currency != self.currency() => other += 1,
                Some(_) => {}
                None => none += 1,
            }
        }
        (small(other), small(none))
    }
}

/// Whether a stage is the one of won opportunities.
pub(super) fn is_won(stage: &Stage) -> bool {
    stage.role == Role::Won
}

/// The words of a stage, or its key where the funnel no longer has it.
pub(super) fn stage_words(funnel: &Funnel, key: &StageKey) -> Words {
    funnel.stage(key).map_or_else(|| Words::new(key.as_str(), key.as_str()), |stage| stage.label.clone())
}
