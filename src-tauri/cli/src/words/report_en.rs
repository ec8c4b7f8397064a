//! Reports in English.

use chrono::NaiveDate;
use corong_book::views::{ReportColumn, ReportName, ReportNote, ReportTableKey, ReportVariant, ReportVerdict};
use corong_domain::funnel::Strength;
use corong_domain::opportunity::{Reason, Source};

use super::en::English;
use super::report::ReportWords;

impl ReportWords for English {
    fn report(&self, name: ReportName) -> &'static str {
        match name {
            ReportName::Funnel => "Funnel",
            ReportName::TimeInStage => "Time in stage",
            ReportName::WinRate => "Win rate",
            ReportName::Forecast => "Forecast",
            ReportName::Velocity => "Velocity",
            ReportName::Lost => "Lost reasons",
            ReportName::Gates => "Gates",
            ReportName::Sources => "Sources",
            ReportName::Events => "Events",
            ReportName::SaleCredit => "Sale credit",
        }
    }

    fn table(&self, key: ReportTableKey) -> &'static str {
        match key {
            ReportTableKey::Levels => "By level, furthest reached",
            ReportTableKey::Stages => "By stage, furthest reached",
            ReportTableKey::Standing => "How it stood",
            ReportTableKey::TimeInStage => "Days at each stage",
            ReportTableKey::WinRate => "Won shares",
            ReportTableKey::Forecast => "Expected value",
            ReportTableKey::Weights => "Chance by stage",
            ReportTableKey::Velocity => "Speed",
            ReportTableKey::Lost => "Reason and stage",
            ReportTableKey::Gates => "Gate items, lost against won",
            ReportTableKey::Sources => "How far they came",
            ReportTableKey::Weeks => "Became a prospect, by week",
            ReportTableKey::Events => "Cost and return",
            ReportTableKey::Salespeople => "By salesperson",
            ReportTableKey::Months => "By month",
        }
    }

    fn column(&self, column: ReportColumn) -> &'static str {
        match column {
            ReportColumn::Level => "Level",
            ReportColumn::Stage => "Stage",
            ReportColumn::Status => "Status",
            ReportColumn::Count => "Count",
            ReportColumn::Reached => "Reached",
            ReportColumn::StillOpen => "Still open",
            ReportColumn::WentOn => "Went on",
            ReportColumn::StepRate => "Step",
            ReportColumn::Amount => "Amount",
            ReportColumn::Ended => "Ended",
            ReportColumn::P50 => "P50 days",
            ReportColumn::P80 => "P80 days",
            ReportColumn::PlannedDays => "Planned days",
            ReportColumn::Variant => "Share",
            ReportColumn::Won => "Won",
            ReportColumn::Of => "Of",
            ReportColumn::Rate => "By count",
            ReportColumn::WonValue => "Won value",
            ReportColumn::OfValue => "Of value",
            ReportColumn::ValueRate => "By value",
            ReportColumn::By => "By",
            ReportColumn::Expected => "Expected",
            ReportColumn::P10 => "P10",
            ReportColumn::P90 => "P90",
            ReportColumn::Chance => "Chance",
            ReportColumn::Open => "Open",
            ReportColumn::AverageWon => "Average won",
            ReportColumn::CycleDays => "Cycle days",
            ReportColumn::PerMonth => "In 30 days",
            ReportColumn::Reason => "Reason",
            ReportColumn::Item => "Item",
            ReportColumn::Strength => "Asked",
            ReportColumn::LostOf => "Lost",
            ReportColumn::LostMissing => "missing",
            ReportColumn::LostWaived => "waived",
            ReportColumn::LostLate => "late",
            ReportColumn::WonOf => "Won",
            ReportColumn::WonMissing => "missing",
            ReportColumn::WonWaived => "waived",
            ReportColumn::WonLate => "late",
            ReportColumn::Source => "Source",
            ReportColumn::Prospects => "Prospects",
            ReportColumn::ProspectRate => "Prospect rate",
            ReportColumn::Customers => "Customers",
            ReportColumn::CustomerRate => "Customer rate",
            ReportColumn::Week1 => "Wk 1",
            ReportColumn::Week2 => "Wk 2",
            ReportColumn::Week3 => "Wk 3",
            ReportColumn::Week4 => "Wk 4",
            ReportColumn::Week5 => "Wk 5",
            ReportColumn::Week6 => "Wk 6",
            ReportColumn::Week7 => "Wk 7",
            ReportColumn::Week8 => "Wk 8",
            ReportColumn::Event => "Event",
            ReportColumn::StartsOn => "From",
            ReportColumn::Leads => "Cards",
            ReportColumn::Qualified => "Qualified",
            ReportColumn::Cost => "Cost",
            ReportColumn::PerLead => "Cost per lead",
            ReportColumn::PerProspect => "Cost per prospect",
            ReportColumn::PerCustomer => "Cost per customer",
            ReportColumn::Return => "Return",
            ReportColumn::Verdict => "Judged",
            ReportColumn::Maturity => "Maturity",
            ReportColumn::Salesperson => "Salesperson",
            ReportColumn::Month => "Month",
        }
    }

    fn variant(&self, variant: ReportVariant) -> &'static str {
        match variant {
            ReportVariant::Begun => "won of all that began",
            ReportVariant::Closed => "won of all that closed",
            ReportVariant::ClosedProspects => "won of prospects that closed",
        }
    }

    fn verdict(&self, verdict: ReportVerdict) -> &'static str {
        match verdict {
            ReportVerdict::Judged => "judged",
            ReportVerdict::TooEarly => "too early, projected",
            ReportVerdict::SoFar => "so far",
            ReportVerdict::NoCost => "no cost known",
        }
    }

    fn reason(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::NoInterest => "No interest",
            Reason::CreditRefused => "Credit refused",
            Reason::NotAFit => "Not a fit",
            Reason::NotReachable => "Not reachable",
            Reason::Duplicate => "Duplicate",
            Reason::Junk => "Not a real contact",
            Reason::Competitor => "Bought elsewhere",
            Reason::Price => "Too expensive",
            Reason::Budget => "No budget",
            Reason::Timing => "Not now",
            Reason::OrderCancelled => "Order cancelled",
            Reason::Other => "Something else",
        }
    }

    fn source(&self, source: Source) -> &'static str {
        match source {
            Source::Event => "Event",
            Source::Referral => "Referral",
            Source::PhoneBook => "Phone book",
            Source::WalkIn => "Walk-in",
            Source::Website => "Website",
            Source::Import => "Import",
            Source::Other => "Other",
        }
    }

    fn strength(&self, strength: Strength) -> &'static str {
        match strength {
            Strength::Mandatory => "mandatory",
            Strength::Recommended => "recommended",
            Strength::Optional => "optional",
        }
    }

    fn all(&self) -> &'static str {
        "in all"
    }

    fn range(&self, column: &str) -> (String, String) {
        (format!("{column}: from"), format!("{column}: to"))
    }

    fn of(&self, hits: u32, n: u32) -> String {
        format!("{hits} of {n}")
    }

    fn period(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
        match (from, to) {
            (Some(from), Some(to)) => Some(format!("{from} to {to}")),
            (Some(from), None) => Some(format!("from {from}")),
            (None, Some(to)) => Some(format!("until {to}")),
            (None, None) => None,
        }
    }

    fn note(&self, note: ReportNote) -> String {
        match note {
            ReportNote::CohortHighWater { n } => {
                format!("{n} opportunities by start date, each counted once at the furthest it reached.")
            }
            ReportNote::MovedBack { opportunities, moves } => {
                format!("Moved back: {opportunities} opportunities, {moves} times. The steps do not show it.")
            }
            ReportNote::ByClosing { n } => format!(
                "{n} endings by the day they closed. Earlier endings of reopened ones count; voided wins do not."
            ),
            ReportNote::OpenOnly { n } => format!("{n} open opportunities; parked ones are left out."),
            ReportNote::Stays { n } => {
                format!("{n} stays by the day they began. Open ones count as not yet ended; parked days are taken out.")
            }
            ReportNote::OtherCurrency { n } => format!("Amounts of {n} in another currency are left out."),
            ReportNote::NoAmount { n } => format!("No amount is known for {n}."),
            ReportNote::Rebuilt => {
                "Rebuilt from the moves. Amounts, owners, sources and answers are those of today.".to_owned()
            }
            ReportNote::ChanceOfHistory { n } => format!(
                "Chance: won share of closed ones that reached the stage, drawn to the book's own rate; from {n} closed."
            ),
            ReportNote::ChanceOfPlan { n } => format!(
                "Chance: only {n} closed so far, so the floors of the funnel stand in, at least 5%. They are plan, not experience."
            ),
            ReportNote::DaysOfPlan => {
                "For some stages the planned days say when; there is not enough history yet.".to_owned()
            }
            ReportNote::CreditOfOwner => "A win is credited whole to its salesperson.".to_owned(),
            ReportNote::Margin { percent } => {
                format!("Return: (won value × {percent}% − cost) / cost. Judged from 60% maturity on.")
            }
            ReportNote::CountsBelowEight => "Below eight only counts are shown.".to_owned(),
            ReportNote::ShrunkToAllTimes => {
                "Rates are drawn a little to the rate of all times; in brackets the 95% range of the counts alone."
                    .to_owned()
            }
            ReportNote::Nothing => "There is nothing to report on yet.".to_owned(),
        }
    }
}
