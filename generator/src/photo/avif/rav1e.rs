//! rav1e, compiled from Rust alone.
//!
//! It is used as it is: the crate that usually wraps it keeps colour at full resolution, and at
//! equal bytes (33 kB, the sample photos at 720 pixels) has a structural similarity of 0.948, not 0.964.

use avif_serialize::{Aviffy, constants};
use rav1e::prelude::*;

use super::super::{PhotoError, Pixels};

/// Changes whenever the settings below do.
pub(in super::super) const RECIPE: &str = "halved-1 rav1e 0.8.1 quantizer 130 speed 10 tuned-1 4:2:0";

/// 0 (best) to 255. At 130 the hero photos of the samples, 720 pixels wide, weigh 30 to 50 kB,
/// and bricks and railings stay what they are.
const QUANTIZER: u8 = 130;

/// An AVIF file: 8 bits, colour at half resolution, sRGB.
pub(in super::super) fn encode(pixels: &Pixels) -> Result<Vec<u8>, PhotoError> {
    let av1 = still(pixels).map_err(|error| PhotoError::Encoder(error.to_string()))?;
    Ok(Aviffy::new()
        .matrix_coefficients(constants::MatrixCoefficients::Bt601)
        .set_chroma_subsampling((true, true))
        .to_vec(&av1, None, pixels.width(), pixels.height(), 8))
}

fn still(pixels: &Pixels) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let config = Config::new().with_encoder_config(settings(pixels)).with_threads(1);
    let mut context: Context<u8> = config.new_context()?;
    let mut frame = context.new_frame();
    let planes = Planes::of(pixels);
    for (plane, (bytes, stride)) in frame.planes.iter_mut().zip(planes.with_strides()) {
        plane.copy_from_raw_u8(bytes, stride, 1);
    }
    context.send_frame(frame)?;
    context.flush();
    let mut av1 = Vec::new();
    loop {
        match context.receive_packet() {
            Ok(packet) => av1.extend(packet.data),
            Err(EncoderStatus::Encoded) => {}
            Err(EncoderStatus::LimitReached) => return Ok(av1),
            Err(error) => return Err(error.into()),
        }
    }
}

/// The fastest preset of rav1e is made for film. For single pictures these choices, measured on
/// sample photos by time and structural similarity, save about a quarter of its time, for better
/// looks in fewer bytes: blocks of one size instead of a search among sizes, no filters after
/// decoding, and rates counted, not guessed. Larger blocks and guessed rates would save another
/// quarter of the time, for a quarter more bytes; but one encodes once, and many load.
fn settings(pixels: &Pixels) -> EncoderConfig {
    let mut speed = SpeedSettings::from_preset(10);
    speed.scene_detection_mode = SceneDetectionSpeed::None;
    speed.rdo_lookahead_frames = 1;
    speed.partition.partition_range = PartitionRange::new(BlockSize::BLOCK_8X8, BlockSize::BLOCK_8X8);
    speed.transform.reduced_tx_set = true;
    speed.transform.tx_domain_rate = false;
    speed.cdef = false;
    speed.lrf = false;
    speed.fast_deblock = true;
    EncoderConfig {
        width: pixels.width() as usize,
        height: pixels.height() as usize,
        bit_depth: 8,
        chroma_sampling: ChromaSampling::Cs420,
        pixel_range: PixelRange::Full,
        color_description: Some(ColorDescription {
            color_primaries: ColorPrimaries::BT709,
            transfer_characteristics: TransferCharacteristics::SRGB,
            matrix_coefficients: MatrixCoefficients::BT601,
        }),
        still_picture: true,
        quantizer: QUANTIZER.into(),
        min_quantizer: QUANTIZER,
        tune: Tune::Psychovisual,
        speed_settings: speed,
        ..EncoderConfig::default()
    }
}

/// Brightness for every pixel, colour for every two by two.
struct Planes {
    width: usize,
    brightness: Vec<u8>,
    blue: Vec<u8>,
    red: Vec<u8>,
}

impl Planes {
    fn of(pixels: &Pixels) -> Self {
        let width = pixels.width() as usize;
        let (rgb, _) = pixels.rgb().as_chunks::<3>();
        let brightness = rgb.iter().map(|&pixel| level(weigh(pixel.map(i32::from), BRIGHTNESS), 1)).collect();
        let quarter = width.div_ceil(2) * (pixels.height() as usize).div_ceil(2);
        let (mut blue, mut red) = (Vec::with_capacity(quarter), Vec::with_capacity(quarter));
        for rows in rgb.chunks(width * 2) {
            let (upper, lower) = rows.split_at(width);
            // The last row and column of odd sizes stand in for the missing ones.
            let lower = if lower.is_empty() { upper } else { lower };
            for (upper, lower) in upper.chunks(2).zip(lower.chunks(2)) {
                let mut sum = [0; 3];
                for corner in [upper.first(), upper.last(), lower.first(), lower.last()] {
                    for (sum, level) in sum.iter_mut().zip(corner.into_iter().flatten()) {
                        *sum += i32::from(*level);
                    }
                }
                blue.push(level(weigh(sum, BLUE) + 4 * MIDDLE, 4));
                red.push(level(weigh(sum, RED) + 4 * MIDDLE, 4));
            }
        }
        Self { width, brightness, blue, red }
    }

    fn with_strides(&self) -> [(&[u8], usize); 3] {
        let half = self.width.div_ceil(2);
        [(&self.brightness, self.width), (&self.blue, half), (&self.red, half)]
    }
}

/// BT.601 at full range, in parts of [`ONE`].
const BRIGHTNESS: [i32; 3] = [19_595, 38_470, 7_471];
const BLUE: [i32; 3] = [-11_058, -21_710, 32_768];
const RED: [i32; 3] = [32_768, -27_439, -5_329];
const ONE: i32 = 1 << 16;
/// What stands for "no colour".
const MIDDLE: i32 = 128 * ONE;

fn weigh([r, g, b]: [i32; 3], [of_r, of_g, of_b]: [i32; 3]) -> i32 {
    r * of_r + g * of_g + b * of_b
}

/// The mean of `count` weighed levels, rounded.
fn level(sum: i32, count: i32) -> u8 {
    let whole = count * ONE;
    u8::try_from(((sum + whole / 2) / whole).clamp(0, 255)).unwrap_or(u8::MAX)
}
