//! Photos that must be refused, and what is then said.

use std::io;

use jpeg_encoder::ColorType;

use super::{
    super::{Cache, PhotoError, inspect},
    pictures::{Desk, Extras, jpeg, jpeg_of, png, png_of, scene, webp},
};

#[test]
fn a_photo_cut_off_anywhere_is_refused_and_never_panics() {
    // Given photos of every kind that is taken
    let desk = Desk::new();
    let progressive = Extras { progressive: true, ..Extras::default() };
    let whole = [
        ("baseline.jpg", jpeg(160, 120)),
        ("progressive.jpg", jpeg_of(&scene(160, 120), (160, 120), ColorType::Rgb, progressive)),
        ("render.png", png(160, 120)),
        ("site.webp", webp(160, 120)),
    ];
    for (name, bytes) in whole {
        assert!(desk.inspect(name, &bytes).is_ok(), "{name} is fine when whole");
        let some = (20..bytes.len()).step_by(bytes.len() / 60);
        for length in some.chain(bytes.len() - 4..bytes.len()) {
            // When one ends early
            let complaint = desk.complaint(name, &bytes[..length]);
            // Then it is called cut off
            assert!(complaint.contains("cut off"), "{name} at {length}: {complaint}");
        }
    }
}

#[test]
fn a_jpeg_with_more_behind_its_end_is_a_good_photo() {
    // Phones append a second picture for bright screens, or a film.
    let bytes = [jpeg(160, 120), jpeg(40, 30)].concat();
    let photo = Desk::new().inspect("phone.jpg", &bytes).unwrap();
    assert_eq!((photo.width, photo.height), (160, 120));
}

#[test]
fn bytes_gone_wrong_inside_a_jpeg_never_panic() {
    let desk = Desk::new();
    let bytes = jpeg(160, 120);
    for at in (2..bytes.len()).step_by(97) {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x5A;
        // Some damage shows only in the pixels; what counts is an answer.
        let _ = desk.inspect("odd.jpg", &bytes);
    }
}

#[test]
fn a_photo_for_the_printing_press_is_refused_with_the_remedy() {
    let pixels = vec![40; 64 * 48 * 4];
    for colours in [ColorType::Cmyk, ColorType::CmykAsYcck] {
        let bytes = jpeg_of(&pixels, (64, 48), colours, Extras::default());
        let complaint = Desk::new().complaint("press.jpg", &bytes);
        assert!(complaint.contains("CMYK") && complaint.contains("sRGB"), "{complaint}");
    }
}

#[test]
fn sixteen_bits_per_channel_are_refused_with_the_remedy() {
    let pixels = vec![7; 64 * 48 * 3 * 2];
    let bytes = png_of(&pixels, (64, 48), png::ColorType::Rgb, png::BitDepth::Sixteen);
    let complaint = Desk::new().complaint("deep.png", &bytes);
    assert!(complaint.contains("16 bits per channel"), "{complaint}");
}

#[test]
fn a_huge_photo_is_refused_by_its_header_alone() {
    // Given headers that claim 108 megapixels, over pictures that hold no such thing
    let mut in_jpeg = jpeg(64, 48);
    let frame = in_jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    in_jpeg[frame + 5..frame + 9].copy_from_slice(&[0x23, 0x28, 0x2E, 0xE0]);
    let mut in_png = png(64, 48);
    in_png[16..24].copy_from_slice(&[0, 0, 0x2E, 0xE0, 0, 0, 0x23, 0x28]);
    let mut in_webp = webp(64, 48);
    let dimensions = 11_999_u32 + (8_999 << 14);
    in_webp[21..25].copy_from_slice(&dimensions.to_le_bytes());
    for (name, bytes) in [("a.jpg", in_jpeg), ("a.png", in_png), ("a.webp", in_webp)] {
        // Then the complaint names that size
        let complaint = Desk::new().complaint(name, &bytes);
        assert!(complaint.contains("12000 x 9000 pixels, 108 megapixels"), "{name}: {complaint}");
    }
}

#[test]
fn a_picture_without_width_is_refused() {
    let mut bytes = png(64, 48);
    bytes[16..20].fill(0);
    assert!(Desk::new().complaint("none.png", &bytes).contains("0 pixels"));
    let mut bytes = jpeg(64, 48);
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[frame + 7..frame + 9].fill(0);
    assert!(Desk::new().complaint("none.jpg", &bytes).contains("0 pixels"));
}

#[test]
fn a_name_that_lies_is_told_what_to_become() {
    let desk = Desk::new();
    let complaint = desk.complaint("hero.JPG", &png(64, 48));
    assert!(complaint.contains("ends in `.jpg`") && complaint.contains("really a PNG"));
    assert!(complaint.contains("so that it ends in `.png`"), "{complaint}");
    let complaint = desk.complaint("hero", &jpeg(64, 48));
    assert!(complaint.contains("so that it ends in `.jpg`"), "{complaint}");
    assert!(desk.inspect("HERO.JPEG", &jpeg(64, 48)).is_ok(), "capitals are no lie");
}

#[test]
fn formats_that_are_not_taken_are_named() {
    let starts: [(&[u8], &str); 11] = [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1", "AVIF"),
        (b"GIF89a\x01\0\x01\0", "GIF"),
        (b"II*\0\x08\0\0\0", "TIFF"),
        (b"MM\0*\0\0\0\x08", "TIFF"),
        (b"BM\x36\0\0\0\0\0\0\0\x36", "BMP"),
        (b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"8BPS\0\x01", "Photoshop"),
        (b"\xFF\x0A\xFA\x1F", "JPEG XL"),
    ];
    for (bytes, name) in starts {
        // Then even the name of a JPEG does not hide it
        let complaint = Desk::new().complaint("photo.jpg", bytes);
        assert!(complaint.contains(name) && complaint.contains("xport"), "{name}: {complaint}");
    }
}

#[test]
fn what_is_no_picture_is_called_none() {
    let desk = Desk::new();
    assert!(desk.complaint("notes.jpg", b"Dear colleague").contains("not a picture"));
    assert!(desk.complaint("empty.jpg", b"").contains("is empty"));
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let desk = Desk::new();
    let missing = inspect(&desk.path("no.jpg"), &desk.cache()).unwrap_err().to_string();
    assert!(missing.contains("no file of this name"), "{missing}");
    std::fs::create_dir(desk.path("album.jpg")).unwrap();
    let folder = inspect(&desk.path("album.jpg"), &desk.cache()).unwrap_err().to_string();
    assert!(folder.contains("a folder"), "{folder}");
}

#[test]
fn a_cache_that_cannot_be_written_is_not_blamed_on_the_photo() {
    // Given a file where the cache should be
    let desk = Desk::new();
    let path = desk.put("a.jpg", &jpeg(64, 48));
    let blocked = Cache::open(desk.put("occupied", b""));
    // When a photo is inspected
    let complaint = inspect(&path, &blocked).unwrap_err().to_string();
    // Then the cache is named
    assert!(complaint.contains("occupied") && complaint.contains("`--cache`"), "{complaint}");
}

#[test]
fn a_full_disk_is_called_a_full_disk() {
    let error =
        PhotoError::Cache { directory: ".gevel/cache".to_owned(), source: io::Error::from(io::ErrorKind::StorageFull) };
    assert!(error.to_string().starts_with("The disk is full"), "{error}");
}
