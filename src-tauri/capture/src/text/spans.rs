//! The parts of a text that have a form of their own: phones, e-mails, links. They are taken out first, with the label
//! that belongs to them; what remains is words.
//!
//! Deliberately absent: names, companies and everything else that only its surroundings can tell.

use corong_domain::contact::PhoneKind;

use super::labels::{Label, label_before};
use super::links::find_links;
use super::phones::find_phones;

/// What a span holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// A phone as printed.
    Phone { raw: String, kind: Option<PhoneKind>, valid: bool },
    /// An e-mail address.
    Email(String),
    /// A web address or handle.
    Link { value: String, label: String },
}

/// A piece of the text with a form of its own; the label before it is part of the piece.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub start: usize,
    pub end: usize,
    pub found: Found,
    pub confidence: f32,
}

/// How far back a label is looked for, in bytes; bounds the work on a text without line ends.
const LOOK_BACK: usize = 80;

/// Where the line of `at` starts, but no further back than a label can be.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    let mut floor = at.saturating_sub(LOOK_BACK);
    while !text.is_char_boundary(floor) {
        floor += 1;
    }
    let window = text.get(floor..at).unwrap_or_default();
    window.rfind(['\n', '\r']).map_or(floor, |index| floor + index + 1)
}

/// All spans of a text in order, none over another.
pub(crate) fn find_spans(text: &str, region: &str) -> Vec<Span> {
    let mut spans = find_links(text);
    let mut from = 0;
    for index in 0..spans.len() {
        let Some(span) = spans.get_mut(index) else { break };
        let start = line_start(text, span.start).max(from);
        let before = text.get(start..span.start).unwrap_or_default();
        if let Some((at, label)) = label_before(before)
            && fits(label, &span.found)
        {
            span.start = start + at;
            if let (Label::Social(service), Found::Link { label, .. }) = (label, &mut span.found) {
                service.clone_into(label);
            }
        }
        from = span.end;
    }
    let phones = find_phones(text, region, &spans);
    spans.extend(phones);
    spans.sort_by_key(|span| span.start);
    spans.dedup_by(|next, kept| next.start < kept.end);
    spans
}

fn fits(label: Label, found: &Found) -> bool {
    match found {
        Found::Email(_) => matches!(label, Label::Email),
        Found::Link { .. } => matches!(label, Label::Web | Label::Social(_)),
        Found::Phone { .. } => matches!(label, Label::Phone(_)),
    }
}
