//! The operator at work: the real program asks a real machine that took real enquiries.
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::process::Output;

use serde_json::Value;
use tests::hosts::{Host, Kind, Reply, Settings, form_of, opened};
use tests::{must, on_both};

on_both!(
    a_lead_is_listed_shown_and_sent_again_under_the_same_id,
    dead_leads_are_sent_again_together_once_that_is_confirmed,
    a_destination_is_paused_and_resumed_as_the_alert_says,
    a_lead_in_quarantine_is_found_and_released,
    an_export_holds_every_lead_and_leaves_a_trace,
    the_audit_is_verified_here_and_a_changed_row_is_named,
    keys_are_wrapped_anew_and_doctor_knows_before_and_after,
    doctor_finds_a_site_in_order_and_says_what_is_not,
    what_cannot_be_asked_is_explained,
);

/// Where the partner's server is one of the destinations.
const CRM: &str = "leiebouw/crm";

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn talk(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs the program, which must succeed, and gives what it printed.
fn done(host: &Host, words: &[&str]) -> String {
    let output = host.gevel(words);
    assert_eq!(output.status.code(), Some(0), "{words:?}: {}{}", out(&output), talk(&output));
    out(&output)
}

fn json(text: &str) -> Value {
    must(serde_json::from_str(text), text)
}

/// The ids of all leads, newest first.
fn ids(host: &Host) -> Vec<String> {
    let listed = json(&done(host, &["leads", "list", "--format", "json"]));
    let leads = listed.as_array().cloned().unwrap_or_default();
    leads.iter().map(|lead| lead["lead"].as_str().unwrap_or_default().to_owned()).collect()
}

fn a_lead_is_listed_shown_and_sent_again_under_the_same_id(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "zoe"));
    let first = partner.wait_for(1)[0].id();
    host.until("the delivery", |host| host.counts()["delivered"] == 1);
    let ids = ids(&host);
    let lead = ids.concat();

    let listed = done(&host, &["leads", "list"]);
    assert!(listed.contains(&lead) && listed.contains("delivered") && listed.contains("leiebouw"), "{listed}");
    assert!(!listed.contains("example.com"), "a list names nobody: {listed}");
    assert!(done(&host, &["leads", "list", "--format", "csv", "--standing", "delivered"]).contains(&lead));
    assert_eq!(done(&host, &["leads", "list", "--standing", "dead", "--format", "json"]).trim(), "[]");

    let shown = done(&host, &["leads", "show", &lead]);
    assert!(shown.contains("zoe@example.com") && shown.contains("Vandenbroucke"), "{shown}");
    assert!(shown.contains("The receiver took it. (HTTP 204)") && shown.contains(CRM), "{shown}");
    let api = json(&done(&host, &["leads", "show", &lead, "--format", "json"]));
    assert_eq!(api["content"]["person"]["email"], "zoe@example.com");

    // As the mail to the operator has it, word for word.
    assert!(done(&host, &["leads", "replay", &lead]).contains("on its way"));
    assert_eq!(partner.wait_for(2)[1].id(), first);
}

fn dead_leads_are_sent_again_together_once_that_is_confirmed(kind: Kind) {
    let (host, partner) = opened(kind);
    partner.answer(Reply::Status(500));
    for person in ["first", "second", "third"] {
        host.post(&form_of(&host, person));
    }
    partner.wait_for(3);
    // Past every attempt that is planned.
    for hour in 0..100 {
        host.sweep(hour * 3_600);
    }
    let gave_up = |lead: &String, host: &Host| {
        let lead = json(&done(host, &["leads", "show", lead, "--format", "json"]));
        let deliveries = lead["deliveries"].as_array().cloned().unwrap_or_default();
        deliveries.iter().any(|one| one["destination"] == CRM && one["state"] == "dead")
    };
    let crm_gave_up = |host: &Host| ids(host).iter().all(|lead| gave_up(lead, host));
    host.until("the last attempts", crm_gave_up);
    partner.answer(Reply::Status(204));
    let before = partner.received().len();
    let filter = ["leads", "replay", "--partner", "leiebouw", "--destination", CRM];

    let refused = host.gevel(&filter);
    assert_eq!(refused.status.code(), Some(2), "{}", talk(&refused));
    let dry = done(&host, &[&filter[..], &["--dry-run"]].concat());
    assert_eq!(dry.lines().count(), 3, "{dry}");
    assert_eq!(partner.received().len(), before, "nothing was sent so far");

    let lines = done(&host, &[&filter[..], &["--yes", "--format", "json"]].concat());
    assert_eq!(lines.lines().map(json).filter(|line| line["deliveries"][0].is_string()).count(), 3, "{lines}");
    partner.wait_for(before + 3);
}

