//! A photo as it lies on disk, and what is remembered of it.

use std::{fmt, fs::File, io::Read, path::Path};

use super::{PhotoError, Pixels, cache::Key, decode, recognise};

/// The most pixels a photo may have. Cameras and phones of this decade deliver 12 to 48 million;
/// decoding takes 3 bytes a pixel, twice when the photo has to be turned.
pub(super) const MAX_PIXELS: u64 = 50_000_000;

/// The heaviest file that is read. 50 megapixels without any compression are 150 MB.
pub(super) const MAX_FILE_BYTES: u64 = 200_000_000;

/// The identity of a photo: the hash of its bytes, whatever its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhotoId([u8; 32]);

impl PhotoId {
    fn of(content: &[u8]) -> Self {
        Self(blake3::hash(content).into())
    }
}

impl fmt::Display for PhotoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for PhotoId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhotoId({self})")
    }
}

/// A photo that was decoded once and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Photo {
    /// The hash of the file's content.
    pub id: PhotoId,
    /// Width in pixels as shown, after the camera's orientation was applied.
    pub width: u32,
    /// Height in pixels as shown.
    pub height: u32,
}

impl Photo {
    pub(super) fn new(id: PhotoId, upright: &Pixels) -> Self {
        Self { id, width: upright.width(), height: upright.height() }
    }

    /// What the cache keeps: enough to plan with.
    pub(super) fn verdict(&self) -> Vec<u8> {
        format!("{} {}", self.width, self.height).into_bytes()
    }

    /// The opposite of [`Photo::verdict`].
    pub(super) fn recall(id: PhotoId, verdict: &[u8]) -> Option<Self> {
        let (width, height) = str::from_utf8(verdict).ok()?.split_once(' ')?;
        Some(Self { id, width: width.parse().ok()?, height: height.parse().ok()? })
    }
}

/// Where the verdict on a photo is kept. The number changes when the rules do.
pub(super) fn verdict_key(id: PhotoId) -> Key {
    Key::of(&format!("verdict 1\n{id}"))
}

/// A file's bytes, recognised as a kind that is taken and that its name agrees with.
pub(super) struct Source {
    id: PhotoId,
    kind: recognise::Kind,
    bytes: Vec<u8>,
}

impl Source {
    pub(super) fn read(path: &Path) -> Result<Self, PhotoError> {
        let mut file = File::open(path).map_err(PhotoError::Unreadable)?;
        let weight = file.metadata().map_err(PhotoError::Unreadable)?.len();
        if weight > MAX_FILE_BYTES {
            return Err(PhotoError::TooHeavy(weight));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(weight).unwrap_or_default());
        // The length above is only what the system claims; a device or pipe has none.
        file.by_ref().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(PhotoError::Unreadable)?;
        let weight = bytes.len() as u64;
        if weight > MAX_FILE_BYTES {
            return Err(PhotoError::TooHeavy(weight));
        }
        let kind = recognise::kind(&bytes)?;
        recognise::agree(path, kind)?;
        Ok(Self { id: PhotoId::of(&bytes), kind, bytes })
    }

    pub(super) fn id(&self) -> PhotoId {
        self.id
    }

    pub(super) fn decode(&self) -> Result<Pixels, PhotoError> {
        decode::upright(self.kind, &self.bytes)
    }
}
