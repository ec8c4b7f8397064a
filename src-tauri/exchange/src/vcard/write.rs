//! Writing vCard 3.0 and 4.0.
//!
//! Deliberately absent: 2.1, and everything that only some programs understand, but for Apple's labels, which all
//! phones read.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use corong_domain::contact::{AddressDraft, ContactDraft, LabelledDraft, PhoneDraft, PhoneKind, Temperature};

use crate::error::ExchangeError;
use crate::fold::{escaped, push_escaped, push_folded};

use super::address::whole;
use super::names::join;
use super::photo::Photo;
use super::words::label_of;

/// Which version is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutVersion {
    /// 3.0, which every program reads.
    V30,
    /// 4.0.
    V40,
}

/// A contact on its way out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutCard {
    /// The contact's id, so that the card is recognised when it comes back; may be empty.
    pub uid: String,
    /// When the contact was last changed.
    pub rev: Option<DateTime<Utc>>,
    /// The contact.
    pub draft: ContactDraft,
    /// The level of its opportunity: `T3`.
    pub level: Option<String>,
    /// The picture.
    pub photo: Option<Photo>,
}

/// Writes cards one after the other; gives their number.
pub fn write_vcards<'a>(
    mut out: impl Write,
    cards: impl IntoIterator<Item = &'a OutCard>,
    version: OutVersion,
) -> Result<u64, ExchangeError> {
    let mut count = 0;
    for card in cards {
        out.write_all(vcard_text(card, version).as_bytes()).map_err(ExchangeError::Write)?;
        count += 1;
    }
    out.flush().map_err(ExchangeError::Write)?;
    Ok(count)
}

/// One card as text, with CR LF line ends.
#[must_use]
pub fn vcard_text(card: &OutCard, version: OutVersion) -> String {
    let mut lines = Lines { text: String::with_capacity(512), version, groups: 0 };
    lines.plain("BEGIN:VCARD");
    lines.plain(if version == OutVersion::V30 { "VERSION:3.0" } else { "VERSION:4.0" });
    lines.plain("PRODID:-//Corong//Corong//EN");
    lines.identity(card);
    lines.names(&card.draft);
    for phone in &card.draft.phones {
        lines.phone(phone);
    }
    for email in &card.draft.emails {
        lines.labelled("EMAIL", &escaped(&email.value), &email.label, "");
    }
    for link in &card.draft.links {
        lines.link(link);
    }
    for address in &card.draft.addresses {
        lines.address(address);
    }
    lines.rest(card);
    if let Some(photo) = &card.photo {
        lines.photo(photo);
    }
    lines.plain("END:VCARD");
    lines.text
}

/// A card that is being written.
struct Lines {
    text: String,
    version: OutVersion,
    groups: usize,
}

impl Lines {
    fn plain(&mut self, line: &str) {
        push_folded(&mut self.text, line);
    }

