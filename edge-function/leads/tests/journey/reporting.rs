//! What a partner reads and says at the address that came with a lead.

use leads::door::Method;
use leads::store::{Integer, audit_rows, reports};
use serde_json::Value;

use crate::site::FORM;
use crate::stage::{Stage, deployment_with, request, run};

const THIN: &str = r#"{"partners": [{"id": "leiebouw", "language": "nl", "destinations": [
    {"webhook": {"name": "crm", "url": "https://hook.leiebouw.example/in", "body": "thin",
        "secrets": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]}}]}]}"#;

/// A lead sent as a pointer only; gives the path that it points to, and the lead's id.
fn pointed(stage: &Stage) -> (String, String) {
    let deployment = deployment_with(THIN, crate::stage::LEAD_KEYS);
    let answer = run(leads::door::answer(stage, &deployment, &request(Method::Post, "/lead/leie-oever", FORM, "")));
    run(leads::door::afterwards(stage, &deployment, answer.then.unwrap()));
    let body: Value = serde_json::from_slice(&stage.sent.borrow()[0].1.body).unwrap();
    assert!(!body.to_string().contains("Zoë"));
    let link = body["data"]["link"].as_str().unwrap();
    (
        link.strip_prefix("https://pages.example").unwrap().to_owned(),
        body["data"]["lead_id"].as_str().unwrap().to_owned(),
    )
}

#[test]
fn a_partner_reads_the_lead_it_was_pointed_to_and_that_leaves_a_row() {
    let stage = Stage::new();
    let (path, lead) = pointed(&stage);
    let answer = stage.ask(&request(Method::Get, &path, "", "application/json"));
    let read: Value = serde_json::from_slice(&answer.response.body).unwrap();
    assert_eq!((answer.response.status, read["person"]["given_name"].as_str()), (200, Some("Zoë")));
    let rows = run(audit_rows(&stage.database, Integer::new(0).unwrap(), 100)).unwrap();
    let last = rows.last().unwrap();
    assert_eq!((last.actor.as_str(), last.action.as_str(), &last.subject), ("partner:leiebouw", "read", &lead));
}

#[test]
fn looking_at_the_page_changes_nothing_and_a_button_does_once() {
    let stage = Stage::new();
    let (path, lead) = pointed(&stage);
    let page = stage.ask(&request(Method::Get, &path, "", "text/html"));
    let html = String::from_utf8(page.response.body).unwrap();
    assert!(html.contains("value=\"sold\"") && !html.contains("Zoë"), "{html}");
    assert!(run(reports(&stage.database, &lead)).unwrap().is_empty());
    for _click in 0..2 {
        assert_eq!(stage.ask(&request(Method::Post, &path, "outcome=visit", "text/html")).response.status, 200);
    }
    stage.ask(&request(Method::Post, &path, "outcome=sold", "application/json"));
    let said: Vec<_> = run(reports(&stage.database, &lead)).unwrap().iter().map(|one| one.outcome.wire()).collect();
    assert_eq!(said, ["visit", "sold"]);
    for wrong in ["outcome=fine", "outcome=", "", "outcome=sold&note=x"] {
        let answer = stage.ask(&request(Method::Post, &path, wrong, "application/json"));
        assert_eq!(answer.response.status, 422, "{wrong}");
    }
}

#[test]
fn an_address_that_was_guessed_opens_nothing() {
    let stage = Stage::new();
    let (path, lead) = pointed(&stage);
    let mut other = path.clone();
    let last = if path.ends_with('0') { "1" } else { "0" };
    other.replace_range(path.len() - 1.., last);
    let zeros = format!("/partner/{lead}.{}", "0".repeat(32));
    for guess in [other.as_str(), &zeros, &format!("/partner/{lead}."), &format!("/partner/{lead}"), "/partner/x"] {
        assert_eq!(stage.ask(&request(Method::Get, guess, "", "application/json")).response.status, 404, "{guess}");
    }
}
