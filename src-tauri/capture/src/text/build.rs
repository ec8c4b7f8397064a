//! From segments to a draft: values are cleaned, rows are filled, and what is left becomes the note.
//!
//! Deliberately absent: guesses. Everything here was decided by the spans and the assignment.

use corong_domain::contact::{LabelledDraft, MAX_ROWS, PhoneDraft};

use super::Shaped;
use super::address::address;
use super::assign::{MAX_WORDS, Segment, assign};
use super::evidence::Evidence;
use super::labels::Label;
use super::note::sort_note;
use super::score::{Part, cut_titles};
use super::spans::{Found, Span};
use super::tokens::{LabelPlace, Token, tokens};
use super::words as w;
use super::{Field, Mark, TextContext, TextDraft};

/// Collects one person's fields.
pub(crate) struct Builder<'a> {
    pub text: &'a str,
    pub words: &'a [Token],
    pub out: TextDraft,
}

/// Reads one person's stretch of the text.
pub(crate) fn build(text: &str, from: usize, to: usize, spans: &[Span], context: &TextContext<'_>) -> TextDraft {
    build_shaped(text, (from, to), spans, context, &[])
}

/// Reads one person's stretch of a text whose lines were printed in different sizes.
pub(crate) fn build_shaped(
    text: &str,
    (from, to): (usize, usize),
    spans: &[Span],
    context: &TextContext<'_>,
    shapes: &[Shaped],
) -> TextDraft {
    let (mut words, labels) = tokens(text, from, to, spans);
    for word in &mut words {
        let line = shapes.partition_point(|shape| shape.end <= word.start);
        word.size = shapes.get(line).map_or(1.0, |shape| shape.size);
    }
    let mut evidence = Evidence::new(&words, spans, context);
    if !shapes.is_empty() {
        evidence.print_on_card(&words);
    }
    let assignment = assign(text, &words, &evidence);
    let mut builder = Builder { text, words: &words, out: TextDraft::default() };
    let mut notes: Vec<Segment> = Vec::new();
    let mut places: Vec<Segment> = Vec::new();
    for segment in &assignment.segments {
        match segment.part {
            Part::Name => builder.name(segment),
            Part::Job => builder.line(segment, Field::JobTitle),
            Part::Department => builder.line(segment, Field::Department),
            Part::Company => builder.line(segment, Field::Company),
            Part::Address => places.push(*segment),
            Part::Note => notes.push(*segment),
        }
    }
    if words.len() > MAX_WORDS {
        notes.push(Segment { part: Part::Note, from: MAX_WORDS, to: words.len(), confidence: 0.5 });
    }
    builder.addresses(&places, context.region);
    let spare = builder.spans(spans);
    sort_note(&mut builder, &notes, &spare);
    builder.labels(&labels);
    let mut out = builder.out;
    out.marks.sort_by_key(|mark| (mark.start, mark.end));
    out
}

