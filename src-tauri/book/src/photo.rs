//! Photos of cards to drafts: the sides are read one after the other, codes are merged with what is printed.
//!
//! Deliberately absent: writing. A draft is looked at by a person before it becomes a contact.

use corong_capture::card::{CardDraft, CardSide, Difference, merge, read_card, read_side};
use corong_capture::code::{Code, CodeKind, draft_of};
use corong_capture::photo::{
    ModelError, Models, PhotoError, PictureError, Point, Quad, decode, find_models, is_picture, is_svg,
};
use corong_capture::text::TextContext;
use corong_domain::contact::ContactDraft;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::OutContact;
use crate::capture::{field_name, vcard_drafts_of};
use crate::error::BookError;
use crate::known::BookKnown;
use crate::lists::draft_out;
use crate::write::Book;

/// A line that was read from a photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardLineRead {
    /// Which side, from 0.
    pub side: u32,
    /// What it says.
    pub text: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Its corners on the photo as it was given, in pixels: upper left, upper right, lower right, lower left.
    pub corners: [Point; 4],
}

/// A code that was read from a photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardCode {
    /// Which side, from 0.
    pub side: u32,
    /// What it says.
    pub kind: CodeKind,
    /// The text in it.
    pub text: String,
}

/// Where a field was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardMark {
    /// The field by its name in the draft.
    pub field: String,
    /// 0 to 1.
    pub confidence: f32,
    /// The lines it was read from.
    pub lines: Vec<u32>,
}

/// One card as read from its photos.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardRead {
    /// The fields.
    pub draft: ContactDraft,
    /// The same as they go out in files.
    #[serde(skip)]
    #[specta(skip)]
    pub contact: OutContact,
    /// Where they were found.
    pub marks: Vec<CardMark>,
    /// The lines in reading order.
    pub lines: Vec<CardLineRead>,
    /// The codes.
    pub codes: Vec<CardCode>,
    /// Where a code says something else than the print; the code's value is in the draft.
    pub differences: Vec<Difference>,
}

/// Loads the models that read photos, from the places where they are looked for; `beside` are further folders that may
/// hold a folder `models`.
///
/// # Errors
/// [`BookError::ModelsMissing`] where they are in none, or a file that is no model.
pub fn text_models(beside: &[std::path::PathBuf]) -> Result<Models, BookError> {
    let folder = find_models(beside).ok_or(BookError::ModelsMissing)?;
    Models::load(&folder).map_err(|error| match error {
        ModelError::Missing => BookError::ModelsMissing,
        broken @ ModelError::Broken { .. } => BookError::internal(broken),
    })
}

/// Whether the bytes of a file are to be read as a photo, if only to be refused with its own sentence.
#[must_use]
pub fn is_photo(bytes: &[u8]) -> bool {
    is_picture(bytes) || is_svg(bytes)
}

/// Decodes a photo and throws it away.
///
/// # Errors
/// The picture is none, damaged or too large.
pub fn check_photo(bytes: &[u8]) -> Result<(), BookError> {
    decode(bytes).map(drop).map_err(|error| refused(error.into()))
}

impl Book {
    /// Reads the photos of one card, one a side. Without models only codes are read. Nothing is written.
    ///
    /// # Errors
    /// A picture is none, damaged or too large; there are no models and no code; `go_on`, which is asked between the
    /// steps, said no.
    pub fn capture_read_photos(
        &self,
        photos: &[&[u8]],
        models: Option<&Models>,
        go_on: &dyn Fn() -> bool,
    ) -> Result<CardRead, BookError> {
        let mut sides: Vec<CardSide> = Vec::with_capacity(photos.len());
        for photo in photos {
            sides.push(read_side(photo, models, go_on).map_err(refused)?);
        }
        if models.is_none() && sides.iter().all(|side| side.codes.is_empty()) {
            return Err(BookError::ModelsMissing);
        }
        let settings = self.settings();
        let known = BookKnown { store: &self.store };
        let card = read_card(&sides, &TextContext { region: &settings.region, known: &known });
        let mut draft = card.draft.clone();
        let mut differences = Vec::new();
        for (_, code) in &card.codes {
            for said in drafts_of_code(code) {
                differences.extend(merge(&mut draft, &said, &settings.region));
            }
        }
        Ok(CardRead {
            contact: draft_out(&draft, &settings.region),
            marks: marks(&card),
            lines: lines(&card, &sides),
            codes: card.codes.iter().map(|(side, code)| shown(*side, code)).collect(),
            draft,
            differences,
        })
    }
}

fn drafts_of_code(code: &Code) -> Vec<ContactDraft> {
    match draft_of(code) {
        Some(draft) => vec![draft],
        // A code holds one person; a file of many would have to be imported.
        None => {
            let cards = vcard_drafts_of(code.text.as_bytes()).unwrap_or_default();
            cards.into_iter().take(1).map(|read| read.draft).collect()
        }
    }
}

fn shown(side: usize, code: &Code) -> CardCode {
    CardCode { side: number(side), kind: code.kind, text: code.text.clone() }
}

fn marks(card: &CardDraft) -> Vec<CardMark> {
    card.marks
        .iter()
        .filter_map(|mark| {
            let (start, end) = (mark.start as usize, mark.end as usize);
            let lines = card.lines.iter().enumerate().filter(|(_, line)| line.start < end && line.end > start);
            Some(CardMark {
                field: field_name(mark)?,
                confidence: mark.confidence,
                lines: lines.map(|(index, _)| number(index)).collect(),
            })
        })
        .collect()
}

fn lines(card: &CardDraft, sides: &[CardSide]) -> Vec<CardLineRead> {
    card.lines
        .iter()
        .map(|line| {
            let Quad(corners) = sides.get(line.side).map_or(line.quad, |one| one.side.to_original(&line.quad));
            CardLineRead { side: number(line.side), text: line.text.clone(), confidence: line.confidence, corners }
        })
        .collect()
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn refused(error: PhotoError) -> BookError {
    match error {
        PhotoError::Picture(PictureError::TooLarge { width, height }) => BookError::PictureTooLarge { width, height },
        PhotoError::Picture(
            PictureError::Unknown | PictureError::Svg | PictureError::TooSmall { .. } | PictureError::Damaged,
        ) => BookError::PictureUnreadable,
        PhotoError::Picture(PictureError::Encode) | PhotoError::Model(_) => BookError::internal(error),
        PhotoError::Cancelled => BookError::Cancelled,
    }
}
