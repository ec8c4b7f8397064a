//! A photo of a card to its lines of text: the picture is decoded within limits, text is found, turned upright, cut out
//! line by line and recognised.
//!
//! Deliberately absent: fields (see `card`), codes (see `code`), and the camera. Korean, Russian and Thai letters are
//! not in the models' alphabet.

mod detect;
mod layout;
mod models;
mod picture;
mod quad;
mod recognise;

use image::{RgbImage, imageops};
use thiserror::Error;

pub use layout::{Place, in_reading_order};
pub use models::{ModelError, Models, find_models};
pub use picture::{MAX_PIXELS, MAX_SIDE, PictureError, Turn, decode, is_picture, is_svg, keep};
pub use quad::{Point, Quad};

/// Why a photo was not read.
#[derive(Debug, Error)]
pub enum PhotoError {
    /// The picture itself could not be had.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// A model refused its input.
    #[error("running the text models: {0}")]
    Model(String),
    /// Somebody did not want to wait any longer.
    #[error("reading a photo: cancelled")]
    Cancelled,
}

/// One line of text on a photo.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoLine {
    /// What it says.
    pub text: String,
    /// The mean certainty of its letters, from 0 to 1.
    pub confidence: f32,
    /// Where it stands on the upright picture, in pixels.
    pub quad: Quad,
}

/// One side of a card, read.
#[derive(Debug, Clone)]
pub struct Side {
    /// The picture, upright and no larger than it is worked with.
    pub picture: RgbImage,
    /// How the decoded picture was turned to stand upright.
    pub turn: Turn,
    /// Width and height of the decoded picture before it was turned and made smaller.
    pub original: (u32, u32),
    /// Its lines in reading order.
    pub lines: Vec<PhotoLine>,
}

impl Side {
    /// A picture whose text is not read.
    ///
    /// # Errors
    /// [`PhotoError::Picture`] where the picture is none or too large.
    pub fn unread(bytes: &[u8]) -> Result<Self, PhotoError> {
        let decoded = decode(bytes)?;
        Ok(Self { picture: decoded.picture, turn: Turn::None, original: decoded.original, lines: Vec::new() })
    }

    /// A place on the upright picture as a place on the decoded one.
    #[must_use]
    pub fn to_original(&self, quad: &Quad) -> Quad {
        let (width, height) = (self.picture.width() as f32, self.picture.height() as f32);
        let (full_width, full_height) = (self.original.0 as f32, self.original.1 as f32);
        quad.map(|point| {
            // Where it would stand if the picture had not been turned, as shares of its sides.
            let (x, y) = (point.x / width, point.y / height);
            let (x, y) = match self.turn {
                Turn::None => (x, y),
                Turn::Right => (y, 1.0 - x),
                Turn::Around => (1.0 - x, 1.0 - y),
                Turn::Left => (1.0 - y, x),
            };
            Point { x: x * full_width, y: y * full_height }
        })
    }
}

/// So sure the first lines must be for the picture to count as upright without trying it upside down.
const UPRIGHT: f32 = 0.90;
/// So many lines are read to tell up from down.
const TRIED: usize = 3;

/// Reads one photo; `go_on` is asked between the steps.
///
/// # Errors
/// [`PhotoError`] where the picture is none or too large, a model failed, or `go_on` said no.
pub fn read_photo(bytes: &[u8], models: &Models, go_on: &dyn Fn() -> bool) -> Result<Side, PhotoError> {
    let decoded = decode(bytes)?;
    let original = (decoded.original.0, decoded.original.1);
    let mut picture = decoded.picture;
    let check = || if go_on() { Ok(()) } else { Err(PhotoError::Cancelled) };
    check()?;
    let mut turn = Turn::None;
    let mut quads = detect::find_lines(models, &picture)?;
    if lies_on_its_side(&quads) {
        check()?;
        picture = imageops::rotate90(&picture);
        turn = Turn::Right;
        quads = detect::find_lines(models, &picture)?;
    }
    check()?;
    // The longest lines tell up from down; they come first, so that they need not be read again.
    quads.sort_by(|a, b| b.width().total_cmp(&a.width()));
    let first = quads.get(..quads.len().min(TRIED)).unwrap_or_default();
    let mut read = recognise::read_lines(models, &picture, first)?;
    if !first.is_empty() && sureness(&read) < UPRIGHT {
        let around = imageops::rotate180(&picture);
        let (width, height) = (picture.width() as f32, picture.height() as f32);
        let turned: Vec<Quad> = quads.iter().map(|quad| quad.turned_around(width, height)).collect();
        let other = recognise::read_lines(models, &around, turned.get(..first.len()).unwrap_or_default())?;
        if sureness(&other) > sureness(&read) {
            (picture, quads, read) = (around, turned, other);
            turn = turn.and_around();
        }
    }
    check()?;
    read.extend(recognise::read_lines(models, &picture, quads.get(read.len()..).unwrap_or_default())?);
    let lines = quads
        .into_iter()
        .zip(read)
        .filter(|(_, read)| recognise::says_something(read))
        .map(|(quad, read)| PhotoLine { text: read.text, confidence: read.confidence, quad })
        .collect();
    Ok(Side { picture, turn, original, lines: layout::joined(lines) })
}

/// Lines of a picture that lies on its side are higher than wide.
fn lies_on_its_side(quads: &[Quad]) -> bool {
    let area = |upright: bool| -> f32 {
        quads.iter().filter(|quad| (quad.width() >= quad.height()) == upright).map(Quad::area).sum()
    };
    area(false) > area(true) * 1.2
}

fn sureness(lines: &[recognise::Read]) -> f32 {
    let letters: usize = lines.iter().map(|line| line.text.chars().count()).sum();
    let sum: f32 = lines.iter().map(|line| line.confidence * line.text.chars().count() as f32).sum();
    if letters == 0 { 0.0 } else { sum / letters as f32 }
}
