//! What a visitor gets for what they send.

use leads::door::{Body, Method, Task};
use leads::platform::Limit;
use leads::store::{counts, list};
use serde_json::Value;

use crate::operating::ALL;
use crate::site::{self, FORM};
use crate::stage::{Stage, request, run};

fn header<'a>(answer: &'a leads::door::Answer, name: &str) -> Option<&'a str> {
    answer.response.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}

fn text(answer: &leads::door::Answer) -> String {
    String::from_utf8(answer.response.body.clone()).unwrap()
}

fn json(answer: &leads::door::Answer) -> Value {
    serde_json::from_slice(&answer.response.body).unwrap()
}

#[test]
fn a_good_form_is_thanked_for_and_delivered() {
    let stage = Stage::new();
    let answer = stage.post(FORM);
    assert_eq!((answer.response.status, header(&answer, "location")), (303, Some("/leie-oever/nl/thanks/")));
    assert_eq!(header(&answer, "cache-control"), Some("no-store"));
    let sent = stage.sent.borrow();
    let [(0, http)] = sent.as_slice() else { panic!("one request at once") };
    let body: Value = serde_json::from_slice(&http.body).unwrap();
    assert_eq!(body["data"]["person"]["email"], "zoe@example.com");
    assert_eq!(run(counts(&stage.database)).unwrap().delivered, 1);
}

#[test]
fn an_enquiry_costs_at_most_ten_requests_of_ours_delivery_included() {
    let stage = Stage::new();
    stage.post(FORM);
    assert_eq!(run(counts(&stage.database)).unwrap().delivered, 1);
    assert!(stage.calls.get() <= 10, "{} calls", stage.calls.get());
}

#[test]
fn a_script_gets_the_same_as_json() {
    let stage = Stage::new();
    let answer = stage.post_as(FORM, "application/json");
    assert_eq!(answer.response.status, 202);
    assert_eq!(json(&answer)["state"], "accepted");
    let lead = json(&answer)["lead"].as_str().unwrap().to_owned();
    assert_eq!(json(&stage.post_as(FORM, "application/json"))["lead"], lead.as_str(), "a repeat is the same lead");
    assert_eq!(run(list(&stage.database, &ALL)).unwrap()[0].lead, lead);

    let wrong = stage.post_as(&FORM.replace("zoe%40", "zoe"), "application/json");
    assert_eq!(wrong.response.status, 422);
    assert_eq!(json(&wrong)["errors"][0]["field"], "email");
    assert_eq!(json(&wrong)["errors"][0]["code"], "not_an_email");
    assert_eq!(json(&wrong)["errors"][0]["message"], "not_an_email: email");
}

#[test]
fn a_form_with_faults_comes_back_with_what_was_typed() {
    let stage = Stage::new();
    let answer = stage.post(&FORM.replace("zoe%40", "zoe"));
    assert_eq!((answer.response.status, answer.then), (422, None));
    assert_eq!(header(&answer, "content-security-policy"), Some("default-src 'none'"));
    let page = text(&answer);
    assert!(page.contains("not_an_email: email") && page.contains("value=\"Zoë\""), "{page}");
    assert!(run(list(&stage.database, &ALL)).unwrap().is_empty());
}

#[test]
fn a_suspicious_form_is_kept_and_told_so_and_so_is_its_repeat() {
    let stage = Stage::new();
    let spam = FORM.replace("Is+1.2+still+free%3F", "http://a.example+http://b.example+http://c.example");
    for _time in 0..2 {
        let answer = stage.post(&spam);
        assert_eq!((answer.response.status, header(&answer, "location")), (303, Some("/leie-oever/nl/checking/")));
    }
    let found = run(list(&stage.database, &ALL)).unwrap();
    assert_eq!((found.len(), found[0].reasons.as_slice()), (1, &["links".to_owned()][..]));
    assert_eq!(json(&stage.post_as(&spam, "application/json"))["state"], "checking");
    stage.sweep_for(120);
    assert!(stage.sent.borrow().is_empty());
}

#[test]
fn fifty_clicks_are_one_lead() {
    let stage = Stage::new();
    let clicks = FORM.to_owned() + "&submission=0f8fad5b-d9cb-469f-a165-70867728950e";
    let answers: Vec<_> = (0..50).map(|_| json(&stage.post_as(&clicks, "application/json"))).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0] || answer["state"] == "checking"), "{answers:?}");
    assert_eq!(run(list(&stage.database, &ALL)).unwrap().len(), 1);
    assert_eq!(stage.sent.borrow().len(), 1);
}

