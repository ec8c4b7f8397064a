//! Reports: tables in columns for people, and one JSON object per row.

use corong_book::views::{Report, ReportCell, ReportColumn, ReportTable};
use corong_domain::estimate::rates::Rate;
use corong_domain::settings::Language;
use serde_json::{Map, Value, json};

use super::text::Face;
use crate::words::{ReportWord, Words, report_word};

/// The rows of a report as JSON lines: the first one says what it is and what has to be said about it.
pub fn report_rows(report: &Report, language: Language) -> Vec<Value> {
    let mut rows = vec![json!({
        "report": report.name,
        "on": report.on,
        "past": report.past,
        "from": report.from,
        "to": report.to,
        "funnel": report.funnel.as_ref().map(|name| name.get(language)),
        "currency": report.currency,
        "notes": report.notes,
    })];
    for table in &report.tables {
        for cells in &table.rows {
            let mut row = Map::new();
            row.insert("report".to_owned(), json!(report.name));
            row.insert("table".to_owned(), json!(table.key));
            for (column, cell) in table.columns.iter().zip(cells) {
                if let Value::String(key) = json!(column) {
                    row.insert(key, plain(cell, language));
                }
            }
            rows.push(Value::Object(row));
        }
    }
    rows
}

fn plain(cell: &ReportCell, language: Language) -> Value {
    match cell {
        ReportCell::None => Value::Null,
        ReportCell::Text(text) => json!(text),
        ReportCell::Words(words) => json!(words.get(language)),
        ReportCell::Level(level) => json!(level),
        ReportCell::Status(status) => json!(status),
        ReportCell::Reason(reason) => json!(reason),
        ReportCell::Source(source) => json!(source),
        ReportCell::Strength(strength) => json!(strength),
        ReportCell::Variant(variant) => json!(variant),
        ReportCell::Verdict(verdict) => json!(verdict),
        ReportCell::Count(count) => json!(count),
        ReportCell::Rate(rate) => json!(rate),
        ReportCell::Share(share) => json!(share),
        ReportCell::Days(days) => json!(days),
        ReportCell::Money(money) => json!(money),
        ReportCell::Day(day) => json!(day),
        ReportCell::All => json!("all"),
    }
}

/// A report for people.
pub fn report_text(report: &Report, face: Face<'_>) -> String {
    let words = face.words;
    let mut head = vec![words.report(report.name).to_owned(), report.on.to_string()];
    head.extend(report.funnel.as_ref().map(|name| name.get(words.language()).to_owned()));
    head.extend(words.period(report.from, report.to));
    let mut parts = vec![head.join(" · ")];
    for table in report.tables.iter().filter(|table| !table.rows.is_empty()) {
        parts.push(String::new());
        parts.push(words.table(table.key).to_owned());
        parts.push(table_text(table, face));
    }
    if !report.notes.is_empty() {
        parts.push(String::new());
        parts.extend(report.notes.iter().map(|note| words.note(*note)));
    }
    parts.join("\n")
}

fn table_text(table: &ReportTable, face: Face<'_>) -> String {
    let heads: Vec<String> =
        table.columns.iter().map(|column| report_word(face.words, ReportWord::Column(*column))).collect();
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| table.columns.iter().zip(row).map(|(c, cell)| cell_of(*c, cell, face)).collect())
        .collect();
    let width = |index: usize| {
        let cells = rows.iter().filter_map(|row| row.get(index)).chain(heads.get(index));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let number = |index: usize| table.rows.iter().filter_map(|row| row.get(index)).any(is_number);
    let right: Vec<bool> = (0..heads.len()).map(number).collect();
    let line = |cells: &[String]| {
        let cells = cells
            .iter()
            .zip(widths.iter().zip(&right))
            .map(|(cell, (width, right))| if *right { format!("{cell:>width$}") } else { format!("{cell:<width$}") });
        format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    std::iter::once(&heads).chain(&rows).map(|row| line(row)).collect::<Vec<_>>().join("\n")
}

fn is_number(cell: &ReportCell) -> bool {
    matches!(
        cell,
        ReportCell::Count(_) | ReportCell::Rate(_) | ReportCell::Share(_) | ReportCell::Days(_) | ReportCell::Money(_)
    )
}

/// A month is shown as one, although its cell is its first day.
fn cell_of(column: ReportColumn, cell: &ReportCell, face: Face<'_>) -> String {
    match (column, cell) {
        (ReportColumn::Month, ReportCell::Day(day)) => day.format("%Y-%m").to_string(),
        _ => cell_text(cell, face),
    }
}

fn cell_text(cell: &ReportCell, face: Face<'_>) -> String {
    let words = face.words;
    match cell {
        ReportCell::None => "–".to_owned(),
        ReportCell::Text(text) => text.clone(),
        ReportCell::Words(text) => text.get(words.language()).to_owned(),
        ReportCell::Level(level) => words.level(*level).to_owned(),
        ReportCell::Status(status) => words.status(*status).to_owned(),
        ReportCell::Reason(reason) => words.reason(*reason).to_owned(),
        ReportCell::Source(source) => words.source(*source).to_owned(),
        ReportCell::Strength(strength) => words.strength(*strength).to_owned(),
        ReportCell::Variant(variant) => words.variant(*variant).to_owned(),
        ReportCell::Verdict(verdict) => words.verdict(*verdict).to_owned(),
        ReportCell::All => words.all().to_owned(),
        ReportCell::Count(count) => count.to_string(),
        ReportCell::Rate(rate) => rate_text(*rate, words),
        ReportCell::Share(share) => percent(*share),
        ReportCell::Days(days) => decimal(*days, words),
        ReportCell::Money(money) => face.money(money),
        ReportCell::Day(day) => day.to_string(),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn decimal(number: f64, words: &dyn Words) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match words.language() {
        Language::Id => text.replace('.', ","),
        Language::En => text.to_owned(),
    }
}

/// `36% (31–41)`; only the counts where there are too few.
fn rate_text(rate: Rate, words: &dyn Words) -> String {
    match rate {
        Rate::CountsOnly { hits, n } => words.of(hits, n),
        Rate::Shrunk { rate, interval, .. } => {
            format!("{} ({:.0}–{:.0})", percent(rate), interval.low * 100.0, interval.high * 100.0)
        }
    }
}
