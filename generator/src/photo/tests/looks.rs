//! What a photo looks like afterwards, and what it no longer tells.

use jpeg_encoder::ColorType;
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::{
    super::{Focus, Format, Pixels, Shape, bytes, canvas, inspect, jpeg as encode_jpeg, jpeg_under, variants},
    pictures::{Desk, Extras, POSITION, SECRETS, exif, jpeg, jpeg_of, png_of, scene},
};

/// The colour at a point given in per cent of width and height.
fn colour_at(pixels: &Pixels, (x, y): (u32, u32)) -> [u8; 3] {
    let (x, y) = (pixels.width() * x / 100, pixels.height() * y / 100);
    let at = (y * pixels.width() + x) as usize * 3;
    *pixels.rgb()[at..].first_chunk().unwrap()
}

fn is_near(colour: [u8; 3], expected: [u8; 3]) -> bool {
    colour.iter().zip(expected).all(|(level, expected)| level.abs_diff(expected) <= 8)
}

const RED: [u8; 3] = [220, 30, 30];
const GREEN: [u8; 3] = [30, 200, 30];
const BLUE: [u8; 3] = [30, 30, 220];
const GREY: [u8; 3] = [128, 128, 128];

/// Quarters in four colours, given from the top left in reading order.
fn quarters(width: u32, height: u32, colours: [[u8; 3]; 4]) -> Vec<u8> {
    let [a, b, c, d] = colours;
    (0..height)
        .flat_map(|y| (0..width).map(move |x| (x < width / 2, y < height / 2)))
        .flat_map(|place| match place {
            (true, true) => a,
            (false, true) => b,
            (true, false) => c,
            (false, false) => d,
        })
        .collect()
}

#[test]
fn all_eight_orientations_are_shown_upright() {
    // Stored quarters, in reading order, for each value of the tag, so that what should be seen
    // is red and green above blue and grey.
    let stored = [
        (1, [RED, GREEN, BLUE, GREY]),
        (2, [GREEN, RED, GREY, BLUE]),
        (3, [GREY, BLUE, GREEN, RED]),
        (4, [BLUE, GREY, RED, GREEN]),
        (5, [RED, BLUE, GREEN, GREY]),
        (6, [GREEN, GREY, RED, BLUE]),
        (7, [GREY, GREEN, BLUE, RED]),
        (8, [BLUE, RED, GREY, GREEN]),
    ];
    for (tag, colours) in stored {
        let (width, height) = if tag < 5 { (96, 64) } else { (64, 96) };
        let note = exif(tag);
        let extras = Extras { exif: Some(&note), ..Extras::default() };
        let pixels = quarters(width, height, colours);
        let photo = jpeg_of(&pixels, (width, height), ColorType::Rgb, extras);
        let seen = Desk::new().pixels("turned.jpg", &photo);
        assert_eq!((seen.width(), seen.height()), (96, 64), "orientation {tag}");
        for (at, colour) in [(25, 25), (75, 25), (25, 75), (75, 75)].into_iter().zip([RED, GREEN, BLUE, GREY]) {
            assert!(is_near(colour_at(&seen, at), colour), "orientation {tag}, at {at:?}");
        }
    }
}

#[test]
fn no_picture_tells_where_or_by_whom_the_photo_was_taken() {
    // Given a photo with everything a camera notes
    let desk = Desk::new();
    let note = exif(6);
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let extras = Extras { exif: Some(&note), icc: Some(&profile), ..Extras::default() };
    let photo = jpeg_of(&scene(90, 120), (90, 120), ColorType::Rgb, extras);
    let position: Vec<u8> = POSITION.iter().flat_map(|n| n.to_le_bytes()).collect();
    let tells = |bytes: &[u8]| {
        let secrets = SECRETS.iter().map(|secret| secret.as_bytes());
        let all = secrets.chain([&position[..], b"ICC_PROFILE", b"acsp", b"GPS", b"http://ns.adobe"]);
        all.filter(|secret| bytes.windows(secret.len()).any(|part| part == *secret)).count()
    };
    assert!(tells(&photo) >= 5, "the photo must hold the secrets for this test to mean anything");
    let path = desk.put("secret.jpg", &photo);
    let photo = inspect(&path, &desk.cache()).unwrap();
    // Then no picture of it holds any
    for format in [Format::Avif, Format::Jpeg] {
        for variant in variants(&photo, Shape::Whole, &[60, 120], format) {
            let picture = bytes(&path, &photo, &variant, &desk.cache()).unwrap();
            assert_eq!(tells(&picture), 0, "{}", variant.file_name());
        }
    }
}

