//! Which pictures to make from a photo, decided by numbers alone.

use std::{error::Error, fmt};

use super::{Photo, PhotoId, cache::Key, encode};

/// The point of a photo that a crop keeps in view: its centre when there is room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Focus {
    x: f32,
    y: f32,
}

impl Focus {
    /// The middle of the photo.
    pub const CENTRE: Self = Self { x: 0.5, y: 0.5 };

    /// A point as parts of width and height, from the top left corner; both within 0 and 1.
    pub fn new(x: f32, y: f32) -> Result<Self, FocusError> {
        let within = 0.0..=1.0;
        if within.contains(&x) && within.contains(&y) { Ok(Self { x, y }) } else { Err(FocusError { x, y }) }
    }
}

impl Default for Focus {
    /// The centre.
    fn default() -> Self {
        Self::CENTRE
    }
}

/// A point that is not on the photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FocusError {
    x: f32,
    y: f32,
}

impl fmt::Display for FocusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "The point {} {} is not on the photo. Give two numbers from 0 to 1: how far from the left, how far from the top.",
            self.x, self.y,
        )
    }
}

impl Error for FocusError {}

/// How much of a photo a picture shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// All of it.
    Whole,
    /// The largest part with this ratio of width to height, as near the focus as the edges allow.
    Cropped {
        /// Width and height, as in 4:3. A zero counts as one.
        ratio: (u32, u32),
        /// What to keep in view.
        focus: Focus,
    },
}

/// The format of a picture file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Small, and known to every current browser.
    Avif,
    /// For everything else: old browsers, mail, feeds.
    Jpeg,
}

impl Format {
    /// The ending of such a file's name, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Avif => "avif",
            Self::Jpeg => "jpg",
        }
    }

    /// The media type, as in a `type` attribute or a `Content-Type` header.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Avif => "image/avif",
            Self::Jpeg => "image/jpeg",
        }
    }
}

/// One picture file to be made from one photo.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    pub(super) region: Region,
    width: u32,
    height: u32,
    format: Format,
    key: Key,
    /// What all files of one picture share, so that a page that names them all stays light.
    family: Key,
}

impl Variant {
    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// A name such as `9f2c41d0720.avif`, a hash and the width: the same for the same photo, part, size and encoders,
    /// and another when any of these changes, so that the file may be cached for ever.
    pub fn file_name(&self) -> String {
        format!("{}{}.{}", self.family.short(), self.width, self.format.ending())
    }

    pub(super) fn key(&self) -> &Key {
        &self.key
    }

    fn new(id: PhotoId, region: Region, width: u32, format: Format, recipe: fn(Format) -> &'static str) -> Self {
        let height = region.height_at(width);
        let Region { left, top, width: w, height: h } = region;
        let recipes = [Format::Avif, Format::Jpeg].map(recipe).join("\n");
        let family = Key::of(&format!("{id}\n{w}x{h}+{left}+{top}\n{recipes}"));
        let key = Key::of(&format!("{id}\n{w}x{h}+{left}+{top}\n{width}x{height}\n{}", recipe(format)));
        Self { region, width, height, format, key, family }
    }
}

/// The pictures of one photo in one shape and format, narrowest first.
///
/// Nothing is enlarged: instead of widths beyond what the photo has, there is one picture as wide
/// as the photo (or its part) is. There is always at least one.
pub fn variants(photo: &Photo, shape: Shape, widths: &[u32], format: Format) -> Vec<Variant> {
    variants_by(photo, shape, widths, format, encode::recipe)
}

pub(super) fn variants_by(
    photo: &Photo,
    shape: Shape,
    widths: &[u32],
    format: Format,
    recipe: fn(Format) -> &'static str,
) -> Vec<Variant> {
    let region = Region::of(photo, shape);
    let mut widths: Vec<u32> = widths.iter().map(|&width| width.clamp(1, region.width)).collect();
    if widths.is_empty() {
        widths.push(region.width);
    }
    widths.sort_unstable();
    widths.dedup();
    widths.into_iter().map(|width| Variant::new(photo.id, region, width, format, recipe)).collect()
}

/// A rectangle of the upright photo, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Region {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Region {
    pub(super) fn of(photo: &Photo, shape: Shape) -> Self {
        let (full_width, full_height) = (photo.width, photo.height);
        match shape {
            Shape::Whole => Self { left: 0, top: 0, width: full_width, height: full_height },
            Shape::Cropped { ratio: (across, down), focus } => {
                let (across, down) = (across.max(1), down.max(1));
                let width = scaled(full_height, across, down).min(full_width);
                let height = scaled(full_width, down, across).min(full_height);
                Self { left: near(focus.x, full_width, width), top: near(focus.y, full_height, height), width, height }
            }
        }
    }

    /// The height of a picture of this region that is `width` wide.
    pub(super) fn height_at(&self, width: u32) -> u32 {
        scaled(width, self.height, self.width).min(self.height)
    }
}

/// `length * times / by`, rounded, and at least 1.
fn scaled(length: u32, times: u32, by: u32) -> u32 {
    let (length, times, by) = (u64::from(length), u64::from(times), u64::from(by));
    u32::try_from((length * times + by / 2) / by).unwrap_or(u32::MAX).max(1)
}

/// Where a part of `length` starts so that `focus` is as near its middle as the edges allow.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is clamped to the photo before it is cast"
)]
fn near(focus: f32, full: u32, length: u32) -> u32 {
    let room = full.saturating_sub(length);
    let start = f64::from(focus) * f64::from(full) - f64::from(length) / 2.0;
    start.round().clamp(0.0, f64::from(room)) as u32
}
