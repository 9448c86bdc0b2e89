//! Keys in a store of their own: what is erased stays unreadable although an old state of the database comes back, and
//! nothing that was promised depends on where a key lies.

use std::collections::BTreeMap;

use leads::door::{self, Method};
use leads::store::{Database as _, Integer, Statement, audit_rows, list, verify_audit};
use serde_json::Value;

use crate::keeping::{done, of};
use crate::operating::{ALL, act, act_saying, lead, see};
use crate::site::{FORM, PARTNERS};
use crate::stage::{LEAD_KEYS, Mishap, Stage, deployment, deployment_with, request, run, run_for};

const BOTH: &str = " 2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

fn with_vault() -> Stage {
    let stage = Stage::new();
    stage.vault.replace(Some(BTreeMap::new()));
    stage
}

fn names(stage: &Stage) -> Vec<String> {
    stage.vault.borrow().iter().flatten().map(|(name, _)| name.clone()).collect()
}

fn change(stage: &Stage, sql: &'static str) {
    run(stage.database.batch(&[Statement { sql, values: Vec::new() }])).unwrap();
}

/// Keeps a copy of the leads as they are.
fn copy(stage: &Stage) {
    change(stage, "CREATE TABLE copied AS SELECT * FROM lead");
}

/// Puts the copy back, as if an old state of the database were restored.
fn put_back(stage: &Stage) {
    change(
        stage,
        "UPDATE lead SET (state, erased_at, key_version, wrap_nonce, wrapped_key, nonce, ciphertext) = (SELECT state, \
        erased_at, key_version, wrap_nonce, wrapped_key, nonce, ciphertext FROM copied WHERE copied.id = lead.id)",
    );
}

fn shown(stage: &Stage) -> Value {
    see(stage, &format!("/operator/leads/{}", lead(stage))).1
}

#[test]
fn what_was_erased_does_not_open_from_an_old_copy_of_the_database() {
    for is_on in [true, false] {
        let stage = if is_on { with_vault() } else { Stage::new() };
        stage.post(FORM);
        copy(&stage);
        let id = lead(&stage);
        assert_eq!(names(&stage).len(), usize::from(is_on));
        assert_eq!(shown(&stage)["content"]["person"]["given_name"], "Zoë");
        let receipt = done(&stage, &format!("/operator/leads/{id}/erase"), "reason=asked");
        assert_eq!(receipt["copies_until"] == receipt["erased_at"], is_on, "{receipt}");
        assert_eq!(shown(&stage)["copies_until"], receipt["copies_until"]);
        assert!(names(&stage).is_empty());

        put_back(&stage);
        let content = shown(&stage)["content"].clone();
        assert_eq!(content["person"]["given_name"] == "Zoë", !is_on, "{content}");
        assert_eq!(content["unreadable"].as_str().is_some_and(|why| why.contains("key vault")), is_on, "{content}");
    }
}

#[test]
fn leads_from_before_move_over_and_their_old_copies_count_until_history_is_over() {
    let stage = Stage::new();
    stage.post(FORM);
    let id = lead(&stage);
    stage.vault.replace(Some(BTreeMap::new()));
    assert_eq!(shown(&stage)["content"]["person"]["given_name"], "Zoë", "still read from its row");
    let (_, status) = see(&stage, "/operator/status");
    assert_eq!(status["vault"], serde_json::json!({ "on": true, "keys_apart": false, "keys_beside": true }));
    stage.pass(86_400);
    let moved: Value = serde_json::from_slice(&stage.ask(&act("/operator/keys/rewrap")).response.body).unwrap();
    assert_eq!((&moved["done"]["rewrapped"], &moved["done"]["left"]), (&1.into(), &false.into()));
    assert_eq!(names(&stage).len(), 1);
    assert_eq!(shown(&stage)["content"]["person"]["given_name"], "Zoë");
    stage.pass(10 * 86_400);
    let receipt = done(&stage, &format!("/operator/leads/{id}/erase"), "reason=asked");
    assert_eq!(receipt["erased_at"], "2026-12-04T10:12:00Z");
    assert_eq!(receipt["copies_until"], "2026-12-24T10:12:00Z", "30 days after it was moved");
}

#[test]
fn keys_in_the_vault_are_wrapped_anew_where_they_lie_and_what_was_destroyed_does_not_come_back() {
    let stage = with_vault();
    stage.post(FORM);
    let (id, before) = (lead(&stage), names(&stage));
    let both = deployment_with(PARTNERS, &format!("{LEAD_KEYS}{BOTH}"));
    for polls in 1.. {
        // Cut off anywhere and begun again, the lead can be read.
        let ended = run_for(door::answer(&stage, &both, &act("/operator/keys/rewrap")), polls).is_some();
        let path = format!("/operator/leads/{id}/access");
        let read = run(door::answer(&stage, &both, &act_saying(&path, ""))).response;
        assert!(String::from_utf8(read.body).unwrap().contains("zoe@example.com"), "after {polls} polls");
        assert_eq!(names(&stage), before);
        if ended {
            break;
        }
    }
    let new = deployment_with(PARTNERS, BOTH);
    let read = run(door::answer(&stage, &new, &act_saying(&format!("/operator/leads/{id}/access"), ""))).response;
    assert!(String::from_utf8(read.body).unwrap().contains("zoe@example.com"), "the old key is not needed");

    // Erased between the reading and the wrapping, whatever the moment.
    for polls in 1..40 {
        let stage = with_vault();
        stage.post(FORM);
        let id = lead(&stage);
        let rewrap_request = act("/operator/keys/rewrap");
        let mut rewrap = std::pin::pin!(door::answer(&stage, &both, &rewrap_request));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let mut is_ready = false;
        for _poll in 0..polls {
            is_ready = is_ready || rewrap.as_mut().poll(&mut context).is_ready();
        }
        done(&stage, &format!("/operator/leads/{id}/erase"), "reason=asked");
        while !is_ready {
            is_ready = rewrap.as_mut().poll(&mut context).is_ready();
        }
        assert_eq!(names(&stage), Vec::<String>::new(), "after {polls} polls");
    }
}

