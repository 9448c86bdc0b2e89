//! One accent goes in, a readable set of colours for light and dark comes out, so that nobody who fills in a project
//! can break contrast. [`Tokens`] does the work; here live the colour itself, how it is written and how far two are apart.

mod oklch;
mod tokens;

use std::error::Error;
use std::fmt;

pub use tokens::{Ground, Palette, Tokens};

/// An opaque sRGB colour; prints as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red, green and blue, gamma-encoded as in a stylesheet.
    pub rgb: [u8; 3],
}

impl Color {
    /// As a stylesheet writes it shortest: `#fff` for `#ffffff`.
    pub fn short(self) -> String {
        let twins = self.rgb.iter().all(|value| value >> 4 == value & 0xf);
        if !twins {
            return self.to_string();
        }
        let [red, green, blue] = self.rgb.map(|value| value & 0xf);
        format!("#{red:x}{green:x}{blue:x}")
    }

    /// The lightest colour there is.
    pub const WHITE: Self = Self { rgb: [255; 3] };
    /// The darkest colour there is.
    pub const BLACK: Self = Self { rgb: [0; 3] };

    /// Relative luminance as WCAG 2 defines it: 0 for black, 1 for white.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.rgb.map(|value| linear(f64::from(value) / 255.0));
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Color {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.rgb;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The WCAG 2 contrast ratio of two colours, from 1 (the same) to 21 (black and white), in either order.
pub fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The one colour a project chooses, as its author wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Accent(Color);

impl Default for Accent {
    /// Brick, for who chooses none.
    fn default() -> Self {
        Self(Color { rgb: [0x8d, 0x41, 0x29] })
    }
}

impl Accent {
    /// Reads `#rgb` or `#rrggbb` in either case; anything else is an error that quotes what was given.
    pub fn parse(given: &str) -> Result<Self, AccentError> {
        given
            .strip_prefix('#')
            .and_then(hexadecimal)
            .map(|rgb| Self(Color { rgb }))
            .ok_or_else(|| AccentError { given: given.to_owned() })
    }

    /// The colour exactly as given, with no promise about contrast.
    pub fn color(self) -> Color {
        self.0
    }
}

/// What was given as an accent is not a colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccentError {
    given: String,
}

impl fmt::Display for AccentError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}` is not a colour; write # and six digits from 0 to f, such as #8d4129", self.given)
    }
}

impl Error for AccentError {}

fn hexadecimal(digits: &str) -> Option<[u8; 3]> {
    let values: Option<Vec<u8>> =
        digits.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok())).collect();
    match *values?.as_slice() {
        // A single digit stands for itself twice: 0xa is 0xaa, which is 17 times 0xa.
        [red, green, blue] => Some([red * 17, green * 17, blue * 17]),
        [r1, r2, g1, g2, b1, b2] => Some([r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2]),
        _ => None,
    }
}

/// From a gamma-encoded channel to light, both 0 to 1.
fn linear(encoded: f64) -> f64 {
    if encoded <= 0.04045 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn color(text: &str) -> Color {
        Accent::parse(text).unwrap().color()
    }

    #[test]
    fn contrast_gives_the_published_ratios() {
        for (one, other, expected) in [
            ("#000000", "#ffffff", 21.0),
            ("#ffffff", "#ffffff", 1.0),
            ("#777777", "#ffffff", 4.478),
            ("#767676", "#ffffff", 4.542),
            ("#ff0000", "#ffffff", 3.998),
            ("#0000ff", "#ffffff", 8.592),
        ] {
            let (there, back) = (contrast(color(one), color(other)), contrast(color(other), color(one)));
            assert!((there - expected).abs() < 0.001, "{one} on {other}: {there}");
            assert!((there - back).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn short_and_long_forms_in_any_case_are_the_same_colour() {
        assert_eq!(Accent::parse("#A1f"), Accent::parse("#aa11FF"));
        assert_eq!(color("#8D4129").to_string(), "#8d4129");
    }

    #[test]
    fn what_is_no_colour_is_refused_with_its_own_words() {
        for given in ["", "#", "8d4129", "#8d412", "#8d41290", "#8d412g", "# 8d412", "brick", "#+1+1+1", "#é12é12"] {
            let problem = Accent::parse(given).unwrap_err().to_string();
            assert!(problem.starts_with(&format!("`{given}` is not a colour")), "{problem}");
        }
    }
}
