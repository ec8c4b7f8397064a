//! Files in and out: import, export, and reading cards without a book.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

use corong_book::views::{DuplicatePolicy, ExportDone, ExportFormat, ExportRequest, FileReport, Sort};
use corong_book::{Book, BookError, ColumnMap, ImportKind, ImportOptions, MAX_FILE_MIB, OpportunityList, write_file};

use crate::args::{Duplicates, Export, ExportAs, Import, ImportFormat, What};
use crate::session::{self, Session};
use crate::show::{ExportOut, ImportOut, OpportunityOut, planned_words};
use crate::trouble::Trouble;
use crate::words::{Line, Words};

/// So many bytes of a file show whether it is text.
const HEAD: u64 = 8_192;
/// How a workbook begins.
const WORKBOOK: &[u8] = b"PK\x03\x04";

/// Imports files.
pub fn import(session: &mut Session<'_>, import: &Import) -> Result<(), Trouble> {
    let book = session.book()?;
    let event = session::maybe_event(&book, import.event.as_ref())?;
    for file in &import.files {
        look(file)?;
    }
    let options = options(import)?;
    let policy = match import.duplicates {
        Duplicates::Skip => DuplicatePolicy::Skip,
        Duplicates::Fill => DuplicatePolicy::Fill,
        Duplicates::Keep => DuplicatePolicy::Keep,
    };
    let map = import.map.as_deref();
    let reports = if import.dry_run {
        match import.format {
            Some(ImportFormat::Pipeline) => book.pipeline_preview(&import.files, map)?.files,
            Some(ImportFormat::Vcard | ImportFormat::Csv | ImportFormat::Xlsx) | None => {
                book.import_preview_as(&import.files, policy, &options)?.files
            }
        }
    } else {
        match book.backup_before() {
            Ok(_) => {}
            // A stick that is not plugged in stops no import; it is one undo step anyway.
            Err(BookError::ExportDenied { .. }) => session.tell(|words| words.line(Line::NoBackupFirst).to_owned())?,
            Err(other) => return Err(other.into()),
        }
        match import.format {
            Some(ImportFormat::Pipeline) => book.pipeline_import(&import.files, map)?.value.files,
            Some(ImportFormat::Vcard | ImportFormat::Csv | ImportFormat::Xlsx) | None => {
                book.import_run_as(&import.files, policy, event, &options)?.value.files
            }
        }
    };
    for (file, report) in import.files.iter().zip(&reports) {
        let name = file.display().to_string();
        let record = ImportOut::of(&name, report, session.words());
        session.say(&record, |words| report_text(&name, report, words))?;
    }
    if import.dry_run {
        session.tell(|words| words.line(Line::DryRun).to_owned())?;
    }
    Ok(())
}

/// What the command line says about the files.
fn options(import: &Import) -> Result<ImportOptions, Trouble> {
    let kind = match import.format {
        // The map of a pipeline is of another kind; the book reads it.
        Some(ImportFormat::Pipeline) => return Ok(ImportOptions::default()),
        None => ImportKind::Guess,
        Some(ImportFormat::Vcard) => ImportKind::Vcard,
        Some(ImportFormat::Csv | ImportFormat::Xlsx) => ImportKind::Table,
    };
    let Some(file) = &import.map else { return Ok(ImportOptions { kind, map: None }) };
    look(file)?;
    let name = file.display().to_string();
    let text = fs::read_to_string(file).map_err(|_| Trouble::FileUnreadable(name.clone()))?;
    let map = ColumnMap::from_toml(&text)
        .map_err(|_| Trouble::Form { given: name, wanted: "--map FILE: [columns] \"Full name\" = \"name\"" })?;
    Ok(ImportOptions { kind, map: Some(map) })
}

fn report_text(file: &str, report: &FileReport, words: &dyn Words) -> String {
    let refused = u32::try_from(report.refused.len()).unwrap_or(u32::MAX);
    let mut text = words.imported(file, report.read, report.created, report.updated, report.skipped, refused);
    for row in &report.refused {
        text.push_str(&format!("\n  {}", words.refused_row(row.row, row.code)));
    }
    text
}

