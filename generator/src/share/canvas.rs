//! The pixels of a card.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use super::{HEIGHT, WIDTH};

/// A picture of exactly [`WIDTH`] by [`HEIGHT`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pixels: Vec<u8>,
}

/// The bytes given are no picture of the size of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureError {
    bytes: usize,
}

impl fmt::Display for PictureError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted = WIDTH * HEIGHT * 3;
        write!(out, "a share picture of {WIDTH} by {HEIGHT} has {wanted} bytes, not {}", self.bytes)
    }
}

impl Error for PictureError {}

impl Picture {
    /// Takes rows from top to bottom, each pixel as red, green and blue; refuses any other number of bytes than the size asks.
    pub fn new(pixels: Vec<u8>) -> Result<Self, PictureError> {
        if pixels.len() == WIDTH * HEIGHT * 3 { Ok(Self { pixels }) } else { Err(PictureError { bytes: pixels.len() }) }
    }

    /// Rows from top to bottom, each pixel as red, green and blue.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Gives the bytes away, for an encoder.
    pub fn into_pixels(self) -> Vec<u8> {
        self.pixels
    }

    pub(super) fn filled(color: [u8; 3]) -> Self {
        Self { pixels: color.repeat(WIDTH * HEIGHT) }
    }

    /// Covers the upper part with as many rows of a photograph.
    pub(super) fn hang(&mut self, photo: &Self, rows: usize) {
        // Three quarters of what must go goes below: a house needs its roof more than its pavement.
        let skipped = HEIGHT.saturating_sub(rows) / 4;
        let from = photo.pixels.iter().skip(skipped * WIDTH * 3);
        for (pixel, seen) in self.pixels.iter_mut().zip(from).take(rows * WIDTH * 3) {
            *pixel = *seen;
        }
    }

    pub(super) fn fill(&mut self, columns: Range<usize>, rows: Range<usize>, color: [u8; 3]) {
        for y in rows {
            for x in columns.clone() {
                self.blend(x, y, color, 1.0);
            }
        }
    }

    /// Lays a colour over a pixel; 1 covers it fully. What lies outside the picture is not drawn.
    pub(super) fn blend(&mut self, x: usize, y: usize, color: [u8; 3], coverage: f32) {
        if x >= WIDTH {
            return;
        }
        let start = (y * WIDTH + x) * 3;
        for (below, above) in self.pixels.iter_mut().skip(start).take(3).zip(color) {
            let (under, over) = (f32::from(*below), f32::from(above));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
            let mixed = (under + (over - under) * coverage.clamp(0.0, 1.0)).round() as u8;
            *below = mixed;
        }
    }
}
