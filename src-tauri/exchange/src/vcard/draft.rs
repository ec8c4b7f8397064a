//! Properties to fields: what each property of a card means for a contact.
//!
//! Deliberately absent: the limits of a contact's fields, which `finish` keeps.

use std::collections::HashMap;

use calcard::vcard::VCardProperty;
use corong_domain::contact::{LabelledDraft, PhoneDraft, Temperature};

use super::address::{self, CardAddress, give_label};
use super::names::{NameParts, join, one_line};
use super::photo::{Binary, Photo};
use super::property::Property;
use super::read::Warning;
use super::words::{is_bookkeeping, is_plain_phone_label, label_of, phone_kind, plain_label, service_of};

/// A value with how much the card prefers it.
#[derive(Debug)]
pub(crate) struct Ranked<T> {
    pub(crate) preference: u32,
    pub(crate) value: T,
}

/// Everything that a card says, before it becomes a draft.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) full_names: Vec<Ranked<String>>,
    pub(crate) parts: Option<NameParts>,
    pub(crate) nicknames: Vec<String>,
    pub(crate) company: Option<String>,
    pub(crate) department: String,
    pub(crate) titles: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) phones: Vec<Ranked<PhoneDraft>>,
    pub(crate) emails: Vec<Ranked<LabelledDraft>>,
    pub(crate) links: Vec<LabelledDraft>,
    pub(crate) addresses: Vec<CardAddress>,
    pub(crate) tags: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) languages: Vec<Ranked<String>>,
    pub(crate) temperature: Option<Temperature>,
    pub(crate) level: Option<String>,
    pub(crate) photo: Option<Photo>,
    pub(crate) uid: Option<String>,
    pub(crate) rev: Option<String>,
    pub(crate) birthday: Option<String>,
    /// Properties without a field, in the card's order; a value that is not text is empty.
    pub(crate) unread: Vec<(String, String)>,
    pub(crate) warnings: Vec<Warning>,
    labels: Vec<(String, String, Vec<String>)>,
    group_labels: HashMap<String, String>,
    old: bool,
}

impl Found {
    /// Takes all properties of a card; `old` says that it is 2.1.
    pub(crate) fn new(properties: Vec<Property<'_>>, old: bool) -> Self {
        let mut found = Self { old, ..Self::default() };
        for property in properties.iter().filter(|property| property.entry.group.is_some()) {
            if property.name() == "X-ABLABEL" {
                let label = plain_label(&property.text()).to_owned();
                found.group_labels.insert(group_of(property), label);
            }
        }
        for property in properties {
            found.take(property);
        }
        for (text, group, types) in std::mem::take(&mut found.labels) {
            give_label(&mut found.addresses, &text, &group, &types);
        }
        found
    }

    fn take(&mut self, mut property: Property<'_>) {
        if let Some(binary) = property.binary.take() {
            self.take_binary(&property, binary);
            return;
        }
        match &property.entry.name {
            VCardProperty::Fn => self.take_full_name(&property),
            VCardProperty::N => self.take_name_parts(&property),
            VCardProperty::Nickname => self.nicknames.extend(words(&property)),
            VCardProperty::Org => self.take_organisation(&property),
            VCardProperty::Title => self.titles.extend(filled(&property.single())),
            VCardProperty::Role => self.roles.extend(filled(&property.single())),
            VCardProperty::Tel => self.take_phone(&property),
            VCardProperty::Email => self.take_email(&property),
            VCardProperty::Url => self.take_url(&property),
            VCardProperty::Impp | VCardProperty::Socialprofile => self.take_profile(&property),
            VCardProperty::Adr => self.take_address(&property),
            VCardProperty::Categories => self.tags.extend(words(&property)),
            VCardProperty::Note => self.notes.extend(filled_text(&property.single())),
            VCardProperty::Lang => self.take_language(&property),
            VCardProperty::Uid => self.uid = filled(strip_urn(&property.text())),
            VCardProperty::Rev => self.rev = filled(&property.text()),
            VCardProperty::Bday => {
                if self.birthday.is_none() {
                    self.birthday = filled(&property.text());
                }
                self.leave(&property);
            }
            VCardProperty::Kind if property.text().eq_ignore_ascii_case("individual") => {}
            _ => self.take_other(&property),
        }
    }

