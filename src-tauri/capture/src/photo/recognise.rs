//! What a line says: it is cut out of the picture, made level and 48 pixels high, and the recognition model gives each
//! column a letter.
//!
//! Deliberately absent: a dictionary of words. Names and addresses are in none.

use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};
use imageproc::geometric_transformations::{Interpolation, Projection, warp_into};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::PhotoError;
use super::models::Models;
use super::quad::Quad;

/// The height that the model reads, in pixels.
const HEIGHT: u32 = 48;
/// The width of a line, in pixels of that height.
const NARROWEST: u32 = 48;
const WIDEST: u32 = 3_200;
/// Widths are rounded up to this.
const STEP: u32 = 8;
/// So many lines go through the model at once, and so much wider than the narrowest the widest may be.
const TOGETHER: usize = 6;
const ALIKE: f32 = 1.15;
/// Less sure lines are specks and ornaments.
const READABLE: f32 = 0.5;

/// A line as read.
#[derive(Debug, Clone, Default)]
pub(super) struct Read {
    pub text: String,
    /// The mean certainty of its letters.
    pub confidence: f32,
}

/// Whether there is more in a line than specks.
pub(super) fn says_something(read: &Read) -> bool {
    read.confidence >= READABLE && read.text.chars().any(char::is_alphanumeric)
}

/// Reads the lines, in the order given.
pub(super) fn read_lines(models: &Models, picture: &RgbImage, quads: &[Quad]) -> Result<Vec<Read>, PhotoError> {
    let mut read = vec![Read::default(); quads.len()];
    let mut widths: Vec<(usize, u32)> = quads.iter().map(width_of).enumerate().collect();
    widths.sort_by_key(|(_, width)| *width);
    let mut rest = widths.as_slice();
    while let Some((_, narrowest)) = rest.first() {
        let limit = *narrowest as f32 * ALIKE;
        let count = rest.iter().take(TOGETHER).take_while(|(_, width)| *width as f32 <= limit).count().max(1);
        let (batch, later) = rest.split_at(count.min(rest.len()));
        rest = later;
        let width = batch.last().map_or(NARROWEST, |(_, width)| *width);
        let crops: Vec<RgbImage> = batch
            .iter()
            .filter_map(|(index, own)| quads.get(*index).map(|quad| cut_out(picture, quad, *own)))
            .collect();
        for ((index, _), line) in batch.iter().zip(run(models, &crops, width)?) {
            if let Some(slot) = read.get_mut(*index) {
                *slot = line;
            }
        }
    }
    Ok(read)
}

fn width_of(quad: &Quad) -> u32 {
    let width = quad.width() / quad.height().max(1.0) * HEIGHT as f32;
    let width = width.clamp(NARROWEST as f32, WIDEST as f32) as u32;
    width.div_ceil(STEP) * STEP
}

/// The line as an upright picture of the wanted width. Large letters are cut out as they are and then made smaller,
/// because picking single pixels would fray them.
fn cut_out(picture: &RgbImage, quad: &Quad, width: u32) -> RgbImage {
    let own_height = quad.height().round().clamp(HEIGHT as f32, 6.0 * HEIGHT as f32) as u32;
    let own_width = (width as f32 * own_height as f32 / HEIGHT as f32).round() as u32;
    let [a, b, c, d] = quad.0.map(|p| (p.x, p.y));
    let (right, bottom) = (own_width as f32, own_height as f32);
    let corners = [(0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom)];
    let mut crop = RgbImage::new(own_width, own_height);
    // Corners that lie in one line give no projection: such a quad is a speck.
    let Some(projection) = Projection::from_control_points([a, b, c, d], corners) else {
        return RgbImage::new(width, HEIGHT);
    };
    warp_into(picture, &projection, Interpolation::Bilinear, Rgb([128; 3]), &mut crop);
    if own_height == HEIGHT { crop } else { imageops::resize(&crop, width, HEIGHT, FilterType::Triangle) }
}

fn run(models: &Models, crops: &[RgbImage], width: u32) -> Result<Vec<Read>, PhotoError> {
    let (count, rows, columns) = (crops.len(), HEIGHT as usize, width as usize);
    let plane = rows * columns;
    let mut data = vec![0.0_f32; count * 3 * plane];
    for (index, crop) in crops.iter().enumerate() {
        for (x, y, pixel) in crop.enumerate_pixels() {
            for (channel, value) in pixel.0.iter().rev().enumerate() {
                let at = (index * 3 + channel) * plane + y as usize * columns + x as usize;
                if let Some(slot) = data.get_mut(at) {
                    *slot = f32::from(*value) / 127.5 - 1.0;
                }
            }
        }
    }
    let input = NdTensor::from_data([count, 3, rows, columns], data);
    let failed = |error: &dyn std::fmt::Display| PhotoError::Model(error.to_string());
    let output = models.recognition.run_one(input.into(), None).map_err(|error| failed(&error))?;
    let output: NdTensor<f32, 3> = output.try_into().map_err(|_| failed(&"the recognition gave another shape"))?;
    let [lines, steps, classes] = output.shape();
    let chances = output.to_vec();
    Ok((0..lines)
        .map(|line| {
            let own = chances.get(line * steps * classes..(line + 1) * steps * classes).unwrap_or_default();
            decode(own, classes, &models.letters)
        })
        .collect())
}

/// The best letter of each column; equal neighbours are one letter and the blank separates.
fn decode(chances: &[f32], classes: usize, letters: &[String]) -> Read {
    let mut text = String::new();
    let (mut sum, mut count) = (0.0_f32, 0_usize);
    let mut last = 0;
    for column in chances.chunks_exact(classes.max(1)) {
        let (best, chance) = column
            .iter()
            .enumerate()
            .fold((0, f32::MIN), |best, (index, chance)| if *chance > best.1 { (index, *chance) } else { best });
        if best != last && best != 0 {
            text.push_str(letters.get(best).map_or("", String::as_str));
            sum += chance;
            count += 1;
        }
        last = best;
    }
    let confidence = if count == 0 { 0.0 } else { (sum / count as f32).clamp(0.0, 1.0) };
    Read { text: text.trim().to_owned(), confidence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_letters() {
        let letters = ["", "a", "l", " "].map(str::to_owned);
        // a a blank l l blank l space a
        let classes = [1, 1, 0, 2, 2, 0, 2, 3, 1];
        let mut chances = vec![0.0; classes.len() * 4];
        for (column, class) in classes.iter().enumerate() {
            chances[column * 4 + class] = 0.8;
        }
        let read = decode(&chances, 4, &letters);
        assert_eq!(read.text, "all a");
        assert!((read.confidence - 0.8).abs() < 1e-6);
        assert_eq!(decode(&[], 4, &letters).confidence, 0.0);
    }

    #[test]
    fn a_line_is_cut_out_level() {
        let mut picture = RgbImage::from_pixel(100, 100, Rgb([255; 3]));
        for x in 30..50 {
            for y in 40..60 {
                picture.put_pixel(x, y, Rgb([0; 3]));
            }
        }
        let quad = Quad::upright(30.0, 40.0, 70.0, 60.0);
        let crop = cut_out(&picture, &quad, width_of(&quad));
        assert_eq!(crop.dimensions(), (96, 48));
        assert_eq!((crop.get_pixel(20, 24).0[0], crop.get_pixel(80, 24).0[0]), (0, 255));
    }
}
