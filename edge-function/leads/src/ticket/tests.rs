//! A ticket says what was sealed, for its time and purpose, and nothing else is one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::cell::Cell;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;

use super::{NoTicket, Purpose, Ticket, name};
use crate::deployment::{Deployment, Settings};
use crate::language::Language;
use crate::letters::Letters;
use crate::moment::Moment;
use crate::partner::Loopback;
use crate::submission::Email;

const FIRST: &str = "1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const SECOND: &str = "2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
const NOW: Moment = Moment::new(1_795_428_720);

fn deployment(keys: &str) -> Deployment {
    let settings = Settings {
        lead_keys: keys,
        lookup_key: "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
        partners: r#"{"partners": []}"#,
        mail_from: "Huisvinder <post@huisvinder.be>",
        ..Settings::default()
    };
    Deployment::read(&settings, Loopback::Refused).unwrap()
}

fn ticket(purpose: Purpose, detail: &str) -> Ticket {
    let address = Email::parse("Jan.Peeters@example.be", Letters::OWN).unwrap();
    let until = Some(NOW.plus(86_400));
    Ticket { purpose, address, language: Language::French, detail: detail.to_owned(), until }
}

fn sealed(ticket: &Ticket, deployment: &Deployment) -> String {
    thread_local!(static NONCE: Cell<u8> = const { Cell::new(0) });
    let nonce = NONCE.replace(NONCE.get().wrapping_add(1));
    ticket.sealed_with(&[nonce; 12], deployment).unwrap()
}

#[test]
fn a_ticket_says_what_was_sealed_until_its_time_is_over() {
    let deployment = deployment(FIRST);
    let made = ticket(Purpose::Rights, "erasure\nmy own\nwords, größer");
    let text = sealed(&made, &deployment);
    let open = |seconds| Ticket::open(&deployment, &text, NOW.plus(seconds));
    assert_eq!(open(0).unwrap(), made);
    assert_eq!(open(86_399).unwrap(), made);
    assert_eq!(open(86_400).unwrap_err(), NoTicket::Expired(Language::French));
    let endless = Ticket { until: None, ..made };
    let text = sealed(&endless, &deployment);
    assert_eq!(Ticket::open(&deployment, &text, Moment::new(i64::MAX)).unwrap(), endless);
}

#[test]
fn nothing_of_it_can_be_read_in_the_link() {
    let text = sealed(&ticket(Purpose::Rights, "wrong name"), &deployment(FIRST));
    let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
    for marker in ["Peeters", "example", "wrong"] {
        assert!(!text.contains(marker) && !String::from_utf8_lossy(&bytes).contains(marker));
    }
    assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
    assert!(!format!("{:?}", ticket(Purpose::Rights, "wrong name")).contains("Peeters"));
}

#[test]
fn the_newest_key_seals_and_every_key_opens() {
    let (old, both) = (deployment(FIRST), deployment(&format!("{FIRST} {SECOND}")));
    let made = ticket(Purpose::Package, "");
    let (before, after) = (sealed(&made, &old), sealed(&made, &both));
    assert_eq!(Ticket::open(&both, &before, NOW).unwrap(), made);
    assert_eq!(Ticket::open(&both, &after, NOW).unwrap(), made);
    assert_eq!(Ticket::open(&old, &after, NOW).unwrap_err(), NoTicket::Broken);
    assert_eq!(Ticket::open(&deployment(SECOND), &before, NOW).unwrap_err(), NoTicket::Broken);
}

#[test]
fn one_link_has_one_name_and_another_has_another() {
    let deployment = deployment(FIRST);
    let made = ticket(Purpose::Rights, "erasure");
    let (one, other) = (sealed(&made, &deployment), sealed(&made, &deployment));
    assert_eq!(name(&one), name(&one));
    assert_ne!(name(&one), name(&other));
    assert_eq!(name(&one).len(), 16);
}

#[test]
fn a_link_for_one_purpose_opens_for_no_other() {
    let deployment = deployment(FIRST);
    for &purpose in Purpose::ALL {
        let mut bytes = URL_SAFE_NO_PAD.decode(sealed(&ticket(purpose, ""), &deployment)).unwrap();
        for place in 0..=u8::MAX {
            *bytes.get_mut(4).unwrap() = place;
            match Ticket::open(&deployment, &URL_SAFE_NO_PAD.encode(&bytes), NOW) {
                Ok(opened) => assert_eq!(opened.purpose, purpose),
                Err(refused) => assert_eq!(refused, NoTicket::Broken),
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_an_answer(text in ".{0,200}") {
        prop_assert!(Ticket::open(&deployment(FIRST), &text, NOW).is_err());
    }

    #[test]
    fn any_bytes_are_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let text = URL_SAFE_NO_PAD.encode([&[0, 0, 0, 1, 0], bytes.as_slice()].concat());
        prop_assert_eq!(Ticket::open(&deployment(FIRST), &text, NOW), Err(NoTicket::Broken));
    }

    #[test]
    fn no_letter_of_a_link_can_be_changed_or_left_out(place in 0..400_usize, letter in "[A-Za-z0-9_=-]?") {
        let deployment = deployment(FIRST);
        let text = sealed(&ticket(Purpose::Rights, "erasure"), &deployment);
        let place = place % text.len();
        let changed = format!("{}{letter}{}", &text[..place], &text[place + 1..]);
        prop_assert_eq!(Ticket::open(&deployment, &changed, NOW).is_ok(), changed == text);
    }

    #[test]
    fn whatever_is_sealed_comes_out(detail in "(?s).{0,300}", seconds in proptest::option::of(1..1_000_000_000_i64)) {
        let deployment = deployment(FIRST);
        let until = seconds.map(|seconds| NOW.plus(seconds));
        let made = Ticket { until, ..ticket(Purpose::Package, &detail) };
        prop_assert_eq!(Ticket::open(&deployment, &sealed(&made, &deployment), NOW), Ok(made));
    }
}
