//! From pixels to files. Nothing but pixels goes in, so no metadata can come out.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::look::{Scale, Seen, light};
use super::{Format, Kind, PhotoError, Pixels, Variant, avif, decode, shrink::Pyramid};

/// Everything about the encoder of `format` that decides its bytes; part of every file's name.
///
/// The first word changes when the resizing does.
pub(super) fn recipe(format: Format) -> &'static str {
    match format {
        Format::Avif => avif::RECIPE,
        Format::Jpeg => JPEG_RECIPE,
    }
}

const JPEG_RECIPE: &str = "halved-1 jpeg-encoder 0.7.1 look-1 4:2:0 progressive";

/// What the encoder's quality, 0 to 100 (best), lacks to 100.
/// Only browsers too old for AVIF, mail and feeds get this file, so it may weigh what it needs.
pub(super) const JPEG_SCALE: Scale = Scale { finest: 12, coarsest: 60, usual: 40, per_step: 0.5, most_bits: 4.0 };

/// One picture file.
pub(super) fn picture(pyramid: &mut Pyramid, variant: &Variant, coarseness: u8) -> Result<Vec<u8>, PhotoError> {
    let pixels = pyramid.picture(variant.region, variant.width(), variant.height())?;
    match variant.format() {
        Format::Avif => avif::encode(&pixels, coarseness),
        Format::Jpeg => jpeg(&pixels, 100_u8.saturating_sub(coarseness)),
    }
}

/// A JPEG file of this coarseness, as a browser shows it.
pub(super) fn jpeg_seen(pixels: &Pixels, coarseness: u8) -> Result<Seen, PhotoError> {
    let file = jpeg(pixels, 100_u8.saturating_sub(coarseness))?;
    Ok(Seen { bytes: file.len(), light: light(&decode::upright(Kind::Jpeg, &file)?)? })
}

/// A JPEG file of `quality` (1 to 100), for any browser, mailer or crawler.
pub fn jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let side = |length: u32| {
        u16::try_from(length).map_err(|_| PhotoError::Encoder("a JPEG is at most 65535 pixels wide or high".into()))
    };
    let (width, height) = (side(pixels.width())?, side(pixels.height())?);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality.clamp(1, 100));
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    // Progressive implies optimised tables, is a few per cent smaller, and shows early.
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder
        .encode(pixels.rgb(), width, height, ColorType::Rgb)
        .map_err(|error| PhotoError::Encoder(error.to_string()))?;
    Ok(file)
}

/// A JPEG file of at most `limit` bytes, in the best quality that fits (85 at most).
///
/// At quality 20 it stops and gives what it has: a picture that is too heavy still beats none,
/// and the caller can see its length.
pub fn jpeg_under(pixels: &Pixels, limit: usize) -> Result<Vec<u8>, PhotoError> {
    let mut file = Vec::new();
    for quality in (20..=85).rev().step_by(5) {
        file = jpeg(pixels, quality)?;
        if file.len() <= limit {
            break;
        }
    }
    Ok(file)
}
