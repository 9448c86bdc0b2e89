//! JPEG: what nearly every photo is.

use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::{JpegDecoder, errors::DecodeErrors};

use super::{super::PhotoError, Stored, admit};

pub(super) fn decode(bytes: &[u8]) -> Result<Stored, PhotoError> {
    let header =
        Header::read(bytes).ok_or_else(|| PhotoError::Damaged("the JPEG ends before its picture begins".to_owned()))?;
    admit(header.width, header.height)?;
    if header.components == 4 {
        return Err(PhotoError::Cmyk);
    }
    if header.bits != 8 {
        return Err(PhotoError::DeepColour(header.bits));
    }
    let side = usize::from(u16::MAX);
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(side)
        .set_max_height(side)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let rgb = decoder.decode().map_err(|error| damaged(&error))?;
    if !header.is_closed {
        return Err(PhotoError::Damaged("the end of the JPEG is missing".to_owned()));
    }
    Ok(Stored {
        width: header.width,
        height: header.height,
        rgb,
        icc: decoder.icc_profile(),
        exif: decoder.exif().cloned(),
    })
}

fn damaged(error: &DecodeErrors) -> PhotoError {
    PhotoError::Damaged(error.to_string())
}

/// What the markers of a JPEG say about it.
struct Header {
    width: u32,
    height: u32,
    bits: u8,
    components: u8,
    /// Whether the end-of-image marker is there. Decoders fill up what is missing with grey, and
    /// some cuts fall where even a strict one sees nothing wrong.
    is_closed: bool,
}

impl Header {
    /// Walks from segment to segment up to the picture data.
    fn read(bytes: &[u8]) -> Option<Self> {
        const START_OF_SCAN: u8 = 0xDA;
        let mut frame = None;
        let mut rest = bytes.get(2..)?;
        loop {
            let at = rest.iter().position(|&byte| byte == 0xFF)?;
            rest = rest.get(at..)?;
            let (marker, after) = match rest {
                // Fill bytes before a marker, and markers that stand alone.
                [0xFF, 0xFF | 0x00 | 0x01 | 0xD0..=0xD8, ..] => {
                    rest = rest.get(1..)?;
                    continue;
                }
                [0xFF, marker, after @ ..] => (*marker, after),
                _ => return None,
            };
            let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
            if (0xC0..=0xCF).contains(&marker) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
                frame = after.get(2..8).and_then(|frame| frame.first_chunk::<6>()).copied();
            }
            rest = after.get(length..)?;
            if marker == START_OF_SCAN {
                break;
            }
        }
        let [bits, high, low, wide, narrow, components] = frame?;
        Some(Self {
            width: u16::from_be_bytes([wide, narrow]).into(),
            height: u16::from_be_bytes([high, low]).into(),
            bits,
            components,
            is_closed: rest.windows(2).any(|pair| pair == [0xFF, 0xD9]),
        })
    }
}