    fn take_other(&mut self, property: &Property<'_>) {
        let name = property.name();
        if let Some(service) = service_of(&name) {
            self.link(&property.text(), service.to_owned());
            return;
        }
        match name.as_str() {
            "LABEL" => self.labels.push((property.single().into_owned(), group_of(property), address_types(property))),
            "X-LANG" => self.take_language(property),
            "X-SOCIALPROFILE" => self.take_profile(property),
            "X-ANDROID-CUSTOM" => self.take_android(property),
            "X-DEPARTMENT" | "X-KADDRESSBOOK-X-DEPARTMENT" if self.department.is_empty() => {
                self.department = one_line(&property.text());
            }
            "X-CORONG-TEMPERATURE" => self.temperature = temperature_of(&property.text()),
            "X-CORONG-LEVEL" => self.level = filled(&property.text()),
            name if is_bookkeeping(name) => {}
            _ => self.leave(property),
        }
    }

    fn take_binary(&mut self, property: &Property<'_>, binary: Binary) {
        if property.entry.name == VCardProperty::Photo {
            match binary {
                Binary::Read(photo) if self.photo.is_none() => {
                    self.photo = Some(photo);
                    return;
                }
                Binary::Read(_) => {}
                Binary::TooLarge => self.warnings.push(Warning::PhotoTooLarge),
                Binary::Unreadable => self.warnings.push(Warning::PhotoUnreadable),
            }
        }
        self.unread.push((property.name(), String::new()));
    }

    fn take_full_name(&mut self, property: &Property<'_>) {
        if let Some(value) = filled(&property.single()) {
            self.full_names.push(Ranked { preference: property.preference(), value });
        }
    }

    fn take_name_parts(&mut self, property: &Property<'_>) {
        let parts = NameParts::new(&property.components(), self.old);
        if parts == NameParts::default() {
            return;
        }
        if self.parts.is_some() {
            self.leave(property);
        } else {
            self.parts = Some(parts);
        }
    }

    fn take_organisation(&mut self, property: &Property<'_>) {
        let components = property.components();
        let units: Vec<String> = components.iter().map(|unit| one_line(&unit.join(", "))).collect();
        if units.iter().all(String::is_empty) {
            return;
        }
        if self.company.is_some() {
            let text = join(units.into_iter(), ", ");
            self.unread.push(("ORG".to_owned(), text));
            return;
        }
        let mut units = units.into_iter();
        self.company = units.next();
        let department = join(units, ", ");
        if !department.is_empty() {
            self.department = department;
        }
    }

    fn take_phone(&mut self, property: &Property<'_>) {
        let Some(raw) = filled(&phone_text(&property.single())) else { return };
        let mut types = property.types();
        if let Some(label) = self.label(property) {
            if !is_plain_phone_label(&label.to_lowercase()) {
                self.unread.push((label.clone(), raw.clone()));
            }
            types.push(label.to_lowercase());
        }
        let kind = phone_kind(&types);
        let value = PhoneDraft { raw, kind, ..PhoneDraft::default() };
        self.phones.push(Ranked { preference: property.preference(), value });
    }

    fn take_email(&mut self, property: &Property<'_>) {
        let Some(value) = filled(&property.single()) else { return };
        let label = self.label(property).unwrap_or_else(|| label_of(&property.types()));
        let value = LabelledDraft { value: plain_email(&value), label, ..LabelledDraft::default() };
        self.emails.push(Ranked { preference: property.preference(), value });
    }

    fn take_url(&mut self, property: &Property<'_>) {
        let label = self.label(property).unwrap_or_else(|| label_of(&property.types()));
        let label = if label == "HomePage" { "web".to_owned() } else { label };
        self.link(&property.single(), label);
    }

