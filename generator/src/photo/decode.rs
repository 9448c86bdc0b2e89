//! From a file's bytes to upright pixels in sRGB.
//!
//! What can be known from the header is judged before the first pixel is decoded, so that a huge
//! or unsuitable file costs no memory. All decoders are strict: a photo that shows only in part
//! must not reach a page.

use super::{PhotoError, Pixels, colour, orientation::Orientation, recognise::Kind, source::MAX_PIXELS};

mod jpeg;
mod png;
mod webp;

/// The pixels as they should be seen.
pub(super) fn upright(kind: Kind, bytes: &[u8]) -> Result<Pixels, PhotoError> {
    let mut stored = match kind {
        Kind::Jpeg => jpeg::decode(bytes),
        Kind::Png => png::decode(bytes),
        Kind::WebP => webp::decode(bytes),
    }?;
    if let Some(icc) = &stored.icc {
        colour::to_srgb(&mut stored.rgb, icc);
    }
    let pixels = Pixels::new(stored.width, stored.height, stored.rgb)
        .ok_or_else(|| PhotoError::Damaged("pixels are missing".to_owned()))?;
    let orientation = stored.exif.as_deref().map_or(Orientation::Upright, Orientation::from_exif);
    Ok(orientation.upright(pixels))
}

/// A picture as the file stores it, with what is needed to show it right.
struct Stored {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
    icc: Option<Vec<u8>>,
    exif: Option<Vec<u8>>,
}

/// Refuses sizes that are nothing or too much. To be asked before decoding.
fn admit(width: u32, height: u32) -> Result<(), PhotoError> {
    match u64::from(width) * u64::from(height) {
        0 => Err(PhotoError::NoSize),
        pixels if pixels > MAX_PIXELS => Err(PhotoError::TooLarge { width, height }),
        _ => Ok(()),
    }
}

/// A buffer for what a decoder promises to fill, if the memory is there.
fn buffer(bytes: Option<usize>) -> Result<Vec<u8>, PhotoError> {
    let bytes = bytes.ok_or_else(|| PhotoError::Damaged("impossible size".to_owned()))?;
    let mut buffer = Vec::new();
    buffer.try_reserve_exact(bytes).map_err(|error| PhotoError::Damaged(error.to_string()))?;
    buffer.resize(bytes, 0);
    Ok(buffer)
}

/// Lays pixels of `red, green, blue, alpha` on white.
fn over_white(rgba: &[u8]) -> Vec<u8> {
    rgba.as_chunks::<4>()
        .0
        .iter()
        .flat_map(|&[red, green, blue, alpha]| [red, green, blue].map(|level| blend(level, alpha)))
        .collect()
}

/// Lays pixels of `grey, alpha` on white.
fn grey_over_white(grey: &[u8]) -> Vec<u8> {
    grey.as_chunks::<2>().0.iter().flat_map(|&[level, alpha]| [blend(level, alpha); 3]).collect()
}

/// Grey as equal parts of red, green and blue.
fn grey_to_rgb(grey: &[u8]) -> Vec<u8> {
    grey.iter().flat_map(|&level| [level; 3]).collect()
}

fn blend(level: u8, alpha: u8) -> u8 {
    let (level, alpha) = (u32::from(level), u32::from(alpha));
    let sum = level * alpha + 255 * (255 - alpha);
    u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
}
