//! What the cache promises.

use std::{fs, path::Path, sync::Mutex, thread};

use super::{
    super::{Format, Made, Photo, PhotoError, Shape, bytes, inspect, make, source, variants},
    pictures::{Desk, jpeg},
};

fn encoded(desk: &Desk, path: &Path, photo: &Photo) -> Vec<Made> {
    let told = Mutex::new(Vec::new());
    let plan = variants(photo, Shape::Whole, &[60], Format::Jpeg);
    make(path, photo, &plan, &desk.cache(), &|_, made| {
        told.lock().unwrap().push(made);
    })
    .unwrap();
    told.into_inner().unwrap()
}

#[test]
fn a_photo_seen_before_is_not_decoded_again() {
    // Given a photo that cannot be decoded, and a verdict from when it could
    let desk = Desk::new();
    let whole = jpeg(120, 90);
    let path = desk.put("cut.jpg", &whole[..whole.len() / 2]);
    assert!(inspect(&path, &desk.cache()).is_err());
    let id = source::Source::read(&path).unwrap().id();
    desk.cache().keep(&source::verdict_key(id), b"120 90").unwrap();
    // Then the verdict is believed
    let photo = inspect(&path, &desk.cache()).unwrap();
    assert_eq!((photo.width, photo.height), (120, 90));
}

#[test]
fn pictures_made_before_are_found_without_the_photo() {
    let desk = Desk::new();
    let path = desk.put("a.jpg", &jpeg(120, 90));
    let photo = inspect(&path, &desk.cache()).unwrap();
    assert_eq!(encoded(&desk, &path, &photo), [Made::Encoded]);
    fs::remove_file(&path).unwrap();
    assert_eq!(encoded(&desk, &path, &photo), [Made::Cached]);
}

#[test]
fn a_damaged_entry_is_made_anew() {
    // Given a photo with everything kept
    let desk = Desk::new();
    let path = desk.put("a.jpg", &jpeg(120, 90));
    let photo = inspect(&path, &desk.cache()).unwrap();
    let [variant] = &variants(&photo, Shape::Whole, &[60], Format::Jpeg)[..] else { unreachable!() };
    let good = bytes(&path, &photo, variant, &desk.cache()).unwrap();
    let flip = |mut bytes: Vec<u8>| {
        *bytes.last_mut().unwrap() ^= 1;
        bytes
    };
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() - 9].to_vec();
    let grow = |bytes: Vec<u8>| [bytes, vec![0]].concat();
    let damages: [&dyn Fn(Vec<u8>) -> Vec<u8>; 4] = [&flip, &cut, &grow, &|_| Vec::new()];
    for damage in damages {
        // When the files of the cache are damaged
        for entry in desk.entries() {
            let bytes = fs::read(&entry).unwrap();
            fs::write(&entry, damage(bytes)).unwrap();
        }
        // Then photo and picture come out as before
        assert_eq!(inspect(&path, &desk.cache()).unwrap(), photo);
        assert_eq!(bytes(&path, &photo, variant, &desk.cache()).unwrap(), good);
        // And the cache is healed
        assert_eq!(desk.cache().find(variant.key()).as_ref(), Some(&good));
    }
    // And a shortened entry also counts as missing when only its envelope is looked at
    for entry in desk.entries() {
        fs::write(&entry, cut(fs::read(&entry).unwrap())).unwrap();
    }
    assert_eq!(encoded(&desk, &path, &photo), [Made::Encoded]);
}

#[test]
fn several_may_keep_the_same_result_at_once() {
    let desk = Desk::new();
    let path = desk.put("a.jpg", &jpeg(120, 90));
    let photo = inspect(&path, &desk.cache()).unwrap();
    let plan = variants(&photo, Shape::Whole, &[30, 60], Format::Jpeg);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for variant in &plan {
                    bytes(&path, &photo, variant, &desk.cache()).unwrap();
                }
            });
        }
    });
    // Two pictures, how coarse they are, the verdict on the photo; and no draft left behind
    assert_eq!(desk.entries().len(), 4);
}

#[test]
fn a_photo_that_was_replaced_does_not_give_pictures_under_the_old_name() {
    let desk = Desk::new();
    let path = desk.put("a.jpg", &jpeg(120, 90));
    let photo = inspect(&path, &desk.cache()).unwrap();
    let plan = variants(&photo, Shape::Whole, &[60], Format::Jpeg);
    desk.put("a.jpg", &jpeg(120, 91));
    let refused = make(&path, &photo, &plan, &desk.cache(), &|_, _| ());
    assert!(matches!(refused, Err(PhotoError::Changed)));
}
