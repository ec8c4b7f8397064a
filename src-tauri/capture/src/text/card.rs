//! The lines of one card to one contact: the same reading as for a text, with what the print shows besides: how large a
//! line is.
//!
//! Deliberately absent: pictures, and cutting between people. A card is one person's.

use super::build::build_shaped;
use super::spans::find_spans;
use super::{TextContext, TextDraft};

/// How a stretch of the text was printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shaped {
    /// First byte of the line.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// Its height as a multiple of the usual height of the card's lines.
    pub size: f32,
}

/// Reads the text of one card; `shapes` are its lines in order of the text.
#[must_use]
pub fn read_card_text(text: &str, shapes: &[Shaped], context: &TextContext<'_>) -> TextDraft {
    if !text.chars().any(char::is_alphanumeric) {
        return TextDraft::default();
    }
    let spans = find_spans(text, context.region);
    build_shaped(text, (0, text.len()), &spans, context, shapes)
}
