//! One row to one contact.
//!
//! Deliberately absent: judging what a cell says; the book does that with every draft.

use corong_domain::contact::{AddressDraft, ContactDraft, LabelledDraft, PhoneDraft, PhoneKind, Temperature};
use corong_domain::text::fold;

use super::columns::{Field, group, place};
use crate::csv::unguarded;

/// A cell without the guard against formulas, trimmed, with ordinary line ends.
pub(super) fn clean(cell: &str) -> String {
    let text = unguarded(cell).replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n").replace('\0', "");
    text.trim().to_owned()
}

/// Reads rows of one table.
pub(super) struct RowReader {
    columns: Vec<Column>,
}

struct Column {
    field: Field,
    name: String,
    group: String,
    place: &'static str,
    /// The column that says what this one is for.
    label: Option<usize>,
}

/// Several values in one cell: `a ::: b` of Google, `a; b` of Corong, lines.
fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(":::").flat_map(|part| part.split([';', '\n'])).map(str::trim).filter(|part| !part.is_empty())
}

impl RowReader {
    pub fn new(header: &[String], fields: &[Field]) -> Self {
        let groups: Vec<String> = header.iter().map(|name| group(name)).collect();
        // The nearest label before a column of the same phone, e-mail or address.
        let label = |index: usize| {
            let before = (0..index).rev().find(|one| fields.get(*one) == Some(&Field::Label));
            before.filter(|one| groups.get(*one) == groups.get(index))
        };
        let column = |(index, (name, field)): (usize, (&String, &Field))| Column {
            field: *field,
            name: name.clone(),
            group: group(name),
            place: place(name),
            label: label(index),
        };
        Self { columns: header.iter().zip(fields).enumerate().map(column).collect() }
    }

    pub fn read(&self, cells: &[String]) -> ContactDraft {
        let mut draft = ContactDraft::default();
        let mut middle = String::new();
        let mut addresses: Vec<(String, AddressDraft)> = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let text = cells.get(index).map(|cell| clean(cell)).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let label = column.label.and_then(|label| cells.get(label)).map(|cell| clean(cell)).unwrap_or_default();
            match column.field {
                Field::Ignore | Field::Label => {}
                Field::Name => fill(&mut draft.name, &text, " "),
                Field::GivenName => fill(&mut draft.given_name, &text, " "),
                Field::MiddleName => fill(&mut middle, &text, " "),
                Field::FamilyName => fill(&mut draft.family_name, &text, " "),
                Field::TitlesBefore => fill(&mut draft.titles_before, &text, " "),
                Field::TitlesAfter => fill(&mut draft.titles_after, &text, ", "),
                Field::JobTitle => fill(&mut draft.job_title, &text, ", "),
                Field::Department => fill(&mut draft.department, &text, ", "),
                Field::Company => fill(&mut draft.company, &text, ", "),
                Field::Phone | Field::PhoneMobile | Field::PhoneWork | Field::PhoneHome | Field::PhoneFax => {
                    let kind = phone_kind(column.field, &label);
                    let phone = |raw: &str| PhoneDraft { raw: raw.to_owned(), kind, id: None };
                    draft.phones.extend(values(&text).map(phone));
                }
                Field::Email => {
                    let of = if label.is_empty() { column.place } else { place(&label) };
                    draft.emails.extend(values(&text).map(|value| labelled(value, of)));
                }
                Field::Link => draft.links.extend(values(&text).map(|value| labelled(value, ""))),
                Field::Address | Field::Street | Field::City | Field::Region | Field::Postcode | Field::Country => {
                    let of = if label.is_empty() { column.place } else { place(&label) };
                    put_address(&mut addresses, column, of, &text);
                }
                Field::Tags => {
                    // Google marks its own groups with a star.
                    let split = values(&text).flat_map(|part| part.split(',')).map(str::trim);
                    draft.tags.extend(split.filter(|tag| !tag.is_empty() && !tag.starts_with('*')).map(str::to_owned));
                }
                Field::Note => fill(&mut draft.note, &text, "\n"),
                Field::NamedNote => fill(&mut draft.note, &format!("{}: {text}", column.name), "\n"),
                Field::Temperature => draft.temperature = draft.temperature.or(temperature(&text)),
                Field::Language => fill(&mut draft.language, &text, ", "),
            }
        }
        finish(&mut draft, &middle);
        draft.addresses = addresses.into_iter().map(|(_, address)| whole_address(address)).collect();
        draft
    }
}

