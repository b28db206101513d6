//! A picture that is too large for WhatsApp, made smaller: by its pixels and its quality, until it fits.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use crate::app::App;
use crate::domain::media::outgoing::PICTURE_BYTES_MAX;
use crate::flows::media::preview::{on_white, one_at_a_time};
use crate::store::upload::Upload;
use crate::store::{Fault, content};

/// Pixels of a picture that is decoded: what telephones make.
const PIXELS_MAX: u64 = 50_000_000;
const MEMORY_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// What is tried, the best first: the longer side in pixels, and the quality.
const STEPS: [(u32, u8); 3] = [(3_072, 85), (2_048, 80), (1_600, 70)];

/// The smaller one as JPEG; `None` if it cannot be decoded, or has too many pixels.
///
/// # Errors
/// [`Fault`] of the store.
pub(super) fn of(app: &App, upload: &Upload) -> Result<Option<Vec<u8>>, Fault> {
    let Some(format) = ImageFormat::from_mime_type(&upload.content_type) else { return Ok(None) };
    let mut bytes = Vec::new();
    while let Ok(from) = u64::try_from(bytes.len())
        && from < upload.size
    {
        let piece = app.store.read(|db| content::read(db, upload.content, from, u64::MAX))?;
        if piece.is_empty() {
            return Ok(None);
        }
        bytes.extend(piece);
    }
    let _one = one_at_a_time();
    // A decoder that panics costs this picture, and nothing else.
    let made = catch_unwind(AssertUnwindSafe(|| make(&bytes, format)));
    match made {
        Ok(Ok(smaller)) => Ok(smaller),
        Ok(Err(error)) => {
            tracing::debug!(%error, "a picture could not be made smaller");
            Ok(None)
        }
        Err(_) => Ok(None),
    }
}

fn make(bytes: &[u8], format: ImageFormat) -> Result<Option<Vec<u8>>, image::ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Ok(None);
    }
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    for (side, quality) in STEPS {
        if picture.width().max(picture.height()) > side {
            picture = picture.thumbnail(side, side);
        }
        let mut smaller = Vec::new();
        JpegEncoder::new_with_quality(&mut smaller, quality).encode_image(&on_white(&picture))?;
        if u64::try_from(smaller.len()).is_ok_and(|size| size <= PICTURE_BYTES_MAX) {
            return Ok(Some(smaller));
        }
    }
    Ok(None)
}