fn a_destination_is_paused_and_resumed_as_the_alert_says(kind: Kind) {
    let (host, partner) = opened(kind);
    assert!(done(&host, &["leads", "pause", CRM]).contains("paused"));
    host.post(&form_of(&host, "zoe"));
    assert!(done(&host, &["leads", "pause", CRM]).contains("already"));
    assert!(partner.received().is_empty());

    assert!(done(&host, &["leads", "resume", CRM]).contains("resumed"));
    host.sweep(60);
    partner.wait_for(1);
    let again = host.gevel(&["leads", "resume", CRM]);
    assert!(out(&again).contains("was not paused") && talk(&again).contains("Paused now: none"));

    let unknown = host.gevel(&["leads", "pause", "leiebouw/crn"]);
    let words = talk(&unknown);
    assert!(words.contains("leiebouw/crn is no destination") && words.contains(CRM), "{words}");
}

fn a_lead_in_quarantine_is_found_and_released(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "zoe").with("website", "http://spam.example"));
    let listed = json(&done(&host, &["leads", "list", "--standing", "quarantined", "--format", "json"]));
    let lead = listed[0]["lead"].as_str().unwrap_or_default();
    assert_eq!(listed[0]["reasons"][0], "honeypot_filled");

    // What a person has not looked at yet is not sent along with others.
    let replayed = host.gevel(&["leads", "replay", "--partner", "leiebouw", "--yes"]);
    assert!(talk(&replayed).contains("1 lead in quarantine: left there"), "{}", talk(&replayed));
    assert_eq!(host.gevel(&["leads", "replay", lead]).status.code(), Some(1));
    assert!(partner.received().is_empty());

    assert!(done(&host, &["leads", "release", lead]).contains("released"));
    partner.wait_for(1);
    assert_eq!(host.gevel(&["leads", "release", lead]).status.code(), Some(1));
}

fn an_export_holds_every_lead_and_leaves_a_trace(kind: Kind) {
    let (host, partner) = opened(kind);
    for number in 0..3 {
        host.post(&form_of(&host, &format!("person{number}")).with("given_name", "=1+1"));
    }
    partner.wait_for(3);
    let file = host.state().join("taken.csv");
    let path = file.to_string_lossy();

    let output = host.gevel(&["leads", "export", "--format", "csv", "--out", &path]);

    assert_eq!(output.status.code(), Some(0), "{}", talk(&output));
    assert!(out(&output).is_empty() && talk(&output).starts_with("3 leads written"), "{}", talk(&output));
    let csv = must(fs::read_to_string(&file), "the file");
    assert_eq!(csv.matches("\r\n").count(), 4, "a heading and three rows");
    assert!(csv.contains("person2@example.com") && csv.contains("'=1+1") && !csv.contains(",=1+1"), "{csv}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(must(fs::metadata(&file), "the file").permissions().mode() & 0o777, 0o600);
    }
    let array = json(&done(&host, &["leads", "export", "--project", "residentie-leiehof"]));
    assert_eq!(array.as_array().map(Vec::len), Some(3));
    assert_eq!(array[0]["content"]["person"]["given_name"], "=1+1");
    assert_eq!(done(&host, &["leads", "export", "--project", "kanaalpark"]).trim(), "[]");
    let rows = host.operator("GET", "/operator/audit");
    let exports = rows["rows"].as_array().into_iter().flatten().filter(|row| row["action"] == "exported").count();
    assert_eq!(exports, 2);
}

