//! Pictures made for the tests, and a desk to lay them on.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jpeg_encoder::{ColorType, Encoder};
use tempfile::TempDir;

use super::super::{Cache, Focus, Photo, PhotoError, Pixels, canvas, inspect};

/// A folder for photos and a cache, gone when the test ends.
pub(super) struct Desk {
    folder: TempDir,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub(super) fn cache(&self) -> Cache {
        Cache::open(self.path("cache"))
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn inspect(&self, name: &str, bytes: &[u8]) -> Result<Photo, PhotoError> {
        inspect(&self.put(name, bytes), &self.cache())
    }

    /// What is said about a photo that must be refused.
    pub(super) fn complaint(&self, name: &str, bytes: &[u8]) -> String {
        self.inspect(name, bytes).unwrap_err().to_string()
    }

    /// The pixels of a whole photo.
    pub(super) fn pixels(&self, name: &str, bytes: &[u8]) -> Pixels {
        let path = self.put(name, bytes);
        let photo = inspect(&path, &self.cache()).unwrap();
        canvas(&path, &photo, (photo.width, photo.height), Focus::default()).unwrap()
    }

    /// The files of the cache.
    pub(super) fn entries(&self) -> Vec<PathBuf> {
        files(&self.path("cache")).unwrap_or_default()
    }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// A soft slope of colours with a fine pattern, so that nothing compresses to nothing.
pub(super) fn scene(width: u32, height: u32) -> Vec<u8> {
    let level = |part: u32, whole: u32| u8::try_from(part * 200 / whole).unwrap();
    (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| {
            let grain = u8::try_from((x * 7 + y * 13) % 17).unwrap();
            [level(x, width) + grain, level(y, height) + grain, 90 + grain]
        })
        .collect()
}

/// How a test JPEG differs from an ordinary one.
#[derive(Default, Clone, Copy)]
pub(super) struct Extras<'a> {
    pub(super) exif: Option<&'a [u8]>,
    pub(super) icc: Option<&'a [u8]>,
    pub(super) progressive: bool,
}

pub(super) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    jpeg_of(&scene(width, height), (width, height), ColorType::Rgb, Extras::default())
}

pub(super) fn jpeg_of(pixels: &[u8], (width, height): (u32, u32), colours: ColorType, extras: Extras<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    encoder.set_progressive(extras.progressive);
    if let Some(exif) = extras.exif {
        encoder.add_exif_metadata(exif).unwrap();
    }
    if let Some(icc) = extras.icc {
        encoder.add_icc_profile(icc).unwrap();
    }
    let (width, height) = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
    encoder.encode(pixels, width, height, colours).unwrap();
    bytes
}

pub(super) fn png_of(
    pixels: &[u8],
    (width, height): (u32, u32),
    colours: png::ColorType,
    depth: png::BitDepth,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colours);
    encoder.set_depth(depth);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
    bytes
}

pub(super) fn png(width: u32, height: u32) -> Vec<u8> {
    let pixels = scene(width, height);
    png_of(&pixels, (width, height), png::ColorType::Rgb, png::BitDepth::Eight)
}

pub(super) fn webp(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    image_webp::WebPEncoder::new(&mut bytes)
        .encode(&scene(width, height), width, height, image_webp::ColorType::Rgb8)
        .unwrap();
    bytes
}

/// Words that must never leave the house, planted in [`exif`].
pub(super) const SECRETS: [&str; 3] = ["SN-4711-SECRET", "J. Photographer", "Exif"];
/// The degrees, minutes and seconds of the planted position, as the nine numbers that EXIF stores.
pub(super) const POSITION: [u32; 6] = [51, 1, 1, 1, 414_243, 10_000];

/// EXIF as a camera writes it: orientation, artist, serial number, and a GPS directory.
pub(super) fn exif(orientation: u16) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let [serial, artist, _] = SECRETS;
    let length = |text: &str| u32::try_from(text.len() + 1).unwrap();
    // Header 8, four entries in a directory 54, one entry in the GPS directory 18.
    let gps = 8 + 54;
    let position = gps + 18;
    let serial_at = position + 24;
    let artist_at = serial_at + length(serial);
    let mut bytes = b"II*\0\x08\0\0\0\x04\0".to_vec();
    bytes.extend(entry(0x0112, 3, 1, orientation.into()));
    bytes.extend(entry(0x013B, 2, length(artist), artist_at));
    bytes.extend(entry(0x8825, 4, 1, gps));
    bytes.extend(entry(0xA431, 2, length(serial), serial_at));
    bytes.extend([0; 4]);
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(entry(0x0002, 5, 3, position));
    bytes.extend([0; 4]);
    bytes.extend(POSITION.iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend(serial.bytes().chain([0]).chain(artist.bytes()).chain([0]));
    bytes
}
