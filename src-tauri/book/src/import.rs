//! Import of vCard files and of tables (CSV, XLSX): a preview, and the import itself as one undo step with a report per row.
//!
//! Both run the same plan over the same file, so that a preview says what the import does.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use corong_domain::contact::{Contact, ContactDraft};
use corong_domain::duplicate::LIKELY;
use corong_domain::history::Act;
use corong_domain::ids::{ContactId, EventId};
use corong_domain::opportunity::Source;
use corong_exchange::sheet::RefusedRowCode;
use corong_exchange::table::{ColumnMap, ContactTable, NoCard, is_xlsx};
use corong_exchange::vcard::{RefusedCode as CardCode, VcardReader};
use corong_exchange::{ExchangeError, Limits};
use corong_store::{Bulk, Meta, Reader, Tx, Written};

use crate::capture::{NewCard, likely_the_same};
use crate::error::BookError;
use crate::export::file_name;
use crate::save::{Saver, draft_of};
use crate::views::{
    ChangeNote, Changed, DuplicateHint, DuplicatePolicy, FileReport, ImportPreview, ImportReport, PreviewRow,
    RefusedCode, RefusedRow,
};
use crate::write::{Book, Moment, Stop};

/// The largest file that is imported, in MiB.
pub const MAX_FILE_MIB: u32 = 256;
/// How many cards a preview shows.
const SHOWN: usize = 20;
/// How many refused rows a report names.
const MAX_REFUSED: usize = 10_000;

/// What the files of an import are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ImportKind {
    /// What each file shows itself to be.
    #[default]
    Guess,
    /// vCard.
    Vcard,
    /// CSV or XLSX.
    Table,
}

/// How files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// What the files are.
    pub kind: ImportKind,
    /// Which column of a table is what, where its name does not say it.
    pub map: Option<ColumnMap>,
}

/// What becomes of one card.
enum Plan {
    /// A new contact.
    Create,
    /// An old contact with what was empty filled in.
    Fill(ContactId, Box<ContactDraft>),
    /// Left out: the contact is there.
    Skip,
}

impl Book {
    /// What importing files would do. Nothing is written.
    ///
    /// # Errors
    /// A file cannot be read, is too large, or is no vCard file; the book cannot be read.
    pub fn import_preview(&self, files: &[PathBuf], policy: DuplicatePolicy) -> Result<ImportPreview, BookError> {
        self.import_preview_as(files, policy, &ImportOptions::default())
    }

    /// The same with what is known about the files.
    ///
    /// # Errors
    /// A file cannot be read, is too large, or is not what it should be; the book cannot be read.
    pub fn import_preview_as(
        &self,
        files: &[PathBuf],
        policy: DuplicatePolicy,
        options: &ImportOptions,
    ) -> Result<ImportPreview, BookError> {
        let moment = self.moment();
        let mut preview = ImportPreview { token: String::new(), files: Vec::new(), rows: Vec::new() };
        for file in files {
            let mut report = empty_report(file);
            self.store.read(|reader| {
                for_each_card(file, options, &mut report, |report, draft| {
                    let hint = same_person(reader, &draft, &moment)?;
                    let plan = plan(reader, &draft, hint.as_ref(), policy)?;
                    count(report, &plan);
                    if preview.rows.len() < SHOWN {
                        preview.rows.push(PreviewRow { row: report.read, draft, duplicate: hint });
                    }
                    Ok(())
                })
            })?;
            preview.files.push(report);
        }
        Ok(preview)
    }

    /// Imports files in one transaction: every good card of every file, or nothing when a file cannot be read. One undo
    /// takes all of it back.
    ///
    /// # Errors
    /// A file cannot be read, is too large, or is no vCard file; the book cannot be written.
    pub fn import_run(
        &self,
        files: &[PathBuf],
        policy: DuplicatePolicy,
        event: Option<EventId>,
    ) -> Result<Changed<ImportReport>, BookError> {
        self.import_run_as(files, policy, event, &ImportOptions::default())
    }

