//! What a camera makes of a card: table, slant, perspective, shadow, glare, blur, noise, JPEG.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage, imageops};
use imageproc::filter::gaussian_blur_f32;
use imageproc::geometric_transformations::{Interpolation, Projection, warp_into};
use rand::Rng;

/// How hard a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    Scan,
    Medium,
    Hard,
}

impl Tier {
    pub fn name(self) -> &'static str {
        match self {
            Self::Scan => "scan",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

/// The photo as JPEG.
pub fn photograph(card: &RgbImage, tier: Tier, rng: &mut impl Rng) -> Vec<u8> {
    let turns = if tier != Tier::Scan && rng.random_bool(0.2) { rng.random_range(1..4) } else { 0 };
    let (slant, bend, blur, noise, quality) = match tier {
        Tier::Scan => (0.6_f32, 0.0, 0.0, 1.0, rng.random_range(80..92)),
        Tier::Medium => (4.0, 0.03, rng.random_range(0.3..0.9), 4.0, rng.random_range(60..80)),
        Tier::Hard => (11.0, 0.06, rng.random_range(0.8..1.5), 6.0, rng.random_range(45..65)),
    };
    let (width, height) = if tier == Tier::Scan { (1_110_u32, 660_u32) } else { (1_280, 960) };
    let table: [u8; 3] = [[120, 92, 70], [60, 64, 70], [188, 186, 180], [40, 60, 52]][rng.random_range(0..4)];
    let mut photo = RgbImage::from_fn(width, height, |x, y| {
        let grain = ((x * 7 + y * 13) % 11) as i16 - 5;
        Rgb(table.map(|value| (i16::from(value) + grain).clamp(0, 255) as u8))
    });
    let angle = rng.random_range(-slant..=slant).to_radians();
    let scale = if tier == Tier::Scan { 1.0 } else { rng.random_range(0.85..1.05) };
    let (card_width, card_height) = (card.width() as f32, card.height() as f32);
    let (sin, cos) = angle.sin_cos();
    let corners = [(0.0, 0.0), (card_width, 0.0), (card_width, card_height), (0.0, card_height)];
    let placed = corners.map(|(x, y)| {
        let (x, y) = ((x - card_width / 2.0) * scale, (y - card_height / 2.0) * scale);
        let mut off = || rng.random_range(-1.0..=1.0_f32) * bend * card_height;
        (x * cos - y * sin + width as f32 / 2.0 + off(), x * sin + y * cos + height as f32 / 2.0 + off())
    });
    if let Some(projection) = Projection::from_control_points(corners, placed) {
        let mut over = RgbImage::from_pixel(width, height, Rgb([1, 2, 3]));
        warp_into(card, &projection, Interpolation::Bilinear, Rgb([1, 2, 3]), &mut over);
        for (pixel, own) in photo.pixels_mut().zip(over.pixels()) {
            if own.0 != [1, 2, 3] {
                *pixel = *own;
            }
        }
    }
    let shadow = tier != Tier::Scan && rng.random_bool(0.6);
    let glare = tier == Tier::Hard && rng.random_bool(0.3);
    let (sx, sy) = (rng.random_range(0.0..width as f32), rng.random_range(0.0..height as f32));
    let blurred = if blur > 0.0 { gaussian_blur_f32(&photo, blur) } else { photo };
    let mut photo = blurred;
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        let far = ((x as f32 - sx).hypot(y as f32 - sy) / width as f32).min(1.0);
        let light = if shadow { 0.55 + 0.45 * far } else { 1.0 };
        let shine = if glare { 90.0 * (1.0 - far * 4.0).max(0.0) } else { 0.0 };
        pixel.0 = pixel.0.map(|value| {
            let grain = rng.random_range(-noise..=noise) + rng.random_range(-noise..=noise);
            (f32::from(value) * light + shine + grain).clamp(0.0, 255.0) as u8
        });
    }
    let photo = match turns {
        1 => imageops::rotate90(&photo),
        2 => imageops::rotate180(&photo),
        3 => imageops::rotate270(&photo),
        _ => photo,
    };
    let mut bytes = Vec::new();
    // Writing into memory cannot fail for a picture of this size; an empty file would show at once.
    let _written = photo.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality));
    bytes
}
