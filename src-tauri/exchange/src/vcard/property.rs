//! One line of a card: its encodings undone, then read by `calcard`.
//!
//! `calcard` is given text without ENCODING, CHARSET and VALUE, so that it keeps every value as text. Deliberately
//! absent: what a property means for a contact.

use std::borrow::Cow;
use std::ops::Range;

use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardProperty, VCardValue};
use calcard::{Entry, Parser};

use super::cards::RawCard;
use super::charset::{Charset, unquote_printable};
use super::photo::{Binary, decode_binary, decode_data_uri};

/// One property, ready to be given a meaning.
#[derive(Debug)]
pub(crate) struct Property<'a> {
    /// What `calcard` made of it.
    pub(crate) entry: VCardEntry,
    /// The value with its escapes, decoded.
    value: &'a str,
    /// The bytes of a picture or key, where the value was one.
    pub(crate) binary: Option<Binary>,
}

/// The decoded text of a whole card; the properties borrow from it.
#[derive(Debug, Default)]
pub(crate) struct CardText {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    line: Range<usize>,
    value: Range<usize>,
    binary: Option<Binary>,
}

/// Whether a line begins a property: a name, perhaps with a group before it, and then `:` or `;`.
pub(crate) fn is_property(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let length = line
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
        .count();
    let rest = line.get(length..).unwrap_or_default();
    let named = line.first().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    match rest.trim_ascii_start() {
        // A web address at the start of a line is text of a note.
        [b':', b'/', b'/', ..] if is_scheme(line.get(..length).unwrap_or_default()) => false,
        [b':' | b';', ..] => named && rest.len() < line.len(),
        _ => false,
    }
}

fn is_scheme(name: &[u8]) -> bool {
    const SCHEMES: [&[u8]; 5] = [b"http", b"https", b"ftp", b"ftps", b"file"];
    SCHEMES.iter().any(|scheme| name.eq_ignore_ascii_case(scheme))
}

/// Where the value's colon stands: the first one outside of quotation marks.
pub(crate) fn header_end(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in line.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b':' if !quoted => return Some(at),
            _ => {}
        }
    }
    // A quotation mark that is never closed.
    if quoted { line.iter().position(|byte| *byte == b':') } else { None }
}

impl CardText {
    /// Decodes the lines of a card; `photo` is the limit of one picture in bytes.
    pub(crate) fn decode(&mut self, card: &RawCard, charset: &mut Charset, photo: usize) {
        self.text.clear();
        self.parts.clear();
        for line in &card.lines {
            let bytes = card.line(line);
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match header_end(bytes) {
                Some(end) => self.push(bytes, end, charset, photo),
                None => self.push_loose(bytes, charset),
            }
        }
    }

    fn push(&mut self, line: &[u8], end: usize, charset: &mut Charset, photo: usize) {
        let header = String::from_utf8_lossy(line.get(..end).unwrap_or_default());
        let value = line.get(end + 1..).unwrap_or_default();
        let start = self.text.len();
        let encoding = push_header(&mut self.text, &header);
        self.text.push(':');
        let value_start = self.text.len();
        let mut binary = None;
        match encoding.form {
            ValueForm::Base64 => binary = Some(decode_binary(value, &encoding.media, photo)),
            ValueForm::QuotedPrintable => {
                let bytes = unquote_printable(value);
                push_value(&mut self.text, &charset.decode(&bytes, encoding.charset.as_deref()));
            }
            ValueForm::Plain => {
                binary = decode_data_uri(value, photo);
                if binary.is_none() {
                    push_value(&mut self.text, &charset.decode_plain(value, encoding.charset.as_deref()));
                }
            }
        }
        let value = value_start..self.text.len();
        self.text.push('\n');
        self.parts.push(Part { line: start..self.text.len(), value, binary });
    }

