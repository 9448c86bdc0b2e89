//! Parts of a photo at smaller sizes.
//!
//! A picture must have the same bytes whether it is made alone or among its siblings, so a size is
//! never derived from the size that happened to be made before it. Instead the photo is halved
//! again and again, and every size is taken from the smallest halving that still has twice its
//! width: a chain that the photo alone decides. At twice the width or more, Lanczos sees all
//! there is to see, and the halvings cost a third more pixels than the photo has.
//!
//! All of it works on sRGB values as they are. Averaging light instead of values keeps the
//! brightness of the finest patterns a little better, but overshoots visibly at dark edges
//! (rails, window frames: what facades are made of), needs 16 bits and thus twice the time, and
//! looks unlike what every browser and photo program shows when it scales the same photo.

use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer, images::Image, images::ImageRef};

use super::{PhotoError, Pixels, plan::Region};

/// A photo and its halvings, made when they are first needed.
pub(super) struct Pyramid {
    levels: Vec<Pixels>,
    full: (u32, u32),
    resizer: Resizer,
}

impl Pyramid {
    pub(super) fn new(photo: Pixels) -> Self {
        let full = (photo.width(), photo.height());
        Self { levels: vec![photo], full, resizer: Resizer::new() }
    }

    /// The part `region` of the photo, `width` x `height` pixels large.
    pub(super) fn picture(&mut self, region: Region, width: u32, height: u32) -> Result<Pixels, PhotoError> {
        let mut depth = 0;
        while region.width >> (depth + 1) >= width.saturating_mul(2)
            && region.height >> (depth + 1) >= height.saturating_mul(2)
        {
            depth += 1;
        }
        while self.levels.len() <= depth {
            let Some(last) = self.levels.last() else {
                break;
            };
            let (half_width, half_height) = (last.width().div_ceil(2), last.height().div_ceil(2));
            let whole = (0.0, 0.0, f64::from(last.width()), f64::from(last.height()));
            let half = resize(&mut self.resizer, last, whole, (half_width, half_height), FilterType::Box)?;
            self.levels.push(half);
        }
        let level = self.levels.get(depth).or(self.levels.last()).ok_or_else(broken)?;
        let across = f64::from(level.width()) / f64::from(self.full.0);
        let down = f64::from(level.height()) / f64::from(self.full.1);
        let part = (
            f64::from(region.left) * across,
            f64::from(region.top) * down,
            f64::from(region.width) * across,
            f64::from(region.height) * down,
        );
        resize(&mut self.resizer, level, part, (width, height), FilterType::Lanczos3)
    }
}

fn resize(
    resizer: &mut Resizer,
    from: &Pixels,
    (left, top, across, down): (f64, f64, f64, f64),
    (width, height): (u32, u32),
    filter: FilterType,
) -> Result<Pixels, PhotoError> {
    let source = ImageRef::new(from.width(), from.height(), from.rgb(), PixelType::U8x3)
        .map_err(|error| PhotoError::Encoder(error.to_string()))?;
    // Rounding may put the far edge a hair outside.
    let across = across.min(f64::from(from.width()) - left);
    let down = down.min(f64::from(from.height()) - top);
    let mut target = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().crop(left, top, across, down).resize_alg(ResizeAlg::Convolution(filter));
    resizer.resize(&source, &mut target, &options).map_err(|error| PhotoError::Encoder(error.to_string()))?;
    Pixels::new(width, height, target.into_vec()).ok_or_else(broken)
}

fn broken() -> PhotoError {
    PhotoError::Encoder("the resizer gave no picture".to_owned())
}
