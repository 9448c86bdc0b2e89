//! A photo as a phone takes it, turned and with the place where it was taken, comes out upright and silent.

use std::fs;
use std::sync::LazyLock;

use gevel::photo::{Cache, inspect};
use tests::{Document, Tree, World, has_ending, must, root, tree};

const PHOTO: &str = "kanaalpark/photos/02-yard-golden-hour.jpg";
const NAME: &str = "02-yard-golden-hour";

/// The samples with that one photo as it came from the phone.
static SITE: LazyLock<Tree> = LazyLock::new(|| {
    let world = World::with_samples();
    must(fs::copy(root().join("projects").join(PHOTO), world.content().join(PHOTO)), PHOTO);
    world.build();
    world.site()
});

#[test]
fn no_picture_of_the_output_says_where_or_with_what_it_was_taken() {
    let original = must(fs::read(root().join("projects").join(PHOTO)), PHOTO);
    assert!(holds(&original, b"Exif"), "the sample has metadata, or this proves nothing");

    let mut found = 0;
    for (path, bytes) in SITE.iter() {
        if ![".jpg", ".avif", ".png", ".webp"].iter().any(|ending| path.ends_with(ending)) {
            continue;
        }
        found += usize::from(path.contains(NAME));
        for mark in [&b"Exif"[..], b"GPS", b"http://ns.adobe.com", b"Photoshop"] {
            assert!(!holds(bytes, mark), "{path} holds {}", String::from_utf8_lossy(mark));
        }
    }
    assert!(found > 4, "only {found} pictures were made of it");
}

#[test]
fn a_photo_taken_with_a_turned_phone_is_shown_upright() {
    let html = SITE.get("kanaalpark/en/index.html").map_or(&[][..], Vec::as_slice);
    let page = Document::of(&String::from_utf8_lossy(html));
    let shown = format!("#gallery img[src*='{NAME}']");
    let side = |name: &str| must(page.value(&shown, name).parse::<u32>(), name);
    assert!(side("width") > side("height"), "the yard is wider than it is high");

    let folder = must(tempfile::tempdir(), "a temporary folder");
    let cache = Cache::open(folder.path().join("cache"));
    for (path, bytes) in SITE.iter().filter(|(path, _)| path.contains(NAME) && has_ending(path, "jpg")) {
        let file = folder.path().join("picture.jpg");
        must(fs::write(&file, bytes), path);
        let photo = must(inspect(&file, &cache), path);
        assert!(photo.width > photo.height, "{path} is {} x {}", photo.width, photo.height);
    }
    assert_eq!(tree(folder.path()).keys().filter(|path| *path == "picture.jpg").count(), 1, "some were looked at");
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|window| window == mark)
}
