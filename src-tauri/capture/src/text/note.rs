//! What is left of a text: temperature and tags are taken out of it, greetings are put aside, the rest is the note.
//!
//! Deliberately absent: understanding. A sentence stays a sentence.

use corong_domain::contact::Temperature;

use super::Field;
use super::assign::Segment;
use super::build::Builder;
use super::labels::Label;
use super::spans::Span;
use super::tokens::{Gap, Token, is_prospect};
use super::words as w;

/// A stretch of the text that goes to the note.
struct Stretch {
    start: usize,
    end: usize,
}

/// Sorts the remaining words and spans into temperature, tags, note and leftover.
pub(crate) fn sort_note(builder: &mut Builder<'_>, notes: &[Segment], spare: &[Span]) {
    let temperature = find_temperature(builder.words, notes);
    let mut taken = 0..0;
    if let Some((index, warmth, confidence)) = temperature
        && let Some(word) = builder.words.get(index)
    {
        builder.out.draft.temperature = Some(warmth);
        let lead = builder.words.get(index + 1).filter(|next| next.gap == Gap::Space && is_prospect(&next.key));
        let end = lead.map_or(word.end, |next| next.end);
        taken = index..index + 1 + usize::from(lead.is_some());
        builder.mark(Field::Temperature, 0, word.start, end, confidence);
    }
    let mut stretches: Vec<Stretch> = spare.iter().map(|span| Stretch { start: span.start, end: span.end }).collect();
    for segment in notes {
        let mut from = segment.from;
        for index in segment.from..=segment.to {
            let out = index == segment.to || taken.contains(&index) || take_tag(builder, index);
            let breaks = builder.words.get(index).is_some_and(|word| word.gap >= Gap::Taken);
            if out || (breaks && index > from) {
                stretch(builder, from, index, &mut stretches);
                from = if out { index + 1 } else { index };
            }
        }
    }
    keep_sentences(builder, notes, &mut stretches);
    stretches.sort_by_key(|stretch| stretch.start);
    let mut note = String::new();
    let mut last_end = None;
    for piece in &stretches {
        let printed = builder.text.get(piece.start..piece.end).unwrap_or_default().trim();
        if let Some(end) = last_end {
            let between: &str = builder.text.get(end..piece.start).unwrap_or_default();
            note.push_str(if between.contains('\n') {
                "\n"
            } else if between.contains([',', ';']) {
                ", "
            } else {
                " "
            });
        }
        note.push_str(printed);
        last_end = Some(piece.end);
        builder.mark(Field::Note, 0, piece.start, piece.end, 0.5);
    }
    builder.out.draft.note = note;
}

/// Words to the note, or to the leftover when they only greet or join.
fn stretch(builder: &mut Builder<'_>, from: usize, to: usize, stretches: &mut Vec<Stretch>) {
    let Some(words) = builder.words.get(from..to).filter(|words| !words.is_empty()) else { return };
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let (start, end) = whole_words(builder.text, first.start, last.end, next_start(builder, to));
    let idle = words
        .iter()
        .all(|word| word.has(w::GREETING | w::CONNECTOR | w::TITLE_BEFORE | w::JOINER) && word.forced.is_none());
    if idle {
        builder.leave(start, end);
    } else {
        stretches.push(Stretch { start, end });
    }
}

/// A sentence that a field was taken out of the middle of is kept whole, so that it can still be read.
fn keep_sentences(builder: &Builder<'_>, notes: &[Segment], stretches: &mut Vec<Stretch>) {
    let mut is_note = vec![false; builder.words.len() + 1];
    for segment in notes {
        if let Some(slots) = is_note.get_mut(segment.from..segment.to) {
            slots.fill(true);
        }
    }
    let noted = |index: usize| is_note.get(index).copied().unwrap_or(false);
    let mut run = 0;
    let mut until = 0;
    let mut kept: Vec<Stretch> = Vec::new();
    for (index, last) in builder.words.iter().enumerate() {
        run = match (noted(index), last.gap == Gap::Space) {
            (false, _) => 0,
            (true, true) => run + 1,
            (true, false) => 1,
        };
        let ends = builder.words.get(index + 1).is_none_or(|next| next.gap >= Gap::Taken || !noted(index + 1));
        if !ends || run < 3 || last.forced.is_some() || !goes_on(builder.text, last.end) {
            continue;
        }
        let first = builder.words.get(index + 1 - run).map_or(last.start, |word| word.start);
        if first >= until {
            until = sentence_end(builder, last.end);
            kept.push(Stretch { start: first, end: until });
        }
    }
    if kept.is_empty() {
        return;
    }
    stretches.append(&mut kept);
    stretches.sort_by_key(|stretch| (stretch.start, stretch.end));
    stretches.dedup_by(|next, before| {
        let over = next.start < before.end;
        if over {
            before.end = before.end.max(next.end);
        }
        over
    });
}