    /// IMPP and the social profiles of Apple and RFC 9554.
    fn take_profile(&mut self, property: &Property<'_>) {
        let text = property.text();
        let text = text.trim();
        let service = ["X-SERVICE-TYPE", "SERVICE-TYPE"].iter().find_map(|name| property.parameter(name));
        let label = match service {
            Some(service) => service.to_lowercase(),
            None => self.label(property).unwrap_or_else(|| label_of(&property.types())),
        };
        let scheme = text.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains([' ', '/', '.']));
        let plain = matches!(label.as_str(), "" | "work" | "home" | "other" | "personal");
        let label = match scheme {
            Some(scheme) if plain && !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") => {
                scheme.to_lowercase()
            }
            _ => label,
        };
        let user = ["X-USER", "USERNAME"].iter().find_map(|name| property.parameter(name)).unwrap_or_default();
        let value = match text.strip_prefix("x-apple:") {
            Some(rest) if user.is_empty() => rest,
            Some(_) => user,
            None if text.is_empty() => user,
            None => text,
        };
        self.link(value, label);
    }

    fn take_address(&mut self, property: &Property<'_>) {
        let mut draft = address::from_components(&property.components());
        let label = property.parameter("LABEL").map(caret_decoded).unwrap_or_default();
        if draft.text.is_empty() && label.is_empty() {
            return;
        }
        let labelled = !label.is_empty();
        if labelled {
            draft.text = address::tidy(&label);
        }
        draft.label = self.label(property).unwrap_or_else(|| label_of(&property.types()));
        self.addresses.push(CardAddress {
            draft,
            group: group_of(property),
            types: address_types(property),
            preference: property.preference(),
            labelled,
        });
    }

    fn take_language(&mut self, property: &Property<'_>) {
        if let Some(value) = filled(&property.text()) {
            self.languages.push(Ranked { preference: property.preference(), value });
        }
    }

    /// Android's own rows: `vnd.android.cursor.item/nickname;Budi;1;;;`.
    fn take_android(&mut self, property: &Property<'_>) {
        let text = property.text();
        let mut fields = text.split(';').map(str::trim);
        let kind = fields.next().unwrap_or_default();
        let value = fields.next().unwrap_or_default();
        if value.is_empty() {
            return;
        }
        let kind = kind.rsplit('/').next().unwrap_or(kind);
        if kind == "nickname" {
            self.nicknames.push(value.to_owned());
        } else {
            let custom = fields.filter(|field| field.chars().any(char::is_alphabetic)).map(str::to_owned);
            let value = join(std::iter::once(value.to_owned()).chain(custom), ", ");
            self.unread.push((kind.to_uppercase(), value));
        }
    }

    fn link(&mut self, value: &str, label: String) {
        if let Some(value) = filled(value) {
            self.links.push(LabelledDraft { value, label, ..LabelledDraft::default() });
        }
    }

    fn label(&self, property: &Property<'_>) -> Option<String> {
        let own = property.parameter("X-ABLABEL").map(plain_label).filter(|label| !label.is_empty());
        if let Some(own) = own {
            return Some(small_if_plain(own));
        }
        property.entry.group.as_ref()?;
        self.group_labels.get(&group_of(property)).filter(|label| !label.is_empty()).map(|label| small_if_plain(label))
    }

    /// Keeps a property that has no field.
    fn leave(&mut self, property: &Property<'_>) {
        let value = property.text();
        let value = value.trim().trim_end_matches(';').trim();
        if value.is_empty() {
            return;
        }
        let name = match self.label(property) {
            Some(label) => label,
            None => {
                let label = label_of(&property.types());
                let name = property.name();
                if label.is_empty() { name } else { format!("{name} ({label})") }
            }
        };
        self.unread.push((name, value.replace('\n', " ")));
    }
}

fn small_if_plain(label: &str) -> String {
    match label.to_lowercase().as_str() {
        small @ ("work" | "home" | "other") => small.to_owned(),
        _ => label.to_owned(),
    }
}

fn group_of(property: &Property<'_>) -> String {
    property.entry.group.as_deref().unwrap_or_default().to_lowercase()
}

fn address_types(property: &Property<'_>) -> Vec<String> {
    let mut types = property.types();
    types.retain(|word| !matches!(word.as_str(), "pref" | "dom" | "intl" | "postal" | "parcel"));
    types.sort();
    types
}

fn words(property: &Property<'_>) -> Vec<String> {
    property.components().iter().flatten().filter_map(|word| filled(word)).collect()
}

fn filled(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|text| !text.is_empty())
}

fn filled_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// `tel:` addresses as people write numbers.
fn phone_text(text: &str) -> String {
    let text = text.trim();
    match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => {
            let (number, rest) =
                text.get(4..).unwrap_or_default().split_once(';').unwrap_or((text.get(4..).unwrap_or_default(), ""));
            let extension = rest.split(';').find_map(|parameter| parameter.strip_prefix("ext=")).unwrap_or_default();
            let number = number.replace("%20", " ");
            if extension.is_empty() { number } else { format!("{number} ext. {extension}") }
        }
        _ => text.to_owned(),
    }
}

/// The address alone where it comes as `mailto:` or `Name <address>`.
fn plain_email(text: &str) -> String {
    let text = match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => text.get(7..).unwrap_or_default(),
        _ => text,
    };
    match text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')) {
        Some((address, _)) if address.contains('@') => address.trim().to_owned(),
        _ => text.trim().to_owned(),
    }
}

/// RFC 6868: what a parameter cannot hold as it is.
fn caret_decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let decoded = match (c, chars.peek()) {
            ('^', Some('n')) => '\n',
            ('^', Some('\'')) => '"',
            ('^', Some('^')) => '^',
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push(decoded);
        chars.next();
    }
    out
}

fn strip_urn(uid: &str) -> &str {
    uid.strip_prefix("urn:uuid:").unwrap_or(uid)
}

fn temperature_of(text: &str) -> Option<Temperature> {
    match text.trim().to_lowercase().as_str() {
        "hot" => Some(Temperature::Hot),
        "warm" => Some(Temperature::Warm),
        "cold" => Some(Temperature::Cold),
        _ => None,
    }
}
