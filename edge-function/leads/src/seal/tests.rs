//! Sealing agrees with another implementation, and opens for nobody else and after no change.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;

use crate::form::Country;
use crate::letters::Letters;
use crate::submission::{Email, Phone};

use super::{Fresh, Keyring, KeyringError, LookupKey, OpenError, Owner, Sealed, key_text};

const OWNER: Owner<'_> = Owner { lead: "0198-lead", project: "sunny-roofs" };

/// The bytes 0 to 31 as a key.
fn first_key() -> [u8; 32] {
    std::array::from_fn(|place| u8::try_from(place).unwrap())
}

fn fresh() -> Fresh {
    Fresh::new(&std::array::from_fn(|place| u8::try_from(place + 100).unwrap()))
}

fn ring() -> Keyring {
    Keyring::new([(1, first_key())]).unwrap()
}

/// Computed with another library of another language, from the same keys, nonces and bindings.
fn sealed_elsewhere() -> Sealed {
    Sealed {
        key_version: 1,
        wrap_nonce: "hIWGh4iJiouMjY6P".to_owned(),
        wrapped_key: "jrfzqECxo57ZKTmXQ+pRWUGfNSja21Kd52c1jjdtCPlIleKAG2x/eRzdviHveU5f".to_owned(),
        nonce: "kJGSk5SVlpeYmZqb".to_owned(),
        ciphertext: "bSqa5DVKDZS+euyfbTrN2RtHsuMb07fk7yjVKQ==".to_owned(),
    }
}

#[test]
fn sealing_gives_what_another_implementation_gives() {
    let sealed = ring().seal(&fresh(), OWNER, "Zoë Peeters".as_bytes()).unwrap();
    assert!(sealed == sealed_elsewhere());
    assert_eq!(ring().open(OWNER, &sealed_elsewhere()).unwrap().as_slice(), "Zoë Peeters".as_bytes());
}

#[test]
fn every_changed_byte_is_noticed() {
    let columns: [fn(&mut Sealed) -> &mut String; 4] =
        [|s| &mut s.wrap_nonce, |s| &mut s.wrapped_key, |s| &mut s.nonce, |s| &mut s.ciphertext];
    for column in columns {
        let length = column(&mut sealed_elsewhere()).len();
        for place in 0..length {
            for other in ["A", "B", "/", "=", "-"] {
                let mut changed = sealed_elsewhere();
                column(&mut changed).replace_range(place..=place, other);
                assert!(changed == sealed_elsewhere() || ring().open(OWNER, &changed).is_err(), "{place} {other}");
            }
        }
        let mut cut = sealed_elsewhere();
        column(&mut cut).pop();
        assert!(matches!(ring().open(OWNER, &cut), Err(OpenError::Malformed(_))));
        column(&mut cut).clear();
        assert!(ring().open(OWNER, &cut).is_err());
    }
}

#[test]
fn content_does_not_open_in_another_row() {
    let sealed = sealed_elsewhere();
    for (lead, project) in [("0198-leae", "sunny-roofs"), ("0198-lead", "sunny-roof"), ("0198-leads", "unny-roofs")] {
        let error = ring().open(Owner { lead, project }, &sealed).unwrap_err();
        assert_eq!(error, OpenError::WrappedKey);
    }
}

#[test]
fn content_does_not_open_with_the_key_of_another_lead() {
    let other = Owner { lead: "0198-other", ..OWNER };
    let theirs = ring().seal(&fresh(), other, b"theirs").unwrap();
    let swapped = Sealed { ciphertext: theirs.ciphertext, ..sealed_elsewhere() };
    assert_eq!(ring().open(OWNER, &swapped).unwrap_err(), OpenError::Content);
}

#[test]
fn after_a_rotation_the_old_key_can_go() {
    let both = Keyring::new([(1, first_key()), (2, [2; 32])]).unwrap();
    let moved = both.rewrap(&[5; 12], OWNER, &sealed_elsewhere()).unwrap();
    assert_eq!(moved.key_version, 2);
    assert_eq!(moved.ciphertext, sealed_elsewhere().ciphertext);

    let only_new = Keyring::new([(2, [2; 32])]).unwrap();
    assert_eq!(only_new.open(OWNER, &moved).unwrap().as_slice(), "Zoë Peeters".as_bytes());
    assert_eq!(only_new.open(OWNER, &sealed_elsewhere()).unwrap_err(), OpenError::UnknownKey(1));
    assert_eq!(only_new.rewrap(&[5; 12], OWNER, &sealed_elsewhere()).unwrap_err(), OpenError::UnknownKey(1));
}

