//! Where the lines of text stand: the detection model gives each pixel a chance to be text, and each island of likely
//! pixels becomes a rectangle at any angle.
//!
//! Deliberately absent: what the text says.

use std::collections::HashMap;

use image::imageops::{self, FilterType};
use image::{GrayImage, Luma, RgbImage};
use imageproc::geometry::convex_hull;
use imageproc::point::Point as Corner;
use imageproc::region_labelling::{Connectivity, connected_components};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::PhotoError;
use super::models::Models;
use super::quad::{Point, Quad, smallest_rectangle};

/// The longest side that the model is given, in pixels.
const LONGEST: u32 = 800;
/// Both sides must be a multiple of this.
const STEP: u32 = 32;
/// From this chance on a pixel counts as text.
const PIXEL: f32 = 0.3;
/// So likely the pixels of a line must be on average.
const LINE: f32 = 0.5;
/// The model marks the core of a line: the rectangle is grown by this share of its area over its circumference.
const GROW: f32 = 1.6;
/// The shortest side of a line on the small picture, before it is grown.
const THINNEST: f32 = 3.0;
/// The most lines of one photo.
const MOST: usize = 200;

/// Finds the lines of a picture, in no order.
pub(super) fn find_lines(models: &Models, picture: &RgbImage) -> Result<Vec<Quad>, PhotoError> {
    let (width, height) = picture.dimensions();
    let share = (LONGEST as f32 / width.max(height) as f32).min(2.0);
    let side = |side: u32| (((side as f32 * share) / STEP as f32).round() as u32).max(1) * STEP;
    let (small_width, small_height) = (side(width), side(height));
    let small = imageops::resize(picture, small_width, small_height, FilterType::Triangle);
    let chances = chances(models, &small)?;
    let (x_scale, y_scale) = (width as f32 / small_width as f32, height as f32 / small_height as f32);
    let quads = islands(&chances, small_width, small_height).into_iter().map(|quad| {
        quad.map(|p| Point {
            x: (p.x * x_scale).clamp(0.0, width as f32),
            y: (p.y * y_scale).clamp(0.0, height as f32),
        })
    });
    Ok(quads.filter(|quad| quad.width() >= 4.0 && quad.height() >= 4.0).take(MOST).collect())
}

/// The chance of each pixel, row by row.
fn chances(models: &Models, picture: &RgbImage) -> Result<Vec<f32>, PhotoError> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let mut planes = vec![0.0_f32; 3 * width * height];
    for (index, pixel) in picture.pixels().enumerate() {
        // The models were taught with blue first.
        for (channel, value) in pixel.0.iter().rev().enumerate() {
            if let Some(slot) = planes.get_mut(channel * width * height + index) {
                *slot = f32::from(*value) / 127.5 - 1.0;
            }
        }
    }
    let input = NdTensor::from_data([1, 3, height, width], planes);
    let failed = |error: &dyn std::fmt::Display| PhotoError::Model(error.to_string());
    let output = models.detection.run_one(input.into(), None).map_err(|error| failed(&error))?;
    let output: NdTensor<f32, 4> = output.try_into().map_err(|_| failed(&"the detection gave another shape"))?;
    Ok(output.to_vec())
}

/// An island of likely pixels.
#[derive(Default)]
struct Island {
    /// First and last pixel of each of its rows.
    rows: HashMap<u32, (u32, u32)>,
    sum: f32,
    pixels: usize,
}

fn islands(chances: &[f32], width: u32, height: u32) -> Vec<Quad> {
    let mask = GrayImage::from_fn(width, height, |x, y| {
        let chance = |x: u32, y: u32| chances.get((y * width + x) as usize).copied().unwrap_or(0.0) > PIXEL;
        // Two pixels beside each other are one: hair lines between the parts of a letter would cut a line in two.
        let text = chance(x, y) || (x > 0 && chance(x - 1, y)) || (y > 0 && chance(x, y - 1));
        Luma([u8::from(text)])
    });
    let labels = connected_components(&mask, Connectivity::Eight, Luma([0]));
    let mut found: HashMap<u32, Island> = HashMap::new();
    for (x, y, Luma([label])) in labels.enumerate_pixels() {
        if *label == 0 {
            continue;
        }
        let island = found.entry(*label).or_default();
        let row = island.rows.entry(y).or_insert((x, x));
        *row = (row.0.min(x), row.1.max(x));
        let chance = chances.get((y * width + x) as usize).copied().unwrap_or(0.0);
        if chance > PIXEL {
            island.sum += chance;
            island.pixels += 1;
        }
    }
    let mut numbered: Vec<(u32, Island)> = found.into_iter().collect();
    numbered.sort_by_key(|(label, _)| *label);
    numbered.iter().filter_map(|(_, island)| rectangle(island)).collect()
}

fn rectangle(island: &Island) -> Option<Quad> {
    if island.pixels < 6 || island.sum / (island.pixels as f32) < LINE {
        return None;
    }
    let mut corners: Vec<Corner<i64>> = Vec::with_capacity(island.rows.len() * 4);
    for (y, (first, last)) in &island.rows {
        let (y, first, last) = (i64::from(*y), i64::from(*first), i64::from(*last));
        for (x, y) in [(first, y), (last + 1, y), (first, y + 1), (last + 1, y + 1)] {
            corners.push(Corner::new(x, y));
        }
    }
    let hull: Vec<Point> = convex_hull(corners).into_iter().map(|p| Point { x: p.x as f32, y: p.y as f32 }).collect();
    let core = smallest_rectangle(&hull, |_, _| 0.0)?;
    if core.width().min(core.height()) < THINNEST {
        return None;
    }
    smallest_rectangle(&hull, |width, height| GROW * width * height / (2.0 * (width + height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn islands_become_grown_rectangles() {
        let (width, height) = (64, 32);
        let mut chances = vec![0.0; width * height];
        for y in 10..16 {
            for x in 8..48 {
                chances[y * width + x] = 0.9;
            }
        }
        // Noise: too few pixels, and a smear that is not likely enough.
        chances[0] = 0.9;
        for x in 0..20 {
            for y in 24..30 {
                chances[y * width + x] = 0.35;
            }
        }
        let quads = islands(&chances, width as u32, height as u32);
        assert_eq!(quads.len(), 1, "{quads:?}");
        let grow = GROW * 41.0 * 7.0 / (2.0 * 48.0);
        assert!((quads[0].width() - (41.0 + 2.0 * grow)).abs() < 0.5, "{quads:?}");
        assert!((quads[0].height() - (7.0 + 2.0 * grow)).abs() < 0.5, "{quads:?}");
    }
}