/// Says what is wrong with a whole file, before anything of it is read.
pub fn look(file: &Path) -> Result<(), Trouble> {
    let name = file.display().to_string();
    let found = match fs::metadata(file) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(Trouble::FileMissing(name)),
        Err(_) => return Err(Trouble::FileUnreadable(name)),
    };
    if found.is_dir() {
        return Err(Trouble::FileIsFolder(name));
    }
    if found.len() > u64::from(MAX_FILE_MIB) << 20 {
        return Err(Trouble::FileTooLarge { file: name, limit: MAX_FILE_MIB });
    }
    let mut head = Vec::new();
    let read = File::open(file).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.map_err(|_| Trouble::FileUnreadable(name.clone()))?;
    if found.is_file() && head.iter().all(u8::is_ascii_whitespace) && found.len() <= HEAD {
        return Err(Trouble::FileEmpty(name));
    }
    // A workbook is packed; whether it is one, the import says.
    if is_binary(&head) && !head.starts_with(WORKBOOK) { Err(Trouble::FileBinary(name)) } else { Ok(()) }
}

/// Zero bytes stand in no text but UTF-16, which begins with its mark.
pub(super) fn is_binary(head: &[u8]) -> bool {
    let utf16 = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let known = [b"\x89PNG".as_slice(), b"\xff\xd8\xff", WORKBOOK, b"%PDF", b"GIF8", b"\x1f\x8b"];
    !utf16 && (head.contains(&0) || known.iter().any(|mark| head.starts_with(mark)))
}

/// Exports to a file.
pub fn export(session: &mut Session<'_>, export: &Export) -> Result<(), Trouble> {
    let book = session.book()?;
    let format = match export.format {
        Some(format) => format,
        None => by_ending(&export.file)?,
    };
    let words = session.words();
    let contacts = |format| book.contacts_export(&ExportRequest { contacts: Vec::new(), format }, &export.file);
    let done: Result<ExportDone, BookError> = match (export.what, format) {
        (_, ExportAs::Ics) => book.planned_export(&export.file, &|row| planned_words(row, words)),
        (What::Contacts, ExportAs::Csv) => contacts(ExportFormat::Csv),
        (What::Contacts, ExportAs::Json) => contacts(ExportFormat::Json),
        (What::Contacts | What::All, ExportAs::Vcard) => contacts(ExportFormat::Vcard4),
        (What::Opportunities, ExportAs::Json) => opportunities_json(&book, &export.file, words),
        (What::Opportunities, ExportAs::Csv) => opportunities_csv(&book, &export.file, words),
        (What::All, ExportAs::Json) => all_json(&book, &export.file, words),
        (What::Opportunities, ExportAs::Vcard) => {
            return Err(Trouble::Together { what: "opportunities", format: "vcard" });
        }
        (What::All, ExportAs::Csv) => return Err(Trouble::Together { what: "all", format: "csv" }),
    };
    let done = done.map_err(|error| full_name(error, &export.file))?;
    let name = export.file.display().to_string();
    session.say(&ExportOut { file: name.clone(), records: done.records }, |words| words.exported(&name, done.records))
}

/// The whole name of a file that could not be written.
pub fn full_name(error: BookError, file: &Path) -> Trouble {
    match error {
        BookError::ExportDenied { .. } => Trouble::ExportDenied(file.display().to_string()),
        other => other.into(),
    }
}

fn by_ending(file: &Path) -> Result<ExportAs, Trouble> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "vcf" | "vcard" => Ok(ExportAs::Vcard),
        "csv" => Ok(ExportAs::Csv),
        "json" => Ok(ExportAs::Json),
        "ics" => Ok(ExportAs::Ics),
        _ => Err(Trouble::Form { given: file.display().to_string(), wanted: "--as vcard|csv|json|ics" }),
    }
}