#[test]
fn the_newest_key_seals_whatever_the_order() {
    let ring = Keyring::new([(7, [7; 32]), (3, [3; 32])]).unwrap();
    assert_eq!(ring.seal(&fresh(), OWNER, b"").unwrap().key_version, 7);
}

#[test]
fn keys_are_read_from_a_setting_and_mistakes_are_named_without_the_key() {
    let setting = format!("{}\n {}", *key_text(1, &first_key()), *key_text(2, &[2; 32]));
    let read = Keyring::parse(&setting).unwrap();
    assert_eq!(read.newest(), 2);
    assert!(read.open(OWNER, &sealed_elsewhere()).is_ok());

    let key = key_text(1, &first_key());
    for (text, error) in [
        ("", KeyringError::Empty),
        ("AAAA", KeyringError::Unreadable(1)),
        ("1:AAAA", KeyringError::Length(1)),
        (&format!("{} 2:!", *key), KeyringError::Unreadable(2)),
        (&format!("{} {}", *key, *key), KeyringError::Repeated(1)),
    ] {
        assert_eq!(Keyring::parse(text).unwrap_err(), error, "{text}");
    }
}

#[test]
fn nothing_secret_shows_in_debug() {
    let shown = format!("{:?} {:?} {:?}", ring(), LookupKey::new(&first_key()), sealed_elsewhere());
    assert_eq!(shown, "Keyring { versions: [1], .. } LookupKey(…) Sealed { key_version: 1, .. }");
}

fn email(typed: &str) -> Email {
    Email::parse(typed, Letters::OWN).unwrap()
}

fn phone(typed: &str) -> Phone {
    Phone::parse(typed, Country::Belgium).unwrap()
}

#[test]
fn lookups_give_what_another_implementation_gives_for_every_spelling() {
    let key = LookupKey::new(&[7; 32]);
    for typed in ["zoe@example.be", " Zoe@Example.BE ", "mailto:zoe@example.be"] {
        assert_eq!(key.email(&email(typed)).as_str(), "XZQAJiOmfBAp87d9ITyaDj+ZoTRIrdg8r0999Ec2wOs=");
    }
    for typed in ["0470 12 34 56", "+32 (0)470/12.34.56", "0032470123456"] {
        assert_eq!(key.phone(&phone(typed)).as_str(), "AuOmyKVFLX8KpunEpJQnGYE5SsA/c06qp0uF+WndSSA=");
    }
    let derived = LookupKey::derived(&[9; 40]).unwrap();
    assert_eq!(derived.email(&email("zoe@example.be")).as_str(), "sdl1wdSUDOuNmy0g3U75h/86FAbxvQYgLDy+e1+w4tM=");
    assert!(LookupKey::derived(&[9; 31]).is_err());
}

#[test]
fn lookups_of_different_kinds_and_parts_never_meet() {
    let key = LookupKey::new(&[7; 32]);
    let hashes = [
        key.email(&email("zoe@example.be")),
        key.email(&email("z.oe@example.be")),
        key.phone(&phone("0470123456")),
        key.submission("+32470123456", ""),
        key.submission("", "+32470123456"),
        key.submission("ab", "c"),
        key.submission("a", "bc"),
    ];
    let different: std::collections::BTreeSet<_> = hashes.iter().collect();
    assert_eq!(different.len(), hashes.len());
}

proptest! {
    #[test]
    fn what_was_sealed_opens_for_its_owner_only(
        content in proptest::collection::vec(any::<u8>(), 0..300),
        lead in ".{0,20}", project in ".{0,20}", other in ".{0,20}",
    ) {
        let owner = Owner { lead: &lead, project: &project };
        let sealed = ring().seal(&fresh(), owner, &content).unwrap();
        let opened = ring().open(owner, &sealed).unwrap();
        prop_assert_eq!(opened.as_slice(), content.as_slice());
        for stranger in [Owner { lead: &other, ..owner }, Owner { project: &other, ..owner }] {
            prop_assert!(stranger == owner || ring().open(stranger, &sealed).is_err());
        }
    }

    #[test]
    fn any_columns_give_an_answer(
        version in 0..3_u32, wrap_nonce in ".{0,20}", wrapped_key in "[A-Za-z0-9+/=]{0,80}",
        nonce in "[A-Za-z0-9+/]{16}", ciphertext in ".{0,40}",
    ) {
        let sealed = Sealed { key_version: version, wrap_nonce, wrapped_key, nonce, ciphertext };
        prop_assert!(ring().open(OWNER, &sealed).is_err());
    }

    #[test]
    fn any_setting_gives_an_answer(text in "\\PC{0,80}") {
        let _answer = Keyring::parse(&text);
    }
}
