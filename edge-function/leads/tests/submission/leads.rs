//! From a submission to the lead that partners get.

use leads::lead::Fingerprint;
use leads::{Lead, LeadId, Letters, Moment};

use crate::sample::{Pairs, contract, full, least, send, with};

const EXPECTED: &str = include_str!("expected/lead.json");

fn lead(pairs: &Pairs) -> Lead {
    let (contract, now) = (contract(), Moment::new(1_795_428_720));
    Lead::new(&send(pairs, &contract).unwrap(), &contract, LeadId::new(now.seconds() * 1000, [7; 10]), now)
}

fn fingerprint(changes: &[(&str, Option<&str>)]) -> Fingerprint {
    Fingerprint::of(&send(&with(full(), changes), &contract()).unwrap(), &contract(), Letters::OWN)
}

#[test]
fn a_lead_is_written_as_partners_expect_it() {
    let lead = lead(&full());
    assert_eq!(serde_json::to_string_pretty(lead.canonical()).unwrap() + "\n", EXPECTED);
}

#[test]
fn what_was_not_said_is_left_out() {
    let json: serde_json::Value = serde_json::from_str(&lead(&least()).to_json()).unwrap();
    let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let expected =
        ["consents", "lead_id", "notice", "person", "preference", "privacy", "project", "received_at", "schema"];
    assert!(expected.iter().all(|key| keys.contains(key)) && keys.len() == expected.len(), "{keys:?}");
}

#[test]
fn a_lead_holds_the_words_that_were_agreed_to_and_what_was_left_empty() {
    let json: serde_json::Value = serde_json::from_str(&lead(&full()).to_json()).unwrap();
    let proof = &json["privacy"]["proof"];
    let ticked = serde_json::json!([
        { "purpose": "consent_newsletter", "text": "Yes: consent_newsletter, in nl." },
    ]);
    assert_eq!(proof["ticked"], ticked);
    assert_eq!(proof["left_empty"], serde_json::json!(["consent_marketing_similar", "consent_ad_signal"]));
    assert_eq!(proof["form"], contract().revision().to_string());
    let least: serde_json::Value = serde_json::from_str(&lead(&least()).to_json()).unwrap();
    let keys: Vec<_> = least["privacy"]["proof"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["form", "left_empty"]);
}

#[test]
fn a_lead_from_before_the_words_were_kept_is_read() {
    let mut json: serde_json::Value = serde_json::from_str(&lead(&full()).to_json()).unwrap();
    json["privacy"].as_object_mut().unwrap().remove("proof").unwrap();
    let old = Lead::from_stored(&json.to_string()).unwrap();
    assert_eq!(old.canonical().privacy.proof, None);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&old.to_json()).unwrap(), json, "and written as it was");
}

#[test]
fn a_stored_lead_is_read_back() {
    for lead in [lead(&full()), lead(&least())] {
        assert_eq!(Lead::from_stored(&lead.to_json()).unwrap(), lead);
    }
}

#[test]
fn a_stored_lead_that_was_changed_is_refused_without_saying_what_it_held() {
    let json = lead(&full()).to_json();
    for (from, to) in [
        ("\"schema\":1", "\"schema\":2"),
        ("\"lead_id\":\"0", "\"lead_id\":\"x"),
        ("T10:12", "T25:12"),
        ("\"visit\"", "\"Zoe\""),
        ("}", ""),
    ] {
        let error = Lead::from_stored(&json.replacen(from, to, 1)).unwrap_err();
        let message = format!("{error} {error:?}");
        assert!(!message.contains("Zo"), "{message}");
    }
    assert_eq!(format!("{:?}", lead(&full())), format!("Lead({})", lead(&full()).id()));
}

#[test]
fn a_lead_says_nothing_about_devices_clicks_or_suspicion() {
    let json = lead(&full()).to_json();
    for word in ["IwAR0marker", "fbclid", "41000", "elapsed", "residential", "score", "website"] {
        assert!(!json.contains(word), "{word}");
    }
}

#[test]
fn one_intent_has_one_fingerprint_however_it_is_sent_again() {
    let first = fingerprint(&[]);
    let again = fingerprint(&[
        ("email", Some("zoe@example.COM ")),
        ("phone", Some("+32 (0)470 12 34 56")),
        ("message", Some("hallo,\n\nkan het op zaterdag?  🏡")),
        ("submission", None),
        ("elapsed", None),
    ]);
    assert_eq!(first, again);
}

#[test]
fn another_question_or_another_person_has_another_fingerprint() {
    let changes = [
        ("email", "zoe2@example.com"),
        ("unit", "0.1"),
        ("message", "?"),
        ("given_name", "Bo"),
        ("contact_preference", "brochure"),
    ];
    let mut all: Vec<_> = changes.iter().map(|&(name, value)| fingerprint(&[(name, Some(value))])).collect();
    all.push(fingerprint(&[]));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), changes.len() + 1);
}
