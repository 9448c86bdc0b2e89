//! How leads are kept: sealed, under keys that change, with a trace of every look, and never in a log.

use leads::Moment;
use leads::audit::{Link, Verifier};
use serde_json::Value;
use tests::hosts::{Form, Host, Kind, Partner, Reply, Settings};
use tests::{files_below, must};

use crate::{form_of, on_both, opened};

on_both!(
    keys_change_and_every_lead_can_still_be_read,
    nothing_personal_lies_open_anywhere,
    every_look_leaves_a_row,
    what_was_erased_stays_unreadable_if_an_old_database_is_put_back_and_its_key_was_apart,
);

/// What must not be found where it does not belong. The message is one word no file of ours has.
const MARKERS: &[&str] = &["Quetzalcoatlus", "Xylophonia", "markertje@example.com", "32470998877", "470 99 88 77"];

fn marked(host: &Host) -> Form {
    form_of(host, "markertje")
        .with("given_name", "Quetzalcoatlus")
        .with("phone", "0470 99 88 77")
        .with("message", "Xylophonia")
}

fn keys_change_and_every_lead_can_still_be_read(kind: Kind) {
    let (mut host, partner) = opened(kind);
    for person in ["first", "second", "third"] {
        host.post(&form_of(&host, person));
    }
    partner.wait_for(3);
    let new = "2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
    let both = format!("{} {new}", host.settings().lead_keys);
    host.set(Settings { lead_keys: both, ..Settings::with(&partner) });
    assert_eq!(host.operator("GET", "/operator/status")["keys"]["older_in_use"], true);
    let done = host.operator("POST", "/operator/keys/rewrap");
    assert_eq!((done["done"]["rewrapped"].as_i64(), done["done"]["left"].as_bool()), (Some(3), Some(false)));
    host.set(Settings { lead_keys: new.to_owned(), ..Settings::with(&partner) });
    assert_eq!(host.newest()["content"]["person"]["given_name"], "Zoë");
}

fn nothing_personal_lies_open_anywhere(kind: Kind) {
    let (host, partner) = opened(kind);
    partner.answer(Reply::Status(500));
    host.post(&marked(&host));
    // Wrong ones too, and one that no form sends: what is refused is not written down either.
    host.post(&marked(&host).with("email", "markertje@example.com@"));
    host.post(&marked(&host).with("Quetzalcoatlus", "markertje@example.com"));
    partner.wait_for(1);
    host.sweep(600);
    host.until("a second attempt", |host| !host.newest()["deliveries"][0]["attempts"][1].is_null());
    host.operator("GET", "/operator/export");
    let log = host.log();
    for marker in MARKERS {
        assert!(!log.contains(marker), "{marker} in the log: {log}");
    }
    for file in files_below(&host.state()) {
        let bytes = must(std::fs::read(host.state().join(&file)), &file);
        for marker in MARKERS {
            let found = bytes.windows(marker.len()).any(|window| window == marker.as_bytes());
            assert!(!found, "{marker} in {file}");
        }
    }
}

fn every_look_leaves_a_row(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "zoe"));
    partner.wait_for(1);
    host.until("the delivery", |host| host.counts()["delivered"] == 1);
    let before = rows(&host);
    host.newest();
    host.operator("GET", "/operator/export");
    let after = rows(&host);
    let new: Vec<_> = after.iter().skip(before.len()).map(|row| row.action.as_str()).collect();
    assert_eq!(new, ["read", "exported"]);

    // Whoever changes a row is found out by anybody who has the rows.
    let check = |rows: &[Link]| {
        rows.iter().try_fold(Verifier::default(), |mut verifier, row| verifier.take(row).map(|()| verifier))
    };
    assert!(check(&after).is_ok());
    host.tamper("UPDATE audit SET actor = 'nobody' WHERE number = 2");
    assert_eq!(check(&rows(&host)).map(drop).map_err(|broken| broken.number), Err(2));
}

fn rows(host: &Host) -> Vec<Link> {
    let rows = host.operator("GET", "/operator/audit")["rows"].clone();
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let link = |row: &Value| Link {
        number: row["number"].as_i64().unwrap_or_default(),
        at: must(Moment::parse(&text(row, "at")).ok_or("none"), "a time"),
        actor: text(row, "actor"),
        action: text(row, "action"),
        subject: text(row, "subject"),
        detail: text(row, "detail"),
        previous: text(row, "previous"),
        hash: text(row, "hash"),
    };
    rows.as_array().into_iter().flatten().map(link).collect()
}

fn what_was_erased_stays_unreadable_if_an_old_database_is_put_back_and_its_key_was_apart(kind: Kind) {
    for vault in [false, true] {
        let partner = Partner::start();
        let mut host = Host::start(kind, Settings { vault, ..Settings::with(&partner) });
        host.post(&marked(&host));
        partner.wait_for(1);
        host.until("the delivery", |host| host.counts()["delivered"] == 1);
        let lead = host.newest()["lead"].as_str().unwrap_or_default().to_owned();
        host.kill();
        let copy = host.copy_of_database();
        host.restart();
        assert_eq!(host.newest()["content"]["person"]["given_name"], MARKERS[0], "a new start finds the key");
        let erased = host.gevel(&["leads", "erase", &lead, "--reason", "asked", "--format", "json"]);
        let receipt: Value = must(serde_json::from_slice(&erased.stdout), "a receipt");
        let at_once = receipt["copies_until"] == receipt["erased_at"];
        assert_eq!(at_once, vault || kind == Kind::Preview, "{receipt}");

        host.kill();
        host.put_database_back(&copy);
        host.restart();
        let back = host.newest();
        assert_eq!((&back["lead"], &back["erased_at"]), (&lead.into(), &Value::Null), "the row is back");
        let is_read = back["content"].to_string().contains(MARKERS[0]);
        assert_eq!(is_read, !vault, "{back}");
        let doctor = host.gevel(&["doctor", "--format", "json"]);
        let told = String::from_utf8_lossy(&doctor.stdout).into_owned();
        assert_eq!(told.contains("apart from the database"), vault, "{told}");
    }
}
