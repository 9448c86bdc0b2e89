//! rav1e, compiled from Rust alone.
//!
//! It is used as it is: the crate that usually wraps it keeps colour at full resolution, and at
//! equal bytes (33 kB, the sample photos at 720 pixels) has a structural similarity of 0.948, not 0.964.

use avif_serialize::{Aviffy, constants};
use rav1e::prelude::*;
use ssimulacra2::{LinearRgb, TransferCharacteristic, Yuv, YuvConfig};
use std::sync::Arc;

use super::super::look::{Scale, Seen};
use super::super::{PhotoError, Pixels};

/// Changes whenever the settings below do.
pub(in super::super) const RECIPE: &str = "halved-1 rav1e 0.8.1 look-1 speed 10 tuned-1 4:2:0";

/// Quantizers, 0 (best) to 255. One bit a pixel is 49 kB for a hero of 720 by 540, about what a page has room for.
pub(in super::super) const SCALE: Scale =
    Scale { finest: 90, coarsest: 185, usual: 141, per_step: 0.45, most_bits: 1.0 };

/// An AVIF file: 8 bits, colour at half resolution, sRGB.
pub(in super::super) fn encode(pixels: &Pixels, quantizer: u8) -> Result<Vec<u8>, PhotoError> {
    let (av1, _) = still(pixels, quantizer).map_err(|error| PhotoError::Encoder(error.to_string()))?;
    Ok(wrap(&av1, pixels))
}

/// What [`encode`] makes of a picture of whole blocks, as a browser shows it.
pub(in super::super) fn seen(pixels: &Pixels, quantizer: u8) -> Result<Seen, PhotoError> {
    let failed = |error: &dyn std::error::Error| PhotoError::Encoder(error.to_string());
    let (av1, frame) = still(pixels, quantizer).map_err(|error| failed(&*error))?;
    let frame = frame.ok_or_else(|| PhotoError::Encoder("the encoder shows no picture".to_owned()))?;
    let config = YuvConfig {
        bit_depth: 8,
        subsampling_x: 1,
        subsampling_y: 1,
        full_range: true,
        matrix_coefficients: ssimulacra2::MatrixCoefficients::ST170M,
        transfer_characteristics: TransferCharacteristic::SRGB,
        color_primaries: ssimulacra2::ColorPrimaries::BT709,
    };
    let yuv = Yuv::new(Frame::clone(&frame), config).map_err(|error| failed(&error))?;
    let light = LinearRgb::try_from(yuv).map_err(|error| failed(&error))?;
    Ok(Seen { bytes: wrap(&av1, pixels).len(), light })
}

fn wrap(av1: &[u8], pixels: &Pixels) -> Vec<u8> {
    Aviffy::new().matrix_coefficients(constants::MatrixCoefficients::Bt601).set_chroma_subsampling((true, true)).to_vec(
        av1,
        None,
        pixels.width(),
        pixels.height(),
        8,
    )
}

/// The encoded picture, and what a decoder will make of it.
type Still = (Vec<u8>, Option<Arc<Frame<u8>>>);

fn still(pixels: &Pixels, quantizer: u8) -> Result<Still, Box<dyn std::error::Error>> {
    let config = Config::new().with_encoder_config(settings(pixels, quantizer)).with_threads(1);
    let mut context: Context<u8> = config.new_context()?;
    let mut frame = context.new_frame();
    let planes = Planes::of(pixels);
    for (plane, (bytes, stride)) in frame.planes.iter_mut().zip(planes.with_strides()) {
        plane.copy_from_raw_u8(bytes, stride, 1);
    }
    context.send_frame(frame)?;
    context.flush();
    let (mut av1, mut shown) = (Vec::new(), None);
    loop {
        match context.receive_packet() {
            Ok(packet) => {
                av1.extend(packet.data);
                shown = packet.rec;
            }
            Err(EncoderStatus::Encoded) => {}
            Err(EncoderStatus::LimitReached) => return Ok((av1, shown)),
            Err(error) => return Err(error.into()),
        }
    }
}

/// The fastest preset of rav1e is made for film. For single pictures these choices, measured on
/// sample photos by time and structural similarity, save about a quarter of its time, for better
/// looks in fewer bytes: blocks of one size instead of a search among sizes, no filters after
/// decoding, and rates counted, not guessed. Larger blocks and guessed rates would save another
/// quarter of the time, for a quarter more bytes; but one encodes once, and many load.
fn settings(pixels: &Pixels, quantizer: u8) -> EncoderConfig {
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
        quantizer: quantizer.into(),
        min_quantizer: quantizer,
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
