//! What becomes of a lead on its way, whatever the partner's server does.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use leads::relay::{Http, Outcome, Silence};
use leads::store::{counts, deliveries, list};

use crate::operating::{ALL, act};
use crate::site::FORM;
use crate::stage::{Stage, deployment_with, run};

const HOUR: i64 = 3_600;

fn id(http: &Http) -> String {
    http.headers.iter().find(|(name, _)| *name == "webhook-id").unwrap().1.clone()
}

#[test]
fn a_lead_survives_three_days_without_its_partner() {
    let stage = Stage::new();
    stage.answering(|_, elapsed| {
        if elapsed < 72 * HOUR { Outcome::Unanswered(Silence::Connection) } else { Outcome::answered(200) }
    });
    stage.post(FORM);
    stage.sweep_for(100 * HOUR);
    let sent = stage.sent.borrow();
    let ids: BTreeSet<_> = sent.iter().map(|(_, http)| id(http)).collect();
    assert_eq!((ids.len(), sent.len()), (1, 10), "ten attempts at one event");
    assert!(sent.last().unwrap().0 >= 72 * HOUR);
    assert_eq!(run(counts(&stage.database)).unwrap().delivered, 1);
    // A quarter of an hour after the first attempt it went by mail too, under the same id, and only once.
    let mails = stage.mails.borrow();
    assert_eq!((mails.len(), mails[0].event_id.as_str()), (1, id(&sent[0].1).as_str()));
    assert!(mails[0].text.contains("Uw server nam deze aanvraag niet aan."));
}

#[test]
fn a_lead_nobody_ever_takes_ends_in_an_alert_and_can_be_sent_again() {
    let stage = Stage::new();
    stage.mailing.set(false);
    stage.answering(|_, _| Outcome::answered(500));
    stage.post(FORM);
    stage.sweep_for(110 * HOUR);
    assert_eq!(run(counts(&stage.database)).unwrap().dead, 1);
    assert!(stage.mails.borrow().is_empty(), "no mail could be sent");
    stage.mailing.set(true);
    stage.sweep();
    let alert = stage.mails.borrow()[0].clone();
    assert_eq!(alert.to.address.as_str(), "operator@huisvinder.example");
    assert!(alert.text.contains("gevel leads replay"), "{}", alert.text);
    stage.sweep_for(HOUR);
    assert_eq!(stage.mails.borrow().len(), 1, "people are told once");

    stage.answering(|_, _| Outcome::answered(200));
    let lead = run(list(&stage.database, &ALL)).unwrap()[0].lead.clone();
    let path = format!("/operator/leads/{lead}/replay");
    let answer = stage.ask(&act(&path));
    run(leads::door::afterwards(&stage, &crate::stage::deployment(), answer.then.unwrap()));
    assert_eq!(run(counts(&stage.database)).unwrap().delivered, 1);
    let ids: BTreeSet<_> = stage.sent.borrow().iter().map(|(_, http)| id(http)).collect();
    assert_eq!(ids.len(), 1, "sent again under the same id");
}

#[test]
fn a_destination_that_is_gone_is_paused_and_drained_in_order_once_resumed() {
    let stage = Stage::new();
    stage.answering(|_, _| Outcome::answered(410));
    stage.post(FORM);
    stage.pass(60);
    stage.post(&FORM.replace("zoe%40", "ben%40"));
    stage.sweep_for(10 * 60);
    assert_eq!(stage.sent.borrow().len(), 1, "nothing more is sent there");
    assert!(stage.mails.borrow()[0].text.contains("gevel leads resume leiebouw/crm"));
    assert_eq!(run(counts(&stage.database)).unwrap().pending, 2, "and nothing is lost");

    stage.answering(|_, _| Outcome::answered(200));
    stage.ask(&act("/operator/destinations/leiebouw/crm/resume"));
    stage.sweep();
    let bodies: Vec<_> =
        stage.sent.borrow().iter().skip(1).map(|(_, http)| String::from_utf8(http.body.clone()).unwrap()).collect();
    assert!(bodies.len() == 2 && bodies[0].contains("zoe@") && bodies[1].contains("ben@"));
}

#[test]
fn a_partner_that_wants_a_pause_gets_it() {
    let stage = Stage::new();
    stage.answering(|_, elapsed| {
        if elapsed == 0 {
            Outcome::Answered { status: 429, retry_after: Some("120".to_owned()) }
        } else {
            Outcome::answered(204)
        }
    });
    stage.post(FORM);
    stage.sweep_for(300);
    let times: Vec<_> = stage.sent.borrow().iter().map(|(at, _)| *at).collect();
    assert_eq!(times, [0, 120]);
}

#[test]
fn a_slow_partner_is_left_in_peace_for_a_minute() {
    let stage = Stage::new();
    let calls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&calls);
    stage.answering(move |_, _| {
        counted.set(counted.get() + 1);
        if counted.get() == 1 { Outcome::Unanswered(Silence::Timeout) } else { Outcome::answered(200) }
    });
    stage.post(FORM);
    stage.pass(30);
    stage.sweep();
    assert_eq!(calls.get(), 1);
    stage.pass(60);
    stage.sweep();
    assert_eq!((calls.get(), run(counts(&stage.database)).unwrap().delivered), (2, 1));
}

#[test]
fn a_lead_that_cannot_be_opened_does_not_stop_the_others() {
    let stage = Stage::new();
    // Sealed under a key that is not there any more.
    let old = deployment_with(crate::site::PARTNERS, "7:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
    let request = crate::stage::request(leads::door::Method::Post, "/lead/leie-oever", FORM, "text/html");
    run(leads::door::answer(&stage, &old, &request));
    stage.post(&FORM.replace("zoe%40", "ben%40"));
    stage.sweep_for(120);
    let health = run(leads::store::health(&stage.database)).unwrap();
    assert_eq!((stage.sent.borrow().len(), health.pending), (1, 1));
    stage.sweep_for(110 * HOUR);
    let counts = run(counts(&stage.database)).unwrap();
    assert_eq!((counts.delivered, counts.dead), (1, 1), "and ends in an alert itself");
    assert!(counts.add_up());
}

#[test]
fn a_long_queue_for_one_destination_is_sent_bit_by_bit() {
    let stage = Stage::new();
    stage.answering(|_, elapsed| Outcome::answered(if elapsed < 60 { 503 } else { 200 }));
    for person in 0..30 {
        stage.post(&FORM.replace("zoe%40", &format!("person{person}%40")));
    }
    stage.pass(400);
    let before = stage.sent.borrow().len();
    stage.sweep();
    assert_eq!(stage.sent.borrow().len() - before, 4);
    stage.sweep_for(15 * 60);
    assert_eq!(run(counts(&stage.database)).unwrap().delivered, 30);
}

#[test]
fn nothing_personal_reaches_the_log_or_the_tables() {
    let stage = Stage::new();
    stage.answering(|_, _| Outcome::answered(500));
    stage.post(FORM);
    stage.sweep_for(2 * HOUR);
    stage.post_as("a=b", "application/json");
    let lead = run(list(&stage.database, &ALL)).unwrap()[0].lead.clone();
    let all = format!("{:?} {:?}", stage.log.borrow(), run(deliveries(&stage.database, &lead)).unwrap());
    for marker in crate::site::MARKERS {
        assert!(!all.contains(marker), "{marker} in {all}");
    }
}
