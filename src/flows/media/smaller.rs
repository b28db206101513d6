//! A picture that is too large for WhatsApp, made smaller: by its pixels and its quality, until it fits.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::ImageFormat;
use image::codecs::jpeg::JpegEncoder;

use crate::app::App;
use crate::domain::media::outgoing::PICTURE_BYTES_MAX;
use crate::flows::media::preview::{Bounds, decoded, on_white, one_at_a_time};
use crate::store::upload::Upload;
use crate::store::{Fault, content};

/// What telephones make.
const BOUNDS: Bounds = Bounds { pixels_max: 50_000_000, memory_max_bytes: 256 * 1024 * 1024 };
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
    let Some((mut picture, orientation)) = decoded(Cursor::new(bytes), format, &BOUNDS)? else { return Ok(None) };
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
