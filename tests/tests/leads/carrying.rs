//! How a lead gets to its partner, whatever the partner's server does.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tests::hosts::{Kind, Received, Reply, SECRET, Settings};
use tests::must;

use crate::{form_of, on_both, opened};

on_both!(
    a_lead_survives_three_days_without_its_partner,
    a_destination_that_is_gone_waits_until_it_is_resumed,
    a_partner_that_wants_a_pause_gets_it,
    a_slow_partner_holds_up_nobody,
    a_lead_is_sent_again_when_somebody_asks,
    two_secrets_sign_while_a_partner_changes_over,
    one_spoilt_row_does_not_stop_the_others,
);

const HOUR: i64 = 3_600;

/// Fails unless the request is signed with this secret. Written down from the standard, apart from what signs.
pub(crate) fn verify(received: &Received, secret: &str) {
    let key = must(STANDARD.decode(secret.trim_start_matches("whsec_")), "the secret");
    let mut mac = must(Hmac::<Sha256>::new_from_slice(&key), "a key");
    mac.update(format!("{}.{}.", received.id(), received.header("webhook-timestamp")).as_bytes());
    mac.update(&received.body);
    let wanted = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    let signatures = received.header("webhook-signature");
    assert!(signatures.split(' ').any(|signature| signature == wanted), "{signatures} has no {wanted}");
}

fn a_lead_survives_three_days_without_its_partner(kind: Kind) {
    let (host, partner) = opened(kind);
    partner.answer(Reply::Nothing);
    assert_eq!(host.post(&form_of(&host, "zoe")).status, 303);
    partner.wait_for(1);
    // By the hour, and at first by the minute.
    let minutes = (1..=20).map(|minute| minute * 60);
    for after in minutes.chain((1..72).map(|hour| hour * HOUR)) {
        host.sweep(after);
    }
    assert_eq!(host.counts()["pending"], 1, "it is kept, and still tried");
    let mails = host.mails();
    let by_mail: Vec<_> = mails.iter().filter(|mail| mail.contains("leads@leiebouw.example")).collect();
    assert_eq!(by_mail.len(), 1, "meanwhile it went by the second channel, once");

    partner.answer(Reply::Status(200));
    for hour in 72..=110 {
        host.sweep(hour * HOUR);
    }
    let received = partner.received();
    let ids: BTreeSet<_> = received.iter().map(Received::id).collect();
    assert_eq!(ids.len(), 1, "every attempt has the same id");
    assert!(by_mail[0].contains(&received[0].id()), "and so has the mail");
    assert!((9..=10).contains(&received.len()), "{} attempts", received.len());
    for attempt in &received {
        verify(attempt, SECRET);
    }
    assert_eq!(host.counts()["delivered"], 1);
    assert_eq!(host.counts()["add_up"], true);
}

fn a_destination_that_is_gone_waits_until_it_is_resumed(kind: Kind) {
    let (host, partner) = opened(kind);
    partner.answer(Reply::Status(410));
    host.post(&form_of(&host, "first"));
    partner.wait_for(1);
    host.until("the pause", |host| host.operator("GET", "/operator/status")["paused"][0]["reason"] == "gone");
    host.post(&form_of(&host, "second"));
    host.sweep(120);
    assert_eq!(partner.received().len(), 1, "nothing more is sent there");
    host.until("a mail that tells the operator", |host| host.mails().concat().contains("leads resume"));

    partner.answer(Reply::Status(200));
    host.operator("POST", "/operator/destinations/leiebouw/crm/resume");
    host.sweep(180);
    let received = partner.wait_for(3);
    assert!(received[1].json().to_string().contains("first@") && received[2].json().to_string().contains("second@"));
}

fn a_partner_that_wants_a_pause_gets_it(kind: Kind) {
    let (host, partner) = opened(kind);
    partner.answer(Reply::Later(429, 300));
    host.post(&form_of(&host, "zoe"));
    partner.wait_for(1);
    host.until("the attempt", |host| host.newest()["deliveries"][0]["attempts"][0]["outcome"] == "throttled");
    partner.answer(Reply::Status(200));
    // The table says 5 seconds; what is asked for counts up to the double of the minute that follows "too many".
    host.sweep(100);
    assert_eq!(partner.received().len(), 1);
    host.sweep(150);
    assert_eq!(partner.wait_for(2).len(), 2);
}

fn a_slow_partner_holds_up_nobody(kind: Kind) {
    let (host, partner) = opened(kind);
    partner.answer(Reply::Slow(3_000));
    let reaction = host.post(&form_of(&host, "first"));
    assert_eq!(reaction.status, 303, "the visitor does not wait for the partner");
    assert_eq!(host.counts()["delivered"], 0);
    assert_eq!(host.post(&form_of(&host, "second")).status, 303);
    assert_eq!(partner.wait_for(2).len(), 2);
    host.until("both", |host| host.counts()["delivered"] == 2);
    assert_eq!(partner.received().len(), 2, "a slow answer is an answer");
}

fn a_lead_is_sent_again_when_somebody_asks(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "zoe"));
    partner.wait_for(1);
    host.until("the delivery", |host| host.counts()["delivered"] == 1);
    let lead = host.newest()["lead"].as_str().unwrap_or_default().to_owned();
    host.operator("POST", &format!("/operator/leads/{lead}/replay"));
    let received = partner.wait_for(2);
    assert_eq!(received[0].id(), received[1].id());
    host.until("the note", |host| host.newest()["deliveries"][0]["attempts"][1]["manual"] == true);
}

fn two_secrets_sign_while_a_partner_changes_over(kind: Kind) {
    let new = "whsec_SGV0IHJpamt0IG5hYXIgZHJvZ2UgYWFyZGUgbmEgcmVnZW4u";
    let (mut host, partner) = opened(kind);
    host.set(Settings {
        lead_keys: host.settings().lead_keys.clone(),
        ..Settings::with_secrets(&partner, &[new, SECRET])
    });
    host.post(&form_of(&host, "zoe"));
    let received = &partner.wait_for(1)[0];
    verify(received, new);
    verify(received, SECRET);
}

fn one_spoilt_row_does_not_stop_the_others(kind: Kind) {
    let (host, partner) = opened(kind);
    partner.answer(Reply::Status(500));
    host.post(&form_of(&host, "spoilt"));
    partner.wait_for(1);
    host.until("the attempt", |host| host.newest()["deliveries"][0]["attempts"][0]["outcome"] == "out_of_order");
    host.tamper("UPDATE lead SET ciphertext = 'bm90IHNlYWxlZA=='");
    host.post(&form_of(&host, "good"));
    partner.wait_for(2);
    partner.answer(Reply::Status(200));
    host.sweep(HOUR);
    let received = partner.wait_for(3);
    assert!(received[2].json().to_string().contains("good@"));
    host.until("the good one", |host| host.counts()["delivered"] == 1);
    assert_eq!(host.counts()["pending"], 1, "the spoilt one is tried on, until it ends in an alert");
}
