//! Contacts for people. As JSON they go out as they are.

use corong_book::OutContact;
use corong_domain::funnel::Level;

use super::text::short;
use crate::args::word;
use crate::words::{Line, Words};

fn level(contact: &OutContact, words: &dyn Words) -> String {
    let level = contact.level.as_deref().and_then(|level| word::<Level>(level).ok());
    level.map(|level| words.level(level).to_owned()).unwrap_or_default()
}

/// Name and company, as far as they are there.
fn head(contact: &OutContact) -> String {
    let parts = [&contact.name, &contact.titles, &contact.job_title, &contact.company];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// A contact in one line.
pub fn contact_line(contact: &OutContact, words: &dyn Words) -> String {
    let phone = contact.phones.first().map(|phone| if phone.e164.is_empty() { &phone.raw } else { &phone.e164 });
    let reach = phone.or(contact.emails.first()).map_or("", String::as_str);
    format!("{}  {:<14}  {:<15}  {}", short(&contact.id), level(contact, words), reach, head(contact))
}

/// A contact with everything.
pub fn contact_text(contact: &OutContact, words: &dyn Words) -> String {
    let mut lines = vec![head(contact)];
    let mut about = Vec::new();
    if !contact.id.is_empty() {
        about.push(format!("ID {}", contact.id));
    }
    if contact.level.is_some() {
        about.push(level(contact, words));
    }
    if let Some(temperature) = contact.temperature {
        about.push(words.temperature(temperature).to_owned());
    }
    if !about.is_empty() {
        lines.push(format!("  {}", about.join("; ")));
    }
    for phone in &contact.phones {
        let read = if phone.e164.is_empty() { &phone.raw } else { &phone.e164 };
        lines.push(format!("  {}: {read}", words.line(Line::Phone)));
    }
    for (label, values) in [(Line::Email, &contact.emails), (Line::Url, &contact.urls)] {
        lines.extend(values.iter().map(|value| format!("  {}: {value}", words.line(label))));
    }
    if !contact.tags.is_empty() {
        lines.push(format!("  {}: {}", words.line(Line::Tags), contact.tags.join(", ")));
    }
    for (label, value) in [(Line::Address, &contact.address), (Line::Note, &contact.note)] {
        if !value.is_empty() {
            lines.push(format!("  {}: {}", words.line(label), value.replace('\n', "\n    ")));
        }
    }
    lines.join("\n")
}