impl Builder<'_> {
    pub(crate) fn mark(&mut self, field: Field, row: usize, start: usize, end: usize, confidence: f32) {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.out.marks.push(Mark { field, row: small(row), start: small(start), end: small(end), confidence });
    }

    /// The words as printed, with single blanks.
    pub(crate) fn printed(&self, from: usize, to: usize) -> (usize, usize, String) {
        let (Some(first), Some(last)) = (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last)))
        else {
            return (0, 0, String::new());
        };
        let mut end = last.end;
        let slice = self.text.get(first.start..end).unwrap_or_default();
        if slice.matches('(').count() > slice.matches(')').count()
            && self.text.get(end..).is_some_and(|rest| rest.starts_with(')'))
        {
            end += 1;
        }
        let slice = self.text.get(first.start..end).unwrap_or_default();
        (first.start, end, slice.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn name(&mut self, segment: &Segment) {
        let segment_words = self.words.get(segment.from..segment.to).unwrap_or_default();
        let cut = cut_titles(segment_words);
        let (from, to) = (segment.from + cut.before, segment.from + cut.after);
        let sure = certain(segment_words, segment.confidence);
        if cut.before > 0 {
            let (start, end, titles) = self.printed(segment.from, from);
            self.out.draft.titles_before = titles;
            self.mark(Field::TitlesBefore, 0, start, end, sure);
        }
        let (start, end, name) = self.printed(from, to);
        self.out.draft.name = match name.split_once(", ") {
            Some((family, given)) => {
                self.out.draft.family_name = name_case(family);
                self.out.draft.given_name = name_case(given);
                name_case(&format!("{given} {family}"))
            }
            None => name_case(end_of_sentence(&name)),
        };
        self.mark(Field::Name, 0, start, end, sure);
        if to < segment.to {
            let (start, end, titles) = self.printed(to, segment.to);
            self.out.draft.titles_after = titles;
            self.mark(Field::TitlesAfter, 0, start, end, sure);
        }
    }

    fn line(&mut self, segment: &Segment, field: Field) {
        let segment_words = self.words.get(segment.from..segment.to).unwrap_or_default();
        let sure = certain(segment_words, segment.confidence);
        let (start, end, printed) = self.printed(segment.from, segment.to);
        let value = end_of_sentence(&printed).to_owned();
        match field {
            Field::JobTitle => self.out.draft.job_title = title_case(&value),
            Field::Department => self.out.draft.department = title_case(&value),
            _ => self.out.draft.company = company_case(&value, segment_words),
        }
        self.mark(field, 0, start, end, sure);
    }

    /// Address segments; one that only continues the last (no street of its own) joins it.
    fn addresses(&mut self, places: &[Segment], region: &str) {
        let mut rows: Vec<Vec<Segment>> = Vec::new();
        for place in places {
            let own = self.words.get(place.from..place.to).unwrap_or_default();
            let street = own.iter().any(|word| word.has(w::STREET));
            let office = own.first().is_some_and(|word| matches!(word.forced, Some(Label::Office | Label::Address)));
            match rows.last_mut() {
                Some(row) if !(street || office) => row.push(*place),
                _ => rows.push(vec![*place]),
            }
        }
        for (row, parts) in rows.iter().enumerate() {
            let mut own: Vec<Token> = Vec::new();
            for part in parts {
                own.extend(self.words.get(part.from..part.to).unwrap_or_default().iter().cloned());
                let (start, end, _) = self.printed(part.from, part.to);
                let sure = certain(self.words.get(part.from..part.to).unwrap_or_default(), part.confidence);
                self.mark(Field::Address, row, start, end, sure);
            }
            let mut draft = address(self.text, &own, region);
            if parts.len() > 1 {
                // The words between belong to other fields: join what was printed, part by part.
                let texts: Vec<String> = parts.iter().map(|part| self.printed(part.from, part.to).2).collect();
                draft.text = texts.join(", ");
            }
            self.out.draft.addresses.push(draft);
        }
    }

    /// Fills phones, e-mails and links; returns the spans for which there was no room.
    fn spans(&mut self, spans: &[Span]) -> Vec<Span> {
        let mut spare = Vec::new();
        for span in spans {
            let draft = &mut self.out.draft;
            let (field, row) = match &span.found {
                Found::Phone { raw, kind, .. } if draft.phones.len() < MAX_ROWS => {
                    draft.phones.push(PhoneDraft { raw: raw.clone(), kind: *kind, id: None });
                    (Field::Phone, draft.phones.len() - 1)
                }
                Found::Email(address) if draft.emails.len() < MAX_ROWS => {
                    draft.emails.push(LabelledDraft { value: address.clone(), ..LabelledDraft::default() });
                    (Field::Email, draft.emails.len() - 1)
                }
                Found::Link { value, label } if draft.links.len() < MAX_ROWS => {
                    draft.links.push(LabelledDraft { value: value.clone(), label: label.clone(), id: String::new() });
                    (Field::Link, draft.links.len() - 1)
                }
                Found::Phone { .. } | Found::Email(_) | Found::Link { .. } => {
                    spare.push(span.clone());
                    continue;
                }
            };
            self.mark(field, row, span.start, span.end, span.confidence);
        }
        spare
    }

    /// A label belongs to the field that follows it; one without a value is left over.
    fn labels(&mut self, labels: &[LabelPlace]) {
        let mut places: Vec<(usize, Mark)> =
            self.out.marks.iter().map(|mark| (mark.start as usize, mark.clone())).collect();
        places.sort_by_key(|(start, _)| *start);
        for label in labels {
            let next = places.partition_point(|(start, _)| *start < label.end);
            let follows = places
                .get(next)
                .filter(|(start, _)| !self.text.get(label.end..*start).is_some_and(|between| between.contains('\n')));
            if let Some((_, mark)) = follows {
                let (field, row, confidence) = (mark.field, mark.row as usize, mark.confidence);
                self.mark(field, row, label.start, label.end, confidence);
            } else {
                self.leave(label.start, label.end);
            }
        }
    }

    /// Puts a stretch of the text into the leftover.
    pub(crate) fn leave(&mut self, start: usize, end: usize) {
        let piece = self.text.get(start..end).unwrap_or_default().trim();
        if !piece.is_empty() {
            if !self.out.leftover.is_empty() {
                self.out.leftover.push('\n');
            }
            self.out.leftover.push_str(piece);
            self.mark(Field::Leftover, 0, start, end, 0.5);
        }
    }
}