#[test]
fn a_photo_in_another_colour_space_keeps_its_look() {
    // Given a colour of sRGB written in the numbers of Display P3
    let (p3, srgb) = (ColorProfile::new_display_p3(), ColorProfile::new_srgb());
    let colour = [210, 60, 40];
    let mut in_p3 = [0; 3];
    srgb.create_transform_8bit(Layout::Rgb, &p3, Layout::Rgb, TransformOptions::default())
        .unwrap()
        .transform(&colour, &mut in_p3)
        .unwrap();
    let pixels = in_p3.repeat(64 * 64);
    let profile = p3.encode().unwrap();
    let extras = Extras { icc: Some(&profile), ..Extras::default() };
    let photo = jpeg_of(&pixels, (64, 64), ColorType::Rgb, extras);
    let desk = Desk::new();
    // Then the profile decides what is seen
    let seen = colour_at(&desk.pixels("p3.jpg", &photo), (50, 50));
    assert!(is_near(seen, colour), "{seen:?}");
    let bare = jpeg_of(&pixels, (64, 64), ColorType::Rgb, Extras::default());
    assert!(!is_near(colour_at(&desk.pixels("bare.jpg", &bare), (50, 50)), colour));
}

#[test]
fn a_profile_of_srgb_or_nonsense_changes_nothing() {
    let desk = Desk::new();
    let pixels = scene(64, 48);
    let bare = desk.pixels("bare.jpg", &jpeg(64, 48));
    for profile in [ColorProfile::new_srgb().encode().unwrap(), b"nonsense".to_vec()] {
        let extras = Extras { icc: Some(&profile), ..Extras::default() };
        let photo = jpeg_of(&pixels, (64, 48), ColorType::Rgb, extras);
        assert_eq!(desk.pixels("same.jpg", &photo), bare);
    }
}

#[test]
fn grey_photos_with_and_without_a_profile_are_taken() {
    let desk = Desk::new();
    let profile = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    let linear = Extras { icc: Some(&profile), ..Extras::default() };
    let plain = jpeg_of(&[100; 64 * 64], (64, 64), ColorType::Luma, Extras::default());
    assert!(is_near(colour_at(&desk.pixels("grey.jpg", &plain), (50, 50)), [100; 3]));
    // 100 parts of 255 of the light are a much higher level in sRGB.
    let linear = jpeg_of(&[100; 64 * 64], (64, 64), ColorType::Luma, linear);
    assert!(is_near(colour_at(&desk.pixels("light.jpg", &linear), (50, 50)), [168; 3]));
}

#[test]
fn what_shows_through_becomes_white() {
    let desk = Desk::new();
    let colour = png_of(
        &[200, 0, 0, 0, 200, 0, 0, 51, 200, 0, 0, 255].repeat(16 * 16),
        (48, 16),
        png::ColorType::Rgba,
        png::BitDepth::Eight,
    );
    let seen = desk.pixels("glass.png", &colour);
    assert_eq!(&seen.rgb()[..9], [255, 255, 255, 244, 204, 204, 200, 0, 0]);
    let grey = [[80, 0], [80, 255]].as_flattened().repeat(8 * 16);
    let grey = png_of(&grey, (16, 16), png::ColorType::GrayscaleAlpha, png::BitDepth::Eight);
    assert_eq!(&desk.pixels("fog.png", &grey).rgb()[..6], [255, 255, 255, 80, 80, 80]);
}

#[test]
fn a_crop_keeps_its_focus_in_view() {
    let desk = Desk::new();
    let photo = jpeg_of(&quarters(200, 100, [RED, GREEN, BLUE, GREY]), (200, 100), ColorType::Rgb, Extras::default());
    let path = desk.put("wide.jpg", &photo);
    let photo = inspect(&path, &desk.cache()).unwrap();
    let square = |x, y| canvas(&path, &photo, (50, 50), Focus::new(x, y).unwrap()).unwrap();
    let (left, right) = (square(0.0, 0.5), square(0.75, 0.5));
    assert!(is_near(colour_at(&left, (90, 20)), RED) && is_near(colour_at(&left, (90, 80)), BLUE));
    assert!(is_near(colour_at(&right, (10, 20)), GREEN) && is_near(colour_at(&right, (10, 80)), GREY));
}

#[test]
fn a_canvas_has_the_size_asked_for_and_fits_its_limit() {
    let desk = Desk::new();
    let path = desk.put("share.jpg", &jpeg(300, 200));
    let photo = inspect(&path, &desk.cache()).unwrap();
    let pixels = canvas(&path, &photo, (1200, 630), Focus::default()).unwrap();
    assert_eq!((pixels.width(), pixels.height()), (1200, 630));
    let best = encode_jpeg(&pixels, 85).unwrap();
    assert_eq!(jpeg_under(&pixels, best.len()).unwrap(), best);
    let limit = best.len() / 2;
    let fitted = jpeg_under(&pixels, limit).unwrap();
    assert!(fitted.len() <= limit, "{} of {limit}", fitted.len());
}
