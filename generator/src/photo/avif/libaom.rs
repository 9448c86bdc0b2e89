//! libaom through libavif: C code, fast.

use libavif::{Encoder, RgbPixels, YuvFormat};

use super::super::look::{Scale, Seen, light};
use super::super::{PhotoError, Pixels};

/// Changes whenever the settings below do.
pub(in super::super) const RECIPE: &str = "halved-1 libaom-sys 0.17.2 look-1 speed 9 4:2:0";

/// What the encoder's quality, 0 to 100 (best), lacks to 100.
pub(in super::super) const SCALE: Scale = Scale { finest: 25, coarsest: 65, usual: 46, per_step: 1.3, most_bits: 1.0 };

/// An AVIF file: 8 bits, colour at half resolution, sRGB.
pub(in super::super) fn encode(pixels: &Pixels, coarseness: u8) -> Result<Vec<u8>, PhotoError> {
    let failed = |error: libavif::Error| PhotoError::Encoder(error.to_string());
    let image = RgbPixels::new(pixels.width(), pixels.height(), pixels.rgb()).map_err(failed)?;
    let mut encoder = Encoder::new();
    encoder.set_quality(100_u8.saturating_sub(coarseness)).set_speed(9).set_max_threads(1);
    let file = encoder.encode(&image.to_image(YuvFormat::Yuv420)).map_err(failed)?;
    Ok(file.to_vec())
}

/// What [`encode`] makes of a picture, as a browser shows it.
pub(in super::super) fn seen(pixels: &Pixels, coarseness: u8) -> Result<Seen, PhotoError> {
    let file = encode(pixels, coarseness)?;
    let shown = libavif::decode_rgb(&file).map_err(|error| PhotoError::Encoder(error.to_string()))?;
    let rgb = shown.as_chunks::<4>().0.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
    let shown = Pixels::new(pixels.width(), pixels.height(), rgb)
        .ok_or_else(|| PhotoError::Encoder("the decoder gave another size".to_owned()))?;
    Ok(Seen { bytes: file.len(), light: light(&shown)? })
}
