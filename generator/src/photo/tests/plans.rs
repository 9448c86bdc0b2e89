//! Which pictures are planned, how they are named, and that they come out as planned.

use std::sync::Mutex;

use super::{
    super::{Focus, Format, Made, Photo, Shape, Variant, bytes, inspect, make, plan, variants},
    pictures::{Desk, jpeg, png},
};

const LANDSCAPE: Shape = Shape::Cropped { ratio: (4, 3), focus: CENTRE };
const CENTRE: Focus = Focus::CENTRE;

fn photo(desk: &Desk, width: u32, height: u32) -> Photo {
    desk.inspect("planned.jpg", &jpeg(width, height)).unwrap()
}

fn sizes(variants: &[Variant]) -> Vec<(u32, u32)> {
    variants.iter().map(|variant| (variant.width(), variant.height())).collect()
}

fn names(variants: &[Variant]) -> Vec<String> {
    variants.iter().map(Variant::file_name).collect()
}

#[test]
fn nothing_is_enlarged() {
    let desk = Desk::new();
    let photo = photo(&desk, 300, 200);
    // A 4:3 part of 300 x 200 is 267 wide: that stands once for all that is wider.
    let plan = variants(&photo, LANDSCAPE, &[1600, 120, 720, 480], Format::Avif);
    assert_eq!(sizes(&plan), [(120, 90), (267, 200)]);
    let whole = variants(&photo, Shape::Whole, &[600], Format::Jpeg);
    assert_eq!(sizes(&whole), [(300, 200)]);
    assert_eq!(variants(&photo, Shape::Whole, &[], Format::Jpeg).len(), 1);
}

#[test]
fn a_name_changes_with_all_that_changes_the_bytes_and_with_nothing_else() {
    let desk = Desk::new();
    let photo = photo(&desk, 300, 200);
    let named = |shape, width: u32, format| names(&variants(&photo, shape, &[width], format));
    let name = named(LANDSCAPE, 120, Format::Avif);
    // The same question, the same answer, also when the photo moves
    assert_eq!(name, named(LANDSCAPE, 120, Format::Avif));
    let moved = desk.inspect("moved.jpg", &jpeg(300, 200)).unwrap();
    assert_eq!(name, names(&variants(&moved, LANDSCAPE, &[120], Format::Avif)));
    let hash = name[0].strip_suffix("120.avif").unwrap();
    assert_eq!(hash.len(), 8, "{name:?}");
    // Another focus, shape, width, format, quality or content: another name
    let left = Shape::Cropped { ratio: (4, 3), focus: Focus::new(0.1, 0.5).unwrap() };
    let other = desk.inspect("other.jpg", &jpeg(300, 201)).unwrap();
    let others = [
        named(left, 120, Format::Avif),
        named(Shape::Whole, 120, Format::Avif),
        named(LANDSCAPE, 121, Format::Avif),
        named(LANDSCAPE, 120, Format::Jpeg),
        names(&plan::variants_by(&photo, LANDSCAPE, &[120], Format::Avif, |_| "other quality")),
        names(&variants(&other, LANDSCAPE, &[120], Format::Avif)),
    ];
    for other in others {
        assert_ne!(name, other);
    }
}

#[test]
fn pictures_come_out_as_planned_alone_or_together() {
    // Given a photo and a plan in both formats
    let desk = Desk::new();
    let path = desk.put("a.jpg", &jpeg(301, 203));
    let photo = inspect(&path, &desk.cache()).unwrap();
    let mut plan = variants(&photo, LANDSCAPE, &[33, 64, 150], Format::Avif);
    plan.extend(variants(&photo, Shape::Whole, &[47, 600], Format::Jpeg));
    // When it is carried out at once, and again
    for expected in [Made::Encoded, Made::Cached] {
        let told = Mutex::new(Vec::new());
        make(&path, &photo, &plan, &desk.cache(), &|variant, made| {
            told.lock().unwrap().push((variant.file_name(), made));
        })
        .unwrap();
        // Then every picture is told of once
        let told = told.into_inner().unwrap();
        assert_eq!(told, plan.iter().map(|v| (v.file_name(), expected)).collect::<Vec<_>>());
    }
    let alone = Desk::new();
    for variant in &plan {
        // And has its planned size, and the bytes it would have if made alone
        let picture = bytes(&path, &photo, variant, &desk.cache()).unwrap();
        assert_eq!(size(&desk, variant, &picture), (variant.width(), variant.height()));
        assert_eq!(picture, bytes(&path, &photo, variant, &alone.cache()).unwrap());
    }
}

/// The size that a picture file declares; a JPEG is also decoded.
fn size(desk: &Desk, variant: &Variant, picture: &[u8]) -> (u32, u32) {
    match variant.format() {
        Format::Avif => {
            assert_eq!(&picture[4..12], b"ftypavif");
            let at = picture.windows(4).position(|four| four == b"ispe").unwrap() + 8;
            let number = |at: usize| u32::from_be_bytes(*picture[at..].first_chunk().unwrap());
            (number(at), number(at + 4))
        }
        Format::Jpeg => {
            let photo = desk.inspect("result.jpg", picture).unwrap();
            (photo.width, photo.height)
        }
    }
}

#[test]
fn the_smallest_photo_gives_a_picture_in_every_format() {
    let desk = Desk::new();
    for (width, height) in [(1, 1), (1, 40), (17, 3)] {
        let path = desk.put("dot.png", &png(width, height));
        let photo = inspect(&path, &desk.cache()).unwrap();
        for format in [Format::Avif, Format::Jpeg] {
            for variant in variants(&photo, Shape::Whole, &[480], format) {
                let picture = bytes(&path, &photo, &variant, &desk.cache()).unwrap();
                assert_eq!(size(&desk, &variant, &picture), (width, height));
            }
        }
    }
}

#[test]
fn a_focus_is_on_the_photo() {
    assert!(Focus::new(0.0, 1.0).is_ok());
    for (x, y) in [(-0.1, 0.5), (0.5, 1.1), (f32::NAN, 0.5)] {
        assert!(Focus::new(x, y).unwrap_err().to_string().contains("from 0 to 1"));
    }
}

#[test]
fn the_recipes_name_the_encoders_that_are_locked() {
    // A new encoder version must give new file names, or old cache entries stay for ever.
    let manifest = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let lock = manifest.ancestors().find_map(|dir| std::fs::read_to_string(dir.join("Cargo.lock")).ok());
    let lock = lock.unwrap();
    for format in [Format::Avif, Format::Jpeg] {
        let recipe = super::super::encode::recipe(format);
        let mut words = recipe.split(' ').skip(1);
        let (name, version) = (words.next().unwrap(), words.next().unwrap());
        let entry = format!("name = \"{name}\"\nversion = \"{version}");
        assert!(lock.contains(&entry), "{recipe}: Cargo.lock has another version of {name}");
    }
}