    /// Text that looked like a property, but has no colon: it belongs to the property before it.
    fn push_loose(&mut self, bytes: &[u8], charset: &mut Charset) {
        let Some(last) = self.parts.last_mut() else { return };
        if last.binary.is_some() {
            return;
        }
        self.text.truncate(last.value.end);
        self.text.push_str("\\n");
        push_value(&mut self.text, &charset.decode_plain(bytes, None));
        last.value.end = self.text.len();
        self.text.push('\n');
        last.line.end = self.text.len();
    }

    /// The properties in the order of the card.
    pub(crate) fn properties(&mut self) -> Vec<Property<'_>> {
        let mut entries = parse(&self.text);
        if entries.len() != self.parts.len() {
            // One line confused the reader: read each line alone, so that it confuses nothing but itself.
            entries = self
                .parts
                .iter()
                .map(|part| {
                    let line = self.text.get(part.line.clone()).unwrap_or_default();
                    parse(line).into_iter().next().unwrap_or_else(|| unreadable(line))
                })
                .collect();
        }
        let text = &self.text;
        entries
            .into_iter()
            .zip(&mut self.parts)
            .map(|(entry, part)| Property {
                entry,
                value: text.get(part.value.clone()).unwrap_or_default(),
                binary: part.binary.take(),
            })
            .collect()
    }
}

fn parse(text: &str) -> Vec<VCardEntry> {
    match Parser::new(text).vcard() {
        Entry::VCard(VCard { entries }) => entries,
        _ => Vec::new(),
    }
}

fn unreadable(line: &str) -> VCardEntry {
    let name = line.split([':', ';']).next().unwrap_or_default();
    VCardEntry { group: None, name: VCardProperty::Other(name.to_owned()), params: Vec::new(), values: Vec::new() }
}

/// How a value is encoded.
#[derive(Debug, Default, PartialEq, Eq)]
enum ValueForm {
    #[default]
    Plain,
    QuotedPrintable,
    Base64,
}

/// What the parameters say about the bytes of the value.
#[derive(Debug, Default)]
struct Encoding {
    form: ValueForm,
    charset: Option<String>,
    /// Words that may name a picture's format.
    media: Vec<String>,
}

/// Copies name and parameters without those that are undone here.
fn push_header(text: &mut String, header: &str) -> Encoding {
    let mut encoding = Encoding::default();
    for (index, part) in split_outside_quotes(header).enumerate() {
        let part = part.trim();
        if index == 0 {
            text.push_str(part);
            continue;
        }
        let (name, value) = part.split_once('=').unwrap_or(("", part));
        let (name, value) = (name.trim(), value.trim());
        let bare = value.trim_matches('"');
        let is = |word: &str| name.eq_ignore_ascii_case(word);
        if is("CHARSET") {
            encoding.charset = Some(bare.to_owned());
        } else if (is("ENCODING") || name.is_empty()) && encoding.take_form(bare) {
        } else if is("ENCODING") || is("VALUE") || part.is_empty() {
            // 7BIT, 8BIT and the kind of a value change nothing here: every value is kept as text.
        } else {
            if name.is_empty() || is("TYPE") || is("MEDIATYPE") {
                encoding.media.extend(bare.split(',').map(str::to_owned));
            }
            text.push(';');
            if name.is_empty() {
                text.push_str("TYPE=");
                push_flat(text, bare);
            } else {
                push_flat(text, name);
                text.push('=');
                // TYPE="work,voice" means two types.
                push_flat(text, if is("TYPE") { bare } else { value });
            }
        }
    }
    encoding
}

/// Control characters would end the line for `calcard`.
fn push_flat(text: &mut String, part: &str) {
    text.extend(part.chars().filter(|c| !c.is_control()));
}

impl Encoding {
    fn take_form(&mut self, word: &str) -> bool {
        let form = if word.eq_ignore_ascii_case("QUOTED-PRINTABLE") || word.eq_ignore_ascii_case("QP") {
            ValueForm::QuotedPrintable
        } else if word.eq_ignore_ascii_case("BASE64") || word.eq_ignore_ascii_case("B") {
            ValueForm::Base64
        } else {
            return false;
        };
        self.form = form;
        true
    }
}