fn fill(field: &mut String, text: &str, between: &str) {
    if field.is_empty() {
        text.clone_into(field);
    } else if field != text {
        field.push_str(between);
        field.push_str(text);
    }
}

fn labelled(value: &str, label: &str) -> LabelledDraft {
    LabelledDraft { value: value.to_owned(), label: label.to_owned(), id: String::new() }
}

fn phone_kind(field: Field, label: &str) -> Option<PhoneKind> {
    let label = fold(label);
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if has(&["fax", "faks"]) {
        return Some(PhoneKind::Fax);
    }
    if has(&["mobile", "cell", "hp", "ponsel", "iphone"]) {
        return Some(PhoneKind::Mobile);
    }
    match (field, place(&label)) {
        (Field::PhoneMobile, _) => Some(PhoneKind::Mobile),
        (Field::PhoneFax, _) => Some(PhoneKind::Fax),
        (Field::PhoneWork, _) | (_, "work") => Some(PhoneKind::Work),
        (Field::PhoneHome, _) | (_, "home") => Some(PhoneKind::Home),
        _ => None,
    }
}

fn temperature(text: &str) -> Option<Temperature> {
    match fold(text).as_str() {
        "hot" | "panas" => Some(Temperature::Hot),
        "warm" | "hangat" => Some(Temperature::Warm),
        "cold" | "dingin" => Some(Temperature::Cold),
        _ => None,
    }
}

/// Puts a part into the address of its group.
fn put_address(addresses: &mut Vec<(String, AddressDraft)>, column: &Column, of: &str, text: &str) {
    if let Some((_, address)) = addresses.iter_mut().find(|(group, _)| *group == column.group) {
        return address_part(address, column.field, text);
    }
    let mut address = AddressDraft { label: of.to_owned(), ..AddressDraft::default() };
    address_part(&mut address, column.field, text);
    addresses.push((column.group.clone(), address));
}

fn address_part(address: &mut AddressDraft, field: Field, text: &str) {
    let line = text.split('\n').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let part = match field {
        Field::City => &mut address.city,
        Field::Region => &mut address.region,
        Field::Postcode => &mut address.postcode,
        Field::Country => &mut address.country,
        Field::Street => &mut address.street,
        // A whole address beside parts of it is the street of Thunderbird, or the formatted text of Google.
        _ => &mut address.text,
    };
    fill(part, &line, ", ");
}

/// The address as one line. Where parts are told apart and the text is no more than a street, it is the street.
fn whole_address(mut address: AddressDraft) -> AddressDraft {
    let has_parts =
        [&address.city, &address.region, &address.postcode, &address.country].iter().any(|part| !part.is_empty());
    let repeats = !address.city.is_empty() && address.text.contains(&address.city) || !has_parts;
    if !repeats && address.street.is_empty() {
        address.street = std::mem::take(&mut address.text);
    }
    if address.text.is_empty() || !repeats {
        let town = [address.city.as_str(), address.region.as_str(), address.postcode.as_str()];
        let town = town.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let parts = [address.street.as_str(), town.as_str(), address.country.as_str()];
        address.text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    }
    address
}

/// The whole name out of its parts, and every value once.
fn finish(draft: &mut ContactDraft, middle: &str) {
    if draft.name.is_empty() {
        let parts = [draft.given_name.as_str(), middle, draft.family_name.as_str()];
        draft.name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    } else {
        // Google's whole name has the titles in it as well.
        let before = draft.titles_before.clone();
        if let Some(rest) = draft.name.strip_prefix(&before).filter(|rest| !before.is_empty() && rest.starts_with(' '))
        {
            draft.name = rest.trim().to_owned();
        }
        let after = draft.titles_after.clone();
        if let Some(rest) = draft.name.strip_suffix(&after).filter(|_| !after.is_empty()) {
            let rest = rest.trim_end_matches([' ', ',']).to_owned();
            if !rest.is_empty() {
                draft.name = rest;
            }
        }
    }
    if !middle.is_empty() {
        fill(&mut draft.given_name, middle, " ");
    }
    let mut seen = std::collections::HashSet::new();
    draft.phones.retain(|phone| seen.insert(corong_domain::text::digits(&phone.raw) + &fold(&phone.raw)));
    seen.clear();
    draft.emails.retain(|email| seen.insert(fold(&email.value)));
    seen.clear();
    draft.links.retain(|link| seen.insert(fold(&link.value)));
    seen.clear();
    draft.tags.retain(|tag| seen.insert(fold(tag)));
}
