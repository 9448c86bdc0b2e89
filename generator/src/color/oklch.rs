//! Lightness, chroma and hue as the eye sees them, so that a colour can become darker without becoming another colour.
//! The numbers are those Björn Ottosson published with `OKLab` (<https://bottosson.github.io/posts/oklab/>).

use super::{Color, linear};

/// A colour in cylindrical `OKLab`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Oklch {
    /// From 0 (black) to 1 (white).
    pub(super) lightness: f64,
    /// Distance from grey; the strongest screen colours are near 0.3.
    pub(super) chroma: f64,
    /// Angle in radians.
    pub(super) hue: f64,
}

impl From<Color> for Oklch {
    fn from(color: Color) -> Self {
        let light = color.rgb.map(|value| linear(f64::from(value) / 255.0));
        let cones = times(&LIGHT_TO_CONES, light).map(f64::cbrt);
        let [lightness, green_red, blue_yellow] = times(&CONES_TO_LAB, cones);
        Self { lightness, chroma: green_red.hypot(blue_yellow), hue: blue_yellow.atan2(green_red) }
    }
}

impl Oklch {
    /// The screen colour of this lightness and hue, with as much of the chroma as sRGB can show.
    pub(super) fn to_color(self) -> Color {
        let light = self.light();
        if in_gamut(light) {
            return encode(light);
        }
        // Grey is always in gamut; twenty halvings bring the edge closer than one 8-bit step.
        let (mut inside, mut outside) = (0.0, self.chroma);
        for _ in 0..20 {
            let middle = f64::midpoint(inside, outside);
            if in_gamut(Self { chroma: middle, ..self }.light()) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        encode(Self { chroma: inside, ..self }.light())
    }

    /// Linear red, green and blue; outside 0 to 1 when no screen can show it.
    fn light(self) -> [f64; 3] {
        let lab = [self.lightness, self.chroma * self.hue.cos(), self.chroma * self.hue.sin()];
        times(&CONES_TO_LIGHT, times(&LAB_TO_CONES, lab).map(|root| root.powi(3)))
    }
}

type Matrix = [[f64; 3]; 3];

const LIGHT_TO_CONES: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const CONES_TO_LAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const LAB_TO_CONES: Matrix = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const CONES_TO_LIGHT: Matrix = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(factor, value)| factor * value).sum())
}

/// Leaves room for rounding in the published numbers: pure white comes out a hair above 1.
fn in_gamut(light: [f64; 3]) -> bool {
    light.iter().all(|channel| (-1e-4..=1.0 + 1e-4).contains(channel))
}

fn encode(light: [f64; 3]) -> Color {
    Color {
        rgb: light.map(|channel| {
            let encoded =
                if channel <= 0.003_130_8 { channel * 12.92 } else { 1.055 * channel.powf(1.0 / 2.4) - 0.055 };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 to 255")]
            let byte = (encoded.clamp(0.0, 1.0) * 255.0).round() as u8;
            byte
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn primary_red_sits_where_the_publication_puts_it() {
        let red = Oklch::from(Color { rgb: [255, 0, 0] });
        assert!((red.lightness - 0.627_96).abs() < 1e-4, "{red:?}");
        assert!((red.chroma - 0.257_68).abs() < 1e-4, "{red:?}");
        assert!((red.hue.to_degrees() - 29.234).abs() < 1e-2, "{red:?}");
    }

    proptest! {
        #[test]
        fn every_screen_colour_survives_the_way_there_and_back(rgb: [u8; 3]) {
            prop_assert_eq!(Oklch::from(Color { rgb }).to_color(), Color { rgb });
        }
    }

    #[test]
    fn a_colour_no_screen_can_show_keeps_its_lightness_and_hue() {
        let wish = Oklch { lightness: 0.5, chroma: 0.4, hue: 2.5 };
        let got = Oklch::from(wish.to_color());
        assert!((got.lightness - wish.lightness).abs() < 0.01, "{got:?}");
        assert!((got.hue - wish.hue).abs() < 0.05, "{got:?}");
        assert!(got.chroma < wish.chroma);
    }
}
