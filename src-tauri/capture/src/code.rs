//! Codes on cards and badges: found in a picture, told apart by what they say, and turned into a draft.
//!
//! Deliberately absent: opening what a code points to, and vCards (the exchange room reads them). A code with a script
//! or any other scheme is plain text.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use corong_domain::contact::{AddressDraft, ContactDraft, LabelledDraft, PhoneDraft, PhoneKind, is_email};
use image::{RgbImage, imageops};
use rxing::helpers::detect_multiple_in_luma_with_hints;
use rxing::{BarcodeFormat, DecodeHints};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::photo::{Point, Quad};
use crate::read::is_vcard;

/// The longest text of a code that is looked at, in bytes; the densest QR code holds less than half of it.
pub const MAX_CODE: usize = 8_192;
/// The most codes of one photo.
const MOST: usize = 8;

/// What a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// A vCard.
    Vcard,
    /// A MeCard: the short form that some phones write.
    Mecard,
    /// A web address.
    Url,
    /// A link to a WhatsApp chat.
    Whatsapp,
    /// A mail to somebody.
    Mail,
    /// A phone number.
    Phone,
    /// Anything else.
    Text,
}

/// A code of a photo.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// What it says.
    pub kind: CodeKind,
    /// The text in it.
    pub text: String,
    /// Where it stands on the picture, in pixels.
    pub quad: Quad,
}

/// Finds the codes of a picture.
#[must_use]
pub fn find_codes(picture: &RgbImage) -> Vec<Code> {
    let grey = imageops::grayscale(picture);
    let (width, height) = grey.dimensions();
    let formats = HashSet::from([BarcodeFormat::QR_CODE, BarcodeFormat::DATA_MATRIX, BarcodeFormat::AZTEC]);
    let mut hints = DecodeHints { PossibleFormats: Some(formats), TryHarder: Some(true), ..DecodeHints::default() };
    // The reader works on whatever a camera saw: a mistake in it must cost the code and not the card.
    let found = catch_unwind(AssertUnwindSafe(|| {
        detect_multiple_in_luma_with_hints(grey.into_raw(), width, height, &mut hints)
    }));
    let mut codes: Vec<Code> = Vec::new();
    for result in found.ok().and_then(Result::ok).unwrap_or_default().iter().take(MOST) {
        let text = result.getText().trim().to_owned();
        if text.is_empty() || text.len() > MAX_CODE || codes.iter().any(|code| code.text == text) {
            continue;
        }
        let corners = result.getPoints().iter().map(|p| Point { x: p.x, y: p.y });
        let quad = corners.map(|p| Quad::upright(p.x, p.y, p.x, p.y)).reduce(|a, b| a.with(&b)).unwrap_or_default();
        codes.push(Code { kind: kind_of(&text), text, quad });
    }
    codes
}

/// Tells what the text of a code is.
#[must_use]
pub fn kind_of(text: &str) -> CodeKind {
    let lower = text.trim().to_ascii_lowercase();
    if is_vcard(text) {
        CodeKind::Vcard
    } else if lower.starts_with("mecard:") {
        CodeKind::Mecard
    } else if whatsapp(text).is_some() {
        CodeKind::Whatsapp
    } else if mail_of(text).is_some() {
        CodeKind::Mail
    } else if phone_of(text).is_some() {
        CodeKind::Phone
    } else if (lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www."))
        && !lower.contains(char::is_whitespace)
    {
        CodeKind::Url
    } else {
        CodeKind::Text
    }
}

/// The fields of a code; `None` for a vCard, which the exchange room reads.
#[must_use]
pub fn draft_of(code: &Code) -> Option<ContactDraft> {
    let mut draft = ContactDraft::default();
    let text = code.text.trim();
    match code.kind {
        CodeKind::Vcard => return None,
        CodeKind::Mecard => draft = mecard(text),
        CodeKind::Url => draft.links.push(LabelledDraft { value: text.to_owned(), ..LabelledDraft::default() }),
        CodeKind::Whatsapp => draft.phones.extend(whatsapp(text).map(|raw| mobile(&raw))),
        CodeKind::Mail => {
            let value = mail_of(text).unwrap_or_default();
            draft.emails.push(LabelledDraft { value, ..LabelledDraft::default() });
        }
        CodeKind::Phone => {
            let raw = phone_of(text).unwrap_or_default();
            draft.phones.push(PhoneDraft { raw, kind: None, id: None });
        }
        CodeKind::Text => text.clone_into(&mut draft.note),
    }
    Some(draft)
}

fn mobile(raw: &str) -> PhoneDraft {
    PhoneDraft { raw: raw.to_owned(), kind: Some(PhoneKind::Mobile), id: None }
}

/// The number of `https://wa.me/62812...` and its longer forms.
fn whatsapp(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let rest = lower.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let number = if let Some(path) = rest.strip_prefix("wa.me/") {
        path.split(['?', '/', '#']).next()?
    } else {
        let query = rest.strip_prefix("api.whatsapp.com/send").or_else(|| rest.strip_prefix("whatsapp://send"))?;
        query.split_once("phone=")?.1.split(['&', '#']).next()?
    };
    let number = number.trim_start_matches("%2b").trim_start_matches('+');
    let plain = (7..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| format!("+{number}"))
}

fn mail_of(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let address = if lower.starts_with("mailto:") {
        text.get(7..)?.split('?').next()?
    } else if lower.starts_with("matmsg:to:") {
        text.get(10..)?.split(';').next()?
    } else {
        text
    };
    is_email(address).then(|| address.to_owned())
}

fn phone_of(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let number = ["tel:", "smsto:", "sms:"].iter().find_map(|scheme| lower.strip_prefix(scheme))?;
    let number = number.split([':', ';', '?']).next()?.trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let plain = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '.' | '(' | ')'));
    (plain && (3..=20).contains(&digits)).then(|| number.to_owned())
}