#[test]
fn a_correction_and_an_objection_get_a_key_of_their_own_and_all_go_with_the_lead() {
    let stage = with_vault();
    stage.post(FORM);
    let id = lead(&stage);
    assert_eq!(done(&stage, &format!("/operator/leads/{id}/correct"), "family_name=Vandenbroeck"), true);
    assert_eq!(done(&stage, &format!("/operator/leads/{id}/object"), "reason=by+phone"), true);
    stage.sweep();
    assert_eq!(shown(&stage)["content"]["person"]["family_name"], "Vandenbroeck");
    assert_eq!(names(&stage).len(), 3);
    done(&stage, &format!("/operator/leads/{id}/erase"), "reason=asked");
    assert!(names(&stage).is_empty());
}

#[test]
fn a_key_that_cannot_be_destroyed_yet_is_destroyed_by_a_sweep_and_the_receipt_says_no_more_than_is_so() {
    let stage = with_vault();
    stage.post(FORM);
    let id = lead(&stage);
    stage.forgetting.set(false);
    let erase = format!("/operator/leads/{id}/erase");
    let receipt = done(&stage, &erase, "reason=asked");
    assert_eq!((names(&stage).len(), &receipt["copies_until"]), (1, &"2026-12-23T10:12:00Z".into()));
    stage.forgetting.set(true);
    stage.pass(60);
    stage.sweep();
    assert!(names(&stage).is_empty());
    let receipt = done(&stage, &erase, "reason=again");
    assert_eq!(receipt["copies_until"], receipt["erased_at"]);
}

#[test]
fn a_lead_cut_off_or_failing_anywhere_is_kept_with_its_key_or_not_at_all() {
    let check = |stage: &Stage, promised: bool, place: &str| {
        stage.mishap.set(None);
        stage.sweep_for(600);
        let leads = run(list(&stage.database, &ALL)).unwrap();
        assert!(!promised || leads.len() == 1, "{place}: thanked without a lead");
        assert_eq!(stage.sent.borrow().is_empty(), leads.is_empty(), "{place}: what is stored opens and is delivered");
        assert!(run(verify_audit(&stage.database)).unwrap().is_ok(), "{place}");
        for one in leads {
            let read = see(stage, &format!("/operator/leads/{}", one.lead)).1;
            assert_eq!(read["content"]["person"]["given_name"], "Zoë", "{place}");
        }
    };
    for polls in 1.. {
        let stage = with_vault();
        let deployment = deployment();
        let enquiry = request(Method::Post, "/lead/leie-oever", FORM, "");
        let answer = run_for(door::answer(&stage, &deployment, &enquiry), polls);
        check(&stage, answer.as_ref().is_some_and(|answer| answer.response.status == 303), &format!("{polls} polls"));
        if answer.is_some() {
            break;
        }
    }
    for mishap in [Mishap::Before, Mishap::After] {
        for place in 0.. {
            let stage = with_vault();
            stage.mishap.set(Some((place, mishap)));
            let promised = stage.post(FORM).response.status == 303;
            let was_used = stage.uses.get() > place;
            check(&stage, promised, &format!("{mishap:?} at use {place}"));
            if !was_used {
                break;
            }
        }
    }
}

#[test]
fn an_enquiry_takes_two_requests_more_than_without() {
    let calls = |stage: &Stage| {
        stage.post(FORM);
        stage.calls.get()
    };
    assert_eq!((calls(&Stage::new()), calls(&with_vault())), (9, 11));
}

#[test]
fn without_the_vault_its_leads_say_why_they_cannot_be_read_and_nobody_loses_the_others() {
    let stage = with_vault();
    stage.post(FORM);
    stage.vault.replace(None);
    let why = shown(&stage)["content"]["unreadable"].as_str().unwrap().to_owned();
    assert!(why.contains("the key vault cannot be used"), "{why}");
    let (_, status) = see(&stage, "/operator/status");
    assert_eq!(status["vault"], serde_json::json!({ "on": false, "keys_apart": true, "keys_beside": false }));
    assert!(run(audit_rows(&stage.database, Integer::new(0).unwrap(), 100)).unwrap().len() > 1);
    assert_eq!(of(&stage, &lead(&stage)).erased_at, None);
}
