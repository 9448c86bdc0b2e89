//! Cameras store the sensor's rows as they come and note how the camera was held; here that note
//! is carried out, so that it can be thrown away with the rest of the metadata.

use super::Pixels;

/// How stored rows and columns relate to what should be seen (EXIF tag 0x0112, values 1 to 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Orientation {
    Upright,
    MirroredAcross,
    UpsideDown,
    MirroredDown,
    Transposed,
    TurnedLeft,
    TransposedBack,
    TurnedRight,
}

impl Orientation {
    /// Reads the note from EXIF bytes (a TIFF structure, with or without its `Exif` signature).
    /// Anything missing or odd means upright: a photo is never refused for its metadata.
    pub(super) fn from_exif(exif: &[u8]) -> Self {
        match tag(exif) {
            Some(2) => Self::MirroredAcross,
            Some(3) => Self::UpsideDown,
            Some(4) => Self::MirroredDown,
            Some(5) => Self::Transposed,
            Some(6) => Self::TurnedLeft,
            Some(7) => Self::TransposedBack,
            Some(8) => Self::TurnedRight,
            _ => Self::Upright,
        }
    }

    /// The picture as it should be seen.
    pub(super) fn upright(self, stored: Pixels) -> Pixels {
        if self == Self::Upright {
            return stored;
        }
        let (width, height) = (stored.width(), stored.height());
        let columns = width as usize;
        let (pixels, _) = stored.rgb().as_chunks::<3>();
        let mut turned = Vec::with_capacity(stored.rgb().len());
        let rows = || pixels.chunks_exact(columns);
        let column = |x: usize| pixels.iter().skip(x).step_by(columns);
        let (width, height) = match self {
            Self::Upright | Self::MirroredAcross => {
                rows().for_each(|row| turned.extend(row.iter().rev().flatten()));
                (width, height)
            }
            Self::UpsideDown => {
                turned.extend(pixels.iter().rev().flatten());
                (width, height)
            }
            Self::MirroredDown => {
                rows().rev().for_each(|row| turned.extend(row.iter().flatten()));
                (width, height)
            }
            Self::Transposed => {
                (0..columns).for_each(|x| turned.extend(column(x).flatten()));
                (height, width)
            }
            Self::TurnedLeft => {
                (0..columns).for_each(|x| turned.extend(column(x).rev().flatten()));
                (height, width)
            }
            Self::TransposedBack => {
                (0..columns).rev().for_each(|x| turned.extend(column(x).rev().flatten()));
                (height, width)
            }
            Self::TurnedRight => {
                (0..columns).rev().for_each(|x| turned.extend(column(x).flatten()));
                (height, width)
            }
        };
        // A turn moves pixels and loses none, so the sizes always agree.
        Pixels::new(width, height, turned).unwrap_or(stored)
    }
}

/// The value of the orientation tag in the first directory.
fn tag(exif: &[u8]) -> Option<u16> {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let order = match tiff.get(..4)? {
        b"II*\0" => Order::Little,
        b"MM\0*" => Order::Big,
        _ => return None,
    };
    let directory = tiff.get(usize::try_from(order.u32(tiff, 4)?).ok()?..)?;
    let entries = order.u16(directory, 0)?;
    (0..usize::from(entries))
        .map(|entry| 2 + entry * 12)
        .find(|&at| order.u16(directory, at) == Some(0x0112))
        .and_then(|at| order.u16(directory, at + 8))
}

/// The byte order that a TIFF structure chose for its numbers.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn u16(self, bytes: &[u8], at: usize) -> Option<u16> {
        let number = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::Little => u16::from_le_bytes(number),
            Self::Big => u16::from_be_bytes(number),
        })
    }

    fn u32(self, bytes: &[u8], at: usize) -> Option<u32> {
        let number = *bytes.get(at..)?.first_chunk()?;
        Some(match self {
            Self::Little => u32::from_le_bytes(number),
            Self::Big => u32::from_be_bytes(number),
        })
    }
}
