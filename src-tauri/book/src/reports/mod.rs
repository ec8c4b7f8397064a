//! Reports: figures from the ways that opportunities took, as of now or of any past day.
//!
//! Every figure comes from one reading of opportunities and moves; the estimators are the domain's. Deliberately absent:
//! kept totals, words, and conversion of currencies: amounts in another currency than the book's are left out and
//! counted.

mod chances;
pub(crate) mod figures;
mod gates;
mod lost;
mod material;
mod money;
mod origin;
mod stays;
mod steps;
mod winning;

use corong_domain::money::Money;

use crate::error::BookError;
use crate::reports::material::Material;
use crate::views::{
    Report, ReportCell, ReportColumn, ReportName, ReportNote, ReportRequest, ReportTable, ReportTableKey,
};
use crate::write::Book;

impl Book {
    /// A report.
    ///
    /// # Errors
    /// The funnel is not there; the book cannot be read.
    pub fn report(&self, request: &ReportRequest) -> Result<Report, BookError> {
        let moment = self.moment();
        self.store.read(|reader| {
            let material = Material::read(reader, request, &moment)?;
            let mut report = Report {
                name: request.name,
                on: material.on,
                past: material.past,
                from: request.from,
                to: request.to,
                funnel: material.funnel_name(),
                currency: material.currency().to_owned(),
                notes: Vec::new(),
                tables: Vec::new(),
            };
            match request.name {
                ReportName::Funnel => steps::funnel(&material, &mut report),
                ReportName::TimeInStage => stays::time_in_stage(&material, &mut report),
                ReportName::WinRate => winning::win_rate(&material, &mut report),
                ReportName::Forecast => money::forecast(&material, &mut report),
                ReportName::Velocity => money::velocity(&material, &mut report),
                ReportName::Lost => lost::lost(&material, &mut report),
                ReportName::Gates => gates::gates(&material, reader, &mut report)?,
                ReportName::Sources => origin::sources(&material, &mut report),
                ReportName::Events => origin::events(&material, reader, &mut report)?,
                ReportName::SaleCredit => money::sale_credit(&material, reader, &mut report)?,
            }
            if material.past {
                report.notes.push(ReportNote::Rebuilt);
            }
            if report.tables.iter().all(|table| table.rows.is_empty()) {
                report.notes.push(ReportNote::Nothing);
            }
            Ok(report)
        })
    }
}

impl Report {
    fn table(&mut self, key: ReportTableKey, columns: &[ReportColumn], rows: Vec<Vec<ReportCell>>) {
        debug_assert!(rows.iter().all(|row| row.len() == columns.len()));
        self.tables.push(ReportTable { key, columns: columns.to_vec(), rows });
    }

    fn note_if(&mut self, n: u32, note: impl FnOnce(u32) -> ReportNote) {
        if n > 0 {
            self.notes.push(note(n));
        }
    }

    fn money(&self, minor: i64) -> ReportCell {
        ReportCell::Money(Money::new(minor, self.currency.clone()))
    }
}

/// A count for a cell.
fn number(n: usize) -> ReportCell {
    ReportCell::Count(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A count for a note or an estimator.
fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
