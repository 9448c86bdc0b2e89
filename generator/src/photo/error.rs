//! What can be wrong with a photo, said to the person who put it there.

use std::{error::Error, fmt, io};

use super::recognise::{Foreign, Kind};
use super::source::{MAX_FILE_BYTES, MAX_PIXELS};

/// Why a photo gives no pictures. The text says what is wrong and what to do, in whole sentences
/// and without the path of the file, which the caller knows better how to quote.
#[derive(Debug)]
#[non_exhaustive]
pub enum PhotoError {
    /// The file cannot be opened or read.
    Unreadable(io::Error),
    /// There is no byte in the file.
    Empty,
    /// The file weighs more than any photo does; its size in bytes.
    TooHeavy(u64),
    /// A format that is well known but not taken.
    Foreign(Foreign),
    /// Not recognised at all.
    NotAPicture,
    /// The content is fine but the name says something else.
    Mislabelled {
        /// The ending of the file's name, in lower case and without the dot; empty when it has none.
        named: String,
        /// What the content really is.
        really: Kind,
    },
    /// Width or height is zero.
    NoSize,
    /// More pixels than are worth the memory.
    TooLarge {
        /// Stored width in pixels.
        width: u32,
        /// Stored height in pixels.
        height: u32,
    },
    /// Colours meant for a printing press.
    Cmyk,
    /// More than 8 bits per channel; the number of bits.
    DeepColour(u8),
    /// A moving picture.
    Animated,
    /// The content ends early or contradicts itself; the decoder's own words.
    Damaged(String),
    /// The file is no longer the one that was inspected.
    Changed,
    /// The encoder failed on a picture that was decoded well; its own words.
    Encoder(String),
    /// The cache could not keep a result.
    Cache {
        /// Where the cache lives.
        directory: String,
        /// What the system said.
        source: io::Error,
    },
}

impl fmt::Display for PhotoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(cause) => unreadable(f, cause),
            Self::Empty => f.write_str(
                "The file is empty; the upload or copy probably failed. Copy the photo again.",
            ),
            Self::TooHeavy(bytes) => write!(
                f,
                "The file is {} MB, and {} MB is the most that is taken. Export the photo as a JPEG of 2400 pixels on its long side.",
                bytes.div_ceil(1_000_000),
                MAX_FILE_BYTES / 1_000_000,
            ),
            Self::Foreign(foreign) => {
                write!(f, "This is {foreign}, which is not taken here. {}", foreign.advice())
            }
            Self::NotAPicture => f.write_str(
                "This is not a picture in any known format, whatever its name says. Put the photo here as JPEG, PNG or WebP.",
            ),
            Self::Mislabelled { named, really } if named.is_empty() => write!(
                f,
                "This is a {really} picture, but its name does not say so. Rename the file so that it ends in `.{}`.",
                really.ending(),
            ),
            Self::Mislabelled { named, really } => write!(
                f,
                "The name ends in `.{named}`, but this is really a {really} picture. Rename the file so that it ends in `.{}`.",
                really.ending(),
            ),
            Self::NoSize => f.write_str(
                "The picture says that it is 0 pixels wide or high. Export it again from the original.",
            ),
            Self::TooLarge { width, height } => write!(
                f,
                "The picture is {width} x {height} pixels, {} megapixels, and {} is the most that is taken. Export it at 2400 pixels on its long side.",
                (u64::from(*width) * u64::from(*height)).div_ceil(1_000_000),
                MAX_PIXELS / 1_000_000,
            ),
            Self::Cmyk => f.write_str(
                "The colours are CMYK, made for a printing press; browsers show those wrong. Export the photo in RGB (sRGB).",
            ),
            Self::DeepColour(bits) => write!(
                f,
                "The picture has {bits} bits per channel, and 8 is what is taken. Export it as JPEG, or as PNG with 8 bits per channel.",
            ),
            Self::Animated => f.write_str(
                "This is a moving picture. Export a single frame as JPEG, PNG or WebP.",
            ),
            Self::Damaged(detail) => write!(
                f,
                "The picture is cut off or damaged: only part of it can be read ({detail}). Copy the file again, or export it again from the original.",
            ),
            Self::Changed => f.write_str(
                "The file changed while it was being worked on. Run the command again.",
            ),
            Self::Encoder(detail) => write!(
                f,
                "The picture could be read, but not written in a smaller size ({detail}). Export it again from the original; if that does not help, report this message.",
            ),
            Self::Cache { directory, source } if source.kind() == io::ErrorKind::StorageFull => write!(
                f,
                "The disk is full, so the result could not be kept in the cache `{directory}`. Free some space, or choose another folder with `--cache`.",
            ),
            Self::Cache { directory, source } => write!(
                f,
                "The result could not be kept in the cache `{directory}`: {source}. Make that folder writable, or choose another with `--cache`.",
            ),
        }
    }
}

fn unreadable(f: &mut fmt::Formatter<'_>, cause: &io::Error) -> fmt::Result {
    match cause.kind() {
        io::ErrorKind::NotFound => {
            f.write_str("There is no file of this name. Check the spelling, capitals included, or add the photo.")
        }
        io::ErrorKind::PermissionDenied => {
            f.write_str("The file may not be read. Change its permissions, or copy it again.")
        }
        io::ErrorKind::IsADirectory => f.write_str("This is a folder, not a picture. Name a file in it."),
        _ => write!(f, "The file cannot be read: {cause}. Copy it again, or check the disk."),
    }
}

impl Error for PhotoError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unreadable(cause) | Self::Cache { source: cause, .. } => Some(cause),
            Self::Empty
            | Self::TooHeavy(_)
            | Self::Foreign(_)
            | Self::NotAPicture
            | Self::Mislabelled { .. }
            | Self::NoSize
            | Self::TooLarge { .. }
            | Self::Cmyk
            | Self::DeepColour(_)
            | Self::Animated
            | Self::Damaged(_)
            | Self::Changed
            | Self::Encoder(_) => None,
        }
    }
}