fn the_audit_is_verified_here_and_a_changed_row_is_named(kind: Kind) {
    let (host, partner) = opened(kind);
    host.post(&form_of(&host, "zoe"));
    partner.wait_for(1);
    host.until("the delivery", |host| host.counts()["delivered"] == 1);
    let before = json(&done(&host, &["leads", "audit", "--format", "json"]));
    let known = before["head"]["hash"].as_str().unwrap_or_default();
    done(&host, &["leads", "show", &ids(&host).concat()]);

    let all = done(&host, &["leads", "audit", "--known", known]);
    assert!(all.contains("All in order") && all.contains(&format!("row {}", before["head"]["number"])), "{all}");
    let unknown = host.gevel(&["leads", "audit", "--known", &"ab".repeat(32)]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(out(&unknown).contains("the known hash is not in it"));

    host.tamper("UPDATE audit SET actor = 'nobody' WHERE number = 2");
    let broken = host.gevel(&["leads", "audit"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(out(&broken).contains("BROKEN: audit row 2 was changed"), "{}", out(&broken));
    let doctor = host.gevel(&["doctor"]);
    assert!(out(&doctor).contains("audit row 2 was changed"), "{}", out(&doctor));
}

fn keys_are_wrapped_anew_and_doctor_knows_before_and_after(kind: Kind) {
    let (mut host, partner) = opened(kind);
    for person in ["first", "second"] {
        host.post(&form_of(&host, person));
    }
    partner.wait_for(2);
    let both = format!("{} 2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=", host.settings().lead_keys);
    // The preview keeps the key it has; a second one is added as an operator would.
    must(fs::write(host.state().join("lead-keys"), &both), "the keys");
    host.set(Settings { lead_keys: both, ..Settings::with(&partner) });
    let state = |host: &Host, name: &str| {
        let report = json(&out(&host.gevel(&["doctor", "--format", "json"])));
        let checks = report["checks"].as_array().cloned().unwrap_or_default();
        checks.iter().find(|check| check["check"] == name).map(|check| check["state"].clone()).unwrap_or_default()
    };
    assert_eq!(state(&host, "keys"), "warn");

    assert!(done(&host, &["leads", "rewrap"]).starts_with("2 leads wrapped anew"));

    assert_eq!(state(&host, "keys"), "ok");
    assert_eq!(json(&done(&host, &["leads", "rewrap", "--format", "json"]))["rewrapped"], 0);
}

fn doctor_finds_a_site_in_order_and_says_what_is_not(kind: Kind) {
    let (host, partner) = opened(kind);
    let healthy = host.gevel(&["doctor"]);
    assert_eq!(healthy.status.code(), Some(0), "{}", out(&healthy));
    assert!(out(&healthy).ends_with(" 0 failed, 0 to be looked at\n"), "{}", out(&healthy));
    assert!(!out(&healthy).contains('\u{1b}'), "no colour when nobody sees it");

    assert_eq!(host.gevel(&["doctor", "--project", "nowhere"]).status.code(), Some(1));

    partner.answer(Reply::Status(410));
    host.post(&form_of(&host, "zoe"));
    partner.wait_for(1);
    host.until("the pause", |host| host.operator("GET", "/operator/status")["paused"][0].is_object());
    let ill = host.gevel(&["doctor"]);
    assert_eq!(ill.status.code(), Some(1), "{}", out(&ill));
    assert!(out(&ill).contains("gevel leads resume"), "{}", out(&ill));
}

fn what_cannot_be_asked_is_explained(kind: Kind) {
    let (mut host, _partner) = opened(kind);
    let wrong = must(host.command(&["leads", "list"]).env("GEVEL_TOKEN", "gvl_wrong").output(), "the program runs");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(talk(&wrong).contains("It comes from the variable GEVEL_TOKEN"), "{}", talk(&wrong));
    assert!(!talk(&wrong).contains("gvl_wrong"), "a token is never printed");

    let nobody = host.gevel(&["leads", "show", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(talk(&nobody).contains("there is no lead 017f22e2-79b0-7cc3-98c4-dc0c0c07398f"), "{}", talk(&nobody));
    assert_eq!(host.gevel(&["leads", "show", "17"]).status.code(), Some(2), "wrong usage");

    let mut command = host.command(&["leads", "list"]);
    host.kill();
    let gone = must(command.output(), "the program runs");
    assert_eq!(gone.status.code(), Some(1));
    assert!(talk(&gone).contains("Is `gevel serve` running?"), "{}", talk(&gone));
}