/// A label makes a field sure.
fn certain(words: &[Token], confidence: f32) -> f32 {
    if words.first().is_some_and(|word| word.forced.is_some()) { 0.98 } else { confidence }
}

/// Without the full stop of a sentence; the dots of abbreviations stay.
fn end_of_sentence(value: &str) -> &str {
    let Some(body) = value.strip_suffix('.') else { return value };
    let last = body.rsplit([' ', '(']).next().unwrap_or_default();
    let short = last.chars().count() <= 4 || last.contains('.');
    if short { value } else { body }
}

fn is_loud(value: &str) -> bool {
    value.chars().filter(|c| c.is_alphabetic()).count() > 3 && !value.chars().any(char::is_lowercase)
}

fn is_quiet(value: &str) -> bool {
    value.chars().any(char::is_lowercase) && !value.chars().any(char::is_uppercase)
}

fn capital(word: &str) -> String {
    let mut raised = String::with_capacity(word.len());
    let mut first = true;
    for c in word.chars() {
        if first && c.is_alphabetic() {
            raised.extend(c.to_uppercase());
        } else {
            raised.extend(c.to_lowercase());
        }
        first = !c.is_alphabetic() && c != '\'' && c != '’' || (first && !c.is_alphabetic());
    }
    raised
}

/// A name in capitals or small letters as names are written.
fn name_case(value: &str) -> String {
    if !is_loud(value) && !is_quiet(value) {
        return value.to_owned();
    }
    let words: Vec<String> = value
        .split(' ')
        .enumerate()
        .map(|(index, word)| {
            let small = index > 0 && w::flags(&w::key(word)) & w::PARTICLE != 0 && word.chars().count() > 1;
            if small { word.to_lowercase() } else { capital(word) }
        })
        .collect();
    words.join(" ")
}

/// A job title in capitals or small letters as titles are written; short words without vowels stay (`CEO`, `HRD`).
fn title_case(value: &str) -> String {
    let long = value.split(' ').any(|word| word.chars().count() >= 5);
    if !(is_loud(value) && long || is_quiet(value)) {
        return value.to_owned();
    }
    let words: Vec<String> = value
        .split(' ')
        .map(|word| {
            let flags = w::flags(&w::key(word));
            let initials = word.chars().filter(|c| c.is_alphabetic()).count() <= 3 && flags & w::JOINER == 0;
            if flags & w::JOINER != 0 {
                word.to_lowercase()
            } else if initials && is_quiet(value) && word.chars().count() <= 3 {
                word.to_uppercase()
            } else if initials {
                word.to_owned()
            } else {
                capital(word)
            }
        })
        .collect();
    words.join(" ")
}

/// Only small letters are raised: capitals may be how the company writes itself.
fn company_case(value: &str, segment: &[Token]) -> String {
    if !is_quiet(value) {
        return value.to_owned();
    }
    let legal = segment.first().is_some_and(|word| word.has(w::LEGAL_BEFORE));
    let words: Vec<String> = value
        .split(' ')
        .enumerate()
        .map(|(index, word)| {
            if index == 0 && legal && word.chars().filter(|c| c.is_alphabetic()).count() <= 2 {
                word.to_uppercase()
            } else {
                capital(word)
            }
        })
        .collect();
    words.join(" ")
}
