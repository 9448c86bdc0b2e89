//! How coarse a photo may become: as much as an eye lets pass, which plaster shows sooner than foliage.
//!
//! A photo is encoded small, at two settings; SSIMULACRA 2 says how far each is from what went in, and the setting that
//! gives [`SCORE`] lies on the line through both. One setting serves all sizes of a picture, and is found again in the
//! cache. A picture that would be too heavy at that score becomes coarser: a page must still load on a phone.

use ssimulacra2::{ColorPrimaries, LinearRgb, Rgb, TransferCharacteristic, compute_frame_ssimulacra2};

use super::{Cache, Format, Key, PhotoError, PhotoId, Pixels, avif, encode, plan::Region, shrink::Pyramid};

/// What every picture aims for. At one quantizer for all, the photos of the samples lay between 64 and 74: some were
/// heavier than anybody could see, and those with much foliage, the only ones that needed it, were not.
///
/// Names of files and what is in caches know it only as `look-1` in the encoders' recipes: whoever changes it, or how it is
/// searched for, raises that number there.
const SCORE: f64 = 65.0;

/// Width of the pictures that are compared: wide enough for bricks and railings, and both together a twentieth of all
/// the pixels that are encoded.
const WIDTH: u32 = 360;

/// The settings of an encoder as one number: the higher, the coarser.
pub(super) struct Scale {
    /// The finest that is tried.
    pub(super) finest: u8,
    /// The coarsest.
    pub(super) coarsest: u8,
    /// Where the search begins: what suits most photos.
    pub(super) usual: u8,
    /// How much one step takes from the score, roughly: it only says where to look next.
    pub(super) per_step: f64,
    /// The most bits for a pixel of a picture of [`WIDTH`].
    pub(super) most_bits: f64,
}

/// A picture as it comes out of an encoder.
pub(super) struct Seen {
    /// How long the file is.
    pub(super) bytes: usize,
    /// What a browser makes of it.
    pub(super) light: LinearRgb,
}

/// The setting for all pictures of a part of a photo in one format.
pub(super) fn coarseness(
    pyramid: &mut Pyramid,
    id: PhotoId,
    region: Region,
    format: Format,
    cache: &Cache,
) -> Result<u8, PhotoError> {
    let Region { left, top, width, height } = region;
    let key = Key::of(&format!("look\n{}\n{id}\n{width}x{height}+{left}+{top}", encode::recipe(format)));
    if let Some([coarseness]) = cache.find(&key).as_deref() {
        return Ok(*coarseness);
    }
    let scale = match format {
        Format::Avif => &avif::SCALE,
        Format::Jpeg => &encode::JPEG_SCALE,
    };
    let found = match small(pyramid, region)? {
        Some(pixels) => search(scale, &pixels, format)?,
        None => scale.usual,
    };
    cache.keep(&key, &[found])?;
    Ok(found)
}

/// The part, small; nothing if it is too small to be judged. Its sides are whole blocks of an encoder, which shows them
/// whole: a picture squeezed by a hair looks no better or worse.
fn small(pyramid: &mut Pyramid, region: Region) -> Result<Option<Pixels>, PhotoError> {
    const BLOCK: u32 = 8;
    let width = region.width.min(WIDTH) / BLOCK * BLOCK;
    let height = region.height_at(width) / BLOCK * BLOCK;
    // The measure halves a picture six times and needs something left.
    if width < 64 || height < 64 { Ok(None) } else { pyramid.picture(region, width, height).map(Some) }
}

/// How a picture comes out at one setting.
#[derive(Debug, Clone, Copy)]
struct Probe {
    coarseness: f64,
    score: f64,
    /// The natural logarithm of the bits for a pixel, which falls evenly where bits do not.
    bits: f64,
}

fn search(scale: &Scale, pixels: &Pixels, format: Format) -> Result<u8, PhotoError> {
    let source = light(pixels)?;
    let first = probe(pixels, &source, scale.usual, format)?;
    let other = scale.nearest(first.coarseness + step_away((first.score - SCORE) / scale.per_step));
    let second = probe(pixels, &source, other, format)?;
    let along = |of: fn(&Probe) -> f64, wanted: f64| {
        let slope = (of(&second) - of(&first)) / (second.coarseness - first.coarseness);
        // A picture of one colour is the same at every setting.
        if slope < 0.0 { first.coarseness + (wanted - of(&first)) / slope } else { first.coarseness }
    };
    let good = along(|probe| probe.score, SCORE);
    let light_enough = along(|probe| probe.bits, scale.most_bits.ln());
    let is_heavy = first.bits.max(second.bits) > scale.most_bits.ln();
    Ok(scale.nearest(if is_heavy { good.max(light_enough) } else { good }))
}

