//! The check on a suspicious enquiry: what it lets go, and that nothing else does.

use leads::Language;
use leads::checking::CheckingPage;
use leads::contract::Slug;
use leads::door::{self, Answer, Method};
use leads::store::{Filter, Summary};
use leads::store::{Integer, Standing, Why, audit_rows, erase, list};

use crate::site::FORM;
use crate::stage::{Mishap, Stage, deployment_with_check, request, run};

const PASSED: &str =
    r#"{"success": true, "hostname": "pages.example", "action": "enquiry", "error-codes": [], "cdata": ""}"#;
const EXPIRED: &str = r#"{"success": false, "error-codes": ["timeout-or-duplicate"]}"#;
const CHECKING: &str = "/leie-oever/nl/checking/";
const THANKS: &str = "/leie-oever/nl/thanks/";
const RESPONSE: &str = "cf-turnstile-response=0.response-of-the-widget";

/// A stage whose pages offer the check, and the address at which the sender of a suspicious lead is offered it.
fn suspected() -> (Stage, String) {
    let mut stage = Stage::new();
    let slug = Slug::new("leie-oever").unwrap();
    let html = "<!doctype html><title>Bewaard</title><?again?><p>Nog eens<?end?><div class=\"cf-turnstile\"></div>";
    let page = CheckingPage::write("pages.example", "default-src 'none'", html).unwrap();
    stage.files.insert(CheckingPage::path(&slug, Language::Dutch), page);
    let answer = ask(&stage, Method::Post, "/lead/leie-oever", &format!("{FORM}&website=https%3A%2F%2Fspam.example"));
    let path = location(&answer);
    assert!(path.starts_with("/checking/leie-oever.nl."), "{path}");
    (stage, path)
}

fn ask(stage: &Stage, method: Method, path: &str, body: &str) -> Answer {
    let deployment = deployment_with_check();
    let answer = run(door::answer(stage, &deployment, &request(method, path, body, "text/html")));
    if let Some(task) = answer.then {
        run(door::afterwards(stage, &deployment, task));
    }
    answer
}

