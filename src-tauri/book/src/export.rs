//! Export of contacts: vCard, CSV, JSON. Written beside its target and renamed, so that a file is whole or not there.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use corong_domain::funnel::Level;
use corong_domain::ids::ContactId;
use corong_exchange::ExchangeError;
use corong_exchange::contact::{OutContact, OutPhone, titles};
use corong_exchange::csv::write_csv;
use corong_exchange::json::write_json_array;
use corong_exchange::vcard::{OutCard, OutVersion, write_vcards};
use corong_store::{ContactSort, ContactWhole, Reader};

use crate::contacts::contact_level_of;
use crate::error::BookError;
use crate::files::Funnels;
use crate::save::draft_of;
use crate::views::{ExportDone, ExportFormat, ExportRequest};
use crate::write::Book;

/// The name that an export is offered under.
#[must_use]
pub fn export_name(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Vcard4 | ExportFormat::Vcard3 => "contacts.vcf",
        ExportFormat::Csv => "contacts.csv",
        ExportFormat::Json => "contacts.json",
    }
}

impl Book {
    /// Exports contacts to a file; all of them when none is named.
    ///
    /// # Errors
    /// The file cannot be written; the book cannot be read.
    pub fn contacts_export(&self, request: &ExportRequest, target: &Path) -> Result<ExportDone, BookError> {
        let name = file_name(target);
        let contacts = self.store.read(|reader| {
            let ids = if request.contacts.is_empty() {
                reader.contact_ids(ContactSort::Name)?
            } else {
                request.contacts.clone()
            };
            let funnels = Funnels::read(reader)?;
            let mut contacts = Vec::with_capacity(ids.len());
            for id in ids {
                let Some(whole) = reader.contact_whole(id)? else { continue };
                contacts.push((whole, contact_level_of(reader, &funnels, id)?));
            }
            Ok::<_, BookError>(contacts)
        })?;
        write_whole(target, |out| write(out, &contacts, request.format)).map_err(|error| denied(error, &name))?;
        Ok(ExportDone { file: name, records: u32::try_from(contacts.len()).unwrap_or(u32::MAX) })
    }

    /// A contact as files and the command line show it.
    ///
    /// # Errors
    /// The contact is not there; the book cannot be read.
    pub fn contact_out(&self, id: ContactId) -> Result<OutContact, BookError> {
        self.store.read(|reader: &Reader<'_>| {
            let whole = reader.contact_whole(id)?.ok_or(BookError::NotFound { what: "contact" })?;
            let level = contact_level_of(reader, &Funnels::read(reader)?, id)?;
            Ok(out_contact(&whole, level))
        })
    }
}

fn write(
    out: &mut BufWriter<File>,
    contacts: &[(ContactWhole, Level)],
    format: ExportFormat,
) -> Result<(), ExchangeError> {
    let cards = || -> Vec<OutCard> { contacts.iter().map(|(whole, level)| out_card(whole, *level)).collect() };
    let records = || -> Vec<OutContact> { contacts.iter().map(|(whole, level)| out_contact(whole, *level)).collect() };
    match format {
        ExportFormat::Vcard4 => write_vcards(out, &cards(), OutVersion::V40).map(drop),
        ExportFormat::Vcard3 => write_vcards(out, &cards(), OutVersion::V30).map(drop),
        ExportFormat::Csv => write_csv(out, &records(), true).map(drop),
        ExportFormat::Json => write_json_array(out, &records()).map(drop),
    }
}

fn out_card(whole: &ContactWhole, level: Level) -> OutCard {
    OutCard {
        uid: whole.contact.id.to_string(),
        rev: None,
        draft: draft_of(whole),
        level: Some(level_word(level).to_owned()),
        photo: None,
    }
}

fn out_contact(whole: &ContactWhole, level: Level) -> OutContact {
    let contact = &whole.contact;
    OutContact {
        id: contact.id.to_string(),
        name: contact.name.clone(),
        titles: titles(&contact.titles_before, &contact.titles_after),
        job_title: contact.job_title.clone(),
        company: whole.company.as_ref().map(|company| company.name.clone()).unwrap_or_default(),
        phones: whole
            .phones
            .iter()
            .map(|phone| OutPhone { kind: phone.kind, e164: phone.e164.clone(), raw: phone.raw.clone() })
            .collect(),
        emails: whole.emails.iter().map(|email| email.address.clone()).collect(),
        urls: whole.links.iter().map(|link| link.url.clone()).collect(),
        address: whole.addresses.first().map(|address| address.text.clone()).unwrap_or_default(),
        note: contact.note.clone(),
        temperature: contact.temperature,
        tags: whole.tags.iter().map(|tag| tag.tag.clone()).collect(),
        level: Some(level_word(level).to_owned()),
    }
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Lead => "lead",
        Level::QualifiedLead => "qualified_lead",
        Level::Prospect => "prospect",
        Level::Customer => "customer",
    }
}

/// Writes a whole file or none: into a file beside the target, synced, then renamed over it.
pub(crate) fn write_whole(
    target: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), ExchangeError>,
) -> Result<(), ExchangeError> {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = target.with_file_name(name);
    let written = File::create(&part).map_err(ExchangeError::Write).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush().map_err(ExchangeError::Write)?;
        out.get_ref().sync_all().map_err(ExchangeError::Write)?;
        fs::rename(&part, target).map_err(ExchangeError::Write)
    });
    if written.is_err() {
        // Our own half-written file; the target was not touched.
        let _ = fs::remove_file(&part);
    }
    written
}

pub(crate) fn denied(error: ExchangeError, file: &str) -> BookError {
    match error {
        ExchangeError::Write(error) if error.kind() == std::io::ErrorKind::StorageFull => BookError::DiskFull,
        _ => BookError::ExportDenied { file: file.to_owned() },
    }
}

/// The name of a file without its folder.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