fn lines(book: &Book) -> Result<Vec<corong_book::OpportunityLine>, BookError> {
    book.opportunities_list(&OpportunityList::default())
}

fn done(file: &Path, records: usize) -> ExportDone {
    ExportDone { file: file.display().to_string(), records: u32::try_from(records).unwrap_or(u32::MAX) }
}

fn opportunities_json(book: &Book, file: &Path, words: &dyn Words) -> Result<ExportDone, BookError> {
    let records: Vec<_> = lines(book)?.iter().map(|line| OpportunityOut::of(line, words)).collect();
    write_file(file, |out| json_array(out, &records).and_then(|()| out.write_all(b"\n")))?;
    Ok(done(file, records.len()))
}

fn all_json(book: &Book, file: &Path, words: &dyn Words) -> Result<ExportDone, BookError> {
    let contacts = book.contacts_list(Sort::Name, None, None)?;
    let opportunities: Vec<_> = lines(book)?.iter().map(|line| OpportunityOut::of(line, words)).collect();
    write_file(file, |out| {
        out.write_all(b"{\"contacts\":")?;
        json_array(out, &contacts)?;
        out.write_all(b",\n\"opportunities\":")?;
        json_array(out, &opportunities)?;
        out.write_all(b"}\n")
    })?;
    Ok(done(file, contacts.len() + opportunities.len()))
}

/// One array with one record a line.
fn json_array<T: serde::Serialize>(out: &mut dyn Write, records: &[T]) -> std::io::Result<()> {
    let mut before = "[\n";
    for record in records {
        out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *out, record)?;
        before = ",\n";
    }
    out.write_all(if records.is_empty() { b"[]" } else { b"\n]" })
}

fn opportunities_csv(book: &Book, file: &Path, words: &dyn Words) -> Result<ExportDone, BookError> {
    let found = lines(book)?;
    write_file(file, |out| {
        // Without the mark, spreadsheets take the file for the local character set.
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        writer.write_record([
            "id",
            "contact",
            "name",
            "company",
            "funnel",
            "level",
            "stage",
            "status",
            "percent",
            "amount",
            "currency",
            "closes_on",
            "missing",
        ])?;
        for line in &found {
            writer.write_record(cells(line, words).iter().map(|cell| guarded(cell)))?;
        }
        writer.flush()
    })?;
    Ok(done(file, found.len()))
}

fn cells(line: &corong_book::OpportunityLine, words: &dyn Words) -> [String; 13] {
    let card = &line.card;
    let blocking = line.missing.iter().filter(|item| item.blocks()).map(|item| item.item.key.as_str());
    [
        card.opportunity.to_string(),
        card.contact.to_string(),
        card.name.clone(),
        card.company.clone(),
        card.funnel.to_string(),
        words.level(card.level).to_owned(),
        card.stage_label.get(words.language()).to_owned(),
        words.status(card.status).to_owned(),
        card.percent.map(|percent| percent.to_string()).unwrap_or_default(),
        card.amount.as_ref().map(corong_domain::money::Money::to_major).unwrap_or_default(),
        card.amount.as_ref().map(|amount| amount.currency.clone()).unwrap_or_default(),
        card.time_frame.on.map(|day| day.to_string()).unwrap_or_default(),
        blocking.collect::<Vec<_>>().join("; "),
    ]
}

/// A cell that a spreadsheet would take for a formula begins with an apostrophe.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// The bytes of a text file within the limit; `-` is the standard input.
pub(super) fn bytes_of(file: &Path) -> Result<Vec<u8>, Trouble> {
    let limit = u64::from(MAX_FILE_MIB) << 20;
    let name = file.display().to_string();
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)
    } else {
        look(file)?;
        File::open(file).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
    };
    read.map_err(|_| Trouble::FileUnreadable(name.clone()))?;
    if bytes.len() as u64 > limit {
        return Err(Trouble::FileTooLarge { file: name, limit: MAX_FILE_MIB });
    }
    if is_binary(&bytes) { Err(Trouble::FileBinary(name)) } else { Ok(bytes) }
}
