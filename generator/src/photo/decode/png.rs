//! PNG: screenshots, renderings and plans.

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, DecodingError, Limits, Transformations};

use super::{super::PhotoError, Stored, admit, buffer, grey_over_white, grey_to_rgb, over_white};

pub(super) fn decode(bytes: &[u8]) -> Result<Stored, PhotoError> {
    let (width, height) =
        size(bytes).ok_or_else(|| PhotoError::Damaged("the PNG ends within its header".to_owned()))?;
    admit(width, height)?;
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: WORKSPACE });
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(|error| damaged(&error))?;
    let info = reader.info();
    if info.bit_depth == BitDepth::Sixteen {
        return Err(PhotoError::DeepColour(16));
    }
    let icc = info.icc_profile.as_deref().map(<[u8]>::to_vec);
    let mut pixels = buffer(reader.output_buffer_size())?;
    let frame = reader.next_frame(&mut pixels).map_err(|error| damaged(&error))?;
    pixels.truncate(frame.buffer_size());
    // Also checks that the file is whole up to its last chunk, where EXIF may stand.
    reader.finish().map_err(|error| damaged(&error))?;
    let exif = reader.info().exif_metadata.as_deref().map(<[u8]>::to_vec);
    let rgb = match frame.color_type {
        ColorType::Rgb | ColorType::Indexed => pixels,
        ColorType::Rgba => over_white(&pixels),
        ColorType::Grayscale => grey_to_rgb(&pixels),
        ColorType::GrayscaleAlpha => grey_over_white(&pixels),
    };
    Ok(Stored { width, height, rgb, icc, exif })
}

/// Bytes of memory for rows and metadata, beside the pixels themselves.
const WORKSPACE: usize = 64 * 1024 * 1024;

/// Width and height, which every PNG has at the same place.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let width = u32::from_be_bytes(*bytes.get(16..)?.first_chunk()?);
    let height = u32::from_be_bytes(*bytes.get(20..)?.first_chunk()?);
    Some((width, height))
}

fn damaged(error: &DecodingError) -> PhotoError {
    PhotoError::Damaged(error.to_string())
}