fn location(answer: &Answer) -> String {
    let found = answer.response.headers.iter().find(|(name, _)| *name == "location");
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn html(answer: &Answer) -> String {
    String::from_utf8(answer.response.body.clone()).unwrap()
}

fn only_lead(stage: &Stage) -> Summary {
    let all = Filter { project: None, partner: None, standing: None, after: None, limit: 10 };
    let leads = run(list(&stage.database, &all)).unwrap();
    assert_eq!(leads.len(), 1);
    leads[0].clone()
}

#[test]
fn who_passes_the_check_is_delivered_at_once_and_thanked() {
    let (stage, path) = suspected();
    assert!(stage.sent.borrow().is_empty(), "it waits");
    let page = ask(&stage, Method::Get, &path, "");
    assert_eq!(page.response.status, 200);
    assert!(html(&page).contains("cf-turnstile") && !html(&page).contains("Nog eens"));
    stage.verifying(|_| Some(PASSED.to_owned()));
    let answer = ask(&stage, Method::Post, &path, RESPONSE);
    assert_eq!((answer.response.status, location(&answer).as_str()), (303, THANKS));
    assert_eq!((stage.sent.borrow().len(), only_lead(&stage).standing), (1, Standing::Delivered));
    assert_eq!(only_lead(&stage).reasons, ["honeypot_filled"], "why it waited is still known");
    let rows = run(audit_rows(&stage.database, Integer::new(0).unwrap(), 100)).unwrap();
    let released: Vec<_> = rows.iter().filter(|row| row.action == "released").map(|row| row.actor.as_str()).collect();
    assert_eq!(released, ["visitor:turnstile"]);

    // Whoever comes back, by whatever way, reads the same and asks nobody.
    for (method, body) in [(Method::Get, ""), (Method::Post, RESPONSE), (Method::Post, "")] {
        assert_eq!(location(&ask(&stage, method, &path, body)), THANKS);
    }
    assert_eq!((stage.asked.borrow().len(), stage.sent.borrow().len()), (1, 1));
}

#[test]
fn one_response_is_one_question_however_often_it_is_sent() {
    let (stage, path) = suspected();
    for response in [RESPONSE, RESPONSE, "cf-turnstile-response=another"] {
        ask(&stage, Method::Post, &path, response);
    }
    let asked = stage.asked.borrow();
    let keys: Vec<_> = asked
        .iter()
        .map(|question| {
            let body: serde_json::Value = serde_json::from_slice(&question.body).unwrap();
            assert_eq!(body.as_object().unwrap().len(), 3, "nothing else is told, and nothing of the person");
            body["idempotency_key"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!((keys[0] == keys[1], keys[0] == keys[2]), (true, false));
    let lengths: Vec<_> = keys[0].split('-').map(str::len).collect();
    assert_eq!((lengths, &keys[0][14..15], &keys[0][19..20]), (vec![8, 4, 4, 4, 12], "8", "8"), "{}", keys[0]);
}

#[test]
fn whatever_is_not_a_yes_leaves_the_lead_where_it_is() {
    let (stage, path) = suspected();
    for answer in [
        None,
        Some("<html>"),
        Some("{}"),
        Some(r#"{"success": false, "error-codes": ["internal-error"]}"#),
        Some(r#"{"success": true, "hostname": "elsewhere.example", "action": "enquiry"}"#),
        Some(r#"{"success": true, "hostname": "pages.example", "action": "login"}"#),
    ] {
        stage.verifying(move |_| answer.map(str::to_owned));
        let reaction = ask(&stage, Method::Post, &path, RESPONSE);
        assert_eq!((reaction.response.status, location(&reaction).as_str()), (303, CHECKING), "{answer:?}");
    }
    stage.verifying(|_| Some(EXPIRED.to_owned()));
    let reaction = ask(&stage, Method::Post, &path, RESPONSE);
    assert!(reaction.response.status == 422 && html(&reaction).contains("Nog eens"));
    assert_eq!((stage.sent.borrow().len(), only_lead(&stage).standing), (0, Standing::Quarantined));
}

#[test]
fn without_a_response_nobody_is_asked_and_another_try_is_offered() {
    let (stage, path) = suspected();
    let long = format!("cf-turnstile-response={}", "x".repeat(2_049));
    for body in ["", "cf-turnstile-response=", "a=b", "%", &long] {
        let reaction = ask(&stage, Method::Post, &path, body);
        assert!(reaction.response.status == 422 && html(&reaction).contains("Nog eens"), "{body:.40}");
    }
    assert!(stage.asked.borrow().is_empty());
}

#[test]
fn trying_without_end_is_not_passed_on() {
    let (stage, path) = suspected();
    stage.verifying(|_| Some(EXPIRED.to_owned()));
    for number in 0..100 {
        ask(&stage, Method::Post, &path, &format!("cf-turnstile-response={number}"));
    }
    assert!(stage.asked.borrow().len() <= 40);
}

#[test]
fn the_offer_ends_after_an_hour_and_the_truth_does_not() {
    let (stage, path) = suspected();
    stage.verifying(|_| Some(PASSED.to_owned()));
    stage.pass(3_600);
    for method in [Method::Get, Method::Post] {
        assert_eq!(location(&ask(&stage, method, &path, RESPONSE)), CHECKING);
    }
    assert_eq!(only_lead(&stage).standing, Standing::Quarantined);
}

#[test]
fn an_erased_lead_is_not_thanked_for() {
    let (stage, path) = suspected();
    run(erase(&stage.database, &only_lead(&stage).lead, Why::Request("asked"), "operator:anna", leads::Moment::new(0)))
        .unwrap();
    for method in [Method::Get, Method::Post] {
        assert_eq!(ask(&stage, method, &path, RESPONSE).response.status, 404);
    }
}

#[test]
fn an_address_that_is_not_ours_leads_nowhere() {
    let (stage, path) = suspected();
    let other = path.replace("leie-oever", "leie-zever");
    for path in [other.as_str(), "/checking/", "/checking/x", "/checking/a.b.c.d.e", &path[..path.len() - 1]] {
        assert_eq!(ask(&stage, Method::Post, path, RESPONSE).response.status, 404, "{path}");
    }
}

#[test]
fn half_a_switch_offers_nothing() {
    let suspicious = format!("{FORM}&website=https%3A%2F%2Fspam.example");
    // A page without a secret.
    let (stage, _) = suspected();
    assert_eq!(location(&stage.post(&suspicious)), CHECKING);
    // A secret without a page.
    let stage = Stage::new();
    let path = location(&ask(&stage, Method::Post, "/lead/leie-oever", &suspicious));
    for method in [Method::Get, Method::Post] {
        assert_eq!(location(&ask(&stage, method, &path, RESPONSE)), CHECKING);
    }
    assert!(stage.asked.borrow().is_empty());
}

#[test]
fn whatever_fails_on_the_way_nobody_is_thanked_for_a_lead_that_waits() {
    for mishap in [Mishap::Before, Mishap::After] {
        for number in 0..8 {
            let (stage, path) = suspected();
            stage.verifying(|_| Some(PASSED.to_owned()));
            stage.mishap.set(Some((stage.uses.get() + number, mishap)));
            let answer = ask(&stage, Method::Post, &path, RESPONSE);
            stage.mishap.set(None);
            let waits = only_lead(&stage).standing == Standing::Quarantined;
            assert!(!(waits && location(&answer) == THANKS), "{mishap:?} at {number}");
            // And the next try finds the truth.
            assert_eq!(location(&ask(&stage, Method::Post, &path, RESPONSE)), THANKS, "{mishap:?} at {number}");
            // What was claimed when it failed is free again after some minutes.
            stage.sweep_for(600);
            assert!(stage.sent.borrow().len() <= 2);
            assert_eq!(only_lead(&stage).standing, Standing::Delivered);
        }
    }
}