#[test]
fn the_same_question_is_heard_again_an_hour_later() {
    let stage = Stage::new();
    stage.post(FORM);
    stage.pass(3_599);
    stage.post(FORM);
    assert_eq!(run(list(&stage.database, &ALL)).unwrap().len(), 1);
    stage.pass(1);
    stage.post(FORM);
    assert_eq!(run(list(&stage.database, &ALL)).unwrap().len(), 2);
}

#[test]
fn thirty_people_behind_one_address_are_thirty_leads() {
    let stage = Stage::new();
    for person in 0..30 {
        let answer = stage.post(&FORM.replace("zoe%40", &format!("person{person}%40")));
        assert_eq!(header(&answer, "location"), Some("/leie-oever/nl/thanks/"), "person {person}");
    }
    assert_eq!(run(counts(&stage.database)).unwrap().delivered, 30);
    let limits = stage.limits.borrow();
    assert!(limits.keys().all(|(_, key)| !key.contains("192.0.2")), "no address is kept: {limits:?}");
}

#[test]
fn more_than_an_office_sends_is_looked_at_and_a_flood_is_asked_to_come_back() {
    let stage = Stage::new();
    let one = |person: u32| stage.post(&FORM.replace("zoe%40", &format!("person{person}%40")));
    for person in 0..Limit::Sender.most() {
        one(person);
    }
    assert_eq!(header(&one(1000), "location"), Some("/leie-oever/nl/checking/"));
    for person in Limit::Sender.most() + 1..Limit::Project.most() {
        one(person);
    }
    let answer = one(1001);
    assert_eq!((answer.response.status, header(&answer, "retry-after")), (429, Some("60")));
    assert!(text(&answer).contains("flood") && text(&answer).contains("value=\"Zoë\""));
    assert_eq!(run(counts(&stage.database)).unwrap().accepted, Limit::Project.most());
}

#[test]
fn what_cannot_be_taken_is_said() {
    let mut stage = Stage::new();
    let post = |path, body| request(Method::Post, path, body, "text/html");
    let status = |stage: &Stage, request| stage.ask(&request).response.status;
    assert_eq!(status(&stage, post("/lead/nowhere", FORM)), 404);
    assert_eq!(status(&stage, post("/lead/..%2f..", FORM)), 404);
    assert_eq!(status(&stage, post("/lead/leie-oever/", FORM)), 404);
    assert_eq!(status(&stage, request(Method::Get, "/lead/leie-oever", "", "text/html")), 405);
    let mut large = post("/lead/leie-oever", "");
    large.body = Body::TooLarge;
    assert_eq!(status(&stage, large), 413);
    let mut image = post("/lead/leie-oever", FORM);
    image.content_type = Some("image/png");
    assert_eq!(status(&stage, image), 415);
    assert_eq!(status(&stage, post("/lead/leie-oever", "a=%ff")), 400);
    stage.files.insert("_gevel/leie-oever.json".to_owned(), site::contract(false).to_json());
    let closed = stage.post(FORM);
    assert!(closed.response.status == 410 && text(&closed).contains("closed"));
    assert!(run(list(&stage.database, &ALL)).unwrap().is_empty());
}

#[test]
fn a_lead_for_a_partner_nobody_configured_waits_for_the_configuration() {
    let stage = Stage::new();
    let unconfigured = crate::stage::deployment_with(r#"{"partners": []}"#, crate::stage::LEAD_KEYS);
    let answer = run(leads::door::answer(&stage, &unconfigured, &request(Method::Post, "/lead/leie-oever", FORM, "")));
    let Some(task @ Task::Deliver(_)) = answer.then else { panic!("a lead to deliver") };
    run(leads::door::afterwards(&stage, &unconfigured, task));
    run(leads::door::sweep(&stage, &unconfigured));
    assert!(stage.mails.borrow()[0].text.contains("leiebouw/main"), "the operator is told");
    assert_eq!(run(counts(&stage.database)).unwrap().pending, 1);

    let resume = crate::operating::act("/operator/destinations/leiebouw/main/resume");
    assert_eq!(stage.ask(&resume).response.status, 200);
    stage.sweep();
    assert_eq!((stage.sent.borrow().len(), run(counts(&stage.database)).unwrap().delivered), (1, 1));
}
