//! Import of another program's past pipeline: products, team, accounts and opportunities with their history, as one undo
//! step. The same files a second time change nothing.
//!
//! Deliberately absent: products, which the book does not keep yet; their names give an opportunity its proper words.

use std::path::{Path, PathBuf};

use corong_domain::history::Act;
use corong_exchange::pipeline::{Column, Layout, PipelineMap, RowProblem, SheetKind, Unfit};
use corong_exchange::sheet::{RefusedRowCode, Sheet, SheetRow};
use corong_store::{Bulk, Meta};

use crate::error::{BookError, SheetProblem};
use crate::evaluate::read_sheet;
use crate::export::file_name;
use crate::pipeline_rows::{Importer, Outcome};
use crate::views::{ChangeNote, Changed, FileReport, ImportReport, RefusedCode, RefusedRow};
use crate::write::{Book, Stop};

/// How many refused rows a report names.
const MAX_REFUSED: usize = 10_000;

/// A sheet with its columns.
struct Read {
    /// Its place among the files asked for.
    place: usize,
    sheet: Sheet,
    layout: Layout,
}

impl Book {
    /// What importing the sheets of a pipeline would do. Nothing is written.
    ///
    /// # Errors
    /// A file cannot be read or is no sheet of a pipeline; the book cannot be read.
    pub fn pipeline_preview(&self, files: &[PathBuf], map: Option<&Path>) -> Result<ImportReport, BookError> {
        let (map, sheets) = read_all(files, map)?;
        let meta = Meta::new(Act::ContactsImported, self.moment().now);
        // The import itself runs, and its transaction is thrown away.
        let done = self.store.bulk(|bulk| {
            let reports = self.pipeline_sheets(bulk, meta, &map, files, &sheets)?;
            Err::<(), Stop<Vec<FileReport>>>(Stop::Unchanged(Box::new(reports)))
        });
        match done {
            Err(Stop::Unchanged(files)) => Ok(ImportReport { files: *files }),
            Err(Stop::Error(error)) => Err(error),
            Ok(_) => Ok(ImportReport { files: Vec::new() }),
        }
    }

    /// Imports the sheets of a pipeline in one transaction; one undo takes all of it back. The files may come in any order.
    ///
    /// # Errors
    /// A file cannot be read or is no sheet of a pipeline; the book cannot be written.
    pub fn pipeline_import(&self, files: &[PathBuf], map: Option<&Path>) -> Result<Changed<ImportReport>, BookError> {
        let (map, sheets) = read_all(files, map)?;
        let moment = self.moment();
        let batch = self.ids.next(moment.now);
        let meta = Meta::new(Act::ContactsImported, moment.now).by(moment.by()).in_batch(batch);
        let written = self.store.bulk(|bulk| self.pipeline_sheets(bulk, meta, &map, files, &sheets))?;
        let kinds: Vec<String> = written.kinds.iter().map(|table| table.name().to_owned()).collect();
        self.tell(&kinds);
        let touched = written.value.iter().map(|report| report.created + report.updated).sum();
        let note = written.change.map(|key| ChangeNote {
            change: key.to_string(),
            act: Act::ContactsImported,
            subject: String::new(),
            count: touched,
        });
        Ok(Changed { value: ImportReport { files: written.value }, note })
    }

    fn pipeline_sheets(
        &self,
        bulk: &mut Bulk<'_, '_>,
        meta: Meta,
        map: &PipelineMap,
        files: &[PathBuf],
        sheets: &[Read],
    ) -> Result<Vec<FileReport>, BookError> {
        let moment = self.moment();
        let mut importer = Importer::begin(bulk, meta, &moment, map)?;
        let mut reports: Vec<FileReport> = files.iter().map(|file| empty(file)).collect();
        for read in sheets {
            let Some(report) = reports.get_mut(read.place) else { continue };
            let currency = importer.currency().to_owned();
            for row in read.sheet.rows() {
                report.read += 1;
                let row = match row {
                    Ok(row) => row,
                    Err(refused) => {
                        refuse(report, refused.line, String::new(), code_of(refused.code));
                        continue;
                    }
                };
                let outcome = take(&mut importer, bulk, &read.layout, &row, map, &currency)?;
                match outcome {
                    Ok(Outcome::Created) => report.created += 1,
                    Ok(Outcome::Updated) => report.updated += 1,
                    Ok(Outcome::Known) => report.skipped += 1,
                    Err((field, code)) => refuse(report, row.line, field, code),
                }
            }
        }
        Ok(reports)
    }
}