fn probe(pixels: &Pixels, source: &LinearRgb, coarseness: u8, format: Format) -> Result<Probe, PhotoError> {
    let seen = match format {
        Format::Avif => avif::seen(pixels, coarseness),
        Format::Jpeg => encode::jpeg_seen(pixels, coarseness),
    }?;
    let score = compute_frame_ssimulacra2(source.clone(), seen.light)
        .map_err(|error| PhotoError::Encoder(error.to_string()))?;
    #[expect(clippy::cast_precision_loss, reason = "a picture of this size has some thousand bytes")]
    let bits = 8.0 * seen.bytes as f64 / f64::from(pixels.width() * pixels.height());
    Ok(Probe { coarseness: coarseness.into(), score, bits: bits.ln() })
}

/// A step in the direction asked for, long enough to tell a slope by.
fn step_away(wanted: f64) -> f64 {
    const LEAST: f64 = 6.0;
    if wanted.abs() < LEAST { LEAST.copysign(wanted) } else { wanted }
}

impl Scale {
    /// The setting nearest to a number that lies on this scale.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a byte holds")]
    fn nearest(&self, wanted: f64) -> u8 {
        wanted.round().clamp(f64::from(self.finest), f64::from(self.coarsest)) as u8
    }
}

/// A picture as the light it stands for.
pub(super) fn light(pixels: &Pixels) -> Result<LinearRgb, PhotoError> {
    let (rgb, _) = pixels.rgb().as_chunks::<3>();
    let parts = rgb.iter().map(|pixel| pixel.map(|level| f32::from(level) / 255.0)).collect();
    let (width, height) = (pixels.width() as usize, pixels.height() as usize);
    Rgb::new(parts, width, height, TransferCharacteristic::SRGB, ColorPrimaries::BT709)
        .map_err(|error| PhotoError::Encoder(error.to_string()))
        .and_then(|rgb| LinearRgb::try_from(rgb).map_err(|error| PhotoError::Encoder(error.to_string())))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::path::Path;

    use super::*;
    use crate::photo::{inspect, open};

    /// How far from the score a line through two points may lead.
    const BESIDE: f64 = 1.5;

    #[test]
    fn photos_come_out_alike_or_as_heavy_as_they_may_be() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../projects/residentie-leiehof/photos");
        let cache = Cache::open(tempfile::tempdir().unwrap().path().join("cache"));
        let mut settings = Vec::new();
        // Brick and water, furniture, much foliage.
        for name in ["01-river-day.jpg", "04-living-kitchen.jpg", "06-terraces-portrait.jpg"] {
            let path = folder.join(name);
            let photo = inspect(&path, &cache).unwrap();
            let region = Region::of(&photo, super::super::Shape::Whole);
            for (format, scale) in [(Format::Avif, &avif::SCALE), (Format::Jpeg, &encode::JPEG_SCALE)] {
                let mut pyramid = open(&path, &photo).unwrap();
                let found = coarseness(&mut pyramid, photo.id, region, format, &cache).unwrap();
                let pixels = small(&mut pyramid, region).unwrap().unwrap();
                let probe = probe(&pixels, &light(&pixels).unwrap(), found, format).unwrap();
                let as_wanted = (probe.score - SCORE).abs() < BESIDE;
                // The line through two points bends more here: a picture may be lighter than it has to, never much heavier.
                let as_heavy_as_may_be =
                    probe.score < SCORE && (0.85..1.05).contains(&(probe.bits.exp() / scale.most_bits));
                assert!(as_wanted || as_heavy_as_may_be, "{name} {format:?}: {probe:?}");
                settings.push(found);
            }
        }
        settings.dedup();
        assert_eq!(settings.len(), 6, "one setting does not suit all: {settings:?}");
    }

    #[test]
    fn a_picture_of_one_colour_and_one_too_small_to_judge_get_a_setting_too() {
        for (width, height) in [(400, 300), (20, 10), (1, 1)] {
            let pixels = Pixels::new(width, height, vec![90; width as usize * height as usize * 3]).unwrap();
            let region = Region { left: 0, top: 0, width, height };
            for (format, scale) in [(Format::Avif, &avif::SCALE), (Format::Jpeg, &encode::JPEG_SCALE)] {
                let mut pyramid = Pyramid::new(pixels.clone());
                let found = small(&mut pyramid, region).unwrap().map(|pixels| search(scale, &pixels, format));
                let found = found.unwrap_or(Ok(scale.usual)).unwrap();
                assert!((scale.finest..=scale.coarsest).contains(&found), "{width}x{height} {format:?}: {found}");
            }
        }
    }
}
