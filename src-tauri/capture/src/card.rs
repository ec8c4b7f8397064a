//! A card of one or two sides to one contact draft: lines and codes of its photos are put together, printed fields are
//! read, and what a code says is merged with them.
//!
//! Deliberately absent: several cards on one photo, and vCards, whose fields the caller hands over.

mod merge;
mod repair;

use corong_domain::contact::ContactDraft;

pub use merge::{Difference, Origin, merge};

use crate::code::{Code, find_codes};
use crate::photo::{Models, PhotoError, PhotoLine, Quad, Side, in_reading_order, read_photo};
use crate::text::{Mark, Shaped, TextContext, TextDraft, read_card_text};

/// A line of a card and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct CardLine {
    /// Which side, from 0.
    pub side: usize,
    /// What it says.
    pub text: String,
    /// How sure its letters are, from 0 to 1.
    pub confidence: f32,
    /// Where it stands on the upright picture of its side.
    pub quad: Quad,
    /// Its first byte in the text of the card.
    pub start: usize,
    /// The first byte after it.
    pub end: usize,
}

/// A card as read.
#[derive(Debug, Clone, Default)]
pub struct CardDraft {
    /// The printed fields.
    pub draft: ContactDraft,
    /// Which piece of the text went where.
    pub marks: Vec<Mark>,
    /// All lines, one below the other.
    pub text: String,
    /// The lines in reading order.
    pub lines: Vec<CardLine>,
    /// The codes of all sides with the side.
    pub codes: Vec<(usize, Code)>,
}

impl CardDraft {
    /// The lines that a mark covers.
    pub fn lines_of<'c>(&'c self, mark: &Mark) -> impl Iterator<Item = &'c CardLine> {
        let (start, end) = (mark.start as usize, mark.end as usize);
        self.lines.iter().filter(move |line| line.start < end && line.end > start)
    }
}

/// One side with its codes.
#[derive(Debug, Clone)]
pub struct CardSide {
    /// The photo and its lines.
    pub side: Side,
    /// Its codes.
    pub codes: Vec<Code>,
}

/// Reads the lines and codes of one photo, without models its codes alone; `go_on` is asked between the steps.
///
/// # Errors
/// [`PhotoError`] where the picture cannot be had, a model failed, or `go_on` said no.
pub fn read_side(bytes: &[u8], models: Option<&Models>, go_on: &dyn Fn() -> bool) -> Result<CardSide, PhotoError> {
    let side = match models {
        Some(models) => read_photo(bytes, models, go_on)?,
        None => Side::unread(bytes)?,
    };
    let codes = find_codes(&side.picture);
    Ok(CardSide { side, codes })
}

/// Puts the sides of one card together and reads its fields.
#[must_use]
pub fn read_card(sides: &[CardSide], context: &TextContext<'_>) -> CardDraft {
    let mut card = CardDraft::default();
    let mut shapes = Vec::new();
    for (index, one) in sides.iter().enumerate() {
        if index > 0 {
            card.text.push_str("\n\n");
        }
        // A code's own picture is no text.
        let lines: Vec<&PhotoLine> =
            one.side.lines.iter().filter(|line| !one.codes.iter().any(|code| covers(&code.quad, &line.quad))).collect();
        add_side(index, &lines, &mut card, &mut shapes);
        card.codes.extend(one.codes.iter().map(|code| (index, code.clone())));
    }
    let TextDraft { draft, mut marks, .. } = read_card_text(&card.text, &shapes, context);
    for mark in &mut marks {
        let sure = card.lines_of(mark).map(|line| line.confidence).fold(1.0, f32::min);
        mark.confidence *= sure;
    }
    card.draft = draft;
    card.marks = marks;
    card
}

fn add_side(side: usize, lines: &[&PhotoLine], card: &mut CardDraft, shapes: &mut Vec<Shaped>) {
    let quads: Vec<Quad> = lines.iter().map(|line| line.quad).collect();
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let places = in_reading_order(&quads, &texts);
    let mut heights: Vec<f32> = places.iter().map(crate::photo::Place::height).collect();
    heights.sort_by(f32::total_cmp);
    // Small print is the most frequent on a card: the lower third tells what is usual.
    let usual = heights.get(heights.len() / 3).copied().unwrap_or(1.0).max(1.0);
    let repaired = repair::lines(&texts);
    for (index, place) in places.iter().enumerate() {
        let (Some(line), Some(repaired)) = (lines.get(place.line), repaired.get(place.line)) else { continue };
        if index > 0 {
            card.text.push_str(if place.beside && place.gap == 0.0 && same_row(places.get(index - 1), place) {
                "\t"
            } else if place.gap > 0.9 || place.beside {
                "\n\n"
            } else {
                "\n"
            });
        }
        let start = card.text.len();
        card.text.push_str(repaired);
        let end = card.text.len();
        shapes.push(Shaped { start, end, size: place.height() / usual });
        let text = card.text.get(start..end).unwrap_or_default().to_owned();
        card.lines.push(CardLine { side, text, confidence: line.confidence, quad: line.quad, start, end });
    }
}

fn same_row(before: Option<&crate::photo::Place>, place: &crate::photo::Place) -> bool {
    before.is_some_and(|before| before.bottom > place.top && before.right <= place.left)
}

/// Whether the middle of a line lies in a code.
fn covers(code: &Quad, line: &Quad) -> bool {
    let (code, line) = (code.bounds(), line.bounds());
    let (x, y) = (f32::midpoint(line.0, line.2), f32::midpoint(line.1, line.3));
    (code.0..=code.2).contains(&x) && (code.1..=code.3).contains(&y)
}
