//! Bytes to a picture, within limits that are checked before anything is decoded; and the picture that is kept.
//!
//! Deliberately absent: SVG, which is a program more than a picture, and HEIC, for which there is no decoder in Rust.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};
use thiserror::Error;

/// The most pixels of a picture: a little more than the 50 million of present phones.
pub const MAX_PIXELS: u64 = 52_000_000;
/// The longest side of a picture in pixels.
pub const MAX_SIDE: u32 = 16_384;
/// The most memory that a decoder may take, in bytes.
const MAX_MEMORY: u64 = 400 << 20;
/// The shortest side that can hold a line of text.
const MIN_SIDE: u32 = 16;
/// The longest side that is worked with and kept, in pixels.
const WORKING: u32 = 2_000;
/// The quality of the kept JPEG, from 1 to 100.
const QUALITY: u8 = 82;

/// Why a picture could not be had.
#[derive(Debug, Error)]
pub enum PictureError {
    /// Not a picture of a kind that is read.
    #[error("reading a picture: it is none that can be read here")]
    Unknown,
    /// A drawing in SVG.
    #[error("reading a picture: SVG is not read")]
    Svg,
    /// Too many pixels.
    #[error("reading a picture: it has {width} x {height} pixels, at most {MAX_PIXELS} are read")]
    TooLarge {
        /// Width by its header.
        width: u32,
        /// Height by its header.
        height: u32,
    },
    /// Too few pixels to hold a line of text.
    #[error("reading a picture: it has only {width} x {height} pixels")]
    TooSmall {
        /// Width by its header.
        width: u32,
        /// Height by its header.
        height: u32,
    },
    /// Cut off, forged or otherwise broken.
    #[error("reading a picture: it is damaged")]
    Damaged,
    /// The kept copy could not be written.
    #[error("keeping a picture: it could not be encoded")]
    Encode,
}

/// How a picture is turned, clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Not at all.
    None,
    /// By a quarter to the right.
    Right,
    /// Upside down.
    Around,
    /// By a quarter to the left.
    Left,
}

impl Turn {
    /// And by a half turn more.
    #[must_use]
    pub fn and_around(self) -> Self {
        match self {
            Self::None => Self::Around,
            Self::Right => Self::Left,
            Self::Around => Self::None,
            Self::Left => Self::Right,
        }
    }
}

/// A decoded picture, turned as its camera says and made small enough to work with.
#[derive(Debug)]
pub struct Decoded {
    /// The picture.
    pub picture: RgbImage,
    /// Width and height before it was made smaller.
    pub original: (u32, u32),
}

/// Whether the first bytes are those of a picture that is read here.
#[must_use]
pub fn is_picture(bytes: &[u8]) -> bool {
    image::guess_format(bytes).is_ok_and(|format| format.reading_enabled())
}

/// Whether the bytes are a drawing in SVG.
#[must_use]
pub fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")
}

/// Decodes a picture; its header is judged first.
///
/// # Errors
/// [`PictureError`] where it is none, too large or broken.
pub fn decode(bytes: &[u8]) -> Result<Decoded, PictureError> {
    if is_svg(bytes) {
        return Err(PictureError::Svg);
    }
    let format = image::guess_format(bytes).map_err(|_| PictureError::Unknown)?;
    if !format.reading_enabled() {
        return Err(PictureError::Unknown);
    }
    let decoded = whole(bytes, format)?;
    let original = (decoded.width(), decoded.height());
    Ok(Decoded { picture: small(decoded), original })
}

fn whole(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, PictureError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    // The header is read under the limit of memory alone, so that the size can be told.
    let mut header = Limits::no_limits();
    header.max_alloc = Some(MAX_MEMORY);
    reader.limits(header);
    let mut decoder = reader.into_decoder().map_err(|error| broken(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || width.max(height) > MAX_SIDE {
        return Err(PictureError::TooLarge { width, height });
    }
    if width.min(height) < MIN_SIDE {
        return Err(PictureError::TooSmall { width, height });
    }
    decoder.set_limits(limits).map_err(|error| match error {
        ImageError::Limits(_) => PictureError::TooLarge { width, height },
        other => broken(&other),
    })?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(|error| match error {
        ImageError::Limits(_) => PictureError::TooLarge { width, height },
        other => broken(&other),
    })?;
    decoded.apply_orientation(orientation);
    Ok(decoded)
}

fn broken(error: &ImageError) -> PictureError {
    match error {
        ImageError::Unsupported(_) => PictureError::Unknown,
        _ => PictureError::Damaged,
    }
}

/// The picture without transparency, no longer than [`WORKING`]. Transparent places are white, as they are on a screen.
fn small(decoded: DynamicImage) -> RgbImage {
    let (width, height) = decoded.dimensions();
    let longest = width.max(height);
    let decoded = if longest > WORKING {
        let share = f64::from(WORKING) / f64::from(longest);
        let side = |side: u32| ((f64::from(side) * share).round() as u32).max(1);
        // Averaging is quick and good where a picture becomes much smaller.
        if longest >= WORKING * 2 {
            decoded.thumbnail_exact(side(width), side(height))
        } else {
            decoded.resize_exact(side(width), side(height), FilterType::Triangle)
        }
    } else {
        decoded
    };
    if !decoded.color().has_alpha() {
        return decoded.into_rgb8();
    }
    let mut white = DynamicImage::from(RgbImage::from_pixel(decoded.width(), decoded.height(), image::Rgb([255; 3])));
    imageops::overlay(&mut white, &decoded, 0, 0);
    white.into_rgb8()
}

/// The copy of a picture that is kept: JPEG, without anything that the camera wrote beside the pixels.
///
/// # Errors
/// [`PictureError::Encode`] where it could not be written.
pub fn keep(picture: &RgbImage) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    picture.write_with_encoder(encoder).map_err(|_| PictureError::Encode)?;
    Ok(bytes)
}