/// Whether words go on behind `end` with nothing but a blank between.
fn goes_on(text: &str, end: usize) -> bool {
    let rest = text.get(end..).and_then(|rest| rest.strip_prefix(' '));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '+'))
}

/// Where the sentence of `from` ends: at the next strong gap or line end between words.
fn sentence_end(builder: &Builder<'_>, from: usize) -> usize {
    let text = builder.text.get(from..).unwrap_or_default();
    let mut previous = ' ';
    for (index, c) in text.char_indices().take(600) {
        if c == '\n' || (c == ' ' && matches!(previous, '.' | '!' | '?' | ';')) {
            return from + index;
        }
        previous = c;
    }
    from + text.char_indices().nth(600).map_or(text.len(), |(index, _)| index)
}

fn next_start(builder: &Builder<'_>, index: usize) -> usize {
    builder.words.get(index).map_or(builder.text.len(), |word| word.start)
}

/// Adds the signs that hang on the words: `"`, `(`, `%`, `!`.
fn whole_words(text: &str, start: usize, end: usize, limit: usize) -> (usize, usize) {
    let hangs = |c: char| !c.is_whitespace() && !c.is_alphanumeric() && !matches!(c, ',' | ';' | '|' | '•');
    let tail = text.get(end..limit.max(end)).unwrap_or_default();
    let head = text.get(..start).unwrap_or_default();
    let before: usize = head
        .chars()
        .rev()
        .take(2)
        .take_while(|c| matches!(c, '(' | '[' | '"' | '“' | '\'' | '«' | '$'))
        .map(char::len_utf8)
        .sum();
    let start = start - before;
    let after: usize = tail.chars().take(4).take_while(|c| hangs(*c)).map(char::len_utf8).sum();
    (start, end + after)
}

fn take_tag(builder: &mut Builder<'_>, index: usize) -> bool {
    let Some(word) = builder.words.get(index) else { return false };
    let (start, end) = (word.start, word.end);
    let printed = builder.text.get(start..end).unwrap_or_default();
    let Some(tag) = printed.strip_prefix('#') else { return false };
    if !word.is_tag() || builder.out.draft.tags.len() >= corong_domain::contact::MAX_ROWS {
        return false;
    }
    let tag = tag.trim_end_matches('.').to_owned();
    let row = builder.out.draft.tags.len();
    builder.out.draft.tags.push(tag);
    builder.mark(Field::Tag, row, start, end, 0.9);
    true
}

fn warmth(key: &str) -> Option<Temperature> {
    match key.trim_start_matches('#') {
        "hot" | "panas" | "🔥" | "heiss" => Some(Temperature::Hot),
        "warm" | "hangat" => Some(Temperature::Warm),
        "cold" | "dingin" | "kalt" => Some(Temperature::Cold),
        _ => None,
    }
}

/// The word that says how warm the contact is: alone between commas, labelled, or the last word of a piece. Inside a
/// sentence it belongs to the goods ("hot water").
fn find_temperature(words: &[Token], notes: &[Segment]) -> Option<(usize, Temperature, f32)> {
    let mut best: Option<(usize, Temperature, f32)> = None;
    for segment in notes {
        for index in segment.from..segment.to {
            let Some(word) = words.get(index) else { continue };
            let Some(warmth) = warmth(&word.key) else { continue };
            let confidence = standing(words, index);
            if confidence > 0.0 && best.is_none_or(|(_, _, known)| confidence >= known) {
                best = Some((index, warmth, confidence));
            }
        }
    }
    best
}

fn standing(words: &[Token], index: usize) -> f32 {
    let Some(word) = words.get(index) else { return 0.0 };
    let before = index.checked_sub(1).and_then(|index| words.get(index));
    let after = words.get(index + 1);
    let begins = word.gap > Gap::Space;
    let ends = after.is_none_or(|next| next.gap > Gap::Space);
    let said = matches!(word.forced, Some(Label::Temperature)) || word.key.starts_with('#') || word.key == "🔥";
    let near = |token: Option<&Token>| {
        token.is_some_and(|token| {
            matches!(token.key.as_str(), "lead" | "prospek" | "prospect" | "very" | "sangat" | "super")
        })
    };
    if said || (begins && ends) {
        return 0.95;
    }
    if near(after) || near(before) {
        return 0.9;
    }
    if ends { 0.6 } else { 0.0 }
}
