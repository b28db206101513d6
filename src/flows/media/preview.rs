//! A small picture of a picture, made anew: whatever else was in the file stays behind.

use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use crate::staging::Staged;
use crate::store::content::Preview;

/// Pixels of a picture that is decoded; one of more has no small picture, and is shown as a file.
const PIXELS_MAX: u64 = 16 * 1024 * 1024;
/// What decoding may take.
const MEMORY_MAX_BYTES: u64 = 96 * 1024 * 1024;
/// The longer side, in pixels: as wide as a bubble is on a fine screen.
const SIDE_MAX: u32 = 640;
const QUALITY: u8 = 78;

/// One at a time: a decoded picture is large.
static DECODING: Mutex<()> = Mutex::new(());

/// Waits until nobody else decodes a picture, and then keeps others waiting.
pub(super) fn one_at_a_time() -> MutexGuard<'static, ()> {
    DECODING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The small picture; `None` if it cannot be decoded, or is too large to try.
pub(super) fn of(staged: &Staged, content_type: &str) -> Option<Preview> {
    let format = ImageFormat::from_mime_type(content_type)?;
    let _one = one_at_a_time();
    // A decoder that panics costs a small picture, and nothing else.
    let made = catch_unwind(AssertUnwindSafe(|| make(staged, format)));
    match made {
        Ok(Ok(preview)) => preview,
        Ok(Err(error)) => {
            tracing::debug!(%error, "a picture could not be decoded");
            None
        }
        Err(_) => None,
    }
}

fn make(staged: &Staged, format: ImageFormat) -> Result<Option<Preview>, image::ImageError> {
    let mut reader = ImageReader::with_format(BufReader::new(staged.open()?), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Ok(None);
    }
    let orientation = decoder.orientation()?;
    let decoded = DynamicImage::from_decoder(decoder)?;
    let mut small = if width.max(height) > SIDE_MAX { decoded.thumbnail(SIDE_MAX, SIDE_MAX) } else { decoded };
    small.apply_orientation(orientation);
    let plain = on_white(&small);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&plain)?;
    Ok(Some(Preview { width: plain.width(), height: plain.height(), bytes }))
}

/// JPEG knows no holes.
pub(super) fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let from = picture.to_rgba8();
    let mut plain = RgbImage::new(from.width(), from.height());
    for (x, y, pixel) in from.enumerate_pixels() {
        let [red, green, blue, alpha] = pixel.0;
        let over = |colour: u8| {
            let mixed = (u16::from(colour) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        plain.put_pixel(x, y, Rgb([over(red), over(green), over(blue)]));
    }
    plain
}
