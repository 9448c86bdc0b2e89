//! Bodies from anyone: always an answer, and the same whichever way a form was written.

use leads::submission::{BodyError, MOST_BYTES, Refusal};
use leads::{Letters, Submission};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::sample::{contract, every_format, full, least, send, with};

const TYPES: &[&str] = &[
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "application/json",
    "application/x-www-form-urlencoded; charset=\"UTF-8\"",
    "multipart/form-data",
    "text/plain",
    "",
];

fn unreadable(body: &[u8], content_type: Option<&str>) -> BodyError {
    match Submission::read(body, content_type, &contract(), Letters::OWN).unwrap_err() {
        Refusal::Unreadable(error) => error,
        Refusal::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

#[test]
fn a_form_reads_the_same_in_all_three_formats() {
    for pairs in [full(), least()] {
        let read = every_format(&pairs)
            .map(|(kind, body)| Submission::read(body.as_bytes(), Some(kind), &contract(), Letters::OWN));
        assert!(read.iter().all(|submission| submission.is_ok() && *submission == read[0]), "{read:?}");
    }
}

#[test]
fn what_cannot_be_a_form_says_why() {
    let form = Some("application/x-www-form-urlencoded");
    assert_eq!(unreadable(&vec![b'a'; MOST_BYTES + 1], form), BodyError::TooLarge);
    assert_eq!(unreadable(&vec![0; 5_000_000], None), BodyError::TooLarge);
    assert_eq!(unreadable(b"a=b", None), BodyError::ContentType);
    assert_eq!(unreadable(b"a=b", Some("text/plain")), BodyError::ContentType);
    let latin = Some("application/x-www-form-urlencoded; charset=ISO-8859-1");
    assert_eq!(unreadable(b"a=b", latin), BodyError::Charset);
    assert_eq!(unreadable(b"given_name=Zo%EB", form), BodyError::NotUtf8);
    assert_eq!(unreadable("a=1&".repeat(10_000).as_bytes(), form), BodyError::TooManyFields);
    let file = "--b\r\nContent-Disposition: form-data; name=\"message\"; filename=\"a.pdf\"\r\n\r\n%PDF\r\n--b--";
    assert_eq!(unreadable(file.as_bytes(), Some("multipart/form-data; boundary=b")), BodyError::File);
    assert_eq!(unreadable(b"{\"given_name\":{}}", Some("application/json")), BodyError::Malformed);
}

#[test]
fn the_longest_form_that_a_page_lets_through_fits_in_each_format() {
    let (message, name) = ("語".repeat(2000), "é".repeat(100));
    let changes = [("message", message.as_str()), ("given_name", &name), ("family_name", &name)];
    let pairs = with(full(), &changes.map(|(name, value)| (name, Some(value))));
    for (kind, body) in every_format(&pairs) {
        assert!(body.len() <= MOST_BYTES / 2, "{kind}: {}", body.len());
        assert!(Submission::read(body.as_bytes(), Some(kind), &contract(), Letters::OWN).is_ok(), "{kind}");
    }
}

#[test]
fn emoji_and_right_to_left_arrive_as_they_were_written() {
    let submission = send(&with(full(), &[("message", Some("مرحبا 👩‍👧 שלום"))]), &contract()).unwrap();
    assert_eq!(submission.message().unwrap().as_str(), "مرحبا 👩‍👧 שלום");
}

proptest! {
    #[test]
    fn any_bytes_of_any_kind_get_an_answer(body in vec(any::<u8>(), 0..600), kind in any::<Option<String>>()) {
        let _ = Submission::read(&body, kind.as_deref(), &contract(), Letters::OWN);
        for kind in TYPES {
            prop_assert!(Submission::read(&body, Some(kind), &contract(), Letters::OWN).is_err());
        }
    }

    #[test]
    fn forms_broken_in_one_place_get_an_answer(at in any::<prop::sample::Index>(), with in vec(any::<u8>(), 0..4)) {
        for (kind, body) in every_format(&full()) {
            let mut body = body.into_bytes();
            let at = at.index(body.len());
            body.splice(at..=at, with.iter().copied());
            let _ = Submission::read(&body, Some(kind), &contract(), Letters::OWN);
        }
    }

    #[test]
    fn almost_forms_get_an_answer(
        pieces in vec(select(vec!["--b", "\r\n", "--", "; ", "name=", "\"", "\\", ":", "&", "=", "%", "+", "{", "}", "[",
            "]", ",", "\\ud800", "content-disposition", "form-data", "email", "features", "é", "\0", "true"]), 0..60),
    ) {
        let body = pieces.concat();
        for kind in TYPES {
            let _ = Submission::read(body.as_bytes(), Some(kind), &contract(), Letters::OWN);
            let _ = Submission::read(b"a=b", Some(&body), &contract(), Letters::OWN);
        }
    }
}
