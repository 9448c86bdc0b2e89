//! Tells what a file is by its first bytes, because names lie and browsers do not forgive it.

use std::{fmt, path::Path};

use super::PhotoError;

/// The formats that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// JPEG, also called JFIF.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// WebP, lossy or lossless.
    WebP,
}

impl Kind {
    /// The usual ending of such a file's name, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
        })
    }
}

/// Formats that people often deliver by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// What iPhones store.
    Heic,
    /// AV1 pictures: already compressed hard, so a bad source.
    Avif,
    /// GIF.
    Gif,
    /// TIFF, and most camera raw files.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// A drawing, not a photo.
    Svg,
    /// A document.
    Pdf,
    /// A Photoshop document.
    Photoshop,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
}

impl Foreign {
    /// What the marketer can do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Heic => {
                "Export it as JPEG; on the iPhone, Settings > Camera > Formats > Most Compatible avoids this."
            }
            Self::Avif | Self::JpegXl | Self::Jpeg2000 => {
                "Export the original photo as JPEG; the pictures for the page are made from that."
            }
            Self::Gif | Self::Bmp => "Export the picture as JPEG or PNG.",
            Self::Tiff | Self::Photoshop => "Export it as JPEG with high quality, in RGB and 8 bits per channel.",
            Self::Svg => "A drawing belongs with the plans, not with the photos; or export it as PNG.",
            Self::Pdf => "Export the page or the picture in it as JPEG.",
        }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Heic => "a HEIC picture (the iPhone's own format)",
            Self::Avif => "an AVIF picture",
            Self::Gif => "a GIF picture",
            Self::Tiff => "a TIFF picture or a camera raw file",
            Self::Bmp => "a BMP picture",
            Self::Svg => "an SVG drawing",
            Self::Pdf => "a PDF document",
            Self::Photoshop => "a Photoshop document",
            Self::JpegXl => "a JPEG XL picture",
            Self::Jpeg2000 => "a JPEG 2000 picture",
        })
    }
}

/// The kind of the picture that starts with `bytes`.
pub(super) fn kind(bytes: &[u8]) -> Result<Kind, PhotoError> {
    match bytes {
        [] => Err(PhotoError::Empty),
        [0xFF, 0xD8, 0xFF, ..] => Ok(Kind::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Ok(Kind::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Kind::WebP),
        _ => Err(foreign(bytes).map_or(PhotoError::NotAPicture, PhotoError::Foreign)),
    }
}

/// Refuses a name that promises another kind than the content has.
///
/// Only the name is wrong then; but a server tells the browser what the name says, and the next
/// person who opens the file in another program is the one who pays.
pub(super) fn agree(path: &Path, really: Kind) -> Result<(), PhotoError> {
    let named = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let endings: &[&str] = match really {
        Kind::Jpeg => &["jpg", "jpeg"],
        Kind::Png => &["png"],
        Kind::WebP => &["webp"],
    };
    if endings.contains(&named.as_str()) { Ok(()) } else { Err(PhotoError::Mislabelled { named, really }) }
}

fn foreign(bytes: &[u8]) -> Option<Foreign> {
    match bytes {
        [b'G', b'I', b'F', b'8', ..] => Some(Foreign::Gif),
        [b'I', b'I', b'*' | b'+', 0, ..] | [b'M', b'M', 0, b'*' | b'+', ..] => Some(Foreign::Tiff),
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Some(Foreign::Bmp),
        [b'%', b'P', b'D', b'F', ..] => Some(Foreign::Pdf),
        [b'8', b'B', b'P', b'S', ..] => Some(Foreign::Photoshop),
        [0xFF, 0x0A, ..] | [0, 0, 0, 0x0C, b'J', b'X', b'L', b' ', ..] => Some(Foreign::JpegXl),
        [0, 0, 0, 0x0C, b'j', b'P', b' ', b' ', ..] => Some(Foreign::Jpeg2000),
        [_, _, _, _, b'f', b't', b'y', b'p', rest @ ..] => iso_media(rest),
        _ => is_svg(bytes).then_some(Foreign::Svg),
    }
}

/// HEIC and AVIF share a container. The major brand may be the vague `mif1`, so that the list of
/// compatible brands decides.
fn iso_media(brands: &[u8]) -> Option<Foreign> {
    let (brands, _) = brands.as_chunks::<4>();
    let near = brands.iter().take(12);
    near.clone()
        .find_map(|brand| match brand {
            b"avif" | b"avis" => Some(Foreign::Avif),
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(Foreign::Heic),
            _ => None,
        })
        .or_else(|| near.clone().any(|brand| brand == b"mif1").then_some(Foreign::Heic))
}

/// SVG is text: the root element may follow a declaration, comments and a document type.
fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..2048).unwrap_or(bytes);
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}