/// Why a row was refused: the field, and the code.
type Refused = (String, RefusedCode);

fn take(
    importer: &mut Importer<'_>,
    bulk: &mut Bulk<'_, '_>,
    layout: &Layout,
    row: &SheetRow,
    map: &PipelineMap,
    currency: &str,
) -> Result<Result<Outcome, Refused>, BookError> {
    match layout.kind {
        SheetKind::Products => match layout.product(row, map, currency) {
            Ok(product) => Ok(Ok(importer.product(&product))),
            Err(problem) => Ok(Err(refusal(problem))),
        },
        SheetKind::Team => match layout.member(row) {
            Ok(member) => importer.member(bulk, &member),
            Err(problem) => Ok(Err(refusal(problem))),
        },
        SheetKind::Accounts => match layout.account(row) {
            Ok(account) => importer.account(bulk, &account),
            Err(problem) => Ok(Err(refusal(problem))),
        },
        SheetKind::Opportunities => match layout.deal(row, map, currency) {
            Ok(deal) => importer.deal(bulk, &deal, layout.has(Column::Owner)),
            Err(problem) => Ok(Err(refusal(problem))),
        },
    }
}

fn refusal(problem: RowProblem) -> Refused {
    let (column, code) = match problem {
        RowProblem::Empty(column) => (column, RefusedCode::Empty),
        RowProblem::Day(column) => (column, RefusedCode::Unreadable),
        RowProblem::UnknownStage => (Column::Stage, RefusedCode::Unreadable),
        RowProblem::Amount => (Column::Amount, RefusedCode::Unreadable),
    };
    (field_of(column), code)
}

/// The name of a column in reports.
pub(crate) fn field_of(column: Column) -> String {
    match serde_json::to_value(column) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}

fn code_of(code: RefusedRowCode) -> RefusedCode {
    match code {
        RefusedRowCode::TooManyCells | RefusedRowCode::QuoteNotClosed => RefusedCode::Unreadable,
        RefusedRowCode::CellTooLong => RefusedCode::FieldTooLong,
        RefusedRowCode::RowTooLong | RefusedRowCode::TooManyRows => RefusedCode::TooLarge,
    }
}

fn refuse(report: &mut FileReport, line: u64, field: String, code: RefusedCode) {
    if report.refused.len() < MAX_REFUSED {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        report.refused.push(RefusedRow { row: report.read, line, field, code });
    }
}

fn empty(file: &Path) -> FileReport {
    FileReport { file: file_name(file), read: 0, created: 0, updated: 0, skipped: 0, refused: Vec::new() }
}

/// Reads all sheets before anything is written, in the order in which they need each other.
fn read_all(files: &[PathBuf], map: Option<&Path>) -> Result<(PipelineMap, Vec<Read>), BookError> {
    let map = match map {
        None => PipelineMap::default(),
        Some(file) => {
            let text =
                std::fs::read_to_string(file).map_err(|_| BookError::FileUnreadable { file: file_name(file) })?;
            PipelineMap::read(&text).map_err(|why| BookError::sheet(file, SheetProblem::MapUnreadable(why)))?
        }
    };
    let mut sheets = Vec::with_capacity(files.len());
    for (place, file) in files.iter().enumerate() {
        let sheet = read_sheet(file)?;
        let layout = Layout::of(&sheet, &map).map_err(|unfit| {
            let problem = match unfit {
                Unfit::Unknown => SheetProblem::UnknownHeader,
                Unfit::NoColumn(column) => SheetProblem::NoColumn(column),
                Unfit::NotDates(column) => SheetProblem::NotDates(column),
            };
            BookError::sheet(file, problem)
        })?;
        sheets.push(Read { place, sheet, layout });
    }
    sheets.sort_by_key(|read| (read.layout.kind, read.place));
    Ok((map, sheets))
}