    fn filled(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.plain(&format!("{name}:{}", escaped(text)));
        }
    }

    fn identity(&mut self, card: &OutCard) {
        if !card.uid.is_empty() {
            let uid = escaped(&card.uid);
            match self.version {
                OutVersion::V30 => self.plain(&format!("UID:{uid}")),
                OutVersion::V40 if is_uuid(&card.uid) => self.plain(&format!("UID:urn:uuid:{uid}")),
                OutVersion::V40 => self.plain(&format!("UID;VALUE=text:{uid}")),
            }
        }
        if let Some(rev) = card.rev {
            self.plain(&format!("REV:{}", rev.format("%Y%m%dT%H%M%SZ")));
        }
    }

    fn names(&mut self, draft: &ContactDraft) {
        self.plain(&format!("FN:{}", escaped(&full_name(draft))));
        // Phones sort and show by N, so a name that nobody told apart stands where they look first.
        let apart = !(draft.given_name.is_empty() && draft.family_name.is_empty());
        let given = if apart { &draft.given_name } else { &draft.name };
        let parts = [&draft.family_name, given, &String::new(), &draft.titles_before, &draft.titles_after]
            .map(|part| escaped(part))
            .join(";");
        self.plain(&format!("N:{parts}"));
        if !(draft.company.is_empty() && draft.department.is_empty()) {
            let mut line = format!("ORG:{}", escaped(&draft.company));
            if !draft.department.is_empty() {
                line.push(';');
                push_escaped(&mut line, &draft.department);
            }
            self.plain(&line);
        }
        self.filled("TITLE", &draft.job_title);
    }

    fn phone(&mut self, phone: &PhoneDraft) {
        let types = phone.kind.map(|kind| format!(";TYPE={}", phone_types(kind))).unwrap_or_default();
        self.plain(&format!("TEL{types}:{}", escaped(&phone.raw)));
    }

    fn link(&mut self, link: &LabelledDraft) {
        // Commas and semicolons are part of an address; programs that read URLs do not expect them escaped.
        let value = link.value.replace('\\', "\\\\").replace(['\n', '\r'], " ");
        let plain = matches!(link.label.as_str(), "" | "work" | "home" | "other" | "web" | "blog" | "video");
        if plain || link.value.contains("://") || !is_type(&link.label) {
            self.labelled("URL", &value, &link.label, "");
        } else {
            self.plain(&format!("X-SOCIALPROFILE;TYPE={}:{value}", link.label));
        }
    }

    /// A line with its label as TYPE where the label is a word for it, else as Apple's label. Gives the group.
    fn labelled(&mut self, name: &str, value: &str, label: &str, parameters: &str) -> Option<String> {
        if label.is_empty() {
            self.plain(&format!("{name}{parameters}:{value}"));
            return None;
        }
        if is_type(label) {
            self.plain(&format!("{name};TYPE={label}{parameters}:{value}"));
            return None;
        }
        let group = self.group();
        self.plain(&format!("{group}.{name}{parameters}:{value}"));
        self.plain(&format!("{group}.X-ABLabel:{}", escaped(label)));
        Some(group)
    }

    fn group(&mut self) -> String {
        self.groups += 1;
        format!("item{}", self.groups)
    }

    fn address(&mut self, address: &AddressDraft) {
        let computed = whole(&address.street, &address.city, &address.region, &address.postcode, &address.country);
        let apart = !computed.is_empty();
        let street = if apart { &address.street } else { &address.text };
        let parts = [street, &address.city, &address.region, &address.postcode, &address.country];
        let value = format!(";;{}", parts.map(|part| escaped(part)).join(";"));
        if !apart || address.text.is_empty() || address.text == computed {
            self.labelled("ADR", &value, &address.label, "");
            return;
        }
        match self.version {
            OutVersion::V40 => {
                let parameter = format!(";LABEL=\"{}\"", caret_encoded(&address.text));
                self.labelled("ADR", &value, &address.label, &parameter);
            }
            OutVersion::V30 => {
                let group = self.group();
                let types = if is_type(&address.label) { format!(";TYPE={}", address.label) } else { String::new() };
                self.plain(&format!("{group}.ADR{types}:{value}"));
                self.plain(&format!("{group}.LABEL{types}:{}", escaped(&address.text)));
                if types.is_empty() && !address.label.is_empty() {
                    self.plain(&format!("{group}.X-ABLabel:{}", escaped(&address.label)));
                }
            }
        }
    }

    fn rest(&mut self, card: &OutCard) {
        let draft = &card.draft;
        if !draft.tags.is_empty() {
            let tags = draft.tags.iter().map(|tag| escaped(tag)).collect::<Vec<_>>().join(",");
            self.plain(&format!("CATEGORIES:{tags}"));
        }
        self.filled(if self.version == OutVersion::V30 { "X-LANG" } else { "LANG" }, &draft.language);
        self.filled("NOTE", &draft.note);
        if let Some(temperature) = draft.temperature {
            self.filled("X-CORONG-TEMPERATURE", temperature_word(temperature));
        }
        if let Some(level) = &card.level {
            self.filled("X-CORONG-LEVEL", level);
        }
    }

    fn photo(&mut self, photo: &Photo) {
        let data = STANDARD.encode(&photo.bytes);
        let line = match self.version {
            OutVersion::V40 => format!("PHOTO:data:{};base64,{data}", photo.mime),
            OutVersion::V30 => {
                let format = match photo.mime.strip_prefix("image/") {
                    Some(format) if format.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                        format!(";TYPE={}", format.to_ascii_uppercase())
                    }
                    _ if photo.mime.is_empty() => String::new(),
                    _ => format!(";MEDIATYPE={}", photo.mime),
                };
                format!("PHOTO;ENCODING=b{format}:{data}")
            }
        };
        self.plain(&line);
    }
}

/// The name with its titles, or what stands for a name where there is none.
fn full_name(draft: &ContactDraft) -> String {
    if draft.name.is_empty() {
        let others = [
            Some(&draft.company),
            draft.emails.first().map(|email| &email.value),
            draft.phones.first().map(|phone| &phone.raw),
        ];
        return others.into_iter().flatten().find(|text| !text.is_empty()).cloned().unwrap_or_default();
    }
    let named = join([draft.titles_before.clone(), draft.name.clone()].into_iter(), " ");
    join([named, draft.titles_after.clone()].into_iter(), ", ")
}

/// Whether a label can stand as TYPE and comes back as it was.
fn is_type(label: &str) -> bool {
    !label.is_empty()
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && label_of(&[label.to_owned()]) == label
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// RFC 6868, with backslashes doubled because most readers undo them in parameters too.
fn caret_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '^' => out.push_str("^^"),
            '"' => out.push_str("^'"),
            '\n' => out.push_str("^n"),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The word for a temperature in files.
fn temperature_word(temperature: Temperature) -> &'static str {
    match temperature {
        Temperature::Hot => "hot",
        Temperature::Warm => "warm",
        Temperature::Cold => "cold",
    }
}

/// The TYPE words for a kind of phone.
fn phone_types(kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Mobile => "CELL",
        PhoneKind::Work => "WORK,VOICE",
        PhoneKind::Home => "HOME,VOICE",
        PhoneKind::Fax => "FAX",
        PhoneKind::Other => "X-OTHER",
    }
}
