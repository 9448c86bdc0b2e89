//! Photos as marketers deliver them, pictures as browsers want them.
//!
//! A photo is looked at once ([`inspect`]): recognised, decoded to the last pixel, and remembered by
//! the hash of its content. Which pictures a page needs is planned without touching a pixel
//! ([`variants`]), so that pages can name files before these exist. The plan is then carried out
//! for a whole photo ([`make`], for a build) or for one picture ([`bytes`], for the preview), both
//! through the same [`Cache`] and with the same result, byte for byte.
//!
//! Everything here works on one thread a call: callers run photos in parallel.

mod avif;
mod cache;
mod colour;
mod decode;
mod encode;
mod error;
mod look;
mod orientation;
mod pixels;
mod plan;
mod recognise;
mod shrink;
mod source;
#[cfg(test)]
mod tests;

pub use cache::{Cache, Key};
pub use encode::{jpeg, jpeg_under};
pub use error::PhotoError;
pub use pixels::Pixels;
pub use plan::{Focus, FocusError, Format, Shape, Variant, variants};
pub use recognise::{Foreign, Kind};
pub use source::{Photo, PhotoId};

use std::path::Path;

use shrink::Pyramid;
use source::Source;

/// Whether a picture had to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// Encoded now, and kept.
    Encoded,
    /// Found in the cache.
    Cached,
}

/// Says what the photo at `path` is, or why it cannot be used.
///
/// The first time its content is seen the photo is decoded completely, so that a file cut off by
/// a broken upload is found here and not by a visitor. Later calls only read and hash the file.
pub fn inspect(path: &Path, cache: &Cache) -> Result<Photo, PhotoError> {
    let source = Source::read(path)?;
    let key = source::verdict_key(source.id());
    if let Some(photo) = cache.find(&key).and_then(|kept| Photo::recall(source.id(), &kept)) {
        return Ok(photo);
    }
    let photo = Photo::new(source.id(), &source.decode()?);
    cache.keep(&key, &photo.verdict())?;
    Ok(photo)
}

/// Makes the pictures of one photo that the cache lacks, and tells `on_done` about every one.
///
/// The photo is read and decoded at most once, and not at all when the cache holds everything.
pub fn make(
    path: &Path,
    photo: &Photo,
    variants: &[Variant],
    cache: &Cache,
    on_done: &(dyn Fn(&Variant, Made) + Sync),
) -> Result<(), PhotoError> {
    let (kept, missing): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| cache.holds(variant.key()));
    for variant in kept {
        on_done(variant, Made::Cached);
    }
    if missing.is_empty() {
        return Ok(());
    }
    let mut pyramid = open(path, photo)?;
    for variant in missing {
        encode(&mut pyramid, photo, variant, cache)?;
        on_done(variant, Made::Encoded);
    }
    Ok(())
}

/// The bytes of one picture, from the cache or made now and kept.
pub fn bytes(path: &Path, photo: &Photo, variant: &Variant, cache: &Cache) -> Result<Vec<u8>, PhotoError> {
    if let Some(kept) = cache.find(variant.key()) {
        return Ok(kept);
    }
    encode(&mut open(path, photo)?, photo, variant, cache)
}

/// Makes one picture, as coarse as this photo may be, and keeps it.
fn encode(pyramid: &mut Pyramid, photo: &Photo, variant: &Variant, cache: &Cache) -> Result<Vec<u8>, PhotoError> {
    let coarseness = look::coarseness(pyramid, photo.id, variant.region, variant.format(), cache)?;
    let made = encode::picture(pyramid, variant, coarseness)?;
    cache.keep(variant.key(), &made)?;
    Ok(made)
}

/// The part of a photo around `focus` that fills `width` x `height`, for callers that draw on it.
///
/// The canvas has exactly the size asked for, so this is the one place where a small photo is enlarged.
pub fn canvas(path: &Path, photo: &Photo, (width, height): (u32, u32), focus: Focus) -> Result<Pixels, PhotoError> {
    let shape = Shape::Cropped { ratio: (width, height), focus };
    let region = plan::Region::of(photo, shape);
    open(path, photo)?.picture(region, width.max(1), height.max(1))
}

/// Reads and decodes a photo that was inspected before, and refuses another that took its place.
fn open(path: &Path, photo: &Photo) -> Result<Pyramid, PhotoError> {
    let source = Source::read(path)?;
    if source.id() != photo.id {
        return Err(PhotoError::Changed);
    }
    Ok(Pyramid::new(source.decode()?))
}