/// `MECARD:N:Rahma,Siti;TEL:0812...;EMAIL:...;;`, after the form that NTT DOCOMO published.
fn mecard(text: &str) -> ContactDraft {
    let mut draft = ContactDraft::default();
    for field in parts(text.get(7..).unwrap_or_default(), ';') {
        let Some((key, value)) = field.split_once(':') else { continue };
        let plain = unescaped(value);
        let value = plain.trim();
        if value.is_empty() {
            continue;
        }
        match key.trim().to_ascii_uppercase().as_str() {
            "N" => {
                let names = parts(&field[key.len() + 1..], ',');
                let turned: Vec<String> = names.iter().rev().map(|name| unescaped(name).trim().to_owned()).collect();
                draft.name = turned.join(" ").trim().to_owned();
            }
            "TEL" | "TEL-AV" => draft.phones.push(PhoneDraft { raw: value.to_owned(), kind: None, id: None }),
            "EMAIL" => draft.emails.push(LabelledDraft { value: value.to_owned(), ..LabelledDraft::default() }),
            "URL" => draft.links.push(LabelledDraft { value: value.to_owned(), ..LabelledDraft::default() }),
            "ORG" => value.clone_into(&mut draft.company),
            "TITLE" => value.clone_into(&mut draft.job_title),
            "NOTE" | "MEMO" => value.clone_into(&mut draft.note),
            "ADR" => {
                let pieces = parts(&field[key.len() + 1..], ',');
                let pieces: Vec<String> = pieces.iter().map(|piece| unescaped(piece).trim().to_owned()).collect();
                let text = pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(", ");
                draft.addresses.push(AddressDraft { text, ..AddressDraft::default() });
            }
            _ => {}
        }
    }
    draft
}

/// Cuts at a sign that no backslash stands before.
fn parts(text: &str, at: char) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut from, mut escaped) = (0, false);
    for (index, c) in text.char_indices() {
        if c == at && !escaped {
            found.push(text.get(from..index).unwrap_or_default());
            from = index + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    found.push(text.get(from..).unwrap_or_default());
    found
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            plain.push(c);
            escaped = false;
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart() {
        for (text, kind) in [
            ("BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD", CodeKind::Vcard),
            ("MECARD:N:A;;", CodeKind::Mecard),
            ("https://wa.me/6281234567890?text=Halo", CodeKind::Whatsapp),
            ("https://api.whatsapp.com/send?phone=%2B6281234567890", CodeKind::Whatsapp),
            ("https://wa.me/message/ABCDEF", CodeKind::Url),
            ("https://maju.co.id/siti", CodeKind::Url),
            ("mailto:siti@maju.co.id?subject=Halo", CodeKind::Mail),
            ("siti@maju.co.id", CodeKind::Mail),
            ("tel:+62-812-3456-7890", CodeKind::Phone),
            ("javascript:alert(1)", CodeKind::Text),
            ("<script>alert(1)</script>", CodeKind::Text),
            ("file:///etc/passwd", CodeKind::Text),
            ("WIFI:S:Tamu;T:WPA;P:rahasia;;", CodeKind::Text),
        ] {
            assert_eq!(kind_of(text), kind, "{text}");
        }
    }

    #[test]
    fn a_script_is_a_note_and_nothing_else() {
        let text = "javascript:alert('x')".to_owned();
        let draft = draft_of(&Code { kind: kind_of(&text), text: text.clone(), quad: Quad::default() }).unwrap();
        assert_eq!(draft, ContactDraft { note: text, ..ContactDraft::default() });
    }

    #[test]
    fn a_mecard_has_its_fields() {
        let text =
            "MECARD:N:Rahma,Siti;ORG:Maju\\; Jaya;TEL:081234567890;EMAIL:siti@maju.co.id;ADR:Jl. Merdeka 5,Bandung;;";
        let draft = draft_of(&Code { kind: kind_of(text), text: text.to_owned(), quad: Quad::default() }).unwrap();
        assert_eq!((draft.name.as_str(), draft.company.as_str()), ("Siti Rahma", "Maju; Jaya"));
        assert_eq!(draft.phones.first().map(|phone| phone.raw.as_str()), Some("081234567890"));
        assert_eq!(draft.addresses.first().map(|address| address.text.as_str()), Some("Jl. Merdeka 5, Bandung"));
    }
}
