//! Where one person ends and the next begins. A new person needs a name and an own way to be reached, and the parts
//! must read better apart than together.
//!
//! Deliberately absent: the fields; this only cuts.

use super::{TextContext, TextDraft};
use std::collections::HashMap;

use super::assign::{Assignment, assign};
use super::evidence::{Evidence, is_shared};
use super::score::Part;
use super::spans::{Found, Span};
use super::tokens::{Token, tokens};
use corong_domain::contact::PhoneKind;

/// The most people of one text; the rest stays with the last one.
pub(crate) const MAX_PEOPLE: usize = 2000;
/// The most bytes that one line may have to be a row of a list.
const MAX_ROW: usize = 600;

/// The most bytes of two people that are compared together and apart.
const MAX_PERSON: usize = 4000;
/// The most bytes that are compared in one text.
const MAX_COMPARED: usize = 200_000;

/// A line of the text.
struct Row {
    start: usize,
    end: usize,
    /// An empty line stands before.
    apart: bool,
    /// Begins with a sure name.
    named: bool,
    /// Has a mobile phone or a personal e-mail.
    reachable: bool,
}

/// The people of a text as byte ranges that cover it.
pub(crate) fn people(text: &str, spans: &[Span], context: &TextContext<'_>) -> Vec<(usize, usize)> {
    let personal = spans.iter().filter(|span| is_personal(span)).count();
    if personal < 2 {
        return vec![(0, text.len())];
    }
    let rows = rows(text, spans, context);
    let list = rows.iter().filter(|row| row.named && row.reachable).count();
    let cuts = if list >= 2 {
        rows.iter().filter(|row| row.named && row.reachable).map(|row| row.start).collect()
    } else {
        blocks(text, spans, &rows, context)
    };
    ranges(text, cuts)
}

fn ranges(text: &str, cuts: Vec<usize>) -> Vec<(usize, usize)> {
    let mut starts = vec![0];
    starts.extend(cuts.into_iter().skip(1).take(MAX_PEOPLE - 1));
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    starts.iter().copied().zip(ends).collect()
}

fn is_personal(span: &Span) -> bool {
    match &span.found {
        Found::Phone { kind, valid, .. } => matches!(kind, Some(PhoneKind::Mobile)) || !*valid,
        Found::Email(address) => {
            let local = address.split(['@', '.', '_']).next().unwrap_or_default().to_lowercase();
            !["info", "sales", "admin", "cs", "marketing", "contact", "hello", "office"].contains(&local.as_str())
        }
        Found::Link { .. } => false,
    }
}

fn within(spans: &[Span], from: usize, to: usize) -> &[Span] {
    let first = spans.partition_point(|span| span.start < from);
    let last = spans.partition_point(|span| span.end <= to);
    spans.get(first..last).unwrap_or_default()
}

fn read(text: &str, from: usize, to: usize, spans: &[Span], context: &TextContext<'_>) -> (Vec<Token>, Assignment) {
    let own = within(spans, from, to);
    let (words, _) = tokens(text, from, to, own);
    let evidence = Evidence::new(&words, own, context);
    let assignment = assign(text, &words, &evidence);
    (words, assignment)
}

fn rows(text: &str, spans: &[Span], context: &TextContext<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut start = 0;
    let mut apart = true;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let bare = line.trim();
        if bare.chars().any(char::is_alphanumeric) {
            let own = within(spans, start, end);
            let named = bare.len() <= MAX_ROW && begins_with_name(text, start, end, spans, context);
            rows.push(Row { start, end, apart, named, reachable: own.iter().any(is_personal) });
            apart = false;
        } else {
            apart = true;
        }
        start = end;
    }
    rows
}

fn begins_with_name(text: &str, start: usize, end: usize, spans: &[Span], context: &TextContext<'_>) -> bool {
    let (words, assignment) = read(text, start, end, spans, context);
    let Some(first) = assignment.segments.first() else { return false };
    let lead = text.get(start..words.first().map_or(start, |word| word.start)).unwrap_or_default();
    let at_front = within(spans, start, start + lead.len()).is_empty();
    first.part == Part::Name && first.confidence >= 0.7 && at_front
}

/// Cuts before lines that begin with a name, and before paragraphs with a name in them, where both sides have a way to
/// be reached and reading them apart is better.
fn blocks(text: &str, spans: &[Span], rows: &[Row], context: &TextContext<'_>) -> Vec<usize> {
    let mut cuts = vec![rows.first().map_or(0, |row| row.start)];
    let mut begin = cuts.first().copied().unwrap_or(0);
    let mut budget = MAX_COMPARED;
    for (index, row) in rows.iter().enumerate().skip(1) {
        if !(row.named || row.apart) || !within(spans, begin, row.start).iter().any(is_personal) {
            continue;
        }
        let end = rows
            .iter()
            .skip(index + 1)
            .find(|next| next.apart || next.named)
            .map_or(rows.last().map_or(text.len(), |last| last.end), |next| next.start);
        // A name may stand a line or two above its number.
        let end = if within(spans, row.start, end).is_empty() {
            rows.get(index + 3).map_or(text.len(), |next| next.start).max(end)
        } else {
            end
        };
        if !within(spans, row.start, end).iter().any(is_personal) {
            continue;
        }
        let size = end.saturating_sub(begin);
        if size > MAX_PERSON || size > budget {
            continue;
        }
        budget -= size;
        if better_apart(text, (begin, row.start, end), spans, context, row.apart) {
            cuts.push(row.start);
            begin = row.start;
        }
    }
    cuts
}

fn better_apart(
    text: &str,
    cut: (usize, usize, usize),
    spans: &[Span],
    context: &TextContext<'_>,
    apart: bool,
) -> bool {
    let (from, middle, to) = cut;
    let named = |assignment: &Assignment| {
        assignment.segments.iter().any(|segment| segment.part == Part::Name && segment.confidence >= 0.6)
    };
    let (_, whole) = read(text, from, to, spans, context);
    let (_, left) = read(text, from, middle, spans, context);
    let (_, right) = read(text, middle, to, spans, context);
    let toll = if apart { 0.5 } else { 1.5 };
    named(&left) && named(&right) && left.score + right.score > whole.score + toll
}

/// People of one list who write from the same domain work for the same company, even if it stands only once.
pub(crate) fn share_companies(drafts: &mut [TextDraft]) {
    let mut houses: HashMap<String, String> = HashMap::new();
    for draft in drafts.iter_mut().map(|found| &mut found.draft) {
        let domains: Vec<String> = draft
            .emails
            .iter()
            .filter_map(|email| email.value.rsplit_once('@'))
            .map(|(_, domain)| domain.to_lowercase())
            .filter(|domain| !is_shared(domain))
            .collect();
        if draft.company.is_empty() {
            if let Some(company) = domains.iter().find_map(|domain| houses.get(domain)) {
                draft.company.clone_from(company);
            }
        } else {
            for domain in domains {
                houses.entry(domain).or_insert_with(|| draft.company.clone());
            }
        }
    }
}
