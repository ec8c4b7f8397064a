//! Pictures in documents, within limits that hold before they are decoded.
//!
//! Deliberately absent: formats other than PNG and JPEG.

use krilla::image::Image;

use super::PdfError;

const MOST_BYTES: usize = 4 * 1024 * 1024;
const MOST_PIXELS: usize = 16_000_000;

/// Reads a picture, refusing what is too large.
pub(super) fn picture(bytes: &[u8]) -> Result<Image, PdfError> {
    if bytes.len() > MOST_BYTES {
        return Err(PdfError::PictureTooLarge);
    }
    let size = imagesize::blob_size(bytes).map_err(|_| PdfError::PictureUnreadable)?;
    if size.width.saturating_mul(size.height) > MOST_PIXELS {
        return Err(PdfError::PictureTooLarge);
    }
    if size.width == 0 || size.height == 0 {
        return Err(PdfError::PictureUnreadable);
    }
    let made = match imagesize::image_type(bytes) {
        Ok(imagesize::ImageType::Png) => Image::from_png(bytes.to_vec().into(), true),
        Ok(imagesize::ImageType::Jpeg) => Image::from_jpeg(bytes.to_vec().into(), true),
        Ok(_) | Err(_) => return Err(PdfError::PictureUnreadable),
    };
    made.map_err(|_| PdfError::PictureUnreadable)
}

/// The size in points of a picture that is as large as a box allows, without being enlarged beyond 72 dots an inch.
pub(super) fn fit(image: &Image, width: f32, height: f32) -> (f32, f32) {
    let (wide, high) = image.size();
    let (wide, high) = (wide as f32, high as f32);
    let scale = (width / wide).min(height / high).min(1.0);
    (wide * scale, high * scale)
}