    /// The same with what is known about the files.
    ///
    /// # Errors
    /// A file cannot be read, is too large, or is not what it should be; the book cannot be written.
    pub fn import_run_as(
        &self,
        files: &[PathBuf],
        policy: DuplicatePolicy,
        event: Option<EventId>,
        options: &ImportOptions,
    ) -> Result<Changed<ImportReport>, BookError> {
        let moment = self.moment();
        let batch = self.ids.next(moment.now);
        let meta = Meta::new(Act::ContactsImported, moment.now).by(moment.by()).in_batch(batch);
        let written: Written<Vec<FileReport>> = self.store.bulk(|bulk| {
            let mut reports = Vec::new();
            for file in files {
                let mut report = empty_report(file);
                for_each_card(file, options, &mut report, |report, draft| {
                    let plan = self.import_card(bulk, &meta, &moment, &draft, policy, event)?;
                    count(report, &plan);
                    Ok(())
                })?;
                reports.push(report);
            }
            Ok::<_, BookError>(reports)
        })?;
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

    fn import_card(
        &self,
        bulk: &mut Bulk<'_, '_>,
        meta: &Meta,
        moment: &Moment,
        draft: &ContactDraft,
        policy: DuplicatePolicy,
        event: Option<EventId>,
    ) -> Result<Plan, BookError> {
        let hint = match policy {
            DuplicatePolicy::Keep => None,
            DuplicatePolicy::Skip | DuplicatePolicy::Fill => same_person(bulk, draft, moment)?,
        };
        let plan = plan(bulk, draft, hint.as_ref(), policy)?;
        // A card that cannot be written ends the import, so no card needs a place of its own to return to.
        let outcome = bulk.certain(meta.clone(), |tx: &mut Tx<'_, '_>| match &plan {
            Plan::Skip => Ok::<(), Stop<()>>(()),
            Plan::Create => {
                let source = event.is_none().then_some(Source::Import);
                // A whole address book would plan a call for every entry; an import plans none.
                let card = NewCard { draft, next_step_at: None, event, source, referred_by: None, follow_up: false };
                let (contact, _) = self.capture_in(tx, moment, &card)?;
                tx.about::<Contact>(contact);
                Ok(())
            }
            Plan::Fill(id, filled) => {
                let whole = tx.contact_whole(*id)?.ok_or(BookError::NotFound { what: "contact" })?;
                let region = moment.settings.region.clone();
                Saver { ids: &self.ids, moment, region: &region }.edit(tx, &whole, filled)?;
                tx.about::<Contact>(*id);
                Ok(())
            }
        });
        match outcome {
            Ok(_) | Err(Stop::Unchanged(_)) => Ok(plan),
            Err(Stop::Error(error)) => Err(error),
        }
    }
}

fn empty_report(file: &Path) -> FileReport {
    FileReport { file: file_name(file), read: 0, created: 0, updated: 0, skipped: 0, refused: Vec::new() }
}

fn count(report: &mut FileReport, plan: &Plan) {
    match plan {
        Plan::Create => report.created += 1,
        Plan::Fill(..) => report.updated += 1,
        Plan::Skip => report.skipped += 1,
    }
}

/// Reads a file card by card. Refused cards go into the report; a file that is of no known kind is an error.
fn for_each_card(
    file: &Path,
    options: &ImportOptions,
    report: &mut FileReport,
    mut take: impl FnMut(&mut FileReport, ContactDraft) -> Result<(), BookError>,
) -> Result<(), BookError> {
    let name = file_name(file);
    let kind = std::fs::metadata(file).map_err(|_| BookError::FileUnreadable { file: name.clone() })?;
    if !kind.is_file() {
        return Err(BookError::FileForeign { file: name });
    }
    // Said before a gigabyte is read.
    if kind.len() > u64::from(MAX_FILE_MIB) << 20 {
        return Err(BookError::FileTooLarge { file: name, limit: MAX_FILE_MIB });
    }
    let mut source = File::open(file).map_err(|_| BookError::FileUnreadable { file: name.clone() })?;
    let failed = |error: ExchangeError| file_error(&error, &name);
    let is_table = match options.kind {
        ImportKind::Vcard => false,
        ImportKind::Table => true,
        ImportKind::Guess => {
            looks_like_a_table(&mut source, file).map_err(|error| failed(ExchangeError::Read(error)))?
        }
    };
    if is_table {
        let table = ContactTable::open(source, options.map.as_ref()).map_err(failed)?;
        for card in table.cards() {
            report.read += 1;
            match card {
                Ok(card) => {
                    taken(report, card.draft, &mut take)?;
                }
                Err(refused) => refuse(report, refused.line, table_code(refused.code)),
            }
        }
        return Ok(());
    }
    let reader = VcardReader::new(BufReader::new(source), Limits::default()).map_err(failed)?;
    for card in reader {
        report.read += 1;
        match card.map_err(failed)? {
            Ok(card) => taken(report, card.draft, &mut take)?,
            Err(refused) => {
                let code = match refused.code {
                    CardCode::EmptyCard => RefusedCode::Empty,
                    CardCode::LineTooLong => RefusedCode::FieldTooLong,
                    CardCode::CardTooLarge => RefusedCode::TooLarge,
                };
                refuse(report, refused.line, code);
            }
        }
    }
    Ok(())
}

/// Gives a card on; what another program wrote into an e-mail field is kept, not judged: it moves to the note.
fn taken(
    report: &mut FileReport,
    draft: ContactDraft,
    take: &mut impl FnMut(&mut FileReport, ContactDraft) -> Result<(), BookError>,
) -> Result<(), BookError> {
    match draft.problems(false).first() {
        None => take(report, draft),
        Some(_) => take(report, tolerant(draft)),
    }
}

fn refuse(report: &mut FileReport, line: u64, code: RefusedCode) {
    if report.refused.len() < MAX_REFUSED {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        report.refused.push(RefusedRow { row: report.read, line, field: String::new(), code });
    }
}

fn table_code(code: NoCard) -> RefusedCode {
    match code {
        NoCard::Empty => RefusedCode::Empty,
        NoCard::Row(RefusedRowCode::CellTooLong) => RefusedCode::FieldTooLong,
        NoCard::Row(RefusedRowCode::RowTooLong | RefusedRowCode::TooManyRows) => RefusedCode::TooLarge,
        NoCard::Row(RefusedRowCode::TooManyCells | RefusedRowCode::QuoteNotClosed) => RefusedCode::Unreadable,
    }
}

/// Whether a file is a table: by its first bytes where they say it, by its ending where they do not.
fn looks_like_a_table(source: &mut File, file: &Path) -> std::io::Result<bool> {
    let mut head = Vec::new();
    source.by_ref().take(4_096).read_to_end(&mut head)?;
    source.rewind()?;
    let text = String::from_utf8_lossy(&head).to_uppercase();
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let says_table = matches!(ending.as_str(), "csv" | "tsv" | "xlsx" | "xlsm");
    Ok(is_xlsx(&head) || says_table && !text.contains("BEGIN:VCARD"))
}

fn file_error(error: &ExchangeError, name: &str) -> BookError {
    let file = name.to_owned();
    match error {
        ExchangeError::FileTooLarge { .. } => BookError::FileTooLarge { file, limit: MAX_FILE_MIB },
        ExchangeError::Empty
        | ExchangeError::Binary
        | ExchangeError::NoCards
        | ExchangeError::TooManyColumns { .. } => BookError::FileForeign { file },
        _ => BookError::FileUnreadable { file },
    }
}

/// Moves what the book would not take as a field into the note, so that nothing of a foreign card is lost.
fn tolerant(mut draft: ContactDraft) -> ContactDraft {
    use corong_domain::contact::{MAX_LINE, MAX_NOTE, MAX_ROWS, is_email};
    let mut lines: Vec<String> = Vec::new();
    let (good, odd): (Vec<_>, Vec<_>) = draft.emails.drain(..).partition(|email| {
        let value = email.value.trim();
        value.is_empty() || (is_email(value) && value.chars().count() <= MAX_LINE)
    });
    draft.emails = good;
    lines.extend(odd.into_iter().map(|email| format!("EMAIL: {}", email.value.trim())));
    let (good, odd): (Vec<_>, Vec<_>) = draft.phones.drain(..).partition(|phone| phone.raw.chars().count() <= MAX_LINE);
    draft.phones = good;
    lines.extend(odd.into_iter().map(|phone| format!("TEL: {}", phone.raw)));
    for (label, field) in [
        ("N", &mut draft.name),
        ("TITLE", &mut draft.job_title),
        ("ORG", &mut draft.company),
        ("DEPARTMENT", &mut draft.department),
        ("PREFIX", &mut draft.titles_before),
        ("SUFFIX", &mut draft.titles_after),
        ("GIVEN", &mut draft.given_name),
        ("FAMILY", &mut draft.family_name),
    ] {
        if field.chars().count() > MAX_LINE {
            lines.push(format!("{label}: {field}"));
            *field = field.chars().take(MAX_LINE).collect();
        }
    }
    if draft.phones.len() > MAX_ROWS {
        lines.extend(draft.phones.drain(MAX_ROWS..).map(|phone| format!("TEL: {}", phone.raw)));
    }
    if draft.emails.len() > MAX_ROWS {
        lines.extend(draft.emails.drain(MAX_ROWS..).map(|email| format!("EMAIL: {}", email.value)));
    }
    if draft.links.len() > MAX_ROWS {
        lines.extend(draft.links.drain(MAX_ROWS..).map(|link| format!("URL: {}", link.value)));
    }
    if draft.addresses.len() > MAX_ROWS {
        lines.extend(draft.addresses.drain(MAX_ROWS..).map(|address| format!("ADR: {}", address.text)));
    }
    if draft.tags.len() > MAX_ROWS {
        lines.push(format!("CATEGORIES: {}", draft.tags.drain(MAX_ROWS..).collect::<Vec<_>>().join(", ")));
    }
    let mut note = draft.note.clone();
    for line in lines {
        if !note.is_empty() {
            note.push('\n');
        }
        note.push_str(&line);
    }
    draft.note = note.chars().take(MAX_NOTE).collect();
    draft
}

/// The contact in the book that a card most likely is; never on a phone number alone.
fn same_person(reader: &Reader<'_>, draft: &ContactDraft, moment: &Moment) -> Result<Option<DuplicateHint>, BookError> {
    let numbers = |raw: &str| moment.met.phone(raw, &moment.settings.region).e164.clone();
    Ok(likely_the_same(reader, draft, &numbers, None, LIKELY, 1)?.into_iter().next())
}

fn plan(
    reader: &Reader<'_>,
    draft: &ContactDraft,
    hint: Option<&DuplicateHint>,
    policy: DuplicatePolicy,
) -> Result<Plan, BookError> {
    let (Some(hint), policy) = (hint, policy) else { return Ok(Plan::Create) };
    match policy {
        DuplicatePolicy::Keep => Ok(Plan::Create),
        DuplicatePolicy::Skip => Ok(Plan::Skip),
        DuplicatePolicy::Fill => {
            let Some(whole) = reader.contact_whole(hint.contact)? else { return Ok(Plan::Create) };
            let before = draft_of(&whole);
            let filled = fill_up(&before, draft);
            if filled == before { Ok(Plan::Skip) } else { Ok(Plan::Fill(hint.contact, Box::new(filled))) }
        }
    }
}

/// The old fields with what was empty filled in, and with phones, e-mails, links, addresses and tags that are new.
fn fill_up(old: &ContactDraft, new: &ContactDraft) -> ContactDraft {
    let mut filled = old.clone();
    for (field, value) in [
        (&mut filled.name, &new.name),
        (&mut filled.titles_before, &new.titles_before),
        (&mut filled.titles_after, &new.titles_after),
        (&mut filled.given_name, &new.given_name),
        (&mut filled.family_name, &new.family_name),
        (&mut filled.job_title, &new.job_title),
        (&mut filled.department, &new.department),
        (&mut filled.company, &new.company),
        (&mut filled.language, &new.language),
    ] {
        if field.trim().is_empty() {
            value.clone_into(field);
        }
    }
    filled.temperature = filled.temperature.or(new.temperature);
    let digits = corong_domain::text::digits;
    let fold = corong_domain::text::fold;
    let mut seen: HashMap<String, ()> = filled.phones.iter().map(|phone| (digits(&phone.raw), ())).collect();
    // 0812... and +62812... end alike: the last nine digits tell one number from another.
    let known_tail = |seen: &HashMap<String, ()>, raw: &str| {
        let all = digits(raw);
        let tail = all.get(all.len().saturating_sub(9)..).unwrap_or(&all).to_owned();
        seen.keys().any(|one| one.ends_with(&tail) && !tail.is_empty())
    };
    for phone in &new.phones {
        if !phone.raw.trim().is_empty() && !known_tail(&seen, &phone.raw) {
            seen.insert(digits(&phone.raw), ());
            filled.phones.push(phone.clone());
        }
    }
    for email in &new.emails {
        if !filled.emails.iter().any(|one| fold(&one.value) == fold(&email.value)) {
            filled.emails.push(email.clone());
        }
    }
    for link in &new.links {
        if !filled.links.iter().any(|one| fold(&one.value) == fold(&link.value)) {
            filled.links.push(link.clone());
        }
    }
    for address in &new.addresses {
        let known = filled.addresses.iter().any(|one| {
            fold(&one.text) == fold(&address.text)
                || (!one.street.is_empty() && fold(&one.street) == fold(&address.street))
        });
        if !known {
            filled.addresses.push(address.clone());
        }
    }
    for tag in &new.tags {
        if !filled.tags.iter().any(|one| fold(one) == fold(tag)) {
            filled.tags.push(tag.clone());
        }
    }
    if !new.note.trim().is_empty() && !filled.note.contains(new.note.trim()) {
        let gap = if filled.note.is_empty() { "" } else { "\n" };
        filled.note = format!("{}{gap}{}", filled.note, new.note.trim());
    }
    filled
}
