//! Reports: what is asked, and the tables that answer it. One form for the screen, its charts, the command line and
//! files.
//!
//! Deliberately absent: words. Tables, columns and notes are keys; whoever shows them has the dictionary.

use chrono::NaiveDate;
use corong_domain::estimate::rates::Rate;
use corong_domain::funnel::{Level, Strength, Words};
use corong_domain::ids::{EventId, FunnelKey, SalespersonId};
use corong_domain::money::Money;
use corong_domain::opportunity::{Reason, Source, Status};
use serde::{Deserialize, Serialize};
use specta::Type;

/// Which report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportName {
    /// Levels and stages with step conversion, and how the funnel stood.
    Funnel,
    /// How long opportunities stay at a stage.
    TimeInStage,
    /// Won of closed, by count and by value.
    WinRate,
    /// What the open ones may bring, with a band.
    Forecast,
    /// Money a month at the present speed.
    Velocity,
    /// Why and where opportunities were lost.
    Lost,
    /// Gate items missing, waived or late, in lost against won.
    Gates,
    /// Where contacts come from and how far they get.
    Sources,
    /// What events cost and brought.
    Events,
    /// Won value by salesperson and month.
    SaleCredit,
}

impl ReportName {
    /// All of them, in the order of the chooser.
    pub const ALL: [Self; 10] = [
        Self::Funnel,
        Self::Forecast,
        Self::TimeInStage,
        Self::WinRate,
        Self::Velocity,
        Self::Lost,
        Self::Gates,
        Self::Sources,
        Self::Events,
        Self::SaleCredit,
    ];
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportRequest {
    /// Which report.
    pub name: ReportName,
    /// As it stood at the end of this day; now when `None`.
    pub on: Option<NaiveDate>,
    /// First day of the period; from the beginning when `None`.
    pub from: Option<NaiveDate>,
    /// Last day of the period; until the end when `None`.
    pub to: Option<NaiveDate>,
    /// Only this funnel; the settings' one where a report can only be of one, else all.
    pub funnel: Option<FunnelKey>,
    /// Only of this event.
    pub event: Option<EventId>,
    /// Only of this salesperson.
    pub owner: Option<SalespersonId>,
    /// Margin for the return of events, in percent of the won value; 100 counts the whole of it.
    pub margin: u32,
}

impl ReportRequest {
    /// The whole report of a name.
    #[must_use]
    pub fn new(name: ReportName) -> Self {
        Self { name, on: None, from: None, to: None, funnel: None, event: None, owner: None, margin: 100 }
    }
}

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Which.
    pub name: ReportName,
    /// The last day it looks at.
    pub on: NaiveDate,
    /// Whether that day is past, so that it was rebuilt from the moves.
    pub past: bool,
    /// First day of the period.
    pub from: Option<NaiveDate>,
    /// Last day of the period.
    pub to: Option<NaiveDate>,
    /// The funnel; `None` for all.
    pub funnel: Option<Words>,
    /// The currency of its amounts.
    pub currency: String,
    /// What has to be said about its figures.
    pub notes: Vec<ReportNote>,
    /// The figures.
    pub tables: Vec<ReportTable>,
}

/// What has to be said about figures: the variant of a rate, what is left out, what stands in for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ReportNote {
    /// Opportunities by start date, each counted once at the furthest it reached.
    CohortHighWater {
        /// How many.
        n: u32,
    },
    /// Moves back, which the steps do not show.
    MovedBack {
        /// Opportunities moved back at least once.
        opportunities: u32,
        /// Moves back in all.
        moves: u32,
    },
    /// By the day on which they closed; earlier endings of reopened ones count, voided wins do not.
    ByClosing {
        /// How many endings.
        n: u32,
    },
    /// Only what is open on the day.
    OpenOnly {
        /// How many.
        n: u32,
    },
    /// Stays by the day on which they began; open ones count as not yet ended.
    Stays {
        /// How many.
        n: u32,
    },
    /// Amounts in other currencies are left out.
    OtherCurrency {
        /// How many opportunities or events.
        n: u32,
    },
    /// No amount is known.
    NoAmount {
        /// How many opportunities.
        n: u32,
    },
    /// Rebuilt from the moves; amounts, owners, sources and answers are those of today.
    Rebuilt,
    /// Chances are the won share of closed ones that were at the stage, drawn to the book's own rate.
    ChanceOfHistory {
        /// Closed ones.
        n: u32,
    },
    /// Too few closed ones: the floors of the funnel stand in for chances.
    ChanceOfPlan {
        /// Closed ones so far.
        n: u32,
    },
    /// Nothing is known from history about the days, so the planned days count.
    DaysOfPlan,
    /// A win is credited whole to its owner.
    CreditOfOwner,
    /// Return counts this share of the won value.
    Margin {
        /// Percent.
        percent: u32,
    },
    /// Below eight only counts are shown.
    CountsBelowEight,
    /// Rates are drawn to the rate of all times; the range is the 95 % range of the counts alone.
    ShrunkToAllTimes,
    /// There is nothing to report on yet.
    Nothing,
}

/// A table of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReportTable {
    /// Which.
    pub key: ReportTableKey,
    /// Its columns.
    pub columns: Vec<ReportColumn>,
    /// Its rows; each has a cell for each column.
    pub rows: Vec<Vec<ReportCell>>,
}

