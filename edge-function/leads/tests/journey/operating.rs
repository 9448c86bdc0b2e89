//! What the operator may ask, and that it leaves a trace.

use leads::door::{Body, Method, Request};
use leads::relay::Outcome;
use leads::store::{Filter, Integer, audit_rows, list, verify_audit, wrapped_with_others};
use serde_json::Value;

use crate::site::{FORM, PARTNERS};
use crate::stage::{LEAD_KEYS, READ_ONLY, Stage, TOKEN, deployment_with, request, run};

pub(crate) const ALL: Filter<'static> =
    Filter { project: None, partner: None, standing: None, after: None, limit: 1000 };

fn with_token<'a>(method: Method, path: &'a str, header: &'a str) -> Request<'a> {
    Request { authorization: Some(header), ..request(method, path, "", "application/json") }
}

/// A change by somebody who may make it, with something to say.
pub(crate) fn act_saying<'a>(path: &'a str, said: &'a str) -> Request<'a> {
    Request { body: Body::Whole(said.as_bytes()), ..act(path) }
}

/// A change by somebody who may make it.
pub(crate) fn act(path: &str) -> Request<'_> {
    with_token(Method::Post, path, "Bearer gvl_anna")
}

pub(crate) fn see(stage: &Stage, path: &str) -> (u16, Value) {
    let header = format!("Bearer {READ_ONLY}");
    let response = stage.ask(&with_token(Method::Get, path, &header)).response;
    (response.status, serde_json::from_slice(&response.body).unwrap())
}

pub(crate) fn lead(stage: &Stage) -> String {
    run(list(&stage.database, &ALL)).unwrap()[0].lead.clone()
}

#[test]
fn nobody_gets_in_without_a_token() {
    let stage = Stage::new();
    for header in ["", "Bearer ", "Bearer wrong", "Basic gvl_anna", "gvl_anna"] {
        assert_eq!(stage.ask(&with_token(Method::Get, "/operator/status", header)).response.status, 401, "{header}");
    }
    let none = request(Method::Get, "/operator/status", "", "");
    assert_eq!(stage.ask(&none).response.status, 401);
    assert!(stage.log.borrow().is_empty(), "tokens are not logged");
}

#[test]
fn a_token_for_reading_changes_nothing() {
    let stage = Stage::new();
    stage.post(FORM);
    let header = format!("Bearer {READ_ONLY}");
    let before = run(audit_rows(&stage.database, Integer::new(0).unwrap(), 100)).unwrap().len();
    let paths = [
        format!("/operator/leads/{}/replay", lead(&stage)),
        format!("/operator/leads/{}/release", lead(&stage)),
        format!("/operator/leads/{}/disclose", lead(&stage)),
        "/operator/destinations/leiebouw/crm/pause".to_owned(),
        "/operator/destinations/leiebouw/crm/resume".to_owned(),
        "/operator/keys/rewrap".to_owned(),
    ];
    for path in &paths {
        assert_eq!(stage.ask(&with_token(Method::Post, path, &header)).response.status, 403, "{path}");
    }
    assert_eq!(run(audit_rows(&stage.database, Integer::new(0).unwrap(), 100)).unwrap().len(), before);
    assert!(TOKEN != READ_ONLY);
}

#[test]
fn looking_at_a_lead_leaves_a_row_under_the_name_of_who_looked() {
    let stage = Stage::new();
    stage.answering(|_, _| Outcome::answered(503));
    stage.post(FORM);
    let (status, listed) = see(&stage, "/operator/leads?standing=pending");
    assert_eq!((status, listed["leads"][0]["lead"].as_str()), (200, Some(lead(&stage).as_str())));
    let (status, shown) = see(&stage, &format!("/operator/leads/{}", lead(&stage)));
    assert_eq!((status, shown["content"]["person"]["given_name"].as_str()), (200, Some("Zoë")));
    assert_eq!(shown["deliveries"][0]["attempts"][0]["outcome"], "out_of_order");
    let (_, exported) = see(&stage, "/operator/export?project=leie-oever");
    assert_eq!(exported["leads"][0]["content"]["person"]["email"], "zoe@example.com");

    let rows = run(audit_rows(&stage.database, Integer::new(0).unwrap(), 100)).unwrap();
    let traces: Vec<_> = rows.iter().map(|row| (row.actor.as_str(), row.action.as_str())).collect();
    assert_eq!(traces, [("visitor", "accepted"), ("operator:ben", "read"), ("operator:ben", "exported")]);
    let (_, audit) = see(&stage, "/operator/audit?after=1");
    assert_eq!(audit["rows"].as_array().unwrap().len(), 2);
    assert!(run(verify_audit(&stage.database)).unwrap().is_ok());
}

#[test]
fn a_lead_in_quarantine_is_released_and_delivered() {
    let stage = Stage::new();
    stage.post(&(FORM.to_owned() + "&website=http%3A%2F%2Fspam.example"));
    assert!(stage.sent.borrow().is_empty());
    let path = format!("/operator/leads/{}/release", lead(&stage));
    let answer = stage.ask(&act(&path));
    run(leads::door::afterwards(&stage, &crate::stage::deployment(), answer.then.unwrap()));
    assert_eq!(stage.sent.borrow().len(), 1);
    let again: Value = serde_json::from_slice(&stage.ask(&act(&path)).response.body).unwrap();
    assert_eq!(again["done"], false);
}

#[test]
fn keys_are_wrapped_anew_until_none_is_left() {
    let stage = Stage::new();
    for person in 0..60 {
        stage.post(&FORM.replace("zoe%40", &format!("person{person}%40")));
    }
    let both = deployment_with(PARTNERS, &format!("{LEAD_KEYS} 2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="));
    let rewrap = || {
        let response = run(leads::door::answer(&stage, &both, &act("/operator/keys/rewrap"))).response;
        serde_json::from_slice::<Value>(&response.body).unwrap()["done"]["left"] == true
    };
    assert!(rewrap() && !rewrap());
    assert!(run(wrapped_with_others(&stage.database, 2, false, 1)).unwrap().is_empty());
    // The old key is not needed any more.
    let new = deployment_with(PARTNERS, "2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=");
    let path = format!("/operator/leads/{}", lead(&stage));
    let response = run(leads::door::answer(&stage, &new, &with_token(Method::Get, &path, "Bearer gvl_anna"))).response;
    assert!(String::from_utf8(response.body).unwrap().contains("@example.com"));
}

#[test]
fn how_it_all_stands_says_nothing_about_anyone() {
    let stage = Stage::new();
    stage.post(FORM);
    let (_, status) = see(&stage, "/operator/status");
    assert_eq!(status["counts"]["add_up"], true);
    assert_eq!(status["partners"][0]["destinations"][0], "crm (webhook to hook.leiebouw.example)");
    let health = stage.ask(&request(Method::Get, "/health", "", ""));
    let all = format!("{status} {}", String::from_utf8(health.response.body).unwrap());
    for marker in crate::site::MARKERS {
        assert!(!all.contains(marker), "{marker}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_words() {
    let stage = Stage::new();
    for (path, status) in [
        ("/operator/nothing", 404),
        ("/operator/leads/unknown", 404),
        ("/operator/leads?standing=lost", 400),
        ("/operator/leads?name=Zo", 400),
        ("/operator/audit?after=9007199254740993", 400),
    ] {
        assert_eq!(see(&stage, path).0, status, "{path}");
    }
}
