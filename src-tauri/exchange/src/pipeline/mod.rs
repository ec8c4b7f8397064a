//! The sheets of another program's past pipeline: opportunities, accounts, products and the team, each known by its
//! header.
//!
//! Deliberately absent: one program's files. Columns are known by what many programs call them, and a map says the rest;
//! what a record becomes in the book is the book's.

mod columns;
mod map;
mod rows;
mod words;

use serde::{Deserialize, Serialize};

pub use columns::{Layout, Unfit};
pub use map::PipelineMap;
pub use rows::{AccountRow, DealRow, ProductRow, RowProblem, TeamRow};
pub use words::{DealStage, amount_of, stage_of};

/// What a sheet lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetKind {
    /// What is sold.
    Products,
    /// Who sells.
    Team,
    /// To whom.
    Accounts,
    /// The past and present opportunities.
    Opportunities,
}

/// What a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The name that the other program gave to the opportunity.
    Id,
    /// What the opportunity is about, in words.
    Title,
    /// Who sells.
    Owner,
    /// What is sold.
    Product,
    /// The company.
    Account,
    /// The person.
    Contact,
    /// Stage or outcome.
    Stage,
    /// Day of the beginning.
    Opened,
    /// Day of the outcome.
    Closed,
    /// Value.
    Amount,
    /// Currency of the value.
    Currency,
    /// Why it was lost.
    Reason,
    /// Sector of the company.
    Sector,
    /// Web address of the company.
    Website,
    /// Price of the product.
    Price,
    /// Who leads the salesperson, or from which office.
    Team,
}

#[cfg(test)]
mod tests;
