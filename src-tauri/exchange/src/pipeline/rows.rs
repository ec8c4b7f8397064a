//! One row of each kind of sheet.

use chrono::NaiveDate;

use super::{Column, DealStage, Layout, PipelineMap, amount_of, stage_of};
use crate::sheet::SheetRow;

/// Why a row was not taken, with the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowProblem {
    /// A field that it cannot do without is empty.
    Empty(Column),
    /// A stage that means nothing to anybody.
    UnknownStage,
    /// A day that is none, or an end before the beginning.
    Day(Column),
    /// An amount that is none.
    Amount,
}

/// An opportunity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealRow {
    /// Its name in the other program; else made of what it says.
    pub key: String,
    /// What it is about.
    pub title: String,
    /// Who sells.
    pub owner: String,
    /// What is sold.
    pub product: String,
    /// The company.
    pub account: String,
    /// The person.
    pub contact: String,
    /// Where it stands; `None` when the word is not known.
    pub stage: Option<DealStage>,
    /// The word for that.
    pub word: String,
    /// Why it was lost.
    pub reason: String,
    /// Day of the beginning.
    pub opened_on: Option<NaiveDate>,
    /// Day of the outcome.
    pub closed_on: Option<NaiveDate>,
    /// Value.
    pub amount: Option<corong_domain::money::Money>,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// Its name.
    pub name: String,
    /// Its sector.
    pub sector: String,
    /// Its domain.
    pub domain: String,
    /// Everything else, one `column: value` a line.
    pub note: String,
}

/// Something that is sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRow {
    /// Its name.
    pub name: String,
    /// Its price.
    pub price: Option<corong_domain::money::Money>,
}

/// A salesperson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamRow {
    /// The name.
    pub name: String,
}

impl Layout {
    /// Reads an opportunity.
    ///
    /// # Errors
    /// A day or an amount is none, the end lies before the beginning, or there is no stage.
    pub fn deal(&self, row: &SheetRow, map: &PipelineMap, currency: &str) -> Result<DealRow, RowProblem> {
        let text = |column| self.text(row, column).to_owned();
        let word = text(Column::Stage);
        if word.is_empty() {
            return Err(RowProblem::Empty(Column::Stage));
        }
        let day = |column, form: Option<&crate::days::DayForm>| match (self.text(row, column), form) {
            ("", _) | (_, None) => Ok(None),
            (text, Some(form)) => form.read(text).map(Some).ok_or(RowProblem::Day(column)),
        };
        let (opened_on, closed_on) = (day(Column::Opened, self.opened())?, day(Column::Closed, self.closed())?);
        let stage = stage_of(&word, map);
        // A date of an open opportunity is when it may close, not when it did.
        let ended = matches!(stage, Some(DealStage::Won | DealStage::Lost));
        let closed_on = closed_on.filter(|_| ended);
        if let (Some(opened), Some(closed)) = (opened_on, closed_on)
            && closed < opened
        {
            return Err(RowProblem::Day(Column::Closed));
        }
        let own = self.text(row, Column::Currency);
        let currency =
            if corong_domain::money::is_currency(own) { own } else { map.currency.as_deref().unwrap_or(currency) };
        let amount = match self.text(row, Column::Amount) {
            "" => None,
            text => Some(amount_of(text, currency).ok_or(RowProblem::Amount)?),
        };
        // A lost one brought nothing, which is not its value.
        let amount = amount.filter(|amount| amount.minor != 0 || stage == Some(DealStage::Won));
        let key = match text(Column::Id) {
            key if key.is_empty() => row.cells.join("\u{1f}"),
            key => key,
        };
        Ok(DealRow {
            key,
            title: text(Column::Title),
            owner: text(Column::Owner),
            product: text(Column::Product),
            account: text(Column::Account),
            contact: text(Column::Contact),
            stage,
            word,
            reason: text(Column::Reason),
            opened_on,
            closed_on,
            amount,
        })
    }

    /// Reads a company.
    ///
    /// # Errors
    /// It has no name.
    pub fn account(&self, row: &SheetRow) -> Result<AccountRow, RowProblem> {
        let name = self.text(row, Column::Account);
        if name.is_empty() {
            return Err(RowProblem::Empty(Column::Account));
        }
        let others = self.others.iter().map(|(place, column)| (column, row.cell(*place)));
        let lines = others.filter(|(_, value)| !value.is_empty()).map(|(column, value)| format!("{column}: {value}"));
        let domain = self.text(row, Column::Website);
        let domain = domain.split_once("://").map_or(domain, |(_, rest)| rest).trim_start_matches("www.");
        Ok(AccountRow {
            name: name.to_owned(),
            sector: self.text(row, Column::Sector).to_owned(),
            domain: domain.split('/').next().unwrap_or_default().to_owned(),
            note: lines.collect::<Vec<_>>().join("\n"),
        })
    }

    /// Reads a product.
    ///
    /// # Errors
    /// It has no name, or its price is no amount.
    pub fn product(&self, row: &SheetRow, map: &PipelineMap, currency: &str) -> Result<ProductRow, RowProblem> {
        let name = self.text(row, Column::Product);
        if name.is_empty() {
            return Err(RowProblem::Empty(Column::Product));
        }
        let price = match self.text(row, Column::Price) {
            "" => None,
            text => Some(amount_of(text, map.currency.as_deref().unwrap_or(currency)).ok_or(RowProblem::Amount)?),
        };
        Ok(ProductRow { name: name.to_owned(), price })
    }

    /// Reads a salesperson.
    ///
    /// # Errors
    /// There is no name.
    pub fn member(&self, row: &SheetRow) -> Result<TeamRow, RowProblem> {
        match self.text(row, Column::Owner) {
            "" => Err(RowProblem::Empty(Column::Owner)),
            name => Ok(TeamRow { name: name.to_owned() }),
        }
    }
}