fn split_outside_quotes(header: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    header.split(move |c| {
        if c == '"' {
            quoted = !quoted;
        }
        c == ';' && !quoted
    })
}

/// Makes a value one line and doubles backslashes that escape nothing, because `calcard` would drop them.
fn push_value(text: &mut String, value: &str) {
    if !value.bytes().any(|byte| byte == b'\\' || byte < b' ' || byte == 0x7f) {
        text.push_str(value);
        return;
    }
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.peek() {
                Some('\\' | ';' | ',') => {
                    text.push('\\');
                    text.extend(chars.next());
                }
                Some('n' | 'N' | ':' | '"' | '\'' | '=') => text.push('\\'),
                _ => text.push_str("\\\\"),
            },
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    text.push_str("\\n");
                }
            }
            '\n' | '\u{b}' | '\u{85}' | '\u{2028}' => text.push_str("\\n"),
            '\t' => text.push('\t'),
            c if c.is_control() => {}
            c => text.push(c),
        }
    }
}

/// Undoes the escapes of a value.
pub(crate) fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

impl Property<'_> {
    /// The whole value as text, components and all.
    pub(crate) fn text(&self) -> String {
        unescape(self.value)
    }

    /// The value as one text where `calcard` made one text of it, else all of it.
    pub(crate) fn single(&self) -> Cow<'_, str> {
        match self.entry.values.as_slice() {
            [VCardValue::Text(text)] => Cow::Borrowed(text),
            _ => Cow::Owned(self.text()),
        }
    }

    /// The components of a structured value; each is a list of texts.
    pub(crate) fn components(&self) -> Vec<Vec<&str>> {
        self.entry
            .values
            .iter()
            .map(|value| match value {
                VCardValue::Component(texts) => texts.iter().map(String::as_str).collect(),
                value => value.as_text().into_iter().collect(),
            })
            .collect()
    }

    /// The name in capitals.
    pub(crate) fn name(&self) -> String {
        self.entry.name.as_str().to_ascii_uppercase()
    }

    fn type_words(&self) -> impl Iterator<Item = &str> {
        self.entry
            .parameters(&VCardParameterName::Type)
            .filter_map(|value| value.as_text())
            .flat_map(|text| text.split(','))
            .map(str::trim)
            .filter(|word| !word.is_empty())
    }

    /// The words of TYPE in small letters.
    pub(crate) fn types(&self) -> Vec<String> {
        self.type_words().map(str::to_lowercase).collect()
    }

    /// A parameter that the standard does not know.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.entry
            .params
            .iter()
            .find(|parameter| parameter.name.as_str().eq_ignore_ascii_case(name))
            .and_then(|parameter| parameter.value.as_text())
    }

    /// How much the card prefers this value: 1 is most, 101 not at all.
    pub(crate) fn preference(&self) -> u32 {
        let numbered = self
            .entry
            .parameters(&VCardParameterName::Pref)
            .next()
            .map(|value| value.as_integer().and_then(|number| number.iana().copied()).unwrap_or(1));
        numbered
            .unwrap_or_else(|| if self.type_words().any(|word| word.eq_ignore_ascii_case("pref")) { 1 } else { 101 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_told_from_text() {
        for line in ["FN:x", "item1.TEL;TYPE=CELL:1", "N://;+;;;", "X-ABLabel:y", "TEL :1", "a_b:c", "TEL;TYPE=WORK"] {
            assert!(is_property(line.as_bytes()), "{line}");
        }
        for line in ["", "https://maju.example", "dua tiga: empat", ":x", ";x", "Siti", "\"N\":x"] {
            assert!(!is_property(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn the_value_begins_after_the_first_colon_outside_of_quotation_marks() {
        assert_eq!(header_end(b"TEL;X=\"a:b\":1"), Some(11));
        assert_eq!(header_end(b"TEL;X=\"a:1"), Some(8), "never closed");
        assert_eq!(header_end(b"TEL;X"), None);
    }
}