/// The tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportTableKey {
    /// Step conversion by level.
    Levels,
    /// Step conversion by stage.
    Stages,
    /// How the funnel stood: count and amount by stage.
    Standing,
    /// Days at each stage.
    TimeInStage,
    /// Won shares.
    WinRate,
    /// What is expected by the ends of months.
    Forecast,
    /// By which chance the amounts of a stage are weighted.
    Weights,
    /// Speed.
    Velocity,
    /// Reasons of loss by stage.
    Lost,
    /// Gate items.
    Gates,
    /// Sources.
    Sources,
    /// Share that became a prospect by weeks since the start.
    Weeks,
    /// Events.
    Events,
    /// Won value by salesperson.
    Salespeople,
    /// Won value by month.
    Months,
}

/// The columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportColumn {
    /// The level.
    Level,
    /// The stage.
    Stage,
    /// The status.
    Status,
    /// How many.
    Count,
    /// How many reached it or went further.
    Reached,
    /// How many of these have it as their furthest and are open.
    StillOpen,
    /// How many went further.
    WentOn,
    /// Share that went further.
    StepRate,
    /// Money.
    Amount,
    /// How many stays ended.
    Ended,
    /// Days by which half have left.
    P50,
    /// Days by which four in five have left.
    P80,
    /// Planned days.
    PlannedDays,
    /// Of which opportunities a rate is.
    Variant,
    /// Won ones.
    Won,
    /// Closed ones, or all where the variant says so.
    Of,
    /// Share won by count.
    Rate,
    /// Won value.
    WonValue,
    /// Value of all that were counted.
    OfValue,
    /// Share won by value.
    ValueRate,
    /// By which day.
    By,
    /// Expected value.
    Expected,
    /// Lower end of the band.
    P10,
    /// Upper end of the band.
    P90,
    /// Win chance.
    Chance,
    /// Open ones.
    Open,
    /// Average won value.
    AverageWon,
    /// Days of a usual cycle.
    CycleDays,
    /// Value in thirty days.
    PerMonth,
    /// The reason.
    Reason,
    /// The gate item.
    Item,
    /// How strongly the gate asks for it.
    Strength,
    /// Lost ones that passed the gate.
    LostOf,
    /// Of these, with the item missing.
    LostMissing,
    /// Of these, with the item waived.
    LostWaived,
    /// Of these, with the item answered only after the gate.
    LostLate,
    /// Won ones that passed the gate.
    WonOf,
    /// Of these, with the item missing.
    WonMissing,
    /// Of these, with the item waived.
    WonWaived,
    /// Of these, with the item answered only after the gate.
    WonLate,
    /// The source.
    Source,
    /// Prospects and above.
    Prospects,
    /// Share that became a prospect.
    ProspectRate,
    /// Customers.
    Customers,
    /// Share that became a customer.
    CustomerRate,
    /// After one week.
    Week1,
    /// After two weeks.
    Week2,
    /// After three weeks.
    Week3,
    /// After four weeks.
    Week4,
    /// After five weeks.
    Week5,
    /// After six weeks.
    Week6,
    /// After seven weeks.
    Week7,
    /// After eight weeks.
    Week8,
    /// The event.
    Event,
    /// Its first day.
    StartsOn,
    /// Cards.
    Leads,
    /// Qualified leads and above.
    Qualified,
    /// What it cost.
    Cost,
    /// Cost per lead.
    PerLead,
    /// Cost per prospect.
    PerProspect,
    /// Cost per customer.
    PerCustomer,
    /// The return, or what is projected while it is too early.
    Return,
    /// Whether the return is judged, projected, or of an unknown cycle.
    Verdict,
    /// Share of the usual cycle that has passed.
    Maturity,
    /// The salesperson.
    Salesperson,
    /// The month, by its first day.
    Month,
}

/// Of which opportunities a share is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportVariant {
    /// Won of all that began in the period.
    Begun,
    /// Won of all that closed in the period, disqualified ones among them.
    Closed,
    /// Won of the prospects that closed in the period.
    ClosedProspects,
}

/// How far a return can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReportVerdict {
    /// Old enough.
    Judged,
    /// Too early: projected.
    TooEarly,
    /// The usual cycle is not known yet: so far.
    SoFar,
    /// The cost is not known in the book's currency.
    NoCost,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum ReportCell {
    /// Nothing to say, or not enough yet.
    None,
    /// Text of the book: a name.
    Text(String),
    /// Words of a funnel: a stage or an item.
    Words(Words),
    /// A level.
    Level(Level),
    /// A status.
    Status(Status),
    /// A reason.
    Reason(Reason),
    /// A source.
    Source(Source),
    /// How strongly a gate asks.
    Strength(Strength),
    /// Of which opportunities a share is.
    Variant(ReportVariant),
    /// How far a return can be judged.
    Verdict(ReportVerdict),
    /// A number of things.
    Count(#[specta(type = specta_typescript::Number)] i64),
    /// A rate of counts.
    Rate(Rate),
    /// A share, 0 to 1; a return may be below 0 and above 1.
    Share(#[specta(type = specta_typescript::Number)] f64),
    /// Days.
    Days(#[specta(type = specta_typescript::Number)] f64),
    /// Money.
    Money(Money),
    /// A day.
    Day(NaiveDate),
    /// Everything that is left: the end of the last row of a list.
    All,
}
