//! Signed requests, checked with an HMAC of our own making.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use leads::relay::{EventId, EventType, Http, LeadDocument};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::sample::{ACCEPTED, NEW_SECRET, OLD_SECRET, SECRET, destination, event, http, lead, lead_with};

/// HMAC as its standard (RFC 2104) draws it, from nothing but the hash.
pub(crate) fn hmac_by_hand(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = key.to_vec();
    block.resize(64, 0);
    let pad = |with: u8| block.iter().map(|byte| byte ^ with).collect::<Vec<_>>();
    let inner = Sha256::digest([pad(0x36), message.to_vec()].concat());
    Sha256::digest([pad(0x5c), inner.to_vec()].concat()).to_vec()
}

fn header<'a>(http: &'a Http, name: &str) -> &'a str {
    let found: Vec<_> = http.headers.iter().filter(|(found, _)| *found == name).collect();
    assert_eq!(found.len(), 1, "{name}");
    &found.first().unwrap().1
}

/// Whether a receiver with this secret would take the request.
fn verifies(http: &Http, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let mut signed = format!("{}.{}.", header(http, "webhook-id"), header(http, "webhook-timestamp")).into_bytes();
    signed.extend(&http.body);
    let expected = format!("v1,{}", STANDARD.encode(hmac_by_hand(&key, &signed)));
    header(http, "webhook-signature").split(' ').any(|entry| entry == expected)
}

fn body(http: &Http) -> Value {
    serde_json::from_slice(&http.body).unwrap()
}

#[test]
fn our_own_hmac_is_right_by_a_published_example() {
    let mac = hmac_by_hand(b"Jefe", b"what do ya want for nothing?");
    let hex = mac.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

#[test]
fn a_request_is_signed_so_that_its_receiver_can_verify_it() {
    let http = http(&event(EventType::Created, &lead()), &destination("full"), ACCEPTED);
    assert!(verifies(&http, SECRET));
    assert!(!verifies(&http, OLD_SECRET));
    assert_eq!(header(&http, "content-type"), "application/json");
    assert_eq!(header(&http, "webhook-id"), "01936a1c-7f00-7abc-8def-0123456789ab");
    assert_eq!(http.endpoint.as_str(), "https://hook.leiebouw.example/in?source=gevel");
}

#[test]
fn while_secrets_change_the_old_and_the_new_one_both_verify() {
    let http = http(&event(EventType::Created, &lead()), &destination("rotating"), ACCEPTED);
    assert_eq!(header(&http, "webhook-signature").split(' ').count(), 2);
    assert!(verifies(&http, NEW_SECRET) && verifies(&http, OLD_SECRET));
    assert!(!verifies(&http, SECRET));
}

#[test]
fn a_later_attempt_has_its_own_time_and_signature_and_the_same_id_and_body() {
    let event = event(EventType::Created, &lead());
    let first = http(&event, &destination("full"), ACCEPTED);
    let later = http(&event, &destination("full"), ACCEPTED.plus(272_105));
    assert_eq!(header(&first, "webhook-id"), header(&later, "webhook-id"));
    assert_eq!(first.body, later.body);
    assert_eq!(header(&later, "webhook-timestamp"), (ACCEPTED.seconds() + 272_105).to_string());
    assert_ne!(header(&first, "webhook-signature"), header(&later, "webhook-signature"));
    assert!(verifies(&later, SECRET));
}

#[test]
fn a_full_body_holds_the_lead_as_it_was_written() {
    let written = r#"{"lead_id": "l-1",  "z": 1, "a": 1.50, "big": 12345678901234567890123, "é": "\u00e9"}"#;
    let mut event = event(EventType::Created, &lead());
    event.lead = LeadDocument::parse(&format!("  {written}\n")).unwrap();
    let http = http(&event, &destination("full"), ACCEPTED);
    let expected = format!(r#"{{"type":"lead.created","timestamp":"2026-11-23T09:00:00Z","data":{written}}}"#);
    assert_eq!(String::from_utf8(http.body).unwrap(), expected);
}

#[test]
fn a_thin_body_tells_which_lead_it_is_and_nothing_about_the_person() {
    let http = http(&event(EventType::Created, &lead()), &destination("thin"), ACCEPTED);
    let expected = json!({
        "type": "lead.created",
        "timestamp": "2026-11-23T09:00:00Z",
        "data": {
            "lead_id": "01936a1c-7f00-7abc-8def-0123456789ab",
            "received_at": "2026-11-23T09:00:00Z",
            "project": {"id": "leie-oever"},
            "link": "https://www.huisvinder.example/partner/s3cr3t",
        },
    });
    assert_eq!(body(&http), expected);
    assert!(verifies(&http, SECRET));
}

#[test]
fn an_event_that_takes_data_away_never_brings_them_along() {
    for event_type in [EventType::Erased, EventType::Restricted] {
        let http = http(&event(event_type, &lead()), &destination("full"), ACCEPTED);
        let text = String::from_utf8(http.body.clone()).unwrap();
        assert_eq!(body(&http).pointer("/type").unwrap(), event_type.wire());
        for personal in ["Zo", "Hondt", "post.example", "+3247", "9000", "zaterdag"] {
            assert!(!text.contains(personal), "{personal} in {text}");
        }
    }
    assert_eq!(EventType::WIRE, ["lead.created", "lead.updated", "lead.erased", "lead.restricted"]);
}

#[test]
fn debug_output_of_what_is_sent_is_not_personal() {
    let event = event(EventType::Created, &lead());
    let outgoing = http(&event, &destination("full"), ACCEPTED);
    for shown in [format!("{outgoing:?}"), format!("{:?}", event.lead)] {
        for personal in ["Zo", "Hondt", "zoe", "source=gevel", "v1,"] {
            assert!(!shown.contains(personal), "{personal} in {shown}");
        }
    }
}

#[test]
fn an_id_that_could_move_the_boundaries_of_what_is_signed_is_none() {
    for text in ["", "a.b", "a b", "a\r\nb", "é", "a\0", &"a".repeat(65)] {
        assert!(EventId::parse(text).is_err(), "{text:?}");
        assert!(LeadDocument::parse(&json!({"lead_id": text}).to_string()).is_err(), "{text:?}");
    }
    for json in ["", "null", "[]", "{}", r#"{"lead_id": 1}"#, "{"] {
        assert!(LeadDocument::parse(json).is_err(), "{json}");
    }
}

proptest! {
    #[test]
    fn whatever_a_visitor_writes_the_body_says_it_and_verifies(message in "\\PC{0,200}|.{0,200}", name in ".{0,40}") {
        let mut lead = lead_with("/message", message.clone());
        *lead.pointer_mut("/person/given_name").unwrap() = Value::from(name);
        let http = http(&event(EventType::Created, &lead), &destination("full"), ACCEPTED);
        prop_assert!(verifies(&http, SECRET));
        let body = body(&http);
        prop_assert_eq!(body.pointer("/data").unwrap(), &lead);
    }
}
