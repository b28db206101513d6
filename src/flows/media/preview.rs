//! A small picture of a picture, made anew: whatever else was in the file stays behind.

use std::io::{BufRead, BufReader, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use crate::staging::Staged;
use crate::store::content::Preview;

/// A picture of more has no small one, and is shown as a file.
const BOUNDS: Bounds = Bounds { pixels_max: 16 * 1024 * 1024, memory_max_bytes: 96 * 1024 * 1024 };
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
    let Some((whole, orientation)) = decoded(BufReader::new(staged.open()?), format, &BOUNDS)? else { return Ok(None) };
    let mut small =
        if whole.width().max(whole.height()) > SIDE_MAX { whole.thumbnail(SIDE_MAX, SIDE_MAX) } else { whole };
    small.apply_orientation(orientation);
    let plain = on_white(&small);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&plain)?;
    Ok(Some(Preview { width: plain.width(), height: plain.height(), bytes }))
}

/// What decoding a picture may take.
pub(super) struct Bounds {
    pub(super) pixels_max: u64,
    pub(super) memory_max_bytes: u64,
}

/// A decoded picture and how it is to be turned; `None` if it has too many pixels, which is asked before it is decoded.
pub(super) fn decoded(
    from: impl BufRead + Seek,
    format: ImageFormat,
    bounds: &Bounds,
) -> Result<Option<(DynamicImage, Orientation)>, image::ImageError> {
    let mut reader = ImageReader::with_format(from, format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(bounds.memory_max_bytes);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > bounds.pixels_max {
        return Ok(None);
    }
    let orientation = decoder.orientation()?;
    Ok(Some((DynamicImage::from_decoder(decoder)?, orientation)))
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
