//! WebP: what photos from websites and some tools come as.

use std::io::Cursor;

use image_webp::{DecodingError, WebPDecoder};

use super::{super::PhotoError, Stored, admit, buffer, over_white};

pub(super) fn decode(bytes: &[u8]) -> Result<Stored, PhotoError> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let (width, height) = decoder.dimensions();
    admit(width, height)?;
    if decoder.is_animated() {
        return Err(PhotoError::Animated);
    }
    let icc = decoder.icc_profile().map_err(|error| damaged(&error))?;
    let exif = decoder.exif_metadata().map_err(|error| damaged(&error))?;
    let mut pixels = buffer(decoder.output_buffer_size())?;
    decoder.read_image(&mut pixels).map_err(|error| damaged(&error))?;
    let rgb = if decoder.has_alpha() { over_white(&pixels) } else { pixels };
    Ok(Stored { width, height, rgb, icc, exif })
}

fn damaged(error: &DecodingError) -> PhotoError {
    PhotoError::Damaged(error.to_string())
}
