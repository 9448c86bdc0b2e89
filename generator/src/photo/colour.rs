//! Brings pictures from the colour space of their ICC profile to sRGB, so that the profile can go
//! and the look stays.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Converts `rgb` in place from the space that `icc` describes.
///
/// A profile that cannot be used (broken, or for another kind of device) is passed over, as
/// browsers do. Most profiles *are* sRGB, written by a hundred programs in a hundred ways; whether
/// one is shows in what it does to a few colours, and then the pixels are left alone.
pub(super) fn to_srgb(rgb: &mut [u8], icc: &[u8]) {
    let Some(profile) = ColorProfile::new_from_slice(icc).ok() else {
        return;
    };
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    match profile.color_space {
        DataColorSpace::Rgb => {
            let transform = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options);
            let Ok(transform) = transform else { return };
            let probe = probe();
            let mut seen = vec![0; probe.len()];
            if transform.transform(&probe, &mut seen).is_err() || is_same(&probe, &seen) {
                return;
            }
            // Piece by piece, so that no second copy of a large photo is needed.
            let mut before = Vec::with_capacity(PIECE);
            for piece in rgb.chunks_mut(PIECE) {
                before.clear();
                before.extend_from_slice(piece);
                if transform.transform(&before, piece).is_err() {
                    return;
                }
            }
        }
        DataColorSpace::Gray => {
            let transform = profile.create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, options);
            let Ok(transform) = transform else { return };
            let levels: Vec<u8> = (0..=u8::MAX).collect();
            let mut seen = vec![0; levels.len() * 3];
            if transform.transform(&levels, &mut seen).is_err() {
                return;
            }
            let (seen, _) = seen.as_chunks::<3>();
            for pixel in rgb.as_chunks_mut::<3>().0 {
                let [level, ..] = *pixel;
                if let Some(colour) = seen.get(usize::from(level)) {
                    *pixel = *colour;
                }
            }
        }
        _ => {}
    }
}

/// Bytes converted at a time; whole pixels, and small enough for the processor's cache.
const PIECE: usize = 3 * 16 * 1024;

/// Nine levels of each channel in all combinations.
fn probe() -> Vec<u8> {
    let levels = || (0..=u8::MAX).step_by(31);
    levels().flat_map(|r| levels().flat_map(move |g| levels().flat_map(move |b| [r, g, b]))).collect()
}

/// Two levels apart at most: no eye sees that, and rounding alone gives one.
fn is_same(before: &[u8], after: &[u8]) -> bool {
    before.iter().zip(after).all(|(before, after)| before.abs_diff(*after) <= 2)
}
